"""Characters -> lines -> paragraphs: what the page's width broke is put together again, what the writer ended stays apart."""
import re
from collections import Counter
from typing import NamedTuple

from loaders.readers.pdf_page import Char
from loaders.readers.text_lines import NUMBERED, is_heading

LATIN = re.compile(r"[A-Za-z]")
FEW_FULL, NARROW = 5, 0.05  # so few lines make a margin only where it stands where the left one lets expect it
WORD = re.compile(r"[A-Za-z0-9]")


class Line(NamedTuple):
    """A line of characters from left to right."""

    chars: tuple[Char, ...]
    x0: float
    x1: float
    y0: float
    y1: float
    size: float  # of its characters, about one em
    page: int

    @property
    def text(self) -> str:
        return join_chars(self.chars, self.size)


def find_lines(chars: list[Char], page: int) -> list[Line]:
    """Returns the lines of some characters from top to bottom."""
    groups: list[list[Char]] = []
    middle = height = 0.0
    for char in sorted(chars, key=lambda c: (c.y0 + c.y1, c.x0)):
        centre, tall = (char.y0 + char.y1) / 2, char.y1 - char.y0
        if groups and abs(centre - middle) <= 0.4 * min(max(height, 1), max(tall, 1)):
            groups[-1].append(char)
            middle += (centre - middle) / len(groups[-1])
        else:
            groups.append([char])
            middle, height = centre, tall
    return [_line(group, page) for group in groups]


def _line(chars: list[Char], page: int) -> Line:
    chars = sorted(chars, key=lambda c: c.x0)
    sizes = sorted(c.y1 - c.y0 for c in chars)
    return Line(tuple(chars), chars[0].x0, max(c.x1 for c in chars), min(c.y0 for c in chars), max(c.y1 for c in chars), max(sizes[len(sizes) // 2], 1), page)


def join_chars(chars: tuple[Char, ...], size: float) -> str:
    """Returns the text of a line; a gap of a space's width between Latin words or figures, or of a character's elsewhere, is a space."""
    parts = []
    end = chars[0].x0
    for char in chars:
        gap = char.x0 - end
        if gap > 0.2 * size and (gap > 0.7 * size or WORD.match(char.text) and WORD.match(parts[-1])):
            parts.append(" ")
        parts.append(char.text)
        end = char.x1
    return "".join(parts)


def join_wrapped(lines: list[Line], right: float) -> str:
    """Returns the text of a cell: a line that leaves no room for one more character before `right` runs on, any other ends."""
    found = ""
    for above, line in zip([None, *lines], lines):
        if above is None:
            found = line.text
        else:
            found += ("" if right - above.x1 < 1.9 * max(above.size, line.size) else "\n") + line.text
    return found


class Margins(NamedTuple):
    """Where body lines begin and end on a page, whether paragraphs begin indented, and how far lines stand apart."""

    left: float
    right: float
    indented: bool
    pitch: float


def find_margins(lines: list[Line], width: float) -> Margins | None:
    """Returns the margins of the longest lines, or None where there are too few to tell. `width`: of the page."""
    if len(lines) < 2:
        return None
    size = Counter(round(line.size) for line in lines).most_common(1)[0][0]
    rights = sorted((line.x1 for line in lines), reverse=True)
    shared = next((x for x in rights if sum(abs(x - other) < size for other in rights) > 1), rights[0])
    for right in (shared, rights[0]):
        full = [line for line in lines if right - line.x1 < 2.2 * size and line.x1 - line.x0 > 12 * size]
        left = min((line.x0 for line in full), default=width)
        if full and (len(full) >= FEW_FULL or right > width - left - NARROW * width):
            break  # fewer may be short lines that happen to be alike, and none of them broken
    else:
        return None
    indents = sum(line.x0 - left > 1.2 * size for line in lines)
    steps = sorted(b.y0 - a.y0 for a, b in zip(lines, lines[1:]) if a.page == b.page and a in full and 0 < b.y0 - a.y0 < 4 * size)
    return Margins(left, right, indents * 8 > len(lines), steps[len(steps) // 2] if steps else 2 * size)


def runs_on(above: Line, line: Line, margins: Margins | None) -> bool:
    """Returns whether a line carries on the paragraph of the line above it."""
    if margins is None or margins.right - above.x1 > 2.2 * above.size or above.x1 - above.x0 < 8 * above.size:
        return False
    text = line.text
    if line.x0 - margins.left > 1.2 * line.size or is_heading(text) or abs(line.size - above.size) > 0.25 * above.size:
        return False
    if margins.indented:
        return True
    apart = line.y0 - above.y0 > 1.2 * margins.pitch if line.page == above.page else above.text.endswith("。")
    return not (apart or NUMBERED.match(text))


def glue(above: str, below: str) -> str:
    """Returns two parts of a paragraph as one; Latin words keep a space between them."""
    return above + (" " if LATIN.match(above[-1:]) and LATIN.match(below) else "") + below
