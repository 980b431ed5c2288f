"""The cells of a report, sparse: what is not a plain 0, with the layout that says which cells stand where.

Of a table whose edition is known, the form says which cells there are. A cell without a row is a printed 0; `absent` is one
that the report did not print; `blank`, `slash` and `text` are what they say. So 0, blank and absent stay three things.
"""
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache

from report.form import columns, rows
from report.model import AnnualReport, Cell, Grid

TABLES = ("disclosed", "requests", "disputes")
ZERO = {"value": 0, "raw": "0", "state": "number", "confidence": None}
ABSENT = {"value": None, "raw": "", "state": "absent", "confidence": None}


@cache
def expected(table: str, edition: str | None) -> dict[tuple[str, str], None]:
    """Returns the cells (row, column) that the form has in that edition, in its order; none where the edition is not known."""
    if edition is None:
        return {}
    return {(row.key, column.key): None for row in rows(table, edition) if row.kind == "figure" for column in columns(table, row.key, edition)}


def to_rows(report: AnnualReport) -> list[dict]:
    """Returns the rows of the cell table, without report_id."""
    found, seen = [], Counter()
    forms = {table: expected(table, getattr(report.editions, table)) for table in TABLES}
    for cell in report.cells:
        key = (cell.table, cell.row, cell.column)
        if seen[key] or not is_zero(cell) or key[1:] not in forms[cell.table]:
            found.append(_row(key, seen[key], cell.value, cell.raw, cell.state, cell.confidence))
        seen[key] += 1
    for table in TABLES:
        for row, line in getattr(report, table).items():  # numbers of a report that was handed in without its cells
            for column, value in line.items():
                if not seen[(table, row, column)]:
                    seen[(table, row, column)] += 1
                    if value is None or value != 0 or (row, column) not in forms[table]:
                        found.append(_row((table, row, column), 0, value, "", "blank" if value is None else "number", None))
        found += [_row((table, *key), 0, *ABSENT.values()) for key in forms[table] if not seen[(table, *key)]]
    return found


def is_zero(cell: Cell) -> bool:
    """Returns whether the cell is a plain 0, which needs no row."""
    return cell.raw == "0" and cell.value == 0 and cell.state == "number" and cell.confidence is None


def _row(key: tuple[str, str, str], seq: int, value, raw: str, state: str, confidence: float | None) -> dict:
    return {"table": key[0], "row": key[1], "column": key[2], "seq": seq, "value": value, "raw": raw, "state": state, "confidence": confidence}


def pack_layout(cells: list[Cell]) -> bytes:
    """Returns the order and places of the cells, compressed: runs of neighbouring cells of one row, [table, row, columns, place]."""
    runs: list[list] = []
    last = None
    for cell in cells:
        place = cell.place and list(cell.place)
        follows = last and last[:2] == (cell.table, cell.row) and (
            place == [last[2][0], last[2][1], last[2][2] + 1] if last[2] and place else last[2] is place is None)
        if follows:
            runs[-1][2].append(cell.column)
        else:
            runs.append([cell.table, cell.row, [cell.column], place])
        last = (cell.table, cell.row, place)
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
