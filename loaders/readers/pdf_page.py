"""One PDF page as pdfium sees it: characters, ruling lines and pictures, in points from the top left corner of the page as it is shown."""
import ctypes
import math
from bisect import bisect
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as raw

THIN = 3.2  # a filled rectangle no thicker than this is a ruling line
SLANT = 1.0  # how far a line may lean over its length
MOST_SEGMENTS = 200_000
MOST_CHARACTERS = 200_000
MOST_RULES = 1500  # more on one page are a drawing
ABOVE = 0.86  # share of a character above its baseline
INVISIBLE = (0xA0, 0x3000, 0xAD, 0xFEFF, 0xFFFE, 0xFFFF)
LARGE = 28  # characters of watermarks are often at least this high
SLANTED = 0.4  # sine of twice the angle: smaller characters of a watermark, not those of a page scanned askew
PALE, OPAQUE = 150, 128  # of 255: the darkest colour of a watermark that is not slanted, and how much it covers
COLOUR = tuple(ctypes.c_uint() for _ in range(4))
DEEPEST_FORM = 5
MIDDLE = 0.25  # how far from its middle, in its height, a line crosses a character out
FILL, STROKE = ctypes.c_int(), ctypes.c_int()  # filled by pdfium, which only ever runs in one thread
EXTENT = tuple(ctypes.c_float() for _ in range(4))


class Char(NamedTuple):
    """One character; its box runs from one em's top to its bottom, whatever its own shape, and y grows downwards.
    `confidence`: 0–1 where it was recognised in a picture."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    confidence: float | None = None


class Rule(NamedTuple):
    """A straight line: where it lies on its own axis, and from where to where it runs on the other."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    x0: float
    x1: float
    y0: float
    y1: float


@dataclass
class Page:
    """What one page shows. `unmapped` counts characters whose font does not say which they are; `recognised`: the page is a
    picture, and its characters were recognised in it; `doubted`: lines of words that were recognised without certainty; `crossed`: words that were crossed out, and left out."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    unmapped: int = 0
    recognised: bool = False
    doubted: list[str] = field(default_factory=list)
    crossed: list[str] = field(default_factory=list)

    def put(self, other: "Page", box: Box) -> None:
        """Puts what a picture on this page shows into its place."""
        self.chars += [c._replace(x0=c.x0 + box.x0, x1=c.x1 + box.x0, y0=c.y0 + box.y0, y1=c.y1 + box.y0) for c in other.chars]
        self.horizontal += [Rule(r.at + box.y0, r.start + box.x0, r.end + box.x0) for r in other.horizontal]
        self.vertical += [Rule(r.at + box.x0, r.start + box.y0, r.end + box.y0) for r in other.vertical]
        self.recognised, self.doubted = True, self.doubted + other.doubted

    @property
    def is_picture(self) -> bool:
        """Whether pictures cover most of the page, as in a scan."""
        return sum((b.x1 - b.x0) * (b.y1 - b.y0) for b in self.pictures) > 0.5 * self.width * self.height


def read_page(page, number: int) -> Page:
    """Returns the content of an open pypdfium2 page."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation() % 360
    text = page.get_textpage()
    if not turn:
        turn = _text_turn(text.raw, text.count_chars())
    place = _placer(turn, left, bottom, right, top)
    size = (right - left, top - bottom) if turn % 180 == 0 else (top - bottom, right - left)
    found = Page(number, *size)
    _read_chars(text.raw, min(text.count_chars(), MOST_CHARACTERS), place, found)
    _read_objects(page.raw, page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, (1, 0, 0, 1, 0, 0), place, found, 0)
    text.close()
    _cross_out(found)
    return found


def _placer(turn: int, left: float, bottom: float, right: float, top: float):
    """Returns the function from PDF coordinates to those of the page as it is shown."""
    return {0: lambda x, y: (x - left, top - y), 90: lambda x, y: (y - bottom, x - left),
            180: lambda x, y: (right - x, y - bottom), 270: lambda x, y: (top - y, right - x)}[turn]


