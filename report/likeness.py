"""What a problem resembles: the theme of our own sentences (problem_sentences.csv) that share most with it, character by character.

It decides only where no word of themes.toml does. Each run of one or two characters weighs the logarithm of how much more often it stands
in the sentences of a theme than in all (naive Bayes, smoothed), less where few sentences hold it. Sentences that name no theme are in the file
as "unclassified": what resembles those most has none. To teach it a new way of saying a problem, add a sentence."""
import csv
import math
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

NO_THEME = "unclassified"
SMOOTH = 40.0  # sentences' worth of doubt in each theme
RARE = 2.0  # a run of so many sentences counts half
LEAST = 2.0  # the sum from which a text resembles a theme
AHEAD = 1.0  # by how much the first theme must lead the second
SHOWN = 3  # runs shown as the words that decided
RUNS = re.compile(r"[一-鿿]+")


def sentences() -> list[tuple[tuple[str, ...], str]]:
    """Returns (themes that fit, sentence) for every sentence of ours in problem_sentences.csv."""
    with open(Path(__file__).parent / "problem_sentences.csv", encoding="utf-8", newline="") as lines:
        return [(tuple(line["themes"].split()), line["sentence"]) for line in csv.DictReader(lines)]


def weigh(known: list[tuple[tuple[str, ...], str]]) -> dict[str, dict[str, float]]:
    """Returns for each run of characters its weight in each theme."""
    within: defaultdict[str, Counter] = defaultdict(Counter)  # run -> theme -> sentences
    size: Counter = Counter()
    for fitting, sentence in known:
        for theme in fitting:
            size[theme] += 1 / len(fitting)
            for run in _runs(sentence):
                within[run][theme] += 1 / len(fitting)
    total = sum(size.values())
    weights = {}
    for run, counts in within.items():
        holding = sum(counts.values())
        sure = holding / (holding + RARE)
        weights[run] = {theme: sure * math.log((counts[theme] * total / holding + SMOOTH) / (size[theme] + SMOOTH)) for theme in size}
    return weights


def nearest(text: str, weights: dict[str, dict[str, float]] | None = None) -> tuple[str, list[tuple[str, float]]] | None:
    """Returns the theme that a dense text resembles and the runs that say so, the heaviest first; None where none stands out."""
    weights = _weights() if weights is None else weights
    found = {run: weights[run] for run in _runs(text) if run in weights}
    sums: Counter = Counter()
    for by_theme in found.values():
        sums.update(by_theme)
    if not sums:
        return None
    (best, most), (_, second) = sums.most_common(2)
    if best == NO_THEME or most < LEAST or most - second < AHEAD:
        return None
    heavy = sorted(((run, by_theme[best]) for run, by_theme in found.items() if len(run) > 1 and by_theme[best] > 0), key=lambda r: -r[1])
    return best, heavy[:SHOWN]


def _runs(text: str) -> set[str]:
    return {run[i:i + n] for run in RUNS.findall(text) for n in (1, 2) for i in range(len(run) - n + 1)}


@cache
def _weights() -> dict[str, dict[str, float]]:
    return weigh(sentences())
