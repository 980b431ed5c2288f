"""The headers of a table among the prose that counts what was published: which column says where or on what, which how many."""
import re
from dataclasses import dataclass

from loaders.figures.sentences import plain
from loaders.figures.words import listed

TIME = re.compile(r"(?:19|20)(\d\d)年?度?|本年度?|全年度?|年度|今年|当年|年内")
UNITS = "|".join(sorted(map(re.escape, listed("units", "publication")), key=len, reverse=True))
ONE_UNIT = rf"((?:{UNITS})(?:[/、]?(?:{UNITS}))*+)"  # "条", "条/篇"
UNIT = rf"(?:单位:?)?{ONE_UNIT}"  # "条", "单位:条"
WORDS = r"(?:政府|政务|信息|内容|主动|对外|新增|实际|公开|发布|公布|公示|推送|更新|上传|刊发|刊登|的|总|各类|各|具体|主要)*"
AMOUNT = "(?:总条数|条目数|条数|件数|篇数|数量|总数|总量|数目|数|量|合计|总计|共计)"
COUNT = re.compile(rf"{WORDS}{AMOUNT}(?:[(]?{UNIT}[)]?)?|{WORDS}[(]{UNIT}[)]|{UNIT}")  # "公开条数", "数量(条)", "发布信息(条)", "条"; not "阅读量", "上年条数"
SUM = re.compile("合计|总计|共计|总数|总量|总条数")
SHARE = re.compile(r"占比|比例|比重|百分比")
GROWN = re.compile(r"增|减|升|降|同比|环比")
WHERE = re.compile(rf"{WORDS}(?:渠道|平台|方式|途径|载体|媒介|媒体|形式)(?:及?名称|类别|类型)?")
WHAT = re.compile(rf"(?:重点|业务|所属)?{WORDS}(?:类别|类型|种类|分类|类目|内容|领域|栏目|板块|主题|事项)(?:及?名称|分类)?")
ANYTHING = re.compile(r"项目|名称|指标|项目名称|指标名称|")  # what its rows are decides what such a column tells
LONGEST = 40  # characters of a header
OF_YEARS = re.compile(r"年度|年份")  # over rows that are years
ORDINAL = re.compile(r"序号|编号|序|顺序")
COLUMN_OF_SITE = re.compile(r"栏目|板块")
UNIT_ALONE = re.compile(rf"[(]?单位:?{ONE_UNIT}[)]?")  # on a line of its own
UNIT_TOLD = re.compile(rf"单位:?{ONE_UNIT}")  # "单位:条" above the table


@dataclass(frozen=True)
class Head:
    """A column's header. `kind`: where, what, anything (labels), count, year (a year and nothing else), share, ordinal or other; `year`: the one it names;
    `sums`: it says that it adds up the columns beside it; `unit`: as printed in it."""

    words: str
    kind: str
    year: int | None = None
    sums: bool = False
    unit: str | None = None


def bare(text: str) -> str:
    """Returns a cell's text in comparable characters without spaces."""
    return "".join(plain(text).split())


def read_head(words: str) -> Head:
    """Returns what a column's header, without spaces, makes of it."""
    if len(words) > LONGEST:
        return Head(words, "other")
    if OF_YEARS.fullmatch(words):
        return Head(words, "anything")
    times = TIME.findall(words)
    years = {2000 + int(y) for y in times if y}
    year, rest = (years.pop() if len(years) == 1 else None), TIME.sub("", words)
    if years:  # several
        return Head(words, "other")
    if count := COUNT.fullmatch(rest) if rest else None:
        return Head(words, "count", year, bool(SUM.search(rest)) or words.startswith("全年"), next(filter(None, count.groups()), None))
    if not rest and times:
        return Head(words, "year", year, words.startswith("全年"))
    if SHARE.search(rest) and not GROWN.search(rest):
        return Head(words, "share", year)
    kinds = (("ordinal", ORDINAL), ("where", WHERE), ("what", WHAT), ("anything", ANYTHING))
    return Head(words, next((kind for kind, pattern in kinds if pattern.fullmatch(rest)), "other"), year)
