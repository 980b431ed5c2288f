"""Applications told side by side of several bodies or parts of the year: the sum that the report gives is the figure, else none is
("本级收到31件,部门收到96件,合计127件")."""
import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.figures.asked import ABOUT, ANSWER, OTHER_MATTER, RECEIVE, SORT, Told
from loaders.figures.counts import Count
from loaders.figures.nouns import SUMMING
from loaders.figures.peers import OWN, without_time
from loaders.figures.whose import BODY, part_of_year

DOINGS = (("requests.received", RECEIVE), ("requests.handled", ANSWER))
WHOLE = re.compile(r"^(?:全[省市州盟县区旗镇乡局街系]|各级)")  # "全县各级行政机关": no part
WIDER = re.compile(r"全[省市州盟县区旗系]")
NARROWER = re.compile(r"^[我本](?:[镇乡局委办院所站厅]|街道|中心|单位|机关)$")  # "我镇"
BARE = re.compile(r"(?:收到|接到|新收|接收|受理|收悉|办结|答复|办复|回复|部门|单位|机关|[镇乡局委办院所级])(?:了|共|计|到)*$")
NAMED = re.compile(r"的?(?:依申请公开|(?:政府)?(?:信息)?(?:公开)?的?申请)(?:数量|数|件数|事项|为|有|共)*$")  # "部门|申请"
LEAD = re.compile(r"^(?:其中|而|另|[,;、])+")
TOTAL = re.compile(r"(?:以上|上述|[两二三四五][项者]|全[省市州盟县区旗镇乡局街]+道?|全年度?|年内|本年度?|各级)*(?:共计|合计|总计|总共|一共|累计|总数|共)(?:为|是|有)?(?:收到|接到|新收|接收|受理|办结|答复|办复|办理)?(?:了|共|计|到)*(?:依申请公开|政府|信息|公开|申请|件|事项|数量|为|有)*")
SUMMED_RANK = 6  # the sum that the report gives itself of what it told by way, applicant or body


def side_by_side(counts: list[Count], told: list[Told]) -> list[Told]:
    """Returns the statements with those of several bodies or parts of the year made one: what the report gives of all of them, else
    a statement that only says that these are parts. `counts`, `told`: those of one paragraph."""
    for measure, _ in DOINGS:
        subjects = list(told_by(counts, measure))
        own, whole = ({id(c) for c, s in subjects if pattern.search(s)} for pattern in (NARROWER, WHOLE))
        row = [(c, s) for c, s in subjects if is_part(s)]
        parts = {id(c) for c, _ in row}
        mine = {id(t.counts[0]): t for t in told if t.measure == measure and t.counts}
        ours = next((c for c, s in subjects if id(c) in own), None)
        if ours is not None and whole & mine.keys():  # "全县收到86件,我镇收到5件"
            parts |= {id(c) for c, s in subjects if WIDER.match(s)}
            if id(ours) not in mine:
                mine[id(ours)] = Told(measure, ours.value, 3, ours.sentence, ours.start, ours.number.end, (ours,))
                told = [*told, mine[id(ours)]]
        if own & mine.keys() or whole & mine.keys():
            told = [t for t in told if not (t.measure == measure and t.counts and id(t.counts[0]) in parts)]
        elif len({s for _, s in row}) > 1 and not is_sum([c for c, _ in row]) and parts & mine.keys():
            told = [t for t in told if not (t.measure == measure and t.counts and id(t.counts[0]) in parts)]
            told.append(together([c for c, _ in row], counts, told, measure, next(mine[id(c)] for c, _ in row if id(c) in mine)))
    return told


def together(row: list[Count], counts: list[Count], told: list[Told], measure: str, first: Told) -> Told:
    """Returns the sum that the paragraph gives after a row of several bodies, or a statement that these are parts where it gives none, or
    one that holds what was carried over too."""
    at = {id(c): i for i, c in enumerate(counts)}
    whole = next((c for c in counts[at[id(row[-1])] + 1:] if TOTAL.fullmatch(c.own) and doing_of(c.own)[0] in ("", measure)), None)
    parts = sum(c.value for c in row)
    carried = next((t.value for t in told if whole and t.measure == "requests.carried_in" and t.counts and at.get(id(t.counts[0]), len(at)) < at[id(whole)]), None)
    if whole is None or carried and whole.value == parts + carried:
        return replace(first, value=parts, counts=tuple(row), part=True)
    return Told(measure, whole.value, SUMMED_RANK, whole.sentence, whole.start, whole.number.end, (whole,))


def told_by(counts: list[Count], measure: str) -> Iterator[tuple[Count, str]]:
    """Yields the counts that tell one doing, with the words that say whose it is, in their clause or the one before it in the sentence."""
    subject = doing = ""
    sentence = unit = None
    for count in counts:
        if count.sentence is not sentence:
            sentence, subject = count.sentence, ""
        if count.parent is not None or count.unit == "%":
            continue
        done, at = doing_of(count.own)
        named = subject_of(count)
        if named or not done or count.own[:at].strip("其中已均共、,"):
            subject = named
        doing = done or doing
        if subject and doing == measure and (done or named) and unit in (None, count.base_unit) and is_of_applications(count):
            unit = count.base_unit
            yield count, subject


def subject_of(count: Count) -> str:
    """Returns the words that a count's own begin with, before what is done ("部门和乡镇"收到, "上半年"收到, "全县"共收到); "" where they
    are no body and no part of the year."""
    if time := part_of_year(count.own):
        return time
    if SORT.search(count.own):
        return ""
    done, at = doing_of(count.own)
    subject = SUMMING.sub("", without_time(LEAD.sub("", count.own[:at] if done else NAMED.sub("", count.own))))
    return subject if BODY.search(subject) else ""


def is_part(subject: str) -> bool:
    """Returns whether words name one of several bodies or a part of the year, not the agency that reports nor all of its circle."""
    return not OWN.fullmatch(subject) and not WHOLE.match(subject) and not NARROWER.search(subject)


def is_sum(row: list[Count]) -> bool:
    """Returns whether the first of a row is the sum of the others."""
    return len(row) > 2 and sum(c.value for c in row[1:]) == row[0].value


def is_of_applications(count: Count) -> bool:
    """Returns whether a count's words name applications, or nothing but the doing ("部门收到|96件")."""
    words = count.own + count.behind
    return not OTHER_MATTER.search(words) and bool(ABOUT.search(words) or BARE.search(count.own))


def doing_of(own: str) -> tuple[str, int]:
    """Returns the measure that the first doing in a count's own words counts, and where it begins; "" where they hold none."""
    found = [(pattern.search(own), measure) for measure, pattern in DOINGS]
    return min(((f.start(), m) for f, m in found if f), default=(0, ""))[::-1]
