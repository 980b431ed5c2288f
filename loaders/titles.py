"""Titles of annual reports wherever they stand: alone on a line, over several lines, in a covering letter, inside prose."""
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.printed import Printed
from report.agencies import kind_of
from report.gazetteer import gazetteer
from report.places import chains, township_name
from report.regions import TOWNSHIPS, towns

YEAR = r"(?:(?:19|20)\d\d|[二2][〇○零OoО0][〇○零OoО0一二三四五六七八九\d]{2})"
TOPIC = r"(?:政府信息[和与及]|(?:政府|政务|党务|机关)?(?:信息|政务|党务|事务)(?:主动)?公开[和与及暨、]?){1,2}"  # "政府信息公开", "政府信息与政务公开"
TAIL = rf"(?:{YEAR}(?:年度|年|度)?|[(]{YEAR}(?:年度|年|度)?[)]|工作|情况|年度|年|的|度|和|暨|执行|贯彻|落实|实施|条例》?|开展|自查|自评|评估|考核|统计|专项|总体|进展)"
FORM = r"(?:年报(?!告)|报告书|报告|总结|汇报|小结|情况(?!的|[\u4e00-\u9fff]))"  # 情况 alone ends a title only on a line of its own, with name and year
CORE = re.compile(rf"(?:{YEAR}(?:年度|年|度)?)?的?{TOPIC}{TAIL}{{0,10}}?{FORM}(?:[(]{YEAR}(?:年度|年|度)?[)])?")  # "2022年政府信息公开工作年度报告"
ONE_YEAR = re.compile(rf"({YEAR})(?:年度|年|度)?")  # "2022年度", "二〇一九年"
BEFORE_NAME = re.compile(rf"(?:{YEAR}(?:年度|年|度)?|关于(?:报送|上报|印发|公布|发布|报告|呈报|公开|对)?|附件\d?[:、]?|附[:、]|[(]?\d[)、.])+")  # "2022年上海市", "关于某县"
QUOTE = "[《〈<“\"':】]"
ANNEX = re.compile(r"(?:附件\d?[:、]?|附[:、])?")  # "附件：某县财政局2022年…"
AFTER_NAME = re.compile(rf"(?:关于(?:报送|上报|印发|公布|发布|公开)?|(?:贯彻|执行|落实|实施|学习)+(?={QUOTE})|{YEAR}(?:年度|年|度)?(?=贯|执|落|实|关)|对|的|之|{QUOTE})+$")  # "某局关于《2015年…", "某局贯彻执行《"
QUOTED = "《〈<“\""
SEPARATORS = ">|:-_»›【/〉》"  # what parts a title from the page around it
LETTER = re.compile(r"(?:关于|现|予以)?(?:报送|上报|印发|公布|发布|呈报|公开|报告)的?[《〈<“]$")  # "关于报送《"
LETTER_END = re.compile(r"[》〉>”]的?(?:函|报告|通知|公告|请示|公示)")  # "》的函"
NOT_A_TITLE = re.compile(r"(?:格式|模板|样式|编制|要求|中|由|如下|全文|主要|包括|共|分为|电子版|通过|已|应|将|进行|在|予以|公布|工作|的|以|，|。)")  # after a title inside prose
BELOW = re.compile(rf"[(]?({YEAR})(?:年度|年|度)?[)]?")  # "（2022年度）" on the line under a title
NOTE = re.compile(r"[(][^()]{1,8}[)]")  # "（公开稿）" after a title
HAN = re.compile(r"[\u3400-\u9fff()]+")  # a name of no known kind, in a title
LEVELLED = re.compile(r"(?:县|区|市|州|旗|省).{2,}")  # "县发展和改革局"
PROSE = re.compile(r"[，。；：:,;]")  # a line that is no part of a name
ZERO = re.compile("[〇○零OoО]")  # "二○一九", "二O一九"
LEADS = "由经在向与和对按从为将被据到报是及至请让使把随同"  # what may stand right before a name in a sentence
BARE = re.compile(r"(?:街道|镇|乡|县|区|市|州|旗)?(?:人民政府)?(?:办事处|街道办事处|人民政府|管委会|管理委员会|委员会|办公室|局|中心|委|厅)")  # the end of a name


@dataclass(frozen=True)
class Name:
    """An agency's name as a span of one section's plain text, with what it reads like."""

    where: Printed
    start: int
    end: int
    kind: str

    @property
    def plain(self) -> str:
        return self.where.plain[self.start:self.end]


