"""Plain text and Markdown -> Document: tables are found by the way their lines stand (see text_tables.py), the rest are paragraphs."""
import re
from dataclasses import replace

from loaders.document import Block, Document, Paragraph, Picture
from loaders.errors import UnreadableFile
from loaders.readers.encodings import decode
from loaders.readers.text_tables import find_tables
from report.model import Doubt

LINE_END = re.compile(r"\r\n?|\n|\x0b|\x0c|\u2028|\u2029")
BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")  # "[bookmark: _GoBack]"
IMAGE = re.compile(r"\[image:\s*([^\]\n]*)\]|!\[([^\]\n]*)\]\([^)\n]*\)")  # "[image: 图片2]", "![chart](a.png)"
COMMENT = re.compile(r"<!--.{0,2000}?-->", re.S)  # "<!--[if !supportLists]-->", left behind by a web page
MARKDOWN = re.compile(r"^\s{0,3}#{1,6}\s+|(?<!\*)\*{2,3}(?!\*)|^\s*(?:-{3,}|={3,}|\*{3,})\s*$|^\s{0,3}>\s?|^\s{0,6}[-*+]\s+(?=[一-鿿“(（])|\\(?=[*_#.+>~-])", re.M)  # "## Title", "**bold**", "---", "> quoted", "- 更新慢", "1\\."
EMPHASIS = re.compile(r"(?<![_\d])(__?)(?![_\s])(?=[^_\n]*[一-鿿]{2})([^_\n]+)(?<!\s)\1(?!_)|(?<![*\d])(\*)(?![*\s])(?=[^*\n]*[一-鿿]{2})([^*\n]+)(?<!\s)\*(?!\*)")  # "__bold__", "*slanted*"
DAMAGED = "{count} characters of the file could not be decoded."


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that a text file holds. Raises UnreadableFile: empty."""
    text, _, damaged = decode(data)
    text = text.removeprefix("\ufeff").rstrip("\x1a\x00")
    document = Document(blocks=find_blocks(text), format="text", reader="text")
    if not document.blocks:
        raise UnreadableFile("empty", name)
    if damaged:
        document.doubts.append(damaged_characters(damaged))
    return document


def damaged_characters(count: int) -> Doubt:
    """Returns the doubt that stands for characters which could not be decoded."""
    from report.language import say

    values = {"count": count}
    return Doubt(kind="damaged_characters", message=say(DAMAGED, values), where="\ufffd", template=DAMAGED, values=values)


def find_blocks(text: str) -> list[Block]:
    """Returns the blocks of a text: tables as grids, "[image: …]" as pictures, every other line that is not blank as a paragraph."""
    text = without_markdown(COMMENT.sub("", BOOKMARK.sub("", text)))
    blocks: list[Block] = []
    for part in find_tables(LINE_END.split(text)):
        if isinstance(part, str):
            blocks.extend(_paragraph(part))
        else:
            names = [(m[1] or m[2] or "").strip() for cell in part.cells for m in IMAGE.finditer(cell.text)]
            cells = tuple(replace(c, text=IMAGE.sub("", c.text).strip()) for c in part.cells) if names else part.cells
            blocks += [replace(part, cells=cells), *(Picture(name) for name in names)]
    return blocks


def without_markdown(text: str) -> str:
    """Returns a text without the marks of Markdown for headings, emphasis and quotations; lines stay."""
    return EMPHASIS.sub(lambda m: m[2] or m[4], MARKDOWN.sub("", text))


def _paragraph(line: str) -> list[Block]:
    """Returns a line's paragraph with its pictures: in front where the line begins with them, else behind."""
    pictures = [Picture((m[1] or m[2] or "").strip()) for m in IMAGE.finditer(line)]
    words = IMAGE.sub("", line).strip()
    text = [Paragraph(words)] if words else []
    return pictures + text if IMAGE.match(line.lstrip()) else text + pictures
