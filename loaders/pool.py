"""Many files at a time, their results in the order of the files. The reading itself happens in the processes of readers/sandbox.py."""
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from loaders.errors import UnreadableFile

TICK = 0.4  # seconds
AHEAD = 8  # results that may wait, a worker, while an earlier file is not done

Job = Callable[[Any], Any]  # raises UnreadableFile for what cannot be read


def run(job: Job, items: Iterable, workers: int, tick: Callable[[], None] | None = None) -> Iterator[tuple[Any, Any]]:
    """Gives (item, result) in the order of the items; the result is what the job returned, or the UnreadableFile it came to.

    `workers`: how many jobs run at once, each in a thread; 0 runs them one after the other in this one.
    `tick` is called in the caller's thread, some times a second, while it waits."""
    if workers == 0:
        yield from ((item, attempt(job, item)) for item in items)
        return
    waiting: deque[tuple[Any, Future]] = deque()
    crew = ThreadPoolExecutor(workers)
    try:
        for item in items:
            waiting.append((item, crew.submit(attempt, job, item)))
            while waiting and (waiting[0][1].done() or len(waiting) >= AHEAD * workers):
                yield _first(waiting, tick)
        while waiting:
            yield _first(waiting, tick)
    finally:
        crew.shutdown(cancel_futures=True)


def available_workers() -> int:
    """Returns how many processes may work at once: the cores that this process may use, at most 8."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)


def attempt(job: Job, item):
    """Returns what the job returns, or the UnreadableFile it came to."""
    try:
        return job(item)
    except UnreadableFile as problem:
        return problem


def _first(waiting: deque[tuple[Any, Future]], tick: Callable[[], None] | None) -> tuple[Any, Any]:
    item, future = waiting.popleft()
    while tick and not wait([future], TICK).done:
        tick()
    return item, future.result()
