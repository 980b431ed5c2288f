"""A grid read from its first row down as labels with their numbers: which columns are labels, which count, and what each line has in them."""
import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.document import CERTAIN, TableCell
from loaders.figures.heads import SUM, Head, bare, read_head
from loaders.values import read_value

DIGIT = re.compile(r"\d")
MOST = 300  # lines of a table in the prose; a longer one is a list of something else
BODIES = re.compile(r"(?:公开|发布|报送|填报|所属)?(?:单位|部门|科室|机构|乡镇|镇街|街道|村|社区)(?:名称)?")  # 单位 is also the unit
LABELS, COUNTS = ("where", "what", "anything"), ("count", "year")
Grid = Sequence[Sequence[TableCell | None]]


@dataclass(frozen=True)
class Span:
    """A cell as it stands in the text of its table."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Line:
    """One label with what the columns say of it, in the order of the table's heads; `above`: a wider label beside it."""

    label: Span
    cells: tuple[Span | None, ...]
    above: str = ""


def lay(grid: Grid, spans: dict[int, Span]) -> tuple[str, tuple[Head, ...], tuple[Line, ...], list[str], tuple[str, ...]] | None:
    """Returns what a grid's labels tell, its columns of numbers, its lines, the words over its labels and those over its other columns of numbers, read
    from its first row down; None where these say nothing."""
    if len(grid) < 2:
        return None
    first = [read_head(bare(c.text) if c else "") for c in grid[0]]
    front = next((i for i, head in enumerate(first) if head.kind in LABELS), None)
    if front is None:
        return None
    depth = depth_of(grid, front)
    if any(c is None or is_uncertain(c) and DIGIT.search(c.text) for row in grid[:depth] for c in row):
        return None  # text without spans: which columns does a merged header stand over?
    heads = [read_head("".join(dict.fromkeys(bare(c.text) for row in grid[:depth] if (c := row[i])))) for i in range(len(first))] if depth > 1 else first
    if any(BODIES.fullmatch(head.words) and len({bare(c.text) for row in grid[depth:] if (c := row[i]) and c.text.strip()}) > 1 for i, head in enumerate(heads)):
        return None  # a sheet of things in many units, or what several bodies published
    heads = [Head("", "other") if i and all(row[i] is row[i - 1] for row in grid) else head for i, head in enumerate(heads)]
    blocks = divide(heads)
    if not blocks or any([heads[i] for i in numbers] != [heads[i] for i in blocks[0][1]] for _, numbers in blocks):
        return None
    lines = [line for labels, numbers in blocks for row in grid[depth:] if (line := read_line(shifted(row, heads), labels, numbers, spans, heads)) is not None]
    labels, numbers = blocks[0]
    if not 1 < len(lines) <= MOST or any(line is False for line in lines) or not any(c and DIGIT.search(c.text) for line in lines for c in line.cells):
        return None
    seen = [c.start for line in lines for c in (line.label, *line.cells) if c]
    if len(seen) != len(set(seen)) or any((h := read_head(bare(line.label.text))).kind in ("count", "year", "share") and not SUM.search(h.words) for line in lines):
        return None  # one cell of two lines; or the lines are columns
    kind = next((heads[i].kind for i in reversed(labels) if heads[i].kind != "anything"), "anything")
    beside = tuple(h.words for i, h in enumerate(heads) if h.kind == "other" and any(is_number(c.text) for row in grid[depth:] if (c := row[i])))
    return kind, tuple(heads[i] for i in numbers), tuple(lines), [heads[i].words for i in labels], beside


def depth_of(grid: Grid, front: int) -> int:
    """Returns how many rows the header has: as many as its label's cell reaches over, in text without spans those below it without a label and figures."""
    depth = 1
    while depth < len(grid) - 1:
        label, below = grid[depth][front], grid[depth]
        unlabelled = label is None or not label.text.strip()
        if label is not grid[0][front] and not (unlabelled and not any(c and is_number(c.text) for c in below)):
            break
        depth += 1
    return depth


def divide(heads: list[Head]) -> list[tuple[list[int], list[int]]]:
    """Returns the columns of labels and those of numbers behind them, once for each time they stand beside each other; [] where a label has no number."""
    blocks: list[tuple[list[int], list[int]]] = []
    for i, head in enumerate(heads):
        if head.kind in LABELS and (head.words or not i):
            if not blocks or blocks[-1][1]:
                blocks.append(([], []))
            blocks[-1][0].append(i)
        elif head.kind in (*COUNTS, "share"):
            if not blocks:
                return []
            blocks[-1][1].append(i)
    named = [([i for i in labels if heads[i].words] or labels, numbers) for labels, numbers in blocks]
    return named if all(any(heads[i].kind in COUNTS for i in numbers) for _, numbers in blocks) else []


def shifted(row: Sequence[TableCell | None], heads: list[Head]) -> Sequence[TableCell | None]:
    """Returns a row that begins behind the column of ordinals where text without a grid left the blank cell before it out ("合计\t84")."""
    if heads[0].kind == "ordinal" and row[-1] is None and row[0] and row[0].text.strip() and not is_number(row[0].text):
        return [None, *row[:-1]]
    return row


def read_line(row: Sequence[TableCell | None], labels: list[int], numbers: list[int], spans: dict[int, Span], heads: list[Head]) -> Line | bool | None:
    """Returns one line; None where a row has nothing in it, repeats the header, or is only a title over those below; False where a number has no label."""
    label = next((c for i in reversed(labels) if (c := row[i]) and c.text.strip()), None)
    cells = tuple(spans.get(id(row[i])) if row[i] else None for i in numbers)
    if label is None:
        return False if any(cells) else None
    if any(row[i] is None and heads[i].kind in COUNTS for i in numbers) and (any(cells) or label.confidence is not None):
        return False  # a row too short: which of its cells was left out, by a text without spans or a picture without its lines?
    if any(is_uncertain(c) or c.confidence is not None and c.row_span > 1 for i in numbers if (c := row[i]) is not None):
        return False
    named = spans[id(label)]
    if bare(label.text) == heads[labels[-1]].words or all(c is None or c is named for c in cells) and (named in cells or label is row[labels[0]] and label.column_span > len(labels)):
        return None
    wider = row[labels[0]]
    return Line(named, cells, "" if wider is None or wider is label else bare(wider.text))


def is_uncertain(cell: TableCell) -> bool:
    """Returns whether a cell was recognised in a picture, but not for certain."""
    return cell.confidence is not None and cell.confidence < CERTAIN


def is_number(text: str) -> bool:
    """Returns whether a cell holds a figure."""
    return read_value(text).state == "number"
