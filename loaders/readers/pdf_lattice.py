"""Ruling lines -> grids of cells: lines that touch make one table; where no line runs between two places, they are one merged cell."""
from bisect import bisect
from dataclasses import dataclass
from typing import NamedTuple

from loaders.readers.pdf_page import MOST_RULES, Box, Char, Page, Rule

TOUCH = 3.0  # lines whose ends are no further apart touch
SAME = 2.5  # lines no further apart are one line, drawn twice
HAIR = 1e-3
LEAST = 5.0  # nothing legible stands between lines closer than this
COVERED = 0.6  # share of a place's side that a line must cover to divide


class Place(NamedTuple):
    """A cell by its row and column in the lattice, with its box on the page. `cut_above`, `cut_below`: it stands at the table's
    edge and no line closes it there, so that it may run on over the page break."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    cut_above: bool = False
    cut_below: bool = False


@dataclass
class Lattice:
    """One ruled table on one page; `xs` and `ys` are where its columns and rows divide."""

    xs: list[float]
    ys: list[float]
    places: list[Place]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.xs[-1], self.ys[0], self.ys[-1])

    def share(self, chars: list[Char]) -> tuple[list[list[Char]], list[Char]]:
        """Returns the characters of each place, by where their middles lie, and those outside the table."""
        owner = {(r, c): i for i, p in enumerate(self.places) for r in range(p.row, p.row + p.row_span) for c in range(p.column, p.column + p.column_span)}
        inside: list[list[Char]] = [[] for _ in self.places]
        outside = []
        for char in chars:
            place = bisect(self.ys, (char.y0 + char.y1) / 2) - 1, bisect(self.xs, (char.x0 + char.x1) / 2) - 1
            (inside[owner[place]] if place in owner else outside).append(char)
        return inside, outside


def find_lattices(page: Page) -> list[Lattice]:
    """Returns the page's ruled tables of two cells or more, the smaller ones first: a frame around a table comes behind it."""
    horizontal, vertical = _joined(page.horizontal), _joined(page.vertical)
    if not horizontal or not vertical or len(horizontal) + len(vertical) > MOST_RULES:
        return []
    sets = _components(horizontal, vertical)
    lone = [v for hs, vs in sets if not hs for v in vs]
    found = [_lattice(hs, _with_sides(hs, vs, lone)) for hs, vs in sets if hs and vs]
    found = [lattice for lattice in found if len(lattice.places) > 1]
    return sorted(found, key=lambda t: (t.box.x1 - t.box.x0) * (t.box.y1 - t.box.y0))


def _joined(rules: list[Rule]) -> list[Rule]:
    """Returns the lines with those put together that lie on each other or follow on each other."""
    found: list[Rule] = []
    for group in _groups(sorted(rules), SAME):
        at = sum(r.at * (r.end - r.start + HAIR) for r in group) / sum(r.end - r.start + HAIR for r in group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda r: r.start):
            if start is not None and rule.start <= end + TOUCH:
                end = max(end, rule.end)
                continue
            if start is not None:
                found.append(Rule(at, start, end))
            start, end = rule.start, rule.end
        found.append(Rule(at, start, end))
    return [r for r in found if r.end - r.start > TOUCH]


def _groups(rules: list[Rule], apart: float) -> list[list[Rule]]:
    """Returns sorted lines in groups, none of which spreads further than `apart`."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= apart:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _components(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Returns the lines in sets that hang together, each with lines of both directions."""
    owner = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical, len(horizontal)):
            if h.start - TOUCH <= v.at <= h.end + TOUCH and v.start - TOUCH <= h.at <= v.end + TOUCH:
                owner[root(i)] = root(j)
    sets: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i in range(len(owner)):
        pair = sets.setdefault(root(i), ([], []))
        (pair[0] if i < len(horizontal) else pair[1]).append(horizontal[i] if i < len(horizontal) else vertical[i - len(horizontal)])
    return list(sets.values())


def _with_sides(horizontal: list[Rule], vertical: list[Rule], lone: list[Rule]) -> list[Rule]:
    """Returns a table's upright lines with those that belong to it though no line across touches them: the side of a merged cell
    that fills the whole page."""
    top, bottom = min(v.start for v in vertical), max(v.end for v in vertical)
    left, right = min(h.start for h in horizontal), max(h.end for h in horizontal)
    sides = [v for v in lone if abs(v.start - top) <= 2 * LEAST and abs(v.end - bottom) <= 2 * LEAST]
    return vertical + [v for v in sides if left - (right - left) / 3 <= v.at <= right + (right - left) / 3]


def _lattice(horizontal: list[Rule], vertical: list[Rule]) -> Lattice:
    xs = _levels([v.at for v in vertical] + [x for h in horizontal for x in (h.start, h.end)])
    ys = _levels([h.at for h in horizontal] + [y for v in vertical for y in (v.start, v.end)])
    upright = [[v for v in vertical if abs(v.at - x) <= LEAST] for x in xs]
    level = [[h for h in horizontal if abs(h.at - y) <= LEAST] for y in ys]
    right = [[_covers(rules, ys[i], ys[i + 1]) for rules in upright] for i in range(len(ys) - 1)]
    below = [[_covers(rules, xs[j], xs[j + 1]) for j in range(len(xs) - 1)] for rules in level]
    taken = [[False] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    places = []
    for i in range(len(ys) - 1):
        for j in range(len(xs) - 1):
            if taken[i][j]:
                continue
            wide = j + 1
            while wide < len(xs) - 1 and not right[i][wide] and not taken[i][wide]:
                wide += 1
            deep = i + 1
            while deep < len(ys) - 1 and _runs_on(deep, j, wide, right, below, taken):
                deep += 1
            for r in range(i, deep):
                taken[r][j:wide] = [True] * (wide - j)
            places.append(Place(i, j, deep - i, wide - j, Box(xs[j], xs[wide], ys[i], ys[deep]),
                                i == 0 and not any(below[0][j:wide]), deep == len(ys) - 1 and not any(below[deep][j:wide])))
    return Lattice(xs, ys, places)


def _runs_on(row: int, first: int, behind: int, right, below, taken) -> bool:
    """Returns whether the cell above goes on into this row: no line above it, none inside it, one at its end."""
    inside = any(right[row][j] for j in range(first + 1, behind))
    return not (inside or any(taken[row][first:behind]) or any(below[row][first:behind]))


def _levels(values: list[float]) -> list[float]:
    """Returns the distinct places of lines, those closer than LEAST taken as one."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][0] <= LEAST:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def _covers(rules: list[Rule], start: float, end: float) -> bool:
    """Returns whether the lines cover most of the way from start to end."""
    return sum(max(0.0, min(r.end, end) - max(r.start, start)) for r in rules) >= COVERED * (end - start)
