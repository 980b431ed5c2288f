"""Reading on several machines by Dask distributed, instead of the processes of this one: the same job, the same results in the same order.

The workers run this program (`python -m dask worker tcp://…` in its folder) and see the files under the same paths; a task names paths, not bytes.
What they read comes back to the one process that asked and writes. A worker that dies loses nothing: its tasks go to another."""
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from loaders.errors import UnreadableFile
from loaders.pool import attempt
from loaders.version import code_version, readers_version

A_TASK = 25  # files: fewer cost more than they spread
WAITING = 2  # tasks a worker's thread that may wait beside the one under way
PATIENCE = 60  # seconds without any worker after which the run stops
TICK = 2  # seconds
UNSEEN = frozenset({"not_found", "folder", "no_access"})  # what a worker says of a file that it does not see


@dataclass(frozen=True)
class Done:
    """What a task came to: the results in the order of its files, and by which readers."""

    results: list
    version: str
    code: str


def read_some(job: Callable[[Path], Any], paths: list[str]) -> Done:
    """Returns what the job made of each file. Runs on a worker."""
    return Done([attempt(job, Path(path)) for path in paths], readers_version(), code_version())


def run(job: Callable[[Path], Any], files: Iterable, address: str) -> Iterator[tuple[Any, Any, str]]:
    """Gives (file, what the job returned or the UnreadableFile, version of the readers) in the order of the files, which have a `path`.
    Raises UnreadableFile: no_dask, no_scheduler, other_readers."""
    with closing(_connect(address)) as client:
        ahead = sum(client.nthreads().values()) * (1 + WAITING)
        files, waiting = iter(files), deque()
        while True:
            while len(waiting) < ahead and (some := list(islice(files, A_TASK))):
                waiting.append((some, _submit(client, job, some)))
            if not waiting:
                return
            some, future = waiting.popleft()
            yield from _results(client, job, some, future, address)


def _results(client, job, some: list, future, address: str) -> Iterator[tuple[Any, Any, str]]:
    """Gives the results of one task; of one that ended its workers again and again, file by file."""
    done = _wait(client, future, address)
    if done is None and len(some) == 1:
        yield some[0], UnreadableFile("worker_lost", some[0].path.name), readers_version()
    elif done is None:
        for file in some:
            yield from _results(client, job, [file], _submit(client, job, [file]), address)
    else:
        if done.code != code_version():
            raise UnreadableFile("other_readers", address)
        for file, result in zip(some, done.results, strict=True):
            unseen = isinstance(result, UnreadableFile) and result.kind in UNSEEN
            yield file, UnreadableFile("not_shared", str(file.path.absolute())) if unseen else result, done.version


def _submit(client, job, some: list):
    return client.submit(read_some, job, [str(file.path.absolute()) for file in some], pure=False)


def _wait(client, future, address: str) -> Done | None:
    """Returns what a task came to, None where the workers that had it died."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.comm import CommClosedError

    seen = time.monotonic()
    while True:
        try:
            return future.result(timeout=TICK)
        except KilledWorker:
            return None
        except (CancelledError, CommClosedError) as error:
            raise UnreadableFile("no_scheduler", address, detail=type(error).__name__) from error
        except TimeoutError:
            pass
        if client.status != "running":
            raise UnreadableFile("no_scheduler", address, detail=client.status)
        if client.nthreads():
            seen = time.monotonic()
        elif time.monotonic() - seen > PATIENCE:
            raise UnreadableFile("no_scheduler", address, detail="no worker")


def _connect(address: str):
    try:
        from distributed import Client
    except ImportError:
        raise UnreadableFile("no_dask", address) from None
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UnreadableFile("no_scheduler", address, detail=str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        raise UnreadableFile("no_scheduler", address, detail="no worker") from error
    return client
