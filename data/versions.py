"""Which report supersedes which: bytes that are known, versions of one agency and year, demo data and real files, what comes back after a deletion."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from data.agencies import find_agencies
from data.errors import DatabaseProblem
from data.filters import region_number
from data.likeness import forget
from data.models import AgencyRow, CorrectionRow, DocumentRow, DoubtRow, ReportRow, RosterRow, VerdictRow, now
from data.places import drop_agencies
from data.rows import Rows
from data.search_index import drop_texts
from data.summaries import remember, remember_next
from report.model import AnnualReport
from report.unread import PARTS

BY_ID = ReportRow.__table__


@dataclass(frozen=True)
class Outcome:
    """What became of one report. `replaced`: the id of the version that it supersedes, `kept`: whether that is still there (a sample, and a reading of the same file
    that lacked a part, are not); `problem`: why it failed."""

    status: Literal["added", "unchanged", "replaced", "failed"]
    report_id: int | None = None
    replaced: int | None = None
    kept: bool = False
    problem: DatabaseProblem | None = None


@dataclass
class Prepared:
    """A report ready to be written: its own row, the rows of its parts, the compressed bytes of its file."""

    report: AnnualReport
    header: dict
    rows: Rows
    content: bytes | None
    size: int
    takes_place_of: int | None = None  # the demo report, or the report without some part, with the same bytes
    printed: AnnualReport | None = None  # as read, where corrections in force have changed the report

    @property
    def sha256(self) -> str:
        return self.report.source.sha256


def leave_known(connection: Connection, prepared: Sequence, outcomes: list[Outcome | None], demo: bool) -> tuple[list[int], list[dict]]:
    """Notes those whose bytes are stored as unchanged, takes out demo reports whose real file has come and reports of which a part is read now
    that this program failed at; returns the places of the new ones and what was taken out."""
    sha256s = {one.sha256 for one in prepared if isinstance(one, Prepared)}
    known = {row.source_sha256: row for row in connection.execute(
        select(BY_ID.c.id, BY_ID.c.source_sha256, BY_ID.c.is_demo, BY_ID.c.is_current).where(BY_ID.c.source_sha256.in_(sha256s)))}
    unread = parts_unread(connection, [row.id for row in known.values() if row.is_current])
    new: dict[str, int] = {}
    for i, one in enumerate(prepared):
        if outcomes[i]:
            continue
        same = known.get(one.sha256)
        mended = same and demo == same.is_demo and is_mended(one.report, unread.get(same.id, set()))
        if same and (demo or not same.is_demo) and not mended:
            outcomes[i] = Outcome("unchanged", same.id)
        elif one.sha256 not in new:
            new[one.sha256] = i
            one.takes_place_of = same.id if same else None
    outdated = [prepared[i].takes_place_of for i in new.values() if prepared[i].takes_place_of]
    return list(new.values()), take_out(connection, BY_ID.c.id.in_(outdated)) if outdated else []


def parts_unread(connection: Connection, reports: Iterable[int]) -> dict[int, set[str]]:
    """Returns, of those of the reports where this program failed at a part, which parts."""
    found: dict[int, set[str]] = {}
    for report_id, kind in connection.execute(select(DoubtRow.report_id, DoubtRow.kind).where(DoubtRow.report_id.in_(list(reports)), DoubtRow.kind.in_(PARTS))):
        found.setdefault(report_id, set()).add(kind)
    return found


def is_mended(report: AnnualReport, unread: set[str]) -> bool:
    """Returns whether a report has all but some of the parts that were not read before."""
    return {d.kind for d in report.doubts if d.kind in PARTS} < unread


def place(connection: Connection, new: Sequence[Prepared], demo: bool) -> list[Outcome]:
    """Puts the reports' own rows into the order of versions, and returns their outcomes; the rows of their parts follow."""
    agencies = find_agencies(connection, [one.report for one in new])
    columns = (BY_ID.c.id, BY_ID.c.agency_id, BY_ID.c.year, BY_ID.c.version, BY_ID.c.is_current, BY_ID.c.is_demo)
    latest: dict[tuple, dict] = {}  # (agency, year) -> the current report, with the highest version so far
    for row in connection.execute(select(*columns).where(BY_ID.c.agency_id.in_({a for a in agencies if a}),
                                                         BY_ID.c.year.in_({one.report.year for one in new if one.report.year is not None}))
                                  .order_by(BY_ID.c.version)).mappings():
        latest[row["agency_id"], row["year"]] = dict(row)
    rows, outcomes, outdated = [], [], []
    for one, agency in zip(new, agencies):
        of_year = (agency, one.report.year)
        before = None if None in of_year else latest.get(of_year)
        if before and demo and not before["is_demo"]:
            outcomes.append(("unchanged", before, None))  # a sample never supersedes a real report
            continue
        row = {**one.header, "agency_id": agency, "region_code": region_number(one.report.region.code) if one.report.region else None,
               "version": before["version"] + 1 if before else 1, "is_current": True, "is_demo": demo, "created_at": now()}
        if before and "id" in before:
            outdated.append(before["id"])
        if before:
            before["is_current"] = False
        rows.append(row)
        latest[of_year] = row
        outcomes.append(("replaced" if before or one.takes_place_of else "added", row, before))
    if outdated:
        remember(connection, outdated)
        connection.execute(update(ReportRow).where(ReportRow.id.in_(outdated)).values(is_current=False))
    if rows:
        remember_next(connection, {(row["agency_id"], row["year"]) for row in rows if row["version"] == 1})
        for row, report_id in zip(rows, connection.execute(insert(BY_ID).returning(BY_ID.c.id, sort_by_parameter_order=True), rows).scalars()):
            row["id"] = report_id
        remember(connection, [row["id"] for row in rows], new=True)
    return [Outcome(status, row["id"], before["id"] if before else one.takes_place_of, kept=before is not None) for one, (status, row, before) in zip(new, outcomes)]


