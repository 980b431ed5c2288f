"""Ranks among a few numbers: equal numbers share a rank, what is missing has none."""
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rank:
    """A place from the largest on (1 is the largest) among `of` numbers; `tied`: another number is equal, and the places after it are left out."""

    place: int
    of: int
    tied: bool


def ranks(values: Sequence[float | None]) -> list[Rank | None]:
    """Returns each number's rank, None for None and NaN: [5, 3, None, 5] -> 1 (tied), 3, None, 1 (tied), each of 3."""
    known = [v for v in values if v is not None and v == v]
    return [None if v is None or v != v else Rank(1 + sum(k > v for k in known), len(known), known.count(v) > 1) for v in values]
