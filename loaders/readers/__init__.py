"""The bytes of one file -> Document. READERS is the whole list: one line a format, decided by content, never by the file's name.

To add a format: a module here with `read(data, name, password=None) -> Document`, a function in detect.py, and a line below.
"""
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from loaders.document import Document, Picture
from loaders.errors import UnreadableFile
from loaders.readers import detect
from loaders.readers.limits import limits as current_limits
from loaders.readers.scan import is_available, with_pictures_read


class Reader(NamedTuple):
    """`fits(data)` says whether the bytes are of this format; `module` reads them and is imported only when a file asks for it."""

    fits: Callable[[bytes], bool]
    module: str


READERS: dict[str, Reader] = {  # the first that fits reads the file
    "pdf": Reader(detect.is_pdf, "loaders.readers.pdf"),
    "scan": Reader(detect.is_picture, "loaders.readers.scan"),
    "docx": Reader(detect.is_docx, "loaders.readers.docx"),
    "encrypted": Reader(detect.is_encrypted, "loaders.readers.encrypted"),
    "doc": Reader(detect.is_doc, "loaders.readers.doc"),
    "rtf": Reader(detect.is_rtf, "loaders.readers.rtf"),
    "odt": Reader(detect.is_odt, "loaders.readers.odt"),
    "sheet": Reader(detect.is_sheet, "loaders.readers.sheet"),
    "mht": Reader(detect.is_mht, "loaders.readers.mht"),
    "packed": Reader(detect.is_packed, "loaders.readers.packed"),
    "html": Reader(detect.is_html, "loaders.readers.html"),
    "text": Reader(detect.is_text, "loaders.readers.text"),
}


def find_format(data: bytes, name: str) -> str:
    """Returns the key of READERS that fits the bytes. Raises UnreadableFile: empty, truncated, unknown_format."""
    if not data.strip(detect.BLANK):
        raise UnreadableFile("empty", name)
    for format, reader in READERS.items():
        if reader.fits(data):
            return format
    if data.startswith(detect.NO_FILES):
        raise UnreadableFile("empty", name)
    if detect.is_cut_off(data):
        raise UnreadableFile("truncated", name, detail="the end of the file is missing")
    format = detect.describe(data, name)
    if format in detect.ENDINGS:  # not the kind but the content is at fault
        raise UnreadableFile("truncated", name, detail="what it holds is no .{ending} file", ending=format)
    raise UnreadableFile("unknown_format", name, format=format)


def read_document(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that the bytes hold, in reading order. Raises UnreadableFile with a reason for people.

    It reads in this process: for files from outside, `sandbox.read_safely` does the same in a process with limits."""
    if len(data) > current_limits().file_bytes:
        raise UnreadableFile("too_large", name, detail="{size} MB", size=len(data) // 1_000_000)
    format = find_format(data, name)
    try:
        document = with_pictures_read(import_module(READERS[format].module).read(data, name, password))
        if all(isinstance(block, Picture) for block in document.blocks):
            raise UnreadableFile("no_text" if is_available() else "no_recognition", name)
        return document
    except UnreadableFile:
        raise
    except MemoryError:
        raise UnreadableFile("too_large", name, detail="out of memory") from None
    except Exception as error:  # a damaged file may break a library anywhere; the file is named, the cause stays attached
        raise UnreadableFile("crashed", name, detail="internal error {error}", error=type(error).__name__) from error
