"""Frames as CSV and Excel: Chinese that opens well, numbers as numbers, nothing missing written as 0, no formula from a report's words."""
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

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
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([neutral(str(c)) for c in frame.columns])
    writer.writerows(["" if v is None else v for v in row] for row in values(frame, language))
    return (UTF8_BOM + text.getvalue()).encode()


def to_csv_zip(frames: Mapping[str, pandas.DataFrame], language: str = "zh") -> bytes:
    """Returns one zip with a CSV file for each name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frame in frames.items():
            archive.writestr(f"{name}.csv", to_csv(frame, language))
    return packed.getvalue()


def to_xlsx(frames: Mapping[str, pandas.DataFrame], language: str = "zh") -> bytes:
    """Returns one Excel workbook with a sheet for each name: bold header that stays, filter, columns as wide as their words."""
    packed = io.BytesIO()
    write_xlsx(packed, frames.items(), language)
    return packed.getvalue()


def write_xlsx(target: io.BytesIO | Path, frames: Iterable[tuple[str, pandas.DataFrame]], language: str = "zh") -> None:
    """Writes the frames as the sheets of one workbook; a frame longer than a sheet goes on in another, "表三 2"."""
    from xlsxwriter import Workbook  # 80 ms that a page without a download need not pay

    in_file = {} if isinstance(target, io.BytesIO) else {"constant_memory": True}
    path = target if isinstance(target, io.BytesIO) else str(target)
    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": not in_file} | in_file) as book:
        header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F2F2"})
        for name, frame in frames:
            for part, start in enumerate(range(0, max(len(frame), 1), ROWS)):
                title = FORBIDDEN.sub(" ", name).strip()[:28] + (f" {part + 1}" if part else "")
                _write_sheet(book.add_worksheet(title), frame.iloc[start:start + ROWS], header, language)


def _write_sheet(sheet, frame: pandas.DataFrame, header, language: str) -> None:
    names = [neutral(str(c)) for c in frame.columns]
    rows = list(values(frame, language))
    for c, name in enumerate(names):
        sheet.set_column(c, c, min(WIDEST, 2 + max(map(_width, [name, *(row[c] for row in rows[:200])]))))
    sheet.write_row(0, 0, names, header)
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row):
            if isinstance(value, str) and value:
                sheet.write_string(r, c, value[:LONGEST])
            elif not isinstance(value, str) and value is not None:
                sheet.write_number(r, c, value)
    sheet.freeze_panes(1, 0)
    if names:
        sheet.autofilter(0, 0, len(rows), len(names) - 1)


def _width(value) -> int:
    """How many Latin letters wide the value is; Chinese counts double."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in str(value)) if value is not None else 0
