"""Trainings told one by one under a word that leads them, beside their sum: "培训方面,邀请县政府办授课1次,自办1次,计2次"."""
import re

from loaders.figures.counts import Count
from loaders.figures.measured import measures

LED = re.compile(r"(?:^|[,;:、.)])(?:在)?(?:业务|教育|人员|队伍|干部)*培训(?:方面|上|工作)?[,:][^;:\d]*$")  # "培训方面,"
HELD = re.compile(r"授课|讲课|讲座|辅导|自办|举办|组织|开班|办班|集中|轮训|以会代训|跟班")
ATTENDED = re.compile(r"参加|参与|赴|选派|派员|接受|观看|收看")
LONGEST = 80  # characters before a list in which the words that lead it may stand


def summed_lessons(counts: list[Count], whole: Count) -> list[Count]:
    """Returns the trainings told before a count in its sentence that come to it, to the item, where words say that trainings follow; [] where
    they do not. `counts`: all of the report, in reading order."""
    units = next(m.units for m in measures() if m.id == "trainings")
    told: list[Count] = []
    for count in reversed(counts[:counts.index(whole)]):
        if count.sentence is not whole.sentence or count.unit not in units or count.unit != whole.unit:
            break
        told.insert(0, count)
    if len(told) < 2 or sum(c.value for c in told) != whole.value or not LED.search(whole.sentence.text, max(0, told[0].number.start - LONGEST), told[0].number.start):
        return []
    return told if all(HELD.search(c.own) and not ATTENDED.search(c.own) for c in told) else []
