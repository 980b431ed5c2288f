"""What the words around one number say: who publishes what where, and what else the number may count."""
import re
from dataclasses import dataclass, field

from loaders.figures.words import Word, alternatives, listed

PREPOSITION = re.compile(r"(?:通过|利用|借助|依托|运用|经由|使用|依靠|充分发挥|发挥|以|在|于|经|用|由|从|向|及时在|均在|均通过|把)[^,;。]{0,40}$")  # "通过区政府…"
AND_SO_ON = re.compile(r"^(?:[^,;。、]{0,8})?等")  # "…等平台"
SEVERAL_ENDS = re.compile(r"^(?:[^,;。、]{0,4})?等(?:[^,;。]{0,6}?)(?:平台|渠道|载体|方式|途径|形式|媒介)")  # "政府网站等多种渠道"
NEW_MEDIA_ENDS = re.compile(r"^(?:[^,;。、]{0,12})?等(?:[^,;。]{0,6}?)(?:新媒体|自媒体)")  # "最某地等新媒体"
PRESS_ENDS = re.compile(r"^(?:[^,;。、]{0,12})?等(?:[^,;。新自]{0,6}?)(?:媒体|媒介|报刊)")  # "某某日报、某网等媒体渠道"
WALL_ENDS = re.compile(r"^(?:[^,;。、]{0,12})?等(?:[^,;。]{0,2}?)线下")  # "公告栏等线下渠道"
SOCIAL = frozenset({"wechat", "weibo", "video", "app", "new_media"})
UNKNOWN_PLACE = re.compile(r"(?:通过|在|利用|借助|依托)(?:[^,;。、]{0,8})(□+)(?:平台|账号|栏目)")  # "通过“某某”平台"
OTHER_VERBS = ("receive", "handle", "carry", "remove", "submit", "make", "act", "inspect")
BARS = ("cumulative", "obtained", "withheld", "growth", "view", "follow", "request", "each", "full_text", "past", "share", "plan", "outcome")
BARS_BEHIND = ("view", "follow", "request", "withheld")
HANDED = re.compile(r"(?:将|把|对)[^,;]{0,6}$")  # "及时将194件…"
NOUN_BEHIND = re.compile(r"(?:(?!向社会|进行|予以|通过|在|较|比|占|并|均|已|同比|被|全部|向|面向)[^,;:。()])*")  # "292条政府信息", up to what is said of it
PLACE_ENDS = re.compile(r"(?:平台|渠道|账号|方式|中|上)?")
INFORMATION = re.compile(r"信息|内容|消息|文件|动态")
COMPARED = re.compile(r"(?:相比|相较|对比|较|比|与|同)(?:于)?(?:\d{2,4}年|上|去|前|往|同期)")  # "较2021年102条"
VOID = re.compile(r"[■:,]")  # a note in brackets, made opaque
OPENNESS = re.compile(r"(?:党务|政务|村务|居务|财务|校务|警务|厂务|三务)(?:主动)?(?:信息)?(?:公开)?$")  # "党务公开23条,政务公开45条": sorts of openness
DOING = re.compile(r"[对将把通过在由]|利用|组织")  # a preposition: a sentence, no noun
NOMINAL = re.compile(r"(?:信息|类|情况|结果|文件|公告|公示|通知|目录|指南|动态|报告|数据|内容|计划|总结)(?:类|方面|信息|共计|共|有|为|数量|数|等)*$")  # what such a noun ends in
TOPICAL = re.compile(r"其[他它]|(?:领域|方面|(?<!各)类|事项|项目|板块|专题|专栏)$")  # "民生领域"公开信息: one part of it
ALTOGETHER = re.compile(r"、.*等(?:[^,;。、]{0,6}(?:信息|内容|事项|方面|情况))?(?:共计|合计|总计|共|累计|数)*$")  # "机构职能、财政预算等信息共计"
OWN_WORDS = re.compile(r"主动公开|政府信息|政务信息")
AND_THEN = re.compile(r"(?:并且|并|且|同时|后|再|后又)$")  # "办理答复并公开": a second predicate follows


@dataclass
class Frame:
    """What stands with a number. `verb`: the verb of publication or None; `predicate`: disclose, another class of verb, or ""
    where only a noun stands; `channels`: canonical names in order, `several` where more are meant than named;
    `bare`: only a noun stands there, with a verb inside it at
    most ("重点领域信息公开"); `placed`: whether the channel stands where something is published, not as its object; `bars`: what else it may count."""

    verb: Word | None = None
    predicate: str = ""
    channels: list[str] = field(default_factory=list)
    mentions: list[Word] = field(default_factory=list)
    several: bool = False
    family: str = ""
    placed: bool = False
    bars: set[str] = field(default_factory=set)
    subject: str = ""
    object: str = ""
    general: bool = False
    bare: bool = False
    strong: bool = False


