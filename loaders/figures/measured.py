"""The measures of forms/counted.toml, compiled."""
import re
import tomllib
from dataclasses import dataclass
from functools import cache

from report.form import FORMS

NEVER = re.compile(r"\b\B")
PATTERNS = ("interpreted", "weak", "outsiders", "perhaps", "noted")


@dataclass(frozen=True)
class Measure:
    """One measure of forms/counted.toml, compiled."""

    id: str
    object: re.Pattern
    units: frozenset
    excluded: re.Pattern
    where: re.Pattern | None
    topics: tuple[str, ...]
    none: re.Pattern | None
    joined: re.Pattern | None
    listed: bool = True
    events: frozenset = frozenset()
    interpreted: re.Pattern = NEVER
    weak: re.Pattern = NEVER
    outsiders: re.Pattern = NEVER
    perhaps: re.Pattern = NEVER
    noted: re.Pattern = NEVER


@cache
def measures() -> tuple[Measure, ...]:
    """Returns the measures in the order of the file."""
    with open(FORMS / "counted.toml", "rb") as lines:
        written = tomllib.load(lines)["measure"]
    return tuple(Measure(m["id"], re.compile(m["object"]), frozenset(u or None for u in m["units"]),
                         re.compile(m["not"]) if "not" in m else NEVER, re.compile(m["where"]) if "where" in m else None,
                         tuple(m.get("topics", ())), re.compile(m["none"]) if "none" in m else None,
                         re.compile(m["joined"]) if "joined" in m else None, m.get("listed", True), frozenset(m.get("events", ())),
                         **{name: re.compile(m[name]) for name in PATTERNS if name in m}) for m in written)


@cache
def unlisted() -> frozenset[str]:
    """Returns the measures that a part of what was published does not give."""
    return frozenset(m.id for m in measures() if not m.listed)


@cache
def by_unit(unit: str | None) -> tuple[Measure, ...]:
    """Returns the measures that are counted in a unit."""
    return tuple(m for m in measures() if unit in m.units)


@cache
def mentions() -> re.Pattern:
    """Returns a pattern that matches where any measure's object may stand."""
    return re.compile("|".join(p.pattern for m in measures() for p in (m.object, m.perhaps) if p is not NEVER))
