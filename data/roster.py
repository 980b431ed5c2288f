"""The roster: which agencies owe a report, by county and year; its lines matched to the stored agencies by the rule that places reports."""
from collections.abc import Sequence
from dataclasses import dataclass

import pandas
from sqlalchemy import Connection, Engine, Select, and_, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from data import permits
from data.agencies import find_agencies, known_agency
from data.engine import reading, writing
from data.errors import DatabaseProblem
from data.filters import Filter, frame, made_once, plain, region_number, region_prefix, region_range
from data.journal import note
from data.models import CURRENT, AgencyRow, ReportRow, RosterRow, now
from data.names import refresh_names
from data.owing import in_force, within
from data.places import PLACE
from data.placed import as_report, placed_name
from data.queries import EVERYTHING
from data.versions import forget_agencies
from report.agencies import kind_of
from report.wording import label

PARENT = aliased(AgencyRow)
INVENTED = "99"  # what is changed on the demonstration county's roster goes with the demonstration data


@dataclass(frozen=True)
class RosterLine:
    """A line as an office gives it. `parent`: the name of another agency; `since`, `until`: years that reports are about."""

    name: str
    kind: str
    code: str = ""
    parent: str = ""
    vertical: bool = False
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class SavedRoster:
    """What saving did: agencies of the roster, those among them that were not stored before, and lines taken off."""

    agencies: int
    new: int
    removed: int


def query_roster(engine: Engine, filter: Filter = EVERYTHING, year: int | None = None, vertical: bool | None = None) -> pandas.DataFrame:
    """Returns the agencies that owe a report for the year: agency_id, agency, kind, county, region_code, code, parent_id, parent, vertical, since,
    until, report_id (the current report of the year; missing: none is there), published, created_at, version, errors, warnings, doubts.

    `vertical`: only those managed from above (True) or only the county's own (False). The filter's years are not asked. Empty: no roster."""
    chosen = [] if vertical is None else [RosterRow.vertical == vertical]
    of_year = and_(ReportRow.agency_id == RosterRow.agency_id, ReportRow.year == year, CURRENT)
    return frame(engine, select(
        RosterRow.agency_id, AgencyRow.name.label("agency"), AgencyRow.kind, AgencyRow.county,
        func.coalesce(AgencyRow.region_code, RosterRow.region_code).label("region_code"), RosterRow.code, RosterRow.parent_id, PARENT.name.label("parent"),
        RosterRow.vertical, RosterRow.since, RosterRow.until, ReportRow.id.label("report_id"), ReportRow.published, ReportRow.created_at,
        ReportRow.version, ReportRow.errors, ReportRow.warnings, ReportRow.doubts)
        .select_from(RosterRow).join(AgencyRow, AgencyRow.id == RosterRow.agency_id).outerjoin(PARENT, PARENT.id == RosterRow.parent_id)
        .outerjoin(ReportRow, of_year).where(*in_force(year), *chosen, *within(filter))
        .order_by(RosterRow.region_code, RosterRow.code == "", RosterRow.code, func.coalesce(AgencyRow.region_code, RosterRow.region_code), AgencyRow.name))


def query_rostered(engine: Engine, region: str | None = None) -> list[str]:
    """Returns the places (digits) that have a roster, within the region."""
    with reading(engine) as connection:
        return [region_prefix(code) for code, in plain(connection, _rostered(region))]


@made_once
def _rostered(region: str | None) -> Select:
    inside = [RosterRow.region_code.between(*region_range(region))] if region else []
    return select(RosterRow.region_code).where(*inside).distinct().order_by(RosterRow.region_code)


def query_proposal(engine: Engine, region: str) -> pandas.DataFrame:
    """Returns the agencies of a place that have reports, for a roster made of what is stored: agency, kind, reports, first_year, last_year."""
    return frame(engine, select(AgencyRow.name.label("agency"), AgencyRow.kind, func.count().label("reports"), func.min(ReportRow.year).label("first_year"),
                                func.max(ReportRow.year).label("last_year"))
                 .join(ReportRow, ReportRow.agency_id == AgencyRow.id).where(CURRENT, *_in_place(region))
                 .group_by(*AgencyRow.__table__.columns).order_by(AgencyRow.region_code, AgencyRow.name))


def query_matches(engine: Engine, region: str, lines: Sequence[tuple[str, str]]) -> list[str | DatabaseProblem | None]:
    """Returns for each (name, kind) the name of the stored agency that it is, None where it is not stored yet, or what is wrong with the name."""
    found: list[str | DatabaseProblem | None] = []
    with reading(engine) as connection:
        for name, kind in lines:
            try:
                agency = known_agency(connection, as_report(name, kind, region))
            except DatabaseProblem as problem:
                found.append(problem)
                continue
            found.append(connection.execute(select(AgencyRow.name).where(AgencyRow.id == agency)).scalar() if agency else None)
    return found


