"""Full-text search against LIKE over the same texts: rate of building, bytes a report, and the count (up to 1,000) with the first 50 hits.

    python -m benchmarks.search [SIZES]      # 300 and 30000 by default; TEST_POSTGRESQL_URL: over that server too

Reports of seven sections and about 2,500 characters, of 6,000 invented two-character words that are as unevenly frequent as real ones, and names beside them.
Times are CPU in SQLite, the clock's in PostgreSQL; databases lie in a temporary folder.
"""
import os
import random
import statistics
import sys
import tempfile
import time
from itertools import accumulate

from sqlalchemy import func, select, text

from data.bulk import insert_rows
from data.engine import engine, reading, writing
from data.filters import Filter
from data.models import AgencyNameRow, AgencyRow, ReportRow, SectionRow, now
from data.names import refresh_names
from data.search import MOST, search_texts
from data.search_index import rebuild_search
from data.search_names import search_names
from data.store import save_reports
from benchmarks.store import make_reports
from report.form import read_forms

SIZES = (300, 30_000)
AT_ONCE = 1000
YEARS = range(2019, 2026)
WORDS, RUNS = 6_000, 5
RARE = "罕见"  # planted in one report of a thousand
FIRST = ord("一")
NOW = now()


def fill(database, size: int, seed: int = 1) -> list[str]:
    """Stores the reports without index and returns the words by how frequent they are."""
    dice = random.Random(seed)
    words = [chr(FIRST + dice.randrange(1200)) + chr(FIRST + dice.randrange(1200)) for _ in range(WORDS)]
    frequent = list(accumulate(1 / (i + 3) for i in range(WORDS)))
    keys = [line["key"] for line in read_forms("sections")][:7]
    for first in range(0, size, AT_ONCE):
        reports, sections, agencies = [], [], []
        for n in range(first, min(first + AT_ONCE, size)):
            agency, turn = divmod(n, len(YEARS))
            region = int(f"{11 + agency // 10_000:02}{1 + agency // 1000 % 10:02}{1 + agency // 100 % 10:02}{100 + agency % 100:03}000")
            if turn == 0:
                name = f"{''.join(dice.choices(words, cum_weights=frequent, k=2))}{('镇人民政府', '街道办事处', '乡人民政府', '局')[agency % 4]}"
                agencies.append({"id": agency + 1, "region_code": region, "name": name, "comparable": f"{name}{agency}", "kind": "town"})
            reports.append({"id": n + 1, "agency_id": agency + 1, "region_code": region, "kind": "town", "year": YEARS[turn], "source_name": f"{n}.html", "source_sha256": f"{n:064x}",
                            "source_bytes": 1, "source_format": "html", "source_reader": "html", "version": 1, "is_current": True, "is_demo": False, "created_at": NOW,
                            "disclosed_total_approximate": False, "errors": 0, "warnings": 0, "notices": 0, "not_checkable": 0, "doubts": 0, "problems": 0, "measures": 0})
            for i, key in enumerate(keys):
                said = dice.choices(words, cum_weights=frequent, k=180)
                said[17::17] = ["，"] * len(said[17::17])
                sections.append({"report_id": n + 1, "key": key, "seq": i, "heading": None, "text": "".join(said) + (RARE if i == 1 and n % 1000 == 7 else "") + "。", "pages": []})
        with writing(database) as connection:
            for table, rows in ((AgencyRow, agencies), (ReportRow, reports), (SectionRow, sections)):
                insert_rows(connection, table, rows)
    return words


def bytes_of(database) -> int:
    """Returns the size of the database."""
    with reading(database) as connection:
        if database.dialect.name == "sqlite":
            return connection.exec_driver_sql("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").scalar()
        return connection.exec_driver_sql("SELECT pg_total_relation_size('search') + pg_total_relation_size('section')").scalar()


