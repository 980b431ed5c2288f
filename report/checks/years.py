"""From one year's report to the next: what must continue, and what seldom jumps."""
from collections.abc import Iterator

from report import form
from report.checks.answer import Answer, exact, failed, passed, unknown
from report.checks.cells import number, without_numbers
from report.checks.history import NO_PREVIOUS, NO_PREVIOUS_TABLE, OTHER_EDITION
from report.checks.table2 import DOCUMENTS
from report.checks.table2 import cell as disclosed_cell
from report.checks.table3 import COLUMNS
from report.checks.table3 import cell as requests_cell
from report.model import AnnualReport, CellReference

BIG, SMALL, FLOOR = 5, 0.2, 30  # ratios of two years, and the least number that a ratio says anything about
JUMPING = (("licences", "decided"), ("penalties", "decided"), ("coercive_measures", "decided"), ("fees", "amount_wan_yuan"))
ITEMS = ("licences", "other_services", "penalties", "coercive_measures", "fees")


def two_years(report: AnnualReport, previous: AnnualReport | None, here: list[CellReference], before: list[CellReference]) -> list[Answer]:
    """Returns why these cells of two years cannot be compared; [] where they can."""
    if previous is None:
        return [unknown(NO_PREVIOUS)]
    if without_numbers(previous, before):
        return [unknown(NO_PREVIOUS_TABLE, cells=before)]
    return without_numbers(report, here)


def check_carried(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """What last year's report carries over to this year must be what this year's report carries in: the total of row two equals the total
    of row four a year ago. The applicants' columns are compared too, as warnings."""
    for column in reversed(COLUMNS):
        here, before = requests_cell("carried_in", column), requests_cell("carried_out", column)
        if gaps := two_years(report, previous, [here], [before]):
            yield from gaps
            continue
        left, right = number(report, here), number(previous, before)
        if left == right:
            yield passed(left, right, [here])
        else:
            yield failed("Column “{column}”: carried in {left}, but last year's report carried out {right}; the difference is {difference}.",
                         {"column": form.column_name("requests", "carried_in", column, "en")}, left, right, [here],
                         severity="error" if column == "total" else "warning")


def check_stock(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """Documents in force at the end of the year = in force a year ago + made − repealed (both years in the 2021 form). Expiry, clean-ups and
    mergers of agencies are good reasons for a gap; the report should give them."""
    if previous is not None and (report.editions.disclosed, previous.editions.disclosed) != ("2021", "2021"):
        yield unknown(OTHER_EDITION)
        return
    for row in DOCUMENTS:
        here = [disclosed_cell(row, column) for column in ("in_force", "made", "repealed")]
        if gaps := two_years(report, previous, here, here[:1]):
            yield from gaps
            continue
        (in_force, made, repealed), before = (number(report, c) for c in here), number(previous, here[0])
        expected = exact(before + made - repealed)
        if in_force == expected:
            yield passed(in_force, expected, here)
        else:
            yield failed("“{row}”: in force {in_force} ≠ last year {before} + made {made} − repealed {repealed}; the difference is {difference}.",
                         {"row": form.row_name("disclosed", row, "en"), "in_force": in_force, "before": before, "made": made,
                          "repealed": repealed}, in_force, expected, here)


def check_jumps(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """A number of table 2 that grows to more than five times, or falls below a fifth, of last year's deserves a look; numbers that stay
    below 30 in both years are not compared. A new power or a new way of counting may explain it."""
    for row, column in JUMPING:
        place = disclosed_cell(row, column)
        if gaps := two_years(report, previous, [place], [place]):
            yield from gaps
            continue
        now, before = number(report, place), number(previous, place)
        if max(now, before) < FLOOR or (before and SMALL <= now / before <= BIG):
            yield passed(now, before, [place])
        else:
            yield failed("“{row}”: {left} this year against {right} last year.", {"row": form.row_name("disclosed", row, "en")}, now, before,
                         [place])


def check_items(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """In the 2019 form “items last year” of a report equals “items last year” plus “change” of the report before."""
    if report.editions.disclosed != "2019" or (previous is not None and previous.editions.disclosed != "2019"):
        yield unknown("Only two years in the 2019 form have these columns.")
        return
    for row in ITEMS:
        here, change = disclosed_cell(row, "last_year_items"), disclosed_cell(row, "change")
        if gaps := two_years(report, previous, [here], [here, change]):
            yield from gaps
            continue
        left, right = number(report, here), exact(number(previous, here) + number(previous, change))
        if left == right:
            yield passed(left, right, [here])
        else:
            yield failed("“{row}”: items last year {left}, but the report of that year makes it {right}; the difference is {difference}.",
                         {"row": form.row_name("disclosed", row, "en")}, left, right, [here])
