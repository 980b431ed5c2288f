"""The parts of a report as read: sections, cells, figures, clauses with their themes, statistics, doubts and findings.

Every table has the key (report_id, …, seq), so that a report's rows lie together; evidence is a span of a section
(`section`, `start`, `end`), and its words are read from there (`words` only where the span does not give them).
"""
from sqlalchemy import Column, Double, Index, Integer, String, case, cast
from sqlmodel import Field, SQLModel

from data.columns import json_column
from data.models.base import CLUSTERED, number, of_report
from data.models.reports import ReadingRow


class SectionRow(SQLModel, table=True):
    """The text of one section. `pages`: [[offset, page], …]. Not clustered: rows of a thousand bytes and more would each take pages of their own."""

    __tablename__ = "section"
    report_id: int = of_report()
    key: str = Field(primary_key=True)
    seq: int
    heading: str | None = None
    text: str
    pages: list = Field(default_factory=list, sa_column=json_column("pages"))


class CellRow(SQLModel, table=True):
    """A cell that is not a plain 0. Of a table with an edition, every cell of the form that has no row here is a printed 0;
    one that was not printed has the state `absent`. `seq` > 0: the same cell printed again."""

    __tablename__ = "cell"
    __table_args__ = CLUSTERED
    report_id: int = of_report()
    table: str = Field(primary_key=True)
    row: str = Field(primary_key=True)
    column: str = Field(primary_key=True)
    seq: int = Field(default=0, primary_key=True)
    value: float | None = number()
    raw: str = ""
    state: str
    confidence: float | None = Field(default=None, sa_type=Double)


class FigureRow(SQLModel, table=True):
    """A number of the prose with its evidence."""

    __tablename__ = "figure"
    __table_args__ = CLUSTERED
    report_id: int = of_report()
    seq: int = Field(primary_key=True)
    measure: str
    value: float | None = number()
    unit: str | None = None
    approximate: bool = False
    percent: float | None = Field(default=None, sa_type=Double)
    label: str | None = None
    within_total: bool | None = None
    section: str
    start: int
    end: int = Field(sa_column=Column("end", Integer, nullable=False, quote=True))
    words: str | None = None


Index("figure_value", FigureRow.value, FigureRow.report_id, FigureRow.seq)  # the largest numbers of the nation
Index("figure_measure", FigureRow.measure, FigureRow.report_id, FigureRow.value)


class ClauseRow(SQLModel, table=True):
    """A problem or a measure of section five (`part`: problem or measure); its themes stand in clause_theme."""

    __tablename__ = "clause"
    __table_args__ = CLUSTERED
    report_id: int = of_report()
    part: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    text: str
    past: bool = False
    cues: dict = Field(default_factory=dict, sa_column=json_column("cues"))
    section: str
    start: int
    end: int = Field(sa_column=Column("end", Integer, nullable=False, quote=True))
    words: str | None = None


class ClauseThemeRow(SQLModel, table=True):
    """A theme of a clause; `past` repeats the clause's, so that the heat map reads one index."""

    __tablename__ = "clause_theme"
    __table_args__ = CLUSTERED
    report_id: int = of_report()
    part: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    theme: str
    past: bool = False


Index("clause_theme_theme", ClauseThemeRow.part, ClauseThemeRow.theme, ClauseThemeRow.past, ClauseThemeRow.report_id)


class StatisticRow(SQLModel, table=True):
    """A line of the statistics sheet of reports before 2019."""

    __tablename__ = "statistic"
    __table_args__ = CLUSTERED
    report_id: int = of_report()
    seq: int = Field(primary_key=True)
    label: str
    unit: str | None = None
    value: float | None = number()
    cumulative: float | None = number()
    key: str | None = None


class DoubtRow(SQLModel, table=True):
    """What the reader saw and could not place."""

    __tablename__ = "doubt"
    __table_args__ = CLUSTERED
    report_id: int = of_report()
    seq: int = Field(primary_key=True)
    kind: str
    message: str
    where: str
    template: str = ""
    values: dict = Field(default_factory=dict, sa_column=json_column("values"))
    cells: list = Field(default_factory=list, sa_column=json_column("cells"))
    proposal: dict | None = Field(default=None, sa_column=json_column("proposal"))


SOME_CELLS = cast(DoubtRow.cells, String) != "[]"  # a doubt about cells


class FindingRow(SQLModel, table=True):
    """What one check says of a report. `scope`: report, or history where the year before was needed (data/history.py); `identity`: see
    report/checks/sameness.py; `decision`: the verdict in force on it (confirmed, dismissed or none), kept true by data/verdicts.py."""

    __tablename__ = "finding"
    __table_args__ = CLUSTERED
    report_id: int = of_report()
    seq: int = Field(primary_key=True)
    check: str
    severity: str
    verdict: str
    message: str
    template: str = ""
    values: dict = Field(default_factory=dict, sa_column=json_column("values"))
    left: float | None = number()
    right: float | None = number()
    difference: float | None = number()
    cells: list = Field(default_factory=list, sa_column=json_column("cells"))
    evidence: list = Field(default_factory=list, sa_column=json_column("evidence"))
    scope: str = "report"
    identity: str = ""
    decision: str = ""


SEVERITIES = ("error", "warning", "information")
RANK = case((FindingRow.severity == "error", 0), (FindingRow.severity == "warning", 1), else_=2)  # their order in lists
Index("finding_check", FindingRow.check, FindingRow.verdict, FindingRow.severity, FindingRow.report_id)


PARTS = (ReadingRow, SectionRow, CellRow, FigureRow, ClauseRow, ClauseThemeRow, StatisticRow, DoubtRow, FindingRow)
