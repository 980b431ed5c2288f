"""One count told in two units: "96期310条", "推送215期,每期3至5条,共计764条"."""
import re

from loaders.figures.counts import PIECES, RATES, SERIES, Count

JOINS = re.compile(r"[、和及与,;/]|以及|并")  # what stands between two counts of one list
PIECE_NOUN = re.compile(r"(?:短?视频|作品|图文|图解|信息|推文|文件|内容)")  # "10期,36个|视频"
AGAIN = re.compile(r"[,、]?(?:累计|共计|合计|总计|共)?")  # "推送412期,累计1236条"
IN_ALL = re.compile(r",(?:累计|共计|合计|总计|共)(?:编发|发布|推送|公开|更新|刊发|推发)(?:了|各类|政务|图文|原创|文章|信息|稿件|推文|消息|内容)*(?:共计|共)?|、(?:图文|推文|文章|信息|稿件|消息)+(?:共计|共)?")  # "更新40期,共发布图文120条"
NEAR = 3  # counts before that may be told between the two units
PER_ISSUE = re.compile(r",(?:平均)?每[期次批场][^,;]{1,10}(?=[,、])")  # "推送215期|,每期3至5条|,共计764条"


def merge(counts: list[Count], count: Count, masked: str) -> bool:
    """Returns whether a count and the one before it are one told in two units; makes them one. `counts`: those of its sentence so far."""
    earlier = next((c for c in reversed(counts[-NEAR:]) if "each" not in c.frame.bars), None)
    if earlier is None or count.frame.channels or count.clause - counts[-1].clause > 1:
        return False
    if count.unit == "个" and count.behind and not PIECE_NOUN.match(count.behind):
        return False  # "培训2场,21个科室参加"
    between = masked[earlier.number.end:count.number.start]
    between = PER_ISSUE.sub("", between) if earlier is not counts[-1] else between
    of_two_units = earlier.unit in SERIES and count.unit in PIECES
    if len(counts) > 1 and of_two_units and sum(c.value for c in counts if c.parent is earlier.parent and c.unit not in RATES) == count.value:
        return False  # "网站40条、公开栏5期,合计45条"
    listed = of_two_units and (AGAIN.fullmatch(between) or not JOINS.search(between) and len(between) <= 6) or earlier.unit == "类" and not between and count.unit in PIECES
    if listed or of_two_units and earlier.publishes() and earlier.channels() and IN_ALL.fullmatch(between) and count.value >= earlier.value:
        earlier.number, earlier.after = count.number, count.after
        return True
    return earlier is counts[-1] and between in ("", "共", "计", "共计")  # "4期共800本"
