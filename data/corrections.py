"""Corrections: a person says what a misread figure, cell, agency, year or theme really is. What was printed stays beside it; charts use the correction."""
import zlib
from collections.abc import Sequence

import pandas
from sqlalchemy import Connection, Engine, Select, and_, delete, insert, or_, select, update

from data import permits
from data.agencies import find_agencies, known_agency
from data.amend import IDENTITY, KINDS, Correction, amend, read_value
from data.alike import follow_likeness
from data.bulk import insert_rows
from data.engine import reading, writing
from data.errors import DatabaseProblem
from data.filters import Filter, frame, made_once, region_number
from data.history import refresh_history
from data.journal import note as write_note
from data.models import PARTS, AgencyRow, CorrectionRow, PrintedRow, ReportRow, VerdictRow, now
from data.names import refresh_names
from data.queries import EVERYTHING
from data.rows import load_rows, to_header, to_rows
from data.search_index import add_texts, drop_texts
from data.summaries import remember, remember_next
from data.touched import regions_of
from data.versions import Prepared, forget_agencies, restore_current
from report.model import AnnualReport

IN_FORCE = CorrectionRow.ended_at.is_(None)


def save_correction(engine: Engine, report_id: int, kind: str, place: dict, value, note: str = "", actor: str = "") -> int:
    """Stores a correction of the report and returns its id; the report's rows, headlines, findings and place among the versions follow in the same
    transaction. `place` and `value`: see data.amend.Correction; a value equal to what was read, or a place that the report does not have, is refused.

    An earlier correction of the same place ends. Raises DatabaseProblem."""
    if kind not in KINDS:
        raise ValueError(kind)
    actor = permits.who(actor)
    with writing(engine) as connection:
        permits.require("editor", regions_of(connection, [report_id]))
        head = _head(connection, report_id)
        if kind in IDENTITY and not head["is_current"]:
            raise DatabaseProblem("not_current", report=report_id)
        printed = printed_report(connection, report_id)
        read = read_value(printed, kind, place)
        same = _same(connection, head, kind, place)
        if not amend(printed, [Correction(kind, place, read, value)])[1]:
            raise DatabaseProblem("no_place", report=report_id)
        if read == value or (kind == "agency" and read and (read["name"], read["kind"]) == (value["name"], value["kind"]) and not value.get("region")):
            raise DatabaseProblem("nothing_to_correct")
        if same:
            connection.execute(update(CorrectionRow).where(CorrectionRow.id.in_(same)).values(ended_at=now(), ended_by=actor))
        saved = connection.execute(insert(CorrectionRow).returning(CorrectionRow.id), [{
            "agency_id": head["agency_id"], "year": head["year"], "source_sha256": head["source_sha256"], "reading": _reading(printed), "kind": kind,
            "place": place, "read": {"value": read}, "value": {"value": value}, "note": note.strip(), "actor": actor, "at": now()}]).scalar_one()
        _rebuild(connection, report_id)
        permits.require("editor", regions_of(connection, [report_id]))  # also where it has moved to
        write_note(connection, actor, "corrected", report_id, {"kind": kind, "place": place, "read": read, "value": value, "note": note.strip(), "correction": saved})
    return saved


def withdraw_correction(engine: Engine, correction_id: int, actor: str = "") -> None:
    """Ends a correction that is in force; every report it touched is as read again. Raises DatabaseProblem where there is none."""
    actor = permits.who(actor)
    with writing(engine) as connection:
        row = connection.execute(select(CorrectionRow.__table__).where(CorrectionRow.id == correction_id, IN_FORCE)).mappings().first()
        if row is None:
            raise DatabaseProblem("no_correction", correction=correction_id)
        touched = list(connection.execute(select(ReportRow.id).where(or_(
            ReportRow.source_sha256 == row["source_sha256"], and_(ReportRow.agency_id == row["agency_id"], ReportRow.year == row["year"])))).scalars())
        permits.require("editor", regions_of(connection, touched, [row["agency_id"]]))
        connection.execute(update(CorrectionRow).where(CorrectionRow.id == correction_id).values(ended_at=now(), ended_by=actor))
        for report_id in touched:
            _rebuild(connection, report_id)
        permits.require("editor", regions_of(connection, touched))  # also where they move back to
        write_note(connection, actor, "correction_withdrawn", touched[0] if touched else None,
                   {"kind": row["kind"], "place": row["place"], "read": row["read"]["value"], "value": row["value"]["value"], "correction": correction_id})


def load_printed(engine: Engine, report_id: int) -> AnnualReport:
    """Returns the report exactly as read, without corrections. Raises DatabaseProblem where there is none."""
    with reading(engine) as connection:
        return printed_report(connection, report_id)


