"""PDF: ruling lines to cells, tables over pages, wrapped lines to paragraphs; printed by ReportLab and by a browser."""
import io
import shutil
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from loaders.errors import UnreadableFile
from loaders.readers import read_document
from tests import official
from tests.filled import SENTENCE, filled, report_blocks
from tests.generator import cut
from tests.grids import order, paragraphs, placed, squeezed, tables, texts

SHARED = Path(__file__).parents[1].parent / "shared"
FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK", alignment=4)
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=10, wordWrap="CJK", alignment=1)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]


def grid(cells, style=GRID, repeat: int = 0, widths=None) -> Table:
    """The cells as a ReportLab table with real spans."""
    height, width = max(c.row + c.row_span for c in cells), max(c.column + c.column_span for c in cells)
    rows = [[""] * width for _ in range(height)]
    spans = []
    for c in cells:
        rows[c.row][c.column] = Paragraph(c.text.replace("\n", "<br/>"), CELL)
        if c.row_span * c.column_span > 1:
            spans.append(("SPAN", (c.column, c.row), (c.column + c.column_span - 1, c.row + c.row_span - 1)))
    widths = widths or {10: [28, 52, 150, *[30] * 7]}.get(width, [440 / width] * width)
    return Table(rows, colWidths=widths, style=style + spans, repeatRows=repeat)


