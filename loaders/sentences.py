"""A sentence of problems in its separate problems: where one ends and the next begins.

The unit is the clause that states a shortcoming. A clause with its own subject and another theme than the ones before it is a
problem of its own; a clause that continues, explains or exemplifies stays with the one before. The first sentence of a numbered
item is its headline where more sentences follow: then each sentence is one problem at most, and one that takes up the theme
before it belongs to it."""
import re
from dataclasses import dataclass, field

from report import clauses, themes

SHORTEST = 7  # a clause of fewer characters leans on the subject of the one before
BRIEF = 3  # characters of a shortcoming in a list of nothing else
LISTING = 3  # problems that make a numbered item a list
CLEAR = 2.0  # the score from which a theme tells problems apart
LISTED = re.compile(r"、")  # "范围有待拓宽、数量有待提升"
JOINED = re.compile(r"以及|和(?!谐|睦)|(?<![普涉触以])及(?![时格早其])|(?<!参)与(?![会否时])")  # "内容不够全面和更新不够及时"; not 及时, 参与
LEANING = re.compile(r"[不未没欠缺少较偏更还仍也尚有待需且又]")  # "不够全面" has no subject, "人手偏紧" has
NO_SUBJECT = re.compile(r"[不未没]")  # a shortcoming of the same thing
CONCEDED = re.compile(r"(?:今年|本年度?|20\d\d年度?|一年来)$|(?:今年|本年度?|20\d\d年度?|一年来)?(?:我们|我[^,;。]{1,4}|本[^,;。]{1,3})?(?:虽|尽管)")
SHOWN = re.compile(r"(?:主要|具体|集中|突出)?(?:表现|体现|反映)(?:在|为|于)")  # "还有差距,|主要表现在…"
COMPARED = re.compile(r"比(?!如|例)")  # "预警发到村里已是下午,|比邻镇晚了两个钟头"
CAUSING = re.compile(r"(?:但|而且|并且|同时|另外|此外)?,?(?:由于|因为)")  # "由于人手少,|更新时断时续"
EVIDENT = re.compile(r"这?(?:说明|表明|可见|足见|意味着|反映出)(?!书|不)")  # "点播不足百次,|说明录像放了,|看的人却少"
YEAR = re.compile(r"^(?:20\d\d年度?|[今明来]年)$")  # "2024年": what is left before a promise


@dataclass
class Part:
    """A run of dense text, [start:end), with the themes of the shortcomings in it."""

    start: int
    end: int
    themes: set[str] = field(default_factory=set)
    states: bool = False


def read_parts(flat: str, start: int, end: int) -> list[Part]:
    """Returns the clauses of a sentence, each with whether it states a shortcoming and of which themes."""
    return [_part(flat, start + a, start + b) for a, b in clauses.split(flat[start:end], clauses.CLAUSE)]


def _part(flat: str, start: int, end: int) -> Part:
    text = flat[start:end]
    if not clauses.states(text):
        return Part(start, end)
    named = {h.theme for h in themes.classify_by_words(flat[trim(flat, start, end)[0]:end]) if h.score >= CLEAR}
    return Part(start, end, named, bool(named) or clauses.specific(text))


def trim_background(flat: str, parts: list[Part], numbered: bool) -> list[Part]:
    """Returns the clauses from the first that belongs to a problem: praise and background before it are left out."""
    while parts and YEAR.search(flat[parts[-1].start:parts[-1].end]):
        parts = parts[:-1]
    while parts and (_general(flat, parts[0], numbered) or _leads_on(flat, parts)) and any(clauses.specific(flat[p.start:p.end]) for p in parts[1:]):
        parts = parts[1:]
    closed = next((i for i, p in enumerate(parts) if clauses.has("closed", flat[p.start:p.end])), len(parts))
    if not any(p.themes for p in parts[closed + 1:]):
        parts = parts[:closed + 1]
    first = next((i for i, p in enumerate(parts) if p.states), None)
    if first is None:
        return parts if numbered else []
    if first and clauses.has("contrast", flat[parts[first].start:parts[first].end]) and all(CONCEDED.match(flat, p.start, p.end) for p in parts[:first]):
        return parts[first:]  # "虽然开通了公众号,|但互动几乎为零"
    if numbered or not first:
        return parts
    before, text = flat[parts[first - 1].start:parts[first - 1].end], flat[slice(*trim(flat, parts[first].start, parts[first].end))]
    keep = clauses.has("cause", before) and not clauses.has("praise", before)
    leans = (len(text) < SHORTEST or bool(COMPARED.match(text))) and not clauses.has("general", before)  # “公开内容虽日益丰富，但仍不够全面”
    return parts[first - (keep or leans):]


def _general(flat: str, part: Part, numbered: bool) -> bool:
    text = flat[part.start:part.end]
    return clauses.has("general", text) and not clauses.specific(text) and not part.themes and (not numbered or clauses.has("statement", text))


def _leads_on(flat: str, parts: list[Part]) -> bool:
    """Returns whether the first clause only says that there is a gap, and the next in what it shows."""
    return len(parts) > 1 and clauses.has("gap", flat[parts[0].start:parts[0].end]) and bool(SHOWN.match(flat, parts[1].start))


