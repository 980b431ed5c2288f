"""Web pages: what a browser shows, layout tables against data tables, and spans."""
from pathlib import Path

import pytest

from loaders.readers import read_document
from tests import official
from tests.filled import SENTENCE, filled, report_blocks
from tests.grids import order, paragraphs, pictures, placed, tables, texts

SHARED = Path(__file__).parents[1].parent / "shared"


def read(page: str, encoding: str = "utf-8"):
    return read_document(page.encode(encoding), "page.html")


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_stands_in_its_place(seed, edition):
    blocks = report_blocks(filled(seed, edition))
    document = read_document(official.html_file(blocks, title="年度报告"), "a.html")
    assert [placed(t.cells) for t in tables(document)] == [placed(b) for b in blocks if not isinstance(b, str)]
    assert paragraphs(document) == [b for b in blocks if isinstance(b, str)]
    assert document.notes == ["年度报告"]


@pytest.mark.parametrize("encoding, declared", [("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "gb2312"), ("utf-8-sig", "gbk"), ("utf-16", "utf-8"), ("big5", "big5")])
def test_encodings_that_lie(encoding, declared):
    page = f'<html><head><meta charset="{declared}"></head><body><p>政府公司行政文件大全，主要工作</p><table><tr><td>文件<td>3</table></body></html>'
    document = read(page, encoding)
    assert paragraphs(document) == ["政府公司行政文件大全，主要工作"]
    assert texts(tables(document)[0]) == [["文件", "3"]]


PAGES = [  # what it shows, the page, its paragraphs
    ("line breaks", "<p>青梧街道<br>2023年报告</p>", ["青梧街道", "2023年报告"]),
    ("breaks in the source", "<p>青梧街道\n  办事处\n2023年 the\nreport</p>", ["青梧街道办事处 2023年 the report"]),
    ("split words", "<p><span>本年<b>度共</b></span><font>公开</font>3条</p>", ["本年度共公开3条"]),
    ("entities", "<p>&nbsp;&nbsp;一、&emsp;情况&amp;说明&#12289;&#x4E00;</p>", ["一、\u2003情况&说明、一"]),
    ("invisible characters", "<p>公\u200b开\u00ad数</p>", ["公开数"]),
    ("scripts, styles, forms", "<style>p{}</style><script>var t='<table><tr><td>1</td></tr></table>'</script><p>正文</p><select><option>选</select><noscript>无脚本</noscript>", ["正文"]),
    ("hidden elements", "<p style='DISPLAY : none'>藏</p><div hidden>藏</div><p style='visibility:hidden'>藏</p><p>现</p>", ["现"]),
    ("comments", "<p>前<!-- 注释 <table> -->后</p>", ["前后"]),
    ("raised digits", "<p>共8<sup>1</sup>件<sup>[2]</sup></p>", ["共8¹件[²]"]),
    ("deleted and crossed-out words", "<p>共<del>5</del><s>6</s><strike>7</strike><span style='text-decoration:line-through'>88</span><ins>8</ins>件</p>", ["共8件"]),
    ("letters of no size", "<p>共<span style='color:red;font-size:0'>77</span>8<span style='font-size:0.8em'>件</span></p>", ["共8件"]),
    ("figures in a form's fields", "<p>共<input value='8'>件<input value='请输入关键字'><input type=hidden value=9><textarea>12</textarea></p>", ["共8件12"]),
    ("unclosed tags", "<div><p>甲<p>乙<ul><li>丙<li>丁</ul><div>戊", ["甲", "乙", "丙", "丁", "戊"]),
    ("text with no element", "<html><body>甲<div>乙</div>丙", ["甲", "乙", "丙"]),
    ("entities of its own", '<!DOCTYPE html [<!ENTITY a "aaaa">]><html><p>&a;</p>', [']>', "&a;"]),
]


@pytest.mark.parametrize("page, wanted", [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_paragraphs(page, wanted):
    assert paragraphs(read("<html><body>" + page if "<html" not in page else page)) == wanted


GRIDS = [  # what is odd, the table, (row, column, row span, column span, text)
    ("unclosed cells", "<tr><td>甲<td>1<tr><td>乙<td>2", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
    ("a span over a column in which no cell begins", "<tr><td rowspan=2 colspan=2>甲<td>1<tr><td>2", [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2")]),
    ("a span to the end", "<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", [(0, 0, 3, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2"), (2, 1, 1, 1, "3")]),
    ("spans that are no numbers", "<tr><td colspan='2%'>甲<td rowspan=-3>1<tr><td>乙<td>2", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
    ("spans of thousands", "<tr><td colspan=9000 rowspan=9000>甲<td>1<tr><td>2", [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2")]),
    ("blank cells", "<tr><td>甲<td>&nbsp;<td></td><tr><td>乙<td>0<td>1", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, ""), (0, 2, 1, 1, ""), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "0"), (1, 2, 1, 1, "1")]),
    ("a blank last row", "<tr><td>维持<td>纠正<tr><td><td>", [(0, 0, 1, 1, "维持"), (0, 1, 1, 1, "纠正"), (1, 0, 1, 1, ""), (1, 1, 1, 1, "")]),
    ("Word's row of widths", "<tr><td colspan=2>甲<td>1<tr><td colspan=2>乙<td>2<tr height=0><td width=9><td width=9><td width=9>", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
    ("hidden rows and cells", "<tr style='display:none'><td>藏<td>9<tr><td>甲<td style='display:none'>9<td>1<tr><td>乙<td>2", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
    ("head and foot", "<tfoot><tr><td>计<td>3</tfoot><thead><tr><th>项<th>数</thead><tbody><tr><td>甲<td>3</tbody>", [(0, 0, 1, 1, "项"), (0, 1, 1, 1, "数"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "3"), (2, 0, 1, 1, "计"), (2, 1, 1, 1, "3")]),
    ("paragraphs in cells", "<tr><td><p>商业</p><p>企业</p><td><p><span>1</span><span>2</span></p><tr><td>其他<td>3", [(0, 0, 1, 1, "商业企业"), (0, 1, 1, 1, "12"), (1, 0, 1, 1, "其他"), (1, 1, 1, 1, "3")]),
    ("a table in every cell", "<tr><td><table><tr><td>甲</table><td><table><tr><td>1</table><tr><td>乙<td>2", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
]


@pytest.mark.parametrize("page, wanted", [case[1:] for case in GRIDS], ids=[case[0] for case in GRIDS])
def test_grids(page, wanted):
    [table] = tables(read(f"<html><body><p>前</p><table>{page}</table><p>后</p>"))
    assert placed(table.cells) == wanted


INNER = "<table><tr><td>规章<td>0<td>3<tr><td>规范性文件<td>1<td>2</table>"
LAYOUTS = [  # what the table is, the page, the order of its blocks, its paragraphs
    ("a frame around everything", f"<table><tr><td><p>标题</p><p>一、总体情况</p>{INNER}<p>后文</td></table>", "pptp", ["标题", "一、总体情况", "后文"]),
    ("a frame of rows", f"<table><tr><td>标题<tr><td>{INNER}<tr><td>落款</table>", "ptp", ["标题", "落款"]),
    ("a menu beside the text", f"<table><tr><td><p>首页</p><p>公开</p><td><p>{SENTENCE * 2}</p>{INNER}</table>", "pppt", ["首页", "公开", SENTENCE * 2]),
    ("a heading as the first row", "<table><tr><td colspan=3>二、主动公开政府信息情况<tr><td>规章<td>0<td>3<tr><td>许可<td>1<td>2</table>", "pt", ["二、主动公开政府信息情况"]),
    ("prose as a row", f"<table><tr><td colspan=3>{SENTENCE * 3}<tr><td>规章<td>0<td>3<tr><td>许可<td>1<td>2<tr><td colspan=3>{SENTENCE * 3}</table>", "ptp", [SENTENCE * 3] * 2),
    ("headings and sentences as rows", "<table><tr><td colspan=2>年度报告<tr><td colspan=2>二、主动公开政府信息情况<tr><td>规章<td>0<tr><td>许可<td>1<tr><td colspan=2>四、行政复议情况<tr><td colspan=2>没有此类情况。<tr><td>维持<td>0<tr><td>纠正<td>0</table>",
     "pptppt", ["年度报告", "二、主动公开政府信息情况", "四、行政复议情况", "没有此类情况。"]),
    ("a caption", "<table><caption>附表</caption><tr><td>规章<td>0<tr><td>许可<td>1</table>", "pt", ["附表"]),
    ("nothing", "<p>甲</p><table><tr><td>&nbsp;<td></table><p>乙</p>", "pp", ["甲", "乙"]),
]


@pytest.mark.parametrize("page, blocks, wanted", [case[1:] for case in LAYOUTS], ids=[case[0] for case in LAYOUTS])
def test_layout_tables_become_what_stands_inside(page, blocks, wanted):
    document = read("<html><body>" + page)
    assert order(document) == blocks
    assert paragraphs(document) == wanted


def test_rows_of_one_cell_that_come_again_stay_in_the_grid():
    page = "<table>" + "".join(f"<tr><td colspan=2>第二十条第（{n}）项<tr><td>第{n}类<td>{i}" for i, n in enumerate("一五六")) + "</table>"
    [table] = tables(read("<html>" + page))
    assert [row[0] for row in texts(table)][::2] == ["第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项"]


def test_pictures_stand_where_they_are_and_icons_do_not_count():
    data = "data:image/png;base64,iVBORw0KGgo="
    document = read(f'<html><p>前</p><img src="/a/b.png" alt="表三"><p>中<img src="{data}" title="图解">后</p><img src=x.gif width=1 height=1><table><tr><td>甲<td><img src=c.jpg><tr><td>乙<td>1</table>')
    assert order(document) == "pipiti"
    assert pictures(document) == ["表三", "图解", "c.jpg"]
    assert [b.data for b in document.blocks if hasattr(b, "data")][1] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("page", [
    "<!-- saved from url=(0030)http://www.qw.gov.cn/a/1.html --><html><p>x",
    '<html><head><link rel="canonical" href="http://www.qw.gov.cn/a/1.html"></head><p>x',
    '<html><head><base href="http://www.qw.gov.cn/a/1.html"></head><p>x',
    '<html><p>来源：<a href="http://www.qw.gov.cn/a/1.html">http://www.qw.gov.cn/a/1.html</a>',
])
def test_the_address_is_what_the_page_says_of_itself(page):
    assert read(page).address == "http://www.qw.gov.cn/a/1.html"
    assert read("<html><p>x").address is None


ENDS = [  # a page, and the doubts that its end gives
    ("<html><body><p>甲</p><p>乙</p></body></html>", []), ("<html><p>甲</p></BODY >", []), ("<p>甲</p><p>乙</p>", []), ("<table><tr><td>甲<td>1", []),
    ("<html><body><p>甲</p><p>乙</p><p", [("cut_off", "乙")]), ("<!DOCTYPE html><html lang=zh><body><p>甲</p><table><tr><td>1", [("cut_off", "1")]),
]


@pytest.mark.parametrize("page, doubts", ENDS)
def test_a_page_without_its_end_is_a_doubt_and_a_part_of_one_is_not(page, doubts):
    assert [(d.kind, d.where) for d in read(page).doubts] == doubts
    saved = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n" + page
    assert [(d.kind, d.where) for d in read_document(saved.encode(), "a.mht").doubts] == doubts


@pytest.mark.skipif(not SHARED.exists(), reason="no shared material here")
def test_a_published_page():
    document = read_document((SHARED / "real/reports/shuyang_fgj_2023.html").read_bytes(), "a.html")
    widths = [[len(row) for row in t.rows()] for t in tables(document)][1:]
    assert [len(w) for w in widths] == [14, 28, 4]
    assert [t.grid()[-1][0].text for t in tables(document)][1:] == ["行政事业性收费", "四、结转下年度继续办理", "0"]
    assert max(c.column + c.column_span for c in tables(document)[2].cells) == 10
