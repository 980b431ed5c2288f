"""What the pages ask, at several sizes: p50 and p95 of each named question, against the same SQL through the bare driver.

    python -m benchmarks.queries [REPORTS …]        # by default 300 and 30000, in SQLite
    DATABASE=postgresql://… python -m benchmarks.queries 30000      # an empty database there
"""
import os
import statistics
import sys
import tempfile
import time

from sqlalchemy import event

from benchmarks.synthetic import fill
from data import listings, queries, spread
from data.engine import engine
from data.filters import Filter
from data.printed import query_printed_cells
from data.store import load_report

COUNTY, PROVINCE, NATION = Filter(region="110101"), Filter(region="11"), Filter()
YEAR = 2024
RUNS = 20


def questions(filter: Filter) -> dict:
    """Returns name -> function of the engine, for the part of the country that the filter chooses."""
    year = Filter(years=(YEAR,), region=filter.region)
    return {
        "years": lambda e: queries.query_years(e), "agencies": lambda e: queries.query_agencies(e, year),
        "coverage": lambda e: queries.query_coverage(e, filter), "volumes by year": lambda e: queries.query_volumes_by_year(e, filter),
        "volumes (a page)": lambda e: listings.query_reports(e, year, order="disclosed_total", descending=True),
        "channels": lambda e: queries.query_channels(e, year), "themes": lambda e: queries.query_themes(e, year),
        "theme grid": lambda e: queries.query_themes_by_agency(e, year), "clauses of a theme": lambda e: listings.query_clause_list(e, year, theme="timeliness"),
        "findings (a page)": lambda e: listings.query_finding_list(e, year), "attention": lambda e: queries.query_attention(e, year),
        "newest": lambda e: queries.query_newest(e), "spread": lambda e: spread.query_spread(e, filter),
        "table 3 of a report": lambda e: query_printed_cells(e, report_id=5), "one report whole": lambda e: load_report(e, 5),
    }


def measure(made, question) -> tuple[float, float, float]:
    """Returns p50 and p95 of the question and p50 of its bare SQL, in milliseconds."""
    asked = []

    def remember(connection, cursor, statement, parameters, *_):
        if not statement.startswith("BEGIN"):
            asked.append((statement, parameters))

    event.listen(made, "before_cursor_execute", remember)
    question(made)
    event.remove(made, "before_cursor_execute", remember)
    ours = [_timed(lambda: question(made)) for _ in range(RUNS)]
    raw = made.raw_connection()
    cursor = raw.cursor()

    def bare():
        for statement, parameters in asked:
            cursor.execute(statement, parameters).fetchall()

    floor = [_timed(bare) for _ in range(RUNS)]
    raw.rollback()
    raw.close()
    return statistics.median(ours), statistics.quantiles(ours, n=20)[-1], statistics.median(floor)


def _timed(function) -> float:
    started = time.perf_counter()
    function()
    return 1000 * (time.perf_counter() - started)


def main(*sizes: int) -> None:
    for size in sizes or (300, 30_000):
        with tempfile.TemporaryDirectory() as folder:
            made = engine(os.environ.get("DATABASE") or f"sqlite:///{folder}/q.db")
            started = time.perf_counter()
            fill(made, size)
            with made.connect().execution_options(write=True) as connection:
                connection.exec_driver_sql("ANALYZE")
                connection.commit()
            print(f"\n{size} reports ({made.dialect.name}), filled in {time.perf_counter() - started:.0f} s")
            for place, filter in (("a county", COUNTY), ("a province", PROVINCE), ("everything", NATION)):
                print(f"{place:22} {'p50 ms':>9} {'p95 ms':>9} {'bare SQL':>9} {'ratio':>6}")
                for name, question in questions(filter).items():
                    middle, high, bare = measure(made, question)
                    print(f"  {name:20} {middle:9.2f} {high:9.2f} {bare:9.2f} {middle / bare:6.1f}")
            made.dispose()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
