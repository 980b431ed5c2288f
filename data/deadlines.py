"""By when reports are due: the days that offices set, for a place and a year, before those of the Regulations; and the findings that hang on them."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, and_, delete, func, insert, select, update

from data import permits
from data.bulk import insert_rows
from data.engine import reading, writing
from data.errors import DatabaseProblem
from data.filters import plain, region_prefix, region_range
from data.journal import note
from data.models import CURRENT, DeadlineRow, FindingRow, ReadingRow, ReportRow
from data.rows import spanned_rows
from data.summaries import remember
from data.verdicts import apply_verdicts
from report.checks import tell_lateness
from report.deadlines import last_day, legal_days
from report.model import Evidence

INVENTED = "99"  # the demonstration county: its days go with the demonstration data
LATE = "F-9"  # the check that asks for the day
DAYS = select(DeadlineRow.region, DeadlineRow.kind, DeadlineRow.year, DeadlineRow.day)
KINDS = ("department", "government", "subdistrict", "town", "township", "zone", "other")


@dataclass(frozen=True)
class Deadline:
    """The last day for one kind of agency; None: none is set. `region`, `year`: for which place (digits, "" everywhere) and year (0 any) an office
    has set it; both None where it is the Regulations' own."""

    kind: str
    day: date | None
    region: str | None = None
    year: int | None = None

    @property
    def legal(self) -> bool:
        """Returns whether the day is that of the Regulations."""
        return self.day is not None and self.region is None


def query_deadlines(engine: Engine, region: str, year: int) -> dict[str, Deadline]:
    """Returns kind -> the day that holds for the reports on that year of a place (digits)."""
    return deadlines_of(query_days(engine), region, year)


def deadlines_of(days: list[tuple[str, str, int, str]], region: str, year: int) -> dict[str, Deadline]:
    """Returns what query_deadlines does, of the days that query_days told."""
    return {kind: _of(kind, region, year, days) for kind in KINDS}


class Days:
    """Looks up the last days of a year for many agencies, once a place; `days`: see query_days."""

    def __init__(self, days: list[tuple[str, str, int, str]], year: int):
        self.days, self.year, self.found = days, year, {}
        self.digits = max((len(region) for region, *_ in days), default=0)  # of a place that has days of its own

    def of(self, region_code: int | None, kind: str) -> date | None:
        """Returns the last day for an agency of that place (12 digits; None: undecided) and kind; None: none is set."""
        place = region_prefix(region_code)[:self.digits] if self.digits and region_code is not None else ""
        if place not in self.found:
            self.found[place] = deadlines_of(self.days, place, self.year)
        told = self.found[place].get(kind)
        return told and told.day


def query_days(engine: Engine) -> list[tuple[str, str, int, str]]:
    """Returns every day that an office has set: (region, kind, year, "01-31")."""
    with reading(engine) as connection:
        return _rows(connection)


def save_deadline(engine: Engine, region: str, kind: str, year: int, day: str | None, actor: str = "", demo: bool = False) -> None:
    """Sets the last day ("01-26", of the year after) for a kind of agency of a place, for one year (0: any); None takes it away again. The findings of
    reports published late follow at once. Raises DatabaseProblem (no_day)."""
    if kind not in KINDS:
        raise ValueError(kind)
    if day is not None:
        try:
            last_day(day, 2023)
        except ValueError:
            raise DatabaseProblem("no_day", day=day) from None
    with writing(engine) as connection:
        permits.require("editor", [region])
        here = and_(DeadlineRow.region == region, DeadlineRow.kind == kind, DeadlineRow.year == year)
        before = connection.execute(select(DeadlineRow.day).where(here)).scalar()
        if before == day:
            return
        connection.execute(delete(DeadlineRow).where(here))
        if day is not None:
            connection.execute(insert(DeadlineRow), [{"region": region, "kind": kind, "year": year, "day": day, "is_demo": demo or region.startswith(INVENTED)}])
        _refresh_place(connection, region, (kind,), year)
        note(connection, actor, "deadline_set", None, {"region": region, "kind": kind, "year": year, "day": day, "before": before})


