"""What the prose says of applications: received, carried in, handled, carried out; every way of saying none is 0."""
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from loaders.figures.asked import ABOUT, ANSWER, APPLICANTS, FOR_OTHERS, NOT, OTHER_BUSINESS, OTHER_MATTER, RECEIVE, SORT, TAKE, WAYS, Told
from loaders.figures.bodies import SUMMED_RANK, side_by_side
from loaders.figures.counts import Count
from loaders.figures.nouns import without_fillers
from loaders.figures.respectively import YEAR
from loaders.figures.scopes import EARLIER, dated, is_of_other_year
from loaders.figures.sentences import Sentence
from loaders.figures.unasked import in_words
from loaders.figures.whose import part_of_year
from loaders.figures.words import alternatives

DEAL = re.compile(r"办理|处理")
NAMED = re.compile(r"(?:申请|依申请公开|申请公开|依申请)(?:的)?(?:政府)?(?:信息)?(?:公开)?(?:件|事项|申请|办理|受理|案件|数量|数|量|总数|总量|件数|条数|情况|工作|全年|只有|仅有|只|仅|共计|共有|共|为|有|是|合计|总计|累计|方面|:|达|约|近|的|要求|请求|到)*$")
ANSWERED_BEHIND = re.compile(r"(?:,)?(?:已|均|全部|都|经|按期|按时|如期|依法|当年|延期|提前|当场|口头|书面|电话|直接)*(?:予以)?(?:办结|答复|办理完|办复|回复)")
IN = re.compile(r"(?:上年度?|上一年度?|去年|往年|20\d\d年度?)[^,;]{0,8}(?:结转|转入|接转|转结|遗留|转来|留下|剩下)|结转(?:上年|上一年|去年)|(?:上年度?|上一年度?|去年|往年)[^,;]{0,6}(?:没有|没|未)(?:办完|办结|答复|办理完|处理完)")  # "上年结转0件", "去年没有办完的1件"
OUT = re.compile(r"(?:结转|顺延|转入|延至|延期至|转至|延续|转结|接转|跨)(?:至|到|入)?(?:下|次|明|来年|20\d\d年|第二年)|跨年(?:度)?(?:办理|答复|处理)|转(?:至|入|到)?下一?年|(?:下一?年度?|次年|明年)(?:结转|顺延)")  # "结转下年度继续办理2件"
APPLICANT_UNITS = frozenset("名 人 位 户 家".split())
APPLIED = re.compile(r"(?:提出|提交|递交|提起)[^,;]{0,12}申请|申请[^,;]{0,4}公开")  # "4名村民向我乡提出申请"
NOT_COUNTED = re.compile(r"不(?:按|作为|作|计入|纳入|列入|视为)[^,;]{0,4}依申请")  # "其中9件不按依申请公开统计"
ENTERED = re.compile(r"(?:按规定|依法|正式|实际|予以|登记|受理|办理|其余|剩余|的)+")
COUNTED_RANK = 5  # what is left after those that the report says are none
CLASSIFIED = re.compile(r"(?:制发|印发|公文|发文|文件)[^;]{0,24}主动公开[^;]{0,16}依申请公开[^;]{0,16}不予公开")  # "制发公文127件,其中主动公开38件,依申请公开41件,不予公开48件"
MANNER = re.compile(r"口头|电话|当场|提前|延期|直接|会同")  # "延期答复|1件"
LATE = re.compile(r"(?:其中)?(?:依法|经批准)*延期(?:的|有)?")  # "按期答复6件,延期|1件"
IN_TIME = re.compile(r"按期|按时|如期|(?:工作)?日内")  # one manner of several, where another is told beside it
ALL = re.compile(r"共|全部|均|合计|总计|累计")
REST = re.compile(r"(?:剩余|余下|尚有|另有|其余|仍有|还有)")
IS_FROM_BEFORE = re.compile(r",?(?:均|全部|都)?(?:为|系|是|属)(?:于)?(?:上年度?|上一年度?|去年|往年|20\d\d年度?)[^,;]{0,6}(?:结转|转入|遗留)")  # "办理1件,为上年结转件"
OUTCOMES = (("requests.granted", re.compile(r"(?<!不)予以公开|同意公开|全部公开")), ("requests.partly_granted", re.compile(r"部分公开")),
            ("requests.refused", re.compile(r"不予公开|不同意公开")), ("requests.unavailable", re.compile(r"无法提供")),
            ("requests.not_processed", re.compile(r"不予处理")), ("requests.other_results", re.compile(r"其他处理")))
