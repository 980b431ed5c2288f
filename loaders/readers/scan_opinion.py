"""What the recogniser read as a figure, held against the shapes of its pieces of ink: two readings that share nothing. Where they agree
the figure is certain, where they differ it is doubted, whatever each of them says alone."""
import re

import numpy as np

from loaders.readers.scan_glyphs import SHAPES, comparable, tell
from loaders.readers.scan_pieces import Box, figure_ink, find_pieces

DIFFERENT = 0.7  # the probability from which another shape contradicts
LIFTED = 0.3  # the confidence from which a character is certain when its shape agrees
ALONE = 0.97  # the confidence from which a character counts whose shape is like none
BEYOND_DOUBT = 0.99
DOUBTED = 0.3  # the confidence of a figure that is contradicted
LOW = 0.5  # of the height of the digits: lower ink is a dot, a comma or a dash
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+")
LIKE_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")  # "1.660": a comma may have been taken for a dot
DOT, COMMA, CLEAR_DOT = 0.55, 0.20, 0.22  # of the height of the digits: how high with what is below the line a dot is at most, a comma at least, and what no comma is
SURE_DOT = 0.97
LIFT = 0.2  # of the height of the digits: how far above the line a dot or a comma ends at most
FLAT, LYING, MIDDLE = 0.3, 1.3, (0.2, 0.7)  # of the height of the digits: how high a minus is at most, how wide of its own height, and where it stands
DRAWN = 0.95  # the confidence of a sign that the shape of its ink tells


def second_opinion(patch, text: str, sure: tuple[float, ...], grey: np.ndarray) -> tuple[tuple[float, ...], bool]:
    """Returns the confidences of a figure's characters in the light of their shapes, and whether all its digits were seen to be there."""
    doubted = tuple(min(s, DOUBTED) for s in sure)
    part = figure_ink(patch, grey)
    pieces = find_pieces(part, text)
    if len(pieces) != len(text):
        return doubted, False
    shaped = [i for i, c in enumerate(text) if c in SHAPES]
    if not shaped:
        return (sure if all(c == "-" and p.y1 - p.y0 < p.x1 - p.x0 for c, p in zip(text, pieces)) else doubted), False
    paper = float(np.percentile(part, 85))
    found, seen = list(sure), True
    for i, shape in zip(shaped, tell(np.stack([comparable(part, pieces[i], paper) for i in shaped]))):
        best = SHAPES[int(shape.argmax())]
        if best == text[i]:
            found[i] = 1 - (1 - sure[i]) * (1 - float(shape.max())) if sure[i] >= LIFTED else sure[i]
        elif sure[i] < ALONE or (best != "?" and shape.max() >= DIFFERENT):
            return doubted, False
        else:
            seen = False
    high = float(np.median([pieces[i].y1 - pieces[i].y0 for i in shaped]))
    line = float(np.median([pieces[i].y1 for i in shaped]))
    if any(pieces[i].y1 - pieces[i].y0 < LOW * high for i in shaped):
        return doubted, False
    if not all(_is_sign(text, i, sure[i], pieces[i], high, line) for i in range(len(text)) if i not in shaped):
        return doubted, False
    for i, piece in enumerate(pieces):
        if sure[i] >= LIFTED and (_is_minus(piece, high, line) if text[i] == "-" else text[i] == "," and THOUSANDS.fullmatch(text) and _reach(piece, high, line) > DOT):
            found[i] = max(sure[i], DRAWN)
    return tuple(found), seen


def is_shaped(patch, grey: np.ndarray, sign: str) -> bool:
    """Returns whether the ink of a patch is one piece that has the shape of a sign beyond doubt."""
    part = figure_ink(patch, grey)
    pieces = find_pieces(part, sign)
    return len(pieces) == 1 and float(tell(comparable(part, pieces[0], float(np.percentile(part, 85)))[None])[0, SHAPES.index(sign)]) >= BEYOND_DOUBT


def _is_minus(piece: Box, high: float, line: float) -> bool:
    """Returns whether a piece of ink is a flat stroke half way up the digits."""
    wide, tall, up = piece.x1 - piece.x0, piece.y1 - piece.y0, line - (piece.y0 + piece.y1) / 2
    return tall <= FLAT * high and wide >= LYING * tall and MIDDLE[0] * high <= up <= MIDDLE[1] * high


def _reach(piece: Box, high: float, line: float) -> float:
    """Returns how high a dot or a comma is with what is below the line, as a share of the height of the digits."""
    return (2 * piece.y1 - piece.y0 - line) / high


def _is_sign(text: str, at: int, sure: float, piece: Box, high: float, line: float) -> bool:
    """Returns whether a piece of ink may be the sign that was read: a comma reaches lower than a dot and is longer."""
    tall = piece.y1 - piece.y0
    reach = _reach(piece, high, line)
    if text[at] in ".," and piece.y1 < line - LIFT * high:
        return False
    if text[at] == ".":
        return reach <= DOT and not (LIKE_THOUSANDS.fullmatch(text) and (reach > CLEAR_DOT or sure < SURE_DOT))
    if text[at] == ",":
        return tall < LOW * high and (reach >= COMMA or piece.y1 < line)
    return text[at] != "-" or tall < piece.x1 - piece.x0
