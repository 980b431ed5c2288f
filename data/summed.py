"""What the summaries answer: the questions of data/queries.py, data/spread.py and data/findings.py over the nation, a province or a city, without reading a report.

Each takes the conditions that `summed` returned; the module that owns the question asks `summed` first and the reports where it returns None."""
from collections import Counter, defaultdict
from collections.abc import Callable

import numpy
import pandas
from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, func, or_, select

from data import permits
from data.engine import reading
from data.filters import Filter, listed, made_once, numbers, plain
from data.headlines import HEADLINES
from data.models import RosterRow, SummaryRow, TimesRow
from data.models.parts import SEVERITIES

Conditions = tuple[ColumnElement[bool], ...]
REPORTS, AGENCIES = SummaryRow.subject == "report", SummaryRow.subject == "agency"
YEAR, KIND, NAME = (SummaryRow.year,), (SummaryRow.kind,), (SummaryRow.name,)


def summed(filter: Filter, wide: bool = False) -> Conditions | None:
    """Returns the conditions under which the summaries answer for the filter; None where they do not: another place than a province or a city, single agencies or
    reports, or a person who may not read everything. `wide`: not for a city either (of its cells nothing is summed, and its reports are soon gone through)."""
    whole = filter.region is None or (len(filter.region) in ((2,) if wide else (2, 4)) and filter.region.isdecimal())
    if not whole or filter.agencies or filter.reports or not permits.current().everywhere("viewer"):
        return None
    return _conditions(filter)


@made_once
def _conditions(filter: Filter) -> Conditions:
    chosen = [SummaryRow.place == int(filter.region or 0)]
    chosen += [SummaryRow.year.in_(filter.years)] if filter.years else []
    return tuple(chosen + ([SummaryRow.kind.in_(filter.kinds)] if filter.kinds else []))


@made_once
def _sums(by: tuple, about: ColumnElement[bool], where: Conditions) -> Select:
    """The select of reports and value of what the summaries tell about something, by those columns."""
    return select(*by, func.sum(SummaryRow.reports), func.sum(SummaryRow.value)).where(about, *where).group_by(*by).order_by(*by)


def sum_years(engine: Engine, where: Conditions) -> list[int]:
    """Returns the years with a report, newest first."""
    return sorted(sum_reports(engine, where), reverse=True)


def sum_reports(engine: Engine, where: Conditions) -> dict[int, int]:
    """Returns how many reports each year has."""
    with reading(engine) as connection:
        return {year: int(n) for year, n, _ in plain(connection, _sums(YEAR, REPORTS, where)) if year and n}


def sum_known(engine: Engine, where: Conditions, year: int | None = None) -> tuple[int, int] | None:
    """Returns how many agencies have a current report of any year, and how many of that one; None where a roster says who owes one. The conditions must be those of a
    filter without years."""
    with reading(engine) as connection:
        known, reporting, rostered = plain(connection, _known(where, year or 0))[0]
    return (int(known or 0), int(reporting or 0)) if rostered is None else None


@made_once
def _known(where: Conditions, year: int) -> Select:
    of_year = and_(REPORTS, SummaryRow.year == year)
    return select(func.sum(case((AGENCIES, SummaryRow.reports))), func.sum(case((of_year, SummaryRow.value))),
                  select(RosterRow.agency_id.is_(None)).limit(1).scalar_subquery()).where(or_(AGENCIES, of_year), *where)


def sum_numbers(connection: Connection, where: Conditions, headline: str) -> dict[int, tuple[int, float]]:
    """Returns of each year in how many reports the headline stands, and its sum."""
    return {year: (int(n), value) for year, n, value in plain(connection, _sums(YEAR, _number(headline), where)) if year}


def sum_coverage(engine: Engine, where: Conditions) -> pandas.DataFrame:
    """Returns what query_coverage does."""
    sums = _yearly(engine, where)
    return pandas.DataFrame({"year": _whole([year or None for year in sums]), "reports": _whole([of["report"][0] for of in sums.values()]),
                             "agencies": _whole([int(of["report"][1]) for of in sums.values()]), **{f"n_{h}": _whole([of[h][0] for of in sums.values()]) for h in HEADLINES}})


def sum_agencies(engine: Engine, where: Conditions) -> dict[str, int]:
    """Returns how many agencies of each kind have a current report of any year; the conditions must be those of a filter without years."""
    with reading(engine) as connection:
        return {kind: int(n) for kind, n, _ in plain(connection, _sums(KIND, AGENCIES, where))}


