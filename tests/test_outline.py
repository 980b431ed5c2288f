"""Sections are found by their words, numbers, order and place, whatever the report's age and however its headings are written."""
import time

import pytest

from loaders.document import Document, Paragraph, Picture, Table, TableCell
from loaders.glued import find_glued
from loaders.headings import section_of
from loaders.outline import find_outline
from report.wording import same_length

LEAD = "青梧镇人民政府2023年政府信息公开工作年度报告"
WORDS = "本镇按时限公开信息，群众查阅方便。"


def read(*lines):
    return find_outline(Document([Paragraph(line) if isinstance(line, str) else line for line in lines], "text", "text"))


def keys(*lines):
    return [s.key for s in read(*lines).sections if s.key != "preamble"]


SIX = ["overview", "disclosed", "requests", "disputes", "problems", "other"]
FORM = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况", "六、其他需要报告的事项")


def styled(change):
    return [line for heading in FORM for line in (change(heading), WORDS)]


STYLES = [  # (what is odd, how each heading of the form is written)
    ("as the form has it", lambda h: h),
    ("a full stop for the comma", lambda h: h.replace("、", ".", 1)),
    ("a space behind the number", lambda h: h.replace("、", "、 ", 1)),
    ("spaces between the characters", lambda h: " ".join(h)),
    ("no mark behind the number", lambda h: h.replace("、", "", 1)),
    ("a space for the mark", lambda h: h.replace("、", " ", 1)),
    ("parts", lambda h: "第" + h.replace("、", "部分 ", 1)),
    ("Arabic numbers", lambda h: str("一二三四五六".index(h[0]) + 1) + h[1:]),
    ("numbers in brackets", lambda h: "（" + h[0] + "）" + h[2:]),
    ("no numbers", lambda h: h[2:]),
    ("a colon behind", lambda h: h + "："),
    ("a full stop behind", lambda h: h + "。"),
    ("traditional characters", lambda h: h.translate(str.maketrans("总体况动开请处复议讼问题进项", "總體況動開請處復議訟問題進項"))),
    ("Kangxi radicals", lambda h: h.replace("一", "⼀").replace("二", "⼆").replace("工", "⼯")),
]


@pytest.mark.parametrize("odd, change", STYLES, ids=[s[0] for s in STYLES])
def test_the_six_sections_in_every_style(odd, change):
    outline = read(LEAD, *styled(change))
    assert [s.key for s in outline.sections] == ["preamble", *SIX]
    assert {s.text for s in outline.sections[1:]} == {WORDS}
    assert outline.is_report


def test_headings_glued_into_one_line():
    text = "".join(h + WORDS for h in FORM)
    outline = read(LEAD, text)
    assert [(s.key, s.text) for s in outline.sections[1:]] == [(key, WORDS) for key in SIX]
    assert [s.heading for s in outline.sections[1:]] == list(FORM)


def test_headings_glued_behind_figures():
    assert keys(LEAD, "一、总体情况公开信息12条二、主动公开政府信息情况规章0三、收到和处理政府信息公开申请情况合计0四、政府信息公开行政复议、行政诉讼情况0"
                "五、存在的主要问题及改进情况2023年更新偏慢。六、其他需要报告的事项无") == SIX


OLD = [  # reports before 2019, and those that go their own way: headings -> keys
    (("一、概述", "二、主动公开政府信息的情况", "三、依申请公开和不予公开政府信息的情况", "四、政府信息公开的收费及减免情况",
      "五、因政府信息公开申请行政复议、提起行政诉讼的情况", "六、存在的主要问题及改进措施", "七、需要说明的其他事项和附表"),
     ["overview", "disclosed", "requests", "other", "disputes", "problems"]),
    (("一、基本情况", "二、信息公开情况", "三、依申请公开政府信息情况", "四、存在的困难和下一步打算"), ["overview", "disclosed", "requests", "problems"]),
    (("一、主动公开情况", "二、依申请公开办理情况", "三、依申请信息公开收费情况", "四、复议、诉讼和申诉情况"), ["disclosed", "requests", "other", "disputes"]),
    (("一、工作总体推进情况", "二、政府信息主动公开情况", "三、受理申请情况", "四、行政复议和诉讼情况", "五、工作中的不足与改进"),
     ["overview", "disclosed", "requests", "disputes", "problems"]),
    (("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
      "五、信息处理费收取情况", "六、存在的主要问题及改进情况", "七、其他需要报告的事项"), ["overview", "disclosed", "requests", "disputes", "other", "problems"]),
    (("一、总体情况", "三、收到和处理政府信息公开申请情况", "五、存在的主要问题及改进情况"), ["overview", "requests", "problems"]),
    (("一、总体情况", "二、主动公开政府信息情况", "3、 收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"), SIX[:4]),
    (("一、总体情况", "二、主动公开政府信息情况", "二、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"), SIX[:4]),
    (("一、政府信息公开工作概述", "二、组织领导和制度建设", "三、解读回应和交流", "四、主动公开政府信息情况", "五、依申请公开情况"),
     ["overview", "disclosed", "requests"]),
]