def printed_report(connection: Connection, report_id: int) -> AnnualReport:
    """Returns the report exactly as read."""
    kept = connection.execute(select(PrintedRow.content).where(PrintedRow.report_id == report_id)).scalar()
    return AnnualReport.model_validate_json(zlib.decompress(kept)) if kept else load_rows(connection, report_id)


def amend_new(connection: Connection, prepared: Sequence[Prepared]) -> None:
    """Puts the corrections in force on reports that are about to be stored: on the same file again, on a newer file that was read the same way."""
    if connection.execute(select(CorrectionRow.id).where(IN_FORCE).limit(1)).first() is None:
        return
    for one in prepared:
        amended = as_corrected(connection, one.report)
        if amended is not one.report:
            one.printed, one.report = one.report, amended
            one.header, one.rows = to_header(amended), to_rows(amended)


def keep_printed(connection: Connection, saved: Sequence[tuple[int, AnnualReport]]) -> None:
    """Stores what was printed of reports whose rows are corrected: (report id, report as read)."""
    insert_rows(connection, PrintedRow, [{"report_id": i, "content": zlib.compress(r.model_dump_json().encode(), 6)} for i, r in saved])


def query_corrections(engine: Engine, filter: Filter = EVERYTHING, report_id: int | None = None, in_force: bool | None = True) -> pandas.DataFrame:
    """Returns corrections, newest first: correction_id, agency_id, agency, year, source_sha256, kind_of (figure, cell …), place, read, value, note,
    actor, at, ended_at, ended_by. `report_id`: those of that report (its file, or its agency's year)."""
    chosen = [] if in_force is None else [IN_FORCE if in_force else CorrectionRow.ended_at.is_not(None)]
    chosen += [CorrectionRow.year.in_(filter.years)] if filter.years else []
    chosen += filter.where_agency(AgencyRow.region_code, AgencyRow.kind, CorrectionRow.agency_id)
    if report_id is not None:
        chosen.append(select(ReportRow.id).where(ReportRow.id == report_id, or_(
            ReportRow.source_sha256 == CorrectionRow.source_sha256,
            and_(ReportRow.agency_id == CorrectionRow.agency_id, ReportRow.year == CorrectionRow.year))).exists())
    return frame(engine, select(CorrectionRow.id.label("correction_id"), CorrectionRow.agency_id, AgencyRow.name.label("agency"), CorrectionRow.year,
                                CorrectionRow.source_sha256, CorrectionRow.kind.label("kind_of"), CorrectionRow.place, CorrectionRow.read, CorrectionRow.value,
                                CorrectionRow.note, CorrectionRow.actor, CorrectionRow.at, CorrectionRow.ended_at, CorrectionRow.ended_by)
                 .outerjoin(AgencyRow, AgencyRow.id == CorrectionRow.agency_id).where(*chosen).order_by(CorrectionRow.at.desc(), CorrectionRow.id.desc()))


def query_amended(engine: Engine, filter: Filter = EVERYTHING, limit: int = 200) -> pandas.DataFrame:
    """Returns the current reports whose numbers, place or themes are corrected by hand: report_id, agency, year."""
    return frame(engine, _amended(filter, limit))


@made_once
def _amended(filter: Filter, limit: int) -> Select:
    return (select(ReportRow.id.label("report_id"), AgencyRow.name.label("agency"), ReportRow.year).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
            .where(ReportRow.id.in_(select(PrintedRow.report_id)), *filter.where()).order_by(ReportRow.year.desc(), ReportRow.id).limit(limit))


def query_corrected(engine: Engine, report_id: int) -> list[Correction]:
    """Returns the corrections that the stored report carries now, in the order they were made."""
    with reading(engine) as connection:
        if connection.execute(select(PrintedRow.report_id).where(PrintedRow.report_id == report_id)).first() is None:
            return []  # its rows are as read
        printed = printed_report(connection, report_id)
        found = _for_report(connection, printed)
        applied = set(amend(printed, found)[1])
    return [c for c in found if c.id in applied]


def _head(connection: Connection, report_id: int) -> dict:
    head = connection.execute(select(ReportRow.__table__).where(ReportRow.id == report_id)).mappings().first()
    if head is None:
        raise DatabaseProblem("no_report", report=report_id)
    return dict(head)


def _reading(report: AnnualReport) -> dict:
    """How a file was read as to who and when: a newer file with the same name, title and reading was misread in the same way."""
    return {"agency": report.agency.name if report.agency else None, "year": report.year, "title": report.title, "name": report.source.name}


def as_corrected(connection: Connection, printed: AnnualReport) -> AnnualReport:
    """Returns a report as read with the corrections in force that are meant for it."""
    return amend(printed, _for_report(connection, printed))[0]


