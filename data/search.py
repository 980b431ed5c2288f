"""Words looked for in the texts of reports: the passages that hold all of them, newest year first, with what stands around them."""
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas
from sqlalchemy import BigInteger, Connection, Engine, Row, func, literal_column, select, table, text

from data import permits
from data.engine import reading, writing
from data.filters import WORDS, Filter
from data.journal import raise_version
from data.models import CURRENT, AgencyRow, ReportRow, SectionRow
from data.names import rebuild_names
from data.queries import EVERYTHING
from data.search_index import BEYOND, NO_YEAR, REPORT_MASK, SEQ_BITS, SEQ_MASK, era, match_words, numbers, place_of, rebuild_search, span_of
from report.searching import find, holds, pairs, split
from report.sentences import around

MOST = 1000  # passages that are counted; beyond, there are "more than"
FEW = 300  # reports whose texts are read through where the index cannot help
CONTEXT = 60  # characters shown before and after the first word
PLACE = {"sqlite": literal_column("search.rowid", BigInteger), "postgresql": literal_column("search.place", BigInteger)}
WHICH = {"sqlite": literal_column(f"((search.rowid >> {SEQ_BITS}) & {REPORT_MASK})", BigInteger), "postgresql": literal_column("search.report_id", BigInteger)}
MATCH = {"sqlite": "search MATCH :pairs", "postgresql": "search.pairs @> CAST(:pairs AS integer[])"}


@dataclass(frozen=True)
class Passages:
    """What a search found. `words`: as they were compared; `total`: passages, a section of a report each, counted up to MOST (`more`: there are more than
    that). `refused`: one character alone can be looked for only among FEW reports. `rows`: one part of them: report_id, agency_id, agency, kind, county,
    year, section, start and end of the first word, before, words, after (its sentence), times (how often the words stand in the section)."""

    words: tuple[str, ...] = ()
    total: int = 0
    more: bool = False
    refused: bool = False
    rows: pandas.DataFrame = field(default_factory=lambda: _as_frame([]))


def search_texts(engine: Engine, query: str, filter: Filter = EVERYTHING, limit: int = 50, offset: int = 0) -> Passages:
    """Returns the passages of current reports within the filter that hold every word of the query, however it is spelled (full-width, traditional, capital)."""
    words = split(query)
    if not words:
        return Passages()
    with reading(engine) as connection:
        sought = {pair for word in words for pair in pairs(word)}
        if not sought and _many(connection, filter):
            return Passages(words, refused=True)
        found = list(_indexed(connection, filter, words, sought) if sought else _scanned(connection, filter, words))
        rows = _rows(connection, found[:MOST][offset:offset + limit], words)
    return Passages(words, min(len(found), MOST), len(found) > MOST, rows=_as_frame(rows))


def reindex_search(engine: Engine, progress: Callable[[int, int], None] | None = None) -> int:
    """Makes the full-text index and the names of agencies anew, in one transaction; returns how many reports there are. `progress`: see rebuild_search."""
    with writing(engine) as connection:
        reports = rebuild_search(connection, progress)
        rebuild_names(connection)
        raise_version(connection)
    return reports


def _indexed(connection: Connection, filter: Filter, words: Sequence[str], sought: set[str]) -> Iterator[tuple[int, int]]:
    """The (report_id, seq) of the passages, in order, at most one more than MOST. The index alone decides where every word is one pair; else the text is read."""
    kind, left, exact = connection.dialect.name, MOST + 1, all(len(word) == 2 and word in sought and max(map(ord, word)) < BEYOND for word in words)
    place, which = PLACE[kind], WHICH[kind]
    statement = (select(which.label("report_id"), place.op("&")(SEQ_MASK).label("seq"), place.label("place")).select_from(table("search"))
                 .join(ReportRow, ReportRow.id == which).where(text(MATCH[kind]), *filter.where()).order_by(place))
    if not exact:
        statement = statement.add_columns(SectionRow.text).join(SectionRow, (SectionRow.report_id == which) & (SectionRow.seq == place.op("&")(SEQ_MASK)))
    asked = {"pairs": match_words(sought) if kind == "sqlite" else numbers(sought)}
    for first, last in _spans(connection, filter):
        while left:
            rows = connection.execute(statement.where(place.between(first, last)).limit(left), asked).all()
            passing = rows if exact else [row for row in rows if holds(row.text, words)]
            yield from ((row.report_id, row.seq) for row in passing)
            if len(rows) < left:
                break
            left -= len(passing)
            first = rows[-1].place + 1


def _spans(connection: Connection, filter: Filter) -> list[tuple[int, int]]:
    """The stretches of the index that can hold passages within the filter, in order: of chosen years and, in each, of chosen regions."""
    regions = [filter.region] if filter.region else list(permits.current().regions("viewer"))
    if filter.years:
        eras = sorted({era(year) for year in filter.years})
    elif regions == [""]:
        return [span_of((0, NO_YEAR))]
    else:
        first, last = connection.execute(select(func.max(ReportRow.year), func.min(ReportRow.year)).where(CURRENT)).one()
        eras = [*range(era(first), era(last) + 1), *([NO_YEAR] if era(last) < NO_YEAR else [])] if first else [NO_YEAR]
    return [span_of((one, one), region) for one in eras for region in sorted(regions)]


def _many(connection: Connection, filter: Filter) -> bool:
    return len(connection.execute(select(ReportRow.id).where(*filter.where()).limit(FEW + 1)).all()) > FEW


def _scanned(connection: Connection, filter: Filter, words: Sequence[str]) -> list[tuple[int, int]]:
    """The same by reading every text."""
    rows = connection.execute(select(ReportRow.year, ReportRow.region_code, ReportRow.id, SectionRow.seq, SectionRow.text)
                              .join(SectionRow, SectionRow.report_id == ReportRow.id).where(*filter.where()))
    passing = sorted((place_of(*row[:4]), row.id, row.seq) for row in rows if holds(row.text, words))
    return [(report_id, seq) for _, report_id, seq in passing[:MOST + 1]]


def _rows(connection: Connection, passages: list[tuple[int, int]], words: Sequence[str]) -> list[dict]:
    asked = select(ReportRow.id.label("report_id"), ReportRow.agency_id, AgencyRow.name.label("agency"), ReportRow.kind, AgencyRow.county, ReportRow.year,
                   SectionRow.key.label("section"), SectionRow.seq, SectionRow.text).join(SectionRow, SectionRow.report_id == ReportRow.id).outerjoin(
                       AgencyRow, AgencyRow.id == ReportRow.agency_id).where(ReportRow.id.in_({i for i, _ in passages}))
    found = {(row.report_id, row.seq): row for row in connection.execute(asked)} if passages else {}
    return [_told(found[passage], words) for passage in passages]


def _told(row: Row, words: Sequence[str]) -> dict:
    places = find(row.text, words)
    (start, end), *_ = places
    before, said, after = around(row.text, start, end, CONTEXT)
    return {**{name: getattr(row, name) for name in ("report_id", "agency_id", "agency", "kind", "county", "year", "section")},
            "start": start, "end": end, "before": before, "words": said, "after": after, "times": len(places)}


COLUMNS = {"report_id": "Int64", "agency_id": "Int64", "agency": WORDS, "kind": WORDS, "county": WORDS, "year": "Int64", "section": WORDS, "start": "Int64", "end": "Int64",
           "before": WORDS, "words": WORDS, "after": WORDS, "times": "Int64"}


def _as_frame(rows: list[dict]) -> pandas.DataFrame:
    return pandas.DataFrame({name: pandas.array([row[name] for row in rows], dtype=kind) for name, kind in COLUMNS.items()})
