"""The parsed report: the stable JSON that other offices' scripts rely on, as pydantic models.

Numbers are as printed: a blank cell is None, a printed 0 is 0, an absent row has no key.
"""
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "disclosure-report/1"

Number = int | float
Kind = Literal["subdistrict", "town", "township", "department", "government", "zone", "other"]
Edition = Literal["2021", "2019"]
CellState = Literal["number", "blank", "slash", "text"]
Verdict = Literal["pass", "fail", "not_checkable"]
Severity = Literal["error", "warning", "information"]


class Part(BaseModel):
    """The base of all parts: unknown fields are an error, so that a misspelt name never passes silently."""

    model_config = ConfigDict(extra="forbid")


class Evidence(Part):
    """A span of one section: `text == section.text[start:end]`, exactly."""

    section: str
    start: int
    end: int
    text: str


class Source(Part):
    """The file a report was read from; `sha256` is of the file's own bytes."""

    name: str
    sha256: str
    bytes: int
    format: str
    reader: str


class Agency(Part):
    """Who reports. `name` is None where the text gives only the kind away (“我镇”), never a guess."""

    name: str | None = None
    kind: Kind
    evidence: Evidence | None = None


class Region(Part):
    """A place of the gazetteer. `code`: 6 digits (province, city, county) or 9 (township), its county's where the list does not
    know the township (the name is then as printed), or None when only the names are certain; `candidates`: codes that fit equally well, where no single one can be decided."""

    code: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    township: str | None = None
    evidence: Evidence | None = None
    candidates: list[str] = Field(default_factory=list)


class Section(Part):
    """One of the form's sections. At most one a key: where two parts of a report share a key, the later one's heading and
    text are appended. `preamble` is what stands before the first heading (title, lead-in, contact)."""

    key: Literal["preamble", "overview", "disclosed", "requests", "disputes", "problems", "other"]
    heading: str | None = None
    text: str = ""
    pages: list[tuple[int, int]] = Field(default_factory=list)  # (offset in text, page number from 1), where pages exist


class Cell(Part):
    """One cell as it stands on the paper. `place`: [table in the document, grid row, grid column], all from 0."""

    table: Literal["disclosed", "requests", "disputes"]
    row: str
    column: str
    value: Number | None = None
    raw: str = ""
    state: CellState
    place: tuple[int, int, int] | None = None
    confidence: float | None = None  # of optical recognition, 0–1; None where the text was read, not recognised


class Statistic(Part):
    """A line of the 统计表 of reports before 2019. `key`: the indicator's id in forms/statistics.csv, or None."""

    label: str
    unit: str | None = None
    value: Number | None = None
    cumulative: Number | None = None
    key: str | None = None


class Figure(Part):
    """A number of the prose. `percent`: the share printed with it; `within_total`: True part of the report's own total,
    False cannot be, None not said."""

    measure: str
    value: Number | None = None
    unit: str | None = None
    approximate: bool = False
    percent: float | None = None
    label: str | None = None
    within_total: bool | None = None
    evidence: Evidence


class Clause(Part):
    """A problem or a measure of section five. `cues`: theme id -> the words that decided it."""

    text: str
    themes: list[str]
    evidence: Evidence
    cues: dict[str, list[str]] = Field(default_factory=dict)
    past: bool = False  # a problem of an earlier year, told again


class CellReference(Part):
    table: str
    row: str
    column: str


class Doubt(Part):
    """What the reader saw and could not place: the reading may be wrong. `where`: the raw words or cells, for a person.
    `message` is Chinese; `template` and `values` render it in any language (see report.language)."""

    kind: str
    message: str
    where: str
    template: str = ""
    values: dict[str, Any] = Field(default_factory=dict)
    cells: list[CellReference] = Field(default_factory=list)
    proposal: dict[str, Any] | None = None  # {row: {column: value}} when exactly one placement satisfies the form's sums


class Finding(Part):
    """What one check says of the report itself. `left`, `right`, `difference`: the two sides, where the check compares."""

    check: str
    severity: Severity
    verdict: Verdict
    message: str
    template: str = ""
    values: dict[str, Any] = Field(default_factory=dict)
    left: Number | None = None
    right: Number | None = None
    difference: Number | None = None
    cells: list[CellReference] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)


Grid = dict[str, dict[str, Number | None]]


class Editions(Part):
    disclosed: Edition | None = None
    requests: Edition | None = None
    disputes: Edition | None = None


class AnnualReport(Part):
    schema_: Literal["disclosure-report/1"] = Field(SCHEMA, alias="schema")
    source: Source
    title: str | None = None
    agency: Agency | None = None
    region: Region | None = None
    year: int | None = None
    year_evidence: Evidence | None = None  # of the year and the day, None where words around the report's text give them
    published: str | None = None
    published_evidence: Evidence | None = None
    editions: Editions = Field(default_factory=Editions)
    sections: list[Section] = Field(default_factory=list)
    disclosed: Grid = Field(default_factory=dict)
    requests: Grid = Field(default_factory=dict)
    disputes: Grid = Field(default_factory=dict)
    statistics: list[Statistic] = Field(default_factory=list)
    cells: list[Cell] = Field(default_factory=list)
    figures: list[Figure] = Field(default_factory=list)
    problems: list[Clause] = Field(default_factory=list)
    measures: list[Clause] = Field(default_factory=list)
    doubts: list[Doubt] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    @property
    def agency_name(self) -> str | None:
        """Returns the agency's name, or None where the text does not give it."""
        return self.agency.name if self.agency else None

    def section(self, key: str) -> Section | None:
        """Returns the section with that key, or None."""
        return next((s for s in self.sections if s.key == key), None)

    def figure(self, measure: str) -> Figure | None:
        """Returns the first figure of that measure, or None."""
        return next((f for f in self.figures if f.measure == measure), None)
