"""Tables without upright lines: the figures' places make the columns, labels belong to the row that they stand centred on -> pieces."""
from collections.abc import Iterator
from typing import NamedTuple

from loaders.document import TableCell
from loaders.readers.pdf_page import Char
from loaders.readers.pdf_tables import SAME_EDGE, Piece
from loaders.readers.pdf_unruled_labels import NEAR, Block, begins_between, label_blocks, labels_of_rows
from loaders.readers.pdf_words import Word, find_rows, is_end, is_figure
from loaders.readers.text_lines import ENUMERATED

FEWEST_ROWS = 3  # of figures, one of them with two or more
MANY_FIGURES = 5  # so many in one row are a table of their own
HEADED = 2  # words in a line over figures that make a header
MOST_ABOVE = 18  # lines of a header
CLOSEST = 0.95  # ems: lines nearer to each other are halves of one row
FAR = 3.2  # ems between two lines of a header


class Part(NamedTuple):
    """One block of rows under its own header. `head`: the header's words; `labels`: those left of the figures; `rows`: the rows of figures."""

    head: list[Word]
    labels: list[Word]
    rows: list[list[Word]]


def find_unruled(chars: list[Char], page: int, before: list[Piece]) -> tuple[list[Piece], list[Char]]:
    """Returns the page's tables without upright lines and the characters outside them. `before`: what the page before ended in."""
    rows, found, used = find_rows(chars), [], set()
    width = max((w.x1 for row in rows for w in row), default=0) - min((w.x0 for row in rows for w in row), default=0)
    for segment in _segments(rows, width, bool(before)):
        carried = before if not found and segment[0] is rows[0] else []
        parts = list(_parts(segment))
        widest = max((w.x1 - w.x0 for part in parts for w in part.labels), default=0)
        found += [_piece(part, page, carried, widest) for part in parts]
        used |= {id(c) for row in segment for word in row for c in word.chars}
    return found, [c for c in chars if id(c) not in used]


def _figures(row: list[Word]) -> list[Word]:
    return [w for w in row if is_figure(w.text)]


def _segments(rows: list[list[Word]], width: float, carried: bool) -> Iterator[list[list[Word]]]:
    """Gives runs of lines that hold a table: from its header to the end of its last label."""
    run: list[list[Word]] = []
    for row in [*rows, None]:
        if row is not None and not is_end(row, width):
            run.append(row)
            continue
        if run and (table := _trimmed(run, carried and run[0] is rows[0])):
            yield table
        run = []


def _trimmed(run: list[list[Word]], carried: bool) -> list[list[Word]]:
    """Returns the lines of a run that are a table, nothing where they are none. `carried`: a table of the page before may go on here."""
    at = [i for i, row in enumerate(run) if _figures(row)]
    if not at:
        return []
    most, edge = max(len(_figures(run[i])) for i in at), min(w.x0 for i in at for w in _figures(run[i]))
    behind = sum(not is_figure(row[-1].text) for row in (run[i] for i in at))  # words behind figures are sentences
    headed = any(sum(w.x1 > edge for w in row) >= HEADED for row in run[:at[-1]] if not _figures(row))
    if behind * 3 > len(at) or not (most >= MANY_FIGURES or most > 1 and (len(at) >= FEWEST_ROWS or headed) or headed and len(at) > 1 or carried):
        return []
    if most < MANY_FIGURES and not all(any(w.x1 < edge for row in run[max(i - 1, 0):i + 2] for w in row) for i in at):
        return []
    first = at[0]
    while first > 0 and at[0] - first < MOST_ABOVE and run[first][0].y - run[first - 1][0].y < (FAR if len(run[first - 1]) == 1 else 2 * FAR) * run[first][0].size:
        first -= 1
    last, near = at[-1] + 1, FAR
    while last < len(run) and all(w.x1 < edge for w in run[last]) and run[last][0].y - run[last - 1][0].y < near * run[last][0].size:
        near = FAR if ENUMERATED.match(run[last][0].text) else 1.7
        if not ENUMERATED.match(run[last][0].text) and run[last][0].y - run[last - 1][0].y > 1.7 * run[last][0].size:
            break
        last += 1
    return run[first:last]


