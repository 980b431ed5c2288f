"""What a supervising office keeps: who owes a report, by when, and how it scores."""
from datetime import datetime

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from data.columns import json_column
from data.models.base import now


class RosterRow(SQLModel, table=True):
    """An agency that owes a report each year, from `since` to `until` (None: without end), on the roster of the place `region_code` (12 digits).
    `vertical`: managed from above (tax, weather, customs, …), which a county does not count; `parent_id`: the agency whose own report adds this
    one up; `code`: as the office writes it; `is_demo`: it came with the demonstration data and goes with them."""

    __tablename__ = "roster"
    agency_id: int = Field(sa_column=Column("agency_id", Integer, ForeignKey("agency.id"), primary_key=True, autoincrement=False))
    region_code: int = Field(sa_type=BigInteger, index=True)
    parent_id: int | None = Field(default=None, foreign_key="agency.id")
    vertical: bool = False
    since: int | None = None
    until: int | None = None
    code: str = ""
    is_demo: bool = False
    actor: str = ""
    at: datetime = Field(default_factory=now, sa_type=DateTime)


class DeadlineRow(SQLModel, table=True):
    """The last day on which a kind of agency publishes its report, for a region (its leading digits, "" everywhere) and the year that the report is
    about (0: any). The nearest row counts: its own year before any year, the longer region before the shorter. `day`: "01-31" of the year after."""

    __tablename__ = "deadline"
    region: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    year: int = Field(default=0, primary_key=True)
    day: str
    is_demo: bool = False


class SchemeRow(SQLModel, table=True):
    """A ranking as an office saved it: the items chosen, their weights and limits. A newer one of the same name stands beside it."""

    __tablename__ = "scheme"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    items: list = Field(default_factory=list, sa_column=json_column("items"))
    actor: str = ""
    at: datetime = Field(default_factory=now, sa_type=DateTime)
