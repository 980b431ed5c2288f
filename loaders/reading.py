"""Rows of grids, one after the other, as a state machine: what the last header said decides where the next values belong."""
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from loaders.grids import Line
from loaders.labels import whole
from loaders.placing import Shelf
from loaders.rows import SHARED, Seen, identify, parted
from loaders.table_disclosed import DisclosedRows
from loaders.table_disputes import DisputeRows
from loaders.table_requests import RequestRows
from report.form import rows
from report.wording import label

PAGE = re.compile(r"[-—–]\s*[1-9]\d{0,2}\s*[-—–]")  # "- 4 -"
TABLES = ("disclosed", "requests", "disputes")


@dataclass
class Reading:
    """What has been read. `context`: the table that the last header or row belongs to; `last`: the grid before ended with
    this line of words."""

    shelf: Shelf = field(default_factory=Shelf)
    context: str = ""
    last: Line | None = None

    def __post_init__(self):
        self.disclosed, self.requests, self.disputes = DisclosedRows(self.shelf), RequestRows(self.shelf), DisputeRows(self.shelf)

    def identify_all(self, lines: list[Line]) -> list[Seen]:
        """Returns the lines identified, each in the context of those above it."""
        context, found = self.context, []
        for line in lines:
            for part in parted(line, context):
                seen = identify(part, context)
                context = seen.table or context
                found.append(seen)
        return found

    def read(self, found: list[Seen]) -> None:
        """Takes the rows of one grid."""
        self.requests.begin()
        self.disputes.begin()
        lengths = Counter(len(s.line.cells) for s in found if s.kind == "requests" and s.filled)
        self.shelf.usual = lengths.most_common(1)[0][0] if lengths else 0
        self.shelf.front = min((c.column for s in found if s.kind == "requests" for c in s.values if c.printed.state == "number"), default=0)
        i = 0
        while i < len(found):
            i += self.take(found, i)
        self.last = found[-1].line if found and not found[-1].filled else None

    def take(self, found: list[Seen], i: int) -> int:
        """Takes the row at `i` and returns how many rows it used."""
        seen = found[i]
        if seen.kind == "header":
            self.context = seen.table
            getattr(self, seen.table).take_header(seen)
        elif seen.kind in TABLES:
            self.context = seen.kind
            later = completed(seen, found[i + 1:i + 3])
            self.take_row(later or seen)
            return 2 if later else 1
        elif self.context == "disputes" and seen.kind in ("values", "nothing"):
            return self.disputes.take_values(found[i:])
        elif seen.kind == "values":
            if named := self.rejoined(found, i):
                self.take_row(named)
            elif not is_page_number(seen):
                self.shelf.doubt("unplaced_row" if seen.words else "unlabelled_row", replace(seen, table=self.context, label=""))
        elif seen.kind == "words" and any(c.printed.many for c in seen.line.cells) and not is_page_number(seen):
            if self.context == "disputes":
                self.disputes.leave_out(seen)
            else:
                self.shelf.doubt("unplaced_row", replace(seen, table=self.context))
        return 1

    def take_row(self, seen: Seen) -> None:
        """Places one row of values; one whose label is none of the form's becomes a doubt."""
        if not seen.words:
            getattr(self, seen.table).take(seen)
        elif seen.filled:
            self.shelf.doubt("unplaced_row", seen)

    def rejoined(self, found: list[Seen], i: int) -> Seen | None:
        """Returns the row whose label stands half in the lines above or below its values, as a page break leaves it."""
        if self.context not in ("requests", "disclosed"):
            return None
        seen = found[i]
        lines = ([self.last] if i < 2 else []) + [s.line for s in found[max(0, i - 2):i] if not s.filled]
        pieces = [c.text for line in lines if line for c in line.cells if c.printed.state == "text"]
        own = seen.words or seen.label
        above = ["", *("".join(pieces[-n:]) for n in range(1 if own else 2, min(3, len(pieces)) + 1))]
        below = found[i + 1].words if i + 1 < len(found) and found[i + 1].kind == "words" else ""
        for words in (a + own + b for b in ("", below) for a in above):
            if words not in ("", own) and (named := whole(self.context, words)):
                return replace(seen, kind=self.context, table=self.context, match=named, label=words, words="")
        return None


def completed(seen: Seen, after: list[Seen]) -> Seen | None:
    """Returns the row with the values of the next line, where a page or line break parted the label from its values."""
    if seen.filled or not after or after[0].kind != "values" or seen.match.kind == "heading":
        return None
    words = after[0].words
    if words:
        return replace(seen, values=after[0].values) if whole(seen.table, seen.label + words) == seen.match else None
    if seen.match.kind == "group" or seen.table == "disputes" or (seen.values and not seen.line.ruled) or label(seen.label) in SHARED:
        return None
    follows = len(after) == 1 or after[1].kind == "header" or (after[1].match and after[1].match.key in successors(seen))
    return replace(seen, values=after[0].values) if follows else None


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


def is_page_number(seen: Seen) -> bool:
    """Returns whether a row is nothing but the number of a page: "- 4 -", or a number alone in its cell."""
    filled = [c for c in seen.line.cells if not c.blank]
    return len(filled) == 1 and (bool(PAGE.fullmatch(filled[0].text.strip())) or len(seen.line.cells) == 1 and not seen.words)
