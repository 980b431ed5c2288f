"""Where an agency is: the one place that its name and its report's words decide, or the candidates; never a silent guess."""
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from report.gazetteer import LEVELS, Place, gazetteer
from report.places import (BRANCH, INSIDE, LONGEST, Mention, before, chains, find_places, find_short, hinted, issuers, mentioned, people,
                           short_places, township_name)

TOWNSHIPS = ("subdistrict", "town", "township")
OPPOSITES = frozenset("东西南北中上下大小前后新老旧高低内外左右一二三四五六七八九十")  # by which neighbouring places are told apart

ZONE = re.compile(r".{1,15}?(?:开发区|新城|新区|园区|投资区|示范区|试验区|合作区|管理区|片区|度假区)(.{2,8}(?:街道|镇|乡))")  # "沣西新城钓台街道"


@dataclass
class Resolution:
    """What the words decide. `code`: of the smallest listed division that is certain, None where only names are; `candidates`: codes that fit equally;
    `source`: the number of the context that decided, -1 for the agency's own name, None for nothing; `start`, `end`: the words."""

    code: str | None = None
    names: dict[str, str] = field(default_factory=dict)
    candidates: list[str] = field(default_factory=list)
    source: int | None = None
    start: int = 0
    end: int = 0


def towns(name: str, above: Place | None, year: int | None) -> list[Place]:
    """Returns the townships of that name inside a place (anywhere for None), today's first, then former ones of that year's time."""
    found = [p for p in gazetteer().townships(name) if above is None or p.within(above)]
    if year is None or year <= 2022:
        known = {p.code[:4] for p in found}
        found += [p for p in gazetteer().former_townships(name) if (above is None or p.within(above))
                  and (year is None or year <= p.until + 1) and p.code[:4] not in known]
    if not found and above and above.level in ("county", "city"):
        stem = people().sub("", name)
        found = [p for p in gazetteer().children(above.prefix) if people().sub("", p.name) == stem]
    return found

def narrow(places: list[Place], contexts: list[str], own: str = "") -> tuple[list[Place], tuple[int, int, int] | None]:
    """Returns those of the places that the contexts support, and (context, start, end) of the words that decided.

    A place named right before the agency's `own` words decides first. Else the first context that tells the places apart
    counts before the later ones, in it counties before cities before provinces, the place named most often before the others;
    hints (domain, file number, telephone) only where no name decides."""
    for seen in (lambda text: before(text, own), mentioned, hinted):
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
                    return narrow(left, contexts, own)
    return places, None


def resolve(name: str | None, kind: str | None, contexts: list[str], year: int | None = None) -> Resolution:
    """Returns the region of an agency: of its own name where that decides, else of the contexts (title, contact, signature,
    metadata, prose, in this order), else the candidates. Without a name: the names of the places around it, and no code."""
    if not name:
        return replace(around(contexts, "county"), code=None)
    return resolve_township(name, contexts, year) if kind in TOWNSHIPS else resolve_office(name, contexts, year)


def resolve_township(name: str, contexts: list[str], year: int | None) -> Resolution:
    """Returns the region of a township, town or subdistrict by its own name and by the places named before it.

    A township that the list does not know (renamed, new, abolished) keeps its printed name under its county, with the county's code."""
    read = [(chain, own, chain.end + end) for chain in chains(name) for own, end in [township_name(name[chain.end:])] if own]
    hits = [hit for chain, own, end in read if (hit := (chain, end, towns(own, chain.place, year)))[2]]
    if not hits:  # 漳州台商投资区角美镇: a zone between the county and the township
        passed = [(chain, ZONE.match(own), end) for chain, own, end in read]
        hits = [hit for chain, zone, end in passed if zone and (hit := (chain, end, towns(zone[1], chain.place, year)))[2]]
    if named := [hit for hit in hits if hit[0].place]:
        places = dict.fromkeys(p for chain, _, found in named if chain.end == named[0][0].end for p in found)
        left, decided = narrow(list(places), contexts)
        return conclude(left, decided or (-1, 0, named[0][1]))
    if not hits and (above := [(chain, own) for chain, own, _ in read if chain.place and chain.full]):
        end, own = above[0][0].end, above[0][1]
        left, decided = narrow(list(dict.fromkeys(chain.place for chain, _ in above if chain.end == end)), contexts)
        return unlisted(conclude(left, decided or (-1, 0, end)), own)
    places, own, end = (hits[0][2], read[-1][1], hits[0][1]) if hits else ([], read[-1][1] if read else "", 0)
    left, decided = narrow(places, contexts, own)
    near = around(contexts, "county", own)
    if near.names and not any(agrees(place, near.names) for place in left):
        under = towns(own, gazetteer().place(near.code), year) if near.code and own else []
        if len(under) == 1:
            return replace(conclude(under, (-1, 0, end)), source=near.source, start=near.start, end=near.end)
        return unlisted(replace(near, code=near.code if undisputed(contexts, own) else None, candidates=[p.code for p in left]), own)
    if len(left) == 1 and not decided and elsewhere(left[0], contexts):
        return Resolution(None, {"township": own}, [left[0].code], -1, 0, end)
    return conclude(left, decided or (-1, 0, end))


