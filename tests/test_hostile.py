"""Files made to hurt: each ends within the limit, in a document or in one sentence, whatever the format; the caller never notices."""
import io
import random
import struct
import time
import zipfile

import openpyxl
import pytest

from benchmarks.fuzz import damaged, outcome, read_here
from benchmarks.seeds import Seed, seeds
from loaders.errors import KINDS, UnreadableFile
from loaders.readers import READERS, ocr, read_document, sandbox
from loaders.readers.limits import Limits
from loaders.uploads import read_uploads
from tests import official
from tests.filled import filled, report_blocks
from tests.scans import as_picture, as_tiff
from tests.test_archives import packed
from tests.test_readers import many_pages
from tests.test_readers_docx import parts_changed
from tests.test_readers_office import HEAD, KEPT, book, open_document, rich
from tests.test_readers_pdf import canvas_pdf

BLOCKS = report_blocks(filled(5))
HTML = official.html_file(BLOCKS)
MHT = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n%s\n--x--\n"
WORD = official.word_file(["甲", BLOCKS[6]])
BOOK = book(BLOCKS)
WORD_XML = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
ROW = "<table:table-row>{}</table:table-row>"
CELL = "<table:table-cell{}><text:p>1</text:p></table:table-cell>"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "' + "ha" * 500 + '">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdefg", "bcdefgh")) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def open_with(head: str, body: str) -> bytes:
    return parts_changed(open_document("x"), {"content.xml": (head + HEAD.format(body)).encode()})


