"""The picture of a page -> the page as pdf_page.Page, so that scans go the way of every other PDF: ruling lines by morphology, characters
by recognition, each with its confidence. All pixels are at 200 dpi."""
from typing import NamedTuple

import cv2
import numpy as np

from loaders.readers.ocr import find_text
from loaders.readers.pdf_lattice import Lattice, find_lattices
from loaders.readers.pdf_page import Char, Page
from loaders.readers.scan_edges import cut_places, holds
from loaders.readers.scan_rules import POINT, find_rules, px
from loaders.readers.scan_turns import find_turns, is_doubtful, is_sideways
from loaders.readers.scan_words import UNREAD, Patch, read_patches

MOST_DARK = 28
DARK = 20  # how much darker than the paper ink is
AROUND = 41  # pixels whose middle is the paper
LEAST_TABLE = 90  # high and wide, unless it has as many lines upright as
COLUMNS = 5  # the last row of a table on a new page
MOST_SKEW = 4.0  # degrees
LOW, BREAK = 12, 3  # pixels: lower than any line of text is a piece of a figure whose thin strokes broke, and how wide they break
TWO_LINES, LEAST_LINE = 36, 14  # pixels: two lines of 8 points, and the least of one
VALLEY, NARROW_VALLEY = 0.25, 0.12  # of the ink of their fullest rows: how much is between two lines that touch
GRAIN = 3.0  # grey levels that plain paper may scatter
SPECK = 6  # ink smaller than this in both directions is dirt: 0.75 mm


class Ink(NamedTuple):
    """A page made upright: its grey pixels without ruling lines, where its ink is, and its ruling lines in points."""

    grey: np.ndarray
    dark: np.ndarray
    page: Page


def read_picture(grey: np.ndarray, number: int, tables_only: bool = False) -> Page:
    """Returns the page that grey pixels (height × width, 0 black) show; its characters carry confidences. `tables_only`: a picture
    without a ruled table is left alone. A page that lies on its side or upside down is read upright."""
    grey = calm(grey)
    sideways = is_sideways(grey)
    if sideways and (turns := find_turns(grey, sideways)):
        grey = np.ascontiguousarray(np.rot90(grey, turns))
    page = _read(grey, number, tables_only)
    if not sideways and is_doubtful(page.chars) and (turns := find_turns(grey, sideways)):
        page = _read(np.ascontiguousarray(np.rot90(grey, turns)), number, tables_only)
    return page


def _read(grey: np.ndarray, number: int, tables_only: bool) -> Page:
    grey = _turned(grey, find_skew(grey))
    ink = find_ink(grey, number)
    lattices = find_lattices(ink.page)
    if tables_only and not lattices:
        return ink.page
    patches, blanks = [], []
    for lattice in reversed(lattices):
        cells = _cells(lattice, ink)
        cut = cut_places(lattice, ink.page, cells)
        patches += [p._replace(cut=any(holds(place, p) for place in cut)) for p in cells]
        blanks += [place.box for place in cut if not any(holds(place, p) for p in cells)]
    outside = ink.grey.copy()
    for box in (lattice.box for lattice in lattices):
        outside[px(box.y0):px(box.y1) + 1, px(box.x0):px(box.x1) + 1] = 255
    free = ink.dark.copy()
    free[outside == 255] = 0
    if free.any():
        patches += [Patch(x0, y0, x1, y1, (x0, x1), False) for x0, y0, x1, y1 in find_text(outside) if free[y0:y1, x0:x1].any()]
    chars, ink.page.doubted = read_patches(ink.grey, ink.dark, patches)
    ink.page.chars.extend(map(_in_points, chars))
    ink.page.chars.extend(Char(UNREAD, b.x0, b.x1, b.y0, b.y1, 0.0) for b in blanks)  # what stood there may lie beyond the edge
    ink.page.recognised = True
    return ink.page


def calm(grey: np.ndarray) -> np.ndarray:
    """Returns the page without grain, where it has any: single black dots go, the rest is smoothed as far as the strokes bear it."""
    if grain(grey) < GRAIN:
        return grey
    middle = cv2.medianBlur(grey, 3)
    dots = cv2.absdiff(grey, middle) > 90
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(dots.astype("uint8"), connectivity=8)
    small = boxes[:, cv2.CC_STAT_AREA] <= 2
    small[0] = False
    return cv2.GaussianBlur(np.where(small[labels], middle, grey), (0, 0), 0.9)