def printed(blocks: list, footer: str = "- {} -", style=GRID) -> bytes:
    """A PDF of the blocks: a string is a paragraph, a list of cells a table, anything else as it is."""
    stream = io.BytesIO()

    def foot(canvas, document):
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(A4[0] / 2, 30, footer.format(document.page))

    story = [Paragraph(b, BODY) if isinstance(b, str) else grid(b, style) if isinstance(b, list) else b for b in blocks]
    SimpleDocTemplate(stream, pagesize=A4).build(story, onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


def rows(*lines: str):
    """Cells of lines such as "规章|0|1"."""
    from loaders.document import TableCell
    return [TableCell(text, r, c) for r, line in enumerate(lines) for c, text in enumerate(line.split("|"))]


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("footer", ["- {} -", "第 {} 页 共 9 页", "{}", "— {} —"])
def test_every_cell_stands_in_its_place_whatever_the_page_number_looks_like(edition, footer):
    blocks = report_blocks(filled(4, edition), sentences=9)
    document = read_document(printed(blocks, footer), "a.pdf")
    assert [placed(t.cells) for t in tables(document)] == [placed(b) for b in blocks if not isinstance(b, str)]
    assert [squeezed(p) for p in paragraphs(document)] == [squeezed(b) for b in blocks if isinstance(b, str)]
    assert len(document.notes) > 2 and not document.doubts
    assert {b.page for b in document.blocks} <= {1, 2, 3, 4, 5, 6} and document.blocks[0].page == 1


BROWSERS = {  # how a page is styled before a browser prints it
    "collapsed": "table{border-collapse:collapse}td{border:1px solid #000;padding:2px}",
    "like Word": "p{text-indent:2em;text-align:justify;line-height:28pt;margin:0;font-size:16pt}table{border-collapse:collapse;width:100%;font-size:10pt}td{border:1px solid #000;padding:4px;text-align:center}",
    "dotted": "table{border-collapse:collapse;width:100%}td{border:.5px dotted #333;padding:6px;font-size:9pt;height:30px}p{text-indent:2em}",
    "over many pages": "body{font-size:14pt}p{text-indent:2em;line-height:1.8}table{border-collapse:collapse;width:100%}td{border:1px solid #000;padding:12px 2px;text-align:center}",
}


@pytest.fixture(scope="module")
def browser_prints():
    pytest.importorskip("playwright")
    if not shutil.which("chromium"):
        pytest.skip("no Chromium here")
    blocks = {name: report_blocks(filled(seed), sentences=seed) for seed, name in enumerate(BROWSERS, 2)}
    return blocks, official.pdf_files({name: official.html_file(blocks[name], style=style) for name, style in BROWSERS.items()})


@pytest.mark.parametrize("name", BROWSERS)
def test_pages_printed_by_a_browser(browser_prints, name):
    blocks, prints = browser_prints
    document = read_document(prints[name], "a.pdf")
    assert [placed(t.cells) for t in tables(document)] == [placed(b) for b in blocks[name] if not isinstance(b, str)]
    assert [squeezed(p) for p in paragraphs(document)] == [squeezed(b) for b in blocks[name] if isinstance(b, str)]


def test_a_header_that_repeats_on_each_page_is_read_once():
    cells = rows("项目|本年|上年", *(f"第{i}项|{i}|{i * 7}" for i in range(90)))
    [found] = tables(read_document(printed(["一、总体情况", grid(cells, repeat=1)]), "a.pdf"))
    assert placed(found.cells) == placed(cells)


def test_a_new_table_on_the_next_page_stays_apart():
    document = read_document(printed([grid(rows("甲|1|2|3", "乙|4|5|6")), PageBreak(), grid(rows("丙|7", "丁|8"), widths=[300, 150])]), "a.pdf")
    assert [texts(t) for t in tables(document)] == [[["甲", "1", "2", "3"], ["乙", "4", "5", "6"]], [["丙", "7"], ["丁", "8"]]]


def test_wrapped_lines_are_one_paragraph_over_pages_and_headings_are_not():
    blocks = ["一、总体情况", SENTENCE * 30, "（一）主动公开", SENTENCE, SENTENCE * 2]
    document = read_document(printed(blocks), "a.pdf")
    assert [squeezed(p) for p in paragraphs(document)] == [squeezed(b) for b in blocks]


def test_a_report_laid_out_as_one_table_becomes_paragraphs_and_grids():
    cells = rows("二、主动公开政府信息情况", "规章|0", "许可|1", SENTENCE * 4, "三、收到申请情况", "新收|2", "结转|3")
    cells = [c if any(d.row == c.row and d is not c for d in cells) else type(c)(c.text, c.row, 0, 1, 2) for c in cells]
    document = read_document(printed([grid(cells)]), "a.pdf")
    assert order(document) == "ptppt"
    assert [squeezed(p) for p in paragraphs(document)] == ["二、主动公开政府信息情况", SENTENCE * 4, "三、收到申请情况"]


def test_running_headers_go_to_the_notes():
    stream = io.BytesIO()

    def head(canvas, document):
        canvas.setFont(FONT, 9)
        canvas.drawString(80, 800, f"青梧街道年度报告 {document.page}")

    SimpleDocTemplate(stream, pagesize=A4).build([Paragraph(SENTENCE * 40, BODY)], onFirstPage=head, onLaterPages=head)
    document = read_document(stream.getvalue(), "a.pdf")
    assert [squeezed(p) for p in paragraphs(document)] == [SENTENCE * 40]
    assert squeezed("".join(document.notes)).startswith("青梧街道年度报告1")


def test_rows_without_ruling_lines():
    cells = rows("信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|0|3|11", "行政规范性文件|8|26|66", "行政许可证明|7||1660")
    document = read_document(printed(["一、总体情况", cells, "后面一段话。"], style=[]), "a.pdf")
    assert order(document) == "ptp"
    assert texts(tables(document)[0]) == [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "0", "3", "11"], ["行政规范性文件", "8", "26", "66"], ["行政许可证明", "7", "", "1660"]]
    assert not tables(document)[0].ruled


def canvas_pdf(draw, **more) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **more)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def ruled(canvas, x0=100, y0=500, texts=(("规章", "0"), ("许可", "12"))):
    canvas.grid([x0, x0 + 100, x0 + 200], [y0 - 20 * i for i in range(len(texts) + 1)])
    for r, line in enumerate(texts):
        for c, text in enumerate(line):
            canvas.drawString(x0 + 100 * c + 8, y0 - 20 * r - 15, text)


