"""The text of a section as it grows: paragraphs, glued headings, and the tables whose cells are a part of it."""
import re
from dataclasses import replace

from loaders.figures.counted import CountTable
from loaders.figures.heads import UNIT_ALONE, bare
from loaders.headings import GAP
from loaders.problem_tables import Told
from report.model import Section

PAGE_NUMBER = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:[,，/]?\s*共\s*\d{1,3}\s*页)?")  # "- 3 -", "第 3 页"


def begin(sections: dict[str, Section], key: str, heading: str) -> None:
    """Opens a section, or appends a later part's heading to the section that has the key already; where it turns from problems to measures
    it is a line of the text too."""
    if key in sections:
        sections[key].heading = "\n".join(filter(None, [sections[key].heading, heading]))
        if key == "problems" and sections[key].text:
            sections[key].text += f"\n{heading}"
    else:
        sections[key] = Section(key=key, heading=heading)


def add(sections: dict[str, Section], key: str, text: str, page: int | None, headed: list | None) -> None:
    """Appends one paragraph, or the piece of one around a glued heading, to a section."""
    if headed:
        text = "" if not GAP.sub("", text).strip(":：。") else text.lstrip(" :：。\u3000\u00a0")
    if PAGE_NUMBER.fullmatch(text.strip()):
        return
    section = sections.setdefault(key, Section(key=key))
    if not text.strip() and (headed or not section.text):
        return
    offset = len(section.text) + 1 if section.text else 0
    section.text = f"{section.text}\n{text}" if section.text else text
    if page is not None and (not section.pages or section.pages[-1][1] != page):
        section.pages.append((offset, page))


def lodge(sections: dict[str, Section], key: str, table: CountTable | Told, page: int | None) -> CountTable | Told:
    """Appends the cells of a table to a section; returns the table with its place in the text."""
    add(sections, key, table.text, page, None)
    return replace(table, start=len(sections[key].text) - len(table.text))


def prolong(section: Section, table: CountTable, behind: int, page: int | None) -> None:
    """Puts a table that goes on from `behind` on another page in the place of its beginning, which closes a section."""
    section.text = section.text[:table.start] + table.text
    section.pages.append((behind, page))


def again(table: CountTable | Told, text: str) -> CountTable | Told | None:
    """Returns a table with its place in a text as it is now; None where it is no longer there."""
    start = table.start if text.startswith(table.text, table.start) else text.find(table.text)
    return replace(table, start=start) if start >= 0 else None


def line_above(section: Section | None) -> str:
    """Returns the last line of a section, its heading where it has none, with the line before that where it only tells a unit."""
    if section is None:
        return ""
    rest, _, line = (section.text.rstrip() or section.heading or "").rpartition("\n")
    return rest.rstrip().rpartition("\n")[2] + "。" + line if UNIT_ALONE.fullmatch(bare(line)) else line


def cut(section: Section, start: int, end: int) -> None:
    """Takes a span out of a section's text; the pages' offsets follow."""
    section.text = f"{section.text[:start]}\n{section.text[end:]}" if section.text[:start].strip() else section.text[end:]
    shift = end - start - (1 if section.text[:start].strip() else 0)
    section.pages = [(offset if offset <= start else max(start, offset - shift), page) for offset, page in section.pages]
