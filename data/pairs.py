"""Which reports can be held against each other word by word: every version of every year of some agencies."""
import pandas
from sqlalchemy import Engine, or_, select

from data.filters import frame
from data.models import AgencyRow, ReportRow


def query_choices(engine: Engine, agencies: tuple[int, ...], reports: tuple[int, ...] = ()) -> pandas.DataFrame:
    """Returns all versions of these agencies' reports, and of the reports named: report_id, agency_id, agency, county, year, version, is_current,
    source_name; by agency as named, newest year and version first."""
    found = frame(engine, select(ReportRow.id.label("report_id"), ReportRow.agency_id, AgencyRow.name.label("agency"), AgencyRow.county, ReportRow.year,
                                 ReportRow.version, ReportRow.is_current, ReportRow.source_name)
                  .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(or_(ReportRow.agency_id.in_(agencies), ReportRow.id.in_(reports)))
                  .order_by(ReportRow.year.desc().nulls_last(), ReportRow.version.desc(), ReportRow.id))
    order = {agency: i for i, agency in enumerate(agencies)}
    return found.assign(_at=found["agency_id"].map(order).fillna(len(order)).astype("int64")).sort_values("_at", kind="stable", ignore_index=True).drop(columns="_at")
