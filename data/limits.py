"""No person reads beyond the permitted regions: every SELECT, whoever wrote it, sees tables cut down to those regions.

A statement is run as WITH report AS (SELECT * FROM main.report WHERE region_code BETWEEN …), … <statement>: the names it uses then mean the cut-down
tables. So no question can forget the limit, and both databases understand it. Transactions that write see everything: who writes is
asked by data.permits.require."""
import re
from functools import lru_cache

from sqlmodel import SQLModel

from data import permits

OPEN = ("counter", "phrase", "deadline", "scheme")  # they tell nothing of a single report or agency
READS = re.compile(r"\s*(SELECT|WITH)\b(\s+RECURSIVE\b)?", re.I)  # with recursive
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.I)  # update report
TOUCHED = {  # table -> whose rows they are, where neither region_code, report_id nor agency_id says so; {t} is the table, {report} and {agency} the permitted ones
    "document": "EXISTS (SELECT 1 FROM {report} AND r.source_sha256 = t.sha256)",
    "verdict": "EXISTS (SELECT 1 FROM {agency} AND a.id = t.agency_id) OR EXISTS (SELECT 1 FROM {report} AND r.source_sha256 = t.source_sha256)",
    "correction": "EXISTS (SELECT 1 FROM {agency} AND a.id = t.agency_id) OR EXISTS (SELECT 1 FROM {report} AND r.source_sha256 = t.source_sha256)",
    "likeness": "EXISTS (SELECT 1 FROM {report} AND r.id = t.report_id) AND EXISTS (SELECT 1 FROM {report} AND r.id = t.other_id)",
    "access": "{digits}",
}


def limit_reading(connection, cursor, statement, parameters, context, executemany):
    """Returns the statement with the tables cut down to the regions of the permit: the engine's hook before each statement."""
    permit = permits.current()
    if permit.everywhere("viewer") or connection.get_execution_options().get("write"):
        return statement, parameters
    if WRITES.match(statement):
        raise permits.NotAllowed("needs_editor")
    begins = READS.match(statement)
    if not begins:  # BEGIN
        return statement, parameters
    schema = "main" if connection.dialect.name == "sqlite" else connection.dialect.default_schema_name
    tables = [name for name in _cut(permit.regions(), schema) if name in set(re.findall(r"\w+", statement))]
    if not tables:
        return statement, parameters
    shadows = ", ".join(_cut(permit.regions(), schema)[name] for name in tables)
    own = begins[1].upper() == "WITH"
    return f"WITH{begins[2] or ''} {shadows}{',' if own else ''} {statement[begins.end():] if own else statement}", parameters


@lru_cache(500)
def _cut(regions: tuple[str, ...], schema: str) -> dict[str, str]:
    """Returns, for each table, the SQL that stands for it. A table of which nothing is known here shows no row."""
    def within(column: str) -> str:
        spans = [f"{column} BETWEEN {r.ljust(permits.DIGITS, '0')} AND {r.ljust(permits.DIGITS, '9')}" for r in regions if r.isdecimal()]
        return f"({' OR '.join(spans) or '1 = 0'})"

    names = {"report": f'"{schema}".report r WHERE {within("r.region_code")}', "agency": f'"{schema}".agency a WHERE {within("a.region_code")}',
             "digits": " OR ".join(f"t.region LIKE '{r}%'" for r in regions if r.isdecimal()) or "1 = 0"}

    def condition(table) -> str:
        columns = table.columns.keys()
        if table.name in TOUCHED:
            return TOUCHED[table.name].format(**names)
        if "region_code" in columns:
            return within("t.region_code")
        if "report_id" in columns:
            return f"EXISTS (SELECT 1 FROM {names['report']} AND r.id = t.report_id)"
        if "agency_id" in columns:
            return f"EXISTS (SELECT 1 FROM {names['agency']} AND a.id = t.agency_id)"
        return "1 = 0"

    return {table.name: f'"{table.name}" AS NOT MATERIALIZED (SELECT * FROM "{schema}"."{table.name}" t WHERE {condition(table)})'
            for table in SQLModel.metadata.tables.values() if table.name not in OPEN}
