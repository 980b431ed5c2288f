"""What is told of all information over several sentences: one way only, since launch and this year, sums of quarters, parts told again."""
import pytest

from tests.figures import check, read

ONE_WAY = [
    ("我局没有独立网站，公开信息全部发布在县政府网站“烟草专卖”栏目群。全年共发布信息128条。", "total=128 website=128"),
    ("所有信息均通过公众号发布。2023年，共公开政府信息64条。", "total=64 wechat=64"),
    ("政府信息统一在县政府网站公开。全年公开信息60条，其中动态40条、文件20条。", "total=60 website=60 parts=20,40"),
    ("公开信息全部在公众号发布。全年共发布信息128条。网站发布12条。", "total=128 website=12"),  # another way is told
    ("重点领域信息全部在县政府网站公开。全年共公开信息128条。", "total=128"),  # of one field
    ("公开信息全部在公众号发布。全年召开会议12次。", ""),
    ("全年在县政府门户网站公开政府信息79条。除此以外，没有其他发布渠道，未开设微信账号。", "total=79 website=79"),
    ("在县政府网站公开信息79条，比上年多3条。我局无其他公开渠道。", "total=79 website=79"),
    ("公众号发布信息79条。此外，未通过其他媒体发布信息。", "total=79 wechat=79"),
    ("在县政府网站公开信息79条。除此以外，没有其他收费项目。", "website=79"),
    ("在县政府网站公开信息79条，公众号发布20条。没有其他公开渠道。", "website=79 wechat=20"),
    ("政府网站群发布信息80条，微信群发布20条。", "website=80 other=20"),  # sites, no chat
]

SINCE = [
    ("“柳溪科技”微信公众号自2017年开通以来累计推送2863条，其中2023年推送241条；通过县政府网站发布133条。", "wechat=241 website=133"),
    ("公众号自2019年上线以来共发布信息900条，其中本年发布120条。", "wechat=120"),
    ("抖音号自2020年注册以来累计推送300个，今年推送80个。", "video=80"),
    ("自2019年以来共公开信息900条，2023年公开120条。", "total=120"),
    ("公众号自2019年开通以来累计推送900条，阅读量20万次。", ""),
    ("公众号自2019年开通以来粉丝累计900人，其中2023年增加120人。", ""),
]

DIVIDED = [
    ("全年在县政府网站公开政府信息79条，上年为67条，净增12条，分属五个栏目：动态35条，低碳18条，采购13条，预决算13条。", "website=79 parts=35,18,13,13"),
    ("全年公开信息79条，分属3个栏目：业务动态35条，节能低碳18条，采购与合同26条。", "total=79 parts=35,18,26"),
    ("全年公开政府信息79条，去年67条，分成三类：业务动态35条，节能低碳18条，采购与合同26条。", "total=79 parts=35,18,26"),
    ("全年公开政府信息79条，归为两类，业务动态35条，节能低碳44条。", "total=79 parts=35,44"),
    ("全年公开政府信息79条，上年同期60条，其中动态20条，文件40条。", "total=79 parts=20,40"),
    ("全年公开政府信息79条，分属三个科室承办。收到申请3件。", "total=79 received=3"),
    ("去年公开信息60条，其中动态20条，文件40条。", ""),
]


@pytest.mark.parametrize("text, words", [*ONE_WAY, *SINCE, *DIVIDED])
def test_what_is_told_of_all_information_is_read_over_several_sentences(text, words):
    check(text, words)


def test_a_way_told_a_sentence_before_is_shown_with_the_number():
    figures, _ = read("公开信息全部发布在县政府网站。全年共发布信息128条。")
    assert {f.measure: f.evidence.text for f in figures}["disclosed.channel.website"] == "公开信息全部发布在县政府网站。全年共发布信息128条"


SUMS = [
    ("四个季度分别公布信息71、88、64、93条，年度累计316条，同比上年的274条增加42条。", "total=316"),
    ("上半年、下半年分别公开信息30条、40条，全年共计70条。", "total=70"),
    ("一至四季度依次公开20条、30条、40条、50条，年度合计140条。", "total=140"),
    ("一季度公开20条，二季度30条，三季度40条，四季度50条，本年度共140条。", "total=140"),
    ("四个季度分别公布信息71、88、64、93条，年度累计400条。", ""),  # no sum of them
    ("四个季度分别接待来访71、88、64、93批，年度累计316批。", ""),
    ("公开信息70条，其中三季度考核结果30条、年度计划40条。", "total=70 parts=30,40"),
]

TOLD_AGAIN = [
    ("公开信息94条（期），其中县政府网站22条，镇村公开栏72期。\n（一）主动公开情况。网站上的22条，有领导分工3条、财政预决算4条、工作动态15条。",
     "total=94 website=22 bulletin=72 parts=3,4,15"),
    ("公开信息94条，其中县政府网站22条，公众号72条。网站公开的22条包括动态20条、文件2条。", "total=94 website=22 wechat=72 parts=20,2"),
    ("网站公开信息60条，公众号推送40条。公众号推送的40条，主要是政策文件10条、工作动态30条。", "website=60 wechat=40 parts=10,30"),
    ("公示栏公示80期。公示栏上的80期，分别为低保公示60期、工程公示20期。", "bulletin=80 parts=60,20"),
    ("网站公开22条，公众号发布72条。网站上的22条，全部经过审核。", "website=22 wechat=72"),
    ("网站公开22条。公众号推送的40条，有动态20条、文件20条。", "website=22 wechat=40 parts=20,20"),
    ("网站公开信息22条，公众号推送40条。收到的22条留言，有咨询20条、建议2条。", "website=22 wechat=40"),
]

FIRST_SENT = [
    ("公开信息316条，网站205条，公众号90条，余下21条由《柳溪日报》首发。", "total=316 website=205 wechat=90 news=21"),
    ("网站公开80条，其余12条由县电视台首发。", "website=80 news=12"),
    ("公众号首发信息80条，转载20条。", "wechat=100"),
    ("公开信息60条，其中首发20条、转载40条。", "total=60"),
    ("公众号发布首发稿件20篇。", "wechat=20"),
    ("全县首发项目12个。", ""),
]


@pytest.mark.parametrize("text, words", [*SUMS, *TOLD_AGAIN, *FIRST_SENT])
def test_numbers_told_once_more_are_parts_or_sums(text, words):
    check(text, words)
