"""Tables among the prose that count what was published where or on what: each form of them, what is told of it and what is doubted. All are invented."""
from dataclasses import replace

import pytest

from loaders.assemble import read_report
from loaders.document import Document, Paragraph, Table, TableCell
from loaders.figures import find_figures
from loaders.outline import find_outline
from loaders.tables import read_tables
from tests.figures import core, expect, one
from tests.generator import FORMATS

FORM = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项")
TITLE = "青梧镇人民政府2023年政府信息公开工作年度报告"
LEAD = "2023年主动公开政府信息情况如下："
WHERE = ["公开渠道", "公开条数"]


def grid(rows, page=None, ruled=True):
    """Returns a table; a text "←" or "↑" stands where the cell before or above reaches, None where there is no cell."""
    cells: dict[tuple[int, int], TableCell] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("←", "↑"):
                above = cells[(r, c - 1) if text == "←" else (r - 1, c)]
                made = TableCell(above.text, above.row, above.column, max(above.row_span, r - above.row + 1), max(above.column_span, c - above.column + 1))
                cells |= {place: made for place, cell in cells.items() if cell == above} | {(r, c): made}
            elif text is not None:
                cells[r, c] = TableCell(str(text), r, c)
    return Table(tuple(dict.fromkeys(cells.values())), page, ruled)


def document(*blocks, at=0):
    """Returns a report with these paragraphs and tables in one of its six parts."""
    found = [Paragraph(TITLE)]
    for i, heading in enumerate(FORM):
        found += [Paragraph(heading), *([b if isinstance(b, Table) else Paragraph(b) for b in blocks] if i == at else [Paragraph("略。")])]
    return Document(found, "text", "text")


def read(*blocks, at=0, year=2023):
    """Returns the figures and doubts of a report with these blocks, each evidence held against the text."""
    outline = find_outline(document(*blocks, at=at))
    tables = read_tables(outline)
    figures, doubts = find_figures(outline.sections, year, outline.counted)
    assert all(f.evidence.text == outline.text(f.evidence.section)[f.evidence.start:f.evidence.end] for f in figures)
    return figures, [*tables.doubts, *doubts]