def sum_volumes(engine: Engine, where: Conditions) -> pandas.DataFrame:
    """Returns what query_volumes_by_year does."""
    sums = {year: of for year, of in _yearly(engine, where).items() if year}
    numbers = {name: column for h in HEADLINES for name, column in (
        (h, pandas.array([of[h][1] if of[h][0] else None for of in sums.values()], "float64")), (f"n_{h}", _whole([of[h][0] for of in sums.values()])))}
    return pandas.DataFrame({"year": _whole(list(sums)), "reports": _whole([of["report"][0] for of in sums.values()]), **numbers})


def _yearly(engine: Engine, where: Conditions) -> dict[int, dict[str, tuple[int, float]]]:
    """Of each year (0: none recognised) the reports and value of `report` and of each headline."""
    found: dict[int, dict] = defaultdict(lambda: defaultdict(lambda: (0, 0.0)))
    with reading(engine) as connection:
        for year, name, reports, value in plain(connection, _sums((*YEAR, *NAME), _about("report", "number"), where)):
            found[year][name or "report"] = int(reports), value
    return found


def _whole(values: list[int | None]):
    return pandas.array(values, "Int64")


def sum_named(engine: Engine, where: Conditions, subject: str) -> list[tuple[str, int, float]]:
    """Returns (name, reports, value) of each name of the subject."""
    with reading(engine) as connection:
        return [(name, int(reports), value) for name, reports, value in plain(connection, _sums(NAME, _about(subject), where))]


def sum_counts(engine: Engine, where: Conditions) -> dict[str, tuple[int, float]]:
    """Returns (reports, value) of `report`, of every headline, count and state, by name."""
    with reading(engine) as connection:
        rows = plain(connection, _sums((SummaryRow.subject, *NAME), _about("report", "number", "count", "state"), where))
    return defaultdict(lambda: (0, 0.0), {name or subject: (int(reports), value) for subject, name, reports, value in rows})


def sum_findings(engine: Engine, where: Conditions) -> dict[tuple[str, str, str, str], int]:
    """Returns how many findings there are by (check, verdict, severity, decision)."""
    return {tuple(name.split("/")): int(value) for name, _, value in sum_named(engine, where, "finding")}


def sum_finding_groups(engine: Engine, where: Conditions, verdicts: tuple[str, ...], severities: tuple[str, ...] = (), checks: tuple[str, ...] = (),
                       decided: Callable[[str], bool] = lambda decision: True) -> list[tuple[tuple[str, str, str], int]]:
    """Returns how many findings there are of each (severity, check, verdict), errors first: the groups in which their lists lie. Empty `severities` and `checks`: all."""
    counts: Counter = Counter()
    for (check, verdict, severity, decision), n in sum_findings(engine, where).items():
        if verdict in verdicts and (not severities or severity in severities) and (not checks or check in checks) and decided(decision):
            counts[severity, check, verdict] += n
    return sorted(counts.items(), key=lambda item: (SEVERITIES.index(item[0][0]), *item[0][1:]))


def sum_checks(engine: Engine, where: Conditions) -> pandas.DataFrame:
    """Returns what query_check_counts does."""
    names = ("errors", "warnings", "notices", "confirmed", "dismissed", "not_checkable")
    reports, lines = {name: n for name, n, _ in sum_named(engine, where, "check")}, {}
    for (check, verdict, severity, decision), n in sum_findings(engine, where).items():
        line = lines.setdefault(check, {"check": check, "reports": reports.get(check, 0), **dict.fromkeys(names, 0)})
        if verdict == "not_checkable":
            line["not_checkable"] += n
        elif verdict == "fail":
            line["dismissed" if decision == "dismissed" else {"error": "errors", "warning": "warnings"}.get(severity, "notices")] += n
            line["confirmed"] += n if decision == "confirmed" else 0
    found = pandas.DataFrame([lines[c] for c in sorted(lines)], columns=["check", "reports", *names])
    return found.astype({n: "Int64" for n in ("reports", *names)})


def times(engine: Engine, filter: Filter, measure: str) -> list[tuple[int, numpy.ndarray, numpy.ndarray]]:
    """Returns each year's numbers of a headline over the nation and how many reports print exactly that; each kind's by themselves."""
    chosen = [TimesRow.kind.in_(filter.kinds)] if filter.kinds else []
    chosen += [TimesRow.year.in_(filter.years)] if filter.years else []
    with reading(engine) as connection:
        return [(year, *map(numbers, texts)) for year, *texts in connection.execute(
            select(TimesRow.year, listed(TimesRow.value), listed(TimesRow.reports)).where(TimesRow.name == measure, TimesRow.year != 0, *chosen).group_by(TimesRow.year)).all()]


@made_once
def _about(*subjects: str) -> ColumnElement[bool]:
    return SummaryRow.subject.in_(subjects)


@made_once
def _number(headline: str) -> ColumnElement[bool]:
    return (SummaryRow.subject == "number") & (SummaryRow.name == headline)