def remove_sample_deadlines(connection: Connection) -> int:
    """Takes the demonstration's days out, in the caller's transaction; returns how many."""
    gone = connection.execute(select(DeadlineRow.region, DeadlineRow.kind, DeadlineRow.year).where(DeadlineRow.is_demo == True)).all()  # noqa: E712
    connection.execute(delete(DeadlineRow).where(DeadlineRow.is_demo == True))  # noqa: E712
    for region, kind, year in gone:
        _refresh_place(connection, region, (kind,), year)
    return len(gone)


def refresh_lateness(connection: Connection, report_ids: Iterable[int], always: bool = False) -> None:
    """Makes what F-9 says of these reports true to the days that are set, in the caller's transaction; nothing happens where no office has set any
    (`always`: also then). The caller puts the verdicts on."""
    days, ids = _rows(connection), list(report_ids)
    if not (days or always) or not ids:
        return
    reports = connection.execute(select(ReportRow.id, ReportRow.kind, ReportRow.year, ReportRow.published, ReportRow.region_code)
                                 .where(ReportRow.id.in_(ids), ReportRow.source_format != "facts")).all()
    there = {row.report_id: row.seq for row in connection.execute(select(FindingRow.report_id, FindingRow.seq).where(
        FindingRow.report_id.in_(ids), FindingRow.check == LATE))}
    highest = dict(connection.execute(select(FindingRow.report_id, func.max(FindingRow.seq)).where(FindingRow.report_id.in_(ids)).group_by(FindingRow.report_id)).all())
    proof = {i: [Evidence.model_validate(told)] for i, identity in connection.execute(select(ReadingRow.report_id, ReadingRow.identity).where(ReadingRow.report_id.in_(ids))).all()
             if (told := identity.get("published_evidence"))}
    new = []
    for report in reports:
        own = {}
        if report.kind in KINDS and report.year is not None:
            region = str(report.region_code or "")
            found = _nearest(report.kind, region, report.year, days)
            own = {report.kind: found[3]} if found else {}
        seq = there.get(report.id)
        findings = tell_lateness(report.kind, report.year, report.published, own, passes=seq is not None, evidence=proof.get(report.id, ()))
        for row in spanned_rows(findings, {}, "report", 0):
            if seq is not None:
                connection.execute(update(FindingRow).where(FindingRow.report_id == report.id, FindingRow.seq == seq).values(
                    **{k: v for k, v in row.items() if k not in ("seq", "scope")}))
            elif row["verdict"] == "fail":
                new.append(row | {"report_id": report.id, "seq": highest.get(report.id, -1) + 1, "scope": "history"})
    insert_rows(connection, FindingRow, new)


def _refresh_place(connection: Connection, region: str, kinds: tuple[str, ...], year: int) -> None:
    inside = [ReportRow.region_code.between(*region_range(region))] if region else []
    inside += [ReportRow.year == year] if year else []
    ids = list(connection.execute(select(ReportRow.id).where(CURRENT, ReportRow.kind.in_(kinds), *inside)).scalars())
    remember(connection, ids)
    refresh_lateness(connection, ids, always=True)
    apply_verdicts(connection, ids)


def _rows(connection: Connection) -> list[tuple[str, str, int, str]]:
    return plain(connection, DAYS)


def _nearest(kind: str, region: str, year: int, rows: list[tuple[str, str, int, str]]) -> tuple[str, str, int, str] | None:
    """Returns the row that holds: its own year before any year, then the longer region."""
    fitting = [row for row in rows if row[1] == kind and row[2] in (0, year) and region.startswith(row[0])]
    return max(fitting, key=lambda row: (row[2] == year, len(row[0])), default=None)


def _of(kind: str, region: str, year: int, rows: list[tuple[str, str, int, str]]) -> Deadline:
    row = _nearest(kind, region, year, rows)
    if row:
        return Deadline(kind, last_day(row[3], year), row[0], row[2])
    legal = legal_days().get(kind)
    return Deadline(kind, last_day(legal, year) if legal else None)
