"""Scans and pictures: every cell read exactly or doubted, nothing wrong taken for certain, nothing heavy where no picture is."""
import base64
import io
import subprocess
import sys
from dataclasses import replace

import pytest

from loaders.document import Document, Paragraph, Picture, Table, TableCell
from loaders.errors import UnreadableFile
from loaders.outline import find_outline
from loaders.readers import ocr, read_document, sandbox, scan
from loaders.readers.limits import Limits
from loaders.tables import read_tables
from tests.generator import make
from tests.official import add_to_word, as_html, html_file, pdf_files
from tests.scans import LOOKS, STYLE, as_picture, as_tiff, judge, judge_cells, pages_of, pictures_of, scanned_pdf

needs_ocr = pytest.mark.skipif(not ocr.is_available(), reason="requirements-ocr.txt is not installed")
SAMPLE = make(1, {"blanks"})
REQUESTS = next(n for n, b in enumerate(SAMPLE.blocks) if not isinstance(b, str) and len(b) > 100)  # which of its blocks is the largest table


@pytest.fixture(scope="module")
def pages():
    """The pages of one report as pictures at 200 dpi."""
    return pages_of(SAMPLE, 200)


@pytest.fixture(scope="module")
def pictures():
    """The three tables of one report as a picture each."""
    return pictures_of(SAMPLE)


@needs_ocr
def test_every_cell_of_a_scan_is_exact_or_doubted(pages):
    worse = [LOOKS[look](page) for look, page in zip(("skewed, blurred", "grainy, jpeg"), pages)]  # the other way round: the TIFF below
    exact, doubted, wrong = judge(read_document(scanned_pdf(worse), "scan.pdf"), SAMPLE)
    assert not wrong
    assert exact >= 199 and exact + doubted == 200


@needs_ocr
@pytest.mark.parametrize("pixels, at_right, least", [(8, True, 12), (170, False, 10)])
def test_figures_in_a_column_that_the_edge_of_a_picture_cuts_are_doubted_and_so_are_its_blanks(pages, pixels, at_right, least):
    import numpy as np
    page, shown = pages[0], replace(SAMPLE, requests=dict(list(SAMPLE.requests.items())[:12]), disputes={})
    columns = np.flatnonzero((page < 128).any(0))
    cut = np.ascontiguousarray(page[:, :columns[-1] - pixels] if at_right else page[:, columns[0] + pixels:])
    exact, doubted, wrong = judge(read_document(scanned_pdf([cut]), "scan.pdf"), shown)
    assert not wrong and doubted >= least


@needs_ocr
@pytest.mark.parametrize("end, closed, cut", [(150.0, True, 0), (120.0, False, 0), (150.0, False, 4)])
def test_an_open_column_is_cut_where_it_ends_with_its_picture(end, closed, cut):
    from loaders.readers.pdf_lattice import find_lattices
    from loaders.readers.pdf_page import Page, Rule
    from loaders.readers.scan_edges import cut_places
    from loaders.readers.scan_rules import px
    from loaders.readers.scan_words import Patch
    page = Page(1, 150.0, 200.0)
    page.horizontal += [Rule(y, 20.0, end) for y in (20.0, 40.0, 60.0)]
    page.vertical += [Rule(x, 20.0, 60.0) for x in (20.0, 60.0, 100.0, *([end] if closed else []))]
    (lattice,) = find_lattices(page)
    clear, near = (Patch(px(104), px(y), px(x), px(y) + 18, (px(101), px(end))) for y, x in ((26, 125.0), (46, end - 1)))
    assert len(cut_places(lattice, page, [clear, near])) == cut // 2
    assert cut_places(lattice, page, [clear]) == []


@needs_ocr
def test_a_tiff_of_several_pages_gives_the_whole_report_through_the_sandbox(pages):
    told = []
    worse = [LOOKS[look](page) for look, page in zip(("grainy, jpeg", "skewed, blurred"), pages)]
    report = sandbox.parse_safely(as_tiff(worse), "scan.tif", chosen=Limits(scan_seconds=300), progress=lambda done, all_: told.append((done, all_)))
    assert (report.year, report.agency.name) == (SAMPLE.year, SAMPLE.agency)
    assert report.requests == SAMPLE.requests and report.disputes == SAMPLE.disputes and report.disclosed == SAMPLE.disclosed
    exact, doubted, wrong = judge_cells(report.cells, bool(report.doubts), SAMPLE)
    assert not wrong and exact >= 199 and exact + doubted == 200
    assert told == [(1, 2), (2, 2)]