DENIED = re.compile(rf"{NOT}{TAKE}$")  # "未收到1件申请" is none, as said_in_words finds
LIMITED = re.compile(r"(?:网络|网上|在线|线上|线下|网站|平台|信函|邮寄|书面|当面|现场|窗口|传真|邮件|邮箱)[^,;]{0,8}(?:收到|接到|受理|登记|申请)|(?:收到|接到|受理)(?:网络|网上|在线|线上|线下|信函|邮寄|书面|当面|现场|传真|邮件|公民申请|个人申请|单位申请)|自然人|法人|公民个人|企业")  # "收到网络申请12件,信函4件"
THIS_YEARS = re.compile(r"(?:其中)?(?:(?:19|20)\d\d年度?|本年度?|今年|当年|年内)(?:共|新)*((?:收到|受理|接到|接收|新收|新增)(?:申请)?共?)?")  # "上年收到申请5件,|本年度收到3件"
BOTH_SORTS = re.compile(r"主动公开(?:信息)?(?:与|和|及|、|以及)依申请")  # "主动公开与依申请公开合计|63条"
REGISTERED = re.compile(r"(?:线上|线下|网上|网络|平台|系统|窗口|现场|信函|邮寄|年内|共|已)*(?:登记|来件|收件)(?:了|在册|共|计|为|有)*")  # "登记|5件,受理4件"
NEWLY = re.compile(r"(?:今年|本年度?|当年|新)(?:新)?(?:受理|收到?|接收|接到)")  # "(去年结转1件,今年受理7件)"
AMOUNT = re.compile(r"(?:数量|总数|件数|总量|数|共计|共|合计|总计|为|是|达)+")  # "收到申请,数量为3件"
SUM = re.compile(r"(?:以上|上述|两项|三项|全[省市州县区旗镇乡局])*(?:共计|合计|总计|累计|共)(?:收到|受理)?(?:申请)?")
TOOK_IN = re.compile(r"(?:收到|接到|新收|受理|接收|接受|接办|收悉|收件|新增|[、和并及收接受新共计全年了约度本数量为是级]|答复|办理|处理|办结|回复)*")  # "全年共|受理、答复13件"
DEALT = re.compile(r"(?:全年|年内|本年度?|已|均|全部|共|计|合计|累计|总共|一共|实际|依法|按时|按期)*(?:办理|处理)(?:了|共|计)*")
LEFT_OPEN = re.compile(r"(?:收到|接到|受理|接收)[^,;]{0,16}申请,$")
FORM_ROWS = re.compile(r"(?:^|[,:)])(?:(?:19|20)\d\d年度?|本年度?|全年)?新收\d+件,(?:上年|上一年|往年)度?结转\d+件")  # the form's rows told without the word: "本年新收0件,上年结转0件"
POSTED = re.compile(r"(?:发布|推送|更新|上传|公开)(?:了|各类|政府|政务|共|共计)*信息|主动公开(?!范围|的范围)")  # "平台发布信息|60条" beside applications
SORTS = frozenset(measure for measure, _ in (*WAYS, *APPLICANTS))
UNITS = frozenset({"件", "条", "次", "份", "个", "宗", "起", "项", "例", "封", "批", "人次", "件次", None})


