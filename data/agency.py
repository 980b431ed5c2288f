"""One agency over the years: its reports and numbers, the places they were read from, its peers' medians, its neighbours in the list, its files."""
from dataclasses import dataclass
from statistics import median

import pandas
from sqlalchemy import ColumnElement, Engine, and_, case, exists, func, select, tuple_

from data.among import among
from data.engine import reading
from data.filters import Filter, frame, region_range
from data.listings import state_of
from data.models import CURRENT, AgencyRow, CellRow, DocumentRow, FigureRow, FindingRow, LikenessRow, ReportRow, SectionRow
from data.queries import EVERYTHING, HEADLINES
from data.spread import FIVE, section_state
from data.summed import sum_agencies, summed

FEWEST = 3  # other agencies: of fewer, no median is shown and the next larger place is taken
TOWNSHIPS = ("subdistrict", "town", "township")
PLACES = (("county", 6), ("city", 4), ("province", 2))  # where peers are looked for, the nearest first, and the digits of its code
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")  # of table 4
REPORTED = exists(select(1).where(ReportRow.agency_id == AgencyRow.id, CURRENT))
ORDER = (AgencyRow.region_code, AgencyRow.name, AgencyRow.id)


@dataclass(frozen=True)
class Peers:
    """Who an agency is held beside: the others of these kinds and its rank in `place` (county, city, province; None where there are too few anywhere),
    whose name and digits these are, and how many."""

    place: str | None
    name: str = ""
    digits: str = ""
    kinds: tuple[str, ...] = ()
    others: int = 0


def query_agency_list(engine: Engine, filter: Filter = EVERYTHING, search: str = "", limit: int = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns agencies in the list's order: agency_id, agency, kind, county, reports, first_year, last_year, errors, warnings (of the current reports)."""
    some = _listed(filter, search).order_by(*ORDER).limit(limit).offset(offset).subquery()
    return frame(engine, select(some.c.id.label("agency_id"), some.c.name.label("agency"), some.c.kind, some.c.county, func.count().label("reports"),
                                func.min(ReportRow.year).label("first_year"), func.max(ReportRow.year).label("last_year"),
                                func.sum(ReportRow.errors).label("errors"), func.sum(ReportRow.warnings).label("warnings"))
                 .join(ReportRow, and_(ReportRow.agency_id == some.c.id, CURRENT))
                 .group_by(some.c.id, some.c.name, some.c.kind, some.c.county, some.c.region_code).order_by(some.c.region_code, some.c.name, some.c.id))


def query_agency_total(engine: Engine, filter: Filter = EVERYTHING, search: str = "") -> int:
    """Returns how long that list is."""
    wide = Filter((), filter.region, filter.kinds, filter.agencies)
    if not search and (where := summed(wide)) is not None:
        return sum(sum_agencies(engine, where).values())
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(_listed(filter, search).subquery())).scalar() or 0


def _listed(filter: Filter, search: str):
    words = [AgencyRow.name.contains(word, autoescape=True) for word in search.split()]
    return select(AgencyRow).where(REPORTED, *filter.where_agency(AgencyRow.region_code, AgencyRow.kind, AgencyRow.id), *words)


def query_agency(engine: Engine, agency_id: int) -> pandas.DataFrame:
    """Returns who the agency is, empty where there is none with a report: agency_id, agency, kind, region_code, province, city, county, township."""
    return frame(engine, select(AgencyRow.id.label("agency_id"), AgencyRow.name.label("agency"), AgencyRow.kind, AgencyRow.region_code, AgencyRow.province,
                                AgencyRow.city, AgencyRow.county, AgencyRow.township).where(AgencyRow.id == agency_id, REPORTED))


def query_agency_years(engine: Engine, agency_id: int) -> pandas.DataFrame:
    """Returns the agency's current reports with a year, oldest first: report_id, year, every headline, state_<headline> (number, blank, doubt) of those
    of which doubts speak, disclosed_total_approximate, the editions of tables 3 and 4, errors, warnings, notices, doubts, problems, measures, source_name."""
    states = [state_of(h).label(f"state_{h}") for h in HEADLINES if not h.startswith("channel_")]
    return frame(engine, select(ReportRow.id.label("report_id"), ReportRow.year, *(getattr(ReportRow, h) for h in HEADLINES), *states,
                                ReportRow.disclosed_total_approximate, ReportRow.edition_requests, ReportRow.edition_disputes, ReportRow.errors,
                                ReportRow.warnings, ReportRow.notices, ReportRow.doubts, ReportRow.problems, ReportRow.measures, ReportRow.source_name)
                 .where(CURRENT, ReportRow.agency_id == agency_id, ReportRow.year.is_not(None)).order_by(ReportRow.year))


