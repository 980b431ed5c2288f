"""What a count covers: which channel limits it, whether it counts publications of this year at all."""
import re
from itertools import pairwise

from loaders.figures.bars import COMPARED
from loaders.figures.counts import HARD, PIECES, Count
from loaders.figures.mentions import SITE, SOCIAL, Places
from loaders.figures.nouns import without_fillers
from loaders.figures.respectively import LIST, YEAR, date_respectively, distribute
from loaders.figures.stock import SPAN
from loaders.figures.words import Word, alternatives, listed

EACH = re.compile(r"(?<![全国])各(?:公开|发布|推送|更新|有)?(?:信息)?$")  # "预算、决算各1份"
SINCE = re.compile(r"截[至止]|自.{2,12}以来|(?:19|20)\d\d年?(?:[-—~]+|至|到)(?:19|20)\d\d年")  # "截至2023年底,累计公开900条"
THIS_YEAR = re.compile(r"全年|本年|年度|今年|当年|年内")
WHOLE_YEAR = re.compile(r"全年|本年|年度|今年|当年|共|累计|合计|总计|总数|\d{4}年")
DATED = re.compile(r"(?:^|[,:)])(?:在|截[至止])?(?:((?:19|20)\d\d)年度?|(去年|上年度?|上一年度?|前年)|(?:今年|本年度?|当年))(?=[,内底末以我全本共累主公收受未没无发网通组举开召制]|1[0-2]月|$)")  # "2021年,网站公开70条"
PUBLISHED_OF_IT = re.compile(r"信息|公告|文件|纪要|指南|目录|公开|预告|通知|报道|公示|启事|简讯|新闻|资讯|宣传|稿")  # "常务会议|信息28条"
GROWN_FROM = re.compile(r"[从由](?:19|20)\d\d年")  # "由2021年的60条增至80条"
COLUMN = re.compile(r"[^,;]{2,}(?:栏目|页面|专栏|专区|板块)")
PUSHED = frozenset({"推送", "推发", "推文", "发布", "编发", "群发"})  # what an account does
PASTED = re.compile(r"(?<!等)张贴(?!标语|横幅)|上墙(?:公示|公开)")  # "全年张贴公开信息|60条": a wall, though none is named
HUNG = re.compile(r"(?:张贴|悬挂|粉刷|投放|布设|张挂)[^,;]{0,12}(?:标语|横幅|海报|条幅|对联|二维码|宣传画|挂图|灯箱)")  # "张贴宣传海报|30张": no information
ASKED = re.compile(r"申请|来信|诉求")  # before "公开2件": what was asked for
CLASSED = re.compile(r"(?:定为|确定为|认定为|标注为?|属性为|列为|属于|其中)?主动公开的?(?:有|为|类)?$")  # "制发公文519件,定为主动公开的|88件、依申请公开的243件"
CLASSED_TOO = re.compile(r"[,、;]?(?:定为|确定为|认定为|标注为?|属性为|列为|属于)?(?:依申请公开|不予公开|不公开)的?(?:有|为|类)?\d")
DOCUMENTS = re.compile(r"公文|发文|文件|制发|印发")
FORM_ROW = re.compile(r"(?:规章|规范性文件)[^;]*(?:新?制作|制发|制定)[^;]*$")  # a row of the form told in words: "规范性文件,本年新制作0件、新公开|0件"
FORM_COLUMN = re.compile(r"(?:本年度?)?(?:新|对外|主动)*公开(?:总)?(?:数量?|件数)?(?:共|为)*")
REFUSED = re.compile(r"不予公开|不公开|部分公开|无法提供|不予处理|不属于|不掌握|不存在|同意公开|予以公开|未公开|补正")  # the other outcomes beside it
TAKEN = re.compile(r"收到|接到|受理|结转")  # "收到4件,公开3件,不予公开1件": applications, though not called so
HELD = re.compile(r"信息|主动公开")
NAMED_PLACE = re.compile(r"(?:在|通过|利用|依托|借助)[^,;。]{0,16}?(?:“[^”]{2,12}”|(系统|平台))(?:上|共|累计|全年|及时|对外)*$|(公示系统)(?:共|累计|全年|及时|对外)*$")  # "在“柳溪之声”|发布20条", "在信用公示系统|公示8份": a place without a channel
NAMED_ACCOUNT = re.compile(r"“[^”]{2,12}”(?:上|共|累计|全年|及时|对外)*")  # "“柳溪之声”全年|发布20条"
ACCOUNT = re.compile(r"“[^”]{2,12}”|《[^》]{2,12}》")  # an account's name, without a word for its kind
WAY = re.compile(r"线[上下]|网上")  # "网站103条,|线下|43条"
READ_OUT = re.compile(r"(?:各|逐一|逐条|分别|进行|作了|做了|开展了?)解读了?$")  # "对补贴、救助两项政策各解读|一次"
SOURCE = re.compile(r"来自|来源于|源于|出自")
URGED = re.compile(r"各自的?(?:网站|公众号|平台|账号)|督促|敦促|责成|责令|(?:指导|督导|推动|引导|帮助|协助|要求)(?:全|各|辖区|下属|村|社区|乡镇|基层)")  # "督促各镇在公示栏张贴": what others publish
GOVERNMENT_AFFAIRS = re.compile(r"^政务(?:公开)?信息$")
OTHER_AFFAIRS = re.compile(r"(?:公开)?(?:党务|村务|居务|财务|事务|校务|警务|厂务)(?:公开)?(?:信息)?")
FAR = 600  # characters of a sentence over which a date holds
EARLIER, OTHER = "earlier", "other"
UMBRELLA = re.compile(r"新媒体|自媒体|账号|帐号|号\d个|\d个(?:微信)?公众号|矩阵|两微|官微")  # what makes several accounts new media as a whole
Scopes = dict[int, str]  # id of a count -> a channel, "several", "shared" (by accounts that the report tells by name), or ""


