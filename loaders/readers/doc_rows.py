"""Rows of Word 97 tables: the end mark of a row says where its cells' edges stand and which are merged."""
from loaders.document import Block
from loaders.readers.doc_binary import DEFINE_TABLE, u16
from loaders.readers.edges import Merge, Row

MERGE, VERTICAL_MERGE = 0x5624, 0xD62B
DESCRIPTION = 20  # bytes a cell


def define(cells: list[list[Block]], changes: list[tuple[int, bytes]]) -> Row:
    """Returns a row of cells with the edges and merges that the properties of its end mark say."""
    row = Row(cells)
    for sprm, operand in changes:
        if sprm == DEFINE_TABLE and operand:
            count = operand[0]
            edges = [u16(operand, 1 + 2 * i) for i in range(count + 1)]
            row.edges = [edge - 65536 if edge > 32767 else edge for edge in edges]
            places = [1 + 2 * (count + 1) + DESCRIPTION * i for i in range(count)]
            row.flags = [u16(operand, at) if at + 2 <= len(operand) else 0 for at in places]
        elif sprm == MERGE and len(operand) == 2:
            for i in range(operand[0], min(operand[1], len(row.flags))):
                row.flags[i] |= Merge.FIRST if i == operand[0] else Merge.MERGED
        elif sprm == VERTICAL_MERGE and len(operand) == 2 and operand[0] < len(row.flags):
            row.flags[operand[0]] |= {1: Merge.CONTINUES, 3: Merge.CONTINUES | Merge.RESTARTS}.get(operand[1], 0)
    return row
