"""Counts that are told again only to name their parts: "在公开的60条信息中", "网站公开的80条按类别分:"."""
import re

from loaders.figures.counts import Count, State

REFERENCE = re.compile(r"(?:的)?(?:各类|各种|主动公开的?)?(?:政府|政务|公开|网站|公众号|微信)?(?:信息|内容)?(?:当?中|里)")  # "在公开的60条信息中", "在60条网站信息中"
AGAIN_TOLD = re.compile(r"^$|(?:公开|发布|推送|更新|上传|公布)的(?:这|上述|全部|所有)*$|^(?:上述|以上|这|前述)$")  # "网站公开的|80条信息中,", "|80条信息中,"
ITS_OWN = re.compile(r"(?:上|里|中|公开|发布|推送|更新|刊发|张贴)的(?:这|全部)?$")  # "网站上的|30条,有…": a place's figure, told before
HAS = re.compile(r"(?:政府|政务)?(?:信息|内容)?(?:里|中)?,?(?:有|包括|包含|涵盖|涉及|主要(?:有|是|为|包括)|分别?(?:为|是|有)|为|是|含)(?![^,;]{0,4}全部)")
OUTSIDE = re.compile(r"(?:不|未)[^,;]{0,4}(?:上述|以上|前述|这|该)$")  # "都不在上述|60条以内"
BY = re.compile(r"(?:从|按照?)[^,;:]{0,12}(?:划分|分类|统计|来分|来看|看|分|类别|渠道|方式|内容|形式|途径|平台|载体|栏目|主题|类型|领域|来源)$")  # "按信息类别划分,"


def is_told_again(count: Count, counts: list[Count], state: State, masked: str) -> bool:
    """Returns whether a number is told again. `counts`: those of its sentence so far."""
    number, own = count.number, masked[count.start:count.number.start]
    again = REFERENCE.match(masked, number.end)
    told = "在" in own or number.value in state.told and again is not None and again.end() == count.after and bool(AGAIN_TOLD.search(own))
    told = told or not count.own and state.last is not None and state.last.value == count.value
    if count.frame.channels and number.value in state.told and ITS_OWN.search(own) and HAS.match(masked, number.end):
        return True
    if told and again or OUTSIDE.search(own) and (number.value in state.told or any(c.value == number.value for c in counts)):
        return True
    return bool(BY.search(count.behind)) and number.value in state.told  # "网站公开的80条按类别分:"


def opens_parts(count: Count, masked: str) -> bool:
    """Returns whether the words behind a number lead to its parts ("公开的80条信息中,")."""
    again = REFERENCE.match(masked, count.number.end)
    return again is not None and again.end() == count.after and count.frame.verb is not None
