"""Counts of which the report says that they are no disclosure: "公众号发稿300篇,不计入公开信息条数"."""
import re

from loaders.figures.counts import Count

MARK = re.compile(r"[,;()]")
ALL = r"(?:均|都|皆|全部|以上|上述|这些|此类|这类|[两二三]者)"
NOT_COUNTED = re.compile(
    rf"(?P<all>{ALL}*)[^,;()\d未无没]{{0,8}}?(?:不|未|没有|并未|并不|暂不)(?:再)?(?:"
    r"(?:计|列|纳|算|统计|计算)[入进在到](?!.{0,30}(?:总数|总量|总计|上述|前述|以上|该数|其中))[^,;\d]{0,12}(?:公开|统计|条数|数量|范围)"
    r"|在[^,;\d]{0,10}(?:统计|公开)[^,;\d]{0,6}(?:之列|之内|范围|内)|(?:作|作为|当作|视为|视作|属|属于|是)[^,;\d的一]{0,8}(?:公开|政府信息|统计))(?:政府|信息|条数|数量|范围|内容|统计|数|处理|之列|内|中)*(?=[,;()]|$)")
FAR = 80  # characters behind a number in which the report may say so


def set_outside(counts: list[Count]) -> None:
    """Bars the counts that the next clause of their sentence puts outside disclosure; a word like 均 reaches back over the other
    channels told beside the last one."""
    for at, count in enumerate(counts):
        following = counts[at + 1] if at + 1 < len(counts) else None
        text, end = count.sentence.text, count.number.end
        stop = following.start if following is not None and following.sentence is count.sentence else len(text)
        stop = min(stop, end + FAR)
        said = next((s for m in MARK.finditer(text, end, stop) if (s := NOT_COUNTED.match(text, m.end(), stop))), None)
        if said is None or not count.publishes():
            continue
        count.frame.bars.add("outside")
        for earlier in reversed(counts[:at]) if said["all"] else ():
            if earlier.sentence is not count.sentence or not earlier.frame.channels or earlier.unit == "%" or ";" in text[earlier.number.end:count.start]:
                break
            earlier.frame.bars.add("outside")
