"""Storing parsed reports against raw sqlite3 executemany of the very same rows, 50 a transaction, in one run.

    python -m benchmarks.store [REPORTS]

The floor writes ready rows with the driver; ours checks the bytes' hash, compresses them, makes the rows, looks up agencies and versions. What hangs on other
reports is told apart: prose compared, words indexed, sums of nation, provinces and cities, findings from year to year; the floor leaves their tables out.
"""
import gc
import hashlib
import sqlite3
import sys
import tempfile
import time
import zlib
from pathlib import Path

import data.store
import data.summaries
import data.versions
from data.engine import PRAGMAS, engine
from data.rows import to_header, to_rows
from data.store import save_reports
from tests.reports import make_report

BATCH = 50
STEPS = {"prose compared": ((data.store, "follow_likeness"),), "words and names indexed": ((data.store, "add_texts"), (data.store, "refresh_names")),
         "findings from year to year": ((data.store, "refresh_history"),), "sums of nation, provinces and cities": ((data.summaries, "settle"), (data.versions, "remember"))}
APART = ("search", "agency_name", "sketch", "bucket", "likeness", "phrase", "summary", "times")  # beginnings of the tables that those steps write


def make_reports(amount: int) -> list:
    """Returns (report, bytes) of a fictional town, one a year of a long life, with its findings."""
    from report.checks import run_checks

    pairs = []
    for i in range(amount):
        report = make_report(year=1000 + i % 8000, title=f"第{i}份")
        report.findings = run_checks(report)
        data = (report.model_dump_json() * 2).encode()[:30_000]
        source = report.source.model_copy(update={"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)})
        pairs.append((report.model_copy(update={"source": source}), data))
    return pairs


def store(url: str, pairs: list) -> tuple[float, dict[str, float]]:
    """Returns the CPU seconds of storing the reports, and those of each step that hangs on other reports."""
    database = engine(url)
    save_reports(database, pairs[:1])  # tables and statements are made once
    spent, before = dict.fromkeys(STEPS, 0.0), {}

    def watch(step: str, function):
        def watched(*arguments, **named):
            started = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                spent[step] += time.process_time() - started
        return watched

    for step, places in STEPS.items():
        for module, name in places:
            before[module, name] = getattr(module, name)
            setattr(module, name, watch(step, before[module, name]))
    started = time.process_time()
    try:
        for i in range(1, len(pairs), BATCH):
            save_reports(database, pairs[i:i + BATCH])
        return time.process_time() - started, spent
    finally:
        for (module, name), function in before.items():
            setattr(module, name, function)


def prepare(pairs: list) -> float:
    """Returns the CPU seconds of what comes before the database: rows made, bytes hashed and compressed."""
    started = time.process_time()
    for report, data in pairs[1:]:
        to_header(report), to_rows(report), hashlib.sha256(data), zlib.compress(data, 6)
    return time.process_time() - started


def copy_raw(source: Path, target: Path) -> tuple[float, int]:
    """Returns the CPU seconds of writing every row of the source into an empty copy of its tables with executemany, and the number of rows."""
    read, write = sqlite3.connect(source), sqlite3.connect(target, isolation_level=None)
    for pragma in PRAGMAS:
        write.execute(f"PRAGMA {pragma}")
    for sql, table in read.execute("SELECT sql, tbl_name FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND type != 'trigger' ORDER BY type DESC"):
        if not table.startswith(APART):
            write.execute(sql)
    tables = [name for name, in read.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") if not name.startswith(APART)]
    order = sorted(tables, key=lambda name: (name != "agency", name != "report"))
    batches: dict[int, list] = {}
    for table in order:
        rows = read.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        size = -(-len(rows) // -(-len(read.execute("SELECT 1 FROM report").fetchall()) // BATCH))
        for i in range(0, len(rows), max(size, 1)):
            batches.setdefault(i // max(size, 1), []).append((table, rows[i:i + size]))
    started, written = time.process_time(), 0
    write.execute("PRAGMA foreign_keys=off")  # rows of one report may fall into two batches here
    for batch in batches.values():
        write.execute("BEGIN IMMEDIATE")
        for table, rows in batch:
            write.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
            written += len(rows)
        write.execute("COMMIT")
    return time.process_time() - started, written


def main(amount: int = 500) -> None:
    pairs = make_reports(amount)
    gc.freeze()  # the reports that wait here are not what is measured
    with tempfile.TemporaryDirectory() as folder:
        before = prepare(pairs)
        ours, steps = store(f"sqlite:///{folder}/ours.db", pairs)
        sqlite3.connect(f"{folder}/ours.db").execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = Path(folder, "ours.db").stat().st_size
        raw, rows = copy_raw(Path(folder, "ours.db"), Path(folder, "raw.db"))
    print(f"{amount} reports, {rows} rows, {size / amount / 1000:.1f} kB a report with its file; CPU:")
    proper = ours - sum(steps.values())
    for name, seconds in (("raw executemany of the rows", raw), ("storing proper, rows ready", proper - before), ("storing proper, from the parsed report", proper),
                          *steps.items(), ("all of it", ours)):
        print(f"{name:40} {1000 * seconds / amount:6.2f} ms a report {amount / seconds:8.0f} reports/s   ratio {seconds / raw:5.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
