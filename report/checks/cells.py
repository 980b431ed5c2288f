"""The cells of a report as checks ask for them: a number, or the reason why there is none."""
from collections.abc import Iterable, Iterator

from report import form
from report.checks.answer import Answer, exact, failed, passed, unknown
from report.model import AnnualReport, CellReference, Number

REASONS = {  # state of a cell -> why nothing can be computed from it
    "blank": "A cell is blank, and blank is not 0: {places}.",
    "slash": "A cell holds a stroke instead of a number: {places}.",
    "text": "A cell holds words instead of a number: {places}.",
    "absent": "The table has no such cell: {places}.",
}
ROW_LEFT_OUT = "The reading of this table is in doubt (see the doubts): it may have left out rows."
NO_TABLE = "The report has no readable table of this kind."


def number(report: AnnualReport, cell: CellReference) -> Number | None:
    """Returns the number printed in the cell; None where it is blank, a stroke, words or absent."""
    return getattr(report, cell.table).get(cell.row, {}).get(cell.column)


def states(report: AnnualReport) -> dict[tuple[str, str, str], str]:
    """Returns the printed state of every cell: number, blank, slash or text."""
    return {(c.table, c.row, c.column): c.state for c in report.cells}


def names(cells: Iterable[CellReference]) -> list[list[str]]:
    """Returns [row, column] names of the cells, as message ids that language.say translates into the official labels."""
    return [[form.row_name(c.table, c.row, "en"), form.column_name(c.table, c.row, c.column, "en")] for c in cells]


def without_numbers(report: AnnualReport, cells: Iterable[CellReference]) -> list[Answer]:
    """Returns one "not checkable" per kind of cell without a number among the cells; [] where all hold numbers."""
    empty = [c for c in cells if number(report, c) is None]
    if not empty:
        return []
    if not any(getattr(report, c.table) for c in empty):
        return [unknown(NO_TABLE)]
    printed = states(report)
    by_state: dict[str, list[CellReference]] = {}
    for cell in empty:
        known = cell.column in getattr(report, cell.table).get(cell.row, {})
        state = printed.get((cell.table, cell.row, cell.column), "blank") if known else "absent"
        by_state.setdefault(state if state in REASONS else "blank", []).append(cell)
    return [unknown(REASONS[kind], {"places": names(found)}, found) for kind, found in by_state.items()]


def total(report: AnnualReport, cells: Iterable[CellReference]) -> Number:
    """Returns the sum of cells that all hold numbers."""
    return exact(sum(number(report, c) for c in cells))


def whole_numbers(report: AnnualReport, table: str, besides: tuple[str, ...] = ()) -> Iterator[Answer]:
    """Yields one answer for every number of a table: a count must be whole and not below 0. `besides`: columns of other kinds."""
    if not getattr(report, table):
        yield unknown(NO_TABLE)
    for row, values in getattr(report, table).items():
        for column, value in values.items():
            if value is None or column in besides:
                continue
            place = CellReference(table=table, row=row, column=column)
            if value >= 0 and value == int(value):
                yield passed(value, None, [place])
            else:
                yield failed("“{place}”: {value} is not a count; a count is a whole number and not below 0.",
                             {"place": names([place]), "value": value}, cells=[place])


NUMBERS = {"disclosed": 2, "requests": 3, "disputes": 4}  # of the tables, as doubts name them


def doubted(report: AnnualReport, table: str) -> bool:
    """Returns whether any doubt is about this table: then a row that seems missing may only have been left out by the reading."""
    return any(d.values.get("table") in (table, NUMBERS[table]) or any(c.table == table for c in d.cells) for d in report.doubts)


def left_out(report: AnnualReport, table: str) -> bool:
    """Returns whether a doubt about this table names no cell: a row stands there that could not be placed, so that sums over rows say nothing."""
    return any(d.values.get("table") in (table, NUMBERS[table]) and not d.cells for d in report.doubts)
