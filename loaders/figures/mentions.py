"""The channels that a clause names: which words are places of publication, and what a list of them comes to."""
import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.figures.words import Word, find_words

PREPOSITION = re.compile(r"(?:通过|利用|借助|依托|运用|经由|使用|依靠|充分发挥|发挥|以|在|于|经|用|由|从|向|把)[^,;。]{0,40}$")  # "通过区政府…"
PUBLISHING = re.compile(r"(?:主动)?(?:信息)?(?:公开|公示|发布|渠道|平台|更新)")  # "线上公开", "网络平台"
SEVERAL_ENDS = re.compile(r"(?:[^,;。、]{0,4})?等(?:[^,;。]{0,6}?)(?:平台|渠道|载体|方式|途径|形式|媒介)")  # "政府网站|等多种渠道"
FAMILIES = (
    ("new_media", re.compile(r"(?:[^,;。、]{0,12})?等(?:[^,;。]{0,6}?)(?:新媒体|自媒体)")),  # "某客户端|等新媒体"
    ("news", re.compile(r"(?:[^,;。、]{0,12})?等(?:[^,;。新自]{0,6}?)(?:媒体|媒介|报刊)")),  # "某某日报、某网|等媒体渠道"
    ("bulletin", re.compile(r"(?:[^,;。、]{0,12})?等(?:[^,;。]{0,2}?)线下")),  # "公告栏|等线下渠道"
)
SOCIAL = frozenset({"wechat", "weibo", "video", "app", "new_media"})
BROAD = frozenset({"new_media", "website", "app", "news"})  # "政务新媒体微信公众号": the narrower name beside it counts
UNKNOWN_PLACE = re.compile(r"(?:通过|在|利用|借助|依托)[^,;。、]{0,8}?(□+)(?:平台|账号|栏目)")  # "通过“某某”平台"
UNKNOWN_SITE = re.compile(r"(?:通过|在|利用|借助|依托)([^,;。、]{1,14}?(?<!联)网(?:[”\"]|(?=[上共累主公发全]|$)))")  # "在某某党政网公开"
UNKNOWN_NAME = re.compile(r"([^,;。、过在用助托\d]{1,10}(?:(?<!\d)号|平台|端|屏|频道|专区|论坛))(?:上|共|累计|全年|一共|总共|共计)*(?=(?:主动)?(?:公开|发布|推送|更新|公布|刊登|编发))")
# "青禾之窗平台发布"
SITE = re.compile(r"(?:(?<![联上])网|网站|子站|专栏|栏目|频道)(?:共|共计|公开|发布|信息)*$")  # "县政府网站12条、住建专栏|30条": in a list of places
VISITED = re.compile(r"(?:邀?请|聘请|走进|走访|做客|参观|前往|赴|联系|(?<![挂贴登发放传达送推报])到)[^,;]{0,12}$")  # "请|县融媒体中心授课1次": a body that does something, or is called on
DONE_THERE = re.compile(r"(?:□|节目|栏目|直播间|访谈)*(?:上线|做客|访谈|接听|解答|采访|学习|交流|座谈)")  # "在广播电台“政风热线”|上线4次"
TAKEN_FROM = re.compile(r"(?:了|各类|上级|[省市县区镇]|政府|局|部门)*")
INFORMATION = re.compile(r"(?:的)?(?:政府|政务)?(?:信息|内容|消息)")
UP_TO = re.compile(r"(?:再|延伸|拓展|扩展)?[到至][^,;、]{0,6}")  # "从网站|到|公众号": these two and all between them
COUNTED = re.compile(r"(?:^[个大]|[一二两三四五六七八九十各多几][个大]?)(?:公开|发布|政务|信息)*(?:平台|频道|专区|论坛|端|屏)$")  # "三个平台": no name
COLUMN = frozenset({"栏目", "专栏", "专版", "专题"})
TOUCHING = re.compile(r"□*(?!(?:再|延伸|拓展|扩展)?[到至])[^,、;和及与]{0,3}")  # what may stand between two names of one place
BESIDE = 6  # characters between an account's own name and the word for its kind
BEFORE = 12  # characters before a place in which its preposition may stand
GROUP = re.compile(r"(?:工作|网格|业主|村民|居民|交流|服务|联络|企业)*群(?![众体团发策防])")  # "微信|工作群", but "微信|群发"
NOTE = re.compile(r"■{3,}")  # a note in brackets, made opaque
FORM_LIST = re.compile(r"(?:以|用|采用|通过|运用)(?=[^,;:]*(?:图解|文字|问答|图文|漫画|动画|解读))[^,;:]*?(?:形式|方式)")  # "以图解、视频、文字三种形式"
NO_VIDEO = re.compile(r"解读|会议|访谈|直播")  # "视频会议"


@dataclass
class Places:
    """The channels of a clause. `channels`: canonical names in order; `mentions`: their words; `several`: more are meant than
    named; `family`: what the closing word of a list makes of it; `placed`: something is published there, so that the channel
    is not what is published."""

    channels: list[str] = field(default_factory=list)
    mentions: list[Word] = field(default_factory=list)
    several: bool = False
    family: str = ""
    placed: bool = False


