"""Counts -> the parts of the total by subject, and their labels."""
import re

from loaders.figures.counts import PIECES, SERIES, Count
from loaders.figures.frames import GONE
from loaders.figures.named import FOUND_OUT
from loaders.figures.nouns import REST, is_general, is_rest_or_nothing, without_fillers, without_sort
from loaders.figures.readings import INTERPRETED
from loaders.figures.respectively import LIST
from loaders.figures.scopes import PASTED, Scopes, is_each, is_elsewhere, is_in_named_place, is_special
from loaders.figures.totals import SUMMED
from loaders.figures.whose import is_only_time
from loaders.figures.words import alternatives, find_words, listed

LISTED = 3  # subjects told in one sentence beside a total, under which the report lists none
LABEL_HEAD = re.compile(r"^(?:(?:公开|发布)?的?(?:信息)?内容(?:主要)?(?=以)|全年|年内|加上|外加|再加|在|对|将|把|有|为|是|共|及时|分别|以|等|的|了|又|也|各[级类种项]|各)+")
LABEL_TAIL = re.compile(r"(?:占[一二三四五六七八九]成(?:多|以上)?|最多|居首|次之|最高|,|共计|合计|累计|总数|条数|数量|数|共有|共|有|为|达到|达|是|约|近|的|等|依次|分别|:)+$")
CASES = re.compile(r"(?:因.*)?(?:行政)?(?:复议|诉讼)(?:案件|申请|事项)?(?:数量?)?|依申请公开(?:信息)?(?:数量?)?")  # beside a total, not in it
SORTS = re.compile(r"(?:试点|重点|公开|民生|基层|一级|二级|标准化|大)*(?:领域|方面|类别|门类|栏目|板块|部门|单位|环节|主题|系统)")  # "涵盖基层政务公开26个|领域"
WAYS = re.compile(r"(?:公开|发布|信息)*(?:渠道|途径|方式|载体|形式|事项)(?:共|有|为|是)*")  # "渠道|两条:网站20条,公众号40条"
COLUMNS = re.compile(r"专栏|专题|栏目|账号|平台|专区|板块")  # "专栏专题维护3个": places, no information
REMAINING = re.compile(r"^(?:均|都|全部)*(?:为|是|属于?)(.{2,16})$")  # "其余140条|为工作动态": the subject stands behind
SAID_BEHIND = re.compile(r"(?:向社会|进行|在).*$")  # "…办理情况|向社会公示"
NO_SUBJECT = ("归集", "采集", "汇集", "梳理", "报送", "回复", "答复", "收到", "接到", "受理", "办结", "召开", "举办", "删除", "不再", "不宜", "不适宜", "清理", "清除", "移除", "剔除", "整改", "接受", "承办", "受邀", "转办", "剩余", "选登", "组织开展", "组织召开", "参加")
INFORMATION_ITSELF = re.compile(r"(?:主动公开|公开|发布|新?增|更新|政府|各类|相关|的)*(?:政务)?(?:信息)?(?:条数|数量|总数)?")  # a label that names no subject
ACCOUNT = re.compile(r".+(?<![编文批番])号")  # "服务号": where, not what
LEFT_OUT = re.compile(r"(?:其中)?(?:不含|不包括|不包含|未含|未包括|除|剔除|扣除|去除)")  # "(不含分局8条)"
TWICE = re.compile(r"^(?:信息|内容)?(?:均|都|是)?(?:相同|重合|一致)|^(?:信息|内容)?(?:均|都|是)?(?:同时|多渠道|重复|分别)(?:在|于|通过)?|(?:与|和|同)[^,;]*(?:重复|重合|相同|一致)")  # "20条|同时在两处发布"
TAKEN_BACK = re.compile(r"撤回|撤下|撤稿|下架|下线|删除|清除|移除|剔除|退回|更正|失效|废止|不再公开|不宜公开")  # "3条|后因内容调整撤回"
UPON = re.compile(r".*(?:进行|开展|组织|召集|作|做)了|.*(?:同时|同步|重复)(?:公开|发布|推送)|以?[^,;、]{0,6}(?:形式|方式|途径)(?:公开|发布)?|(?:通过|经)(?:了)?(?:审核|审查|审批|复核)(?:后)?(?:公开|发布)?|(?:长期|定期|不定期|即时|随时|限时|阶段性)(?:公开|发布)|上(?:网|墙|屏|微信|公众号|报|电视)|(?:纸质|书面|口头|现场|当面|及时|补|补充|逾期|延期|按时|超期|上网|上墙|线上|线下|网上)(?:公开|公示|发布)")  # "上网公开|54条": where, not what
MADE_GOOD = re.compile(r"补(?:充|齐|录|全|上)?(?:公开|发布|公示|公布|挂|上传)|(?:缺漏|缺失|遗漏|漏报|滞后)[^,;]{0,6}$")  # "补充公开缺漏要件|73份": what had been left out before
IN_SYSTEM = re.compile(r"(?:在|通过|利用|依托|借助)[^,;。]{0,16}?(?:系统|平台)(?:上|共|累计|全年|及时|对外)*$")  # "在执法公示平台|公示"
ON_OR_OFF = re.compile(r"(?:线[上下]|网[上下])(?:渠道|平台|方式|公开|发布|信息)*")  # "线上315条": where, not what
LEVEL = re.compile(r"[本上下]级(?:部门|单位|机关|政府)?(?:公开|发布)?(?:的)?(?:信息)?|(?:国家|中央|央|省部?|地?市|县|区|乡镇|镇|村居?|社区)级?(?:以上)?(?:主流|新闻)?(?:媒体|平台|网站)?")  # "国家级2篇、省级8篇": where, not what
BODIES = re.compile(r"(?:其余|剩余|余下)?(?:的)?(?:[省市县区旗州镇乡我本]|(?:\d+|[一二两三四五六七八九十]+)个|各级?|[二三]级|局|其[他它]|下属|所属|全[市县区]|\([省市县区旗州]\)|(?:人民)?政府(?=部门))*[直属]{0,2}(?:各?(?:部门|政府办(?:公室)?|党政办(?:公室)?|局机关|局本级|(?<=[省市县区我本])[局厅委办]|办公室|镇街|街镇|街乡|县区|(?:人民)?政府|本级|单位|机关|科室|乡镇|镇|乡|街道|(?:行政)?村|社区|园区|居委会|站所|分局|苏木)(?:\([^()]{1,6}\)|[、和及])?)+")
BODY_SPEAKS = re.compile(r"(?:局|委|办|办公室|镇|乡|街道|苏木|部门|单位|机关|政府|本级|[市县区镇乡村]级|社区|站所|\))(?:共|累计)?(?:主动)?(?:公开|发布)(?:政府|政务)?(?:信息)?")  # "县直部门公开60条,乡镇(街道)公开20条": whose, not what
COMES_FROM = re.compile(r"(?:信息)?(?:均|都|则|是)*(?:来自|来源于|源自|源于|出自)")  # "有132条|来自网站"
SENTENCE = re.compile(r"(?:公开|政府|政务)*信息(?:经|已|均|全部|都|按|由|因|在)")  # "60条|信息经审核后公开"
UNSPLIT = re.compile(r"(?:信息)?(?:均|都|则)*(?:未|没有|没|不)|(?:信息)?(?:分散|散见|分布)")  # "其余185条|未分渠道统计"
NO_PART = frozenset("outcome full_text view follow request withheld cumulative growth each past".split())
ORIGIN_TAIL = re.compile(r"(?:类|信息|内容|作品|文章|稿件|版|推送|发布)*")  # "原创类信息" says how a text came about