def read_requests(sentences: list[Sentence], counts: list[Count], year: int | None) -> list[Told]:
    """Returns all statements on applications in reading order. `year`: the report's; another year's number ranks last."""
    told = [t for sentence in sentences for t in in_words(sentence, year)]
    by_sentence: dict[int, list[Count]] = {}
    for count in counts:
        by_sentence.setdefault(id(count.sentence), []).append(count)
    paragraph = -1  # of the last sentence that spoke of applications: the next one may go on without the word
    for found in by_sentence.values():
        sentence = found[0].sentence
        begun = sentence.paragraph == paragraph or bool(FORM_ROWS.search(sentence.text))
        if begun or ABOUT.search(sentence.text) or sentence.topic == "requests":
            new = in_numbers(found, year, begun, told)
            paragraph = sentence.paragraph if new else -1
            told += new
    for _, beside in groupby(counts, lambda c: c.sentence.paragraph):
        told = side_by_side(list(beside), told)
    return told


def in_numbers(counts: list[Count], year: int | None, begun: bool, before: list[Told]) -> list[Told]:
    """Returns the statements of one sentence that give a number; `begun`: the sentence before spoke of applications, `before`: what
    the sentences before gave."""
    sentence = counts[0].sentence
    told_in_row: dict[int, list[Count]] = {id(row[0]): row for row in rows_of(counts)}
    behind = {id(c) for row in told_in_row.values() for c in row[1:]}
    sorts = any(c.frame.bars & {"withheld", "obtained"} and not (sentence.topic == "requests" and c.unit == "件") for c in counts)  # "其中依申请公开30条,不予公开9条"
    sorts = sorts or bool(CLASSIFIED.search(sentence.text))
    elsewhere = -2  # the clause that told of another business
    told: list[Told] = []
    for count in counts:
        if count.base_unit not in UNITS or count.frame.bars & {"growth", "cumulative", "each", "share"} or DENIED.search(count.own) or of_earlier_year(count):
            continue
        if id(count) in behind and not YEAR.search(sentence.text):
            continue  # "近三年申请量分别为9件、4件、|5件"
        if OTHER_BUSINESS.search(count.own + count.behind):
            elsewhere = count.clause
        elif not ABOUT.search(count.own + count.behind) and count.clause - elsewhere <= 1 and ANSWER.search(count.own):
            continue  # "受理许可申请320件,办结|318件"
        found = measure_of(count, sentence, told, sorts, begun, before)
        if found and (row := told_in_row.get(id(count))):
            if len(SORT.findall(count.own)) == len(row):  # "通过网站、信函收到申请4件、3件"
                told.append(Told(found[0], sum(c.value for c in row), found[1], sentence, count.start, row[-1].number.end, tuple(row)))
        elif found:
            measure, rank = found
            other = measure in ("requests.received", "requests.handled") and is_of_other_year(count, year)
            if other and dated(sentence.text[:count.number.start], year) == EARLIER:
                continue
            told.append(Told(measure, count.value, rank - 3 * other, sentence, count.start, max(count.number.end, ends(count)), (count,), other,
                             measure in ("requests.received", "requests.handled") and part_of_year(count.own) != ""))
    return together(without_manners(told) + by_people(counts, told) + without_others(counts, told))


def without_manners(told: list[Told]) -> list[Told]:
    """Returns the statements of a sentence without those that only tell in which manner so many were answered: by one way or another
    ("网上答复6件"), or where these come to what was received ("收到5件,提前办结4件,按期办结1件")."""
    answered = [t for t in told if t.measure == "requests.handled"]
    whole = sum(t.value for t in told if t.measure in ("requests.received", "requests.carried_in"))
    received = [t.value for t in told if t.measure == "requests.received"]
    if not (sum(t.value > 0 for t in answered) > 1 and sum(t.value for t in answered) in (whole, *received)):
        words = {id(t): t.counts[0].own + t.counts[0].behind for t in answered}
        late = {id(t.counts[0].parent) for t in answered if t.value and MANNER.search(words[id(t)])}
        answered = [t for t in answered if not ALL.search(words[id(t)]) and (
            len([p for _, p in WAYS if p.search(t.counts[0].own)]) == 1 or MANNER.search(words[id(t)]) or IN_TIME.search(words[id(t)]) and id(t.counts[0].parent) in late)]
    return [t for t in told if t not in answered]


