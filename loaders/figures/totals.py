"""Counts -> the report's own total for its year, at most one."""
import re

from loaders.figures.counts import PIECES, Count
from loaders.figures.nouns import SUMMING
from loaders.figures.peers import Peers, is_of_others, sums_year
from loaders.figures.readings import are_forms
from loaders.figures.scopes import NAMED_ACCOUNT, WHOLE_YEAR, Scopes, is_each, is_elsewhere, is_in_named_place, is_of_other_year, is_parallel, is_since
from loaders.figures.sentences import Sentence
from loaders.figures.whose import of_some_months, part_of_year
from loaders.figures.words import listed

SUMMED = re.compile(r"全年度?|(?:全年|年内|年度|本年度|以上|上述|以上各类|以上各项|全部|[两二三四五]项|[两二三四五]者|(?:以上|上述|这)?[两二三四五]个(?:渠道|平台|方面))?(?:信息)?(?:加起来|合起来|相加|加在一起|加总)?(?:共计|合计|总计|累计|共|合共|总共|总数|总量|总条数|总和|小计|计)(?:为|达|达到|有)?(?:公开|发布)?(?:信息)?(?:共计|共)?[:—]*|(?:全部|全年|[两二三四五六](?:者|处|项|类|样))?(?:之和|加起来|合起来|合在一起|加在一起|加总|相加)(?:为|是|有|得)?")  # "…公开32条,共计340条"
EVERYTHING = re.compile(r"、.*等(?:方面)?的?(?:各类|相关|有关|政务|政府)*信息(?:,?(?:全年)?(?:共|共计|累计|合计|总计))?$")  # "通过网站、公众号等公开惠民政策、财务收支等信息84条"
PASSED_ON = frozenset({"转发", "转载"})
POSTED = re.compile(r"登报|播出|播报|播放|(?:召开|举办|举行)[^,;]*会")  # what is done in a newspaper, on the air or in a meeting only
ALL_SORTS = re.compile(r"(?:各类|各项)[一-鿿]{2,6}信息")  # "公开各类教育信息386条,其中网站174条、微信212条"
REST_PLACED = re.compile(r"(?:其[他它余]|剩余|余下)[^,;\d]{0,40}(?:发布|公开|张贴|公示|播出)")  # "其中网站59条,其他依托公告栏等发布"
FIELD = re.compile(r"(?:各类|各项)?涉?((?<=涉)[一-鿿]|(?<!涉)[一-鿿]{2,4}?)(?:类|工作|政务)?信息(?:共|共计)?")  # "各类水利信息", "涉税信息"
OWN_FIELD = re.compile(r"([一-鿿]{2,4})(?:局|委|厅|办|中心|院|所|站)[^,;、]*\|(?:各类)?\1(?:类|工作|政务)?信息")  # "县水利局共发布|水利信息": all that it publishes
ONE_SORT = re.compile(r"(?!.*(?:重点|领域|专题|民生|动态|公示|解读))[^、,;]{2,8}(?:类|方面)的?(?:政府)?信息(?:共|共计)?$")  # "共主动公开|行政审批类信息80条,其中…"
SORTS = re.compile(r"、.*等.{0,4}信息")  # "共发布就业、社保等方面信息60条"
NOT_PUBLIC = frozenset({"requests", "disputes", "fees", "support"})  # topics
PUBLIC = re.compile(r"公开|发布|公布|公示|推送|信息|上网|上墙")
SUMMARY = re.compile(r"共|累计|合计|总计")
COLUMNS_BEFORE = re.compile(r"(?:专栏|专题|栏目|专区|板块|专页)[^,;]{0,6}?\d+个,$|\d+个[^,;]{0,12}?(?:专栏|专题|栏目|专区|板块|专页),$|(?:简报|内刊|期刊|通讯|动态专刊)(?:共|计)*\d+期,$")  # "开设专栏2个,|更新信息60条": what these hold
NUMBER_BEHIND = re.compile(r"[、和及与,]?[\d一二两三四五六七八九十百千]")
FILLED = ("更新", "发布", "推送", "编发", "刊登", "刊发", "刊载", "登载")
OF_THE_YEAR = re.compile(r"主动公开|全年|本年|年度|年内|今年")
WITHOUT_DOUBLES = re.compile(r"(?:去重|(?:剔除|扣除|去除|排除)重复(?:信息|内容|部分|发布)?)后(?:实际|实|全年|共|共计|合计|总计|累计|为|有|主动|公开|政府|信息)*")  # "网站80条、公众号60条,去重后共|100条"
WIDER = re.compile(r"全[省市州盟县区旗]$")
NARROWER = re.compile(r"[我本](?:[镇乡局委办院所站厅]|街道|中心|单位|机关)$")
CLEARLY_OTHER, CLEARLY_LATER = 3, 5  # how far another year's figure, and one that may be cumulative or of some months, stand back


