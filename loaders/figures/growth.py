"""What a number grew from, or was to be: the counts before it that only lead to it."""
import re

from loaders.figures.counts import RATES, Count

GROWN = re.compile(r"在(?:(?:19|20)\d\d年度?|上年度?|去年|上一年度?)的?约?[\d.]+[万千]?[条件篇份次个项]的?基础上|(?:相比|相较|较|比|与|(?<!连)同)于?(?:(?:19|20)\d\d年|上|去|前|往)|同比|环比|[从由](?:(?:19|20)\d\d年度?|上年度?|去年|上一年度?|年初)?的?约?[\d.]+[万千]?[条件篇份次个项人户]?(?=增|减|上|下|升|降|提|[到至达、])|(?:增长|增加|减少|下降|上升)了?约?\d")  # "公开信息|较去年增长9%,达到60条"
PASSED = re.compile(r"(?:首次|再次|已|连续[两二三四五六七八九]年)*(?:突破|超过|超(?=\d))")  # "公开信息突破|60条,达到63条"
REACHED = re.compile(r"(?:(?:19|20)\d\d年度?|今年|本年度?)?(?:总数|总量|数量|共计|共)?(?:增加?|增长|上升|提升|升|减少?|下降|降)?(?:达到|达|为|至|到)了?约?近?(?:(?:(?:19|20)\d\d年度?|年末|年底)的?)?|共计?|合计|总计")  # what follows a growth: ",达到|60条"
IN_WORDS = re.compile(r"(?:数量|总量|总数|条数|信息量)((?:(?:(?:较|比)(?:上年|去年)|再|又|持续|稳步|大幅|明显|逐年|有所|稳中有|略有|进一步)*(?:上升|增长|提升|提高|攀升|增加|回升|下降|减少|升|降|创新高|扩大)[了的]?),)(?:达到|达|升至|增至|增加到|上升到|降至|减至|为)(?:了|约|近)*$")
DUE = re.compile(r"应当?(?:主动)?(?:予以)?(?:公开|发布)(?!的)|计划|目标|任务")  # "应公开60条,|实际公开58条"
ACTUAL = re.compile(r"实际|实(?:公开|发布)")


def grown_from(counts: list[Count], count: Count, masked: str) -> tuple[list[Count], int]:
    """Returns the counts that tell the growth which leads to a count ("比去年|增长9%,达到60条"; none where words tell it: "数量|稳步上升,达到60条"),
    and where the words of the growth begin; 0 where no growth does. `counts`: those of the sentence so far."""
    if worded := IN_WORDS.search(masked, count.start, count.number.start):
        return [], worded.start(1)
    if count.unit in RATES or not counts or not REACHED.fullmatch(count.own) or count.clause - counts[-1].clause > 1:
        return [], 0
    between = [c for c in counts[-2:] if c.clause == counts[-1].clause]
    grown = GROWN.search(masked, between[0].start, count.number.start) or PASSED.search(masked, between[0].start, between[0].number.end)
    return (between, grown.start()) if grown and grown.start() <= between[0].number.start else ([], 0)


def was_due(last: Count, count: Count) -> bool:
    """Returns whether the count before tells only what was to be published ("应公开60条,实际公开58条")."""
    return bool(ACTUAL.search(count.own)) and count.clause - last.clause == 1 and bool(DUE.search(last.own))