@needs_ocr
def test_a_pdf_of_which_only_the_last_page_is_scanned(pages):
    import pypdfium2
    text, scanned = (pypdfium2.PdfDocument(data) for data in (pdf_files({"a": html_file(SAMPLE.blocks, style=STYLE)})["a"], scanned_pdf(pages)))
    mixed, stream = pypdfium2.PdfDocument.new(), io.BytesIO()
    mixed.import_pages(text, [0])
    mixed.import_pages(scanned, [1])
    mixed.save(stream)
    exact, doubted, wrong = judge(read_document(stream.getvalue(), "mixed.pdf"), SAMPLE)
    assert not wrong and exact >= 199


@needs_ocr
def test_tables_that_are_pictures_in_a_word_file_are_read_beside_one_that_is_none(pictures):
    import docx
    word, shown = docx.Document(), iter(pictures)
    for number, block in enumerate(SAMPLE.blocks):
        picture = None if isinstance(block, str) else next(shown)
        if isinstance(block, str):
            word.add_paragraph(block)
        elif number == REQUESTS:
            add_to_word(word, block)
        else:
            word.add_picture(io.BytesIO(picture), width=5_500_000)
    stream = io.BytesIO()
    word.save(stream)
    document = read_document(stream.getvalue(), "a.docx")
    assert [type(b) for b in document.blocks].count(Table) == 3 and not any(isinstance(b, Picture) for b in document.blocks)
    exact, doubted, wrong = judge(document, SAMPLE)
    assert not wrong and exact >= 199


@needs_ocr
def test_tables_that_are_pictures_in_a_web_page_or_a_saved_one_are_read_beside_one_that_is_none(pictures):
    disclosed, _, disputes = (base64.b64encode(picture).decode() for picture in pictures)
    shown = iter(('<p><img src="t.png"></p>', as_html(SAMPLE.blocks[REQUESTS]), f'<p><img src="data:image/png;base64,{disputes}"></p>'))
    page = f"<html><body>{''.join(f'<p>{b}</p>' if isinstance(b, str) else next(shown) for b in SAMPLE.blocks)}</body></html>"
    saved = ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n" + page
             + f"\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: t.png\n\n{disclosed}\n--x--\n").encode()
    exact, doubted, wrong = judge(read_document(saved, "a.mht"), SAMPLE)
    assert not wrong and exact >= 199


@needs_ocr
def test_a_table_that_is_a_picture_on_a_page_of_text_is_read(pictures):
    blocks = [b for b in SAMPLE.blocks if isinstance(b, str)]
    data = base64.b64encode(pictures[1]).decode()
    page = "".join(f"<p>{b}</p>" + (f'<img style="width:100%" src="data:image/png;base64,{data}">' if b.startswith("三、") else "") for b in blocks)
    document = read_document(pdf_files({"a": f"<html><body>{page}</body></html>".encode()})["a"], "a.pdf")
    exact, doubted, wrong = judge(document, replace(SAMPLE, disclosed={}, disputes={}))
    assert not wrong and exact >= 0.99 * sum(map(len, SAMPLE.requests.values()))


def test_a_picture_in_place_of_a_table_that_is_not_in_the_file_is_a_doubt():
    blocks = "".join(f"<p>{b}</p>" if isinstance(b, str) else '<p><img src="https://table.example/3.png"></p>' for b in SAMPLE.blocks)
    doubts = read_tables(find_outline(read_document(f"<html><body>{blocks}</body></html>".encode(), "a.html"))).doubts
    assert [(d.kind, d.values["table"]) for d in doubts] == [("linked_picture", n) for n in (2, 3, 4)]


