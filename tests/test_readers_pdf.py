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
    for password in (None, "wrong"):
        with pytest.raises(UnreadableFile) as caught:
            read_document(data, "a.pdf", password)
        assert caught.value.kind == "encrypted"
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
