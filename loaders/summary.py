"""What became of the files of one run: counted all, listed as far as anybody reads."""
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import DatabaseProblem
from loaders.errors import UnreadableFile

STATUSES = ("added", "unchanged", "replaced", "failed")
LISTED = 10_000  # outcomes kept one by one, of each of the two lists


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. `status` is one of STATUSES; `problem` says why it failed; `tried`: False for one that failed before and was left alone."""

    path: Path
    status: str
    report_id: int | None = None
    problem: UnreadableFile | DatabaseProblem | None = None
    tried: bool = True


@dataclass
class Summary:
    """What became of all files. A hundred thousand of them take no more memory than twice LISTED: those beyond are counted only."""

    seconds: float = 0.0
    counts: Counter = field(default_factory=Counter)
    left_alone: int = 0  # files that failed before and were not tried again
    _listed: dict[bool, list[tuple[int, FileOutcome]]] = field(default_factory=lambda: {True: [], False: []})  # those with something to say, the others

    def add(self, outcome: FileOutcome) -> None:
        """Takes in one outcome."""
        self.counts[outcome.status] += 1
        self.left_alone += not outcome.tried
        listed = self._listed[outcome.status in ("replaced", "failed")]
        if len(listed) < LISTED:
            listed.append((self.counts.total(), outcome))

    @property
    def files(self) -> list[FileOutcome]:
        """Returns the outcomes in the order they came, of very many the first of each kind."""
        return [outcome for _, outcome in sorted(self._listed[True] + self._listed[False], key=lambda pair: pair[0])]

    @property
    def unlisted(self) -> int:
        """Returns how many outcomes `files` leaves out."""
        return self.counts.total() - sum(map(len, self._listed.values()))

    def count(self, status: str) -> int:
        """Returns how many files came to that."""
        return self.counts[status]
