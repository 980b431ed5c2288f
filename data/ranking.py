"""The ranking: what is stored of each agency's year, judged by the items of report/scoring.py; and the schemes that an office keeps."""
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Engine, and_, bindparam, case, delete, func, insert, select, union_all

from data import permits
from data.again import named
from data.among import given
from data.deadlines import Days, query_days
from data.engine import reading, writing
from data.errors import DatabaseProblem
from data.filters import Filter, plain, region_prefix
from data.journal import note
from data.members import Known, query_members
from data.models import ClauseThemeRow, FindingRow, JournalRow, LikenessRow, ReportRow, SchemeRow, SketchRow, now
from data.likeness import TOO_FEW
from data.roster import query_rostered
from report.scoring import Facts, Score, items, score

MOST = 2000  # agencies that one ranking holds
HEADS = select(ReportRow.id, ReportRow.published, ReportRow.disclosed_total).where(given(ReportRow.id))
FOUND = select(FindingRow.report_id, FindingRow.check, FindingRow.severity, FindingRow.verdict).where(given(FindingRow.report_id), FindingRow.decision != "dismissed")
SKETCHED = select(SketchRow.report_id).where(given(SketchRow.report_id), SketchRow.part == "all", SketchRow.shingles > TOO_FEW)
ALIKE = union_all(*(select(side, func.max(share)).where(LikenessRow.part == "all", given(side), ~and_(LikenessRow.own == True, LikenessRow.year > bindparam("year")))  # noqa: E712 of own years the newer one repeats
                    .group_by(side) for side, share in ((LikenessRow.report_id, LikenessRow.share), (LikenessRow.other_id, LikenessRow.other_share))))
RETURNED = (select(ReportRow.agency_id, func.count()).join(JournalRow, JournalRow.report_id == ReportRow.id)
            .where(JournalRow.action == "returned", ReportRow.year == bindparam("year"), given(ReportRow.agency_id)).group_by(ReportRow.agency_id))
THEMES = (select(ClauseThemeRow.report_id, *(func.max(case((ClauseThemeRow.part == part, 1), else_=0)).label(part) for part in ("problem", "measure")))
          .where(given(ClauseThemeRow.report_id), *named(ClauseThemeRow)).group_by(ClauseThemeRow.report_id, ClauseThemeRow.theme).subquery())
ANSWERED = select(THEMES.c.report_id, func.sum(THEMES.c.problem), func.sum(THEMES.c.problem * THEMES.c.measure)).group_by(THEMES.c.report_id)


class Line(NamedTuple):
    """One agency of a ranking: who it is, its place (1 the best; equal points share one; None where nothing could be judged), its points."""

    agency_id: int
    agency: str
    kind: str
    county: str | None
    report_id: int | None
    place: int | None
    score: Score


@dataclass(frozen=True)
class SavedScheme:
    """A ranking that somebody saved: weights are item -> weight."""

    id: int
    name: str
    weights: Mapping[str, float]
    actor: str


def query_ranking(engine: Engine, year: int, filter: Filter, weights: Mapping[str, float]) -> list[Line]:
    """Returns the agencies that owe a report for the year (the roster's, else those known), best first. Without a report an agency
    of a roster has 0 points; one that is only known from other years has no place, for nothing says that it owes one. Raises DatabaseProblem (too_many) beyond 2,000 agencies."""
    due = query_members(engine, year, filter).due
    if len(due) > MOST:
        raise DatabaseProblem("too_many", count=len(due), most=MOST)
    facts, rostered = _facts(engine, year, due), tuple(query_rostered(engine))
    scored = [(row, score(facts[row.agency_id], weights)) for row in due]
    scored = [(row, points._replace(points=None) if row.report_id is None and not _place(row).startswith(rostered) else points) for row, points in scored]
    scored.sort(key=lambda pair: (pair[1].points is None, -(pair[1].points or 0), pair[0].report_id is None, pair[0].region_code is None, pair[0].agency))
    lines: list[Line] = []
    for at, (row, points) in enumerate(scored):
        same = bool(lines) and points.points == lines[-1].score.points
        place = None if points.points is None else lines[-1].place if same else at + 1
        lines.append(Line(row.agency_id, row.agency, row.kind, row.county, row.report_id, place, points))
    return lines


def _place(row: Known) -> str:
    """The digits of an agency's place, "" where it is undecided."""
    return region_prefix(row.region_code) if row.region_code is not None else ""


