"""Percentages printed after a figure as its share: given to the figure, never computed."""
import re

from loaders.figures.counts import Count
from loaders.figures.nouns import without_fillers

SHARE = re.compile(r"占|比重|比例")
OTHER_RATE = re.compile(r"率|增|减|升|降|同比|环比|较|比[上去]年|满意|办结|电子化|覆盖|完成")  # growth and outcomes are no shares
SHARE_WORDS = re.compile(r"分别|各|约|为|达到|达|是|占|比重|比例|总体|总数|总量|总|全部|全年|主动公开|公开|政府|信息|发布|数量|量|数|的|比|了|其|均|信息发布")


def give_shares(counts: list[Count]) -> None:
    """Sets `percent` on the counts that a percentage follows as their share of the total."""
    for i, count in enumerate(counts):
        if count.unit != "%" or count.percent is not None:
            continue
        before = [c for c in counts[max(0, i - 12):i] if c.sentence is count.sentence]
        bracketed = count.sentence.text[count.start - 1:count.start] == "(" and not count.own
        if OTHER_RATE.search(count.own) or not (bracketed or SHARE.search(count.own)):
            continue
        if count.frame.channels:
            named = [c for c in before if c.unit != "%" and c.percent is None and set(c.frame.channels) == set(count.frame.channels)]
            if named:
                named[-1].percent = count.value
            continue
        if without_fillers(SHARE_WORDS.sub("", count.own)):
            continue  # "规划计划类信息,占总体9%": the share of a thing without a number
        chain = [count, *following(counts[i + 1:], count)]
        figures = [c for c in before if c.unit != "%"]
        if not figures or (not bracketed and len(chain) == 1 and figures[-1].clause < count.clause - 1):
            continue
        for figure, share in zip(figures[-len(chain):], chain, strict=False):
            if figure.percent is None and (figure.parent is not None or figure.frame.channels or not figure.frame.general):
                figure.percent = share.value
                if figure.clause >= count.clause - 1 and len(chain) == 1:
                    figure.share_end = share.number.end


def following(later: list[Count], first: Count) -> list[Count]:
    """Returns the percentages that one "respectively" joins to the first ("分别占26.7%和73.3%")."""
    chain = []
    for count in later:
        if "分别" not in first.sentence.text[max(0, first.start - 3):first.number.start] or count.unit != "%" or count.start != count.number.start or count.sentence is not first.sentence:
            break
        count.percent = count.value
        chain.append(count)
    return chain
