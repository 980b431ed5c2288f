"""What the words around one number say: who publishes what where, and what else the number may count."""
import re
from dataclasses import dataclass, field

from loaders.figures.bars import find_bars
from loaders.figures.mentions import PREPOSITION, SEVERAL_ENDS, Places, find_places, is_visited
from loaders.figures.named import is_noun
from loaders.figures.nouns import is_general, is_office, is_rest_or_nothing, without_fillers
from loaders.figures.words import Word

DOINGS = frozenset("receive handle carry remove submit make act inspect".split())
TAKEN_UP = frozenset("采用 采纳 录用 选用".split())
TOOK = re.compile(r"[上]?(?:首页|信息公开专栏|专栏|栏目)?(?:共|累计|全年|等|并?被|获|已)*")  # "区政府网站|采用街道信息65条"
DENIED = re.compile(r"未|没有|不")  # "有3条信息未公开"
HANDED = re.compile(r"[将把对][^,;]{0,6}$")  # "将30件…向社会公示"
NOUN_BEHIND = re.compile(r"(?:(?!向社会|进行|予以|通过|在|较|比|占|并|均|已|同比|被|全部|向|面向)[^,;:。()])*")  # "80条政府信息", up to what is said of it
SET_UP = frozenset("设置 设立 建立 建成 配备 开设 增设 新设 开通 新建 打造 覆盖 组织 开展 举办".split())  # "19个文化站|均设置信息公开展示角"
WAYS_END = re.compile(r"等(?:多种|各种|线上|线下)*(?:方式|形式|途径|渠道),?(?:共计?|全年|累计|年内|本年度?)*$")  # "通过网站、简报上墙|等方式主动公开"
FILMED, FILMS = frozenset({"制作", "拍摄", "录制"}), re.compile(r"了?(?:各类|原创|政务|宣传|政策|普法|并)*(?:短视频|微视频|视频|作品)?(?:共计?|累计)?")
PLACE_ENDS = re.compile(r"(?:平台|渠道|账号|方式|栏|中|上)?")
INFORMATION = re.compile(r"信息|内容|消息|文件|动态")
REMAINDER = re.compile(r"(?:其[他它余]|剩余|剩下|余下)的?")  # "其余|30条在公众号发布": the place stands behind
PUT_UP = re.compile(r"[贴挂登写][在于到]|承担$")
FRACTION = re.compile(r"(?:约|近|超|超过|不到|占)?(?:[一二三四五六七八九十]+分之[一二三四五六七八九十]+|[\d.]+%|[一大近过]半|半数|多数|大部分)(?:以上|左右|多|强)?")  # "其中约三分之二(88条)由公众号发布"
WENT_THERE = re.compile(r"的(?:共|总共|一共)?[有达为是计]?$")  # "走县政府网站“某某乡”子栏目的有|109条"
COVERED = re.compile(r"报道$")  # "市级媒体报道|26次": the press speaks of the agency, which publishes nothing
REPORTED = re.compile(r"(?:专题|集中|宣传|深度|重点|专门)*(?:报道|采访|关注|聚焦|推介)")  # "市级媒体先后|18次|报道我镇做法"
PRESS_DOES = frozenset("刊发 刊登 刊载 刊播 登载 播出 播报 播放 发表 转载 转发 采用 采纳 录用 选用".split())
PRESS_PIECES = re.compile(r".+(?:新闻|报道|消息|事迹)(?:稿件|稿|信息)?[共计]*")  # "某某日报刊载|我局新闻|17篇"
THROUGH = re.compile(r"通过|利用|借助|依托|运用|经由|使用|依靠|发挥|在|于|向")
EXAMINED = re.compile(r"[^,;。]*?(?:审查|审核|复核|核查|核验|筛查|排查|检查|自查|巡查|清查|抽查|复查|核对|校对|评估|研判|回头看|清理|整改|脱敏|遮蔽|提交|报送)(?![^,;。]*(?:公开|发布|公示))")  # "对已公开的|60条信息进行了审查"
EXAMINES = re.compile(r"[^,;]{0,8}[对将把](?!外)")
TOLD_BEHIND = re.compile(r"\)?(?:[条件]?信息)?(?:即|就|便)?(?:为|是)[^,;。]*?((?:主动)?公开|发布)[^,;。]{0,8}(?:总数|总量|总计|合计|总条数)")  # "以上|92条即为全年公开信息总数"
THESE = re.compile(r"(?:以上|上述|这|此)?(?:[一二两三四五六七八九十几各]*项)?(?:合计|共计|总计|累计|共)?")
ACCOUNTS = re.compile(r"(?:□+[、和及与]?)+分别")  # "公众号“…”“…”分别|发布60条、40条"
GONE = re.compile(r"(?:的)?(?:信息|内容)?(?:均|都|已|统一|及时|集中|则|是)*(?:主动|对外)?(?:公开|公布|公示|发布|刊登|刊载|登载|刊发|推送|上传|更新|挂网|张贴|张挂|悬挂|摆放|陈列|播放|播出|转载|散见|分散|分布|见|挂|贴|登|发|载|放)(?:于|在|到|至|诸)")  # "其中31条|发布于县政府网站"
OPENNESS = re.compile(r"(?:党务|政务|村务|居务|财务|校务|警务|厂务|三务)(?:主动)?(?:信息)?(?:公开)?$")  # "党务公开23条,政务公开45条": sorts of openness
SORT_OF_OPENNESS = re.compile(r"(?:党务|村务|居务|财务|事务|校务|警务|厂务)(?:信息)?公开$")  # "财务公开信息5条"
TOPICAL = re.compile(r"其[他它]|(?:领域|方面|(?<!各)类|事项|项目|板块|专题|专栏|预算|预?决算|资金|补贴|采购|执法|救助|资助|招生|招聘)$")  # "民生领域"公开信息: one part of it
ALTOGETHER = re.compile(r"、.*等(?:(?:各|所有|全部)[^,;。、]{0,4}(?:信息|内容|事项|情况)(?:共计|合计|总计|共|累计|数)*|[^,;。、]{0,6}(?:共计|合计|总计|共|累计))$")  # "机构职能、财政预算等信息共计"
AMONG_THEM = re.compile(r"(?:主动)?公开的?(?:政府|政务)?信息[当之]?[中里]")  # "60条|公开信息中,网站…"
AMONG = re.compile(r"[当之其]?[中里]$")  # "公开的|80条信息中"
OF_ALL_SORTS = re.compile(r"(?:各类|各种|各项)[^、,;的]{2,4}(?:政务|政府)信息(?:共计|合计|总计|累计|共)?$")  # "各类教育政务信息": all that an office of education has
OWN_WORDS = re.compile(r"主动公开|政府信息|政务信息")
OPENING_VERBS = frozenset({"信息公开", "政府信息公开", "政务公开"})
VETTED_BY = re.compile(r"经(?:过|保密)?$")  # "经审查公开": what was vetted is public
AND_THEN = re.compile(r"(?:并且|并|且|同时|后|再|后又)$")  # "办理答复并公开": a second predicate follows


