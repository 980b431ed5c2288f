"""Word 97 files (.doc, .wps) -> Document: an own reader, because converters lose merged cells.

Insertions are kept; deleted and hidden text is dropped; of a field its result is kept."""
import struct

from loaders.document import Block, Document, Paragraph, Picture
from loaders.errors import UnreadableFile
from loaders.readers.doc_binary import Binary, u32
from loaders.readers.doc_lists import Lists
from loaders.readers.doc_rows import define
from loaders.readers.doc_text import Lines
from loaders.readers.edges import Row, read_rows
from loaders.readers.limits import limits
from loaders.readers.marks import crossed_out

IN_TABLE, ROW_END, DEPTH, INNER_CELL, INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
NOTES = ("footnotes", "headers", "comments", "endnotes", "header_boxes")
ANCHOR, BOX = 26, 22  # bytes of a shape's anchor and of a text box


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that a Word 97 file holds. Raises UnreadableFile: encrypted, truncated, too_large, empty, unknown_format."""
    try:
        binary = Binary(data, name)
        if binary.encrypted:
            from loaders.readers import encrypted

            return encrypted.read(data, name, password)
        story = Story(binary)
        blocks = story.blocks(*binary.stories()["main"])
        notes = [text for part in NOTES for text in story.words(*binary.stories()[part])]
    except (struct.error, IndexError, OSError, KeyError, ValueError):
        raise UnreadableFile("truncated", name, detail="its pages cannot be read") from None
    if not blocks:
        raise UnreadableFile("empty", name)
    return Document(blocks, format="doc", reader="doc", notes=story.lines.contents + notes, doubts=crossed_out(story.lines.crossed))


class Level:
    """One table under way: its rows, the cells of the row begun, the blocks of the cell begun."""

    def __init__(self):
        self.rows: list[Row] = []
        self.cells: list[list[Block]] = []
        self.blocks: list[Block] = []


class Story:
    """The stories of one file as blocks."""

    def __init__(self, binary: Binary):
        self.binary = binary
        self.lines = Lines(binary)
        self.lists = Lists(binary)
        self.boxes = _boxes(binary)
        self.cells = 0

    def words(self, first: int, behind: int) -> list[str]:
        """Returns the lines of a story that holds notes."""
        return [text for *_, text, _ in self.lines.between(first, behind) if text.strip()]

    def blocks(self, first: int, behind: int) -> list[Block]:
        """Returns the blocks of a span of the text."""
        levels = [Level()]
        for start, end, mark, text, pictures in self.lines.between(first, behind):
            style, properties = self.binary.paragraph(end - 1)
            changes = list(self.binary.changes(properties))
            said = dict(changes)
            depth = u32(said[DEPTH], 0) if len(said.get(DEPTH, b"")) == 4 else int(any(said.get(IN_TABLE, b"")))
            if depth > limits().nesting:
                raise UnreadableFile("too_large", self.binary.name, detail="nested {depth} deep", depth=depth)
            while len(levels) - 1 > depth:
                self._close(levels)
            while len(levels) - 1 < depth:
                levels.append(Level())
            level = levels[-1]
            if depth and (any(said.get(ROW_END, b"")) or any(said.get(INNER_ROW_END, b""))):
                if level.cells and end - 1 not in self.lines.dropped:
                    level.rows.append(define(level.cells, changes))
                level.cells, level.blocks = [], []
                continue
            number = self.lists.number(style, said) if text.strip() else ""
            level.blocks += _paragraphs(number + text) + [Picture("", data=data) for data in pictures]
            for box in self.boxes.get_between(start, end):
                level.blocks += self.blocks(*box)
            if depth and (mark == "\x07" or any(said.get(INNER_CELL, b""))):
                level.cells.append(level.blocks)
                level.blocks = []
                self.cells += 1
                if self.cells > limits().cells:
                    raise UnreadableFile("too_large", self.binary.name, detail="{count} cells", count=self.cells)
        while len(levels) > 1:
            self._close(levels)
        return levels[0].blocks

    def _close(self, levels: list[Level]) -> None:
        """Puts the innermost table into what stands around it; what no row end closed stays as it is."""
        level = levels.pop()
        levels[-1].blocks += read_rows(level.rows, self.binary.name) if level.rows else []
        levels[-1].blocks += [block for cell in [*level.cells, level.blocks] for block in cell]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line) for line in (part.strip(" \t\u3000") for part in text.split("\n")) if line]


class Boxes:
    """Text boxes by the place of their anchors; each is given once."""

    def __init__(self, anchors: list[tuple[int, tuple[int, int]]]):
        self.anchors = sorted(anchors)

    def get_between(self, first: int, behind: int) -> list[tuple[int, int]]:
        found = [box for cp, box in self.anchors if first <= cp < behind]
        if found:
            self.anchors = [a for a in self.anchors if not first <= a[0] < behind]
        return found


def _boxes(binary: Binary) -> Boxes:
    """Returns the main story's text boxes: where each is anchored and the span of its text."""
    shapes, boxes = binary.part("shapes"), binary.part("boxes")
    begin, behind = binary.stories()["boxes"]
    if begin == behind or len(shapes) < 8 or len(boxes) < 8:
        return Boxes([])
    count, number = (len(shapes) - 4) // (4 + ANCHOR), (len(boxes) - 4) // (4 + BOX)
    anchors = {u32(shapes, 4 * (count + 1) + ANCHOR * i): u32(shapes, 4 * i) for i in range(count)}
    found = []
    for i in range(number):
        shape = u32(boxes, 4 * (number + 1) + BOX * i + 14)
        if shape in anchors:
            found.append((anchors[shape], (begin + u32(boxes, 4 * i), min(begin + u32(boxes, 4 * i + 4), behind))))
    return Boxes(found)
