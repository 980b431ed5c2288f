"""The text of Word 97 files, paragraph by paragraph: fields as their results, without what is deleted or hidden, with its pictures."""
import re
from collections.abc import Iterator

from loaders.readers.doc_binary import Binary, u16, u32
from loaders.readers.marks import raised

ENDS = frozenset("\r\x07\x0c")
PARAGRAPH = re.compile(r"[^\r\x07\x0c]*[\r\x07\x0c]|[^\r\x07\x0c]+")  # up to a paragraph's, a cell's or a page's end
SPECIAL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\xad]")  # field marks, pictures, notes, line breaks
DELETED, HIDDEN, PICTURE_PLACE = 0x0800, 0x083C, 0x6A03
STRUCK, STRUCK_TWICE, ALIGNED = 0x0837, 0x2A53, 0x2A48
PLAIN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\t": "\t"}  # what stays of special characters: line breaks, fixed hyphens
PICTURE = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|BM....\0\0\0\0", re.S)  # where a picture's own bytes begin
MOST_PICTURES = 40_000_000
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")) | dict.fromkeys(range(0xF000, 0xF100)) | {0xA0: " "}  # F000: signs of symbol fonts


class Lines:
    """The paragraphs of one file. `dropped`: places of deleted and hidden characters; `contents`: lines of tables of contents met."""

    def __init__(self, binary: Binary):
        self.binary = binary
        self.dropped: set[int] = set()
        self.raised: set[int] = set()
        self.crossed: list[str] = []  # words that are crossed out
        self.places: dict[int, int] = {}  # CP -> place of a picture in the Data stream
        self.contents: list[str] = []
        self.kept = 0
        for first, behind, properties in binary.character_runs():
            said = dict(binary.changes(properties))
            if said.get(DELETED) == b"\x01" or said.get(HIDDEN) == b"\x01":
                self.dropped.update(range(first, behind))
            elif b"\x01" in (said.get(STRUCK), said.get(STRUCK_TWICE)):
                self.dropped.update(i for i in range(first, behind) if self.binary.text[i:i + 1] not in ENDS)
                self.crossed.append(SPECIAL.sub(" ", self.binary.text[first:behind]))
            elif said.get(ALIGNED) == b"\x01":
                self.raised.update(range(first, behind))
            elif len(said.get(PICTURE_PLACE, b"")) == 4:
                self.places[first] = u32(said[PICTURE_PLACE], 0)

    def between(self, first: int, behind: int) -> Iterator[tuple[int, int, str, str, list[bytes | None]]]:
        """Gives (first CP, CP behind, end mark, text, pictures) of each paragraph of a span; a paragraph whose end is deleted runs on."""
        fields: list[str | None] = []  # instructions under way, None where the result has begun
        contents: list[bool] = []
        carried, begun = "", first
        for match in PARAGRAPH.finditer(self.binary.text, first, behind):
            printed, mark = match[0], match[0][-1]
            mark = mark if mark in "\r\x07\x0c" else ""
            pictures: list[bytes | None] = []
            text = self._clean(printed[:len(printed) - len(mark)], match.start(), fields, contents, pictures)
            if mark == "\x07":
                fields.clear()
                contents.clear()
            elif mark == "\r" and match.end() - 1 in self.dropped:
                carried += text
                continue
            if any(contents):
                self.contents += [text.strip()] if text.strip() else []
                text = ""
            text = (carried + text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").translate(INVISIBLE)
            yield begun, match.end(), mark, text, pictures
            carried, begun = "", match.end()

    def _clean(self, printed: str, start: int, fields: list[str | None], contents: list[bool], pictures: list[bytes | None]) -> str:
        if self.dropped:
            printed = "".join("\0" if start + i in self.dropped and c not in "\x13\x14\x15" else c for i, c in enumerate(printed))
        if self.raised:
            printed = "".join(raised(c) if start + i in self.raised else c for i, c in enumerate(printed))
        if not fields and not SPECIAL.search(printed):
            return printed
        kept: list[str] = []
        for i, character in enumerate(printed):
            if character == "\x13":
                fields.append("")
                contents.append(False)
            elif character == "\x14" and fields:
                contents[-1] = (fields[-1] or "").strip().upper().startswith("TOC")
                fields[-1] = None
            elif character == "\x15" and fields:
                fields.pop()
                contents.pop()
            elif fields and fields[-1] is not None:
                fields[-1] += character
            elif any(f is not None for f in fields):
                continue
            elif character == "\x01" and start + i in self.places:
                pictures += self._picture(self.places[start + i])
            elif not SPECIAL.match(character):
                kept.append(character)
            else:
                kept.append(PLAIN.get(character, ""))
        return "".join(kept)

    def _picture(self, place: int) -> list[bytes | None]:
        """Returns the bytes of a picture in the Data stream (None where there are too many); nothing where it is a drawing."""
        data = self.binary.data
        if place + 6 > len(data):
            return []
        whole = data[place + u16(data, place + 4):place + u32(data, place)]
        begin = PICTURE.search(whole)
        self.kept += len(whole)
        return [whole[begin.start():] if self.kept <= MOST_PICTURES else None] if begin else []