def query_disputes(engine: Engine, reports: tuple[int, ...]) -> pandas.DataFrame:
    """Returns the totals of table 4 as printed, a block of a report a row: report_id, block, value, state (number, blank, slash, text; a total that was not
    printed has no row)."""
    heads = frame(engine, select(ReportRow.id.label("report_id"), ReportRow.edition_disputes).where(among(ReportRow.id, reports)))
    stored = frame(engine, select(CellRow.report_id, CellRow.row, CellRow.value, CellRow.state)
                   .where(among(CellRow.report_id, reports), CellRow.table == "disputes", CellRow.column == "total", CellRow.seq == 0))
    known = {(int(c.report_id), c.row): (c.value, c.state) for c in stored.itertuples()}
    lines = []
    for head in heads.itertuples():
        for block in BLOCKS:
            value, state = known.get((int(head.report_id), block), (0.0, "number") if isinstance(head.edition_disputes, str) else (None, "absent"))
            if state != "absent":
                lines.append((int(head.report_id), block, value, state))
    return pandas.DataFrame(lines, columns=["report_id", "block", "value", "state"]).astype({"value": "float64"})


def query_editions(engine: Engine, reports: tuple[int, ...]) -> dict[int, str | None]:
    """Returns report id -> the edition of its table 3, None where it has none."""
    with reading(engine) as connection:
        return dict(connection.execute(select(ReportRow.id, ReportRow.edition_requests).where(among(ReportRow.id, reports))).all())


def query_section_states(engine: Engine, reports: tuple[int, ...]) -> dict[int, str]:
    """Returns report id -> number (problems were recognised), doubt (a section five in which none was) or blank (no section five)."""
    with reading(engine) as connection:
        return dict(connection.execute(select(ReportRow.id, section_state(ReportRow.problems)).outerjoin(SectionRow, FIVE).where(among(ReportRow.id, reports))).all())


def query_figure_places(engine: Engine, reports: tuple[int, ...], measures: tuple[str, ...]) -> dict[tuple[int, str], int]:
    """Returns (report, measure) -> the number of the first figure of the prose that gives it: the place that a link names."""
    with reading(engine) as connection:
        return {(i, measure): seq for i, measure, seq in connection.execute(
            select(FigureRow.report_id, FigureRow.measure, func.min(FigureRow.seq))
            .where(among(FigureRow.report_id, reports), FigureRow.measure.in_(measures), FigureRow.value.is_not(None))
            .group_by(FigureRow.report_id, FigureRow.measure))}


def query_peer_group(engine: Engine, agency_id: int) -> Peers:
    """Returns who the agency is held beside: at least three others of its kind and rank in its county, else (of a town, township or subdistrict) the three
    kinds together there, else its kind in its city, else in its province."""
    with reading(engine) as connection:
        own = connection.execute(select(AgencyRow.__table__).where(AgencyRow.id == agency_id)).mappings().first()
        if own is None or own["region_code"] is None:
            return Peers(None)
        wider = [(*PLACES[0], TOWNSHIPS)] if own["kind"] in TOWNSHIPS else []
        steps = [(*step, (own["kind"],)) for step in PLACES]
        for place, digits, kinds in (steps[0], *wider, *steps[1:]):
            prefix = str(own["region_code"]).zfill(12)[:digits]
            others = connection.execute(select(func.count()).select_from(AgencyRow).where(
                AgencyRow.region_code.between(*region_range(prefix)), AgencyRow.kind.in_(kinds), AgencyRow.id != agency_id,
                REPORTED, *_same_rank(AgencyRow.region_code, own["region_code"]))).scalar() or 0
            if others >= FEWEST:
                return Peers(place, own[place] or "", prefix, kinds, others)
    return Peers(None)


def query_peer_medians(engine: Engine, agency_id: int, peers: Peers, years: tuple[int, ...], measures: tuple[str, ...]) -> pandas.DataFrame:
    """Returns the medians of the other agencies, a measure of a year a row: year, measure, median, n (how many give the number); only from three on."""
    if peers.place is None or not years:
        return pandas.DataFrame(columns=["year", "measure", "median", "n"])
    with reading(engine) as connection:
        code = connection.execute(select(AgencyRow.region_code).where(AgencyRow.id == agency_id)).scalar_one()
    with reading(engine) as connection:
        rows = connection.execute(select(ReportRow.year, *(getattr(ReportRow, m) for m in measures)).where(
            *Filter(years, peers.digits, peers.kinds).where(), ReportRow.agency_id != agency_id, *_same_rank(ReportRow.region_code, code))).all()
    values: dict[tuple[int, str], list[float]] = {}
    for year, *numbers in rows:
        for measure, number in zip(measures, numbers):
            if number is not None:
                values.setdefault((year, measure), []).append(number)
    found = [(year, measure, float(median(numbers)), len(numbers)) for (year, measure), numbers in sorted(values.items()) if len(numbers) >= FEWEST]
    return pandas.DataFrame(found, columns=["year", "measure", "median", "n"])


