"""One engine a database: its URL, its pragmas, and the two ways in, `reading` and `writing`."""
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from threading import Lock
from time import monotonic

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Engine, event, insert
from sqlalchemy import create_engine as make_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError, NoSuchModuleError, OperationalError, ProgrammingError

from data import permits, summaries
from data.errors import DatabaseProblem, first_line
from data.limits import limit_reading
from data.models import JournalRow, now
from data.schema import HEAD, bring_up, find_revision

DATABASE = Path(__file__).resolve().parent / "disclosure.db"
PRAGMAS = ("journal_mode=wal", "synchronous=normal", "busy_timeout=60000", "cache_size=-65536", "mmap_size=1073741824",
           "temp_store=memory", "foreign_keys=on")
WRITERS = 0x64697363  # the advisory lock that lets one writer at a time into PostgreSQL, as BEGIN IMMEDIATE does in SQLite
IDLE = 5.0  # seconds
LAST_USED = "last_used"  # in the pool's notes on a connection
_engines: dict[URL, Engine] = {}
_lock = Lock()
_moment: ContextVar[dict[Engine, Connection] | None] = ContextVar("moment", default=None)


def engine(url: str | None = None) -> Engine:
    """Returns the engine of a database, the same one each time, its tables made on first use. `url`: a SQLAlchemy URL,
    else the environment's DATABASE_URL, else SQLite at data/disclosure.db. Raises DatabaseProblem."""
    address = locate(url)
    with _lock:
        if address not in _engines:
            with permits.acting(permits.EVERYTHING):  # whoever comes first: tables are made for all
                _engines[address] = _open(address)
        return _engines[address]


def locate(url: str | None = None) -> URL:
    """Returns the address that `engine` opens, without opening it. Raises DatabaseProblem."""
    return _address(url or os.environ.get("DATABASE_URL") or f"sqlite:///{DATABASE}")


@contextmanager
def moment() -> Iterator[None]:
    """Lets all that this thread reads inside be of one moment: each database's first question begins a transaction that the others use, until a write of this
    thread (see let_go) or the end."""
    token = _moment.set({})
    try:
        yield
    finally:
        let_go()
        _moment.reset(token)


def let_go() -> None:
    """Ends what a `moment` holds, so that the next question begins anew: before a write, and before work that takes long."""
    held = _moment.get() or {}
    while held:
        held.popitem()[1].close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Gives a connection in one reading transaction: all it reads is of the same moment."""
    held = _moment.get()
    if held is None:
        with _begin_reading(engine) as connection:
            yield connection
        return
    if engine not in held:
        held[engine] = _begin_reading(engine)
    try:
        yield held[engine]
    except BaseException:
        let_go()  # PostgreSQL answers nothing more in a transaction that met an error
        raise


def _begin_reading(engine: Engine) -> Connection:
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}  # SQLite's snapshot holds by itself
    connection = engine.connect().execution_options(**options)
    try:
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Gives a connection in one writing transaction, committed at the end, rolled back on any error. Writers wait for
    each other from their first statement on, so what a writer has read stays true until it commits. Raises NotAllowed where the permit
    is not an editor's; that, and what `permits.require` refuses inside, leaves a line in the journal."""
    let_go()
    try:
        permits.require("editor")
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            summaries.forget(connection)
            yield connection
            summaries.settle(connection)
    except permits.NotAllowed as refusal:
        _note_refusal(engine, refusal)
        raise
    finally:
        let_go()  # what was asked while it wrote began a moment before it


def _note_refusal(engine: Engine, refusal: permits.NotAllowed) -> None:
    person = permits.who("")
    with permits.acting(permits.EVERYTHING), writing(engine) as connection:
        connection.execute(insert(JournalRow), [{"actor": person, "action": "refused", "detail": {"why": refusal.kind, **refusal.values}, "at": now()}])


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
        made = make_engine(address, json_serializer=_as_json, json_deserializer=from_json, **pool)
        event.listen(made, "connect", _on_connect)
        event.listen(made, "checkin", _on_checkin)
        event.listen(made, "checkout", _on_checkout)
        event.listen(made, "begin", _on_begin)
        event.listen(made, "before_cursor_execute", limit_reading, retval=True)
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
    else:
        connection.execute("SET jit = off; SET max_parallel_workers_per_gather = 0")  # our questions are short: compiling and sharing them out takes longer than answering
        connection.commit()


def _on_checkin(connection, record) -> None:
    record.info[LAST_USED] = monotonic()


def _on_checkout(connection, record, proxy) -> None:
    """Looks whether a server still answers that was not asked for some seconds; the pool then takes another connection where it does not."""
    if type(connection).__module__.startswith("sqlite3") or monotonic() - record.info.get(LAST_USED, 0) < IDLE:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise DisconnectionError from error


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
    elif connection.dialect.name == "postgresql" and write:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def _prepare(made: Engine, shown: str) -> None:
    """Sees to it that the schema is today's: one question where it is."""
    with reading(made) as connection:
        found = find_revision(connection)
    if found != HEAD:
        with writing(made) as connection:
            bring_up(connection, shown)
