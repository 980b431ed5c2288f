"""Applications told side by side of several bodies or parts of the year: the sum that the report gives is the figure, else none is
("本级收到31件,部门收到96件,合计127件")."""
import re
from dataclasses import replace

from loaders.figures.asked import ABOUT, ANSWER, OTHER_MATTER, RECEIVE, SORT, Told
from loaders.figures.counts import Count
from loaders.figures.nouns import SUMMING
from loaders.figures.peers import OWN, without_time
from loaders.figures.whose import BODY, part_of_year

DOINGS = (("requests.received", RECEIVE), ("requests.handled", ANSWER))
WHOLE = re.compile(r"全[省市州盟县区旗镇乡局街系]|各级")  # "全县各级行政机关": no part
BARE = re.compile(r"(?:收到|接到|新收|接收|受理|收悉|办结|答复|办复|回复|部门|单位|机关|[镇乡局委办院所级])(?:了|共|计|到)*$")
NAMED = re.compile(r"的?(?:依申请公开|(?:政府)?(?:信息)?(?:公开)?的?申请)(?:数量|数|件数|事项|为|有|共)*$")  # "部门|申请"
LEAD = re.compile(r"^(?:其中|而|另|[,;、])+")
TOTAL = re.compile(r"(?:以上|上述|[两二三四五][项者]|全[省市州盟县区旗镇乡局街]+道?|全年度?|年内|本年度?|各级)*(?:共计|合计|总计|总共|一共|累计|总数|共)(?:为|是|有)?(?:收到|接到|新收|接收|受理|办结|答复|办复|办理)?(?:了|共|计|到)*(?:依申请公开|政府|信息|公开|申请|件|事项|数量|为|有)*")
SUMMED_RANK = 6  # the sum that the report gives itself of what it told by way, applicant or body


def side_by_side(counts: list[Count], told: list[Told]) -> list[Told]:
    """Returns the statements with those of several bodies or parts of the year made one: their sum where the report gives it after
    them, else a statement that only says that these are parts. `counts`, `told`: those of one paragraph."""
    for measure, _ in DOINGS:
        row = row_of(counts, measure)
        among = {id(c) for c in row}
        mine = [t for t in told if t.measure == measure and any(id(c) in among for c in t.counts)]
        if not mine:
            continue
        told = [t for t in told if t not in mine]
        at = {id(c): i for i, c in enumerate(counts)}
        whole = next((c for c in counts[at[id(row[-1])] + 1:] if is_total(c, measure)), None)
        carried = next((t.value for t in told if whole and t.measure == "requests.carried_in" and t.counts and at.get(id(t.counts[0]), len(at)) < at[id(whole)]), None)
        if whole is None or carried and whole.value == sum(c.value for c in row) + carried:
            told.append(replace(mine[0], value=sum(c.value for c in row), counts=tuple(row), part=True))
        elif not any(t.measure == measure and t.counts and t.counts[0] is whole for t in told):
            told.append(Told(measure, whole.value, SUMMED_RANK, whole.sentence, whole.start, whole.number.end, (whole,)))
    return told


def row_of(counts: list[Count], measure: str) -> list[Count]:
    """Returns the counts that tell one doing of two or more bodies or parts of the year; none where they are of one, or where the first
    is the sum of the others."""
    row: list[Count] = []
    bodies: set[str] = set()
    body = doing = ""
    sentence = None
    for count in counts:
        if count.sentence is not sentence:
            sentence, body = count.sentence, ""
        if count.parent is not None or count.unit == "%":
            continue
        done, at = doing_of(count.own)
        if named := "" if TOTAL.fullmatch(count.own) else told_of(count):
            body = named
        elif not done or count.own[:at].strip("其中已均共、,"):
            body = ""
        doing = done or doing
        if body and doing == measure and (done or named) and (not row or row[0].base_unit == count.base_unit) and is_of_applications(count):
            row.append(count)
            bodies.add(body)
    first_is_sum = len(row) > 2 and sum(c.value for c in row[1:]) == row[0].value
    return row if len(bodies) > 1 and not first_is_sum else []


def is_of_applications(count: Count) -> bool:
    """Returns whether a count's words name applications, or nothing but the doing ("部门收到|96件")."""
    words = count.own + count.behind
    return not OTHER_MATTER.search(words) and bool(ABOUT.search(words) or BARE.search(count.own))


def doing_of(own: str) -> tuple[str, int]:
    """Returns the measure that the first doing in a count's own words counts, and where it begins; "" where they hold none."""
    found = [(pattern.search(own), measure) for measure, pattern in DOINGS]
    return min(((f.start(), m) for f, m in found if f), default=(0, ""))[::-1]


def told_of(count: Count) -> str:
    """Returns the body or the part of the year that a count's own words begin with ("部门和乡镇"收到, "上半年"收到), or ""; the agency that
    reports is none ("我局"收到)."""
    if time := part_of_year(count.own):
        return time
    if SORT.search(count.own):
        return ""
    done, at = doing_of(count.own)
    subject = count.own[:at] if done else NAMED.sub("", count.own)
    subject = SUMMING.sub("", without_time(LEAD.sub("", subject)))
    return subject if BODY.search(subject) and not OWN.fullmatch(subject) and not WHOLE.match(subject) else ""


def is_total(count: Count, measure: str) -> bool:
    """Returns whether a count is told as the sum of those before it: "合计127件", "全县共收到127件"."""
    return TOTAL.fullmatch(count.own) is not None and doing_of(count.own)[0] in ("", measure)
