"""Numbers that Word 97 counts itself: 一、 （一） 1. in front of list paragraphs, written out as they are shown."""
import re
import struct
from dataclasses import dataclass

from loaders.readers.doc_binary import Binary, u16, u32
from loaders.readers.numerals import in_front, numeral

LIST, DEEP = 0x460B, 0x260A  # the list (from 1) and the level (from 0) of a paragraph
LST, LFO, LVL, LEVELS = 28, 16, 28, 9  # bytes of a list, of a use of one, of a level's head; levels of a list
SYMBOL = re.compile(r"[\ue000-\uf8ff]")  # bullets in symbol fonts
FORMATS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital", 11: "japaneseCounting",
           14: "decimalFullWidth", 18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
           28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting",
           34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
           38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none"}  # nfc -> its name in later Word files


@dataclass(frozen=True)
class Level:
    """How one level is written; in `text` the characters \\x00–\\x08 stand for the numbers of the levels."""

    start: int
    kind: str
    text: str


class Lists:
    """The lists of one file with their counters; `number` must be asked in the text's order."""

    def __init__(self, binary: Binary):
        self.lists: dict[int, list[Level]] = {}
        self.uses: list[int] = []  # list id of each use
        self.counters: dict[int, list[int | None]] = {}
        self.styles: dict[int, tuple[int, dict[int, bytes]]] = {}
        uses = binary.part("list_overrides")
        if len(uses) < 4:
            return
        try:
            self.uses = [u32(uses, 4 + LFO * i) for i in range(min(u32(uses, 0), (len(uses) - 4) // LFO))]
            self._read_lists(binary)
            self.styles = dict(_styles(binary))
        except (IndexError, ValueError, struct.error):  # without numbers the text is still whole
            self.uses = []

    def number(self, style: int, said: dict[int, bytes]) -> str:
        """Returns the number that stands in front of a paragraph, or nothing; counts it."""
        if not self.uses:
            return ""
        inherited = self._inherited(style)
        use = int.from_bytes(said.get(LIST, inherited.get(LIST, b"")), "little")
        deep = int.from_bytes(said.get(DEEP, inherited.get(DEEP, b"")), "little")
        if not 1 <= use <= len(self.uses):
            return ""
        key = self.uses[use - 1]
        levels = self.lists.get(key, [])
        if deep >= len(levels):
            return ""
        counters = self.counters.setdefault(key, [None] * LEVELS)
        counters[deep] = levels[deep].start if counters[deep] is None else counters[deep] + 1
        counters[deep + 1:] = [None] * (LEVELS - deep - 1)
        if levels[deep].kind in ("bullet", "none"):
            return ""
        return in_front(SYMBOL.sub("", "".join(self._shown(levels, counters, ord(c)) if ord(c) < LEVELS else c for c in levels[deep].text)))

    def _shown(self, levels: list[Level], counters: list[int | None], at: int) -> str:
        value = counters[at] if counters[at] is not None else levels[at].start if at < len(levels) else 1
        return numeral(value, levels[at].kind if at < len(levels) else "decimal")

    def _inherited(self, style: int) -> dict[int, bytes]:
        """Returns what a style and those it is based on say of lists."""
        found: dict[int, bytes] = {}
        for _ in range(12):
            base, said = self.styles.get(style, (0xFFF, {}))
            found = said | found
            if base == 0xFFF:
                return found
            style = base
        return found

    def _read_lists(self, binary: Binary) -> None:
        heads = binary.part("lists")
        at = u32(binary.main, 154 + 8 * 73) + len(heads)
        for i in range(u16(heads, 0) if heads else 0):
            place = 2 + LST * i
            simple = heads[place + 26] & 1
            levels = []
            for _ in range(1 if simple else LEVELS):
                head = binary.table[at:at + LVL]
                at += LVL + head[24] + head[25]
                size = u16(binary.table, at)
                text = binary.table[at + 2:at + 2 + 2 * size].decode("utf-16-le", "replace")
                at += 2 + 2 * size
                levels.append(Level(u32(head, 0), FORMATS.get(head[4], "decimal"), text))
            self.lists[u32(heads, place)] = levels


def _styles(binary: Binary):
    """Gives (style, (the one it is based on, what it says of lists)) of the paragraph styles."""
    sheet = binary.part("styles")
    if len(sheet) < 6:
        return
    fixed, at = u16(sheet, 4), 2 + u16(sheet, 0)
    for style in range(u16(sheet, 2)):
        size = u16(sheet, at)
        body = sheet[at + 2:at + 2 + size]
        at += 2 + size
        if size < fixed + 4 or u16(body, 2) & 15 != 1:
            continue
        place = fixed + 2 + 2 * u16(body, fixed) + 2
        properties = body[place + 4:place + 2 + u16(body, place)] if place + 2 <= len(body) else b""
        yield style, (u16(body, 2) >> 4, {s: o for s, o in binary.changes(properties) if s in (LIST, DEEP)})
