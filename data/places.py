"""The counties that have agencies, with how many: kept in the transaction that makes or deletes an agency, so that a page need not count them."""
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, func, insert, select, update

from data.models import AgencyRow, PlaceRow

PLACE = 1_000_000  # a region code of 12 digits by this is the county, or the city's own 370300
NAMES = ("province", "city", "county")


def add_agency(connection: Connection, agency: Mapping) -> None:
    """Counts a new agency (region_code, province, city, county) in its county; one whose place is undecided counts nowhere."""
    code = _county(agency["region_code"])
    if code is not None and not connection.execute(update(PlaceRow).where(PlaceRow.region_code == code).values(agencies=PlaceRow.agencies + 1)).rowcount:
        connection.execute(insert(PlaceRow), [{"region_code": code, **{n: agency[n] for n in NAMES}, "agencies": 1}])


def drop_agencies(connection: Connection, codes: Iterable[int | None]) -> None:
    """Takes agencies with these region codes out of the counts of their counties."""
    for code in filter(None, map(_county, codes)):
        connection.execute(update(PlaceRow).where(PlaceRow.region_code == code).values(agencies=PlaceRow.agencies - 1))
        connection.execute(delete(PlaceRow).where(PlaceRow.region_code == code, PlaceRow.agencies <= 0))


def rebuild_places(connection: Connection) -> None:
    """Makes the counties anew from the agencies."""
    connection.execute(delete(PlaceRow))
    connection.execute(insert(PlaceRow).from_select(["region_code", *NAMES, "agencies"], _counted()))


def check_places(connection: Connection) -> list[int]:
    """Returns the codes of the counties whose count is not that of their agencies."""
    should = {row.region_code: row.agencies for row in connection.execute(_counted())}
    stored = dict(connection.execute(select(PlaceRow.region_code, PlaceRow.agencies)).all())
    return sorted(code for code in should.keys() | stored.keys() if should.get(code) != stored.get(code))


def _counted():
    """Each county as the agency that was made first there has it."""
    code = (AgencyRow.region_code // PLACE * PLACE).label("code")
    found = select(code, func.min(AgencyRow.id).label("first"), func.count().label("agencies")).where(AgencyRow.region_code.is_not(None)).group_by(code).subquery()
    return select(found.c.code.label("region_code"), AgencyRow.province, AgencyRow.city, AgencyRow.county, found.c.agencies).join(found, found.c.first == AgencyRow.id)


def _county(code: int | None) -> int | None:
    return None if code is None else code // PLACE * PLACE
