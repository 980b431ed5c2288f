"""What the prose counts beside disclosure and applications: interpretations, trainings, followers, and the measures of forms/counted.toml."""
import tomllib

import pytest

from report.form import FORMS, read_forms
from tests.figures import CHANNELS, check, one, read

INTERPRETATIONS = [
    ("制发政策解读材料7篇。", "interpretations=7"),
    ("解读政策文件42期，召开常务会议14次。", "interpretations=42"),
    ("全年解读信息发布20条。", "interpretations=20"),
    ("对29项重要政策文件进行解读。", "interpretations=29"),
    ("通过文字、图片等形式制作政策解读21个。", "interpretations=21"),
    ("发布文字解读3篇、图文解读5篇、视频解读1个。", "interpretations=9"),  # forms of one thing, whatever their units
    ("全年发布图解12幅、视频3部、专家解读2篇。", "interpretations=17"),
    ("政策解读：图解6件，文字6件，视频2件。", "interpretations=14"),
    ("发布解读17篇，其中图解12幅、视频3部、专家解读2篇。", "interpretations=17"),
    ("发布解读24条、短视频6条。", "interpretations=24"),
    ("发布图解2篇，公众号推送视频20条。", "interpretations=2 wechat=20"),
    ("开展政策解读12场，发布解读材料6篇。", "interpretations=6"),  # what was published, before events
    ("全年开展政策解读12场。", "interpretations=12"),
    ("全年组织政策解读进企业12场次，制作图解4幅、视频2部。", "interpretations=6"),
    ("对《奖补办法》等文件作了解读，共计3篇。", "interpretations=3"),
    ("政策解读率100%。", ""),
    ("公开政策文件和解读材料8条。", ""),
    ("发布12篇政策解读。", "interpretations=12"),
    ("发布政策问答8篇，制作图解4篇，共12篇。", "interpretations=12"),  # told form by form, with their sum
    ("做好政策解读，发布问答8篇、图解4篇，共计12篇。", "interpretations=12"),
    ("发布政策问答8篇、政策解读4篇，共12篇。", "interpretations=12"),
    ("发布简明问答3篇、一图读懂2篇，共5篇。", "interpretations=5"),
    ("发布政策解读文章6篇、图解4张、短视频2个，累计12个。", "interpretations=12"),
    ("通过问答8篇、图解4篇的形式进行解读，共12篇。", "interpretations=12"),
    ("全年公开信息60条，发布问答8篇、图解4篇，共12篇。", "total=60 interpretations=12"),
    ("全年解读政策12次，其中问答8篇、图解4篇。", "interpretations=12"),
    ("制作一图读懂3篇、短视频1个、文字说明5篇，总计9篇（个）。", "interpretations=9"),
    ("政策解读有图解2个、问答1期、文字稿2篇。", "interpretations=5"),
    ("制作问答5期、图解2期、视频1期，计8期。", "interpretations=8"),
    ("编制政策问答、漫画、短视频各1期，文字解读1期，解读共4期。", "interpretations=4"),
    ("发布图解4篇、问答8篇。", "interpretations=4"),  # a sum that is not printed is none
    ("通过短视频、图解等形式发布信息60条。", "total=60"),
    ("对3份文件分别以图文、视频形式解读，共6篇。", "interpretations=6"),
    ("制作政策解读视频2条。", "interpretations=2"),
    ("对镇里印发的6份文件全部配发解读材料，共6份。", "interpretations=6"),  # the second number tells the first once more
    ("对6份文件进行解读，共9份。", "interpretations=9"),
    ("发布图解3篇，全年共12篇。", "interpretations=3"),
    ("对养老等政策进行多样化解读，共发布图解3件、短视频2件、新闻稿1件，合计6件。", "interpretations=6"),
    ("围绕停车办法作深度解读，发布图解2件、新闻通稿1件，合计3件。", "interpretations=3"),
    ("开展政策解读，发布图解2件、政策文件3件，合计5件。", "total=5 parts=3 interpretations=2"),
    ("开展政策解读，发布工作动态20条、图解2条，共22条。", "total=22 parts=20 interpretations=2"),
    ("开展政策解读，推出图解7篇、“柳溪说法”视频2期。", "interpretations=9"),
    ("推出图解7篇、“柳溪之声”视频20期。", "interpretations=7"),
    ("对奖补办法等5个文件各制作1篇解读。", "interpretations=5"),  # one for each of so many
    ("对3份政策文件均各配发1份图解。", "interpretations=3"),
    ("对5个文件各制作1篇解读，共5篇。", "interpretations=5"),
    ("2个文件各配套解读1篇。", "interpretations=2"),
    ("2个文件各配套解读3篇。", ""),
    ("对5个政策领域各发布1篇解读。", ""),
    ("对5个文件各制作2篇解读。", ""),
    ("对5个文件各作了1次解读。", ""),
    ("发布稳增长、稳就业等政策解读信息4条。", "interpretations=4"),  # no growth
    ("开展养老服务、技能提升行动等政策解读十篇。", "interpretations=10"),
    ("政策解读提升至10篇。", ""),
    ("就拆迁新政开展讲解，制作情景剧2部、漫画3幅、口诀1份，共6个。", "interpretations=6"),  # whatever forms, where words lead them and a sum closes them
    ("为解读《用水办法》、阶梯水价等文件，举办解读沙龙4场，发布长图2张，合计6次。", "interpretations=6"),
    ("政策解读方面，刊登图文解读4期，录制专访3期，两项加起来7期。", "interpretations=7"),
    ("通俗讲解《取水细则》和河道管理规定，制作示意图3张、动漫2部、答疑1篇，累计6个。", "interpretations=6"),
    ("对《养犬条例》的解读采取多种形式，分别推出快板、讲解视频和漫画各2个，共6个。", "interpretations=6"),
    ("对养老办法的解读，以图文并茂的方式，发布长图4张、微视频1部，总计5件。", "interpretations=5"),
    ("围绕燃气安全开展讲解，制作视频3个、海报2张，共5个。", ""),  # of no policy
    ("开展普法宣传，制作海报3张、短剧2部，合计5个。", ""),  # no words of interpretation
    ("对《环境卫生条例》的解读采取多种形式，推出漫画、小品各1个，共5个。", ""),  # no sum of them
    ("就拆迁新政开展讲解，制作漫画3幅，走访企业6家，共9次。", ""),
    ("围绕新政进行解读，公开文件3件、动态4条，合计7件。", "total=7 parts=3,4"),
    ("撰写一篇解读文章。", "interpretations=1"),  # one, told before its noun
    ("结合新办法，镇里编发了一期图解。", "interpretations=1"),
    ("围绕救助标准调整写了一份解读材料，发在公众号上。", "interpretations=1"),
    ("坚持每出台一份文件，同步发布一篇解读。", ""),
    ("要求各科室撰写一篇解读。", ""),
    ("就茶园补贴、户籍迁移、停车收费三件事，各写了一份大白话的解读材料。", "interpretations=3"),  # one for each
    ("对两项新规各出了一期图解。", "interpretations=2"),
    ("围绕五个热点各做一期解读。", "interpretations=5"),
    ("围绕五个热点各做两期解读。", ""),
    ("编印解读手册2种。", "interpretations=2"),  # kinds of what was printed
    ("制作解读折页3种。", "interpretations=3"),
    ("通过文字、视频等3种形式解读政策。", ""),
    ("政策解读的形式有3种。", ""),
    ("对户口登记办法作了双语讲解2期。", "interpretations=2"),  # explained, of documents by name
    ("就《补偿细则》进行讲解3场。", "interpretations=3"),
    ("对选举规程和征兵办法作了汉语、苗语双语讲解2期。", "interpretations=2"),
    ("出台扶持办法、应急预案两个文件，各配一份解读，解读数为2篇。", "interpretations=2"),
    ("专家解读、媒体解读、部门解读分别为2篇、3篇、4篇。", "interpretations=9"),  # one after the other
    ("发布文字解读和图解分别为6篇和3篇。", "interpretations=9"),
    ("解读材料、政策文件分别为6篇和3篇。", "interpretations=6"),
    ("县报刊登政策解读12篇。", "interpretations=12"),
    ("拟制作解读短视频10条。", ""),  # planned
    ("下一步将推出图解12期。", ""),
    ("拟定解读方案，发布图解4期。", "interpretations=4"),
    ("制作“一图读懂”8期、“一分钟解读”短视频4个。", "interpretations=12"),  # forms by their names
    ("政策文件解读：文字版10篇，图解版6篇，视频版2个。", "interpretations=18"),
    ("派骨干进企业讲解31场，开展安全讲解20次。", ""),
]

