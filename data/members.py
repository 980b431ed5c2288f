"""Whose reports are added up: the agencies of a choice with their reports of a year, without those that add up others."""
from bisect import bisect_left
from dataclasses import dataclass

import pandas
from sqlalchemy import Engine, and_, func, select
from sqlalchemy.orm import aliased

from data.engine import reading
from data.errors import DatabaseProblem
from data.filters import Filter, frame, region_range
from data.models import CURRENT, AgencyRow, ReportRow, RosterRow
from data.owing import in_force, near
from data.places import PLACE
from data.queries import EVERYTHING
from data.spread import query_kinds
from report.checks.hierarchy import VERTICAL

MOST = 10_000  # agencies that a question goes through one by one
COLUMNS = ["agency_id", "agency", "kind", "county", "region_code", "report_id"]


@dataclass(frozen=True)
class Members:
    """The agencies of a choice for one year, as frames of agency_id, agency, kind, county, region_code, report_id (None: no report).

    `due`: those that are added up, each once; `above`: those whose own report adds up others of the choice; `vertical`: those managed from
    above, left out; `strangers`: reports of the choice by agencies that the roster does not name. `parent`: the report beside which the sum
    stands, None where there is not exactly one; `parent_agency`: whose it is. `roster`: whether rosters say of all of them who is due (else some are the
    agencies known from any year). `nameless`: reports of the year whose agency was not recognised."""

    year: int
    due: pandas.DataFrame
    above: pandas.DataFrame
    vertical: pandas.DataFrame
    strangers: pandas.DataFrame
    parent: int | None
    parent_agency: str | None
    roster: bool
    nameless: int

    @property
    def reports(self) -> tuple[int, ...]:
        """Returns the ids of the reports that are added up."""
        return tuple(int(i) for i in self.due["report_id"].dropna())

    @property
    def missing(self) -> pandas.DataFrame:
        """Returns the agencies that are due and have no report for the year."""
        return self.due[self.due["report_id"].isna()]


def refuse_too_wide(engine: Engine, filter: Filter) -> None:
    """Raises DatabaseProblem (too_wide) where the choice is the nation or a province with more than MOST agencies: such a question names each of them."""
    if len(filter.region or "") > 2 or filter.agencies:
        return
    known = sum(query_kinds(engine, Filter((), filter.region, filter.kinds)).values())
    if known > MOST:
        raise DatabaseProblem("too_wide", count=known, most=MOST)


