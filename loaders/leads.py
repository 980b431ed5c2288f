"""What one sentence or clause of section five does there: lead to problems, lead to measures, promise, look back."""
import re
from collections.abc import Iterator

from loaders.segments import Piece
from loaders.sentences import Part
from report import clauses, themes

WILL = re.compile(r"^(?:[^,;。:不未缺]{0,8})?(?:(?<![主需重])要|应当?|须|必须|会|将)(?=[^,;。:]{2})")  # "我们要进一步…"
LEAD = 12  # characters beside a lead-in that still say nothing of their own: "我街道及时做出了"
POINTING = re.compile(r"^(?:以上|上述|这|此|存在|前述|该|自身|工作(?!人员|机制|力量|队伍|制度|经费))")  # "针对上述问题" names none
CLOSED = re.compile(r"(?:问题|不足|情况|现象)$")  # "存在…的问题，": what follows is what was done about it
DONE = re.compile(r"^[^,;。:不未]{0,8}?(?:通过|采取|已经?|组织|开展|及时|积极)")  # "街道通过集中培训…"
REPLY = re.compile(r"(?:为此|对此|现|目前|下步|近期)?(?:也|就)?(?:正在|正(?=与|和|同|按|由|把|向|会)|[拟将](?![会要]|影响|导致|造成|使|失|面临)|打算|准备(?!不))")  # "拟按季修订", "正在编写范本"
FUTURE = re.compile(r"(?:我们|[我本][^,;。:不未缺]{1,6}|[^,;。:不未缺]{1,6}(?:镇|乡|街道|局|委|县|区|市|中心|办))(?:将|拟)(?=[^,;。:]{3})|(?:将|拟)(?:通过|会同|联合|结合|邀请|聘请|逐|每)")  # "我局将编制清单"
TOLD_BEFORE = re.compile(r"(?:上述|以上|这些|前述)[^,;。:]{0,4}(?:问题|不足|情况|现象|短板)[^。:]{0,12}?(?:属于|源于|在于|由于|缘于|因为|原因|根源|根子)")
VAGUE = re.compile(r"(?:以下|下列|如下|这)?(?:[几一二两三四五六七八九十]|若干)?个?[项个点大]?(?:方面|重点|具体)?的?(?:工作|方面|措施|举措|任务|环节)(?:着手|入手|发力|持续发力|推进|展开|用力|开展)?$|持续发力$|贯彻落实《?条例》?(?:精神)?$")  # "重点抓好|以下几项工作"
AUXILIARY = re.compile(r"^(?:还|也|要|将|拟|会(?!同))+")
JOINTLY = re.compile(r"(?:会同|联合|把|由|按|对|请|逐)(?=[^,;。]{3})")  # "会同|司法所逐项核对"
SHOWING = re.compile(r",(?:主要|具体|突出|集中|分别)*(?:是|有|为|表现在|体现在|表现为)$")  # "…,仍存在一些不足,主要是"
YEAR = re.compile(r"(?:20\d\d|二[〇零○O][〇零○O一二三四五六七八九]{2})(?=年)")  # "2022年存在的", "二〇二二年"
NUMERALS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
TOLD = re.compile(r"通报|指出|反馈|扣分|点名|提到|讲到|查摆|查出|(?:去|上|前)一?年")  # a shortcoming that others named, or of an earlier year
HAS_DONE = re.compile(r"[^,;。:不未]{0,8}?已经?")
TAKEN_IN_HAND = re.compile(r"聘|请|派|建|通过|采取|启动|着手|责成|要求|联合|会同|增|补|改|换|编|印|配|从|由|向|把|将|按|与|定(?!性|论|型)|商|约(?!束)|排|列入|报请|设|开|订|邀|调|送")
REMAINING = re.compile(r"仍|还|尚|依然|依旧|存在|面临|初|月")
PROMISE = re.compile(r"[将拟要]|计划|打算|力争|争取|准备|着力|重点")
OF_A_YEAR = re.compile(r"(20\d\d)年度?,?(?:[^,;。:]{0,24}?存在(?:着|了)?(?!的))?")  # "2022年度,我局存在…"
MENDED_SINCE = re.compile(r"(?:已|均|都|全部|逐[项一条个])[^,;。将拟]{0,10}(?:整改|解决|改进|销号|补齐|纠正|完成|改正)(?!措施|方案|计划|不|中)")
STILL = re.compile(r"(?:目前|当前|今年|本年度?|现阶段|20\d\d年度?)[^,;。:]{0,14}(?:仍|还|存在|主要(?:问题|不足))|[;。\n](?:今后|下一?步|接下来)")
LEFT = re.compile(r"(?:没有?|未)(?:能|完全|全部|彻底|根本)*(?:解决|整改|改|做)(?:到位|好|完)?的(?:还|主要)*[是有为]")  # "去年的问题没有完全解决的|有两项"
FAR = 240  # characters after such a sentence in which it may be said to be mended
MENDED = re.compile(r"(?:已|没有再|不再)(?![能会])|(?:问题|毛病|不足|短板)[^,;。]{0,6}(?:解决|改|补)[^,;。不没]{0,2}了(?=$|[,;。])")  # "我镇已于10月补齐"


