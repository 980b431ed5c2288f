"""Cells of a workbook that hold no value though they are not blank: errors, and formulas that no program has calculated yet."""
import io
import re
import struct

import olefile

from loaders.readers.package import Package

CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^>/])>(.*?)</(?:\w+:)?c>", re.S)  # '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
PLACE, ERROR, TEXT = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"'), re.compile(rb'\bt="e"'), re.compile(rb'\bt="str"')
FORMULA, VALUE = re.compile(rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)<)"), re.compile(rb"<(?:\w+:)?v>([^<]+)<")
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SHEET, END, SIZE, BOOLEAN_OR_ERROR, FORMULA_97 = 0x0085, 0x000A, 0x0200, 0x0205, 0x0006  # records of .xls
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
Faults = dict[tuple[int, int], str]  # (row, column) from 0 -> what stands there


def column_of(letters: bytes) -> int:
    """Returns the number of a column from 1: A 1, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def find_faults(package: Package) -> dict[str, Faults]:
    """Returns sheet -> faults of an .xlsx file: the error's name, or the formula behind "="."""
    book, relations = package.xml("xl/workbook.xml"), package.relations("xl/workbook.xml")
    found = {}
    for sheet in book.iter("{*}sheet") if book is not None else ():
        content = package.read(relations.get(sheet.get(ID), ("", ""))[1])
        if ERROR.search(content) or FORMULA.search(content):
            found[sheet.get("name")] = {place: words for cell in CELL.finditer(content) for place, words in _fault(*cell.groups())}
    return found


def _fault(attributes: bytes, inside: bytes) -> list[tuple[tuple[int, int], str]]:
    place, value, formula = PLACE.search(attributes), VALUE.search(inside), FORMULA.search(inside)
    words = ""
    if ERROR.search(attributes):
        words = value[1].decode("utf-8", "replace") if value else "#"
    elif formula and not value and not TEXT.search(attributes):
        words = "=" + (formula[1] or b"").decode("utf-8", "replace")
    return [((int(place[2]) - 1, column_of(place[1]) - 1), words)] if place and words else []


def find_faults_97(data: bytes) -> list[Faults]:
    """Returns the errors of each sheet of an .xls file, in the order of its sheets."""
    book = _book_97(data)
    return [dict(_faults_97(book, start)) for start in _starts_97(book)]


def find_sizes_97(data: bytes) -> list[tuple[int, int]]:
    """Returns how many rows and columns each sheet of an .xls file says that it has; for so many the library takes memory before it looks.
    Raises ValueError where the last stand before the first."""
    book = _book_97(data)
    said = [record for start in _starts_97(book) for kind, record in _records(book, start) if kind == SIZE and len(record) >= 8]
    edges = [struct.unpack_from("<IIHH" if len(record) >= 12 else "<HHHH", record) for record in said]
    if any(0 < bottom < top or 0 < right < left for top, bottom, left, right in edges):
        raise ValueError("a sheet that ends before it begins")
    return [(bottom - top, right - left) for top, bottom, left, right in edges if bottom and right]


def _book_97(data: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        return container.openstream("Workbook" if container.exists("Workbook") else "Book").read()


def _starts_97(book: bytes) -> list[int]:
    """Returns where each sheet of an .xls file begins."""
    return [struct.unpack_from("<I", record)[0] for kind, record in _records(book, 0) if kind == SHEET and len(record) > 4]


def _faults_97(book: bytes, start: int):
    """Gives the errors of the sheet that begins at a place."""
    for kind, record in _records(book, start):
        if kind == BOOLEAN_OR_ERROR and len(record) == 8 and record[7]:
            yield struct.unpack_from("<HH", record), ERRORS.get(record[6], "#")
        elif kind == FORMULA_97 and len(record) > 13 and record[12:14] == b"\xff\xff" and record[6] == 2:
            yield struct.unpack_from("<HH", record), ERRORS.get(record[8], "#")


def _records(book: bytes, at: int):
    """Gives (kind, content) of each record from a place to the end of its part of the file."""
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        if kind == END:
            return
        yield kind, book[at + 4:at + 4 + size]
        at += 4 + size
