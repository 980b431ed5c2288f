"""Points of a ranking: each item is judged from stored facts, with the reason beside it; what cannot be judged is left out, never counted as none."""
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HALF = 0.5  # of the prose: an assessment in use deducts above it
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
    for item in items():
        if (weight := weights.get(item.id, 0)) > 0:
            mark = marks[item.id] = judge(facts, item)
            if mark.share is not None:
                judged += weight
                earned += weight * mark.share
    if facts.report_id is None:
        return Score(0.0, judged, marks)
    return Score(round(100 * earned / judged, 2) if judged else None, judged, marks)


def judge(facts: Facts, item: Item) -> Mark:
    """Returns the mark of one item."""
    if facts.report_id is None:
        return Mark(0, "no report for the year") if item.id == "handed_in" else Mark(None, "no report for the year")
    return JUDGES[item.id](facts, item)


def judge_handed_in(facts: Facts, item: Item) -> Mark:
    """All points: there is a report."""
    return Mark(1, "a report for the year is stored")


def judge_on_time(facts: Facts, item: Item) -> Mark:
    """All points or none, by the date of publication."""
    if facts.deadline is None:
        return Mark(None, "no deadline is set for its kind")
    if facts.published is None:
        return Mark(None, "the report gives no date of publication")
    days = (facts.published - facts.deadline).days
    values = {"published": facts.published.isoformat(), "limit": facts.deadline.isoformat(), "days": abs(days)}
    return Mark(0, "published on {published}, {days} days after {limit}", values) if days > 0 else Mark(1, "published on {published}, by {limit}", values)


def judge_checks(facts: Facts, item: Item) -> Mark:
    """The share of its checks, among those that could be made, without error or warning."""
    wrong = facts.wrong.intersection(item.checks)
    made = len(item.checks) - len(facts.unknown.intersection(item.checks) - wrong)
    if not made:
        return Mark(None, "none of its checks could be made")
    if not wrong:
        return Mark(1, "all {made} checks hold", {"made": made})
    named = ", ".join(c for c in item.checks if c in wrong)
    return Mark(1 - len(wrong) / made, "{held} of {made} checks hold; not: {checks}", {"held": made - len(wrong), "made": made, "checks": named})


def judge_errors(facts: Facts, item: Item) -> Mark:
    """Each check with an error costs a part; warnings cost nothing."""
    wrong = sorted(c for c in facts.errors if c.startswith(item.prefix))
    if wrong:
        return Mark(max(0.0, 1 - item.cost * len(wrong)), "errors: {checks}", {"checks": ", ".join(wrong)})
    return Mark(None, "none of its checks could be made") if facts.unknown.issuperset(item.checks) else Mark(1, "no error")


def judge_novel(facts: Facts, item: Item) -> Mark:
    """All points up to one half, none for the whole."""
    if facts.copied is None:
        return Mark(None, "its prose was too short to be compared")
    share = min(1.0, max(0.0, (1 - facts.copied) / (1 - HALF)))
    return Mark(share, "{share} % of its prose at most stands in another report", {"share": round(100 * facts.copied)})


def judge_returned(facts: Facts, item: Item) -> Mark:
    """Each return costs half."""
    return Mark(max(0.0, 1 - facts.returned / 2), "sent back {n} times", {"n": facts.returned})


def judge_answered(facts: Facts, item: Item) -> Mark:
    """The share of problem themes that a measure answers."""
    if not facts.problems:
        return Mark(None, "no problem was recognised")
    return Mark(facts.answered / facts.problems, "{answered} of {themes} themes answered", {"answered": facts.answered, "themes": facts.problems})


def judge_volume(facts: Facts, item: Item) -> Mark:
    """The place among its like; equal totals share a place."""
    if facts.total is None:
        return Mark(None, "no total was recognised")
    if len(facts.peers) < FEWEST:
        return Mark(None, "fewer than {n} agencies of its kind state a total", {"n": FEWEST})
    below = bisect_left(facts.peers, facts.total)
    equal = bisect_right(facts.peers, facts.total) - below
    share = (below + (equal - 1) / 2) / (len(facts.peers) - 1)
    return Mark(share, "{total}, above {below} of {others} others of its kind", {"total": facts.total, "below": below, "others": len(facts.peers) - 1})


JUDGES: dict[str, Callable[[Facts, Item], Mark]] = {
    "handed_in": judge_handed_in, "on_time": judge_on_time, "complete": judge_checks, "form": judge_checks, "tables": judge_errors, "consistent": judge_errors,
    "novel": judge_novel, "not_returned": judge_returned, "answered": judge_answered, "volume": judge_volume,
}


@cache
def _vocabulary() -> dict:
    return tomllib.loads((Path(__file__).parent / "scoring.toml").read_text(encoding="utf-8"))