def rows_of(counts: list[Count]) -> Iterator[list[Count]]:
    """Yields the numbers of one unit that stand beside each other with no words of their own ("收到申请4件、3件、1件"): none of them is the whole."""
    row: list[Count] = []
    for count in counts:
        if row and not count.own and not row[-1].behind and count.unit == row[-1].unit and count.clause == row[-1].clause:
            row.append(count)
            continue
        if len(row) > 1:
            yield row
        row = [count]
    if len(row) > 1:
        yield row


def of_earlier_year(count: Count) -> bool:
    """Returns whether "respectively" gives another year than the report's to a count ("2022年、2023年分别收到申请|8件、9件")."""
    return "past" in count.frame.bars and "分别" in count.own and len(YEAR.findall(count.own)) > 1


def by_people(counts: list[Count], told: list[Told]) -> list[Told]:
    """Returns the applications that the report counts by the people who made them, where what it handled and what was left from
    before show that each made one ("4名村民提出申请,连同上年没有办完的1件,共办理5件")."""
    before = sum(t.value for t in told if t.measure == "requests.carried_in")
    people = next((c for c in counts if c.base_unit in APPLICANT_UNITS and APPLIED.search(c.own + c.behind)), None)
    if people is None or any(t.measure == "requests.received" for t in told):
        return []
    if not any(c.base_unit == "件" and (DEAL.search(c.own) or RECEIVE.search(c.own) or ANSWER.search(c.own)) and c.value == people.value + before for c in counts):
        return []
    return [Told("requests.received", people.value, 2, people.sentence, people.start, max(people.number.end, ends(people)), (people,))]


def without_others(counts: list[Count], told: list[Told]) -> list[Told]:
    """Returns the applications that are left where the report takes out those that it does not count as such ("收到申请12件,其中9件
    不按依申请公开统计,按规定登记办理3件")."""
    whole = next((t for t in told if t.measure == "requests.received"), None)
    outside = next((c for c in counts if whole and whole.counts and c.value < whole.value and NOT_COUNTED.search(c.sentence.text[c.number.end:c.number.end + 40].split(";")[0])), None)
    if whole is None or outside is None:
        return []
    left = next((c for c in counts if c.start > outside.number.end and ENTERED.fullmatch(c.own) and c.value == whole.value - outside.value), None)
    return [Told("requests.received", left.value, COUNTED_RANK, left.sentence, left.start, max(left.number.end, ends(left)), (left,))] if left else []


def together(told: list[Told]) -> list[Told]:
    """Returns the statements with those that give applications by way or applicant made one, where the report gives no sum."""
    received = [t for t in told if t.measure == "requests.received"]
    for whole in received:  # "受理15件(含上年结转1件),新收14件"
        before = sum(t.value for t in told if t.measure == "requests.carried_in" and t.counts[0].parent in whole.counts)
        if before and any("新" in t.counts[0].own and t.value == whole.value - before for t in received):
            return [t for t in told if t is not whole]
    if any(t.rank == SUMMED_RANK for t in received):
        return [t for t in told if t not in received or t.rank == SUMMED_RANK]
    if not received or not all(LIMITED.search(t.counts[0].own) for t in received):
        return told
    first = received[0].counts[0]
    beside = [t for t in told if t.measure in SORTS and t.counts[0].clause - first.clause <= 3] + received[1:]
    beside = [t for t in beside if t.counts[0].parent is first.parent]
    if not beside:
        return told
    whole = replace(received[0], value=first.value + sum(t.value for t in beside), end=max(t.end for t in beside),
                    counts=(first, *(t.counts[0] for t in beside)))
    return [whole, *(t for t in told if t not in received)]


def ends(count: Count) -> int:
    """Returns where the evidence of a count ends: with the words behind it where they say what it counts."""
    return count.after if not ABOUT.search(count.own) and (ABOUT.search(count.behind) or OUT.search(count.behind)) else count.number.end


