"""The picture of a page -> the page as pdf_page.Page, so that scans go the way of every other PDF: ruling lines by morphology, characters
by recognition, each with its confidence. All pixels are at 200 dpi."""
from bisect import bisect_left, bisect_right
from typing import NamedTuple

import cv2
import numpy as np

from loaders.readers.ocr import find_text
from loaders.readers.pdf_lattice import Lattice, find_lattices
from loaders.readers.pdf_page import Char, Page, Rule
from loaders.readers.scan_turns import find_turns, is_doubtful, is_sideways
from loaders.readers.scan_words import Patch, read_patches

DPI = 200
POINT = DPI / 72  # pixels of one point
MOST_DARK = 28
DARK = 20  # how much darker than the paper ink is
AROUND = 41  # pixels whose middle is the paper
LEVEL, UPRIGHT = 50, 32  # the shortest ruling lines: longer than a stroke of the text
BRIDGE = 11  # pixels of a ruling line that may be missing
MEET = 3.0  # points
WHOLE, SIDE, CROWDED = 0.96, 6, 0.6  # how much of an upright line is ink at least; pixels beside it, and how much of both sides is ink at most
SHORT, TOUCH = 50, 1.5  # points: three lines of text; how near a line so short must come to those at its ends
THICK = 14  # the thickest ruling line
LEAST_TABLE = 90  # high and wide, unless it has as many lines upright as
COLUMNS = 5  # the last row of a table on a new page
MOST_SKEW = 4.0  # degrees
LOW, BREAK = 12, 3  # pixels: lower than any line of text is a piece of a figure whose thin strokes broke, and how wide they break
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
    if sideways and (turns := find_turns(grey)):
        grey = np.ascontiguousarray(np.rot90(grey, turns))
    page = _read(grey, number, tables_only)
    if not sideways and is_doubtful(page.chars) and (turns := find_turns(grey)):
        page = _read(np.ascontiguousarray(np.rot90(grey, turns)), number, tables_only)
    return page


def _read(grey: np.ndarray, number: int, tables_only: bool) -> Page:
    grey = _turned(grey, find_skew(grey))
    ink = find_ink(grey, number)
    lattices = find_lattices(ink.page)
    if tables_only and not lattices:
        return ink.page
    patches = [p for lattice in reversed(lattices) for p in _cells(lattice, ink)]
    outside = ink.grey.copy()
    for box in (lattice.box for lattice in lattices):
        outside[_px(box.y0):_px(box.y1) + 1, _px(box.x0):_px(box.x1) + 1] = 255
    free = ink.dark.copy()
    free[outside == 255] = 0
    if free.any():
        patches += [Patch(x0, y0, x1, y1, (x0, x1), False) for x0, y0, x1, y1 in find_text(outside) if free[y0:y1, x0:x1].any()]
    chars, ink.page.doubted = read_patches(ink.grey, ink.dark, patches)
    ink.page.chars.extend(map(_in_points, chars))
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
    parts = {True: _rules(dark, LEVEL, True), False: _rules(dark, UPRIGHT, False)}
    level, upright = list(parts[True]), list(parts[False])
    for _ in range(2):
        level, upright = _crossed(level, upright, False), _crossed(upright, level, True)
    lines = np.zeros_like(dark)
    for rule, is_level in [(r, True) for r in level] + [(r, False) for r in upright]:  # those only: a stroke of a figure that looked like a line stays
        part, place = parts[is_level][rule]
        whole = rule if is_level else _cut_back(rule, level, upright)
        (page.horizontal if is_level else page.vertical).append(whole)
        above, below = _px(whole.start - rule.start), _px(rule.end - whole.end)
        lines[place][above:part.shape[0] - below] |= part[above:part.shape[0] - below]
    lattices = find_lattices(page)
    keep = np.zeros_like(dark)
    for lattice in lattices:
        if min(lattice.xs[-1] - lattice.xs[0], lattice.ys[-1] - lattice.ys[0]) * POINT >= LEAST_TABLE or len(lattice.xs) >= COLUMNS:
            keep[max(_px(lattice.ys[0]) - 8, 0):_px(lattice.ys[-1]) + 9, max(_px(lattice.xs[0]) - 8, 0):_px(lattice.xs[-1]) + 9] = 255
    inside = lambda x, y: keep[min(_px(y), keep.shape[0] - 1), min(_px(x), keep.shape[1] - 1)]  # noqa: E731
    page.horizontal[:] = [r for r in page.horizontal if inside((r.start + r.end) / 2, r.at)]
    page.vertical[:] = [r for r in page.vertical if inside(r.at, (r.start + r.end) / 2)]
    lines = cv2.dilate(cv2.bitwise_and(lines, keep), np.ones((3, 3), "uint8"))
    dark = _without_specks(cv2.bitwise_and(dark, cv2.bitwise_not(lines)), strong)
    return Ink(np.where(lines > 0, paper, grey), dark, page)


