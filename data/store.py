"""The one place that writes: save, supersede, delete. Every write raises `data_version` in its own transaction and leaves a line in the journal."""
import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from data.agencies import find_agency
from data.engine import reading, writing
from data.errors import DatabaseProblem
from data.filters import region_number
from data.models import PARTS, AgencyRow, CounterRow, DocumentRow, JournalRow, ReportRow
from data.rows import Rows, load_rows, to_header, to_rows
from report.model import AnnualReport

BY_ID = ReportRow.__table__


@dataclass(frozen=True)
class Outcome:
    """What became of one report. `replaced`: the id of the version that it supersedes; `problem`: why it failed."""

    status: Literal["added", "unchanged", "replaced", "failed"]
    report_id: int | None = None
    replaced: int | None = None
    problem: DatabaseProblem | None = None


@dataclass
class _Prepared:
    report: AnnualReport
    header: dict
    rows: Rows
    content: bytes | None
    size: int


def save_reports(engine: Engine, reports: Sequence[tuple[AnnualReport, bytes | None]], actor: str = "", demo: bool = False) -> list[Outcome]:
    """Returns what became of each (report, bytes of its file), in order. One transaction; each report is stored whole or not at all.

    The same bytes again are `unchanged`. Another file for the same agency and year supersedes the current version, which is
    kept. A report without agency or year is stored beside the others and supersedes nothing. Demo data never supersedes a
    real report, and the real file of a demo report takes its place."""
    prepared: list[_Prepared | DatabaseProblem] = []
    for report, data in reports:
        try:
            prepared.append(_prepare(report, data))
        except DatabaseProblem as problem:
            prepared.append(problem)
    try:
        return _save(engine, prepared, actor, demo)
    except (SQLAlchemyError, UnicodeError) as error:  # UnicodeError: half a surrogate pair cannot be stored
        if len(prepared) == 1:
            return [Outcome("failed", problem=DatabaseProblem("not_stored", name=reports[0][0].source.name, detail=_detail(error)))]
        return [outcome for pair in reports for outcome in save_reports(engine, [pair], actor, demo)]


def load_report(engine: Engine, report_id: int) -> AnnualReport:
    """Returns the stored report, equal to the one that was saved. Raises DatabaseProblem where there is none."""
    with reading(engine) as connection:
        return load_rows(connection, report_id)


def load_document(engine: Engine, report_id: int) -> bytes | None:
    """Returns the bytes of the report's original file, None where none was stored."""
    with reading(engine) as connection:
        content = connection.execute(select(DocumentRow.content).join(ReportRow, ReportRow.source_sha256 == DocumentRow.sha256)
                                     .where(ReportRow.id == report_id)).scalar()
    return None if content is None else zlib.decompress(content)


def known_files(engine: Engine, hashes: Iterable[str], demo: bool = False) -> dict[str, int]:
    """Returns sha256 -> report id of the files that are stored already, so that saving them would change nothing."""
    mine = () if demo else (ReportRow.is_demo == False,)  # noqa: E712 (the real file of a sample takes its place)
    with reading(engine) as connection:
        return dict(connection.execute(select(ReportRow.source_sha256, ReportRow.id).where(ReportRow.source_sha256.in_(list(hashes)), *mine)).all())


def delete_report(engine: Engine, report_id: int, actor: str = "", reason: str = "") -> None:
    """Deletes a report with its file; the version before it, if any, becomes current again. Raises DatabaseProblem where there is none."""
    with writing(engine) as connection:
        gone = _delete(connection, BY_ID.c.id == report_id)
        if not gone:
            raise DatabaseProblem("no_report", report=report_id)
        _note(connection, actor, "deleted", report_id, {**gone[0], "reason": reason})


def remove_samples(engine: Engine, actor: str = "") -> int:
    """Deletes all demo data; returns how many reports that were."""
    with writing(engine) as connection:
        gone = _delete(connection, BY_ID.c.is_demo == True)  # noqa: E712
        if gone:
            _note(connection, actor, "samples_removed", None, {"reports": len(gone)})
    return len(gone)


def _prepare(report: AnnualReport, data: bytes | None) -> _Prepared:
    if data is not None and hashlib.sha256(data).hexdigest() != report.source.sha256:
        raise ValueError(f"the bytes are not those that {report.source.name} was read from")
    return _Prepared(report, to_header(report), to_rows(report), None if data is None else zlib.compress(data, 6), len(data or b""))


