"""Grid rows -> values in their columns: by the count of cells behind the label and by the header's place; both must agree."""
from dataclasses import dataclass
from typing import NamedTuple

from loaders.document import Table, TableCell
from loaders.labels import whole
from loaders.values import Printed, read_value


class GridCell(NamedTuple):
    """A printed cell: its text, what it reads as, and its place; `above`: it began in an earlier row and reaches down;
    `tall`: it covers more than one row."""

    text: str
    printed: Printed
    row: int
    column: int
    span: int
    above: bool
    tall: bool
    confidence: float | None

    @property
    def blank(self) -> bool:
        return self.printed.state == "blank"


@dataclass(frozen=True)
class Line:
    """One row of one grid, left to right. `table`: the document's table from 0, None where the text gave no grid."""

    table: int | None
    number: int
    cells: tuple[GridCell, ...]
    ruled: bool

    @property
    def raw(self) -> str:
        return " | ".join(c.text.strip() for c in self.cells)


@dataclass(frozen=True)
class Slot:
    """A column of the header: its key, and the grid columns that it covers."""

    key: str
    start: int
    end: int


def read_lines(table: Table, index: int | None, above: tuple[str, ...] = ()) -> list[Line]:
    """Returns the rows of the document's table of that index. In a ruled grid a merged cell stands in every row that it reaches.

    `above`: lines of text over the table, which come first as rows without a place."""
    by_row: dict[int, list[tuple[TableCell, bool]]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append((cell, False))
        for below in range(cell.row + 1, cell.row + cell.row_span):
            by_row.setdefault(below, []).append((cell, True))
    lines = [Line(None, -1, (GridCell(text, read_value(text), -1, 0, 1, False, False, None),), False) for text in above]
    for number in sorted(by_row):
        cells = sorted(by_row[number], key=lambda pair: pair[0].column)
        lines.append(Line(index, number, tuple(
            GridCell(c.text, read_value(c.text), number, c.column, c.column_span, above, c.row_span > 1, c.confidence) for c, above in cells),
            table.ruled))
    return [part for line in lines for part in unfold(line)]


def unfold(line: Line) -> list[Line]:
    """Returns the rows that one grid row holds where its labels and figures stand one under the other inside the cells; the
    line itself where it is one row."""
    first = next((i for i, c in enumerate(line.cells) if c.printed.many), 0)
    labels = line.cells[first - 1].text.split("\n") if first else []
    deep = [c.text.split("\n") if c.printed.many else [""] * len(labels) for c in line.cells[first:] if c.printed.many or c.blank]
    if len(labels) < 2 or len(deep) < len(line.cells) - first or any(len(pieces) != len(labels) for pieces in deep):
        return [line]
    if not any(all(whole(table, words) for words in labels) for table in ("requests", "disclosed")):
        return [line]
    columns = [labels, *deep]
    return [Line(line.table, line.number, (*line.cells[:first - 1], *(
        c._replace(text=pieces[i], printed=read_value(pieces[i])) for c, pieces in zip(line.cells[first - 1:], columns))), line.ruled)
        for i in range(len(labels))]


def by_count(values: list[GridCell], n: int, usual: bool) -> list[GridCell] | None:
    """Returns the n cells among those behind a label that hold its values; None where more than one choice is possible.

    Blank cells around exactly n may be layout. `usual`: the row is as long as most rows of its table, so that a blank at its
    beginning is the form's own. A row too long whose values are all the same has them wherever they are placed."""
    if len(values) == n:
        return values
    filled = [i for i, c in enumerate(values) if not c.blank]
    if not filled:
        return values[:n] if len(values) > n else None
    fitting = [i for i in range(len(values) - n + 1) if i <= filled[0] and filled[-1] < i + n]
    if len(fitting) == 1:
        window = values[fitting[0]:fitting[0] + n]
        return window if usual or not window[0].blank else None
    inner = values[filled[0]:filled[-1] + 1]
    if len(inner) > n and len({(c.printed, c.printed.state == "text" and c.text) for c in inner}) == 1:
        return inner[:n]
    return None


def by_geometry(values: list[GridCell], slots: list[Slot]) -> list[GridCell | None] | None:
    """Returns for each header column the one cell that stands under it (None where the row has no cell there); None where a
    cell with something in it stands under no column or two, or two stand under one."""
    placed: list[GridCell | None] = [None] * len(slots)
    for cell in values:
        under = [i for i, s in enumerate(slots) if cell.column < s.end and s.start < cell.column + cell.span]
        if cell.blank and len(under) != 1:
            continue
        if len(under) != 1 or (placed[under[0]] is not None and not cell.blank and not placed[under[0]].blank):
            return None
        if placed[under[0]] is None or placed[under[0]].blank:
            placed[under[0]] = cell
    return placed


def place(values: list[GridCell], n: int, slots: list[Slot], ruled: bool, usual: bool, aligned: bool = False) -> list[GridCell | None] | None:
    """Returns a row's n cells in the order of its columns, or None where their places are not certain.

    `slots` are the header's columns in the same order, empty where the header gives no trustworthy places;
    `aligned`: the grid's first figure stands under the first of them."""
    if len(values) == 1 and values[0].printed.state == "slash" and values[0].span >= n:
        return values * n  # one stroke through the whole row
    counted = by_count(values, n, usual)
    written_out = counted is None and usual and aligned and len(slots) == n and ends_with(values, slots)
    measured = by_geometry(values, slots) if len(slots) == n and (ruled or written_out) else None
    if counted is None or measured is None:
        return counted or measured
    same = [(a.printed, a.text.strip()) for a in counted] == [(b.printed, b.text.strip()) if b else None for b in measured]
    if same:
        return measured
    if all(b is None or b.blank for b in measured) and all(a.blank for a in counted):
        return measured
    return None


def ends_with(values: list[GridCell], slots: list[Slot]) -> bool:
    """Returns whether the header's columns stand next to each other over a row's last cells: text that writes every blank cell out."""
    return bool(values) and slots[-1].end == values[-1].column + values[-1].span and all(a.end == b.start for a, b in zip(slots, slots[1:]))


def trustworthy(slots: list[Slot], order: list[str]) -> bool:
    """Returns whether a header's columns stand once each in the form's order, left to right, without overlap."""
    return [s.key for s in slots] == order and apart(slots)


def apart(slots: list[Slot]) -> bool:
    """Returns whether no column stands over another, left to right."""
    return all(a.end <= b.start for a, b in zip(slots, slots[1:]))