def _same_rank(code: ColumnElement, own: int) -> list[ColumnElement[bool]]:
    """The conditions that a place is of the same rank: a county or lower, a city itself, a province itself (a city's bureaux are not a county's peers)."""
    if own // 1_000_000 % 100:
        return [code // 1_000_000 % 100 != 0]
    if own // 100_000_000 % 100:
        return [code // 1_000_000 % 100 == 0, code // 100_000_000 % 100 != 0]
    return [code // 100_000_000 % 100 == 0]


def query_neighbours(engine: Engine, agency_id: int, filter: Filter = EVERYTHING) -> dict:
    """Returns the agencies before and after this one in the list's order within the filter (its own county where no region is chosen): `before` and
    `after` as (id, name) or None, `place` (its position), `all` (how long the list is), `region` (the digits of the place)."""
    with reading(engine) as connection:
        own = connection.execute(select(*ORDER).where(AgencyRow.id == agency_id)).first()
        if own is None or own.region_code is None:
            return {"before": None, "after": None, "place": 1, "all": 1, "region": ""}
        region = filter.region or str(own.region_code).zfill(12)[:6]
        listed = select(AgencyRow.id, AgencyRow.name).where(REPORTED, AgencyRow.region_code.is_not(None),
                                                            *Filter((), region, filter.kinds).where_agency(AgencyRow.region_code, AgencyRow.kind, AgencyRow.id))
        here = tuple_(*ORDER)
        before = connection.execute(listed.where(here < tuple_(*own)).order_by(*(c.desc() for c in ORDER)).limit(1)).first()
        after = connection.execute(listed.where(here > tuple_(*own)).order_by(*ORDER).limit(1)).first()
        place = connection.execute(select(func.count()).select_from(listed.where(here < tuple_(*own)).subquery())).scalar() + 1
        total = connection.execute(select(func.count()).select_from(listed.subquery())).scalar()
    return {"before": before and tuple(before), "after": after and tuple(after), "place": place, "all": total, "region": region}


def query_documents(engine: Engine, agency_id: int) -> pandas.DataFrame:
    """Returns every version of the agency's reports, newest first: report_id, year, version, is_current, source_name, source_format, source_bytes,
    published, created_at, is_demo, stored (whether the original file is kept)."""
    kept = exists(select(1).where(DocumentRow.sha256 == ReportRow.source_sha256))
    return frame(engine, select(ReportRow.id.label("report_id"), ReportRow.year, ReportRow.version, ReportRow.is_current, ReportRow.source_name,
                                ReportRow.source_format, ReportRow.source_bytes, ReportRow.published, ReportRow.created_at, ReportRow.is_demo,
                                case((kept, True), else_=False).label("stored"))
                 .where(ReportRow.agency_id == agency_id).order_by(ReportRow.year.desc(), ReportRow.version.desc()))


def query_any_likeness(engine: Engine, reports: tuple[int, ...]) -> bool:
    """Returns whether any of these reports shares prose with another: pages ask for the pairs (data/copies.py) only then."""
    with reading(engine) as connection:
        return any(connection.execute(select(column).where(column.in_(reports)).limit(1)).first() is not None for column in (LikenessRow.report_id, LikenessRow.other_id))


def query_finding_years(engine: Engine, reports: tuple[int, ...]) -> pandas.DataFrame:
    """Returns, a report a row, how many findings of it fail by severity and by a person's verdict: report_id, error, warning, information (not dismissed),
    open (without verdict), confirmed, dismissed."""
    def tally(name: str, condition):
        return func.sum(case((condition, 1), else_=0)).label(name)

    counts = FindingRow.decision != "dismissed"
    return frame(engine, select(FindingRow.report_id, *(tally(s, and_(FindingRow.severity == s, counts)) for s in ("error", "warning", "information")),
                                tally("open", FindingRow.decision == ""), *(tally(d, FindingRow.decision == d) for d in ("confirmed", "dismissed")))
                 .where(among(FindingRow.report_id, reports), FindingRow.verdict == "fail").group_by(FindingRow.report_id).order_by(FindingRow.report_id))
