"""The circular (通报) and the one-page brief (简报) as Word files, from the facts alone; the tables follow as annexes."""
from dataclasses import dataclass
from datetime import date

from data.circular import Circular
from data.filters import office_day
from data.sparse import TABLES
from exports import paper, words
from exports.notes import NUMERALS, day_in_words
from exports.rollup import note, write_table
from exports.rollup_words import coverage
from exports.sentences import brief, passages
from report.language import say

STATES = {"missing": "No report", "late": "Late", "undated": "Day not printed", "in_time": "In time", "no_day": "No deadline set"}


@dataclass(frozen=True)
class Letterhead:
    """What a person adds: who signs, the day, and of what place the circular is."""

    place: str
    office: str = ""
    dated: date | None = None


def title(circular: Circular, head: Letterhead, language: str) -> str:
    """Returns the circular's title."""
    return say("Circular on the {year} annual reports on government information disclosure in {place}", {"year": str(circular.year), "place": head.place}, language)


def numbered(i: int, heading: str, language: str) -> str:
    """Returns a heading with its number: 一、报送和公开情况."""
    return (f"{NUMERALS[i]}、" if language == "zh" else f"{i + 1}. ") + say(heading, language=language)


def circular_document(circular: Circular, head: Letterhead, language: str = "zh") -> bytes:
    """Returns the circular: title, text, signature, and as annexes the tables added up and the list of agencies."""
    document = paper.new_document()
    paper.write_line(document, title(circular, head, language), paper.TITLE_FONT, paper.TITLE_SIZE, "center", indent=False, after=paper.LINE, line=36)
    for i, passage in enumerate(passages(circular, head.place, language)):
        paper.write_line(document, numbered(i, passage.heading, language), paper.HEADING_FONT, keep=True)
        for sentences in passage.paragraphs:
            paper.write_line(document, joined(sentences, language))
    paper.write_line(document, head.office or say("(name of the office)", language=language), align="right", indent=False, before=paper.LINE)
    paper.write_line(document, day_in_words(head.dated or office_day(), language), align="right", indent=False)
    _annex(document, 1, say("Tables of the annual reports added up", language=language), language)
    for line in coverage(circular.rollup, language):
        note(document, line)
    for table in TABLES:
        write_table(document, circular.rollup, table, language)
    _annex(document, 2, say("Agencies and their reports", language=language), language)
    heads = [say(h, language=language) for h in ("Agency", "Kind of agency", "Published", "Deadline", "State", "Errors", "Warnings")]
    paper.write_frame(document, heads, roster_lines(circular, language), [3200, 1300, 1250, 1250, 1300, 700, 700])
    return paper.packed(document)


def brief_document(circular: Circular, head: Letterhead, language: str = "zh") -> bytes:
    """Returns the brief: one page for the chief."""
    document = paper.new_document()
    paper.write_line(document, say("Brief on the {year} annual reports on government information disclosure in {place}", {"year": str(circular.year), "place": head.place}, language),
                     paper.TITLE_FONT, 18, "center", indent=False, after=12, line=28)
    for sentences in brief(circular, head.place, language):
        paper.write_line(document, joined(sentences, language), size=14, line=24)
    paper.write_line(document, " ".join(p for p in (head.office, day_in_words(head.dated or office_day(), language)) if p), align="right", indent=False, size=14, before=12, line=24)
    return paper.packed(document)


def joined(sentences, language: str) -> str:
    """Returns sentences as one paragraph."""
    return ("" if language == "zh" else " ").join(s.text(language) for s in sentences)


def roster_lines(circular: Circular, language: str) -> list[list[str]]:
    """Returns the list of agencies: name, kind, published, last day, state, errors, warnings; empty where there is no report."""
    def text(value) -> str:
        return "" if value is None else str(value)

    lines = []
    for r in circular.handed_in:
        late = say("{n} days late", {"n": r.days}, language) if r.state == "late" else say(STATES[r.state], language=language)
        counts = ["", ""] if r.state == "missing" else [str(r.errors), str(r.warnings)]
        lines.append([r.agency, words.code(r.kind, language), text(r.published)[:10], text(r.due), late, *counts])
    return lines


def _annex(document, number: int, name: str, language: str) -> None:
    """Begins an annex on a new page."""
    document.add_page_break()
    paper.write_line(document, say("Annex {n}: {name}", {"n": number, "name": name}, language), paper.HEADING_FONT, 14, "left", indent=False, after=6, line=24)
