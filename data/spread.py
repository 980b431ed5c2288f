"""How a number is spread over agencies and years, and which parts make up a total: adding up in SQL, each with the count behind it."""
from functools import cache

import numpy
import pandas
from sqlalchemy import ColumnElement, Double, Engine, Integer, Select, and_, bindparam, case, func, or_, select

from data.among import among
from data.engine import reading
from data.filters import WORDS, Filter, frame, framed, listed, made_once, numbers, plain
from data.listings import spans
from data.models import CURRENT, AgencyRow, ClauseThemeRow, DoubtRow, FigureRow, ReportRow, RosterRow, SectionRow
from data.models.reports import PROVINCE, SPREAD, WHOLE
from data.owing import handed_in, near, owes
from data.queries import EVERYTHING, IDENTITY
from data.summed import Conditions, sum_agencies, sum_counts, sum_known, sum_named, sum_numbers, sum_reports, summed, times

CHANNEL = FigureRow.measure.between("disclosed.channel.", "disclosed.channel.~")
SAMPLES = select(func.count()).where(CURRENT, ReportRow.is_demo == True)  # noqa: E712
SOMETHING = 20  # characters from which a section on problems says something
FIVE = and_(SectionRow.report_id == ReportRow.id, SectionRow.key == "problems")
NUMBERS = ("total", "least", "low", "median", "high", "most")
PART = and_(CHANNEL, FigureRow.within_total == True, FigureRow.value.is_not(None))  # noqa: E712


def query_spread(engine: Engine, filter: Filter = EVERYTHING, measure: str = "disclosed_total") -> pandas.DataFrame:
    """Returns, a year a row: reports, n (reports that give the headline), total, least, low, median, high, most (low and high: quartiles
    by nearest rank). The numbers are NaN in a year in which no report gives it."""
    value, where = getattr(ReportRow, measure), summed(filter, wide=True)
    if where is None or (filter.region and (filter.kinds or measure not in SPREAD)):
        with reading(engine) as connection:
            rows = connection.execute(select(ReportRow.year, func.count(), listed(value)).where(ReportRow.year.is_not(None), *filter.where()).group_by(ReportRow.year)).all()
        counted, spreads = {year: n for year, n, _ in rows}, {year: _spread(numbers(text)) for year, _, text in rows if text}
    elif filter.region:
        counted, spreads = sum_reports(engine, where), _ranked(engine, int(filter.region), measure, where)
    else:
        counted, spreads = sum_reports(engine, where), {year: _spread(*printed) for year, *printed in times(engine, filter, measure)}
    lines = [(year, reports, *spreads.get(year, (0, *[numpy.nan] * len(NUMBERS)))) for year, reports in sorted(counted.items())]
    columns = list(zip(*lines)) or [()] * (3 + len(NUMBERS))
    kinds = ["int64"] * 3 + ["float64"] * len(NUMBERS)
    return pandas.DataFrame({name: numpy.array(column, dtype=kind) for name, column, kind in zip(("year", "reports", "n", *NUMBERS), columns, kinds)}, copy=False)


def _spread(values: numpy.ndarray, often: numpy.ndarray | None = None) -> tuple:
    """Returns n and NUMBERS of these values, each so often (by default once), by nearest rank."""
    order = numpy.argsort(values)
    values, often = values[order], numpy.ones(len(values)) if often is None else often[order]
    upto = numpy.cumsum(often)
    n = int(upto[-1])
    low, left, right, high = (float(values[numpy.searchsorted(upto, rank)]) for rank in _ranks(n))
    return n, float((values * often).sum()), float(values[0]), low, (left + right) / 2, high, float(values[-1])


def _ranked(engine: Engine, province: int, measure: str, where: Conditions) -> dict[int, tuple]:
    """Returns what _spread does of each year of a province, each number looked up at its place in the index; n and total are those of the summaries, of the same moment."""
    found, told = {}, _places(measure)
    with reading(engine) as connection:
        for year, (n, total) in sum_numbers(connection, where, measure).items():
            low, left, right, high = _ranks(n)
            found[year] = n, total, *connection.execute(told, {"place": province, "of": year, "low": low - 1, "left": left - 1, "middle": right - left + 1, "high": n - high}).one()
    return found


