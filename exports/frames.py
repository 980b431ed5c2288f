"""A frame as a file that opens in Excel without a question: CSV with a byte order mark, or a workbook."""
import io

import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a text that begins so would be run by a spreadsheet
MOST_WIDTH = 60


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Returns the frame as UTF-8 CSV with a byte order mark; texts that a spreadsheet would take for a formula begin with an apostrophe."""
    return frame.map(harmless).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def harmless(value):
    """Returns the value, with an apostrophe before a text that would be taken for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def excel_bytes(frame: pd.DataFrame, sheet: str = "data", notes: tuple[str, ...] = ()) -> bytes:
    """Returns the frame as a workbook of one sheet: headings fixed and filtered, numbers as numbers, texts as texts; `notes` below the rows."""
    import xlsxwriter  # a writer that only exports need
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True})
    page = book.add_worksheet("".join(c for c in sheet if c not in "[]:*?/\\'")[:31] or "data")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for c, name in enumerate(frame.columns):
        page.write_string(0, c, str(name), head)
        widest = max([wide(str(name)), *(wide(str(v)) for v in frame.iloc[:200, c])])
        page.set_column(c, c, min(MOST_WIDTH, widest + 2))
    for r, line in enumerate(frame.itertuples(index=False), 1):
        for c, value in enumerate(line):
            if value is None or value is pd.NA or value is pd.NaT or value != value:
                continue
            if isinstance(value, bool):
                page.write_boolean(r, c, value)
            elif hasattr(value, "__float__") and not isinstance(value, str):
                page.write_number(r, c, float(value))
            else:
                page.write_string(r, c, str(value)[:32_000])
    page.freeze_panes(1, 0)
    if len(frame):
        page.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    for i, note in enumerate(notes):
        page.write_string(len(frame) + 2 + i, 0, note)
    book.close()
    return file.getvalue()


def wide(text: str) -> int:
    """Returns how many columns a text takes: two for each Chinese character."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
