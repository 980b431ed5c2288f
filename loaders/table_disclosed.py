"""Table 2: every block has a header of its own, which decides the edition of its rows."""
from collections import Counter
from dataclasses import dataclass, field

from loaders.grids import Line, Slot, trustworthy
from loaders.labels import matches
from loaders.placing import Shelf
from loaders.rows import Seen
from report.form import columns

EDITIONS = ("2021", "2019")


@dataclass
class DisclosedRows:
    """`heads`: the last header's words and places; `fresh`: a block began and no header has come yet; `votes`: editions that
    labels showed; `waiting`: rows under no header of theirs."""

    shelf: Shelf
    heads: list[Slot] = field(default_factory=list)
    line: Line | None = None
    fresh: bool = True
    votes: Counter = field(default_factory=Counter)
    waiting: list[Seen] = field(default_factory=list)

    def take_header(self, seen: Seen) -> None:
        """Remembers a block's columns, or that a block begins."""
        if seen.heads:
            cells = [c for _, c in seen.heads]  # a heading that is repeated in each column that it covers is one
            firsts = [i for i, c in enumerate(cells) if not i or c.text != cells[i - 1].text]
            self.heads = [Slot(cells[i].text, cells[i].column, cells[j - 1].column + cells[j - 1].span) for i, j in zip(firsts, [*firsts[1:], len(cells)])]
            self.line, self.fresh = seen.line, False
        elif seen.block:
            self.fresh = True

    def take(self, seen: Seen) -> None:
        """Places a row under the header of its own block; a row under no header waits for the edition of the others."""
        self.fresh = self.fresh or seen.block
        options = [e for e in EDITIONS if columns("disclosed", seen.match.key, e)]
        fitting = [e for e in options if self.fits(seen, e, 0)] or [e for e in options if self.fits(seen, e, 1)]
        if len(options) == 1:
            self.votes[options[0]] += 1
        if len(fitting) == 1:
            self.votes[fitting[0]] += 1
            self.put(seen, fitting[0])
        elif self.heads and not self.fresh:
            self.shelf.doubt("unplaced_column", seen)
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
        rest = iter(wanted)
        return all(any(key in keys for key in rest)
                   for keys in ([m.key for m in matches("disclosed", "column", head.key)] for head in self.heads))

    def put(self, seen: Seen, edition: str) -> None:
        """Places a row in the columns of an edition, by the header's places where the header is the row's own."""
        wanted = [c.key for c in columns("disclosed", seen.match.key, edition)]
        own = self.line and self.line.table == seen.line.table and len(self.heads) == len(wanted) and not self.fresh
        slots = [Slot(key, head.start, head.end) for key, head in zip(wanted, self.heads)] if own else []
        self.shelf.put(seen, wanted, slots if trustworthy(slots, wanted) else [], edition)

    def finish(self) -> None:
        """Places the rows that had no header, where all other rows are of one edition."""
        self.fresh = True
        for seen in self.waiting:
            options = [e for e in EDITIONS if columns("disclosed", seen.match.key, e)]
            voted = [e for e in options if self.votes[e]]
            if len(voted) == 1 or len(options) == 1:
                self.put(seen, (voted or options)[0])
            elif seen.filled:
                self.shelf.doubt("unplaced_column", seen)