READ = [  # what is odd, the line before, the rows, what is told
    ("channels, one a row", LEAD, [WHERE, ["县政府网站", 312], ["“青梧之窗”微信公众号", 96], ["村务公开栏", 20], ["合计", 428]], "total=428 website=312 wechat=96 bulletin=20"),
    ("channels, one a column", LEAD, [["公开渠道", "政府网站", "微信公众号", "公示栏", "合计"], ["条数", 312, 96, 20, 428], ["占比", "72.9%", "22.4%", "4.7%", "100%"]],
     "total=428 website=312 wechat=96 bulletin=20"),
    ("a blank corner over channels", "各渠道公开情况如下：", [["", "网站", "微信", "微博", "合计"], ["公开信息数（条）", 80, 30, "", 110]], "total=110 website=80 wechat=30"),
    ("no sum is printed", LEAD, [["渠道", "数量（条）"], ["网站", 60], ["公示栏", 5]], "website=60 bulletin=5"),
    ("subjects", LEAD, [["序号", "信息类别", "数量（条）"], [1, "规划计划", 9], [2, "重大项目", 35], [3, "其他", 14], ["", "合计", 58]], "total=58 parts=9,14,35"),
    ("subjects in a table of items", LEAD, [["公开内容", "条数", "责任科室"], ["财政信息", 7, "财政所"], ["人事信息", 5, "党政办"]], "parts=5,7"),
    ("two columns of subjects", LEAD, [["类别", "条数", "类别", "条数"], ["预决算", 30, "采购", 12], ["补贴", 9, "其他", 4]], "parts=4,9,12,30"),
    ("the words of table 2 as subjects", LEAD, [["类别", "公开条数"], ["行政许可", 60], ["行政处罚", 3], ["合计", 63]], "total=63 parts=3,60"),
    ("信息内容 over subjects", LEAD, [["信息内容", "公开条数", "占比"], ["规划计划", 60, "95%"], ["财政资金", 3, "5%"]], "parts=3,60"),
    ("what the rows tell, not the header", LEAD, [["项目", "数量（条）"], ["主动公开信息总数", 176], ["其中：网站公开", 139], ["公开栏公开", 37]], "total=176 website=139 bulletin=37"),
    ("a title and its unit above", "见下表。", [["2023年主动公开情况统计表（单位：条）", "←", "←"], ["渠道", "数量", "备注"], ["网站", 60, ""], ["公示栏", 5, "大厅"], ["合计", 65, ""]], "total=65 website=60 bulletin=5"),
    ("a note below", LEAD, [WHERE, ["网站", 60], ["公示栏", 5], ["注：以上均为本年数据", "←"]], "website=60 bulletin=5"),
    ("another year beside", LEAD, [["渠道", "2022年条数", "2023年条数", "增幅"], ["网站", 40, 60, "50%"], ["公示栏", 5, 6, "20%"], ["合计", 45, 66, ""]], "total=66 website=60 bulletin=6"),
    ("last year beside", LEAD, [["渠道", "本年条数", "上年条数"], ["网站", 60, 40], ["公示栏", 6, 5]], "website=60 bulletin=6"),
    ("years over numbers and shares", LEAD, [["发布渠道", "2022年", "←", "2023年", "←"], ["↑", "条数", "占比", "条数", "占比"], ["网站", 80, "67%", 90, "60%"], ["公众号", 40, "33%", 60, "40%"]],
     "website=90 wechat=60"),
    ("years alone, under a unit", LEAD, [["单位：条", "←", "←"], ["公开渠道", "2022年", "2023年"], ["网站", 7, 8], ["公众号", 5, 6]], "website=8 wechat=6"),
    ("a year a row", "各渠道公开数量如下（单位：条）：", [["年度", "网站", "公众号", "合计"], ["2022", 7, 5, 12], ["2023", 8, 6, 14]], "total=14 website=8 wechat=6"),
    ("channels in two rows of columns", LEAD, [["渠道", "网站", "公众号"], ["条数", 60, 30], ["渠道", "公示栏", "合计"], ["条数", 5, 95]], "total=95 website=60 wechat=30 bulletin=5"),
    ("key fields", LEAD, [["重点领域", "公开条数"], ["教育", 12], ["医疗", 8]], "parts=8,12"),
    ("names in brackets and places by their full names", LEAD, [["公开平台", "发布量（条）"], ["县政府门户网站（含政务公开专栏）", 60], ["微信公众号（“青梧之窗”）", 30], ["政务新媒体（微博、抖音）", 9], ["村（社区）公示栏、公告栏", 5], ["其他渠道（短信、工作群）", 2]],
     "website=60 wechat=30 new_media=9 bulletin=5 other=2"),
    ("followers and readers beside", "各平台信息发布情况如下表。", [["平台", "粉丝数（人）", "发布条数", "阅读量（万）"], ["微信公众号", 12000, 186, 35.2], ["微博", 3400, 58, 4.1]], "wechat=186 weibo=58"),
    ("halves of the year and their sum", LEAD, [["渠道", "上半年（条）", "下半年（条）", "合计（条）"], ["网站", 20, 40, 60], ["公示栏", 2, 3, 5]], "website=60 bulletin=5"),
    ("units, blanks and strokes in the cells", LEAD, [WHERE, ["网站", "1,312条"], ["微信公众号", ""], ["微博", "—"], ["视频号", "约30条"], ["公报", "4期"]], "website=1312 video=30 bulletin=4"),
    ("marked parts and unmarked ones", LEAD, [WHERE, ["网站", 300], ["政务新媒体", 116], ["其中：微信公众号", 96], ["抖音号", 20], ["公示栏", 24], ["合计", 440]],
     "total=440 website=300 wechat=96 video=20 bulletin=24"),
    ("parts of a channel", LEAD, [WHERE, ["网站", 60], ["其中：转载上级信息", 20], ["微信公众号", 30], ["合计", 90]], "total=90 website=60 wechat=30"),
    ("the sum of new media among its parts", LEAD, [WHERE, ["网站", 60], ["政务新媒体", 40], ["微信公众号", 30], ["微博", 10], ["合计", 100]], "total=100 website=60 wechat=30 weibo=10"),
    ("groups beside the channels, and their sums", LEAD, [["公开方式", "公开渠道", "公开数量"], ["线上", "区政府网站", 60], ["↑", "微信公众号", 40], ["↑", "小计", 100], ["线下", "公示栏", 12], ["合计", "←", 112]],
     "total=112 website=60 wechat=40 bulletin=12"),
    ("a running sum of the lines", LEAD, [WHERE, ["网站", 60], ["公示栏", 5], ["累计", 65]], "total=65 website=60 bulletin=5"),
    ("what stands there, told with the place", LEAD, [["项目", "数量"], ["网站发布信息", 60], ["公众号推送信息", 30], ["公示栏公开", 5]], "website=60 wechat=30 bulletin=5"),
    ("two sites", LEAD, [WHERE, ["县政府网站", 60], ["县水务网", 12], ["微信公众号", 30]], "website=72 wechat=30"),
    ("new media only", "政务新媒体发布情况如下：", [["平台名称", "发布条数"], ["微信公众号", 60], ["微博", 30], ["合计", 90]], "wechat=60 weibo=30"),
    ("subjects of the site", "县政府网站各类信息发布数量如下：", [["类别", "信息数量（条）"], ["政务动态", 60], ["通知公告", 30], ["合计", 90]], "website=90 parts=30,60"),
    ("a total told in the prose too", "2023年主动公开信息65条，各渠道情况如下：", [["渠道", "条数"], ["网站", 60], ["公示栏", 5], ["合计", 65]], "total=65 website=60 bulletin=5"),
    ("subjects of which the prose tells one", "2023年主动公开信息100条，其中财政信息60条。分类见下表。", [["类别", "条数"], ["财政信息", 60], ["人事信息", 40]], "total=100 parts=40,60"),
    ("a sentence that points to the table", "全年公开信息65条。各渠道数量如表1所示：", [["渠道", "数量"], ["网站", 60], ["公示栏", 5]], "total=65 website=60 bulletin=5"),
    ("channels told in the prose too", "2023年主动公开信息90条，其中网站60条、公众号30条，详见下表。", [WHERE, ["县政府网站", 60], ["微信公众号", 30]], "total=90 website=60 wechat=30"),
    ("a number that is the sum of those below, where the prose gives the sum of all", "2023年在县政府网站公开信息206条，分类如下：", [["类别", "条数"], ["预决算", 103], ["采购", 65], ["补贴", 12], ["其他", 26]],
     "website=206 parts=12,26,65,103"),
]