def past(text: str, year: int | None) -> re.Match | None:
    """Returns the words that speak of an earlier year's problems, None where the text does not."""
    found = clauses.pattern("past").search(text)
    if not found or LEFT.search(text):
        return None
    printed = YEAR.search(found[0])
    if printed and (year is None or _number(printed) >= year):
        return None
    return found


def _number(printed: re.Match) -> int:
    return int(printed[0].translate(NUMERALS))


def later(text: str, year: int | None, told: bool = False) -> bool:
    """Returns whether a sentence begins with a year after the report's: it tells plans, unless it states a shortcoming before it promises.
    Where problems were `told` before it, it must say that one is there still."""
    printed = YEAR.match(text)
    if not printed or year is None or _number(printed) <= year:
        return False
    if told and not REMAINING.search(text):
        return True
    promise = PROMISE.search(text)
    return not clauses.states(text[:promise.start()] if promise else text)


def is_mended_later(text: str, after: str, year: int | None) -> bool:
    """Returns whether a sentence tells what an earlier year fell short of, and what follows says that it is mended ("2022年度,我局存在更新慢等问题。
    2023年已逐项整改"): a report that only forgot to change the year says no such thing."""
    named = OF_A_YEAR.match(text)
    if not named or year is None or int(named[1]) >= year or not clauses.states(text):
        return False
    told = STILL.split(after[:FAR], 1)[0]
    return bool(MENDED_SINCE.search(text, named.end()) or MENDED_SINCE.search(told))


def mended(text: str) -> bool:
    """Returns whether a sentence tells of a shortcoming that was named and is mended, and states no other after that."""
    found = MENDED.search(text)
    return bool(found and TOLD.search(text, 0, found.start())) and not clauses.states(text[found.end():])


def leads_to_problems(text: str) -> bool:
    """Returns whether a sentence is a heading of problems or says that problems follow."""
    if clauses.has("heading", text) and len(text) < 40 and not clauses.specific(clauses.without("heading", text)):
        return True
    if clauses.has("measure_start", text) or clauses.has("measure_lead", text.split(",")[0]):
        return False
    return clauses.has("statement", text) and clauses.has("general", text)


def leads_in(text: str) -> bool:
    """Returns whether a sentence before a numbered list only leads to it by its last words, after their background: "起步较晚,存在的问题有"."""
    before, comma, last = SHOWING.sub("", text).rpartition(",")
    return bool(comma) and (clauses.has("statement", last) or clauses.has("general", last)) and not themes.classify_by_words(clauses.without("general", clauses.without("statement", last)), stated=True)


def nameless(text: str) -> bool:
    """Returns whether a sentence before a list states a shortcoming of no theme: what it is the list says ("公开还停留在贴一贴的阶段:")."""
    return clauses.specific(text) and not any(is_lead(c) or replies(c) for c in text.split(",")) and not themes.classify_by_words(text, stated=True)


def is_lead(text: str) -> bool:
    """Returns whether a clause leads to measures: “针对上述问题”, “下一步”, “改进措施”."""
    if clauses.has("measure_heading", text) and not clauses.specific(text):
        return True
    found = clauses.pattern("measure_lead").search(text)
    return bool(found) and (found.start() == 0 or not clauses.specific(text[:found.start()] + text[found.end():]))


