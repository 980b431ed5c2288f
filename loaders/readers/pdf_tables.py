"""Pieces of tables on pages -> whole tables: rows, header repetitions and cells that a page break cut are put together again."""
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from loaders.document import Block, Paragraph, Table, TableCell
from loaders.readers.grids import compact
from loaders.readers.rows import Cell, blocks_of_rows
from loaders.readers.text_lines import ENUMERATED, is_number, is_value

SAME_EDGE = 6.0
SAME_COLUMN = 3.5
MOST_HEADER_ROWS = 4
LONG_LABEL = 8  # characters of a label that may have been wrapped: "行政规范性文件" stands in one line


@dataclass
class Piece:
    """A table, or the part of it that stands on one page. `xs`: where its columns divide, or, without
    lines, where its figures stand; cells as in the grid."""

    page: int
    xs: list[float]
    top: float
    bottom: float
    cells: list[TableCell] = field(default_factory=list)
    ruled: bool = True
    cut_above: list[float] = field(default_factory=list)  # left sides of the cells that no line closes at the top edge
    cut_below: list[float] = field(default_factory=list)  # … at the bottom edge

    def blocks(self, name: str) -> list[Block]:
        """Returns what the piece is in the document: one table, or the paragraphs and tables of a frame around the text."""
        cells = sorted(compact(self.cells, name), key=lambda c: (c.row, c.column))
        if not self.ruled:
            return [Table(tuple(cells), self.page, ruled=False)]
        rows: list[list[Cell]] = [[] for _ in range(max((c.row for c in cells), default=-1) + 1)]
        for cell in cells:
            lines = [Paragraph(line, self.page) for line in cell.text.split("\n") if line]
            rows[cell.row].append(Cell(lines, cell.row_span, cell.column_span, cell.column, cell.confidence))
        return blocks_of_rows(rows, name, self.page)


def fits(above: Piece, below: Piece) -> bool:
    """Returns whether the second piece can carry on the first: the same edges and mostly the same columns."""
    if above.ruled != below.ruled:
        return False
    if not above.ruled:
        return len(above.xs) == len(below.xs) and all(abs(x - y) <= SAME_EDGE for x, y in zip(above.xs, below.xs))
    if abs(above.xs[0] - below.xs[0]) > SAME_EDGE or abs(above.xs[-1] - below.xs[-1]) > SAME_EDGE:
        return False
    inner, other = above.xs[1:-1], below.xs[1:-1]
    if not inner or not other:
        return inner == other
    return max(_shared(inner, other), _shared(other, inner)) >= 0.6


def _shared(xs: list[float], others: list[float]) -> float:
    return sum(any(abs(x - o) <= SAME_COLUMN for o in others) for x in xs) / len(xs)


def join(above: Piece, below: Piece) -> Piece:
    """Returns the two pieces as one, on the first one's page."""
    if not above.ruled:
        height = max(c.row for c in above.cells) + 1
        return replace(above, bottom=below.bottom, cells=above.cells + [replace(c, row=c.row + height) for c in below.cells])
    xs: list[float] = []
    for x in sorted(above.xs + below.xs):
        if not xs or x - xs[-1] > SAME_COLUMN:
            xs.append(x)
    first, second = _on_columns(above, xs), _on_columns(below, xs)
    repeated = _repeated_rows(first, second)
    second = [replace(c, row=c.row - repeated) for c in second if c.row >= repeated]
    cut = {(c.column, c.column_span) for c in second if repeated == 0 and _is_at(xs[c.column], above.cut_below) and _is_at(xs[c.column], below.cut_above)}
    return Piece(above.page, xs, above.top, below.bottom, _sewn(first, second, cut), above.ruled, above.cut_above, below.cut_below)


def _is_at(x: float, places: list[float]) -> bool:
    return any(abs(x - place) <= SAME_COLUMN for place in places)