@cache
def _places(measure: str) -> Select:
    """Returns the select of a province's (`place`) least, low, median, high and most number of a year (`of`), each so many places from the nearer end: `low`, `left`
    (of `middle` numbers in the middle) and `high`."""
    value = getattr(ReportRow, measure)

    def at(order, before: str | None = None, numbers: str | None = None):
        found = select(value.label("value")).where(CURRENT, PROVINCE == bindparam("place"), ReportRow.year == bindparam("of"), value.is_not(None)).order_by(order)
        return found.limit(bindparam(numbers, type_=Integer) if numbers else 1).offset(bindparam(before, type_=Integer) if before else None)

    median = select(func.avg(at(value, "left", "middle").subquery().c.value))
    return select(*(one.scalar_subquery() for one in (at(value), at(value, "low"), median, at(value.desc(), "high"), at(value.desc()))))


def _ranks(n: int) -> tuple[int, int, int, int]:
    """The ranks of the lower quartile, of the two numbers in the middle (one where n is odd), and of the upper quartile among n."""
    return (n + 3) // 4, (n + 1) // 2, (n + 2) // 2, (3 * n + 3) // 4


def query_known(engine: Engine, filter: Filter = EVERYTHING, year: int | None = None) -> int:
    """Returns the N of “n of N”: how many agencies of the region, kind and choice owe a report for the year (the roster's where the place has one,
    else those known from any year), and those beside them that have one."""
    wide = Filter((), filter.region, filter.kinds, filter.agencies)
    if (where := summed(wide)) is not None and (told := sum_known(engine, where)):
        return told[0]
    with reading(engine) as connection:
        return connection.execute(_known(wide, year)).scalar() or 0


@made_once
def _known(wide: Filter, year: int | None) -> Select:
    return (select(func.count()).select_from(AgencyRow).outerjoin(RosterRow, RosterRow.agency_id == AgencyRow.id)
            .where(or_(owes(wide, year), handed_in(wide, year)), *near(wide)))


def query_kinds(engine: Engine, filter: Filter = EVERYTHING) -> dict[str, int]:
    """Returns how many agencies of each kind have a current report within the filter."""
    if not filter.years and (where := summed(filter)) is not None:
        return {kind: n for kind, n in sum_agencies(engine, where).items() if kind}
    with reading(engine) as connection:
        return dict(plain(connection, _kinds(filter)))


@made_once
def _kinds(filter: Filter) -> Select:
    reported = select(ReportRow.id).where(ReportRow.agency_id == AgencyRow.id, *filter.where()).exists()
    return select(AgencyRow.kind, func.count()).where(reported, *filter.where_agency(AgencyRow.region_code, AgencyRow.kind, AgencyRow.id)).group_by(AgencyRow.kind)


def query_samples(engine: Engine) -> int:
    """Returns how many current reports are demonstration data."""
    with reading(engine) as connection:
        return connection.execute(SAMPLES).scalar() or 0