@dataclass
class Frame:
    """What stands with a number. `verb`: the verb of publication or None; `predicate`: disclose, another class of verb, or ""
    where only a noun stands; `bars`: classes of words that make the number count another thing; `subject`, `object`: the
    words before and after the verb, without channels; `general`: of information as a whole, `strong`: in the words of the
    regulation; `bare`: a noun alone, with a verb inside it at most ("重点领域信息公开"); the rest as in Places."""

    places: Places = field(default_factory=Places)
    verb: Word | None = None
    predicate: str = ""
    bars: set[str] = field(default_factory=set)
    subject: str = ""
    object: str = ""
    general: bool = False
    bare: bool = False
    strong: bool = False

    @property
    def channels(self) -> list[str]:
        return self.places.channels

    @property
    def mentions(self) -> list[Word]:
        return self.places.mentions

    @property
    def several(self) -> bool:
        return self.places.several

    @property
    def family(self) -> str:
        return self.places.family

    @property
    def placed(self) -> bool:
        return self.places.placed


def read_frame(text: str, masked: str, words: list[Word], start: int, end: int, behind: int, after: int) -> Frame:
    """Returns the frame of a number: its own words are text[start:end], the words that follow it text[behind:after];
    `masked` is the text with names made opaque, `words` its vocabulary."""
    own = [w for w in words if start <= w.start and w.end <= end]
    late = [w for w in words if behind <= w.start and w.end <= after]
    frame = Frame(bars=find_bars(text, masked, words, (start, end), (behind, after)))
    frame.places = find_places(text, masked, own, start, end)
    remainder = REMAINDER.fullmatch(masked, start, end) and (PUT_UP.search(masked, behind, after) or any(w.kind == "disclose" for w in late))
    if not frame.channels and not frame.several and (remainder or any(w.kind == "disclose" for w in own)):
        frame.places = find_places(text, masked, late, behind, after)
        if frame.mentions:
            frame.places.placed = bool(PREPOSITION.search(masked[behind:frame.mentions[0].start]))
    find_predicate(frame, masked, own, start, end)
    if not frame.predicate and is_visited(frame.places, masked, start, end):
        frame.predicate, frame.places = "act", Places()
    if not frame.places.channels and not frame.predicate and (gone := GONE.match(masked, behind, after)) and is_rest_or_nothing(masked[start:end]):
        read_gone(frame, text, masked, late, gone, after)
        return frame
    if is_coverage(frame, masked, start, end) or frame.verb is None and set(frame.channels) == {"news"} and REPORTED.match(masked, behind, after):
        frame.predicate = "cover"
    if EXAMINES.match(masked, start, end) and EXAMINED.match(masked, behind, after):
        frame.predicate = "inspect"
    verb = frame.verb
    if verb is None and THESE.fullmatch(masked, start, end) and (said := TOLD_BEHIND.match(masked, behind, after)):
        frame.verb = next((w for w in late if w.start <= said.start(1) < w.end), None)
        frame.predicate, frame.general, frame.strong = "disclose", True, True
        return frame
    if verb is None and frame.predicate == "" and (verb := next((w for w in late if w.kind == "disclose"), None)):
        handed = HANDED.search(masked[start:end])
        if handed or (is_general(without_fillers(masked[start:end])) or FRACTION.fullmatch(masked, start, end)) and not DENIED.search(masked, behind, verb.start) and not any(w.text in SET_UP and w.end <= verb.start for w in late):
            read_behind(frame, text, masked, late, behind, verb, handed=bool(handed))
            return frame
    frame.subject, frame.object = split(frame, masked, start, end)
    if is_general(frame.object) and behind < after:
        frame.object += AMONG.sub("", NOUN_BEHIND.match(masked, behind, after)[0])
    find_extent(frame, masked[start:end])
    return frame


