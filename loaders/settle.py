"""Rows read -> the report's grids and cells: repeated rows compared, units checked, editions decided by labels."""
from collections import Counter
from itertools import groupby

from loaders.document import CERTAIN
from loaders.doubting import doubt, raw
from loaders.grids import GridCell
from loaders.placing import RowRead, Shelf
from report.form import columns, rows
from report.model import Cell, CellReference, Editions, Grid

MONEY = {"元", "万元", "亿元"}
IN_WAN = {"元": 0.0001, "亿元": 10000}
GROUPS = [r.key for r in rows("requests") if r.kind == "group"]


def settle(shelf: Shelf) -> tuple[dict[str, Grid], list[Cell]]:
    """Returns the three grids in the form's order and every cell, and adds the doubts that only the whole tables show."""
    chosen = [row for table in ("disclosed", "requests", "disputes") for row in one_each(shelf, table)]
    drop_lost_leaves(shelf, chosen)
    grids: dict[str, Grid] = {"disclosed": {}, "requests": {}, "disputes": {}}
    cells: list[Cell] = []
    for row in chosen:
        unit = {c.key: c.unit for c in columns(row.table, row.row, row.edition or "2021")}
        for key, cell in zip(row.columns, row.cells):
            read = read_cell(shelf, row, key, cell, unit.get(key, ""))
            cells.append(read)
            grids[row.table].setdefault(row.row, {})[key] = read.value
    doubt_texts(shelf, cells)
    return grids, cells


def one_each(shelf: Shelf, table: str) -> list[RowRead]:
    """Returns one row for each label, in the form's order: where a row stands twice, the one with figures, if they agree."""
    found: dict[str, list[RowRead]] = {}
    for row in shelf.rows:
        if row.table == table:
            found.setdefault(row.row, []).append(row)
    order = [r.key for r in rows(table)]
    chosen = []
    for key in sorted(found, key=order.index):
        filled = [row for row in found[key] if any(c and not c.blank for c in row.cells)]
        different = {tuple((k, c.printed if c else None) for k, c in zip(row.columns, row.cells)) for row in filled}
        if len(different) > 1:
            where = " ‖ ".join(raw(row.cells) for row in filled)
            refer = [CellReference(table=table, row=key, column=c) for c in filled[0].columns]
            words = next(r.chinese for r in rows(table) if r.key == key)
            shelf.doubts.append(doubt("repeated_row", where, refer, table=table, row=words))
        elif filled or not any(table == left.table and left.row in (key, "") for left in shelf.left_out):
            chosen.append((filled or found[key])[0])
    return chosen


def drop_lost_leaves(shelf: Shelf, chosen: list[RowRead]) -> None:
    """Takes out figures beside a group of table 3 where the group's first row is missing and its others are there: they may
    be that row's."""
    present = {row.row for row in chosen if row.table == "requests"}
    for group in GROUPS:
        leaves = [r.key for r in rows("requests") if r.parent == group]
        row = next((r for r in chosen if r.row == group and r.table == "requests"), None)
        if row and leaves[0] not in present and present & set(leaves):
            chosen.remove(row)
            shelf.doubts.append(doubt("unplaced_row", row.line.raw, table="requests", row=row.line.raw.split(" | ")[0] or group))


def read_cell(shelf: Shelf, row: RowRead, column: str, cell: GridCell | None, unit: str) -> Cell:
    """Returns the cell as the report stores it; a figure printed in another unit than its column's is text, and a doubt."""
    where = (row.line.table, cell.row, cell.column) if cell and row.line.table is not None else None
    if cell is None:
        if any(c.confidence is not None for c in row.line.cells):  # a scan whose ruling lines were not all seen
            return uncertain(shelf, row, column, None, where)
        return Cell(table=row.table, row=row.row, column=column, state="blank")
    value, state, printed = cell.printed.value, cell.printed.state, cell.printed.unit
    if cell.confidence is not None and (cell.confidence < CERTAIN or cell.tall):
        return uncertain(shelf, row, column, cell, where)
    other = printed is not None and value and (printed in IN_WAN if unit == "万元" else printed in MONEY or printed == "人" and unit != "件")
    if other:
        proposal = {row.row: {column: round(value * IN_WAN[printed], 10)}} if unit == "万元" else None
        refer = [CellReference(table=row.table, row=row.row, column=column)]
        words = next(r.chinese for r in rows(row.table) if r.key == row.row)
        shelf.doubts.append(doubt("unit", cell.text.strip(), refer, proposal, table=row.table, row=words, raw=cell.text.strip()))
        value, state = None, "text"
    return Cell(table=row.table, row=row.row, column=column, value=value, raw=cell.text.strip(), state=state, place=where,
                confidence=cell.confidence)


def uncertain(shelf: Shelf, row: RowRead, column: str, cell: GridCell | None, where: tuple[int, int, int] | None) -> Cell:
    """Returns a cell that was recognised with too little confidence: its words are kept, its number is only proposed in the doubt."""
    words, raw_text = next(r.chinese for r in rows(row.table) if r.key == row.row), cell.text.strip() if cell else ""
    proposal = {row.row: {column: cell.printed.value}} if cell and cell.printed.state == "number" else None
    refer = [CellReference(table=row.table, row=row.row, column=column)]
    shelf.doubts.append(doubt("low_confidence", raw_text, refer, proposal, table=row.table, row=words, raw=raw_text))
    return Cell(table=row.table, row=row.row, column=column, raw=raw_text, state="text", place=where, confidence=cell.confidence if cell else 0.0)


def doubt_texts(shelf: Shelf, cells: list[Cell]) -> None:
    """Adds one doubt for each wording that stands in figure cells without being a number, with all its cells."""
    known = {(c.table, c.row, c.column) for d in shelf.doubts if d.kind in ("unit", "low_confidence") for c in d.cells}
    texts = sorted((c for c in cells if c.state == "text" and (c.table, c.row, c.column) not in known), key=lambda c: (c.table, c.raw))
    for (table, words), same in groupby(texts, key=lambda c: (c.table, c.raw)):
        refer = [CellReference(table=c.table, row=c.row, column=c.column) for c in same]
        shelf.doubts.append(doubt("cell_text", words, refer, table=table, text=words, count=len(refer)))


def find_editions(shelf: Shelf, votes: Counter, grids: dict[str, Grid]) -> Editions:
    """Returns the edition of each table by the labels found in it; `votes`: those of table 2's rows. Table 4 is the same in
    both: it takes the one that the others agree on."""
    disclosed = votes.most_common(1)[0][0] if votes and grids["disclosed"] else None
    labels = {row.row for row in shelf.rows if row.table == "requests"} | {left.row for left in shelf.left_out}
    requests = "2021" if any(r.startswith("other.") for r in labels) else "2019" if "other" in labels else None
    others = {disclosed, requests} - {None}
    return Editions(disclosed=disclosed, requests=requests, disputes=others.pop() if grids["disputes"] and len(others) == 1 else None)
