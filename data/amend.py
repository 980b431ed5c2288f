"""A report with a person's corrections: pure functions on the parsed report. A correction applies only where the report still reads as it did
when the person looked: a newer version that prints another number is not touched."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from report.checks import run_checks
from report.model import Agency, AnnualReport, Cell, Clause, Doubt, Evidence, Figure, Region

KINDS = ("figure", "cell", "agency", "year", "theme")
IDENTITY = ("agency", "year")  # kinds that decide where a report belongs
CLAUSES = {"problem": "problems", "measure": "measures"}


@dataclass(frozen=True)
class Correction:
    """One correction. `place`: figure {measure, label, words}, cell {table, row, column}, theme {part, text}, else {}; `read` and `value`
    are what was read and what is right: a number or None, {name, kind, region} of an agency, a year, a list of themes."""

    kind: str
    place: Mapping
    read: object
    value: object
    id: int | None = None


def amend(report: AnnualReport, corrections: Iterable[Correction]) -> tuple[AnnualReport, list[int]]:
    """Returns the report with the corrections that apply to it, its findings computed anew on the corrected values, and the ids of those that
    apply; the very same report where none does."""
    amended, applied = report, []
    for correction in corrections:
        changed = APPLY[correction.kind](amended, correction)
        if changed is not None:
            amended = changed
            applied.append(correction.id)
    if not applied:
        return report, []
    return amended.model_copy(update={"findings": run_checks(amended)}), applied


def read_value(report: AnnualReport, kind: str, place: Mapping) -> object:
    """Returns what the report reads in that place, in the form of Correction.read."""
    if kind == "agency":
        return report.agency and {"name": report.agency.name, "kind": report.agency.kind}
    if kind == "year":
        return report.year
    if kind == "cell":
        return getattr(report, place["table"]).get(place["row"], {}).get(place["column"])
    if kind == "figure":
        figure = next((f for f in report.figures if _is_figure(f, place)), None)
        return figure and figure.value
    clause = next((c for c in getattr(report, CLAUSES[place["part"]]) if c.text == place["text"]), None)
    return clause and list(clause.themes)


def _correct_figure(report: AnnualReport, correction: Correction) -> AnnualReport | None:
    place, changed = correction.place, False
    figures = []
    for figure in report.figures:
        if _is_figure(figure, place) and _equal(figure.value, correction.read):
            figure, changed = figure.model_copy(update={"value": correction.value, "approximate": False}), True
        figures.append(figure)
    if not changed and correction.read is None and not place.get("words") and not any(f.measure == place["measure"] for f in report.figures):
        told = Evidence(section=report.sections[0].key if report.sections else "preamble", start=0, end=0, text="")  # nothing printed was read
        figures.append(Figure(measure=place["measure"], value=correction.value, label=place.get("label"), evidence=told))
        changed = True
    return report.model_copy(update={"figures": figures}) if changed else None


def _is_figure(figure: Figure, place: Mapping) -> bool:
    return figure.measure == place["measure"] and (figure.label or None) == (place.get("label") or None) and figure.evidence.text == place.get("words", "")


def _correct_cell(report: AnnualReport, correction: Correction) -> AnnualReport | None:
    table, row, column = (correction.place[k] for k in ("table", "row", "column"))
    if not _equal(read_value(report, "cell", correction.place), correction.read):
        return None
    grid = {r: dict(values) for r, values in getattr(report, table).items()}
    grid.setdefault(row, {})[column] = correction.value
    state = "blank" if correction.value is None else "number"
    cells, found = [], False
    for cell in report.cells:
        if (cell.table, cell.row, cell.column) == (table, row, column) and not found:
            cell, found = cell.model_copy(update={"value": correction.value, "state": state}), True
        cells.append(cell)
    if not found:
        cells.append(Cell(table=table, row=row, column=column, value=correction.value, raw="", state=state))
    doubts = [d for d in (_settled(d, table, row, column) for d in report.doubts) if d is not None]
    return report.model_copy(update={table: grid, "cells": cells, "doubts": doubts})


def _settled(doubt: Doubt, table: str, row: str, column: str) -> Doubt | None:
    """The doubt without the cell that a person has read; None where it was about that cell alone."""
    left = [c for c in doubt.cells if (c.table, c.row, c.column) != (table, row, column)]
    if len(left) == len(doubt.cells):
        return doubt
    return doubt.model_copy(update={"cells": left}) if left else None


def _correct_agency(report: AnnualReport, correction: Correction) -> AnnualReport | None:
    read = read_value(report, "agency", {})
    if (read or {}).get("name") != (correction.read or {}).get("name"):
        return None
    right = correction.value
    region = Region(**right["region"]) if right.get("region") else report.region
    return report.model_copy(update={"agency": Agency(name=right["name"], kind=right["kind"]), "region": region})


def _correct_year(report: AnnualReport, correction: Correction) -> AnnualReport | None:
    return report.model_copy(update={"year": correction.value, "year_evidence": None}) if report.year == correction.read else None


def _correct_theme(report: AnnualReport, correction: Correction) -> AnnualReport | None:
    field, changed = CLAUSES[correction.place["part"]], False
    clauses: list[Clause] = []
    for clause in getattr(report, field):
        if clause.text == correction.place["text"] and list(clause.themes) == list(correction.read or []):
            clause, changed = clause.model_copy(update={"themes": list(correction.value), "cues": {t: w for t, w in clause.cues.items() if t in correction.value}}), True
        clauses.append(clause)
    return report.model_copy(update={field: clauses}) if changed else None


def _equal(one, other) -> bool:
    """Whether two printed numbers are one: 3 and 3.0 are, None and 0 are not."""
    return (one is None) == (other is None) and (one is None or float(one) == float(other))


APPLY = {"figure": _correct_figure, "cell": _correct_cell, "agency": _correct_agency, "year": _correct_year, "theme": _correct_theme}
