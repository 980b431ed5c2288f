"""Tables of web pages: which rows are figures and which are only layout, and the grids with their spans resolved."""
from collections.abc import Callable

from loaders.document import Block
from loaders.readers.html_text import is_hidden
from loaders.readers.rows import Cell, blocks_of_rows

Inside = Callable[..., list[Block]]  # an element of the page -> the blocks inside it


def read_table(table, inside: Inside, name: str) -> list[Block]:
    """Returns the blocks that a table stands for: one grid, or the paragraphs and grids of a layout table in reading order."""
    rows: list[list[Cell]] = []
    before: list[Block] = []
    for row in _rows(table):
        if row.tag == "caption":
            before += inside(row)
        elif not (row.attrs and (is_hidden(row) or row.attributes.get("height") == "0")):  # Word ends tables with a row of column widths
            rows.append([_cell(cell, inside) for cell in _children(row, ("td", "th")) if not (cell.attrs and is_hidden(cell))])
    return before + blocks_of_rows(rows, name)


def _rows(table) -> list:
    """Returns the table's own rows and captions, the foot last."""
    found, foot = [], []
    for child in _children(table, ("tr", "tbody", "thead", "tfoot", "caption")):
        rows = [child] if child.tag in ("tr", "caption") else _children(child, ("tr",))
        (foot if child.tag == "tfoot" else found).extend(rows)
    return found + foot


def _children(node, tags: tuple[str, ...]) -> list:
    found, child = [], node.child
    while child is not None:
        if child.tag in tags:
            found.append(child)
        child = child.next
    return found


def _cell(node, inside: Inside) -> Cell:
    attributes = node.attributes
    return Cell(inside(node), _span(attributes.get("rowspan")), _span(attributes.get("colspan")))


def _span(text: str | None) -> int:
    """Returns a span as browsers read it; 0 ("to the end") is taken as far as HTML allows."""
    if text is None:
        return 1
    digits = text.strip().split(".")[0]
    if not (digits.isascii() and digits.isdecimal()):
        return 1
    return min(int(digits[:6]) or 65534, 65534)
