"""Rows of grids, one after the other, as a state machine: what the last header said decides where the next values belong."""
from collections import Counter
from dataclasses import dataclass, field, replace

from loaders.doubting import doubt, raw
from loaders.grids import GridCell, Line, Slot, apart, by_geometry, place, trustworthy
from loaders.labels import match, matches, whole
from loaders.rows import Seen, identify
from report.form import columns, rows
from report.model import CellReference, Doubt
from report.wording import label

APPLICANTS = [c.key for c in columns("requests", "*", "2021")]
RESULTS = [c.key for c in columns("disputes", "*", "2021")]
PARTIES = [r.key for r in rows("disputes")]
PLACES = [f"{party}.{result}" for party in PARTIES for result in RESULTS]
EDITIONS = ("2021", "2019")


@dataclass(frozen=True)
class RowRead:
    """One printed row in its columns; `cells` holds None where the grid has no cell under a column."""

    table: str
    row: str
    columns: tuple[str, ...]
    cells: tuple[GridCell | None, ...]
    line: Line
    edition: str | None = None


@dataclass(frozen=True)
class LeftOut:
    """A row whose values could not be placed, kept for a proposal; `doubt` is its place among the doubts."""

    table: str
    row: str
    columns: tuple[str, ...]
    values: tuple[GridCell, ...]
    doubt: int


def in_order(seen: Seen) -> bool:
    """Returns whether a header names its columns in the form's order, or in the order in which the form's merged header is read
    out row by row: 自然人, 总计, 商业企业 … or 总计, 自然人, 商业企业 …"""
    named = [m.key for m, _ in seen.heads if m and m.kind == "column"]
    if seen.table == "disputes":
        return all(RESULTS.index(b) == (RESULTS.index(a) + 1) % len(RESULTS) for a, b in zip(named, named[1:]))
    total, others = "total", [key for key in named if key != "total"]
    merged = any(label(c.text).startswith(("申请人情况", "法人或其")) for _, c in seen.heads)
    at = named.index(total) if total in named else len(others)
    return others == [key for key in APPLICANTS if key in others] and (at == len(others) or (merged and at <= 1))


def successors(seen: Seen) -> list[str]:
    """Returns the keys that may stand in the row below one of table 2 or 3: the form's next row, and its group."""
    order = [(r.key, r.kind) for r in rows(seen.table)]
    here = [key for key, _ in order].index(seen.match.key)
    found = []
    for key, kind in order[here + 1:]:
        found.append(key)
        if kind == "figure":
            break
    return found


