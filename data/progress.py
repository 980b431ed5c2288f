"""Progress of a year: who of the roster has handed in, in time or late, who is missing, how often a report was sent back; a page at a time."""
from dataclasses import dataclass
from datetime import date

import pandas
from sqlalchemy import Engine, Select, String, and_, case, cast, func, null, or_, select
from sqlalchemy.orm import aliased

from data import permits
from data.deadlines import query_days
from data.engine import reading, writing
from data.filters import Filter, frame, region_range
from data.journal import note
from data.models import CURRENT, AgencyRow, JournalRow, ReportRow, RosterRow
from data.owing import in_force, within
from data.places import PLACE
from report.deadlines import last_day, legal_days

STATES = ("missing", "late", "undated", "in_time", "no_day")  # in the order of the list; no_day: handed in, and no day is set for its kind
RETURNED = "returned"  # the journal's word for a note that sent a report back
PARENT = aliased(AgencyRow)
ANY = aliased(ReportRow)


@dataclass(frozen=True)
class Counts:
    """How many agencies of the roster are in each state; `vertical`: managed from above, not counted."""

    states: dict[str, int]
    vertical: int = 0

    @property
    def owing(self) -> int:
        """Returns how many agencies owe a report."""
        return sum(self.states.values())

    @property
    def handed_in(self) -> int:
        """Returns how many of them have handed in."""
        return self.owing - self.states["missing"]


def query_progress(engine: Engine, filter: Filter, year: int, states: tuple[str, ...] = (), search: str = "", limit: int | None = 50, offset: int = 0,
                   vertical: bool = False) -> pandas.DataFrame:
    """Returns the roster's agencies, the missing first: agency_id, agency, kind, county, region_code, code, parent, vertical, state (see STATES), due
    (ISO, missing: no day is set), published (ISO, missing: the report does not tell), created_at (UTC, when it was stored), days (after the day;
    negative: before it), report_id, version, versions, returned, errors, warnings, doubts, last_year (of an earlier report)."""
    listed = _listed(engine, filter, year, vertical).subquery()
    rank = case(*((listed.c.state == state, i) for i, state in enumerate(STATES)))
    found = frame(engine, select(listed).where(*_chosen(listed, states, search))
                  .order_by(rank, listed.c.due.nulls_last(), listed.c.published.desc(), listed.c.code == "", listed.c.code, listed.c.region_code, listed.c.agency)
                  .limit(limit).offset(offset))
    found["days"] = pandas.array([_days(d, p) for d, p in zip(found["due"], found["published"])], dtype="Int64")
    return found


def query_progress_count(engine: Engine, filter: Filter, year: int, states: tuple[str, ...] = (), search: str = "", vertical: bool = False) -> int:
    """Returns how long the list of query_progress is."""
    listed = _listed(engine, filter, year, vertical).subquery()
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(listed).where(*_chosen(listed, states, search))).scalar() or 0


def query_progress_counts(engine: Engine, filter: Filter, year: int) -> Counts:
    """Returns how many agencies of the roster are in each state."""
    listed = _listed(engine, filter, year, False).subquery()
    with reading(engine) as connection:
        found = dict(connection.execute(select(listed.c.state, func.count()).group_by(listed.c.state)).all())
        above = connection.execute(select(func.count()).select_from(RosterRow).join(AgencyRow, AgencyRow.id == RosterRow.agency_id)
                                   .where(RosterRow.vertical == True, *in_force(year), *within(filter))).scalar()  # noqa: E712
    return Counts({state: found.get(state, 0) for state in STATES}, above or 0)


def query_progress_kinds(engine: Engine, filter: Filter, year: int) -> pandas.DataFrame:
    """Returns, a kind of agency a row: kind, owing, and how many are in each state."""
    listed = _listed(engine, filter, year, False).subquery()
    return frame(engine, select(listed.c.kind, func.count().label("owing"), *(func.count(case((listed.c.state == s, 1))).label(s) for s in STATES))
                 .group_by(listed.c.kind).order_by(func.count().desc(), listed.c.kind))


