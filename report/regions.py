"""Where an agency is: the places its name and its report's words name, and the one place they decide, or the candidates.

Texts are expected in comparable characters (wording.simplified) and without spaces; spans are offsets in those texts."""
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from report.gazetteer import LEVELS, Place, gazetteer, read_divisions

LONGEST = 16  # 积石山保安族东乡族撒拉族自治县
ENDS = re.compile(r"[省市区县旗州盟会岛城域]")  # the last characters of provinces, cities and counties
TOWNSHIP_ENDS = re.compile(r"[道镇乡木区处场]")  # the last characters of townships
GENERIC = {"城区", "郊区", "矿区", "东区", "西区", "新城区", "老城区", "城中区", "市中区", "新区", "海区"}  # words before they are names
PARTICLES = "在由与和到对从按请向及是为了，。；：、（(《“\"'》>|-—_"  # what may stand before a name of two characters
INSIDE = re.compile(r"[)）]|省|市|县|区|片区|税务|供电|电力|海关|气象|邮政|烟草|消防|调查队|中心支行|分局|支行|监管")  # "中国(河北)自由贸易试验区雄安片区"
GOVERNMENT = re.compile(r"(?:人民政府|政府|党工委|管理委员会|管委会)")  # between two names: "鼓楼区人民政府华侨路街道"
ISSUER = re.compile(r"(?:自治)?(?:人民政府|政府|县委|区委|市委|委|门户|官方|政务|网|信息公开|融媒|电视台|广播|日报|晚报|发布|公报)")
BRANCH = re.compile(r"片区|(?:县|区|市)?(?:分局|支队|大队|中队|分公司|调查队|税务局|供电公司|气象局|支行|分中心|管理段|公路局|分院|分会)$")  # "淄博市生态环境局高青分局"
OWN_NAMES = ((re.compile(r"(.{1,12}?街道|.{1,12}?地区(?=办)|.{1,12}?民族乡|.{1,12}?苏木)"), ""),  # "芦湖街道", "南磨房地区办事处"
             (re.compile(r"(.{1,12}?)(?:街办|办事处)"), "街道"),  # "砲里街办", "真源办事处"
             (re.compile(r"(.{1,12}[镇乡])(?=人民|政府|党|办|综合|$)"), ""),  # "城关镇人民政府"
             (re.compile(r"(.{1,12}?[镇乡])"), ""))
DOMAIN = re.compile(r"(?:[/.@]|\b)([a-zA-Z]{3,20})\.(?:[a-z]{2,10}\.)?gov\.cn")  # "www.gaoqing.gov.cn"
FILE_NUMBER = re.compile(r"索引号\D{0,3}(\d{6})\d{3}")  # "索引号620702074/2024-00047"
PHONE = re.compile(r"(?<!\d)(0(?:10|2\d|[3-9]\d\d))[-—)）]?\d{7,8}(?!\d)")  # "0533-6951755"


@dataclass(frozen=True)
class Mention:
    """A place named in a text: `places` are all that the name may mean; `how`: full or short."""

    start: int
    end: int
    places: tuple[Place, ...]
    how: str = "full"


@dataclass
class Resolution:
    """What the words decide. `code` None where only the names are certain; `candidates`: codes that fit equally;
    `source`: the number of the context that decided, -1 for the agency's own name, None for nothing; `start`, `end`: the words."""

    code: str | None = None
    names: dict[str, str] = field(default_factory=dict)
    candidates: list[str] = field(default_factory=list)
    source: int | None = None
    start: int = 0
    end: int = 0


def find_places(text: str, townships: bool = False) -> list[Mention]:
    """Returns the places whose full names stand in a text, in order, the longest name at each end, without overlaps."""
    index, found = gazetteer().by_name, []
    for end in sorted({m.end() for m in ENDS.finditer(text)} | ({m.end() for m in TOWNSHIP_ENDS.finditer(text)} if townships else set())):
        for start in range(max(0, end - LONGEST), end - 1):
            name = text[start:end]
            places = index.get(name, ()) or (tuple(gazetteer().townships(name)) if townships else ())
            if places and clear(text, start, name, found):
                if not found or found[-1].end <= start:
                    found.append(Mention(start, end, places))
                elif found[-1].start >= start:
                    found[-1] = Mention(start, end, places)
                break
    return found