TRAININGS = [
    ("举办法治培训3次，政务公开培训1次。", "trainings=1"),
    ("举办保密暨政务公开培训3次。", "trainings=3"),
    ("培训考试1次，培训2次。", "trainings=2"),
    ("组织观看省厅视频培训2次，自办培训1次。", "trainings=1"),
    ("面向派出所内勤培训2次，参加者52人。", "trainings=2"),
    ("将信息公开知识列入年度职工培训，举办1次。", "trainings=1"),
    ("向各镇信息员集中授课3次，培训105人次。", "trainings=3"),
    ("请老师作公开工作辅导1次。", "trainings=1"),
    ("召开学习会1次。党支部学习会12次。", "trainings=1"),
    ("组织开展政务公开业务培训2次。", "trainings=2"),
    ("举办专题培训班3期，覆盖信息员60余人次。", "trainings=3"),
    ("全年组织两次业务培训。", "trainings=2"),
    ("召开政务公开培训会1次。", "trainings=1"),
    ("组織開展專題培訓4次。", "trainings=4"),
    ("培训工作人员60人次。", ""),
    ("举办养殖技能培训6期。", ""),
    ("全年开展集中培训4场次。", "trainings=4"),
    ("组织全体信息员开展政务公开业务培训，共计2期。", "trainings=2"),
    ("举办信息发布员培训班，计3期120人次。", "trainings=3"),
    ("派员参加市级培训，共计2期。", ""),
    ("推出免费书法培训班28个、惠及市民1350人。举办政务公开培训2次。", "trainings=2"),  # townspeople's classes
    ("举办3场公益性技能培训，惠及居民200人。", ""),
    ("组织“送技下乡”培训班12期，培训牧民600人次。", ""),
    ("举办12期家政培训班，培训失业人员300人。", ""),
    ("举办培训3期，吸引群众300人参加。举办条例培训1次。", "trainings=1"),
    ("举办信息公开培训班2期，培训村民代表60人。", "trainings=2"),
    ("举办业务培训3期，共培训居民小组长90人次。", "trainings=3"),
    ("5月、10月各组织一次业务培训。", "trainings=2"),
    ("3月、6月和9月各举办1次信息公开培训。", "trainings=3"),
    ("5月和10月各举办业务培训1次。", "trainings=2"),
    ("4月、8月、11月分别组织1次业务培训。", "trainings=3"),
    ("2022年3月、2023年3月各组织一次业务培训。", ""),
    ("3月、9月各组织一次消防培训。", ""),
    ("3月、9月各参加一次市级培训。", ""),
    ("3月、9月各组织两次业务培训。", ""),
    ("3月组织1次业务培训，9月组织1次业务培训。", "trainings=2"),  # two, by their dates
    ("上半年举办政务公开培训2次，60人参加，下半年举办培训1次。", "trainings=3"),
    ("全年举办培训5次，其中3月举办培训1次，9月举办培训1次。", "trainings=5"),
    ("3月组织1次业务培训，9月组织培训1次，全年共5次。", "trainings=5"),
    ("3月组织1次业务培训，3月举办专题培训1次。", "trainings=1"),
    ("上半年、下半年各组织一次业务培训。", "trainings=2"),  # two, by their seasons
    ("年初、年末各举办1次信息员培训。", "trainings=2"),
    ("春秋两季各培训一次。", "trainings=2"),
    ("上半年、下半年各组织两次业务培训。", ""),
    ("上半年、下半年各参加一次市级培训。", ""),
    ("春秋两季各组织一次防火培训，春秋两季各培训一次农技员。", ""),
    ("培训方面，邀请县政府办授课2次，镇里自办3次，计5次。", "trainings=5"),  # under words that lead them, with their sum
    ("（五）业务培训：集中讲座2期、以会代训3期，合计5期。", "trainings=5"),
    ("队伍培训上，举办专班1次，办公室组织轮训2次，共3次。", "trainings=3"),
    ("培训方面，邀请县政府办来镇授课1次，参加县级培训1次，计2次。", ""),
    ("接待方面，邀请专家授课1次，自办活动1次，计2次。", ""),
    ("培训方面，邀请专家授课1次，自办1次，计3次。", ""),
    ("开展业务学习4次（上半年学《条例》、下半年学网站管理），60人次参加。", "trainings=4"),  # what was taught, told behind
    ("组织专题学习3次，重点学习《条例》和网站管理办法。", "trainings=3"),
    ("举办专题讲座3次，90人次受训。", "trainings=3"),
    ("组织村级信息员开展专题辅导2次，到场60人次。", "trainings=2"),
    ("开展专题学习3次（学党史、讲传统）。", ""),
    ("举办健康讲座6场，2000名群众受训。", ""),
    ("开展业务学习4次，研究重点项目。", ""),
    ("组织专题学习3次，重点学习《信访工作条例》。", ""),
    ("组织专题学习3次，重点学习《政府信息公开条例》。", "trainings=3"),
    ("按年度培训计划举办培训班2期。", "trainings=2"),
    ("制定年度培训计划2期。", ""),
    ("业务培训2回，共60人次。", "trainings=2"),
    ("举办业务培训3次，县政府办专家授课1次包含在内。", "trainings=3"),  # one among them
    ("举办内部讲座2次，县政务公开办授课1次含在其中。", "trainings=2"),
    ("举办内部讲座2次，县文化馆授课1次含在其中。", ""),
    ("举办专题讲座2期，请市政府办政务公开科主讲。", "trainings=2"),
    ("分上、下半年对21个股室站所的信息员集中培训，共68人次。", ""),  # bodies, no classes
    ("对12家企业开展培训。", ""),
    ("年内组织两轮培训，受训176人次。", "trainings=2"),
    ("开展3轮机关培训。", "trainings=3"),
    ("举办2个专题培训班。", "trainings=2"),
    ("线上、线下培训分别为2次、3次。", "trainings=5"),
    ("3月、9月分别组织业务培训1次、2次。", "trainings=3"),
    ("培训干部、信息员分别为20人、30人。", ""),
    ("业务练兵2次、培训考核1次、集中培训1次。", "trainings=1"),
    ("计划举办培训3次。", ""),  # planned
    ("2024年拟举办业务培训3次。", ""),
    ("我局准备开展培训2场。", ""),
    ("明年将组织培训4次。", ""),
    ("按计划举办培训3次。", "trainings=3"),
    ("按照全年计划组织培训3次。", "trainings=3"),
    ("拟定培训方案，举办培训1次。", "trainings=1"),
    ("举办政务公开培训会3期，培训班1期。", "trainings=4"),  # bare nouns of one list
    ("举办信息公开培训2次，业务培训3次，参训90人次。", "trainings=5"),
    ("组织培训5次，其中业务培训3次。", "trainings=5"),
    ("举办培训班2期，参加培训3次。", "trainings=2"),
    ("组织骨干赴外地学习培训2次。", ""),  # away
    ("到先进县跟班培训1次，自办培训2次。", "trainings=2"),
    ("为群众举办电商培训12期。", ""),  # townspeople's
    ("面向农户举办果树培训6期，举办信息公开培训1期。", "trainings=1"),
    ("面向村民代表举办信息公开培训2次。", "trainings=2"),
    ("9月组织站所负责人开了一次公开业务培训会。", "trainings=1"),  # one, told before its noun
    ("年底办了一期信息公开培训班。", "trainings=1"),
    ("镇里搞了一次政务公开培训。", "trainings=1"),
    ("镇里搞了一次养殖技术培训。", ""),
    ("派人到县里上了一次课。", ""),
]