def query_strays(engine: Engine, filter: Filter, year: int) -> pandas.DataFrame:
    """Returns the year's reports of agencies in places with a roster that are not on it: report_id, agency_id, agency, kind, county, region_code."""
    of = Filter((year,), filter.region, filter.kinds, filter.agencies)
    listed = select(RosterRow.agency_id).where(*in_force(year))
    return frame(engine, select(ReportRow.id.label("report_id"), AgencyRow.id.label("agency_id"), AgencyRow.name.label("agency"), AgencyRow.kind, AgencyRow.county,
                                AgencyRow.region_code)
                 .join(AgencyRow, AgencyRow.id == ReportRow.agency_id)
                 .where(*of.where(), (AgencyRow.region_code // PLACE).in_(select(RosterRow.region_code // PLACE)), AgencyRow.id.not_in(listed)).order_by(AgencyRow.region_code, AgencyRow.name))


def note_returned(engine: Engine, report_id: int, actor: str = "", findings: int = 0) -> None:
    """Leaves a line in the journal that a report was sent back with a note."""
    with writing(engine) as connection:
        permits.require("editor", [connection.execute(select(ReportRow.region_code).where(ReportRow.id == report_id)).scalar()])
        note(connection, actor, RETURNED, report_id, {"findings": findings})


def query_returned(engine: Engine, report_id: int) -> int:
    """Returns how often this agency's report of the year, in any version, was sent back."""
    mine = select(ReportRow.agency_id, ReportRow.year).where(ReportRow.id == report_id).subquery()
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(JournalRow).join(ANY, ANY.id == JournalRow.report_id).join(
            mine, or_(ANY.id == report_id, and_(ANY.agency_id == mine.c.agency_id, ANY.year == mine.c.year))).where(JournalRow.action == RETURNED)).scalar() or 0


def _listed(engine: Engine, filter: Filter, year: int, vertical: bool) -> Select:
    """Returns the select of the roster's agencies with the state of each."""
    due = _due(year, query_days(engine))
    of_year = and_(ReportRow.agency_id == RosterRow.agency_id, ReportRow.year == year, CURRENT)
    dated = func.length(ReportRow.published) == 10
    state = case((ReportRow.id.is_(None), "missing"), (due.is_(None), "no_day"), (or_(ReportRow.published.is_(None), ~dated, ReportRow.published <= f"{year}-12-31"), "undated"),
                 (ReportRow.published > due, "late"), else_="in_time")
    same = and_(ANY.agency_id == RosterRow.agency_id, ANY.year == year)
    versions = select(func.count()).where(same).scalar_subquery()
    returned = select(func.count()).select_from(JournalRow).join(ANY, ANY.id == JournalRow.report_id).where(same, JournalRow.action == RETURNED).scalar_subquery()
    last = select(func.max(ANY.year)).where(ANY.agency_id == RosterRow.agency_id, ANY.year < year).scalar_subquery()
    return (select(RosterRow.agency_id, AgencyRow.name.label("agency"), AgencyRow.kind, AgencyRow.county,
                   func.coalesce(AgencyRow.region_code, RosterRow.region_code).label("region_code"), RosterRow.code, PARENT.name.label("parent"), RosterRow.vertical,
                   state.label("state"), due.label("due"), ReportRow.published, ReportRow.created_at, ReportRow.id.label("report_id"), ReportRow.version,
                   versions.label("versions"), returned.label("returned"), ReportRow.errors, ReportRow.warnings, ReportRow.doubts, last.label("last_year"))
            .select_from(RosterRow).join(AgencyRow, AgencyRow.id == RosterRow.agency_id).outerjoin(PARENT, PARENT.id == RosterRow.parent_id)
            .outerjoin(ReportRow, of_year).where(RosterRow.vertical == vertical, *in_force(year), *within(filter)))


def _due(year: int, days: list[tuple[str, str, int, str]]):
    """Returns the SQL of an agency's last day: set for its year before any year, for the longer region before the shorter, else the Regulations' own."""
    place = func.coalesce(AgencyRow.region_code, RosterRow.region_code)
    cases = []
    for region, kind, of, day in sorted((d for d in days if d[2] in (0, year)), key=lambda d: (d[2] == 0, -len(d[0]))):
        here = [AgencyRow.kind == kind] + ([place.between(*region_range(region))] if region else [])
        cases.append((and_(*here), last_day(day, year).isoformat()))
    cases += [(AgencyRow.kind == kind, last_day(due, year).isoformat()) for kind, due in legal_days().items()]
    return cast(case(*cases, else_=null()), String)


def _chosen(listed, states: tuple[str, ...], search: str) -> list:
    chosen = [listed.c.state.in_(states)] if states else []
    return chosen + [or_(*(c.contains(word, autoescape=True) for c in (listed.c.agency, listed.c.code, listed.c.county))) for word in search.split()]


def _days(due, published) -> int | None:
    try:
        return (date.fromisoformat(published) - date.fromisoformat(due)).days
    except (TypeError, ValueError):
        return None