def _for_report(connection: Connection, printed: AnnualReport) -> list[Correction]:
    """The corrections in force that are meant for a report as read: first those that say whose it is, then those of that agency's year."""
    told = _reading(printed)
    whose = [CorrectionRow.source_sha256 == printed.source.sha256]
    if printed.agency is not None:
        whose.append(CorrectionRow.kind.in_(IDENTITY))  # the reading is compared below
    rows = connection.execute(select(CorrectionRow.__table__).where(IN_FORCE, or_(*whose)).order_by(CorrectionRow.id)).mappings().all()
    identity = [_as_correction(r) for r in rows if r["kind"] in IDENTITY and (r["source_sha256"] == printed.source.sha256 or r["reading"] == told)]
    placed = amend(printed, identity)[0] if identity else printed
    agency = known_agency(connection, placed) if placed.year is not None else None
    here = [r for r in rows if r["kind"] not in IDENTITY and r["source_sha256"] == printed.source.sha256]
    if agency is not None:
        here += connection.execute(select(CorrectionRow.__table__).where(
            IN_FORCE, CorrectionRow.kind.not_in(IDENTITY), CorrectionRow.agency_id == agency, CorrectionRow.year == placed.year,
            CorrectionRow.source_sha256 != printed.source.sha256).order_by(CorrectionRow.id)).mappings().all()
    return identity + [_as_correction(r) for r in sorted(here, key=lambda r: r["id"])]


def _as_correction(row) -> Correction:
    return Correction(row["kind"], row["place"], row["read"]["value"], row["value"]["value"], row["id"])


def _same(connection: Connection, head: dict, kind: str, place: dict) -> list[int]:
    """The corrections in force of the same place."""
    subject = CorrectionRow.source_sha256 == head["source_sha256"]
    if kind not in IDENTITY and None not in (head["agency_id"], head["year"]):
        subject = or_(subject, and_(CorrectionRow.agency_id == head["agency_id"], CorrectionRow.year == head["year"]))
    found = connection.execute(select(CorrectionRow.id, CorrectionRow.place).where(IN_FORCE, CorrectionRow.kind == kind, subject)).all()
    return [i for i, p in found if p == place]


def _rebuild(connection: Connection, report_id: int) -> None:
    """Makes the report's rows anew from what was printed and the corrections in force; moves it where agency or year change."""
    head, printed, before = _head(connection, report_id), printed_report(connection, report_id), load_rows(connection, report_id)
    amended = as_corrected(connection, printed)
    remember(connection, [report_id])
    drop_texts(connection, [report_id])
    for table in PARTS:
        connection.execute(delete(table).where(table.report_id == report_id))
    connection.execute(delete(PrintedRow).where(PrintedRow.report_id == report_id))
    for table, rows in to_rows(amended).items():
        insert_rows(connection, table, [{"report_id": report_id, **row} for row in rows])
    if amended is not printed:
        keep_printed(connection, [(report_id, printed)])
    header = {k: v for k, v in to_header(amended).items() if not k.startswith("source_")}
    region = region_number(amended.region.code) if amended.region else None
    stays = (before.agency and before.agency.name, before.region) == (amended.agency and amended.agency.name, amended.region)
    agency, = [head["agency_id"]] if stays else find_agencies(connection, [amended])
    old, new = (head["agency_id"], head["year"]), (agency, amended.year)
    if old != new:
        header |= _move(connection, head, old, new)
    connection.execute(update(ReportRow).where(ReportRow.id == report_id).values(**header, agency_id=agency, region_code=region))
    if old != new:
        restore_current(connection, [old])
        forget_agencies(connection, {old[0]} - {None})
    refresh_history(connection, [old, new])
    follow_likeness(connection, [report_id], {report_id: amended}, [old])
    add_texts(connection, [report_id])
    refresh_names(connection, [old[0], new[0]])


def _move(connection: Connection, head: dict, old: tuple, new: tuple) -> dict:
    """Leaves the old agency's year and becomes the newest version of the new one; verdicts and corrections made on this file go with it."""
    for table in (VerdictRow, CorrectionRow):
        connection.execute(update(table).where(table.source_sha256 == head["source_sha256"]).values(agency_id=new[0], year=new[1]))
    latest = None
    if None not in new:
        latest = connection.execute(select(ReportRow.version).where(ReportRow.agency_id == new[0], ReportRow.year == new[1])
                                    .order_by(ReportRow.version.desc()).limit(1)).scalar()
        if head["is_current"]:
            of_year = and_(ReportRow.agency_id == new[0], ReportRow.year == new[1])
            remember(connection, connection.execute(select(ReportRow.id).where(of_year)).scalars())
            remember_next(connection, [new])
            connection.execute(update(ReportRow).where(of_year).values(is_current=False))
    return {"version": (latest or 0) + 1, "is_current": head["is_current"]}