def take_out(connection: Connection, condition) -> list[dict]:
    """Deletes reports with their parts, files and agencies that have no other report; makes earlier versions current again. `alike` of each row
    returned: the ids of the reports whose prose was like that of those deleted."""
    chosen = select(BY_ID.c.id, BY_ID.c.source_name.label("name"), BY_ID.c.source_sha256.label("sha256"), BY_ID.c.agency_id, BY_ID.c.year,
                    BY_ID.c.version).where(condition)
    gone = [dict(row) for row in connection.execute(chosen).mappings()]
    remember(connection, [row["id"] for row in gone])
    drop_texts(connection, [row["id"] for row in gone])
    alike = forget(connection, [row["id"] for row in gone])
    for row in gone:
        row["alike"] = alike
        connection.execute(delete(DocumentRow).where(DocumentRow.sha256 == row["sha256"]))
        connection.execute(delete(ReportRow).where(ReportRow.id == row["id"]))
    restore_current(connection, {(row["agency_id"], row["year"]) for row in gone})
    forget_agencies(connection, {row["agency_id"] for row in gone if row["agency_id"]})
    return gone


def restore_current(connection: Connection, pairs: Iterable[tuple[int | None, int | None]]) -> None:
    """Makes the newest version left of these agencies' years the current one."""
    for agency, year in pairs:
        if agency is not None and year is not None:
            remember(connection, connection.execute(select(BY_ID.c.id).where(BY_ID.c.agency_id == agency, BY_ID.c.year == year)).scalars())
            left = select(func.max(BY_ID.c.version)).where(BY_ID.c.agency_id == agency, BY_ID.c.year == year).scalar_subquery()
            connection.execute(update(ReportRow).where(ReportRow.agency_id == agency, ReportRow.year == year, ReportRow.version == left)
                               .values(is_current=True))


def forget_agencies(connection: Connection, agencies: set[int]) -> None:
    """Deletes those of the agencies that have no report, stand on no roster, and have no verdict or correction that would have to be found again."""
    used = [select(table.id).where(table.agency_id == AgencyRow.id).exists() for table in (ReportRow, VerdictRow, CorrectionRow)]
    used += [select(RosterRow.agency_id).where(AgencyRow.id.in_((RosterRow.agency_id, RosterRow.parent_id))).exists()]
    gone = connection.execute(delete(AgencyRow).where(AgencyRow.id.in_(agencies), *(~u for u in used)).returning(AgencyRow.region_code)).scalars().all()
    drop_agencies(connection, gone)