def query_members(engine: Engine, year: int, filter: Filter = EVERYTHING, vertical: bool = False) -> Members:
    """Returns who is added up for the year within the filter's region, kinds and agencies. `vertical`: vertically managed agencies too.

    A government whose region holds another agency of the choice, or that the roster makes another's parent, is not added to them: its report
    holds theirs already. Where the roster names agencies of the region, only they are due. Raises DatabaseProblem (see refuse_too_wide)."""
    refuse_too_wide(engine, filter)
    wide = Filter((), filter.region, filter.kinds, filter.agencies)
    known = _known(engine, year, wide)
    everyone = known if not (filter.kinds or filter.agencies) else _known(engine, year, Filter(region=filter.region))
    own = _parent_of_region(everyone, filter.region)
    rostered = {int(c) // PLACE for c in everyone["roster"].dropna()}
    by_hand = known[known["vertical"].eq(True) | known["agency"].map(lambda n: bool(VERTICAL.search(n)))]
    covering = _covering(known, sorted(known["region_code"].dropna().astype("int64")))
    parents = set(everyone.loc[everyone["agency_id"].isin(known["agency_id"]), "parent_id"].dropna())
    is_above = known["agency_id"].isin(covering | (parents & set(known["agency_id"])))
    if own is not None and len(known) > 1:
        is_above |= known["agency_id"] == own
    above = known[is_above]
    rest = known[~is_above]
    left_out = rest[rest["agency_id"].isin(by_hand["agency_id"])] if not vertical else rest.head(0)
    rest = rest[~rest["agency_id"].isin(left_out["agency_id"])]
    stranger = ~rest["due"].eq(True) & rest["region_code"].floordiv(PLACE).isin(rostered)
    strangers, due = rest[stranger & rest["report_id"].notna()], rest[~stranger]
    parent = own if own is not None else _common_parent(due)
    report = everyone.loc[everyone["agency_id"] == parent, ["report_id", "agency"]] if parent is not None else everyone.head(0)
    if parent is not None and report.empty:
        report = _known(engine, year, Filter(agencies=(int(parent),)))[["report_id", "agency"]]
    report = report if parent not in set(due["agency_id"]) else report.head(0)  # it is added up itself
    there = len(report) == 1 and pandas.notna(report["report_id"].iloc[0])
    return Members(year, *(f[COLUMNS].reset_index(drop=True) for f in (due, above, left_out, strangers)),
                   int(report["report_id"].iloc[0]) if there else None, report["agency"].iloc[0] if len(report) == 1 else None,
                   bool(rostered) and bool(due["region_code"].floordiv(PLACE).isin(rostered).all()),
                   _nameless(engine, year, filter))


def query_holders(engine: Engine, filter: Filter, measure: str) -> pandas.DataFrame:
    """Returns the reports of the choice that add up others of it: report_id, value (that headline of theirs, NaN where they give none). They are those of a
    government in whose region another agency of the choice has a report, and of an agency that the roster makes the parent of one that has."""
    reports = filter.where()
    with reading(engine) as connection:
        children = dict(connection.execute(select(RosterRow.agency_id, RosterRow.parent_id).where(RosterRow.parent_id.is_not(None))).all())
    handed = frame(engine, select(ReportRow.agency_id).where(ReportRow.agency_id.in_(children), *reports)) if children else ()
    parents = sorted({children[int(i)] for i in handed["agency_id"]}) if len(handed) else []
    chosen = select(ReportRow.id.label("report_id"), ReportRow.agency_id, ReportRow.kind, ReportRow.region_code, getattr(ReportRow, measure).label("value")).where(*reports)
    above = frame(engine, chosen.where(ReportRow.agency_id.in_(parents)))
    some = pandas.concat([frame(engine, chosen.where(ReportRow.kind == "government", ReportRow.region_code > 0, ReportRow.agency_id.not_in(parents))), above], ignore_index=True)
    codes: list[int] = []
    if len(some) > len(above):
        place = ReportRow.region_code // PLACE
        with reading(engine) as connection:  # two stand for all of a county
            for county, n in connection.execute(select(place, func.count()).where(ReportRow.region_code.is_not(None), *reports).group_by(place).order_by(place)):
                codes += [int(county) * PLACE] * min(n, 2)
    holds = some["agency_id"].isin(_covering(some, codes)) | some["agency_id"].isin(parents)
    return some.loc[holds, ["report_id", "value"]]


def _known(engine: Engine, year: int, wide: Filter) -> pandas.DataFrame:
    """The agencies of the filter that are on the roster or have a current report of any year, with their report of this one."""
    any_year = aliased(ReportRow)
    some = select(any_year.id).where(any_year.agency_id == AgencyRow.id, any_year.is_current == True).exists()  # noqa: E712
    place = func.coalesce(AgencyRow.region_code, RosterRow.region_code)
    due = and_(RosterRow.agency_id.is_not(None), *in_force(year)).label("due")
    return frame(engine, select(AgencyRow.id.label("agency_id"), AgencyRow.name.label("agency"), AgencyRow.kind, AgencyRow.county, place.label("region_code"),
                                ReportRow.id.label("report_id"), RosterRow.parent_id, RosterRow.vertical, RosterRow.region_code.label("roster"), due)
                 .outerjoin(ReportRow, and_(ReportRow.agency_id == AgencyRow.id, ReportRow.year == year, CURRENT))
                 .outerjoin(RosterRow, RosterRow.agency_id == AgencyRow.id)
                 .where(some | RosterRow.agency_id.is_not(None), *near(wide), *wide.where_agency(place, AgencyRow.kind, AgencyRow.id))
                 .order_by(place, AgencyRow.name, AgencyRow.id))


def _covering(known: pandas.DataFrame, codes: list[int]) -> set[int]:
    """The governments of the frame in whose region more than one of the codes (sorted) lies: theirs and another agency's."""
    found = set()
    for row in known[known["kind"].eq("government") & known["region_code"].notna()].itertuples():
        first, last = region_range(_digits(int(row.region_code)))
        if bisect_left(codes, last + 1) - bisect_left(codes, first) > 1:
            found.add(int(row.agency_id))
    return found


def _digits(code: int) -> str:
    """The leading digits that stand for the place: 370300000000 -> 3703."""
    digits = f"{code:012d}"
    return next(digits[:n] for n in (2, 4, 6, 9, 12) if not digits[n:].strip("0"))


def _parent_of_region(everyone: pandas.DataFrame, region: str | None) -> int | None:
    """The government whose own region is the one chosen; None without one, or with several."""
    if not region:
        return None
    own = everyone[everyone["kind"].eq("government") & everyone["region_code"].eq(region_range(region)[0])]
    return int(own["agency_id"].iloc[0]) if len(own) == 1 else None


def _common_parent(due: pandas.DataFrame) -> int | None:
    """The parent that the roster gives to all who are due; None where they have several or none."""
    parents = due["parent_id"].unique()
    return int(parents[0]) if len(parents) == 1 and pandas.notna(parents[0]) else None


def _nameless(engine: Engine, year: int, filter: Filter) -> int:
    """How many reports of the year and region have no recognised agency."""
    if filter.agencies:
        return 0
    return len(frame(engine, select(ReportRow.id).where(ReportRow.agency_id.is_(None), *Filter((year,), filter.region, filter.kinds).where())))