def _facts(engine: Engine, year: int, due: list[Known]) -> dict[int, Facts]:
    """What is known of each of the agencies, by agency_id."""
    reports, days = tuple(row.report_id for row in due if row.report_id is not None), Days(query_days(engine), year)
    with reading(engine) as connection:
        heads = {i: head for i, *head in plain(connection, HEADS, reports)}
        wrong, errors, unknown = _findings(connection, reports)
        copied, returned, answered = _copied(connection, year, reports), _returned(connection, due, year), _answered(connection, reports)
    totals: dict[str, list[float]] = {}  # the stated ones of each kind
    for row in due:
        if row.report_id in heads and heads[row.report_id][1] is not None:
            totals.setdefault(row.kind, []).append(heads[row.report_id][1])
    for told in totals.values():
        told.sort()
    found = {}
    for row in due:
        report = row.report_id
        published, total = heads.get(report, (None, None))
        found[row.agency_id] = Facts(report, _day(published), days.of(row.region_code, row.kind),
                                     frozenset(wrong.get(report, ())), frozenset(errors.get(report, ())), frozenset(unknown.get(report, ())),
                                     copied.get(report), returned.get(row.agency_id, 0), *answered.get(report, (0, 0)), total, totals.get(row.kind, ()))
    return found


def _findings(connection: Connection, reports: Iterable[int]) -> tuple[dict[int, set[str]], ...]:
    """Of each report: the checks with an error or warning that counts, those with an error, and those of which nothing could be said."""
    wrong, errors, unknown = defaultdict(set), defaultdict(set), defaultdict(set)
    for report, check, severity, verdict in plain(connection, FOUND, reports):
        if verdict != "fail":
            unknown[report].add(check)
        elif severity in ("error", "warning"):
            wrong[report].add(check)
            if severity == "error":
                errors[report].add(check)
    return wrong, errors, unknown


def _answered(connection: Connection, reports: Iterable[int]) -> dict[int, tuple[int, int]]:
    """How many themes the problems of each report have, and how many of these its measures have too."""
    return {report: (problems, answered) for report, problems, answered in plain(connection, ANSWERED, reports)}


def _copied(connection: Connection, year: int, reports: Iterable[int]) -> dict[int, float]:
    """The largest share (0–1) of each of the year's reports' prose in another agency's report of the year or its own of the year before; 0 where none was found, no entry
    where the prose was too short to be compared."""
    found = {report: 0.0 for report, in plain(connection, SKETCHED, reports)}
    for report, part in connection.execute(ALIKE, {"ids": reports, "year": year}).all():
        if report in found:
            found[report] = max(found[report], part)
    return found


def _returned(connection: Connection, due: list[Known], year: int) -> dict[int, int]:
    """How often each agency's reports for the year were sent back, by the journal."""
    return dict(connection.execute(RETURNED, {"ids": [row.agency_id for row in due], "year": year}).all())


def _day(printed) -> date | None:
    try:
        return date.fromisoformat(printed)
    except (TypeError, ValueError):
        return None


def query_schemes(engine: Engine) -> list[SavedScheme]:
    """Returns the schemes that were saved, the newest of each name."""
    with reading(engine) as connection:
        newest = select(func.max(SchemeRow.id)).group_by(SchemeRow.name)
        rows = connection.execute(select(SchemeRow.__table__).where(SchemeRow.id.in_(newest)).order_by(SchemeRow.name)).mappings().all()
    return [SavedScheme(r["id"], r["name"], {i["item"]: i["weight"] for i in r["items"]}, r["actor"]) for r in rows]


def save_scheme(engine: Engine, name: str, weights: Mapping[str, float], actor: str = "") -> int:
    """Stores a scheme under a name, beside older ones of that name, and returns its id. Raises DatabaseProblem (no_name, no_item)."""
    name, known = name.strip(), {item.id for item in items()}
    chosen = [{"item": i, "weight": w} for i, w in weights.items() if i in known and w > 0]
    if not name:
        raise DatabaseProblem("no_name")
    if not chosen:
        raise DatabaseProblem("no_item")
    actor = permits.who(actor)
    with writing(engine) as connection:
        permits.require("editor")
        saved = connection.execute(insert(SchemeRow).returning(SchemeRow.id), [{"name": name, "items": chosen, "actor": actor, "at": now()}]).scalar_one()
        note(connection, actor, "scheme_saved", None, {"name": name, "items": chosen})
    return saved


def remove_scheme(engine: Engine, name: str, actor: str = "") -> None:
    """Deletes every scheme of that name; the journal keeps what they were."""
    actor = permits.who(actor)
    with writing(engine) as connection:
        permits.require("editor")
        if connection.execute(delete(SchemeRow).where(SchemeRow.name == name)).rowcount:
            note(connection, actor, "scheme_removed", None, {"name": name})
