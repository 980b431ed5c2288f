"""Copies of a whole database and the way back: SQLite by its own backup, while it is in use; PostgreSQL by pg_dump and pg_restore."""
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL

from data.errors import DatabaseProblem, first_line

BEGINS = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}  # the first bytes of a copy
LINES = 3  # of what pg_dump says of its error


def back_up(address: URL, target: Path, replace: bool = False) -> int:
    """Copies the database as it is at this moment into a file, checks the copy, and returns its size in bytes. Raises DatabaseProblem."""
    if target.exists() and not replace:
        raise DatabaseProblem("backup_exists", backup=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if address.get_backend_name() == "sqlite":
            copy_sqlite(Path(address.database), target)
            verify(target, address)
        else:
            _run("pg_dump", address, "--format=custom", f"--file={target}")
        return target.stat().st_size
    except (OSError, sqlite3.Error) as error:
        raise DatabaseProblem("not_backed_up", backup=str(target), detail=first_line(error)) from error


def restore(address: URL, source: Path) -> Path | None:
    """Puts the copy in the place of the database, all of it or nothing, and returns where the database of before was copied to (SQLite).
    Others that have it open see the restored one at their next question. Raises DatabaseProblem; `verify` comes first."""
    verify(source, address)
    if address.get_backend_name() != "sqlite":
        _run("pg_restore", address, "--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction", str(source))
        return None
    path, kept = Path(address.database), None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            kept = beside(path, "before-restore")
            copy_sqlite(path, kept)
        with closing(sqlite3.connect(source.resolve().as_uri() + "?mode=ro", uri=True)) as copy, closing(sqlite3.connect(path, timeout=60)) as live:
            newest = max(_data_version(copy), _data_version(live))
            copy.backup(live)
            live.execute("PRAGMA journal_mode=wal")
            live.execute("UPDATE counter SET value = ? WHERE name = 'data_version'", [newest + 1])  # whoever has answers of before asks anew
            live.commit()
    except (OSError, sqlite3.Error) as error:
        raise DatabaseProblem("not_restored", backup=str(source), detail=first_line(error)) from error
    return kept


def verify(copy: Path, address: URL) -> None:
    """Raises DatabaseProblem where the file is no whole copy of a database of ours, of the kind of that address."""
    try:
        with copy.open("rb") as file:
            begin = file.read(16)
        kind = next((kind for first, kind in BEGINS.items() if begin.startswith(first)), None)
        if kind != address.get_backend_name():
            raise DatabaseProblem("not_a_backup", backup=str(copy), detail=kind or "?")
        if kind == "postgresql":
            if " report " not in _run("pg_restore", None, "--list", str(copy)):
                raise DatabaseProblem("not_a_backup", backup=str(copy), detail="report?")
            return
        with closing(sqlite3.connect(copy.resolve().as_uri() + "?mode=ro", uri=True)) as plain:
            said = plain.execute("PRAGMA integrity_check(1)").fetchone()[0]
            plain.execute("SELECT count(*) FROM report, counter").fetchone()
            if said != "ok":
                raise DatabaseProblem("not_a_backup", backup=str(copy), detail=said)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseProblem("not_a_backup", backup=str(copy), detail=first_line(error)) from error


def count_reports(address: URL) -> int:
    """Returns how many reports stand in the database that a copy would replace, without opening it as ours; 0 where there is none."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    if address.get_backend_name() == "sqlite" and not Path(address.database).exists():
        return 0
    made = create_engine(address)
    try:
        with made.connect() as connection:
            return connection.execute(text("SELECT count(*) FROM report")).scalar() or 0
    except SQLAlchemyError:
        return 0
    finally:
        made.dispose()


def copy_sqlite(source: Path, target: Path) -> None:
    """Copies a SQLite database, as it is at this moment, into a file; others may read and write meanwhile. A copy that fails leaves no file.
    Raises OSError or sqlite3.Error."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        with closing(sqlite3.connect(source.resolve().as_uri() + "?mode=ro", uri=True, timeout=60)) as old, closing(sqlite3.connect(unfinished)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=delete")  # the copy is one file, without -wal and -shm beside it
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def beside(path: Path, word: str) -> Path:
    """Returns the name of a copy beside a SQLite file: what it is of, and when."""
    return Path(f"{path}.{word}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.backup")


def _data_version(plain: sqlite3.Connection) -> int:
    try:
        return plain.execute("SELECT value FROM counter WHERE name = 'data_version'").fetchone()[0]
    except (sqlite3.Error, TypeError):  # a new file has no counters
        return 0


def _run(tool: str, address: URL | None, *arguments: str) -> str:
    """Runs a tool of PostgreSQL's client and returns what it prints; the password goes by the environment, where no list of processes shows it."""
    if not shutil.which(tool):
        raise DatabaseProblem("no_tool", tool=tool)
    to, secret = [], {}
    if address is not None:
        plain = address.set(drivername="postgresql")
        to = [f"--dbname={plain._replace(password=None).render_as_string()}"]
        secret = {"PGPASSWORD": str(plain.password)} if plain.password else {}
    done = subprocess.run([tool, *to, *arguments], capture_output=True, text=True, errors="replace", env=os.environ | secret)
    if done.returncode:
        raise DatabaseProblem("tool_failed", tool=tool, detail=" ".join(done.stderr.split("\n")[:LINES]).strip())
    return done.stdout
