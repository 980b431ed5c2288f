"""The 统计表 where the page lost its grid: "主动公开信息数条2111016其中：1.政府网站公开数条…" -> lines, divided only where certain."""
import re
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

from loaders.doubting import doubt
from loaders.statistics import find_key, printed_label, reduced, indicators
from loaders.values import LONGEST, UNITS
from report.model import Doubt, Number, Statistic
from report.wording import same_length

HEADER = re.compile(r"指\s*标\s*(?:名\s*称)?\s*(?:计\s*量)?\s*单\s*位((?:\s*(?:20\d\d年度?|本年度?|当年|全年|历年累计|累计|年末统计|统计数量?|数量|数值|合计)数?)*)")  # "指标名称单位2015年度历年累计"
COLUMN = re.compile(r"历年累计|累计|20\d\d年度?|本年度?|当年|全年|年末统计|统计数量?|数量|数值|合计")
ROW = re.compile(rf"(?<!\s)\s*+(?P<words>(?:其中:?\s*)?(?:\d{{1,2}}[、.]\s*)?(?:[(][^()]*[)]|[^\d()。;]){{2,60}}?)\s*+[(]?(?P<unit>{UNITS})[)]?\s*(?P<digits>\d[\d,]*(?:\.\d+)?(?:\s+\d[\d,]*(?:\.\d+)?)*)")  # "网站公开条1382"
NEEDED = re.compile(rf"(?:{UNITS})[)]?\s*\d")  # what every ROW holds; prose without it is not looked through for rows, which is slow
STANDALONE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")  # a number of the prose
FEWEST = 4  # rows that make a run of text a sheet


class Glued(NamedTuple):
    """A span of text that is the sheet: its offsets, whether it has cumulative figures and whether these come last."""

    start: int
    end: int
    columns: tuple[str, ...]
    rows: tuple


@dataclass(frozen=True)
class GluedRow:
    """One line of the sheet: its words, unit and digits, and the ways in which the digits can be this year's and cumulative."""

    words: str
    unit: str
    digits: str
    ways: tuple[tuple[Number, Number | None], ...] = ()
    part: bool = False  # it follows 其中


def find_glued(text: str) -> Glued | None:
    """Returns where a text holds the sheet without its grid, or None."""
    plain = same_length(text)
    header = HEADER.search(plain)
    if header:
        columns = tuple("cumulative" if "累计" in c else "value" for c in COLUMN.findall(header.group(1))) or ("value",)
        rows, end = read_rows(plain, header.end())
        return Glued(header.start(), end, columns, tuple(rows)) if len(rows) >= 2 else None
    for first in ROW.finditer(plain) if NEEDED.search(plain) else ():
        if reduced(first["words"]) in indicators():
            rows, end = read_rows(plain, first.start())
            if len(rows) >= FEWEST and sum(reduced(r.words) in indicators() for r in rows) * 2 > len(rows):
                return Glued(first.start(), end, ("value",), tuple(rows))
    return None


def read_rows(text: str, start: int) -> tuple[list[GluedRow], int]:
    """Returns the rows that follow one another from an offset, and where they end. A number of the next row's place in its
    list ("条1382、政府公报") and the year of a date that follows are not part of the digits."""
    rows, at, ordinal, part = [], start, 0, False
    while found := ROW.match(text, at):
        words, digits, end = found["words"], found["digits"], found.end()
        part = "其中" in words or (part and bool(re.match(r"\s*\d", words)))
        own = re.search(r"(\d{1,2})[、.]", words)
        ordinal = int(own.group(1)) if own else 0
        if re.match(r"[、.](?=\D)", text[end:]):
            expected = str(ordinal + 1)
            if not digits.endswith(expected) or len(digits) == len(expected):
                break
            digits, end = digits[:-len(expected)], end - len(expected)
        elif re.match(r"\s*年", text[end:]) and (year := re.search(r"(?:19|20)\d\d$", digits)):
            digits, end = digits[:year.start()], end - 4
        if not digits.strip():
            break
        rows.append(GluedRow(words, found["unit"], digits.strip(), part=part))
        at = end
    return rows, at


def read_glued(glued: Glued, prose: str) -> tuple[list[Statistic], list[Doubt]]:
    """Returns the sheet's lines. `prose`: the rest of the report, whose numbers may decide where digits divide."""
    numbers = set(STANDALONE.findall(same_length(prose)))
    rows = decide([replace(row, ways=tuple(ways(row.digits, glued.columns))) for row in glued.rows], numbers)
    statistics, doubts, parent = [], [], ""
    for row in rows:
        key = find_key(row.words, parent)
        parent = key or parent
        value, cumulative = row.ways[0] if len(row.ways) == 1 else (None, None)
        if len(row.ways) != 1:
            doubts.append(doubt("glued_numbers", f"{row.words}{row.unit}{row.digits}", row=printed_label(row.words), raw=row.digits))
        statistics.append(Statistic(label=printed_label(row.words), unit=row.unit, value=value, cumulative=cumulative, key=key))
    return statistics, doubts


def ways(digits: str, columns: tuple[str, ...]) -> list[tuple[Number, Number | None]]:
    """Returns the (year, cumulative) pairs that digits can be: no number has a leading zero, and all years hold this one."""
    pieces = digits.split()
    if len(columns) == 1:
        divided = [pieces] if len(pieces) == 1 else []
    elif len(pieces) == 2:
        divided = [pieces]
    elif len(pieces) == 1:
        divided = [[digits[:i], digits[i:]] for i in range(1, len(digits))]
    else:
        divided = []
    found = []
    for parts in divided:
        if any(len(p) > LONGEST or not re.fullmatch(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?", p) for p in parts):
            continue
        numbers = [float(p.replace(",", "")) if "." in p else int(p.replace(",", "")) for p in parts]
        by_column = dict(zip(columns, numbers))
        if "cumulative" not in by_column or by_column["cumulative"] >= by_column.get("value", 0):
            found.append((by_column.get("value"), by_column.get("cumulative")))
    return found


def decide(rows: list[GluedRow], numbers: set[str]) -> list[GluedRow]:
    """Returns the rows with their ways narrowed: by the whole that a part belongs to, by numbers that the prose prints, and by
    parts that add up to their whole in one way only."""
    done: list[GluedRow] = []
    whole = None
    for row in rows:
        options = row.ways
        if row.part and whole is not None and len(done[whole].ways) == 1:
            most = done[whole].ways[0]
            options = tuple(w for w in options if all(a is None or b is None or a <= b for a, b in zip(w, most)))
        if len(options) > 1:
            printed = [w for w in options if all(str(n) in numbers for n in w)]
            options = tuple(printed) if len(printed) == 1 else options
        if not row.part:
            whole = len(done)
        done.append(replace(row, ways=options))
    return add_up(done)


def add_up(rows: list[GluedRow]) -> list[GluedRow]:
    """Returns the rows, those of a whole and its parts settled where exactly one way of reading them adds up in both columns."""
    for i, row in enumerate(rows):
        if row.part:
            continue
        end = next((j for j in range(i + 1, len(rows)) if not rows[j].part), len(rows))
        group = rows[i:end]
        size = 1
        for member in group:
            size *= len(member.ways)
        if len(group) < 2 or not 1 < size <= 5000:
            continue
        fitting = [c for c in product(*(m.ways for m in group))
                   if all(sum(part[k] or 0 for part in c[1:]) == (c[0][k] or 0) for k in (0, 1))]
        if len(fitting) == 1:
            rows[i:end] = [replace(m, ways=(w,)) for m, w in zip(group, fitting[0])]
    return rows