def query_history(engine: Engine, filter: Filter = EVERYTHING, measure: str = "disclosed_total") -> pandas.DataFrame:
    """Returns one headline over the years: report_id, agency_id, agency, county, year, value (NaN: the report does not give it)."""
    return frame(engine, select(ReportRow.id.label("report_id"), ReportRow.agency_id, AgencyRow.name.label("agency"), AgencyRow.county,
                                ReportRow.year, getattr(ReportRow, measure).label("value"))
                 .join(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(ReportRow.year.is_not(None), *filter.where())
                 .order_by(ReportRow.agency_id, ReportRow.year))


def query_categories(engine: Engine, filter: Filter = EVERYTHING, limit: int = 20) -> pandas.DataFrame:
    """Returns the parts of totals by subject, as the reports label them: label, reports, value (their sum); largest first."""
    chosen = select(FigureRow.label, func.count(FigureRow.report_id.distinct()).label("reports"), func.sum(FigureRow.value, type_=Double).label("value"))
    if (where := summed(filter)) is not None:
        return framed(chosen, sorted(sum_named(engine, where, "category"), key=lambda row: (-row[2], row[0]))[:limit])
    return frame(engine, chosen.join(ReportRow, ReportRow.id == FigureRow.report_id)
                 .where(FigureRow.measure == "disclosed.category", FigureRow.label.is_not(None), FigureRow.value.is_not(None), *filter.where())
                 .group_by(FigureRow.label).order_by(func.sum(FigureRow.value).desc(), FigureRow.label).limit(limit))


def query_whole(engine: Engine, filter: Filter = EVERYTHING, apart: tuple[int, ...] = ()) -> pandas.DataFrame:
    """Returns, a channel a row, what it adds to those totals that their reports divide completely: channel, value, reports. `apart`: reports that are
    not counted, because they add up others of the choice (members.query_holders).

    A report counts only where the channels that it makes a part of its total (within_total) add up to exactly that total, and the
    total is not approximate: a share of anything else would be ours, not the report's."""
    if (where := summed(filter)) is None:
        found = _wholes(engine, filter, apart)
    else:
        found = {channel: (value, reports) for channel, reports, value in sum_named(engine, where, "channel")}
        for channel, (value, reports) in _wholes(engine, Filter(filter.years, filter.region, filter.kinds, reports=apart)).items() if apart else ():
            found[channel] = found[channel][0] - value, found[channel][1] - reports
    lines = sorted(((channel, value, reports) for channel, (value, reports) in found.items() if reports > 0), key=lambda line: (-line[1], line[0]))
    channels, values, reports = zip(*lines) if lines else ((),) * 3
    return pandas.DataFrame({"channel": pandas.array(channels, WORDS), "value": numpy.array(values, "float64"), "reports": pandas.array(reports, "Int64")}, copy=False)


def _wholes(engine: Engine, filter: Filter, apart: tuple[int, ...] = ()) -> dict[str, tuple[float, int]]:
    """Returns channel -> what it adds to the totals that their reports divide completely, and how many reports."""
    with reading(engine) as connection:
        return {measure.removeprefix("disclosed.channel."): (float(value), reports) for measure, value, reports in plain(connection, _parts(filter, apart))}


@made_once
def _parts(filter: Filter, apart: tuple[int, ...]) -> Select:
    return (select(FigureRow.measure, func.sum(FigureRow.value), func.count(FigureRow.report_id.distinct()))
            .join(ReportRow, ReportRow.id == FigureRow.report_id).where(PART, *_divided(filter, apart)).group_by(FigureRow.measure))


def query_whole_rows(engine: Engine, filter: Filter = EVERYTHING, channel: str = "website", apart: tuple[int, ...] = (), limit: int = 500) -> pandas.DataFrame:
    """Returns the figures behind one channel of query_whole, largest first: the identity columns, seq, measure, value, unit, percent,
    within_total, before, words, after."""
    return frame(engine, select(*IDENTITY, FigureRow.seq, FigureRow.measure, FigureRow.value, FigureRow.unit, FigureRow.percent,
                                FigureRow.within_total, *spans(FigureRow))
                 .join(ReportRow, ReportRow.id == FigureRow.report_id)
                 .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
                 .outerjoin(SectionRow, and_(SectionRow.report_id == FigureRow.report_id, SectionRow.key == FigureRow.section))
                 .where(PART, FigureRow.measure == f"disclosed.channel.{channel}", *_divided(filter, apart)).order_by(FigureRow.value.desc(), FigureRow.report_id).limit(limit))


def query_clause_counts(engine: Engine, filter: Filter = EVERYTHING, part: str = "problem") -> dict[str, int]:
    """Returns `all` (reports), `reports` (with a problem, or with a measure) and `clauses` (problems, or measures, in all)."""
    if (where := summed(filter)) is not None:
        counts = sum_counts(engine, where)
        reports, clauses = counts[f"{part}s"]
        return {"all": counts["report"][0], "reports": reports, "clauses": int(clauses)}
    column = ReportRow.problems if part == "problem" else ReportRow.measures
    return _counted(engine, filter, {"all": func.count(), "reports": _times(column > 0), "clauses": func.sum(column)})


def query_glance(engine: Engine, filter: Filter = EVERYTHING) -> dict[str, float]:
    """Returns how many reports there are (`reports`), how many of them state a problem (`stating`) and how many `problems` they state; how many have `errors`, and
    how many none but a doubt (`doubts`); how many give the number of applications (`giving`) and its sum (`received`); how many give a channel (`with_channels`),
    divide their total by channels completely (`whole`), and give a channel outside it (`outside`)."""
    if (where := summed(filter)) is not None:
        counts = sum_counts(engine, where)
        (stating, problems), (giving, received) = counts["problems"], counts["requests_received"]
        return {"reports": counts["report"][0], "stating": stating, "problems": int(problems), "errors": counts["errors"][0], "doubts": counts["doubtful"][0],
                "giving": giving, "received": received, "with_channels": counts["channels"][0], "whole": counts["whole"][0], "outside": counts["outside"][0]}
    return _counted(engine, filter, {
        "reports": func.count(), "stating": _times(ReportRow.problems > 0), "problems": func.sum(ReportRow.problems), "errors": _times(ReportRow.errors > 0),
        "doubts": _times(and_(ReportRow.errors == 0, ReportRow.doubts > 0)), "giving": func.count(ReportRow.requests_received), "received": func.sum(ReportRow.requests_received),
        "with_channels": _times(ReportRow.division != "none"), "whole": _times(WHOLE), "outside": _times(ReportRow.outside_total)})


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _counted(engine: Engine, filter: Filter, told: dict[str, ColumnElement]) -> dict[str, float]:
    """What each of these comes to over the filter's reports, by name."""
    with reading(engine) as connection:
        row = connection.execute(select(*told.values()).where(*filter.where())).one()
    return {name: n or 0 for name, n in zip(told, row)}


def section_state(column):
    """Returns the SQL of number (the report has such clauses), doubt (a section five, joined by FIVE, in which none was recognised; or this program failed at it)
    or blank (no section five)."""
    unread = select(DoubtRow.report_id).where(DoubtRow.report_id == ReportRow.id, DoubtRow.kind == "unread_problems").exists()
    return case((column > 0, "number"), (or_(func.length(func.coalesce(SectionRow.text, "")) >= SOMETHING, unread), "doubt"), else_="blank")


def query_grid(engine: Engine, reports: tuple[int, ...], part: str = "problem") -> pandas.DataFrame:
    """Returns, a theme of a report a row: report_id, state, theme, clauses. A report without clauses has one row without theme, whose state
    is blank (no section on problems) or doubt (nothing was recognised in it)."""
    themed = and_(ClauseThemeRow.report_id == ReportRow.id, ClauseThemeRow.part == part, ClauseThemeRow.past == False)  # noqa: E712
    state = section_state(ReportRow.problems if part == "problem" else ReportRow.measures)
    return frame(engine, select(ReportRow.id.label("report_id"), state.label("state"), ClauseThemeRow.theme, func.count(ClauseThemeRow.theme).label("clauses"))
                 .select_from(ReportRow).outerjoin(SectionRow, FIVE).outerjoin(ClauseThemeRow, themed).where(among(ReportRow.id, reports))
                 .group_by(ReportRow.id, state, ClauseThemeRow.theme).order_by(ReportRow.id, ClauseThemeRow.theme))


def _divided(filter: Filter, apart: tuple[int, ...] = ()) -> list[ColumnElement[bool]]:
    """The conditions on reports whose channels make up their total."""
    return [WHOLE, *filter.where(), *([~among(ReportRow.id, apart)] if apart else [])]
