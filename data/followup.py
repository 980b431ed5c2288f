"""Problems followed from year to year: which themes are new, repeated or no longer named, and what became of the measures that were promised."""
import pandas
from sqlalchemy import Engine, func, select

from data.filters import Filter, frame
from data.members import refuse_too_wide
from data.models import CURRENT, AgencyRow, ClauseThemeRow, ReportRow
from data.queries import EVERYTHING
from report.themes import UNCLASSIFIED


def query_theme_years(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns, an agency, year, part and theme a row: agency_id, agency, report_id, year, part (problem, measure), theme, clauses; every year of the agencies
    chosen, without clauses told of an earlier year and without the unclassified."""
    return frame(engine, select(ReportRow.agency_id, AgencyRow.name.label("agency"), ReportRow.id.label("report_id"), ReportRow.year, ClauseThemeRow.part,
                                ClauseThemeRow.theme, func.count().label("clauses"))
                 .join(AgencyRow, AgencyRow.id == ReportRow.agency_id).join(ClauseThemeRow, ClauseThemeRow.report_id == ReportRow.id)
                 .where(CURRENT, ReportRow.year.is_not(None), ClauseThemeRow.past == False, ClauseThemeRow.theme != UNCLASSIFIED,  # noqa: E712
                        *filter.where())
                 .group_by(ReportRow.agency_id, AgencyRow.name, ReportRow.id, ReportRow.year, ClauseThemeRow.part, ClauseThemeRow.theme)
                 .order_by(ReportRow.agency_id, ReportRow.year, ClauseThemeRow.part, ClauseThemeRow.theme))


def query_followup(engine: Engine, year: int, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns, an agency with both years a row: agency_id, agency, county, kind, region_code, report_id, before_id, and lists of themes: new, repeated, gone
    (problems this year against last), promised (measures last year), broken (promised and a problem again), unanswered (problems this year without a measure
    of that theme), measures (themes of this year's measures). Raises DatabaseProblem (see refuse_too_wide)."""
    refuse_too_wide(engine, filter)
    pair = Filter((year - 1, year), filter.region, filter.kinds, filter.agencies)
    reports = frame(engine, select(ReportRow.id.label("report_id"), ReportRow.agency_id, AgencyRow.name.label("agency"), AgencyRow.county, ReportRow.kind,
                                   ReportRow.region_code, ReportRow.year)
                    .join(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(*pair.where()).order_by(ReportRow.region_code, ReportRow.agency_id))
    named: dict[tuple[int, str], list[str]] = {}
    for row in query_theme_years(engine, pair).itertuples(index=False):
        named.setdefault((row.report_id, row.part), []).append(row.theme)
    before = {int(a): int(i) for a, i, y in zip(reports["agency_id"], reports["report_id"], reports["year"]) if y == year - 1}
    lines = []
    for row in reports[reports["year"] == year].itertuples(index=False):
        if int(row.agency_id) not in before:
            continue
        earlier = before[int(row.agency_id)]
        now, then = named.get((row.report_id, "problem"), []), named.get((earlier, "problem"), [])
        promised, measures = named.get((earlier, "measure"), []), named.get((row.report_id, "measure"), [])
        lines.append({**row._asdict(), "before_id": earlier, "new": [t for t in now if t not in then], "repeated": [t for t in now if t in then],
                      "gone": [t for t in then if t not in now], "promised": promised, "broken": [t for t in promised if t in now],
                      "measures": measures, "unanswered": [t for t in now if t not in measures]})
    return pandas.DataFrame(lines, columns=[*reports.columns, "before_id", "new", "repeated", "gone", "promised", "broken", "measures", "unanswered"])
