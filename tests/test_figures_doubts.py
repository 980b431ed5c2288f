"""What of the prose's figures is uncertain and said aloud: numbers without a place, of several bodies, of other years."""
import pytest

from tests.figures import core, expect, read

DOUBTS = [
    ("2023年主动公开政府信息56条。经统计，本年度主动公开政府信息66条。", "second_total", "66条"),
    ("政府网站公开信息56条。\n（四）平台建设。政府网站公开信息66条。", "second_channel_figure", "66条"),
    ("截至2023年12月31日，累计主动公开政府信息1205条。", "perhaps_cumulative", "1,205条"),
    ("2022年，主动公开政府信息56条。", "other_year", "56条"),
    ("2022年收到政府信息公开申请9件。", "other_year", "9件"),
    ("2022年未收到政府信息公开申请。", "other_year", "0"),
    ("2023年收到政府信息公开申请3件。经核，本年收到政府信息公开申请5件。", "second_received", "5件"),
    ("全年公开政府信息97条，其中网站70条，便民服务大厅公告栏及电子屏27条。", "unplaced_figure", "27条"),
    ("全年公开政府信息56条。在“青禾之声”推送图文212篇。", "unplaced_figure", "212篇"),
    ("在企业信用信息公示系统公示处罚决定书81份。", "unplaced_figure", "81份"),
    ("全年转发信息60条。", "unplaced_figure", "60条"),
    ("2023年1-11月公开信息80条。", "part_of_year", "80条"),
    ("全年主动公开政府信息200至300条。", "range", "200至300条"),
    ("全年收到政府信息公开申请3-5件。", "range", "3-5件"),
    ("全年主动公开政府信息1234567890123456条。", "too_long", "1234567890123456条"),
    (f"全年收到政府信息公开申请{'12' * 3000}件。", "too_long", "121212121212…21212121212件"),
    ("全年主动公开政府信息12345678亿条。", "too_long", "12345678亿条"),
    ("截至2023年11月底，公开信息80条。", "part_of_year", "80条"),
    ("全年公开政府信息56条。新闻媒体刊发水务报道72篇。", "unplaced_figure", "72篇"),
    ("全年公开政府信息56条。督促各镇在公示栏张贴名单320份。", "unplaced_figure", "320份"),
]


@pytest.mark.parametrize("text, kind, value", DOUBTS)
def test_what_is_uncertain_is_doubted_aloud_in_chinese(text, kind, value):
    _, doubts = read(text)
    doubt = next(d for d in doubts if d.kind == kind)
    assert doubt.values["value"] == value and value in doubt.message and not doubt.message.isascii()
    assert doubt.where in text


SEVERAL_BODIES = [  # no total stands in these: each number is of one of several bodies, or of a part of the year
    "2023年，公开部门信息60条、乡镇信息40条。", "2023年公开县直部门信息60条，乡镇信息40条。", "2023年公开部门信息60条，公开乡镇信息40条。",
    "2023年公开县级信息60条、镇级信息40条。", "2023年公开区级部门信息160条、街道信息240条、社区信息30条。", "全县主动公开部门政府信息620条、乡镇政府信息410条。",
    "2023年，各部门公开信息60条，各乡镇公开信息40条。", "县直部门主动公开政府信息3260条，乡镇主动公开政府信息1140条。",
    "2023年，县政府办公室主动公开政府信息60条，县直部门主动公开政府信息340条，乡镇主动公开政府信息400条。",
    "2023年，局机关公开信息60条，下属单位公开信息40条。", "2023年，局机关公开信息60条，二级单位40条。", "2023年，本级公开政府信息80条，下级单位公开政府信息120条。",
    "1-6月公开信息45条，7-12月公开信息55条。", "前11个月公开信息80条，12月公开信息10条。", "2023年前三季度公开信息70条，四季度公开信息30条。",
    "东村公开信息12条，西村公开信息9条，南村公开信息15条。", "2023年，柳溪社区公开信息12条，东城社区公开信息9条。",
    "2023年，县教育局公开信息60条、县民政局40条、县水利局30条。", "全年公开本单位信息60条、下属单位信息40条。", "公开法定信息60条、其他信息40条。",
]