def read_gone(frame: Frame, text: str, masked: str, late: list[Word], gone: re.Match, after: int) -> None:
    """Fills in a frame whose verb and place stand behind the number: "其中31条发布于县政府网站", "其余12条贴在公开栏"."""
    frame.verb = next((w for w in late if w.kind == "disclose" and w.end <= gone.end()), None)
    frame.predicate = "disclose" if frame.verb else ""
    frame.places = find_places(text, masked, late, gone.end(), after)
    frame.places.placed = frame.general = bool(frame.mentions)


def read_behind(frame: Frame, text: str, masked: str, late: list[Word], behind: int, verb: Word, handed: bool) -> None:
    """Fills in a frame whose verb stands behind the number: "将30件…向社会公示", "共有56条信息在网站公开"."""
    frame.verb, frame.predicate = verb, "disclose"
    frame.object = NOUN_BEHIND.match(masked, behind, verb.start)[0]
    frame.places = find_places(text, masked, late, behind, verb.start)
    frame.places.placed = bool(frame.mentions)
    frame.general = is_general(frame.object) and (bool(frame.mentions) and not handed or bool(INFORMATION.search(frame.object) or AMONG_THEM.match(masked, behind)))
    frame.strong = frame.general and bool(OWN_WORDS.search(frame.object))


def split(frame: Frame, masked: str, start: int, end: int) -> tuple[str, str]:
    """Returns the words before and after the verb, without the channels."""
    verb = frame.verb
    subject, noun = (masked[start:verb.start], masked[verb.end:end]) if verb else ("", masked[start:end])
    if verb is None and frame.mentions and frame.mentions[-1].end <= end and WENT_THERE.search(masked, frame.mentions[-1].end, end) and "来" not in masked[start:frame.mentions[0].start]:
        frame.places.placed, noun = True, ""
    elif frame.mentions and frame.mentions[-1].end <= end:
        cut = frame.mentions[-1].end
        cut = (SEVERAL_ENDS.match(masked, cut, end) or PLACE_ENDS.match(masked, cut, end)).end()
        if verb and cut <= verb.start:
            subject = masked[cut:verb.start]
        else:
            noun = masked[cut:end]
    return subject, noun


def is_coverage(frame: Frame, masked: str, start: int, end: int) -> bool:
    """Returns whether the press itself writes of the agency ("市级媒体报道26次", "某某日报刊载我局新闻17篇"), which is no place where the
    agency publishes as in "在某某日报刊登"."""
    verb, mentions = frame.verb, frame.mentions
    if verb is None or set(frame.channels) != {"news"} or mentions[-1].end > verb.start or THROUGH.search(masked, start, mentions[0].start):
        return False
    return bool(COVERED.search(verb.text) or verb.text in PRESS_DOES and PRESS_PIECES.fullmatch(masked, verb.end, end))