def _parts(segment: list[list[Word]]) -> Iterator[Part]:
    """Gives the blocks of a segment: a line with words over the figures, below figures, begins a block of its own."""
    edge = min(w.x0 for row in segment for w in _figures(row))
    level = [w.x1 for row in segment if _figures(row) for w in row if w.x1 <= edge and not is_figure(w.text)]
    beyond = max(level, default=edge)
    tops = [not _figures(row) and any(w.x1 > edge or w.x0 >= beyond for w in row) for row in segment]
    right = max(level or [w.x1 for row, top in zip(segment, tops) if not top for w in row if w.x1 <= edge and not is_figure(w.text)], default=float("-inf"))
    cuts, filled = [0], False
    for i, row in enumerate(segment):
        if tops[i] and filled:
            cuts.append(i)
            filled = False
        filled = filled or bool(_figures(row))
    for begin, end in zip(cuts, [*cuts[1:], len(segment)]):
        rows = [[w for w in row if is_figure(w.text) or w.x0 >= edge] for row in segment[begin:end] if _figures(row)]
        if rows:
            heads = [w for i in range(begin, end) if tops[i] for w in segment[i] if w.x0 >= right or len(segment[i]) == 1 and w.x1 > edge]
            ids = {id(w) for w in [*heads, *(w for row in rows for w in row)]}
            yield Part(heads, [w for row in segment[begin:end] for w in row if id(w) not in ids], rows)


class Column(NamedTuple):
    """Where a column stands, and the header's words over it from top to bottom; `filled`: figures stand in it."""

    x0: float
    x1: float
    names: tuple[Word, ...]
    filled: bool


def _columns(part: Part, carried: list[Piece]) -> tuple[list[Column], list[Word]]:
    """Returns the columns, and the header's words over several."""
    columns = [Column(a, b, (), True) for a, b in _union([(w.x0, w.x1) for row in part.rows for w in row])]
    for piece in carried:
        known = [[x for x in piece.xs if c.x0 - SAME_EDGE <= x <= c.x1 + SAME_EDGE] for c in columns]
        if not part.head and all(len(xs) == 1 for xs in known):
            columns = sorted([*columns, *(Column(x, x, (), False) for x in piece.xs if [x] not in known)])
            break
    lowest = max((w.y for w in part.head), default=0.0)
    wide: list[Word] = []
    bare = {id(w) for w in part.head if not any(w.x0 < c.x1 and c.x0 < w.x1 for c in columns)}
    for word in sorted(part.head, key=lambda w: (-w.y, id(w) in bare, w.x0)):
        over = [i for i, c in enumerate(columns) if word.x0 < c.x1 and c.x0 < word.x1]
        low = lowest - word.y < 0.7 * word.size or any(abs(w.y - word.y) < 0.7 * word.size for c in columns for w in c.names)
        if not over and low:
            columns = sorted([*columns, Column(word.x0, word.x1, (word,), False)])
        elif len(over) == 1 and not _spans(word, over[0], columns, part.head):
            c = columns[over[0]]
            columns[over[0]] = Column(min(c.x0, word.x0), max(c.x1, word.x1), (word, *c.names), c.filled)
        else:
            wide.append(word)
    columns = _aligned(columns, part.rows)
    unsure = any(c.names for c in columns) and any(c.filled and not c.names for c in columns) and any(not c.filled for c in columns)
    if unsure or any(a.x1 > b.x0 for a, b in zip(columns, columns[1:])):  # no header fits: then figures alone, which must be complete
        return [Column(a, b, (), True) for a, b in _union([(w.x0, w.x1) for row in part.rows for w in row])], part.head
    return columns, wide


def _spans(word: Word, column: int, columns: list[Column], head: list[Word]) -> bool:
    """Returns whether a header's word over a column stands over those beside it too: it is not set like the words below it, or
    those of both neighbours begin lower."""
    own = columns[column].names
    if not own:
        return False
    off = min(abs(own[0].x0 - word.x0), abs(own[0].x1 - word.x1), abs(own[0].x0 + own[0].x1 - word.x0 - word.x1) / 2)
    if off > 0.6 * word.size or own[0].y - word.y > 2.2 * word.size:
        return True
    if sum(bool(c.names) for c in columns) > 1 and not any(w is not word and abs(w.y - word.y) < 0.8 * word.size for w in head):
        return True
    beside = [next((c.names for c in side if c.names), None) for side in (columns[:column][::-1], columns[column + 1:])]
    return all(ws and ws[0].y - word.y >= 0.9 * word.size for ws in beside)


