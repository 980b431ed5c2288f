"""What a circular tells agency by agency: when it handed in, which checks its report fails, what it copies; and the totals and channels that may be added up."""
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from data.adding import exact
from data.among import given
from data.deadlines import Days
from data.filters import plain
from data.members import Known
from data.models import FindingRow, ReportRow
from data.queries import CHANNELS

SCOPES = ("whole", "outside", "other", "approximate")  # totals that their channels make up; beside which channels are counted; that do not say; “about”
HEADS = select(ReportRow.id, ReportRow.published, ReportRow.errors, ReportRow.warnings, ReportRow.doubts, ReportRow.problems, ReportRow.disclosed_total,
               ReportRow.disclosed_total_approximate, ReportRow.division, ReportRow.outside_total, *(getattr(ReportRow, f"channel_{c}") for c in CHANNELS)).where(given(ReportRow.id))
FAILED = {confirmed: select(FindingRow.check, FindingRow.report_id, func.count()).where(given(FindingRow.report_id), FindingRow.verdict == "fail", FindingRow.severity == "error", decided)
          .group_by(FindingRow.check, FindingRow.report_id) for confirmed, decided in {False: FindingRow.decision != "dismissed", True: FindingRow.decision == "confirmed"}.items()}
MANY = 1000  # days that reports bear
STATES = ("missing", "late", "undated", "no_day", "in_time")  # in the order of the list


class Head(NamedTuple):
    """What stands at the head of a report, and its counts; `channels`: the numbers of CHANNELS."""

    report_id: int
    published: str | None
    errors: int
    warnings: int
    doubts: int
    problems: int
    total: float | None
    approximate: bool
    division: str
    outside: bool
    channels: tuple[float | None, ...]


class Handing(NamedTuple):
    """One agency that is due: the day that its report bears, the last day for its kind, its state (of STATES), and days after the last day (negative: before)."""

    agency: str
    kind: str
    published: str | None
    due: date | None
    state: str
    days: int | None
    errors: int | None
    warnings: int | None


class Failing(NamedTuple):
    """A check that reports fail: how many places, and the agencies in the order of the choice."""

    check: str
    findings: int
    agencies: tuple[str, ...]


class Counted(NamedTuple):
    """A sum over reports: of a scope of totals, or of a channel."""

    name: str
    value: float
    reports: int


def load_heads(connection: Connection, reports: Iterable[int]) -> dict[int, Head]:
    """Returns the head of each of these reports, by id."""
    return {row[0]: Head(*row[:10], row[10:]) for row in plain(connection, HEADS, reports)}


def judge_handing_in(due: Sequence[Known], heads: Mapping[int, Head], days: list, year: int) -> list[Handing]:
    """Returns an agency a line, the missing first. `days`: those that offices have set for their places (see query_days)."""
    found, last = [], Days(days, year)
    for agency in due:
        head, day = heads.get(agency.report_id), last.of(agency.region_code, agency.kind)
        if head is None:
            found.append(Handing(agency.agency, agency.kind, None, day, "missing", None, None, None))
        else:
            found.append(Handing(agency.agency, agency.kind, head.published, day, *_judge(head.published, day), head.errors, head.warnings))
    return sorted(found, key=lambda line: STATES.index(line.state))


@lru_cache(MANY)
def _judge(printed: str | None, day: date | None) -> tuple[str, int | None]:
    """The state of a report that bears that day, and its days after the last one."""
    if not printed:
        return "undated", None
    if day is None:
        return "no_day", None
    after = (date.fromisoformat(printed[:10]) - day).days
    return "late" if after > 0 else "in_time", after


def name_errors(connection: Connection, due: Sequence[Known], confirmed: bool = False) -> list[Failing]:
    """Returns the checks that reports fail, most agencies first; only errors that count."""
    agencies = {a.report_id: (i, a.agency) for i, a in enumerate(due) if a.report_id is not None}
    by_check: dict[str, list] = defaultdict(list)
    for check, report_id, n in plain(connection, FAILED[confirmed], agencies):
        by_check[check].append((*agencies[report_id], n))
    lines = [Failing(check, sum(n for *_, n in found), tuple(name for _, name, _ in sorted(found))) for check, found in by_check.items()]
    return sorted(lines, key=lambda line: (-len(line.agencies), line.check))


def add_totals(heads: Mapping[int, Head]) -> list[Counted]:
    """Returns the sums of the totals by what they count (of SCOPES), never to be added to each other."""
    sums: dict[str, list[float]] = {s: [] for s in SCOPES}
    for head in heads.values():
        if head.total is not None:
            sums["approximate" if head.approximate else "outside" if head.outside else "whole" if head.division == "whole" else "other"].append(head.total)
    return [Counted(scope, exact(values), len(values)) for scope, values in sums.items() if values]


def add_channels(heads: Mapping[int, Head]) -> list[Counted]:
    """Returns the sum of each channel that a report gives, largest first."""
    told = [Counted(name, exact(given), len(given)) for name, values in zip(CHANNELS, zip(*(head.channels for head in heads.values())))
            if (given := [v for v in values if v is not None])]
    return sorted(told, key=lambda line: -line.value)