def is_promise(flat: str, parts: list[Part], index: int) -> bool:
    """Returns whether a promise begins with this clause: at the start any verb of doing, later only one with “要” or “将”."""
    text = flat[parts[index].start:parts[index].end]
    if parts[index].states:
        return False
    if index == 0:
        return (clauses.has("measure_start", text) or bool(FUTURE.match(text))) and not any(p.states for p in parts)
    if CLOSED.search(flat[parts[index - 1].start:parts[index - 1].end]) and DONE.match(text) or any(p.states for p in parts[:index]) and replies(text):
        return True
    return bool(WILL.match(text)) and clauses.has("measure_start", WILL.sub("", text))


def has_done(text: str) -> bool:
    """Returns whether a sentence tells what the agency has done ("街道已聘请律师审核文书")."""
    found = HAS_DONE.match(text)
    return found is not None and (clauses.has("measure_start", text[found.end():]) or bool(TAKEN_IN_HAND.match(text, found.end())))


def promises(block: list[Piece]) -> bool:
    """Returns whether a numbered item only promises: it begins with a verb of doing and states no shortcoming anywhere."""
    first = next((p for p in block if p.text), None)
    return bool(first) and clauses.has("measure_start", first.text) and not any(clauses.states(p.text) for p in block[:2])


def chained(block: list[Piece]) -> set[int]:
    """Returns where the pieces of a sentence with semicolons start, if one of them states a shortcoming: a list without numbers."""
    found: set[int] = set()
    run: list[Piece] = []
    for piece in block:
        run.append(piece)
        if piece.stop != ";":
            if len(run) > 1 and any(clauses.specific(p.text) for p in run):
                found |= {p.start for p in run}
            run = []
    return found


def answers(text: str) -> bool:
    """Returns whether a sentence names a shortcoming only to tell what is done about it ("针对答复慢，多次被催的问题，我局将…")."""
    found = clauses.pattern("answering").match(text)
    if not found:
        return False
    rest = text[found.end():]
    return not clauses.states(rest) or replies(rest.split(",")[0])


def replies(clause: str) -> bool:
    """Returns whether a clause says what is or will be done ("已与热线并网", "拟按季修订", "街道已设置预警") and states no shortcoming."""
    return not clauses.states(clause) and (bool(REPLY.match(clause) or FUTURE.match(clause)) or has_done(clause))


def replied(text: str) -> bool:
    """Returns whether a sentence states a shortcoming and in a later clause what is or will be done about it."""
    first, *rest = text.split(",")
    stated = clauses.states(first)
    for clause in rest:
        if stated and (replies(clause) or is_lead(clause)):
            return True
        stated = stated or clauses.states(clause)
    return False


def tells_causes(text: str) -> bool:
    """Returns whether a sentence speaks of problems told before it ("上述问题，有的属于…")."""
    return bool(TOLD_BEFORE.match(text))


def bare(flat: str, parts: list[Part]) -> bool:
    """Returns whether the words of a lead-in hold no measure of their own: “针对上述问题”, “改进措施”."""
    text = clauses.without("measure_lead", flat[parts[0].start:parts[-1].end])
    return len(text) < LEAD and (clauses.has("measure_heading", text) or not acts(text)) and not themes.classify_measure(text)


def acts(text: str) -> bool:
    """Returns whether the words beside a lead-in tell what is done to something ("邀请|专家来授课"), not only that it is done ("抓好|以下工作")."""
    rest = left = VAGUE.sub("", AUXILIARY.sub("", text))
    while found := clauses.pattern("measure_start").match(left) or JOINTLY.match(left):
        left = left[found.end():]
    return left != rest and len(left) > 1


def aims(piece: Piece) -> Iterator[tuple[int, int]]:
    """Yields the spans of the shortcomings that a measure names: “针对更新不及时的问题，…”."""
    for found in clauses.pattern("aimed").finditer(piece.text):
        group = found.lastindex or 1
        if clauses.deficient(found[group]) and not POINTING.match(found[group]):
            yield piece.start + found.start(group), piece.start + found.end(group)