def _aligned(columns: list[Column], rows: list[list[Word]]) -> list[Column]:
    """Returns the columns with figures set to the side of their header's words put under them, where there is one way to do so."""
    bare = [i for i, c in enumerate(columns) if c.filled and not c.names]
    if not bare or not any(c.names for c in columns):
        return columns
    ways = [by for by in (-1, 1) if all(0 <= i + by < len(columns) and columns[i + by].names and not columns[i + by].filled for i in bare)]
    spread = {by: sum(_spread([w.x1 if by < 0 else w.x0 for row in rows for w in row if c.x0 <= w.x0 and w.x1 <= c.x1]) for c in columns) for by in (-1, 1)}
    ways = [by for by in ways if len(ways) == 1 or spread[by] + 1 < spread[-by] / 2]
    if len(ways) != 1:
        return columns
    gone = {i + ways[0] for i in bare}
    found = [c._replace(x0=min(c.x0, columns[i + ways[0]].x0), x1=max(c.x1, columns[i + ways[0]].x1), names=columns[i + ways[0]].names)
             if i in bare else c for i, c in enumerate(columns) if i not in gone]
    return found


def _spread(xs: list[float]) -> float:
    return max(xs) - min(xs) if xs else 0.0


def _union(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Returns the places with those put together that overlap."""
    found: list[tuple[float, float]] = []
    for a, b in sorted(places):
        if found and a < found[-1][1]:
            found[-1] = found[-1][0], max(b, found[-1][1])
        else:
            found.append((a, b))
    return found


def _piece(part: Part, page: int, carried: list[Piece], widest: float) -> Piece:
    columns, wide = _columns(part, carried)
    lowest = max((w.y for w in part.head), default=float("-inf"))
    blocks = label_blocks(part.labels, lowest, widest)
    highest = min((c.names[0].y for c in columns if c.names), default=lowest)
    corner = [b for b in blocks if b.words[0].y <= lowest + 1]
    blocks = [b for b in blocks if b not in corner]
    rows = _folded(part.rows, blocks, columns)
    labels, rest = labels_of_rows(blocks, [y for y, _ in rows])
    lines = [(y, [w.text for w in sorted(wide, key=lambda w: w.x0) if w.y == y]) for y in sorted({w.y for w in wide})]
    lines += [(b.middle, [b.text]) for b in corner if b.words[-1].y < highest - 1]
    if any(c.names for c in columns):
        lines.append((lowest, ["".join(b.text for b in corner if b.words[-1].y >= highest - 1), *("".join(w.text for w in c.names) for c in columns)]))
    lines += [(y, [label, *values] if part.labels else values) for label, (y, values) in zip(labels, rows)]
    lines += [(block.middle, [block.text] if side else [block.text, *[""] * len(columns)]) for block, side in rest]
    words = [w for row in part.rows for w in row] + part.head + part.labels
    cells = [TableCell(text, r, c) for r, (_, texts) in enumerate(sorted(lines, key=lambda line: line[0])) for c, text in enumerate(texts)]
    return Piece(page, [(c.x0 + c.x1) / 2 for c in columns], min(w.y for w in words) - 1, max(w.y for w in words) + 1, cells, ruled=False)


def _folded(rows: list[list[Word]], blocks: list[Block], columns: list[Column]) -> list[tuple[float, list[str]]]:
    """Returns (middle, figures by column) of each row. A line of figures to which no label of its own belongs is the rest of those
    above it, broken in narrow columns; where they were not as wide as the column they stay apart in the cell, for a doubt."""
    at = {id(w): next(i for i, c in enumerate(columns) if c.x0 - 0.1 <= w.x0 and w.x1 <= c.x1 + 0.1) for row in rows for w in row}
    widest = [max((w.x1 - w.x0 for row in rows for w in row if at[id(w)] == i), default=0) for i in range(len(columns))]
    found: list[tuple[list[Word], list[list[Word]]]] = []
    for row in rows:
        apart = (row[0].y - found[-1][0][-1].y) / row[0].size if found else FAR
        if apart > CLOSEST and (apart > NEAR or begins_between(blocks, found[-1][0][-1].y, row[0].y)):
            found.append(([], [[] for _ in columns]))
        found[-1][0].append(row[0])
        for word in row:
            found[-1][1][at[id(word)]].append(word)
    return [((firsts[0].y + firsts[-1].y) / 2 if len(firsts) > 1 else firsts[0].y,
             [_figure(words, widest[i]) for i, words in enumerate(cells)]) for firsts, cells in found]


def _figure(words: list[Word], widest: float) -> str:
    full = all(w.x1 - w.x0 > widest - 0.2 * w.size and len(w.text) > 2 for w in words[:-1])
    return ("" if full else "\n").join(w.text for w in words)