def find_scopes(counts: list[Count], year: int | None) -> tuple[Scopes, dict[int, str]]:
    """Returns what limits each count, and the labels that "respectively" gives to some of them; both by identity."""
    name_sites(counts)
    name_affairs(counts)
    date_respectively(counts, year)
    channels, labels = distribute(counts)
    near = {id(c): c for count in counts for c in (count, count.parent, *count.children) if c}  # a range, which is none of the counts, may be the whole of some, or a part
    return {i: channels.get(i) or scope(c) for i, c in near.items()}, labels


def name_sites(counts: list[Count]) -> None:
    """Makes a noun that ends like a site's name, or a name in quotation marks, its channel where it stands in a list of
    nothing but channels ("县政府网站12条、住建专栏30条", "公众号20条、“柳溪之声”8条")."""
    for count in counts:
        frame, site = count.frame, SITE.search(count.own) or ACCOUNT.fullmatch(count.own) or WAY.fullmatch(count.own)
        if site and site[0] == "线下" and is_off_line(count) and frame.bare and not frame.bars:
            frame.places, frame.bare, frame.general = Places(["bulletin"], [Word(count.start, count.number.start, "channel", count.own, "bulletin", "quoted")]), False, True
            continue
        if not site or not frame.bare or frame.verb or frame.channels or frame.bars or count.aside:
            continue
        beside = [c for c in counts if c.sentence is count.sentence and c.parent is count.parent and c.unit == count.unit and c is not count and without_fillers(c.own)]
        near = [c for c in beside if c.parent is not None or abs(c.clause - count.clause) <= 1]
        if near and all(c.frame.channels or SITE.search(c.own) or ACCOUNT.fullmatch(c.own) for c in near) and any("website" in c.frame.channels for c in near):
            end = count.start + site.start() + len(site[0])
            channel = {SITE: "website", ACCOUNT: "other", WAY: "bulletin" if site[0] == "线下" else "website"}[site.re]
            frame.places = Places([channel], [Word(count.start, end, "channel", count.own, channel, "quoted")])
            frame.general, frame.bare, frame.object, frame.subject = True, False, "", ""


