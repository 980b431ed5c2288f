"""What each page asks of the database, at several sizes: p50 and p95 of all its questions together, beside the same SQL through the bare driver.

    python -m benchmarks.queries [REPORTS …]        # by default 300, 30000 and 600000
    TEST_POSTGRESQL_URL=postgresql://… python -m benchmarks.queries     # there too, in schemas of its own

Every page is opened once at the address of a county, a city, a province and the nation, what it asks is noted, and then asked again several times. The databases
are kept in BENCHMARK_CACHE (by default ~/.cache/disclosure), so that a second run is quick. Times are CPU, the database's included; the pace of the machine
is taken before and behind each run (a fixed loop of Python, in milliseconds), for a machine shared with others has two or three times as much to do for the same:
“steady” is what the run would have taken had the loop taken STEADY.
"""
import gc
import os
import statistics
import sys
import time
from pathlib import Path

from sqlalchemy import event, select, text

from benchmarks.synthetic import fill
from data.engine import engine, moment, writing
from data.models import ReportRow

CACHE = Path(os.environ.get("BENCHMARK_CACHE") or Path.home() / ".cache" / "disclosure")
SIZES = (300, 30_000, 600_000)
PLACES = {"county": {"region": "110101"}, "city": {"region": "1101"}, "province": {"region": "20"}, "nation": {}}  # of 100, 1,000 and 4,286 agencies
SMALL_PROVINCE = {"region": "11"}  # fewer than 600,000 reports reach no other
YEAR = 2024
PAGES = (("overview", {}), ("volumes", {}), ("channels", {}), ("themes", {}), ("copying", {}), ("checks", {}), ("checks", {"show": "agencies"}),
         ("checks", {"show": "doubts"}), ("followup", {}), ("followup", {"show": "numbers"}), ("followup", {"show": "outliers"}), ("tables", {}),
         ("tables", {"show": "figures"}), ("tables", {"show": "problems"}), ("tables", {"show": "findings"}), ("report", {}), ("report", {"report": "5"}), ("compare", {}), ("agency", {}),
         ("ranking", {}), ("progress", {}), ("rollup", {}), ("circular", {}), ("upload", {}))
RUNS = 20
os.environ["PGAPPNAME"] = f"benchmark {os.getpid()}"  # by which PostgreSQL's processes that serve this one are told from others
STEADY = 16  # the pace of the machine on which the README's figures were measured, when nobody else is busy there


def database(size: int, postgresql: str | None = None):
    """Returns the engine of a database of that many reports, filled on first use."""
    if postgresql:
        with writing(engine(postgresql)) as connection:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS benchmark_{size}"))
        made = engine(f"{postgresql}{'&' if '?' in postgresql else '?'}options=-csearch_path%3Dbenchmark_{size}")
    else:
        CACHE.mkdir(parents=True, exist_ok=True)
        made = engine(f"sqlite:///{CACHE}/q{size}.db")
    with made.connect() as connection:
        empty = connection.execute(select(ReportRow.id).limit(1)).first() is None
    if empty:
        started = time.perf_counter()
        fill(made, size)
        print(f"filled with {size} reports in {time.perf_counter() - started:.0f} s", flush=True)
    return made


def note_questions(page: str, address: dict) -> tuple[list, list[str]]:
    """Returns what a page asks when it is opened at that address, (question, arguments, named) each, and what went wrong. What is refused, because a place
    must be chosen first, is not among them."""
    from pages.shared import ask
    from tests.board import open_page

    asked, answer = [], ask._answer

    def note(question, url, version, regions, arguments, named):
        told = answer(question, url, version, regions, arguments, named)
        asked.append((question, arguments, named))
        return told

    ask._answer = note
    try:
        app = open_page(page, **address)
    finally:
        ask._answer = answer
    return list({repr(one): one for one in asked}.values()), [e.message for e in app.exception]


