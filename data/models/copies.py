"""What finds copied prose: sketches, their buckets, the pairs found, the phrases that are nobody's own."""
from sqlalchemy import BigInteger, Column, Double, ForeignKey, Index, Integer, LargeBinary
from sqlmodel import Field, SQLModel

from data.columns import json_column
from data.models.base import CLUSTERED, of_report


class SketchRow(SQLModel, table=True):
    """The sketch of a report's prose (`part`: problems, section five, or all), for finding copies; `shingles` counts what was sketched,
    `year` is the year in whose buckets it lies. See data/sketches.py."""

    __tablename__ = "sketch"
    report_id: int = of_report()
    part: str = Field(primary_key=True)
    year: int
    shingles: int
    content: bytes = Field(sa_type=LargeBinary)


class BucketRow(SQLModel, table=True):
    """The reports whose prose may be alike: those in one bucket. No foreign key: that would need an index as large as the table; data/likeness.py
    takes the rows of a report out by its sketches."""

    __tablename__ = "bucket"
    __table_args__ = CLUSTERED
    bucket: int = Field(sa_column=Column("bucket", BigInteger, primary_key=True, autoincrement=False))
    report_id: int = Field(primary_key=True)


class LikenessRow(SQLModel, table=True):
    """How much of one current report's prose (0–1, `part`) stands in another's (`share`) and the other way round (`other_share`), report_id < other_id; kept from
    0.3 on. Between agencies of a year, and between two years of one agency (`own`). `passage`: the longest that they share, as [section, start, end] of each.
    For wide lists each part's row says of the pair: `year` (the newer one), `highest` (the largest share of either report in any part; of `own` pairs
    the newer report's), and each report's region code."""

    __tablename__ = "likeness"
    __table_args__ = CLUSTERED
    report_id: int = of_report()
    other_id: int = Field(sa_column=Column("other_id", Integer, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=True))
    part: str = Field(primary_key=True)
    share: float = Field(sa_type=Double)
    other_share: float = Field(sa_type=Double)
    passage: list = Field(default_factory=list, sa_column=json_column("passage"))
    own: bool
    year: int
    highest: float = Field(sa_type=Double)
    region_code: int | None = Field(default=None, sa_type=BigInteger)
    other_region_code: int | None = Field(default=None, sa_type=BigInteger)


Index("likeness_highest", LikenessRow.own, LikenessRow.year, LikenessRow.highest, LikenessRow.report_id, LikenessRow.other_id,  # and what wide counts look at
      LikenessRow.region_code, LikenessRow.other_region_code, LikenessRow.share, LikenessRow.other_share)


class PhraseRow(SQLModel, table=True):
    """The hash of a run of eight characters that stands in the reports of so many agencies that it is nobody's own: see data/phrases.py."""

    __tablename__ = "phrase"
    hash: int = Field(sa_column=Column("hash", BigInteger, primary_key=True, autoincrement=False))
