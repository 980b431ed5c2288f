"""Rows of cells with spans -> a resolved grid, for every format that has merged cells. Spans cost nothing until they are read:
places are kept as intervals, and rows and columns in which no cell begins are taken out, so that a span of 1,000 shrinks to what it covers."""
from bisect import bisect_left
from dataclasses import dataclass, field

from loaders.document import Table, TableCell
from loaders.errors import UnreadableFile
from loaders.readers.limits import limits

MOST_DEEP = 1000  # cells reaching from one row into the next


@dataclass
class Grid:
    """A grid under construction: rows from the top, cells from the left, as HTML and Word write them."""

    name: str  # of the file, for the error
    cells: list[TableCell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    _deep: list[tuple[int, int, int]] = field(default_factory=list)  # (first column, column behind, last row) of cells that reach further rows
    _busy: list[tuple[int, int, int]] = field(default_factory=list)  # those that reach this row, from the left, and not yet passed

    def next_row(self) -> None:
        """Begins a row."""
        self.row += 1
        self.column = 0
        self._deep = [d for d in self._deep if d[2] >= self.row]
        self._busy = sorted(self._deep, reverse=True)

    def add(self, text: str, row_span: int = 1, column_span: int = 1, column: int | None = None, confidence: float | None = None) -> None:
        """Puts a cell into its column, or into the next free place of the row. Raises UnreadableFile: too_large."""
        if column is not None:
            self.column = column
        else:
            while self._busy and self._busy[-1][0] <= self.column:
                self.column = max(self.column, self._busy.pop()[1])
        cell = TableCell(text, self.row, self.column, max(row_span, 1), max(column_span, 1), confidence)
        self.cells.append(cell)
        if cell.row_span > 1:
            self._deep.append((cell.column, cell.column + cell.column_span, cell.row + cell.row_span - 1))
        self.column += cell.column_span
        if len(self.cells) > limits().cells or len(self._deep) > MOST_DEEP:
            raise UnreadableFile("too_large", self.name, detail="{count} cells", count=len(self.cells))

    def table(self, page: int | None = None, ruled: bool = True) -> Table:
        """Returns the grid as a table."""
        return Table(tuple(compact(self.cells, self.name)), page, ruled)


def compact(cells: list[TableCell], name: str = "") -> list[TableCell]:
    """Returns the cells with rows and columns taken out in which no cell begins. Raises UnreadableFile: too_large."""
    rows = sorted({c.row for c in cells})
    columns = sorted({c.column for c in cells})
    if len(rows) * len(columns) > limits().cells:
        raise UnreadableFile("too_large", name, detail="a table of {rows} × {columns} cells", rows=len(rows), columns=len(columns))
    height, width = len(rows), len(columns)
    if rows and rows[-1] == height - 1 and columns[-1] == width - 1:  # nothing to take out
        if all(c.row + c.row_span <= height and c.column + c.column_span <= width for c in cells):
            return cells
    found = []
    for cell in cells:
        row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        row_end = bisect_left(rows, cell.row + cell.row_span)
        column_end = bisect_left(columns, cell.column + cell.column_span)
        found.append(TableCell(cell.text, row, column, max(row_end - row, 1), max(column_end - column, 1), cell.confidence))
    return found