def find_parts(counts: list[Count], published: list[Count], scopes: Scopes, total: Count | None, summed: list[Count],
               channels: dict[str, list[Count]], labels: dict[int, str]) -> list[Count]:
    """Returns the parts by subject: the list under the total, else those under a channel's figure, else subjects told alone.

    `summed`: the counts of which the total is told as the sum; `channels`: channel -> the counts of its figure;
    `labels`: those that "respectively" gives."""
    rest = channels.get("other", [])
    told = _told(counts, published, scopes, total, summed, channels)
    whole = total or next((figure[0] for figure in channels.values() if len(channels) == len(figure) == 1), None)
    if whole is not None and sum(c.value for c in told) != whole.value:
        told = adding_up(counts, whole) or told
    if not told:
        told = next((row for channel, figure in channels.items() if len(figure) == 1 and (row := adding_up(counts, figure[0], channel))), [])
    told += [c for c in counts if not c.own and id(c) in labels and any(o.sentence is c.sentence and id(o) in labels for o in told)]
    return sorted((c for c in told if c not in rest), key=counts.index)


def adding_up(counts: list[Count], whole: Count, channel: str = "") -> list[Count]:
    """Returns the subjects told after the whole in its sentence or in the next one, or three or more in a later one, where they are nouns and come to the whole
    exactly ("公开信息60条。文件类20条,动态类40条"); `channel`: which these must be told of ("网站信息中,动态40条,政策20条")."""
    later: dict[int, list[Count]] = {}
    for count in counts[counts.index(whole) + 1:]:
        if count.parent is None and (count.sentence is not whole.sentence or not whole.children) and count.unit != "%":
            later.setdefault(id(count.sentence), []).append(count)
    for nth, row in enumerate(later.values()):
        near = nth == 0 and row[0].sentence.section is whole.sentence.section
        bare = all(c.parent is None and is_noun_alone(c, near and len(row) >= LISTED and c.unit == whole.unit) and c.own and is_part(c) for c in row)
        bare = bare and (not channel or all(c.channels() == {channel} for c in row))
        if len(row) >= (2 if near else LISTED) and bare and sum(c.value for c in row) == whole.value:
            return row
    return []


