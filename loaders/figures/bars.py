"""What makes a number another thing than so much information made public this year: growth, plans, readers, how it was counted."""
import re

from loaders.figures.words import Word

BARS = frozenset("cumulative obtained withheld internal growth view follow request each full_text past share plan outcome".split())
BARS_BEHIND = frozenset("view follow request withheld".split())
COMPARED = re.compile(r"(?:相比|相较|对比|较|比|与|同)于?(?:\d{2,4}年|上|去|前|往|同期)")  # "较2021年102条"
ONCE_ONLY = re.compile(r"(?:只|仅|均|都|统一|合并|按)(?:计|记|统计|计算)(?:作|为)?$|同一(?:条|件|篇|项)?信息[^,;]*(?:计|记)(?:作|为)?$")  # "多渠道公开的同一信息只计|1次": how it was counted
COUNTED_AS = re.compile(r"(?:统计|计算|计)")  # "同一信息按|1条统计"
MORE = re.compile(r"(?:则|又|仅|已|还)?(?:多|少|增|减|高|低)(?:了|出|公开|发布)*")  # "比上年的60条|多8条"
THAN_OTHERS = re.compile(r"[较比](?![为如例])[^,;]{2,12}(?:多|少|高|低)(?:出|了)?$|[多少高低]于[^,;]{2,12}$")  # "较县民政局多|20条"
COMPARED_WITH = re.compile(r"(?:相比|相较|较|比)于?(?:(?:(?:19|20)\d\d年|上年|去年|上一年)度?|(?:年初|年度|全年|原|既定)*(?:计划|目标|任务|指标|预期)[数值量]?)的?$")  # "公开信息比2021年的|60条增加"
PLANNED = re.compile(r"(?:拟|待|将要)(?:主动|对外|向社会)?(?:公开|发布|公示|上网)(?!前|后|.*(?:公开|发布))")  # "对拟公开的|215条信息开展筛查"
AIMED_AT = re.compile(r"(?:目标|任务)(?:数|值|量)?(?:为|是)?$")  # "完成年度任务|60条的120%"
AIM = re.compile(r"的?(?:年度|全年|既定|预定|工作)*(?:目标|任务|指标)")  # "超额完成60条|的年度目标"
SHARE_BEFORE = re.compile(r"占(?:到|了|比)?(?:约|近|超|过)?(?:[一二三四五六七八九]成(?:多|以上)?|[一二三四五六七八九十]+分之[一二三四五六七八九十]+|半数|一半|大半|多数)$")  # "公众号占七成(|60条)"
LARGEST_SHARE = re.compile(r"占比(?:最大|最高|最多|居首),")  # "网站占比最大,计|60条"
VIRAL = re.compile(r"\d[万wW]\+")  # "“10万+”文章|2篇": what has so many readers, among what was published


def find_bars(text: str, masked: str, words: list[Word], own: tuple[int, int], late: tuple[int, int]) -> set[str]:
    """Returns the classes of words that make a number count another thing: in its `own` words, a span of the text, or those behind it (`late`)."""
    (start, end), (behind, after) = own, late
    bars = {w.kind for w in words if w.kind in BARS and start <= w.start and w.end <= end}
    bars |= {w.kind for w in words if w.kind in BARS_BEHIND and behind <= w.start and w.end <= after}
    if masked.endswith("占", start, end) and not masked.endswith("%", start, behind) or SHARE_BEFORE.search(masked, start, end) or LARGEST_SHARE.search(masked, start, end):
        bars.discard("share")  # "网站占113条"
    if COMPARED.match(masked, start, end) or COMPARED_WITH.search(masked, start, end) or MORE.fullmatch(masked, start, end) or THAN_OTHERS.search(masked, start, end):
        bars.add("growth")
    if ONCE_ONLY.search(masked, start, end) or masked.endswith("按", start, end) and COUNTED_AS.match(masked, behind, after):
        bars.add("each")
    if PLANNED.search(masked, start, end) or PLANNED.match(masked, behind, after) or AIMED_AT.search(masked[start:end]) or AIM.match(masked, behind, after):
        bars.add("plan")
    if VIRAL.search(text, start, end):
        bars.add("view")
    return bars
