"""Rich text (.rtf) -> Document: an own small reader, because tables say their merges by the edges of cells.

Deleted and hidden text is dropped; of a field its result is kept; characters come as \\u, or as bytes in the code page of their font."""
import re

from loaders.document import Block, Document, Paragraph, Picture
from loaders.errors import UnreadableFile
from loaders.readers.edges import Merge, Row, read_rows
from loaders.readers.limits import limits
from loaders.readers.marks import crossed_out, raised
from loaders.readers.numerals import in_front
from loaders.readers.rtf_tokens import CODE_PAGES, SIGNS, SKIPPED, State, tokens

NOTES = frozenset("header headerl headerr headerf footer footerl footerr footerf footnote annotation".split())
MERGES = {"clmgf": Merge.FIRST, "clmrg": Merge.MERGED, "clvmgf": Merge.RESTARTS, "clvmrg": Merge.CONTINUES}
TAKEN = frozenset("shppict shpinst nesttableprops footnote annotation".split())  # optional groups that are read
BREAKS = frozenset("par sect page column line lbr softline".split())
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00")) | dict.fromkeys(range(0xF000, 0xF100)) | {0xA0: " ", 5: None}
BULLETS = frozenset("•·●○■□◆◇▪➢✓-–*")
HEEDED = SKIPPED | NOTES | TAKEN | BREAKS | SIGNS.keys() | MERGES.keys() | frozenset(
    """u pict shptxt fonttbl listtext pntext plain v deleted strike striked super nosupersub sub uc ansicpg f fcharset pard intbl itap cell nestcell trowd trleft cellx row nestrow""".split())
