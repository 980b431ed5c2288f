"""Blocks -> the form's sections: where each begins, its text as printed, and the tables and pictures that stand in it."""
import re
from dataclasses import dataclass, field

from loaders.document import Document, Paragraph, Picture, Table
from loaders.figures.counted import CountTable, find_counted, join, without_tables
from loaders.flat import as_table, find_flat
from loaders.glued import Glued, find_glued
from loaders.headings import SENTENCE, Heading, choose, find_headings
from loaders.labels import is_block
from loaders.problem_tables import Told, tell
from loaders.recognise import is_chrome, recognise
from loaders.sections import PAGE_NUMBER, add, again, begin, cut, line_above, lodge, prolong
from report.model import Doubt, Section

MAY_COUNT = ("overview", "disclosed", "other")  # the sections in which a table may count what was published
SIGNED = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$")  # the line that closes a report


@dataclass(frozen=True)
class PlacedTable:
    """A table with the section it stands in; `index` counts the document's tables from 0, None where running text was one;
    `above`: short lines between the table before and this one, which may be torn off its first row; `counted`: it counts what was published."""

    section: str | None
    index: int | None
    table: Table
    above: tuple[str, ...] = ()
    counted: bool = False


@dataclass
class Outline:
    """What stands where. `footer`: lines after the report that belong to the web page around it; `looks_like`: English words
    (a template of report.language) saying what the document is instead, where `is_report` is False; `counted`, `told`: the tables in the
    sections' texts that count what was published, or tell problems and measures."""

    sections: list[Section] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)
    pictures: list[tuple[str | None, Picture]] = field(default_factory=list)
    is_report: bool = True
    looks_like: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    sheets: list[tuple[str, Glued]] = field(default_factory=list)  # (section, sheet of figures whose grid the text lost)
    footer: list[str] = field(default_factory=list)
    counted: list[CountTable] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def prose(self) -> list[Section]:
        """Returns the sections with white space in the place of such tables."""
        return without_tables(self.sections, self.counted)

    def find_again(self) -> None:
        """Finds the tables in the texts as they are now, without those that were cut off with the footer or read as a sheet."""
        for tables in (self.counted, self.told):
            tables[:] = [found for table in tables if (found := again(table, self.text(table.section)))]

    def text(self, key: str) -> str:
        """Returns the text of the section with that key, or "" where there is none."""
        return next((s.text for s in self.sections if s.key == key), "")


def find_outline(document: Document) -> Outline:
    """Returns the sections, placed tables and pictures of a document, and whether it is an annual report at all.

    Sections follow the form (forms/headings.csv); a section's text joins its paragraphs with line ends and is otherwise as
    printed. Text of tables is not section text, but for one that tells the problems, whose columns stand in that of section five, and one that
    counts what was published."""
    blocks = document.blocks
    lines = [b.text if isinstance(b, Paragraph) else "" for b in blocks]
    chain = join_parts(choose_headings(blocks, lines))
    outline = Outline()
    fill(outline, blocks, chain)
    drop_footer(outline)
    lift_tables(outline)
    outline.find_again()
    outline.is_report, outline.looks_like = recognise(lines, chain, outline.tables)
    return outline


def choose_headings(blocks: list, lines: list[str]) -> list[Heading]:
    """Returns the chain of headings of the blocks' lines."""
    candidates = find_headings(lines)
    followed = []
    for here, after in zip(candidates, [*candidates[1:], None]):
        last = after.paragraph if after else len(blocks)
        same = after is not None and after.paragraph == here.paragraph
        rest = lines[here.paragraph][here.end:after.start if same else None]
        between = blocks[here.paragraph + here.lines:last]
        followed.append(bool(rest.strip(" :：。\u3000"))
                        or any(not isinstance(b, Paragraph) or b.text.strip() for b in between))
    return choose(candidates, followed)


def join_parts(chain: list[Heading]) -> list[tuple[Heading, str]]:
    """Returns each heading with its section's key; a numbered part whose words decide nothing continues the overview until
    disclosure is reported, and is one of the other matters after that."""
    joined, before = [], "overview"
    for heading in chain:
        key = heading.key or ("overview" if before == "overview" else "other")
        joined.append((heading, key))
        before = key
    return joined