@pytest.mark.parametrize("text", SEVERAL_BODIES)
def test_the_first_of_several_bodies_is_not_the_total(text):
    figures, doubts = read(text)
    assert core(figures) == {}
    assert [d.kind for d in doubts] == ["one_of_several"]


BESIDE_THE_WHOLE = [  # the same lists beside the total, or beside what the agency itself published: words, and whether a doubt is raised
    ("公开部门信息60条、乡镇信息40条，合计100条。", "total=100 parts=60,40", False),
    ("全县共公开信息100条，县直部门60条，乡镇40条。", "total=100", False),
    ("全县共公开信息100条。县直部门公开60条，乡镇公开40条。", "total=100", False),
    ("1-11月公开信息80条，12月10条，全年90条。", "total=90", False),
    ("1-11月公开信息80条，12月10条，全年95条。", "total=95", True),
    ("前11个月80条，12月10条，全年90条。", "total=90", False),
    ("前三季度公开信息70条，全年公开信息90条。", "total=90", False),
    ("全年公开信息90条，上半年40条，下半年50条。", "total=90", False),
    ("2023年1月至12月公开政府信息90条。", "total=90", False),
    ("2022年12月1日至2023年11月30日公开信息90条。", "total=90", False),
    ("截至12月公开信息80条。", "total=80", False),
    ("截至2024年1月31日，2023年公开信息80条。", "total=80", False),
    ("我镇公开信息60条，各村公开信息40条。", "total=60", True),
    ("我局公开信息60条，下属单位40条。", "total=60", True),
    ("县教育局公开信息60条，各学校公开信息140条。", "total=60", True),
    ("我局公开信息60条，较县民政局多20条。", "total=60", False),
    ("公开政务信息60条、党务信息40条、财务信息12条。", "parts=60,40,12", False),
]


@pytest.mark.parametrize("text, words, doubted", BESIDE_THE_WHOLE)
def test_the_whole_beside_several_bodies_is_the_total(text, words, doubted):
    figures, doubts = read(text)
    assert core(figures) == expect(words)
    assert [d.kind for d in doubts] == ["one_of_several"] * doubted


NO_DOUBT = [
    "全年主动公开政府信息56条，其中政府网站50条、微信公众号6条。发布政策解读2篇，组织培训1次。收到政府信息公开申请1件。",
    "以图解、视频、问答、文字四种形式各发布解读1篇，共4篇。",
    "编制政策问答、漫画、短视频各1期，文字解读1期，解读共4期。",
    "全县水雨情短信发送4.6万条次。",
    "公开信息906条，其中网站617条（含审批结果公示402条、办事指南131条、其他84条），微信公众号289条。",
    "线上公开280条（网站120条、公众号160条），线下公开96条（公开栏60条、广播36条）。",
]


@pytest.mark.parametrize("text", NO_DOUBT)
def test_a_plain_report_raises_no_doubt(text):
    assert read(text)[1] == []


BESIDE_A_RANGE = [  # a range is no figure, but may be the whole of other numbers or one of the parts
    ("全年在政务新媒体公开信息200至300条，其中微信公众号120条、微博80条。", "wechat=120 weibo=80", ["range"]),
    ("2023年通过各类媒体公开信息约200至300条，其中政府网站120条。", "", ["range"]),
    ("全年主动公开政府信息56条。政府网站发布200至300条，其中微信公众号120条，微博30条。", "total=56", ["range"]),
    ("全年公开水务信息60条，其中网站公开20至30条，公众号公开40条。", "wechat=40 parts=60", ["range"]),
    ("通过政府网站公开信息1234567890123456条，其中机构职能2条、财政信息30条。", "", ["too_long"]),
]


@pytest.mark.parametrize("text, words, kinds", BESIDE_A_RANGE)
def test_what_stands_beside_a_range_is_read(text, words, kinds):
    figures, doubts = read(text)
    assert core(figures) == expect(words) and [d.kind for d in doubts] == kinds