@pytest.mark.parametrize(("name", "lead", "rows", "told"), READ, ids=[c[0] for c in READ])
def test_a_table_of_what_was_published_is_read(name, lead, rows, told):
    figures, doubts = read(lead, grid(rows))
    assert (core(figures), doubts) == (expect(told), [])


DOUBTED = [  # what is odd, the line before, the rows, what is told all the same, the kinds of doubt and the number they name
    ("a sum that is not the prose's", "2023年主动公开政府信息300条。", [WHERE, ["网站", 60], ["公众号", 30], ["合计", 102]], "total=300 website=60 wechat=30", [("second_total", "102")]),
    ("a channel that is not the prose's", "2023年网站公开信息58条，公众号公开信息30条。", [WHERE, ["网站", 60], ["公众号", 30]], "website=58 wechat=30", [("second_channel_figure", "60")]),
    ("one number for two channels", LEAD, [WHERE, ["网站", 60], ["公告栏及电子屏", 12]], "website=60", [("unplaced_figure", "12")]),
    ("a place that no word names", LEAD, [WHERE, ["网站", 60], ["客运站大厅", 12]], "website=60", [("unplaced_figure", "12")]),
    ("a cell of words", LEAD, [WHERE, ["网站", "见网站"], ["公众号", 30], ["公示栏", 3]], "", [("prose_table", None)]),
    ("which are parts is not told", LEAD, [WHERE, ["政务新媒体", 100], ["其中：微信公众号", 30], ["微博", 10], ["公示栏", 5]], "", [("prose_table", None)]),
    ("new media and more of them", LEAD, [WHERE, ["网站", 60], ["政务新媒体", 50], ["微信公众号", 30], ["微博", 10]], "", [("prose_table", None)]),
    ("a number that is the sum of those below", LEAD, [["类别", "公开条数"], ["预决算", 60], ["预算", 40], ["决算", 20], ["采购", 5]], "", [("prose_table", None)]),
    ("one cell for two lines", LEAD, [WHERE, ["网站", 60], ["公众号", 30], ["微博", "↑"]], "", [("prose_table", None)]),
    ("accounts", LEAD, [["平台", "数量（个）"], ["微信公众号", 3], ["微博", 1]], "", [("prose_table", None)]),
    ("nothing says that it counts what was published", "具体如下：", [["渠道", "数量"], ["网站", 60], ["公众号", 30]], "", [("prose_table", None)]),
    ("complaints, after a sentence on information", "全年公开信息312条。群众投诉5件，各渠道情况如下：", [["渠道", "数量（件）"], ["网站", 3], ["公众号", 2]], "total=312", [("prose_table", None)]),
    ("ways of complaining, after a sentence on information", "全年公开信息312条。各渠道投诉情况如下：", [["渠道", "数量（件）"], ["网站", 3], ["公众号", 2]], "total=312", [("prose_table", None)]),
    ("ways of applying", "全年收到申请5件，渠道如下：", [["渠道", "数量（件）"], ["网络", 3], ["信函", 2]], "received=5", [("prose_table", None)]),
    ("interpretations", "全年发布政策解读12篇，分类如下：", [["类别", "篇数"], ["文字解读", 7], ["图解", 5], ["合计", 12]], "interpretations=12", [("prose_table", None)]),
    ("interpretations by channel", "全年发布政策解读12篇，发布渠道如下：", [["发布渠道", "篇数"], ["网站", 7], ["公众号", 5]], "interpretations=12", [("prose_table", None)]),
    ("what may be public", "公文公开属性如下：", [["公开类别", "数量（件）"], ["主动公开", 88], ["依申请公开", 243], ["不予公开", 12]], "", [("prose_table", None)]),
    ("whose", LEAD, [["单位类别", "公开条数"], ["县直部门", 60], ["乡镇", 38]], "", [("prose_table", None)]),
    ("things of many kinds", "全年工作如下：", [["项目", "数量"], ["主动公开信息", "312条"], ["政策解读", "12篇"], ["培训", "3次"]], "", [("prose_table", None)]),
    ("last year only", LEAD, [["公开渠道", "2022年公开条数"], ["网站", 80], ["公众号", 40]], "", [("prose_table", None)]),
    ("two years, and what they add up to", LEAD, [["公开渠道", "2021年条数", "2022年条数", "合计"], ["网站", 8, 9, 17], ["公众号", 4, 5, 9]], "", [("prose_table", None)]),
    ("subjects on two levels", LEAD, [["领域", "类别", "公开条数"], ["财政", "预算", 8], ["↑", "决算", 4], ["民政", "低保", 5]], "", [("prose_table", None)]),
    ("subjects down, channels across", LEAD, [["类别", "网站（条）", "公众号（条）", "合计（条）"], ["财政", 8, 2, 10], ["民政", 4, 1, 5], ["合计", 12, 3, 15]], "", [("prose_table", None)]),
    ("what runs on from earlier years", LEAD, [WHERE, ["网站", 60], ["公示栏", 5], ["累计", 900]], "", [("prose_table", None)]),
    ("decisions, as table 2 tells", LEAD, [["信息类别", "数量（件）"], ["行政许可", 60], ["行政处罚", 3]], "", [("prose_table", None)]),
    ("several bodies", LEAD, [["单位", "渠道", "公开条数"], ["县教育局", "网站", 60], ["县水务局", "网站", 5]], "", [("prose_table", None)]),
    ("half of the year", "上半年主动公开情况如下：", [WHERE, ["网站", 60], ["公示栏", 5]], "", [("prose_table", None)]),
    ("readers of an account", "信息公开情况如下：", [["项目", "数量"], ["网站发布信息", 60], ["微信公众号关注人数", 1200]], "", [("prose_table", None)]),
    ("columns of the site", "信息公开情况如下：", [["项目", "数量"], ["网站发布信息", 60], ["网站栏目", 12]], "", [("prose_table", None)]),
    ("two cuts by subject", "2023年公开信息20条，其中动态12条、公告8条，领域如下：", [["领域", "公开条数"], ["财政", 15], ["民政", 5]], "total=20 parts=8,12", [("prose_table", None)]),
]


