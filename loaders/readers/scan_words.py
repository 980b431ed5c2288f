"""Patches of a page's picture -> characters with their places and confidences. What the recogniser says of a figure is
held against the width of its ink."""
import re
from typing import NamedTuple

import numpy as np

from loaders.document import CERTAIN
from loaders.readers.ocr import FIGURES, Words, recognise
from loaders.readers.pdf_page import Char
from loaders.readers.scan_opinion import DOUBTED, DRAWN, second_opinion
from loaders.readers.scan_strokes import find_stroke

FIGURE = re.compile(rf"[{re.escape(FIGURES)}]+")  # "1,660", "-3", "/"
LIKE_FIGURES = re.compile(r"[0-9０-９.,/+\-oOQDlI|iZzSsBbgq〇○。、，．—一－]{1,12}")  # "O", "l2": what figures are taken for
NUMBER = re.compile(r"[0-9０-９][0-9０-９.,，．%％万亿]*")  # "1,660", "12.5%", "3万"
UNREAD = "□"
APART = 0.4  # of the height: paper between full-width digits
LEGIBLE = 0.6  # the confidence below which a word may be another
ABOVE, BESIDE = 0.22, 0.8  # of the height: how far a patch is cut beyond its ink
NEAR = 2  # pixels


class Patch(NamedTuple):
    """A box of pixels around one line of text; `room`: from where to where the line may run; `cell`: it stands in a table; `cut`: the picture's
    edge may have cut it."""

    x0: int
    y0: int
    x1: int
    y1: int
    room: tuple[int, int]
    cell: bool = True
    cut: bool = False


def read_patches(grey: np.ndarray, dark: np.ndarray, patches: list[Patch]) -> tuple[list[Char], list[str]]:
    """Returns the characters that the patches hold, in pixels, and the lines outside tables that are uncertain. A patch with ink that
    cannot be read gives one "□" of confidence 0; so do the digits of an uncertain number in a line of words, as nothing may count it as read."""
    patches = [_to_ink(p, dark) for p in patches]
    patches = [p for p in patches if p]
    found: list[Char] = []
    doubted: list[str] = []
    for patch, words in zip(patches, recognise([_cut(grey, p) for p in patches])):
        text, sure = _chosen(patch, words, grey, dark)
        if not patch.cell:
            hidden = _hidden(text, sure)
            doubted += [text] if hidden != text or any(s < LEGIBLE and c.isalnum() for c, s in zip(text, sure)) else []
            text = hidden
        found += _spread(patch, text, sure)
    return found, doubted


def _hidden(text: str, sure: tuple[float, ...]) -> str:
    """Returns a line with "□" for every digit of the numbers that are uncertain."""
    for number in NUMBER.finditer(text):
        if min(sure[number.start():number.end()]) < CERTAIN:
            text = text[:number.start()] + UNREAD * len(number.group()) + text[number.end():]
    return text


def _to_ink(patch: Patch, dark: np.ndarray) -> Patch | None:
    """Returns the patch drawn in to its ink, or None where it holds none."""
    part = dark[patch.y0:patch.y1, patch.x0:patch.x1]
    rows, columns = np.flatnonzero(part.any(1)), np.flatnonzero(part.any(0))
    if not len(rows):
        return None
    return Patch(patch.x0 + int(columns[0]), patch.y0 + int(rows[0]), patch.x0 + int(columns[-1]) + 1, patch.y0 + int(rows[-1]) + 1, patch.room, patch.cell, patch.cut)


def _cut(grey: np.ndarray, patch: Patch) -> np.ndarray:
    """Returns the patch with paper around it: beside it what is there, for ink too faint to be seen as such; a flat sign keeps the
    height of a line."""
    height = max(patch.y1 - patch.y0, 16)
    above = round(height * ABOVE + (height - patch.y1 + patch.y0) / 2)
    beside = round(height * BESIDE)
    y0, y1, x0, x1 = patch.y0 - above, patch.y1 + above, patch.x0 - beside, patch.x1 + beside
    a, b = max(patch.y0 - NEAR, 0), patch.y1 + NEAR
    c, d = max(x0, min(patch.room[0], patch.x0 - NEAR), 0), min(x1, max(patch.room[1], patch.x1 + NEAR))
    part = grey[a:b, c:d]
    found = np.full((y1 - y0, x1 - x0), int(np.percentile(part, 85)), "uint8")
    found[a - y0:a - y0 + part.shape[0], c - x0:c - x0 + part.shape[1]] = part
    return found


def _chosen(patch: Patch, words: Words, grey: np.ndarray, dark: np.ndarray) -> tuple[str, tuple[float, ...]]:
    """Returns the characters of a patch: as figures where it holds nothing that is unlike figures; a lone stroke as the sign it draws,
    of which the recogniser may make a 1."""
    text, sure = words.text, words.sure
    if patch.cell and (not text or LIKE_FIGURES.fullmatch(text.replace(" ", ""))) and words.figure:
        text, sure = words.figure, words.figure_sure
    if patch.cell and (len(text) <= 2 or min(sure) < LEGIBLE) and (sign := find_stroke(patch, grey, dark)):
        return sign, (DOUBTED if patch.cut else DRAWN,)
    if not text.strip():
        return UNREAD, (0.0,)
    if FIGURE.fullmatch(text) and patch.cell:
        sure, seen = second_opinion(patch, text, sure, grey)
        if patch.cut or (not seen and not _fits(patch, text, dark)):
            sure = tuple(min(s, DOUBTED) for s in sure)
    return text, sure


def _fits(patch: Patch, text: str, dark: np.ndarray) -> bool:
    """Returns whether so many digits and signs are about as wide as the ink: in every typeface a digit stands some three quarters
    of its height from the next, a full-width one far from it. A digit that was overlooked, or seen twice, shows here."""
    digits = sum(c.isdigit() for c in text)
    signs, wide, high = len(text) - digits, patch.x1 - patch.x0, patch.y1 - patch.y0
    if not digits or (0.62 * (digits - 1) + 0.12) * high < wide < (0.86 * (digits - 1) + 0.9 + 0.6 * signs) * high:
        return True
    inked = dark[patch.y0:patch.y1, patch.x0:patch.x1].any(0)
    gaps = np.diff(np.flatnonzero(inked))
    if (gaps > 1).sum() != len(text) - 1:
        return False
    runs = np.diff(np.flatnonzero(np.diff(np.concatenate(([0], inked, [0])))))[::2]  # as many pieces of ink as characters, none as wide as two
    return bool((gaps[gaps > 1] > APART * high).all() or ((runs < 0.9 * high).all() and (gaps <= 0.5 * high).all()))


def _spread(patch: Patch, text: str, sure: tuple[float, ...]) -> list[Char]:
    """Returns the characters side by side over the patch; spaces are left out, as where they stand tells them."""
    widths = [0.55 if ord(c) < 0x2E80 else 1.0 for c in text]
    step = (patch.x1 - patch.x0) / sum(widths)
    found, x = [], float(patch.x0)
    for char, width, chance in zip(text, widths, sure):
        if not char.isspace():
            found.append(Char(char, x, x + width * step, patch.y0, patch.y1, chance))
        x += width * step
    return found
