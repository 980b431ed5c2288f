"""Many files -> rows: read in processes of their own, written by one writer in batches, safe to repeat and to stop at any moment."""
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from data.engine import engine
from data.errors import DatabaseProblem
from data.phrases import settle_phrases
from data.store import known_files, save_reports
from loaders import pool
from loaders.errors import UnreadableFile
from loaders.find import find_files, read_bytes
from loaders.parsed import original_of
from loaders.readers.sandbox import parse_all_safely
from report.model import AnnualReport

BATCH = 50  # reports a transaction
WAIT = 2.0  # seconds after which a smaller batch is written too
LOOKED_UP = 20  # files whose hashes are looked up at once
Found = tuple[AnnualReport, bytes | None]
STATUSES = ("added", "unchanged", "replaced", "failed")


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file. `status` is one of STATUSES; `problem` says why it failed."""

    path: Path
    status: str
    report_id: int | None = None
    problem: UnreadableFile | DatabaseProblem | None = None


@dataclass
class Summary:
    """What became of all files, in the order they were done."""

    files: list[FileOutcome] = field(default_factory=list)
    seconds: float = 0.0

    def count(self, status: str) -> int:
        """Returns how many files came to that."""
        return sum(f.status == status for f in self.files)


def ingest(paths: Iterable[str | Path], url: str | None = None, workers: int | None = None,
           progress: Callable[[FileOutcome, int], None] | None = None, actor: str = "", demo: bool = False,
           job: Callable[[Path], Found | list[Found]] | None = None, pages: Callable[[str, int, int], None] | None = None) -> Summary:
    """Returns the summary of reading files, folders and archives into a database.

    Files whose bytes are stored already are not read again, so that a stopped run goes on where it was. `workers`: reading
    processes, by default one a core; 0 reads in this process. `progress(outcome, number of files)` is called once a file.
    `job` reads one file, by default `read_all`; `pages(name, done, all)` then hears how many pages of slow files are done. Raises DatabaseProblem where the database cannot be used."""
    files, database, summary, started = list(find_files(paths)), engine(url), Summary(), time.monotonic()

    def note(outcome: FileOutcome) -> None:
        summary.files.append(outcome)
        if progress:
            progress(outcome, len(files))

    with _Writer(database, note, actor, demo) as writer:
        workers = min(pool.available_workers() if workers is None else workers, len(files))
        for path, result in pool.run(job or (lambda path: read_all(path, pages)), _unknown(files, database, demo, note), workers):
            if isinstance(result, UnreadableFile):
                note(FileOutcome(path, "failed", problem=result))
            else:
                for report, data in result if isinstance(result, list) else [result]:
                    writer.add(path, report, data)
    if summary.count("added") + summary.count("replaced"):
        settle_phrases(database)
    summary.seconds = time.monotonic() - started
    return summary


def read_file(path: Path) -> Found:
    """Returns the first report of one file, as read_all does. Raises UnreadableFile."""
    return read_all(path)[0]


def read_all(path: Path, pages: Callable[[str, int, int], None] | None = None) -> list[Found]:
    """Returns the reports of one file, nearly always one, read in a process of its own, each with the bytes it was read from: None for
    a parsed report in JSON, whose file stayed where it was read. Raises UnreadableFile."""
    data = read_bytes(path)
    return [(report, original_of(report, data)) for report in parse_all_safely(data, path.name, progress=pages and (lambda done, all_: pages(path.name, done, all_)))]


def _unknown(files: list[Path], database, demo: bool, note: Callable[[FileOutcome], None]) -> Iterator[Path]:
    """Gives the files whose bytes are not stored yet; notes the others."""
    for start in range(0, len(files), LOOKED_UP):
        hashes: dict[Path, str] = {}
        for path in files[start:start + LOOKED_UP]:
            try:
                hashes[path] = hashlib.sha256(read_bytes(path)).hexdigest()
            except UnreadableFile as problem:
                note(FileOutcome(path, "failed", problem=problem))
        known = known_files(database, hashes.values(), demo)
        for path, sha256 in hashes.items():
            if sha256 in known:
                note(FileOutcome(path, "unchanged", known[sha256]))
            else:
                yield path


class _Writer:
    """Writes batches in a thread, one at a time, while the next files are read."""

    def __init__(self, database, note: Callable[[FileOutcome], None], actor: str, demo: bool):
        self.database, self.note, self.actor, self.demo = database, note, actor, demo
        self.batch: list[tuple[Path, AnnualReport, bytes | None]] = []
        self.last = time.monotonic()
        self.thread = ThreadPoolExecutor(1)
        self.under_way: tuple[list[Path], Future] | None = None

    def add(self, path: Path, report: AnnualReport, data: bytes | None) -> None:
        self.batch.append((path, report, data))
        if len(self.batch) >= BATCH or time.monotonic() - self.last > WAIT:
            self.write()

    def write(self) -> None:
        """Waits for the batch under way, then starts on the next."""
        self.finish()
        if self.batch:
            pairs = [(report, data) for _, report, data in self.batch]
            self.under_way = [path for path, *_ in self.batch], self.thread.submit(save_reports, self.database, pairs, self.actor, self.demo)
        self.batch, self.last = [], time.monotonic()

    def finish(self) -> None:
        if self.under_way:
            (paths, future), self.under_way = self.under_way, None
            for path, outcome in zip(paths, future.result(), strict=True):
                self.note(FileOutcome(path, outcome.status, outcome.report_id, outcome.problem))

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *error) -> None:
        """Writes what has been read, also where the run is stopped from outside."""
        self.write()
        self.finish()
        self.thread.shutdown()