def _save(engine: Engine, prepared: list[_Prepared | DatabaseProblem], actor: str, demo: bool) -> list[Outcome]:
    batch: dict[type[SQLModel], list[dict]] = {table: [] for table in PARTS}
    outcomes, documents, notes = [], [], []
    with writing(engine) as connection:
        for one in prepared:
            if isinstance(one, DatabaseProblem):
                outcomes.append(Outcome("failed", problem=one))
                continue
            outcome = _place(connection, one, demo)
            outcomes.append(outcome)
            if outcome.status == "unchanged":
                continue
            for table, rows in one.rows.items():
                batch[table] += [{"report_id": outcome.report_id, **row} for row in rows]
            if one.content is not None:
                documents.append({"sha256": one.report.source.sha256, "size": one.size, "content": one.content})
            notes.append({"actor": actor, "action": outcome.status, "report_id": outcome.report_id,
                          "detail": {"name": one.report.source.name, "sha256": one.report.source.sha256, "replaced": outcome.replaced}})
        for table, rows in (*batch.items(), (DocumentRow, documents), (JournalRow, notes)):
            if rows:
                connection.execute(insert(table), rows)
        if notes:
            _raise_version(connection)
    return outcomes


def _place(connection: Connection, one: _Prepared, demo: bool) -> Outcome:
    """Puts the report's own row into the order of versions; the rows of its parts follow with the batch."""
    same = connection.execute(select(ReportRow.id, ReportRow.is_demo).where(ReportRow.source_sha256 == one.report.source.sha256)).first()
    if same and (demo or not same.is_demo):
        return Outcome("unchanged", same.id)
    if same:
        _delete(connection, BY_ID.c.id == same.id)
    agency = find_agency(connection, one.report)
    code = region_number(one.report.region.code) if one.report.region else None
    before, version = None, 1
    if agency and one.report.year is not None:
        of_year = (ReportRow.agency_id == agency, ReportRow.year == one.report.year)
        before = connection.execute(select(ReportRow.id, ReportRow.is_demo).where(*of_year, ReportRow.is_current == True)).first()  # noqa: E712
        if before and demo and not before.is_demo:
            return Outcome("unchanged", before.id)
        if before:
            connection.execute(update(ReportRow).where(ReportRow.id == before.id).values(is_current=False))
            version += connection.execute(select(func.max(ReportRow.version)).where(*of_year)).scalar()
    new = ReportRow(**one.header, agency_id=agency, region_code=code, version=version, is_demo=demo).model_dump(exclude={"id"})
    report_id = connection.execute(insert(ReportRow).returning(ReportRow.id), new).scalar_one()
    replaced = before.id if before else same.id if same else None
    return Outcome("replaced" if replaced else "added", report_id, replaced)


def _delete(connection: Connection, condition) -> list[dict]:
    """Deletes reports with their parts, files and agencies that have no other report; makes earlier versions current again."""
    chosen = select(BY_ID.c.id, BY_ID.c.source_name.label("name"), BY_ID.c.source_sha256.label("sha256"), BY_ID.c.agency_id, BY_ID.c.year,
                    BY_ID.c.version).where(condition)
    gone = [dict(row) for row in connection.execute(chosen).mappings()]
    for row in gone:
        connection.execute(delete(DocumentRow).where(DocumentRow.sha256 == row["sha256"]))
        connection.execute(delete(ReportRow).where(ReportRow.id == row["id"]))
    for agency, year in {(row["agency_id"], row["year"]) for row in gone if row["agency_id"]}:
        left = select(func.max(BY_ID.c.version)).where(BY_ID.c.agency_id == agency, BY_ID.c.year == year).scalar_subquery()
        connection.execute(update(ReportRow).where(ReportRow.agency_id == agency, ReportRow.year == year, ReportRow.version == left)
                           .values(is_current=True))
    agencies = {row["agency_id"] for row in gone if row["agency_id"]}
    connection.execute(delete(AgencyRow).where(AgencyRow.id.in_(agencies), ~select(BY_ID.c.id).where(BY_ID.c.agency_id == AgencyRow.id).exists()))
    return gone


def _note(connection: Connection, actor: str, action: str, report_id: int | None, detail: dict) -> None:
    connection.execute(insert(JournalRow), [{"actor": actor, "action": action, "report_id": report_id, "detail": detail}])
    _raise_version(connection)


def _raise_version(connection: Connection) -> None:
    connection.execute(update(CounterRow).where(CounterRow.name == "data_version").values(value=CounterRow.value + 1))


def _detail(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]
