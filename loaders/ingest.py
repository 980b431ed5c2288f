"""Many files -> rows: read in processes of their own or on other machines, written by one writer in batches, safe to repeat and to stop at any moment."""
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

from data.engine import engine
from data.errors import DatabaseProblem
from data.failures import key_of, known_failures
from data.phrases import settle_phrases
from data.stock import settle_stock
from data.store import known_files
from loaders import errors, pool
from loaders.errors import UnreadableFile
from loaders.find import count_files, find_files, read_bytes
from loaders.parsed import original_of
from loaders.readers.sandbox import parse_all_safely
from loaders.summary import STATUSES, FileOutcome, Summary
from loaders.version import readers_version
from loaders.writer import Candidate, Found, Writer

LOOKED_UP = 20  # files whose hashes are looked up at once
PASSING = frozenset({"not_stored", "not_found", "folder", "no_access", "not_shared", "worker_lost"})  # failures that say nothing of the file's bytes
__all__ = ["STATUSES", "FileOutcome", "Summary", "ingest", "read_all", "read_file"]


def ingest(paths: Iterable[str | Path], url: str | None = None, workers: int | None = None,
           progress: Callable[[FileOutcome, int], None] | None = None, actor: str = "", demo: bool = False,
           job: Callable[[Path], Found | list[Found]] | None = None, pages: Callable[[str, int, int], None] | None = None,
           retry: bool = False, scheduler: str | None = None) -> Summary:
    """Returns the summary of reading files, folders and archives into a database.

    Files whose bytes are stored already are not read again, so that a stopped run goes on where it was; nor are those that these very readers
    have failed on, but with `retry`. `workers`: reading processes, by default one a core; 0 reads in this process; `scheduler`: the address
    of a Dask scheduler whose workers read instead, and see the same folders. `progress(outcome, number of files)` is called for each
    outcome. `job` reads one file, by default `read_all`; `pages(name, done, all)` then hears how many pages of slow files are done.
    Raises DatabaseProblem where the database cannot be used, UnreadableFile (no_dask, no_scheduler) where the scheduler cannot."""
    paths = [Path(p) for p in paths]
    database, summary, started, total = engine(url), Summary(), time.monotonic(), count_files(paths)

    def note(outcome: FileOutcome) -> None:
        summary.add(outcome)
        if progress:
            progress(outcome, total)

    with Writer(database, note, actor, demo) as writer:
        files = _unknown(find_files(paths), database, demo, retry, note, writer)
        with closing(_spread(job, files, scheduler) if scheduler else _read_here(job, files, workers, total, pages)) as results:
            for file, result, version in results:
                if isinstance(result, UnreadableFile):
                    writer.fail(file, result, version)
                else:
                    writer.add(file, result if isinstance(result, list) else [result])
    if summary.count("added") + summary.count("replaced"):
        settle_phrases(database)
        settle_stock(database)
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


Results = Iterator[tuple[Candidate, Found | list[Found] | UnreadableFile, str]]  # the file, what it came to, the version of the readers


def _read_here(job, files: Iterator[Candidate], workers: int | None, total: int, pages) -> Results:
    read = job or partial(read_all, pages=pages)
    version = readers_version()
    with closing(pool.run(lambda file: read(file.path), files, min(pool.available_workers() if workers is None else workers, total))) as results:
        for file, result in results:
            yield file, result, version


def _spread(job, files: Iterator[Candidate], scheduler: str) -> Results:
    from loaders import spread  # brings Dask, which only those need who have several machines

    yield from spread.run(job or read_all, files, scheduler)


def _unknown(paths: Iterator[Path], database, demo: bool, retry: bool, note: Callable[[FileOutcome], None], writer: Writer) -> Iterator[Candidate]:
    """Gives the files that are neither stored nor known to fail; notes the others."""
    version = readers_version()
    while some := list(islice(paths, LOOKED_UP)):
        hashes: dict[Path, str] = {}
        for path in some:
            try:
                hashes[path] = hashlib.sha256(read_bytes(path)).hexdigest()
            except UnreadableFile as problem:
                writer.fail(Candidate(path, None), problem, version)
        known = known_files(database, hashes.values(), demo)
        before = known_failures(database, [key for path, sha256 in hashes.items() for key in _keys(path, sha256)])
        for path, sha256 in hashes.items():
            failed, keys = before.get(sha256), tuple(key for key in _keys(path, sha256) if key in before)
            if sha256 in known:
                note(FileOutcome(path, "unchanged", known[sha256]))
            elif failed and not retry and failed["version"] == version and failed["kind"] not in PASSING:
                note(FileOutcome(path, "failed", problem=as_problem(failed["kind"], failed["values"] | {"name": path.name}), tried=False))
            else:
                yield Candidate(path, sha256, keys)


def as_problem(kind: str, values: dict) -> UnreadableFile | DatabaseProblem:
    """Returns the problem that was kept as its kind and values."""
    return UnreadableFile(kind, **values) if kind in errors.KINDS else DatabaseProblem(kind, **values)


def _keys(path: Path, sha256: str) -> tuple[str, str]:
    return sha256, key_of(None, str(path.absolute()))