def like(database, word: str, filter: Filter) -> None:
    """Asks the same of the bare texts: the count up to MOST and the first 50."""
    asked = (select(ReportRow.id, SectionRow.seq).join(SectionRow, SectionRow.report_id == ReportRow.id).where(*filter.where(), SectionRow.text.contains(word)))
    with reading(database) as connection:
        connection.execute(select(func.count()).select_from(asked.limit(MOST + 1).subquery())).scalar()
        connection.execute(asked.add_columns(SectionRow.text).order_by(ReportRow.year.desc(), ReportRow.region_code).limit(50)).all()


def timed(question, clock, runs: int = RUNS) -> float:
    """Returns the median milliseconds of some runs."""
    times = []
    for _ in range(runs):
        started = clock()
        question()
        times.append(1000 * (clock() - started))
    return statistics.median(times)


def main(*sizes: int) -> None:
    for url in filter(None, ("sqlite", os.environ.get("TEST_POSTGRESQL_URL"))):
        for size in sizes or SIZES:
            with tempfile.TemporaryDirectory() as folder:
                measure(database_of(url, size, folder), size)


def database_of(url: str, size: int, folder: str):
    """Returns an empty database of its own."""
    if url == "sqlite":
        return engine(f"sqlite:///{folder}/search.db")
    with writing(engine(url)) as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS search_{size} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA search_{size}"))
    return engine(f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3Dsearch_{size}")


def measure(database, size: int) -> None:
    """Prints the figures of one database."""
    clock = time.process_time if database.dialect.name == "sqlite" else time.perf_counter
    words = fill(database, size)
    before, started = bytes_of(database), clock()
    with writing(database) as connection:
        rebuild_search(connection)
    spent = clock() - started
    print(f"\n{size} reports ({database.dialect.name}): built at {size / spent:.0f} a second, {(bytes_of(database) - before) / size:,.0f} bytes a report", flush=True)
    started = clock()
    with writing(database) as connection:
        refresh_names(connection, connection.execute(select(AgencyRow.id)).scalars())
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
        names = connection.execute(select(func.count()).select_from(AgencyNameRow)).scalar()
    print(f"{names} names entered in {clock() - started:.1f} s; found by part {timed(lambda: search_names(database, words[3]), clock):.1f} ms, "
          f"by initials {timed(lambda: search_names(database, 'zrmzf'), clock):.1f} ms, by nothing {timed(lambda: search_names(database, 'qqqq'), clock):.1f} ms")
    print(f"{'':34} {'hits':>7} {'index ms':>9} {'LIKE ms':>9}")
    for told, word in (("rare word", RARE), ("middling word", words[900]), ("common word", words[1]), ("four characters", words[1] + words[4]), ("two words", f"{words[30]} {words[60]}")):
        for where, filter in (("nation", Filter()), ("city", Filter(region="1101")), ("county, one year", Filter((2023,), "110101"))):
            found = search_texts(database, word, filter)
            plain = timed(lambda: like(database, word.split()[0], filter), clock, 1)
            print(f"{told:16} {where:17} {'>' if found.more else ' '}{found.total:6} {timed(lambda: search_texts(database, word, filter), clock):9.1f} {plain:9.1f}", flush=True)


def storing() -> None:
    """Prints what the index and the names cost a report that is stored, 50 a transaction."""
    from data import store
    spent = []
    for without in (True, False):
        kept = store.add_texts, store.refresh_names
        if without:
            store.add_texts = store.refresh_names = lambda *_: None
        with tempfile.TemporaryDirectory() as folder:
            database, pairs = engine(f"sqlite:///{folder}/store.db"), make_reports(401)
            save_reports(database, pairs[:1])
            started = time.process_time()
            for first in range(1, len(pairs), 50):
                save_reports(database, pairs[first:first + 50])
            spent.append(1000 * (time.process_time() - started) / 400)
        store.add_texts, store.refresh_names = kept
    print(f"storing a report: {spent[0]:.1f} ms without, {spent[1]:.1f} ms with the index and the names")


if __name__ == "__main__":
    storing()
    main(*map(int, sys.argv[1:]))
