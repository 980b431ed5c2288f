"""The tables of two reports compared cell by cell: blank, stroke and 0 are three things, and a cell that only one edition of the form has is no change."""
from dataclasses import dataclass

from report import form
from report.model import AnnualReport, Number

TABLES = ("disclosed", "requests", "disputes")
Printed = tuple[str, Number | None, str]  # state (number, blank, slash, text, absent), value, as printed


@dataclass(frozen=True)
class CellChange:
    """A cell that the two reports print differently. `difference`: second minus first, None unless both are numbers; `form`: only one of the two
    editions has this cell."""

    table: str
    row: str
    column: str
    first: Printed
    second: Printed
    difference: Number | None
    form: bool


def cell_changes(first: AnnualReport, second: AnnualReport) -> tuple[list[CellChange], int]:
    """Returns the cells that differ, in the form's order, and how many are alike in both."""
    found, alike = [], 0
    for table in TABLES:
        mine, theirs = printed(first, table), printed(second, table)
        order = {row.key: i for i, row in enumerate(form.rows(table))}
        for row, column in sorted(dict.fromkeys([*mine, *theirs]), key=lambda place: order.get(place[0], 99)):
            one, two = mine.get((row, column), ("absent", None, "")), theirs.get((row, column), ("absent", None, ""))
            if one[:2] == two[:2] and (one[0] != "text" or one[2] == two[2]):
                alike += 1
                continue
            number = two[1] - one[1] if one[1] is not None and two[1] is not None else None
            editions = {getattr(report.editions, table) for report in (first, second)}
            lacking = len(editions) == 2 and None not in editions and any(not on_form(table, row, column, edition) for edition in editions)
            found.append(CellChange(table, row, column, one, two, number, lacking))
    return found, alike


def printed(report: AnnualReport, table: str) -> dict[tuple[str, str], Printed]:
    """Returns the cells of one table as printed: (row, column) -> state, value, words. Of a cell printed twice the first counts."""
    found: dict[tuple[str, str], Printed] = {}
    for cell in report.cells:
        if cell.table == table:
            found.setdefault((cell.row, cell.column), (cell.state, cell.value, cell.raw))
    for row, line in getattr(report, table).items():
        for column, value in line.items():
            found.setdefault((row, column), ("number" if value is not None else "blank", value, ""))
    return found


def on_form(table: str, row: str, column: str, edition: str) -> bool:
    """Returns whether that edition of the form has the cell."""
    return any(r.key == row and r.kind == "figure" for r in form.rows(table, edition)) and any(c.key == column for c in form.columns(table, row, edition))