def measure(made, asked: list) -> tuple[float, float, float, float, str]:
    """Returns p50 and p95 of all questions together, p95 as if the machine kept the pace STEADY, p50 of their bare SQL, in milliseconds, and the slowest of them."""
    statements = []

    def remember(connection, cursor, statement, parameters, *_):
        if not statement.startswith("BEGIN"):
            statements.append((statement, parameters))

    event.listen(made, "before_cursor_execute", remember)
    for question, arguments, named in asked:
        question(made, *arguments, **named)
    gc.collect()
    gc.freeze()  # as the dashboard does when it has started
    event.remove(made, "before_cursor_execute", remember)
    clock = clock_of(made)
    times, runs, even, before = {i: [] for i in range(len(asked))}, [], [], pace()
    for _ in range(RUNS):
        started = clock()
        with moment():
            for i, (question, arguments, named) in enumerate(asked):
                times[i].append(timed(lambda: question(made, *arguments, **named), clock))
        runs.append(1000 * (clock() - started))
        after = pace()
        even.append(runs[-1] * 2 * STEADY / (before + after))
        before = after
    slowest = max(times, key=lambda i: statistics.median(times[i]))
    raw = made.raw_connection()
    cursor = raw.cursor()
    bare = statistics.median(timed(lambda: [cursor.execute(s, p).fetchall() for s, p in statements], clock) for _ in range(3))
    raw.rollback()
    raw.close()
    return statistics.median(runs), *(sorted(of)[int(0.95 * RUNS) - 1] for of in (runs, even)), bare, f"{asked[slowest][0].__name__} {statistics.median(times[slowest]):.0f}"


def clock_of(made):
    """What tells the seconds: the CPU of this process and, where PostgreSQL runs on this machine, of its processes that serve this one, so that others' load does
    not count; else the clock's time."""
    if made.dialect.name == "sqlite":
        return time.process_time
    with made.connect() as connection:
        pids = connection.execute(text("SELECT pid FROM pg_stat_activity WHERE application_name = current_setting('application_name')")).scalars().all()
    served = [Path(f"/proc/{pid}/schedstat") for pid in pids]
    if not all(path.exists() for path in served):
        return time.perf_counter
    return lambda: time.process_time() + sum(int(path.read_text().split()[0]) for path in served) / 1e9


def pace() -> float:
    """Returns the milliseconds of CPU of a fixed loop, the best of three."""
    return min(timed(lambda: sum(i * i % 7 for i in range(200_000)), time.process_time) for _ in range(3))


def timed(function, clock) -> float:
    started = clock()
    function()
    return 1000 * (clock() - started)


def main(*sizes: int, only: tuple[str, ...] = ()) -> None:
    for url in filter(lambda u: u != "", (None, os.environ.get("TEST_POSTGRESQL_URL", ""))):
        for size in sizes or SIZES:
            made = database(size, url)
            os.environ["DATABASE_URL"] = made.url.render_as_string(hide_password=False)
            print(f"\n{size} reports ({made.dialect.name})\n{'page':24} {'place':9} {'asks':>4} {'p50 ms':>8} {'p95 ms':>8} {'steady':>8} {'bare ms':>8} {'pace':>5}  slowest question", flush=True)
            for page, address in PAGES:
                if only and page not in only:
                    continue
                for place, where in PLACES.items():
                    if place == "province" and size < SIZES[-1]:
                        where = SMALL_PROVINCE
                    asked, wrong = note_questions(page, {"year": YEAR, **address, **where})
                    told = measure(made, asked) if asked else (0, 0, 0, 0, "")
                    print(f"{page + ' ' + address.get('show', ''):24} {place:9} {len(asked):4} {told[0]:8.1f} {told[1]:8.1f} {told[2]:8.1f} {told[3]:8.1f} {pace():5.0f}  {told[4]} {'!! ' + wrong[0][:80] if wrong else ''}", flush=True)
            made.dispose()


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:] if a.isdigit()), only=tuple(a for a in sys.argv[1:] if not a.isdigit()))
