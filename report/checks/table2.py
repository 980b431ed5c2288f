"""Table 2, proactive disclosure: what one year's table must satisfy."""
from collections.abc import Iterator

from report import form
from report.checks.answer import Answer, exact, failed, passed, unknown
from report.checks.cells import NO_TABLE, names, number, whole_numbers, without_numbers
from report.model import AnnualReport, CellReference

DOCUMENTS = ("regulations", "normative_documents")
MONEY = ("amount_wan_yuan",)
GRASS_ROOTS = ("town", "township", "subdistrict")
MUCH = 1000  # 万元 of fees: a township that charges so much has probably written yuan
FEN = 6  # decimals: a fen is 0.000001 万元
LOCAL = 4  # decimals that local templates ask for


def cell(row: str, column: str) -> CellReference:
    """Returns the reference of a cell of table 2."""
    return CellReference(table="disclosed", row=row, column=column)


def below_city(report: AnnualReport) -> bool | None:
    """Returns whether the agency certainly stands below a city with districts, so that it can make no regulations; None where unknown."""
    if report.agency is None:
        return None
    if report.agency.kind in GRASS_ROOTS:
        return True
    if report.agency.kind in ("government", "department", "other") and report.region:
        if report.region.county:
            return True
        if report.agency.kind == "government" and (report.region.city or report.region.province):
            return False
    return None


def check_regulations(report: AnnualReport) -> Iterator[Answer]:
    """Regulations (规章) are made by ministries, provinces and cities with districts only (立法法). In the report of a county, a county
    department, a town, township or subdistrict the whole row must be 0. Where the agency's level is not certain, it is a warning."""
    if "regulations" not in report.disclosed:
        yield unknown(NO_TABLE)
        return
    low = below_city(report)
    places = [cell("regulations", column) for column in report.disclosed["regulations"]]
    yield from without_numbers(report, places)
    for place in places:
        value = number(report, place)
        if value is None:
            continue
        if not value or low is False:
            yield passed(value, 0, [place])
        else:
            yield failed("“{place}” is {value}, but only provinces and cities with districts (and ministries) make regulations.",
                         {"place": names([place]), "value": value}, value, 0, [place], severity="error" if low else "warning")


def check_numbers(report: AnnualReport) -> Iterator[Answer]:
    """Table 2 counts documents and decisions, so its numbers are whole and not below 0; only the change on last year's items of the 2019
    form may be. Fees are in 万元 and not below 0; more than six decimals would be finer than a fen. A township with fees of
    1,000 万元 and more has probably written yuan."""
    signed = ("change",) if report.editions.disclosed != "2021" else ()
    yield from whole_numbers(report, "disclosed", (*MONEY, *signed))
    for row, values in report.disclosed.items():
        for column in MONEY:
            if (value := values.get(column)) is None:
                continue
            place = cell(row, column)
            told = {"place": names([place]), "value": value}
            if value < 0:
                yield failed("“{place}”: {value} is below 0.", told, cells=[place])
            elif decimals(value) > FEN:
                yield failed("“{place}”: {value} has more than six decimals, finer than a fen.", told, cells=[place], severity="warning")
            elif value >= MUCH and row == "fees" and report.agency and report.agency.kind in GRASS_ROOTS:
                yield failed("“{place}”: {value} (in 万元) is unusually much for a township; was it written in yuan?", told, cells=[place],
                             severity="warning")
            elif decimals(value) > LOCAL:
                yield failed("“{place}”: {value} has more than four decimals; some local templates ask for four.", told, cells=[place],
                             severity="information")
            else:
                yield passed(value, None, [place])


def decimals(value: int | float) -> int:
    """Returns how many decimals a number is printed with."""
    return len(repr(value).partition(".")[2].rstrip("0")) if isinstance(value, float) and "e" not in repr(value) else 0


def check_in_force(report: AnnualReport) -> Iterator[Answer]:
    """What was made this year and not repealed this year should be in force at its end: in force ≥ made − repealed. A document may be made
    and expire, or be repealed unpublished, within a year, so a person decides."""
    if report.editions.disclosed == "2019":
        yield unknown("The 2019 form has no column for documents in force.")
        return
    for row in DOCUMENTS:
        cells = [cell(row, column) for column in ("in_force", "made", "repealed")]
        if gaps := without_numbers(report, cells):
            yield from gaps
            continue
        in_force, made, repealed = (number(report, c) for c in cells)
        if in_force >= made - repealed:
            yield passed(in_force, made - repealed, cells)
        else:
            yield failed("“{row}”: in force {in_force} < made {made} − repealed {repealed}; the difference is {difference}.",
                         {"row": form.row_name("disclosed", row, "en"), "in_force": in_force, "made": made, "repealed": repealed},
                         in_force, exact(made - repealed), cells)


def check_published(report: AnnualReport) -> Iterator[Answer]:
    """In the 2019 form what was newly published this year is part of what was newly made and of all that is published:
    newly published ≤ newly made, and published in all ≥ newly published. Older documents may be published later, so a person decides."""
    if report.editions.disclosed != "2019":
        yield unknown("Only the 2019 form has these columns.")
        return
    for row in DOCUMENTS:
        made, new, whole = (cell(row, column) for column in ("newly_made", "newly_published", "total_published"))
        for small, big in ((new, made), (new, whole)):
            if gaps := without_numbers(report, [small, big]):
                yield from gaps
            elif number(report, small) <= number(report, big):
                yield passed(number(report, small), number(report, big), [small, big])
            else:
                yield failed("“{row}”: “{small}” {left} is more than “{big}” {right}.",
                             {"row": form.row_name("disclosed", row, "en"), "small": form.column_name("disclosed", row, small.column, "en"),
                              "big": form.column_name("disclosed", row, big.column, "en")},
                             number(report, small), number(report, big), [small, big])
