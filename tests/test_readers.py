"""Reading files from outside: the format by content, one clear error for what cannot be read, and limits that hold."""
import io
import os
import signal
import threading
import time
import zipfile
import zlib

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from loaders.document import Document, Paragraph, Picture, Table, TableCell
from loaders.errors import DETAILS, KINDS, UnreadableFile
from loaders.readers import READERS, find_format, limits, read_document, sandbox, wire
from loaders.readers.limits import Limits
from report.language import catalogue
from report.model import Doubt
from tests import official
from tests.filled import filled, report_blocks
from tests.test_readers_docx import parts_changed
from tests.test_readers_pdf import canvas_pdf, printed, ruled

BLOCKS = report_blocks(filled(5))
FILES = {"docx": official.word_file(BLOCKS), "html": official.html_file(BLOCKS), "pdf": printed(BLOCKS), "text": official.text_file(BLOCKS)}


def kind_of(data: bytes, name: str = "a.bin", password: str | None = None) -> str:
    """The kind of the error that reading gives, or "read"."""
    try:
        read_document(data, name, password)
    except UnreadableFile as error:
        assert error.kind in KINDS and error.message("zh") and error.message("en") and error.hint()
        return error.kind
    return "read"


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.html", "a.txt", "a.xyz", "报告"])
@pytest.mark.parametrize("format", FILES)
def test_the_content_decides_not_the_name(format, name):
    document = read_document(FILES[format], name)
    assert (document.format, document.reader) == (format, format)
    assert sum(isinstance(b, Table) for b in document.blocks) == 3


@pytest.mark.parametrize("data, kind", [
    (b"", "empty"), (b" \r\n\t\x00", "empty"), (b"\xef\xbb\xbf", "empty"), (b"PK\x03\x04 and no more", "truncated"), (b"PK\x05\x06" + b"\0" * 18, "empty"),
    (b"%PDF-1.7 and no more", "truncated"), (b"%PDF-1.7 nothing %%EOF", "truncated"), (b"GIF89a" + b"\0" * 99, "unknown_format"),
    (bytes(range(256)) * 50, "unknown_format"), (b"MZ\x90\x00" + b"\0\1\2" * 99, "unknown_format"), (b"<html><body></body></html>", "empty"), (b"<html><frameset><frame src='a/sheet001.htm'></frameset>", "hollow_page"), (b"<div id=app></div><script src=app.js></script>", "hollow_page"),
    (b"[bookmark: x]", "empty"), (b"<p><img src='a.png'></p>", "no_text"), (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "unknown_format"), (FILES["docx"][:2000], "truncated"), (FILES["pdf"][:-500], "truncated"),
])
def test_what_cannot_be_read_says_why(data, kind):
    assert kind_of(data) == kind


def test_archives_are_no_documents():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.bin", b"\0")
    assert kind_of(stream.getvalue()) == "packed"


def test_an_encrypted_word_file_opens_with_its_password():
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(FILES["docx"])).encrypt("secret", locked)
    assert msoffcrypto.OfficeFile(locked).is_encrypted()
    assert [kind_of(locked.getvalue(), "a.docx", p) for p in (None, "", "wrong", "secret")] == ["encrypted", "encrypted", "wrong_password", "read"]
    damaged = bytearray(locked.getvalue())
    damaged[9_000:20_000] = bytes(11_000)
    assert [kind_of(bytes(damaged), "a.docx", p) for p in ("wrong", "secret")] == ["wrong_password", "truncated"]  # whose fault it is


def test_every_message_has_its_chinese():
    known = catalogue("zh")._catalog if hasattr(catalogue("zh"), "_catalog") else {}
    words = [w for pair in KINDS.values() for w in pair] + list(DETAILS)
    assert [w for w in words if catalogue("zh").gettext(w) == w and w != "{size} MB"] == [], len(known)
    error = UnreadableFile("truncated", "甲.docx", detail="{part} is missing", part="word/document.xml")
    assert error.message("zh") == "文件“甲.docx”已损坏或不完整（缺少word/document.xml）。"
    assert error.message("en") == "The file 甲.docx is damaged or cut off (word/document.xml is missing)."


W = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
LINE = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def word_with(body: str) -> bytes:
    return parts_changed(official.word_file(["x"]), {"word/document.xml": body.encode()})