@pytest.mark.parametrize("headings, expected", OLD, ids=[o[0][-1] for o in OLD])
def test_other_orders_and_titles(headings, expected):
    found = keys(LEAD, *(line for heading in headings for line in (heading, WORDS)))
    assert list(dict.fromkeys(found)) == expected


def test_two_parts_of_one_key_are_joined():
    outline = read(LEAD, "一、概述", WORDS, "二、主动公开政府信息的情况", WORDS, "三、收费及减免情况", "没有收费。", "四、其他事项", "没有其他事项。")
    other = outline.sections[-1]
    assert (other.key, other.heading, other.text) == ("other", "三、收费及减免情况\n四、其他事项", "没有收费。\n没有其他事项。")


def test_where_two_parts_are_problems_and_plans_the_second_heading_stays_between_them():
    outline = read(LEAD, "一、概述", WORDS, "二、主动公开政府信息的情况", WORDS, "三、存在的主要问题", "更新慢。", "四、下一步打算", "（一）窗口、后台一起更新。")
    assert outline.text("problems") == "更新慢。\n四、下一步打算\n（一）窗口、后台一起更新。"


NESTED = [
    ["一、主动公开情况", "二、依申请公开情况", "三、政府信息管理情况", "四、平台建设情况", "五、监督保障情况"],
    ["一、加强领导", "二、规范流程，提高质量", "三、创新载体"],
    ["（一）主动公开政府信息情况", "（二）依申请公开情况", "（三）政府信息管理"],
    ["1.主动公开政府信息情况", "2.依申请公开情况", "3.政府信息管理"],
    ["主动公开情况。全年公开12条。", "依申请公开情况。没有收到申请。"],
]


@pytest.mark.parametrize("inner", NESTED, ids=[n[0] for n in NESTED])
def test_lists_inside_section_one_are_no_sections(inner):
    outline = read(LEAD, FORM[0], *(line for heading in inner for line in (heading, WORDS)), *(line for h in FORM[1:] for line in (h, WORDS)))
    assert [s.key for s in outline.sections[1:]] == SIX
    assert all(heading in outline.text("overview") for heading in inner)
    assert [s.heading for s in outline.sections[1:]] == list(FORM)


def test_lists_inside_section_five_are_no_sections():
    outline = read(LEAD, *styled(lambda h: h)[:8], FORM[4], "一、存在的问题", "更新偏慢。", "二、改进措施", "按月检查。", FORM[5], WORDS)
    assert outline.text("problems") == "一、存在的问题\n更新偏慢。\n二、改进措施\n按月检查。"


def test_a_table_of_contents_is_no_report():
    outline = read(LEAD, "目录", *FORM, *styled(lambda h: h))
    assert outline.text("overview") == WORDS and outline.text("other") == WORDS


def test_prose_about_parts_is_no_heading():
    assert keys(LEAD, "本报告由总体情况、主动公开政府信息情况等六部分组成。", FORM[0], WORDS) == ["overview"]


def test_a_heading_over_two_lines():
    outline = read(LEAD, FORM[2], WORDS, "四、政府信息公开行政复议、", "行政诉讼情况", "没有发生。")
    assert (outline.sections[-1].key, outline.text("disputes")) == ("disputes", "没有发生。")


def test_text_is_as_printed():
    outline = read(LEAD, "一、总体情况　2023 年，公开 １２ 条。", "  （一）主动公开", "第二段  两个空格。")
    assert outline.text("overview") == "2023 年，公开 １２ 条。\n  （一）主动公开\n第二段  两个空格。"


def test_page_number_lines_are_no_text_and_pages_are_kept():
    outline = find_outline(Document([Paragraph(FORM[0], 1), Paragraph("甲段", 1), Paragraph("- 1 -", 1), Paragraph("乙段", 2)], "pdf", "pdf"))
    assert outline.text("overview") == "甲段\n乙段"
    assert outline.sections[0].pages == [(0, 1), (3, 2)]


def test_tables_and_pictures_know_their_section():
    table = Table((TableCell("规章", 0, 0),))
    outline = read(LEAD, FORM[0], Picture("a"), FORM[1], table, FORM[2], table)
    assert [(t.section, t.index) for t in outline.tables] == [("disclosed", 0), ("requests", 1)]
    assert [key for key, _ in outline.pictures] == ["overview"]


FOOTER = ["上一篇：没有了", "版权所有：云汀县人民政府", "主办单位：云汀县人民政府办公室", "【打印】", "关闭窗口", "云ICP备2021000000号-1"]


