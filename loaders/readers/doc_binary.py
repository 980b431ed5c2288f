"""Word 97 files as bytes: the header (FIB), the pieces of text, and the properties of paragraphs and characters. Source: [MS-DOC].

A position in the text (CP) counts 16-bit units; a position in the file (FC) counts bytes; pieces lead from one to the other."""
import io
import struct
from bisect import bisect_right
from collections.abc import Iterator

import olefile

from loaders.errors import UnreadableFile
from loaders.readers.limits import limits

WORD_97 = 0x00C1  # nFib of the first version that this reads; Word 6 and 95 write less
ENCRYPTED, TABLE_1 = 0x0100, 0x0200
STORIES = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
PAIRS = {"styles": 1, "characters": 12, "paragraphs": 13, "pieces": 33, "shapes": 40, "boxes": 56, "lists": 73, "list_overrides": 74}
PAGE = 512
SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # spra -> bytes of the operand; 6 says its own length
DEFINE_TABLE, CHANGE_TABS = 0xD608, 0xC615
HUGE = (0x6645, 0x6646)  # the properties stand in the Data stream at this place
CP1252 = "".join(bytes([i]).decode("cp1252", "replace") for i in range(256))


def u16(data: bytes, at: int) -> int:
    """Returns the unsigned 16-bit number at a place."""
    return struct.unpack_from("<H", data, at)[0]


def u32(data: bytes, at: int) -> int:
    """Returns the unsigned 32-bit number at a place."""
    return struct.unpack_from("<I", data, at)[0]


class Binary:
    """An open Word 97 file: `text` of all stories, one character a CP; raises UnreadableFile where it is none, struct.error where it is damaged."""

    def __init__(self, data: bytes, name: str):
        self.name = name
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            self.main = ole.openstream("WordDocument").read()
            self.flags = u16(self.main, 10)
            if u16(self.main, 2) < WORD_97:
                raise UnreadableFile("unknown_format", name, format="Word 95")
            table = "1Table" if self.flags & TABLE_1 else "0Table"
            self.encrypted = bool(self.flags & ENCRYPTED)
            self.table = b"" if self.encrypted else ole.openstream(table).read()
            self.data = ole.openstream("Data").read() if ole.exists("Data") else b""
        if self.encrypted:
            return
        self.pieces: list[tuple[int, int, int, int]] = []  # first CP, CP behind, first FC, bytes a character
        self.text = self._read_text()
        self._paragraphs = self._runs("paragraphs")
        self._starts = [run[0] for run in self._paragraphs]

    def part(self, name: str) -> bytes:
        """Returns one of PAIRS from the table stream."""
        at = 154 + 8 * PAIRS[name]
        start, size = u32(self.main, at), u32(self.main, at + 4)
        return self.table[start:start + size]

    def stories(self) -> dict[str, tuple[int, int]]:
        """Returns story -> (first CP, CP behind)."""
        found, at = {}, 0
        for i, story in enumerate(STORIES):
            size = u32(self.main, 76 + 4 * i)
            found[story] = (min(at, len(self.text)), min(at + size, len(self.text)))
            at += size
        return found

    def _read_text(self) -> str:
        clx, at = self.part("pieces"), 0
        while clx[at:at + 1] == b"\x01":
            at += 3 + u16(clx, at + 1)
        plc = clx[at + 5:at + 5 + u32(clx, at + 1)]
        count = (len(plc) - 4) // 12
        texts, length = [], 0
        for i in range(count):
            first, behind = u32(plc, 4 * i), u32(plc, 4 * i + 4)
            place = u32(plc, 4 * (count + 1) + 8 * i + 2)
            width = 1 if place & 0x40000000 else 2
            start = (place & 0x3FFFFFFF) // (3 - width)
            raw = self.main[start:start + (behind - first) * width] if behind > first else b""
            if len(raw) != (behind - first) * width:
                raise struct.error("a piece of text is missing")
            length += behind - first
            if length > limits().expanded_bytes // 8:
                raise UnreadableFile("too_large", self.name, detail="{size} MB unpacked", size=length // 1_000_000)
            texts.append(raw.decode("latin-1").translate(CP1252) if width == 1 else "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw))))
            self.pieces.append((first, behind, start, width))
        return "".join(texts)

    def _runs(self, what: str) -> list[tuple[int, int, bytes]]:
        """Returns sorted (first FC, FC behind, properties) of paragraphs or characters."""
        plc = self.part(what)
        count, found = (len(plc) - 4) // 8, []
        for i in range(count):
            page = self.main[(u32(plc, 4 * (count + 1) + 4 * i) & 0x3FFFFF) * PAGE:][:PAGE]
            runs = page[PAGE - 1]
            for k in range(runs):
                if what == "characters":
                    at = page[4 * (runs + 1) + k] * 2
                    properties = page[at + 1:at + 1 + page[at]] if at else b""
                else:
                    at = page[4 * (runs + 1) + 13 * k] * 2
                    size = page[at] * 2 - 1 if at and page[at] else page[at + 1] * 2 if at else 0
                    properties = page[at + (1 if page[at] else 2):][:size] if at else b""
                found.append((u32(page, 4 * k), u32(page, 4 * k + 4), properties))
        return sorted(found, key=lambda run: run[0])

    def paragraph(self, cp: int) -> tuple[int, bytes]:
        """Returns (style, properties) of the paragraph whose end mark is at a CP."""
        piece = self.pieces[bisect_right(self.pieces, (cp, 1 << 40)) - 1]
        place = piece[2] + (cp - piece[0]) * piece[3]
        at = bisect_right(self._starts, place) - 1
        if at < 0 or place >= self._paragraphs[at][1] or len(self._paragraphs[at][2]) < 2:
            return 0, b""
        found = self._paragraphs[at][2]
        return u16(found, 0), found[2:]

    def character_runs(self) -> Iterator[tuple[int, int, bytes]]:
        """Gives (first CP, CP behind, properties) of the characters that have any."""
        runs = [run for run in self._runs("characters") if run[2]]
        starts = [run[0] for run in runs]
        for first, behind, place, width in self.pieces:
            end = place + (behind - first) * width
            at = max(bisect_right(starts, place) - 1, 0)
            while at < len(runs) and runs[at][0] < end:
                begin, stop = max(runs[at][0], place), min(runs[at][1], end)
                if begin < stop:
                    yield first + (begin - place) // width, first + (stop - place + width - 1) // width, runs[at][2]
                at += 1

    def changes(self, properties: bytes) -> Iterator[tuple[int, bytes]]:
        """Gives (sprm, operand) of some properties, also of those that are kept in the Data stream."""
        at = 0
        while at + 2 < len(properties):
            sprm = u16(properties, at)
            at += 2
            size = SIZES.get(sprm >> 13)
            if sprm == DEFINE_TABLE:
                size, at = u16(properties, at) - 1, at + 2
            elif size is None:
                size, at = properties[at], at + 1
                if sprm == CHANGE_TABS and size == 255:
                    return
            operand = properties[at:at + size]
            at += max(size, 0)
            if sprm in HUGE and len(operand) == 4 and (place := u32(operand, 0)) + 2 <= len(self.data):
                inner = self.data[place + 2:place + 2 + u16(self.data, place)]
                yield from ((s, o) for s, o in self._plain(inner))
            else:
                yield sprm, operand

    def _plain(self, properties: bytes) -> Iterator[tuple[int, bytes]]:
        """The same, without going to the Data stream again."""
        data, self.data = self.data, b""
        try:
            found = list(self.changes(properties))
        finally:
            self.data = data
        return iter(found)