def fill(outline: Outline, blocks: list, chain: list[tuple[Heading, str]]) -> None:
    """Puts every block of the document into its section."""
    heads: dict[int, list[tuple[Heading, str]]] = {}
    for heading, key in chain:
        heads.setdefault(heading.paragraph, []).append((heading, key))
    tails = {h.paragraph + n for h, _ in chain for n in range(1, h.lines)}
    sections: dict[str, Section] = {}
    current, tables, above = "preamble", 0, ()
    before: tuple[CountTable, Table] | None = None  # a table that counts, where nothing stands between it and the next one
    for i, block in enumerate(blocks):
        if isinstance(block, Table):
            before = count_table(outline, sections, current, block, before)
            outline.tables.append(PlacedTable(current, tables, block, above[-3:], counted=before is not None))
            tables, above = tables + 1, ()
            if current == "problems" and (told := tell(block)):
                outline.told.append(lodge(sections, current, told, block.page))
        elif isinstance(block, Picture):
            outline.pictures.append((current, block))
            before = None
        else:
            before = before if not block.text.strip() or PAGE_NUMBER.fullmatch(block.text.strip()) else None
            if is_block(block.text):
                continue  # a header of table 2 that the page left outside its grid
            above = (*above, block.text) if len(block.text) <= 60 and not SENTENCE.search(block.text) and i not in heads else ()
            position = 0
            if i in tails:
                continue
            for heading, key in heads.get(i, ()):
                add(sections, current, block.text[position:heading.start], block.page, heads.get(i))
                current, position = key, heading.end
                begin(sections, key, "".join([block.text[heading.start:heading.end], *(b.text for b in blocks[i + 1:i + heading.lines])]).strip())
            add(sections, current, block.text[position:], block.page, heads.get(i))
    outline.sections = [s for s in sections.values() if s.heading or s.text.strip()]
    for section in outline.sections:
        stripped = section.text.rstrip()
        section.text = stripped


def count_table(outline: Outline, sections: dict[str, Section], key: str, table: Table, before: tuple[CountTable, Table] | None) -> tuple[CountTable, Table] | None:
    """Puts a table that counts what was published into its section's text, with the rest of it from the next page; returns it and its grid, None for other tables.
    `before`: the one right above it."""
    if key not in MAY_COUNT:
        return None
    if before and (joined := join(*before, table)):
        outline.counted[-1] = joined[0]
        prolong(sections[key], joined[0], before[0].end + 1, table.page)
        return joined
    found = find_counted(table, key, before[0].lead if before else line_above(sections.get(key)))
    if found is None:
        return None
    outline.counted.append(lodge(sections, key, found, table.page))
    return outline.counted[-1], table


def drop_footer(outline: Outline) -> None:
    """Moves the lines of the web page that follow the report (copyright, previous, print) out of the last section."""
    if not outline.sections:
        return
    last = outline.sections[-1]
    if last.key == "preamble":
        return
    lines = last.text.split("\n")
    cut = next((i for i, line in enumerate(lines) if is_chrome(line)), None)
    if cut is not None and not any(SIGNED.search(line) for line in lines[cut + 1:]):
        outline.footer = [line for line in lines[cut:] if line.strip()]
        last.text = "\n".join(lines[:cut]).rstrip()
        last.pages = [(offset, page) for offset, page in last.pages if offset <= len(last.text)]


def lift_tables(outline: Outline) -> None:
    """Moves tables that stand as running text out of their sections: the text of tables is not section text."""
    for section in outline.sections:
        if glued := find_glued(section.text):
            outline.sheets.append((section.key, glued))
            cut(section, glued.start, glued.end)
        flats = find_flat(section.text)
        outline.tables += [PlacedTable(section.key, None, as_table(flat.rows)) for flat in flats]
        for flat in reversed(flats):
            cut(section, flat.start, flat.end)