def clear(text: str, start: int, name: str, found: list[Mention]) -> bool:
    """Returns whether a name that is also an ordinary word, or only two characters, is meant as a name where it stands."""
    if len(name) > 2 and name not in GENERIC:
        return True
    follows = bool(found) and found[-1].end == start
    return follows or (name not in GENERIC and (start == 0 or text[start - 1] in PARTICLES or not "\u4e00" <= text[start - 1] <= "\u9fff"))


def find_short(text: str, follow: re.Pattern = ISSUER, anywhere: bool = False) -> list[Mention]:
    """Returns the places whose short names stand before words of an issuer: 耿马融媒体中心, 临沧日报, 荔湾政府网.
    `anywhere`: whatever stands before them, as inside an agency's name: 国家统计局高青调查队."""
    index, found = gazetteer().by_short, []
    for mark in follow.finditer(text):
        for length in (5, 4, 3, 2):
            start = mark.start() - length
            if start >= 0 and (places := index.get(text[start:mark.start()])) and (
                    anywhere or start == 0 or text[start - 1] in PARTICLES + "过据"):
                found.append(Mention(start, mark.start(), places, "short"))
                break
    return found


@dataclass(frozen=True)
class Chain:
    """The beginning of a name read as places inside each other: `end` of the last, and the place itself (None: no place)."""

    end: int
    place: Place | None = None
    full: bool = True


def chains(name: str) -> list[Chain]:
    """Returns every way to read the beginning of a name as places, the furthest and fullest first."""
    found, open_ = [Chain(0)], [Chain(0)]
    while open_:
        here = open_.pop()
        for end in range(here.end + 2, min(len(name), here.end + LONGEST) + 1):
            word = name[here.end:end]
            for full, index in ((True, gazetteer().by_name), (False, gazetteer().by_short)):
                for place in index.get(word, ()):
                    if here.place is None or (place != here.place and place.within(here.place)):
                        step = Chain(end, place, full and here.full)
                        if step not in found:
                            found.append(step)
                            open_.append(step)
    return sorted(found, key=lambda c: (-c.end, not c.full, LEVELS.index(c.place.level) if c.place else 9))


@lru_cache(maxsize=4096)
def township_name(rest: str) -> tuple[str, int]:
    """Returns the township's own name at the beginning of the rest of an agency's name, and where it ends there:
    芦湖街道办事处 -> 芦湖街道, 4; "", 0 where no township is named."""
    passed = GOVERNMENT.match(rest)
    start = passed.end() if passed else 0
    for pattern, suffix in OWN_NAMES:
        if own := pattern.match(rest, start):
            return own[1] + suffix, own.end(1) + len(suffix)
    return "", 0


@cache
def people() -> re.Pattern:
    """Returns the pattern of a people's names before a township's suffix: 哈萨克民族 in 阿什里哈萨克民族乡."""
    names = sorted((n for line in read_divisions("peoples") for n in line.values() if n), key=len, reverse=True)
    return re.compile(rf"(?<=.)(?:{'|'.join(names)})+(?=(?:乡|镇|苏木)$)")


def towns(name: str, above: Place | None, year: int | None) -> list[Place]:
    """Returns the townships of that name inside a place (anywhere for None), today's first, then former ones of that year's time."""
    found = [p for p in gazetteer().townships(name) if above is None or p.within(above)]
    if year is None or year <= 2022:
        known = {p.code[:4] for p in found}
        found += [p for p in gazetteer().former_townships.get(name, ()) if (above is None or p.within(above))
                  and (year is None or year <= p.until + 1) and p.code[:4] not in known]
    if not found and above and above.level in ("county", "city"):
        stem = people().sub("", name)
        found = [p for p in gazetteer().children(above.prefix) if people().sub("", p.name) == stem]
    return found


