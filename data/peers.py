"""Numbers far from those of like agencies, over many reports at once: the rule of check O-1 on columns instead of whole reports."""
from collections.abc import Iterable

import numpy
import pandas
from sqlalchemy import Engine, case, select

from data.among import among
from data.engine import reading
from data.filters import Filter, frame, plain
from data.members import refuse_too_wide
from data.models import AgencyRow, ReportRow
from data.places import PLACE
from data.queries import EVERYTHING, IDENTITY
from report.checks.outliers import COMPARED, FAR, FEWEST, LEAST

TOLD = {"number": "object", "value": "float64", "median": "float64", "score": "float64", "peers": "int64"}  # of an outlier
AT_ONCE = 1_000_000  # differences between numbers of a group, held at once
NUMBERS = (*COMPARED, "total")  # what is compared: decisions of table 2, applications received, the exact total of disclosure


def query_peer_numbers(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns one number of one current report a row: the identity columns, number (of NUMBERS), value. Left out are blanks, approximate totals,
    and cells whose reading is in doubt."""
    reports, values = _numbers(engine, filter)
    named = _identities(engine, reports["report_id"])
    there = {name: ~numpy.isnan(of) for name, of in values.items()}
    return pandas.concat([named[there[name]].assign(number=name, value=of[there[name]]) for name, of in values.items()], ignore_index=True)


def query_outliers(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns the numbers far from those of the agencies of the same kind, county and year, farthest first: the identity columns, number, value, median,
    score (robust z), peers (how many). It says nothing of right or wrong. The peers are all of the county, whatever agencies are chosen. Raises DatabaseProblem (see refuse_too_wide)."""
    refuse_too_wide(engine, Filter((), filter.region))
    reports, values = _numbers(engine, Filter(filter.years, filter.region, (), ()))
    like = reports.assign(place=reports["region_code"] // PLACE).groupby(["kind", "place", "year"]).ngroup().to_numpy()  # -1: its place is not known
    lines = [(at, name, of[at], *told) for name, of in values.items() for at, *told in _far(of, like)]
    chosen = numpy.ones(len(reports), bool)
    for column, some in (("kind", filter.kinds), ("agency_id", filter.agencies)):
        if some:
            chosen &= reports[column].isin(some).to_numpy()
    lines = sorted((line for line in lines if chosen[line[0]]), key=lambda line: -abs(line[4]))
    at, *columns = zip(*lines) if lines else ((),) * 6
    named = _identities(engine, reports["report_id"].to_numpy()[list(at)])
    return named.assign(**{name: numpy.array(of, kind) for (name, kind), of in zip(TOLD.items(), columns)})


def _numbers(engine: Engine, filter: Filter) -> tuple[pandas.DataFrame, dict[str, numpy.ndarray]]:
    """Of the reports of an agency and year report_id, agency_id, kind, region_code and year, and of each of NUMBERS what each of them prints (NaN: see query_peer_numbers)."""
    with reading(engine) as connection:
        rows = plain(connection, select(ReportRow.id, ReportRow.agency_id, ReportRow.kind, ReportRow.region_code, ReportRow.year, *(getattr(ReportRow, f"compared_{name}") for name in COMPARED),
                                        case((ReportRow.disclosed_total_approximate, None), else_=ReportRow.disclosed_total))
                     .where(*filter.where(), ReportRow.year.is_not(None), ReportRow.agency_id.is_not(None)).order_by(ReportRow.id))
    ids, agencies, kinds, regions, years, *values = zip(*rows) if rows else ((),) * (5 + len(NUMBERS))
    return pandas.DataFrame({"report_id": numpy.array(ids, "int64"), "agency_id": numpy.array(agencies, "int64"), "kind": numpy.array(kinds, object),
                             "region_code": numpy.array(regions, "float64"), "year": numpy.array(years, "int64")}), {
                                 name: numpy.array(of, "float64") for name, of in zip(NUMBERS, values)}


def _identities(engine: Engine, reports: Iterable[int]) -> pandas.DataFrame:
    """The identity columns of these reports, in their order; one may be named twice."""
    found = frame(engine, select(*IDENTITY).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(among(ReportRow.id, set(reports))))
    return found.set_index("report_id", drop=False).loc[list(reports)].reset_index(drop=True)


def _far(values: numpy.ndarray, groups: numpy.ndarray) -> list[tuple[int, float, float, int]]:
    """The numbers that are far from the others of their group (at least FEWEST): which, the median of the others, their score (report.checks.outliers.robust_score
    on columns), how many others. NaN, or a group below 0: not compared."""
    there = numpy.flatnonzero(~numpy.isnan(values) & (groups >= 0))
    sizes = numpy.bincount(groups[there])
    there = there[sizes[groups[there]] > FEWEST]
    order = there[numpy.lexsort((values[there], groups[there]))]
    told, size = values[order], sizes[groups[order]]
    each = numpy.arange(len(order))
    first = numpy.searchsorted(groups[order], groups[order])
    low, high = first + (size - 2) // 2, first + (size - 1) // 2

    def middle(ordered: numpy.ndarray) -> numpy.ndarray:
        return (ordered[low + (each <= low)] + ordered[high + (each <= high)]) / 2  # the median of a group where the n-th is left out

    medians, scale = middle(told), numpy.log1p(numpy.maximum(told, 0))
    centres, found = middle(scale), []
    worth = numpy.flatnonzero(abs(told - medians) >= LEAST)
    for some in numpy.array_split(worth, len(worth) * size.max(initial=0) // AT_ONCE + 1):
        column = numpy.arange(size[some].max(initial=1))
        beside = first[some, None] + column
        out = (column >= size[some, None]) | (beside == some[:, None])
        away = numpy.where(out, numpy.inf, abs(scale[numpy.minimum(beside, len(scale) - 1)] - centres[some, None]))
        mean = numpy.where(out, 0, away).sum(axis=1) / (size[some] - 1)
        away.sort(axis=1)
        line = numpy.arange(len(some))
        spread = 1.4826 * (away[line, (low - first)[some]] + away[line, (high - first)[some]]) / 2
        spread = numpy.where(spread > 0, spread, 1.2533 * mean)
        scores = (scale[some] - centres[some]) / numpy.where(spread > 0, spread, 0.1)
        found += [(int(order[some[n]]), float(medians[some[n]]), round(float(scores[n]), 1), int(size[some[n]] - 1)) for n in numpy.flatnonzero(abs(scores) > FAR)]
    return found


def query_peers(engine: Engine, report_id: int, number: str) -> pandas.DataFrame:
    """Returns the numbers of a report and its peers, largest first: the identity columns, number, value."""
    with reading(engine) as connection:
        own = connection.execute(select(ReportRow.year, ReportRow.kind, ReportRow.region_code).where(ReportRow.id == report_id)).first()
    if own is None or own.region_code is None:
        return pandas.DataFrame()
    county = Filter((own.year,), str(own.region_code)[:6], (own.kind,))
    found = query_peer_numbers(engine, county)
    return found[found["number"] == number].sort_values("value", ascending=False, ignore_index=True)
