"""Tables whose grid the page lost: labels and figures in a row of words -> a Table, where the run of labels is unbroken."""
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from loaders.document import Table, TableCell
from loaders.labels import known
from loaders.values import UNITS
from report.wording import same_length

QUICK = ("信息内容", "本年新收政府信息公开申请", "结果维持", "申请人情况", "上年结转政府信息公开申请", "结转下年度继续办理",
         "没有现成信息需要另行制作", "要求提供公开出版物", "本年处理决定数量")  # labels that only a table has
HEADER_WORDS = ("信息内容", "申请人情况", "法人或其他组织", "行政诉讼", "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和")
FEWEST = 5  # labels in a row that make words a table
ORDINAL = r"(?:[(]?[一二三四五六七八九十]{1,2}[)]?[、.,]?|[(]?[1-9][、.,)])?"  # "（三）", "1."
UNIT_NOTE = r"(?:[(]?(?:单位[:]?)?(?:万元|元|件)[^()\d]{0,10}[)])?"  # "（单位：万元）"
VALUE = rf"(?:[+-]?\d[\d,]*(?:\.\d+)?(?![\d.,、])(?:{UNITS})?|[/\-—–]{{1,2}})"  # "1,660", "152.2万元", "/"
VALUES = re.compile(rf"\s*{VALUE}(?:[\s|]+{VALUE})*\s*")
STRANGE = re.compile(rf"(?:{VALUES.pattern})?[^\d。;,!?:]{{1,24}}(?:{VALUES.pattern})?")  # "附加项目 1 0 2", a row that is none of the form's
PAGE = re.compile(r"(?<!\S)[-—–]\s[1-9]\d{0,2}\s[-—–](?!\S)")  # "0 0 - 4 - 2": three cells, or the number of a page
DATED = re.compile(r"\s*年")
LOOSE = re.compile(r"[\d/\-—–.,+]")  # characters that figures are made of: a space between two of them parts two cells

LOOSE_END = re.compile(rf"(?:[\d/\-—–.,+]|\d(?:{UNITS}))$")  # "…12", "…2件"


class Flat(NamedTuple):
    """A span of text that is a table, with its rows of cells."""

    start: int
    end: int
    rows: list[list[str]]


@cache
def anchors() -> re.Pattern:
    """Returns the pattern of every label of tables 2 to 4, with its ordinal, whatever punctuation stands inside."""
    cores = {k.core for table in ("disclosed", "requests", "disputes") for k in known(table) if len(k.core) >= 2}
    cores |= set(HEADER_WORDS)
    words = [r"[^\w]{0,3}".join(map(re.escape, core)) for core in sorted(cores, key=len, reverse=True)]
    words += sorted({rf"{re.escape(core[:6])}[^\d…]{{0,20}}(?:…+|\.{{3,}})" for core in cores if len(core) > 12})  # "申请人逾期未按收费……"
    block = r"(?:第二十条)?第[(]?[一二三四五六七八九十][)]?项"
    return re.compile(rf"(?P<block>{block})|(?P<words>[(]?{ORDINAL}(?:{'|'.join(words)}){UNIT_NOTE}[^\w\s/+\-—–]{{0,2}})")


def squeezed(text: str) -> tuple[str, list[int]]:
    """Returns the text without spaces, but for those that part two figures, and each character's offset in the original."""
    plain = same_length(text)
    kept: list[int] = []
    for found in re.finditer(r"\S+", plain):
        start = found.start()
        if kept and LOOSE_END.search(plain[max(0, kept[-1] - 1):kept[-1] + 1]) and LOOSE.match(plain[start]):
            kept.append(kept[-1] + 1)
        kept.extend(range(start, found.end()))
    return "".join([" " if plain[i].isspace() else plain[i] for i in kept]), [*kept, len(text)]


