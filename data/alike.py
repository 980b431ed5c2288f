"""Follows what is stored: likeness is computed, and the findings on copies (Y-3) of every report that it touches are written anew."""
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, func, select

from data.bulk import insert_rows
from data.likeness import index, partners
from data.models import AgencyRow, FindingRow, LikenessRow, ReportRow, SectionRow
from data.rows import spanned_rows
from data.summaries import remember
from data.verdicts import apply_verdicts
from report.checks import tell_likeness
from report.checks.copying import Alike
from report.model import AnnualReport, Evidence

SCOPE = "alike"


def follow_likeness(connection: Connection, ids: Iterable[int], known: Mapping[int, AnnualReport] = {}, gone: Iterable[tuple] = (), met: Iterable[int] = ()) -> None:
    """Computes the likeness of new or changed reports and brings the findings on copies up to date, in the caller's transaction. `known`: reports that
    need not be loaded; `gone`: (agency, year) from which a report was taken, so that an earlier version may be current again; `met`: what was like it."""
    ids = list(ids)
    refresh(connection, index(connection, {*ids, *_versions(connection, ids, gone)}, known) | set(met))


def refresh(connection: Connection, ids: Iterable[int]) -> None:
    """Writes the findings on copies of these reports, and of all that are like them, anew."""
    ids = sorted(partners(connection, ids))
    had = set(connection.execute(select(FindingRow.report_id).where(FindingRow.report_id.in_(ids), FindingRow.scope == SCOPE)).scalars())
    alike = query_alike(connection, ids)
    if not had and not alike:
        return
    remember(connection, had | set(alike))
    connection.execute(delete(FindingRow).where(FindingRow.report_id.in_(had), FindingRow.scope == SCOPE))
    first = dict(connection.execute(select(FindingRow.report_id, func.max(FindingRow.seq)).where(FindingRow.report_id.in_(alike))
                                    .group_by(FindingRow.report_id)).all())
    texts: dict[int, dict[str, str]] = {i: {} for i in alike}
    for report_id, key, text in connection.execute(select(SectionRow.report_id, SectionRow.key, SectionRow.text).where(SectionRow.report_id.in_(alike))):
        texts[report_id][key] = text
    rows = []
    for report_id, found in alike.items():
        told = [Alike(part, share, agency, _quote(passage, texts[report_id])) for part, share, agency, passage in found]
        rows += [{"report_id": report_id, **row} for row in spanned_rows(tell_likeness(told), texts[report_id], SCOPE, first.get(report_id, -1) + 1)]
    insert_rows(connection, FindingRow, rows)
    apply_verdicts(connection, had | set(alike))


def query_alike(connection: Connection, ids: list[int]) -> dict[int, list[tuple]]:
    """Returns, of the reports among the ids: (part, share, name of the other agency, the longest passage in this one) for each report of
    another agency and the same year that is like it."""
    found: dict[int, list[tuple]] = {}
    for here, there, share, turn in ((LikenessRow.report_id, LikenessRow.other_id, LikenessRow.share, 0),
                                     (LikenessRow.other_id, LikenessRow.report_id, LikenessRow.other_share, 1)):
        for report_id, part, value, name, passage in connection.execute(
                select(here, LikenessRow.part, share, AgencyRow.name, LikenessRow.passage).join(ReportRow, ReportRow.id == there)
                .join(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(here.in_(ids), LikenessRow.own == False)):  # noqa: E712
            found.setdefault(report_id, []).append((part, value, name, passage[turn] if passage else None))
    return found


def _quote(span: list | None, texts: Mapping[str, str]) -> Evidence | None:
    if span is None or span[0] not in texts:
        return None
    section, start, end = span
    return Evidence(section=section, start=start, end=end, text=texts[section][start:end])


def _versions(connection: Connection, ids: list[int], gone: Iterable[tuple]) -> set[int]:
    """Every version of the agencies' years of these reports and of those from which a report was taken."""
    years = {(a, y) for a, y in gone if None not in (a, y)}
    if ids:
        years |= {(a, y) for a, y in connection.execute(select(ReportRow.agency_id, ReportRow.year).where(ReportRow.id.in_(ids))) if None not in (a, y)}
    if not years:
        return set()
    rows = connection.execute(select(ReportRow.id, ReportRow.agency_id, ReportRow.year)
                              .where(ReportRow.agency_id.in_({a for a, _ in years}), ReportRow.year.in_({y for _, y in years})))
    return {i for i, agency, year in rows if (agency, year) in years}