def find_total(published: list[Count], scopes: Scopes, year: int | None, peers: Peers) -> Count | None:
    """Returns the plainest statement of how much was made public as a whole; the first where several are equally plain.

    Limited to one channel, a part of another count, of one subject, or of one of several bodies (`peers`), it is none. Another
    year's figure and one that may be cumulative or of some months come last."""
    best, highest = None, 0
    for count in published:
        whole = sums_year(count, peers)
        if id(count) in peers or not whole and (not is_candidate(count, scopes, published, year) or is_parallel(count, published)):
            continue
        plainness = 2 + 2 * ("主动公开" in count.own) + ("信息" in count.own + count.behind) + bool(WHOLE_YEAR.search(count.own))
        plainness += {"disclosed": 1, "platform": -1, "management": -1, "support": -1}.get(count.sentence.topic, 0)
        plainness -= CLEARLY_LATER * (is_since(count) or of_some_months(count, year)) + CLEARLY_OTHER * is_of_other_year(count, year)
        if best is None or plainness > highest:
            best, highest = count, plainness
    return best


def is_candidate(count: Count, scopes: Scopes, published: list[Count], year: int | None) -> bool:
    """Returns whether a count of publications is of information as a whole."""
    everything = count.frame.general or scopes[id(count)] == "several" and bool(EVERYTHING.search(count.frame.object))
    everything = everything or is_own_field(count, scopes, published) or is_told_in_full(count, published)
    if count.stock or count.reposted or count.of_those or count.frame.predicate != "disclose" or not everything or scopes[id(count)] not in ("", "several"):
        return False
    if count.unit is not None and count.unit not in listed("units", "total"):
        return False
    if count.frame.verb.text in PASSED_ON or is_of_others(count) or is_of_wider_circle(count, published):
        return False  # "转发信息60条", "上级部门公开60条": others made it public
    if count.frame.verb.text.startswith(FILLED) and not OF_THE_YEAR.search(count.own) and COLUMNS_BEFORE.search(count.sentence.text, 0, count.start):
        return False
    if count.unit == "期" and "公开" not in count.own:
        return False  # "编发信息236期": briefings
    if count.parent is not None and count.parent.publishes() and not is_since(count.parent):
        return False
    if part_of_year(count.own) and not of_some_months(count, year) or not scopes[id(count)] and POSTED.search(count.own):
        return False
    if NAMED_ACCOUNT.match(count.own) and any(o is not count and o.sentence is count.sentence and NAMED_ACCOUNT.match(o.own) for o in published):
        return False  # "“云溪之声”发布信息60条,“云溪之窗”发布40条"
    if NUMBER_BEHIND.match(count.sentence.text, count.number.end) and any(o.start >= count.number.end and o.start - count.number.end <= 1 and not o.own and o.unit == count.unit and o.sentence is count.sentence for o in published):
        return False  # "公开信息60条、40条": one of several
    return bool(count.own or count.behind) and not is_elsewhere(count) and not is_each(count) and not is_in_named_place(count, account=True)


def is_of_wider_circle(count: Count, published: list[Count]) -> bool:
    """Returns whether a count is of the county's where the sentence tells the agency's own as well ("全县公开1.2万条,我镇公开300条")."""
    def subject(c: Count) -> str:
        return SUMMING.sub("", c.frame.subject.strip(",、其中"))

    return bool(WIDER.search(subject(count))) and any(c.sentence is count.sentence and NARROWER.search(subject(c)) and c.value < count.value for c in published)


def is_own_field(count: Count, scopes: Scopes, published: list[Count]) -> bool:
    """Returns whether a count of information on the office's own field, or of all sorts of a field beside which nothing is told, is split into channels, to the
    item: all it published."""
    told = [c for c in count.children if c.publishes() and c.frame.channels]
    if len({scopes[id(c)] for c in told}) < 2 or sum(c.value for c in told) != count.value:
        return bool(told) and is_of_own_field(count) and REST_PLACED.search(count.sentence.text, told[-1].number.end) is not None
    alone = all(c is count or c in count.children for c in published if c.publishes())
    return is_of_own_field(count) or bool(alone and ALL_SORTS.match(count.frame.object))


def is_of_own_field(count: Count) -> bool:
    """Returns whether a count is of information on what the office that reports is named after, in its clause or in its section, or its account is ("“云汀水利”发布")."""
    if OWN_FIELD.search(f"{count.frame.subject}|{count.frame.object}"):
        return True
    field = FIELD.fullmatch(count.frame.object)
    return field is not None and bool(OF_THE_YEAR.search(count.own) or SUMMARY.search(count.own)) and re.search(
        rf"“[^”]{{0,8}}{field[1]}”|{field[1]}[一-鿿]?(?:局|委|厅)(?!长)", count.sentence.section.text) is not None


def is_of_one_sort(count: Count) -> bool:
    """Returns whether a count is of one sort of information, made public in the regulation's words ("共主动公开生态环境类政府信息60条")."""
    return "主动公开" in count.own and ONE_SORT.match(count.frame.object) is not None


