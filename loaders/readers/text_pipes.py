"""Tables written with vertical bars: a row a line, with or without bars at its ends, or one cell a line (see text_stream.py)."""
import re

from loaders.readers import text_lines as look
from loaders.readers.text_stream import MARK, read_stream

RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")  # "|---|:--:|"
BORDER = re.compile(r"\s*\+[-=+]{3,}\+\s*|[─━┌┬┐├┼┤└┴┘\s]{4,}")  # "+----+----+"
FRAME = re.compile(r"\s*(?:\{\|.*|\|\}|\|\+.*)")  # "{|", "|}": a wiki's table begins and ends
BETWEEN = re.compile(r"\s*(?:\|-+|\|\|+)\s*")  # "|-", "||": a line of its own between two rows
BARS = str.maketrans("│┃｜", "|||")


def read_pipes(lines: list[str], begin: int) -> tuple[list[list[str]], int] | None:
    """A row a line between bars, or one cell a line with its bar before or behind; a line without a bar inside such a run carries on a cell."""
    end = _run(lines, begin)
    if end == begin:
        return None
    run = [line.translate(BARS).strip(look.BLANK + "\t") for line in lines[begin:end] if not FRAME.fullmatch(line)]
    marks = [not line or bool(RULE.fullmatch(line) or BORDER.fullmatch(line) or BETWEEN.fullmatch(line)) for line in run]
    kept = [line for line, mark in zip(run, marks) if not mark]
    filled = [sum(bool(c.strip()) for c in line.split("|")) for line in kept]
    whole, single = sum(n > 1 for n in filled), filled.count(1)
    if single <= 3 * whole:
        rows = _lines(kept)
    else:
        rows = _cells(run, marks)
        if not any(look.is_value(c) for r in rows for c in r if c):  # bars of a page's frame, no figures between them
            rows = [[c] for r in rows for c in r if c]
    return [r for r in rows if r], end


def _run(lines: list[str], begin: int) -> int:
    """Returns where the run of lines with bars ends that begins there."""
    if not _has_bar(lines[begin]):
        return begin
    at = end = begin
    while at < len(lines) and at - end <= 2:
        line = lines[at]
        if _has_bar(line):
            end = at + 1
        elif not look.is_blank(line) and (look.is_prose(line) or look.is_heading(line) or len(line.strip()) > 40):
            break
        at += 1
    if end < len(lines) and _is_rest(lines, end):
        end += 1
    return end


def _is_rest(lines: list[str], at: int) -> bool:
    """Returns whether the last line of a broken table lost its bar: a bare figure behind a cell."""
    return look.is_number(lines[at]) and lines[at - 1].rstrip().endswith("|")


def _has_bar(line: str) -> bool:
    return "|" in line or "│" in line or "┃" in line or bool(BORDER.fullmatch(line) and line.strip()) or line.count("｜") > 1


def _lines(lines: list[str]) -> list[list[str]]:
    """Returns one row for each line; a line without a bar is put behind the last label above. Bars at the ends belong to no cell
    where the lines agree on them; two bars between all cells are one."""
    barred = [line for line in lines if "|" in line]
    if any("||" in line for line in barred) and not any("|" in line.strip("|").replace("||", "") for line in barred):
        lines, barred = ([line.replace("||", "|") for line in some] for some in (lines, barred))
    starts, ends = (sum(line[at] == "|" for line in barred) for at in (0, -1))
    framed = sum(line[0] == line[-1] == "|" for line in barred) * 2 > len(barred) or starts == ends >= len(barred) / 2
    opened, closed = framed or all(line[0] == "|" for line in barred), framed or all(line[-1] == "|" for line in barred)
    rows: list[list[str]] = []
    torn = False  # the line above ends inside a cell
    for line in lines:
        cells = [c.strip() for c in line[opened and line[0] == "|":len(line) - (closed and line[-1] == "|")].split("|")]
        if rows and rows[-1] and (torn and line[0] != "|" or "|" not in line and not look.is_number(rows[-1][-1])):
            rows[-1][-1] += "\n" + cells[0]
            rows[-1] += cells[1:]
        else:
            rows.append(cells if any(cells) else [])
        torn = framed and line[-1] != "|"
    return rows


def _cells(lines: list[str], marks: list[bool]) -> list[list[str]]:
    """Returns the rows of a table whose cells stand one a line."""
    words = [line for line, mark in zip(lines, marks) if not mark and line.strip("|")]
    before = sum(line.startswith("|") and not line.endswith("|") for line in words) * 2 > len(words)
    between = before and sum(marks) > 1
    tokens = [t.strip() for t in "\n".join(f"|{MARK}" if mark else line for line, mark in zip(lines, marks) if between or not mark).split("|")]
    return read_stream(tokens)
