"""Counts -> the figure of each channel: one count, or the parts of one list."""
import re

from loaders.figures.counts import PIECES, SERIES, Count
from loaders.figures.frames import TAKEN_UP
from loaders.figures.mentions import PREPOSITION, SOCIAL
from loaders.figures.merged import PIECE_NOUN
from loaders.figures.nouns import REST, is_general, without_fillers, without_sort
from loaders.figures.parts import UNSPLIT, label_of
from loaders.figures.readings import INTERPRETED, is_led
from loaders.figures.scopes import PASTED, Scopes, inherits, is_each, is_elsewhere, is_of_other_year, is_parallel, is_since, is_special, is_urged
from loaders.figures.totals import SUMMED
from loaders.figures.words import listed

WHERE = re.compile(r"(?:平台|账号|渠道|方面|端|类|等|媒体|栏目|[“《(□■])")  # what only goes on with a channel's name
FORM = re.compile(r"文字|图片|图文|音频|动画")
SET_UP = frozenset({"新增", "更新"})
PLACES = frozenset("个 块 处 台 套 面 家".split())
DESK = re.compile(r"(?:查[询阅]|体验|服务)(?:点|处|室|机|区|台)$|触摸屏$|展示角$")
THINGS = frozenset("个 块 处 期 本 册 面".split())
PLACE = re.compile(r"^.*?(?:通过|利用|借助|依托|运用|在|于|以)")  # what stands before a place's name


def find_channels(counts: list[Count], published: list[Count], scopes: Scopes, total: Count | None, year: int | None) -> tuple[dict[str, list[Count]], list[Count], list[Count]]:
    """Returns channel -> the counts of its figure, the counts of a channel that are not in it, and those of new media as a
    whole where the report tells the channels of new media apart."""
    found: dict[str, list[Count]] = {}
    split: list[Count] = []
    for count in published:
        if count.wholly and not count.channels() and count.parent is None:
            found.setdefault(count.wholly.channel, []).append(count)
        if count is total:
            continue
        named = count.frame.channels if is_each(count) and scopes[id(count)] in ("several", "shared", "new_media") else sorted(count.channels()) if scopes[id(count)] == "shared" and not count.value else []  # "微博、微信均为0条"
        if len(set(named)) > 1:
            for channel in named:
                found.setdefault(channel, []).append(count)
            continue
        channel = scopes[id(count)] or ("other" if is_rest(count, published, scopes) else "")
        if not channel or is_of_subject(count) or is_elsewhere(count) or is_special(count) or count.parent is not None and is_special(count.parent):
            continue
        if is_urged(count) or is_message(count, published) or is_thing(count, channel) and not completes(count, published, scopes, total) or is_one_posting(count, channel, published, scopes):
            continue
        if is_group(count, scopes) or is_form_of_reading(count, counts) or is_form(count, total, counts) or shares_number(count, counts, scopes):
            continue
        parent = count.parent
        if parent is not None and not is_group(parent, scopes) and parent is not total and parent.publishes() and not parent.stock:
            if scopes[id(parent)] in ("new_media", "shared") and channel in SOCIAL:
                split.append(parent)
            elif parent.frame.channels:
                continue  # a part of a channel's figure
        if channel == "shared":
            continue  # "官方微博、微信公众号共212条": neither's
        if channel == "several":
            if count.frame.verb is None or not (parent is not None and parent is total or is_parallel(count, published)):
                continue
            channel = "other"
        found.setdefault(channel, []).append(count)
    if "new_media" in found:
        found["new_media"] = [c for c in found["new_media"] if c not in split]
    chosen = {channel: choose(counts, year) for channel, counts in found.items() if counts}
    left = [c for channel, counts in found.items() for c in counts if c not in chosen.get(channel, ()) and c not in split]
    return chosen, left, split


def is_of_subject(count: Count) -> bool:
    """Returns whether a channel's name is only part of a subject's, in a list of subjects: "统计公报和普查公报5条", "应急广播建设管理33条"."""
    mentions = count.frame.mentions
    if count.parent is None or count.frame.verb is not None or count.frame.placed or not mentions or mentions[-1].end > count.number.start:
        return False
    beside = [c for c in count.parent.children if c is not count and c.group == count.group]
    subjects = [c for c in beside if not c.frame.channels and not c.frame.several]
    behind = without_fillers(count.sentence.text[mentions[-1].end:count.number.start])
    named = bool(behind) and not is_general(behind) and not WHERE.match(behind) or all(m.text == "公报" for m in mentions)
    return named and len(subjects) > len(beside) - len(subjects)


