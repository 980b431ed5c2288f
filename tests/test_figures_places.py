"""What a number is not, though a channel is named beside it, and where things went that stands behind their number."""
import pytest

from tests.figures import check, read

BEHIND = [
    ("全年公开信息52条，其中31条发布于县政府网站，其余为大厅上墙公示。", "total=52 website=31"),
    ("全年公开信息60条，40条刊登于县政府网站，20条推送于微信公众号。", "total=60 website=40 wechat=20"),
    ("公开信息60条，其中33条挂于区政府网站，27条贴于村务公开栏。", "total=60 website=33 bulletin=27"),
    ("公开信息60条，其中36条见于县政府网站，24条见于公众号。", "total=60 website=36 wechat=24"),
    ("公开信息330条，其中网站145条，余下185条见于公众号。", "total=330 website=145 wechat=185"),
    ("公开信息60条，其中政策文件25条，其余35条为工作动态。", "total=60 parts=25,35"),
    ("公开信息60条，其中20条发布于接待大厅。", "total=60"),
    ("全年公开信息347条，其中门户网站128条，公众号196条，校门口和局机关公示栏23期。", "total=347 website=128 wechat=196 bulletin=23"),
    ("全年公开信息412条，门户网站300条，微信公众号87条，售楼部、工地围挡公示25处。", "total=412 website=300 wechat=87 bulletin=25"),
    ("全年公开信息400条，其中网站300条，公众号87条，公示栏25期。", "total=400 website=300 wechat=87"),
    ("公开信息120条，其中80条张贴于镇村两级公开栏，40条张挂于集市。", "total=120 bulletin=80"),
    ("公开信息330条，其中网站145条，剩下的185条分散在公众号、电子屏和社区宣传栏。", "total=330 website=145"),
    ("公开信息330条，其中网站145条，其余的185条未分渠道统计。", "total=330 website=145"),
]
UNPLACED = [
    ("公开信息330条，其中网站145条，剩下的185条分散在公众号、电子屏和社区宣传栏。", "185条"),
    ("公开信息330条，其中网站145条，其余的185条未分渠道统计。", "185条"),
    ("公开信息120条，其中80条张贴于镇村两级公开栏，40条张挂于集市。", "40条"),
    ("全年公开信息400条，其中网站300条，公众号87条，公示栏25处。", "25处"),
    ("网站132条；公众号306条；抖音20条；宣传栏12期。", "12期"),
    ("镇本级公开信息126条，指导各村在公示栏公开860条。", "860条"),
    ("开设“营商环境”专栏3个，发布信息86条。", "86条"),
    ("机构设置、法规文件、业务工作等六类信息，共计120条。", "120条"),
]
NO_COUNT = [
    ("报告电子版可在云溪县人民政府网查阅，联系地址为云溪县城西路接待中心，邮编043800。", ""),
    ("报告可在县政府网站下载（邮政编码643801）。", ""),
    ("“云溪政务”微信公众号粉丝突破12万，单篇阅读量10万以上的有3篇。", ""),
    ("公众号推送文章210篇，其中阅读量超1万的12篇。", "wechat=210"),
    ("视频号播放量破10万的作品3个，全年发布短视频60条。", "video=60"),
    ("微信公众号10万+文章2篇。", ""),
    ("微信公众号“10万+”文章2篇，全年推送300篇。", "wechat=300"),
]
NOT_COUNTED = [
    ("2023年新闻客户端“爱云溪”发稿9800余篇，广播电视播出新闻3600条，均不在统计之列。公开本单位信息75条。", "total=75"),
    ("公众号发稿300篇，不计入公开信息条数。全年主动公开信息45条。", "total=45"),
    ("通过抖音发布作品210条，不在统计范围。全年公开信息45条。", "total=45"),
    ("数据1300条由系统推送公开，不计入主动公开信息条数，全年主动公开信息45条。", "total=45"),
    ("全年公开信息45条，公众号推送625条、抖音80条，均不列入公开数量。", "total=45"),
    ("全年公开信息45条，微信公众号推送625条，未计入上述总数。", "total=45 wechat=625"),
    ("全年公开信息45条，其中网站30条、公众号15条。部门网站公开62条未计入。", "total=45 website=30 wechat=15"),
    ("网站公开45条，另有下属单位网站公开62条未计入。", "website=45"),
    ("全年公开信息45条（部门网站公开62条另计）。", "total=45"),
    ("全年公开信息45条，公众号推送62条另行统计。", "total=45"),
    ("全年公开信息45条，公众号推送的62条未纳入统计。", "total=45"),
    ("网站公开45条。子站公开的62条不在其内。", "website=45"),
    ("公众号转发的62条不计入，全年公开信息45条。", "total=45"),
    ("全年公开信息45条（不含部门网站62条、乡镇网站30条），其中公众号15条。", "total=45 wechat=15"),
    ("全年公开信息45条，未包括公众号62条。", "total=45"),
    ("网站公开45条，公众号推送62条，均不含转发信息12条。", "website=45 wechat=62"),
    ("全年公开信息45条，其中网站30条（未含子站12条）、公众号15条。", "total=45 website=30 wechat=15"),
    ("全年网站公开信息45条，不属于公开范围的一律不公开。", "website=45"),
    ("全年网站公开信息45条，没有公开不规范的问题。", "website=45"),
    ("全年网站公开信息45条，未出现不属于公开范围的信息。", "website=45"),
    ("全年公开信息45条，其中网站30条，公众号15条，均未出现错误。", "total=45 website=30 wechat=15"),
]
FROM_TO = [  # a range of places is all between its ends
    ("从网站到公众号共公开60条。", "total=60"),
    ("从网站到公示栏，全年公开信息60条。", "total=60"),
    ("从门户网站、公众号到村级公示栏，公开信息60条。", "total=60"),
    ("从线上网站到线下公示栏共公开60条。", "total=60"),
    ("从线上到线下，全年公开信息60条，其中网站40条、公示栏20条。", "total=60 website=40 bulletin=20"),
    ("从县政府网站公开信息60条。", "website=60"),
    ("从网站转发到公众号30条。", "wechat=30"),
    ("上传至网站60条，推送到公众号40条。", "website=60 wechat=40"),
    ("信息公开从网站延伸到公众号，公众号发布60条。", "wechat=60"),
]
SHARED = [  # one number for accounts that are told by name is none of theirs; words, and the number that is doubted
    ("网站发布85条，官方微博、微信公众号共212条。", "website=85", "212条"),
    ("通过微信公众号、抖音发布信息212条。", "", "212条"),
    ("微信、微博、抖音三个平台发布信息合计90条。", "", "90条"),
    ("全年公开信息300条，其中网站88条，微博、微信212条。", "total=300 website=88", "212条"),
    ("微博、微信共发布212条，其中微博12条、微信200条。", "weibo=12 wechat=200", None),
    ("微博和微信分别发布12条、200条。", "weibo=12 wechat=200", None),
    ("微信公众号、抖音号等新媒体发布信息212条。", "new_media=212", None),
    ("政务新媒体（微博、微信）发布212条。", "new_media=212", None),
    ("运营公众号、视频号、抖音号3个账号，合计发布作品212件。", "new_media=212", None),
    ("全年公开信息112条；尚未开通政务微博、政务微信，两项公开数均为0条。", "total=112 weibo=0 wechat=0", None),
]
BODIES = [
    ("全年公开信息45条。请县融媒体中心授课1次；处理结果每月公示，共公示12期、86件。", "total=45"),
    ("到县广播电视台学习交流3次。", ""),
    ("领导走进电台《交警在线》直播间47次，现场解答群众提问600余个。", ""),
    ("请县电视台拍摄专题片2部，在微信公众号发布信息30条。", "wechat=30"),
    ("到县政府网站发布信息20条。", "website=20"),
    ("上传到县政府网站60条。", "website=60"),
    ("在县电视台播出专题片3期。", "news=3"),
]
SUBJECTS = [
    ("对外发布信息67条，构成如下：统计快报12条，普查公报和年度公报5条，统计分析27条，财务、人事等23条。", "total=67 parts=12,5,27,23"),
    ("公开本单位信息75条。按内容分为：机构概况6条，预算决算14条，人事与采购22条，应急广播建设管理33条。", "total=75 parts=6,14,22,33"),
    ("全年公开信息90条：网站管理类5条，财政类40条，人事类45条。", "total=90 parts=5,40,45"),
    ("全年公开信息40条，其中网站30条，政府公报10条。", "total=40 website=30 bulletin=10"),
    ("全年公开信息24条，其中县政府公报12条，公告栏3条，网站9条。", "total=24 bulletin=15 website=9"),
]
WHOLLY = [
    ("全年通过云溪市政府网公开信息41条，无其他公开渠道。", "total=41 website=41"),
    ("2023年公开信息66条，只在县政府网站一个渠道发布。", "total=66 website=66"),
    ("2023年公开信息66条，渠道为县政府网站。", "total=66 website=66"),
    ("全年信息全部在县政府网站公开，共66条。", "total=66 website=66"),
    ("信息统一在县政府网站公开，全年共公开66条，其中动态40条，财政26条。", "total=66 website=66 parts=40,26"),
    ("财政信息均在县政府网站公开，全年公开12条。", "website=12"),
    ("在县政府网站发布信息60条，在公众号发布40条，没有其他渠道。", "website=60 wechat=40"),
    ("信息均在县政府网站公开，公众号推送300条。", "wechat=300"),
    ("通过县政府门户网站等渠道累计公开信息121条。", "total=121"),
    ("通过县政府网站等平台公开信息121条，其中网站80条。", "total=121 website=80"),
]
LISTS = [
    ("全年主动公开94条，拆开来看，采伐许可33条，林权登记和试点17条，森林防火26条，财政资金和其他18条。", "total=94 parts=33,17,26,18"),
    ("全年主动公开94条。采伐许可33条，执法检查和处罚17条，森林防火26条，其他18条。", "total=94 parts=33,17,26,18"),
    ("全年主动公开95条，拆开来看，采伐许可33条，林权登记17条，森林防火26条，其他18条。", "total=95"),
    ("本局共公开三十八条，其中审计结果公告九篇，整改情况公告三篇，余为日常信息。", "total=38 parts=9,3"),
    ("除县政府网站外，还通过公众号、公示栏等对外公开法律援助、人民调解、行政复议等方面的信息，全年合计149条。", "total=149"),
    ("对《养老服务办法》《摊位管理办法》各作了一次解读。", ""),
    ("对12件政策各发布解读1篇，共12篇。", "interpretations=12"),
    ("上下半年各培训1次，全年共2次。", "trainings=2"),
    ("门户网站95条、公众号201条、公开栏22期，合计318条。", "total=318 website=95 wechat=201 bulletin=22"),
    ("网站上挂了95条，公众号推了201条，加起来296条。", "total=296 website=95 wechat=201"),
    ("公众号1个，关注人数2.3万，发布信息306条。", "wechat=306"),
    ("镇本级公开信息126条，指导各村在公示栏公开860条。", "total=126"),
    ("公开信息132条，其中政策文件、工作动态、通知公告分别为6条、96条和30条。", "total=132 parts=6,96,30"),
    ("306条公开信息中，网站发布132条，公众号174条。", "total=306 website=132 wechat=174"),
    ("有132条来自网站，公开信息306条，其中有132条来自网站。", "total=306"),
    ("开设“营商环境”专栏3个，发布信息86条。", ""),
    ("公众号推送32条，其中18条与网站重复。", "wechat=32"),
    ("公众号同步推送网站信息60条。", "wechat=60"),
    ("公众号、网站公开信息60条。", "total=60"),
    ("局门户网站公开86条（县政府网站集约化平台），微信公众号公开60条。", "website=86 wechat=60"),
    ("网站新闻动态栏目86条，通知公告栏目24条，政策文件栏目12条，合计122条。", "website=122 parts=86,24,12"),
    ("财政预决算公开信息64条。", "parts=64"),
    ("召开村民代表会公布信息12次。", ""),
    ("经审查公开86条，暂缓公开4条。", "total=86"),
    ("86条信息经审核后公开，12条不予公开。", ""),
    ("20条发布于接待大厅。", ""),
    ("微信公众号推送43条，营区外墙公示牌更换16期。", "wechat=43 bulletin=16"),
    ("微信公众号推送43条，公示牌更换16个，更换公开栏12块。", "wechat=43"),
    ("网站上传信息86条。项目环评受理、拟批和批复69条，执法检查和处罚11条，党建等6条。", "website=86 parts=69,11,6"),
    ("微信公众号“云溪教育”“云溪体育”分别发布86条、34条。", "wechat=120"),
    ("“云溪教育”发布信息86条，“云溪体育”发布34条。", ""),
    ("以短视频形式发布政策解读12期，以图解形式发布8期。", "interpretations=12"),
    ("全市系统公开信息1260条，其中市局120条。", "total=1260"),
    ("政府网站政务公开栏目发布186条，微信公众号发布320条。", "website=186 wechat=320"),
    ("空气质量日报365期、水质月报12期全部公开。", ""),
    ("网站、微信、微博“三位一体”，公开信息86条、100条、60条。", "website=86 wechat=100 weibo=60"),
    ("依申请公开平台收到申请6件，主动公开平台发布信息186条。", "received=6 other=186"),
    ("上网公开54条，上墙公开32期，公众号推送18条。", "bulletin=32 wechat=18"),
    ("全年发布信息86条，撤回2条，更正3条。", "total=86"),
    ("设村级公示栏32处，更新信息460条。", "bulletin=460"),
    ("抖音直播12场，观看4.6万人次，发布短视频54条。", "video=54"),
    ("在广播电台“政风热线”上线4次。", ""),
    ("2021至2023年共公开信息220条，2023年86条。", "total=86"),
    ("本届以来公开信息560条，今年86条。", "total=86"),
    ("舆情回应12次，政策解读稿件发布36篇。", "interpretations=36"),
    ("网站公开一百三十二条，其余一百七十四条由公众号推送。", "website=132 wechat=174"),
    ("对养老服务办法等三份文件各解读1次，市县两级各举办培训2次。", ""),
]
EACH = [("对《养老服务办法》《摊位管理办法》各作了一次解读。", "1次"), ("对养老服务办法等三份文件各解读2次。", "2次"), ("市县两级各举办培训3次。", "3次")]


