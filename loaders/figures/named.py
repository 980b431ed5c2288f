"""Verbs that are only parts of a noun, such as names what is published: "行政处罚信息", "环评受理公示"."""
import re

from loaders.figures.nouns import without_fillers
from loaders.figures.words import Word

DOING = re.compile(r"[对将把通过在由]|利用|组织")  # a preposition: a sentence, no noun
NOMINAL = re.compile(r"(?:信息|类|情况|结果|文件|公告|公示|通知|目录|指南|动态|报告|数据|内容|计划|总结)(?:类|方面|信息|共计|共|有|为|数量|数|等)*$")  # what such a noun ends in
OUTCOME_OF = re.compile(r"(?:落实|完成|进展|处理)?(?:情况|结果|公告|通告|报告|决定|方案|台账|清单)(?:类|信息|共|共计|有|为)*")
TAKEN_IN = re.compile(r"公示|公告|情况|结果|信息|[、和及]拟?(?:批|审)")
FOUND_OUT = re.compile(r"(?:情况|结果)(?:的)?(?:公告|公示|通报|报告|通告)(?:类|信息|共|共计|有|为)*")
NAMED_BY = re.compile(r"信息|类|公告|公示|动态")
NOUNISH = frozenset("服务 救助 帮扶 审批 许可 处罚 登记 考核 审查 监管 检查 抽检 监测 培训 学习 备案 咨询".split())  # "养老服务6条"
UNDERTAKING = frozenset("召开 举办 举行 开展 组织 参加 参与 组织开展 组织召开 组织参加 开通 开设 接待 发放 存在".split())


def is_noun(masked: str, verbs: list[Word], start: int, end: int) -> bool:
    """Returns whether verbs are only parts of a noun: "行政处罚信息", "市场监督检查情况"."""
    head = without_fillers(masked[start:verbs[0].start])
    if not head and (verbs[0].kind == "act" and verbs[0].text not in UNDERTAKING and NAMED_BY.match(masked, verbs[0].end, end)
                     or verbs[0].kind == "inspect" and masked.startswith("类", verbs[0].end, end)):
        return True  # "救助信息26条", "监管类8条"
    if head and len(verbs) == 1 and verbs[0].kind == "receive" and TAKEN_IN.match(masked, verbs[0].end, end):
        return True  # "环评受理公示12条"
    if not head and FOUND_OUT.fullmatch(masked, verbs[0].end, end):
        return True  # "整改情况公告3条"
    inspected = len(verbs) > 1 and verbs[0].kind == "inspect" and verbs[0].end == verbs[1].start  # "督查整改情况"
    if (head and not DOING.search(head) or inspected and not head) and OUTCOME_OF.fullmatch(masked, verbs[-1].end, end):
        return True  # "审计整改情况11条"
    if not head or DOING.search(head) or any(w.kind in ("receive", "remove", "submit") for w in verbs):
        return False
    return bool(NOMINAL.search(masked[verbs[-1].end:end])) or all(w.text in NOUNISH for w in verbs)
