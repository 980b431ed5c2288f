"""Frames as CSV and Excel: Chinese that opens well, numbers as numbers, nothing missing written as 0, no formula from a report's words."""
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import pandas

from report.language import say

FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠|]|^[\t\r\n]")  # =cmd|'/C calc'!A0
PLAIN_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")  # -8, +3, 12.5%
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")  # in the name of a sheet
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not allowed in a workbook's XML
ROWS = 1_048_575  # of a sheet, below its header
LONGEST = 32_767  # characters of a cell
WIDEST = 60
UTF8_BOM = "\ufeff"

Sheet = tuple[str, Iterable[pandas.DataFrame]]  # a name, and frames with the same columns to stand one below the other


def neutral(text: str) -> str:
    """Returns the text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return "'" + text if FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text.strip()) else text


def values(frame: pandas.DataFrame, language: str = "zh") -> Iterator[list]:
    """Gives the rows as plain values: None for what is missing, int for whole numbers, words made neutral, yes and no in the language."""
    yes, no = say("yes", language=language), say("no", language=language)
    for row in frame.astype(object).itertuples(index=False, name=None):
        yield [_value(v, yes, no) for v in row]


def _value(value, yes: str, no: str):
    if value is None or value is pandas.NA or value is pandas.NaT or value != value:
        return None
    if isinstance(value, str):
        return neutral(CONTROL.sub("", value))
    if isinstance(value, bool):
        return yes if value else no
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, pandas.Timestamp):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value if isinstance(value, (int, float)) else neutral(CONTROL.sub("", str(value)))


def to_csv(frame: pandas.DataFrame, language: str = "zh") -> bytes:
    """Returns the frame as CSV in UTF-8 with a byte order mark, so that Excel reads its Chinese."""
    packed = io.BytesIO()
    write_csv(packed, [frame], language)
    return packed.getvalue()


def to_csv_zip(frames: Mapping[str, pandas.DataFrame], language: str = "zh") -> bytes:
    """Returns one zip with a CSV file for each name."""
    packed = io.BytesIO()
    write_csv_zip(packed, ((name, [frame]) for name, frame in frames.items()), language)
    return packed.getvalue()


def to_xlsx(frames: Mapping[str, pandas.DataFrame], language: str = "zh", wrap: bool = False) -> bytes:
    """Returns one Excel workbook with a sheet for each name: bold header that stays, filter, columns as wide as their words. `wrap`: lines that a person reads
    and prints, with their words wrapped and the page on its side."""
    packed = io.BytesIO()
    write_xlsx(packed, ((name, [frame]) for name, frame in frames.items()), language, wrap)
    return packed.getvalue()


def write_csv(target: BinaryIO, frames: Iterable[pandas.DataFrame], language: str = "zh") -> None:
    """Writes the frames, which have the same columns, one below the other as one CSV."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for i, frame in enumerate(frames):
        if i == 0:
            text.write(UTF8_BOM)
            writer.writerow([neutral(str(c)) for c in frame.columns])
        writer.writerows(["" if v is None else v for v in row] for row in values(frame, language))
    text.detach()


def write_csv_zip(target: BinaryIO | Path, sheets: Iterable[Sheet], language: str = "zh") -> None:
    """Writes one zip with a CSV file for each sheet."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frames in sheets:
            with archive.open(f"{name}.csv", "w", force_zip64=True) as member:
                write_csv(member, frames, language)


def write_xlsx(target: io.BytesIO | Path, sheets: Iterable[Sheet], language: str = "zh", wrap: bool = False) -> None:
    """Writes one workbook; what does not fit into a sheet goes on in another, "表三 2"."""
    from xlsxwriter import Workbook  # 80 ms that a page without a download need not pay

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    options |= {"in_memory": True} if isinstance(target, io.BytesIO) else {"constant_memory": True}
    with Workbook(target if isinstance(target, io.BytesIO) else str(target), options) as book:
        header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F2F2"})
        body = book.add_format({"text_wrap": True, "valign": "top"}) if wrap else None
        for name, frames in sheets:
            sheet, part, used = None, 0, ROWS
            for frame in frames:
                names = [neutral(str(c)) for c in frame.columns]
                rows = list(values(frame, language))
                while sheet is None or rows:
                    if used == ROWS:
                        part, used = part + 1, 0
                        sheet = _add_sheet(book, f"{FORBIDDEN.sub(' ', name).strip()[:28]}{f' {part}' if part > 1 else ''}", names, rows, header)
                        if wrap:
                            _lay_out_page(sheet)
                    now, rows = rows[:ROWS - used], rows[ROWS - used:]
                    _write_rows(sheet, now, used + 1, body)
                    used += len(now)
                sheet.autofilter(0, 0, max(used, 1), max(len(names) - 1, 0))


def _add_sheet(book, title: str, names: list[str], rows: list[list], header):
    sheet = book.add_worksheet(title)
    for c, name in enumerate(names):
        sheet.set_column(c, c, min(WIDEST, 2 + max(map(_width, [name, *(row[c] for row in rows[:200])]))))
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, names, header)
    return sheet


def _lay_out_page(sheet) -> None:
    """A page on its side, as wide as the columns, its header on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_rows(sheet, rows: list[list], first: int, body=None) -> None:
    for r, row in enumerate(rows, first):
        for c, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.write_string(r, c, value[:LONGEST], body)
            elif value is not None:
                sheet.write_number(r, c, value, body)


def _width(value) -> int:
    """How many Latin letters wide the value is; Chinese counts double."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in str(value)) if value is not None else 0
