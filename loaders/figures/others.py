"""Counts other than disclosure and applications, by forms/counted.toml: interpretations, trainings, proposals, followers …"""
import re
from dataclasses import dataclass
from itertools import pairwise

from loaders.figures.counts import Count
from loaders.figures.lessons import summed_lessons
from loaders.figures.measured import Measure, by_unit, measures, mentions, unlisted
from loaders.figures.numbers import chinese_value
from loaders.figures.readings import BARE_FORM, FORM_OF_READING, LED, WHOLE, is_each_form, is_series, summed_forms
from loaders.figures.respectively import RESPECTIVELY, each_of_named
from loaders.figures.scopes import dated
from loaders.figures.sentences import Sentence
from loaders.figures.totals import SUMMED

FOLLOWED = {"wechat", "weibo", "video", "new_media"}
AFTER_NONE = re.compile(r"(?:的)?(?:申请|渠道)")
MEANS_READING = re.compile(r"解读|图解")
FARTHEST = 16  # characters between what is counted and its number
EACH = re.compile(r"(?<![全国])各(?:自|作了?|做了?|进行了?|配发?了?|配套|解读了?|开展了?|举办了?|组织了?|发布了?|制作了?|召开了?|完成了?)*(?:专题|政策|集中|业务)?(?:培训|解读|图解|讲座)?了?$")  # "两个办法各解读|1次", which come to more
SEVERALLY = re.compile(r"[、和及与][\d一二两三四五]")
ONE_EACH = re.compile(r"(\d+|[两三四五六七八九十])(?:个|份|项|件)(?:[^,;、\d]{0,6}(?:文件|政策|办法|规定|措施|方案|新规|条例|事项|事|热点|问题|主题)),?(?:均|都)?各(?:自|配套|制作|编写|撰写|编发|发布|推出|配发|配|做|作|写|编|出)*了?(?:政策|文字|图文)*(?:解读|图解)?(?:材料|稿件)?$|(?<![年\d])((?:\d{1,2}月份?[、和及与])+\d{1,2}月份?|上半年[、和及与]?下半年|上、下半年|年初[、和及与]年[中底末]|春[、和及与]?秋两?季|春季[、和及与]秋季)(?:均|都)?(?:各|分别)(?:组织|举办|开展|召开|培训|轮训|集中培训)了?[^,;、和\d]{0,12}$")  # "5个文件各制作|1篇解读", "3月、9月各组织|一次培训"
PLANNED = re.compile(r"(?<![按照据])(?:^|[^\d一-鿿]|\d年|[今明来]年|年内|月份?|前|后|底|初|全年|下一步|下步|我[局镇乡县市委办]|街道|本[局镇乡])(?:还)?(?:拟(?!定|稿|写|制[^作]|文)|(?:原|原本)?计划(?!任务)|准备|打算|争取|将(?![^,;]{0,30}(?:作为|纳入|列入|列为|分为|分成|融入|改|与|和)))(?:在[^,;]{0,8})?(?:再)?(?=举办|组织|开展|召开|制作|发布|编写|安排|培训|推出|集中|邀请|完成)")  # "计划举办培训|3次"
NAMES_SUM = re.compile(r"解读(?:数量?|总数|材料数)")
SAYS_HOW_MANY = re.compile(r"(?:解读|培训)(?:数量?|总数|材料数|场次)(?:共|为|是|达)*|(?:全年|年内|本年度?)|(?:全年|年内|本年度?|先后|前后|一年来)*(?:共计?|合计|总计|累计|总共|一共|计)(?:举办|开展|组织|发布|制作|完成|推出)?了?|(?:举办|开展|组织)了?")  # "作了解读,|计3篇"
LONGEST = 80  # characters of a clause that tells what was done
INCLUDED = re.compile(r"(?:已|均|也|都)?(?:包含|包括|计算|统计|计|含|算)(?:在内|在其中|其中)")  # "业务讲座2次,县政府办授课1次|包含在内"
BODIES = re.compile(r"^(?:[^,;、]{0,4})(?:股室|科室|站所|部门|单位|机关|乡镇|镇街|街镇|街道|[村镇乡]|社区|企业|学校|窗口|小组|支部|人员)(?!级)")  # "对21个|股室站所的信息员集中培训"
SORTS = {"interpretations": re.compile(r"解读|图解|问答|^(?:发布|制作)?(?:文字|图片|图文|视频|动画|漫画|音频)$"),
         "trainings": re.compile(r"培训|轮训|^线[上下]$|\d月|半年|季$|季度$")}  # what "respectively" may number of a measure
CLAUSE_BEFORE = re.compile(r"[^,;:()\d]+,$")
JOINED = re.compile(r"([^,、和及与]{1,10})(?:和|及其|及|与|、|以及)(?:相关|有关|重要|重点|配套|政策|文件)*$")  # "政策文件和|解读材料"


@dataclass(frozen=True)
class Counted:
    """A figure of another measure; `count` None where none is said in words."""

    measure: str
    value: int | float
    sentence: Sentence
    start: int
    end: int
    count: Count | None = None


