"""The official form as data: editions, sections, tables, rows and columns read from forms/*.csv."""
import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FORMS = Path(__file__).parent / "forms"


def read_forms(name: str) -> list[dict[str, str]]:
    """Returns the lines of forms/<name>.csv as dictionaries."""
    with open(FORMS / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@dataclass(frozen=True)
class Row:
    """A row of a table. `kind`: figure (has values), group (its parts have the values) or heading; `editions`: where it stands."""

    table: str
    key: str
    kind: str
    parent: str
    block: str
    editions: tuple[str, ...]
    chinese: str
    english: str


@dataclass(frozen=True)
class Column:
    """A column of one row: `row` is "*" where every row of the table has it; `edition` "*" where both editions do."""

    table: str
    row: str
    key: str
    edition: str
    unit: str
    chinese: str
    english: str


@cache
def rows(table: str, edition: str | None = None) -> tuple[Row, ...]:
    """Returns the table's rows in the form's order, all of them or one edition's. In edition 2019 `other` holds figures itself."""
    found = []
    for line in read_forms("rows"):
        if line["table"] != table:
            continue
        editions = tuple(e for e in ("2021", "2019") if line[f"in_{e}"])
        if edition and edition not in editions:
            continue
        kind = "figure" if edition and line[f"in_{edition}"] == "figure" else line["kind"]
        found.append(Row(table, line["row"], kind, line["parent"], line["block"], editions, line["chinese"], line["english"]))
    return tuple(found)


def item_number(block: str) -> int:
    """Returns which item of article 20 a block of table 2 (第二十条第（一）项) is about."""
    return "一二三四五六七八九".index(block[-3]) + 1


@cache
def columns(table: str, row: str, edition: str) -> tuple[Column, ...]:
    """Returns the value columns of one row in the form's order."""
    return tuple(Column(line["table"], line["row"], line["column"], line["edition"], line["unit"], line["chinese"], line["english"])
                 for line in read_forms("columns")
                 if line["table"] == table and line["row"] in (row, "*") and line["edition"] in (edition, "*"))


@cache
def row_name(table: str, row: str, language: str = "zh") -> str:
    """Returns the official label of a row; the key itself where the form has none."""
    return next((r.chinese if language == "zh" else r.english for r in rows(table) if r.key == row), row)


@cache
def column_name(table: str, row: str, column: str, language: str = "zh") -> str:
    """Returns the official label of a column of that row; the key itself where the form has none."""
    return next((line["chinese" if language == "zh" else "english"] for line in read_forms("columns")
                 if line["table"] == table and line["row"] in (row, "*") and line["column"] == column), column)


@cache
def breaks(measure: str) -> dict[int, dict[str, str]]:
    """Returns where a series of the measure breaks, because the form began to count otherwise: first year -> {chinese, english}."""
    return {int(line["first_year"]): line for line in read_forms("breaks") if measure == line["measure"] or measure.startswith(line["measure"] + ".")}


@cache
def measures() -> dict[str, dict[str, str]]:
    """Returns the vocabulary of prose measures: measure -> {chinese, english, unit}."""
    return {line["measure"]: line for line in read_forms("measures")}


@cache
def official_names() -> dict[str, str]:
    """Returns the Chinese of every English name of the form: rows, columns, sections, tables, editions and measures."""
    return {line["english"]: line["chinese"] for name in ("rows", "columns", "sections", "tables", "editions", "measures")
            for line in read_forms(name)}
