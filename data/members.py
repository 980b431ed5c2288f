"""Whose reports are added up: the agencies of a choice with their reports of a year, without those that add up others."""
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from sqlalchemy import Connection, Engine, Select, and_, case, func, select, union

from data.among import among
from data.engine import reading
from data.errors import DatabaseProblem
from data.filters import Filter, listed, made_once, numbers, plain, region_range
from data.models import CURRENT, AgencyRow, ReportRow, RosterRow
from data.models.reports import GOVERNMENT, WHOLE
from data.owing import in_force, near
from data.places import PLACE
from data.queries import ANY_YEAR, EVERYTHING, OF_YEAR
from data.spread import query_kinds
from report.checks.hierarchy import is_vertical

WIDTH = case(*((ReportRow.region_code % 10**n == 0, 10**n) for n in (10, 8, 6, 3)), else_=1)  # how many codes lie in the place of a report: a province's, city's …
CHILDREN = select(RosterRow.agency_id, RosterRow.parent_id).where(RosterRow.parent_id.is_not(None))
MOST = 10_000  # agencies that a question goes through one by one


class Known(NamedTuple):
    """An agency that is known and its report of the year (`report_id`; None: it has none). `roster`: its code on a roster, None where it stands on none;
    `due`: whether the roster has it owe a report for the year."""

    agency_id: int
    agency: str
    kind: str
    county: str | None
    region_code: int | None
    report_id: int | None
    parent_id: int | None
    vertical: bool | None
    roster: int | None
    due: bool


class Holders(NamedTuple):
    """The reports of a choice that add up others of it: how many they are (`reports`), how many give the applications received (`giving`) and what these come to
    (`received`), and the ids of those that divide their total by channels completely (`whole`)."""

    reports: int
    giving: int
    received: float
    whole: tuple[int, ...]


