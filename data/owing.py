"""Who owes a report, as conditions of SQL: the agencies on the roster where a place has one, else those known from other years."""
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from data.among import told_by
from data.filters import Filter, region_range
from data.models import CURRENT, AgencyRow, ReportRow, RosterRow
from data.places import PLACE

LISTED = aliased(RosterRow)


def in_force(year: int | None) -> list[ColumnElement[bool]]:
    """Returns the conditions that a line of the roster holds for the year; none for every year."""
    if year is None:
        return []
    return [or_(RosterRow.since.is_(None), RosterRow.since <= year), or_(RosterRow.until.is_(None), RosterRow.until >= year)]


def within(filter: Filter) -> list[ColumnElement[bool]]:
    """Returns the conditions that a line of the roster belongs to the filter's region, kinds and agencies: the roster lies in the region, or the agency does."""
    rest = Filter(kinds=filter.kinds, agencies=filter.agencies).where_agency(None, AgencyRow.kind, RosterRow.agency_id)
    if filter.region:
        rest.append(or_(*(code.between(*region_range(filter.region)) for code in (RosterRow.region_code, AgencyRow.region_code))))
    return rest


def owes(filter: Filter, year: int | None) -> ColumnElement[bool]:
    """Returns the condition that an agency owes a report for the year; the statement joins AgencyRow and, where there is one, its RosterRow.

    In a place with a roster its lines decide, without those managed from above; elsewhere every agency that has had a report."""
    listed = and_(RosterRow.agency_id.is_not(None), RosterRow.vertical == False, *in_force(year), *within(filter))  # noqa: E712
    rostered = select(RosterRow.region_code // PLACE).distinct().correlate(None)
    known = select(ReportRow.id).where(ReportRow.agency_id == AgencyRow.id, CURRENT).correlate(AgencyRow).exists()
    return or_(listed, and_(RosterRow.agency_id.is_(None), _place().not_in(rostered), known,
                            *filter.where_agency(AgencyRow.region_code, AgencyRow.kind, AgencyRow.id)))


def near(filter: Filter) -> list[ColumnElement[bool]]:
    """Returns conditions that say no more than that an agency, or its line of the roster, lies in the filter's region: what an index finds."""
    if not filter.region:
        return []
    span = region_range(filter.region)
    return [or_(AgencyRow.region_code.between(*span), told_by(AgencyRow.id, select(LISTED.agency_id).where(LISTED.region_code.between(*span), LISTED.agency_id.is_not(None))))]


def _place():
    """The county of an agency, 0 where it is undecided."""
    return func.coalesce(AgencyRow.region_code, 0) // PLACE


def handed_in(filter: Filter, year: int | None) -> ColumnElement[bool]:
    """Returns the condition that an agency has a current report for the year (None: for any) within the filter."""
    return select(ReportRow.id).where(ReportRow.agency_id == AgencyRow.id, *Filter((year,) if year else (), filter.region, filter.kinds, filter.agencies).where()).correlate(AgencyRow).exists()
