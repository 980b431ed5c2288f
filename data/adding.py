"""Adding up tables: what each cell of the form sums to over many reports, how many printed it, and what cannot be added."""
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from math import fsum

from report import form
from report.editions import CELLS, counterpart, expected

STATES = ("blank", "slash", "text", "absent")  # of a cell that is there without a number, or not printed
PARTS = ("natural_person", "business", "research", "public_benefit", "legal_service", "other")
RESULTS = ("upheld", "corrected", "other", "pending")


@dataclass
class Sum:
    """One cell added up. `value`: None where nobody printed a number; `printed`: reports that did; the next four: reports that have the cell
    without a number (blank, a stroke, unread words) or did not print it; `other_form`: reports whose form has no such cell. Of those printed:
    `doubted` are of uncertain reading, `corrected` corrected by hand."""

    value: float | None = None
    printed: int = 0
    blank: int = 0
    slash: int = 0
    text: int = 0
    absent: int = 0
    other_form: int = 0
    doubted: int = 0
    corrected: int = 0

    @property
    def lacking(self) -> int:
        """Returns how many of the reports that have the table give no number that is added up here."""
        return self.blank + self.slash + self.text + self.absent + self.other_form

    def add(self, other: "Sum") -> None:
        """Adds another sum to this one."""
        self.value = exact([v for v in (self.value, other.value) if v is not None])
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))


COUNTED = tuple(f.name for f in fields(Sum) if f.name != "value")


@dataclass(frozen=True)
class Apart:
    """What is summed but not added to the layout: a cell of the other edition (`series` break or none) or one that the form does not have (extra)."""

    row: str
    column: str
    edition: str | None
    sum: Sum
    series: str
    to: CELLS | None = None
    chinese: str = ""
    english: str = ""


@dataclass(frozen=True)
class Gap:
    """A printed sum that is not the sum of its parts, both added up as printed. `lacking`: some reports give no number for a part."""

    row: str
    column: str
    printed: float
    parts: float
    lacking: bool
    rule: str

    @property
    def difference(self) -> float:
        """Returns printed less parts."""
        return exact([self.printed, -self.parts])


@dataclass(frozen=True)
class Added:
    """One table added up. `editions`: reports an edition (None: not known); `without`: reports that have no such table; `breaks`: cells of the layout
    that the other edition counts otherwise; `moved`: cells that take in values of the other edition."""

    table: str
    layout: str
    editions: dict[str | None, int]
    without: int
    cells: dict[CELLS, Sum]
    apart: list[Apart] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    breaks: dict[CELLS, Apart] = field(default_factory=dict)
    moved: dict[CELLS, Apart] = field(default_factory=dict)

    @property
    def reports(self) -> int:
        """Returns how many reports have the table."""
        return sum(self.editions.values())


@dataclass(frozen=True)
class Stored:
    """The stored rows of one cell in the reports of one edition: how many of each state, and the sum of their numbers. Plain zeros have no row."""

    edition: str | None
    row: str
    column: str
    value: float | None
    number: int
    states: Mapping[str, int]
    doubted: int = 0
    corrected: int = 0


def exact(values: Iterable[float]) -> float | None:
    """Returns the sum without the dust of binary fractions, None of nothing; amounts have at most four printed decimals."""
    values = list(values)
    return round(fsum(values), 6) if values else None


def layout_of(editions: Mapping[str | None, int]) -> str:
    """Returns the edition in which the sums are laid out: 2019 where all reports use it, else 2021."""
    return "2019" if editions and set(editions) == {"2019"} else "2021"


def add_up(table: str, stored: Iterable[Stored], editions: Mapping[str | None, int], without: int = 0, layout: str | None = None) -> Added:
    """Returns the table added up from its stored cells, which leave out plain zeros. A cell of a report's edition that has no stored row is a printed 0."""
    layout = layout or layout_of(editions)
    rows = {(s.edition, s.row, s.column): s for s in stored}
    keys = dict.fromkeys([(e, *place) for e in editions for place in expected(table, e)] + list(rows))
    cells, apart, reach = {place: Sum() for place in expected(table, layout)}, [], Counter()
    breaks, moved = {}, {}
    for edition, row, column in keys:
        found = rows.get((edition, row, column)) or Stored(edition, row, column, None, 0, {})
        one = _sum(found, editions.get(edition, 0), (row, column) in expected(table, edition))
        to = counterpart(table, row, column, edition, layout)
        piece = Apart(row, column, edition, one, to.series if to else "extra", to.to if to else None, to.chinese if to else "", to.english if to else "")
        if to and to.series == "continuous":
            cells.setdefault(to.to, Sum()).add(one)
            reach[to.to] += _reach(found, one, editions.get(edition, 0), (row, column) in expected(table, edition))
            if edition != layout and to.chinese:
                moved[to.to] = piece
        else:
            apart.append(piece)
            if to and to.series == "break":
                breaks[to.to] = piece
    unknown = editions.get(None, 0)
    for place, one in cells.items():
        rest = sum(editions.values()) - reach[place]
        one.absent += min(rest, unknown)  # a report whose edition is not known stores each cell it prints
        one.other_form += rest - min(rest, unknown)
    return Added(table, layout, dict(editions), without, cells, apart, list(_gaps(table, cells)), breaks, moved)


def _sum(found: Stored, reports: int, formal: bool) -> Sum:
    """The sum of one cell of one edition; its plain zeros are the reports without a stored row."""
    zeros = reports - found.number - sum(found.states.values()) if formal else 0
    value = exact([found.value or 0]) if zeros + found.number else None
    return Sum(value, zeros + found.number, *(found.states.get(s, 0) for s in STATES), 0, found.doubted, found.corrected)


def _reach(found: Stored, one: Sum, reports: int, formal: bool) -> int:
    """How many reports the sum accounts for."""
    return reports if formal else found.number + sum(found.states.values())


def _gaps(table: str, cells: Mapping[CELLS, Sum]):
    """The printed sums that differ from the sums of their parts."""
    if table == "disclosed":
        return
    rows = dict.fromkeys(row for row, _ in cells)
    parts = PARTS if table == "requests" else RESULTS
    for row in rows:
        yield from _gap(cells, (row, "total"), [(row, part) for part in parts], "total")
    if table == "requests":
        inner = {r.key for r in form.rows("requests") if r.parent and r.key != "handled"}
        for column in (*PARTS, "total"):
            yield from _gap(cells, ("handled", column), [(r, column) for r in rows if r in inner], "results")
            yield from _gap(cells, ("received", column), [("handled", column), ("carried_out", column), ("carried_in", column)], "balance", -1)


def _gap(cells: Mapping[CELLS, Sum], whole: CELLS, parts: list[CELLS], rule: str, last: int = 1):
    """Yields the gap of one printed sum; `last` is the sign of the last part. Nothing is said where nobody printed the sum or any part."""
    sums = [cells[p] for p in parts if p in cells]
    numbers = [s.value for s in sums if s.value is not None]
    if cells[whole].value is None or not numbers:
        return
    if rule == "balance" and len(numbers) < 3:
        return
    signs = [1] * (len(numbers) - 1) + [last]
    total = exact([n * s for n, s in zip(numbers, signs)])
    if total != exact([cells[whole].value]):
        lacking = any(s.lacking - s.other_form for s in (*sums, cells[whole]))
        yield Gap(*whole, exact([cells[whole].value]), total, lacking, rule)
