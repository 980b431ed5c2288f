"""What is counted of reports for the sums over the nation, its provinces and their cities (data/summaries.py).

Subjects of a sum: report (value: those with an agency), number (a headline), count (errors, problems …; figures), state (with_findings, attended: with a
finding or doubt, doubtful, channels, whole, outside; sketched, compared, with_last_year: whose prose was looked at, could be compared, and has last year's
beside it; both, repeated, broken: see data.followup), theme.problem, theme.measure, check (reports with a finding that counts), finding (check/verdict/severity/decision), channel (of totals that are divided completely), category (its label), table (table/edition: reports that have it),
cell (table/edition/row/column/state, where it is not a plain 0), these two not of cities; and agency, of no year: how many agencies have a current report."""
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, or_, select

from data.again import AGAIN, BEFORE, BESIDE, comes_again
from data.headlines import HEADLINES
from data.models import CURRENT, CellRow, ClauseThemeRow, FigureRow, FindingRow, ReportRow, SketchRow
from data.models.reports import EDITIONS
from report.checks.copying import ENOUGH
from report.similarity import SIZE

COUNTS = ("errors", "warnings", "notices", "not_checkable", "doubts", "problems", "measures")
CHANNEL = "disclosed.channel."
PROVINCE, CITY = 10_000_000_000, 100_000_000  # a region code of 12 digits by these is the province's two digits, the city's four
TOO_FEW = ENOUGH - SIZE  # shingles of a text: not more are too little to compare
AT_ONCE = 500  # reports counted by one question a table
IDS = bindparam("ids", expanding=True)
HEAD = select(ReportRow.id, ReportRow.region_code, ReportRow.year, ReportRow.kind, ReportRow.agency_id, ReportRow.division, ReportRow.outside_total,
              *EDITIONS.values(), *(getattr(ReportRow, n) for n in (*HEADLINES, *COUNTS))).where(CURRENT, ReportRow.id.in_(IDS))
THEMES = (select(ClauseThemeRow.report_id, ClauseThemeRow.part, ClauseThemeRow.theme, func.count())
          .where(ClauseThemeRow.report_id.in_(IDS), ClauseThemeRow.past == False)  # noqa: E712
          .group_by(ClauseThemeRow.report_id, ClauseThemeRow.part, ClauseThemeRow.theme))
FINDINGS = (select(FindingRow.report_id, FindingRow.check, FindingRow.verdict, FindingRow.severity, FindingRow.decision, func.count())
            .where(FindingRow.report_id.in_(IDS)).group_by(FindingRow.report_id, FindingRow.check, FindingRow.verdict, FindingRow.severity, FindingRow.decision))
PAIRS = select(ReportRow.id, *map(comes_again, AGAIN.values())).join(BEFORE, BESIDE).where(ReportRow.id.in_(IDS))
SKETCHES = (select(SketchRow.report_id, SketchRow.shingles, BEFORE.id.is_not(None)).join(ReportRow, ReportRow.id == SketchRow.report_id).outerjoin(BEFORE, BESIDE)
            .where(SketchRow.report_id.in_(IDS), SketchRow.part == "all"))
CELLS = select(CellRow.report_id, CellRow.table, CellRow.row, CellRow.column, CellRow.state, CellRow.value).where(CellRow.report_id.in_(IDS), CellRow.seq == 0)
ALL_FIGURES = select(FigureRow.report_id, func.count()).where(FigureRow.report_id.in_(IDS)).group_by(FigureRow.report_id)
FIGURES = (select(FigureRow.report_id, FigureRow.measure, FigureRow.label, FigureRow.value, FigureRow.within_total)
           .where(FigureRow.report_id.in_(IDS), FigureRow.value.is_not(None),
                  or_(FigureRow.measure.between(CHANNEL, CHANNEL + "~"), FigureRow.measure == "disclosed.category")))


@dataclass
class Tally:
    """What the summaries hold of some reports: [reports, value] by (place, subject, name, year, kind), and reports by (name, year, kind, value)."""

    sums: dict[tuple, list] = field(default_factory=lambda: defaultdict(lambda: [0, 0.0]))
    times: Counter = field(default_factory=Counter)
    agencies: dict[int, tuple] = field(default_factory=dict)  # whose reports these are: places and kind

    def add(self, other: "Tally", sign: int = 1) -> None:
        """Adds what the other holds, or takes it away."""
        for key, (reports, value) in other.sums.items():
            mine = self.sums[key]
            mine[0] += sign * reports
            mine[1] += sign * value
        for key, reports in other.times.items():
            self.times[key] += sign * reports

    def add_agencies(self, sign: int, but: Set[int] = frozenset()) -> None:
        """Adds the agencies to the sums, or takes them away."""
        for agency_id in self.agencies.keys() - but:
            places, kind = self.agencies[agency_id]
            for place in places:
                self.sums[place, "agency", "", 0, kind][0] += sign


