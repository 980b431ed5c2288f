"""What a person decides: rows of their own with who, when and why. A report's rows are as read; where corrections apply they are made again from
the printed report, which `printed` then keeps, and the corrections.
"""
from datetime import datetime

from sqlalchemy import Column, DateTime, Index, LargeBinary, String
from sqlmodel import Field, SQLModel

from data.columns import json_column
from data.models.base import now, of_report


class PrintedRow(SQLModel, table=True):
    """A report exactly as read, where corrections have changed its rows: its JSON, compressed by zlib."""

    __tablename__ = "printed"
    report_id: int = of_report()
    content: bytes = Field(sa_type=LargeBinary)


class VerdictRow(SQLModel, table=True):
    """A person's verdict on one finding of an agency's year: confirmed or dismissed. In force while `ended_at` is None; a newer verdict on
    the same finding ends it. A report without agency or year is meant by `source_sha256` alone."""

    __tablename__ = "verdict"
    __table_args__ = (Index("verdict_finding", "agency_id", "year", "identity"),)
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int | None = None
    year: int | None = None
    source_sha256: str = Field(index=True)
    check: str = Field(sa_column=Column("check", String, nullable=False, quote=True))
    identity: str
    severity: str
    decision: str
    note: str
    actor: str
    at: datetime = Field(default_factory=now, sa_type=DateTime)
    ended_at: datetime | None = Field(default=None, sa_type=DateTime)
    ended_by: str | None = None
    message: str
    template: str = ""
    values: dict = Field(default_factory=dict, sa_column=json_column("values"))


class CorrectionRow(SQLModel, table=True):
    """A person's correction of what was read: `kind` is figure, cell, agency, year or theme, `place` says which one, `read` and `value` are
    the printed (or read) and the right value as {"value": …}. In force while `ended_at` is None. Agency and year are corrected for a file
    (`source_sha256`, or a newer file that was read the same way: `reading`), the others for an agency's year."""

    __tablename__ = "correction"
    __table_args__ = (Index("correction_report", "agency_id", "year"),)
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int | None = None
    year: int | None = None
    source_sha256: str = Field(index=True)
    reading: dict = Field(default_factory=dict, sa_column=json_column("reading"))
    kind: str
    place: dict = Field(default_factory=dict, sa_column=json_column("place"))
    read: dict = Field(default_factory=dict, sa_column=json_column("read"))
    value: dict = Field(default_factory=dict, sa_column=json_column("value"))
    note: str
    actor: str
    at: datetime = Field(default_factory=now, sa_type=DateTime)
    ended_at: datetime | None = Field(default=None, sa_type=DateTime)
    ended_by: str | None = None
