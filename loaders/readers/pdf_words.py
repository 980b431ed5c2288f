"""Characters -> words that no wide gap parts, in rows that share a baseline: what tables without lines are found by."""
import re
from typing import NamedTuple

from loaders.readers.pdf_lines import join_chars
from loaders.readers.pdf_page import Char
from loaders.readers.text_lines import is_heading, is_number, is_value

GAP = 0.95  # ems between two words
FIGURE_GAP = 0.45  # ems beside a figure
ALIKE = 0.2  # ems by which the baselines of one row may differ
WIDEST, FEWEST = 0.6, 12  # of the page's text, and ems: a wider line is prose
PAGE_NUMBER = re.compile(r"[-—–─·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[/／]\s*\d{1,4}|[,，]?\s*共\s*\d{1,4}\s*页)?[-—–─·\s]*")  # "- 3 -", "第 3 页 共 9 页"
DASH = re.compile(r"[－﹣−―─-]{1,3}")
LEADER = re.compile(r"[.．·•…。]{4,}|…+")


class Word(NamedTuple):
    """A run of characters with no wide gap inside. `y`: its middle; `size`: about one em."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    chars: tuple[Char, ...]


def find_rows(chars: list[Char]) -> list[list[Word]]:
    """Returns the words from top to bottom, those on one baseline together from left to right, without a page number at the foot."""
    groups: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: c.y0 + c.y1):
        if groups and char.y0 + char.y1 - groups[-1][0].y0 - groups[-1][0].y1 <= 2 * ALIKE * (char.y1 - char.y0):
            groups[-1].append(char)
        else:
            groups.append([char])
    rows = [_words(sorted(group, key=lambda c: c.x0)) for group in groups]
    while rows and PAGE_NUMBER.fullmatch(" ".join(w.text for w in rows[-1])):
        rows.pop()
    return rows


def _words(chars: list[Char]) -> list[Word]:
    runs = [[chars[0]]]
    for char in chars[1:]:
        gap = (char.x0 - runs[-1][-1].x1) / max(char.y1 - char.y0, 1)
        beside = gap > FIGURE_GAP and (char.text.isdecimal() or is_number("".join(c.text for c in runs[-1])))
        if gap > GAP or beside:
            runs.append([])
        runs[-1].append(char)
    return [_word(run) for run in runs]


def _word(run: list[Char]) -> Word:
    size = max(run[0].y1 - run[0].y0, 1)
    return Word(join_chars(tuple(run), size), run[0].x0, max(c.x1 for c in run), (run[0].y0 + run[0].y1) / 2, size, tuple(run))


def is_figure(text: str) -> bool:
    """Returns whether a word can stand in a column of figures: a figure, a slash or any dash."""
    return is_value(text) or bool(DASH.fullmatch(text))


def is_end(row: list[Word], width: float) -> bool:
    """Returns whether a row cannot stand in a table: a heading, a line of prose or of leader dots. `width`: of the page's text."""
    longest = max(row, key=lambda w: w.x1 - w.x0)
    if longest.x1 - longest.x0 > max(WIDEST * width, FEWEST * longest.size) or any(LEADER.search(w.text) for w in row):
        return True
    return len(row) == 1 and (is_heading(row[0].text) or row[0].text.endswith(("。", "；")))
