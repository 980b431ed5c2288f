"""Questions about copied prose: which pairs are alike, how many reports could be compared, and what two of them share."""
from dataclasses import dataclass
from typing import NamedTuple

import pandas
from sqlalchemy import ColumnElement, Engine, Row, Select, Subquery, and_, case, func, or_, select, union
from sqlalchemy.orm import aliased

from data.among import among
from data.engine import reading
from data.filters import Filter, frame, framed, made_once, region_range
from data.likeness import TOO_FEW, compare, load_phrases, load_texts
from data.models import AgencyRow, LikenessRow, ReportRow, SketchRow
from data.queries import EVERYTHING
from data.summed import sum_counts, summed
from data.sketches import hashes
from report.similarity import letters, shared_spans

ONE, OTHER, MINE, THEIRS = aliased(ReportRow), aliased(ReportRow), aliased(AgencyRow), aliased(AgencyRow)
ORDER = ("problems", "overview", "other")  # of the sections side by side: what is written most freely comes first


class Side(NamedTuple):
    """The columns that tell of one report of a pair: its id, the region that it lies in, how much of its words stands in the other."""

    id: ColumnElement
    region_code: ColumnElement
    share: ColumnElement


SIDES = (Side(LikenessRow.report_id, LikenessRow.region_code, LikenessRow.share), Side(LikenessRow.other_id, LikenessRow.other_region_code, LikenessRow.other_share))


class Alike(NamedTuple):
    """A pair of reports that are alike: see query_copies."""

    report_id: int
    agency_id: int
    agency: str
    kind: str
    county: str | None
    year: int
    other_id: int
    other_agency_id: int
    other_agency: str
    other_kind: str
    other_county: str | None
    other_year: int
    share_five: float | None
    other_share_five: float | None
    share_all: float | None
    other_share_all: float | None


@dataclass(frozen=True)
class Half:
    """One of two reports side by side: whose it is, its sections (key, text), its shares (0–1, part -> share), and the shared passages as
    (section, start, end), the n-th of one standing in the n-th of the other."""

    report_id: int
    agency: str
    year: int
    sections: list[tuple[str, str]]
    shares: dict[str, float]
    passages: list[tuple[str, int, int]]


def query_copies(engine: Engine, filter: Filter = EVERYTHING, own: bool = False, least: float = 0.5, limit: int | None = None) -> pandas.DataFrame:
    """Returns the pairs of current reports of which one stands in the other to `least` (0–1) or more in section five or in all prose, most alike first,
    the first `limit` of them.

    Two agencies' reports of one year, or (`own`) an agency's report and that of the year before. Columns: report_id, agency_id, agency, kind, county, year,
    other_id, other_agency, other_county, other_year, and in per cent share_five, share_all (of the report's own words that stand in the other),
    other_share_five, other_share_all (the other way round); NaN: too short, or below what is kept. Of a year's pair the report is the one
    that shares more of its words; who copied whom is not known. A pair counts where either report is within the filter (of own years: the newer)."""
    statement = _alike(filter, own, least, limit)
    return framed(statement, _told(engine, statement)).drop(columns=["other_agency_id", "other_kind"])


def query_alike(engine: Engine, filter: Filter, least: float) -> list[Alike]:
    """Returns the pairs of query_copies of both sorts, a missing share None; of own years also where only the older one is within the filter."""
    return _told(engine, _alike(filter, None, least, None))


def _told(engine: Engine, statement: Select) -> list[Alike]:
    with reading(engine) as connection:
        rows = list(map(_sided, connection.execute(statement).all()))
    return sorted(rows, key=lambda pair: (-_most(pair.share_five, pair.share_all), -_most(pair.share_all), -pair.year, pair.report_id))


@made_once
def _alike(filter: Filter, own: bool | None, least: float, limit: int | None) -> Select:
    """The select of the pairs, in the columns of Alike."""
    one, other, mine, theirs = ONE, OTHER, MINE, THEIRS
    found = _pairs(filter, own, least, (LikenessRow.report_id, LikenessRow.other_id, LikenessRow.highest))
    pairs = select(found).order_by(found.c.highest.desc(), found.c.report_id, found.c.other_id).limit(limit).subquery()
    shares = [func.max(case((LikenessRow.part == part, column))).label(name) for name, part, column in (
        ("share_five", "problems", LikenessRow.share), ("other_share_five", "problems", LikenessRow.other_share),
        ("share_all", "all", LikenessRow.share), ("other_share_all", "all", LikenessRow.other_share))]
    return (select(
        LikenessRow.report_id, one.agency_id, mine.name.label("agency"), one.kind, mine.county, one.year, LikenessRow.other_id,
        other.agency_id.label("other_agency_id"), theirs.name.label("other_agency"), other.kind.label("other_kind"), theirs.county.label("other_county"),
        other.year.label("other_year"), *shares)
        .select_from(pairs).join(LikenessRow, and_(LikenessRow.report_id == pairs.c.report_id, LikenessRow.other_id == pairs.c.other_id))
        .join(one, one.id == LikenessRow.report_id).join(other, other.id == LikenessRow.other_id).join(mine, mine.id == one.agency_id)
        .join(theirs, theirs.id == other.agency_id)
        .group_by(LikenessRow.report_id, LikenessRow.other_id, one.agency_id, one.kind, one.year, other.agency_id, other.kind, other.year,
                  mine.name, mine.county, theirs.name, theirs.county))


def _sided(row: Row) -> Alike:
    """The pair in per cent, with the report first that shares more of its words, or of own years the newer."""
    shares = [None if share is None else float(round(100 * share)) for share in row[12:]]
    turned = row[11] > row[5] if row[1] == row[7] else _most(shares[1], shares[3]) > _most(shares[0], shares[2])
    return Alike(*row[6:12], *row[:6], shares[1], shares[0], shares[3], shares[2]) if turned else Alike(*row[:12], *shares)


