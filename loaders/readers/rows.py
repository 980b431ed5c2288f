"""Rows of cells that hold blocks -> blocks: a data table becomes one grid; a layout table becomes what stands inside it, in reading order.

The same rule serves web pages and Word: a row is layout where a cell holds prose or a table of its own."""
from typing import NamedTuple

from loaders.document import Block, Paragraph, Picture, Table
from loaders.readers.grids import Grid
from loaders.readers.text_lines import is_heading, is_number, shape

LONG = 120  # characters in a cell from which on sentences are prose and not a label
MUCH = 300


class Cell(NamedTuple):
    """A cell before the grid is resolved: the blocks inside and its spans."""

    blocks: list[Block]
    row_span: int = 1
    column_span: int = 1
    column: int | None = None  # where the format says it; else the next free place
    confidence: float | None = None  # 0–1 where the text was recognised in a picture

    @property
    def text(self) -> str:
        """The cell's text, a line a paragraph; an inner table small enough to be decoration is read as text too."""
        return "\n".join(_words(self.blocks))


def _words(blocks: list[Block]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [c.text for c in block.cells if c.text]
    return found


def blocks_of_rows(rows: list[list[Cell]], name: str, page: int | None = None) -> list[Block]:
    """Returns the blocks that a table's rows stand for, in reading order; pictures inside a grid stand behind it."""
    if not rows:
        return []
    narrow = max(map(len, rows)) <= 1
    layout = [narrow or _is_line(row) or (any(map(_is_layout, row)) and sum(is_number(c.text) for c in row) < 2) for row in rows]
    found: list[Block] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and layout[end] == layout[at]:
            end += 1
        if layout[at]:
            found += _inside(rows[at:end])
        else:
            found += _grid(rows[at:end], name, page)
        at = end
    return found


def _is_line(row: list[Cell]) -> bool:
    """Returns whether a row is one cell with a section's heading or a sentence: a report laid out as one large table."""
    return len(row) == 1 and (is_heading(row[0].text) or row[0].text.rstrip().endswith("。"))


def _is_layout(cell: Cell) -> bool:
    """Returns whether a cell holds prose, or a table that is more than one line of cells."""
    for block in cell.blocks:
        if isinstance(block, Table) and len({c.row for c in block.cells}) > 1 and len({c.column for c in block.cells}) > 1:
            return True
    words = [b.text for b in cell.blocks if isinstance(b, Paragraph)]
    length = sum(map(len, words))
    return length > MUCH or (length > LONG and sum(w.count("。") for w in words) > 1)


def _grid(rows: list[list[Cell]], name: str, page: int | None) -> list[Block]:
    """Returns one grid; titles that fill its first rows stand above it as paragraphs."""
    alike = [shape(row[0].text) for row in rows if len(row) == 1]  # "第二十条第（一）项" comes again as "第二十条第（五）项"
    first = 0
    while first < len(rows) and _is_title(rows[first], alike):
        first += 1
    grid = Grid(name)
    for row in rows[first:]:
        grid.next_row()
        for cell in row:
            grid.add(cell.text, cell.row_span, cell.column_span, cell.column, cell.confidence)
    table: list[Block] = [grid.table(page)] if any(c.text for c in grid.cells) else []
    pictures = [b for row in rows[first:] for cell in row for b in cell.blocks if isinstance(b, Picture)]
    return [*_inside(rows[:first]), *table, *pictures]


def _inside(rows: list[list[Cell]]) -> list[Block]:
    return [block for row in rows for cell in row for block in cell.blocks]


def _is_title(row: list[Cell], alike: list[str]) -> bool:
    """Returns whether a row above a grid is a title: one cell, and like no other row of one cell."""
    return not row or (len(row) == 1 and alike.count(shape(row[0].text)) == 1)
