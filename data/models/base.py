"""What the tables share: kinds of columns and of keys."""
from datetime import UTC, datetime

from sqlalchemy import Column, Double, ForeignKey, Integer
from sqlmodel import Field

CLUSTERED = {"sqlite_with_rowid": False}
NEVER_REUSED = {"sqlite_autoincrement": True}  # the journal and addresses of pages name ids of what was deleted


def now() -> datetime:
    """Returns the time in UTC, without a zone, as both databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def number():
    """A printed number or None; whole ones come back as floats (see data.columns.whole)."""
    return Field(default=None, sa_type=Double)


def of_report():
    """The first part of a key: the report that a row belongs to; deleting the report deletes the row."""
    return Field(sa_column=Column("report_id", Integer, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True))