def _most(*shares: float | None) -> float:
    """The largest of the shares; those that are not there stand below all."""
    return max(-1.0 if share is None else share for share in shares)


def query_copy_count(engine: Engine, filter: Filter = EVERYTHING, own: bool = False, least: float = 0.5) -> int:
    """Returns how many pairs query_copies has in all; of own years that is how many reports repeat so much of the year before."""
    with reading(engine) as connection:
        return connection.execute(_how_many(filter, own, least)).scalar() or 0


@made_once
def _how_many(filter: Filter, own: bool, least: float) -> Select:
    return select(func.count()).select_from(_pairs(filter, own, least, (LikenessRow.report_id, LikenessRow.other_id)))


def query_sharing(engine: Engine, filter: Filter = EVERYTHING, least: float = 0.5) -> int:
    """Returns how many reports of the filter share `least` (0–1) or more of their own words with another agency's report of the year."""
    with reading(engine) as connection:
        return connection.execute(_sharing(filter, least)).scalar() or 0


@made_once
def _sharing(filter: Filter, least: float) -> Select:
    sides = [select(_pairs(filter, False, least, (side.id.label("id"),), side).c.id) for side in SIDES]
    return select(func.count()).select_from(union(*sides).subquery())


def _pairs(filter: Filter, own: bool | None, least: float, columns: tuple[ColumnElement, ...], only: Side | None = None) -> Subquery:
    """The pairs that are so much alike, each once, one of their reports within the filter; of own years the newer one. `own` None: both sorts, and of own years
    either. `only`: that one, sharing so much itself."""
    sides = (only,) if only else SIDES
    narrow = len(filter.region or "") > 2 or filter.agencies or filter.reports  # from its reports to their pairs; else down the index of all pairs
    conditions = [LikenessRow.highest >= least, *([only.share >= least] if only else [])]
    if own is not None:
        conditions.append(func.coalesce(LikenessRow.own, False) == own if narrow else LikenessRow.own == own)
    if filter.years:
        conditions.append(LikenessRow.year.in_(filter.years))
    within = select(ReportRow.id).where(*filter.where())
    each = [within.where(ReportRow.id == side.id, ReportRow.year == LikenessRow.year).exists() for side in sides] if filter.kinds and not narrow or filter.reports and own else []
    if narrow:
        mine = [among(side.id, filter.reports) if filter == Filter(reports=filter.reports) else side.id.in_(within) for side in sides]
        return union(*(select(*columns).where(*conditions, *found) for found in zip(mine, *([each] if each else [])))).subquery()
    if filter.region:
        conditions.append(or_(*(side.region_code.between(*region_range(filter.region)) for side in sides)))
    return select(*columns).where(*conditions, *([or_(*each)] if each else [])).distinct().subquery()


def query_comparable(engine: Engine, filter: Filter = EVERYTHING) -> dict[str, int]:
    """Returns how many current reports within the filter there are (`reports`), have enough prose to be compared (`compared`), and have their agency's
    report of the year before beside them (`with_last_year`)."""
    if not filter.reports and (where := summed(filter)) is not None:
        counts = sum_counts(engine, where)
        return {"reports": counts["report"][0], "compared": counts["compared"][0], "with_last_year": counts["with_last_year"][0]}
    last = aliased(ReportRow)
    enough = select(SketchRow.report_id).where(SketchRow.report_id == ReportRow.id, SketchRow.shingles > TOO_FEW).exists()
    before = select(last.id).where(last.agency_id == ReportRow.agency_id, last.year == ReportRow.year - 1, last.is_current).exists()
    counts = frame(engine, select(func.count().label("reports"), func.count(case((enough, 1))).label("compared"),
                                  func.count(case((and_(enough, before), 1))).label("with_last_year")).select_from(ReportRow).where(*filter.where()))
    return {name: int(counts[name].iloc[0]) for name in counts}


def query_pair(engine: Engine, report_id: int, other_id: int) -> tuple[Half, Half] | None:
    """Returns the two reports side by side with what they share, None where one of them is gone or belongs to no agency and year."""
    with reading(engine) as connection:
        heads = {i: (name, year, agency) for i, name, year, agency in connection.execute(
            select(ReportRow.id, AgencyRow.name, ReportRow.year, ReportRow.agency_id).join(AgencyRow, AgencyRow.id == ReportRow.agency_id)
            .where(ReportRow.id.in_((report_id, other_id)), ReportRow.year.is_not(None)))}
        if len(heads) < 2:
            return None
        texts: dict = {}
        load_texts(connection, [report_id, other_id], texts)
        phrases = frozenset() if heads[report_id][2] == heads[other_id][2] else load_phrases(connection)
    one, other = texts[report_id], texts[other_id]
    rows = compare(one, other, phrases, report_id, other_id)
    sections = {key: text for key, text, _ in one.prose["all"].sections()}
    passages = [pair for pair in sorted(shared_spans(one.prose["all"], other.prose["all"]), key=lambda pair: (ORDER.index(pair[0][0]), pair))
                if not phrases.issuperset(hashes(letters(sections[pair[0][0]][pair[0][1]:pair[0][2]]).text))]
    left, right = (Half(i, heads[i][0], heads[i][1], [(key, words) for key, words, _ in text.prose["all"].sections()], {r["part"]: r[share] for r in rows},
                        [pair[side] for pair in passages])
                   for side, (i, text, share) in enumerate(((report_id, one, "share"), (other_id, other, "other_share"))))
    return left, right
