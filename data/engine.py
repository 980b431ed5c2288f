"""One engine a database: its URL, its pragmas, and the two ways in, `reading` and `writing`."""
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from pydantic_core import to_json
from sqlalchemy import Connection, Engine, event, insert, select
from sqlalchemy import create_engine as make_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import NoSuchModuleError, OperationalError, ProgrammingError
from sqlmodel import SQLModel

from data.errors import DatabaseProblem, first_line
from data.models import SCHEMA_VERSION, CounterRow

DATABASE = Path(__file__).resolve().parent / "disclosure.db"
PRAGMAS = ("journal_mode=wal", "synchronous=normal", "busy_timeout=10000", "cache_size=-65536", "mmap_size=1073741824",
           "temp_store=memory", "foreign_keys=on")
WRITERS = 0x64697363  # the advisory lock that lets one writer at a time into PostgreSQL, as BEGIN IMMEDIATE does in SQLite
_engines: dict[URL, Engine] = {}
_lock = Lock()


def engine(url: str | None = None) -> Engine:
    """Returns the engine of a database, the same one each time, its tables made on first use. `url`: a SQLAlchemy URL,
    else the environment's DATABASE_URL, else SQLite at data/disclosure.db. Raises DatabaseProblem."""
    address = _address(url or os.environ.get("DATABASE_URL") or f"sqlite:///{DATABASE}")
    with _lock:
        if address not in _engines:
            _engines[address] = _open(address)
        return _engines[address]


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Gives a connection in one reading transaction: all it reads is of the same moment."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Gives a connection in one writing transaction, committed at the end, rolled back on any error. Writers wait for
    each other from their first statement on, so what a writer has read stays true until it commits."""
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        yield connection


def _address(url: str) -> URL:
    try:
        address = make_url(url.replace("postgres://", "postgresql://", 1))
    except Exception as error:
        raise DatabaseProblem("unreachable", database=url, detail=str(error)) from error
    return address.set(drivername="postgresql+psycopg") if address.drivername == "postgresql" else address


def _open(address: URL) -> Engine:
    shown = address.render_as_string(hide_password=True)
    in_file = address.get_backend_name() == "sqlite" and address.database
    try:
        if in_file:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        pool = {"pool_size": 8, "max_overflow": 8} if address.get_backend_name() != "sqlite" or in_file else {}
        made = make_engine(address, json_serializer=_as_json, pool_pre_ping=not in_file, **pool)
        event.listen(made, "connect", _on_connect)
        event.listen(made, "begin", _on_begin)
        _prepare(made, shown)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise DatabaseProblem("no_driver", database=shown, detail=str(error)) from error
    except (OperationalError, ProgrammingError, OSError) as error:
        raise DatabaseProblem("unreachable", database=shown, detail=first_line(error)) from error
    return made


def _as_json(value) -> str:
    return to_json(value).decode()


def _on_connect(connection, record) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # the driver begins nothing by itself; _on_begin does
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
    elif connection.dialect.name == "postgresql" and write:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def _prepare(made: Engine, shown: str) -> None:
    """Makes the tables where they are missing; refuses a database of a newer schema."""
    version = select(CounterRow.value).where(CounterRow.name == "schema_version")
    with reading(made) as connection:
        found = connection.execute(version).scalar() if made.dialect.has_table(connection, "counter") else None
    if found is None:
        with writing(made) as connection:
            SQLModel.metadata.create_all(connection)
            found = connection.execute(version).scalar()
            if found is None:
                found = SCHEMA_VERSION
                connection.execute(insert(CounterRow), [{"name": "schema_version", "value": found}, {"name": "data_version", "value": 0}])
    if found < SCHEMA_VERSION:
        from data.upgrade import upgrade  # seldom needed, and it knows the rows

        with writing(made) as connection:
            upgrade(connection, connection.execute(version).scalar(), SCHEMA_VERSION)
    if found > SCHEMA_VERSION:
        raise DatabaseProblem("newer", database=shown, found=found, known=SCHEMA_VERSION)
