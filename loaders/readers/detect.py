"""Which format some bytes are of, by their content alone: quick looks, no parsing, no imports of heavy libraries."""
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePath

BLANK = b" \t\r\n\x00\x0b\x0c\xef\xbb\xbf"
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError, RuntimeError)  # what a broken ZIP file raises
HEAD = 1024  # a PDF's mark may stand behind some junk, within this many bytes
LOOK = 65536
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds an Office file behind a password
WORD_STREAM = "WordDocument".encode("utf-16-le")
BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))  # streams of Excel 97 and Excel 95
MHT_START = re.compile(rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,40}?content-type:\s*(?:multipart/related|text/html)", re.I)  # "MIME-Version: 1.0\nContent-Type: multipart/related"
NO_FILES = b"PK\x05\x06" + bytes(6)  # a ZIP archive of no files
XML = {b"office/word/2003": "Word XML", b"2006/xmlPackage": "Word XML", b"Word.Document": "Word XML", b"office:spreadsheet": "Excel XML", b"Excel.Sheet": "Excel XML"}  # marks in such a file's head
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")  # RAR, 7z, gzip, bzip2, xz
PACKAGE_PARTS = frozenset(("[Content_Types].xml", "mimetype", "word/document.xml", "xl/workbook.xml", "OFD.xml"))  # parts that only documents have
JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*(?:\"|\})")  # '{"schema":'
OTHER_OPEN = re.compile(rb"opendocument\.(?!text)")  # "application/vnd.oasis.opendocument.spreadsheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML_START = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|h[1-6]|center|font|!--)[\s>/-]", re.I)  # "<!DOCTYPE html>"
HTML_BODY = re.compile(rb"<(?:html|body|head)[\s>]|<table[\s>][^\x00]{0,4000}?<t[dr][\s>]", re.I)  # "<html lang=zh>"
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")  # bytes that no text has
ENDINGS = frozenset("pdf png jpg jpeg tif tiff bmp docx docm doc wps rtf odt xls xlsx xlsb et mht mhtml html htm txt md csv json zip".split())  # of names, in what is read
SIGNATURES = {b"PK": "ZIP", OLE: "OLE", b"{\\rtf": "RTF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP",
              b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"MZ": "EXE", b"%OFD": "OFD"}


def is_zip(data: bytes) -> bool:
    """Returns whether the bytes begin as a ZIP archive."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


@lru_cache(maxsize=2)
def zip_names(data: bytes) -> tuple[str, ...]:
    """Returns the names in a ZIP archive's directory; nothing where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(archive.namelist())
    except Exception:  # zipfile raises many kinds for damaged directories
        return ()


def is_pdf(data: bytes) -> bool:
    """Returns whether the bytes are a PDF."""
    return b"%PDF-" in data[:HEAD]


def is_picture(data: bytes) -> bool:
    """Returns whether the bytes are a picture of pages: PNG, JPEG, TIFF or BMP."""
    return data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")) or (data.startswith(b"BM") and data[6:10] == bytes(4))


def is_docx(data: bytes) -> bool:
    """Returns whether the bytes are a Word document of 2007 or later (.docx, .docm, .dotx)."""
    return is_zip(data) and any(n.startswith("word/") and n.endswith(".xml") for n in zip_names(data))


def is_cut_off(data: bytes) -> bool:
    """Returns whether the bytes are the beginning of a file of one of these kinds whose end, with the list of its parts, is missing."""
    if data.startswith(OLE):
        size, first = 1 << min(int.from_bytes(data[30:32], "little"), 12), int.from_bytes(data[48:52], "little")  # of a sector; the list's first
        return (first + 2) * size > len(data)
    return is_zip(data) and not zip_names(data)


def is_encrypted(data: bytes) -> bool:
    """Returns whether the bytes are an Office file of 2007 or later behind a password."""
    return data.startswith(OLE) and ENCRYPTED in data


