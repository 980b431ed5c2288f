"""No person reads beyond the permitted regions: every SELECT, whoever wrote it, sees tables cut down to those regions.

A statement is run as WITH report AS (SELECT * FROM main.report WHERE region_code BETWEEN …), … <statement>: the names it uses then mean the cut-down
tables. So no question can forget the limit, and both databases understand it. Transactions that write see everything: who writes is
asked by data.permits.require."""
import re
from functools import lru_cache

from sqlmodel import SQLModel

from data import permits

OPEN = ("counter", "phrase", "deadline", "scheme")  # they tell nothing of a single report or agency
WHOLE = ("summary", "times")  # sums over everyone's reports: where permits.limited("viewer"), a question must go to the rows
READS = re.compile(r"\s*(SELECT|WITH)\b(\s+RECURSIVE\b)?", re.I)  # with recursive
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.I)  # update report
TOUCHED = {  # table -> whose rows they are, where neither region_code, report_id nor agency_id says so; {t} is the table, {report} and {agency} the permitted ones
    "document": "EXISTS (SELECT 1 FROM {report} AND r.source_sha256 = t.sha256)",
    "verdict": "EXISTS (SELECT 1 FROM {agency} AND a.id = t.agency_id) OR EXISTS (SELECT 1 FROM {report} AND r.source_sha256 = t.source_sha256)",
    "correction": "EXISTS (SELECT 1 FROM {agency} AND a.id = t.agency_id) OR EXISTS (SELECT 1 FROM {report} AND r.source_sha256 = t.source_sha256)",
    "likeness": "EXISTS (SELECT 1 FROM {report} AND r.id = t.report_id) AND EXISTS (SELECT 1 FROM {report} AND r.id = t.other_id)",
    "access": "{digits}",
}


UNNAMED, UNNAMED_CHINESE = "an agency of another region", "另一地区的机构"  # said in place of the agency whose prose a report shares
TOLD = {  # (table, column) -> what stands there in place of words that may name an agency elsewhere; {hidden} says that they do
    **{(table, "message"): "CASE WHEN {hidden} THEN replace(t.message, {name}, '%s') ELSE t.message END" % UNNAMED_CHINESE for table in ("finding", "verdict")},
    **{(table, "values"): "CASE WHEN {hidden} THEN {unnamed} ELSE t.\"values\" END" for table in ("finding", "verdict")},
    ("journal", "detail"): "{unquoted}",
}
DIALECTS = {  # how each database reads and changes JSON
    "sqlite": {"name": "json_extract(t.\"values\", '$.agency')", "unnamed": f"json_set(t.\"values\", '$.agency', '{UNNAMED}')",
               "unquoted": "json_remove(t.detail, '$.finding')"},
    "postgresql": {"name": "(CAST(t.\"values\" AS jsonb) ->> 'agency')", "unnamed": f"CAST(jsonb_set(CAST(t.\"values\" AS jsonb), '{{agency}}', '\"{UNNAMED}\"') AS json)",
                   "unquoted": "CAST(CAST(t.detail AS jsonb) - 'finding' AS json)"},
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
    cut = _cut(permit.regions(), schema, connection.dialect.name)
    tables = [name for name in cut if name in set(re.findall(r"\w+", statement))]
    if any(name in WHOLE for name in tables):
        raise RuntimeError("a person of some regions was to be answered from sums over all of them; ask permits.limited first")
    if not tables:
        return statement, parameters
    shadows = ", ".join(cut[name] for name in tables)
    own = begins[1].upper() == "WITH"
    return f"WITH{begins[2] or ''} {shadows}{',' if own else ''} {statement[begins.end():] if own else statement}", parameters


@lru_cache(500)
def _cut(regions: tuple[str, ...], schema: str, dialect: str) -> dict[str, str]:
    """Returns, for each table, the SQL that stands for it. A table of which nothing is known here shows no row."""
    def within(column: str) -> str:
        spans = [f"{column} BETWEEN {r.ljust(permits.DIGITS, '0')} AND {r.ljust(permits.DIGITS, '9')}" for r in regions if r.isdecimal()]
        return f"({' OR '.join(spans) or '1 = 0'})"

    names = {"report": f'"{schema}".report r WHERE {within("r.region_code")}', "agency": f'"{schema}".agency a WHERE {within("a.region_code")}',
             "digits": " OR ".join(f"substr(t.region, 1, {len(r)}) = '{r}'" for r in regions if r.isdecimal()) or "1 = 0"}

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

    json = dict(DIALECTS[dialect])
    json["hidden"] = f"({json['name']} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {names['agency']} AND a.name = {json['name']}))"

    def column(table: str, name: str) -> str:
        told = TOLD.get((table, name))
        return f't."{name}"' if told is None else f'{told.format(**json)} AS "{name}"'

    def columns(table) -> str:
        return ", ".join(column(table.name, name) for name in table.columns.keys())

    return {table.name: f'"{table.name}" AS NOT MATERIALIZED (SELECT {columns(table)} FROM "{schema}"."{table.name}" t WHERE {condition(table)})'
            for table in SQLModel.metadata.tables.values() if table.name not in OPEN}