@pytest.mark.parametrize(("text", "words"), LISTS)
def test_lists_beside_their_sum_and_what_holds_for_each(text, words):
    check(text, words)


@pytest.mark.parametrize(("text", "printed"), EACH)
def test_what_holds_for_each_of_several_is_a_doubt(text, printed):
    assert [(d.kind, d.values["value"]) for d in read(text)[1]] == [("each_of_several", printed)]


def test_several_years_together_are_taken_only_with_a_doubt():
    figures, doubts = read("2021至2023年共公开信息220条。")
    assert [(f.measure, f.value) for f in figures] == [("disclosed.total", 220)]
    assert [d.kind for d in doubts] == ["perhaps_cumulative"]


@pytest.mark.parametrize(("text", "words"), WHOLLY)
def test_all_of_it_in_one_place_is_the_total_and_the_places(text, words):
    check(text, words)


@pytest.mark.parametrize(("text", "words"), BEHIND)
def test_a_place_may_stand_behind_its_number(text, words):
    check(text, words)


@pytest.mark.parametrize(("text", "printed"), UNPLACED)
def test_what_went_to_places_that_are_not_told_apart_is_a_doubt(text, printed):
    assert [(d.kind, d.values["value"]) for d in read(text)[1]] == [("unplaced_figure", printed)]


@pytest.mark.parametrize(("text", "words"), NO_COUNT)
def test_addresses_and_numbers_of_readers_count_nothing(text, words):
    check(text, words)


@pytest.mark.parametrize(("text", "words"), NOT_COUNTED)
def test_what_the_report_does_not_count_is_no_disclosure(text, words):
    check(text, words)


@pytest.mark.parametrize(("text", "words"), BODIES)
def test_a_body_that_is_asked_or_visited_is_no_channel(text, words):
    check(text, words)


@pytest.mark.parametrize(("text", "words"), SUBJECTS)
def test_a_channels_name_in_a_list_of_subjects_is_part_of_one(text, words):
    check(text, words)
