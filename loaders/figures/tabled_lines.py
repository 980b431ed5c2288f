"""The lines of a table that counts what was published: each label with the number of the report's year, and which are parts of which."""
import re
from dataclasses import dataclass, field, replace

from loaders.figures.counted import CountTable
from loaders.figures.heads import UNIT, Head, bare
from loaders.figures.laid import COUNTS, Line, Span
from loaders.figures.mentions import Places
from loaders.figures.nouns import is_general
from loaders.figures.numbers import Number, find_numbers
from loaders.figures.totals import SUMMED
from loaders.figures.words import listed
from loaders.values import read_value

OF_ALL = re.compile(r"总|合计|共计|数$")
UNIT_BEHIND = re.compile(rf"[(]{UNIT}[)]$")
SUBTOTAL = re.compile(r"小计")
NUMBERED = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．](?!\d)|[①-⑩])\s*")
AMONG = re.compile(r"^[(（]?其中[:：、]?\s*")
DASHED = re.compile(r"^[-—－–·•▪*]+\s*")


@dataclass(frozen=True)
class Item:
    """One line's number. `label`: as printed, without its numbering; `sub`: it is told as a part of the line before it; start, end: of its evidence in
    the section's text."""

    label: str
    number: Number
    start: int
    end: int
    percent: float | None = None
    sub: bool = False
    places: Places = field(default_factory=Places)
    channel: str = ""

    @property
    def value(self) -> int | float:
        return self.number.value


def chosen(heads: tuple[Head, ...], year: int | None) -> int | None:
    """Returns the column that counts the report's year, the one that sums up the others where several do; None where that is not certain."""
    counts = [i for i, h in enumerate(heads) if h.kind in COUNTS]
    dated = [i for i in counts if heads[i].year is not None]
    mine = [i for i in dated if heads[i].year == year]
    found = mine or [i for i in counts if i not in dated and not (dated and heads[i].sums)]
    sums = [i for i in found if heads[i].sums]
    return found[0] if len(found) == 1 else sums[0] if len(sums) == 1 else None


def shared(heads: tuple[Head, ...], year: int | None) -> int | None:
    """Returns the one column of shares, of the report's year where several have a year."""
    shares = [i for i, h in enumerate(heads) if h.kind == "share"]
    mine = [i for i in shares if heads[i].year == year] if any(heads[i].year for i in shares) else shares
    return mine[0] if len(mine) == 1 else None


def read_items(table: CountTable, column: int, share: int | None) -> list[Item] | None:
    """Returns the lines of a table that have a number in a column; None where one has what is none."""
    items = [read_item(line, column, share, table) for line in table.lines]
    return None if any(item is False for item in items) else [item for item in items if item]


def read_item(line: Line, column: int, share: int | None, table: CountTable) -> Item | bool | None:
    """Returns the number of one line; None where its cell is blank or struck through, False where it cannot be read."""
    cell, percent = line.cells[column], line.cells[share] if share is not None else None
    number = read_number(cell.text) if cell else None
    if not number:
        return number
    label = NUMBERED.sub("", line.label.text)
    sub, label = bool(AMONG.match(label)), AMONG.sub("", label).rstrip(")） ") if AMONG.match(label) else label
    if not sub and DASHED.match(label):
        return False  # a part of the line before it, or nothing but a mark
    if number.unit is None:
        unit = table.heads[column].unit or table.unit
        number = replace(number, unit=unit if unit in listed("units", "publication") else None)
    spans: list[Span] = [s for s in (line.label, cell, percent) if s]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    return Item(NUMBERED.sub("", label), number, table.start + start, table.start + end, percent_of(percent), sub)


def read_number(text: str) -> Number | bool | None:
    """Returns the number of a cell, with its unit and sign of approximation; None where it is blank or struck through, False where it is neither."""
    printed, words = read_value(text), bare(text)
    if printed.state in ("blank", "slash"):
        return None
    if printed.state == "number":
        number = Number(printed.value, printed.unit, False, 0, len(words))
    else:
        found = find_numbers(words)
        number = found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)) and found[0].is_figure else None
    if number is None or number.value < 0 or not isinstance(number.value, int) or number.unit and (number.unit not in listed("units", "publication") or number.unit == "个"):
        return False
    return number


def percent_of(span: Span | None) -> float | None:
    """Returns the share that a cell prints."""
    printed = read_value(bare(span.text).rstrip("%")) if span else None
    return printed.value if printed and printed.state == "number" and printed.unit is None else None


def is_sum(label: str) -> bool:
    """Returns whether a line is the table's printed sum: 合计, 总计, 公开信息总数."""
    words = UNIT_BEHIND.sub("", bare(label))
    return not SUBTOTAL.search(words) and bool(SUMMED.fullmatch(words) or is_general(words) and OF_ALL.search(words))


def divide(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Returns the printed sums and the other lines, without those of groups; what is told as a part of a sum is no part of another line."""
    sums, rest, under = [], [], False
    for item in items:
        if is_sum(item.label) and not item.sub:
            sums.append(item)
        elif not SUBTOTAL.search(item.label):
            rest.append(replace(item, sub=item.sub and not under))
        under = item.sub and under or item in sums
    return sums, rest


def nest(items: list[Item], total: int | float | None) -> list[tuple[Item, list[Item]]] | None:
    """Returns the lines with those told as their parts; None where it is not certain whether a line after such a part is one too.

    They end where they come to their whole; where the total shows that only the marked ones are parts, or none could be one more, they end with these."""
    narrow, wide, sure = [], [], True
    for item in items:
        if item.sub and not narrow:
            return None
        (narrow[-1][1].append(item) if item.sub else narrow.append((item, [])))
    for top, parts in narrow:
        if wide and wide[-1][1] and not parts and (left := wide[-1][0].value - sum(p.value for p in wide[-1][1])) >= top.value and left:
            wide[-1][1].append(top)
            sure = False
        else:
            wide.append((top, list(parts)))
    if sure or total is not None and sum(top.value for top, _ in narrow) == total:
        return narrow
    filled = all(not parts or sum(p.value for p in parts) == top.value for top, parts in wide)
    return wide if filled and (total is None or sum(top.value for top, _ in wide) == total) else None
