"""Named questions -> DataFrames. Each takes the engine and, where pages choose, a Filter; filtering and adding up happen in SQL.

To add one: select only the columns that are shown, from ReportRow with `*filter.where()`, and hand the select to `frame`.
A missing value is "not reported"; what is counted says so: `n_…` columns count the reports that give the number.
"""
import pandas
from sqlalchemy import Engine, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from data.among import among
from data.engine import reading
from data.filters import Filter, frame, framed, made_once, plain
from data.journal import ENTRANCE
from data.models import (CURRENT, AgencyRow, ClauseRow, ClauseThemeRow, CounterRow, DoubtRow, FigureRow, FindingRow, JournalRow,
                         PlaceRow, ReportRow, RosterRow, SectionRow)
from data.models.parts import RANK
from data.owing import near, owes
from data.summed import sum_coverage, sum_known, sum_named, sum_volumes, sum_years, summed

CHANNELS = ("website", "wechat", "weibo", "video", "app", "news", "bulletin", "new_media", "other")
HEADLINES = ("disclosed_total", *(f"channel_{c}" for c in CHANNELS),
             "requests_received", "requests_carried_in", "requests_handled", "requests_carried_out")
EVERYTHING = Filter()
PLACES = select(PlaceRow.province, PlaceRow.city, PlaceRow.county, PlaceRow.region_code, PlaceRow.agencies).order_by(PlaceRow.region_code)
OF_YEAR, ANY_YEAR = aliased(ReportRow), aliased(ReportRow)
IDENTITY = (ReportRow.id.label("report_id"), ReportRow.agency_id, AgencyRow.name.label("agency"), ReportRow.kind, AgencyRow.county,
            ReportRow.region_code, ReportRow.year)


def query_data_version(engine: Engine) -> int:
    """Returns the counter that every write raises: the key of every cache."""
    with reading(engine) as connection:
        return connection.execute(select(CounterRow.value).where(CounterRow.name == "data_version")).scalar() or 0


def query_years(engine: Engine, filter: Filter = EVERYTHING) -> list[int]:
    """Returns the years that have a current report within the filter, newest first."""
    if (where := summed(filter)) is not None:
        return sum_years(engine, where)
    with reading(engine) as connection:
        return [year for year, in plain(connection, _years(filter))]


@made_once
def _years(filter: Filter) -> Select:
    return select(ReportRow.year).where(*filter.where(), ReportRow.year.is_not(None)).distinct().order_by(ReportRow.year.desc())


def query_agencies(engine: Engine, filter: Filter = EVERYTHING, search: str = "", limit: int | None = None) -> pandas.DataFrame:
    """Returns the agencies with a current report within the filter whose name holds the words: agency_id, agency, kind, region_code, province, city, county,
    township, reports, first_year, last_year; by region and name, the first `limit` of them."""
    return frame(engine, _agencies(filter, search, limit))


@made_once
def _agencies(filter: Filter, search: str, limit: int | None) -> Select:
    chosen = filter.where()
    if limit is not None or search:
        own = select(literal(1)).where(ReportRow.agency_id == AgencyRow.id, *chosen).exists()
        some = select(AgencyRow.id).where(own, *filter.where_agency(AgencyRow.region_code, AgencyRow.kind, AgencyRow.id),
                                          *(AgencyRow.name.contains(word, autoescape=True) for word in search.split()))
        chosen = [*chosen, AgencyRow.id.in_(some.order_by(AgencyRow.region_code, AgencyRow.name, AgencyRow.id).limit(limit))]
    return (select(AgencyRow.id.label("agency_id"), AgencyRow.name.label("agency"), AgencyRow.kind, AgencyRow.region_code, AgencyRow.province, AgencyRow.city, AgencyRow.county,
                   AgencyRow.township, func.count().label("reports"), func.min(ReportRow.year).label("first_year"), func.max(ReportRow.year).label("last_year"))
            .join(ReportRow, ReportRow.agency_id == AgencyRow.id).where(*chosen)
            .group_by(*AgencyRow.__table__.columns).order_by(AgencyRow.region_code, AgencyRow.name))


def query_regions(engine: Engine) -> pandas.DataFrame:
    """Returns the places that have agencies, a county (or the offices of a city or province themselves) a row: province, city, county, region_code, agencies."""
    return frame(engine, PLACES)