def separate(flat: str, parts: list[Part], numbered: bool, whole: bool) -> list[Part]:
    """Returns the separate problems of one sentence, in order; one where the sentence is to stay whole. A numbered item is one
    problem, whose second clause tells its result or an instance, unless it lists three or more."""
    if not parts:
        return []
    found = [] if whole else _divided(flat, parts, numbered)
    if whole or (numbered and len(found) < LISTING):
        return [Part(parts[0].start, parts[-1].end, set().union(*(p.themes for p in parts)), any(p.states for p in parts))]
    return found


def _divided(flat: str, parts: list[Part], numbered: bool) -> list[Part]:
    """Returns the clauses joined to problems, each with its own subject and another theme than the one before."""
    found: list[Part] = []
    waiting: int | None = None  # where a clause stands that explains the next one
    evident = False  # the clause before tells what the one before it shows, and the next goes on with that
    causing = bool(CAUSING.match(flat, parts[0].start))  # what comes of the cause is no other problem
    for clause in parts:
        for i, part in enumerate(_listed(flat, clause, numbered)):
            text = flat[part.start:part.end]
            if found and not part.states and clauses.has("cause", text) and found[-1].states:
                waiting = part.start
                found[-1], kept = Part(found[-1].start, found[-1].end, found[-1].themes, True), part
                continue
            own = bool(found) and (i or not evident and _own(text, part, found[-1]))
            evident = bool(EVIDENT.match(text))
            if own and not causing:
                found.append(Part(part.start if waiting is None else waiting, part.end, part.themes, part.states))
            elif found:
                found[-1] = Part(found[-1].start, part.end, found[-1].themes | part.themes, found[-1].states or part.states)
            else:
                found.append(part)
            causing, waiting = causing and not own, None
    if waiting is not None:
        found[-1] = Part(found[-1].start, kept.end, found[-1].themes, True)
    return found


def _own(text: str, part: Part, before: Part) -> bool:
    """Returns whether a clause is a problem of its own beside the one before."""
    shortest = SHORTEST if LEANING.match(text) else BRIEF + 1
    if not part.states or not before.states or len(text) < shortest or not part.themes or not before.themes:
        return False
    if clauses.has("dependent", text) or clauses.has("consequence", text) or clauses.has("illustration", text):
        return False
    return not themes.related(part.themes, before.themes)


def _listed(flat: str, clause: Part, numbered: bool) -> list[Part]:
    """Returns the parts of a clause that lists whole shortcomings (“范围有待拓宽、数量有待提升”), or the clause itself.

    Without numbering the list is the enumeration itself; inside a numbered item only a change of theme separates."""
    if not clause.states or len(clause.themes) + (not numbered) < 2:
        return [clause]
    text = flat[clause.start:clause.end]
    for joint in (LISTED, JOINED):
        parts: list[Part] = []
        for a, b in clauses.split(text, joint):
            piece = _part(flat, clause.start + a, clause.start + b)
            parts.append(piece)
        if any(NO_SUBJECT.match(flat, p.start) for p in parts[1:]):
            continue  # "公开不及时、不主动"
        if len(parts) > LISTING and joint is LISTED and not numbered and all(p.states and p.themes and p.end - p.start >= BRIEF for p in parts):
            return parts  # "人手不足、业务不精、报送不主动、渠道窄"
        if len(parts) > 1 and all(p.states and p.themes and p.end - p.start >= SHORTEST - 2 for p in parts):
            apart = [not themes.related(a.themes, b.themes) for a, b in zip(parts, parts[1:], strict=False)]
            if all(apart) or (joint is LISTED and not numbered and all(p.end - p.start >= SHORTEST for p in parts)):
                return parts
    whole = _whole(flat, clause) if not numbered and clauses.has("closed", text) else []
    return whole if len(whole) >= LISTING else [clause]


def _whole(flat: str, clause: Part) -> list[Part]:
    """Returns the shortcomings of a closed list (“更新偏慢、某项资金公示不集中、咨询多、答复少等不足”), whatever themes they have; a short one goes on with
    the one before it."""
    parts: list[Part] = []
    for a, b in clauses.split(flat[clause.start:clause.end], LISTED):
        piece = _part(flat, clause.start + a, clause.start + b)
        words = clauses.without("closed", flat[piece.start:piece.end])
        if parts and (len(words) < SHORTEST or NO_SUBJECT.match(words)):
            parts[-1] = Part(parts[-1].start, piece.end, parts[-1].themes | piece.themes, parts[-1].states or piece.states)
        else:
            parts.append(piece)
    return parts if all(p.states for p in parts) else []


def trim(flat: str, start: int, end: int) -> tuple[int, int]:
    """Returns the span without the words around a problem: “但也存在…等问题” -> “…”."""
    opening, closing = clauses.pattern("opening"), clauses.pattern("closing")
    while start < end:
        found = opening.match(flat, start, end) if start == 0 else opening.match(flat[start:end])
        if not found or found.end() == found.start():
            break
        width = found.end() - found.start()
        if end - start - width < 4:
            break
        start += width
    found = closing.search(flat[start:end])
    if found and found.end() > found.start() and found.start() >= 4:
        end = start + found.start()
    return start, end