def pdf_bomb() -> bytes:
    """A PDF whose page is 110 MB of operators, packed to less than 1 MB."""
    packed = zlib.compress(b"q 1 0 0 1 0 0 cm Q\n" * 6_000_000, 9)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
    return head + b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


HOSTILE = {  # what it is -> (the file, what may come of it)
    "a zip bomb": (lambda: word_with(W.format(LINE.format("0" * 60_000_000))), {"too_large"}),
    "many zip bombs": (lambda: parts_changed(official.word_file(["x"]), {"word/styles.xml": b" " * 120_000_000, "docProps/core.xml": b" " * 120_000_000}), {"too_large"}),
    "a billion laughs": (lambda: word_with('<!DOCTYPE x [<!ENTITY a "' + "ha" * 500 + '">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdefg", "bcdefgh")) + "]>" + W.format(LINE.format("&h;"))), {"truncated", "empty"}),
    "an outside entity": (lambda: word_with('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + W.format(LINE.format("x&f;"))), {"read", "truncated"}),
    "tables in tables in Word": (lambda: word_with(W.format("<w:tbl><w:tr><w:tc>" * 500 + LINE.format("x") + "</w:tc></w:tr></w:tbl>" * 500)), {"truncated", "too_large"}),
    "spans of 1,000 in Word": (lambda: word_with(W.format("<w:tbl>" + "".join("<w:tr>" + f'<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr>{LINE.format(1)}</w:tc>' * 100 + "</w:tr>" for _ in range(50)) + "</w:tbl>")), {"read"}),
    "spans of 1,000 in a page": (lambda: b"<table>" + (b"<tr>" + b"<td colspan=1000 rowspan=1000>1" * 30) * 200 + b"</table>", {"read", "too_large"}),
    "spans that never meet": (lambda: b"<table>" + b"".join(b"<tr>" + b"<td>" * r + b"<td rowspan=60000 colspan=%d>1" % (r * 7 + 1) for r in range(600)) + b"</table>", {"read", "too_large"}),
    "a table of 400,000 cells": (lambda: b"<table>" + (b"<tr>" + b"<td>1" * 200) * 2000 + b"</table>", {"too_large"}),
    "elements in elements": (lambda: b"<html>" + b"<div>" * 200_000, {"too_large"}),
    "tables in tables": (lambda: b"<html>" + b"<table><tr><td>" * 3000 + b"x", {"read"}),
    "a page of bars": (lambda: (b"|" * 500 + b"\n") * 5000, {"empty", "read", "too_large"}),
    "figures under one another": (lambda: "甲\n乙\n3\n".encode() * 10_000, {"read", "too_large"}),
    "tabs": (lambda: b"\t" * 2_000_000, {"empty", "no_text", "read", "too_large"}),
    "20 MB of text": (lambda: ("情况说明一二三" * 30 + "\n").encode() * 32_000, {"read"}),
    "a PDF stream bomb": (pdf_bomb, {"no_text", "too_large", "crashed", "too_slow"}),
    "a PDF of 2,100 pages": (lambda: many_pages(2100), {"too_large"}),
    "a PDF whose pages are a loop": (lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", {"no_text", "truncated", "crashed"}),
}


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (3 + i) for i in range(count))
    pages = b"".join(b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n" % (3 + i) for i in range(count))
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count " + b"%d/Kids[" % count + kids + b"]>>endobj\n" + pages + b"trailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_end_soon_and_say_why(what):
    make, allowed = HOSTILE[what]
    data = make()
    begin = time.perf_counter()
    try:
        found = sandbox.read_safely(data, "hostile", chosen=Limits(seconds=25))
        outcome = "read"
        assert "root:" not in "".join(b.text for b in found.blocks if isinstance(b, Paragraph))
    except UnreadableFile as error:
        outcome = error.kind
        assert error.message() and error.hint()
    assert outcome in allowed
    assert time.perf_counter() - begin < 27


def test_the_reading_process_gives_the_same_document():
    for name, data in FILES.items():
        assert sandbox.read_safely(data, name) == read_document(data, name)


def test_a_report_is_parsed_at_arms_length():
    report = sandbox.parse_safely(FILES["docx"], "a.docx")
    assert (report.year, report.source.name, report.source.format) == (2023, "a.docx", "docx")


def test_errors_cross_the_border_whole():
    with pytest.raises(UnreadableFile) as caught:
        sandbox.read_safely(b"%PDF-1.7 nothing", "甲.pdf")
    assert (caught.value.kind, caught.value.values) == ("truncated", {"name": "甲.pdf", "detail": "the end of the file is missing"})


def test_progress_is_told_page_by_page():
    told = []
    sandbox.read_safely(FILES["pdf"], "a.pdf", progress=lambda done, all_: told.append((done, all_)))
    assert told and told[-1][0] == told[-1][1] == len(told)


def stopped_while_reading(act) -> UnreadableFile:
    """The error of a read whose process `act(pid)` ends or stops, while it waits for a file that never comes whole."""
    process = sandbox.Process(Limits(seconds=2))
    threading.Timer(0.5, act, [process._process.pid]).start()
    ask = process._process.stdin.write
    process._process.stdin = type("Slow", (), {"write": lambda self, data: ask(data[:10] if len(data) > 500 else data), "flush": lambda self: None, "close": lambda self: None})()
    with pytest.raises(UnreadableFile) as caught:
        process.ask("document", FILES["text"], "a.txt", None, None)
    assert not process.alive
    return caught.value


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals here")
def test_a_killed_reader_is_a_crash_and_the_next_file_is_read():
    error = stopped_while_reading(lambda pid: os.kill(pid, signal.SIGKILL))
    assert (error.kind, error.values["code"]) == ("crashed", -signal.SIGKILL)
    assert len(sandbox.read_safely(FILES["text"], "a.txt").blocks) == len(BLOCKS)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no signals here")
def test_a_hanging_reader_is_stopped():
    begin = time.perf_counter()
    error = stopped_while_reading(lambda pid: os.kill(pid, signal.SIGSTOP))
    assert (error.kind, error.values["seconds"]) == ("too_slow", 2)
    assert time.perf_counter() - begin < 5


@pytest.mark.skipif(os.name != "posix", reason="memory is limited on POSIX systems only")
def test_memory_is_limited():
    with pytest.raises(UnreadableFile) as caught:
        sandbox.read_safely("规章，情况说明。\n".encode() * 3_000_000, "a.txt", chosen=Limits(memory_bytes=300_000_000))
    assert caught.value.kind in ("too_large", "crashed")


def test_files_in_parallel_do_not_mix():
    found = {}

    def read(name):
        found[name] = sandbox.read_safely(FILES[name], name).format

    threads = [threading.Thread(target=read, args=[name]) for name in FILES]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert found == {name: name for name in FILES}


def test_a_reading_process_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:pw@host/db")
    monkeypatch.setenv("DISCLOSURE_LIMIT_PAGES", "7")
    assert "DATABASE_URL" not in sandbox._environment() and sandbox._environment()["DISCLOSURE_LIMIT_PAGES"] == "7"


def test_a_process_that_filled_up_makes_way_for_a_fresh_one():
    small = Limits(memory_bytes=120_000_000)
    for _ in range(3):
        assert len(sandbox.read_safely(FILES["text"], "a.txt", chosen=small).blocks) == len(BLOCKS)


def test_limits_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("DISCLOSURE_LIMIT_SECONDS", "2.5")
    monkeypatch.setenv("DISCLOSURE_LIMIT_FILE_BYTES", "5_000")
    monkeypatch.setenv("DISCLOSURE_LIMIT_PAGES", "many")
    found = Limits.from_environment()
    assert (found.seconds, found.file_bytes, found.pages) == (2.5, 5000, Limits().pages)
    monkeypatch.setattr(limits, "_current", found)
    assert kind_of(b"x" * 5001) == "too_large"


def test_a_document_crosses_as_json():
    document = Document([Paragraph("甲\ud800", 2), Table((TableCell("1", 0, 0, 2, 1, 0.5), TableCell("", 0, 1)), 3, False), Picture("图", 1, b"\x00\xff"), Picture()],
                        "pdf", "pdf", "http://x.gov.cn", ["页眉"], [Doubt(kind="k", message="m", where="w", values={"count": 1})])
    assert wire.load_document(wire.dump_document(document)) == document


def test_every_reader_is_one_line_and_one_module():
    from importlib import import_module
    for format, reader in READERS.items():
        assert callable(import_module(reader.module).read), format
    assert find_format(canvas_pdf(ruled), "a") == "pdf"
