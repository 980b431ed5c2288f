"""What a problem resembles: how likely it is that it is of the theme of our own sentences (problem_sentences.csv), character by character.

Words of themes.toml and this likeness decide a theme together. Each run of one or two characters weighs the logarithm of how much more often it
stands in the sentences of a theme than in all (naive Bayes, smoothed), less where few sentences hold it. Sentences that name no theme are in the
file as "unclassified": what resembles those most has none. To teach it a new way of saying a problem, add a sentence."""
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
SURE = 0.35  # how much a lead of one counts: the runs of a sentence go together, so that their sum claims more than it knows
SHOWN = 3  # runs shown as the words that decided
RUNS = re.compile(r"[一-鿿]+")


@dataclass
class Known:
    """How many sentences hold each run of characters, by theme, and how many each theme has; a sentence of two themes is half of each."""

    holding: defaultdict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    size: Counter = field(default_factory=Counter)
    weights: dict[str, dict[str, float]] = field(default_factory=dict)  # of the runs asked for so far


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


def resembled(text: str, known: Known | None = None) -> dict[str, float]:
    """Returns for each theme, and for no theme, how likely a dense text is of it, from 0 to 1; an empty dict where it shares nothing with our sentences."""
    known = known or _ours()
    sums = dict.fromkeys(known.size, 0.0)
    found = [run for run in _runs(text) if run in known.holding]
    for run in found:
        for theme, weight in _weights(known, run).items():
            sums[theme] += weight
    if not found:
        return {}
    most = max(sums.values())
    shares = {theme: math.exp(SURE * (weight - most)) for theme, weight in sums.items()}
    return {theme: share / sum(shares.values()) for theme, share in shares.items()}


def telling(text: str, theme: str, known: Known | None = None) -> list[tuple[str, float]]:
    """Returns the runs of a dense text that speak most for a theme, with their weights, the heaviest first."""
    known = known or _ours()
    heavy = [(run, weight) for run in _runs(text) if len(run) > 1 and run in known.holding and (weight := _weights(known, run)[theme]) > 0]
    return sorted(heavy, key=lambda r: (-r[1], r[0]))[:SHOWN]


def _weights(known: Known, run: str) -> dict[str, float]:
    """Returns the weight of a run in each theme."""
    if run in known.weights:
        return known.weights[run]
    counts = known.holding[run]
    all_holding, total = sum(counts.values()), sum(known.size.values())
    sure = all_holding / (all_holding + RARE)
    known.weights[run] = {theme: sure * math.log((counts[theme] * total / all_holding + SMOOTH) / (size + SMOOTH)) for theme, size in known.size.items()}
    return known.weights[run]


def _runs(text: str) -> set[str]:
    return {run[i:i + n] for run in RUNS.findall(text) for n in (1, 2) for i in range(len(run) - n + 1)}


@cache
def _ours() -> Known:
    return learn(sentences())