@pytest.mark.parametrize(("name", "lead", "rows", "told", "kinds"), DOUBTED, ids=[c[0] for c in DOUBTED])
def test_what_a_table_does_not_say_for_certain_is_doubted(name, lead, rows, told, kinds):
    figures, doubts = read(lead, grid(rows))
    assert (core(figures), [(d.kind, d.values.get("value")) for d in doubts]) == (expect(told), kinds)


SHORT_ROWS = [  # rows of text without a grid, what is told
    ([["序号", "信息类别", "条数"], [1, "规划计划", 60], [2, "财政资金", 3], ["合计", 63]], "total=63 parts=3,60"),
    ([[*WHERE, "占比"], ["网站", 60, "92%"], ["公示栏", 5, "8%"], ["合计", 65]], "total=65 website=60 bulletin=5"),
    ([["公开渠道", "2023年条数", "2022年条数"], ["网站", 60, 50], ["公示栏", 5]], ""),  # of which year?
    ([["公开渠道", "2022年", "2023年"], ["", "条数", "占比", "条数", "占比"], ["网站", 80, "67%", 90, "60%"], ["公众号", 40, "33%", 60, "40%"]], ""),
]


def test_a_unit_on_a_line_of_its_own():
    figures, doubts = read("主动公开情况见下表", "（单位：条）", grid([["渠道", "2022年", "2023年"], ["网站", 7, 8], ["公众号", 5, 6]]))
    assert (core(figures), doubts, one(figures, "disclosed.channel.website").unit) == (expect("website=8 wechat=6"), [], "条")


