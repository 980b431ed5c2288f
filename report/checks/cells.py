"""The cells of a report as checks ask for them: a number, or the reason why there is none."""
from collections.abc import Iterable

from report import form
from report.checks.answer import Answer, exact, unknown
from report.model import AnnualReport, CellReference, Number

REASONS = {  # state of a cell -> why nothing can be computed from it
    "blank": "A cell is blank, and blank is not 0: {places}.",
    "slash": "A cell holds a stroke instead of a number: {places}.",
    "text": "A cell holds words instead of a number: {places}.",
    "absent": "The table has no such cell: {places}.",
}
NO_TABLE = "The report has no readable table of this kind."


def number(report: AnnualReport, cell: CellReference) -> Number | None:
    """Returns the number printed in the cell; None where it is blank, a stroke, words or absent."""
    return getattr(report, cell.table).get(cell.row, {}).get(cell.column)


def state(report: AnnualReport, cell: CellReference) -> str:
    """Returns the cell's state: number, blank, slash, text, or absent."""
    printed = next((c.state for c in report.cells if (c.table, c.row, c.column) == (cell.table, cell.row, cell.column)), None)
    grid = getattr(report, cell.table)
    if cell.column not in grid.get(cell.row, {}):
        return "absent"
    if grid[cell.row][cell.column] is not None:
        return "number"
    return printed if printed in REASONS else "blank"


def names(cells: Iterable[CellReference]) -> list[list[str]]:
    """Returns [row, column] names of the cells, as message ids that language.say translates into the official labels."""
    return [[form.row_name(c.table, c.row, "en"), form.column_name(c.table, c.row, c.column, "en")] for c in cells]


def without_numbers(report: AnnualReport, cells: Iterable[CellReference]) -> list[Answer]:
    """Returns one "not checkable" per kind of cell without a number among the cells; [] where all hold numbers."""
    by_state: dict[str, list[CellReference]] = {}
    for cell in cells:
        if number(report, cell) is None:
            by_state.setdefault(state(report, cell), []).append(cell)
    return [unknown(REASONS[kind], {"places": names(found)}, found) for kind, found in by_state.items()]


def total(report: AnnualReport, cells: Iterable[CellReference]) -> Number:
    """Returns the sum of cells that all hold numbers."""
    return exact(sum(number(report, c) for c in cells))
