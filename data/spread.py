"""How a number is spread over agencies and years, and which parts make up a total: adding up in SQL, each with the count behind it."""
import pandas
from sqlalchemy import Engine, and_, case, func, or_, select

from data.engine import reading
from data.filters import Filter, frame
from data.models import CURRENT, AgencyRow, FigureRow, ReportRow
from data.queries import EVERYTHING

CHANNEL = FigureRow.measure.between("disclosed.channel.", "disclosed.channel.~")
PART = and_(CHANNEL, FigureRow.within_total == True)  # noqa: E712


def query_spread(engine: Engine, filter: Filter = EVERYTHING, measure: str = "disclosed_total") -> pandas.DataFrame:
    """Returns, a year a row: reports, n (reports that give the headline), total, least, low, median, high, most (low and high: quartiles
    by nearest rank). The numbers are NaN in a year in which no report gives it."""
    value = getattr(ReportRow, measure)
    ranked = (select(ReportRow.year, value.label("value"), func.row_number().over(partition_by=ReportRow.year, order_by=value).label("rank"),
                     func.count().over(partition_by=ReportRow.year).label("n"))
              .where(value.is_not(None), ReportRow.year.is_not(None), *filter.where()).subquery())
    rank, n = ranked.c.rank, ranked.c.n

    def at(condition, name):
        return func.avg(case((condition, ranked.c.value))).label(name)

    spread = select(ranked.c.year, func.max(n).label("n"), func.sum(ranked.c.value).label("total"), func.min(ranked.c.value).label("least"),
                    at(rank == (n + 3) // 4, "low"), at(or_(rank == (n + 1) // 2, rank == (n + 2) // 2), "median"),
                    at(rank == (3 * n + 3) // 4, "high"), func.max(ranked.c.value).label("most")).group_by(ranked.c.year)
    found = frame(engine, spread)
    numbers = ["total", "least", "low", "median", "high", "most"]
    found = found.astype({"year": "int64", "n": "int64"} | dict.fromkeys(numbers, "float64"))
    years = frame(engine, select(ReportRow.year, func.count().label("reports")).where(ReportRow.year.is_not(None), *filter.where())
                  .group_by(ReportRow.year).order_by(ReportRow.year)).astype("int64")
    joined = years.merge(found, on="year", how="left")
    return joined.assign(n=joined["n"].fillna(0).astype("int64"))


def query_known(engine: Engine, filter: Filter = EVERYTHING) -> int:
    """Returns how many agencies of the region, kind and choice are known from any year: the N of “n of N”."""
    wide = Filter((), filter.region, filter.kinds, filter.agencies)
    with reading(engine) as connection:
        return connection.execute(select(func.count(ReportRow.agency_id.distinct())).where(*wide.where())).scalar() or 0


def query_samples(engine: Engine) -> int:
    """Returns how many current reports are demonstration data."""
    with reading(engine) as connection:
        return connection.execute(select(func.count()).where(CURRENT, ReportRow.is_demo == True)).scalar() or 0  # noqa: E712


def query_history(engine: Engine, filter: Filter = EVERYTHING, measure: str = "disclosed_total") -> pandas.DataFrame:
    """Returns one headline over the years: report_id, agency_id, agency, county, year, value (NaN: the report does not give it)."""
    return frame(engine, select(ReportRow.id.label("report_id"), ReportRow.agency_id, AgencyRow.name.label("agency"), AgencyRow.county,
                                ReportRow.year, getattr(ReportRow, measure).label("value"))
                 .join(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(ReportRow.year.is_not(None), *filter.where())
                 .order_by(ReportRow.agency_id, ReportRow.year))


def query_categories(engine: Engine, filter: Filter = EVERYTHING, limit: int = 20) -> pandas.DataFrame:
    """Returns the parts of totals by subject, as the reports label them: label, reports, value (their sum); largest first."""
    return frame(engine, select(FigureRow.label, func.count(FigureRow.report_id.distinct()).label("reports"), func.sum(FigureRow.value).label("value"))
                 .join(ReportRow, ReportRow.id == FigureRow.report_id)
                 .where(FigureRow.measure == "disclosed.category", FigureRow.label.is_not(None), FigureRow.value.is_not(None), *filter.where())
                 .group_by(FigureRow.label).order_by(func.sum(FigureRow.value).desc(), FigureRow.label).limit(limit)).astype({"value": "float64"})


def query_whole(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns, a channel a row, what it adds to those totals that their reports divide completely: channel, value, reports.

    A report counts only where the channels that it makes a part of its total (within_total) add up to exactly that total, and the
    total is not approximate: a share of anything else would be ours, not the report's. `whole` (in attrs) counts these reports."""
    divided = _divided(filter)
    found = frame(engine, select(FigureRow.measure, func.sum(FigureRow.value).label("value"), func.count(FigureRow.report_id.distinct()).label("reports"))
                  .join(divided, divided.c.report_id == FigureRow.report_id).where(PART).group_by(FigureRow.measure)
                  .order_by(func.sum(FigureRow.value).desc())).astype({"value": "float64"})
    with reading(engine) as connection:
        whole = connection.execute(select(func.count()).select_from(divided)).scalar()
    found.insert(0, "channel", found.pop("measure").str.removeprefix("disclosed.channel."))
    found.attrs["whole"] = whole
    return found


def _divided(filter: Filter):
    """Returns the subquery of reports whose channels make up their total."""
    return (select(FigureRow.report_id).join(ReportRow, ReportRow.id == FigureRow.report_id)
            .where(PART, FigureRow.value.is_not(None), ReportRow.disclosed_total > 0, ReportRow.disclosed_total_approximate == False,  # noqa: E712
                   *filter.where())
            .group_by(FigureRow.report_id, ReportRow.disclosed_total).having(func.sum(FigureRow.value) == ReportRow.disclosed_total).subquery())
