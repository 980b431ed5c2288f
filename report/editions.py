"""How the cells of one edition of the form stand to those of another: added up, broken off, or without counterpart (forms/edition_map.csv)."""
from dataclasses import dataclass
from functools import cache

from report.form import columns, read_forms, rows

CELLS = tuple[str, str]  # (row, column)


@dataclass(frozen=True)
class Counterpart:
    """What a cell of the 2019 form is in the 2021 form. `series`: continuous (added up there), break (that cell counts otherwise) or
    none; `to`: the cell there, None without one."""

    series: str
    to: CELLS | None
    chinese: str = ""
    english: str = ""


@cache
def expected(table: str, edition: str | None) -> dict[CELLS, None]:
    """Returns the cells (row, column) that the form has in that edition, in its order; none where the edition is not known."""
    if edition is None:
        return {}
    return {(row.key, column.key): None for row in rows(table, edition) if row.kind == "figure" for column in columns(table, row.key, edition)}


@cache
def moved(table: str) -> dict[CELLS, Counterpart]:
    """Returns the cells of the 2019 form that the map names, each with its counterpart; a column "*" stands for each of the row's."""
    found = {}
    for line in read_forms("edition_map"):
        if line["table"] != table:
            continue
        for row, column in expected(table, "2019"):
            if row == line["row"] and line["column"] in (column, "*"):
                to = (line["to_row"], column if line["to_column"] == "*" else line["to_column"]) if line["to_row"] else None
                found[row, column] = Counterpart(line["series"], to, line["chinese"], line["english"])
    return found


@cache
def counterpart(table: str, row: str, column: str, edition: str | None, layout: str) -> Counterpart | None:
    """Returns what a cell of a report of that edition is in the layout; None where the layout knows nothing of it."""
    if edition != layout and layout == "2021" and edition != "2021" and (row, column) in moved(table):
        return moved(table)[row, column]
    return Counterpart("continuous", (row, column)) if (row, column) in expected(table, layout) else None


@cache
def source(table: str, row: str, column: str, edition: str | None, layout: str) -> CELLS | None:
    """Returns the cell of a report of that edition that is added up into the layout's cell; None where that edition has none."""
    if edition in (layout, None) and (row, column) in expected(table, layout):
        return row, column
    for place in expected(table, edition or "2019"):
        found = counterpart(table, *place, edition, layout)
        if found and found.series == "continuous" and found.to == (row, column):
            return place
    return None
