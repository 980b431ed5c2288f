"""What a clause of section five does: state a shortcoming, promise a measure, praise, lead in. The words stand in clauses.toml."""
import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from report.wording import MARKER, SPACE, simplified

PAGE_NUMBER = re.compile(r"(?:^|(?<=[\s]))[-—－]\s*\d{1,3}\s*[-—－](?=\s|$)|(?<=[^\s\d])[-—－]\s*\d{1,3}\s*[-—－](?=\r?\n)")  # "- 6 -" between two lines
NUMBERED = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[一二三四五六七八九]是|第[一二三四五六七八九]|[①-⑩])")  # "（一）"
NAME = re.compile(r"<([a-z]+\d?)>")  # "<lack>" in clauses.toml
LIST = re.compile(r"\s+(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．](?!\d)|[一二三四五六七八九]是|[①-⑩])")  # " 2、" after a word
STOP = re.compile(r"[。;!?:\n]|(?<=[一-鿿])\.(?=[一-鿿]|$)")  # between sentences
CLAUSE = re.compile(r",(?!\d{3}(?!\d))|[。;!?:\n]|(?<=[一-鿿])\.(?=[一-鿿]|$)")  # between clauses; "1,215" stays whole
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"  # NFKC would make them bare digits
OPEN, CLOSE = "([{“‘《<【「", ")]}”’》>】」"
LONGEST_BRACKET = 60  # a bracket left open farther than this was never closed


@dataclass(frozen=True)
class Dense:
    """A text without what does not count, and where each remaining character stood: `origin[i]` is the offset of text[i]."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Returns the place in the original text of text[start:end], which must not be empty."""
        return self.origin[start], self.origin[end - 1] + 1


def dense(text: str, ends: frozenset[int] = frozenset()) -> Dense:
    """Returns the text simplified, without spaces, image markers and page numbers; a line end stays ("\\n") where it ends a sentence or a heading, and at
    the offsets `ends`."""
    flat = "".join([old if old in CIRCLED else new for old, new in zip(text, simplified(text), strict=True)])
    skip = bytearray(len(flat))
    for pattern in (MARKER, PAGE_NUMBER):
        for found in pattern.finditer(flat):
            skip[found.start():found.end()] = b"\x01" * (found.end() - found.start())
    out, origin, line = [], [], 0
    for i, c in enumerate(flat):
        if skip[i]:
            continue
        if c in "\r\n\u2028\u0085\x0b\x0c":
            if out and out[-1] != "\n" and (i in ends or out[-1] in "。;!?:.…" or len(out) - line < 18 or NUMBERED.match(flat, i + 1)):
                out.append("\n")
                origin.append(i)
                line = len(out)
        elif SPACE.match(c):
            if out and out[-1] != "\n" and LIST.match(flat, i):
                out.append("\n")
                origin.append(i)
                line = len(out)
        else:
            out.append(c)
            origin.append(i)
    return Dense("".join(out), tuple(origin))


def split(text: str, at: re.Pattern) -> list[tuple[int, int]]:
    """Returns the spans between the matches of `at` outside brackets and quotation marks, without empty ones."""
    sheltered = _sheltered(text)
    spans, start = [], 0
    for found in at.finditer(text):
        if bisect_right(sheltered, found.start()) % 2:
            continue
        if found.start() > start:
            spans.append((start, found.start()))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _sheltered(text: str) -> list[int]:
    """Returns borders [open, close, open, close, …] of the outermost closed brackets."""
    borders, i = [], 0
    while i < len(text):
        pair = OPEN.find(text[i])
        if pair >= 0:
            end = text.find(CLOSE[pair], i + 1, i + LONGEST_BRACKET)
            if end > 0:
                borders += [i + 1, end]
                i = end
        i += 1
    return borders


@cache
def pattern(kind: str) -> re.Pattern:
    """Returns the patterns of one kind of clauses.toml as one."""
    return re.compile("|".join(f"(?:{spelt_out(entry['pattern'])})" for entry in entries(kind)))


def entries(kind: str) -> list[dict[str, str]]:
    """Returns the patterns of one kind as they stand in the file, each with its example."""
    return _file()[kind]


def kinds() -> list[str]:
    """Returns the kinds of clauses.toml."""
    return [kind for kind in _file() if kind != "names"]


def spelt_out(words: str) -> str:
    """Returns a pattern with the alternatives of [names] for each <name>."""
    while NAME.search(words):
        words = NAME.sub(lambda m: _file()["names"][m[1]], words)
    return expand(words.replace("[^,;。", "[^\\n,;。"))  # a heading does not run on into the next line


def expand(words: str) -> str:
    """Returns a pattern with "…" as at most ten characters of the same clause."""
    return words.replace("…", "[^,;。:!?]{0,10}?")


@cache
def _file() -> dict:
    return tomllib.loads((Path(__file__).parent / "clauses.toml").read_text(encoding="utf-8"))


def has(kind: str, text: str) -> bool:
    """Returns whether the dense text holds a pattern of that kind."""
    return bool(pattern(kind).search(text))


def without(kind: str, text: str) -> str:
    """Returns the dense text with the patterns of that kind cut out."""
    return pattern(kind).sub("", text)


def deficient(text: str) -> bool:
    """Returns whether the dense text states a shortcoming."""
    return has("deficiency", text)


def states(text: str) -> bool:
    """Returns whether the dense text itself states a shortcoming, not one that a measure aims at (“解决更新不及时的问题”)."""
    return deficient(without("target", text))


def specific(text: str) -> bool:
    """Returns whether the dense text states a shortcoming beyond the general “some problems remain”."""
    return has("gap", text) or deficient(without("general", without("target", text)))
