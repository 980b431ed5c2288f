"""Tables of Word 97 files: a row's end mark says where its cells' edges stand; columns are found by the edges of all rows."""
from bisect import bisect_left
from dataclasses import dataclass, field

from loaders.document import Block
from loaders.readers.doc_binary import DEFINE_TABLE, u16
from loaders.readers.rows import Cell, blocks_of_rows

SAME_EDGE = 15  # twips between edges that are one: a quarter of a millimetre
MERGE, VERTICAL_MERGE = 0x5624, 0xD62B
FIRST_MERGED, MERGED, CONTINUES, RESTARTS = 0x01, 0x02, 0x20, 0x40
DESCRIPTION = 20  # bytes a cell


@dataclass
class Row:
    """One row as its end mark defines it: `edges` in twips, one more than cells; `flags` of each cell."""

    cells: list[list[Block]]
    edges: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)


def define(cells: list[list[Block]], changes: list[tuple[int, bytes]]) -> Row:
    """Returns a row of cells with the edges and merges that its properties say."""
    row = Row(cells)
    for sprm, operand in changes:
        if sprm == DEFINE_TABLE and operand:
            count = operand[0]
            row.edges = [u16(operand, 1 + 2 * i) for i in range(count + 1)]
            row.edges = [edge - 65536 if edge > 32767 else edge for edge in row.edges]
            places = [1 + 2 * (count + 1) + DESCRIPTION * i for i in range(count)]
            row.flags = [u16(operand, at) if at + 2 <= len(operand) else 0 for at in places]
        elif sprm == MERGE and len(operand) == 2:
            for i in range(operand[0], min(operand[1], len(row.flags))):
                row.flags[i] |= FIRST_MERGED if i == operand[0] else MERGED
        elif sprm == VERTICAL_MERGE and len(operand) == 2 and operand[0] < len(row.flags):
            row.flags[operand[0]] |= {0: 0, 1: CONTINUES, 3: CONTINUES | RESTARTS}.get(operand[1], 0)
    return row


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
    here = found[-1]
    for i, blocks in enumerate(row.cells):
        if i + 1 >= len(row.edges):
            here.append(Cell(blocks))
            continue
        column, behind = _column(edges, row.edges[i]), _column(edges, row.edges[i + 1])
        flags, width = row.flags[i] if i < len(row.flags) else 0, max(behind - column, 1)
        if flags & MERGED and not flags & FIRST_MERGED and here:
            here[-1] = here[-1]._replace(column_span=here[-1].column_span + width)
            continue
        if flags & CONTINUES and not flags & RESTARTS and column in above:
            at, index = above[column]
            found[at][index] = found[at][index]._replace(row_span=len(found) - at)
            continue
        for place in [c for c in above if column <= c < column + width]:
            del above[place]
        if flags & RESTARTS:
            above[column] = (len(found) - 1, len(here))
        here.append(Cell(blocks, 1, width, column))


def _column(edges: list[int], edge: int) -> int:
    """Returns the number of the edge that this one is."""
    at = bisect_left(edges, edge)
    return at if at < len(edges) and edges[at] == edge else at - 1