def turned(canvas):
    canvas.translate(600, 0)
    canvas.rotate(90)
    ruled(canvas, y0=300)
    canvas.drawString(100, 400, "转了方向的表格在这里")


def stamped(canvas):
    ruled(canvas)
    canvas.saveState()
    canvas.setFont(FONT, 60)
    canvas.rotate(30)
    canvas.drawString(200, 300, "样本")
    canvas.restoreState()


def bold(canvas):
    for shift in (0, 0.4):
        ruled(canvas, 100 + shift)


def framed(canvas):
    canvas.rect(60, 60, 480, 720)
    canvas.drawString(100, 700, "框中的一段话")
    ruled(canvas)


def bars(canvas):
    for y in (500, 480, 460):
        canvas.rect(100, y - 0.5, 200, 1, stroke=0, fill=1)
    for x in (100, 200, 300):
        canvas.rect(x - 0.5, 460, 1, 40, stroke=0, fill=1)
    for r, line in enumerate((("规章", "0"), ("许可", "12"))):
        for c, text in enumerate(line):
            canvas.drawString(108 + 100 * c, 485 - 20 * r, text)


@pytest.mark.parametrize("draw", [ruled, turned, stamped, bold, framed, bars], ids=lambda f: f.__name__)
def test_drawings_of_a_table(draw):
    [found] = tables(read_document(canvas_pdf(draw), "a.pdf"))
    assert texts(found) == [["规章", "0"], ["许可", "12"]]


def test_a_figure_wrapped_in_a_narrow_cell_stays_one_figure():
    def draw(canvas):
        ruled(canvas, texts=(("规章", "0"), ("许可", "")))
        canvas.grid([100, 200, 240], [400, 370, 340])
        canvas.drawString(108, 385, "许可"), canvas.drawString(204, 387, "44722"), canvas.drawString(204, 374, "8")
        canvas.drawString(108, 355, "规章"), canvas.drawString(204, 355, "3")
    assert texts(tables(read_document(canvas_pdf(draw), "a.pdf"))[1])[0] == ["许可", "447228"]


def test_encrypted_files_open_with_their_password_only():
    data = canvas_pdf(ruled, encrypt=StandardEncryption("secret"))
    for password, kind in ((None, "encrypted"), ("wrong", "wrong_password")):
        with pytest.raises(UnreadableFile) as caught:
            read_document(data, "a.pdf", password)
        assert caught.value.kind == kind
    assert len(tables(read_document(data, "a.pdf", "secret"))) == 1


def test_a_pdf_of_pictures_says_so():
    with pytest.raises(UnreadableFile) as caught:
        read_document(canvas_pdf(lambda canvas: canvas.rect(1, 1, 400, 400, fill=1)), "a.pdf")
    assert caught.value.kind == "no_text"


@pytest.mark.skipif(not SHARED.exists(), reason="no shared material here")
def test_a_published_file():
    document = read_document((SHARED / "real/reports/szfgs2024.pdf").read_bytes(), "a.pdf")
    assert [(len(t.rows()), len(t.grid()[0])) for t in tables(document)] == [(14, 4), (28, 10), (4, 15)]
    group = next(c for c in tables(document)[1].cells if squeezed(c.text) == "三、本年度办理结果")
    assert (group.row, group.row_span) == (5, 22)
    assert squeezed(tables(document)[1].grid()[15][1].text) == "（四）无法提供"


TITLE = "青梧街道2023年政府信息公开工作年度报告"


def marked(canvas, *, size, turn, grey):
    canvas.saveState()
    canvas.setFont(FONT, size)
    canvas.setFillGray(grey)
    canvas.translate(150, 470)
    canvas.rotate(turn)
    canvas.drawString(0, 0, "内部资料注意保存")
    canvas.restoreState()


@pytest.mark.parametrize("mark", [{"size": 60, "turn": 0, "grey": 0.8}, {"size": 60, "turn": 45, "grey": 0}, {"size": 14, "turn": 30, "grey": 0.7}],
                         ids=["large and pale", "large and slanted", "small and slanted"])
