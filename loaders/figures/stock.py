"""All there is beside the year's own: "共有信息1326条,2023年新增126条", "本年度公开310条,累计公开2215条"."""
import re

from loaders.figures.counts import HARD, Count
from loaders.figures.nouns import is_general
from loaders.figures.takeover import YEAR, is_earlier_year

THIS_YEAR = re.compile(r"(?:19|20)\d\d年(?!底|末|\d|1[0-2]月)|全年|本年|年度|今年|当年|年内|新增")

NEWLY = re.compile(r"(?:其中)?新增")
STOCK = re.compile(r"累计|现有|共有|已有|总量|总数|历年|截[至止]|以来|至今")
YEAR_ALONE = re.compile(r"(?:(?:19|20)\d\d年度?|本年度?|今年)")  # "累计公开1980条(|2023年186条)"
SPAN = re.compile(r"(?:19|20)\d\d年?度?(?:[-—~]+|至|到)(?:19|20)\d\d年|(?:本届|换届|组建|挂牌)以来|这?[两二三四五]年(?:间|来)")  # "2021至2023年"共公开


SINCE_THEN = re.compile(r"(?:自|从|于)?(?:19|20)\d\d年[^,;\d]{0,10}(?:以来|至今|以后|后)")  # "自2016年注册以来"累计推送
ONLY_STOCK = frozenset({"cumulative"})


def sums_up(last: Count | None, count: Count) -> bool:
    """Returns whether a count tells all there is after the year's own, the count before it."""
    if last is None or last.sentence is not count.sentence or count.parent is not None or not count.own.startswith("累计") or not last.publishes():
        return False
    before = count.sentence.text[:count.start]
    return last.frame.general and last.value < count.value and last.clause == count.clause - 1 and bool(THIS_YEAR.search(before)) and not THIS_YEAR.search(count.own)


def renews(stock: Count | None, count: Count) -> bool:
    """Returns whether a count tells the year's part of all that the count before it, or the one it is a part of, counts."""
    if stock is not None and stock is not count.parent and stock.publishes() and stock.clause == count.clause - 1 and YEAR.match(count.own) and is_earlier_year(count, stock):
        return True  # "公众号自2019年以来累计推送900条,2022年推送120条,2023年推送130条"
    if stock is None or stock.sentence is not count.sentence or not (stock.publishes() or is_since_then(stock)) or not is_of_all(stock) or not count.frame.general:
        return False
    before = SINCE_THEN.sub("", SPAN.sub("", stock.sentence.text[:stock.number.start]))
    if count.frame.verb is None and not (("累计" in stock.own or "历年" in stock.own or SPAN.search(stock.own)) and YEAR_ALONE.fullmatch(count.own)):
        return False
    if stock is count.parent and stock.frame.verb is not None and NEWLY.fullmatch(count.own) and not STOCK.search(before):
        return False  # "公开信息56条,其中新增12条、修改44条"
    return (bool(THIS_YEAR.search(count.own)) and not THIS_YEAR.search(before.rpartition(";")[2])
            and (stock is count.parent or stock.clause >= count.clause - 1) and count.value <= stock.value)


def is_of_all(stock: Count) -> bool:
    """Returns whether a count is of information as a whole, or of all that was sent since a year told with it."""
    return stock.frame.general or is_since_then(stock) and is_general(stock.frame.object)


def is_since_then(count: Count) -> bool:
    """Returns whether a count tells what was published since a year told with it, and or in all years, and is barred by nothing else."""
    barred = count.frame.bars & HARD
    return barred == ONLY_STOCK and count.frame.predicate == "disclose" and (
        "历年" in count.own or SINCE_THEN.search(count.sentence.text[:count.number.start]) is not None)
