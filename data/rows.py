"""A report as rows and back: what goes in comes out the same, evidence, doubts and findings included."""
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, RowMapping, select
from sqlmodel import SQLModel

from data import sparse
from data.columns import LARGEST, whole
from data.errors import DatabaseProblem
from data.headlines import find_headlines
from data.models import (PARTS, CellRow, ClauseRow, ClauseThemeRow, DoubtRow, FigureRow, FindingRow, ReadingRow, ReportRow, SectionRow,
                         StatisticRow)
from report.checks.sameness import identity_of
from report.model import AnnualReport, Evidence, Finding

Rows = dict[type[SQLModel], list[dict]]
CLAUSES = {"problem": "problems", "measure": "measures"}  # the part of a clause -> the report's field
NUMBERS = {CellRow: ("value",), FigureRow: ("value",), StatisticRow: ("value", "cumulative"), FindingRow: ("left", "right", "difference")}


def to_header(report: AnnualReport) -> dict:
    """Returns the columns of the report table that the report itself decides."""
    source, failed = report.source, [f.severity for f in report.findings if f.verdict == "fail"]
    return {
        "kind": report.agency and report.agency.kind, "year": report.year, "title": report.title, "published": report.published,
        **{f"source_{field}": getattr(source, field) for field in ("name", "sha256", "bytes", "format", "reader")},
        **{f"edition_{table}": getattr(report.editions, table) for table in sparse.TABLES},
        **find_headlines(report),
        "errors": failed.count("error"), "warnings": failed.count("warning"), "notices": failed.count("information"),
        "not_checkable": sum(f.verdict == "not_checkable" for f in report.findings),
        "doubts": len(report.doubts), "problems": len(report.problems), "measures": len(report.measures)}


def to_rows(report: AnnualReport) -> Rows:
    """Returns the rows of every table of parts, without report_id. Raises DatabaseProblem for a number that cannot be kept exactly."""
    texts = {s.key: s.text for s in report.sections}
    grids = {table: getattr(report, table) for table in sparse.TABLES}
    rows: Rows = {
        ReadingRow: [{"identity": {name: _dump(getattr(report, name)) for name in ("agency", "region", "year_evidence", "published_evidence")}, "layout": sparse.pack_layout(report.cells),
                      "grids": None if sparse.grids_of(report.cells) == grids else grids}],
        SectionRow: [{"seq": i, "key": s.key, "heading": s.heading, "text": s.text, "pages": s.pages} for i, s in enumerate(report.sections)],
        CellRow: sparse.to_rows(report),
        FigureRow: [{"seq": i, **_plain(f, "evidence"), **_span(f.evidence, texts)} for i, f in enumerate(report.figures)],
        StatisticRow: [{"seq": i, **_plain(s)} for i, s in enumerate(report.statistics)],
        DoubtRow: [{"seq": i, **_plain(d)} for i, d in enumerate(report.doubts)],
        FindingRow: finding_rows(report.findings, report),
        ClauseRow: [], ClauseThemeRow: []}
    for part, field in CLAUSES.items():
        for i, clause in enumerate(getattr(report, field)):
            rows[ClauseRow].append({"part": part, "seq": i, **_plain(clause, "evidence", "themes"), **_span(clause.evidence, texts)})
            rows[ClauseThemeRow] += [{"part": part, "seq": i, "position": p, "theme": theme, "past": clause.past}
                                     for p, theme in enumerate(clause.themes)]
    _check_digits(report.source.name, rows)
    return rows


def finding_rows(findings: Iterable[Finding], report: AnnualReport, scope: str = "report", first: int = 0) -> list[dict]:
    """Returns the rows of findings on the report, without report_id; `first`: the number of the first of them."""
    return spanned_rows(findings, {s.key: s.text for s in report.sections}, scope, first)


def spanned_rows(findings: Iterable[Finding], texts: dict[str, str], scope: str, first: int) -> list[dict]:
    """Returns the same where only the texts of the report's sections are at hand."""
    return [{"seq": i, **_plain(f, "evidence"), "evidence": [_span(e, texts) for e in f.evidence], "scope": scope,
             "identity": identity_of(f), "decision": ""} for i, f in enumerate(findings, first)]


def load_rows(connection: Connection, report_id: int, scopes: tuple[str, ...] = ("report",)) -> AnnualReport:
    """Returns the report with that id as it was stored, corrections included; `scopes`: which of its findings. Raises DatabaseProblem where there is none."""
    return load_many(connection, [report_id], scopes)[report_id]


