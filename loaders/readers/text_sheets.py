"""Tables as spreadsheets save them: a row a line, with tabs, commas or semicolons between the cells."""
import re
from math import gcd

from loaders.readers import text_lines as look

NEAR = 4  # rows
TABS = re.compile(r"\t+")
Rows = list[list[str]]


def read_tabbed(lines: list[str], begin: int) -> tuple[Rows, int] | None:
    """A row a line with tabs between its cells; a short line between two such rows, with no blank line around, is a row of one cell."""
    rows: Rows = []
    runs: set[int] = set()  # how many tabs stand together
    tight: list[bool] = []  # whether the row follows the one above with no blank line between
    at = end = begin
    blank = True
    while at < len(lines):
        line, used = _whole_line(lines, at)
        barred = line.count("|") > 1 and "\t" not in line.strip()  # a row between bars, moved in by a tab
        if "\t" in line and not barred and not any(map(look.is_prose, line.split("\t"))):
            rows.append([_unquote(c) for c in line.split("\t")])
            runs |= set(map(len, TABS.findall(line)))
        elif look.is_blank(line):
            blank, at = True, at + 1
            continue
        elif rows and not blank and at + 1 < len(lines) and "\t" in lines[at + 1] and not (look.is_prose(line) or look.is_heading(line)):
            rows.append([line])
        else:
            break
        tight.append(not blank)
        blank, at = False, at + used
        end = at
    if (step := gcd(*runs)) > 1:  # two tabs or more between any two cells
        rows = [row[::step] for row in rows]
    filled = [r for r in rows if any(c.strip() for c in r)]
    if not filled or (len(filled) == 1 and len(filled[0]) < 4 and not all(map(look.is_number, filled[0][1:]))):
        return None
    return _rejoin(rows, tight), end


def _whole_line(lines: list[str], at: int) -> tuple[str, int]:
    """Returns a line together with those that belong to it because a quoted cell runs over line ends, and how many they are."""
    line = lines[at]
    if line.startswith('"') or '\t"' in line:
        for used in range(1, 6):
            joined = "\n".join(lines[at:at + used])
            if joined.count('"') % 2 == 0:
                return joined, used
    return line, 1


def _unquote(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _rejoin(rows: Rows, tight: list[bool]) -> Rows:
    """Returns the rows with those put together that a line end inside a cell broke: two to four short rows that make exactly
    the width of a row not far below when the cells at the break are joined."""
    found: Rows = []
    at = 0
    while at < len(rows):
        for count in (2, 3, 4):
            parts = rows[at:at + count]
            if len(parts) < count or at + count >= len(rows) or not all(tight[at + 1:at + count]):
                continue
            width = sum(map(len, parts)) - count + 1
            breaks = [(above[-1], below[0]) for above, below in zip(parts, parts[1:])]
            fits = max(map(len, parts)) < width or (len(parts[0]) == 1 and all(_is_numbered(*b) for b in breaks))
            if fits and all(map(_can_join, breaks)) and any(len(row) == width for row in rows[at + count:at + count + NEAR]):
                joined = list(parts[0])
                for part in parts[1:]:
                    joined[-1] += "\n" + part[0]
                    joined += part[1:]
                found.append(joined)
                at += count
                break
        else:
            found.append(rows[at])
            at += 1
    return found


def _can_join(pair: tuple[str, str]) -> bool:
    """Returns whether the end of a line and the beginning of the next can be one cell: labels both, the second with no number of its own."""
    return not (look.is_value(pair[0]) or look.is_value(pair[1]) or look.ENUMERATED.match(pair[1]))


def _is_numbered(above: str, below: str) -> bool:
    """Returns whether a label begins with a number and what stands below it with none, so that it can be the label's rest."""
    return bool(look.ENUMERATED.match(above) and not look.ENUMERATED.match(below))


def read_commas(lines: list[str], begin: int) -> tuple[Rows, int] | None:
    """A row a line with commas or semicolons between, as spreadsheets save them: at least three lines of a label and two or more
    figures, or one of ten."""
    for mark in (m for m in ",;，；" if m in lines[begin]):
        rows: Rows = []
        strong = kept = 0
        at = end = begin
        while at < len(lines) and not (look.is_prose(lines[at]) or look.is_heading(lines[at])):
            cells = [_unquote(c.strip(look.BLANK)) for c in re.split(rf'{mark}(?=(?:[^"]*"[^"]*")*[^"]*$)', lines[at])]
            values = [look.is_value(c) for c in cells if c]
            if not values or values != sorted(values) or any("。" in c for c in cells):
                break
            rows.append(cells)
            at += 1
            if any(values):
                strong += 3 if sum(values) > 9 else sum(values) > 1 and not values[0]
                end, kept = at, len(rows)
        if strong > 2:
            return rows[:kept], end
    return None