def save_roster(engine: Engine, region: str, lines: Sequence[RosterLine], actor: str = "", demo: bool = False) -> SavedRoster:
    """Makes these lines the roster of a place (digits of a county or city), in the place of the one before, and says what that changed.

    A line is the agency of that place and comparable name, made new where none is stored. Agencies that only the old roster named go with it.
    Raises DatabaseProblem: twice (two lines are one agency), elsewhere (a name says another place), no_parent."""
    with writing(engine) as connection:
        permits.require("editor", [region])
        before = set(connection.execute(select(RosterRow.agency_id).where(RosterRow.region_code == region_number(region))).scalars())
        saved, new = _put(connection, region, lines, actor, demo)
        gone = before - set(saved)
        _take_off(connection, gone)
        note(connection, actor, "roster_saved", None, {"region": region, "agencies": len(saved), "new": new, "removed": len(gone)})
    return SavedRoster(len(saved), new, len(gone))


def add_to_roster(engine: Engine, region: str, lines: Sequence[RosterLine], actor: str = "") -> SavedRoster:
    """Adds lines to the roster of a place, or changes those that are on it; what a line leaves empty stays. Raises as save_roster does."""
    with writing(engine) as connection:
        permits.require("editor", [region])
        before = set(connection.execute(select(RosterRow.agency_id).where(RosterRow.region_code == region_number(region))).scalars())
        saved, new = _put(connection, region, lines, actor, False, keep=True)
        note(connection, actor, "roster_saved", None, {"region": region, "agencies": len(before | set(saved)), "new": new, "removed": 0})
    return SavedRoster(len(before | set(saved)), new, 0)


def remove_from_roster(engine: Engine, agency_id: int, actor: str = "") -> None:
    """Takes an agency off its roster. Raises DatabaseProblem where it is on none."""
    with writing(engine) as connection:
        region = connection.execute(select(RosterRow.region_code).where(RosterRow.agency_id == agency_id)).scalar()
        if region is None:
            raise DatabaseProblem("not_on_roster", agency=agency_id)
        permits.require("editor", [region])
        _take_off(connection, {agency_id})
        note(connection, actor, "roster_saved", None, {"region": region_prefix(region), "removed": 1})


def _put(connection: Connection, region: str, lines: Sequence[RosterLine], actor: str, demo: bool, keep: bool = False) -> tuple[list[int], int]:
    """Writes the lines; returns the agencies' ids and how many of them are new. `keep`: what a line leaves empty stays as it was stored."""
    demo = demo or region.startswith(INVENTED)
    stored = set(connection.execute(select(AgencyRow.id)).scalars())
    ids = find_agencies(connection, [as_report(line.name, line.kind, region) for line in lines])
    refresh_names(connection, ids)
    by_id: dict[int, str] = {}
    for agency, line in zip(ids, lines):
        if agency in by_id:
            raise DatabaseProblem("twice", first=by_id[agency], second=line.name)
        by_id[agency] = line.name
    parents = _parents(connection, region, lines, {placed_name(line.name, region): i for i, line in zip(ids, lines)})
    rows = [{"agency_id": agency, "region_code": region_number(region), "parent_id": parent, "vertical": line.vertical, "since": line.since, "until": line.until,
             "code": line.code.strip(), "is_demo": demo, "actor": actor, "at": now()} for agency, line, parent in zip(ids, lines, parents)]
    if keep:
        old = {r["agency_id"]: r for r in connection.execute(select(RosterRow.__table__).where(RosterRow.agency_id.in_(ids))).mappings()}
        for row in rows:
            row.update({k: old[row["agency_id"]][k] for k in ("parent_id", "since", "until", "code") if row["agency_id"] in old and not row[k]})
    connection.execute(delete(RosterRow).where(RosterRow.agency_id.in_(ids)))
    if rows:
        connection.execute(insert(RosterRow), rows)
    return ids, len(set(ids) - stored)


def _parents(connection: Connection, region: str, lines: Sequence[RosterLine], own: dict[str, int]) -> list[int | None]:
    """Returns the id of each line's parent: another line of the roster, or a stored agency of the place."""
    found: list[int | None] = []
    for line in lines:
        name = line.parent.strip()
        if not name:
            found.append(None)
            continue
        parent = own.get(placed_name(name, region)) or known_agency(connection, as_report(name, kind_of(label(name)) or "other", region))
        if parent is None or parent == own.get(placed_name(line.name, region)):
            raise DatabaseProblem("no_parent", agency=line.name, parent=name)
        found.append(parent)
    return found


def _take_off(connection: Connection, agencies: set[int]) -> None:
    """Deletes lines, and the agencies that nothing else names."""
    connection.execute(update(RosterRow).where(RosterRow.parent_id.in_(agencies)).values(parent_id=None))
    connection.execute(delete(RosterRow).where(RosterRow.agency_id.in_(agencies)))
    forget_agencies(connection, agencies)


def remove_sample_rosters(connection: Connection) -> int:
    """Takes the demonstration's rosters out, in the caller's transaction; returns how many lines that were."""
    gone = set(connection.execute(select(RosterRow.agency_id).where(RosterRow.is_demo == True)).scalars())  # noqa: E712
    _take_off(connection, gone)
    return len(gone)


def _in_place(region: str) -> list:
    """Returns the conditions that an agency stands under a county, or under a city itself."""
    inside = AgencyRow.region_code.between(*region_range(region))
    return [inside] if len(region) != 4 else [inside, AgencyRow.region_code // PLACE == int(region) * 100]
