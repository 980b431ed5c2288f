"""Who may do what. The permit of the person at the screen holds for one run; commands on the server have that of the system's own user."""
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from data.errors import DatabaseProblem

ROLES = ("viewer", "editor", "administrator")  # each may do what those before it may
DIGITS = 12  # of a region code


@dataclass(frozen=True)
class Permit:
    """`grants`: (role, leading digits of a region code; "" everywhere). `person`: who signed in, "" where nobody needs to."""

    person: str = ""
    grants: tuple[tuple[str, str], ...] = ()

    def regions(self, role: str = "viewer") -> tuple[str, ...]:
        """Returns the shortest leading digits within which the person has the role; ("",) is everywhere, () nowhere."""
        found = {region for held, region in self.grants if ROLES.index(held) >= ROLES.index(role)}
        return tuple(sorted(r for r in found if not any(r != other and r.startswith(other) for other in found)))

    def may(self, role: str, code: int | str | None = None) -> bool:
        """Returns whether the person has the role: in the region of that code (12 digits, or leading ones), or anywhere where none is named."""
        return bool(self.regions(role)) if code is None else any(digits(code).startswith(r) for r in self.regions(role))

    def everywhere(self, role: str) -> bool:
        """Returns whether the person has the role without a limit; a report whose region is undecided asks for that."""
        return "" in self.regions(role)


EVERYTHING = Permit(grants=(("administrator", ""),))
NOBODY = Permit()
_current: ContextVar[Permit | None] = ContextVar("permit", default=None)


class NotAllowed(DatabaseProblem):
    """Something that the permit of the run does not cover; data.engine.writing leaves a line in the journal."""


def current() -> Permit:
    """Returns the permit of this run; everything is allowed where none was set: a command on the server, a test."""
    return _current.get() or EVERYTHING


def given() -> bool:
    """Returns whether a permit was set for this run."""
    return _current.get() is not None


def enter(permit: Permit | None) -> None:
    """Sets the permit of this run (this thread); None forgets it."""
    _current.set(permit)


@contextmanager
def acting(permit: Permit) -> Iterator[None]:
    """Holds another permit for a while: a download made in a thread of the server, the journal's own lines."""
    before = _current.set(permit)
    try:
        yield
    finally:
        _current.reset(before)


def require(role: str, codes: Iterable[int | str | None] = ()) -> None:
    """Raises NotAllowed where the person has not the role in every one of these regions. A code of None, a region that is undecided, needs the
    role everywhere. To be called inside `writing`, which leaves the refusal in the journal."""
    permit = current()
    if not permit.may(role):
        raise NotAllowed(f"needs_{role}")
    for code in () if permit.everywhere(role) else codes:
        if code is None:
            raise NotAllowed("undecided_region")
        if not permit.may(role, code):
            raise NotAllowed("other_region", region=digits(code) or "—")


def limited(role: str) -> bool:
    """Returns whether the regions that are touched matter: only then need they be looked up."""
    return not current().everywhere(role)


def who(actor: str) -> str:
    """Returns the name that stands in registers and journal: that of the login, whatever name was typed; without a login the typed one."""
    return current().person or actor


def digits(code: int | str) -> str:
    """Returns a region code as its digits: twelve of a number, a text as it is."""
    return code if isinstance(code, str) else f"{int(code):0{DIGITS}d}"
