"""Files made to hurt: each ends within the limit, in a document or in one sentence, whatever the format; the caller never notices."""
import io
import struct
import time
import zipfile

import openpyxl
import pytest

from loaders.errors import UnreadableFile
from loaders.readers import read_document, sandbox
from loaders.readers.limits import Limits
from loaders.uploads import read_uploads
from tests import official
from tests.filled import filled, report_blocks
from tests.test_archives import packed
from tests.test_readers import many_pages
from tests.test_readers_docx import parts_changed
from tests.test_readers_office import HEAD, KEPT, book, open_document, rich

BLOCKS = report_blocks(filled(5))
HTML = official.html_file(BLOCKS)
MHT = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n%s\n--x--\n"
WORD = official.word_file(["甲", BLOCKS[6]])
BOOK = book(BLOCKS)
ROW = "<table:table-row>{}</table:table-row>"
CELL = "<table:table-cell{}><text:p>1</text:p></table:table-cell>"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "' + "ha" * 500 + '">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdefg", "bcdefgh")) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def open_with(head: str, body: str) -> bytes:
    return parts_changed(open_document("x"), {"content.xml": (head + HEAD.format(body)).encode()})


def sheet_with(content: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    return parts_changed(BOOK, {part: content})


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
    if format == "text":
        return ("\t".join(["1"] * 50) + "\n").encode() * 200
    if format == "docx":
        body = "<w:tbl>" + ("<w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 50 + "</w:tr>") * 200 + "</w:tbl>"
        return parts_changed(official.word_file(["x"]), {"word/document.xml": f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'.encode()})
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
    **{f"10,000 cells in {format}": (lambda format=format: ten_thousand(format), {"read"}) for format in ("html", "text", "docx", "odt", "rtf", "xlsx")},
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


WHOLE = {"docx": WORD, "doc": KEPT["report_2021_5"], "rtf": rich(r"\par ".join(f"\\u{ord(c)}?" * 20 for c in "政府信息公开") + r"\par"), "odt": open_document("<text:p>正文</text:p>" * 50),
         "xlsx": BOOK, "html": HTML, "mht": MHT % HTML, "text": official.text_file(BLOCKS)}
SURVIVE = {"html", "mht", "text"}  # what is left of a page is still a page


@pytest.mark.parametrize("format", WHOLE)
def test_truncations_at_every_tenth(format):
    data = WHOLE[format]
    assert read_document(data, "a").blocks
    for tenth in range(1, 10):
        try:
            assert read_document(data[:len(data) * tenth // 10], "a").blocks and format in SURVIVE, f"{tenth} tenths"
        except UnreadableFile as error:
            assert error.kind in {"truncated", "empty"}, f"{tenth} tenths: {error.kind}"


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
