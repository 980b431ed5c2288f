"""Plain text: encodings, and the ways in which tables are written down."""
import pytest

from loaders.readers import read_document
from tests import official
from tests.filled import filled, report_blocks
from tests.grids import order, paragraphs, pictures, squeezed, tables, texts

SIMPLIFIED = "云汀县青梧街道2023年政府信息公开工作年度报告\n一、总体情况\n规章\t0\t3\n行政规范性文件\t1\t2\n正文里还有几句话，说明办理情况。\n"
TRADITIONAL = "雲汀縣青梧鎮2023年政府資訊公開工作年度報告\n一、總體情況\n規章\t0\t3\n行政規範性檔案\t1\t2\n正文裡還有幾句話，說明辦理情況。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_simplified_text_in_every_encoding(encoding):
    document = read_document(SIMPLIFIED.encode(encoding), "a.txt")
    assert paragraphs(document) == [SIMPLIFIED.split("\n")[0], "一、总体情况", "正文里还有几句话，说明办理情况。"]
    assert texts(tables(document)[0]) == [["规章", "0", "3"], ["行政规范性文件", "1", "2"]]
    assert not document.doubts


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "gb18030", "utf-16"])
def test_traditional_text_in_every_encoding(encoding):
    assert paragraphs(read_document(TRADITIONAL.encode(encoding), "a.txt"))[0] == TRADITIONAL.split("\n")[0]


def test_a_few_damaged_bytes_are_doubted_not_guessed():
    data = (SIMPLIFIED * 20).encode()
    document = read_document(data[:400] + b"\xff" + data[401:], "a.txt")
    assert [d.kind for d in document.doubts] == ["damaged_characters"]
    assert paragraphs(document)[1] == "一、总体情况"


@pytest.mark.parametrize("layout", [official.as_rows, official.as_lines], ids=["a row a line", "a cell a line"])
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_both_layouts_keep_every_cell(layout, edition):
    blocks = report_blocks(filled(3, edition))
    document = read_document(official.text_file(blocks, layout), "a.txt")
    wanted = [[[squeezed(t) for t in row] for row in official.ragged(b)] for b in blocks if not isinstance(b, str)]
    assert [texts(t) for t in tables(document)] == wanted
    assert not any(t.ruled for t in tables(document))
    assert paragraphs(document) == [b for b in blocks if isinstance(b, str)]


def rows_of(text: str) -> list[list[str]]:
    """The rows of the only table in a text."""
    [table] = tables(read_document(text.encode(), "a.txt"))
    return texts(table)


