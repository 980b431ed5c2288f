"""Table 4, reconsideration and litigation: the relations inside the table and with the years before."""
from collections.abc import Iterator

from report import form
from report.checks.answer import Answer, failed, passed, unknown
from report.checks.cells import NO_TABLE, number, total, whole_numbers, without_numbers
from report.checks.history import NO_PREVIOUS, NO_PREVIOUS_TABLE
from report.model import AnnualReport, CellReference

BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
RESULTS = ("upheld", "corrected", "other", "pending")


def cell(block: str, column: str) -> CellReference:
    """Returns the reference of a cell of table 4."""
    return CellReference(table="disputes", row=block, column=column)


def check_results(report: AnnualReport) -> Iterator[Answer]:
    """Each of the three blocks of table 4 must add up: upheld, corrected, other result and pending together make the block's
    total. A block with a blank cell, a stroke or words is not checked: blank is not 0."""
    if not report.disputes:
        yield unknown(NO_TABLE)
        return
    for block in BLOCKS:
        cells = [cell(block, column) for column in (*RESULTS, "total")]
        if gaps := without_numbers(report, cells):
            yield from gaps
            continue
        left, right = number(report, cells[-1]), total(report, cells[:-1])
        if left == right:
            yield passed(left, right, cells)
        else:
            yield failed("“{block}”: the total is {left}, but the results add up to {right}; the difference is {difference}.",
                         {"block": form.row_name("disputes", block, "en")}, left, right, cells)


def check_counts(report: AnnualReport) -> Iterator[Answer]:
    """Every number in table 4 counts cases, so it must be a whole number and not below 0."""
    yield from whole_numbers(report, "disputes")


def check_after_reconsideration(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """A lawsuit after reconsideration needs a reconsideration. Where table 4 counts such lawsuits but no reconsideration this year
    and last, a person should look: the reconsideration may be older, or the case may stand in the wrong block."""
    cells = [cell("litigation_after_reconsideration", "total"), cell("reconsideration", "total")]
    if gaps := without_numbers(report, cells):
        yield from gaps
        return
    sued, reconsidered = (number(report, c) for c in cells)
    if not sued or reconsidered:
        yield passed(sued, reconsidered, cells)
    elif previous is None:
        yield unknown(NO_PREVIOUS, cells=cells)
    elif (before := number(previous, cells[1])) is None:
        yield unknown(NO_PREVIOUS_TABLE, cells=cells)
    elif before:
        yield passed(sued, before, cells)
    else:
        yield failed("{sued} lawsuits after reconsideration, but no reconsideration this year or last.", {"sued": sued}, cells=cells)


def check_pending(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """A case that was pending at the end of last year must come up again this year, closed or still pending. Where a block counted
    pending cases last year and nothing at all this year, the cases have vanished from the record."""
    for block in BLOCKS:
        pending, now = cell(block, "pending"), cell(block, "total")
        if previous is None:
            yield unknown(NO_PREVIOUS)
        elif (before := number(previous, pending)) is None:
            yield unknown(NO_PREVIOUS_TABLE, cells=[pending])
        elif gaps := without_numbers(report, [now]):
            yield from gaps
        elif before > 0 and number(report, now) == 0:
            yield failed("“{block}”: {pending} cases were pending last year, but this year's total is 0.",
                         {"block": form.row_name("disputes", block, "en"), "pending": before}, cells=[now])
        else:
            yield passed(before, number(report, now), [now])


def check_applications(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """Cases without any application this year or last are possible (a case may be years old), but rare enough for a look."""
    cells = [cell(block, "total") for block in BLOCKS]
    applications = [CellReference(table="requests", row=row, column="total") for row in ("received", "carried_in")]
    if gaps := without_numbers(report, [*cells, *applications]):
        yield from gaps
        return
    cases = total(report, cells)
    if not cases or total(report, applications):
        yield passed(cases, total(report, applications), [*cells, *applications])
    elif previous is None:
        yield unknown(NO_PREVIOUS, cells=cells)
    elif without_numbers(previous, applications):
        yield unknown(NO_PREVIOUS_TABLE, cells=applications)
    elif total(previous, applications):
        yield passed(cases, total(previous, applications), [*cells, *applications])
    else:
        yield failed("{cases} reconsiderations and lawsuits, but no application this year or last.", {"cases": cases},
                     cells=[c for c in cells if number(report, c)])