@dataclass(frozen=True)
class Title:
    """`standing`: 3 alone on its lines, 2 among the words of a page, 1 in a covering letter, 0 inside prose (then no title)."""

    where: Printed
    start: int
    end: int
    name: Name | None
    year: int | None
    standing: int


@cache
def words(part: str, key: str) -> re.Pattern:
    """Returns one list of identity.toml as a pattern."""
    with open(Path(__file__).parent / "identity.toml", "rb") as lines:
        return re.compile("|".join(sorted(tomllib.load(lines)[part][key], key=len, reverse=True)))


def year_of(text: str) -> int | None:
    """Returns the year that digits or Chinese numerals write, or None where it can be no report's: 二〇一九 -> 2019."""
    digits = ZERO.sub("0", text)[:4]
    value = "".join(str("零一二三四五六七八九".find(c)) if c in "一二三四五六七八九" else c for c in digits)
    return int(value) if value.isdigit() and 2003 <= int(value) <= 2049 else None


def read_name(where: Printed, start: int, end: int, titled: bool = True) -> Name | None:
    """Returns the agency whose name fills the span exactly, or None. `titled`: it stands in a title, where a name may be
    of no known kind and of no known place."""
    name = where.plain[start:end]
    if not 2 <= len(name) <= 45 or words("name", "stop").search(name):
        return None
    kind, first = kind_of(name), chains(name)[0]
    placed = first.place
    if words("name", "nobody").search(name) and not (placed and first.full):
        return None
    if not placed and name[0] in LEADS and chains(name[1:])[0].place and chains(name[1:])[0].full:
        return None  # "由高青县财政局"
    if kind in TOWNSHIPS and not own_town(name, known=not titled):
        return None
    if kind == "government" and not placed and not name.endswith(("人民政府", "公署", "行署")):
        return None
    if kind is None and titled and placed and HAN.fullmatch(name):
        kind = "department"
    if kind and not titled and kind not in TOWNSHIPS and not placed and not LEVELLED.match(name):
        return None
    return Name(where, start, end, kind) if kind else None


def own_town(name: str, known: bool) -> bool:
    """Returns whether a township's name says more than that it is one: 芦湖街道, not 街道办事处. `known`: it must stand
    after its county's name or in the gazetteer, so that 今年庙前镇 is no name."""
    for chain in chains(name):
        own = township_name(name[chain.end:])[0]
        if (len(own) >= 3 and (chain.full and chain.place or not known)) or (own and (gazetteer().townships(own) or gazetteer().former_townships(own))):
            return True
    return False


def find_titles(where: Printed) -> Iterator[Title]:
    """Yields every place of a section that reads like a report's title, in order."""
    for core in CORE.finditer(where.plain):
        if core.end() - core.start() >= 6:
            yield read_title(where, core.start(), core.end())


def read_title(where: Printed, core: int, end: int) -> Title:
    """Returns the title whose own words (topic and form) are the span: its name before them, its year, how it stands."""
    plain = where.plain
    line, line_end = where.line(core)
    first = core
    while first > line and core - first < 60 and plain[first - 1] not in "，。；,;!?：:>|》【»›_":
        first -= 1
    stop = core + 2 if plain[:core].endswith("人民") and plain.startswith("政府", core) else core  # "某县人民" + "政府信息公开"
    tail = AFTER_NAME.search(plain, first, stop)
    name_end = tail.start() if tail else stop
    quoted = any(c in QUOTED for c in plain[max(first - 1, line):core]) and "》" not in plain[core:end]
    name, start = name_before(where, first, name_end)
    if name is None and first == line and BARE.fullmatch(plain, first, name_end):
        name, start = broken_above(where, first, name_end)
    elif name is None and start == line:
        name, start = name_above(where, start, name_end)
    elif name and name.start == line:
        name, start = joined_above(where, name)
    years = [y for m in ONE_YEAR.finditer(plain, start, end) if (y := year_of(m[1]))]
    if name is None and end in where.breaks and start in where.breaks:
        name = name_below(where, end)
    if not years and end in where.breaks and (below := BELOW.match(plain, end)) and below.end() in where.breaks:
        years, end = [year_of(below[1])], below.end()
    year, stands = years[-1] if years else None, standing(where, start, end, quoted)
    return Title(where, start, end, name, year, stands if not plain.endswith("情况", core, end) or (stands == 3 and name and year) else 0)