def test_a_watermark_over_a_table_is_no_text(mark):
    def draw(canvas):
        ruled(canvas)
        marked(canvas, **mark)

    document = read_document(canvas_pdf(draw), "a.pdf")
    assert order(document) == "t"
    assert texts(tables(document)[0]) == [["规章", "0"], ["许可", "12"]]


def test_a_large_dark_title_stays():
    assert [squeezed(p) for p in paragraphs(read_document(canvas_pdf(lambda canvas: (canvas.setFont(FONT, 36), canvas.drawString(60, 700, "云汀县文件"))), "a.pdf"))] == ["云汀县文件"]


def test_a_figure_that_is_crossed_out_is_left_out_and_said():
    def draw(canvas):
        ruled(canvas, texts=(("规章", "88 8"), ("许可", "12")))
        canvas.line(208, 489, 222, 489)

    document = read_document(canvas_pdf(draw), "a.pdf")
    assert texts(tables(document)[0]) == [["规章", "8"], ["许可", "12"]]
    assert [(d.kind, d.where) for d in document.doubts] == [("crossed_out", "88")]


def test_a_row_without_figures_alone_on_a_page_goes_on_with_its_table():
    def draw(canvas):
        ruled(canvas, y0=100, texts=(("规章", "0"), ("许可", "12")))
        canvas.showPage()
        canvas.setFont(FONT, 12)
        ruled(canvas, y0=770, texts=(("处罚", ""),))

    document = read_document(canvas_pdf(draw), "a.pdf")
    assert [texts(t) for t in tables(document)] == [[["规章", "0"], ["许可", "12"], ["处罚", ""]]]
    assert order(document) == "t"


def lines(canvas, *texts, x=90, top=770):
    for i, text in enumerate(texts):
        canvas.drawString(x, top - 20 * i, text)


def test_short_lines_that_are_alike_are_no_paragraph():
    written = ["索引号：2024-00001，生成日期：2024-01-05", TITLE, "一、总体情况", TITLE, "2023年公开信息20条，没有遗漏，群众满意。"]
    document = read_document(canvas_pdf(lambda canvas: lines(canvas, *written)), "a.pdf")
    assert [squeezed(p) for p in paragraphs(document)] == written


def test_one_broken_line_is_joined_though_shorter_lines_are_alike():
    written = [TITLE, TITLE, "2023年公开信息820余条，比上年提升约17.5%。其中本级政府网站主动发布各类信", "息180余条。"]
    document = read_document(canvas_pdf(lambda canvas: lines(canvas, *written)), "a.pdf")
    assert [squeezed(p) for p in paragraphs(document)] == [TITLE, TITLE, written[2] + written[3]]


@pytest.mark.parametrize("places, kept", [((815, 815), []), ((815, 790), ["云汀县人民政府"] * 2)])
def test_a_header_on_both_of_two_pages_stands_at_the_same_place(places, kept):
    def draw(canvas):
        for y in places:
            canvas.setFont(FONT, 12)
            lines(canvas, "云汀县人民政府", top=y)
            lines(canvas, "甲乙丙丁。", "戊己庚辛。", top=600)
            canvas.showPage()

    assert [squeezed(p) for p in paragraphs(read_document(canvas_pdf(draw), "a.pdf")) if "云汀" in p] == kept