def count_reports(connection: Connection, ids: list[int], tally: Tally | None = None) -> Tally:
    """Returns what is to be counted of those of these reports that are current, added to a tally where one is given."""
    tally = tally or Tally()
    for first in range(0, len(ids), AT_ONCE):
        _count(connection, ids[first:first + AT_ONCE], tally)
    return tally


def _count(connection: Connection, ids: list[int], tally: Tally) -> None:
    heads, sums = {row.id: row for row in connection.execute(HEAD, {"ids": ids}).all()}, tally.sums
    where: dict[int, tuple] = {}

    def note(report_id: int, subject: str, name: str, value: float = 0, cities: bool = True) -> None:
        places, year, kind = where[report_id]
        for place in places if cities else places[:2]:
            line = sums[place, subject, name, year, kind]
            line[0] += 1
            line[1] += value

    for row in heads.values():
        where[row.id] = (_places(row.region_code), row.year or 0, row.kind or "")
        note(row.id, "report", "", row.agency_id is not None)
        if row.agency_id is not None:
            tally.agencies[row.agency_id] = where[row.id][0], row.kind or ""
        for name in HEADLINES:
            value = getattr(row, name)
            if value is not None:
                note(row.id, "number", name, value)
                tally.times[name, row.year or 0, row.kind or "", value] += 1
        for name in COUNTS:
            if value := getattr(row, name):
                note(row.id, "count", name, value)
        if row.errors or row.warnings:
            note(row.id, "state", "with_findings")
        if row.errors or row.warnings or row.notices or row.doubts:
            note(row.id, "state", "attended")
        if row.doubts and not row.errors:
            note(row.id, "state", "doubtful")
        for state, so in (("channels", row.division != "none"), ("whole", row.division == "whole"), ("outside", row.outside_total)):
            if so:
                note(row.id, "state", state)
    current = {"ids": list(heads)}
    if not heads:
        return
    for report_id, part, theme, clauses in connection.execute(THEMES, current).all():
        note(report_id, f"theme.{part}", theme, clauses)
    counting: set[tuple[int, str]] = set()
    for report_id, check, verdict, severity, decision, n in connection.execute(FINDINGS, current).all():
        note(report_id, "finding", f"{check}/{verdict}/{severity}/{decision}", n)
        if verdict == "fail" and decision != "dismissed":
            counting.add((report_id, check))
    for report_id, check in counting:
        note(report_id, "check", check)
    for report_id, *again in connection.execute(PAIRS, current).all():
        for state in ("both", *(name for name, so in zip(AGAIN, again) if so)):
            note(report_id, "state", state)
    for report_id, shingles, before in connection.execute(SKETCHES, current).all():
        enough = shingles > TOO_FEW
        for state in ("sketched", *(["compared"] if enough else []), *(["with_last_year"] if enough and before else [])):
            note(report_id, "state", state)
    tables = {(row.id, table): getattr(row, column.key) for row in heads.values() for table, column in EDITIONS.items()}
    having = {key for key, edition in tables.items() if edition}
    for report_id, table, row, column, state, value in connection.execute(CELLS, current).all():
        having.add((report_id, table))
        note(report_id, "cell", f"{table}/{tables[report_id, table] or ''}/{row}/{column}/{state}", value or 0 if state == "number" else 0, cities=False)
    for report_id, table in having:
        note(report_id, "table", f"{table}/{tables[report_id, table] or ''}", cities=False)
    for report_id, n in connection.execute(ALL_FIGURES, current).all():
        note(report_id, "count", "figures", n)
    figures: dict[int, list] = defaultdict(list)
    for row in connection.execute(FIGURES, current).all():
        figures[row.report_id].append(row)
    for report_id, told in figures.items():
        for subject, name, value in _figures(told, heads[report_id].division == "whole"):
            note(report_id, subject, name, value)


def _places(code: int | None) -> tuple[int, ...]:
    """Where a report counts: everywhere, in its province, in its city."""
    return (0, code // PROVINCE, code // CITY) if code else (0,)


def _figures(told: list, whole: bool) -> Iterable[tuple[str, str, float]]:
    """What the figures of one report add: each channel of a total that they make up (`whole`), and each category."""
    sums: Counter = Counter()
    for row in told:
        if row.measure.startswith(CHANNEL) and row.within_total and whole:
            sums["channel", row.measure.removeprefix(CHANNEL)] += row.value
        elif row.measure == "disclosed.category" and row.label is not None:
            sums["category", row.label] += row.value
    return [(*key, value) for key, value in sums.items()]
