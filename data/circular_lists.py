"""What a circular tells agency by agency: when it handed in, which checks its report fails, what it copies; and the totals and channels that may be added up."""
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from data.adding import exact
from data.among import given
from data.deadlines import Days
from data.filters import plain
from data.members import Known
from data.models import ClauseThemeRow, FindingRow, ReportRow
from data.models.reports import WHOLE
from data.queries import CHANNELS

SCOPES = ("whole", "outside", "other", "approximate")  # totals that their channels make up; beside which channels are counted; that do not say; “about”
SCOPE = case((ReportRow.disclosed_total_approximate, "approximate"), (ReportRow.outside_total, "outside"), (WHOLE, "whole"), else_="other")
HEADS = select(ReportRow.id, ReportRow.published, ReportRow.errors, ReportRow.warnings).where(given(ReportRow.id))
ADDED = (*(case((SCOPE == scope, ReportRow.disclosed_total)) for scope in SCOPES), *(getattr(ReportRow, f"channel_{c}") for c in CHANNELS))
SUMS = select(*(of(number) for number in ADDED for of in (func.sum, func.count)), func.sum(ReportRow.warnings), func.count(case((ReportRow.doubts > 0, 1))),
              func.count(case((ReportRow.problems > 0, 1))), func.sum(ReportRow.problems)).where(given(ReportRow.id))
FAILED = {confirmed: select(FindingRow.check, FindingRow.report_id, func.count()).where(given(FindingRow.report_id), FindingRow.verdict == "fail", FindingRow.severity == "error", decided)
          .group_by(FindingRow.check, FindingRow.report_id) for confirmed, decided in {False: FindingRow.decision != "dismissed", True: FindingRow.decision == "confirmed"}.items()}
MANY = 1000  # days that reports bear
THEMES = (select(ClauseThemeRow.theme, func.count(), func.count(ClauseThemeRow.report_id.distinct()))
          .where(given(ClauseThemeRow.report_id), ClauseThemeRow.part == "problem", ClauseThemeRow.past == False).group_by(ClauseThemeRow.theme))  # noqa: E712
STATES = ("missing", "late", "undated", "no_day", "in_time")  # in the order of the list


class Counted(NamedTuple):
    """A sum over reports: of a scope of totals, or of a channel."""

    name: str
    value: float
    reports: int


class Head(NamedTuple):
    """The day that a report bears, and its findings that count."""

    published: str | None
    errors: int
    warnings: int


class Sums(NamedTuple):
    """What reports come to: the totals by what they count (of SCOPES), never to be added to each other; the channels, largest first; their warnings, how many of them
    have a place of uncertain reading, how many state a problem, and how many problems."""

    totals: list[Counted]
    channels: list[Counted]
    warnings: int
    doubtful: int
    stating: int
    problems: int


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


def load_heads(connection: Connection, reports: Iterable[int]) -> dict[int, Head]:
    """Returns the head of each of these reports, by id."""
    return {report: Head(*of) for report, *of in plain(connection, HEADS, reports)}


def add_up(connection: Connection, reports: Iterable[int]) -> Sums:
    """Returns what these reports come to."""
    *told, warnings, doubtful, stating, problems = plain(connection, SUMS, reports)[0]
    totals, channels = ([Counted(name, exact([value]), n) for name, value, n in zip(names, of[::2], of[1::2]) if n]
                        for names, of in ((SCOPES, told), (CHANNELS, told[2 * len(SCOPES):])))
    return Sums(totals, sorted(channels, key=lambda line: -line.value), warnings or 0, doubtful, stating, problems or 0)


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


def name_themes(connection: Connection, reports: Iterable[int]) -> list[tuple[str, int, int]]:
    """Returns theme, clauses and reports that name it as a problem of the year, most reports first."""
    return sorted(plain(connection, THEMES, reports), key=lambda line: (-line[2], line[0]))
