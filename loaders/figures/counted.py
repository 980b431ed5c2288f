"""A table among the prose that counts what was published where or on what: its cells as text, its lines and its columns, whichever way it lies."""
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.document import Table, TableCell
from loaders.figures.heads import SUM, UNIT_TOLD, Head, bare, read_head
from loaders.grids import read_lines
from loaders.reading import Reading
from loaders.rows import is_of_form
from loaders.statistics import is_statistics
from loaders.values import read_value
from report.model import Section

DIGIT = re.compile(r"\d")
MOST = 300  # lines of a table in the prose; a longer one is a list of something else
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


@dataclass(frozen=True)
class Counted:
    """A table that counts what was published. `text`: its rows as printed, a row a line, which stand in the section's text from `start` on; `kind`: what its labels
    tell (where, what, anything); `heads`: its columns of numbers; `words`: title, notes and the labels' header; `lead`: the line before it; `page`: its last one."""

    text: str
    kind: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    words: str
    lead: str = ""
    section: str = ""
    start: int = 0
    page: int | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find_counted(table: Table, section: str, lead: str) -> Counted | None:
    """Returns the table as one that counts what was published, where its headers say so; None for all others, those of the form among them.
    `lead`: the line of the section before it."""
    text, spans = print_cells(table)
    rows, titles = without_titles([row for row in table.grid() if any(c and c.text.strip() for c in row)])
    found = [laid for grid in (rows, list(map(list, zip(*rows, strict=True)))) if (laid := lay(grid, spans))]
    if len(found) != 1 or is_official(table, section):
        return None
    kind, heads, lines, words = found[0]
    said = " ".join([*(bare(t) for t in titles), *words])
    if any(h.kind == "year" for h in heads) and not UNIT_TOLD.search(said):
        return None  # "渠道 | 2022年 | 2023年": of what?
    return Counted(text, kind, heads, lines, said, lead, section, page=table.page)


def is_official(table: Table, section: str) -> bool:
    """Returns whether a table is one of the form's, the 统计表 or, in the section on disclosure, may be a piece of one."""
    seen = Reading().identify_all(read_lines(table, None))
    return is_statistics(table) or is_of_form(seen) or section == "disclosed" and any(s.match for s in seen)


def join(counted: Counted, before: Table, after: Table) -> tuple[Counted, Table] | None:
    """Returns the table and its grid with the rows that stand on the next page; None where those are none of it."""
    rows, below = before.grid(), after.grid()
    if after.page is None or counted.page is None or after.page - counted.page != 1 or not below or len(below[0]) != len(rows[0]):
        return None
    whole = replace(before, cells=(*before.cells, *(replace(c, row=c.row + len(rows)) for c in after.cells)))
    found = find_counted(whole, counted.section, counted.lead)
    return (replace(found, start=counted.start, page=after.page), whole) if found else None


def print_cells(table: Table) -> tuple[str, dict[int, Span]]:
    """Returns the filled cells of a table as text, a row a line, with white space between them, and the span of each by identity."""
    lines, spans, at = [], {}, 0
    for row in table.rows():
        words = [(c, " ".join(c.text.split())) for c in row]
        words = [(c, t) for c, t in words if t]
        for cell, said in words:
            spans[id(cell)] = Span(said, at, at + len(said))
            at += len(said) + 1
        lines += ["\t".join(t for _, t in words)] if words else []
    return "\n".join(lines), spans


def without_titles(rows: Grid) -> tuple[Grid, list[str]]:
    """Returns a grid without the rows above and below it that hold one text alone, and these texts."""
    def alone(row: Sequence[TableCell | None]) -> set[int]:
        return {id(c) for c in row if c and c.text.strip()}

    first = next((i for i, row in enumerate(rows) if len(alone(row)) > 1), len(rows))
    last = next((i for i in range(len(rows), first, -1) if len(alone(rows[i - 1])) > 1), first)
    titles = [c.text for row in (*rows[:first], *rows[last:]) for c in {id(c): c for c in row if c and c.text.strip()}.values()]
    kept = [i for i in range(len(rows[0]) if rows else 0) if any(row[i] and row[i].text.strip() for row in rows[first:last])]
    return [[row[i] for i in kept] for row in rows[first:last]], titles


def lay(grid: Grid, spans: dict[int, Span]) -> tuple[str, tuple[Head, ...], tuple[Line, ...], list[str]] | None:
    """Returns what a grid's labels tell, its columns of numbers, its lines and the words over its labels, read from its first row down; None where these say nothing."""
    if len(grid) < 2:
        return None
    first = [read_head(bare(c.text) if c else "") for c in grid[0]]
    front = next((i for i, head in enumerate(first) if head.kind in LABELS), None)
    if front is None:
        return None
    depth = depth_of(grid, front)
    if any(c is None for row in grid[:depth] for c in row):
        return None  # text without spans: which columns does a merged header stand over?
    heads = [read_head("".join(dict.fromkeys(bare(c.text) for row in grid[:depth] if (c := row[i])))) for i in range(len(first))] if depth > 1 else first
    if any(head.words == "单位" and len({bare(c.text) for row in grid[depth:] if (c := row[i]) and c.text.strip()}) > 1 for i, head in enumerate(heads)):
        return None  # the units differ: a sheet of many things
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
    return kind, tuple(heads[i] for i in numbers), tuple(lines), [heads[i].words for i in labels]


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
    if any(row[i] is None and heads[i].kind in COUNTS for i in numbers) and any(cells):
        return False  # a row too short: which of its cells was left out?
    named = spans[id(label)]
    if bare(label.text) == heads[labels[-1]].words or all(c is None or c is named for c in cells) and (named in cells or label is row[labels[0]] and label.column_span > len(labels)):
        return None
    wider = row[labels[0]]
    return Line(named, cells, "" if wider is None or wider is label else bare(wider.text))


def is_number(text: str) -> bool:
    """Returns whether a cell holds a figure."""
    return read_value(text).state == "number"


def without_tables(sections: list[Section], tables: Sequence[Counted]) -> list[Section]:
    """Returns the sections with the tables in their texts made white space, so that no offset moves."""
    found = []
    for section in sections:
        pieces, at = [], 0
        for table in sorted((t for t in tables if t.section == section.key), key=lambda t: t.start):
            pieces += [section.text[at:table.start], " " * len(table.text)]
            at = table.end
        found.append(section.model_copy(update={"text": "".join([*pieces, section.text[at:]])}) if pieces else section)
    return found