def narrow(places: list[Place], contexts: list[str]) -> tuple[list[Place], tuple[int, int, int] | None]:
    """Returns those of the places that the contexts support, and (context, start, end) of the words that decided.

    The first context that tells them apart counts before the later ones, in it counties before cities before provinces, the
    place named most often before the others; hints (domain, file number, telephone) only where no name decides."""
    for seen in (mentioned, hinted):
        for number, text in enumerate(contexts):
            for level in ("county", "city", "province"):
                support: dict[Place, list[Mention]] = {}
                for mention in seen(text):
                    named = [m for m in mention.places if m.level == level]
                    for place in places:
                        if any(place.within(m) for m in named):
                            support.setdefault(place, []).append(mention)
                most = max(map(len, support.values()), default=0)
                left = [place for place in places if len(support.get(place, ())) == most]
                if most and len(left) < len(places):
                    first = support[left[0]][0]
                    if len(left) == 1:
                        return left, (number, first.start, first.end)
                    return narrow(left, contexts)
    return places, None


@lru_cache(maxsize=32)
def mentioned(text: str) -> tuple[Mention, ...]:
    """Returns the places that a context names in full, then the short names of issuers."""
    return (*find_places(text), *find_short(text))


@lru_cache(maxsize=32)
def hinted(text: str) -> tuple[Mention, ...]:
    """Returns the places that a context only hints at: by a domain's pinyin, a file number's first digits, an area code."""
    found = []
    for label in DOMAIN.finditer(text):
        found.append(Mention(*label.span(1), gazetteer().pinyin.get(label[1].lower(), ()), "hint"))
    for number in FILE_NUMBER.finditer(text):
        if place := gazetteer().place(number[1]):
            found.append(Mention(*number.span(1), (place,), "hint"))
    for phone in PHONE.finditer(text):
        found.append(Mention(*phone.span(1), area_codes().get(phone[1], ()), "hint"))
    return tuple(m for m in found if m.places)


@cache
def area_codes() -> dict[str, tuple[Place, ...]]:
    """Returns the places that share a telephone area code: 0533 -> 淄博市."""
    return {line["area_code"]: tuple(p for name in line["cities"].split() for p in gazetteer().by_name.get(name, ()) if not p.until)
            for line in read_divisions("area_codes")}


def issuers(text: str) -> Iterator[Mention]:
    """Yields the mentions that name who stands behind a website, a document or an account: 高青县人民政府门户网站, 《尧都区…》."""
    for mention in mentioned(text):
        before, after = text[:mention.start][-1:], text[mention.end:mention.end + 6]
        if mention.how == "short" or ISSUER.match(after) or before in ("《", "“"):
            yield mention


TOWNSHIPS = ("subdistrict", "town", "township")


def resolve(name: str | None, kind: str | None, contexts: list[str], year: int | None = None) -> Resolution:
    """Returns the region of an agency: of its own name where that decides, else of the contexts (title, contact, signature,
    metadata, prose, in this order), else the candidates. Without a name: the names of the places around it, and no code."""
    if not name:
        return replace(around(contexts, "county"), code=None)
    return resolve_township(name, contexts, year) if kind in TOWNSHIPS else resolve_office(name, contexts)


def resolve_township(name: str, contexts: list[str], year: int | None) -> Resolution:
    """Returns the region of a township, town or subdistrict by its own name and by the places named before it.

    A township that the list does not know keeps its printed name under its county, without a code."""
    read = [(chain, own, chain.end + end) for chain in chains(name) for own, end in [township_name(name[chain.end:])] if own]
    hits = [(chain, end, towns(own, chain.place, year)) for chain, own, end in read]
    hits = [hit for hit in hits if hit[2]]
    if named := [hit for hit in hits if hit[0].place]:
        places = dict.fromkeys(p for chain, _, found in named if chain.end == named[0][0].end for p in found)
        left, decided = narrow(list(places), contexts)
        return conclude(left, decided or (-1, 0, named[0][1]))
    if above := [(chain, own) for chain, own, _ in read if chain.place and chain.full]:
        end, own = above[0][0].end, above[0][1]
        left, decided = narrow(list(dict.fromkeys(chain.place for chain, _ in above if chain.end == end)), contexts)
        return unlisted(conclude(left, decided or (-1, 0, end)), own)
    places, own, end = (hits[0][2], read[-1][1], hits[0][1]) if hits else ([], read[-1][1] if read else "", 0)
    left, decided = narrow(places, contexts)
    near = around(contexts, "county")
    if near.names and not any(agrees(place, near.names) for place in left):
        under = towns(own, gazetteer().place(near.code), year) if near.code and own else []
        if len(under) == 1:
            return replace(conclude(under, (-1, 0, end)), source=near.source, start=near.start, end=near.end)
        return unlisted(replace(near, candidates=[p.code for p in left]), own)
    return conclude(left, decided or (-1, 0, end))


