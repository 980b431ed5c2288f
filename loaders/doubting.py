"""Doubts about tables: what was seen and could not be placed, in words for people."""
from loaders.grids import GridCell
from report.language import say
from report.model import CellReference, Doubt

NUMBERS = {"disclosed": 2, "requests": 3, "disputes": 4}
# kind -> English template; Chinese in locale/zh_CN/LC_MESSAGES/parsing.po
TEMPLATES = {
    "row_width": "Table {table}, row “{row}”: {found} values stand where {expected} belong, so the row is left out. Compare it with the original.",
    "unplaced_row": "Table {table}: the row “{row}” is none of the form's, so its figures are left out.",
    "unlabelled_row": "Table {table}: a row of figures has no label, so it is left out.",
    "unplaced_column": "Table {table}, row “{row}”: the column headings above do not belong to it, so the row is left out.",
    "column_order": "Table {table}, row “{row}”: the columns do not stand in the form's order, so the row is left out.",
    "cell_text": "Table {table}: “{text}” is not a number; {count} cells are kept as text.",
    "unit": "Table {table}, row “{row}”: {raw} is in another unit than its column, so the cell is kept as text.",
    "low_confidence": "Table {table}, row “{row}”: “{raw}” was recognised in a picture, but not for certain, so the number is left out. Compare the cell with the original and enter what it says.",
    "repeated_row": "Table {table}: the row “{row}” stands there twice with different figures, so both are left out.",
    "unread_table": "A grid in the part on table {table} holds figures, and no label of the form was found in it.",
    "prose_table": "The part on the general situation holds a table of what was published where or on what; its figures are not read. Enter them from the original.",
    "unread_rows": "Table {table}: {count} of its rows are printed and could not be read, beginning with “{row}”. Compare them with the original.",
    "linked_picture": "Table {table} was not found: where it belongs stands a picture that is not in the file; nothing is fetched from a network. Save the page with its pictures (.mht), or hand in the Word file or a PDF.",
    "unread_picture": "Table {table} was not found: where it belongs stands a picture in which no table could be recognised. Check that the recognition of scans is installed, or hand in the Word file or a PDF.",
    "glued_numbers": "Statistics sheet, “{row}”: the digits {raw} can be divided in more than one way, so the figures are left out.",
    "statistics_row": "Statistics sheet, “{row}”: its figures cannot be told apart into this year's and cumulative ones, so they are left out.",
    "statistics_column": "Statistics sheet: the column “{row}” is neither this year's figure nor a cumulative one; it is left out.",
}


def doubt(kind: str, where: str, cells: list[CellReference] | None = None, proposal: dict | None = None, **values) -> Doubt:
    """Returns the doubt of that kind. `where`: the raw words or cells; `values` fill the template, a table by its key."""
    if values.get("table") in NUMBERS:
        values["table"] = NUMBERS[values["table"]]
    if "row" in values:
        values["row"] = " ".join(values["row"].split())
    template = TEMPLATES[kind]
    return Doubt(kind=kind, message=say(template, values), where=where, template=template, values=values, cells=cells or [],
                 proposal=proposal)


def raw(cells: list[GridCell | None] | tuple[GridCell, ...]) -> str:
    """Returns cells as one line of text: "0 | 3 | | 2"."""
    return " | ".join(c.text.strip() if c else "" for c in cells)