def name_before(where: Printed, first: int, end: int) -> tuple[Name | None, int]:
    """Returns the agency named right before a title's own words, and where the title begins; (None, end or the year's start)
    where no name stands there."""
    plain = where.plain
    inner = [g for g in where.gaps if first < g < end]
    inner += [m.end() for part in ("chrome", "lead") for m in words("name", part).finditer(plain, first, end)]
    inner += [i + 1 for i in range(first, end) if plain[i] in QUOTED + SEPARATORS]
    found = []
    first = ANNEX.match(plain, first, end).end()
    for start in sorted({first, *(i for i in inner if i > first)}):
        passed = BEFORE_NAME.match(plain, start, end)
        begin = passed.end() if passed else start
        if name := read_name(where, begin, end):
            found.append((name, start))
    if not found:
        passed = [(s, BEFORE_NAME.match(plain, s, end)) for s in sorted({first, *inner})]
        return None, next((s for s, m in passed if m and m.end() == end), end)
    for name, start in found[1:]:
        before = where.plain[found[0][0].start:name.start]
        if chains(name.plain)[0].place and kind_of(before) and start in where.gaps:
            return name, start  # "高青县人民政府 高青县常家镇人民政府": the site's name, then the report's
    return found[0]


def name_above(where: Printed, start: int, end: int) -> tuple[Name | None, int]:
    """Returns the agency on the line above a title that begins with its year or its topic, and where the title begins then."""
    if start == 0:
        return None, start
    above, above_end = where.line(start - 1)
    tail = AFTER_NAME.search(where.plain, above, above_end)
    name, begin = name_before(where, above, tail.start() if tail else above_end)
    if name is None:
        return None, start
    return joined_above(where, name) if name.start == above else (name, begin)


def name_below(where: Printed, start: int) -> Name | None:
    """Returns the agency that fills the line below a title, or the one below its year in brackets; None where none does."""
    for _ in range(2):
        end = where.line(start)[1] if start < len(where.plain) else start
        if name := read_name(where, start, end):
            return name
        if not BELOW.fullmatch(where.plain, start, end):
            return None
        start = end
    return None


def broken_above(where: Printed, start: int, end: int) -> tuple[Name | None, int]:
    """Returns the agency whose name breaks before its last words (办事处2023年…), and where it begins; None, end where none does."""
    above = where.line(start - 1)[0] if start else start
    name = read_name(where, above, end) if start else None
    return (name, above) if name else (None, end)


def joined_above(where: Printed, name: Name) -> tuple[Name, int]:
    """Returns the name with the line above it where that is its beginning: a broken name, or the place that it belongs to."""
    if name.start == 0:
        return name, name.start
    above, above_end = where.line(name.start - 1)
    upper = where.plain[above:above_end]
    whole = read_name(where, above, name.end) if len(upper) <= 25 else None
    if whole is None or PROSE.search(upper):
        return name, name.start
    places = [c.place for c in chains(upper) if c.place]
    broken = BARE.fullmatch(name.plain) or kind_of(upper) is None
    if broken and (places or kind_of(upper) in TOWNSHIPS or BARE.fullmatch(name.plain)):
        return whole, above
    own = township_name(name.plain)[0] if name.kind == "subdistrict" else ""
    belongs = any(towns(own, place, None) for place in places) if own else any(c.place and c.full and c.end == len(upper) for c in chains(upper)) and not chains(name.plain)[0].place
    return (whole, above) if belongs else (name, name.start)


def standing(where: Printed, start: int, end: int, quoted: bool) -> int:
    """Returns how a title stands: see Title."""
    plain = where.plain
    before = LETTER.search(plain, max(0, start - 12), start)
    if quoted or (start and plain[start - 1] in QUOTED):
        return 1 if before and LETTER_END.match(plain, end) else 0
    opens = start in where.breaks or start == 0
    closes = end in where.breaks
    note = NOTE.match(plain, end)
    if opens and (closes or (note and note.end() in where.breaks)):
        return 3
    apart = opens or start in where.gaps or plain[start - 1] in SEPARATORS or any(m.end() == start for m in words("name", "chrome").finditer(plain, max(0, start - 12), start))
    ends = closes or end in where.gaps or plain[end:end + 1] in SEPARATORS or words("name", "glued").match(plain, end) is not None
    if apart and ends and not (opens and not closes and end not in where.gaps and NOT_A_TITLE.match(plain, end)):
        return 2
    return 0
