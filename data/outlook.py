"""What storing a report would do, before it is stored."""
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from data.agencies import known_agency
from data.corrections import as_corrected
from data.engine import reading
from data.models import CURRENT, ReportRow
from data.versions import is_mended, parts_unread
from report.model import AnnualReport


@dataclass(frozen=True)
class Outlook:
    """`status`: added, replaced (by this report: the version named) or unchanged (the same bytes are stored); `undecided`: without
    agency or year the report would stand by itself."""

    status: str
    report_id: int | None = None
    version: int | None = None
    source_name: str | None = None
    stored_at: datetime | None = None
    undecided: bool = False


def query_outlook(engine: Engine, report: AnnualReport) -> Outlook:
    """Returns what `save_reports` would come to for the report now, corrections of agency or year that are in force included."""
    columns = (ReportRow.id, ReportRow.version, ReportRow.source_name, ReportRow.created_at, ReportRow.is_demo, ReportRow.is_current)
    with reading(engine) as connection:
        same = connection.execute(select(*columns).where(ReportRow.source_sha256 == report.source.sha256)).first()
        mended = same and same.is_current and is_mended(report, parts_unread(connection, [same.id]).get(same.id, set()))
        if same and not same.is_demo and not mended:
            return Outlook("unchanged", *same[:4])
        report = as_corrected(connection, report)
        if report.agency_name is None or report.year is None:
            return Outlook("replaced", *same[:4]) if same else Outlook("added", undecided=True)
        agency = known_agency(connection, report)
        before = agency and connection.execute(select(*columns).where(CURRENT, ReportRow.agency_id == agency, ReportRow.year == report.year)).first()
    before = before or same
    return Outlook("replaced", *before[:4]) if before else Outlook("added")
