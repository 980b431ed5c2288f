"""The regions that a write touches, for data.permits.require."""
from collections.abc import Iterable

from sqlalchemy import Connection, select

from data import permits
from data.models import AgencyRow, ReportRow


def regions_of(connection: Connection, reports: Iterable[int | None] = (), agencies: Iterable[int | None] = ()) -> list[int | None]:
    """Returns the 12-digit codes of these reports and of their agencies, and of these agencies; None where a place is undecided. Where the
    permit has no limit, nothing is looked up. A report or agency that does not exist has no region."""
    if not permits.limited("editor"):
        return []
    reports, agencies = [r for r in reports if r is not None], [a for a in agencies if a is not None]
    table = ReportRow.__table__
    rows = connection.execute(select(table.c.region_code, table.c.agency_id).where(table.c.id.in_(reports))).all() if reports else []
    agencies += [r.agency_id for r in rows if r.agency_id is not None]
    places = connection.execute(select(AgencyRow.region_code).where(AgencyRow.id.in_(agencies))).scalars() if agencies else []
    return [*(r.region_code for r in rows), *places]
