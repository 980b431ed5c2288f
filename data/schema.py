"""The schema of a database: made at once where there is none, brought up by migrations where it is older, refused where it is newer.

To change the schema: change the models, write the next file of data/migrations/versions, and name it in HEAD; tests/test_schema.py compares the two."""
import logging
import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from data.backup import beside, copy_sqlite
from data.errors import DatabaseProblem, first_line
from data.models import CounterRow, FindingRow
from data.names import rebuild_names
from data.places import rebuild_places
from data.search_index import create_search, rebuild_search
from data.summaries import rebuild_summaries
from report.language import LANGUAGES, say

HEAD = "0011"  # the newest migration
SUMMED = "0010"  # the migration from which on the summaries are kept as today
SEARCHED = "0004"  # that from which on the full-text index and the names are kept
BEFORE = "0000"  # a database of before migrations, whose schema stands in a counter, up to LAST_COUNTED
LAST_COUNTED = 3
MIGRATIONS = Path(__file__).resolve().parent / "migrations"
log = logging.getLogger(__name__)


def find_revision(connection: Connection) -> str | None:
    """Returns the newest migration that the database has seen, BEFORE where it is older than migrations, None where there is none of our tables."""
    if connection.dialect.has_table(connection, "alembic_version"):
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or BEFORE
    return BEFORE if connection.dialect.has_table(connection, "counter") else None


def bring_up(connection: Connection, shown: str) -> None:
    """Makes the database's schema today's, in the connection's writing transaction: all of it or nothing. Raises DatabaseProblem."""
    found = find_revision(connection)  # again: another process may have been first
    if found is None:
        _create(connection)
    elif found > HEAD or (found == BEFORE and _counted(connection) > LAST_COUNTED):
        raise DatabaseProblem("newer", database=shown, found=_counted(connection) if found == BEFORE else found, known=HEAD)
    elif found < HEAD:
        _migrate(connection, found, shown)


def _create(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection)
    create_search(connection)
    connection.execute(insert(CounterRow), [{"name": "schema_version", "value": LAST_COUNTED + 1},  # programs of before migrations: too old for this
                                            {"name": "data_version", "value": 0}])
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def _migrate(connection: Connection, found: str, shown: str) -> None:
    counted = _counted(connection)
    backup = _back_up(connection, f"schema-{counted}" if found == BEFORE else found, shown)
    if backup:
        _tell("{database} is brought up to schema {known}; as it was, it stands in {backup}.", database=shown, known=HEAD, backup=str(backup))
    try:
        _run(connection)
        if found == BEFORE and counted < 2:
            _name_findings(connection)
        if found < SUMMED:
            rebuild_summaries(connection)
            rebuild_places(connection)
        if found < SEARCHED:
            rebuild_search(connection)
            rebuild_names(connection)
        take_stock(connection)
    except SQLAlchemyError as error:
        raise DatabaseProblem("not_migrated", database=shown, found=found, known=HEAD, detail=first_line(error)) from error


def take_stock(connection: Connection) -> None:
    """Has the database look at some rows of every index, in the connection's transaction. PostgreSQL does it by itself too, a minute later."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit=2000")
    connection.exec_driver_sql("ANALYZE")


def _run(connection: Connection, revision: str = "head") -> None:
    from alembic import command  # only where a migration is needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _back_up(connection: Connection, version: str, shown: str) -> Path | None:
    """Copies a SQLite file beside itself, named with its schema and the time; the writers' lock is ours, so the copy is what we are going to change."""
    path = connection.engine.url.database
    if connection.dialect.name != "sqlite" or not path or path == ":memory:":
        return None
    backup = beside(Path(path), version)
    try:
        copy_sqlite(Path(path), backup)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseProblem("no_backup", database=shown, backup=str(backup), detail=first_line(error)) from error
    return backup


def _counted(connection: Connection) -> int:
    return connection.execute(select(CounterRow.value).where(CounterRow.name == "schema_version")).scalar() or 0


def _tell(template: str, **values) -> None:
    language = os.environ.get("DISCLOSURE_LANG", "")
    log.warning(say(template, values, language if language in LANGUAGES else "zh"))


def _name_findings(connection: Connection) -> None:
    """Gives the findings of schema 1 their identity, which verdicts hold on to."""
    from data.rows import load_rows
    from report.checks.sameness import identity_of

    for report_id in connection.execute(select(FindingRow.report_id).where(FindingRow.identity == "").distinct()).scalars().all():
        for seq, finding in enumerate(load_rows(connection, report_id).findings):
            connection.execute(update(FindingRow).where(FindingRow.report_id == report_id, FindingRow.seq == seq).values(identity=identity_of(finding)))
