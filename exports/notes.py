"""The note that sends a report back, 退回修改意见单: a Word file in the usual official layout, ready to be signed and sent."""
import io
from dataclasses import dataclass
from datetime import date

import pandas

from data.filters import office_day
from exports.advice import ADVICE
from exports.findings import cells_in_words, quotes
from report import checks
from report.language import say

TITLE_FONT, HEADING_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"  # named, not embedded: each office's machine has them
TITLE_SIZE, BODY_SIZE, LINE = 22, 16, 28.95  # points: 二号, 三号, 22 lines a page
PARTS = (("error", "To be corrected"), ("warning", "To be checked and explained"))
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Letter:
    """What a person adds to the findings: who sends it, until when an answer is due, and the day it is dated."""

    office: str = ""
    due: date | None = None
    dated: date | None = None


def write_note(agency: str, year: int | None, found: pandas.DataFrame, letter: Letter = Letter(), language: str = "zh") -> bytes:
    """Returns the Word file for one agency. `found`: rows of data.findings.query_finding_rows; dismissed findings and pure information are left out."""
    from docx import Document  # 150 ms that a page without a note need not pay
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    def t(template: str, **values) -> str:
        return say(template, values, language)

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)
    chosen = found[(found["decision"] != "dismissed") & found["severity"].isin([s for s, _ in PARTS])]
    when = str(year) if year else t("(year not given)")
    _line(document, t("Opinion on returning the {year} annual report on government information disclosure for revision", year=when), TITLE_FONT, TITLE_SIZE,
          align=WD_ALIGN_PARAGRAPH.CENTER, indent=False, after=LINE)
    _line(document, t("{agency}:", agency=agency), indent=False)
    _line(document, t("The annual report on government information disclosure for {year} that you handed in has been checked against the official form and its own figures. "
                      "Points to be corrected or explained: {n}. They are listed below with their places.", year=when, n=len(chosen)))
    for part, (severity, heading) in enumerate((s, h) for s, h in PARTS if (chosen["severity"] == s).any()):
        rows = chosen[chosen["severity"] == severity]
        number = f"{NUMERALS[part]}、" if language == "zh" else f"{part + 1}. "
        _line(document, number + t("{heading} ({n})", heading=t(heading), n=len(rows)), HEADING_FONT)
        for i, row in enumerate(rows.itertuples(), 1):
            _finding(document, i, row, language, t)
    _line(document, t("Please compare each point with your records, correct the report or explain in writing why it stands, and hand it in again by {due}.",
                      due=day_in_words(letter.due, language) if letter.due else t("the date agreed")))
    _line(document, letter.office or t("(name of the office)"), align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False, before=LINE)
    _line(document, day_in_words(letter.dated or office_day(), language), align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _finding(document, number: int, row, language: str, t) -> None:
    """Writes one finding: what is wrong, where, in which words, by which rule, and what to do."""
    said = say(row.template, row.values, language) if row.template else row.message
    _line(document, f"{number}. {said}" if language == "en" else f"{number}．{said}")
    check = next((c for c in checks.CHECKS if c.id == row.check), None)
    if row.cells and "{places}" not in row.template:  # it names them itself
        _line(document, t("Place: {cells}.", cells=cells_in_words(row.cells, language)))
    for sentence, page in quotes(row.evidence, 3):
        _line(document, t("In the report: “{words}”{page}", words=sentence, page=t("(page {n})", n=page) if page else ""))
    if check:
        _line(document, t("Rule {id}: {rule}.", id=check.id, rule=t(check.formula)))
    if row.check in ADVICE:
        _line(document, t("What to do: {advice}", advice=t(ADVICE[row.check])))


def _line(document, text: str, font: str = BODY_FONT, size: float = BODY_SIZE, align=None, indent: bool = True, before: float = 0, after: float = 0) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    style = paragraph.paragraph_format
    style.line_spacing, style.space_before, style.space_after = Pt(LINE), Pt(before), Pt(after)
    style.first_line_indent = Pt(2 * size) if indent else None
    paragraph.alignment = align


def day_in_words(day: date, language: str) -> str:
    """Returns the day as a letter dates it: 2026年1月31日."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B %Y}"