def is_told_in_full(count: Count, published: list[Count]) -> bool:
    """Returns whether a count of one sort of information, made public in the regulation's words, is split into three or more
    subjects, to the item, and told again of a channel: all that an office of one task publishes."""
    if not any(c is not count and c.value == count.value and c.channels() for c in published):
        return False
    told = [c for c in count.children if c.frame.bare and not c.frame.bars and c.unit == count.unit]
    return (len(told) > 2 and len(told) == len(count.children) and sum(c.value for c in told) == count.value
            and bool(SUMMARY.search(count.own)) and is_of_one_sort(count))


def find_sum(counts: list[Count], published: list[Count], scopes: Scopes) -> tuple[Count | None, list[Count]]:
    """Returns the count that a report gives as the sum of what it has just told, where it is their sum, and those counts; None
    and the counts where all of them stand in one channel."""
    for at, count in enumerate(published):
        if WITHOUT_DOUBLES.fullmatch(count.own):
            told = [c for c in published[:at] if c.sentence is count.sentence and c.parent is None and scopes[id(c)]]
            if len({scopes[id(c)] for c in told}) > 1 and max(c.value for c in told) <= count.value <= sum(c.value for c in told):
                return count, told
    for at, count in enumerate(published):
        if SUMMED.fullmatch(count.own):
            told = [c for c in published[:at] if c.sentence is count.sentence and c.number.end <= count.start and c.parent is None]
            told = told or told_before(published[:at], count, scopes)
            if told and sum(c.value for c in told) != count.value:
                told = named_after_doings(counts, count) or told
            places = {scopes[id(c)] for c in told}
            if are_forms(told):
                continue  # "发布政策问答8篇、图解4篇,共12篇"
            if len(told) > 1 and sum(c.value for c in told) == count.value and is_said_public(told, count):
                return (count if len(places) > 1 or places <= {"", "several"} else None), told
    return None, []


def is_said_public(told: list[Count], whole: Count) -> bool:
    """Returns whether counts that come to a sum are of publications: their verbs, places, sentence or heading say so ("矛盾纠纷12件、信访案件3件,
    合计15件" are none)."""
    if any(c.frame.verb is not None or c.channels() for c in told):
        return True
    pieces = all(c.unit is None or c.unit in PIECES or c.unit == "期" for c in (*told, whole))
    return pieces and (all(part_of_year(c.own) for c in told) or whole.sentence.topic == "disclosed" or any(PUBLIC.search(c.sentence.text) for c in (*told, whole)))


def find_whole(published: list[Count], scopes: Scopes) -> Count | None:
    """Returns the count of information that two or more channels told right after it come to, to the item ("共发布就业、社保等方面信息60条。
    网站20条,公众号40条"); None where there is none."""
    for at, count in enumerate(published):
        told = SUMMED.fullmatch(count.own) or count.frame.verb is not None and (count.frame.general or is_of_own_field(count) or SUMMARY.search(count.own) and (SORTS.search(count.frame.object) or is_of_one_sort(count)))
        if not told or scopes[id(count)] not in ("", "several") or count.parent is not None or is_elsewhere(count):
            continue
        places, rest = set(), count.value
        for part in published[at + 1:]:
            if part.sentence.paragraph != count.sentence.paragraph or scopes[id(part)] in ("", "several") or part.value > rest:
                break
            places.add(scopes[id(part)])
            rest -= part.value
            if not rest and len(places) > 1:
                return count
    return None


def named_after_doings(counts: list[Count], whole: Count) -> list[Count]:
    """Returns the counts told in a sum's sentence before it where they come to it with those of which the noun holds a verb
    ("公开公报1篇、普查资料6份、抽查结果5条,共计12条")."""
    told = [c for c in counts[:counts.index(whole)] if c.sentence is whole.sentence and c.parent is None]
    named = all(not c.frame.bars and c.unit in listed("units", "publication") and (c.frame.verb is not None or c.frame.predicate in ("", "inspect", "act")) for c in told)
    return told if named and sum(c.value for c in told) == whole.value and any(c.frame.verb is not None for c in told) else []


def outdoes(sum_: Count | None, told: list[Count], total: Count, scopes: Scopes) -> bool:
    """Returns whether the total is only what one of several bodies made public, of which the sum is told ("局机关公开60条,下属单位公开40条,共计100条")."""
    return sum_ is not None and total in told and not any(scopes[id(c)] for c in told)


def is_bare_in(count: Count, sentence: Sentence) -> bool:
    """Returns whether a count is of a bare noun in the paragraph that a sentence sums up ("机构信息4条。工作动态60条。以上共64条")."""
    return count.frame.bare and not count.frame.bars and count.sentence.paragraph == sentence.paragraph and sentence.topic not in NOT_PUBLIC


def told_before(before: list[Count], count: Count, scopes: Scopes) -> list[Count]:
    """Returns the channels or subjects told in the sentences or lines right before a sum that stands alone ("网站9条 / 公众号3条 / 合计12条")."""
    told: list[Count] = []
    for earlier in reversed(before):
        if earlier.parent is not None:
            continue
        if earlier.sentence.section is not count.sentence.section or not scopes[id(earlier)] and not is_bare_in(earlier, count.sentence):
            break
        told.insert(0, earlier)
        if sum(c.value for c in told) >= count.value:
            break
    return told