@pytest.mark.parametrize(("rows", "told"), SHORT_ROWS)
def test_rows_that_text_cut_short(rows, told):
    assert core(read(LEAD, grid(rows, ruled=False))[0]) == expect(told)


@pytest.mark.parametrize(("sure", "told", "kinds"), [(0.9, "website=60 bulletin=5", []), (0.5, "", ["prose_table"])])
def test_a_number_recognised_without_certainty_is_not_taken(sure, told, kinds):
    cells = [replace(c, confidence=sure if c.text == "5" else 0.99) for c in grid([WHERE, ["网站", 60], ["公示栏", 5]]).cells]
    figures, doubts = read(LEAD, Table(tuple(cells)))
    assert (core(figures), [d.kind for d in doubts]) == (expect(told), kinds)


def test_a_figure_shows_its_label_its_number_and_its_share():
    figures, _ = read("2023年主动公开信息150条。", grid([["公开渠道", "公开数量（条）", "占比"], ["县政府网站", 90, "60%"], ["“青梧发布”微信公众号", "60", "40%"], ["合计", 150, "100%"]]))
    website, wechat = (one(figures, f"disclosed.channel.{c}") for c in ("website", "wechat"))
    assert (website.value, website.unit, website.label, website.percent, website.within_total, website.evidence.text) == (90, "条", "政府网站", 60, True, "县政府网站\t90\t60%")
    assert (wechat.percent, wechat.within_total, wechat.evidence.text) == (40, True, "“青梧发布”微信公众号\t60\t40%")
    assert one(figures, "disclosed.total").evidence.text == "2023年主动公开信息150条"


def test_the_text_of_the_section_holds_what_the_table_prints_and_nothing_else():
    outline = find_outline(document(LEAD, grid([["表1", "←"], WHERE, ["县政府\n网站", " 60 "], ["微博", ""], ["公示栏", 5]]), "此外无其他情况。"))
    assert outline.text("overview") == f"{LEAD}\n表1\n公开渠道\t公开条数\n县政府 网站\t60\n微博\n公示栏\t5\n此外无其他情况。"
    assert [s.text.count("\t") for s in outline.prose()] == [0] * 7 and [len(s.text) for s in outline.prose()] == [len(s.text) for s in outline.sections]


def test_a_table_that_goes_on_the_next_page_is_one():
    figures, doubts = read(LEAD, grid([WHERE, ["网站", 60], ["公众号", 30]], page=1), grid([["公示栏", 5], ["合计", 95]], page=2), "以上。")
    assert (core(figures), doubts) == (expect("total=95 website=60 wechat=30 bulletin=5"), [])
    outline = find_outline(document(grid([WHERE, ["网站", 60], ["公众号", 30]], page=1), "- 1 -", grid([WHERE, ["公示栏", 5], ["报纸", 2]], page=2)))
    assert [len(c.lines) for c in outline.counted] == [4] and outline.sections[1].pages == [(0, 1), (outline.sections[1].text.index("公开渠道", 5), 2)]