def _on_columns(piece: Piece, xs: list[float]) -> list[TableCell]:
    """Returns the piece's cells with their columns counted on finer divisions."""
    def index(x: float) -> int:
        at = bisect_left(xs, x - SAME_COLUMN)
        return min(at, len(xs) - 1)

    found = []
    for cell in piece.cells:
        start, end = index(piece.xs[cell.column]), index(piece.xs[min(cell.column + cell.column_span, len(piece.xs) - 1)])
        found.append(replace(cell, column=start, column_span=max(end - start, 1)))
    return found


def _repeated_rows(first: list[TableCell], second: list[TableCell]) -> int:
    """Returns how many of the second piece's first rows only repeat the header."""
    def row(cells: list[TableCell], at: int) -> list[tuple[int, str]]:
        return sorted((c.column, c.text) for c in cells if c.row == at)

    count = 0
    while count < MOST_HEADER_ROWS:
        here, there = row(first, count), row(second, count)
        if not here or here != there or not any(text for _, text in here) or any(is_number(text) for _, text in here):
            break
        count += 1
    return count


def _sewn(first: list[TableCell], second: list[TableCell], cut: set[tuple[int, int]]) -> list[TableCell]:
    """Returns the rows of both; a cell, or a whole row, that the page break cut in two becomes one again. `cut`: the places
    (column, span) where no line stands on either side of the break, so that it is certain."""
    height = max((c.row + c.row_span for c in first), default=0)
    bottom = {(c.column, c.column_span): c for c in first if c.row + c.row_span == height}
    top = {(c.column, c.column_span): c for c in second if c.row == 0}
    pairs = {place: (bottom[place], top[place]) for place in top if place in bottom}
    whole = bool(pairs) and len(pairs) == len(top) and (set(pairs) <= cut or _is_one_row(list(pairs.values())))
    joined: dict[tuple[int, int], TableCell] = {}
    for place, (above, below) in pairs.items():
        tall = above.row_span > 1 or below.row_span > 1
        label_beside = any(c.column > below.column and c.text and not is_value(c.text) for c in top.values())
        if whole or place in cut or _is_one_cell(above, below, tall, label_beside):
            span = above.row_span + below.row_span - whole
            joined[place] = replace(above, text=above.text + below.text, row_span=span, confidence=_least(above.confidence, below.confidence))
    kept = [joined.get((c.column, c.column_span), c) if c.row + c.row_span == height else c for c in first]
    rest = [replace(c, row=c.row + height - whole) for c in second if not (c.row == 0 and (c.column, c.column_span) in joined)]
    return kept + rest


def _least(*confidences: float | None) -> float | None:
    return min((c for c in confidences if c is not None), default=None)


def _is_one_cell(above: TableCell, below: TableCell, tall: bool, label_beside: bool) -> bool:
    """Returns whether a label at the foot of a page and what stands below it on the next are one merged cell: nothing, to the left
    of further labels, or the rest of its words."""
    if not above.text or is_value(above.text):
        return False
    if not below.text:
        return label_beside
    return tall and not is_value(below.text) and bool(ENUMERATED.match(above.text)) and not ENUMERATED.match(below.text)


def _is_one_row(pairs: list[tuple[TableCell, TableCell]]) -> bool:
    """Returns whether a row was cut in two: one part holds all the figures, and the label's second part has no number of its own."""
    single = [(a, b) for a, b in pairs if a.row_span == b.row_span == 1]
    figures_above, figures_below = (sum(is_number(c.text) for c in side) for side in zip(*single)) if single else (0, 0)
    labels_below = [b.text for _, b in single if b.text and not is_value(b.text)]
    if any(ENUMERATED.match(text) for text in labels_below) or any(is_number(a.text) and is_number(b.text) for a, b in single):
        return False
    if figures_below == 0:
        long = any(ENUMERATED.match(a.text) or a.text.startswith(("（", "(")) or len(a.text) >= LONG_LABEL for a, b in single if b.text and not is_value(b.text))
        return bool(labels_below) and figures_above > 0 and long
    return figures_above == 0 and any(ENUMERATED.match(a.text) for a, _ in single)
