"""The one writer of a run: batches in a thread while the next files are read, waiting for other writers, with a journal of what failed."""
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path

from data.errors import DatabaseProblem
from data.failures import note_failures
from data.store import save_reports
from loaders.errors import UnreadableFile
from loaders.summary import FileOutcome
from loaders.version import readers_version
from report.model import AnnualReport

BATCH = 50  # reports a transaction
WAIT = 2.0  # seconds after which a smaller batch is written too
PAUSES = (0.5, 2, 5)  # seconds before a batch is tried again that a busy database refused
REFUSED = 3  # batches refused one after the other: then the database itself is at fault, and reading on would be for nothing
Found = tuple[AnnualReport, bytes | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to be read: its path, the sha256 of its bytes, and the keys under which it stands among the failures."""

    path: Path
    sha256: str | None
    failed_before: tuple[str, ...] = ()


class Writer:
    """Writes batches in a thread, one at a time. All of a file's reports go into one batch, so that a file is stored whole or not at all."""

    def __init__(self, database, note: Callable[[FileOutcome], None], actor: str, demo: bool):
        self.database, self.note, self.actor, self.demo = database, note, actor, demo
        self.batch: list[tuple[Candidate, AnnualReport, bytes | None]] = []
        self.failed: list[dict] = []
        self.last = time.monotonic()
        self.thread = ThreadPoolExecutor(1)
        self.under_way: tuple[list[Candidate], Future] | None = None
        self.refused = 0

    def add(self, file: Candidate, found: Sequence[Found]) -> None:
        """Takes the reports of one file."""
        self.batch += [(file, report, data) for report, data in found]
        if len(self.batch) >= BATCH or time.monotonic() - self.last > WAIT:
            self.write()

    def fail(self, file: Candidate, problem: UnreadableFile | DatabaseProblem, version: str) -> None:
        """Takes a file that could not be read by the readers of that version."""
        self._fail(file, problem, version)
        if len(self.failed) >= BATCH:
            self.write()

    def write(self) -> None:
        """Waits for the batch under way, then starts on the next."""
        self.finish()
        files, self.failed, failed = [file for file, *_ in self.batch], [], self.failed
        if files or failed:
            pairs = [(report, data) for _, report, data in self.batch]
            self.under_way = files, self.thread.submit(copy_context().run, self._store, files, pairs, failed)  # with its permit
        self.batch, self.last = [], time.monotonic()

    def finish(self) -> None:
        """Notes what became of the batch under way. Raises DatabaseProblem where the database has refused several."""
        if not self.under_way:
            return
        (files, future), self.under_way = self.under_way, None
        outcomes = future.result()
        for file, outcome in zip(files, outcomes, strict=True):
            if outcome.problem:
                self._fail(file, outcome.problem, readers_version())
            else:
                self.note(FileOutcome(file.path, outcome.status, outcome.report_id))
        self.refused = self.refused + 1 if len(outcomes) > 1 and all(map(_refused, outcomes)) else 0
        if self.refused >= REFUSED:
            raise outcomes[-1].problem

    def _fail(self, file: Candidate, problem: UnreadableFile | DatabaseProblem, version: str) -> None:
        self.note(FileOutcome(file.path, "failed", problem=problem))
        self.failed.append({"sha256": file.sha256, "path": str(file.path.absolute()), "kind": problem.kind, "values": problem.values,
                            "message": problem.message(), "hint": problem.hint(), "version": version})

    def _store(self, files: list[Candidate], pairs: list[Found], failed: list[dict]) -> list:
        outcomes = save_reports(self.database, pairs, self.actor, self.demo) if pairs else []
        for pause in PAUSES:
            again = [i for i, outcome in enumerate(outcomes) if _refused(outcome)]
            if not again:
                break
            time.sleep(pause)
            for i, outcome in zip(again, save_reports(self.database, [pairs[i] for i in again], self.actor, self.demo)):
                outcomes[i] = outcome
        cured = {key for file, outcome in zip(files, outcomes) if not outcome.problem for key in file.failed_before}
        note_failures(self.database, failed, sorted(cured), self.actor)
        return outcomes

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *error) -> None:
        """Writes what has been read, also where the run is stopped from outside."""
        try:
            self.write()
            self.write()  # failures that the last batch came to
            self.finish()
        finally:
            self.thread.shutdown()


def _refused(outcome) -> bool:
    return outcome.problem is not None and outcome.problem.kind == "not_stored"
