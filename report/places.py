"""Places in words: the names that a text or an agency's name holds, in full, in short, or only hinted at.

Texts are expected in comparable characters (wording.simplified) and without spaces; spans are offsets in those texts."""
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from report.gazetteer import LEVELS, Place, gazetteer, read_divisions

LONGEST = 16  # 积石山保安族东乡族撒拉族自治县
ENDS = re.compile(r"[省市区县旗州盟会岛城域]")  # the last characters of provinces, cities and counties
TOWNSHIP_ENDS = re.compile(r"[道镇乡木区处场]")  # the last characters of townships
GENERIC = {"城区", "郊区", "矿区", "东区", "西区", "新城区", "老城区", "城中区", "市中区", "新区", "海区"}  # words before they are names
PARTICLES = "在由与和到对从按请向及是为了，。；：、（(《“\"'》>|-—_"  # what may stand before a name of two characters
INSIDE = re.compile(r"[)）]|省|市|县|区|片区|税务|供电|电力|海关|气象|邮政|烟草|消防|调查队|中心支行|分局|支行|监管")  # "中国(河北)自由贸易试验区雄安片区"
NO_PLACE = re.compile(r"(?<=区)(?:域|块|间|别)|(?<=市)(?:场(?!镇)|民)")  # 中原区域, 吉林市民
GOVERNMENT = re.compile(r"(?:人民政府|政府|党工委|管理委员会|管委会)")  # between two names: "鼓楼区人民政府华侨路街道"
ISSUER = re.compile(r"(?:人民政府|政府|委|门户|官方|政务|网|信息公开|融媒|电视台|广播|日报|晚报|发布|公报)")  # after a name: "高青县人民政府门户网站"
MEDIA = re.compile(r"政府网|政务网|政务|门户网|信息网|新闻网|网|融媒|电视台|广播|日报|晚报|晨报|发布|先锋")  # after a short name: "耿马融媒体中心"
ASKED = re.compile(r"(?:来源|机构|单位|主体|部门|机关|请与)[:：]?$")  # "信息来源：通江县民政局"
BRANCH = re.compile(r"片区|(?:县|区|市)?(?:分局|支队|大队|中队|分公司|调查队|税务局|供电公司|气象局|支行|分中心|管理段|公路局|分院|分会)$")  # "淄博市生态环境局高青分局"
OWN_NAMES = ((re.compile(r"(.{1,20}?街道|.{1,12}?地区(?=办)|.{1,20}?民族乡|.{1,12}苏木(?!镇|乡))"), ""),  # "芦湖街道", "南磨房地区办事处"
             (re.compile(r"(?!街道?办)(.{1,12}?)(?:街办|办事处)"), "街道"),  # "砲里街办", "真源办事处"
             (re.compile(r"(.{1,20}[镇乡])(?=人民|政府|党|办|综合|$)"), ""),  # "城关镇人民政府"
             (re.compile(r"(.{1,20}?[镇乡])"), ""))
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


def short_places(word: str) -> tuple[Place, ...]:
    """Returns the places of that short name; the province alone where one has it: 河南, 海南, 吉林."""
    found = gazetteer().by_short.get(word, ())
    return tuple(p for p in found if p.level == "province") or found


def clear(text: str, start: int, name: str, found: list[Mention]) -> bool:
    """Returns whether a name that is also an ordinary word, or only two characters, is meant as a name where it stands."""
    if NO_PLACE.match(text, start + len(name)):
        return False
    if len(name) > 2 and name not in GENERIC:
        return True
    follows = bool(found) and found[-1].end == start
    return follows or (name not in GENERIC and (start == 0 or text[start - 1] in PARTICLES or not "\u4e00" <= text[start - 1] <= "\u9fff"))


def find_short(text: str, follow: re.Pattern = MEDIA, anywhere: bool = False) -> list[Mention]:
    """Returns the places whose short names stand before words of an issuer: 耿马融媒体中心, 临沧日报, 荔湾政府网.
    `anywhere`: whatever stands before them, as inside an agency's name: 国家统计局高青调查队."""
    found: list[Mention] = []
    for mark in follow.finditer(text):
        for length in (5, 4, 3, 2):
            start = mark.start() - length
            if start >= 0 and (places := short_places(text[start:mark.start()])) and (
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
            for full, named in ((True, gazetteer().by_name.get(word, ())), (False, short_places(word))):
                for place in named:
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


def before(text: str, own: str) -> list[Mention]:
    """Returns the places named right before an agency's own words: 通江县 in "来源：通江县民政局" for 民政局."""
    return [m for m in mentioned(text) if own and text.startswith(own, m.end)]


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
        led = text[max(0, mention.start - 6):mention.start]
        if mention.how == "short" or ISSUER.match(text, mention.end) or led.endswith(("《", "“")) or ASKED.search(led):
            yield mention
