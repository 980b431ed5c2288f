"""Tables without ruling lines: rows of short texts that stand in columns -> pieces; all other lines stay lines."""
from loaders.document import TableCell
from loaders.readers.pdf_lines import Line, join_chars
from loaders.readers.pdf_tables import Piece
from loaders.readers.text_lines import is_heading, is_prose, is_value

GAP = 1.3  # ems between two cells
FEWEST_ROWS = 3


class Part:
    """A run of characters with no wide gap inside."""

    def __init__(self, chars, size: float):
        self.x0, self.x1 = chars[0].x0, chars[-1].x1
        self.text = join_chars(tuple(chars), size)


def find_columns(lines: list[Line]) -> list[Line | Piece]:
    """Returns the lines with each run of rows in columns replaced by a piece; two figures in a line make it such a row."""
    parts = [_parts(line) for line in lines]
    found: list[Line | Piece] = []
    at = 0
    while at < len(lines):
        end = _run(lines, parts, at)
        if end > at:
            found.append(_piece(lines[at:end], parts[at:end]))
            at = end
        else:
            found.append(lines[at])
            at += 1
    return found


def _parts(line: Line) -> list[Part]:
    runs = [[line.chars[0]]]
    for char in line.chars[1:]:
        if char.x0 - runs[-1][-1].x1 > GAP * line.size:
            runs.append([])
        runs[-1].append(char)
    return [Part(run, line.size) for run in runs]


def _is_row(parts: list[Part]) -> bool:
    return len(parts) > 1 and sum(is_value(p.text) for p in parts) >= 2 or (len(parts) == 2 and is_value(parts[1].text) and not is_prose(parts[0].text))


def _run(lines: list[Line], parts: list[list[Part]], begin: int) -> int:
    """Returns where the run of rows ends that begins at a line, or `begin` itself; headers above the figures belong to it."""
    if len(parts[begin]) < 2 or is_heading(lines[begin].text):
        return begin
    at = end = begin
    rows = 0
    while at < len(lines) and at - end < 4 and not (is_heading(lines[at].text) and not _is_row(parts[at])):
        if _is_row(parts[at]):
            rows, end = rows + 1, at + 1
        elif len(parts[at]) == 1 and lines[at].x1 - lines[at].x0 > 26 * lines[at].size:
            break
        at += 1
    return end if rows >= FEWEST_ROWS else begin


def _piece(lines: list[Line], parts: list[list[Part]]) -> Piece:
    """Returns the rows on common columns: parts of different rows that overlap from left to right share one."""
    spans: list[list[float]] = []
    for part in sorted((p for row in parts if _is_row(row) for p in row), key=lambda p: p.x0):
        if spans and part.x0 < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], part.x1)
        else:
            spans.append([part.x0, part.x1])
    xs = [spans[0][0]] + [(a[1] + b[0]) / 2 for a, b in zip(spans, spans[1:])] + [spans[-1][1]]
    cells = []
    for row, line in enumerate(parts):
        texts = [""] * len(spans)
        for part in line:
            column = sum(x <= (part.x0 + part.x1) / 2 for x in xs[1:-1])
            texts[column] += ("\n" if texts[column] else "") + part.text
        cells += [TableCell(text, row, column) for column, text in enumerate(texts)]
    return Piece(lines[0].page, xs, lines[0].y0, lines[-1].y1, cells, ruled=False)