MOST_PICTURES = 40_000_000
HEX = re.compile(rb"[^0-9A-Fa-f]+")  # what stands between the digits of a picture


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that a rich text file holds. Raises UnreadableFile: truncated, too_large, empty."""
    walk = Walk(name)
    walk.read(data)
    if walk.depth > 0:
        raise UnreadableFile("truncated", name, detail="the end of the file is missing")
    if not walk.levels[0].blocks:
        raise UnreadableFile("empty", name)
    return Document(walk.levels[0].blocks, format="rtf", reader="rtf", notes=list(dict.fromkeys(walk.notes)), doubts=crossed_out(walk.crossed))


class Level:
    """One table under way, or (level 0) the text around all tables."""

    def __init__(self):
        self.blocks: list[Block] = []  # of the cell begun
        self.cells: list[list[Block]] = []
        self.rows: list[Row] = []
        self.edges: list[int] = []
        self.flags: list[Merge] = []
        self.left = 0
        self.flag = Merge(0)


class Walk:
    """The file read so far."""

    def __init__(self, name: str):
        self.name = name
        self.levels = [Level()]
        self.notes: list[str] = []
        self.crossed: list[str] = []  # words that are crossed out
        self.text: list[str] = []
        self.raw = bytearray()  # bytes of characters, not yet decoded
        self.state = State()
        self.stack: list[State] = []
        self.fonts: dict[int, str] = {}
        self.page = "cp1252"
        self.pending = 0  # characters to pass over behind \\u
        self.high = 0  # first half of a surrogate pair
        self.pictures = self.cells = 0
        self.depth = 0
        self.wanted = 0  # table depth of the paragraph under way

    def read(self, data: bytes) -> None:
        """Takes in all tokens of a file."""
        for kind, word, number in tokens(data):
            if kind == "word":
                if word in HEEDED or self.state.optional:
                    self._word(word, number)
                else:  # how it looks: most of a file
                    self.pending = 0
                    if self.raw:
                        self._flush()
            elif kind == "text":
                self._bytes(word)
            elif kind == "open":
                self._flush()
                if len(self.stack) > 50 * limits().nesting:
                    raise UnreadableFile("too_large", self.name, detail="nested {depth} deep", depth=len(self.stack))
                self.stack.append(self.state)
                self.state = self.state.copy()
                self.depth += 1
            elif kind == "close":
                self._close()
                if not self.stack:
                    break
            elif kind == "star":
                self.state.optional = True
        self._flush()
        self._end_paragraph()
        while len(self.levels) > 1:
            self._end_table()

    def _close(self) -> None:
        self._flush()
        ended, self.state = self.state, self.stack.pop() if self.stack else State()
        self.depth -= 1
        if ended.kind == "pict" and ended.picture is not None and self.state.kind != "pict" and not ended.dropped:
            self._picture(ended.picture)
        if ended.kind == "note" and self.state.kind != "note":
            text = "".join(ended.note).translate(INVISIBLE)
            self.notes += [line for line in (part.strip() for part in text.split("\n")) if line]
        if ended.listed and not self.state.listed and self.state.kind == "text":
            number = "".join(self.text).strip()
            self.text[:] = [in_front(number)] if number.translate(INVISIBLE) and number not in BULLETS else []
        self.pending = 0

    def _word(self, word: str, number: int | None) -> None:
        state = self.state
        if word == "u" and number is not None:
            self._unicode(number % 65536)
            return
        self.pending = 0
        self._flush()
        if state.kind == "skip":
            return
        if word in SKIPPED or (state.optional and word not in TAKEN):
            state.kind = "skip"
        elif word in NOTES:
            state.kind, state.note = "note", []
        elif word == "pict":
            state.kind, state.picture = "pict", bytearray()
        elif word == "shptxt" and not state.hidden:
            state.kind = "text"
        elif word == "fonttbl":
            state.kind = "fonts"
        elif word in ("listtext", "pntext"):
            state.listed = True
        elif word in SIGNS:
            self._put(SIGNS[word] if not state.listed else "")
        elif word in BREAKS and state.kind == "note":
            self._put("\n")
        elif word in ("par", "sect", "page"):
            if not state.removed:  # a deleted end joins two paragraphs
                self._end_paragraph()
        elif word in BREAKS:
            self._put("\n")
        else:
            self._property(word, number)
        state.optional = False

    def _property(self, word: str, number: int | None) -> None:
        state = self.state
        if word == "plain":
            state.hidden = state.removed = state.struck = state.raised = False
        elif word == "v":
            state.hidden = number != 0
        elif word == "deleted":
            state.removed = number != 0
        elif word in ("strike", "striked"):
            state.struck = number != 0
        elif word in ("super", "sub", "nosupersub"):
            state.raised = word == "super" and number != 0
        elif word == "uc":
            state.fallback = max(number or 0, 0) if number is not None else 1
        elif word == "ansicpg" and number:
            self.page = CODE_PAGES.get(number, f"cp{number}")
        elif word == "f" and number is not None:
            state.font = number
        elif word == "fcharset" and state.kind == "fonts" and number in CODE_PAGES:
            self.fonts[state.font] = CODE_PAGES[number]
        elif state.kind == "text":
            self._table_word(word, number)

    def _table_word(self, word: str, number: int | None) -> None:
        """Takes in a word that speaks of paragraphs and tables."""
        level = self.levels[-1]
        if word == "pard":
            self.wanted = 0
        elif word == "intbl":
            self.wanted = max(self.wanted, 1)
        elif word == "itap" and number is not None:
            self.wanted = number
        elif word in ("cell", "nestcell"):
            self.wanted = 1 if word == "cell" else max(self.wanted, 2)
            self._end_paragraph()
            level = self.levels[-1]
            level.cells.append(level.blocks)
            level.blocks = []
            self.cells += 1
            if self.cells > limits().cells:
                raise UnreadableFile("too_large", self.name, detail="{count} cells", count=self.cells)
        elif word == "trowd":
            self._level_of_row()
            level = self.levels[-1]
            level.edges, level.flags, level.left, level.flag = [], [], 0, Merge(0)
        elif word == "trleft":
            level.left = number or 0
        elif word in MERGES:
            level.flag |= MERGES[word]
        elif word == "cellx":
            level.edges.append(number or 0)
            level.flags.append(level.flag)
            level.flag = Merge(0)
        elif word in ("row", "nestrow"):
            self._end_row()

    def _level_of_row(self) -> None:
        """A row's definition may come before its first cell: then its table begins here."""
        if len(self.levels) == 1 or (self.wanted > len(self.levels) - 1 and self.text):
            self._open_to(max(self.wanted, 1))

    def _end_row(self) -> None:
        if len(self.levels) == 1:
            return
        level = self.levels[-1]
        if level.blocks or self.text:
            self._end_paragraph()
        if level.cells:
            level.rows.append(Row(level.cells, [level.left, *level.edges], list(level.flags)))
        level.cells, level.blocks = [], []

    def _end_paragraph(self) -> None:
        """Puts the paragraph under way where it belongs: opens and ends tables on the way."""
        text = "".join(self.text).translate(INVISIBLE)
        self.text.clear()
        blocks = [Paragraph(line) for line in (part.strip(" \t\u3000") for part in text.split("\n")) if line]
        if not blocks and self.wanted == len(self.levels) - 1:
            return
        self._open_to(self.wanted)
        self.levels[-1].blocks += blocks

    def _open_to(self, depth: int) -> None:
        if depth > limits().nesting:
            raise UnreadableFile("too_large", self.name, detail="nested {depth} deep", depth=depth)
        while len(self.levels) - 1 > depth:
            self._end_table()
        while len(self.levels) - 1 < depth:
            self.levels.append(Level())

    def _end_table(self) -> None:
        level = self.levels.pop()
        self.levels[-1].blocks += read_rows(level.rows, self.name) if level.rows else []
        self.levels[-1].blocks += [block for cell in [*level.cells, level.blocks] for block in cell]

    def _bytes(self, raw: bytes) -> None:
        if self.pending:
            passed = min(self.pending, len(raw))
            self.pending -= passed
            raw = raw[passed:]
        if self.state.kind == "pict" and self.state.picture is not None:
            self.state.picture += raw
        elif self.state.kind in ("text", "note"):
            self.raw += raw

    def _unicode(self, code: int) -> None:
        self._flush()
        self.pending = self.state.fallback
        if 0xD800 <= code < 0xDC00:
            self.high = code
        elif 0xDC00 <= code < 0xE000:
            if self.high:
                self._put(chr(0x10000 + ((self.high - 0xD800) << 10) + code - 0xDC00))
            self.high = 0
        elif code:
            self._put(chr(code))

    def _flush(self) -> None:
        """Decodes the bytes collected so far."""
        if self.raw:
            raw, self.raw = bytes(self.raw), bytearray()
            page = self.fonts.get(self.state.font, self.page)
            try:
                self._put(raw.decode(page, "replace"))
            except LookupError:
                self._put(raw.decode("gb18030", "replace"))

    def _put(self, text: str) -> None:
        state = self.state
        if state.hidden or state.removed:
            return
        if state.kind == "note":
            state.note.append(text)
        elif state.kind == "text" and state.struck:
            self.crossed.append(text)
        elif state.kind == "text":
            self.text.append(raised(text) if state.raised else text)

    def _picture(self, written: bytearray) -> None:
        digits = HEX.sub(b"", bytes(written))
        self.pictures += len(digits) // 2
        data = bytes.fromhex(digits[:len(digits) // 2 * 2].decode()) if self.pictures <= MOST_PICTURES else None
        self._end_paragraph()
        self.levels[-1].blocks.append(Picture("", data=data))
