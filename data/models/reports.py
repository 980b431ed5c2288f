"""An agency, its reports with their headline numbers, and what gives a report back exactly: its parts stand in data/models/parts.py."""
from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Index, LargeBinary, and_, literal_column
from sqlmodel import Field, SQLModel

from data.columns import json_column
from data.models.base import NEVER_REUSED, now, number, of_report


class AgencyRow(SQLModel, table=True):
    """One agency. `region_code`: 12 digits (a county's is 370303000000), None where the place is undecided; `comparable`:
    the name without its place and its suffix (data/agencies.py)."""

    __tablename__ = "agency"
    __table_args__ = NEVER_REUSED
    id: int | None = Field(default=None, primary_key=True)
    region_code: int | None = Field(default=None, sa_type=BigInteger)
    name: str
    comparable: str = Field(index=True)
    kind: str
    province: str | None = None
    city: str | None = None
    county: str | None = None
    township: str | None = None


Index("agency_place", AgencyRow.region_code, AgencyRow.comparable, unique=True,
      sqlite_where=AgencyRow.region_code.is_not(None), postgresql_where=AgencyRow.region_code.is_not(None))
Index("agency_order", AgencyRow.region_code, AgencyRow.name, AgencyRow.id)  # the agencies of a place in the order of lists


class ReportRow(SQLModel, table=True):
    """One report as read from one file. A newer file for the same agency and year supersedes: `version` counts up and
    `is_current` moves. Without agency or year nothing is superseded and the report needs attention.

    The headline measures (from `disclosed_total` on) are those that data/headlines.py takes from the printed report:
    None is not reported, 0 is a printed zero. From `compared_licences` on: cells of the tables as they are compared with those of like agencies, None also where
    their reading is in doubt. `division`: how the channels stand to the total (of report.shares.STATES); `outside_total`: a channel
    stands beside it. `region_code` and `kind` repeat the agency's, for filtering."""

    __tablename__ = "report"
    __table_args__ = NEVER_REUSED
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int | None = Field(default=None, foreign_key="agency.id")
    region_code: int | None = Field(default=None, sa_type=BigInteger)
    kind: str | None = None
    year: int | None = None
    version: int = 1
    is_current: bool = True
    is_demo: bool = False
    created_at: datetime = Field(default_factory=now, index=True, sa_type=DateTime)
    title: str | None = None
    published: str | None = None
    source_name: str
    source_sha256: str = Field(unique=True)
    source_bytes: int = Field(sa_type=BigInteger)
    source_format: str
    source_reader: str
    edition_disclosed: str | None = None
    edition_requests: str | None = None
    edition_disputes: str | None = None
    disclosed_total: float | None = number()
    disclosed_total_approximate: bool = False
    channel_website: float | None = number()
    channel_wechat: float | None = number()
    channel_weibo: float | None = number()
    channel_video: float | None = number()
    channel_app: float | None = number()
    channel_news: float | None = number()
    channel_bulletin: float | None = number()
    channel_new_media: float | None = number()
    channel_other: float | None = number()
    requests_received: float | None = number()
    requests_carried_in: float | None = number()
    requests_handled: float | None = number()
    requests_carried_out: float | None = number()
    compared_licences: float | None = number()
    compared_penalties: float | None = number()
    compared_coercive_measures: float | None = number()
    compared_received: float | None = number()
    division: str = "none"
    outside_total: bool = False
    errors: int = 0  # findings that fail, by severity
    warnings: int = 0
    notices: int = 0
    not_checkable: int = 0
    doubts: int = 0
    problems: int = 0
    measures: int = 0


EDITIONS = {"disclosed": ReportRow.edition_disclosed, "requests": ReportRow.edition_requests, "disputes": ReportRow.edition_disputes}  # table -> its edition
CURRENT = ReportRow.is_current == True  # noqa: E712 (`.is_(True)` compiles to IS 1, which no index serves)
WHOLE = ReportRow.division == "whole"  # its channels make up its total
_DEMO = ReportRow.is_demo == True  # noqa: E712
Index("report_demo", ReportRow.is_demo, sqlite_where=_DEMO, postgresql_where=_DEMO)  # few or none
Index("report_version", ReportRow.agency_id, ReportRow.year, ReportRow.version, unique=True)
Index("report_current", ReportRow.agency_id, ReportRow.year, unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)
RANKED = ("disclosed_total", "channel_website", "channel_wechat", "channel_weibo", "channel_video", "channel_app", "channel_news", "channel_bulletin", "channel_new_media",
          "channel_other", "requests_received", "requests_carried_in", "requests_handled", "requests_carried_out", "problems", "measures")
for _name in RANKED:  # a year's reports in the order of a number: what a ranking of the nation reads from
    Index(f"report_by_{_name}", ReportRow.year, getattr(ReportRow, _name), sqlite_where=CURRENT, postgresql_where=CURRENT)
WORST = (ReportRow.errors, ReportRow.warnings, ReportRow.doubts)  # what a person should look at first has most of them
Index("report_worst", ReportRow.year, *WORST, sqlite_where=CURRENT, postgresql_where=CURRENT)
for _name, _columns in (("report_region", (ReportRow.region_code, ReportRow.year, ReportRow.kind, ReportRow.disclosed_total, ReportRow.requests_received)),
                        ("report_place", (ReportRow.year, ReportRow.region_code, ReportRow.kind))):  # of a place all years, with the numbers spread over them; one year
    Index(_name, *_columns, ReportRow.is_current, sqlite_where=CURRENT, postgresql_where=CURRENT)  # SQLite opens no report where the index has the flag too
GOVERNMENT = and_(CURRENT, ReportRow.kind == literal_column("'government'"))  # the word itself, by which SQLite knows the index
Index("report_government", ReportRow.year, ReportRow.region_code, sqlite_where=GOVERNMENT, postgresql_where=GOVERNMENT)  # whose reports may add up others
PROVINCE = ReportRow.region_code // literal_column("10000000000", BigInteger)  # the first two of twelve digits
SPREAD = ("disclosed_total", "requests_received")
for _name in SPREAD:  # a province's reports of a year in the order of a number: where its median stands; with the code PostgreSQL opens no report
    Index(f"report_province_{_name}", PROVINCE, ReportRow.year, getattr(ReportRow, _name), ReportRow.region_code, sqlite_where=CURRENT, postgresql_where=CURRENT)


class ReadingRow(SQLModel, table=True):
    """What gives back the report exactly and no query asks for: the identity with its evidence, the order and place of
    the cells (`layout`, see data/sparse.py), and the grids where they are not those of the cells."""

    __tablename__ = "reading"
    report_id: int = of_report()
    identity: dict = Field(sa_column=json_column("identity", nullable=False))
    layout: bytes = b""
    grids: dict | None = Field(default=None, sa_column=json_column("grids"))


class DocumentRow(SQLModel, table=True):
    """The bytes of an original file, by their sha256; `content` is compressed by zlib, `size` counts the bytes before."""

    __tablename__ = "document"
    sha256: str = Field(primary_key=True)
    size: int = Field(sa_type=BigInteger)
    content: bytes = Field(sa_type=LargeBinary)