def query_coverage(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns, a year a row: reports, agencies, and n_<headline>: how many of the reports give that number."""
    if (where := summed(filter)) is not None:
        return sum_coverage(engine, where)
    return frame(engine, select(ReportRow.year, func.count().label("reports"), func.count(ReportRow.agency_id.distinct()).label("agencies"),
                                *(func.count(getattr(ReportRow, h)).label(f"n_{h}") for h in HEADLINES))
                 .where(*filter.where()).group_by(ReportRow.year).order_by(ReportRow.year))


def query_missing(engine: Engine, year: int, filter: Filter = EVERYTHING, limit: int | None = None) -> pandas.DataFrame:
    """Returns the agencies that have no current report for the year, of the roster where the place has one, else of those known from other years:
    agency_id, agency, kind, county, last_year (missing: none is stored); by region and name, the first `limit` of them."""
    last = select(func.max(ReportRow.year)).where(ReportRow.agency_id == AgencyRow.id, CURRENT).correlate(AgencyRow).scalar_subquery()
    return frame(engine, _missing(engine, year, filter, AgencyRow.id.label("agency_id"), AgencyRow.name.label("agency"), AgencyRow.kind, AgencyRow.county, last.label("last_year"))
                 .order_by(AgencyRow.region_code, AgencyRow.name, AgencyRow.id).limit(limit))


def query_missing_count(engine: Engine, year: int, filter: Filter = EVERYTHING) -> int:
    """Returns how many agencies query_missing has in all."""
    if (where := summed(Filter((), filter.region, filter.kinds, filter.agencies))) is not None and (told := sum_known(engine, where, year)):
        return told[0] - told[1]  # without rosters: all that are known, but those that have one
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(_missing(engine, year, filter, AgencyRow.id).subquery())).scalar() or 0


def _missing(engine: Engine, year: int, filter: Filter, *columns):
    done = select(literal(1)).where(OF_YEAR.agency_id == AgencyRow.id, OF_YEAR.year == year, OF_YEAR.is_current == True).exists()  # noqa: E712
    with reading(engine) as connection:
        rostered = connection.execute(select(RosterRow.agency_id).limit(1)).first() is not None
    if not rostered:
        known = select(literal(1)).where(ANY_YEAR.agency_id == AgencyRow.id, ANY_YEAR.is_current == True).exists()  # noqa: E712
        return select(*columns).select_from(AgencyRow).where(known, ~done, *filter.where_agency(AgencyRow.region_code, AgencyRow.kind, AgencyRow.id))
    return select(*columns).select_from(AgencyRow).outerjoin(RosterRow, RosterRow.agency_id == AgencyRow.id).where(~done, owes(filter, year), *near(filter))


def query_volumes(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns the current reports, one a row, largest total first: report_id, agency_id, agency, kind, county, region_code, year,
    every headline, disclosed_total_approximate, errors, warnings, doubts, is_demo."""
    return frame(engine, select(*IDENTITY, *(getattr(ReportRow, h) for h in HEADLINES), ReportRow.disclosed_total_approximate,
                                ReportRow.errors, ReportRow.warnings, ReportRow.doubts, ReportRow.is_demo)
                 .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(*filter.where())
                 .order_by(ReportRow.disclosed_total.desc().nulls_last(), ReportRow.id))


def query_volumes_by_year(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns, a year a row: reports, and for each headline its sum over the reports that give it (<headline>) and their number (n_<headline>)."""
    if (where := summed(filter)) is not None:
        return sum_volumes(engine, where)
    sums = [c for h in HEADLINES for c in (func.sum(getattr(ReportRow, h)).label(h), func.count(getattr(ReportRow, h)).label(f"n_{h}"))]
    return frame(engine, select(ReportRow.year, func.count().label("reports"), *sums).where(*filter.where(), ReportRow.year.is_not(None))
                 .group_by(ReportRow.year).order_by(ReportRow.year))


def query_figures(engine: Engine, filter: Filter = EVERYTHING, measures: tuple[str, ...] = (), report_id: int | None = None) -> pandas.DataFrame:
    """Returns figures of the prose with their proof: the identity columns, seq, measure, value, unit, approximate, percent, label,
    within_total, section, words."""
    conditions = [ReportRow.id == report_id] if report_id is not None else filter.where()
    if measures:
        conditions.append(FigureRow.measure.in_(measures))
    return frame(engine, select(*IDENTITY, FigureRow.seq, FigureRow.measure, FigureRow.value, FigureRow.unit, FigureRow.approximate,
                                FigureRow.percent, FigureRow.label, FigureRow.within_total, FigureRow.section, words_of(FigureRow))
                 .join(ReportRow, ReportRow.id == FigureRow.report_id).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
                 .outerjoin(SectionRow, and_(SectionRow.report_id == FigureRow.report_id, SectionRow.key == FigureRow.section))
                 .where(*conditions).order_by(FigureRow.report_id, FigureRow.seq))


def query_channels(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns the channel figures (see query_figures), `channel` being the last part of the measure, beside the report's own disclosed_total."""
    found = query_figures(engine, filter, tuple(f"disclosed.channel.{c}" for c in CHANNELS))
    found["channel"] = found["measure"].str.removeprefix("disclosed.channel.")
    totals = frame(engine, select(ReportRow.id.label("report_id"), ReportRow.disclosed_total).where(*filter.where()))
    return found.merge(totals, on="report_id", how="left")


def query_themes(engine: Engine, filter: Filter = EVERYTHING, part: str = "problem") -> pandas.DataFrame:
    """Returns, a theme a row: clauses and reports that name it, most reports first; clauses of earlier years told again are left out."""
    chosen = select(ClauseThemeRow.theme, func.count().label("clauses"), func.count(ClauseThemeRow.report_id.distinct()).label("reports"))
    if (where := summed(filter)) is not None:
        return framed(chosen, [(theme, int(clauses), reports) for theme, reports, clauses in sorted(sum_named(engine, where, f"theme.{part}"), key=lambda row: (-row[1], row[0]))])
    named = [among(ClauseThemeRow.report_id, filter.reports)] if filter.reports else []  # else SQLite reads every clause to find those of a list of reports
    return frame(engine, chosen.join(ReportRow, ReportRow.id == ClauseThemeRow.report_id)
                 .where(ClauseThemeRow.part == part, ClauseThemeRow.past == False, *named, *filter.where())  # noqa: E712
                 .group_by(ClauseThemeRow.theme).order_by(func.count(ClauseThemeRow.report_id.distinct()).desc(), ClauseThemeRow.theme))


def query_clauses(engine: Engine, filter: Filter = EVERYTHING, theme: str | None = None, part: str = "problem",
                  report_id: int | None = None) -> pandas.DataFrame:
    """Returns problems (or measures) as printed: the identity columns, part, seq, text, past, section, start, end."""
    conditions = [ReportRow.id == report_id] if report_id is not None else filter.where()
    if theme:
        conditions.append(select(literal(1)).where(ClauseThemeRow.report_id == ClauseRow.report_id, ClauseThemeRow.part == ClauseRow.part,
                                                   ClauseThemeRow.seq == ClauseRow.seq, ClauseThemeRow.theme == theme).exists())
    return frame(engine, select(*IDENTITY, ClauseRow.part, ClauseRow.seq, ClauseRow.text, ClauseRow.past, ClauseRow.section,
                                ClauseRow.start, ClauseRow.end)
                 .join(ReportRow, ReportRow.id == ClauseRow.report_id).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
                 .where(ClauseRow.part == part, *conditions).order_by(ClauseRow.report_id, ClauseRow.seq))


def query_findings(engine: Engine, filter: Filter = EVERYTHING, verdicts: tuple[str, ...] = ("fail",)) -> pandas.DataFrame:
    """Returns findings: the identity columns, seq, check, severity, verdict, message, template, values, left, right, difference, decision (a person's verdict); errors first."""
    return frame(engine, select(*IDENTITY, FindingRow.seq, FindingRow.check, FindingRow.severity, FindingRow.verdict, FindingRow.message,
                                FindingRow.template, FindingRow.values, FindingRow.left, FindingRow.right, FindingRow.difference, FindingRow.decision)
                 .join(ReportRow, ReportRow.id == FindingRow.report_id).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
                 .where(FindingRow.verdict.in_(verdicts), *filter.where()).order_by(RANK, FindingRow.report_id, FindingRow.seq))


def query_doubts(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns doubts: the identity columns, seq, doubt (its kind), message, where, template, values."""
    return frame(engine, select(*IDENTITY, DoubtRow.seq, DoubtRow.kind.label("doubt"), DoubtRow.message, DoubtRow.where,
                                DoubtRow.template, DoubtRow.values)
                 .join(ReportRow, ReportRow.id == DoubtRow.report_id).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
                 .where(*filter.where()).order_by(DoubtRow.report_id, DoubtRow.seq))


def query_newest(engine: Engine, limit: int = 10) -> pandas.DataFrame:
    """Returns the last reports to come in, newest first: the identity columns, version, created_at, source_name, title, errors, warnings, doubts."""
    return frame(engine, _newest(limit))


@made_once
def _newest(limit: int) -> Select:
    return (select(*IDENTITY, ReportRow.version, ReportRow.created_at, ReportRow.source_name, ReportRow.title, ReportRow.errors, ReportRow.warnings, ReportRow.doubts)
            .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(CURRENT).order_by(ReportRow.created_at.desc(), ReportRow.id.desc()).limit(limit))


def query_attention(engine: Engine, filter: Filter = EVERYTHING, limit: int = 200) -> pandas.DataFrame:
    """Returns the current reports that a person should look at, worst first: the identity columns, source_name, errors, warnings, doubts,
    no_agency, no_year, no_region. Without a year filter those without year, agency or place are among them."""
    where = summed(filter, wide=True)
    return frame(engine, _attention(filter, limit, tuple(sum_years(engine, where)) if where is not None else None))


@made_once
def _attention(filter: Filter, limit: int, years: tuple[int, ...] | None) -> Select:
    """The select of what query_attention tells. `years`: those of a wide choice, looked up one by one."""
    no_agency, no_year, no_region = ReportRow.agency_id.is_(None), ReportRow.year.is_(None), ReportRow.region_code.is_(None)
    worst = ReportRow.errors.desc(), ReportRow.warnings.desc(), ReportRow.doubts.desc(), ReportRow.id.desc()
    chosen = or_(ReportRow.errors > 0, ReportRow.doubts > 0, no_agency, no_year, no_region)
    if years is not None:  # down the index of each year's worst; what is undecided has indexes of its own
        undecided = [no_agency, no_region, *([] if filter.years else [no_year])]
        wanted = [(chosen, filter.where()) for chosen in undecided]
        wanted += [(or_(ReportRow.errors > 0, ReportRow.doubts > 0), Filter((year,), filter.region, filter.kinds).where()) for year in years]
        ids = [select(select(ReportRow.id).where(part, *within).order_by(*worst).limit(limit).subquery().c.id) for part, within in wanted]
        chosen = ReportRow.id.in_(union_all(*ids))
    return (select(*IDENTITY, ReportRow.source_name, ReportRow.errors, ReportRow.warnings, ReportRow.doubts,
                   no_agency.label("no_agency"), no_year.label("no_year"), no_region.label("no_region"))
            .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
            .where(chosen, *filter.where()).order_by(no_agency.desc(), no_year.desc(), *worst).limit(limit))


def query_report(engine: Engine, report_id: int) -> pandas.DataFrame:
    """Returns one report's header, empty where there is none: every column of the report table, agency, province, city, county, township."""
    return frame(engine, select(ReportRow, AgencyRow.name.label("agency"), AgencyRow.province, AgencyRow.city, AgencyRow.county, AgencyRow.township)
                 .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(ReportRow.id == report_id))


def query_versions(engine: Engine, agency_id: int, year: int) -> pandas.DataFrame:
    """Returns the versions of one agency's report for one year, newest first: report_id, version, is_current, created_at, source_name, disclosed_total."""
    return frame(engine, select(ReportRow.id.label("report_id"), ReportRow.version, ReportRow.is_current, ReportRow.created_at,
                                ReportRow.source_name, ReportRow.disclosed_total)
                 .where(ReportRow.agency_id == agency_id, ReportRow.year == year).order_by(ReportRow.version.desc()))


def query_journal(engine: Engine, limit: int = 200) -> pandas.DataFrame:
    """Returns the last changes of the data, newest first: at, actor, action, report_id, detail. Sign-ins and their like: data/audit.py."""
    return frame(engine, select(JournalRow.at, JournalRow.actor, JournalRow.action, JournalRow.report_id, JournalRow.detail)
                 .where(JournalRow.action.not_in(ENTRANCE)).order_by(JournalRow.id.desc()).limit(limit))


def words_of(evidence):
    """Returns the SQL of a span's words; the statement must join the row's SectionRow."""
    return func.coalesce(evidence.words, func.substr(SectionRow.text, evidence.start + 1, evidence.end - evidence.start)).label("words")
