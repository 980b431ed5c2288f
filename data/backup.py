"""Copies of a whole database: of a SQLite file while it is in use, by SQLite's own backup."""
import sqlite3
from contextlib import closing
from pathlib import Path


def copy_sqlite(source: Path, target: Path) -> None:
    """Copies a SQLite database, as it is at this moment, into a new file; others may read and write meanwhile. A copy that fails leaves no file.
    Raises OSError or sqlite3.Error."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        with closing(sqlite3.connect(source.resolve().as_uri() + "?mode=ro", uri=True, timeout=60)) as old, closing(sqlite3.connect(unfinished)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=delete")  # the copy is one file, without -wal and -shm beside it
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
