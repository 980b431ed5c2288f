"""What a count takes over from the one just before it: so many of the items handed in, inspected, or counted there."""
import re

from loaders.figures.counts import Context, Count

ADOPTED = re.compile(r"(?:其中)?(?:被|获|已|实际|最终|共|均)*(?:采用|采纳|录用|刊发|采编|审核通过|审核发布)(?:发布|公开|刊发)?(?:了|信息|稿件)*")  # ",被采用45条"
AFTER_INSPECTION = re.compile(r"(?:及时|共|已|并|累计|其中)*(?:更新|补充|修改|调整|完善|优化)(?:完善|更新|了|信息)*")  # "…复核,更新36条"
OF_THOSE = re.compile(r"(?:其中|按要求|按规定|依法|及时|全部|主动|对外|向社会|已|均|应|并)*(?:予以)?(?:公开|公示|公布)(?:办理|答复|复文|结果|情况|了)*")  # "办理建议提案66件,|按要求公开|47件"
COUNTED = ("", "handle", "act", "make")  # what was done to things of which so many were then published


def adopt(last: Count | None, count: Count) -> None:
    """Makes what a channel took of the items handed in to it published there ("向县政府网站报送70条,采用45条"), what an inspection
    led to no publication ("对已公开的420条开展回头看,更新36条"), and so many of the things just counted no total ("办理提案66件,公开47件")."""
    if last is None or count.value > last.value:
        return
    after, before = last.clause == count.clause - 1, last.frame
    if after and before.predicate == "inspect" and AFTER_INSPECTION.fullmatch(count.own):
        count.frame.predicate = "remove"
    elif after and before.predicate in COUNTED and last.unit == count.unit and not (before.bars or before.general or before.channels) and OF_THOSE.fullmatch(count.own):
        count.of_those = True
        count.frame.predicate = before.predicate if before.predicate in ("handle", "act") else count.frame.predicate
    elif before.predicate == "submit" and before.channels and ADOPTED.fullmatch(count.own):
        count.frame.predicate, count.inherited = "disclose", Context(before, last.start, last.sentence)