LAYOUTS = [  # what it looks like, the text, its rows
    ("markdown", "| 规章 | 0 | 3 |\n|---|:--:|---|\n| 行政许可 | 12 | |\n", [["规章", "0", "3"], ["行政许可", "12", ""]]),
    ("bars without ends", "信息内容 | 本年制发件数 | 现行有效件数\n规章 | 0 | 3\n", [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "3"]]),
    ("a cell a line with bars behind", "规章 |\n0 |\n1 |\n2 |\n|\n规范性文件 |\n3 |\n|\n5 |\n|\n", [["规章", "0", "1", "2"], ["规范性文件", "3", "", "5"]]),
    ("a cell a line with bars in front", "|\n规章 |\n0 |\n1 |\n|\n规范性文件 |\n3 |\n5\n", [["规章", "0", "1"], ["规范性文件", "3", "5"]]),
    ("rows of other lengths, opened by a bare bar", "|\n信息内容 |\n决定数量 |\n|\n许可 |\n7 |\n|\n（三）丙 |\n1.甲类 |\n0 |\n|\n|\n2.乙类 |\n5 |\n", [["信息内容", "决定数量"], ["许可", "7"], ["（三）丙", "1.甲类", "0"], ["", "2.乙类", "5"]]),
    ("a header, then fifteen figures, a cell a line", "|\n甲果 |\n乙果 |\n丙果 |\n丁果 |\n|\n3 |\n0 |\n0 |\n1 |\n", [["甲果", "乙果", "丙果", "丁果"], ["3", "0", "0", "1"]]),
    ("blank cells at the end of a row, a cell a line", "|\n甲类 |\n0 |\n1 |\n2 |\n|\n乙类 |\n3 |\n|\n|\n|\n丙类 |\n4 |\n5 |\n6 |\n|\n丁类 |\n7 |\n8 |\n9 |\n", [["甲类", "0", "1", "2"], ["乙类", "3", "", ""], ["丙类", "4", "5", "6"], ["丁类", "7", "8", "9"]]),
    ("a cell a line behind its bar, rows apart by blank lines", "| 规章\n| 0\n|\n\n| 许可\n| 7\n|\n\n| 处罚\n| 2\n| 1\n", [["规章", "0", ""], ["许可", "7", ""], ["处罚", "2", "1"]]),
    ("a wiki's table", "{|\n| 规章\n| 0\n|-\n| 许可\n| 7\n|}\n", [["规章", "0"], ["许可", "7"]]),
    ("two bars between cells", "| 规章 || 0 || 3\n| 许可 ||  || 7\n", [["规章", "0", "3"], ["许可", "", "7"]]),
    ("a lone label between rows with bars", "规章 | 0 | 3\n第二十条第（五）项\n许可 | 7 | 1\n", [["规章", "0", "3"], ["第二十条第（五）项"], ["许可", "7", "1"]]),
    ("blank cells at both ends of bars without ends", "信息 | 甲 | 乙\n | 1 | \n许可 | 7 | 1\n", [["信息", "甲", "乙"], ["", "1", ""], ["许可", "7", "1"]]),
    ("a line end inside a cell between bars", "| 规章 | 0 | 3 |\n| 其他对外管理\n服务事项 | 4 | 5 |\n| 许可 | 7 | 1 |\n", [["规章", "0", "3"], ["其他对外管理服务事项", "4", "5"], ["许可", "7", "1"]]),
    ("box drawing", "┌──┬──┐\n│规章│0│\n├──┼──┤\n│许可│7│\n└──┴──┘\n", [["规章", "0"], ["许可", "7"]]),
    ("spaces", "规章   0   3   11\n行政规范性文件   8   26   66\n行政许可   447228\n", [["规章", "0", "3", "11"], ["行政规范性文件", "8", "26", "66"], ["行政许可", "447228"]]),
    ("labels and figures under one another", "规章\n0\n3\n行政规范性文件\n1\n2\n行政许可\n7\n行政处罚\n4\n", [["规章", "0", "3"], ["行政规范性文件", "1", "2"], ["行政许可", "7"], ["行政处罚", "4"]]),
    ("a line end inside a cell", "\t规章\n\t0\n\n\t行政规范\n性文件\n\t1\n\n\t总\n计\n\t3\n", [["规章", "0"], ["行政规范性文件", "1"], ["总计", "3"]]),
    ("a label broken into three lines", "\t规章\n\t0\n\n\t1.申请人逾\n期不补充材料、\n机关不再办理\n\t2\n\n\t总计\n\t3\n", [["规章", "0"], ["1.申请人逾期不补充材料、机关不再办理", "2"], ["总计", "3"]]),
    ("a line end inside a row", "\t\t自然人\n情况\t总计\n一、甲类申请\n的数量\t\t2\t3\n\t（一）乙类\n的数量\t5\t6\n二、丙类\t\t8\t9\n", [["", "", "自然人情况", "总计"], ["一、甲类申请的数量", "", "2", "3"], ["", "（一）乙类的数量", "5", "6"], ["二、丙类", "", "8", "9"]]),
    ("two tabs between cells", "规章\t\t0\t\t\t\t3\n许可\t\t7\t\t1\t\t2\n", [["规章", "0", "", "3"], ["许可", "7", "1", "2"]]),
    ("commas", '信息,甲,乙\n规章,0,"1,660"\n许可,,7\n处罚,2,4\n强制,0,1\n', [["信息", "甲", "乙"], ["规章", "0", "1,660"], ["许可", "", "7"], ["处罚", "2", "4"], ["强制", "0", "1"]]),
    ("columns made by spaces", "信息内容          本年制发件数      现行有效件数\n规章                  0           3\n行政规范性文件        8           26\n", [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "3"], ["行政规范性文件", "8", "26"]]),
    ("a cell a line behind a tab, with bars behind", "\t规章 |\n\t0 |\n\t |\n\n\t许可 |\n\t7 |\n\t/ |\n", [["规章", "0", ""], ["许可", "7", "/"]]),
    ("the same with a broken label and no bar at the end", "\t规章｜\n\t0｜\n\n\t行政规范\n性文件｜\n\t1｜\n\n\t总计｜\n\t3\n", [["规章", "0"], ["行政规范性文件", "1"], ["总计", "3"]]),
    ("a cell a line behind a tab, with bars in front", "\t| 规章\n\t| 0\n\n\t| 许可\n\t| 7\n", [["规章", "0"], ["许可", "7"]]),
    ("a row a line between bars, moved in by a tab", "\t| 规章 | 0 | 3 |\n\t| 许可 | 7 | 1 |\n\t| 处罚 | 2 | 4 |\n", [["规章", "0", "3"], ["许可", "7", "1"], ["处罚", "2", "4"]]),
    ("a quoted cell", '"商业\n企业"\t科研\t其他\n1\t2\t3\n', [["商业企业", "科研", "其他"], ["1", "2", "3"]]),
    ("blank cells", "\t一、新收\n\t\n\t\xa0\n\t3\n\n\t二、结转\n\t\u30000\n\t\n\t0\n", [["一、新收", "", "", "3"], ["二、结转", "0", "", "0"]]),
    ("an empty last cell", "行政许可\t0\t\t\n行政处罚\t1\t\t\n", [["行政许可", "0", "", ""], ["行政处罚", "1", "", ""]]),
    ("a lone label between rows", "第二十条第（一）项\n规章\t0\t1\n第二十条第（五）项\n行政许可\t2\n", [["第二十条第（一）项"], ["规章", "0", "1"], ["第二十条第（五）项"], ["行政许可", "2"]]),
    ("cells that begin with an empty line", "\t\n规章\n\t\n3\n\n\t许可\n\t\n2\n\n", [["规章", "3"], ["许可", "2"]]),
    ("bookmarks", "\t[bookmark: _Hlk1]规章\n\t0\n\n\t许可\n\t[bookmark: x]2\n", [["规章", "0"], ["许可", "2"]]),
]


