"""Table 3, applications received and handled: the relations inside one table."""
from collections.abc import Iterator

from report import form
from report.checks.answer import Answer, failed, passed, unknown
from report.checks.cells import NO_TABLE, number, total, without_numbers
from report.model import AnnualReport, CellReference

COLUMNS = ("natural_person", "business", "research", "public_benefit", "legal_service", "other", "total")
GROUPS = ("refused", "unavailable", "not_processed", "other")


def cell(row: str, column: str) -> CellReference:
    """Returns the reference of a cell of table 3."""
    return CellReference(table="requests", row=row, column=column)


def outcome_rows(report: AnnualReport) -> list[str]:
    """Returns the rows that add up to the total of results; 其他处理 is one row where the report prints it as one (2019 form)."""
    rows = [r.key for r in form.rows("requests", "2021") if r.kind == "figure" and r.parent not in ("", "results") or r.key in ("granted", "partly_granted")]
    parts = [r for r in rows if r.startswith("other.")]
    if "other" in report.requests and not any(r in report.requests for r in parts):
        return [r for r in rows if r not in parts] + ["other"]
    return rows


def value_rows(report: AnnualReport) -> list[str]:
    """Returns every row that holds figures in this report's table 3, in the form's order."""
    return ["received", "carried_in", *outcome_rows(report), "handled", "carried_out"]


def check_balance(report: AnnualReport) -> Iterator[Answer]:
    """Every column of table 3 must balance: what came in this year and what was carried over from last year was either
    dealt with or is carried over to next year. It is the one relation that the form itself prints above the table
    (国办公开办函〔2021〕30号). A column with a blank cell, a stroke or words is not checked: blank is not 0."""
    if not report.requests:
        yield unknown(NO_TABLE)
        return
    for column in COLUMNS:
        cells = [cell(row, column) for row in ("received", "carried_in", "handled", "carried_out")]
        if gaps := without_numbers(report, cells):
            yield from gaps
            continue
        left, right = total(report, cells[:2]), total(report, cells[2:])
        if left == right:
            yield passed(left, right, cells)
            continue
        yield failed("Column “{column}”: received {received} + carried in {carried_in} ≠ handled {handled} + carried out {carried_out}; "
                     "the difference is {difference}.",
                     {"column": form.column_name("requests", "received", column, "en"), **{c.row: number(report, c) for c in cells}},
                     left, right, cells)


def check_outcomes(report: AnnualReport) -> Iterator[Answer]:
    """Every column of table 3 must add up: disclosed, partly disclosed, not disclosed, cannot be provided, not processed and
    other handling together make the total of results. Where the report prints “other handling” as one row (the 2019 form),
    that row counts. A column with a blank cell, a stroke or words is not checked: blank is not 0."""
    if not report.requests:
        yield unknown(NO_TABLE)
        return
    for column in COLUMNS:
        parts, handled = [cell(row, column) for row in outcome_rows(report)], cell("handled", column)
        if gaps := without_numbers(report, [*parts, handled]):
            yield from gaps
            continue
        left, right = number(report, handled), total(report, parts)
        if left == right:
            yield passed(left, right, [handled, *parts])
            continue
        yield failed("Column “{column}”: the total of results is {left}, but the results add up to {right}; the difference is {difference}.",
                     {"column": form.column_name("requests", "handled", column, "en")}, left, right,
                     [handled, *(p for p in parts if number(report, p))])


def check_applicants(report: AnnualReport) -> Iterator[Answer]:
    """Every row of table 3 must add up: natural persons and the five kinds of bodies together make the row's total. A row with
    only its total filled in is not checked: blank is not 0."""
    if not report.requests:
        yield unknown(NO_TABLE)
        return
    for row in value_rows(report):
        cells = [cell(row, column) for column in COLUMNS]
        if gaps := without_numbers(report, cells):
            yield from gaps
            continue
        left, right = number(report, cells[-1]), total(report, cells[:-1])
        if left == right:
            yield passed(left, right, cells)
            continue
        yield failed("Row “{row}”: the total is {left}, but the applicants add up to {right}; the difference is {difference}.",
                     {"row": form.row_name("requests", row, "en")}, left, right, cells)


def check_counts(report: AnnualReport) -> Iterator[Answer]:
    """Every number in table 3 counts applications, so it must be a whole number and not below 0."""
    if not report.requests:
        yield unknown(NO_TABLE)
        return
    for row, cells in report.requests.items():
        for column, value in cells.items():
            if value is None:
                continue
            place = cell(row, column)
            if value >= 0 and value == int(value):
                yield passed(value, None, [place])
            else:
                yield failed("Row “{row}”, column “{column}”: {value} is not a whole number of applications.",
                             {"row": form.row_name("requests", row, "en"), "column": form.column_name("requests", row, column, "en"),
                              "value": value}, None, None, [place])
