"""Table 4: one line of fifteen values, three blocks of five, by count and by the places of its header; or a line a block."""
from dataclasses import dataclass, field, replace

from loaders.grids import Slot, place, trustworthy
from loaders.placing import RowRead, Shelf
from loaders.rows import Seen
from report.form import columns, rows

RESULTS = [c.key for c in columns("disputes", "*", "2021")]
PARTIES = [r.key for r in rows("disputes")]
PLACES = [f"{party}.{result}" for party in PARTIES for result in RESULTS]


@dataclass
class DisputeRows:
    """`results`, `parties`: where the five results and the three blocks stand in this grid; `odd_order`: not as in the form."""

    shelf: Shelf
    results: dict[int, Slot] = field(default_factory=dict)
    parties: dict[str, Slot] = field(default_factory=dict)
    odd_order: bool = False

    def begin(self) -> None:
        """Forgets the places of the grid before."""
        self.results, self.parties, self.odd_order = {}, {}, False

    def take_header(self, seen: Seen) -> None:
        """Remembers where the header's columns stand."""
        named = [m.key for m, _ in seen.heads if m and m.kind == "column"]
        self.odd_order = self.odd_order or any(RESULTS.index(b) != (RESULTS.index(a) + 1) % 5 for a, b in zip(named, named[1:]))
        for found, cell in seen.heads:
            if found:
                slot = Slot(found.key, cell.column, cell.column + cell.span)
                if found.kind == "column":
                    self.results[cell.column] = slot
                else:
                    self.parties[found.key] = slot

    def take(self, seen: Seen) -> None:
        """Places the five values behind the name of one block."""
        if self.odd_order:
            self.shelf.doubt("column_order", seen)
        else:
            self.shelf.put(seen, RESULTS, [])

    def take_values(self, found: list[Seen]) -> int:
        """Places the fifteen values of a line, or of two lines that a page parted, and returns how many lines were used."""
        seen = replace(found[0], table="disputes", label=found[0].label or "行政复议、行政诉讼")
        if self.odd_order and seen.kind == "values":
            self.shelf.doubt("column_order", seen)
            return 1
        cells, used = place(list(seen.values), len(PLACES), self.places(), seen.line.ruled, True), 1
        if cells is None and len(found) > 1 and all(s.kind == "values" for s in found[:2]):
            joined = [*seen.values, *found[1].values]
            if len(joined) == len(PLACES) and not any(c.blank for c in joined):
                cells, used = joined, 2
        if cells is not None:
            self.put(seen, dict(zip(PLACES, cells)))
        elif seen.kind == "values" and seen.words:
            self.shelf.doubt("unplaced_row", seen)
        elif seen.kind == "values":
            self.leave_out(seen)
        return used

    def leave_out(self, seen: Seen) -> None:
        """Adds the doubt of a line whose figures cannot be told apart."""
        named = replace(seen, table="disputes", label="行政复议、行政诉讼", words="")
        self.shelf.leave_out(named, "", [tuple(key.split(".")) for key in PLACES], PLACES)

    def put(self, seen: Seen, cells: dict) -> None:
        """Adds the three blocks of one line."""
        for party in PARTIES:
            self.shelf.rows.append(RowRead("disputes", party, tuple(RESULTS), tuple(cells[f"{party}.{r}"] for r in RESULTS), seen.line))

    def places(self) -> list[Slot]:
        """Returns the fifteen places, each result under its block, where the header gives them all; else nothing."""
        slots = [Slot(f"{party.key}.{result.key}", result.start, result.end) for result in self.results.values()
                 for party in self.parties.values() if party.start <= result.start and result.end <= party.end]
        slots.sort(key=lambda s: s.start)
        return slots if trustworthy(slots, PLACES) else []