OPEN = {  # how tables without upright lines look: ReportLab's style, and where figures and labels stand in their cells
    "bare": ([], 1), "lines across": ([("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black)], 1),
    "striped": ([("ROWBACKGROUNDS", (0, 0), (-1, -1), (colors.whitesmoke, colors.lightgrey))], 1),
    "level with the first line": ([("VALIGN", (0, 0), (-1, -1), "TOP")], 1), "set to the right": ([], 2),
}


def open_table(cells, look: str, size: float) -> Table:
    """The cells as a table without upright lines, its labels wrapped where they must."""
    style, side = OPEN[look]
    plain = ParagraphStyle("open", fontName=FONT, fontSize=size, leading=1.25 * size, wordWrap="CJK", alignment=1)
    wide = max(c.column + c.column_span for c in cells)
    rows = [[""] * wide for _ in range(max(c.row + c.row_span for c in cells))]
    for c in cells:
        rows[c.row][c.column] = Paragraph(c.text, plain if not c.text.isdigit() else ParagraphStyle("figure", parent=plain, alignment=side))
    spans = [("SPAN", (c.column, c.row), (c.column + c.column_span - 1, c.row + c.row_span - 1)) for c in cells]
    padding = [(f"{edge}PADDING", (0, 0), (-1, -1), 3) for edge in ("LEFT", "RIGHT")] + [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(rows, colWidths={4: [180, 90, 90, 90], 10: [40, 58, 130] + [32] * 7}.get(wide, [450 / wide] * wide), style=[*padding, *style, *spans])


def figures_of(table: Table) -> list[tuple[str, list[str]]]:
    """(label, figures) of each row that has any."""
    return [(row[0], row[1:]) for row in texts(table) if any(text.isdigit() for text in row)]


def expected(cells, labels: int) -> list[tuple[str, list[str]]]:
    """The same of the official cells, whose labels fill so many columns."""
    found = []
    for row in sorted({c.row for c in cells}):
        here = sorted((c for c in cells if c.row == row), key=lambda c: c.column)
        if any(c.text.isdigit() for c in here):
            found.append((next((c.text for c in reversed(here) if c.column < labels), None), [c.text for c in here if c.column >= labels]))
    return found


@pytest.mark.parametrize("look", OPEN)
@pytest.mark.parametrize("seed, size", [(1, 8), (2, 7), (3, 8)])
def test_the_official_tables_without_upright_lines(look, seed, size):
    disclosed, requests, disputes = filled(seed)
    first, second = cut(requests, [14])
    document = read_document(printed(["二、主动公开政府信息情况", open_table(disclosed, look, size), "三、收到和处理政府信息公开申请情况", open_table(first, look, size),
                                      PageBreak(), open_table(second, look, size), "四、政府信息公开行政复议、行政诉讼情况", open_table(disputes, look, size)]), "a.pdf")
    found = [figures_of(t) for t in tables(document)]
    assert [row for t in found if t and t[0][0] in {label for label, _ in expected(disclosed, 1)} for row in t] == expected(disclosed, 1)
    assert [row for t in found for row in t if len(row[1]) == 7] == expected(requests, 3)
    assert [[label, *values] for label, values in found[-1]] == [c for _, c in expected(disputes, 0)]
    assert not any(t.ruled for t in tables(document))
    assert not document.doubts


def test_blank_columns_are_known_by_their_header_and_over_pages():
    cells = [c if not c.text.isdigit() or c.column in (3, 9) else type(c)("", c.row, c.column) for c in filled(4, blanks=False)[1]]
    first, second = cut(cells, [14])
    document = read_document(printed(["三、收到和处理政府信息公开申请情况", open_table(first, "bare", 8), PageBreak(), open_table(second, "bare", 8)]), "a.pdf")
    assert [row for t in tables(document) for row in figures_of(t)] == expected(cells, 3)


def test_a_figure_broken_in_a_narrow_column_is_one_and_where_it_need_not_be_is_left_to_a_person():
    def draw(canvas):
        for r, line in enumerate((("1.属于国家秘密", "12345", "7", "0"), ("2.重复申请的有", "12345", "78", "3"), ("（七）总计", "12345", "1", "2"))):
            for x, text in zip((80, 250, 320, 400), line):
                canvas.drawString(x, 700 - 60 * r, text)
        canvas.drawString(80, 686, "的一些事"), canvas.drawString(250, 686, "6"), canvas.drawString(320, 686, "8")

    assert texts(tables(read_document(canvas_pdf(draw), "a.pdf"))[0])[0] == ["1.属于国家秘密的一些事", "123456", "78", "0"]


def at_places(*lines):
    """Draws words at (x, y)."""
    return canvas_pdf(lambda canvas: [canvas.drawString(x, y, text) for x, y, text in lines])


def test_halves_of_a_figure_above_and_below_its_row_belong_to_it():
    rows = [(80, 700, "1.属于国家秘密"), (250, 708, "1523"), (250, 692, "6"), (320, 700, "7"), (400, 700, "0"),
            (80, 660, "2.重复申请"), (250, 660, "4"), (320, 660, "5"), (400, 660, "6"), (80, 620, "3.其他"), (250, 620, "1999"), (320, 620, "8"), (400, 620, "9")]
    [found] = tables(read_document(at_places(*rows), "a.pdf"))
    assert texts(found) == [["1.属于国家秘密", "15236", "7", "0"], ["2.重复申请", "4", "5", "6"], ["3.其他", "1999", "8", "9"]]


def test_strokes_and_words_among_figures_keep_their_column():
    rows = [(80, 700, "规章"), (250, 700, "－"), (320, 700, "7"), (400, 700, "约3"), (80, 660, "行政规范性文件"), (250, 660, "4"), (320, 660, "—"), (400, 660, "6"),
            (80, 620, "行政许可证明"), (250, 620, "1999"), (320, 620, "8"), (400, 620, "9")]
    [found] = tables(read_document(at_places(*rows), "a.pdf"))
    assert texts(found) == [["规章", "－", "7", "约3"], ["行政规范性文件", "4", "—", "6"], ["行政许可证明", "1999", "8", "9"]]


def test_a_row_alone_on_the_next_page_belongs_to_the_table_whose_header_stands_above():
    def draw(canvas):
        for i, line in enumerate((("信息内容", "本年制发件数", "本年废止件数"), ("规章", "1", "2"), ("行政规范性文件", "3", "4"), ("信息内容", "本年收费金额", ""))):
            for x, text in zip((80, 250, 400), line):
                canvas.drawString(x, 200 - 25 * i, text)
        canvas.showPage()
        canvas.setFont(FONT, 12)
        canvas.drawString(80, 770, "行政事业性收费"), canvas.drawString(260, 770, "15")

    assert [texts(t)[-1] for t in tables(read_document(canvas_pdf(draw), "a.pdf"))] == [["行政规范性文件", "3", "4"], ["行政事业性收费", "15"]]


def columns_of_prose(canvas):
    for x in (60, 320):
        for i in range(30):
            canvas.drawString(x, 780 - 20 * i, f"全年发布信息{i * 7}条，办结{i}件，占{i + 40}%")


def leader_dots(canvas):
    for i, text in enumerate(("总体情况", "主动公开", "收到和处理", "行政复议", "存在的问题")):
        canvas.drawString(80, 780 - 22 * i, text + "." * (60 - 2 * len(text)))
        canvas.drawRightString(520, 780 - 22 * i, str(i + 1))


def loose_sentences(canvas):
    for i in range(8):
        for x, text in zip((60, 150, 200, 300, 340, 420), ("全年发布信息", str(120 + i), "条，其中网站", str(80 + i), "条，微信平台", "40")):
            canvas.drawString(x, 780 - 22 * i, text)
        canvas.drawString(450, 780 - 22 * i, "条，其余略。")


def numbered_lines(canvas):
    for i in range(10):
        canvas.drawString(80, 780 - 20 * i, str(i + 1))
        canvas.drawString(110, 780 - 20 * i, f"完成第{i}项工作，共{i * 7}件")


@pytest.mark.parametrize("draw", [columns_of_prose, leader_dots, loose_sentences, numbered_lines], ids=lambda f: f.__name__)
def test_prose_with_many_figures_is_no_table(draw):
    assert set(order(read_document(canvas_pdf(draw), "a.pdf"))) == {"p"}
