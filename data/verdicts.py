"""Verdicts: a person confirms or dismisses a finding with a note. A dismissed finding leaves the counts, never the record."""
from collections.abc import Iterable

import pandas
from sqlalchemy import Connection, Engine, and_, bindparam, func, insert, or_, select, update

from data import permits
from data.engine import reading, writing
from data.errors import DatabaseProblem
from data.filters import Filter, frame
from data.journal import note as write_note
from data.models import AgencyRow, FindingRow, ReportRow, VerdictRow, now
from data.queries import EVERYTHING
from data.summaries import remember
from data.touched import regions_of

DECISIONS = ("confirmed", "dismissed")
COUNTS = {"error": "errors", "warning": "warnings", "information": "notices"}
IN_FORCE = VerdictRow.ended_at.is_(None)


def save_verdict(engine: Engine, report_id: int, identity: str, decision: str, note: str = "", actor: str = "") -> int:
    """Stores a verdict on every finding of that identity in the report, ends an earlier one, and returns the verdict's id.

    `decision`: one of DECISIONS; a dismissal needs a note, because it clears an agency. Raises DatabaseProblem."""
    note = note.strip()
    if decision not in DECISIONS:
        raise ValueError(decision)
    if decision == "dismissed" and not note:
        raise DatabaseProblem("no_reason")
    actor = permits.who(actor)
    with writing(engine) as connection:
        permits.require("editor", regions_of(connection, [report_id]))
        report = connection.execute(select(ReportRow.agency_id, ReportRow.year, ReportRow.source_sha256).where(ReportRow.id == report_id)).mappings().first()
        found = connection.execute(select(FindingRow.check, FindingRow.severity, FindingRow.message, FindingRow.template, FindingRow.values)
                                   .where(FindingRow.report_id == report_id, FindingRow.identity == identity).limit(1)).mappings().first()
        if report is None or found is None:
            raise DatabaseProblem("no_finding", report=report_id)
        _end(connection, and_(_same_subject(report), VerdictRow.identity == identity), actor)
        saved = connection.execute(insert(VerdictRow).returning(VerdictRow.id), [{
            **report, **found, "identity": identity, "decision": decision, "note": note, "actor": actor, "at": now()}]).scalar_one()
        apply_verdicts(connection, [report_id])
        write_note(connection, actor, decision, report_id, {"check": found["check"], "finding": found["message"], "note": note, "verdict": saved})
    return saved


def withdraw_verdict(engine: Engine, verdict_id: int, actor: str = "") -> None:
    """Ends a verdict that is in force; its line stays in the register. Raises DatabaseProblem where there is none."""
    actor = permits.who(actor)
    with writing(engine) as connection:
        verdict = connection.execute(select(VerdictRow.__table__).where(VerdictRow.id == verdict_id, IN_FORCE)).mappings().first()
        if verdict is None:
            raise DatabaseProblem("no_verdict", verdict=verdict_id)
        reports = list(connection.execute(select(ReportRow.id).where(or_(ReportRow.source_sha256 == verdict["source_sha256"], and_(
            ReportRow.agency_id == verdict["agency_id"], ReportRow.year == verdict["year"])))).scalars())
        permits.require("editor", regions_of(connection, reports, [verdict["agency_id"]]))
        _end(connection, VerdictRow.id == verdict_id, actor)
        apply_verdicts(connection, reports)
        write_note(connection, actor, "verdict_withdrawn", reports[0] if reports else None,
                   {"check": verdict["check"], "finding": verdict["message"], "verdict": verdict_id})


def query_verdict_id(engine: Engine, report_id: int, identity: str) -> int | None:
    """Returns the id of the verdict in force on a finding of the report, None where there is none."""
    with reading(engine) as connection:
        report = connection.execute(select(ReportRow.agency_id, ReportRow.year, ReportRow.source_sha256).where(ReportRow.id == report_id)).mappings().first()
        return report and connection.execute(select(VerdictRow.id).where(_same_subject(report), VerdictRow.identity == identity, IN_FORCE)).scalar()


