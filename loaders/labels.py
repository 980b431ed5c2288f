"""Labels of the form's tables as they are filed -> the keys of the form: exactly, cut off, prefixed, or off by a slip."""
import re
from functools import cache, lru_cache
from typing import NamedTuple

from report.form import read_forms, rows
from report.wording import label, truncated

ORDINAL = re.compile(r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})(?=\D)")  # "一本年新收…", "1属于国家秘密"
BLOCK = re.compile(r"(?:第?二十条)?第[一二三四五六七八九十\d]{1,2}项")  # "第二十条第一项"
NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
SHORTEST = 4  # characters of a label that are enough to recognise it by its beginning


class Match(NamedTuple):
    """`kind`: row, group, heading (of table 3's results), column or block; `key`: the form's key."""

    kind: str
    table: str
    key: str


class Known(NamedTuple):
    """One known wording: its comparable form without the ordinal, the ordinal, and what it stands for."""

    core: str
    ordinal: str
    match: Match


def split_ordinal(comparable: str) -> tuple[str, str]:
    """Returns (ordinal in digits, rest) of a comparable label; ("", label) where it has none."""
    found = ORDINAL.match(comparable)
    if not found:
        return "", comparable
    return found.group().translate(NUMERALS), comparable[found.end():]


@cache
def known(table: str) -> tuple[Known, ...]:
    """Returns every known wording of a table's rows and columns: the official ones, then those in forms/as_filed.csv."""
    found: dict[tuple[str, Match], Known] = {}

    def learn(words: str, match: Match) -> None:
        ordinal, core = split_ordinal(label(words))
        found.setdefault((core, match), Known(core, ordinal, match))

    for row in rows(table):
        learn(row.chinese, Match("row" if row.kind == "figure" else row.kind, table, row.key))
    for line in read_forms("columns"):
        if line["table"] == table:
            learn(line["chinese"], Match("column", table, line["column"]))
    kinds = {row.key: "row" if row.kind == "figure" else row.kind for row in rows(table)}
    for line in read_forms("as_filed"):
        if line["table"] == table:
            kind = kinds.get(line["key"], "row") if line["axis"] == "row" else line["axis"]
            learn(line["as_filed"], Match(kind, table, line["key"]))
    return tuple(found.values())


@lru_cache(maxsize=8192)
def match(table: str, axis: str, text: str) -> Match | None:
    """Returns what a cell's text stands for among a table's rows (axis "row": rows, groups, headings) or its columns.

    The whole label decides; then what stands behind a group's label in the same cell; then its beginning where that fits one
    label only; then a slip of a character or two. None where nothing fits or two fit equally well."""
    comparable = label(text)
    if not comparable or comparable.isdigit():
        return None
    choices = [k for k in known(table) if (k.match.kind == "column") == (axis == "column")]
    ordinal, core = split_ordinal(comparable)
    return (_whole(choices, comparable, "") or _whole(choices, core, ordinal) or _behind_group(table, axis, comparable)
            or _beginning(choices, core, ordinal, truncated(text)) or _slip(choices, core, ordinal))


@lru_cache(maxsize=1024)
def whole(table: str, text: str) -> Match | None:
    """Returns the row that a text names in full, and only then: for labels put together from pieces."""
    comparable = label(text)
    ordinal, core = split_ordinal(comparable)
    rows_only = [k for k in known(table) if k.match.kind == "row"]
    found = _whole(rows_only, comparable, "") or _whole(rows_only, core, ordinal)
    if found or not comparable:
        return found
    fronts = [k.core for k in known(table) if k.match.kind in ("group", "heading") and comparable.startswith((k.core, "一二三四五六七"[int(k.ordinal or 1) - 1] + k.core))]
    return next((m for front in fronts if (m := whole(table, comparable[comparable.index(front) + len(front):]))), None)


def matches(table: str, axis: str, text: str) -> list[Match]:
    """Returns every match of a label that is cut off so far that several fit ("本年新"), or the one that `match` finds."""
    single = match(table, axis, text)
    if single:
        return [single]
    core = label(text)
    return [k.match for k in known(table) if len(core) >= 2 and (k.match.kind == "column") == (axis == "column") and k.core.startswith(core)]


def is_block(text: str) -> bool:
    """Returns whether a cell names an item of article 20, as the blocks of table 2 do."""
    return bool(BLOCK.fullmatch(label(text)))


def _one(found: list[Known]) -> Match | None:
    matches = {k.match for k in found}
    return matches.pop() if len(matches) == 1 else None


def _fits(known_ordinal: str, ordinal: str) -> bool:
    return not ordinal or not known_ordinal or ordinal == known_ordinal


def _whole(choices: list[Known], core: str, ordinal: str) -> Match | None:
    return _one([k for k in choices if k.core == core and (ordinal or k.core)])


def _beginning(choices: list[Known], core: str, ordinal: str, cut: bool) -> Match | None:
    """The label is the beginning of a known one, or a known one is its beginning (a note or unit was added behind)."""
    if len(core) < SHORTEST:
        return None
    shorter = [k for k in choices if k.core.startswith(core) and _fits(k.ordinal, ordinal)]
    if shorter:
        return _one(shorter)
    if cut:
        return None
    longer = [k for k in choices if len(k.core) >= SHORTEST and core.startswith(k.core) and len(core) - len(k.core) <= 8]
    return _one([k for k in longer if len(k.core) == max(len(x.core) for x in longer)]) if longer else None


def _behind_group(table: str, axis: str, comparable: str) -> Match | None:
    """A heading or group and the row itself stand in one cell: "（五）不予处理1.信访举报投诉类申请"."""
    if axis == "column":
        return None
    for front in known(table):
        if front.match.kind in ("group", "heading") and len(front.core) >= SHORTEST and front.core in comparable[:len(front.core) + 2]:
            rest = comparable[comparable.index(front.core) + len(front.core):]
            if len(rest) >= 2:
                return match(table, axis, rest)
    return None


def _slip(choices: list[Known], core: str, ordinal: str) -> Match | None:
    if len(core) < 6:
        return None
    near = sorted(((distance(core, k.core), k) for k in choices if len(k.core) >= 6 and abs(len(k.core) - len(core)) <= 2 and _fits(k.ordinal, ordinal)),
                  key=lambda pair: pair[0])
    if not near or near[0][0] > max(1, len(core) // 6):
        return None
    return _one([k for d, k in near if d <= near[0][0] + 1])


def distance(a: str, b: str) -> int:
    """Returns the number of single-character changes between two strings."""
    line = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, line[0] = line[0], i
        for j, y in enumerate(b, 1):
            before, line[j] = line[j], min(line[j] + 1, line[j - 1] + 1, before + (x != y))
    return line[-1]
