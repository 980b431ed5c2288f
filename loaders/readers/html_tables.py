"""Tables of web pages: which rows are figures and which are only layout, and the grids with their spans resolved."""
from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.document import Block, Paragraph
from loaders.readers.rows import Cell, blocks_of_rows

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from loaders.readers.html import Walk

DEEPEST = 50  # tables inside tables


def read_table(table: LexborNode, walk: Walk, depth: int) -> list[Block]:
    """Returns the blocks that a table stands for: one grid, or the paragraphs and grids of a layout table in reading order."""
    from loaders.readers.html import is_hidden

    rows: list[list[Cell]] = []
    before: list[Block] = []
    for row in _rows(table):
        if row.tag == "caption":
            before += _inside(row, walk, depth)
        elif not (row.attrs and (is_hidden(row) or row.attributes.get("height") == "0")):  # Word ends tables with a row of column widths
            rows.append([_cell(cell, walk, depth) for cell in _children(row, ("td", "th")) if not (cell.attrs and is_hidden(cell))])
    return before + blocks_of_rows(rows, walk.name)


def _rows(table: LexborNode) -> list[LexborNode]:
    """Returns the table's own rows and captions, the foot last."""
    found, foot = [], []
    for child in _children(table, ("tr", "tbody", "thead", "tfoot", "caption")):
        rows = [child] if child.tag in ("tr", "caption") else _children(child, ("tr",))
        (foot if child.tag == "tfoot" else found).extend(rows)
    return found + foot


def _children(node: LexborNode, tags: tuple[str, ...]) -> list[LexborNode]:
    found, child = [], node.child
    while child is not None:
        if child.tag in tags:
            found.append(child)
        child = child.next
    return found


def _cell(node: LexborNode, walk: Walk, depth: int) -> Cell:
    attributes = node.attributes
    return Cell(_inside(node, walk, depth), _span(attributes.get("rowspan")), _span(attributes.get("colspan")))


def _span(text: str | None) -> int:
    """Returns a span as browsers read it; 0 ("to the end") is taken as far as HTML allows."""
    digits = (text or "1").strip().split(".")[0]
    if not (digits.isascii() and digits.isdecimal()):
        return 1
    return min(int(digits[:6]) or 65534, 65534)


def _inside(node: LexborNode, walk: Walk, depth: int) -> list[Block]:
    """Returns the blocks inside a cell."""
    if depth >= DEEPEST:
        from loaders.readers.html import tidy

        return [Paragraph(line) for line in tidy(node.text(deep=True)).split("\n") if line]
    inner = type(walk)(walk.name, walk.pictures, in_cell=True)
    inner.nodes = walk.nodes
    inner.visit(node, depth + 1)
    walk.nodes = inner.nodes
    return inner.blocks