def find_extent(frame: Frame, own: str) -> None:
    """Fills in whether the number is of information as a whole, or of a noun alone."""
    verb, noun, subject = frame.verb, frame.object, frame.subject
    topical = bool(TOPICAL.search(without_fillers(subject)))
    if verb and (ALTOGETHER.search(noun) or OF_ALL_SORTS.match(noun)):
        frame.general = not topical
    elif verb and is_general(noun) and not INFORMATION.search(noun):
        frame.general = (is_office(subject) or bool(frame.channels and ACCOUNTS.fullmatch(subject))) and not OPENNESS.search(subject + verb.text)
    else:
        frame.general = (is_general(noun) or is_general(without_fillers(noun))) and not topical and not (
            verb and SORT_OF_OPENNESS.search(subject + verb.text))
    inside = frame.predicate == "disclose" and verb and not frame.general and is_general(noun) and not is_office(subject)
    frame.bare = not frame.channels and not frame.several and (not frame.predicate or bool(inside))
    frame.strong = frame.general and bool(OWN_WORDS.search(own) or (verb and verb.text in OPENING_VERBS))


def find_predicate(frame: Frame, masked: str, own: list[Word], start: int, end: int) -> None:
    """Fills in what is done to the things counted, by the number's own words."""
    verbs = [w for w in own if w.kind == "disclose" or w.kind in DOINGS]
    disclosing = [w for w in verbs if w.kind == "disclose"]
    taken = next((w for w in verbs if w.text in TAKEN_UP), None)
    if not disclosing and taken and frame.mentions and frame.mentions[-1].end <= taken.start and TOOK.fullmatch(masked, frame.mentions[-1].end, taken.start):
        frame.verb, frame.predicate, frame.places.placed = taken, "disclose", True  # what a site took is published there
        return
    if not disclosing and verbs and verbs[-1].text == "更换" and set(frame.channels) == {"bulletin"} and frame.mentions[-1].end <= verbs[-1].start:
        frame.verb, frame.predicate, frame.places.placed = verbs[-1], "disclose", True  # "公示牌更换16期": what hangs there
        return
    if not disclosing and verbs and set(frame.channels) == {"video"} and is_filmed(frame, masked, verbs[0], start, end):
        frame.verb, frame.predicate, frame.places.placed = verbs[0], "disclose", True
        return
    if not disclosing:
        frame.predicate = "" if not verbs or is_noun(masked, verbs, start, end) else verbs[-1].kind
        return
    verb = disclosing[0]
    if frame.placed:  # the verb that follows the channel, not one inside a name before it
        verb = next((w for w in disclosing if w.start >= frame.mentions[-1].end), verb)
    for later in disclosing:
        if later.start >= verb.end and (is_general(masked[verb.end:later.start]) or AND_THEN.search(masked[verb.end:later.start]) or frame.placed and WAYS_END.match(masked, verb.end, later.start)):
            verb = later
    frame.verb, frame.predicate = verb, "disclose"
    if verb.text == "发文" and not frame.channels:
        frame.verb, frame.predicate = None, "make"  # "全年发文120件,公开98件"
        return
    if verb.text in OPENING_VERBS and any(w.end <= verb.start and w.kind in ("act", "make", "handle", "receive") for w in verbs):
        frame.predicate = verbs[0].kind  # "发放政务公开宣传手册200份"
    last, rest = verbs[-1], masked[verbs[-1].end:end]
    if last.kind != "disclose" and last.start >= verb.end and is_general(rest) and not INFORMATION.search(rest):
        frame.predicate = last.kind  # "公开征集12条"
    ahead = [w for w in verbs if w.end <= verb.start and (w.kind in ("remove", "inspect", "submit") or w.text == "接收")]
    if ahead and not VETTED_BY.search(masked[start:ahead[-1].start]) and not AND_THEN.search(masked[ahead[-1].end:verb.start]) and masked[verb.start - 1] not in "、,":
        frame.predicate = ahead[-1].kind  # "清理已公开信息12条"


def is_filmed(frame: Frame, masked: str, verb: Word, start: int, end: int) -> bool:
    """Returns whether an account of videos made what is counted, which goes out through it ("视频号制作|34条")."""
    first = frame.mentions[0]
    return (verb.text in FILMED and first.strength == "name" and first.end <= verb.start and is_general(masked[first.end:verb.start].strip("□"))
            and not masked.endswith(("为", "给", "供"), start, first.start) and FILMS.fullmatch(masked, verb.end, end) is not None)
