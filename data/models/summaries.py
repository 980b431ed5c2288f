"""What the reports of the nation, of each province and of each city come to: sums kept true in the transaction of every write (data/summaries.py)."""
from sqlalchemy import BigInteger, Column, Double, Integer, String
from sqlmodel import Field, SQLModel

from data.models.base import CLUSTERED


class SummaryRow(SQLModel, table=True):
    """How many current reports of one place, year and kind have something (`reports`), and what it adds up to (`value`). `place`: 0 everywhere, else the two
    digits of a province or the four of a city; `year` 0 and `kind` "": not recognised. `subject` and `name` say what is summed: see data/tally.py."""

    __tablename__ = "summary"
    __table_args__ = CLUSTERED
    place: int = Field(sa_column=Column("place", Integer, primary_key=True, autoincrement=False))
    subject: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    year: int = Field(sa_column=Column("year", Integer, primary_key=True, autoincrement=False))
    kind: str = Field(primary_key=True)
    reports: int = 0
    value: float = Field(default=0, sa_type=Double)


class TimesRow(SQLModel, table=True):
    """How many current reports of all places print exactly this number as that headline: what a median over the nation is found in."""

    __tablename__ = "times"
    __table_args__ = CLUSTERED
    name: str = Field(sa_column=Column("name", String, primary_key=True))
    year: int = Field(sa_column=Column("year", Integer, primary_key=True, autoincrement=False))
    kind: str = Field(primary_key=True)
    value: float = Field(sa_column=Column("value", Double, primary_key=True, autoincrement=False, quote=True))
    reports: int = 0


class PlaceRow(SQLModel, table=True):
    """How many agencies a county has (`region_code`: its 12 digits; of a city's or province's own offices theirs), kept by data/places.py: what is chosen from."""

    __tablename__ = "place"
    region_code: int = Field(sa_column=Column("region_code", BigInteger, primary_key=True, autoincrement=False))
    province: str | None = None
    city: str | None = None
    county: str | None = None
    agencies: int = 0
