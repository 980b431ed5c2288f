"""Automatic numbers of Word paragraphs: "一、" and "（二）" often stand nowhere in the text, only in numbering.xml."""
import re

from loaders.readers.numerals import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
PLACE = re.compile(r"%([1-9])")  # "（%2）": the number of the second level stands here
HIDDEN = re.compile(r"[\ue000-\uf8ff]")  # bullets in symbol fonts
LEVELS = 9


class Level:
    """How one level of a list is written."""

    __slots__ = ("start", "kind", "text", "space", "style", "legal", "restart")

    def __init__(self, node):
        self.start = _number(node, "start", 0)
        self.kind = _value(node, "numFmt") or "decimal"
        self.text = _value(node, "lvlText") or ""
        self.space = _value(node, "suff") == "space"
        self.style = _value(node, "pStyle")
        self.legal = node.find(W + "isLgl") is not None
        self.restart = _number(node, "lvlRestart", -1)


class Numbering:
    """The lists of one document with their counters; `next(paragraph's properties)` must be asked in the document's order."""

    def __init__(self, numbering, styles):
        self.levels: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, str] = {}  # numId -> abstractNumId
        self.starts: dict[str, dict[int, int]] = {}
        self.counters: dict[str, list[int | None]] = {}
        self.used: set[str] = set()
        self.styles = _style_numbers(styles)
        links: dict[str, str] = {}
        for node in numbering if numbering is not None else ():
            if node.tag == W + "abstractNum":
                key = node.get(W + "abstractNumId")
                self.levels[key] = {_index(n): Level(n) for n in node.findall(W + "lvl")}
                if _value(node, "numStyleLink"):
                    links[key] = _value(node, "numStyleLink")
            elif node.tag == W + "num":
                key = node.get(W + "numId")
                self.lists[key] = _value(node, "abstractNumId")
                self.starts[key] = {_index(o): _number(o, "startOverride", 1) for o in node.findall(W + "lvlOverride")
                                    if o.find(W + "startOverride") is not None}
        for key, style in links.items():
            self.levels[key] = self.levels.get(self.lists.get(self.styles.get(style, ("", 0))[0], ""), {})

    def next(self, style: str | None, properties: dict) -> str:
        """Returns the number that Word prints in front of a paragraph of that style, or nothing; counts it."""
        number, depth = self._place(style, properties.get(W + "numPr"))
        abstract = self.lists.get(number or "")
        levels = self.levels.get(abstract or "", {})
        level = levels.get(depth)
        if level is None:
            return ""
        counters = self.counters.setdefault(abstract, [None] * LEVELS)
        if number not in self.used:
            self.used.add(number)
            for index, start in self.starts.get(number, {}).items():
                counters[index] = start - 1
        current = counters[depth]
        counters[depth] = level.start if current is None else current + 1
        for deeper in range(depth + 1, LEVELS):
            if deeper in levels and levels[deeper].restart != 0:
                counters[deeper] = None
        return self._write(level, levels, counters)

    def _write(self, level: Level, levels: dict[int, Level], counters: list[int | None]) -> str:
        if level.kind in ("bullet", "none") and not PLACE.search(level.text):
            return "" if level.kind == "bullet" else HIDDEN.sub("", level.text)

        def fill(match: re.Match) -> str:
            index = int(match[1]) - 1
            named = levels.get(index)
            if named is None:
                return ""
            value = counters[index] if counters[index] is not None else named.start
            return numeral(value, "decimal" if level.legal else named.kind)

        words = PLACE.sub(fill, HIDDEN.sub("", level.text))
        return words + " " if level.space or (words and words[-1].isalnum()) else words

    def _place(self, style: str | None, own) -> tuple[str | None, int]:
        """Returns (numId, level) of a paragraph: its own, else its style's."""
        inherited = self.styles.get(style or "")
        if own is not None:
            number = _value(own, "numId")
            depth = _number(own, "ilvl", -1)
            if number is None and inherited:
                number = inherited[0]
            if depth < 0:
                depth = self._style_level(number, style, inherited)
            return (None, 0) if number == "0" else (number, min(depth, LEVELS - 1))
        if inherited:
            return inherited[0], self._style_level(inherited[0], style, inherited)
        return None, 0

    def _style_level(self, number: str | None, style: str | None, inherited: tuple[str, int] | None) -> int:
        levels = self.levels.get(self.lists.get(number or "", ""), {})
        named = next((i for i, level in levels.items() if style and level.style == style), None)
        return named if named is not None else min(inherited[1], LEVELS - 1) if inherited else 0


def _style_numbers(styles) -> dict[str, tuple[str, int]]:
    """Returns style id -> (numId, level), following basedOn."""
    own, parents = {}, {}
    for style in styles.findall(W + "style") if styles is not None else ():
        key = style.get(W + "styleId")
        parents[key] = _value(style, "basedOn")
        numbers = style.find(f"{W}pPr/{W}numPr")
        if numbers is not None:
            own[key] = (_value(numbers, "numId") or "", _number(numbers, "ilvl", 0))
    found = {}
    for key in parents:
        at, seen = key, set()
        while at and at not in seen and at not in own:
            seen.add(at)
            at = parents.get(at)
        if at in own and own[at][0] not in ("", "0"):
            found[key] = own[at]
    return found


def _value(node, name: str) -> str | None:
    found = node.find(W + name)
    return found.get(VAL) if found is not None else None


def _number(node, name: str, default: int) -> int:
    text = _value(node, name) or ""
    return int(text) if text.isdecimal() and len(text) < 6 else default


def _index(node) -> int:
    text = node.get(W + "ilvl") or "0"
    return min(int(text), LEVELS - 1) if text.isdecimal() and len(text) < 3 else 0
