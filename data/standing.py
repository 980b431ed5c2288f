"""Where a stored report stands among those of its county."""
from dataclasses import dataclass

from sqlalchemy import Engine, and_, func, or_, select

from data.engine import reading
from data.filters import Filter, region_prefix
from data.models import ReportRow


@dataclass(frozen=True)
class Standing:
    """`among`: the reports of its county (of its city or province where it is theirs; of all where no place is known) for its year;
    `before`: how many of them stand before it in falling order of the total, as `query_reports` lists them."""

    among: Filter
    before: int


def query_standing(engine: Engine, report_id: int) -> Standing | None:
    """Returns where a report stands, None where it has no year or is stored no longer."""
    total = ReportRow.disclosed_total
    with reading(engine) as connection:
        found = connection.execute(select(ReportRow.year, ReportRow.region_code, total).where(ReportRow.id == report_id)).first()
        if found is None or found.year is None:
            return None
        among = Filter((found.year,), region_prefix(found.region_code)[:6] if found.region_code else None)
        if found.disclosed_total is None:
            earlier = or_(total.is_not(None), ReportRow.id < report_id)
        else:
            earlier = or_(total > found.disclosed_total, and_(total == found.disclosed_total, ReportRow.id < report_id))
        return Standing(among, connection.execute(select(func.count()).select_from(ReportRow).where(*among.where(), earlier)).scalar() or 0)