def test_another_table_on_the_next_page_is_another():
    figures, doubts = read(LEAD, grid([WHERE, ["网站", 60], ["公众号", 30]], page=1), grid([["公开类别", "公开条数"], ["财政", 50], ["人事", 40]], page=2))
    assert (core(figures), doubts) == (expect("website=60 wechat=30 parts=40,50"), [])


def test_the_first_table_counts_where_two_differ():
    figures, doubts = read(LEAD, grid([WHERE, ["网站", 60], ["公示栏", 5]]), "其他情况：", grid([WHERE, ["网站", 61], ["报纸", 2]]))
    assert core(figures) == expect("website=60 bulletin=5 news=2") and [(d.kind, d.where) for d in doubts] == [("second_channel_figure", "网站\t61")]


def test_channels_in_one_table_and_subjects_in_another():
    figures, doubts = read(LEAD, grid([WHERE, ["网站", 7], ["公众号", 5], ["合计", 12]]), "按内容分：", grid([["公开内容", "条数"], ["财政", 7], ["人事", 5], ["合计", 12]]))
    assert (core(figures), doubts) == (expect("total=12 website=7 wechat=5 parts=5,7"), [])


@pytest.mark.parametrize(("at", "kinds"), [(0, ["prose_table"]), (1, ["unread_table"]), (5, ["prose_table"])])
def test_every_part_that_may_hold_such_a_table(at, kinds):
    assert core(read("附件：主动公开信息统计表", grid([["渠道", "条数"], ["网站", 60], ["公示栏", 5]]), at=at)[0]) == expect("website=60 bulletin=5")
    assert [d.kind for d in read("具体如下：", grid([["渠道", "条数"], ["网站", 60], ["公示栏", 5]]), at=at)[1]] == kinds


def test_the_year_of_a_report_is_not_told_by_the_columns_of_a_table():
    rows = [["发布渠道", "2022年度条数", "2022年度占比", "2023年条数"], ["网站", 40, "80%", 60], ["公示栏", 10, "20%", 5]]
    data = FORMATS["html"][1](["青梧镇人民政府政府信息公开工作年度报告", FORM[0], "2023年，全镇主动公开政府信息情况如下：", list(grid(rows).cells), *(line for heading in FORM[1:] for line in (heading, "略。"))])
    assert read_report(data, "report.html").year == 2023


BESIDE = [["公开渠道", "公开条数", "占比", "备注"], ["县政府网站", "312", "72.9%", ""], ["微信公众号", "96", "22.4%", "原创"], ["村务公开栏", "20", "4.7%", ""], ["合计", "428", "100%", ""]]


@pytest.mark.parametrize("name", ["html", "docx", "pdf", "rows", "cells", "markdown"])
def test_such_a_table_is_read_in_every_format(name):
    file, write = FORMATS[name]
    data = write([TITLE, FORM[0], "2023年主动公开政府信息428条，各渠道公开情况如下：", list(grid(BESIDE).cells), "全年培训2次。", *(line for heading in FORM[1:] for line in (heading, "略。"))])
    report = read_report(data, file)
    assert core(report.figures) == expect("total=428 website=312 wechat=96 bulletin=20 trainings=2")
    assert not {"prose_table", "unread_table", "unplaced_figure"} & {d.kind for d in report.doubts}
    assert one(report.figures, "disclosed.channel.wechat").evidence.text == "微信公众号\t96\t22.4%"


def test_no_check_takes_a_row_of_a_table_for_a_sentence():
    rows = [["公开渠道", "网站", "公众号", "合计"], ["全年主动公开信息", "60条", "30条", "90条"], ["2022年主动公开信息", "50条", "20条", "70条"]]
    data = FORMATS["html"][1]([TITLE, FORM[0], "全镇共主动公开政府信息90条，情况如下：", list(grid(rows).cells), *(line for heading in FORM[1:] for line in (heading, "略。"))])
    findings = read_report(data, "report.html").findings
    assert not [f for f in findings if f.verdict == "fail" and any("\t" in e.text for e in f.evidence)]