def unlisted(above: Resolution, own: str) -> Resolution:
    """Returns the resolution of a township by its own printed name under the division that is certain."""
    return replace(above, code=None, names={**above.names, "township": own}) if above.names and own else replace(above, code=None)


def agrees(place: Place, names: dict[str, str]) -> bool:
    """Returns whether a place may lie where the names say."""
    own = place.names()
    return all(own.get(level, name) == name for level, name in names.items())


def resolve_office(name: str, contexts: list[str]) -> Resolution:
    """Returns the region of a government, a department or a zone: the last place that its name names."""
    read = [c for c in chains(name) if c.place]
    end = read[0].end if read else 0
    places = list(dict.fromkeys(c.place for c in read if c.end == end and c.full == read[0].full))
    start = 0
    if not places:
        for mention in (*find_places(name), *find_short(name, INSIDE, anywhere=True)):
            places, start, end = list(mention.places), mention.start, mention.end
            break
    if places and (branch := inside(name, places, end)):
        places, start, end = branch
    if places:
        left, decided = narrow(places, contexts)
        return conclude(left, decided or (-1, start, end))
    level = {"省": "province", "市": "city", "州": "city"}.get(name[0], "county")
    return around(contexts, level)


def inside(name: str, places: list[Place], end: int) -> tuple[list[Place], int, int] | None:
    """Returns the smaller place that a branch names after its parent's: 淄博市生态环境局高青分局 -> 高青县; None where it names none."""
    index = gazetteer()
    for size in (*range(LONGEST, 1, -1),):
        for start in range(end, len(name) - size + 1):
            word = name[start:start + size]
            found = index.by_name.get(word, ()) or (index.by_short.get(word, ()) if BRANCH.match(name, start + size) or BRANCH.match(name, start + size + 1) else ())
            smaller = [p for p in found if any(p != above and p.within(above) for above in places)]
            if smaller:
                return smaller, start, start + size
    return None


def around(contexts: list[str], level: str) -> Resolution:
    """Returns the place, without a code, whose government's website, documents or accounts the contexts name first."""
    for number, text in enumerate(contexts):
        named = [m for m in issuers(text) if any(LEVELS.index(p.level) >= LEVELS.index(level) for p in m.places)] or list(issuers(text))
        if named:
            count = Counter(m.places for m in named)
            first = max(named, key=lambda m: (count[m.places], -m.start))
            left, _ = narrow(list(first.places), contexts)
            found = conclude(left, (number, first.start, first.end))
            return found
    return Resolution()


def conclude(places: list[Place], decided: tuple[int, int, int]) -> Resolution:
    """Returns the resolution that the remaining places make: one decides; several are candidates with the names they share."""
    current = [p for p in places if not p.until] or places
    if len({p.code[:4] for p in places}) == 1 and len(current) == 1:
        places = current
    if len(places) == 1:
        return Resolution(places[0].code or None, places[0].names(), [], *decided)
    if not places:
        return Resolution()
    shared = dict.items(places[0].names()) & set.intersection(*(set(p.names().items()) for p in places)) if places else ()
    return Resolution(None, dict(sorted(shared, key=lambda item: LEVELS.index(item[0]))), sorted({p.code for p in places if p.code}), *decided)