def find_flat(text: str) -> list[Flat]:
    """Returns the tables that a section's text holds as plain words, in order."""
    bare = "".join(same_length(text).split())
    if not any(word in bare for word in QUICK):
        return []
    plain, at = squeezed(text)
    found, run, end = [], [], 0
    for mark in [*anchors().finditer(plain), None]:
        gap = plain[end:mark.start()] if mark and run else ""
        if mark and (not run or not gap.strip(" |") or VALUES.fullmatch(gap) or STRANGE.fullmatch(gap)):
            run.append(mark)
            end = mark.end()
            continue
        found += close(plain, at, run, bool(found))
        run = [mark] if mark else []
        end = mark.end() if mark else 0
    return found


def close(plain: str, at: list[int], run: list[re.Match], more: bool) -> list[Flat]:
    """Returns the table that a run of labels makes, if it is long enough and has a label that only a table has.
    `more`: a table stands above, which it may carry on."""
    words = "".join("".join(re.findall(r"\w+", m.group())) for m in run)
    if not (more and len(run) > 1) and (len(run) < FEWEST or not any(word in words for word in QUICK)):
        return []
    rows: list[list[str]] = []
    head: list[str] = []
    results = False
    end = run[-1].end()
    for mark, after in zip(run, [*run[1:], None]):
        gap = plain[mark.end():after.start()] if after else tail(plain, mark.end())
        if after is None:
            end = mark.end() + len(gap)
        gap, strange = apart(gap)
        values = [gap.strip()] if PAGE.search(gap) else gap.replace("|", " ").split()
        label = mark.group().strip()
        results = "结果维持" in label or (results and not (mark["block"] or "本年新收" in label))
        if mark["block"]:
            rows += [head, [label]] if head else [[label]]
            head = []
        elif not values or results:
            head.append(label)
            if values:
                rows += [head, divide(values, 15)]
                head = []
        else:
            rows += [head] if head else []
            head = []
            rows.append([label, *divide(values, 7)])
        if strange:
            rows += [head] if head else []
            head = []
            rows.append(strange)
    rows += [head] if head else []
    return [Flat(at[run[0].start()], at[end - 1] + 1, rows)]


def apart(gap: str) -> tuple[str, list[str]]:
    """Returns (the figures that directly follow a label, the unknown words behind them with their own figures)."""
    found = VALUES.match(gap)
    figures = found.group() if found else ""
    rest = gap[len(figures):].strip(" |")
    words = re.match(r"(?:\d{1,2}[.、])?\D*", rest).group().rstrip("+-/ ")
    return figures, [words, *rest[len(words):].replace("|", " ").split()] if rest else []


def tail(plain: str, start: int) -> str:
    """Returns the figures behind the last label, without the year of a date that follows them."""
    found = VALUES.match(plain, start)
    if not found:
        return ""
    gap = found.group().rstrip()
    if DATED.match(plain, start + len(gap)):
        gap = gap[:gap.rfind(" ")] if " " in gap else gap[:-4] if re.search(r"20\d\d$", gap) else ""
    return gap


def divide(values: list[str], most: int) -> list[str]:
    """Returns one run of digits as cells where there is only one way to read it ("0000000", "00"); else the values as they are."""
    if len(values) != 1 or not values[0].isdigit() or len(values[0]) < 2:
        return values
    readings = list(islice((way for m in range(1, most + 1) for way in ways(values[0], m)), 2))
    return readings[0] if len(readings) == 1 else values


def ways(digits: str, m: int) -> Iterator[list[str]]:
    """Yields every way to read digits as m numbers without a leading zero: a run of thirty digits has millions."""
    if m == 1:
        yield from [[digits]] if digits == "0" or (digits and digits[0] != "0") else []
        return
    firsts = range(1, 2 if digits[:1] == "0" else len(digits) - m + 2)
    yield from ([digits[:i], *rest] for i in firsts if digits[i:] for rest in ways(digits[i:], m - 1))


def as_table(rows: list[list[str]]) -> Table:
    """Returns rows of cells as a grid without rulings."""
    return Table(tuple(TableCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)), ruled=False)
