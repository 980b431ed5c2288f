"""Findings that need the year before, or the version before: computed when a report is stored, and again when one of them changes."""
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, and_, delete, func, select

from data.bulk import insert_rows
from data.deadlines import refresh_lateness
from data.models import CURRENT, FindingRow, ReportRow
from data.rows import finding_rows, load_many
from data.summaries import remember
from data.verdicts import apply_verdicts
from report.checks import run_history_checks, run_version_checks
from report.checks.republished import PAGES
from report.model import AnnualReport

Pair = tuple[int, int]  # agency, year


def refresh_history(connection: Connection, touched: Iterable[Pair], known: Mapping[int, AnnualReport] = {}) -> None:
    """Computes the findings from year to year, and from version to version of a web page, of these agencies' years and of the years after them, in the caller's transaction; then those that
    hang on a day which an office has set; puts the verdicts on them and makes the counts of the report rows true. `known`: reports that need not be loaded, by id."""
    touched = {pair for pair in touched if None not in pair}
    wanted = sorted({(agency, year + step) for agency, year in touched for step in (0, 1)})
    current = _current(connection, wanted)
    targets = {current[pair]: current.get((pair[0], pair[1] - 1)) for pair in wanted if pair in current}
    if not targets:
        return
    remember(connection, targets)
    connection.execute(delete(FindingRow).where(FindingRow.report_id.in_(targets), FindingRow.scope == "history"))
    pairs, versions = {i: before for i, before in targets.items() if before is not None}, _earlier_pages(connection, list(targets))
    loaded = {**known, **load_many(connection, sorted({*pairs, *pairs.values(), *versions, *versions.values()} - known.keys()))}
    rows: list[dict] = []
    first = dict(connection.execute(select(FindingRow.report_id, func.max(FindingRow.seq)).where(FindingRow.report_id.in_(targets))
                                    .group_by(FindingRow.report_id)).all())
    for report_id in sorted({*pairs, *versions}):
        report, findings = loaded[report_id], []
        if report_id in pairs:
            findings += run_history_checks(report, loaded[pairs[report_id]])
        if report_id in versions:
            findings += run_version_checks(report, loaded[versions[report_id]])
        rows += [{"report_id": report_id, **row} for row in finding_rows(findings, report, "history", first.get(report_id, -1) + 1)]
    insert_rows(connection, FindingRow, rows)
    refresh_lateness(connection, targets)
    apply_verdicts(connection, targets)


def _current(connection: Connection, wanted: list[Pair]) -> dict[Pair, int]:
    """The current reports of the wanted agencies' years and the years before."""
    if not wanted:
        return {}
    agencies, years = {a for a, _ in wanted}, {y + step for _, y in wanted for step in (-1, 0)}
    found = connection.execute(select(ReportRow.agency_id, ReportRow.year, ReportRow.id).where(CURRENT, ReportRow.agency_id.in_(agencies), ReportRow.year.in_(years)))
    return {(agency, year): report_id for agency, year, report_id in found}



def _earlier_pages(connection: Connection, reports: list[int]) -> dict[int, int]:
    """The version before of those of the reports that are web pages, where it was a web page too."""
    now, older = ReportRow.__table__, ReportRow.__table__.alias()
    found = connection.execute(select(now.c.id, older.c.id).join(older, and_(older.c.agency_id == now.c.agency_id, older.c.year == now.c.year, older.c.version < now.c.version))
                               .where(now.c.id.in_(reports), now.c.version > 1, now.c.source_format.in_(PAGES), older.c.source_format.in_(PAGES)).order_by(older.c.version))
    return dict(found.all())  # of several the last one stays: the newest
