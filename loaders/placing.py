"""Where rows go once they are placed, and where the doubts go when they cannot be: shared by the three tables."""
from dataclasses import dataclass, field

from loaders.doubting import doubt
from loaders.grids import GridCell, Line, Slot, place
from loaders.rows import Seen
from report.model import CellReference, Doubt


@dataclass(frozen=True)
class RowRead:
    """One printed row in its columns; `cells` holds None where the grid has no cell under a column."""

    table: str
    row: str
    columns: tuple[str, ...]
    cells: tuple[GridCell | None, ...]
    line: Line
    edition: str | None = None


@dataclass(frozen=True)
class LeftOut:
    """A row whose values could not be placed, kept for a proposal; `doubt` is its place among the doubts."""

    table: str
    row: str
    columns: tuple[str, ...]
    values: tuple[GridCell, ...]
    doubt: int


@dataclass
class Shelf:
    """The rows, doubts and rows left out so far. `usual`: the length of most rows of the grid being read; `front`:
    the first column of it in which a figure stands."""

    rows: list[RowRead] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    usual: int = 0
    front: int = 0

    def put(self, seen: Seen, order: list[str], slots: list[Slot], edition: str | None = None) -> None:
        """Adds a row whose values can be placed, or a doubt that keeps them."""
        values = list(seen.values)
        if not values and not seen.line.ruled:
            cells = None  # text that ends behind a label: its figures may have been lost
        elif not seen.filled and len(values) < len(order):
            cells = [None] * len(order)
        else:
            aligned = bool(slots) and slots[0].start == self.front
            cells = place(values, len(order), slots, seen.line.ruled, len(seen.line.cells) == self.usual, aligned)
        if cells is None:
            self.leave_out(seen, seen.match.key, [(seen.match.key, key) for key in order], order)
        else:
            self.rows.append(RowRead(seen.table, seen.match.key, tuple(order), tuple(cells), seen.line, edition))

    def leave_out(self, seen: Seen, row: str, cells: list[tuple[str, str]], order: list[str]) -> None:
        """Adds the doubt of a row whose width cannot be reconciled with its columns. `cells`: the (row, column) pairs it would fill."""
        found = len([c for c in seen.values if not c.blank])
        self.left_out.append(LeftOut(seen.table, row, tuple(order), seen.values, len(self.doubts)))
        self.doubt("row_width", seen, [CellReference(table=seen.table, row=r, column=c) for r, c in cells], found=found, expected=len(order))

    def doubt(self, kind: str, seen: Seen, cells: list[CellReference] | None = None, **values) -> None:
        """Adds a doubt about one line, named by its label."""
        words = seen.words or seen.label
        self.doubts.append(doubt(kind, seen.line.raw, cells, table=seen.table, **({"row": words} if words else {}), **values))