def is_general(text: str) -> bool:
    """Returns whether words name information as a whole: 各类政府信息, 信息条数, nothing at all."""
    rest = VOID.sub("", text)
    pattern = alternatives("general", "words")
    while rest:
        found = pattern.match(rest)
        if not found:
            return False
        rest = rest[found.end():]
    return True


def without_fillers(text: str) -> str:
    """Returns words without times and adverbs at either end."""
    pattern = alternatives("general", "fillers")
    text = re.sub(r"\d{2,4}年?度?|[\d\-至到—~]+月份?|\d+日|自?\d+年\d+月\d+日(?:起|始)?", "", text)
    before = None
    while before != text:
        before = text
        text = text.strip("的了,、:至-—~起")
        if found := pattern.match(text):
            text = text[found.end():]
    return text


def is_office(text: str) -> bool:
    """Returns whether words are an office that publishes, or nothing: 我镇, 某街道办事处."""
    rest = without_fillers(text)
    return not rest or is_general(rest) or any(rest.endswith(w) for w in listed("general", "offices"))


def find_channels(frame: Frame, text: str, words: list[Word], start: int, end: int) -> None:
    """Fills in the channels that stand in text[start:end]."""
    found = [w for w in words if w.kind == "channel" and start <= w.start and w.end <= end]
    verbs = [w for w in words if w.kind == "disclose"]
    mentions = []
    for i, word in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if word.channel == "several":
            frame.several = True
            continue
        before = found[i - 1] if i else None
        if word.strength == "quoted" and any(
                n and n.strength != "quoted" and abs(g) <= 6 and "、" not in text[min(word.end, n.end):max(word.start, n.start)]
                for n, g in ((after, after.start - word.end if after else 0), (before, word.start - before.end if before else 0))):
            continue  # the name of an account: the word beside it says of which kind
        if word.strength == "weak" and not (PREPOSITION.search(text[start:word.start])
                                            or re.match(r"(?:主动)?(?:信息)?(?:公开|公示|发布|渠道|平台|更新)", text[word.end:])):
            continue
        if word.strength == "object" and any(v.end <= word.start for v in verbs) and any(
                m.end <= verbs[0].start for m in mentions):
            continue  # "公众号发布视频20条": the account is the channel, the video its object
        if word.strength == "object" and re.match(r"(?:解读|会议|访谈|直播)", text[word.end:]):
            continue
        mentions.append(word)
    if not mentions:
        unknown = UNKNOWN_PLACE.search(text[start:end])
        if unknown:
            mentions = [Word(start + unknown.start(1), start + unknown.end(1), "channel", unknown[1], "other", "quoted")]
    if not mentions:
        return
    channels, last = [], mentions[0]
    for i, word in enumerate(mentions):
        joined = i and re.fullmatch(r"[^,、;和及与]{0,3}", text[mentions[i - 1].end:word.start])
        if joined and word.channel != channels[-1] and (channels[-1] in ("new_media", "website", "app") or word.channel in ("new_media", "news")):
            if word.channel in ("new_media", "news"):
                continue  # "微博新媒体": the narrower name counts
            channels[-1], last = word.channel, word  # "政务新媒体微信公众号": the narrower name counts
            continue
        channels.append(word.channel)
        last = word
    tail = text[last.end:end]
    for pattern, family in ((NEW_MEDIA_ENDS, "new_media"), (PRESS_ENDS, "news"), (WALL_ENDS, "bulletin")):
        if pattern.match(tail):
            frame.family = family
    if SEVERAL_ENDS.match(tail):
        frame.several = True
    if len(set(channels)) > 1 and "new_media" in channels and set(channels) - {"new_media"} <= SOCIAL and not any(
            text[m.end:m.end + 1] == "、" and m.channel == "new_media" for m in mentions):
        channels = [c for c in channels if c != "new_media"]  # "微博、微信等政务新媒体"
        frame.family = frame.family or ("new_media" if len(set(channels)) > 1 else "")
    frame.mentions, frame.channels = mentions, channels
    last = mentions[-1]
    frame.placed = bool(PREPOSITION.search(text[start:mentions[0].start])) or any(v.start >= last.end for v in verbs)