def is_noun_alone(count: Count, exact: bool) -> bool:
    """Returns whether a number's own words are a noun; `exact`: a list that stands beside its sum may hold nouns made of a verb
    ("执法检查和处罚12条")."""
    frame = count.frame
    return not frame.bars and (frame.bare or exact and not frame.channels and not frame.several and frame.predicate in ("", "inspect", "act"))


def _told(counts: list[Count], published: list[Count], scopes: Scopes, total: Count | None, summed: list[Count],
          channels: dict[str, list[Count]]) -> list[Count]:
    """Returns the parts by subject that the report's words make such."""
    heads = [c for c in counts if c is total or is_total_again(c, total) or (c.unit == "类" and c.frame.verb)]
    found = [c for head in heads for c in parts_under(head)]
    found += [c for c in counts if c.listed and c.parent is None and c is not total and not c.frame.channels and not is_in_own_place(c) and is_part(c)] or [c for c in summed if (total is None or not scopes[id(c)]) and is_part(c)]
    if not found:
        chosen = [c for figure in channels.values() for c in figure]
        found = [c for head in counts if head in chosen or head.reference and (scopes[id(head)] or any(c.value == head.value for c in chosen)) for c in parts_under(head)]
    if not found:
        found = [c for channel, figure in channels.items() if len(figure) == 1 for c in before_their_sum(counts, figure[0], scopes, channel)]
    if not found:
        for figure in channels.values():
            alone = [c for c in figure if c.parent is None and not c.frame.general]
            if len(alone) > 1 and all(c.continued or c.inherited is not None and c.inherited is alone[0].inherited for c in alone[1:]):
                found += [c for c in alone if is_part(c)]
    if found:
        return found
    alone = told_alone(published, scopes)
    return alone if total is None else [c for c in alone if len(row := [o for o in alone if o.sentence is c.sentence]) >= LISTED and sum(o.value for o in row) <= total.value]


