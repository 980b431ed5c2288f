"""What a count takes over from the one right before it: taken items, reposts, readers, so many of the things counted there."""
import re

from loaders.figures.counts import Context, Count
from loaders.figures.words import listed

ADOPTED = re.compile(r"(?:其中)?(?:被|获|已|实际|最终|共|均)*(?:采用|采纳|录用|选用|刊发|采编|审核通过|审核发布)(?:发布|公开|刊发)?(?:了|信息|稿件)*")  # ",被采用45条"
OFFERED = re.compile(r"(?:,|全年|共|累计)*向[^,;]{2,16}(?:推送|发送|推荐)")
TAKEN = re.compile(r"(?:其中)?(?:被|获|已|实际|最终|共|均)*(?:采用|采纳|录用|选用|采编)")
AFTER_INSPECTION = re.compile(r"(?:及时|共|已|并|累计|其中)*(?:更新|补充|修改|调整|完善|优化)(?:完善|更新|了|信息)*")  # "…复核,更新36条"
OF_THOSE = re.compile(r"(?:其中|按要求|按规定|依法|及时|全部|主动|对外|向社会|已|均|应|并)*(?:予以)?(?:公开|公示|公布)(?:办理|答复|复文|结果|情况|了)*")  # "办理建议提案66件,|按要求公开|47件"
COUNTED = ("", "handle", "act", "make")  # what was done to things of which so many were then published
YEAR = re.compile(r"((?:19|20)\d\d)年度?")
YEAR_ALONE = re.compile(r"(?:而)?(?:19|20)\d\d年度?(?:则|共|为|是|有|达|到)*")  # "公众号发布信息2022年为100条,2023年为|120条"
ORIGINAL = re.compile(r"原创|自编|自采|首发")  # "推送原创图文20篇,|转发上级信息30篇"
REPOSTED = re.compile(r"(?:发布|推送|推发)?(?:转载|转发|转推)")


def take_over(last: Count | None, count: Count) -> None:
    """Lets a count take over what the one right before it counts: makes what a channel took of the items handed in to it published
    there ("向县政府网站报送70条,采用45条"), what an inspection led to no publication ("对已公开的420条开展回头看,更新36条"), so many of
    the things just counted no total ("办理提案66件,公开47件"), and readers or applications of what only follows them ("粉丝分别为1.2万、0.8万")."""
    if last is None:
        return
    after, before = last.clause == count.clause - 1, last.frame
    if not count.own and count.unit == last.unit and count.clause == last.clause:
        count.frame.bars |= before.bars & {"follow", "view", "request"}
    if before.predicate == "disclose" and before.channels and OFFERED.match(last.own) and TAKEN.match(count.own):
        before.predicate = "submit"  # "向市政府网站推送60条,采用41条"
    if after and YEAR.match(count.own) and is_earlier_year(last, count):
        count.frame.bars.add("past")  # "2023年推送60条,2022年推送50条"
    if count.value > last.value:
        return
    if after and before.predicate == "inspect" and AFTER_INSPECTION.fullmatch(count.own):
        count.frame.predicate = "remove"
    elif after and before.predicate in COUNTED and last.unit == count.unit and not (before.bars or before.general or before.channels) and OF_THOSE.fullmatch(count.own):
        count.of_those = True
        count.frame.predicate = before.predicate if before.predicate in ("handle", "act") else count.frame.predicate
    elif before.predicate == "submit" and before.channels and ADOPTED.fullmatch(count.own):
        count.frame.predicate, count.inherited = "disclose", Context(before, last.start, last.sentence)


def is_earlier_year(last: Count, count: Count) -> bool:
    """Returns whether `count` tells of an earlier year than `last`, by the same verb or by none."""
    one, other = YEAR.search(last.own), YEAR.search(count.own)
    verbs = last.frame.verb, count.frame.verb
    same = None not in verbs and verbs[0].text == verbs[1].text or any(YEAR_ALONE.fullmatch(c.own) for c in (last, count))
    return one is not None and other is not None and other[1] < one[1] and same


def is_reposted(last: Count | None, count: Count) -> bool:
    """Returns whether a count tells what the account of the count before took over beside what it wrote itself."""
    if last is None or last.sentence is not count.sentence or last.parent is not count.parent or last.clause < count.clause - 1:
        return False
    return last.publishes() and not count.frame.channels and bool(ORIGINAL.search(last.own)) and bool(REPOSTED.match(count.own))


def repeats(last: Count, count: Count) -> bool:
    """Returns whether a count of one subject repeats the verb of the one before ("在网站公开文件3份、公开项目5条")."""
    verb, before, frame = count.frame.verb, last.frame.verb, count.frame
    if not (last.continued or last.frame.placed):
        return False
    if verb is None or before is None or frame.channels or frame.several or frame.general or last.frame.general:
        return False
    return verb.text == before.text and verb.start == count.start and verb.end < count.number.start and verb.text in listed("general", "publish")


def is_of_readers(count: Count) -> bool:
    """Returns whether a count is of those who read an account, or of how often they do ("日均访问2246次", "新增320人")."""
    return bool(count.frame.bars & {"view", "follow", "each"}) or count.unit in ("人", "名", "户", "人次")
