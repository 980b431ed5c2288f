"""What the database keeps about itself: the journal and the counters."""
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
    """Named numbers: `data_version`, raised by every write in its own transaction, and `schema_version`."""

    __tablename__ = "counter"
    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)
