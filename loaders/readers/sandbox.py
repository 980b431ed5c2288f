"""Reading at arm's length: each file is read in another process with limits, so that a crash, a hang or a flood there never reaches the caller.

Processes stay warm between files and are replaced when one ends. They are started by subprocess, not by multiprocessing,
so that neither Streamlit's script nor Windows' spawn is run again in them."""
import atexit
import json
import logging
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from loaders.document import Document
from loaders.errors import UnreadableFile
from loaders.readers.limits import Limits, limits
from loaders.readers.wire import load_document
from report.model import AnnualReport

ROOT = Path(__file__).resolve().parents[2]
GRACE = 0.5  # seconds added to the limit for starting and for sending the file
SECRET = re.compile(r"DATABASE|PASSWORD|SECRET|TOKEN|KEY|CREDENTIAL", re.I)  # "DATABASE_URL"
Progress = Callable[[int, int], None]
log = logging.getLogger(__name__)
REPORTS = TypeAdapter(list[AnnualReport])


def read_safely(data: bytes, name: str, password: str | None = None, chosen: Limits | None = None, progress: Progress | None = None) -> Document:
    """Returns the document of a file, read in another process. Raises UnreadableFile, also too_slow and crashed.
    `progress(done, all)` is called for pages of slow files."""
    return load_document(run_limited("document", data, name, password, chosen, progress))


def parse_safely(data: bytes, name: str, password: str | None = None, chosen: Limits | None = None, progress: Progress | None = None) -> AnnualReport:
    """Returns the parsed report of a file, read and assembled in another process. Raises UnreadableFile, also too_slow and crashed."""
    return AnnualReport.model_validate_json(run_limited("report", data, name, password, chosen, progress))


def parse_all_safely(data: bytes, name: str, password: str | None = None, chosen: Limits | None = None, progress: Progress | None = None) -> list[AnnualReport]:
    """Returns the parsed reports of a file, which are nearly always one. Raises UnreadableFile, also too_slow and crashed."""
    return REPORTS.validate_json(run_limited("reports", data, name, password, chosen, progress))


def run_limited(target: str, data: bytes, name: str, password: str | None = None, chosen: Limits | None = None, progress: Progress | None = None,
                **more) -> bytes:
    """Returns what a target of worker.TARGETS makes of a file, as bytes; `more`: what else it is told. Raises UnreadableFile. May be called from several threads:
    each call has a process of its own."""
    chosen = chosen or limits()
    if len(data) > chosen.file_bytes:
        raise UnreadableFile("too_large", name, detail="{size} MB", size=len(data) // 1_000_000)
    process = _take(chosen)
    try:
        answer, payload = process.ask(target, data, name, password, progress, more)
    except BaseException:
        process.close()
        raise
    if answer["last"]:
        process.close()
    else:
        _put_back(process)
    if answer["kind"] == "failed":
        raise UnreadableFile(answer["error"], **answer["values"])
    return payload


class Process:
    """One reading process under its limits."""

    def __init__(self, chosen: Limits):
        self.limits, self.owner = chosen, os.getpid()
        self._process = subprocess.Popen([sys.executable, "-m", "loaders.readers.worker"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=None if os.environ.get("DISCLOSURE_DEBUG") else subprocess.DEVNULL, env=_environment(),
                                         creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, target: str, data: bytes, name: str, password: str | None, progress: Progress | None, more: dict | None = None) -> tuple[dict, bytes]:
        """Returns the answer to one request. Raises UnreadableFile: too_slow, crashed."""
        late, seconds, pictures = threading.Event(), self.limits.seconds, 0

        def stop() -> None:
            late.set()
            self._process.kill()

        def start(limit: float) -> threading.Timer:
            timer = threading.Timer(limit, stop)
            timer.daemon = True
            timer.start()
            return timer

        began, timer = time.monotonic(), start(seconds + GRACE)
        try:
            request = {"target": target, "name": name, "password": password, "size": len(data), "limits": asdict(self.limits), "more": more or {}}
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.write(data)
            self._process.stdin.flush()
            while line := self._process.stdout.readline():
                answer = json.loads(line)
                payload = self._process.stdout.read(answer["size"])
                if answer["kind"] == "more_time" and pictures < self.limits.scan_pages:  # a picture is recognised: its seconds come on top
                    timer.cancel()
                    pictures, seconds = pictures + 1, seconds + self.limits.scan_seconds
                    timer = start(max(began + seconds + GRACE - time.monotonic(), 0))
                if answer["kind"] == "log":
                    log.log(answer["level"], "%s", payload.decode())
                if answer["kind"] not in ("progress", "more_time", "log"):
                    return answer, payload
                if progress and answer["kind"] == "progress":
                    progress(answer["done"], answer["all"])
        except (OSError, ValueError, KeyError):
            pass  # the process ended in the middle of the talk
        finally:
            timer.cancel()
        self._process.kill()
        code = self._process.wait(5)
        if late.is_set():
            raise UnreadableFile("too_slow", name, seconds=round(seconds))
        raise UnreadableFile("crashed", name, detail="the reading process was stopped, code {code}", code=code)

    def close(self) -> None:
        """Ends the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()
            except OSError:
                pass
        self._process.kill()
        self._process.wait(5)


def _environment() -> dict[str, str]:
    """Returns the environment of a reading process: this one's without what a reader has no business to know."""
    kept = {k: v for k, v in os.environ.items() if not SECRET.search(k)}
    return kept | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


_idle: list[Process] = []
_lock = threading.Lock()


def _take(chosen: Limits) -> Process:
    """Returns an idle process with these limits, or a new one."""
    with _lock:
        for process in [p for p in _idle if p.owner == os.getpid() and p.limits == chosen]:
            _idle.remove(process)
            if process.alive:
                return process
    return Process(chosen)


def _put_back(process: Process) -> None:
    with _lock:
        if process.alive and len(_idle) < (os.cpu_count() or 1):
            _idle.append(process)
            return
    process.close()


def warm_up() -> None:
    """Starts a reading process ahead of the first file."""
    _put_back(_take(limits()))


@atexit.register
def close_all() -> None:
    """Ends the idle processes of this process."""
    with _lock:
        while _idle:
            process = _idle.pop()
            if process.owner == os.getpid():
                process.close()