@dataclass
class Reading:
    """The rows read so far, and what the headers above the next row say."""

    rows: list[RowRead] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    waiting: list[Seen] = field(default_factory=list)  # rows of table 2 under no header
    context: str = ""
    votes: Counter = field(default_factory=Counter)
    heads: list[tuple[str, Slot]] = field(default_factory=list)  # table 2: the header's words and places
    heads_line: Line | None = None
    fresh: bool = True  # table 2: a block began and no header has come yet
    slots: list[Slot] = field(default_factory=list)  # tables 3 and 4: where the columns of this grid stand
    parties: list[Slot] = field(default_factory=list)  # table 4: where its three blocks stand
    odd_order: bool = False
    usual: int = 0
    last: Line | None = None  # the last line of the grid before, where it held words only

    def identify_all(self, lines: list[Line]) -> list[Seen]:
        """Returns the lines identified, each in the context of those above it."""
        context, found = self.context, []
        for line in lines:
            seen = identify(line, context)
            context = seen.table or context
            found.append(seen)
        return found

    def read(self, found: list[Seen]) -> None:
        """Takes the rows of one grid."""
        self.slots, self.parties, self.odd_order = [], [], False
        lengths = Counter(len(s.line.cells) for s in found if s.kind == "requests" and s.filled)
        self.usual = lengths.most_common(1)[0][0] if lengths else 0
        taken = 0
        for i, seen in enumerate(found):
            if i < taken:
                continue
            if seen.kind == "header":
                self.take_header(seen)
            elif seen.kind in ("requests", "disclosed", "disputes"):
                self.context = seen.kind
                self.fresh = self.fresh or (seen.block and seen.kind == "disclosed")
                later = self.completed(seen, found[i + 1:i + 3])
                taken = i + 2 if later else 0
                self.take(later or seen)
            elif seen.kind == "values" and self.context != "disputes" and (named := self.rejoined(seen, found, i)):
                self.take(named)
            elif seen.kind == "values" or (seen.kind == "nothing" and self.context == "disputes"):
                taken = i + self.take_values(found[i:])
        self.last = found[-1].line if found and not found[-1].filled else None

    def take_header(self, seen: Seen) -> None:
        """Remembers what a header says about the rows below it."""
        if self.context != seen.table:
            self.slots, self.parties, self.odd_order = [], [], False
        self.context = seen.table
        if seen.table == "disclosed":
            if seen.heads:
                self.heads = [(c.text, Slot(c.text, c.column, c.column + c.span)) for _, c in seen.heads]
                self.heads_line, self.fresh = seen.line, False
            elif seen.block:
                self.fresh = True
            return
        self.odd_order = self.odd_order or not in_order(seen)
        for found, cell in seen.heads:
            if found:
                slot = Slot(found.key, cell.column, cell.column + cell.span)
                kept = self.slots if found.kind == "column" else self.parties
                by_key = seen.table == "requests" or found.kind != "column"  # table 4 has every result three times
                kept[:] = [s for s in kept if not (s.key == slot.key if by_key else s.start == slot.start)] + [slot]

    def completed(self, seen: Seen, after: list[Seen]) -> Seen | None:
        """Returns the row with the values of the next line, where a page or line break parted the label from its values."""
        if seen.filled or not after or after[0].kind != "values" or not seen.match or seen.match.kind == "heading":
            return None
        words = after[0].words
        if words:
            named = match(seen.table, "row", seen.label + words)
            return replace(seen, values=after[0].values) if named == seen.match and not match(seen.table, "row", words) else None
        if seen.match.kind == "group" or seen.table == "disputes" or (seen.values and seen.line.ruled is False):
            return None
        follows = len(after) == 1 or after[1].kind == "header" or (after[1].match and after[1].match.key in successors(seen))
        return replace(seen, values=after[0].values) if follows else None

    def rejoined(self, seen: Seen, found: list[Seen], i: int) -> Seen | None:
        """Returns the row whose label stands half in the line above or below its values, as a page break leaves it."""
        lines = ([self.last] if i < 2 else []) + [s.line for s in found[max(0, i - 2):i] if not s.filled]
        pieces = [c.text for line in lines if line for c in line.cells if c.printed.state == "text"]
        above = ["", *("".join(pieces[-n:]) for n in range(1, min(3, len(pieces)) + 1))]
        below = found[i + 1].words if i + 1 < len(found) and found[i + 1].kind == "words" else ""
        for words in (a + seen.words + b for b in ("", below) for a in above):
            if words not in ("", seen.words) and self.context in ("requests", "disclosed") and (named := whole(self.context, words)):
                return replace(seen, kind=self.context, table=self.context, match=named, label=words, words="")
        return None

    def take(self, seen: Seen) -> None:
        """Places one row of values."""
        if seen.words:
            if seen.filled:
                self.doubts.append(doubt("unplaced_row", seen.line.raw, table=seen.table, row=seen.words))
        elif seen.table == "requests":
            self.take_request(seen)
        elif seen.table == "disclosed":
            self.take_disclosed(seen)
        else:
            self.put(seen, seen.match.key, RESULTS, [], None)

    def take_request(self, seen: Seen) -> None:
        """Places a row of table 3: seven applicants in the order of the header."""
        if seen.match.kind == "heading" or (seen.match.kind == "group" and not seen.filled):
            return
        slots = sorted(self.slots, key=lambda s: s.start)
        if not self.odd_order or not seen.filled:
            self.put(seen, seen.match.key, APPLICANTS, slots if trustworthy(slots, APPLICANTS) else [], None)
            return
        order = [s.key for s in slots]
        if seen.line.ruled and sorted(order) == sorted(APPLICANTS) and apart(slots) and None not in (by_geometry(list(seen.values), slots) or [None]):
            self.put(seen, seen.match.key, order, slots, None)
        else:
            self.doubts.append(doubt("column_order", seen.line.raw, table="requests", row=seen.label))

    def take_disclosed(self, seen: Seen) -> None:
        """Places a row of table 2 under the header of its own block; a row under no header waits for the table's edition."""
        options = [e for e in EDITIONS if columns("disclosed", seen.match.key, e)]
        fitting = [e for e in options if self.fits(seen, e, 0)] or [e for e in options if self.fits(seen, e, 1)]
        if len(options) == 1:
            self.votes[options[0]] += 1
        if len(fitting) == 1:
            self.votes[fitting[0]] += 1
            self.put_disclosed(seen, fitting[0])
        elif self.heads and not self.fresh:
            self.doubts.append(doubt("unplaced_column", seen.line.raw, table="disclosed", row=seen.label))
        else:
            self.waiting.append(seen)

    def fits(self, seen: Seen, edition: str, lost: int) -> bool:
        """Returns whether the header's words are the row's columns in that edition, in order, with so many of them lost.

        The header of an earlier block counts only where it is as wide as the row."""
        wanted = [c.key for c in columns("disclosed", seen.match.key, edition)]
        if not self.heads or len(self.heads) != len(wanted) - lost:
            return False
        if self.fresh and len([c for c in seen.values if not c.blank]) != len(self.heads):
            return False
        found = [[m.key for m in matches("disclosed", "column", words)] for words, _ in self.heads]
        rest = iter(wanted)
        return all(any(key in keys for key in rest) for keys in found)

    def put_disclosed(self, seen: Seen, edition: str) -> None:
        wanted = [c.key for c in columns("disclosed", seen.match.key, edition)]
        same = self.heads_line and self.heads_line.table == seen.line.table and len(self.heads) == len(wanted)
        slots = [Slot(key, s.start, s.end) for key, (_, s) in zip(wanted, self.heads)] if same and not self.fresh else []
        self.put(seen, seen.match.key, wanted, slots if trustworthy(slots, wanted) else [], edition)

    def finish(self) -> None:
        """Places the rows of table 2 that had no header, where the table's other rows are all of one edition."""
        for seen in self.waiting:
            options = [e for e in EDITIONS if columns("disclosed", seen.match.key, e)]
            voted = [e for e in options if self.votes[e]]
            if len(voted) != 1 and len(options) > 1:
                if seen.filled or not voted:
                    self.doubts.append(doubt("unplaced_column", seen.line.raw, table="disclosed", row=seen.label))
                continue
            self.fresh = True
            self.put_disclosed(seen, (voted or options)[0])

    def take_values(self, found: list[Seen]) -> int:
        """Places bare values, which only table 4 has, and returns how many lines were used."""
        seen = found[0]
        if self.context != "disputes" or seen.words:
            number = [c for c in seen.values if not c.blank]
            if seen.kind == "values" and not (len(number) == 1 and len(seen.line.cells) == 1):  # a page number
                kind = "unplaced_row" if seen.words else "unlabelled_row"
                self.doubts.append(doubt(kind, seen.line.raw, table=self.context, **({"row": seen.words} if seen.words else {})))
            return 1
        slots = self.places_of_disputes()
        if self.odd_order:
            self.doubts.append(doubt("column_order", seen.line.raw, table="disputes", row="行政复议、行政诉讼"))
            return 1
        order, cells, used = PLACES, * (place(list(seen.values), 15, slots, seen.line.ruled, True), 1)
        if cells is None and len(found) > 1 and all(s.kind == "values" for s in found[:2]):
            joined = [*seen.values, *found[1].values]
            if len(joined) == 15 and not any(c.blank for c in joined):
                cells, used = joined, 2
        if cells is None:
            if seen.kind == "values":
                self.leave_out("disputes", "", tuple(order), seen.values, seen.line.raw, seen.label or "行政复议、行政诉讼", 15)
            return 1
        by_place = dict(zip(order, cells))
        for party in PARTIES:
            self.rows.append(RowRead("disputes", party, tuple(RESULTS), tuple(by_place[f"{party}.{r}"] for r in RESULTS), seen.line))
        return used

    def places_of_disputes(self) -> list[Slot]:
        """Returns the fifteen places of table 4, each result under its block, where the header gives them all."""
        slots = []
        for leaf in self.slots:
            over = [p.key for p in self.parties if p.start <= leaf.start and leaf.end <= p.end]
            slots += [Slot(f"{key}.{leaf.key}", leaf.start, leaf.end) for key in over]
        slots.sort(key=lambda s: s.start)
        return slots if trustworthy(slots, PLACES) else []

    def put(self, seen: Seen, row: str, order: list[str], slots: list[Slot], edition: str | None) -> None:
        """Adds a row whose values can be placed, or a doubt that keeps them."""
        values = list(seen.values)
        if not values and not seen.line.ruled:
            cells = None  # text that ends behind a label: its figures may have been lost
        elif not seen.filled and len(values) < len(order):
            cells = [None] * len(order)
        else:
            usual = seen.table == "requests" and len(seen.line.cells) == self.usual
            cells = place(values, len(order), slots, seen.line.ruled, usual)
        if cells is None:
            self.leave_out(seen.table, row, tuple(order), seen.values, seen.line.raw, seen.label, len(order))
        else:
            self.rows.append(RowRead(seen.table, row, tuple(order), tuple(cells), seen.line, edition))

    def leave_out(self, table: str, row: str, order: tuple[str, ...], values: tuple[GridCell, ...], where: str, words: str, n: int) -> None:
        """Adds the doubt of a row whose width cannot be reconciled with its columns."""
        parts = [(row, key) for key in order] if row else [tuple(key.split(".")) for key in order]
        found = len([c for c in values if not c.blank])
        self.left_out.append(LeftOut(table, row, order, values, len(self.doubts)))
        self.doubts.append(doubt("row_width", where, [CellReference(table=table, row=r, column=c) for r, c in parts],
                                 table=table, row=words, found=found, expected=n))