def before_their_sum(counts: list[Count], whole: Count, scopes: Scopes, channel: str) -> list[Count]:
    """Returns the subjects told in the same paragraph before a channel's figure that is their sum, to the item ("在网站公开文件3份、
    动态9条,合计12条"); what other channels published between them is passed over."""
    found: list[Count] = []
    if whole.children:
        return found
    for count in reversed(counts[:counts.index(whole)]):
        if count.unit == "%" or count.parent is not None or scopes[id(count)] not in ("", channel):
            continue
        if count.sentence.paragraph != whole.sentence.paragraph or count.frame.bars or count.frame.predicate not in ("", "disclose") or not is_part(count):
            break
        found.insert(0, count)
        if (told := sum(c.value for c in found)) >= whole.value:
            return found if told == whole.value and len(found) > 1 else []
    return []


def is_in_own_place(count: Count) -> bool:
    """Returns whether the place that a count's clause or the one before it names is its own, so that it is no part by subject."""
    if count.frame.verb is None or count.continued:
        return False
    return bool(PASTED.search(count.own)) or count.inherited is not None and count.inherited.sentence is count.sentence


def is_total_again(count: Count, total: Count | None) -> bool:
    """Returns whether a count tells the total again only to name its parts ("在这60条信息中", "全文电子化60条,其中")."""
    if count.reference:
        return total is None or count.value == total.value
    return "full_text" in count.frame.bars and total is not None and count.value == total.value


def parts_under(head: Count) -> list[Count]:
    """Returns the counts of the list under a count that are parts by subject; a channel is one only among subjects."""
    placed = any(ON_OR_OFF.fullmatch(without_fillers(label_of(c))) for c in head.children)  # "线上40条,线下15条,其他5条"
    children = [c for c in head.children if is_part(c) and not (placed and without_sort(c.own) in REST) and not c.continued and not PASTED.search(c.own) and not is_in_system(c)]
    return [c for c in children if not c.frame.channels or is_column(c, head) or (
        not c.frame.placed and sum(o.group == c.group and not o.frame.channels for o in children) > 1)]


def is_in_system(count: Count) -> bool:
    """Returns whether a count is told of a system or platform by name, which is a place and no subject ("其中在执法公示平台公示30条")."""
    verb = count.frame.verb
    return verb is not None and not count.frame.channels and IN_SYSTEM.search(count.sentence.text, count.start, max(count.start, verb.start)) is not None


def is_column(count: Count, head: Count) -> bool:
    """Returns whether a count is of one column of the site that its head counts ("网站更新90条,其中在“要闻”栏目更新60条")."""
    return head.channels() == {"website"} == set(count.frame.channels) and all(m.text.endswith(("栏目", "专栏")) for m in count.frame.mentions)


def is_part(count: Count) -> bool:
    """Returns whether a count in a list of publications is a part by subject."""
    if count.frame.predicate in ("submit", "remove", "receive") or count.frame.bars & NO_PART or count.unit == "%":
        return False
    if SUMMED.fullmatch(count.own) or LEFT_OUT.match(count.own) or TAKEN_BACK.search(count.behind) or TAKEN_BACK.fullmatch(count.own) or count.own in ("", "有") and TWICE.match(count.behind) or count.unit and count.unit not in listed("units", "publication"):
        return False
    if count.unit in SERIES and count.parent is not None and count.parent.unit in PIECES and not fills(count.parent, count.group):
        return False  # "公开信息89条,其中机构职能调整2次"
    if count.unit == "类" or count.unit == "个" and COLUMNS.search(count.own) or WAYS.fullmatch(count.own) or count.unit in ("个", "项", "大", "种") and SORTS.match(count.behind):
        return False  # "机构概况、法规文件、动态信息三类"
    if not count.own and count.unit not in listed("units", "subject"):
        return False  # "26个试点领域目录"
    if without_fillers(count.own) in REST and any(w.kind == "channel" for w in find_words(count.behind, count.behind)):
        return False  # "其余30条在公众号发布"
    return is_subject(count)


def fills(head: Count, group: int) -> bool:
    """Returns whether one list of a count's parts comes to it, to the item, whatever their units ("公开38条,包括公告5期、计划1份、动态32条")."""
    return sum(c.value for c in head.children if c.group == group) == head.value


