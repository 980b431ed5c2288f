"""The original beside its reading: what is shown of each kind of file, nothing active of a web page, and the page of the evidence first."""
import hashlib
import io
import struct
import zlib

import pytest
from docx import Document as Word
from reportlab.pdfgen import canvas

from data.engine import engine
from data.store import save_reports
from loaders.document import Paragraph, Picture, Table, TableCell
from loaders.errors import UnreadableFile
from loaders.original import Original, draw_original, dump_original, load_original, make_original
from loaders.readers.html_safe import clean_page
from pages.shared.original import linked_page, piece
from tests.board import open_page, report, said


def pdf(pages: int = 3, size=(595, 842)) -> bytes:
    made = io.BytesIO()
    paper = canvas.Canvas(made, pagesize=size)
    for n in range(pages):
        paper.drawString(100, 700, f"sheet {n + 1}")
        paper.showPage()
    paper.save()
    return made.getvalue()


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * width) * height)) + chunk(b"IEND", b""))


def word() -> bytes:
    made, file = Word(), io.BytesIO()
    made.add_paragraph("云汀县芦荡街道办事处的报告")
    grid = made.add_table(2, 3)
    for cell, text in zip(grid.rows[0].cells, ("事项", "本年", "上年")):
        cell.text = text
    grid.cell(1, 0).text = "许可"
    grid.cell(1, 1).merge(grid.cell(1, 2)).text = "0"
    drawn = io.BytesIO(png(400, 300))
    made.add_picture(drawn)
    made.save(file)
    return file.getvalue()


def measure(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n")
    return struct.unpack(">II", picture[16:24])


@pytest.mark.parametrize("asked, given", [(1, 1), (3, 3), (9, 3), (0, 1)])
def test_a_page_of_a_pdf_is_a_picture_at_110_dpi(asked, given):
    found = draw_original(pdf(), "a.pdf", asked)
    assert (found.kind, found.page, found.pages) == ("picture", given, 3)
    width, height = measure(found.picture)
    assert abs(width - 595 * 110 / 72) <= 1 and abs(height - 842 * 110 / 72) <= 1


def test_a_poster_is_drawn_smaller():
    width, height = measure(make_original(pdf(1, (14_000, 14_000)), "a.pdf").picture)
    assert 1_900 <= width <= 2_001 and 1_900 <= height <= 2_001


def test_a_scan_is_made_anew_as_png_and_no_wider_than_the_screen():
    found = draw_original(png(1654, 2339), "a.png")
    assert (found.kind, found.page, found.pages, measure(found.picture)) == ("picture", 1, 1, (1000, 1414))


def test_a_word_file_is_text_and_grids():
    found = draw_original(word(), "a.docx")
    assert found.kind == "blocks"
    assert found.blocks[0] == Paragraph("云汀县芦荡街道办事处的报告")
    assert [(c.text, c.column_span) for c in found.blocks[1].cells] == [("事项", 1), ("本年", 1), ("上年", 1), ("许可", 1), ("0", 2)]
    assert [measure(b.data) for b in found.blocks if isinstance(b, Picture)] == [(400, 300)]


@pytest.mark.parametrize("data, name", [("第一行\n第二行".encode(), "a.txt"), (rb"{\rtf1\ansi one\par two}", "a.rtf")])
def test_plain_files_are_paragraphs(data, name):
    assert len([b for b in make_original(data, name).blocks if isinstance(b, Paragraph)]) == 2


def test_a_web_page_is_cleaned_html_also_out_of_its_archive():
    page = "<html><body><h1>年报</h1><script>x()</script><p>正文</p></body></html>"
    saved = ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=utf-8\n"
             f"Content-Transfer-Encoding: 8bit\n\n{page}\n--b--\n")
    for text, name in ((page, "a.html"), (saved, "a.mht")):
        found = draw_original(text.encode(), name)
        assert (found.kind, found.html.strip()) == ("html", "<h1>年报</h1><p>正文</p>")


@pytest.mark.parametrize("data, name, kind", [(b"%PDF-1.7 nothing\n%%EOF", "a.pdf", "truncated"), (png(30, 30)[:40], "a.png", "truncated"), (b"  ", "a.txt", "empty"),
                                              (b"<html><body><script>x()</script></body></html>", "a.html", "hollow_page")])
def test_what_cannot_be_shown_says_why(data, name, kind):
    with pytest.raises(UnreadableFile) as raised:
        draw_original(data, name)
    assert raised.value.kind == kind


def test_an_original_travels_between_processes_whole():
    for original in (Original("picture", picture=b"a\nb\x00", page=2, pages=5), Original("html", html="<p>甲\n乙</p>"),
                     Original("blocks", blocks=[Paragraph("甲", 2), Table((TableCell("1", 0, 0, 1, 2),))])):
        assert load_original(dump_original(original)) == original


