"""Tables written with vertical bars: Markdown rows, rows without bars at their ends, and tables broken into one cell a line."""
import re

from loaders.readers import text_lines as look

RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")  # "|---|:--:|"
BORDER = re.compile(r"\s*\+[-=+]{3,}\+\s*|[─━┌┬┐├┼┤└┴┘\s]{4,}")  # "+----+----+"
MOST_COLUMNS = 24


def read_pipes(lines: list[str], begin: int) -> tuple[list[list[str]], int] | None:
    """A row a line between bars, or one cell a line with its bar behind; a line without a bar inside such a run carries on a cell."""
    end = _run(lines, begin)
    if end == begin:
        return None
    kept = [line.replace("│", "|").replace("┃", "|").replace("｜", "|") for line in lines[begin:end] if not (RULE.fullmatch(line) or BORDER.fullmatch(line))]
    kept = [line for line in kept if line.strip(look.BLANK)]
    whole = sum(sum(bool(c.strip()) for c in line.split("|")) > 1 for line in kept)
    single = sum(sum(bool(c.strip()) for c in line.split("|")) == 1 for line in kept)
    rows = _stream(kept) if single > 3 * whole else _lines(kept)
    if not any(look.is_value(c) for r in rows for c in r if c):  # bars of a page's frame, no figures between them
        rows = [[c] for r in rows for c in r if c] if single > 3 * whole else rows
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
    """Returns one row for each line; a line without a bar is put behind the last cell above."""
    rows: list[list[str]] = []
    for line in lines:
        text = line.strip()
        if "|" not in text and rows and rows[-1]:
            rows[-1][-1] += "\n" + text
            continue
        text = text[1:] if text.startswith("|") else text
        text = text[:-1] if text.endswith("|") else text
        cells = [c.strip() for c in text.split("|")]
        rows.append(cells if any(cells) else [])
    return rows


def _stream(lines: list[str]) -> list[list[str]]:
    """Returns the rows of a table whose cells stand one a line: each row is as many bars long as the others, one of them bare."""
    tokens = [t.strip() for t in "\n".join(lines).split("|")]
    if not tokens[-1]:
        tokens.pop()
    period = _period(tokens)
    if period is None:
        return [[t for t in tokens if t]]
    length, bare = period
    first = tokens[:bare + 1] if bare < length - 1 else []
    begin = bare + 1 if first else 0
    rows = [first] if any(first) else []
    for at in range(begin, len(tokens), length):
        row = tokens[at:at + length]
        rows.append(row[:-1] if len(row) == length else row)
    return [r for r in rows if any(r)]


def _period(tokens: list[str]) -> tuple[int, int] | None:
    """Returns (bars a row, place of the bare one): the shortest length at which one place is empty in every row."""
    for length in range(3, min(MOST_COLUMNS, len(tokens)) + 1):
        for bare in (0, length - 1):
            if not any(tokens[bare::length]) and _plain_rows(tokens, length, bare):
                return length, bare
    return None


def _plain_rows(tokens: list[str], length: int, bare: int) -> bool:
    """Returns whether most rows begin with a text, as rows do: an empty column inside a table is no row end."""
    starts = [tokens[at] for at in range(1 if bare == 0 else 0, len(tokens), length)]
    return sum(map(bool, starts)) * 2 > len(starts) or len(starts) == 1