def load_many(connection: Connection, ids: Collection[int], scopes: tuple[str, ...] = ("report",)) -> dict[int, AnnualReport]:
    """Returns id -> report of several reports, by one question a table. Raises DatabaseProblem where one is not there."""
    if not ids:
        return {}
    headers = {row["id"]: row for row in connection.execute(select(ReportRow.__table__).where(ReportRow.id.in_(ids))).mappings()}
    for missing in (i for i in ids if i not in headers):
        raise DatabaseProblem("no_report", report=missing)
    parts: dict[int, Rows] = {i: {table: [] for table in PARTS} for i in ids}
    for table in PARTS:
        wanted, names = [table.scope.in_(scopes)] if table is FindingRow else [], table.__table__.columns.keys()
        for row in connection.execute(select(table.__table__).where(table.report_id.in_(ids), *wanted).order_by(*table.__table__.primary_key)).all():
            parts[row.report_id][table].append(dict(zip(names, row)))
    return {i: AnnualReport.model_validate({**_from_header(headers[i]), **_from_parts(parts[i])}) for i in ids}


def _from_header(header: RowMapping) -> dict:
    return {"source": {field: header[f"source_{field}"] for field in ("name", "sha256", "bytes", "format", "reader")},
            "editions": {table: header[f"edition_{table}"] for table in sparse.TABLES},
            **{field: header[field] for field in ("title", "year", "published")}}


def _from_parts(parts: Rows) -> dict:
    reading, = parts[ReadingRow]
    for table, names in NUMBERS.items():
        for row in parts[table]:
            row.update({name: whole(row[name]) for name in names})
    texts = {s["key"]: s["text"] for s in parts[SectionRow]}
    themes: dict[tuple, list[str]] = {}
    for line in parts[ClauseThemeRow]:
        themes.setdefault((line["part"], line["seq"]), []).append(line["theme"])
    cells = sparse.to_cells(reading["layout"], parts[CellRow])
    grids: dict[str, dict] = {table: {} for table in sparse.TABLES}
    for cell in cells:
        grids[cell["table"]].setdefault(cell["row"], {}).setdefault(cell["column"], cell["value"])
    clauses = [{**_fields(c, "text", "past", "cues"), "themes": themes.get((c["part"], c["seq"]), []), "evidence": _evidence(c, texts), "part": c["part"]}
               for c in parts[ClauseRow]]
    return {
        **reading["identity"], **(reading["grids"] or grids), "cells": cells,
        "sections": [_fields(s, "key", "heading", "text", "pages") for s in sorted(parts[SectionRow], key=lambda s: s["seq"])],
        "figures": [{**_fields(f, "measure", "value", "unit", "approximate", "percent", "label", "within_total"), "evidence": _evidence(f, texts)}
                    for f in parts[FigureRow]],
        "statistics": [_without(s, "report_id", "seq") for s in parts[StatisticRow]],
        "doubts": [_without(d, "report_id", "seq") for d in parts[DoubtRow]],
        "findings": [{**_without(f, "report_id", "seq", "scope", "identity", "decision"), "evidence": [_evidence(e, texts) for e in f["evidence"]]} for f in parts[FindingRow]],
        **{field: [_without(c, "part") for c in clauses if c["part"] == part] for part, field in CLAUSES.items()}}


def _span(evidence: Evidence, texts: dict[str, str]) -> dict:
    """The evidence as a span; its words only where the section does not give them."""
    given = texts.get(evidence.section, "")[evidence.start:evidence.end] == evidence.text
    return {"section": evidence.section, "start": evidence.start, "end": evidence.end, "words": None if given else evidence.text}


def _evidence(span: dict, texts: dict[str, str]) -> dict:
    words = span["words"] if span["words"] is not None else texts[span["section"]][span["start"]:span["end"]]
    return {**_fields(span, "section", "start", "end"), "text": words}


def _plain(part, *without: str) -> dict:
    return {k: v for k, v in part.__dict__.items() if k not in without}


def _dump(part) -> dict | None:
    return part and part.model_dump()


def _fields(row: dict, *names: str) -> dict:
    return {name: row[name] for name in names}


def _without(row: dict, *names: str) -> dict:
    return {k: v for k, v in row.items() if k not in names}


def _check_digits(name: str, rows: Rows) -> None:
    for value in _numbers(rows):
        if isinstance(value, int) and abs(value) > LARGEST:
            raise DatabaseProblem("too_large_number", name=name, detail=str(value))


def _numbers(rows: Rows) -> Iterator:
    for table, names in NUMBERS.items():
        for row in rows[table]:
            yield from (row[name] for name in names)