def is_doc(data: bytes) -> bool:
    """Returns whether the bytes are a Word or WPS document of before 2007 (.doc, .wps)."""
    return data.startswith(OLE) and WORD_STREAM in data


def is_rtf(data: bytes) -> bool:
    """Returns whether the bytes are rich text."""
    return data.lstrip(BLANK).startswith(b"{\\rt")


def is_odt(data: bytes) -> bool:
    """Returns whether the bytes are an OpenDocument text (.odt, .ott)."""
    return is_zip(data) and "content.xml" in zip_names(data) and not OTHER_OPEN.search(data[:200])


def is_sheet(data: bytes) -> bool:
    """Returns whether the bytes are a workbook: .xls, .xlsx, .xlsb or .et."""
    if is_zip(data):
        names = zip_names(data)
        return "xl/workbook.xml" in names or "xl/workbook.bin" in names
    return data.startswith(OLE) and any(stream in data for stream in BOOKS)


def is_mht(data: bytes) -> bool:
    """Returns whether the bytes are a web page saved with its pictures in one file (.mht)."""
    head = data[:LOOK].lstrip(BLANK)
    return bool(MHT_START.match(head)) and not CONTROL.search(head[:HEAD])


def is_archive(data: bytes) -> bool:
    """Returns whether the bytes are a ZIP archive of files, and no document of its own."""
    return is_zip(data) and is_list_of_files(zip_names(data))


def is_list_of_files(names: Sequence[str]) -> bool:
    """Returns whether the names in a ZIP archive are files of people rather than the parts of one document."""
    return bool(names) and not any(name in PACKAGE_PARTS for name in names)


def is_packed(data: bytes) -> bool:
    """Returns whether the bytes are an archive of any kind."""
    return is_archive(data) or data.startswith(PACKED)


def is_json(data: bytes) -> bool:
    """Returns whether the bytes look like JSON: an object, or a list of them."""
    return bool(JSON_START.match(data[:LOOK]))


def is_html(data: bytes) -> bool:
    """Returns whether the bytes are a web page or a part of one; the encoding does not matter."""
    head = _narrow(data)
    return bool(HTML_START.match(head) or HTML_BODY.search(head)) and not CONTROL.search(head[:HEAD])


def is_text(data: bytes) -> bool:
    """Returns whether the bytes can be plain text in one of the encodings of encodings.py."""
    head = _narrow(data)
    if head.lstrip(BLANK).startswith(b"<?xml"):
        return False
    if data[:4].startswith(tuple(SIGNATURES)) and CONTROL.search(head):
        return False
    return len(CONTROL.findall(head)) * 500 <= len(head)


def describe(data: bytes, name: str) -> str:
    """Returns a short name of a format that is not read, for the message: its signature; the name's ending where that says more."""
    head = _narrow(data)
    if head.lstrip(BLANK).startswith(b"<?xml"):
        return next((label for mark, label in XML.items() if mark in head), "XML")
    known = next((label for mark, label in SIGNATURES.items() if data.startswith(mark)), None)
    ending = PurePath(name).suffix.lstrip(".").lower()
    return ending or known or "unknown" if known in (None, "OLE", "ZIP") else known


def _narrow(data: bytes) -> bytes:
    """Returns the beginning without a byte-order mark; UTF-16 loses its high bytes, so that ASCII marks can be looked for."""
    head = data[:LOOK]
    if head[:4] == b"\xff\xfe\x00\x00":
        return head.decode("utf-32", "replace").encode("utf-8", "replace")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].decode("utf-16-le" if head[:1] == b"\xff" else "utf-16-be", "replace").encode("utf-8", "replace")
    zeros = head[:2000].count(0)
    if zeros and zeros * 8 > len(head[:2000]):
        little = head[1:2000:2].count(0) >= head[0:2000:2].count(0)
        return head[:len(head) // 2 * 2].decode("utf-16-le" if little else "utf-16-be", "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")