def _text_turn(text, count: int) -> int:
    """Returns by how much the page must be turned so that its text stands upright: landscape tables are often set sideways."""
    sample = (i for i in range(0, count, count // 200 + 1) if raw.FPDFText_GetUnicode(text, i) > 0x2E7F)  # of Latin characters pdfium may not know it
    angles = [round(math.degrees(raw.FPDFText_GetCharAngle(text, i))) % 360 for i in sample]
    for angle, turn in ((270, 90), (90, 270)):  # pdfium counts clockwise
        if angles.count(angle) * 10 > len(angles) * 8:
            return turn
    return 0


def _read_chars(text, count: int, place, found: Page) -> None:
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    looks: dict[tuple[float, float], tuple[float, float]] = {}  # by nominal size and box: asking for each character's matrix takes long
    before = None
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text, i)
        if code <= 32 or code in INVISIBLE or 0x200B <= code <= 0x200F:
            continue  # spaces follow from where the characters stand
        if not (raw.FPDFText_GetLooseCharBox(text, i, box) and raw.FPDFText_GetCharOrigin(text, i, x, y)):
            continue
        size = raw.FPDFText_GetFontSize(text, i)
        look = size, round(box.top - box.bottom, 1)
        if look not in looks:
            raw.FPDFText_GetMatrix(text, i, matrix)
            slant = abs(2 * matrix.a * matrix.b) / (math.hypot(matrix.a, matrix.b) ** 2 or 1)  # the sine of twice the angle
            looks[look] = size * math.hypot(matrix.c, matrix.d) or 1.0, slant
        height, slant = looks[look]
        (xa, _), (xb, _), (_, base) = place(box.left, box.bottom), place(box.right, box.top), place(x.value, y.value)
        char = Char(chr(code), min(xa, xb), max(xa, xb), base - ABOVE * height, base + (1 - ABOVE) * height)
        if 0xE000 <= code <= 0xF8FF or code == 0xFFFD or raw.FPDFText_HasUnicodeMapError(text, i) == 1:
            found.unmapped += 1
        if slant > (0.2 if height > LARGE else SLANTED) or (height > LARGE and _is_pale(text, i)):
            continue  # a watermark
        if before and before.text == char.text and abs(before.x0 - char.x0) + abs(before.y0 - char.y0) < 0.2 * height:
            continue  # bold made by printing twice
        found.chars.append(char)
        before = char


def _cross_out(found: Page) -> None:
    """Takes out characters through whose middle a line runs that begins and ends with them."""
    chars = sorted(found.chars, key=lambda c: c.y0 + c.y1)
    middles, gone = [(c.y0 + c.y1) / 2 for c in chars], set()
    for rule in found.horizontal if len(found.horizontal) <= MOST_RULES else ():
        near = chars[bisect(middles, rule.at - LARGE / 2):bisect(middles, rule.at + LARGE / 2)]
        struck = sorted((c for c in near if abs(rule.at - (c.y0 + c.y1) / 2) < MIDDLE * (c.y1 - c.y0) and rule.start - 1 < (c.x0 + c.x1) / 2 < rule.end + 1), key=lambda c: c.x0)
        if struck and abs(struck[0].x0 - rule.start) + abs(struck[-1].x1 - rule.end) < 0.5 * (struck[0].y1 - struck[0].y0):
            found.crossed.append("".join(c.text for c in struck))
            gone.update(map(id, struck))
    if gone:
        found.chars = [c for c in found.chars if id(c) not in gone]


def _is_pale(text, i: int) -> bool:
    """Returns whether a character is light grey or half transparent."""
    if not raw.FPDFText_GetFillColor(text, i, *COLOUR):
        return False
    *colours, covers = (c.value for c in COLOUR)
    return min(colours) > PALE or covers < OPAQUE


def _read_objects(page, holder, count, get, outer, place, found: Page, depth: int) -> None:
    """Collects lines and pictures from a page, or from a form inside it."""
    for i in range(count(holder)):
        item = get(holder, i)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _read_path(item, outer, place, found)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            matrix = _times(_matrix(item), outer)
            corners = [place(*_apply(matrix, x, y)) for x in (0, 1) for y in (0, 1)]
            found.pictures.append(Box(min(x for x, _ in corners), max(x for x, _ in corners), min(y for _, y in corners), max(y for _, y in corners)))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            _read_objects(page, item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, _times(_matrix(item), outer), place, found, depth + 1)


def _read_path(path, outer, place, found: Page) -> None:
    """Adds a path's ruling lines: its extent tells where all of it is one thin line; else each of its strokes is looked at."""
    if len(found.horizontal) + len(found.vertical) > MOST_SEGMENTS:
        return
    raw.FPDFPath_GetDrawMode(path, FILL, STROKE)
    if not FILL.value and not STROKE.value:
        return
    if raw.FPDFPageObj_GetBounds(path, *EXTENT):
        left, bottom, right, top = (e.value for e in EXTENT)
        if right - left <= THIN or top - bottom <= THIN:
            _draw([place(*_apply(outer, left, bottom)), place(*_apply(outer, right, top))], False, found)
            return
    matrix, count = _times(_matrix(path), outer), raw.FPDFPath_CountSegments(path)
    stroke = bool(STROKE.value)
    x, y = ctypes.c_float(), ctypes.c_float()
    shape: list[tuple[float, float]] = []
    for i in range(min(count, MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            _draw(shape, stroke, found)
            shape = []
        shape.append(place(*_apply(matrix, x.value, y.value)))
        if raw.FPDFPathSegment_GetClose(segment) and kind == raw.FPDF_SEGMENT_LINETO:
            shape.append(shape[0])
    _draw(shape, stroke, found)


def _draw(shape: list[tuple[float, float]], stroke: bool, found: Page) -> None:
    """Adds the ruling lines of one closed or open outline: its straight edges where it is stroked, itself where it is a thin bar."""
    if len(shape) < 2:
        return
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if y1 - y0 <= THIN and x1 - x0 <= THIN:  # a dot of a dotted line, running either way
        found.horizontal.append(Rule((y0 + y1) / 2, x0, x1))
        found.vertical.append(Rule((x0 + x1) / 2, y0, y1))
    elif y1 - y0 <= THIN < x1 - x0:
        found.horizontal.append(Rule((y0 + y1) / 2, x0, x1))
    elif x1 - x0 <= THIN < y1 - y0:
        found.vertical.append(Rule((x0 + x1) / 2, y0, y1))
    elif stroke:
        for (ax, ay), (bx, by) in zip(shape, shape[1:]):
            if abs(ay - by) <= SLANT < abs(ax - bx):
                found.horizontal.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) <= SLANT < abs(ay - by):
                found.vertical.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))


def _matrix(item) -> tuple[float, ...]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner, outer) -> tuple[float, ...]:
    """Returns the matrix that applies the inner one first."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