@pytest.mark.parametrize("text, words", [*INTERPRETATIONS, *TRAININGS])
def test_a_count_is_read_as_a_person_reads_it(text, words):
    check(text, words)


@pytest.mark.parametrize("text", ["对5个文件各制作1篇解读。", "5月、10月各组织一次业务培训。"])
def test_one_for_each_of_a_told_number_leaves_no_doubt(text):
    assert read(text)[1] == []


@pytest.mark.parametrize("text", ["对5个文件各制作2篇解读。", "上半年、下半年各组织两次业务培训。", "对5个文件各作了1次解读。"])
def test_more_for_each_is_a_doubt(text):
    assert [d.kind for d in read(text)[1]] == ["each_of_several"]


FOLLOWERS = [("“柳溪发布”公众号关注人数3100余人。", "followers.wechat", 3100), ("官方微博粉丝2.1万人。", "followers.weibo", 21000),
             ("抖音号粉丝865人。", "followers.video", 865)]


@pytest.mark.parametrize("text, measure, value", FOLLOWERS)
def test_followers_belong_to_their_channel(text, measure, value):
    assert one(read(text)[0], measure).value == value


OF_ANOTHER_SORT = [  # text, a measure that it does not give
    ("全年公开信息67条，其中建议提案2条、政策解读4条。", "proposals"),
    ("公开信息92条，其中人大代表建议办理12条、政协提案办理8条。", "proposals.deputies"),
    ("制作、获取信息共147条，其中主动公开112条，依申请公开的信息0条，不予公开信息35条。", "requests.refused"),
    ("参加区级培训3次。", "trainings"),
]


