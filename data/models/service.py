"""What the database keeps about itself: the journal, the counters, and what could not be read."""
from datetime import datetime

from sqlalchemy import BigInteger, DateTime
from sqlmodel import Field, SQLModel

from data.columns import json_column
from data.models.base import now


class JournalRow(SQLModel, table=True):
    """What was done to the database, by whom: added, replaced, deleted, samples_removed, confirmed, dismissed, verdict_withdrawn, corrected,
    correction_withdrawn, rechecked. Kept when the report is gone."""

    __tablename__ = "journal"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now, index=True, sa_type=DateTime)
    actor: str
    action: str
    report_id: int | None = None
    detail: dict = Field(default_factory=dict, sa_column=json_column("detail"))


class CounterRow(SQLModel, table=True):
    """Named numbers: `data_version`, raised by every write in its own transaction, and `schema_version`, which programs of before migrations look at."""

    __tablename__ = "counter"
    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)


class FailureRow(SQLModel, table=True):
    """A file that could not be read or stored, until it can: what was wrong in Chinese and as `kind` with `values`, how often it was tried, and with
    which `version` of the readers. `key`: the sha256 of its bytes; of what could not even be opened, "path:" and where it lies."""

    __tablename__ = "failure"
    key: str = Field(primary_key=True)
    sha256: str | None = None
    path: str
    kind: str
    values: dict = Field(default_factory=dict, sa_column=json_column("values"))
    message: str
    hint: str
    version: str
    attempts: int = 1
    at: datetime = Field(default_factory=now, index=True, sa_type=DateTime)
    actor: str = ""