@pytest.mark.parametrize("text, rows", [case[1:] for case in LAYOUTS], ids=[case[0] for case in LAYOUTS])
def test_layouts(text, rows):
    assert rows_of(text) == rows
    assert rows_of("前面一段话，结尾有句号。\n" + text + "\n后面一段话，结尾也有句号。\n") == rows


PROSE = [  # text that holds tabs, bars or figures and is no table
    "\t二〇二三年，全街道按照要求做好各项公开工作，取得了一定的成效，群众比较满意。\n\t一、总体情况\n",
    "一、\t总体情况\n正文。\n", "青梧街道办事处\n\t2024年1月12日\n", "当前位置 | 首页\n正文一句话。\n", "共收到 12 件，办结 11 件，\n其余 1 件结转。\n",
    "公开政策12条，其中规划3条，\n预算4条，决算5条，\n共计12条。\n",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_stays_prose(text):
    document = read_document(text.encode(), "a.txt")
    assert not tables(document)
    assert squeezed("".join(paragraphs(document))) == squeezed(text)


def test_a_heading_below_a_table_ends_it():
    document = read_document("\t许可\n\t2\n\n\t四、结转\n\t0\n四、政府信息公开行政复议、行政诉讼情况\n\t维持\n\t纠正\n\n\t0\n\t0\n".encode(), "a.txt")
    assert order(document) == "tpt"
    assert paragraphs(document) == ["四、政府信息公开行政复议、行政诉讼情况"]


def test_short_lines_behind_a_table_are_no_label():
    """Short lines behind a label that no figure follows are paragraphs."""
    document = read_document("\t许可\n\t2\n\n\t备注\n第一行\n第二行\n第三行\n完\n".encode(), "a.txt")
    assert paragraphs(document) == ["第一行", "第二行", "第三行", "完"]


@pytest.mark.parametrize("text", ["二、主动公开政府信息情况\t\t\n规章\t0\t1\n许可\t2\t3\n三、收到和处理申请情况\t\t\n一、新收\t4\t5\n二、结转\t6\t7\n",
                                  "\t二、主动公开政府信息情况\n\n\t规章\n\t0\n\t1\n\n\t三、收到和处理申请情况\n\n\t一、新收\n\t4\n\t5\n"])
def test_headings_inside_a_table_divide_it(text):
    document = read_document(text.encode(), "a.txt")
    assert order(document) == "ptpt"
    assert paragraphs(document) == ["二、主动公开政府信息情况", "三、收到和处理申请情况"]


def test_pictures_and_comments_leave_the_text_in_place():
    document = read_document("[image: 图1]（二）依申请公开\n看图[image: 图2]说明\n二、情况<!--[if !supportLists]--><!--[endif]-->\n".encode(), "a.txt")
    assert paragraphs(document) == ["（二）依申请公开", "看图说明", "二、情况"]
    assert pictures(document) == ["图1", "图2"]
    assert order(document) == "ippip"


EMPHASIS = [
    ("**（一）主动公开。** 全年公开3条。", "（一）主动公开。 全年公开3条。"),
    ("***存在的问题***", "存在的问题"),
    ("*我镇*全年公开3条", "我镇全年公开3条"),
    ("__存在的问题__一是更新不及时", "存在的问题一是更新不及时"),
    ("_我镇_公开3条*（含转载）*", "我镇公开3条（含转载）"),
    ("> 编制说明", "编制说明"),
    ("1\\. 公开3条", "1. 公开3条"),
    ("- 更新不及时；", "更新不及时；"),
    ("* 解读形式单一", "解读形式单一"),
    ("- 6 -", "- 6 -"),
    ("-3.2 增减", "-3.2 增减"),
    ("____年__月__日", "____年__月__日"),
    ("面积3*4*5米", "面积3*4*5米"),
    ("标有*的项目", "标有*的项目"),
    ("表_1_1", "表_1_1"),
]


@pytest.mark.parametrize("line, shown", EMPHASIS)
def test_a_line_reads_as_markdown_shows_it(line, shown):
    assert read_document(line.encode(), "a.md").blocks[0].text == shown


def test_lines_and_marks_count_beside_tables_in_html():
    page = "# 年度报告\n\n**（一）主动公开。** 公开3条。\n（二）其他。\n\n<table><tr><td>规章</td>\n<td>0</td></tr></table>\n\n## 五、存在的问题\n- 更新慢。\n".encode()
    document = read_document(page, "a.md")
    assert paragraphs(document) == ["年度报告", "（一）主动公开。 公开3条。", "（二）其他。", "五、存在的问题", "更新慢。"]
    assert texts(tables(document)[0]) == [["规章", "0"]]


def test_a_web_page_keeps_its_own_lines():
    document = read_document("<div>共公开\n3条</div><p>**</p><table><tr><td>规章</td><td>0</td></tr></table>".encode(), "a.html")
    assert paragraphs(document)[:2] == ["共公开 3条", "**"]


def test_markdown_marks_are_dropped():
    document = read_document("# 年度报告\n\n## 一、总体情况\n\n**共公开** 3条。\n\n---\n![图解](a.png)\n".encode(), "a.md")
    assert paragraphs(document) == ["年度报告", "一、总体情况", "共公开 3条。"]
    assert pictures(document) == ["图解"]
