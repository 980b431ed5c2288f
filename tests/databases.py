"""Empty databases for tests: a SQLite file of their own, or a schema of their own on the PostgreSQL server of TEST_POSTGRESQL_URL."""
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlmodel import SQLModel

from data.engine import engine, writing

BOTH = ("sqlite", "postgresql")
POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL")
_begun: set[str] = set()


def file_of(database: Engine) -> bytes:
    """Returns the file of a SQLite database as it stands, for copies: nobody may use it further."""
    database.dispose()
    with database.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return Path(database.url.database).read_bytes()


@cache
def _tables() -> bytes:
    """Returns the file of an empty database: copying it takes a tenth of the time that making the tables takes."""
    with tempfile.TemporaryDirectory() as folder:
        return file_of(engine(f"sqlite:///{folder}/empty.db"))


@cache
def file_filled(fill: Callable[[Engine], None]) -> bytes:
    """Returns the file of a database that was filled so: each test that writes to it has a copy of its own, and it is filled once."""
    with tempfile.TemporaryDirectory() as folder:
        made = empty_database("sqlite", Path(folder))
        fill(made)
        return file_of(made)


def filled_database(kind: str, folder: Path, fill: Callable[[Engine], None]) -> Engine:
    """Returns a database of that kind that was filled so."""
    if kind == "sqlite":
        Path(folder, "test.db").write_bytes(file_filled(fill))
    made = empty_database(kind, folder)
    if kind != "sqlite":
        fill(made)
    return made


def empty_database(kind: str, folder: Path, name: str = "") -> Engine:
    """Returns a fresh database of that kind (one of BOTH). Tests that run at once have a schema each; a test that needs two names the second."""
    if kind == "sqlite":
        file = Path(folder, f"test{name}.db")
        if not file.exists():
            file.write_bytes(_tables())
        return engine(f"sqlite:///{file}")
    if not POSTGRESQL:
        pytest.skip("no PostgreSQL server: run tests/with_postgresql.sh make test, or set TEST_POSTGRESQL_URL")
    schema = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}{name}"
    if schema not in _begun:  # it may be of another day and another schema of ours
        with writing(engine(POSTGRESQL)) as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        _begun.add(schema)
    made = engine(f"{POSTGRESQL}{'&' if '?' in POSTGRESQL else '?'}options=-csearch_path%3D{schema}")
    with writing(made) as connection:
        _empty(connection)
    return made


def _empty(connection: Connection) -> None:
    """Takes out what a test left, row by row: TRUNCATE makes new files for every table and index, ten times the work for a few rows."""
    tables = [t.name for t in reversed(SQLModel.metadata.sorted_tables) if t.name != "counter"]
    filled = set(connection.execute(text(" UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT FROM {t})" for t in tables))).scalars())
    for table in (t for t in tables if t in filled):
        connection.execute(text(f"DELETE FROM {table}"))
    connection.execute(text("SELECT setval(format('%I.%I', schemaname, sequencename), 1, false) FROM pg_sequences WHERE schemaname = current_schema()"))
    connection.execute(text("UPDATE counter SET value = 0 WHERE name = 'data_version'"))
