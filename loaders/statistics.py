"""The 统计表 of reports before 2019, where it stands as a grid -> its lines, each with its indicator where the form has one."""
import re
from functools import cache, lru_cache

from loaders.document import Table
from loaders.doubting import doubt
from loaders.grids import GridCell, Line, read_lines
from loaders.labels import split_ordinal
from loaders.values import UNITS
from report.form import read_forms
from report.model import Doubt, Statistic
from report.wording import label

HEADER = re.compile(r"(?:统计)?指标(?:名称)?|统计项目")  # the first heading of the sheet
OFFICIAL = ("第二十条第", "申请人情况", "本年新收政府信息公开申请", "未经复议直接起诉")  # labels that only tables 2 to 4 have
UNIT = re.compile(rf"[(]?(?:{UNITS}|次数|人数|期|场)[)]?")  # "条", "万元"
LEADING = re.compile(r"^(?:其中[:：]?|#)?\s*(?:[(（]?[一二三四五六七八九十]{1,2}[)）、.．]{1,2}|[(（]?\d{1,2}[)）、.．]{1,2}(?!\d)|[①-⑩])?\s*(?:其中[:：]?)?\s*")  # "其中：1、"
NOTE = re.compile(r"[(（][^()（）]*[)）]")  # "（不同渠道和方式公开相同信息计1条）"
COUNTED = re.compile(r"(?:总次数|总数|次数|数量|人数|数)$")  # what may or may not close an indicator's name
CUMULATIVE, EARLIER = re.compile(r"累计"), re.compile(r"上年|去年|同期|增减|增长|备注|说明")
THIS_YEAR = re.compile(r"年|统计数|数量|数值|合计|总计|本期|全年|件数|数")  # "2018年度", "年末统计"
YEAR = re.compile(r"(20\d\d)年")


@cache
def indicators() -> dict[str, list[str]]:
    """Returns reduced label -> the keys of forms/statistics.csv that are worded so, official wordings and those as filed."""
    found: dict[str, list[str]] = {}
    wordings = [(line["chinese"], line["key"]) for line in read_forms("statistics")]
    wordings += [(line["as_filed"], line["key"]) for line in read_forms("as_filed") if line["table"] == "statistics"]
    for words, key in wordings:
        keys = found.setdefault(reduced(words), [])
        if key not in keys:
            keys.append(key)
    return found


@lru_cache(maxsize=4096)
def reduced(words: str) -> str:
    """Returns an indicator's comparable name: no number, note or "其中", and no 数 at its end."""
    bare = NOTE.sub("", LEADING.sub("", words.strip()))
    return COUNTED.sub("", split_ordinal(label(bare))[1])


def printed_label(words: str) -> str:
    """Returns an indicator's name as printed, without "其中" and its number in the list."""
    return "".join(LEADING.sub("", words.strip()).split()).rstrip(":：")


def find_key(words: str, parent: str) -> str | None:
    """Returns the indicator's key. `parent`: the key last found, which decides between the same words under 复议 and 诉讼."""
    keys = indicators().get(reduced(words), [])
    same = [k for k in keys if k.split(".")[0] == parent.split(".")[0]]
    return keys[0] if len(keys) == 1 else same[0] if len(same) == 1 else None


def is_statistics(table: Table) -> bool:
    """Returns whether a grid is the sheet: it has the sheet's heading or three of its indicators, and no label of tables 2 to 4."""
    names = [label(c.text) for c in table.cells if c.text.strip()]
    if any(n.startswith(word) for n in names for word in OFFICIAL):
        return False
    if any(HEADER.fullmatch(n) for n in names[:12]):
        return True
    known = {reduced(c.text) for c in table.cells if len(c.text) > 4} & set(indicators())
    return sum(len(k) >= 5 for k in known) >= 3 and not ({"信息内容", "自然人"} & set(names))


def read_statistics(table: Table, index: int | None) -> tuple[list[Statistic], list[Doubt]]:
    """Returns the sheet's lines, and doubts about columns and rows that cannot be told."""
    statistics, doubts = [], []
    value_at, cumulative_at, parent = None, None, ""
    for line in read_lines(table, index):
        texts = [c for c in line.cells if c.printed.state == "text" and not UNIT.fullmatch(label(c.text))]
        if any(HEADER.fullmatch(label(c.text)) for c in texts):
            value_at, cumulative_at, unknown = read_header(line)
            doubts += [doubt("statistics_column", c.text.strip(), row=c.text.strip()) for c in unknown]
            continue
        values = [c for c in line.cells if c.printed.state in ("number", "slash")]
        if not texts:
            continue
        name = texts[-1]
        key = find_key(name.text, parent)
        parent = key or parent
        if not values and not key:
            continue  # a heading of the sheet
        unit = next((c.text.strip("()（） \n") for c in line.cells if UNIT.fullmatch(label(c.text))), None)
        value, cumulative = pick(line, values, value_at, cumulative_at)
        if values and not (value or cumulative):
            doubts.append(doubt("statistics_row", line.raw, row=name.text))
            continue
        statistics.append(Statistic(label=printed_label(name.text), unit=unit or (value and value.printed.unit) or None,
                                    value=value.printed.value if value else None,
                                    cumulative=cumulative.printed.value if cumulative else None, key=key))
    return statistics, doubts


def read_header(line: Line) -> tuple[GridCell | None, GridCell | None, list[GridCell]]:
    """Returns (the heading of this year's figures, of the cumulative ones, headings that are neither)."""
    heads = [c for c in line.cells if not c.blank and not HEADER.fullmatch(label(c.text)) and not label(c.text).endswith("单位")]
    cumulative = next((c for c in heads if CUMULATIVE.search(c.text)), None)
    rest = [c for c in heads if c is not cumulative and not EARLIER.search(c.text)]
    years = {c: int(m.group(1)) for c in rest if (m := YEAR.search("".join(c.text.split())))}
    if len(years) > 1:
        rest = [max(years, key=years.get), *(c for c in rest if c not in years)]
    total = [c for c in rest if label(c.text) in ("合计", "总计", "统计数", "统计数量", "数量")]
    named = total or [c for c in rest if THIS_YEAR.search(label(c.text))]
    if len(named) != 1:
        return None, cumulative, rest
    return named[0], cumulative, [c for c in rest if c is not named[0]]


def pick(line: Line, values: list[GridCell], value_at: GridCell | None, cumulative_at: GridCell | None) -> tuple:
    """Returns (this year's cell, the cumulative one) of a row: by place in a ruled grid, else by their number and order."""
    heads = [h for h in (value_at, cumulative_at) if h]
    if line.ruled and heads:
        found = [next((c for c in values if c.column < h.column + h.span and h.column < c.column + c.span), None) for h in heads]
        if any(found):
            by_head = dict(zip(heads, found))
            return by_head.get(value_at), by_head.get(cumulative_at)
    order = sorted(heads, key=lambda h: h.column)
    words = [i for i, c in enumerate(line.cells) if c.printed.state == "text"]
    behind = line.cells[words[-1] + 1:] if words else ()
    if len(order) in (len(behind), len(values)):
        by_head = dict(zip(order, behind if len(behind) == len(order) else values))
        return by_head.get(value_at), by_head.get(cumulative_at)
    return (values[0], None) if len(values) == 1 and not cumulative_at else (None, None)
