"""What the pages choose (years, region, kinds, agencies) as conditions of SQL, and rows as frames with fixed types."""
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from math import nan
from typing import Any
from zoneinfo import ZoneInfo

import numpy
import pandas
from pydantic_core import from_json
from sqlalchemy import Boolean, ColumnElement, Connection, DateTime, Double, Engine, Integer, Select, String, cast, func

from sqlmodel.sql.sqltypes import AutoString

from data.among import among
from data.engine import reading
from data.models import CURRENT, ReportRow

DIGITS = 12  # of a region code in the database: 37 03 22 002 000
CHINA = "Asia/Shanghai"
made_once = lru_cache(maxsize=128)  # of what makes a select of a filter and the like: to make it anew costs SQLAlchemy more than to have it answered
WORDS = pandas.StringDtype("python", na_value=nan)  # by pyarrow, to go through a column takes three times as long


@dataclass(frozen=True)
class Filter:
    """The chosen part of the reports; what is empty does not limit. `region`: the leading digits of a region code
    ("37" a province, "3703" a city, "370322" a county, "370322002" a township); `kinds`: agency kinds;
    `reports`: ids of reports."""

    years: tuple[int, ...] = ()
    region: str | None = None
    kinds: tuple[str, ...] = ()
    agencies: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()

    def where(self) -> list[ColumnElement[bool]]:
        """Returns the conditions on the current reports."""
        conditions = [CURRENT]
        if self.years:
            conditions.append(ReportRow.year.in_(self.years))
        if self.reports:
            conditions.append(among(ReportRow.id, self.reports))
        return conditions + self.where_agency(ReportRow.region_code, ReportRow.kind, ReportRow.agency_id)

    def where_beside(self) -> list[ColumnElement[bool]]:
        """Returns those on the year and kind in words that no index of the reports serves, yet of which the databases know how many reports they leave: for lists of the
        nation, read down the index of another table, which stop early."""
        return [condition.is_(True) for condition in (CURRENT, *([ReportRow.year.in_(self.years)] if self.years else []), *self.where_agency(None, ReportRow.kind, None))]

    def where_agency(self, region_code, kind, agency_id) -> list[ColumnElement[bool]]:
        """Returns the conditions other than the year, on those columns."""
        conditions = []
        if self.region:
            conditions.append(region_code.between(*region_range(self.region)))
        if self.kinds:
            conditions.append(kind.in_(self.kinds))
        if self.agencies:
            conditions.append(among(agency_id, self.agencies))
        return conditions


def region_range(prefix: str) -> tuple[int, int]:
    """Returns the first and last 12-digit code that begin with the digits: "3703" -> 370300000000, 370399999999."""
    return int(prefix.ljust(DIGITS, "0")), int(prefix.ljust(DIGITS, "9"))


def region_number(code: str | None) -> int | None:
    """Returns a gazetteer code of 6 or 9 digits as the 12-digit number: "370322002" -> 370322002000."""
    return int(code.ljust(DIGITS, "0")) if code else None


def region_prefix(number: int) -> str:
    """Returns the shortest prefix that covers the place: 370300000000 -> "3703", 370322002000 -> "370322002"."""
    digits = str(number)[:9]
    if digits[6:] != "000":
        return digits
    return digits[:2] if digits[2:6] == "0000" else digits[:4] if digits[4:6] == "00" else digits[:6]


def frame(engine: Engine, statement: Select, ids: tuple[int, ...] | None = None, ordered: bool = False) -> pandas.DataFrame:
    """Returns the rows of a select as a DataFrame whose types follow the columns, also where it is empty: printed numbers
    float64 (NaN: not reported), counts and years Int64, flags boolean, times datetime64 in the office's zone (see local_times), words str (NaN: none), JSON objects.
    `ids`: those that the statement is told (see among.given); `ordered`: its first column has each once, and the rows come in their order."""
    with reading(engine) as connection:
        rows = connection.execute(statement, None if ids is None else {"ids": ids}).fetchall()
    if ordered:
        found = {row[0]: row for row in rows}
        rows = [found[key] for key in ids if key in found]
    return framed(statement, rows)


def framed(statement: Select, rows: list) -> pandas.DataFrame:
    """Returns rows of that select as `frame` does."""
    chosen = list(statement.selected_columns)
    values = zip(*rows) if rows else ((),) * len(chosen)
    return pandas.DataFrame({column.name: _array(column.type, list(of)) for column, of in zip(chosen, values)}, copy=False)


def plain(connection: Connection, statement: Select, ids: Iterable[int] | None = None) -> list[tuple]:
    """Returns the rows of a select of numbers and words as the driver gives them (a flag is 0 or 1 in SQLite): of thousands, half the time. `ids`: those that the
    statement is told (see among.given)."""
    return connection.execute(statement, None if ids is None else {"ids": ids}).cursor.fetchall()


def listed(column: ColumnElement) -> ColumnElement[str]:
    """Returns the SQL of all numbers of a group as one text (see `numbers`), the same rows in the same order for each column: thousands of rows take
    several times as long. SQLite writes fifteen digits, more than any count has."""
    return func.aggregate_strings(cast(column, String), ",")


def numbers(text: str) -> numpy.ndarray:
    """Returns the numbers that `listed` told."""
    return numpy.array(from_json(f"[{text}]"), "float64")


def pieces(groups: Iterable[tuple[Any, int]], limit: int, offset: int) -> list[tuple[Any, int, int]]:
    """Returns where a page of a list lies that stands in groups of known size (key, rows), one behind the other: (key, rows, rows to skip) of each group touched."""
    found = []
    for key, size in groups:
        if offset < size and limit > 0:
            found.append((key, min(limit, size - offset), offset))
            limit -= found[-1][1]
        offset = max(0, offset - size)
    return found


def _array(type, values: list):
    """One column's values as the array of its type."""
    if isinstance(type, Double):
        return numpy.array([nan if v is None else v for v in values], dtype="float64")
    if isinstance(type, Boolean):
        return _masked(pandas.arrays.BooleanArray, values, "bool")
    if isinstance(type, Integer):
        return _masked(pandas.arrays.IntegerArray, values, "int64")
    if isinstance(type, DateTime):
        return local_times(values)
    if isinstance(type, (String, AutoString)):
        return pandas.array(values, dtype=WORDS)
    return pandas.Series(values, dtype=object)


def local_times(values: list):
    """Returns times that are stored in UTC as those of the office's clock: the zone that DISCLOSURE_TIMEZONE names, by default China's."""
    zone = ZoneInfo(office_zone())
    return numpy.array([at and at.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) for at in values], "datetime64[us]")


def office_zone() -> str:
    """Returns the zone of the office's clock."""
    return os.environ.get("DISCLOSURE_TIMEZONE") or CHINA


def office_day() -> date:
    """Returns today's date on the office's clock, wherever the server stands."""
    return datetime.now(ZoneInfo(office_zone())).date()


def _masked(array, values: list, dtype: str):
    """An array of numbers or flags that knows which are missing."""
    return array(numpy.array([0 if v is None else v for v in values], dtype=dtype), numpy.array([v is None for v in values], dtype="bool"))
