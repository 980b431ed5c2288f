"""What differs between two texts, word by word: Chinese by the character, numbers and Latin words whole; every character of both texts is kept."""
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?%?|[A-Za-z]+|\s+|.", re.S)  # 主|动|公|开|1,517|条
ANCHORS = (12, 6, 3)  # tokens of a run that stands once in both texts and so pairs them
SMALL = 60_000  # pairs of tokens up to which two stretches are compared one by one
ISLAND = 4  # tokens: equal words this short between larger changes are chance

Kind = Literal["equal", "deleted", "inserted"]


@dataclass(frozen=True)
class Piece:
    """A stretch of text: in both (equal), only in the first (deleted) or only in the second (inserted)."""

    kind: Kind
    text: str


def tokens(text: str) -> list[str]:
    """Returns the text cut into what is compared: a Chinese character, a number, a Latin word, white space, a sign."""
    return TOKEN.findall(text)


def differences(first: str, second: str) -> list[Piece]:
    """Returns the two texts as one run of pieces: equal and deleted ones make the first text, equal and inserted ones the second.

    Runs of words that stand once in both texts are paired first (patience diff), what lies between is compared token by token where it is
    short enough, so that long sections stay fast; equal words of a few characters amid larger changes are shown as changed."""
    a, b = tokens(first), tokens(second)
    matches = cleaned(a, joined([*match(a, b, 0, len(a), 0, len(b), 0), (len(a), len(b), 0)]))
    pieces: list[Piece] = []
    i = j = 0
    for start, other, length in matches:
        for kind, words in (("deleted", a[i:start]), ("inserted", b[j:other]), ("equal", a[start:start + length])):
            if words:
                pieces.append(Piece(kind, "".join(words)))
        i, j = start + length, other + length
    return pieces


Match = tuple[int, int, int]  # place in the first, place in the second, tokens


def match(a: list[str], b: list[str], a0: int, a1: int, b0: int, b1: int, depth: int) -> Iterator[Match]:
    """Yields the matching runs of a[a0:a1] and b[b0:b1] in order."""
    head = 0
    while a0 + head < a1 and b0 + head < b1 and a[a0 + head] == b[b0 + head]:
        head += 1
    if head:
        yield a0, b0, head
    a0, b0, tail = a0 + head, b0 + head, 0
    while a0 < a1 - tail and b0 < b1 - tail and a[a1 - tail - 1] == b[b1 - tail - 1]:
        tail += 1
    yield from between(a, b, a0, a1 - tail, b0, b1 - tail, depth)
    if tail:
        yield a1 - tail, b1 - tail, tail


def between(a: list[str], b: list[str], a0: int, a1: int, b0: int, b1: int, depth: int) -> Iterator[Match]:
    """Yields the matching runs of two stretches that neither begin nor end alike."""
    if a0 == a1 or b0 == b1:
        return
    if (a1 - a0) * (b1 - b0) <= SMALL:
        matcher = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False)
        yield from ((a0 + i, b0 + j, n) for i, j, n in matcher.get_matching_blocks() if n)
        return
    while depth < len(ANCHORS):
        anchors = pair(a, b, a0, a1, b0, b1, ANCHORS[depth])
        depth += 1
        if anchors:
            break
    else:
        return
    for start, other, length in [*anchors, (a1, b1, 0)]:
        yield from match(a, b, a0, start, b0, other, depth)
        if length:
            yield start, other, length
        a0, b0 = start + length, other + length


def pair(a: list[str], b: list[str], a0: int, a1: int, b0: int, b1: int, size: int) -> list[Match]:
    """Returns the longest chain of runs of `size` tokens that stand exactly once in either stretch, in the same order, joined where they overlap."""
    mine, theirs = once(a, a0, a1, size), once(b, b0, b1, size)
    common = sorted((i, theirs[run]) for run, i in mine.items() if i is not None and theirs.get(run) is not None)
    found: list[Match] = []
    for i, j in increasing(common):
        if found and i - found[-1][0] == j - found[-1][1] and i <= found[-1][0] + found[-1][2]:
            found[-1] = (found[-1][0], found[-1][1], i + size - found[-1][0])
        elif not found or (i >= found[-1][0] + found[-1][2] and j >= found[-1][1] + found[-1][2]):
            found.append((i, j, size))
    return found


def once(words: list[str], start: int, end: int, size: int) -> dict[tuple, int | None]:
    """Returns each run of tokens with its place, None where it stands more than once."""
    found: dict[tuple, int | None] = {}
    for i in range(start, end - size + 1):
        run = tuple(words[i:i + size])
        found[run] = None if run in found else i
    return found


def increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns the longest part of the pairs (sorted by the first place) whose second places increase too."""
    tops: list[int] = []
    chain: list[int] = []  # index of the pair on top of each pile
    back: list[int] = []
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(tops, j)
        back.append(chain[at - 1] if at else -1)
        if at == len(tops):
            tops.append(j)
            chain.append(n)
        else:
            tops[at], chain[at] = j, n
    found, n = [], chain[-1] if chain else -1
    while n >= 0:
        found.append(pairs[n])
        n = back[n]
    return found[::-1]


def joined(matches: list[Match]) -> list[Match]:
    """Returns the runs, those that touch in both texts as one."""
    found: list[Match] = []
    for start, other, length in matches:
        if found and length and found[-1][0] + found[-1][2] == start and found[-1][1] + found[-1][2] == other:
            found[-1] = (*found[-1][:2], found[-1][2] + length)
        else:
            found.append((start, other, length))
    return found


def cleaned(words: list[str], matches: list[Match]) -> list[Match]:
    """Returns the runs without islands: up to four equal tokens, no number among them, that are no longer than the changes on both their sides."""
    found: list[Match] = []
    i = j = 0
    for n, (start, other, length) in enumerate(matches):
        before = max(start - i, other - j)
        after = max(matches[n + 1][0] - start - length, matches[n + 1][1] - other - length) if n + 1 < len(matches) else 0
        if 0 < length <= min(ISLAND, before, after) and not any(word[0].isdigit() for word in words[start:start + length]):
            continue
        found.append((start, other, length))
        i, j = start + length, other + length
    return found


def changed(pieces: list[Piece]) -> dict[str, int]:
    """Returns how many characters, white space aside, are equal, deleted and inserted."""
    counts = dict.fromkeys(("equal", "deleted", "inserted"), 0)
    for piece in pieces:
        counts[piece.kind] += len("".join(piece.text.split()))
    return counts
