"""Counts of which the report says that they are no disclosure: "公众号发稿300篇,不计入公开信息条数"."""
import re

from loaders.figures.counts import Count

MARK = re.compile(r"[,;()]")
ALL = r"(?:均|都|皆|全部|以上|上述|这些|此类|这类|[两二三]者)"
NOT_COUNTED = re.compile(
    rf"(?P<all>{ALL}*)[^,;()\d未无没]{{0,8}}?(?:不|未|没有|并未|并不|暂不)(?:再)?(?:"
    r"(?:计|列|纳|算|统计|计算)[入进在到](?!.{0,30}(?:总数|总量|总计|上述|前述|以上|该数|其中))[^,;\d]{0,12}(?:公开|统计|条数|数量|范围)"
    r"|在[^,;\d]{0,10}(?:统计|公开)[^,;\d]{0,6}(?:之列|之内|范围|内)|(?:作|作为|当作|视为|视作|属|属于|是)[^,;\d的一]{0,8}(?:公开|政府信息|统计))(?:政府|信息|条数|数量|范围|内容|统计|数|处理|之列|内|中)*(?=[,;()]|$)")
ALL_BEFORE = re.compile(rf",{ALL}[^,;]*,$")  # ",以上均属新闻宣传,不纳入…"
LEFT_OUT = re.compile(
    rf"(?:的)?(?:信息|内容)?(?P<all>{ALL}*)(?:则|暂|并|也)?(?:(?:不|未|没有)(?:再)?(?:(?:计|列|纳|算)入|包括|包含|统计)(?:在内|其中|其内|内)?|(?:不|未)在(?:此列|其内|其中|内)|另计|另算|另行(?:统计|计算)|单独(?:统计|计算)|单列)(?=[,;)]|$)")
# "部门网站公开120条|未计入", but not "未计入上述总数", which a channel's figure may be
NOT_HELD = re.compile(r"(?:其中|均|都)*(?:不|未)(?:含|包括|包含|计|算)(?!入)")  # "(不含部门网站公开的|120条)"
PUBLICITY = re.compile(r"[,;(](?:这|此|该项|上述)?(?:些|类|部分)?(?:内容|信息|稿件|报道|数字)?(?P<all>均|都|皆)?(?:属|属于|系)(?:新闻|对外|正面|形象|典型|社会|文化|旅游)?(?:宣传|报道)[^,;\d]{0,6},(?:均|都|故|因此|因而|所以)*(?:不|未|没有|并未)(?:再)?[计列纳算][入进]")  # ",这属于新闻宣传,没有计入上表"
FAR = 80  # characters behind a number in which the report may say so


def set_outside(counts: list[Count]) -> None:
    """Bars the counts that words before them, behind them or in the next clause of their sentence put outside disclosure; a word like 均 reaches back over the other
    channels told beside the last one."""
    for at, count in enumerate(counts):
        following = counts[at + 1] if at + 1 < len(counts) else None
        text, end = count.sentence.text, count.number.end
        stop = following.start if following is not None and following.sentence is count.sentence else len(text)
        stop = min(stop, end + FAR)
        said = LEFT_OUT.match(text, end) or PUBLICITY.search(text, end, stop) or NOT_COUNTED.match(text, end, stop) or next((s for m in MARK.finditer(text, end, stop) if (s := NOT_COUNTED.match(text, m.end(), stop) or LEFT_OUT.match(text, m.end()))), None)
        if NOT_HELD.match(count.own) or is_beside_left_out(counts[:at], count):
            count.frame.bars.add("outside")
        everything = said is not None and bool(said["all"] or ALL_BEFORE.search(text, end, said.start()))
        if said is None or not everything and not count.publishes():
            continue
        count.frame.bars.add("outside")
        for earlier in reversed(counts[:at]) if everything else ():
            if earlier.sentence is not count.sentence or not earlier.frame.channels or earlier.unit == "%" or ";" in text[earlier.number.end:count.start]:
                break
            earlier.frame.bars.add("outside")


def is_beside_left_out(before: list[Count], count: Count) -> bool:
    """Returns whether a count goes on with a list of what is not counted ("不含部门网站120条、乡镇网站|90条")."""
    last = before[-1] if before else None
    if last is None or last.sentence is not count.sentence or last.clause != count.clause or "outside" not in last.frame.bars:
        return False
    return NOT_HELD.match(last.own) is not None or is_beside_left_out(before[:-1], last)