def test_the_web_page_below_is_no_text_but_the_signature_is():
    outline = read("首页 > 政务公开", LEAD, *styled(lambda h: h), "青梧镇人民政府", "2024年1月12日", *FOOTER)
    assert outline.text("other") == f"{WORDS}\n青梧镇人民政府\n2024年1月12日"
    assert outline.footer == FOOTER
    assert outline.text("preamble") == f"首页 > 政务公开\n{LEAD}"


REPORTS = [
    [LEAD],
    ["一、总体情况", "（一）主动公开", "1. 决策公开。", "2. 管理公开。"],
    ["一、总体情况", "1.主动公开。", "2.依申请公开。没有收到申请。"],
    ["一、概述", "（一）组织建设", "本报告由概述、主动公开政府信息的情况、附表等部分组成。"],
    ["一、政府信息公开工作概述", "二、主动公开政府信息以及平台建设等情况"],
    ["2011年度信息公开的报告", "一、基本情况", "二、信息公开情况", "公开信息53条。"],
    ["关于报送《云汀县水务局2015年政府信息公开年度报告》的函", "县办公室：现将报告报送贵处。", "云汀县水务局2015年政府信息公开工作报告", "一、概述"],
    ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "青梧镇2023年政府信息公开工作年度报告", "一、总体情况"],
    ["总体情况", "2023年主动公开政府信息120条，未收到依申请公开。", "主动公开政府信息情况"],
]


@pytest.mark.parametrize("lines", REPORTS, ids=[r[0] for r in REPORTS])
def test_reports_and_openings_are_reports(lines):
    assert read(*lines).is_report


NOT_REPORTS = [
    (["电子发票", "价税合计 壹佰元整", "税额 5.66"], "an invoice"),
    (["关于召开2024年政务公开工作会议的通知", "各科室：", "一、会议时间", "二、会议地点"], "a notice"),
    (["关于做好2023年政府信息公开工作年度报告编制发布工作的通知", "一、编制内容", "二、主动公开政府信息情况由各单位填写"], "a notice"),
    (["政府信息公开规定", *(f"第{n}条 行政机关公开政府信息，分主动公开和依申请公开。" for n in "一二三四五六七八九十"), "第十一条 略", "第十二条 略", "第十三条 略"], "a regulation"),
    (["云汀县2024年政务公开工作要点", "一、主动公开", "二、依申请公开"], "a work plan"),
    (["青梧镇政府信息公开指南", "一、主动公开", "二、依申请公开", "申请表可在政务大厅领取。"], "a guide or directory"),
    (["第一章 风雪夜归人", "山路上走来两个人，谁也不说话。"], "a text about something else"),
    (["云汀县2023年法治政府建设年度报告", "一、主要做法", "推进政务公开。"], "a report on something else"),
    (["云汀县政务公开工作会议召开", "会议要求各单位按时公布政府信息公开年度报告。", "一、提高认识", "二、抓好主动公开"],
     "a text about disclosure that is no annual report"),
    (["县水务局举办政府信息公开年度报告编制培训", "1月9日，县水务局组织干部学习主动公开要求。"], "a text about disclosure that is no annual report"),
]


@pytest.mark.parametrize("lines, like", NOT_REPORTS, ids=[n[0][0] for n in NOT_REPORTS])
def test_other_documents_are_not(lines, like):
    outline = read(*lines)
    assert (outline.is_report, outline.looks_like) == (False, like)


TITLES = [("存在的不足及下一步打算", "problems"), ("政府信息公开工作存在的主要问题及改进情况", "problems"), ("工作中存在的困难和问题", "problems"),
          ("下步工作计划", "problems"), ("2024年工作思路", "problems"), ("需要说明的问题", "other"), ("其他需要说明的事项", "other"),
          ("附表", "other"), ("政府信息公开收费及减免情况", "other"), ("依申请公开政府信息及收费情况", "requests"),
          ("申请行政复议、提起行政诉讼情况", "disputes"), ("政府信息公开申请的办理情况", "requests"), ("主动公开政府信息的主要内容", "disclosed"),
          ("年度工作概况", "overview"), ("政府信息公开工作开展情况", "overview"), ("加强队伍建设", None)]


@pytest.mark.parametrize("title, key", TITLES, ids=[t[0] for t in TITLES])
def test_a_title_is_decided_by_its_words(title, key):
    assert section_of(title)[0] == key


def test_prose_is_not_gone_through_for_a_sheet_that_cannot_be_there():
    """A megabyte took the 60-fold of its bare folding."""
    prose = "情况说明一二三" * 150_000
    begin = time.process_time()
    assert find_glued(prose) is None
    assert time.process_time() - begin < 10 * bare(prose)


def bare(text: str) -> float:
    """Seconds of processor that the bare folding of a text takes."""
    begin = time.process_time()
    same_length(text)
    return time.process_time() - begin
