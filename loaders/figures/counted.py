"""A table among the prose that counts what was published where or on what: as it stands in the text of its section, whichever way it lies."""
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.document import Table, TableCell
from loaders.figures.heads import UNIT_TOLD, Head, bare
from loaders.figures.laid import Grid, Line, Span, lay
from loaders.grids import read_lines
from loaders.reading import Reading
from loaders.rows import is_of_form
from loaders.statistics import is_statistics
from report.model import Section


@dataclass(frozen=True)
class CountTable:
    """A table that counts what was published. `text`: its rows as printed, a row a line, which stand in the section's text from `start` on; `kind`: what its labels
    tell (where, what, anything); `heads`: its columns of numbers; `words`: title, notes and the labels' header; `beside`: headers of its other
    columns of numbers; `lead`: the line before it; `page`: its last one."""

    text: str
    kind: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    words: str
    beside: tuple[str, ...] = ()
    lead: str = ""
    section: str = ""
    start: int = 0
    page: int | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def unit(self) -> str | None:
        """The unit that its title or the line before it gives to all numbers ("单位:条")."""
        told = UNIT_TOLD.search(f"{self.words} {bare(self.lead)}")
        return told[1] if told else None


def find_counted(table: Table, section: str, lead: str) -> CountTable | None:
    """Returns the table as one that counts what was published, where its headers say so; None for all others, those of the form among them.
    `lead`: the line of the section before it."""
    text, spans = print_cells(table)
    rows, titles = without_titles([row for row in table.grid() if any(c and c.text.strip() for c in row)])
    found = [laid for grid in (rows, list(map(list, zip(*rows, strict=True)))) if (laid := lay(grid, spans))]
    if len(found) != 1 or is_official(table, section):
        return None
    kind, heads, lines, words, beside = found[0]
    said = " ".join([*(bare(t) for t in titles), *words])
    counted = CountTable(text, kind, heads, lines, said, beside, lead, section, page=table.page)
    return None if any(h.kind == "year" for h in heads) and not counted.unit else counted  # "渠道 | 2022年 | 2023年": of what?


def is_official(table: Table, section: str) -> bool:
    """Returns whether a table is one of the form's, the 统计表 or, in the section on disclosure, may be a piece of one."""
    seen = Reading().identify_all(read_lines(table, None))
    return is_statistics(table) or is_of_form(seen) or section == "disclosed" and any(s.match for s in seen)


def join(counted: CountTable, before: Table, after: Table) -> tuple[CountTable, Table] | None:
    """Returns the table and its grid with the rows that stand on the next page; None where those are none of it."""
    rows, below = before.grid(), after.grid()
    if after.page is None or counted.page is None or after.page - counted.page != 1 or not below or len(below[0]) != len(rows[0]):
        return None
    alone = find_counted(after, counted.section, counted.lead)
    if alone and not (alone.heads == counted.heads and counted.words.endswith(alone.words)):
        return None  # another table
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


def without_tables(sections: list[Section], tables: Sequence[CountTable]) -> list[Section]:
    """Returns the sections with the tables in their texts made white space, so that no offset moves."""
    found = []
    for section in sections:
        pieces, at = [], 0
        for table in sorted((t for t in tables if t.section == section.key), key=lambda t: t.start):
            pieces += [section.text[at:table.start], " " * len(table.text)]
            at = table.end
        found.append(section.model_copy(update={"text": "".join([*pieces, section.text[at:]])}) if pieces else section)
    return found
