"""Numbers beside a channel's name that count broadcasts, visits or sheets on many walls, no items of information."""
import re

from loaders.figures.counts import SERIES, Count

EPISODES = frozenset("期 期次 集 档".split())
PROGRAMME = re.compile(r"节目|栏目|专栏|访谈|热线|直播间|讲堂")  # "播出双语政策节目|24期"
ATTENDED = re.compile(r"(?:参加|参与|列席|做客|走进|上线|接受|受邀)[^,;:。]*、[^,;:。]*$")  # "参加新闻发布会1场、融媒体“政风热线”|2期"
SERVED = re.compile(r"(?:实现|接入|入驻|进驻|上线|归集)[^,;:。]{0,20}(?:[通掌]办|尖办|事项|服务|业务)")  # "依托“某某办”平台实现高频事项“指尖办”|207项"
MANY_WALLS = re.compile(r"(?:各|\d+个|全[县区市旗州镇乡])[^,;:。]{0,16}?(?:村|社区|居委会|屯|小区)")
LONGEST = 120  # characters before a number in which the words that say so may stand
SHEETS = frozenset("张 份 块 处".split())


def is_no_item(count: Count, published: list[Count]) -> bool:
    """Returns whether a number that stands with a channel's name counts no items that were published there."""
    if count.parent is not None and count.parent.publishes():
        return False
    return is_call(count) or is_programme(count, published) or is_sheets(count) or count.frame.verb is None and SERVED.search(count.own) is not None


def is_call(count: Count) -> bool:
    """Returns whether a number counts calls at a newsroom, in a list of what the agency attended."""
    called = count.channels() == {"news"} and count.frame.verb is None and count.unit in SERIES
    return called and ATTENDED.search(count.sentence.text, max(0, count.number.start - LONGEST), count.number.start) is not None


def is_programme(count: Count, published: list[Count]) -> bool:
    """Returns whether a number counts the episodes of a programme; told in one sentence with what went out elsewhere these are the
    station's figure ("网站公开62条,电视台播出节目12期")."""
    if count.channels() != {"news"} or count.unit not in EPISODES or not PROGRAMME.search(words_with(count) + count.behind):
        return False
    return not any(c is not count and c.sentence is count.sentence and c.frame.verb is not None and c.channels() for c in published)


def words_with(count: Count) -> str:
    """Returns a count's own words, from those of its sentence on that name its channel ("电视台开设问政栏目,邀请部门答题,播出|18期")."""
    named = count.inherited
    start = named.start if named is not None and not count.frame.channels and named.sentence is count.sentence else count.start
    return count.sentence.text[start:count.number.start]


def is_sheets(count: Count) -> bool:
    """Returns whether a number counts how many times sheets were put up in many villages ("115个村公示栏张贴公告1380张次")."""
    times = count.unit in SHEETS and (count.unit == "张" or count.behind.startswith("次"))
    return times and count.channels() == {"bulletin"} and MANY_WALLS.search(count.sentence.text, max(0, count.number.start - LONGEST), count.number.start) is not None
