"""Reading one report in each format against the floor of that format, in one run, on files made in the run.

    python -m benchmarks.readers [ROUNDS]        # by default 15

Floors: docx and odt unzip and lxml parse of the body; html lxml parse; pdf pdfium's page texts; text strict decoding and splitting into lines;
doc its streams; rtf its control words; sheet and xls calamine's values; mht the message and lxml parse; scan, of two pages, the recogniser's own
time for the lines that were cut out.
The last column reads the same file in the process of its own that stands between the dashboard and files from outside.
"""
import email
import io
import re
import sys
import tempfile
import time
import zipfile
from functools import lru_cache
from pathlib import Path
from unittest import mock

import lxml.etree
import lxml.html
import olefile
import pypdfium2
import python_calamine

from loaders.readers import ocr, read_document, sandbox
from tests import convert
from tests.filled import filled, report_blocks
from tests.generator import make
from tests.official import as_lines, html_file, text_file, word_file
from tests.scans import pages_of, scanned_pdf
from tests.test_readers_office import book

STYLE = "table{border-collapse:collapse;width:100%}td{border:1px solid #000;padding:4px;text-align:center}p{text-indent:2em}"


def floor_docx(data: bytes):
    return lxml.etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def floor_odt(data: bytes):
    return lxml.etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))


def floor_doc(data: bytes):
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        return [ole.openstream(stream).read() for stream in ("WordDocument", "1Table")]


def floor_sheet(data: bytes):
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def floor_mht(data: bytes):
    return lxml.html.document_fromstring(email.message_from_bytes(data).get_payload()[0].get_payload(decode=True))


def floor_pdf(data: bytes):
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_bounded() for page in document]


def floor_scan(data: bytes):
    return ocr.recognise(_lines(data))


@lru_cache
def _lines(data: bytes) -> list:
    """Returns the pieces of the picture that the reader gives to the recogniser."""
    found = []
    with mock.patch.object(scan_words, "recognise", lambda lines: found.extend(lines) or ocr.recognise(lines)):
        read_document(data, "scan")
    return found


if ocr.is_available():
    from loaders.readers import scan_words

FLOORS = {"xls": floor_sheet, "scan": floor_scan, "doc": floor_doc, "odt": floor_odt, "rtf": re.compile(rb"\\[a-z]+-?\d*|[^\\]+").findall, "sheet": floor_sheet, "mht": floor_mht,
          "docx": floor_docx, "html": lxml.html.document_fromstring, "pdf": floor_pdf, "text": lambda data: data.decode().splitlines()}


def make_files() -> dict[str, bytes]:
    """Returns format -> one report of about two thousand characters and its three tables; the PDF only where a browser is there."""
    blocks = report_blocks(filled(1), sentences=20)
    files = {"docx": word_file(blocks), "html": html_file(blocks, style=STYLE), "text": text_file(blocks, as_lines)}
    files["mht"] = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n" + files["html"] + b"\n--x--\n"
    files["sheet"] = book(blocks)
    if convert.SOFFICE:
        with tempfile.TemporaryDirectory() as folder:
            files |= {ending: convert.convert(Path(folder), {"a.docx": files["docx"]}, ending)["a"] for ending in ("doc", "rtf", "odt")}
            files["xls"] = convert.convert(Path(folder), {"a.xlsx": files["sheet"]}, "xls")["a"]
    else:
        print(f"no .doc, .rtf, .odt, .xls: {convert.WHY}", file=sys.stderr)
    try:
        from tests.official import pdf_files
        files["pdf"] = pdf_files({"a": files["html"]})["a"]
    except Exception as error:
        print(f"no PDF: {error}", file=sys.stderr)
    if ocr.is_available() and "pdf" in files:
        files["scan"] = scanned_pdf(pages_of(make(1, {"blanks"}), 200))
    return files


def best(function, rounds: int) -> float:
    """Returns the median of several runs in milliseconds, after one that warms up."""
    times = []
    for _ in range(rounds + 1):
        begin = time.perf_counter()
        function()
        times.append((time.perf_counter() - begin) * 1000)
    return sorted(times[1:])[rounds // 2]


def main(most: int) -> None:
    print(f"{'format':8}{'bytes':>9}{'floor ms':>10}{'read ms':>10}{'× floor':>9}{'in its own process ms':>24}")
    for format, data in make_files().items():
        rounds = 1 if format == "scan" else most
        floor, ours = best(lambda: FLOORS[format](data), rounds), best(lambda: read_document(data, format), rounds)
        apart = best(lambda: sandbox.read_safely(data, format), rounds)
        print(f"{format:8}{len(data):9,}{floor:10.2f}{ours:10.2f}{ours / floor:9.1f}{apart:24.2f}")
    sandbox.close_all()
    begin = time.perf_counter()
    sandbox.read_safely("一、总体情况".encode(), "a.txt")
    print(f"first file in a fresh process: {(time.perf_counter() - begin) * 1000:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
