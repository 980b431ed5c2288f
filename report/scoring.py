"""Points of a ranking: each item is judged from stored facts, with the reason beside it; what cannot be judged is left out, never counted as none."""
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

HALF = 0.5  # of the prose: an assessment in use deducts above it
MOST = 10_000  # marks that are remembered of each judge
FEWEST = 5  # agencies among which a place says something


@dataclass(frozen=True)
class Item:
    """One line of a ranking. `title` and `how` are message ids; `checks`, `prefix`, `cost`: what it asks of the checks."""

    id: str
    title: str
    how: str
    weight: float
    checks: tuple[str, ...] = ()
    prefix: str = ""
    cost: float = 0


@dataclass(frozen=True)
class Scheme:
    """A ranking to begin from: `title` is a message id, `weights` item -> weight, `source` the published sheet it follows."""

    id: str
    title: str
    source: str
    weights: Mapping[str, float]


class Facts(NamedTuple):
    """What is stored of one agency's year. `wrong`: the checks with an error or a warning that counts; `errors`: those with an error; `unknown`: those that
    could not be made; `copied`: the largest share (0–1) of its prose that stands elsewhere, None where it was not compared; `problems`: the themes of its
    problems, `answered`: how many of them a measure has too; `peers`: the totals of its kind, its own among them, in rising order."""

    report_id: int | None = None
    published: date | None = None
    deadline: date | None = None
    wrong: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    copied: float | None = None
    returned: int = 0
    problems: int = 0
    answered: int = 0
    total: float | None = None
    peers: Sequence[float] = ()


class Mark(NamedTuple):
    """The share (0–1) of an item's points, None where it cannot be judged, and why: a message id and its values."""

    share: float | None
    reason: str
    values: Mapping[str, Any] = {}


class Score(NamedTuple):
    """The points of 100 (None: no item could be judged), the weight that was judged, and the mark of each item."""

    points: float | None
    judged: float
    marks: Mapping[str, Mark]


NOTHING, UNJUDGED = (Mark(share, "no report for the year") for share in (0, None))


@cache
def items() -> tuple[Item, ...]:
    """Returns the items in their order."""
    return tuple(Item(**{**line, "checks": tuple(line.get("checks", ()))}) for line in _vocabulary()["item"])


@cache
def schemes() -> tuple[Scheme, ...]:
    """Returns the rankings to begin from; the first one is offered first."""
    usual = {item.id: item.weight for item in items()}
    return tuple(Scheme(line["id"], line["title"], line["source"], line.get("weights", usual)) for line in _vocabulary()["scheme"])


def score(facts: Facts, weights: Mapping[str, float]) -> Score:
    """Returns the points of one agency: what it earned of the weights that could be judged, out of 100. Without a report it has 0."""
    marks, judged, earned = {}, 0.0, 0.0
    for item, weight, function, told in _judges(tuple(weights.items())):
        mark = marks[item] = function(item, *told(facts)) if facts.report_id is not None else NOTHING if item == "handed_in" else UNJUDGED
        if mark.share is not None:
            judged += weight
            earned += weight * mark.share
    if facts.report_id is None:
        return Score(0.0, judged, marks)
    return Score(round(100 * earned / judged, 2) if judged else None, judged, marks)


@lru_cache
def _judges(weights: tuple[tuple[str, float], ...]) -> list[tuple[str, float, Callable[..., Mark], Callable[[Facts], tuple]]]:
    """The items that count, in their order: each with its weight and who judges it of which facts."""
    given = dict(weights)
    return [(item.id, given[item.id], *JUDGES[item.id]) for item in items() if given.get(item.id, 0) > 0]


@lru_cache(MOST)
def judge_handed_in(item: str) -> Mark:
    """All points: there is a report."""
    return Mark(1, "a report for the year is stored")


@lru_cache(MOST)
def judge_on_time(item: str, published: date | None, deadline: date | None) -> Mark:
    """All points or none, by the date of publication."""
    if deadline is None:
        return Mark(None, "no deadline is set for its kind")
    if published is None:
        return Mark(None, "the report gives no date of publication")
    days = (published - deadline).days
    values = {"published": published.isoformat(), "limit": deadline.isoformat(), "days": abs(days)}
    return Mark(0, "published on {published}, {days} days after {limit}", values) if days > 0 else Mark(1, "published on {published}, by {limit}", values)


