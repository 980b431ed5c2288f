"""The one place that writes: save, supersede, delete. Every write raises `data_version` in its own transaction and leaves a line in the journal."""
import hashlib
import zlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Engine, and_, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from data import permits
from data.alike import follow_likeness
from data.bulk import insert_rows
from data.corrections import amend_new, keep_printed
from data.deadlines import remove_sample_deadlines
from data.engine import reading, writing
from data.errors import DatabaseProblem, first_line
from data.history import refresh_history
from data.journal import note, raise_version
from data.models import CURRENT, PARTS, DocumentRow, DoubtRow, JournalRow, ReportRow, now
from data.names import refresh_names
from data.roster import remove_sample_rosters
from data.rows import load_rows, to_header, to_rows
from data.search_index import add_texts
from data.verdicts import apply_verdicts
from data.sketches import warm
from data.touched import regions_of
from data.versions import BY_ID, Outcome, Prepared, leave_known, place, take_out
from report.model import AnnualReport
from report.unread import PARTS as PARTS_UNREAD


def save_reports(engine: Engine, reports: Sequence[tuple[AnnualReport, bytes | None]], actor: str = "", demo: bool = False) -> list[Outcome]:
    """Returns what became of each (report, bytes of its file), in order. One transaction; each report is stored whole or not at all.

    The same bytes again are `unchanged`. Another file for the same agency and year supersedes the current version, which is
    kept. A report without agency or year is stored beside the others and supersedes nothing. Demo data never supersedes a
    real report, and the real file of a demo report takes its place. A report of a region that the permit does not cover is `failed`.
    Raises NotAllowed where the permit is not an editor's."""
    warm()
    prepared: list[Prepared | DatabaseProblem] = []
    for report, data in reports:
        try:
            prepared.append(_prepare(report, data))
        except DatabaseProblem as problem:
            prepared.append(problem)
    try:
        return _save(engine, prepared, permits.who(actor), demo)
    except permits.NotAllowed as refusal:
        if refusal.kind == "needs_editor":
            raise
        if len(prepared) == 1:
            return [Outcome("failed", problem=refusal)]
        return [outcome for pair in reports for outcome in save_reports(engine, [pair], actor, demo)]
    except (SQLAlchemyError, UnicodeError) as error:  # UnicodeError: half a surrogate pair cannot be stored
        if len(prepared) == 1 or isinstance(error, OperationalError):  # OperationalError: the database itself, not one of the reports
            return [Outcome("failed", problem=DatabaseProblem("not_stored", name=report.source.name, detail=first_line(error)))
                    for report, _ in reports]
        return [outcome for pair in reports for outcome in save_reports(engine, [pair], actor, demo)]


def load_report(engine: Engine, report_id: int) -> AnnualReport:
    """Returns the stored report, equal to the one that was saved but for corrections. Raises DatabaseProblem where there is none."""
    with reading(engine) as connection:
        return load_rows(connection, report_id)


def load_whole(engine: Engine, report_id: int) -> AnnualReport:
    """Returns the stored report with the findings that need the year before after its own: finding n is the n-th row of the finding table."""
    with reading(engine) as connection:
        return load_rows(connection, report_id, ("report", "history"))


def load_document(engine: Engine, report_id: int) -> bytes | None:
    """Returns the bytes of the report's original file, None where none was stored."""
    with reading(engine) as connection:
        content = connection.execute(select(DocumentRow.content).join(ReportRow, ReportRow.source_sha256 == DocumentRow.sha256)
                                     .where(ReportRow.id == report_id)).scalar()
    return None if content is None else zlib.decompress(content)


def known_files(engine: Engine, hashes: Iterable[str], demo: bool = False) -> dict[str, int]:
    """Returns sha256 -> report id of the files that are stored already, so that saving them would change nothing; not of those in force of which a part
    was not read: these readers may do better."""
    whole = ~and_(CURRENT, select(DoubtRow.report_id).where(DoubtRow.report_id == ReportRow.id, DoubtRow.kind.in_(PARTS_UNREAD)).exists())
    mine = () if demo else (ReportRow.is_demo == False,)  # noqa: E712 (the real file of a sample takes its place)
    with reading(engine) as connection:
        return dict(connection.execute(select(ReportRow.source_sha256, ReportRow.id).where(ReportRow.source_sha256.in_(list(hashes)), whole, *mine)).all())


