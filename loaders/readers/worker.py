"""The reading process: `python -m loaders.readers.worker` reads requests from its input and writes answers to its output until the input ends.

A request is one line of JSON ({target, name, password, size, limits, more: further arguments}) and the file's bytes; an answer is one line of JSON
({kind: progress | more_time | log | done | failed, size, last: whether the process ends now, …}) and `size` bytes. Nothing is pickled in either direction."""
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from importlib import import_module

from loaders.errors import UnreadableFile
from loaders.readers.limits import Limits, extend, install_limits, limits, listen

TARGETS = {  # what may be asked for: (module, function of (data, name, password), how its result becomes bytes)
    "document": ("loaders.readers", "read_document", lambda found: import_module("loaders.readers.wire").dump_document(found)),
    "reports": ("loaders.assemble", "read_reports", lambda found: b"[" + b",".join(r.model_dump_json().encode() for r in found) + b"]"),
    "report": ("loaders.assemble", "read_report", lambda found: found.model_dump_json().encode()),
    "original": ("loaders.original", "make_original", lambda found: import_module("loaders.original").dump_original(found)),
    "formats": ("loaders.readers", "find_format", lambda found: json.dumps(found).encode()),
}
FILES = 200  # files after which a process makes way for a fresh one where the system does not say how much memory it holds
SLACK = 10  # seconds beyond the limit after which the process ends by itself, should its caller be gone


def serve() -> None:
    """Answers requests until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    if os.name == "nt":
        import msvcrt
        msvcrt.setmode(answers.fileno(), os.O_BINARY)
    os.dup2(2, 1)  # what libraries print must not get among the answers
    requests = sys.stdin.buffer

    def answer(kind: str, payload: bytes = b"", **values) -> None:
        answers.write(json.dumps({"kind": kind, "size": len(payload), **values}).encode() + b"\n" + payload)
        answers.flush()

    listen(lambda done, all_: answer("progress", done=done, all=all_))
    logging.getLogger("report").addHandler(Teller(answer))  # not what libraries say, perhaps from threads of theirs

    end = _alarm()

    def more_time() -> None:
        answer("more_time")
        end(limits().seconds + limits().scan_seconds + SLACK)

    extend(more_time)
    started, left = False, FILES
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        if not started:
            install_limits(Limits(**request["limits"]))
            started = True
        end(limits().seconds + SLACK)
        kind, payload, values = _outcome(request, data)
        del data
        left -= 1
        last = _is_full(left)
        answer(kind, payload, last=last, **values)
        end(0)
        if last:
            break


class Teller(logging.Handler):
    """Hands what this program tells the log in this process on to the process that asked, whose log somebody reads."""

    def __init__(self, answer: Callable):
        super().__init__()
        self.answer = answer

    def emit(self, record: logging.LogRecord) -> None:
        """Answers with one record, its traceback included."""
        self.answer("log", self.format(record).encode("utf-8", "replace"), level=record.levelno)


def _outcome(request: dict, data: bytes) -> tuple[str, bytes, dict]:
    """Returns the answer to one request: its kind, its payload and its other values."""
    name = request["name"]
    try:
        return "done", _answer(request, data), {}
    except UnreadableFile as error:
        return "failed", b"", {"error": error.kind, "values": error.values}
    except MemoryError:
        return "failed", b"", {"error": "too_large", "values": {"name": name, "detail": "out of memory"}}
    except Exception as error:
        return "failed", b"", {"error": "crashed", "values": {"name": name, "detail": "internal error {error}", "error": type(error).__name__}}


def _answer(request: dict, data: bytes) -> bytes:
    module, function, dump = TARGETS[request["target"]]
    arguments = (data, request["name"]) if function == "find_format" else (data, request["name"], request["password"])
    return dump(getattr(import_module(module), function)(*arguments, **request["more"]))


def _alarm() -> Callable[[float], None]:
    """Returns what ends this process in so many seconds, 0 for never: the system's alarm, or a thread where there is none (Windows)."""
    if hasattr(signal, "alarm"):
        return lambda seconds: signal.alarm(int(seconds))
    under_way: list[threading.Timer] = []

    def end(seconds: float) -> None:
        while under_way:
            under_way.pop().cancel()
        if seconds:
            timer = threading.Timer(seconds, os._exit, (1,))
            timer.daemon = True
            timer.start()
            under_way.append(timer)
    return end


def _is_full(left: int) -> bool:
    """Returns whether this process should make way for a fresh one: half of its memory is taken, and memory is not given back. Where the
    system does not tell its memory, the files left for it to read decide."""
    try:
        with open("/proc/self/statm") as sizes:
            return int(sizes.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") * 2 > limits().memory_bytes
    except (OSError, ValueError, AttributeError):
        return left <= 0


if __name__ == "__main__":
    serve()