def read_others(sentences: list[Sentence], counts: list[Count], year: int | None) -> list[Counted]:
    """Returns what the sentences count, in reading order; a count has one measure at most. What is dated to another year than the
    report's is left out."""
    found = []
    shared: Count | None = None  # the last count that holds for each of several things
    named: Count | None = None  # the last count of the sentence that names a channel
    sums = {id(c): forms for c in counts if SUMMED.fullmatch(c.own) and (forms := summed_forms(counts, c))}
    classes = {id(c): lessons for c in counts if SUMMED.fullmatch(c.own) and (lessons := summed_lessons(counts, c))}
    summands = {id(form) for forms in (*sums.values(), *classes.values()) for form in forms}
    wholes = {id(c.sentence): c for c in counts if WHOLE.fullmatch(c.own)}
    for count in counts:
        if PLANNED.search(count.own):
            continue
        if named is not None and named.sentence is not count.sentence:
            named = None
        named = count if count.channels() else named
        if INCLUDED.match(count.behind) or count.unit == "%" or count.frame.bars & {"growth", "each", "plan", "cumulative", "share"} or dated(count.sentence.text[:count.number.start], year):
            continue
        if RESPECTIVELY.search(count.own) and (measure := measure_of(count)) in SORTS and (named_each := each_of_named(count, counts, SORTS[measure])):
            found.append(Counted(measure, sum(c.value for c in named_each), count.sentence, count.start, named_each[-1].number.end, count))
            continue
        if one := one_each(count):
            found.append(one)
            continue
        if EACH.search(count.own):
            shared = count
            continue
        if forms := sums.get(id(count)):
            found.append(Counted("interpretations", count.value, count.sentence, forms[0].start, count.number.end, count))
        if lessons := classes.get(id(count)):
            found.append(Counted("trainings", count.value, count.sentence, lessons[0].start, count.number.end, count))
            continue
        if id(count) in summands or id(count) in sums:
            continue
        if (whole := wholes.get(id(count.sentence))) is not None and count.start < whole.start and measure_of(count) == "interpretations":
            continue
        summed = ("interpretations" if is_each_form(shared, count) else measure_of(shared)) if shared is not None and sums_up(count, shared) else None  # "两个办法各解读1次,|共2次"
        measure = summed or followers(count, named) or measure_of(count) or ("interpretations" if is_form_beside(count, counts) else None)
        measure = measure or told_once_more(count, found)
        if measure == "interpretations" and count.parent is not None and measure_of(count.parent) == measure:
            continue  # "解读政策12次,其中图解4篇"
        if measure and (count.parent is None or not count.parent.publishes() or measure not in unlisted()):
            own = words_of(count)
            end = count.after if count.start == count.number.start or not mentions().search(own) else count.number.end
            found.append(Counted(measure, count.value, count.sentence, count.number.start - len(own), end, count))
    for sentence in sentences:
        found += said_none(sentence)
    return found


def each_of_several(counts: list[Count], year: int | None) -> list[Count]:
    """Returns the counts of interpretations and trainings that hold for each of several things, of which no sum is printed."""
    whole = {id(c.sentence) for c in counts if WHOLE.fullmatch(c.own)}
    told = {id(c) for c, after in pairwise(counts) if sums_up(after, c) or id(c.sentence) in whole}
    return [c for c in counts if EACH.search(c.own) and id(c) not in told and one_each(c) is None and not dated(c.sentence.text[:c.number.start], year) and measure_of(c) in ("interpretations", "trainings")]


def told_once_more(count: Count, found: list[Counted]) -> str | None:
    """Returns the measure of trainings where a bare number sums up those told in the clause before it ("9月组织培训1次,全年共|5次")."""
    last = found[-1].count if found and found[-1].measure == "trainings" else None
    near = last is not None and last.sentence is count.sentence and count.clause - last.clause == 1 and count.unit == last.unit
    return "trainings" if near and not count.behind and SUMMED.fullmatch(count.own) else None


def one_each(count: Count) -> Counted | None:
    """Returns the figure of one training a month or one interpretation a document where these are told by name or number; None where they are not."""
    text, start = count.sentence.text, max(0, count.number.start - LONGEST)
    each = ONE_EACH.search(text[start:count.number.start]) if count.value == 1 else None
    measure = measure_of(count) if each else None
    if each and each[2] and SEVERALLY.match(text, count.after):
        return None  # "3月、9月分别培训1次、2次"
    if measure != ("trainings" if each and each[2] else "interpretations") or not each[2] and count.unit in ("次", "场"):
        return None
    times = (len(each[2].split("月")) - 1 or 2) if each[2] else int(each[1]) if each[1].isdigit() else chinese_value(each[1])
    return Counted(measure, times, count.sentence, start + each.start(), count.after, count)


