"""The names by which an agency is found."""
from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from data.models.base import CLUSTERED


class AgencyNameRow(SQLModel, table=True):
    """A name of an agency as it stands on its roster or as one of its reports prints it. `folded`: in the spelling in which words are compared
    (report/searching.py); `initials` and `pinyin`: its readings, "|" between them (data/names.py)."""

    __tablename__ = "agency_name"
    __table_args__ = CLUSTERED
    agency_id: int = Field(sa_column=Column("agency_id", Integer, ForeignKey("agency.id", ondelete="CASCADE"), primary_key=True))
    name: str = Field(primary_key=True)
    folded: str
    initials: str
    pinyin: str