@dataclass(frozen=True)
class Members:
    """The agencies of a choice for one year.

    `due`: those that are added up, each once; `above`: those whose own report adds up others of the choice; `vertical`: those managed from
    above, left out; `strangers`: reports of the choice by agencies that the roster does not name. `parent`: the report beside which the sum
    stands, None where there is not exactly one; `parent_agency`: whose it is. `roster`: whether rosters say of all of them who is due (else some are the
    agencies known from any year). `nameless`: reports of the year whose agency was not recognised."""

    year: int
    due: list[Known]
    above: list[Known]
    vertical: list[Known]
    strangers: list[Known]
    parent: int | None
    parent_agency: str | None
    roster: bool
    nameless: int

    @cached_property
    def reports(self) -> tuple[int, ...]:
        """Returns the ids of the reports that are added up."""
        return tuple(row.report_id for row in self.due if row.report_id is not None)

    @cached_property
    def missing(self) -> list[Known]:
        """Returns the agencies that are due and have no report for the year."""
        return [row for row in self.due if row.report_id is None]


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
    with reading(engine) as connection:
        known = _fetch(connection, _known(year, Filter((), filter.region, filter.kinds, filter.agencies)))
        everyone = known if not (filter.kinds or filter.agencies) else _fetch(connection, _known(year, Filter(region=filter.region)))
    own = _parent_of_region(everyone, filter.region)
    rostered, ids = {row.roster // PLACE for row in everyone if row.roster is not None}, {row.agency_id for row in known}
    above = _covering(known, sorted(row.region_code for row in known if row.region_code is not None))
    above |= {row.parent_id for row in everyone if row.agency_id in ids} & ids
    if own is not None and len(known) > 1:
        above.add(own)
    parts: dict[str, list] = {"due": [], "above": [], "vertical": [], "strangers": []}
    for row in known:
        if row.agency_id in above:
            parts["above"].append(row)
        elif not vertical and (row.vertical or is_vertical(row.agency)):
            parts["vertical"].append(row)
        elif not rostered or row.due or not _lies_in(row, rostered):
            parts["due"].append(row)
        elif row.report_id is not None:
            parts["strangers"].append(row)
    due = parts["due"]
    parent = own if own is not None else _common_parent(due)
    report = [] if parent is None or any(row.agency_id == parent for row in due) else [row for row in everyone if row.agency_id == parent]  # else it is added up itself
    if parent is not None and not any(row.agency_id == parent for row in everyone):
        with reading(engine) as connection:
            report = _fetch(connection, _known(year, Filter(agencies=(parent,))))
    alone = report[0] if len(report) == 1 else None
    return Members(year, **parts, parent=alone and alone.report_id, parent_agency=alone and alone.agency,
                   roster=bool(rostered) and all(_lies_in(row, rostered) for row in due), nameless=_nameless(engine, year, filter))


def query_holders(engine: Engine, filter: Filter) -> Holders:
    """Returns the reports of the choice that add up others of it. They are those of a government in whose region another agency of the choice has a report, and of an
    agency that the roster makes the parent of one that has."""
    with reading(engine) as connection:
        children = dict(plain(connection, CHILDREN))
        handed = connection.execute(select(ReportRow.agency_id).where(among(ReportRow.agency_id, children), *filter.where())).scalars().all() if children else ()
        found = plain(connection, _holders(filter, tuple(sorted({children[i] for i in handed}))))[0]
    return Holders(found[0], found[1], found[2] or 0, tuple(sorted(int(i) for i in numbers(found[3] or ""))))


@made_once
def _holders(filter: Filter, parents: tuple[int, ...]) -> Select:
    """The select of what query_holders tells. `parents`: agencies of which the roster says that others of the choice are theirs."""
    reports = filter.where()
    within = Filter(kinds=filter.kinds, agencies=filter.agencies)  # what lies in the place of a report of the region lies in the region
    other = select(OF_YEAR.id).where(OF_YEAR.is_current == True, OF_YEAR.year == ReportRow.year, OF_YEAR.id != ReportRow.id,  # noqa: E712
                                     OF_YEAR.region_code.between(ReportRow.region_code, ReportRow.region_code + WIDTH - 1),
                                     *within.where_agency(OF_YEAR.region_code, OF_YEAR.kind, OF_YEAR.agency_id)).exists()
    above = and_(GOVERNMENT, ReportRow.region_code > 0, other, *reports)
    if parents:
        above = ReportRow.id.in_(union(select(ReportRow.id).where(above), select(ReportRow.id).where(among(ReportRow.agency_id, parents), *reports)))
    return select(func.count(), func.count(ReportRow.requests_received), func.sum(ReportRow.requests_received), listed(case((WHOLE, ReportRow.id)))).where(above)


@made_once
def _known(year: int, wide: Filter) -> Select:
    """The agencies of the filter that are on the roster or have a current report of any year, with their report of this one."""
    some = select(ANY_YEAR.id).where(ANY_YEAR.agency_id == AgencyRow.id, ANY_YEAR.is_current == True).exists()  # noqa: E712
    place = func.coalesce(AgencyRow.region_code, RosterRow.region_code)
    due = and_(RosterRow.agency_id.is_not(None), *in_force(year)).label("due")
    return (select(AgencyRow.id.label("agency_id"), AgencyRow.name.label("agency"), AgencyRow.kind, AgencyRow.county, place.label("region_code"),
                   ReportRow.id.label("report_id"), RosterRow.parent_id, RosterRow.vertical, RosterRow.region_code.label("roster"), due)
            .outerjoin(ReportRow, and_(ReportRow.agency_id == AgencyRow.id, ReportRow.year == year, CURRENT))
            .outerjoin(RosterRow, RosterRow.agency_id == AgencyRow.id)
            .where(ReportRow.id.is_not(None) | some | RosterRow.agency_id.is_not(None), *near(wide), *wide.where_agency(place, AgencyRow.kind, AgencyRow.id))
            .order_by(place, AgencyRow.name, AgencyRow.id))


def _fetch(connection: Connection, statement: Select) -> list[Known]:
    return list(map(partial(tuple.__new__, Known), plain(connection, statement)))  # as Known._make, which counts the fields of each again


def _lies_in(row: Known, counties: set[int]) -> bool:
    return row.region_code is not None and row.region_code // PLACE in counties


def _covering(rows: Sequence[Known], codes: list[int]) -> set[int]:
    """The governments of the rows in whose region more than one of the codes (sorted) lies: theirs and another agency's."""
    found = set()
    for row in rows:
        if row.kind == "government" and row.region_code is not None:
            first, last = region_range(_digits(row.region_code))
            if bisect_left(codes, last + 1) - bisect_left(codes, first) > 1:
                found.add(row.agency_id)
    return found


def _digits(code: int) -> str:
    """The leading digits that stand for the place: 370300000000 -> 3703."""
    digits = f"{code:012d}"
    return next(digits[:n] for n in (2, 4, 6, 9, 12) if not digits[n:].strip("0"))


def _parent_of_region(everyone: Sequence[Known], region: str | None) -> int | None:
    """The government whose own region is the one chosen; None without one, or with several."""
    own = [row.agency_id for row in everyone if region and row.kind == "government" and row.region_code == region_range(region)[0]]
    return own[0] if len(own) == 1 else None


def _common_parent(due: Sequence[Known]) -> int | None:
    """The parent that the roster gives to all who are due; None where they have several or none."""
    parents = {row.parent_id for row in due}
    return parents.pop() if len(parents) == 1 else None


def _nameless(engine: Engine, year: int, filter: Filter) -> int:
    """How many reports of the year and region have no recognised agency."""
    if filter.agencies:
        return 0
    with reading(engine) as connection:
        return connection.execute(_without_agency(Filter((year,), filter.region, filter.kinds))).scalar() or 0


@made_once
def _without_agency(filter: Filter) -> Select:
    return select(func.count()).select_from(ReportRow).where(ReportRow.agency_id.is_(None), *filter.where())