@lru_cache(MOST)
def judge_checks(item: str, wrong: frozenset[str], unknown: frozenset[str]) -> Mark:
    """The share of its checks, among those that could be made, without error or warning."""
    checks = by_id()[item].checks
    failed = [c for c in checks if c in wrong]
    made = sum(c in wrong or c not in unknown for c in checks)
    if not made:
        return Mark(None, "none of its checks could be made")
    if not failed:
        return Mark(1, "all {made} checks hold", {"made": made})
    return Mark(1 - len(failed) / made, "{held} of {made} checks hold; not: {checks}", {"held": made - len(failed), "made": made, "checks": ", ".join(failed)})


@lru_cache(MOST)
def judge_errors(item: str, errors: frozenset[str], unknown: frozenset[str]) -> Mark:
    """Each check with an error costs a part; warnings cost nothing."""
    asked = by_id()[item]
    wrong = sorted(c for c in errors if c.startswith(asked.prefix))
    if wrong:
        return Mark(max(0.0, 1 - asked.cost * len(wrong)), "errors: {checks}", {"checks": ", ".join(wrong)})
    return Mark(None, "none of its checks could be made") if unknown.issuperset(asked.checks) else Mark(1, "no error")


@lru_cache(MOST)
def judge_novel(item: str, copied: float | None) -> Mark:
    """All points up to one half, none for the whole."""
    if copied is None:
        return Mark(None, "its prose was too short to be compared")
    share = min(1.0, max(0.0, (1 - copied) / (1 - HALF)))
    return Mark(share, "{share} % of its prose at most stands in another report", {"share": round(100 * copied)})


@lru_cache(MOST)
def judge_returned(item: str, returned: int) -> Mark:
    """Each return costs half."""
    return Mark(max(0.0, 1 - returned / 2), "sent back {n} times", {"n": returned})


@lru_cache(MOST)
def judge_answered(item: str, problems: int, answered: int) -> Mark:
    """The share of problem themes that a measure answers."""
    if not problems:
        return Mark(None, "no problem was recognised")
    return Mark(answered / problems, "{answered} of {themes} themes answered", {"answered": answered, "themes": problems})


def judge_volume(item: str, total: float | None, peers: Sequence[float]) -> Mark:
    """The place among its like; equal totals share a place."""
    if total is None:
        return Mark(None, "no total was recognised")
    if len(peers) < FEWEST:
        return Mark(None, "fewer than {n} agencies of its kind state a total", {"n": FEWEST})
    below = bisect_left(peers, total)
    equal = bisect_right(peers, total) - below
    share = (below + (equal - 1) / 2) / (len(peers) - 1)
    return Mark(share, "{total}, above {below} of {others} others of its kind", {"total": total, "below": below, "others": len(peers) - 1})


JUDGES: dict[str, tuple[Callable[..., Mark], Callable[[Facts], tuple]]] = {  # who judges each item, and of which facts; of many agencies most are alike
    "handed_in": (judge_handed_in, lambda facts: ()), "on_time": (judge_on_time, attrgetter("published", "deadline")),
    "complete": (judge_checks, attrgetter("wrong", "unknown")), "form": (judge_checks, attrgetter("wrong", "unknown")),
    "tables": (judge_errors, attrgetter("errors", "unknown")), "consistent": (judge_errors, attrgetter("errors", "unknown")),
    "novel": (judge_novel, lambda facts: (facts.copied,)), "not_returned": (judge_returned, lambda facts: (facts.returned,)),
    "answered": (judge_answered, attrgetter("problems", "answered")), "volume": (judge_volume, attrgetter("total", "peers")),
}


@cache
def by_id() -> dict[str, Item]:
    """Returns the items by their id."""
    return {item.id: item for item in items()}


@cache
def _vocabulary() -> dict:
    return tomllib.loads((Path(__file__).parent / "scoring.toml").read_text(encoding="utf-8"))