def sums_up(count: Count, shared: Count) -> bool:
    """Returns whether a count tells what one that holds for each of several things comes to ("各解读1次,|共2次")."""
    return count.sentence is shared.sentence and count.clause - shared.clause == 1 and (count.base_unit == shared.base_unit or NAMES_SUM.match(count.own)) and bool(SAYS_HOW_MANY.fullmatch(count.own))


def names_form(count: Count) -> bool:
    """Returns whether a count is of one form of interpretations, not of all ("图解12幅", "短视频3部")."""
    return bool(FORM_OF_READING.search(count.own)) or is_bare_form(count)


def is_bare_form(count: Count) -> bool:
    """Returns whether a count's words are a form and nothing else, which alone may be of anything."""
    return bool(BARE_FORM.fullmatch(count.own)) or is_series(count) or count.own == "问答" and LED.search(count.sentence.text, 0, count.start) is not None


def is_form_beside(count: Count, counts: list[Count]) -> bool:
    """Returns whether a bare word for a form stands in one list with a form of interpretations ("图解12幅、视频3部")."""
    return is_bare_form(count) and any(
        c.sentence is count.sentence and c.parent is count.parent and abs(c.clause - count.clause) <= 2 and FORM_OF_READING.search(c.own) for c in counts)


def is_event(counted: Counted) -> bool:
    """Returns whether a figure counts events, what was interpreted or what only resembles the measure, where things that were published may be told as well ("解读12场",
    "18件文件均同步解读")."""
    count = counted.count
    return count is not None and (is_weak(counted) or any(count.unit in m.events or m.interpreted.search(count.behind) for m in by_unit(count.base_unit) if m.id == counted.measure))


def is_weak(counted: Counted) -> bool:
    """Returns whether a figure counts what only resembles its measure ("政策问答6期", "集中学习《条例》2次")."""
    count = counted.count
    return count is not None and not LED.search(count.sentence.text, 0, count.start) and any(m.weak.search(count.own + count.behind) for m in by_unit(count.base_unit) if m.id == counted.measure)


def words_of(count: Count) -> str:
    """Returns the words before a number that say what it counts: its own, with the clause before them where they only say how many
    ("作了解读,|计3篇")."""
    if count.behind or not SAYS_HOW_MANY.fullmatch(count.own):
        return count.own
    before = CLAUSE_BEFORE.search(count.sentence.text, max(0, count.start - LONGEST), count.start)
    return f"{before[0]}{count.own}" if before else count.own


def measure_of(count: Count) -> str | None:
    """Returns the measure whose object stands nearest to the number; None where none does."""
    best, place = None, -1
    own, behind = words_of(count), count.behind
    if not mentions().search(own) and not mentions().search(behind):
        return None
    for measure in by_unit(count.base_unit):
        last = None
        for last in measure.object.finditer(own):
            pass
        if last is None and measure.noted.match(count.sentence.text, count.number.end):
            last = measure.perhaps.search(own)
        if last is None or not applies(measure, count.sentence) or len(own) - last.end() > FARTHEST or measure.excluded.search(own) or measure.outsiders.match(f"{own}|{count.sentence.text[count.number.end:count.number.end + LONGEST]}") or (measure.joined and is_joined(measure, own, last.start())):
            continue
        if last.end() > place:
            best, place = measure.id, last.end()
    if best or count.unit == "种":
        return best  # "以3种|形式解读"
    for measure in by_unit(count.base_unit):
        first = measure.object.search(behind)
        if first and applies(measure, count.sentence) and not (count.unit in ("个", "家") and BODIES.search(behind, 0, first.start())):
            if not measure.excluded.search(own + behind) and not measure.outsiders.match(f"{own}{behind}|{count.sentence.text[count.after:count.after + LONGEST]}") and first.start() <= 16 and (place < 0 or first.start() < place):
                best, place = measure.id, first.start()
    return best


def applies(measure: Measure, sentence: Sentence) -> bool:
    """Returns whether the measure may stand in that sentence at all."""
    return measure.where is None or sentence.topic in measure.topics or bool(measure.where.search(sentence.text))


def is_joined(measure: Measure, own: str, start: int) -> bool:
    """Returns whether the object shares its number with another thing ("政策文件和解读材料8条")."""
    before = JOINED.search(own[:start])
    return bool(before) and not measure.joined.search(before[1][-5:])


def followers(count: Count, named: Count | None) -> str | None:
    """Returns the measure of an account's readers, where the number counts them and the channel is known."""
    if "follow" not in count.frame.bars or count.unit not in ("人", "名", "个", "户", "位", "人次", None):
        return None
    channels = named.channels() if named else set()
    if len(channels) != 1:
        return None
    channel = next(iter(channels))
    return f"followers.{channel}" if channel in FOLLOWED else None


def said_none(sentence: Sentence) -> list[Counted]:
    """Returns the measures of which a sentence says in words that there was none."""
    found = []
    for measure in measures():
        if measure.none is None or not applies(measure, sentence):
            continue
        said = measure.none.search(sentence.text)
        if said and not AFTER_NONE.match(sentence.text, said.end()):
            found.append(Counted(measure.id, 0, sentence, said.start(), said.end()))
    return found
