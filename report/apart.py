"""Work in parts: a fault of this program in one part is kept apart, so that the others stand; what is meant to stop goes on stopping."""
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MOST = 200  # characters of an error's own words that are kept
log = logging.getLogger(__name__)


class Refusal(Exception):
    """What is refused, in words for people: no fault of this program, and never kept apart."""


@dataclass(frozen=True)
class Fault:
    """A fault of this program: what it was, in Python's words, and the places of this program that it came through, the innermost last."""

    error: str
    trace: tuple[str, ...]

    @property
    def place(self) -> str:
        """Returns what an engineer looks for first: the error and where it was raised."""
        return f"{self.error} · {self.trace[-1]}" if self.trace else self.error


def attempt(name: str, work: Callable, *arguments) -> tuple[Any, Fault | None]:
    """Returns what the work gives and None; or None and the fault that ended it, whose traceback goes to the log. Refusals, want of memory and what stops the
    program are passed on. `name`: of the work, for the log."""
    try:
        return work(*arguments), None
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # whatever nobody foresaw
        log.exception("%s: a fault of this program, kept apart", name)
        return None, Fault(_words(error), tuple(_frames(error)))


def _words(error: Exception) -> str:
    told = "".join(c if c.isprintable() else "?" for c in str(error)[:MOST])  # half a surrogate pair, which no database keeps, is not printable
    return f"{type(error).__name__}: {told}" if told else type(error).__name__


def _frames(error: Exception):
    for frame in traceback.extract_tb(error.__traceback__)[1:]:
        path = Path(frame.filename)
        if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
            yield f"{path.relative_to(ROOT).as_posix()}:{frame.lineno} {frame.name}"
