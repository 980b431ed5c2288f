"""Rich text as tokens: groups, control words, bytes of text; and what the words mean that name characters and code pages."""
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|((?:\\'[0-9a-fA-F]{2})+)|\\([^a-zA-Z0-9])|([{}])|([^\\{}\r\n]+)|[\r\n]+")  # "\cellx2840 ", "\'b9\'ab"
CHARACTERS, SYMBOL, BRACE, TEXT = 3, 4, 5, 6  # the groups of TOKEN; before them the word and its number
SIGNS = {"tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
         "enspace": " ", "qmspace": " "}
SYMBOLS = {b"~": b" ", b"_": b"-", b"{": b"{", b"}": b"}", b"\\": b"\\"}
SKIPPED = frozenset("""colortbl stylesheet info fldinst nonshppict generator listtable listoverridetable rsidtbl themedata colorschememapping datastore
                    latentstyles xmlnstbl object sp pnseclvl bkmkstart bkmkend filetbl revtbl userprops docvar tc xe atnid atnauthor template pgptbl
                    background mmathPr listpicture falt panose ftnsep aftnsep ftnsepc aftnsepc shprslt nonesttables""".split())
CODE_PAGES = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8", 134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949",
              10008: "gb18030", 54936: "gb18030"}  # \ansicpg and \fcharset; a font of another charset is written in the file's own code page
DESTINATIONS = frozenset({"text", "note", "pict", "fonts", "skip"})


@dataclass
class State:
    """What a group inherits. `kind`: one of DESTINATIONS."""

    kind: str = "text"
    hidden: bool = False
    removed: bool = False
    struck: bool = False
    raised: bool = False
    optional: bool = False
    fallback: int = 1
    font: int = -1
    listed: bool = False  # the number of a list item, which the file writes out
    note: list[str] = field(default_factory=list)
    picture: bytearray | None = None

    def copy(self) -> "State":
        made = State.__new__(State)  # a file has thousands of groups, and dataclasses.replace takes its time
        made.__dict__.update(self.__dict__)
        made.optional = False
        return made

    @property
    def dropped(self) -> bool:
        return self.hidden or self.removed or self.kind == "skip"


def tokens(data: bytes) -> Iterator[tuple[str, str | bytes, int | None]]:
    """Gives (kind, word or bytes, number): kind is word, text, open, close or star; embedded binary data is passed over."""
    at, end = 0, len(data)
    while at < end:
        found = TOKEN.match(data, at)
        if found is None:
            at += 1
            continue
        at = found.end()
        which = found.lastindex
        if which is None:
            continue
        if which <= 2:
            word, number = found[1], found[2]
            value = int(number) if number else None
            if word == b"bin" and value and value > 0:
                at += value
                continue
            yield "word", word.decode(), value
        elif which == CHARACTERS:
            yield "text", bytes.fromhex(found[CHARACTERS].replace(b"\\'", b"").decode()), None
        elif which == TEXT:
            yield "text", found[TEXT], None
        elif which == BRACE:
            yield ("open" if found[BRACE] == b"{" else "close"), b"", None
        else:
            yield from _symbol(found[SYMBOL])


def _symbol(symbol: bytes) -> Iterator[tuple[str, str | bytes, int | None]]:
    if symbol == b"*":
        yield "star", b"", None
    elif symbol in (b"\r", b"\n"):
        yield "word", "par", None
    elif symbol in SYMBOLS:
        yield "text", SYMBOLS[symbol], None
