"""Tables without ruling lines: figures that stand in columns, with labels to their left that may be wrapped -> pieces; other lines stay lines."""
from collections import Counter
from typing import NamedTuple

from loaders.document import TableCell
from loaders.readers.pdf_lines import Char, Line, join_chars
from loaders.readers.pdf_tables import Piece
from loaders.readers.text_lines import ENUMERATED, is_heading, is_number, is_value

GAP = 0.95  # ems between two cells
FIGURE_GAP = 0.45  # ems beside a figure
FEWEST_ROWS = 3
MANY_FIGURES = 5  # so many in one line are a row even when it stands alone
MOST_WRAPPED = 8  # lines of labels between two rows of figures


class Part(NamedTuple):
    """A run of characters with no wide gap inside."""

    text: str
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


class Row(NamedTuple):
    """A line in its parts: labels from the left, then figures."""

    labels: list[Part]
    figures: list[Part]


def find_columns(lines: list[Line], carried_on: bool = False) -> list[Line | Piece]:
    """Returns the lines with each run of rows in columns replaced by pieces. `carried_on`: the page before ended in such a table,
    so that labels may stand above the first figures."""
    rows = [_row(line) for line in lines]
    found: list[Line | Piece] = []
    at = 0
    while at < len(lines):
        end = _run(lines, rows, at, carried_on and at < 2)
        if end > at:
            found += _pieces(lines[at:end], rows[at:end])
            at = end
        else:
            found.append(lines[at])
            at += 1
    return found


def _row(line: Line) -> Row:
    words: list[list[Char]] = [[line.chars[0]]]
    for char in line.chars[1:]:
        gap = (char.x0 - words[-1][-1].x1) / line.size
        beside = gap > FIGURE_GAP and (char.text.isdecimal() or is_number("".join(c.text for c in words[-1])))
        if gap > GAP or beside:
            words.append([])
        words[-1].append(char)
    parts = [Part(join_chars(tuple(w), line.size), w[0].x0, w[-1].x1) for w in words]
    count = 0
    while count < len(parts) and is_value(parts[-1 - count].text):
        count += 1
    if count == len(parts) > 1 and not is_value(parts[0].text):
        count -= 1
    return Row(parts[:len(parts) - count], parts[len(parts) - count:])


def _run(lines: list[Line], rows: list[Row], begin: int, carried_on: bool) -> int:
    """Returns where the run of rows ends that begins at a line, or `begin` itself. It needs rows of two figures and a label, or,
    under a line of several labels, rows of one."""
    if not (carried_on or len(rows[begin].labels) > 1 or rows[begin].figures) or is_heading(lines[begin].text) or len(lines[begin].chars) > 60:
        return begin
    at = end = begin
    full = count = 0
    while at < len(lines) and at - end <= MOST_WRAPPED:
        row, line = rows[at], lines[at]
        if row.figures:
            if line.x1 - line.x0 > 30 * line.size and len(row.figures) == 1:
                break
            count, full, end = count + 1, full + (len(row.figures) > 1), at + 1
        elif is_heading(line.text) or len(row.labels) == 1 and line.x1 - line.x0 > 26 * line.size:
            break
        at += 1
    if max((len(row.figures) for row in rows[begin:end]), default=0) < MANY_FIGURES:
        if count < FEWEST_ROWS or (full < 2 and len(rows[begin].labels) < 2):
            return begin
    edge = min(row.figures[0].x0 for row in rows[begin:end] if row.figures)
    while end < len(lines) and _is_rest(lines[end - 1], lines[end], rows[end], edge):
        end += 1
    return end


def _is_rest(above: Line, line: Line, row: Row, edge: float) -> bool:
    """Returns whether a line below the last figures is the end of a wrapped label."""
    near = line.y0 - above.y0 < 1.7 * line.size and abs(line.size - above.size) < 0.15 * above.size
    return not row.figures and line.x1 < edge and near and not (line.text.endswith("。") or is_heading(line.text) or ENUMERATED.match(line.text))


def _pieces(lines: list[Line], rows: list[Row]) -> list[Line | Piece]:
    """Returns one piece for each block of rows under a header of its own."""
    edge = min(row.figures[0].x0 for row in rows if row.figures)
    found: list[Line | Piece] = []
    begin, filled = 0, False
    for at, row in enumerate(rows):
        header = not row.figures and len(row.labels) > 1 and row.labels[-1].x1 > edge
        if header and filled:
            found.append(_piece(lines[begin:at], rows[begin:at]))
            begin, filled = at, False
        filled = filled or bool(row.figures)
    found.append(_piece(lines[begin:], rows[begin:]))
    return found


def _piece(lines: list[Line], rows: list[Row]) -> Piece:
    """Returns the rows with their figures under each other; a label's wrapped lines are joined to the row they belong to."""
    most = Counter(len(row.figures) for row in rows if row.figures)
    width = max(most, key=lambda n: (n, most[n]))
    columns = [sum(row.figures[i].middle for row in rows if len(row.figures) == width) / most[width] for i in range(width)]
    waiting: list[Part] = []  # label lines that may belong to the row below
    last: list[list[Part]] | None = None  # the labels of the row above, by column
    table: list[tuple[list[list[Part]], list[str]]] = []
    for row in rows:
        if not row.figures:
            if last is None and not waiting and (len(row.labels) > 1 or not ENUMERATED.match(row.labels[0].text)):
                table.append(([[p] for p in row.labels], []))
                continue
            for part in row.labels:
                if last is None or waiting or ENUMERATED.match(part.text):
                    waiting.append(part)
                else:
                    _add(last, part)
            continue
        values = [""] * width
        for figure in row.figures:
            place = min(range(width), key=lambda i: abs(columns[i] - figure.middle))
            values[place] += ("\n" if values[place] else "") + figure.text
        last = []
        for part in [*waiting, *row.labels]:
            _add(last, part)
        waiting = []
        table.append((sorted(last, key=lambda group: group[0].x0), values))
    texts = [["".join(p.text for p in group) for group in groups] + values for groups, values in table]
    cells = [TableCell(text, r, c) for r, line in enumerate(texts) for c, text in enumerate(line)]
    return Piece(lines[0].page, columns, lines[0].y0, lines[-1].y1, cells, ruled=False)


def _add(groups: list[list[Part]], part: Part) -> None:
    """Puts a part under the label it continues, by where it stands, or beside the others."""
    for group in groups:
        if any(min(p.x1, part.x1) - max(p.x0, part.x0) > 0.5 * min(p.x1 - p.x0, part.x1 - part.x0) for p in group):
            group.append(part)
            return
    groups.append([part])
