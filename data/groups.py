"""A county's own report beside those of its agencies: the checks of sums and of parts larger than the whole, computed when asked."""
from dataclasses import dataclass, field

import pandas
from sqlalchemy import Connection, Engine, select

from data.engine import reading
from data.filters import Filter, region_range
from data.models import CURRENT, AgencyRow, ReportRow, RosterRow
from data.owing import in_force
from data.rows import load_rows
from report.checks import run_group_checks
from report.model import Agency, AnnualReport

COUNTY = 6  # digits of a county's code


@dataclass(frozen=True)
class GroupAnswer:
    """`parent`: the county's own report, None where it is not there; `children`: how many others are compared; `findings`: check, verdict, severity,
    message, template, values, left, right, difference, cells. `owing`: how many agencies the roster asks for, None where there is no roster;
    `missing`: the names of those without a report; `others`: names of agencies with a report that are not on the roster, and left out."""

    parent: int | None
    children: int
    findings: pandas.DataFrame
    owing: int | None = None
    missing: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default=())


def query_group(engine: Engine, region: str, year: int) -> GroupAnswer | None:
    """Returns what the group checks say of a county's year; None where the region is no county. Where a roster is stored its agencies are compared, those
    managed from above left out; where none is, sums are never called wrong, for reports may be missing."""
    if len(region) != COUNTY:
        return None
    county = region_range(region)[0]
    with reading(engine) as connection:
        rows = connection.execute(select(ReportRow.id, ReportRow.kind, ReportRow.region_code, ReportRow.agency_id, AgencyRow.name)
                                  .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
                                  .where(*Filter(years=(year,), region=region).where(), ReportRow.source_format != "facts").order_by(ReportRow.id)).all()
        own = [r for r in rows if r.kind == "government" and r.region_code == county]
        parent = own[0] if len(own) == 1 else None
        listed = connection.execute(select(RosterRow.agency_id, RosterRow.parent_id, RosterRow.vertical, AgencyRow.name)
                                    .join(AgencyRow, AgencyRow.id == RosterRow.agency_id).where(RosterRow.region_code == county, *in_force(year))).all()
        top = (None, parent.agency_id) if parent else (None,)
        direct = {r.agency_id: r.name for r in listed if not r.vertical and r.parent_id in top and not (parent and r.agency_id == parent.agency_id)}
        above = {r.name for r in listed if r.vertical}
        chosen = [r for r in rows if r is not parent and (not listed or r.agency_id in direct)]
        children = [_named(load_rows(connection, r.id), r.name) for r in chosen]
        children += _undecided(connection, year, direct)
        report = load_rows(connection, parent.id) if parent else None
    found = [f.model_dump(exclude={"evidence"}) for f in run_group_checks(report, children, list(direct.values()), list(above) if listed else None)]
    columns = ["check", "verdict", "severity", "message", "template", "values", "left", "right", "difference", "cells"]
    there = {r.agency_id for r in rows}
    known = {r.agency_id for r in listed} | ({parent.agency_id} if parent else set())
    return GroupAnswer(parent and parent.id, len(chosen), pandas.DataFrame(found, columns=columns), len(direct) if listed else None,
                       tuple(name for agency, name in direct.items() if agency not in there) if listed else (),
                       tuple(r.name for r in rows if r.agency_id not in known and r.name) if listed else ())


def _named(report: AnnualReport, name: str | None) -> AnnualReport:
    """Returns the report under the name by which its agency is stored, so that two spellings are one agency."""
    return report.model_copy(update={"agency": Agency(name=name, kind=report.agency.kind)}) if name and report.agency else report


def _undecided(connection: Connection, year: int, direct: dict[int, str]) -> list[AnnualReport]:
    """Returns the year's reports that bear the name of an agency of the roster but whose place was not recognised: perhaps handed in twice."""
    here = connection.execute(select(AgencyRow.comparable, AgencyRow.name, AgencyRow.county).where(AgencyRow.id.in_(direct))).all()
    counties = {county for _, _, county in here if county}
    names = {comparable: name for comparable, name, _ in here}
    rows = connection.execute(select(ReportRow.id, AgencyRow.comparable).join(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(
        CURRENT, ReportRow.year == year, AgencyRow.region_code.is_(None), AgencyRow.id.not_in(direct), AgencyRow.county.in_(counties),
        AgencyRow.comparable.in_(names))).all()
    return [_named(load_rows(connection, r.id), names[r.comparable]) for r in rows]
