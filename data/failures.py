"""The journal of failures: which files could not be read or stored, why, how often that was tried, and with which readers."""
from collections.abc import Iterable, Sequence

import pandas
from sqlalchemy import Engine, delete, select

from data.bulk import insert_rows
from data.engine import reading, writing
from data.filters import frame
from data.journal import raise_version
from data.models import FailureRow, now

SHOWN = ("path", "sha256", "kind", "message", "hint", "attempts", "at", "version", "values")


def key_of(sha256: str | None, path: str) -> str:
    """Returns what a failure is known by: the bytes of the file, or where it lies if it could not be opened."""
    return sha256 or f"path:{path}"


def known_failures(engine: Engine, keys: Iterable[str]) -> dict[str, dict]:
    """Returns key -> {kind, values, version} of the files that failed before."""
    columns = (FailureRow.key, FailureRow.kind, FailureRow.values, FailureRow.version)
    with reading(engine) as connection:
        return {row["key"]: dict(row) for row in connection.execute(select(*columns).where(FailureRow.key.in_(list(keys)))).mappings()}


def note_failures(engine: Engine, failed: Sequence[dict], cured: Sequence[str] = (), actor: str = "") -> None:
    """Stores what failed ({sha256, path, kind, values, message, hint, version}), counting the attempts, and forgets the keys that are cured."""
    rows = {key_of(one["sha256"], one["path"]): one for one in failed}
    if not rows and not cured:
        return
    with writing(engine) as connection:
        before = dict(connection.execute(select(FailureRow.key, FailureRow.attempts).where(FailureRow.key.in_(list(rows)))).all())
        connection.execute(delete(FailureRow).where(FailureRow.key.in_([*rows, *cured])))
        insert_rows(connection, FailureRow, [{**row, "key": key, "attempts": before.get(key, 0) + 1, "at": now(), "actor": actor} for key, row in rows.items()])
        raise_version(connection)


def query_failures(engine: Engine, limit: int | None = None) -> pandas.DataFrame:
    """Returns the failures that stand, the latest first: path, sha256 (None: could not be opened), kind, message, hint, attempts, at, version, values."""
    return frame(engine, select(*(getattr(FailureRow, name) for name in SHOWN)).order_by(FailureRow.at.desc(), FailureRow.path).limit(limit))
