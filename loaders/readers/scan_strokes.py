"""A lone stroke in a cell -> the sign it draws, by the shape of its ink: "-" and "/" stand for nothing in the form, and are never a figure."""
import numpy as np

from loaders.readers.scan_opinion import is_shaped

FLAT, FLATTEST = 9, 0.75  # pixels that a dash is high at most, and its height to its width
LEAST = 6  # pixels that a dash is wide
WHOLE = 0.75  # of its width is ink: of two dashes behind each other the ends may not meet
SLOPE, LEAST_SLOPE = 0.28, 0.24  # how far a slash leans, as a share of its height; where an italic one may lean as far, its whole shape must be a slash's
ALONG, LEAST_ALONG = 0.7, 0.55  # how far the ink of a slash follows one line, as a correlation, and of one whose whole shape is a slash's; that of a 7 stays below 0.35
SLIM, LEAST_SLIM = 0.35, 0.4  # of its height: how wide the ink of a slash is beside that line, and of one whose whole shape is a slash's; that of a 7 takes more than half
AROUND = 16  # pixels above and below a dash, where the rest of a faint figure would show
FAINT = 0.2  # of the depth of a dash: what is darker around it is ink too


def find_stroke(patch, grey: np.ndarray, dark: np.ndarray) -> str:
    """Returns "-" or "/" where the ink of a patch (x0, y0, x1, y1 in pixels of the page) is that stroke and nothing else, else ""."""
    wide, high = patch.x1 - patch.x0, patch.y1 - patch.y0
    ink = dark[patch.y0:patch.y1, patch.x0:patch.x1] > 0
    if high <= FLAT and wide >= LEAST and high <= FLATTEST * wide:
        return "-" if ink.any(0).mean() >= WHOLE and _is_alone(patch, grey) else ""
    if high > FLAT and LEAST_SLOPE * high < wide <= 1.3 * high and ink.any(1).all():
        y, x = np.nonzero(ink)
        slope, start = np.polyfit(y, x, 1)
        along, slim = -np.corrcoef(x, y)[0, 1], np.ptp(x - slope * y - start) / high
        if -slope >= SLOPE and along > ALONG and slim <= SLIM:
            return "/"
        if -slope >= LEAST_SLOPE and along > LEAST_ALONG and slim <= LEAST_SLIM:
            return "/" if is_shaped(patch, grey, "/") else ""
    return ""


def _is_alone(patch, grey: np.ndarray) -> bool:
    """Returns whether nothing but paper is above and below a dash: of a faint 7 or 2 the level stroke may be all that counts as ink."""
    left, right = max(patch.x0, 0), patch.x1
    stroke = grey[patch.y0:patch.y1, left:right].astype(float)
    for near in (grey[max(patch.y0 - AROUND, 0):max(patch.y0 - 2, 0), left:right], grey[patch.y1 + 2:patch.y1 + AROUND, left:right]):
        if not near.size:
            continue
        paper = float(np.median(near))
        rows, columns = np.percentile(near, 25, axis=1), np.percentile(near, 25, axis=0)
        if paper - min(rows.min(), columns.min()) > FAINT * max(paper - float(stroke.min()), 1.0):
            return False
    return True
