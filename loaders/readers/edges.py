"""Rows whose cells say where their edges stand (Word 97, rich text) -> a grid: columns are found by the edges of all rows."""
from bisect import bisect_left
from dataclasses import dataclass, field
from enum import IntFlag

from loaders.document import Block
from loaders.readers.rows import Cell, blocks_of_rows

SAME_EDGE = 15  # twips between edges that are one: a quarter of a millimetre


class Merge(IntFlag):
    """How a cell is merged with its neighbours, with the bits of Word 97."""

    FIRST = 0x01
    MERGED = 0x02
    CONTINUES = 0x20
    RESTARTS = 0x40


@dataclass
class Row:
    """One row: its cells, their `edges` in twips (one more than cells) and the `flags` of each."""

    cells: list[list[Block]]
    edges: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)


def read_rows(rows: list[Row], name: str) -> list[Block]:
    """Returns the blocks that the rows of one table stand for."""
    edges: list[int] = []
    for edge in sorted({e for row in rows for e in row.edges}):
        if not edges or edge - edges[-1] > SAME_EDGE:
            edges.append(edge)
    found: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # column -> (row, index) of the cell that a vertical merge continues
    for row in rows:
        found.append([])
        _place(row, edges, found, above)
    return blocks_of_rows(found, name)


def _place(row: Row, edges: list[int], found: list[list[Cell]], above: dict[int, tuple[int, int]]) -> None:
    """Puts the cells of one row behind those of the rows above, or lengthens the cells that they continue."""
    here, taken = found[-1], 0
    for i, blocks in enumerate(row.cells):
        if i + 1 >= len(row.edges):
            here.append(Cell(blocks, 1, 1, taken))
            taken += 1
            continue
        column = max(_column(edges, row.edges[i]), taken)
        width = max(_column(edges, row.edges[i + 1]) - column, 1)
        taken = column + width
        flags = row.flags[i] if i < len(row.flags) else 0
        if flags & Merge.MERGED and not flags & Merge.FIRST and here:
            here[-1] = here[-1]._replace(column_span=here[-1].column_span + width)
            continue
        if flags & Merge.CONTINUES and not flags & Merge.RESTARTS and column in above:
            at, index = above[column]
            found[at][index] = found[at][index]._replace(row_span=len(found) - at)
            continue
        for place in [c for c in above if column <= c < taken]:
            del above[place]
        if flags & Merge.RESTARTS:
            above[column] = (len(found) - 1, len(here))
        here.append(Cell(blocks, 1, width, column))


def _column(edges: list[int], edge: int) -> int:
    """Returns the number of the edge that this one is."""
    at = bisect_left(edges, edge)
    return at if at < len(edges) and edges[at] == edge else max(at - 1, 0)