def paper_of(grey: np.ndarray) -> np.ndarray:
    """Returns how bright the paper is at each place of a page: the middle of what is around, which ink and ruling lines do not move."""
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_LINEAR)
    return cv2.resize(cv2.medianBlur(half, AROUND // 2 + 1), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)


def grain(grey: np.ndarray) -> float:
    """Returns by how many levels the paper of a page scatters, of which ink is a small share."""
    apart = np.abs(grey[::2, ::2] - paper_of(grey)[::2, ::2].astype(int))
    return 1.48 * float(np.median(apart))


def find_skew(grey: np.ndarray) -> float:
    """Returns by how many degrees the page is turned: the angle at which its rows of ink stand out most."""
    small = cv2.resize(grey, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    dark = (small < cv2.blur(small, (21, 21)).astype(int) - DARK).astype("uint8") * 255

    def sharpness(angle: float) -> float:
        rows = _turned(dark, angle, 0).sum(1, dtype=float)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = 0.0
    for step in (0.5, 0.1, 0.02):
        reach = MOST_SKEW if step == 0.5 else step * 5
        best = max((best + step * i for i in range(-round(reach / step), round(reach / step) + 1)), key=sharpness)
    return best if abs(best) > 0.03 else 0.0


def _turned(pixels: np.ndarray, angle: float, paper: int = 255) -> np.ndarray:
    if not angle:
        return pixels
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR if not paper else cv2.INTER_CUBIC, borderValue=paper)


def find_ink(grey: np.ndarray, number: int) -> Ink:
    """Returns where the ink of an upright page is, and which of it is ruling lines."""
    scatter, paper = grain(grey), paper_of(grey)
    depth = paper.astype(int) - grey
    dark = (depth > min(max(DARK, 2 * scatter), MOST_DARK)).astype("uint8") * 255
    strong = depth > min(max(2 * DARK, 4.5 * scatter), 2 * MOST_DARK)
    page = Page(number, grey.shape[1] / POINT, grey.shape[0] / POINT)
    level, upright, lines = find_rules(dark)
    page.horizontal.extend(level)
    page.vertical.extend(upright)
    lattices = find_lattices(page)
    keep = np.zeros_like(dark)
    for lattice in lattices:
        if min(lattice.xs[-1] - lattice.xs[0], lattice.ys[-1] - lattice.ys[0]) * POINT >= LEAST_TABLE or len(lattice.xs) >= COLUMNS:
            keep[max(px(lattice.ys[0]) - 8, 0):px(lattice.ys[-1]) + 9, max(px(lattice.xs[0]) - 8, 0):px(lattice.xs[-1]) + 9] = 255
    inside = lambda x, y: keep[min(px(y), keep.shape[0] - 1), min(px(x), keep.shape[1] - 1)]  # noqa: E731
    page.horizontal[:] = [r for r in page.horizontal if inside((r.start + r.end) / 2, r.at)]
    page.vertical[:] = [r for r in page.vertical if inside(r.at, (r.start + r.end) / 2)]
    lines = cv2.dilate(cv2.bitwise_and(lines, keep), np.ones((3, 3), "uint8"))
    dark = _without_specks(cv2.bitwise_and(dark, cv2.bitwise_not(lines)), strong)
    return Ink(np.where(lines > 0, paper, grey), dark, page)


def _without_specks(dark: np.ndarray, strong: np.ndarray) -> np.ndarray:
    """Returns the ink without dirt: what is smaller than a sign, or small and nowhere as dark as print."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    size = boxes[:, 2:4].max(1)
    print_ = np.zeros(count, bool)
    print_[np.unique(labels[strong])] = True
    large = np.where(print_, size >= SPECK, size >= 2 * SPECK)
    large[0] = False
    return large[labels].astype("uint8") * 255


def _cells(lattice: Lattice, ink: Ink) -> list[Patch]:
    """Returns the inked lines of each cell of a table."""
    found = []
    for place in lattice.places:
        x0, x1, y0, y1 = (px(v) for v in place.box)
        x0, y0 = x0 + 3, y0 + 3
        inside = ink.dark[y0:y1 - 2, x0:x1 - 2]
        if inside.any():
            found += [Patch(x0 + left, y0 + top, x0 + right, y0 + bottom, (x0, x1 - 2)) for left, top, right, bottom in cell_lines(inside)]
    return found


def _parted(dark: np.ndarray, top: int, bottom: int) -> list[tuple[int, int]]:
    """Returns the rows of ink that run on from top to bottom as lines of text: set close, two lines touch in a few places only."""
    ink = np.count_nonzero(dark[top:bottom], axis=1)
    inner = ink[LEAST_LINE:len(ink) - LEAST_LINE]
    if len(ink) < TWO_LINES or not len(inner):
        return [(top, bottom)]
    at = LEAST_LINE + int(inner.argmin())
    wide = np.flatnonzero(dark[top:bottom].any(0))
    most = VALLEY if wide[-1] - wide[0] > 1.5 * len(ink) else NARROW_VALLEY  # one character may have a gap
    if ink[at] > most * min(ink[:at].max(), ink[at:].max()):
        return [(top, bottom)]
    return _parted(dark, top, top + at) + _parted(dark, top + at, bottom)


def cell_lines(dark: np.ndarray) -> list[tuple[int, int, int, int]]:
    """Returns the boxes (x0, y0, x1, y1) of the lines of text in a cell: its rows of ink, parts of one character put together."""
    rows = np.flatnonzero(dark.any(1))
    runs: list[list[int]] = []
    for top, bottom in (part for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) for part in _parted(dark, int(run[0]), int(run[-1]) + 1)):
        if runs and top - runs[-1][1] <= BREAK and max(bottom - top, runs[-1][1] - runs[-1][0]) < LOW:
            runs[-1][1] = bottom
        else:
            runs.append([top, bottom])
    columns = np.flatnonzero(dark.any(0))
    wide = int(columns[-1] - columns[0]) + 1
    tallest = max(b - a for a, b in runs)
    em = max(tallest, min(wide, 34) if wide < 40 else 0)
    lines: list[list[int]] = []
    for top, bottom in runs:
        small = bottom - top < 0.62 * em or (lines and lines[-1][1] - lines[-1][0] < 0.62 * em)
        if lines and small and bottom - lines[-1][0] <= 1.15 * em and top - lines[-1][1] < 0.5 * em:
            lines[-1][1] = bottom
        else:
            lines.append([top, bottom])
    found = []
    for top, bottom in lines:
        columns = np.flatnonzero(dark[top:bottom].any(0))
        found.append((int(columns[0]), top, int(columns[-1]) + 1, bottom))
    least = 0.4 * max(bottom - top for _, top, _, bottom in found)
    return [box for box in found if max(box[2] - box[0], box[3] - box[1]) > least]  # beside a line, so small a thing is dirt


def _in_points(char: Char) -> Char:
    return char._replace(x0=char.x0 / POINT, x1=char.x1 / POINT, y0=char.y0 / POINT, y1=char.y1 / POINT)