def _rules(dark: np.ndarray, least: int, level: bool) -> dict[Rule, tuple]:
    """Returns the ruling lines that run one way, in points, each with its pixels and their place. Ink that runs on for two
    thirds of `least` is a piece of one; pieces close behind each other are joined before they are measured."""
    def bar(length: int) -> np.ndarray:
        return np.ones((1, length) if level else (length, 1), "uint8")

    found = cv2.dilate(dark, np.ones((3, 1) if level else (1, 3), "uint8"))  # a line that leans steps from row to row
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, bar(least * 2 // 3))
    found = cv2.morphologyEx(cv2.morphologyEx(found, cv2.MORPH_CLOSE, bar(BRIDGE)), cv2.MORPH_OPEN, bar(least))
    count, _, boxes, middles = cv2.connectedComponentsWithStats(found, connectivity=8)
    rules = {}
    for i in range(1, count):
        x, y, w, h, area = boxes[i].tolist()
        length, thickness = (w, h) if level else (h, w)
        if area / length > THICK or thickness > THICK + 0.01 * length:
            continue
        if not level and _is_chain(dark, x, y, w, h):
            continue
        start, end, place = *((x, x + w) if level else (y, y + h)), np.s_[y:y + h, x:x + w]
        rules[Rule(float(middles[i][1 if level else 0]) / POINT, start / POINT, end / POINT)] = found[place], place
    return rules


def _is_chain(dark: np.ndarray, x: int, y: int, w: int, h: int) -> bool:
    """Returns whether what looks like an upright line are strokes of characters one above the other: it has gaps, and other ink
    beside it."""
    left, line, right = (dark[y:y + h, max(a, 0):max(b, 0)].any(1).mean() for a, b in ((x - SIDE, x - 2), (x - 1, x + w + 1), (x + w + 2, x + w + SIDE)))
    return bool(line < WHOLE and left + right > CROWDED)


def _crossed(rules: list[Rule], others: list[Rule], upright: bool) -> list[Rule]:
    """Returns the lines that a line of the other direction meets; a stroke of a character meets none. A short one must run from line to
    line, or, upright, end where its neighbours do, at the page's edge: strokes of lines of text one above the other may join and reach
    one edge of their cell, and a dash may fill its own."""
    starts, ends = (sorted(r.start for r in rules), sorted(r.end for r in rules)) if upright else ([], [])
    found = []
    for r in rules:
        met = [o.at for o in others if r.start - MEET <= o.at <= r.end + MEET and o.start - MEET <= r.at <= o.end + MEET]
        if met and (r.end - r.start > SHORT or ((r.start - TOUCH <= min(met) <= r.start + TOUCH or _shared(r.start, starts))
                                                and (r.end - TOUCH <= max(met) <= r.end + TOUCH or _shared(r.end, ends)))):
            found.append(r)
    return found


def _cut_back(rule: Rule, level: list[Rule], upright: list[Rule]) -> Rule:
    """Returns an upright line without what sticks out beyond the last level line that it meets: a stroke of a character above or below.
    Lines that run on over a page break end together."""
    met = [o.at for o in level if rule.start - MEET <= o.at <= rule.end + MEET and o.start - MEET <= rule.at <= o.end + MEET]
    first = rule.start if min(met) - rule.start <= MEET or _shared(rule.start, sorted(r.start for r in upright)) else min(met)
    last = rule.end if rule.end - max(met) <= MEET or _shared(rule.end, sorted(r.end for r in upright)) else max(met)
    return rule._replace(start=first, end=last) if first < last else rule


def _shared(end: float, all_: list[float]) -> bool:
    """Returns whether at least three of the sorted ends are at this place."""
    return bisect_right(all_, end + TOUCH) - bisect_left(all_, end - TOUCH) >= 3


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
        x0, x1, y0, y1 = (_px(v) for v in place.box)
        x0, y0 = x0 + 3, y0 + 3
        inside = ink.dark[y0:y1 - 2, x0:x1 - 2]
        if inside.any():
            found += [Patch(x0 + left, y0 + top, x0 + right, y0 + bottom, (x0, x1 - 2)) for left, top, right, bottom in cell_lines(inside)]
    return found


def cell_lines(dark: np.ndarray) -> list[tuple[int, int, int, int]]:
    """Returns the boxes (x0, y0, x1, y1) of the lines of text in a cell: its rows of ink, parts of one character put together."""
    rows = np.flatnonzero(dark.any(1))
    runs: list[list[int]] = []
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        top, bottom = int(run[0]), int(run[-1]) + 1
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


def _px(points: float) -> int:
    return round(points * POINT)


def _in_points(char: Char) -> Char:
    return char._replace(x0=char.x0 / POINT, x1=char.x1 / POINT, y0=char.y0 / POINT, y1=char.y1 / POINT)
