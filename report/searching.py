"""Words looked for in a text: what is one word in other spellings (full-width, traditional, capital), its places, and the pairs of characters an index holds."""
import re
from collections.abc import Iterable

from report.wording import SAME

RUN = re.compile(r"[^\W_]+")  # 公开120条
MOST_WORDS = 8  # of one search
LONGEST = 60  # characters of one word; what is longer is cut


class _Folded(dict):
    """A translation table that fills itself: each character in simplified, half-width, small form, always one character."""

    def __missing__(self, code: int) -> str:
        plain = SAME[code]
        small = plain.lower()
        self[code] = small if len(small) == 1 else plain
        return self[code]


FOLDED = _Folded()


def fold(text: str) -> str:
    """Returns the text in the spelling in which words are compared, with every offset as in the text."""
    return text.translate(FOLDED)


def split(query: str) -> tuple[str, ...]:
    """Returns the different words of a search, folded, the first MOST_WORDS of them."""
    return tuple(dict.fromkeys(word[:LONGEST] for word in fold(query).split()))[:MOST_WORDS]


def pairs(text: str) -> set[str]:
    """Returns each pair of neighbouring letters or digits of a text that is folded already."""
    return {pair for run in RUN.findall(text) for pair in map(str.__add__, run, run[1:])}


def holds(text: str, words: Iterable[str]) -> bool:
    """Returns whether every one of these folded words stands in the text."""
    if all(word in text for word in words):  # nearly always as printed: spares folding
        return True
    folded = fold(text)
    return all(word in folded for word in words)


def find(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Returns the places (start, end) of these folded words in the text, in order, none within another."""
    folded, found = fold(text), []
    for word in words:
        start = folded.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = folded.find(word, start + len(word))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