def is_group(count: Count, scopes: Scopes) -> bool:
    """Returns whether a loosely named place only gathers the channels told as its parts ("网络平台公开360条(网站280条、公众号80条)")."""
    mentions = count.frame.mentions
    if not mentions or any(m.strength != "weak" and not m.text.startswith("线下") for m in mentions):
        return False
    return len({scopes[id(c)] for c in count.children if c.publishes()} - {"", "several"}) > 1


def is_thing(count: Count, channel: str) -> bool:
    """Returns whether a count is of accounts, boards or issues themselves, no publications ("政务新媒体95个", "更新公开栏12块", "编发公报4期")."""
    mentions, verb = count.frame.mentions, count.frame.verb
    if count.unit in PLACES and DESK.search(count.frame.object):
        return True  # "建设政务公开自助查询点1个"
    if count.unit == "个" and verb is None and not PIECE_NOUN.match(count.behind) and not PIECE_NOUN.match(count.frame.object):
        beside = count.parent.children if count.parent else []
        if any(o.unit == "个" and o.frame.verb is None and set(o.channels()) & SOCIAL - {"video"} for o in beside):
            return True  # "账号3个,其中公众号1个、抖音1个"
        return channel != "video" or mentions[-1:] != [] and mentions[-1].text.endswith("号")
    if verb is not None and verb.text == "更换" and count.unit in PLACES:
        return True
    if channel in ("bulletin", "other") and count.unit in ("处", "块", "面", "台", "座") and "信息" not in count.frame.object:
        return True  # "公开栏更新48块次", "改建电子屏3块"
    if verb is not None and verb.text in SET_UP and count.unit in PLACES and mentions and verb.end <= mentions[0].start and not without_fillers(count.frame.object):
        return not any(m.strength == "object" for m in mentions)  # "新增村级应急广播12个"
    if len(mentions) > 1 and mentions[-1].strength == "object":
        return False  # "公开栏张贴公示18期": what is put up there
    if channel != "bulletin" or count.unit not in THINGS or not mentions or without_fillers(count.frame.object):
        return False
    return mentions[-1].end >= count.number.start - 1 and (verb is None or verb.end <= mentions[0].start) and not PREPOSITION.search(
        count.sentence.text[count.start:mentions[0].start])


def is_message(count: Count, published: list[Count]) -> bool:
    """Returns whether a count is of messages to people's telephones ("预警短信发送4.6万条"), which is no place unless the report says that
    information went out through it."""
    mentions = count.frame.mentions
    if not mentions or any(m.text != "短信" for m in mentions):
        return False
    if any(c is not count and c.sentence is count.sentence and c.parent is count.parent and c.unit == count.unit and c.channels() for c in published):
        return False  # "公开60条,其中网站40条、短信20条"
    verb = count.frame.verb
    return verb is None or verb.text not in listed("general", "publish") or PREPOSITION.search(count.sentence.text[count.start:mentions[0].start]) is None


def completes(count: Count, published: list[Count], scopes: Scopes, total: Count | None) -> bool:
    """Returns whether a count and two or more other channels told beside it, or one where the total is told in both units, come to the total, to the item
    ("公开60条,其中网站40条,公众号15条,公示栏5期", "公开60条(期),其中网站40条,公示栏20期")."""
    beside = count.parent.children if count.parent else [c for c in published if c.sentence is count.sentence and c.parent is None and c is not total]
    named = [c for c in beside if scopes[id(c)]]
    both = total is not None and f"({count.unit})" == total.sentence.text[total.number.end:total.number.end + len(count.unit or "") + 2]
    return total is not None and len({scopes[id(c)] for c in named}) > 2 - both and sum(c.value for c in named) == total.value


def is_one_posting(count: Count, channel: str, published: list[Count], scopes: Scopes) -> bool:
    """Returns whether a count tells of one matter that was posted on no board by name ("征地公示期间,累计张贴公告86份"): no year's figure of a
    channel, unless it stands beside other channels' or counts items of information."""
    if channel != "bulletin" or any(m.strength != "object" for m in count.frame.mentions) or not PASTED.search(count.own) or count.inherited is not None and inherits(count):
        return False
    if count.unit == "条" or "信息" in count.own + count.behind:
        return False
    return not any(o is not count and o.sentence is count.sentence and scopes[id(o)] not in ("", "several", "bulletin") for o in published)


def is_form_of_reading(count: Count, counts: list[Count]) -> bool:
    """Returns whether a bare word for a video stands in one list with interpretations ("图解12幅、视频3部")."""
    if not count.frame.mentions or any(m.strength != "object" for m in count.frame.mentions):
        return False
    if count.frame.verb is not None:
        return is_each(count) and is_led(count)
    def is_near(c: Count) -> bool:
        return c.clause == count.clause or c.parent is count.parent and "图解" in c.own and abs(c.clause - count.clause) <= 2

    return any(c is not count and c.sentence is count.sentence and is_near(c) and (INTERPRETED.search(c.own) or is_led(c)) for c in counts)


