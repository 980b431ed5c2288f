"""Which way up a page lies: the way in which its lines of text are read with most confidence. Only asked of pages whose
lines run downwards, or that read badly as they lie."""
import numpy as np

from loaders.readers.ocr import find_text, recognise
from loaders.readers.pdf_page import Char

DOUBTFUL = 0.8  # the mean confidence below which a page may lie another way; pages that lie upright reach 0.9 and more
LINES = 8  # that are tried, the longest ones
LONG = 3  # times its height a line is at least long
SMALL = 736  # pixels of a page's longer side by which lines can be told from columns
BETTER = 0.1  # by how much another way must be read better
CLEAR = 0.95  # the mean confidence that no other way can better by so much


def is_doubtful(chars: list[Char]) -> bool:
    """Returns whether a page's characters were recognised so badly that it may lie on its side or upside down."""
    return bool(chars) and sum(c.confidence or 0.0 for c in chars) < DOUBTFUL * len(chars)


def is_sideways(grey: np.ndarray) -> bool:
    """Returns whether a page's lines of text run from top to bottom: a quick look at the page made small."""
    boxes = find_text(grey, SMALL)
    level, upright = (sum(length for length, across in sizes if length > LONG * across) for sizes in
                      ([(x1 - x0, y1 - y0) for x0, y0, x1, y1 in boxes], [(y1 - y0, x1 - x0) for x0, y0, x1, y1 in boxes]))
    return upright > 2 * level


def find_turns(grey: np.ndarray, sideways: bool) -> int:
    """Returns by how many quarters, anticlockwise, the page must be turned to stand upright; 0 where no other way is clearly better. The
    likeliest ways are tried first, and none after one that is read clearly."""
    found = {}
    for turns in (0, 1, 3, 2) if sideways else (0, 2, 1, 3):
        found[turns] = _legible(np.ascontiguousarray(np.rot90(grey, turns)))
        if found[turns] > CLEAR:
            break
    best = max(found, key=found.__getitem__)
    return best if found[best] > found[0] + BETTER else 0


def _legible(grey: np.ndarray) -> float:
    """Returns the mean confidence of the characters in a page's longest lines, 0 where it has none."""
    lines = sorted((b for b in find_text(grey) if b[2] - b[0] > LONG * (b[3] - b[1])), key=lambda b: b[0] - b[2])[:LINES]
    sure = [s for words in recognise([grey[y0:y1, x0:x1] for x0, y0, x1, y1 in lines]) for s in words.sure] if lines else []
    return sum(sure) / len(sure) if sure else 0.0
