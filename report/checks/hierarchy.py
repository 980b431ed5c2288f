"""A county's own report against the reports of its departments, towns, townships and subdistricts."""
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from report import form
from report.checks.answer import Answer, exact, failed, passed, unknown
from report.checks.cells import names
from report.checks.table3 import COLUMNS, value_rows
from report.checks.table4 import BLOCKS, RESULTS
from report.model import AnnualReport, CellReference

VERTICAL = re.compile(r"税务|气象|海关|国家统计局|调查队|烟草专卖|烟草局|邮政管理|消防救援|海事|人民银行|金融监督管理总局|金融监管局|国家安全局|边防检查")  # 国家统计局青禾调查队
OFFICE = re.compile(r"(?:政府|行署|公署)(?:办公室|办公厅|办)$|政务公开(?:办公室|办|中心)$")  # 青禾县人民政府办公室: what the county itself does stands in its report
NAMES = 20_000  # of agencies whose answer is remembered
NO_PARENT = "The county's own report is not there."


@dataclass(frozen=True)
class Group:
    """A county's reports of one year: its own and those of its office, departments and townships. `roster`: the names of the agencies that
    must report; empty where it is not known. `vertical`: the names of those managed from above, as the roster says; None: by their names."""

    parent: AnnualReport | None = None
    children: tuple[AnnualReport, ...] = ()
    roster: tuple[str, ...] = ()
    vertical: tuple[str, ...] | None = None

    def left_out(self, name: str) -> bool:
        """Returns whether the agency is managed from above."""
        return is_vertical(name) if self.vertical is None else name in self.vertical


@lru_cache(NAMES)
def is_vertical(name: str) -> bool:
    """Returns whether the name is that of an agency managed from above, which a county does not put on its roster: tax, weather, customs, survey teams."""
    return bool(VERTICAL.search(name))


def counted(group: Group) -> list[AnnualReport]:
    """Returns the children whose numbers belong to the county: vertically managed agencies do not, nor others that are not on a roster that is known."""
    return [c for c in group.children if not group.left_out(c.agency_name or "") and (not group.roster or c.agency_name in group.roster)]


def missing(group: Group) -> list[str]:
    """Returns the names of the roster without a report."""
    there = {c.agency_name for c in group.children if c.agency_name}
    return [name for name in group.roster if name not in there and not group.left_out(name)]


def places(report: AnnualReport) -> list[CellReference]:
    """Returns every cell of the three tables that a county adds up."""
    table2 = [("disclosed", row.key, column.key) for row in form.rows("disclosed", "2021") for column in form.columns("disclosed", row.key, "2021")]
    table3 = [("requests", row, column) for row in value_rows(report) for column in COLUMNS]
    table4 = [("disputes", block, column) for block in BLOCKS for column in (*RESULTS, "total")]
    return [CellReference(table=t, row=r, column=c) for t, r, c in (*table2, *table3, *table4)]


def value(report: AnnualReport, cell: CellReference):
    """Returns the number of a cell whose reading is not in doubt, else None."""
    if any((c.table, c.row, c.column) == (cell.table, cell.row, cell.column) for d in report.doubts for c in d.cells):
        return None
    return getattr(report, cell.table).get(cell.row, {}).get(cell.column)


def check_sums(group: Group) -> Iterator[Answer]:
    """Every cell of the county's tables equals the sum of the same cell over the county office, the departments, and the towns, townships and
    subdistricts; vertically managed agencies (tax, customs, weather …) are left out. It is checked only where the roster is known and every
    report of it is there with a number in that cell; the coverage is told first. Where the roster names no office of the county government, what the
    county counts beyond its agencies may be that office's own, and is information only."""
    if group.parent is None:
        yield unknown(NO_PARENT)
        return
    children, absent = counted(group), missing(group)
    if not group.roster or absent:
        yield unknown("{count} reports are there; without the whole roster the sums say nothing. Missing: {missing}.",
                      {"count": len(children), "missing": absent or ["the roster itself"]})
        return
    twice = list(duplicates(group))
    if twice:
        yield unknown("Before the sums are compared: which of the reports of {agencies} counts?", {"agencies": [name for name, _, _ in twice]})
        return
    office = any(OFFICE.search(name) for name in group.roster)
    for cell in places(group.parent):
        whole, parts = value(group.parent, cell), [value(c, cell) for c in children]
        if whole is None or None in parts:
            yield unknown("A cell has no certain number in the county's report or in one of the others: {places}.", {"places": names([cell])}, [cell])
        elif exact(sum(parts)) == whole:
            yield passed(whole, exact(sum(parts)), [cell])
        elif not office and whole > exact(sum(parts)):
            yield failed("“{place}”: the county's report says {left}, its {count} agencies add up to {right}; the {difference} more may be those of the county's office, which is not on the roster.",
                         {"place": names([cell]), "count": len(children)}, whole, exact(sum(parts)), [cell], severity="information")
        else:
            yield failed("“{place}”: the county's report says {left}, its {count} agencies add up to {right}; the difference is {difference}.",
                         {"place": names([cell]), "count": len(children)}, whole, exact(sum(parts)), [cell])


def check_roster(group: Group) -> Iterator[Answer]:
    """Every agency of the county's roster has handed in a report for the year."""
    if not group.roster:
        yield unknown("The roster is not known.")
        return
    absent = missing(group)
    for name in absent:
        yield failed("{agency} has no report for the year.", {"agency": name})
    if not absent:
        yield passed(len(group.roster), len(group.roster))


def check_duplicates(group: Group) -> Iterator[Answer]:
    """An agency has one report a year. Two different files for the same agency and year need a decision which one counts."""
    twice = list(duplicates(group))
    for name, year, count in twice:
        yield failed("{agency} has {count} different reports for {year}.", {"agency": name, "count": count, "year": year})
    if not twice:
        yield passed() if any(c.agency_name and c.year for c in group.children) else unknown("No report names its agency and year.")


def duplicates(group: Group) -> Iterator[tuple[str, int, int]]:
    """Yields (agency, year, number of files) of those with more than one."""
    files: dict[tuple[str, int], set[str]] = defaultdict(set)
    for child in group.children:
        if child.agency_name and child.year:
            files[child.agency_name, child.year].add(child.source.sha256)
    yield from ((name, year, len(found)) for (name, year), found in files.items() if len(found) > 1)


def check_larger(group: Group) -> Iterator[Answer]:
    """No agency can count more than the county that it belongs to, in any cell of the tables. Certain even where reports are missing, but a person decides
    which of the two is wrong."""
    if group.parent is None:
        yield unknown(NO_PARENT)
        return
    for child in counted(group):
        both = [(c, value(child, c), value(group.parent, c)) for c in places(child)]
        over = [(c, a, b) for c, a, b in both if a is not None and b is not None and a > b]
        if over:
            yield failed("{agency} counts more than the county in {count} cells: {places}.",
                         {"agency": child.agency_name or child.source.name, "count": len(over),
                          "places": [[*name, f"{a} > {b}"] for (c, a, b), name in zip(over, names(c for c, _, _ in over))]},
                         over[0][1], over[0][2], [c for c, _, _ in over])
        else:
            yield passed()