def apply_verdicts(connection: Connection, report_ids: Iterable[int]) -> None:
    """Puts the verdicts in force on the findings of these reports, and makes the counts of their report rows true."""
    ids = list(report_ids)
    if not ids:
        return
    remember(connection, ids)
    connection.execute(update(FindingRow).where(FindingRow.report_id.in_(ids), FindingRow.decision != "").values(decision=""))
    named = and_(VerdictRow.agency_id == ReportRow.agency_id, VerdictRow.year == ReportRow.year)
    nameless = and_(or_(ReportRow.agency_id.is_(None), ReportRow.year.is_(None)), VerdictRow.source_sha256 == ReportRow.source_sha256)
    decided = [{"b_report": r, "b_identity": i, "b_decision": d} for r, i, d in connection.execute(
        select(ReportRow.id, VerdictRow.identity, VerdictRow.decision).join(VerdictRow, or_(named, nameless)).where(ReportRow.id.in_(ids), IN_FORCE))]
    if decided:
        connection.execute(update(FindingRow.__table__).where(FindingRow.report_id == bindparam("b_report"), FindingRow.identity == bindparam("b_identity"))
                           .values(decision=bindparam("b_decision")), decided)
    _recount(connection, ids)


def _recount(connection: Connection, ids: list[int]) -> None:
    """Counts what fails and is not dismissed, by severity, and what could not be checked."""
    counts = {i: dict.fromkeys((*COUNTS.values(), "not_checkable"), 0) for i in ids}
    for report_id, severity, verdict, n in connection.execute(
            select(FindingRow.report_id, FindingRow.severity, FindingRow.verdict, func.count()).where(FindingRow.report_id.in_(ids), FindingRow.decision != "dismissed")
            .group_by(FindingRow.report_id, FindingRow.severity, FindingRow.verdict)):
        name = COUNTS.get(severity) if verdict == "fail" else "not_checkable" if verdict == "not_checkable" else None
        if name:
            counts[report_id][name] += n
    names = (*COUNTS.values(), "not_checkable")
    connection.execute(update(ReportRow.__table__).where(ReportRow.id == bindparam("b_id")).values({n: bindparam(f"b_{n}") for n in names}),
                       [{"b_id": i, **{f"b_{n}": c[n] for n in names}} for i, c in counts.items()])


def query_verdicts(engine: Engine, filter: Filter = EVERYTHING, search: str = "", in_force: bool | None = None, limit: int = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns the register, newest first: verdict_id, agency_id, agency, county, year, check, identity, severity, decision, note, actor, at,
    ended_at, ended_by, message, template, values, report_id (the current report of that agency's year, None where it is gone)."""
    return frame(engine, _register(filter, search, in_force).order_by(VerdictRow.at.desc(), VerdictRow.id.desc()).limit(limit).offset(offset))


def query_verdict_count(engine: Engine, filter: Filter = EVERYTHING, search: str = "", in_force: bool | None = None) -> int:
    """Returns how long the register is."""
    return int(frame(engine, select(func.count().label("n")).select_from(_register(filter, search, in_force).subquery()))["n"].iloc[0])


def _register(filter: Filter, search: str, in_force: bool | None):
    named = and_(ReportRow.agency_id == VerdictRow.agency_id, ReportRow.year == VerdictRow.year)
    nameless = and_(or_(VerdictRow.agency_id.is_(None), VerdictRow.year.is_(None)), ReportRow.source_sha256 == VerdictRow.source_sha256)
    chosen = [] if in_force is None else [IN_FORCE if in_force else VerdictRow.ended_at.is_not(None)]
    chosen += [VerdictRow.year.in_(filter.years)] if filter.years else []
    chosen += filter.where_agency(AgencyRow.region_code, AgencyRow.kind, VerdictRow.agency_id)
    chosen += [or_(*(c.contains(word, autoescape=True) for c in (AgencyRow.name, VerdictRow.note, VerdictRow.message, VerdictRow.check))) for word in search.split()]
    return (select(VerdictRow.id.label("verdict_id"), VerdictRow.agency_id, AgencyRow.name.label("agency"), AgencyRow.county, VerdictRow.year, VerdictRow.check,
                   VerdictRow.identity, VerdictRow.severity, VerdictRow.decision, VerdictRow.note, VerdictRow.actor, VerdictRow.at, VerdictRow.ended_at,
                   VerdictRow.ended_by, VerdictRow.message, VerdictRow.template, VerdictRow.values, ReportRow.id.label("report_id"))
            .outerjoin(AgencyRow, AgencyRow.id == VerdictRow.agency_id)
            .outerjoin(ReportRow, and_(or_(named, nameless), ReportRow.is_current == True)).where(*chosen))  # noqa: E712


def _same_subject(report):
    if report["agency_id"] is None or report["year"] is None:
        return VerdictRow.source_sha256 == report["source_sha256"]
    return and_(VerdictRow.agency_id == report["agency_id"], VerdictRow.year == report["year"])


def _end(connection: Connection, condition, actor: str) -> None:
    connection.execute(update(VerdictRow).where(condition, IN_FORCE).values(ended_at=now(), ended_by=actor))