def is_subject(count: Count) -> bool:
    """Returns whether a count's label names one subject of information."""
    bare = without_fillers(label_of(count))
    if is_rest_or_nothing(count.own) and any(p.match(count.behind) for p in (GONE, UNSPLIT, COMES_FROM, SENTENCE)):
        return False  # "其中31条|发布于接待大厅": where, not what
    if INFORMATION_ITSELF.fullmatch(bare) and (count.frame.general or bare != "政务信息") or not names_subject(label_of(count)):
        return False
    return count.frame.verb is None or count.frame.verb.text not in listed("general", "origins")  # "转发上级政策8条"


def names_subject(label: str) -> bool:
    """Returns whether a label names a subject of information: not where, whose, when, how it came about, or what is no information."""
    bare = without_fillers(label)
    if not bare or is_only_time(label) or UPON.fullmatch(label) or ON_OR_OFF.fullmatch(bare) or LEVEL.fullmatch(bare) or LEVEL.fullmatch(label) or ACCOUNT.fullmatch(bare) or CASES.fullmatch(bare):
        return False
    if is_body(bare) or is_body(label) or bare.startswith(NO_SUBJECT) and not FOUND_OUT.fullmatch(bare, 2):
        return False
    return not (told := alternatives("general", "origins").match(bare)) or not ORIGIN_TAIL.fullmatch(bare, told.end())


def is_body(label: str) -> bool:
    """Returns whether a label says whose information is counted (县直部门, 某某局公开), which is no subject."""
    said = BODY_SPEAKS.search(label)
    return bool(BODIES.fullmatch(label)) or said is not None and said.end() == len(label)


def told_alone(published: list[Count], scopes: Scopes) -> list[Count]:
    """Returns the counts of single subjects that a report without any list says it made public ("公开规章3件,人事任免9件")."""
    found: list[Count] = []
    for count in published:
        frame = count.frame
        if count.parent is not None or count.sentence.topic in ("requests", "disputes", "fees", "support") or frame.general:
            continue
        is_issue = count.unit == "期" and count.frame.verb is not None and count.frame.object.endswith("信息")  # "公开监测信息12期"
        if not (is_issue or count.unit in listed("units", "subject")) or is_elsewhere(count) or not is_subject(count) or is_each(count) and not LIST.search(count.own):
            continue
        if alternatives("general", "own_measure").search(frame.object) or INTERPRETED.search(frame.subject) or is_in_named_place(count) or MADE_GOOD.search(count.own):
            continue
        is_channel = scopes[id(count)] not in ("", "several") and not is_special(count)
        if frame.verb is not None:
            if frame.verb.text in listed("general", "publish") and not is_channel:
                found.append(count)
        elif found and found[-1].sentence is count.sentence and count.clause - found[-1].clause <= 1:
            found.append(count)
    return found


def label_of(count: Count) -> str:
    """Returns the subject of a count as printed, without verbs, channels and words that open a list."""
    frame, own, verb = count.frame, count.own, count.frame.verb
    if verb is not None and verb.start >= count.number.end:
        return trim(SAID_BEHIND.sub("", count.behind))
    subject = own
    if verb is not None:
        subject = trim(own[verb.end - count.start:])
        if not subject or (is_general(subject) and without_fillers(own[:verb.start - count.start])):
            subject = own  # "重点领域信息公开", "其他应主动公开的政府信息": the verb is part of the name
    elif frame.mentions and frame.placed:
        subject = own[frame.mentions[-1].end - count.start:]
    if without_fillers(own) in REST and (named := REMAINING.match(count.behind)):
        return trim(named[1])
    return trim(subject) or trim(SAID_BEHIND.sub("", count.behind))


def trim(words: str) -> str:
    """Returns words without prepositions before and words of quantity after them."""
    return LABEL_TAIL.sub("", LABEL_HEAD.sub("", words)).strip("、,;: ")


def names_of(count: Count) -> list[str]:
    """Returns the subjects that share one count ("预算、决算各1份"), or the one that has it."""
    return LIST.split(label_of(count).removesuffix("各")) if is_each(count) else [label_of(count)]