def is_off_line(count: Count) -> bool:
    """Returns whether a count is what a total, told on and off line and nothing else, has off line ("公开60条,其中线上40条、线下20条")."""
    whole = count.parent
    beside = [c for c in whole.children if c.group == count.group] if whole is not None and whole.publishes() and whole.frame.general else []
    return len(beside) == 2 and all(WAY.fullmatch(c.own) for c in beside) and sum(c.value for c in beside) == count.parent.value


def name_affairs(counts: list[Count]) -> None:
    """Makes government information one sort of it where it heads a list of sorts of openness ("公开政务信息60条、党务信息40条")."""
    for count, after in pairwise(counts):
        beside = after.sentence is count.sentence and after.clause - count.clause <= 1 and after.parent is count.parent and after.unit == count.unit
        if beside and GOVERNMENT_AFFAIRS.search(count.frame.object) and not count.frame.places.channels and OTHER_AFFAIRS.fullmatch(after.own):
            count.frame.general = count.frame.strong = False


def scope(count: Count) -> str:
    """Returns the channel that limits a count, "several" where it covers more than one, "" where none is named."""
    frame = count.frame
    if not frame.channels and not frame.several and not frame.family:
        if count.inherited is None or not inherits(count):
            verb = count.frame.verb
            return "" if verb is None else "bulletin" if PASTED.search(count.own) else "website" if verb.text == "挂网" or verb.text == "上网" and count.unit in PIECES else ""
        frame = count.inherited.frame
    return scope_of(frame.places, count.sentence.text, count.after)


def scope_of(places: Places, text: str, end: int) -> str:
    """Returns what places of publication limit a number to, as scope; text[:end] are the words up to it."""
    if places.family:
        return places.family
    names = set(places.channels)
    if len(names) == 1:
        return "several" if places.several and places.placed and names == {"website"} else names.pop()  # "通过政府网站等渠道公开60条"
    if names and names <= SOCIAL:
        return "new_media" if "new_media" in names or UMBRELLA.search(text, 0, end) else "shared"
    return "several" if names or places.several else ""


def inherits(count: Count) -> bool:
    """Returns whether another clause's channel holds for a count that names none."""
    context, frame = count.inherited, count.frame
    if context.complete and frame.strong:
        return False  # "通过网站及时发布信息,全年主动公开政府信息200条": a new statement
    if context.aside and frame.verb is None or PASTED.search(count.own) and "bulletin" not in context.frame.channels:
        return False
    if not count.distant:
        return True
    names = set(context.frame.channels)
    if len(names) != 1 or frame.strong:
        return False
    if count.sentence.topic == "platform":
        return frame.verb is not None  # "设查阅点1处。帮办证照89件": no publication
    return names <= SOCIAL and bool(frame.verb) and frame.verb.text in PUSHED and not WHOLE_YEAR.search(count.own)


def is_published(count: Count) -> bool:
    """Returns whether a count may be one of publications at all: its verb, its unit, what it does not count."""
    frame = count.frame
    if count.parent is not None and frame.verb is None and "request" in count.parent.frame.bars:
        return False  # "收到申请12件,其中互联网渠道9件"
    if count.sentence.topic == "requests" and frame.verb is None and count.base_unit == "件":
        return False  # "(二)依申请公开。收到申请10件,网上6件,信函3件,其他方式1件"
    if SOURCE.search(count.own) and frame.verb is None and not (count.parent is not None and count.parent.publishes()):
        return False  # "收到留言30条,来自网站的有12条"
    if CLASSED.search(count.own) and CLASSED_TOO.match(count.sentence.text, count.number.end) and DOCUMENTS.search(count.sentence.text, 0, count.start):
        return False
    if FORM_COLUMN.fullmatch(count.own) and FORM_ROW.search(count.sentence.text, 0, count.start):
        return False
    if HUNG.search(count.own) or frame.bars & HARD or count.aside or count.reference or frame.predicate not in ("", "disclose") or is_outcome(count):
        return False
    return count.unit is None or count.unit in listed("units", "publication") or count.unit == "处" and count.channels() == {"bulletin"}  # "工地围挡公示25处"