@pytest.mark.parametrize("text, measure", OF_ANOTHER_SORT)
def test_what_looks_like_a_measure_but_counts_another_thing(text, measure):
    assert measure not in [f.measure for f in read(text)[0]]


@pytest.mark.parametrize("text, measure, value", [
    ("承办人大代表建议4件、政协提案2件。", "proposals.deputies", 4), ("收到申请3件，予以公开2件，不予公开1件。", "requests.refused", 1),
    ("清理往年过期信息328条。", "deleted", 328),
    ("对已发布的内容开展筛查，清除不适宜继续公开的信息16条。", "deleted", 16),
    ("剔除重复公开的信息8条。", "deleted", 8),
    ("参加区级培训3次；自行组织培训2次。", "trainings.attended", 3)])
def test_measures_told_by_themselves(text, measure, value):
    assert [f.value for f in read(text)[0] if f.measure == measure] == [value]


COUNTED = tomllib.loads((FORMS / "counted.toml").read_text(encoding="utf-8"))["measure"]


@pytest.mark.parametrize("text, measure, value", [(text, m["id"], value) for m in COUNTED for text, value in m["examples"]])
def test_every_other_measure_reads_its_examples(text, measure, value):
    assert {f.measure: f.value for f in read(text)[0]}.get(measure) == value


@pytest.mark.parametrize("text, measure", [(text, m["id"]) for m in COUNTED for text in m.get("counterexamples", ())])
def test_every_other_measure_leaves_its_counterexamples(text, measure):
    assert measure not in {f.measure for f in read(text)[0]}


def test_every_measure_is_listed_with_its_words():
    listed = {line["measure"] for line in read_forms("measures")}
    assert {m["id"] for m in COUNTED} <= listed
    assert {f"disclosed.channel.{channel}" for channel in CHANNELS} <= listed
    assert {line["channel"] for line in read_forms("channels")} == {*CHANNELS, "several"}
    words = [line["word"] for line in read_forms("channels")]
    assert len(words) == len(set(words))


def test_the_vocabulary_has_each_word_in_one_class():
    classes = tomllib.loads((FORMS / "phrases.toml").read_text(encoding="utf-8"))["classes"]
    words = [word for listed in classes.values() for word in listed]
    assert sorted({w for w in words if words.count(w) > 1}) == []
    assert not {line["word"] for line in read_forms("channels")} & set(words)
