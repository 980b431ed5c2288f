"""The ink of a line of figures -> its pieces, one for each sign that was read there."""
from typing import NamedTuple

import cv2
import numpy as np

SHARES = (0.4, 0.25, 0.55)  # of the darkest: what is ink, to be tried in turn, as strokes may break or touch
DIRT = 3  # pixels
ABOVE = 0.3  # of the height: a comma's tail may lie so far outside the patch
BREAK, NARROW = 3, 0.8  # pixels between the halves of a 0 whose thin strokes are gone, and how wide it is at most, of its height
OVER = 0.5  # of the narrower one: pieces that overlap so far stand above each other


class Box(NamedTuple):
    """A piece of ink in pixels of its patch."""

    x0: int
    y0: int
    x1: int
    y1: int


def figure_ink(patch, grey: np.ndarray) -> np.ndarray:
    """Returns the pixels around the ink of a patch."""
    above = round(ABOVE * (patch.y1 - patch.y0))
    return grey[max(patch.y0 - above, 0):patch.y1 + above, max(patch.x0 - 3, 0):patch.x1 + 3]


def find_pieces(grey: np.ndarray, count: int) -> list[Box]:
    """Returns `count` pieces of ink from left to right: those that touch are parted where they are thinnest, those that broke are put
    together. Returns another number of them where that cannot be done."""
    depth = np.clip(float(np.percentile(grey, 85)) - grey.astype("float32"), 0, None)
    darkest = np.percentile(depth, 98)
    ways = [(depth > share * darkest).astype("uint8") for share in SHARES]
    found = [[b for b in _stacks(dark) if max(b.x1 - b.x0, b.y1 - b.y0) >= DIRT] for dark in ways]
    fitting = [pieces for pieces in found if len(pieces) == count]
    if fitting:
        return fitting[0]
    dark, pieces = ways[0], found[0]
    while len(pieces) > count:
        gaps = [b.x0 - a.x1 for a, b in zip(pieces, pieces[1:])]
        at = gaps.index(min(gaps))
        both = _around(*pieces[at:at + 2])
        if gaps[at] > 1 and (gaps[at] > BREAK or both.x1 - both.x0 > NARROW * (both.y1 - both.y0)):
            return pieces
        pieces[at:at + 2] = [both]
    while pieces and len(pieces) < count:
        at = max(range(len(pieces)), key=lambda i: pieces[i].x1 - pieces[i].x0)
        x0, y0, x1, y1 = pieces[at]
        third = (x1 - x0) // 3
        if third < DIRT:
            return pieces
        cut = x0 + third + int(depth[y0:y1, x0 + third:x1 - third].sum(0).argmin())
        pieces[at:at + 1] = [_drawn_in(dark, x0, y0, cut, y1), _drawn_in(dark, cut, y0, x1, y1)]
    return pieces


def _stacks(dark: np.ndarray) -> list[Box]:
    """Returns the boxes of the pieces of ink from left to right; what stands above each other is one."""
    found: list[Box] = []
    for x, y, w, h, _ in sorted(cv2.connectedComponentsWithStats(dark, connectivity=8)[2][1:].tolist()):
        box = Box(x, y, x + w, y + h)
        if found and min(found[-1].x1, box.x1) - x > OVER * min(found[-1].x1 - found[-1].x0, w):
            box = _around(found.pop(), box)
        found.append(box)
    return found


def _around(a: Box, b: Box) -> Box:
    return Box(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))


def _drawn_in(dark: np.ndarray, x0: int, y0: int, x1: int, y1: int) -> Box:
    rows = np.flatnonzero(dark[y0:y1, x0:x1].any(1))
    return Box(x0, y0 + int(rows[0]), x1, y0 + int(rows[-1]) + 1) if len(rows) else Box(x0, y0, x1, y1)
