"""Work on many files in processes of their own: a file that hangs, crashes or eats memory costs one process, never the others."""
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from loaders.errors import UnreadableFile
from loaders.readers.limits import limits

AHEAD = 8  # results that may wait, a worker, while an earlier file is not done
START = 60  # more seconds for the first file of a process, which imports the readers
LOOK = 0.5  # seconds between looks at the clock
SPAWN = multiprocessing.get_context("spawn")

Job = Callable[[Any], Any]  # importable by name; raises UnreadableFile for what cannot be read


def run(job: Job, items: Iterable, workers: int, name: Callable[[Any], str] = str) -> Iterator[tuple[Any, Any]]:
    """Gives (item, result) in the order of the items; the result is what the job returned, or the UnreadableFile it came to.

    `name` says what an item is called in messages. With workers=0 the job runs in this process, without limits."""
    if workers == 0:
        yield from ((item, attempt(job, item, name(item))) for item in items)
        return
    tasks, crew, done, turn, more = enumerate(items), [], {}, 0, True
    try:
        while more or any(w.task for w in crew):
            while more and len(done) < AHEAD * workers and (len(crew) < workers or not all(w.task for w in crew)):
                task = next(tasks, None)
                if more := task is not None:
                    worker = next((w for w in crew if not w.task), None)
                    if worker is None:
                        crew.append(worker := _Worker(job, name))
                    worker.give(task)
            for number, item, result in _collect(crew):
                done[number] = item, result
            while turn in done:
                yield done.pop(turn)
                turn += 1
    finally:
        for worker in crew:
            worker.stop()


def available_workers() -> int:
    """Returns how many processes may work at once: the cores that this process may use, at most 8."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)


def attempt(job: Job, item, name: str):
    """Returns what the job returns, or the UnreadableFile it came to; any other failure is one of kind `crashed`."""
    try:
        return job(item)
    except UnreadableFile as problem:
        return problem
    except MemoryError:
        return UnreadableFile("crashed", name, detail="out of memory")
    except Exception as error:
        if os.environ.get("DISCLOSURE_DEBUG"):
            raise
        return UnreadableFile("crashed", name, detail=f"{type(error).__name__}: {error}")


class _Worker:
    """One process and what it is at work on: `task` is (number, item) or None."""

    def __init__(self, job: Job, name: Callable[[Any], str]):
        self.pipe, theirs = SPAWN.Pipe()
        self.process = SPAWN.Process(target=_work, args=(job, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.task, self.name, self.patience = None, name, START

    def give(self, task: tuple[int, Any]) -> None:
        self.task, self.deadline = task, time.monotonic() + limits().seconds + self.patience
        self.pipe.send((task[1], self.name(task[1])))

    def take(self):
        """Returns the result; UnreadableFile where the process has died."""
        try:
            result = self.pipe.recv()
            self.patience = 0
        except (EOFError, OSError):
            self.stop()
            result = UnreadableFile("crashed", self.name(self.task[1]), detail=f"exit {self.process.exitcode}")
        return result

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _collect(crew: list[_Worker]) -> Iterator[tuple[int, Any, Any]]:
    """Gives (number, item, result) of what is finished, dead or late; dead and late processes leave the crew."""
    ready = wait([w.pipe for w in crew if w.task], LOOK)
    for worker in list(crew):
        if worker.task and (worker.pipe in ready or time.monotonic() > worker.deadline):
            if worker.pipe in ready:
                result = worker.take()
            else:
                worker.stop()
                result = UnreadableFile("too_slow", worker.name(worker.task[1]), seconds=round(limits().seconds))
            if worker.pipe.closed:
                crew.remove(worker)
            (number, item), worker.task = worker.task, None
            yield number, item, result


def _work(job: Job, pipe: Connection) -> None:
    """The life of a process: items in, results out, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's affair
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits().memory_bytes,) * 2)
    with suppress(EOFError, OSError):
        while True:
            item, name = pipe.recv()
            pipe.send(attempt(job, item, name))