CLEANED = [  # markup -> what is shown of it
    ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
    ("<p>a<SCRIPT SRC=//x.example/y.js></script></p>", "<p>a</p>"),
    ("<p onclick=alert(1) style='width:expression(alert(1))' class=x id=y>a</p>", "<p>a</p>"),
    ("<img src=x onerror=alert(1)>a", "a"),
    ("<a href='javascript:alert(1)'>a</a>", "a"),
    ("<a href='data:text/html;base64,PHNjcmlwdD4='>a</a>", "a"),
    ("a<svg onload=alert(1)><p>b</p><script>alert(1)</script></svg>", "a<p>b</p>"),  # a paragraph ends an svg, as in browsers
    ("a<svg><text>b</text></svg><math><mi>c</mi></math>", "a"),
    ("<style>p{background:url(//x.example)}</style><link rel=stylesheet href=//x.example><p>a</p>", "<p>a</p>"),
    ("<iframe src=//x.example>b</iframe><object data=x>c</object><embed src=x>a", "a"),
    ("<form action=//x.example><p>a</p><input value=b><button>c</button></form>", "<p>a</p>"),
    ("<!-- <script>b</script> --><p>a</p><!--[if gte mso 9]><xml>b</xml><![endif]-->", "<p>a</p>"),
    ("<p>a<b>b<i>c", "<p>a<b>b<i>c</i></b></p>"),
    ("a &lt;script&gt;alert(1)&lt;/script&gt; &amp; b", "a &lt;script&gt;alert(1)&lt;/script&gt; &amp; b"),
    ("<noscript><p>b</p></noscript><template><p>c</p></template><p>a</p>", "<p>a</p>"),
    ("<textarea></p><script>b</script></textarea><title><img src=x onerror=c></title>a", "a"),
    ("<xmp><script>alert(1)</script></xmp>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<table><tr><td rowspan='2' colspan=3 bgcolor=red onmouseover=x>a<td colspan='2\" onload=x'>b<td rowspan=99999999>c</table>",
     '<table><tr><td rowspan="2" colspan="3">a</td><td>b</td><td>c</td></tr></table>'),
    ("<div>a</div><div>b</div>", "a<br>b<br>"),
    ("<ul><li>a<li>b</ul><h2>c</h2><strong>d</strong><em>e</em><span>f</span>", "<ul><li>a</li><li>b</li></ul><h2>c</h2><strong>d</strong><em>e</em><span>f</span>"),
    ("<p style='display:none'>b</p><p hidden>c</p><p>a</p>", "<p>a</p>"),
    ("<x-y onfocus=alert(1) tabindex=1 autofocus>a</x-y>", "a"),
    ("<meta http-equiv=refresh content='0;url=//x.example'><base href=//x.example>a", "a"),
]


@pytest.mark.parametrize("markup, shown", CLEANED)
def test_only_harmless_elements_of_a_web_page_are_written(markup, shown):
    assert clean_page(f"<html><body>{markup}</body></html>", "a.html") == shown


def test_deep_markup_keeps_its_text_without_its_elements():
    shown = clean_page("<body>" + "<b>" * 3_000 + "a" + "</b>" * 3_000, "a.html")
    assert "a" in shown and shown.count("<b>") <= 200


def test_a_piece_of_text_is_escaped_and_private_numbers_are_covered():
    assert piece(Paragraph("<script>13812345678")) == "<p>&lt;script&gt;138****5678</p>"
    assert '<td rowspan="2" colspan="1">&lt;b&gt;</td>' in piece(Table((TableCell("<b>", 0, 0, 2, 1),)))


def test_the_page_of_the_linked_evidence_comes_first():
    words = "全年主动公开政府信息80条。"
    made = report("云汀县芦荡街道办事处", "subdistrict", 2023, "前言。" + words, [("disclosed.total", 80, "主动公开政府信息80条", {"unit": "条"})])
    made.section("overview").pages = [(0, 1), (3, 2)]
    assert [linked_page(made, at) for at in ("figure-0", "figure-9", "tables", None)] == [2, 1, 1, 1]


def store(url: str, data: bytes | None, name: str) -> int:
    made = report("云汀县芦荡街道办事处", "subdistrict", 2023, "全年主动公开政府信息80条。", [("disclosed.total", 80, "主动公开政府信息80条", {"unit": "条"})])
    made.section("overview").pages = [(0, 2)]
    made.source = made.source.model_copy(update={"name": name, "sha256": hashlib.sha256(data or b"").hexdigest(), "bytes": len(data or b"")})
    return save_reports(engine(url), [(made, data)])[0].report_id


@pytest.fixture
def url(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'original.db'}")
    return f"sqlite:///{tmp_path / 'original.db'}"


def test_the_switch_shows_the_page_of_the_evidence_and_turns_pages(url):
    number = store(url, pdf(), "a.pdf")
    app = open_page("report", report=number, at="figure-0")
    assert "第 2 页，共 3 页" not in said(app)
    app.toggle(key="at-original").set_value(True).run()
    assert not app.exception and app.query_params["original"] == "1"
    assert "第 2 页，共 3 页" in said(app)
    app.button(key="leaf-on").click().run()
    assert "第 3 页，共 3 页" in said(app) and app.button(key="leaf-on").disabled


@pytest.mark.parametrize("data, name, words", [(word(), "a.docx", "云汀县芦荡街道办事处的报告"), ("<body><p>网页正文".encode(), "a.html", "网页正文"), (None, "a.docx", "没有保存原件")])
def test_the_original_stands_beside_the_reading(data, name, words, url):
    app = open_page("report", report=store(url, data, name), original=1)
    assert not app.exception and words in said(app)


def test_a_protected_original_asks_for_its_password_and_opens_with_it(url):
    made = io.BytesIO()
    paper = canvas.Canvas(made, encrypt="sesame")
    paper.drawString(100, 700, "sheet")
    paper.showPage()
    paper.showPage()
    paper.save()
    app = open_page("report", report=store(url, made.getvalue(), "a.pdf"), original=1)
    assert not app.exception and "密码保护" in said(app) and "共 2 页" not in said(app)
    for word, words in (("wrong", "所输密码打不开"), ("sesame", "共 2 页")):
        next(i for i in app.text_input if i.label == "a.pdf 的打开密码").set_value(word)
        next(b for b in app.button if b.key and b.key.startswith("FormSubmitter:original-password")).click().run()
        assert not app.exception and words in said(app)
