"""The cells of a report, sparse: what is not a plain 0, with the layout that says which cells stand where.

Of a table whose edition is known, the form says which cells there are. A cell without a row is a printed 0; `absent` is one
that the report did not print; `blank`, `slash` and `text` are what they say. So 0, blank and absent stay three things.
"""
import json
import zlib
from collections import Counter
from collections.abc import Iterator

from report.editions import expected
from report.model import AnnualReport, Cell, Grid

TABLES = ("disclosed", "requests", "disputes")
ZERO = {"value": 0, "raw": "0", "state": "number", "confidence": None}


def to_rows(report: AnnualReport) -> list[dict]:
    """Returns the rows of the cell table, without report_id."""
    found: list[dict] = []
    seen: dict[str, set[tuple[str, str]]] = {table: set() for table in TABLES}
    again: Counter = Counter()
    forms = {table: expected(table, getattr(report.editions, table)) for table in TABLES}
    for cell in report.cells:
        table, place = cell.table, (cell.row, cell.column)
        if place in seen[table]:
            again[table, place] += 1
            found.append(_row(table, place, cell.value, cell.raw, cell.state, cell.confidence, again[table, place]))
        elif cell.raw != "0" or cell.value != 0 or cell.state != "number" or cell.confidence is not None or place not in forms[table]:
            found.append(_row(table, place, cell.value, cell.raw, cell.state, cell.confidence))
        seen[table].add(place)
    for table in TABLES:
        printed = {(row, column): value for row, line in getattr(report, table).items() for column, value in line.items()}
        for place in printed.keys() - seen[table]:  # numbers of a report that was handed in without its cells
            if printed[place] is None or printed[place] != 0 or place not in forms[table]:
                found.append(_row(table, place, printed[place], "", "blank" if printed[place] is None else "number"))
        found += [_row(table, place, None, "", "absent") for place in forms[table].keys() - seen[table] - printed.keys()]
    return found


def _row(table: str, place: tuple[str, str], value, raw: str, state: str, confidence: float | None = None, seq: int = 0) -> dict:
    return {"table": table, "row": place[0], "column": place[1], "seq": seq, "value": value, "raw": raw, "state": state, "confidence": confidence}


def pack_layout(cells: list[Cell]) -> bytes:
    """Returns the order and places of the cells, compressed: runs of neighbouring cells of one row, [table, row, columns, place]."""
    runs: list[list] = []
    table = row = due = None  # what would continue the run
    for cell in cells:
        place = cell.place
        if runs and cell.table == table and cell.row == row and place == due:
            runs[-1][2].append(cell.column)
        else:
            table, row = cell.table, cell.row
            runs.append([table, row, [cell.column], place])
        due = place and (place[0], place[1], place[2] + 1)
    return zlib.compress(json.dumps(runs, separators=(",", ":")).encode(), 6) if runs else b""


def unpack_layout(packed: bytes) -> Iterator[tuple[str, str, str, tuple[int, int, int] | None]]:
    """Gives (table, row, column, place) of each cell, in the order they stood in the report."""
    for table, row, names, place in json.loads(zlib.decompress(packed)) if packed else ():
        for step, column in enumerate(names):
            yield table, row, column, (place[0], place[1], place[2] + step) if place else None


def to_cells(layout: bytes, stored: list[dict]) -> list[dict]:
    """Returns the cells as the report had them, from the layout and the rows of the cell table."""
    known = {(r["table"], r["row"], r["column"], r["seq"]): r for r in stored}
    found, seen = [], Counter()
    for table, row, column, place in unpack_layout(layout):
        line = known.get((table, row, column, seen[table, row, column]), ZERO)
        seen[table, row, column] += 1
        found.append({"table": table, "row": row, "column": column, "place": place, **{k: line[k] for k in ZERO}})
    return found


def grids_of(cells: list) -> dict[str, Grid]:
    """Returns the three tables that the cells make; of a cell printed twice the first counts."""
    grids: dict[str, Grid] = {table: {} for table in TABLES}
    for cell in cells:
        grids[cell.table].setdefault(cell.row, {}).setdefault(cell.column, cell.value)
    return grids