@pytest.fixture(scope="module")
def short_page():
    """A page of a few lines and a small table at 200 dpi."""
    table = [TableCell(text, row, column, 1, width) for row, column, width, text in
             ((0, 0, 2, "行政复议"), (0, 2, 2, "行政诉讼"), (1, 0, 1, "结果维持"), (1, 1, 1, "尚未审结"), (1, 2, 1, "结果纠正"), (1, 3, 1, "总计"), *((2, n, 1, str(17 * n)) for n in range(4)))]
    (page,) = pages_of(replace(SAMPLE, blocks=[*SAMPLE.blocks[:3], table, *SAMPLE.blocks[-2:]]), 200)
    return page


@needs_ocr
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_upside_down_is_read_upright(short_page, turns):
    import numpy as np
    found = scan.read_pixels(np.ascontiguousarray(np.rot90(short_page, turns)), 1)
    words = "".join(c.text for c in found.chars)
    assert found.height > found.width and "行政复议" in words and "行政诉讼" in words


STROKES = {  # name -> (from, to) of strokes in a picture of 60 x 60 pixels, and the sign
    "a dash": ([((20, 30), (36, 30))], "-"), "two dashes that do not meet": ([((8, 30), (26, 30)), ((32, 30), (50, 30))], "-"), "a slash": ([((22, 42), (34, 20))], "/"), "a steep slash": ([((25, 43), (32, 18))], "/"),  "a one": ([((30, 20), (30, 42))], ""),
    "an italic one": ([((28, 42), (32, 20))], ""), "a seven": ([((22, 20), (36, 20)), ((36, 20), (28, 42))], ""), "a backslash": ([((22, 20), (34, 42))], ""),
}


@needs_ocr
@pytest.mark.parametrize("name", STROKES)
def test_a_lone_stroke_is_a_sign_by_its_shape_and_never_a_figure(name):
    import cv2
    import numpy as np

    from loaders.readers.scan_strokes import find_stroke
    from loaders.readers.scan_words import Patch, _to_ink
    strokes, sign = STROKES[name]
    grey = np.full((60, 60), 245, "uint8")
    for start, end in strokes:
        cv2.line(grey, start, end, 20, 3)
    dark = (grey < 200).astype("uint8") * 255
    assert find_stroke(_to_ink(Patch(0, 0, 60, 60, (0, 60)), dark), grey, dark) == sign


@needs_ocr
@pytest.mark.parametrize("strokes, sign", [([((27, 36), (32, 23))], "/"), ([((28, 36), (31, 23))], ""), ([((24, 23), (32, 23)), ((32, 23), (27, 36))], "")])
def test_a_blurred_slash_is_one_by_its_whole_shape(strokes, sign):
    import cv2
    import numpy as np

    from loaders.readers.scan_strokes import find_stroke
    from loaders.readers.scan_words import Patch, _to_ink
    grey = np.full((60, 60), 245, "uint8")
    for start, end in strokes:
        cv2.line(grey, start, end, 60, 2, cv2.LINE_AA)
    grey = cv2.GaussianBlur(grey, (0, 0), 1.0)
    dark = (grey < 225).astype("uint8") * 255
    assert find_stroke(_to_ink(Patch(0, 0, 60, 60, (0, 60)), dark), grey, dark) == sign


@needs_ocr
def test_of_a_faint_seven_the_level_stroke_alone_is_no_dash():
    import cv2
    import numpy as np

    from loaders.readers.scan_strokes import find_stroke
    from loaders.readers.scan_words import Patch, _to_ink
    grey = np.full((60, 60), 245, "uint8")
    cv2.line(grey, (36, 20), (28, 42), 190, 3)
    cv2.line(grey, (22, 20), (36, 20), 20, 3)
    dark = (grey < 120).astype("uint8") * 255
    assert find_stroke(_to_ink(Patch(0, 0, 60, 60, (0, 60)), dark), grey, dark) == ""


