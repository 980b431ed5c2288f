"""The full-text index: which pairs of neighbouring characters stand in which section of which report, kept true in the transaction of every write.

Each section has a `place`, a number that orders them as a search lists them: newest year first, then by region. SQLite keeps the pairs in an FTS5 table
without the text (so a section is taken out by its own words), PostgreSQL in an array of numbers under a GIN index; the same pairs in both, made here."""
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Row, select

from data.models import ReportRow, SectionRow
from report.searching import fold, pairs

# as in data/migrations/versions/0004_search.py
TABLES = {
    "sqlite": ("CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(pairs, content='', columnsize=0, detail=none, tokenize='ascii')",),
    "postgresql": ("CREATE TABLE IF NOT EXISTS search (place BIGINT NOT NULL PRIMARY KEY, report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE, "
                   "pairs INTEGER[] NOT NULL)",
                   "CREATE INDEX IF NOT EXISTS search_pairs ON search USING gin (pairs) WITH (fastupdate = off)",
                   "CREATE INDEX IF NOT EXISTS search_report ON search (report_id)")}
SEQ_BITS, REPORT_BITS, REGION_BITS = 6, 28, 20  # sections of a report; reports; the six digits of a county
UNPLACED, LAST_YEAR, NO_YEAR = 999_999, 2116, 127  # a report without region or year comes last
REPORT_MASK, SEQ_MASK = (1 << REPORT_BITS) - 1, (1 << SEQ_BITS) - 1
AT_ONCE = 500  # reports read at a time
SAMPLE = 100  # reports that a check looks up, newest first, unless all are asked for
BEYOND = 0xFFFF  # stands for characters beyond 16 bits


def era(year: int | None) -> int:
    """Returns the first part of a place: the newest year has the least."""
    return LAST_YEAR - year if year is not None and LAST_YEAR - NO_YEAR < year <= LAST_YEAR else NO_YEAR


def place_of(year: int | None, region: int | None, report_id: int, seq: int) -> int:
    """Returns the place of a section; `region`: 12 digits."""
    county = UNPLACED if region is None else region // 1_000_000
    return ((era(year) << REGION_BITS | county) << REPORT_BITS | report_id) << SEQ_BITS | seq


def span_of(eras: Sequence[int], region: str = "") -> tuple[int, int]:
    """Returns the first and last place of neighbouring eras and, of one era, of the counties that begin with these digits."""
    first, last = (int(region[:6].ljust(6, "0")), int(region[:6].ljust(6, "9"))) if region else (0, (1 << REGION_BITS) - 1)
    below = REPORT_BITS + SEQ_BITS
    return (eras[0] << REGION_BITS | first) << below, ((eras[-1] << REGION_BITS | last) + 1 << below) - 1


def numbers(words: Iterable[str]) -> list[int]:
    """Returns pairs as the numbers that PostgreSQL keeps."""
    return sorted({(min(ord(a), BEYOND) << 16 | min(ord(b), BEYOND)) - (1 << 31) for a, b in words})


def create_search(connection: Connection) -> None:
    """Makes the empty index."""
    for statement in TABLES[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def add_texts(connection: Connection, reports: Iterable[int]) -> None:
    """Puts the sections of these reports into the index, where their report's year and region now say."""
    rows = sorted((place_of(r.year, r.region_code, r.id, r.seq), r.id, found) for r in _sections(connection, reports) if (found := pairs(fold(r.text))))
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search (rowid, pairs) VALUES (?, ?)", [(place, " ".join(found)) for place, _, found in rows])
    else:
        connection.exec_driver_sql("INSERT INTO search (place, report_id, pairs) VALUES (%s, %s, %s::integer[])", [(p, i, numbers(found)) for p, i, found in rows])


def drop_texts(connection: Connection, reports: Iterable[int]) -> None:
    """Takes the sections of these reports out of the index: to be called before their rows, years or regions change."""
    reports = list(reports)
    if connection.dialect.name == "sqlite":
        rows = sorted((place_of(r.year, r.region_code, r.id, r.seq), " ".join(found)) for r in _sections(connection, reports) if (found := pairs(fold(r.text))))
        if rows:
            connection.exec_driver_sql("INSERT INTO search (search, rowid, pairs) VALUES ('delete', ?, ?)", rows)
    elif reports:
        connection.exec_driver_sql("DELETE FROM search WHERE report_id = ANY(%s)", (reports,))


def rebuild_search(connection: Connection, progress: Callable[[int, int], None] | None = None) -> int:
    """Makes the index anew from the stored sections, in the caller's transaction; returns how many reports those are. `progress` hears how many of how many."""
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')" if connection.dialect.name == "sqlite" else "DELETE FROM search")
    ids = list(connection.execute(select(ReportRow.id).order_by(ReportRow.year.desc(), ReportRow.region_code, ReportRow.id)).scalars())
    for first in range(0, len(ids), AT_ONCE):
        add_texts(connection, ids[first:first + AT_ONCE])
        if progress:
            progress(min(first + AT_ONCE, len(ids)), len(ids))
    return len(ids)


def check_search(connection: Connection, every: bool = False) -> list[int]:
    """Returns the reports whose sections the index lacks, or holds otherwise: of the newest, or (`every`) of all, then also those that are gone."""
    newest = select(ReportRow.id).order_by(ReportRow.id.desc())
    ids, wrong, places = list(connection.execute(newest if every else newest.limit(SAMPLE)).scalars()), set(), set()
    for first in range(0, len(ids), AT_ONCE):
        for row in _sections(connection, ids[first:first + AT_ONCE]):
            if found := pairs(fold(row.text)):
                places.add(place := place_of(row.year, row.region_code, row.id, row.seq))
                if not _is_there(connection, place, found):
                    wrong.add(row.id)
    return sorted(wrong | {place >> SEQ_BITS & REPORT_MASK for place in _all_places(connection) - places}) if every else sorted(wrong)


def match_words(words: Iterable[str]) -> str:
    """Returns pairs as FTS5 asks for all of them."""
    return " ".join(f'"{pair}"' for pair in sorted(words))


def _sections(connection: Connection, reports: Iterable[int]) -> Sequence[Row]:
    return connection.execute(select(ReportRow.id, ReportRow.year, ReportRow.region_code, SectionRow.seq, SectionRow.text)
                              .join(SectionRow, SectionRow.report_id == ReportRow.id).where(ReportRow.id.in_(list(reports)))).all()


def _is_there(connection: Connection, place: int, found: set[str]) -> bool:
    if connection.dialect.name == "sqlite":
        sql, values = "SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?", (match_words(found), place)
    else:
        sql, values = "SELECT 1 FROM search WHERE pairs = %s::integer[] AND place = %s", (numbers(found), place)
    return connection.exec_driver_sql(sql, values).first() is not None


def _all_places(connection: Connection) -> set[int]:
    if connection.dialect.name == "postgresql":
        return {place for place, in connection.exec_driver_sql("SELECT place FROM search")}
    connection.exec_driver_sql("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_pairs USING fts5vocab(main, search, instance)")
    return {place for place, in connection.exec_driver_sql("SELECT DISTINCT doc FROM temp.search_pairs")}
