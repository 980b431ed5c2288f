"""Which shares of its total a report's channels have: only of parts that the report itself makes a part, and that make up the total."""
from collections.abc import Sequence
from dataclasses import dataclass

from report.model import Number

STATES = ("whole", "outside", "differs", "unsaid", "approximate", "no_total", "none")


@dataclass(frozen=True)
class Part:
    """One channel of one report. `within`: the report makes it a part of its total (True), cannot (False), does not say (None)."""

    key: str
    value: Number | None
    within: bool | None = None
    approximate: bool = False


@dataclass(frozen=True)
class Division:
    """How the channels stand to the total. `state`: whole (the parts make it up: they have shares), outside (channels beside the
    total), differs (parts that do not add up to it), unsaid (the report does not say that they are parts), approximate, no_total,
    none (no channel has a number). `shares`: key -> 0–1, empty unless whole. `added`: the sum of the parts, None without any."""

    state: str
    shares: dict[str, float]
    added: Number | None
    outside: tuple[str, ...] = ()


def divide(total: Number | None, approximate: bool, parts: Sequence[Part]) -> Division:
    """Returns how a report's channels divide its total. A channel named twice has no share: which number is meant is not ours to say."""
    known = [p for p in parts if p.value is not None]
    inside = [p for p in known if p.within]
    outside = tuple(p.key for p in known if p.within is False)
    added = sum(p.value for p in inside) if inside else None
    if not known:
        return Division("none", {}, None)
    if total is None:
        return Division("no_total", {}, added, outside)
    if inside and added == total and total > 0 and not approximate and len({p.key for p in inside}) == len(inside):
        return Division("whole", {p.key: p.value / total for p in inside}, added, outside)
    if approximate or any(p.approximate for p in inside):
        return Division("approximate", {}, added, outside)
    if inside:
        return Division("differs", {}, added, outside)
    return Division("outside" if outside else "unsaid", {}, None, outside)
