"""Numbers that OpenDocument lists count themselves: 一、 （一） 1. in front of list items."""
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from loaders.readers.numerals import in_front, numeral

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
LEVELS = 10
FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "一, 二, 三, ...": "chineseCounting",
           "一, 二, 三": "chineseCounting", "壹, 贰, 叁, ...": "chineseLegalSimplified", "壹, 貳, 參, ...": "chineseLegalSimplified",
           "甲, 乙, 丙, ...": "ideographTraditional", "子, 丑, 寅, ...": "ideographZodiac", "①, ②, ③, ...": "decimalEnclosedCircle",
           "１, ２, ３, ...": "decimalFullWidth"}  # style:num-format -> Word's name for it


@dataclass(frozen=True)
class Level:
    """How one level is written."""

    kind: str
    before: str
    after: str
    start: int
    levels: int = 1  # how many levels are shown: 2 in "1.1"


def read_list_styles(*roots: etree._Element | None) -> dict[str, dict[int, Level]]:
    """Returns style name -> level (from 1) -> how its numbers are written."""
    found: dict[str, dict[int, Level]] = {}
    for root in roots:
        for style in root.iter(TEXT + "list-style") if root is not None else ():
            levels = {}
            for node in style.findall(TEXT + "list-level-style-number"):
                level, start, shown = node.get(TEXT + "level") or "1", node.get(TEXT + "start-value") or "1", node.get(TEXT + "display-levels") or "1"
                kind = node.get(STYLE + "num-format") or ""
                if level.isdecimal() and start.isdecimal() and shown.isdecimal():
                    levels[int(level[:3])] = Level(FORMATS.get(kind, "decimal" if kind else "none"), node.get(STYLE + "num-prefix") or "",
                                                   node.get(STYLE + "num-suffix") or "", int(start[:6]), min(int(shown[:3]), LEVELS))
            found[style.get(STYLE + "name")] = levels
    return found


class Counters:
    """The lists under way; a style's numbers go on where the list says so or where it stands in another list."""

    def __init__(self, styles: dict[str, dict[int, Level]]):
        self.styles = styles
        self.names: list[str | None] = []
        self.values: dict[tuple[str | None, int], int] = {}

    @contextmanager
    def inside(self, style: str | None, goes_on: bool) -> Iterator[None]:
        """Enters a list; one without a style of its own has that of the list around it."""
        self.names.append(style or (self.names[-1] if self.names else None))
        if not goes_on:
            self.values.pop(self._place(), None)
        yield
        self.names.pop()

    def next(self, start: str | None) -> str:
        """Returns the number of the next item, or nothing."""
        level = self.styles.get(self.names[-1] or "", {}).get(len(self.names))
        if level is None:
            return ""
        begin = int(start[:6]) if start and start.isdecimal() else None
        value = begin if begin is not None else self.values.get(self._place(), level.start - 1) + 1
        self.values[self._place()] = value
        above = [numeral(self.values.get((self.names[-1], deep), 1), self.styles[self.names[-1]][deep].kind)
                 for deep in range(len(self.names) - level.levels + 1, len(self.names)) if deep in self.styles[self.names[-1]]]
        shown = ".".join([n for n in above if n] + [numeral(value, level.kind)])
        return in_front(f"{level.before}{shown}{level.after}") if shown else ""

    def _place(self) -> tuple[str | None, int]:
        return self.names[-1], len(self.names)
