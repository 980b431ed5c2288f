"""Table 3: seven applicants a row, by count behind the label and by the header's places."""
from dataclasses import dataclass, field

from loaders.grids import Slot, apart, by_geometry, trustworthy
from loaders.placing import Shelf
from loaders.rows import Seen
from report.form import columns
from report.wording import label

APPLICANTS = [c.key for c in columns("requests", "*", "2021")]


@dataclass
class RequestRows:
    """`slots`: where the applicants' columns stand in this grid; `odd_order`: they do not stand as in the form."""

    shelf: Shelf
    slots: dict[str, Slot] = field(default_factory=dict)
    odd_order: bool = False
    blank_other: Seen | None = None  # （六）其他处理 without figures: a group of the 2021 form, or a blank row of the 2019 form

    def begin(self) -> None:
        """Forgets the places of the grid before."""
        self.slots, self.odd_order = {}, False

    def take_header(self, seen: Seen) -> None:
        """Remembers where the header's columns stand."""
        self.odd_order = self.odd_order or not in_order(seen)
        self.slots |= {m.key: Slot(m.key, c.column, c.column + c.span) for m, c in seen.heads if m}

    def take(self, seen: Seen) -> None:
        """Places a row; groups count only where they have figures of their own."""
        if seen.match.key == "other" and not seen.filled and len(seen.values) >= len(APPLICANTS):
            self.blank_other = seen
        if seen.match.kind == "heading" or (seen.match.kind == "group" and not seen.filled):
            return
        slots = sorted(self.slots.values(), key=lambda s: s.start)
        if not self.odd_order or not seen.filled:
            self.shelf.put(seen, APPLICANTS, slots if trustworthy(slots, APPLICANTS) else [])
            return
        order = [s.key for s in slots]
        complete = seen.line.ruled and sorted(order) == sorted(APPLICANTS) and apart(slots)
        if complete and None not in (by_geometry(list(seen.values), slots) or [None]):
            self.shelf.put(seen, order, slots)
        else:
            self.shelf.doubt("column_order", seen)

    def finish(self) -> None:
        """Adds the blank row （六）其他处理 where the table has none of the rows that the 2021 form divides it into."""
        read = [row.row for row in self.shelf.rows] + [left.row for left in self.shelf.left_out]
        if self.blank_other and not any(row.startswith("other") for row in read):
            self.shelf.put(self.blank_other, APPLICANTS, [])


def in_order(seen: Seen) -> bool:
    """Returns whether a header names its columns in the form's order, or in the order in which the form's merged header is read
    out row by row: 自然人, 总计, 商业企业 … or 总计, 自然人, 商业企业 …"""
    named = [m.key for m, _ in seen.heads if m]
    others = [key for key in named if key != "total"]
    merged = any(label(c.text).startswith(("申请人情况", "法人或其")) for _, c in seen.heads)
    at = named.index("total") if "total" in named else len(others)
    return others == [key for key in APPLICANTS if key in others] and (at == len(others) or (merged and at <= 1))