def is_form(count: Count, total: Count | None, counts: list[Count]) -> bool:
    """Returns whether a bare word for a video only tells the form of what is counted: in a list of forms ("文字类60条、视频类20条"), or
    under a subject ("动态60条(其中图片新闻40条、视频新闻20条)")."""
    parent = count.parent
    if count.frame.verb is not None or not count.frame.mentions or any(m.strength != "object" for m in count.frame.mentions):
        return False
    if parent is not None and parent is not total and parent.parent is total and total is not None and parent.frame.bare:
        return True
    beside = [c for c in counts if c is not count and c.sentence is count.sentence and c.parent is parent and c.group == count.group]
    return parent is not None and any(FORM.match(without_fillers(c.own)) for c in beside)


def shares_number(count: Count, counts: list[Count], scopes: Scopes) -> bool:
    """Returns whether the next number stands right behind a count, with no words of its own and no place ("两个专栏发布信息60条、40条")."""
    after = next((c for c in counts if c.start >= count.number.end and c.sentence is count.sentence), None)
    return (after is not None and not after.own and not count.behind and after.unit == count.unit and after.clause == count.clause
            and after.parent is count.parent and count.frame.verb is not None and len(set(count.frame.channels)) == 1 and not scopes[id(after)])


def choose(counts: list[Count], year: int | None) -> list[Count]:
    """Returns the counts that make up one channel's figure: the first, with those that stand beside it in one list for another
    place of the same channel ("某报刊登12篇,电视台播出8条") or for another subject in the same place ("预算1条,决算1条")."""
    counts = [c for c in counts if not is_since(c)] or counts
    counts = [c for c in counts if not is_of_other_year(c, year)] or counts
    counts = [c for c in counts if not is_taken_up(c)] or counts
    counts = [c for c in counts if c.unit not in SERIES or not any(o.sentence is c.sentence and o.unit in PIECES and place(o) == place(c) for o in counts)]
    first = next((c for c in counts if c.frame.general and not c.reposted), counts[0])
    beside = [c for c in counts if is_in_one_list(c, first)]
    if summed := next((c for c in beside if not c.frame.channels and adds_up(c, beside)), None):
        return [summed]
    whole = {place(c) for c in beside if c.frame.general}
    together = [c for c in beside if c is first or place(c) != place(first) and (c.frame.general or place(c) not in whole)]
    if not first.frame.general:
        together += [c for c in beside if c not in together and label_of(c) != label_of(first)]
    together += [c for c in beside if c.reposted and c not in together]
    if first.channels() == {"bulletin"} and any(c.unit not in SERIES for c in together):
        together = [c for c in together if c.unit != "次"]  # "张贴公示46张,公开栏更新4次"
    return sorted(together, key=counts.index)


def is_taken_up(count: Count) -> bool:
    """Returns whether a place took a count's items from what others handed in ("被市政府网站采用3条")."""
    return count.frame.verb is not None and count.frame.verb.text in TAKEN_UP


def adds_up(count: Count, beside: list[Count]) -> bool:
    """Returns whether a count is told as the sum of those before it in the sentence ("在网站公开文件3份、动态9条,共计12条")."""
    before = [c for c in beside if c.number.end <= count.start and c.sentence is count.sentence]
    return bool(before) and SUMMED.fullmatch(count.own) is not None and sum(c.value for c in before) == count.value


def is_in_one_list(count: Count, other: Count) -> bool:
    """Returns whether two counts stand beside each other: in one sentence, or in one list that runs over several."""
    if count.sentence.section is not other.sentence.section or count.parent is not other.parent:
        return False
    return count.sentence is other.sentence or (count.parent is not None and count.sentence.paragraph == other.sentence.paragraph)


def place(count: Count) -> str:
    """Returns the words that say where a count was published, up to the channel's name, so that two accounts differ."""
    mentions = count.frame.mentions
    if mentions and mentions[0].end <= count.number.start:
        return without_fillers(PLACE.sub("", count.sentence.text[count.start:mentions[0].end]))
    return "".join(m.text for m in (mentions or (count.inherited.frame.mentions if count.inherited else [])))


def is_rest(count: Count, published: list[Count], scopes: Scopes) -> bool:
    """Returns whether a count is what remains beside listed channels ("网站34条,公开栏12条,其他3条")."""
    if without_sort(count.own) not in REST or UNSPLIT.match(count.behind):
        return False
    beside = [c for c in published if c.sentence is count.sentence and c.parent is count.parent and c is not count]
    beside = [c for c in beside if c.parent is not None or scopes[id(c)] or not c.frame.general]
    return bool(beside) and all(scopes[id(c)] for c in beside)
