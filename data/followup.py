"""Problems followed from year to year: which themes are new, repeated or no longer named, and what became of the measures that were promised."""
from collections import defaultdict

import pandas
from sqlalchemy import Engine, case, func, select

from data.again import AGAIN, BEFORE, BESIDE, comes_again, named
from data.among import among
from data.engine import reading
from data.filters import Filter, frame
from data.members import refuse_too_wide
from data.models import CURRENT, AgencyRow, ClauseThemeRow, DoubtRow, ReportRow
from data.queries import EVERYTHING
from data.summed import sum_counts, summed

LISTS = ("new", "repeated", "gone", "promised", "broken", "measures", "unanswered")


def query_theme_years(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns, an agency, year, part and theme a row: agency_id, agency, report_id, year, part (problem, measure), theme, clauses; every year of the agencies
    chosen, without clauses told of an earlier year and without the unclassified."""
    return frame(engine, select(ReportRow.agency_id, AgencyRow.name.label("agency"), ReportRow.id.label("report_id"), ReportRow.year, ClauseThemeRow.part,
                                ClauseThemeRow.theme, func.count().label("clauses"))
                 .join(AgencyRow, AgencyRow.id == ReportRow.agency_id).join(ClauseThemeRow, ClauseThemeRow.report_id == ReportRow.id)
                 .where(CURRENT, ReportRow.year.is_not(None), *named(ClauseThemeRow), *filter.where())
                 .group_by(ReportRow.agency_id, AgencyRow.name, ReportRow.id, ReportRow.year, ClauseThemeRow.part, ClauseThemeRow.theme)
                 .order_by(ReportRow.agency_id, ReportRow.year, ClauseThemeRow.part, ClauseThemeRow.theme))


def query_followup_counts(engine: Engine, year: int, filter: Filter = EVERYTHING) -> dict[str, int]:
    """Returns how many agencies have reports for the year and the one before (`both`), how many of them name a problem again (`repeated`), and how many
    promised a measure last year for what is a problem again (`broken`). Raises DatabaseProblem (see refuse_too_wide)."""
    refuse_too_wide(engine, filter)  # as the list below them does
    if (where := summed(Filter((year,), filter.region, filter.kinds, filter.agencies, filter.reports))) is not None:
        counts = sum_counts(engine, where)
        return {name: counts[name][0] for name in ("both", *AGAIN)}
    with reading(engine) as connection:
        row = connection.execute(_pairs(year, filter, func.count(), *(func.sum(case((comes_again(part), 1), else_=0)) for part in AGAIN.values()))).one()
    return {name: int(n or 0) for name, n in zip(("both", *AGAIN), row)}


def query_followup(engine: Engine, year: int, filter: Filter = EVERYTHING, only: str | None = None, limit: int | None = None, offset: int = 0) -> pandas.DataFrame:
    """Returns, an agency with both years a row: agency_id, agency, county, kind, region_code, report_id, before_id, and lists of themes: new, repeated, gone
    (problems this year against last), promised (measures last year), broken (promised and a problem again), unanswered (problems this year without a measure
    of that theme), measures (themes of this year's measures). Where this program failed at the problems of one of the years, nothing is new or gone.
    `only` (of AGAIN): the agencies of which that list holds something. Raises DatabaseProblem (see refuse_too_wide)."""
    refuse_too_wide(engine, filter)
    chosen = _pairs(year, filter, ReportRow.id.label("report_id"), ReportRow.agency_id, AgencyRow.name.label("agency"), AgencyRow.county, ReportRow.kind,
                    ReportRow.region_code, ReportRow.year, BEFORE.id.label("before_id")).join(AgencyRow, AgencyRow.id == ReportRow.agency_id)
    found = frame(engine, (chosen.where(comes_again(AGAIN[only])) if only else chosen).order_by(ReportRow.region_code, ReportRow.agency_id).limit(limit).offset(offset))
    reports = [int(i) for i in (*found["report_id"], *found["before_id"])]
    themes, unread = _themes(engine, reports), _unread(engine, reports)
    return found.assign(**dict(zip(LISTS, zip(*(_compare(themes, int(i), int(b), unread) for i, b in zip(found["report_id"], found["before_id"]))))) if len(found)
                        else dict.fromkeys(LISTS, pandas.Series(dtype=object)))


def _pairs(year: int, filter: Filter, *columns):
    """The reports of the year that have their agency's report of the year before (BEFORE) beside them."""
    this = Filter((year,), filter.region, filter.kinds, filter.agencies, filter.reports)
    return select(*columns).select_from(ReportRow).join(BEFORE, BESIDE).where(*this.where())


def _themes(engine: Engine, reports: list[int]) -> dict[tuple[int, str], list[str]]:
    """The themes that each report names, by (report, part)."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    with reading(engine) as connection:
        for report_id, part, theme in connection.execute(select(ClauseThemeRow.report_id, ClauseThemeRow.part, ClauseThemeRow.theme).where(
                among(ClauseThemeRow.report_id, reports), *named(ClauseThemeRow)).distinct().order_by(ClauseThemeRow.report_id, ClauseThemeRow.part, ClauseThemeRow.theme)).all():
            found[report_id, part].append(theme)
    return found


def _unread(engine: Engine, reports: list[int]) -> set[int]:
    """Those of the reports at whose problems this program failed."""
    with reading(engine) as connection:
        return set(connection.execute(select(DoubtRow.report_id).where(among(DoubtRow.report_id, reports), DoubtRow.kind == "unread_problems")).scalars().all())


def _compare(themes: dict, report: int, before: int, unread: set[int]) -> tuple[list[str], ...]:
    """The LISTS of a report and the one of the year before."""
    now, then, promised, measures = (themes.get(key, []) for key in ((report, "problem"), (before, "problem"), (before, "measure"), (report, "measure")))
    known = not unread & {report, before}
    return ([x for x in now if known and x not in then], [x for x in now if x in then], [x for x in then if known and x not in now], promised,
            [x for x in promised if x in now], measures, [x for x in now if x not in measures])