def measure_of(count: Count, sentence: Sentence, told: list[Told], sorts: bool, begun: bool, before: list[Told]) -> tuple[str, int] | None:
    """Returns the measure that a number near the word 申请 counts, with its rank; None where it counts another thing."""
    own, words = count.own, count.own + count.behind
    if OTHER_MATTER.search(words) or FOR_OTHERS.search(own) or BOTH_SORTS.search(own):
        return None
    if count.parent is not None and count.parent.publishes() and not RECEIVE.search(own):
        return None  # "公开信息60条,其中答复申请人公开2条"
    if OUT.search(words) or own == "结转" and any(t.measure == "requests.handled" for t in told):
        return "requests.carried_out", 3  # "答复5件,结转1件"
    if IN.search(words):
        return "requests.carried_in", 3
    named = bool(ABOUT.search(words))
    begun = begun or bool(told)
    if (named or begun or sentence.topic == "requests") and IS_FROM_BEFORE.match(sentence.text, count.number.end):
        return "requests.carried_in", 3
    if (ANSWER.search(own) or LATE.fullmatch(own)) and not RECEIVE.search(own) or (not own.strip("其中有") and ANSWERED_BEHIND.match(count.behind)):
        if named or begun or sentence.topic == "requests":
            return "requests.handled", 3
    is_part = count.parent is not None and any(count.parent in t.counts for t in (*before, *told))
    if (begun or sentence.topic == "requests") and not (sorts and alternatives("classes", "obtained").search(sentence.text)):
        for measure, pattern in OUTCOMES:
            if pattern.search(own) and not RECEIVE.search(own):
                return measure, 3
    if (is_part or begun) and not POSTED.search(own):
        for measure, pattern in (*WAYS, *APPLICANTS):
            if pattern.search(own):
                return measure, 3
    limited = [t for t in told if t.measure == "requests.received" and LIMITED.search(t.counts[0].own)]
    if limited and SUM.fullmatch(own) and count.value >= sum(t.value for t in limited) and not any(t.measure == "requests.carried_in" for t in told):
        return "requests.received", SUMMED_RANK  # "收到线上申请3件、线下申请2件,共计5件"
    received = [t.value for t in told if t.measure == "requests.received"]
    if len(received) > 1 and SUM.fullmatch(own) and count.value == sum(received):
        return "requests.received", SUMMED_RANK  # "收到省厅转来申请2件、群众申请3件,共计5件"
    if is_part and NEWLY.search(own):
        return "requests.received", 5
    if (mine := THIS_YEARS.fullmatch(own)) and (mine[1] or all(t.other for t in told)) and not sorts and (ABOUT.search(sentence.text, 0, count.start) or mine[1] and sentence.topic == "requests"):
        return "requests.received", 3
    if (sentence.topic == "requests" or begun) and REGISTERED.fullmatch(without_fillers(own)) and not any(t.measure == "requests.received" and not LIMITED.search(t.counts[0].own) for t in (*before, *told) if t.counts):
        return "requests.received", 3
    if RECEIVE.search(own) and named:
        return "requests.received", 1 if is_part and "新收" not in own and "收到" not in own else 4 if not sorts else 1
    if "新收" in own and (begun or sentence.topic == "requests"):
        return "requests.received", 4
    if sorts:
        return ("requests.received", 1) if NAMED.search(own) and count.value == 0 else None
    if AMOUNT.fullmatch(own) and LEFT_OPEN.search(sentence.text[:count.start]):
        return "requests.received", 3
    if NAMED.search(own) and not is_part:
        return "requests.received", 2 if DEAL.search(own) else 3
    if DEAL.search(own) and named and not is_part:
        return "requests.received", 1
    if sentence.topic == "requests" and not begun and not count.behind and not without_fillers(own):
        return "requests.received", 2  # under the heading 依申请公开: "本年度0件"
    if RECEIVE.search(own) and sentence.topic == "requests" and not begun and TOOK_IN.fullmatch(without_fillers(count.frame.object)):
        return "requests.received", 2
    if DEALT.fullmatch(own):
        if any(t.measure == "requests.received" for t in told):
            return "requests.handled", 2  # "收到申请6件,撤回1件,实际办理5件"
        if sentence.topic == "requests" and not begun:
            return "requests.received", 1
    return None
