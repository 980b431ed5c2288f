"""Which problems have a measure that answers them, theme by theme."""
from collections.abc import Sequence
from dataclasses import dataclass

from report.model import Clause
from report.themes import UNCLASSIFIED


@dataclass(frozen=True)
class Pair:
    """A problem beside the measures that answer it. `answered`: its themes with a fitting measure; `open`: those without."""

    problem: Clause
    measures: tuple[Clause, ...]
    answered: tuple[str, ...]
    open: tuple[str, ...]


def pair(problems: Sequence[Clause], measures: Sequence[Clause]) -> list[Pair]:
    """Returns one Pair a problem, in their order: which problems have a measure of a fitting theme.

    A measure fits a theme where its words answer it (themes.toml, `measures`), whether or not it leads there. A problem
    without a theme is answered by no measure: nothing can be said of it."""
    answers = [set(m.themes) for m in measures]
    pairs = []
    for problem in problems:
        named = [t for t in problem.themes if t != UNCLASSIFIED]
        fitting = tuple(m for m, given in zip(measures, answers, strict=True) if given & set(named))
        answered = tuple(t for t in named if any(t in given for given in answers))
        pairs.append(Pair(problem, fitting, answered, tuple(t for t in named if t not in answered)))
    return pairs