def is_outcome(count: Count) -> bool:
    """Returns whether a count tells what became of applications ("收到申请3件,公开2件,不予公开1件"), no publications."""
    if not count.frame.general or count.frame.channels or count.frame.verb is None or "主动公开" in count.own:
        return False
    sentence = count.sentence
    at = sentence.at[count.start]
    line = sentence.section.text.rfind("\n", 0, at) + 1
    refused = bool(REFUSED.search(sentence.text, count.number.end))
    asked = sentence.topic == "requests" or bool(ASKED.search(sentence.section.text, line, at)) or refused and bool(TAKEN.search(sentence.text, 0, count.start))
    return asked and (refused or not HELD.search(count.own + count.behind))


def is_elsewhere(count: Count) -> bool:
    """Returns whether a count's object is no publication though a channel carries it: messages, accounts, corrections."""
    words = count.frame.object + count.behind.partition("(")[0]
    found = alternatives("general", "elsewhere").search(words)
    if COLUMN.fullmatch(count.frame.object) and count.unit in PIECES - {"个"}:
        return False  # "网站新闻动态栏目|86条": what stands in it
    return bool(found) and not PUBLISHED_OF_IT.search(words, found.end())


def is_special(count: Count) -> bool:
    """Returns whether the object alone has a measure of its own, so that it is never a channel's figure."""
    words = count.frame.object + count.behind
    return bool(alternatives("general", "special").search(words)) and not LIST.search(words) or READ_OUT.search(count.own) is not None


def is_in_named_place(count: Count, account: bool = False) -> bool:
    """Returns whether the words before the verb tell a place of publication of which only the name is known, no channel;
    `account`: one that is nothing but a name in quotation marks."""
    verb = count.frame.verb
    if verb is None or count.frame.channels or not count.start <= verb.start < count.number.start:
        return False
    place = NAMED_PLACE.search(count.sentence.text, count.start, verb.start)
    if place is None and NAMED_ACCOUNT.fullmatch(count.sentence.text, count.start, verb.start):
        return not account
    return place is not None and not (account and (place[1] or place[2]))


def is_urged(count: Count) -> bool:
    """Returns whether the report's agency only urged others to publish."""
    return count.frame.verb is not None and bool(URGED.search(count.sentence.text, count.start, max(count.start, count.frame.verb.start)))


def is_each(count: Count) -> bool:
    """Returns whether a number holds for each of the things named before it ("网站、微信各发布30条", "预算、决算各1份")."""
    return bool(EACH.search(count.own)) and count.unit != "%"


def is_since(count: Count) -> bool:
    """Returns whether a count may run from an earlier year on: 截至…累计 without a word for this year, or all there is of
    which the year's is told next."""
    if count.stock:
        return True
    before = count.sentence.text[:count.number.start]
    before = before[max(before.rfind(";"), 0):]
    return bool(SPAN.search(count.own)) or "累计" in count.own and bool(SINCE.search(before)) and not THIS_YEAR.search(before)


def is_of_other_year(count: Count, year: int | None) -> bool:
    """Returns whether the words that date the count name only another year than the report's."""
    if named := {int(y) for y in YEAR.findall(COMPARED.sub("", GROWN_FROM.sub("", count.own)))}:
        return year is not None and year not in named
    return dated(count.sentence.text[:count.number.start], year) != ""


def dated(before: str, year: int | None) -> str:
    """Returns whether the last date that the clauses of a sentence begin with, up to a number, is last year (EARLIER), another
    than the report's by its number (OTHER), or neither ("")."""
    dates = list(DATED.finditer(before[-FAR:].rpartition(";")[2]))
    if not dates:
        return ""
    return EARLIER if dates[-1][2] else OTHER if year and dates[-1][1] and int(dates[-1][1]) != year else ""


def is_parallel(count: Count, published: list[Count]) -> bool:
    """Returns whether a figure of several channels stands beside one of another ("通过网站公开48条,通过公示栏、工作群等公开320条")."""
    mine = count.channels()
    return count.frame.placed and any(
        c.sentence is count.sentence and c.parent is count.parent and c is not count and c.frame.placed
        and abs(c.clause - count.clause) <= 3 and c.channels() and not c.channels() & mine for c in published)
