"""Where ink is -> ruling lines, by morphology: a line runs on, meets lines of the other direction and has paper beside it."""
from bisect import bisect_left, bisect_right

import cv2
import numpy as np

from loaders.readers.pdf_page import Rule

POINT = 200 / 72  # pixels of one point
LEVEL, UPRIGHT = 50, 32  # the shortest ruling lines: longer than a stroke of the text
BRIDGE = 11  # pixels of a ruling line that may be missing
MEET = 3.0  # points
WHOLE, SIDE, CROWDED = 0.96, 6, 0.6  # how much of an upright line is ink at least; pixels beside it, and how much of both sides is ink at most
SHORT, TOUCH = 50, 1.5  # points: three lines of text; how near a line so short must come to those at its ends; it may reach over them by MEET
STROKE = 16  # points: how far a stroke of the text above or below makes an upright line from one level line to another seem longer
THICK = 14  # the thickest ruling line


def find_rules(dark: np.ndarray) -> tuple[list[Rule], list[Rule], np.ndarray]:
    """Returns the level and the upright ruling lines, in points, and which pixels they cover."""
    parts = {True: _rules(dark, LEVEL, True), False: _rules(dark, UPRIGHT, False)}
    level, upright = list(parts[True]), list(parts[False])
    for _ in range(2):
        level, upright = _crossed(level, upright, False), _crossed(upright, level, True)
    lines = np.zeros_like(dark)
    for rule in level:
        part, place = parts[True][rule]
        lines[place] |= part
    whole = [_cut_back(rule, level, upright) for rule in upright]
    for rule, kept in zip(upright, whole):  # those only: a stroke of a figure that looked like a line stays
        part, place = parts[False][rule]
        above, below = px(kept.start - rule.start), px(rule.end - kept.end)
        lines[place][above:part.shape[0] - below] |= part[above:part.shape[0] - below]
    return level, whole, lines


def px(points: float) -> int:
    """Returns pixels of a length in points."""
    return round(points * POINT)


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
    one edge of their cell, and a dash may fill its own. What runs on from one level line to another is no stroke, though one may touch it."""
    starts, ends = (sorted(r.start for r in rules), sorted(r.end for r in rules)) if upright else ([], [])
    found = []
    for r in rules:
        met = [o.at for o in others if r.start - MEET <= o.at <= r.end + MEET and o.start - MEET <= r.at <= o.end + MEET]
        beyond = STROKE if upright and met and max(met) - min(met) >= UPRIGHT / POINT else MEET
        if met and (r.end - r.start > SHORT or ((r.start - TOUCH <= min(met) <= r.start + beyond or _shared(r.start, starts))
                                                and (r.end - beyond <= max(met) <= r.end + TOUCH or _shared(r.end, ends)))):
            found.append(r)
    return found


def _cut_back(rule: Rule, level: list[Rule], upright: list[Rule]) -> Rule:
    """Returns an upright line without what sticks out beyond the last level line that it meets: a stroke of a character above or below.
    Lines that run on over a page break end together."""
    met = [o.at for o in level if rule.start - MEET <= o.at <= rule.end + MEET and o.start - MEET <= rule.at <= o.end + MEET]
    if not met:
        return rule
    first = rule.start if min(met) - rule.start <= MEET or _shared(rule.start, sorted(r.start for r in upright)) else min(met)
    last = rule.end if rule.end - max(met) <= MEET or _shared(rule.end, sorted(r.end for r in upright)) else max(met)
    return rule._replace(start=first, end=last) if first < last else rule


def _shared(end: float, all_: list[float]) -> bool:
    """Returns whether at least three of the sorted ends are at this place."""
    return bisect_right(all_, end + TOUCH) - bisect_left(all_, end - TOUCH) >= 3
