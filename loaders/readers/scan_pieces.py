"""The ink of a line of figures -> its pieces, one for each sign that was read there."""
from itertools import combinations, pairwise
from typing import NamedTuple

import cv2
import numpy as np

SHARES = (0.25, 0.4, 0.55)  # of the darkest: what is ink, to be tried in turn, as strokes may break or touch
DIRT = 3  # pixels
ABOVE = 0.3  # of the height: a comma's tail may lie so far outside the patch; ink that lies wholly outside is of the lines above and below
BREAK, WIDE_BREAK, NARROW = 3, 0.2, 0.8  # pixels, or of the height, between the halves of a 0 whose thin strokes are gone; how wide it is at most, of its height
OVER = 0.5  # of the narrower one: pieces that overlap so far stand above each other
WIDTHS = {".": 0.35, ",": 0.4, "1": 0.8, "/": 0.7, "-": 0.6}  # of a digit's
LEAST_DIGIT, LEAST_SIGN = 0.4, 0.12  # of the height: what touching characters are wide at least, each; a digit alone is not parted in two
REACH = 0.3  # of a digit's width: how far from its due place touching ink is parted at most
FAR = 6.0  # what a place as far as a digit is wide counts, against the most ink
SLIMMEST, WIDEST = 0.42, 0.85  # of the height: a digit, but a 1 is slimmer
LOWEST, SMALL = 0.85, 0.5  # of the height: a digit at least, a dot, a comma or a dash at most


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


def find_pieces(grey: np.ndarray, text: str) -> list[Box]:
    """Returns the pieces of ink that a text of figures was read from, one for each character: halves are put together, touching ones parted.
    Of several ways to tell ink from paper, that counts by which the pieces are most like characters. Returns another number of
    pieces where none gives so many."""
    depth = np.clip(float(np.percentile(grey, 85)) - grey.astype("float32"), 0, None)
    darkest = np.percentile(depth, 98)
    ways = []
    for share in SHARES:
        dark = (depth > share * darkest).astype("uint8")
        pieces = _joined(_stacks(dark), len(text))
        ways.append(_parted(depth, dark, pieces, text) if 0 < len(pieces) < len(text) else pieces)
    fitting = [pieces for pieces in ways if len(pieces) == len(text)]
    return min(fitting, key=lambda pieces: _oddness(pieces, text)) if fitting else ways[0]


def _stacks(dark: np.ndarray) -> list[Box]:
    """Returns the boxes of the pieces of ink of figure_ink from left to right; what stands above each other is one."""
    found: list[Box] = []
    outside = dark.shape[0] * ABOVE / (1 + 2 * ABOVE)
    for x, y, w, h, _ in sorted(cv2.connectedComponentsWithStats(dark, connectivity=8)[2][1:].tolist()):
        box = Box(x, y, x + w, y + h)
        if max(w, h) < DIRT or y + h <= outside or y >= dark.shape[0] - outside:
            continue
        if found and min(found[-1].x1, box.x1) - x > OVER * min(found[-1].x1 - found[-1].x0, w):
            box = _around(found.pop(), box)
        found.append(box)
    return found


def _joined(pieces: list[Box], count: int) -> list[Box]:
    """Returns `count` pieces if so many are left when the halves of figures are put together, nearest first: a dot is no half of one."""
    high = max((b.y1 - b.y0 for b in pieces), default=0)

    def apart(at: int) -> float:
        a, b = pieces[at:at + 2]
        gap, halves = b.x0 - a.x1, min(a.y1 - a.y0, b.y1 - b.y0) >= SMALL * high
        return gap if b.x1 - a.x0 <= NARROW * high and gap <= (max(BREAK, WIDE_BREAK * high) if halves else 1) else np.inf

    while len(pieces) > count:
        at = min(range(len(pieces) - 1), key=apart)
        if apart(at) == np.inf:
            break
        pieces = [*pieces[:at], _around(*pieces[at:at + 2]), *pieces[at + 2:]]
    return pieces


def _parted(depth: np.ndarray, dark: np.ndarray, pieces: list[Box], text: str) -> list[Box]:
    """Returns a piece for each character: the characters are shared out among the pieces by their widths, and what holds several is parted
    near their due places, where it is thinnest."""
    widths = [WIDTHS.get(c, 1.0) for c in text]
    ends = np.cumsum([0.0, *widths])
    one = sum(b.x1 - b.x0 for b in pieces) / ends[-1]  # pixels of a digit
    shares = ((0, *cuts, len(text)) for cuts in combinations(range(1, len(text)), len(pieces) - 1))
    share = min(shares, key=lambda at: sum((b.x1 - b.x0 - (ends[j] - ends[i]) * one) ** 2 for b, (i, j) in zip(pieces, pairwise(at))))
    found = []
    high = max(b.y1 - b.y0 for b in pieces)
    for (x0, y0, x1, y1), (i, j) in zip(pieces, pairwise(share)):
        if j - i > 1 and x1 - x0 < high * sum(LEAST_DIGIT if c.isdigit() else LEAST_SIGN for c in text[i:j]):
            return pieces
        unit, left = (x1 - x0) / (ends[j] - ends[i]), x0
        for k in range(i + 1, j):
            due = x0 + (ends[k] - ends[i]) * unit
            a, b = max(round(due - REACH * unit), left + 2), min(round(due + REACH * unit) + 1, x1 - 1)
            if a >= b:
                return pieces
            ink = depth[y0:y1, a:b].sum(0)
            cut = a + int((ink / max(float(ink.max()), 1.0) + FAR * ((np.arange(a, b) - due) / unit) ** 2).argmin())
            found.append(_drawn_in(dark, left, y0, cut, y1))
            left = cut
        found.append(_drawn_in(dark, left, y0, x1, y1))
    return found


def _oddness(pieces: list[Box], text: str) -> float:
    """Returns how far pieces are from the sizes that characters have: digits are as high as each other and neither slim nor wide."""
    high = max(b.y1 - b.y0 for b in pieces)
    odd = 0.0
    for (x0, y0, x1, y1), c in zip(pieces, text):
        wide, tall = (x1 - x0) / high, (y1 - y0) / high
        odd += max(wide - WIDEST, 0)
        if c in ".,-":
            odd += max(tall - SMALL, 0) if len(text) > 1 else 0
        else:
            odd += max(LOWEST - tall, 0) + (max(SLIMMEST - wide, 0) if c not in "1/" else 0)
    return round(odd, 2)


def _around(a: Box, b: Box) -> Box:
    return Box(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))


def _drawn_in(dark: np.ndarray, x0: int, y0: int, x1: int, y1: int) -> Box:
    rows, columns = (np.flatnonzero(dark[y0:y1, x0:x1].any(axis)) for axis in (1, 0))
    return Box(x0 + int(columns[0]), y0 + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + int(rows[-1]) + 1) if len(rows) else Box(x0, y0, x1, y1)
