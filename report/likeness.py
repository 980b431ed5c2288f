"""What a problem resembles: the theme of our own sentences (problem_sentences.csv) that share most with it, character by character.

It decides only where no word of themes.toml does. Each run of one or two characters weighs the logarithm of how much more often it stands
in the sentences of a theme than in all (naive Bayes, smoothed), less where few sentences hold it. Sentences that name no theme are in the file
as "unclassified": what resembles those most has none. To teach it a new way of saying a problem, add a sentence."""
import csv
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

NO_THEME = "unclassified"
SMOOTH = 40.0  # sentences' worth of doubt in each theme
RARE = 2.0  # a run of so many sentences counts half
LEAST = 2.0  # the sum from which a text resembles a theme
AHEAD = 2.0  # by how much the first theme must lead the second: below that it is as often wrong as right
SHOWN = 3  # runs shown as the words that decided
RUNS = re.compile(r"[一-鿿]+")


@dataclass
class Known:
    """How many sentences hold each run of characters, by theme, and how many each theme has; a sentence of two themes is half of each."""

    holding: defaultdict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    size: Counter = field(default_factory=Counter)


def sentences() -> list[tuple[tuple[str, ...], str]]:
    """Returns (themes that fit, sentence) for every sentence of problem_sentences.csv."""
    with open(Path(__file__).parent / "problem_sentences.csv", encoding="utf-8", newline="") as lines:
        return [(tuple(line["themes"].split()), line["sentence"]) for line in csv.DictReader(lines)]


def learn(examples: list[tuple[tuple[str, ...], str]]) -> Known:
    """Returns what sentences of known themes teach."""
    known = Known()
    for fitting, sentence in examples:
        share = 1 / len(fitting)
        runs = _runs(sentence)
        for theme in fitting:
            known.size[theme] += share
            for run in runs:
                known.holding[run][theme] += share
    return known


def nearest(text: str, known: Known | None = None) -> tuple[str, list[tuple[str, float]]] | None:
    """Returns the theme that a dense text resembles and the runs that say so, the heaviest first; None where none stands out."""
    known = known or _ours()
    found = {run: _weights(known, run) for run in _runs(text) if run in known.holding}
    sums: Counter = Counter()
    for by_theme in found.values():
        sums.update(by_theme)
    if not sums:
        return None
    (best, most), (_, second) = sums.most_common(2)
    if best == NO_THEME or most < LEAST or most - second < AHEAD:
        return None
    heavy = sorted(((run, by_theme[best]) for run, by_theme in found.items() if len(run) > 1 and by_theme[best] > 0), key=lambda r: (-r[1], r[0]))
    return (best, heavy[:SHOWN]) if heavy else None


def _weights(known: Known, run: str) -> dict[str, float]:
    """Returns the weight of a run in each theme."""
    counts = known.holding[run]
    all_holding, total = sum(counts.values()), sum(known.size.values())
    sure = all_holding / (all_holding + RARE)
    return {theme: sure * math.log((counts[theme] * total / all_holding + SMOOTH) / (size + SMOOTH)) for theme, size in known.size.items()}


def _runs(text: str) -> set[str]:
    return {run[i:i + n] for run in RUNS.findall(text) for n in (1, 2) for i in range(len(run) - n + 1)}


@cache
def _ours() -> Known:
    return learn(sentences())