def delete_report(engine: Engine, report_id: int, actor: str = "", reason: str = "") -> None:
    """Deletes a report with its file; the version before it, if any, becomes current again. Raises DatabaseProblem where there is none."""
    with writing(engine) as connection:
        permits.require("editor", regions_of(connection, [report_id]))
        gone = take_out(connection, BY_ID.c.id == report_id)
        if not gone:
            raise DatabaseProblem("no_report", report=report_id)
        _follow(connection, [], gone)
        note(connection, actor, "deleted", report_id, {**gone[0], "reason": reason})


def remove_samples(engine: Engine, actor: str = "") -> int:
    """Deletes all demo data, the demonstration county's roster and days with it; returns how many reports that were."""
    with writing(engine) as connection:
        permits.require("editor", [None])
        gone = take_out(connection, BY_ID.c.is_demo == True)  # noqa: E712
        if gone:
            _follow(connection, [], gone)
        desk = remove_sample_rosters(connection) + remove_sample_deadlines(connection)
        if gone or desk:
            note(connection, actor, "samples_removed", None, {"reports": len(gone)})
    return len(gone)


def _prepare(report: AnnualReport, data: bytes | None) -> Prepared:
    if data is not None and hashlib.sha256(data).hexdigest() != report.source.sha256.partition("#")[0]:  # "…#2": the second report of a file
        raise ValueError(f"the bytes are not those that {report.source.name} was read from")
    return Prepared(report, to_header(report), to_rows(report), None if data is None else zlib.compress(data, 6), len(data or b""))


def _save(engine: Engine, prepared: list[Prepared | DatabaseProblem], actor: str, demo: bool) -> list[Outcome]:
    with writing(engine) as connection:
        outcomes = [Outcome("failed", problem=one) if isinstance(one, DatabaseProblem) else None for one in prepared]
        new, gone = leave_known(connection, prepared, outcomes, demo)
        amend_new(connection, [prepared[i] for i in new])
        placed = place(connection, [prepared[i] for i in new], demo)
        permits.require("editor", regions_of(connection, [i for one in placed for i in (one.report_id, one.replaced)]))
        for i, outcome in zip(new, placed):
            outcomes[i] = outcome
        for i, one in enumerate(prepared):
            if outcomes[i] is None:  # its bytes stand earlier in this batch
                first = next(j for j in new if prepared[j].sha256 == one.sha256)
                outcomes[i] = Outcome("unchanged", outcomes[first].report_id)
        saved = [(prepared[i], outcomes[i]) for i in new if outcomes[i].status != "unchanged"]
        _write_parts(connection, saved, actor)
        _follow(connection, saved, gone)
    return outcomes


def _write_parts(connection: Connection, saved: list[tuple[Prepared, Outcome]], actor: str) -> None:
    for table in PARTS:
        insert_rows(connection, table, [{"report_id": outcome.report_id, **row} for one, outcome in saved for row in one.rows[table]])
    insert_rows(connection, DocumentRow, [{"sha256": one.sha256, "size": one.size, "content": one.content} for one, _ in saved if one.content is not None])
    insert_rows(connection, JournalRow, [
        {"actor": actor, "action": outcome.status, "report_id": outcome.report_id, "at": now(),
         "detail": {"name": one.report.source.name, "sha256": one.sha256, "replaced": outcome.replaced}} for one, outcome in saved])
    if saved:
        raise_version(connection)


def _follow(connection: Connection, saved: list[tuple[Prepared, Outcome]], gone: list[dict]) -> None:
    """Computes what hangs on other reports: the findings from year to year, the prose shared with others, the verdicts on them, and the counts; what words find them by."""
    keep_printed(connection, [(outcome.report_id, one.printed) for one, outcome in saved if one.printed is not None])
    known = {outcome.report_id: one.report for one, outcome in saved}
    rows = connection.execute(select(BY_ID.c.agency_id, BY_ID.c.year, BY_ID.c.id).where(BY_ID.c.id.in_(known))).all() if known else []
    refresh_history(connection, [*((r.agency_id, r.year) for r in rows), *((g["agency_id"], g["year"]) for g in gone)], known)
    follow_likeness(connection, known, known, [(g["agency_id"], g["year"]) for g in gone], {i for g in gone for i in g.pop("alike")})
    apply_verdicts(connection, [r.id for r in rows if None in (r.agency_id, r.year)])
    add_texts(connection, known)
    refresh_names(connection, {*(r.agency_id for r in rows), *(g["agency_id"] for g in gone)})
