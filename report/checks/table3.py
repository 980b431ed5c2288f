"""Table 3, applications received and handled: the relations inside one table."""
from collections.abc import Iterator
from functools import cache

from report import form
from report.checks.answer import Answer, failed, passed, unknown
from report.checks.cells import NO_TABLE, ROW_LEFT_OUT, doubted, left_out, names, number, total, whole_numbers, without_numbers
from report.checks.history import NO_PREVIOUS, NO_PREVIOUS_TABLE
from report.checks.statements import find
from report.model import AnnualReport, CellReference

COLUMNS = ("natural_person", "business", "research", "public_benefit", "legal_service", "other", "total")


def cell(row: str, column: str) -> CellReference:
    """Returns the reference of a cell of table 3."""
    return CellReference(table="requests", row=row, column=column)


@cache
def official_outcomes() -> tuple[str, ...]:
    """Returns the rows of the 2021 form that hold results, without their total."""
    return tuple(r.key for r in form.rows("requests", "2021")
                 if r.kind == "figure" and r.parent not in ("", "results") or r.key in ("granted", "partly_granted"))


def outcome_rows(report: AnnualReport) -> list[str]:
    """Returns the rows that add up to the total of results; 其他处理 is one row where the report prints it as one (2019 form)."""
    rows = list(official_outcomes())
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
        if left_out(report, "requests"):
            yield unknown(ROW_LEFT_OUT)
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
    yield from whole_numbers(report, "requests")


def check_blanks(report: AnnualReport) -> Iterator[Answer]:
    """The form asks for a number in every cell of table 3; where nothing happened it is 0. Blank cells, strokes and words are counted
    here, because nothing can be computed from them."""
    if not report.requests:
        yield unknown(NO_TABLE)
        return
    empty = [cell(row, column) for row, values in report.requests.items() for column, value in values.items() if value is None]
    if not empty:
        yield passed()
        return
    yield failed("{count} cells of table 3 hold no number (blank, a stroke or words): {places}.", {"count": len(empty), "places": names(empty)},
                 cells=empty)


def check_width(report: AnnualReport) -> Iterator[Answer]:
    """Table 3 has 25 rows of 7 columns (23 rows in the 2019 form). A row that is missing, or that has fewer cells than its columns, has been
    deleted or shifted; nothing is moved into place."""
    if not report.requests:
        yield unknown(NO_TABLE)
        return
    rows = value_rows(report)
    missing = [row for row in rows if row not in report.requests]
    narrow = [cell(row, c) for row in rows if row in report.requests for c in COLUMNS if c not in report.requests[row]]
    if (missing or narrow) and doubted(report, "requests"):
        yield unknown(ROW_LEFT_OUT)
        return
    if missing:
        yield failed("Table 3 lacks the rows {rows}.", {"rows": [form.row_name("requests", row, "en") for row in missing]},
                     cells=[cell(row, c) for row in missing for c in COLUMNS])
    if narrow:
        yield failed("Table 3 lacks the cells {places}.", {"places": names(narrow)}, cells=narrow)
    if not missing and not narrow:
        yield passed()


FEW = 5  # applications: so few cannot hold “many repeated” ones


def check_rare_rows(report: AnnualReport) -> Iterator[Answer]:
    """Two rows of table 3 need a history that a small agency seldom has: “fee not paid in time” needs a fee notice, and “many repeated
    applications” needs many applications. A number there may stand in the wrong row; it is pointed out, not called wrong."""
    fee, abusive, received = cell("other.fee_unpaid", "total"), cell("not_processed.abusive", "total"), cell("received", "total")
    if gaps := without_numbers(report, [fee, abusive, received]):
        yield from gaps
        return
    nothing_charged = find(report, "fees.none")
    if number(report, fee) and nothing_charged:
        yield failed("{count} applications were closed because the fee was not paid, but the report says that no fee was charged.",
                     {"count": number(report, fee)}, cells=[fee], evidence=[s.evidence for s in nothing_charged])
    if number(report, abusive) and number(report, received) < FEW:
        yield failed("{count} applications count as “many repeated applications”, but only {received} were received in all.",
                     {"count": number(report, abusive), "received": number(report, received)}, cells=[abusive, received])
    if not (number(report, fee) and nothing_charged) and not (number(report, abusive) and number(report, received) < FEW):
        yield passed(cells=[fee, abusive])


ONE = 6  # the sum of the cells where there was one application: received, answered and in the totals of both


def check_same_as_last_year(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """A table 3 with more than one application that agrees with last year's in every cell was probably copied. (One application a year,
    answered alike, is no pattern.)"""
    if not report.requests:
        yield unknown(NO_TABLE)
    elif previous is None:
        yield unknown(NO_PREVIOUS)
    elif not previous.requests:
        yield unknown(NO_PREVIOUS_TABLE)
    elif report.requests == previous.requests and sum(v or 0 for values in report.requests.values() for v in values.values()) > ONE:
        places = [cell(row, column) for row, values in report.requests.items() for column, value in values.items() if value]
        yield failed("Table 3 agrees with last year's in every cell, although it is not all 0.", {}, cells=places)
    else:
        yield passed()