def sheet_with(content: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    return parts_changed(BOOK, {part: content})


def blank(height: int, width: int):
    import numpy as np
    return np.full((height, width), 255, "uint8")


def far_cells() -> bytes:
    made = openpyxl.Workbook()
    made.active["A1"], made.active["XFD1048576"] = 1, 2
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def many_texts() -> bytes:
    """A Word 97 file whose piece table names the same bytes again and again."""
    data = bytearray(KEPT["report_2021_5"])
    start = data.index(b"\xec\xa5")
    data[start + 0x4C:start + 0x50] = struct.pack("<I", 0x7FFFFFFF)
    return bytes(data)


def ten_thousand(format: str) -> bytes:
    """A document of 10,000 cells."""
    if format == "html":
        return b"<table>" + (b"<tr>" + b"<td>1" * 50) * 200 + b"</table>"
    if format == "mht":
        return MHT % ten_thousand("html")
    if format in ("text", "csv", "bars"):
        return ({"text": "\t", "csv": ",", "bars": " | "}[format].join(["1"] * 50) + "\n").encode() * 200
    if format == "pdf":
        return canvas_pdf(lambda canvas: [canvas.grid([40 + 10 * i for i in range(51)], [40 + 3.6 * i for i in range(201)]), canvas.setFont("Helvetica", 3),
                                          *(canvas.drawString(44 + 10 * c, 41 + 3.6 * r, "1") for r in range(200) for c in range(50))])
    if format == "docx":
        body = "<w:tbl>" + ("<w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 50 + "</w:tr>") * 200 + "</w:tbl>"
        return parts_changed(WORD, {"word/document.xml": WORD_XML.format(body).encode()})
    if format == "odt":
        return open_document("<table:table>" + ROW.format(CELL.format("") * 50) * 200 + "</table:table>")
    if format == "rtf":
        return rich((r"\trowd" + "".join(rf"\cellx{100 * i}" for i in range(1, 51)) + r"\pard\intbl" + r" 1\cell" * 50 + r"\row") * 200 + r"\pard x\par")
    made = openpyxl.Workbook()
    for _ in range(200):
        made.active.append([1] * 50)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


HOSTILE = {  # what it is -> (the file, what may come of it)
    "a bomb in OpenDocument": (lambda: open_with("", "<text:p>" + "0" * 60_000_000 + "</text:p>"), {"read", "too_large"}),
    "a packed bomb in a workbook": (lambda: sheet_with(b" " * 150_000_000), {"too_large"}),
    "a billion laughs in OpenDocument": (lambda: open_with(LAUGHS, "<text:p>&h;</text:p>"), {"truncated", "empty"}),
    "a billion laughs in a workbook": (lambda: sheet_with((LAUGHS + "<worksheet><sheetData><row><c r='A1' t='str'><v>&h;</v></c></row></sheetData></worksheet>").encode()), {"truncated", "empty", "read"}),
    "an outside entity in OpenDocument": (lambda: open_with(OUTSIDE, "<text:p>x&f;</text:p>"), {"read", "truncated"}),
    "repeated cells": (lambda: open_document("<table:table>" + ROW.format(CELL.format(" table:number-columns-repeated='999999'")) * 50 + "</table:table>"), {"too_large"}),
    "repeated rows": (lambda: open_document("<table:table><table:table-row table:number-rows-repeated='999999'>" + CELL.format("") * 9 + "</table:table-row></table:table>"), {"too_large"}),
    "wide spans": (lambda: open_document("<table:table>" + ROW.format(CELL.format(" table:number-columns-spanned='999999' table:number-rows-spanned='999999'") * 30) * 30 + "</table:table>"), {"read", "too_large"}),
    "sections in sections": (lambda: open_document("<text:section>" * 200 + "<text:p>x</text:p>" + "</text:section>" * 200), {"truncated", "too_large"}),
    "cells far apart": (far_cells, {"too_large"}),
    "groups in groups": (lambda: rich("{" * 500_000 + "x"), {"too_large", "truncated"}),
    "tables in tables in rich text": (lambda: rich(r"\pard\intbl\itap2000000000 x\nestcell\nestrow"), {"too_large"}),
    "binary data to the end": (lambda: rich(r"{\pict\bin2147483647 " + "x" * 99 + "}"), {"truncated"}),
    "a word without end": (lambda: b"{\\rtf1 \\" + b"a" * 5_000_000, {"truncated", "empty"}),
    "200,000 parts in a saved page": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n\na\n" * 200_000, {"too_large", "truncated"}),
    "messages in messages": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\nContent-Type: message/rfc822\n\n" * 3_000, {"truncated", "crashed", "too_large"}),
    "a Word 97 file that counts wrongly": (many_texts, {"read", "truncated"}),
    "a PDF of 1,000 pages": (lambda: many_pages(1000), {"no_text"}),
    "a PDF of 1,000 pages of text": (lambda: canvas_pdf(lambda canvas: [(canvas.drawString(90, 700 - 20 * line, f"page {page} line {line}"), line == 9 and canvas.showPage()) for page in range(1000) for line in range(10)]), {"read"}),
    "a Word file of 1,000 pages": (lambda: parts_changed(WORD, {"word/document.xml": WORD_XML.format("".join(f"<w:p><w:r><w:t>{page}.{line * page % 977}.{page * page * line % 9973}</w:t></w:r></w:p>" for page in range(1000) for line in range(20))).encode()}), {"read"}),
    "a picture of 1,000 pages": (lambda: as_tiff([blank(64, 64)] * 1000), {"too_large", "no_recognition"}),
    "a picture of 121 million points": (lambda: as_picture(blank(11_000, 11_000)), {"too_large", "no_recognition"}),
    "an outside entity in a workbook": (lambda: sheet_with((OUTSIDE + "<worksheet><sheetData><row><c r='A1' t='str'><v>x&f;</v></c></row></sheetData></worksheet>").encode()), {"read", "truncated", "empty"}),
    **{f"10,000 cells in {format}": (lambda format=format: ten_thousand(format), {"read"}) for format in ("html", "mht", "text", "csv", "bars", "docx", "odt", "rtf", "xlsx", "pdf")},
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_end_soon_and_say_why(what):
    make, allowed = HOSTILE[what]
    data = make()
    begin = time.perf_counter()
    try:
        found = sandbox.read_safely(data, "hostile", chosen=Limits(seconds=25))
        outcome = "read"
        assert "root:" not in str(found.blocks[:5])
    except UnreadableFile as error:
        outcome = error.kind
        assert error.message() and error.hint() and "\n" not in error.message()
    assert outcome in allowed, outcome
    assert time.perf_counter() - begin < 27


def test_archives_made_to_hurt_give_one_sentence_each():
    inner = packed({"0.txt": b"0" * 20_000_000})
    nested = inner
    for depth in range(30):
        nested = packed({f"{depth}.zip": nested})
    wide = packed({f"{i}.zip": packed({f"{k}.zip": packed({f"{n}.txt": b"" for n in range(30)}) for k in range(30)}) for i in range(30)})  # 27,000 files
    cases = {"flat": inner, "nested": nested, "wide": wide, "traversal": packed({"../../../tmp/evil.txt": b"", "/etc/evil.txt": b""})}
    begin = time.perf_counter()
    found = {name: [(upload[0], result.kind) for upload, result in read_uploads([(name, data, None)])] for name, data in cases.items() if name != "wide"}
    assert {name: {kind for _, kind in outcomes} for name, outcomes in found.items()} == {"flat": {"too_large"}, "nested": {"too_large"}, "traversal": {"empty"}}
    assert [name for name, _ in found["traversal"]] == ["traversal/tmp/evil.txt", "traversal/etc/evil.txt"]
    from loaders.archives import expand
    outcomes = [content for _, content in expand(wide, "wide")]
    assert len(outcomes) <= Limits().parts + 1 and outcomes[-1].kind == "too_large"
    assert time.perf_counter() - begin < 60


def test_an_archive_that_holds_itself_comes_to_an_end():
    """A ZIP archive can be made to hold itself; here the inner one is a copy, to the limit and beyond."""
    data = packed({"x.txt": b"x"})
    for _ in range(8):
        data = packed({"r.zip": data, "s.zip": data})
    outcomes = list(read_uploads([("r.zip", data, None)]))
    assert {result.kind for _, result in outcomes} == {"too_large"} and len(outcomes) == 2 ** Limits().archives


TENTHS = {  # kind of file -> what may come of one to nine tenths of it: what is left of a page or a text is still one
    "pdf": {"truncated"}, "docx": {"truncated"}, "doc": {"truncated"}, "rtf": {"truncated"}, "odt": {"truncated"}, "sheet": {"truncated"}, "json": {"wrong_schema"},
    "archive": {"truncated"}, "encrypted": {"truncated"}, "packed": {"packed", "unknown_format"}, "mht": {"read"}, "html": {"read"}, "text": {"read", "not_a_report", "empty"},
    "scan": {"truncated"}, "scanned pdf": {"truncated"}, "picture inside": {"truncated", "read"},
}
PICTURES = ("scan", "scanned pdf", "picture inside")
FLIPPED = {"encrypted": 6, "scan": 4, "scanned pdf": 1, "picture inside": 3}  # files; those of other kinds cost less


@pytest.fixture(scope="module")
def whole() -> dict[str, list[Seed]]:
    """Small whole files of every kind that is read."""
    return seeds(office=False)


def test_every_reader_has_files_that_are_damaged(whole):
    assert set(whole) == set(TENTHS) - set(() if ocr.is_available() else PICTURES)
    assert set(READERS) - set(whole) == set(() if ocr.is_available() else ["scan"])
    assert {outcome(read_here, file)[0] for kind, files in whole.items() for file in files if kind not in PICTURES} == {"read", "not_a_report", "packed", "unknown_format"}


@pytest.mark.parametrize("kind", TENTHS)
def test_truncations_at_every_tenth(kind, whole):
    for data, password in whole.get(kind, ()):
        found = [outcome(read_here, Seed(data[:len(data) * tenth // 10], password))[0] for tenth in range(1, 10)]
        assert set(found) <= TENTHS[kind], found


@pytest.mark.parametrize("kind", TENTHS)
def test_flipped_bits_give_reports_or_one_sentence(kind, whole):
    chance = random.Random(7)
    for data, password in (whole.get(kind, ()) * 30)[:FLIPPED.get(kind, 30)]:
        changed = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        found, error = outcome(read_here, Seed(bytes(changed), password))
        assert found == "read" or found in KINDS, f"{found} {error!r}"


def test_damage_of_all_sorts_gives_reports_or_one_sentence(whole):
    """The first of the files of benchmarks/fuzz.py, without those of an office program."""
    found = [(number, *outcome(read_here, damaged(number, whole)[1])) for number in range(140)]
    assert [one for one in found if one[1] != "read" and one[1] not in KINDS] == []


def test_panics_of_a_library_are_one_sentence():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + KEPT["report_2021_5"][8:30_000].replace("WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le"))
    with pytest.raises(UnreadableFile) as caught:
        read_document(data, "a.xls")
    assert caught.value.kind in ("truncated", "unknown_format")


def test_names_and_contents_of_packages_never_leave_them():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr("content.xml", HEAD.format("<text:p>x<draw:frame><draw:image xlink:href='../../../etc/passwd'/></draw:frame><draw:frame><draw:image xlink:href='file:///etc/passwd'/></draw:frame></text:p>"))
    assert len(read_document(stream.getvalue(), "a.odt").blocks) == 1
