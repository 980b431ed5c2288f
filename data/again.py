"""A report beside its agency's of the year before, and whether a problem comes again: in SQL, for lists and for the summaries."""
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased

from data.models import ClauseThemeRow, ReportRow
from report.themes import UNCLASSIFIED

BEFORE = aliased(ReportRow)
BESIDE = and_(BEFORE.agency_id == ReportRow.agency_id, BEFORE.year == ReportRow.year - 1, BEFORE.is_current == True)  # noqa: E712
NOW, THEN = aliased(ClauseThemeRow), aliased(ClauseThemeRow)
AGAIN = {"repeated": "problem", "broken": "measure"}  # what of last year, problem or measure, names the theme of a problem of this year


def named(row) -> list[ColumnElement[bool]]:
    """Returns the conditions that a theme is one of a clause of its own year, and a known one."""
    return [row.past == False, row.theme != UNCLASSIFIED]  # noqa: E712


def comes_again(part: str) -> ColumnElement[bool]:
    """Returns the condition that a problem of the report has the theme of such a clause of last year's (BEFORE)."""
    return (select(NOW.theme).join(THEN, (THEN.report_id == BEFORE.id) & (THEN.part == part) & (THEN.theme == NOW.theme))
            .where(NOW.report_id == ReportRow.id, NOW.part == "problem", *named(NOW), *named(THEN)).correlate(ReportRow, BEFORE).exists())