def read_frame(text: str, masked: str, words: list[Word], start: int, end: int, behind: int, after: int) -> Frame:
    """Returns the frame of a number: its own words are text[start:end], the words that follow it text[behind:after]."""
    own = [w for w in words if start <= w.start and w.end <= end]
    late = [w for w in words if behind <= w.start and w.end <= after]
    frame = Frame(bars={w.kind for w in own if w.kind in BARS} | {w.kind for w in late if w.kind in BARS_BEHIND})
    if COMPARED.match(masked[start:end]):
        frame.bars.add("growth")
    find_channels(frame, masked, own, start, end)
    if not frame.channels and not frame.several and any(w.kind == "disclose" for w in own):
        find_channels(frame, masked, late, behind, after)
        if frame.mentions:
            frame.placed = bool(PREPOSITION.search(masked[behind:frame.mentions[0].start]))
    find_predicate(frame, masked, own, start, end)
    verb = frame.verb
    if verb is None and HANDED.search(masked[start:end]):  # "将194件建议办理情况向社会公示"
        verb = next((w for w in late if w.kind == "disclose"), None)
        if verb:
            frame.verb, frame.predicate = verb, "disclose"
            frame.object = NOUN_BEHIND.match(masked[behind:verb.start])[0]
            return frame
    subject, noun = (masked[start:verb.start], masked[verb.end:end]) if verb else ("", masked[start:end])
    if frame.mentions and frame.mentions[-1].end <= end:
        cut = frame.mentions[-1].end
        cut += (SEVERAL_ENDS.match(masked[cut:end]) or PLACE_ENDS.match(masked[cut:end])).end()
        if verb and cut <= verb.start:
            subject = masked[cut:verb.start]
        else:
            noun = masked[cut:end]
    if is_general(noun) and behind < after:
        noun += NOUN_BEHIND.match(masked[behind:after])[0]
    frame.subject, frame.object = subject, noun
    topical = bool(TOPICAL.search(without_fillers(subject)))
    if verb and ALTOGETHER.search(noun):
        frame.general = not topical
    elif verb and is_general(noun) and not INFORMATION.search(noun):
        frame.general = is_office(subject) and not OPENNESS.search(subject + verb.text)
    else:
        frame.general = (is_general(noun) or is_general(without_fillers(noun))) and not topical
    frame.bare = not frame.channels and not frame.several and (not frame.predicate or bool(
        frame.predicate == "disclose" and verb and without_fillers(subject) and not frame.general and is_general(noun) and not is_office(subject)))
    frame.strong = frame.general and bool(OWN_WORDS.search(masked[start:end])
                                          or (verb and verb.text in ("信息公开", "政府信息公开", "政务公开")))
    return frame


def find_predicate(frame: Frame, masked: str, own: list[Word], start: int, end: int) -> None:
    """Fills in what is done to the things counted, by the number's own words."""
    verbs = [w for w in own if w.kind == "disclose" or w.kind in OTHER_VERBS]
    disclosing = [w for w in verbs if w.kind == "disclose"]
    if not disclosing:
        frame.predicate = "" if not verbs or is_noun(masked, verbs, start, end) else verbs[-1].kind
        return
    verb = disclosing[0]
    if frame.placed:  # the verb that follows the channel, not one inside a name before it
        verb = next((w for w in disclosing if w.start >= frame.mentions[-1].end), verb)
    for later in disclosing:
        if later.start >= verb.end and (is_general(masked[verb.end:later.start]) or AND_THEN.search(masked[verb.end:later.start])):
            verb = later
    frame.verb, frame.predicate = verb, "disclose"
    last = verbs[-1]
    if last.kind != "disclose" and last.start >= verb.end and is_general(masked[last.end:end]) and not INFORMATION.search(masked[last.end:end]):
        frame.predicate = last.kind  # "公开征集12条"
    ahead = [w for w in verbs if w.end <= verb.start and w.kind in ("remove", "inspect", "submit")]
    if ahead and not AND_THEN.search(masked[ahead[-1].end:verb.start]) and masked[verb.start - 1] not in "、,":
        frame.predicate = ahead[-1].kind  # "清理已公开信息12条"


def is_noun(masked: str, verbs: list[Word], start: int, end: int) -> bool:
    """Returns whether verbs are only parts of a noun: "行政处罚信息", "市场监督检查情况"."""
    head = without_fillers(masked[start:verbs[0].start])
    return bool(head) and not any(w.kind in ("receive", "remove", "submit") for w in verbs) and not DOING.search(head) and bool(
        NOMINAL.search(masked[verbs[-1].end:end]))