def line_of(text: str, ink: int = 60, paper: int = 240):
    """Returns pixels on which a line of text is printed, where its ink is, and the patch around it."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    from loaders.readers.scan_words import Patch, _to_ink
    picture = Image.new("L", (200, 60), paper)
    ImageDraw.Draw(picture).text((40, 15), text, ink, ImageFont.load_default(28))
    grey = np.asarray(picture)
    dark = (grey < (ink + paper) // 2).astype("uint8") * 255
    return grey, dark, _to_ink(Patch(0, 0, 200, 60, (0, 200)), dark)


OPINIONS = [  # what is printed, what the recogniser read, with which confidence, the least and the largest that is left, and whether all digits were seen
    ("27", "27", 0.6, 0.95, 1.0, True), ("27", "21", 0.999, 0.0, 0.3, False), ("5", "6", 0.999, 0.0, 0.3, False), ("622", "62", 0.999, 0.0, 0.3, False),
    ("1,660", "1,660", 0.9, 0.9, 1.0, True), ("1,660", "1.660", 0.95, 0.0, 0.3, False), ("12.5", "12.5", 0.9, 0.9, 1.0, True),
    ("1", "/", 0.999, 0.0, 0.3, False), ("/", "1", 0.999, 0.0, 0.3, False), ("5", "-", 0.999, 0.0, 0.3, False), ("27", "27", 0.2, 0.2, 0.2, True), ("-27", "-27", 0.6, 0.95, 1.0, True), ("5", "-5", 0.999, 0.0, 0.999, False),
]


@needs_ocr
@pytest.mark.parametrize("printed, read, sure, least, most, seen", OPINIONS)
def test_a_figure_is_certain_where_the_shapes_of_its_digits_agree_and_doubted_where_they_differ(printed, read, sure, least, most, seen):
    from loaders.readers.scan_opinion import second_opinion
    grey, _, patch = line_of(printed)
    found, all_seen = second_opinion(patch, read, (sure,) * len(read), grey)
    assert least <= min(found) <= most and all_seen is seen


@needs_ocr
@pytest.mark.parametrize("text, tall, sure, least, most", [("1.660", 3, 0.99, 0.99, 1.0), ("1.660", 5, 0.99, 0.0, 0.3), ("-1.660", 5, 0.99, 0.0, 0.3), ("1.66", 6, 0.99, 0.99, 1.0),
                                                           ("1,660", 9, 0.6, 0.95, 1.0), ("1,660", 5, 0.6, 0.6, 0.6), ("1,66", 9, 0.6, 0.6, 0.6)])
def test_a_dot_before_three_digits_counts_where_it_is_too_small_for_a_comma_and_a_comma_where_it_is_too_long_for_a_dot(text, tall, sure, least, most):
    from loaders.readers.scan_opinion import second_opinion
    grey, _, patch = line_of(text.replace(".", " ").replace(",", " "))
    grey, bottom, left = grey.copy(), patch.y1, patch.x0 + 12 * (1 + text.startswith("-"))
    grey[bottom - min(tall, 5):bottom + max(tall - 5, 0), left:left + 4] = 60
    found, _ = second_opinion(patch, text, (sure,) * len(text), grey)
    assert least <= min(found) <= most


@needs_ocr
@pytest.mark.parametrize("text, figure", [("９2146", "92146"), ("q", "9"), ("件", "14")])
def test_characters_that_look_like_figures_are_read_as_figures_in_a_cell_and_others_are_not(text, figure):
    from loaders.readers.scan_words import Words, _chosen
    grey, dark, patch = line_of(figure)
    read, _ = _chosen(patch, Words(text, (0.6,) * len(text), figure, (0.9,) * len(figure)), grey, dark)
    assert read == (figure if text != "件" else "件")


@needs_ocr
@pytest.mark.parametrize("printed, read, cut, pieces", [("0", "0", 0, 1), ("0", "0", 2, 1), ("0", "0", 5, 2), ("11", "1", 0, 2), ("507", "507", 0, 3)])
def test_the_halves_of_a_broken_figure_are_one_piece_and_two_figures_are_two(printed, read, cut, pieces):
    from loaders.readers.scan_pieces import figure_ink, find_pieces
    grey, _, patch = line_of(printed)
    grey, middle = grey.copy(), (patch.x0 + patch.x1) // 2
    grey[:, middle - cut // 2:middle - cut // 2 + cut] = 240
    assert len(find_pieces(figure_ink(patch, grey), read)) == pieces


@needs_ocr
@pytest.mark.parametrize("text", ["354", "6008", "9,906", "2207", "61.7"])
@pytest.mark.parametrize("blur", [0.8, 1.6])
def test_figures_that_touch_are_parted_where_they_touch(text, blur):
    import cv2
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    from loaders.readers.scan_pieces import find_pieces
    font, places = ImageFont.load_default(26), [12.0]
    for c in text:
        places.append(places[-1] + 0.88 * font.getlength(c))
    grey = np.full((44, 140), 240, "uint8")
    for c, x in zip(text, places):
        picture = Image.new("L", (140, 44), 240)
        ImageDraw.Draw(picture).text((x, 8), c, 40, font)
        grey = np.minimum(grey, np.asarray(picture))
    middles = [(b.x0 + b.x1) / 2 for b in find_pieces(cv2.GaussianBlur(grey, (0, 0), blur), text)]
    assert middles == pytest.approx([x + font.getlength(c) / 2 for c, x in zip(text, places)], abs=3)


@needs_ocr
def test_a_figure_is_whole_though_its_thin_strokes_are_faint_and_no_dirt_or_other_line_is_part_of_it():
    import cv2
    import numpy as np

    from loaders.readers.scan_pieces import Box, find_pieces
    grey = np.full((34, 60), 245, "uint8")
    cv2.line(grey, (24, 8), (24, 26), 20, 2)
    cv2.polylines(grey, [np.array([(24, 8), (14, 20), (30, 20)])], False, 175, 1)  # of a 4 all but the stem
    grey[3:5, 22:24] = 60
    grey[31:, 20:28] = grey[31:, 40:48] = 60
    assert find_pieces(grey, "4") == [Box(14, 7, 31, 28)]


@needs_ocr
@pytest.mark.parametrize("start, end, kept", [(100, 140, True), (99, 142, True), (103, 140, False), (100, 137, False), (91, 140, True), (91, 137, False), (91, 130, False)])
def test_a_short_ruling_line_may_reach_over_those_at_its_ends_but_not_stop_short_of_them(start, end, kept):
    from loaders.readers.pdf_page import Rule
    from loaders.readers.scan_rules import _crossed
    assert bool(_crossed([Rule(200, start, end)], [Rule(100, 50, 400), Rule(140, 50, 400)], True)) is kept


LINES = [(64, 3, [(0, 20), (20, 44)]), (64, 0, [(0, 20), (22, 44)]), (64, 40, [(0, 44)]), (30, 2, [(0, 20), (20, 44)]), (30, 12, [(0, 44)])]


@needs_ocr
@pytest.mark.parametrize("wide, between, lines", LINES)
def test_two_lines_of_text_that_touch_in_a_few_places_are_two(wide, between, lines):
    import numpy as np

    from loaders.readers.scan_page import cell_lines
    dark = np.zeros((44, 80), "uint8")
    dark[:20, :wide] = dark[22:, :wide] = 255
    dark[20:22, :between] = 255
    assert [(top, bottom) for _, top, _, bottom in cell_lines(dark)] == lines


@needs_ocr
def test_thin_faint_figures_between_dark_ruling_lines_are_ink():
    import cv2
    import numpy as np

    from loaders.readers.scan_page import find_ink
    grey = np.full((400, 400), 235, "uint8")
    for at in range(20, 400, 36):  # in a square, lines of both directions have the same place and ends
        cv2.line(grey, (20, at), (380, at), 0, 3)
        cv2.line(grey, (at, 20), (at, 380), 0, 3)
    cv2.line(grey, (182, 172), (182, 192), 190, 2)  # a faint 1 in a cell of 36 × 36 pixels
    ink = find_ink(grey, 1)
    assert ink.dark[170:194, 176:190].any(1).sum() >= 20
    assert abs(int(ink.grey[200, 100]) - 235) <= 2  # a ruling line is painted over as paper, not white


@needs_ocr
@pytest.mark.parametrize("gap, beside, lines", [(0, 0, 1), (0, 10, 1), (3, 0, 1), (3, 10, 0)])
def test_strokes_of_characters_one_above_the_other_are_no_ruling_line(gap, beside, lines):
    import numpy as np

    from loaders.readers.scan_rules import UPRIGHT, _rules
    dark = np.zeros((120, 120), "uint8")
    dark[20:80, 60:62] = 255
    dark[48:48 + gap] = 0
    for at in range(22, 78, 4):
        dark[at:at + 2, 60 - beside:62 + beside] = 255
    assert len(_rules(dark, UPRIGHT, False)) == lines


@needs_ocr
def test_a_stroke_above_a_ruling_line_is_no_part_of_it():
    import cv2
    import numpy as np

    from loaders.readers.scan_page import find_ink
    from loaders.readers.scan_rules import POINT
    grey = np.full((400, 500), 235, "uint8")
    for y, start in ((50, 50), (100, 50), (150, 50), (200, 50), (250, 50)):
        cv2.line(grey, (start, y), (450, y), 0, 2)
    for x, top in ((50, 50), (150, 100), (250, 100), (350, 100), (450, 50)):
        cv2.line(grey, (x, top), (x, 250), 0, 2)
    cv2.line(grey, (250, 64), (250, 90), 60, 2)  # 申 above a line between two columns
    ink = find_ink(grey, 1)
    (middle,) = [r for r in ink.page.vertical if abs(r.at * POINT - 250) < 3]
    assert abs(middle.start * POINT - 100) < 4 and ink.dark[66:88, 248:253].any(1).all()


def test_an_uncertain_number_is_kept_as_words_and_proposed_but_never_stored():
    sample = make(3, {"form_2019"})
    blocks = [Paragraph(b) if isinstance(b, str) else Table(tuple(TableCell(c.text, c.row, c.column, c.row_span, c.column_span, 0.99) for c in b))
              for b in sample.blocks]
    at = next(i for i, b in enumerate(blocks) if isinstance(b, Table) and any("商业企业" in c.text for c in b.cells))
    unsure = [TableCell(c.text, c.row, c.column, c.row_span, c.column_span, 0.4 if (c.row, c.column) == (3, 9) else 0.99) for c in blocks[at].cells]
    blocks[at] = Table(tuple(unsure))
    read = read_tables(find_outline(Document(blocks, "test", "test")))
    printed = sample.requests["received"]["total"]
    assert read.requests["received"]["total"] is None
    cell = next(c for c in read.cells if (c.table, c.row, c.column) == ("requests", "received", "total"))
    assert (cell.value, cell.state, cell.raw, cell.confidence) == (None, "text", str(printed), 0.4)
    (doubt,) = [d for d in read.doubts if d.kind == "low_confidence"]
    assert doubt.proposal == {"received": {"total": printed}}
    assert [(c.table, c.row, c.column) for c in doubt.cells] == [("requests", "received", "total")]


@needs_ocr
def test_an_uncertain_number_among_words_is_hidden():
    from loaders.readers.scan_words import _hidden
    text = "公开信息1203条，占12%"
    assert _hidden(text, (1.0,) * 5 + (0.5,) + (1.0,) * 8) == "公开信息□□□□条，占12%"


def test_without_recognition_a_scan_says_how_to_switch_it_on(monkeypatch):
    monkeypatch.setattr(scan, "is_available", lambda: False)
    with pytest.raises(UnreadableFile) as error:
        read_document(b"\x89PNG\r\n\x1a\n" + bytes(100), "a.png")
    assert error.value.kind == "no_recognition" and "requirements-ocr.txt" in error.value.hint("zh")


@needs_ocr
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(100), b"\xff\xd8\xff" + bytes(500), b"II*\x00" + bytes(60)])
def test_a_damaged_picture_is_named_as_such(data):
    with pytest.raises(UnreadableFile) as error:
        read_document(data, "a.png")
    assert error.value.kind == "truncated"


@needs_ocr
def test_a_blank_page_holds_no_text():
    import numpy as np
    with pytest.raises(UnreadableFile) as error:
        read_document(as_picture(np.full((2339, 1654), 250, "uint8")), "a.png")
    assert error.value.kind == "no_text"


def test_nothing_heavy_is_imported_for_a_file_without_pictures():
    code = ("import sys; from loaders.readers import read_document; from tests.official import html_file;"
            "read_document(html_file(['一、总体情况']), 'a.html'); print([m for m in ('cv2', 'onnxruntime', 'PIL', 'rapidocr', 'numpy') if m in sys.modules])")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