def elsewhere(place: Place, contexts: list[str]) -> bool:
    """Returns whether the contexts name or hint at counties or cities and none of them holds the place: then that its name is
    the only one in the list does not decide, for the list does not know every township there was."""
    named = [m for text in contexts for m in (*mentioned(text), *hinted(text)) if any(p.level in ("county", "city") for p in m.places)]
    return bool(named) and not any(place.within(p) for m in named for p in m.places)


def undisputed(contexts: list[str], own: str) -> bool:
    """Returns whether a place stands right before the agency's own words, or the contexts name the websites, documents and
    accounts of one county only."""
    if own and any(before(text, own) for text in contexts):
        return True
    return len({m.places for text in contexts for m in issuers(text) if any(p.level == "county" for p in m.places)}) == 1


def unlisted(above: Resolution, own: str) -> Resolution:
    """Returns the resolution of a township by its own printed name under the division that is certain, with that one's code
    where only the township is missing from the list: the county's, or the city's where it has no counties."""
    place = gazetteer().place(above.code) if above.code and not above.candidates and own else None
    certain = place is not None and (place.level == "county" or place.level == "city" and bool(gazetteer().children(place.code)))
    return replace(above, code=place.code if certain else None, names={**above.names, "township": own} if above.names and own else above.names)


def resembled(where: Resolution) -> str | None:
    """Returns the one listed township of the same county and ending from whose name an unlisted one differs in a single character;
    None where it is listed, or several or none are like it. 城东镇 beside 城西镇 is another place, no misprint."""
    own = where.names.get("township", "")
    if not where.code or len(where.code) != 6 or len(own) < 3 + own.endswith("街道"):
        return None
    near = []
    for place in gazetteer().children(where.code):
        if len(place.name) == len(own) and place.name[-1] == own[-1]:
            apart = [{a, b} for a, b in zip(place.name, own, strict=True) if a != b]
            near += [place.name] if len(apart) == 1 and not apart[0] <= OPPOSITES else []
    return near[0] if len(near) == 1 else None


def agrees(place: Place, names: dict[str, str]) -> bool:
    """Returns whether a place may lie where the names say."""
    own = place.names()
    return all(own.get(level, name) == name for level, name in names.items())


def resolve_office(name: str, contexts: list[str], year: int | None) -> Resolution:
    """Returns the region of a government, a department or a zone: the last place that its name names."""
    read = [c for c in chains(name) if c.place]
    end = read[0].end if read else 0
    places = list(dict.fromkeys(c.place for c in read if c.end == end and c.full == read[0].full))
    places, start = in_time(places, year), 0
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
    return around(contexts, level, name[1:] if name[0] in "省市州县区旗" else name)


def in_time(places: list[Place], year: int | None) -> list[Place]:
    """Returns, of places with one name, today's, and the former ones where the year is of their time: 哈密市 was a county until
    2015 and is a prefecture since."""
    return [p for p in places if not p.until or (year and year <= p.until)] or places


def inside(name: str, places: list[Place], end: int) -> tuple[list[Place], int, int] | None:
    """Returns the smaller place that a branch names after its parent's: 淄博市生态环境局高青分局 -> 高青县; None where it names none."""
    for size in range(LONGEST, 1, -1):
        for start in range(end, len(name) - size + 1):
            word, after = name[start:start + size], start + size
            found = gazetteer().by_name.get(word, ()) or (short_places(word) if BRANCH.match(name, after) else ())
            smaller = [p for p in found if any(p != above and p.within(above) for above in places)]
            if smaller:
                return smaller, start, after
    return None


def around(contexts: list[str], level: str, own: str = "") -> Resolution:
    """Returns the place named right before the agency's own words, else the one whose government's website, documents or
    accounts the contexts name first and most."""
    for number, text in enumerate(contexts):
        if right := before(text, own):
            left, _ = narrow(list(right[0].places), contexts)
            return conclude(left, (number, right[0].start, right[0].end))
    for number, text in enumerate(contexts):
        named = [m for m in issuers(text) if any(LEVELS.index(p.level) >= LEVELS.index(level) for p in m.places)] or list(issuers(text))
        if named:
            count = Counter(m.places for m in named)
            first = max(named, key=lambda m: (count[m.places], -m.start))
            left, _ = narrow(list(first.places), contexts)
            return conclude(left, (number, first.start, first.end))
    return Resolution()


def conclude(places: list[Place], decided: tuple[int, int, int]) -> Resolution:
    """Returns the resolution that the remaining places make: one decides; several are candidates with the names they share."""
    current = [p for p in places if not p.until]
    if len(current) == 1 and len({p.code[:4] for p in places}) == 1:
        places = current  # the same township before and after its county was renamed
    if not places:
        return Resolution()
    if len(places) == 1:
        return Resolution(places[0].code or None, places[0].names(), [], *decided)
    shared = set.intersection(*(set(p.names().items()) for p in places))
    names = {level: name for level, name in places[0].names().items() if (level, name) in shared}
    return Resolution(None, names, sorted({p.code for p in places if p.code}), *decided)
