"""Cells that stand one a line between bars -> rows. A bare bar is a row's end or a blank cell: what decides is the width of the
rows, or that a label behind a figure begins a row. What stays open stays short, and whoever places the row doubts it."""
from collections import Counter

from loaders.readers import text_lines as look

MARK = "\0"  # stands for a line that parts two rows
MOST_COLUMNS = 24
HEADER = 4  # labels that make a row a header: other rows have three at most
Rows = list[list[str]]
Step = tuple[int, str]  # blanks in front of a cell, the cell


def read_stream(tokens: list[str]) -> Rows:
    """Returns the rows of cells that stand one after the other, apart by marks, by bare bars or by nothing."""
    if MARK in tokens:
        return _marked(tokens)
    return _even(tokens) or _ragged(tokens)


def _marked(tokens: list[str]) -> Rows:
    """Returns the rows between the marks; what stands in front of the first bar is no cell."""
    rows: Rows = [[]]
    for token in tokens[not tokens[0]:]:
        if token == MARK:
            rows.append([])
        else:
            rows[-1].append(token)
    return [row for row in rows if any(row)]


def _even(tokens: list[str]) -> Rows | None:
    """Returns rows of one length with a bare bar between two of them, where that cuts nothing apart that belongs together."""
    end = len(tokens) - (not tokens[-1])
    for begin in (1, 0)[bool(tokens[0]):]:
        for length in range(3, min(MOST_COLUMNS, (end - begin) // 2) + 1):
            rows = [tokens[at:min(at + length, end)] for at in range(begin, end, length + 1)]
            if not any(tokens[begin + length:end:length + 1]) and len(rows) > 1 and len(rows[-1]) == length and all(map(_is_row, rows)):
                return rows
    return None


def _is_row(row: list[str]) -> bool:
    """Returns whether labels stand in front of figures, or a row has nothing but the one or the other."""
    filled = [look.is_value(cell) for cell in row if cell]
    return bool(filled) and filled == sorted(filled)


def _ragged(tokens: list[str]) -> Rows:
    """Returns rows of different lengths: a label behind a figure begins one, and so does what follows the bare bars behind a header
    or a row of blanks."""
    steps, rest = _steps(tokens)
    apart = _apart(steps)
    usual, local = _usual(steps, apart), 0
    rows: Rows = [[]]
    for blanks, cell in steps:
        row = rows[-1]
        labels, values = _parts(row)
        value = look.is_value(cell)
        if not row or (value and not (labels >= HEADER and not values and apart and blanks >= apart)) or (
                not values and (not blanks or blanks < apart or not apart)):
            row += [""] * blanks + [cell]
            continue
        missing = next((n for width in (usual, local) if (n := width - values) > 0 and n <= blanks - apart), 0) if labels < HEADER else 0
        row += [""] * missing
        local = labels - 1 if labels > 1 and not values and not missing else local
        rows.append([""] * max(0, blanks - apart - missing) + [cell])
    labels, values = _parts(rows[-1])
    rows[-1] += [""] * next((n for width in (usual, local) if (n := width - values) > 0 and n <= rest), 0)
    return rows


def _steps(tokens: list[str]) -> tuple[list[Step], int]:
    """Returns the cells with the number of blanks in front of each, and the blanks behind the last; a first blank is the bar that
    opens the table."""
    steps, blanks = [], -1 if not tokens[0] else 0
    for token in tokens:
        if token:
            steps.append((blanks, token))
            blanks = -1
        blanks += 1
    return steps, blanks


def _apart(steps: list[Step]) -> int:
    """Returns how many bare bars stand between two rows: the fewest between a figure and the label behind it, but for a single slip."""
    counts = Counter(blanks for (_, above), (blanks, below) in zip(steps, steps[1:]) if look.is_value(above) and not look.is_value(below))
    if not counts:
        return min((blanks for blanks, _ in steps[1:] if blanks), default=0)
    return next((n for n in sorted(counts) if counts[n] > 1), min(counts))


def _usual(steps: list[Step], apart: int) -> int:
    """Returns how many values stand behind most labels whose first and last values are no blanks; 0 where the widths differ too much."""
    widths: Counter[int] = Counter()
    width = 0
    for (blanks, cell), (after, following) in zip(steps, [*steps[1:], (apart, "-")]):
        if not look.is_value(cell):
            width = 0
            continue
        width = width + 1 + blanks if width or not blanks else -99
        if not look.is_value(following) and after == apart and width > 1:
            widths[width] += 1
    common = widths.most_common(1)
    return common[0][0] if common and common[0][1] > 2 and common[0][0] == max(widths) else 0


def _parts(row: list[str]) -> tuple[int, int]:
    """Returns (labels of a row, cells behind the last of them)."""
    labels = [i for i, cell in enumerate(row) if cell and not look.is_value(cell)]
    return len(labels), len(row) - labels[-1] - 1 if labels else len(row)