def find_places(printed: str, text: str, words: list[Word], start: int, end: int) -> Places:
    """Returns the channels named in text[start:end]; `printed` is the same text with its names in quotation marks."""
    named = [w for w in words if w.kind == "channel" and start <= w.start and w.end <= end]
    verbs = [w for w in words if w.kind == "disclose"]
    places = Places(several=any(w.channel == "several" for w in named))
    named = [w for w in named if w.channel != "several"]
    for word in named:
        if is_place(word, named, verbs, places.mentions, text, start):
            places.mentions.append(named_closer(word, printed, text))
    if not places.mentions and not places.several:
        places.mentions = find_unknown(printed, text, start, end)
    if places.mentions:
        read_list(places, text, end)
        places.placed = bool(PREPOSITION.search(text[start:places.mentions[0].start])) or any(
            v.start >= places.mentions[-1].end for v in verbs)
    return places


def is_visited(places: Places, text: str, start: int, end: int) -> bool:
    """Returns whether the words around a body's name in text[start:end] tell of a visit or of something it is asked to do, no publication."""
    mentions = places.mentions
    return bool(mentions) and bool(VISITED.search(text, start, mentions[0].start) or DONE_THERE.match(text, mentions[-1].end, end))


def is_place(word: Word, named: list[Word], verbs: list[Word], before: list[Word], text: str, start: int) -> bool:
    """Returns whether a word for a channel names a place of publication where it stands."""
    if word.strength == "quoted":  # an account's own name: where the kind stands beside it, that counts
        return not any(o.strength != "quoted" and not (word.channel == "news" and o.text in COLUMN) and max(o.start - word.end, word.start - o.end) <= BESIDE
                       and "、" not in text[min(word.end, o.end):max(word.start, o.start)] for o in named)
    if word.strength == "weak":
        return bool(PREPOSITION.search(text[start:word.start]) or PUBLISHING.match(text, word.end))
    if word.channel == "news" and text.startswith("解读", word.end):
        return False  # "媒体解读、部门解读各2篇"
    if word.strength == "object":  # "公众号发布视频20条": the account is the place, the video is what it publishes
        published = any(v.end <= word.start for v in verbs) and any(m.end <= verbs[0].start for m in before)
        in_forms = any(f.start() < word.start and word.end < f.end() for f in FORM_LIST.finditer(text, start))
        return not published and not in_forms and not text.endswith(("解读", "解读类"), start, word.start) and not NO_VIDEO.match(text, word.end) and not (text.startswith("形式", word.end) and text[start:word.start].endswith(("以", "用", "采用")))
    if before and any(before[-1].end <= v.start and v.end <= word.start and TAKEN_FROM.fullmatch(text, v.end, word.start) for v in verbs):
        return any(v.start >= word.end for v in verbs) or not INFORMATION.match(text, word.end)  # "公众号同步推送|网站信息60条"
    return True


def named_closer(word: Word, printed: str, text: str) -> Word:
    """Returns a place with the channel that the words right behind it make of it: "官微(微博)", "微信工作群"."""
    if GROUP.match(text, word.end) and not word.text.endswith(("栏目", "专栏", "站")):
        return replace(word, channel="other")
    if word.channel == "new_media" and (note := NOTE.match(text, word.end)):
        named = [w for w in find_words(note[0], printed[note.start() + 1:note.end() - 1]) if w.kind == "channel"]
        if len({w.channel for w in named}) == 1 and named[0].start == 0:
            return replace(word, channel=named[0].channel)
    return word


def find_unknown(printed: str, text: str, start: int, end: int) -> list[Word]:
    """Returns the place of publication that only its own name tells: “某某”平台, 某某网."""
    for pattern, channel, where in ((UNKNOWN_PLACE, "other", text), (UNKNOWN_SITE, "website", printed), (UNKNOWN_NAME, "other", text)):
        if (found := pattern.search(where, start, end)) and not COUNTED.search(found[1]):
            return [Word(found.start(1), found.end(1), "channel", printed[found.start(1):found.end(1)], channel, "quoted")]
    return []


def read_list(places: Places, text: str, end: int) -> None:
    """Fills in the channels that a list of mentions comes to."""
    channels, last = places.channels, places.mentions[0]
    for before, word in zip([None, *places.mentions], places.mentions, strict=False):
        touching = before is not None and TOUCHING.fullmatch(text, before.end, word.start)
        if touching and word.channel != channels[-1] and word.channel in ("new_media", "news"):
            continue  # "微博新媒体"
        if touching and channels[-1] == "news" and word.text in COLUMN:
            continue  # "广播电视台《…》栏目"
        if touching and word.channel != channels[-1] and channels[-1] in BROAD:
            channels[-1], last = word.channel, word
            continue
        channels.append(word.channel)
        last = word
    tail = text[last.end:end]
    places.family = next((family for family, pattern in FAMILIES if pattern.match(tail)), "")
    ranged = any(UP_TO.fullmatch(text, before.end, word.start) for before, word in pairwise(places.mentions)) and "从" in text[max(0, places.mentions[0].start - BEFORE):places.mentions[0].start]
    places.several = places.several or ranged or bool(SEVERAL_ENDS.match(tail))
    whole = any(m.channel == "new_media" and text[m.end:m.end + 1] == "、" for m in places.mentions)
    if len(set(channels)) > 1 and "new_media" in channels and set(channels) <= SOCIAL and not whole:
        places.channels = [c for c in channels if c != "new_media"]  # "微博、微信等政务新媒体"
        if len(set(places.channels)) > 1:
            places.family = places.family or "new_media"
