"""Clauses without numbers that name a subject for the next one, or a channel and tell something else of it than that things are published there."""
import re

from loaders.figures.frames import Frame

ONLY_PLACE = re.compile(r"[■□]*(?:上|中|里|内|平台|栏目|专栏|账号|端|渠道|方面|部分|等)*(?:[^,;:]{0,6}(?:信息|内容|情况|条数|数量))?(?:等[^,;:]{0,8})?")  # what may stand behind the name of a place, if that is all a clause tells

HAS = re.compile(r"(?:共|共有|有|计|共计|为|达|达到|升至|增至|增加到|上升到|降至|减至)?")
GREW = r"(?:上升|增长|提升|提高|攀升|增加|回升|下降|减少|升|降|新高|扩大)[了的]?,$"
MOST = re.compile(  # clauses that name what the next one only says how many of
    r"(?:类|信息|方面|领域)(?:信息)?(?:最多|居首|次之|最高|最少|居多),$|(?:占比|数量|发布量)(?:最大|最高|最多|居首),$"
    rf"|(?:公开|发布|更新|推送)[^,;\d]{{0,8}}(?:数量|总量|总数|条数|信息量)[^,;\d]{{0,10}}{GREW}"
    rf"|(?:阅读|浏览|点击|播放|访问|点赞|粉丝|关注|订阅|用户)[^,;\d]{{0,12}}{GREW}")


def names_most(masked: str, before: int, start: int, end: int) -> bool:
    """Returns whether the clause before names the subject that the words [start, end) before a number only say how many of ("社会救助类最多,|有60条", "公开数量稳步上升,|达到60条")."""
    return bool(HAS.fullmatch(masked, start, end) and MOST.search(masked, before, start))


def tells_aside(frame: Frame, masked: str, end: int) -> bool:
    """Returns whether a clause without numbers, which ends at `end` of the masked sentence, tells something of a channel but not that things
    are published there ("公众号由专人维护", "邀请媒体记者参加座谈")."""
    if frame.verb is not None or not frame.mentions:
        return False
    return frame.predicate != "" or not frame.placed and not ONLY_PLACE.fullmatch(masked, frame.mentions[-1].end, end)
