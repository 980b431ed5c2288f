"""Where section five turns from problems to measures and back: sentences grouped into items of one mode.

Headings, lead-ins (“针对上述问题”, “下一步”) and numbering decide. A list that goes on after a promise inside one of its items
(“一是…不够，下一步将…。二是…”) takes its mode up again; a list that starts anew keeps the mode it stands in."""
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.segments import Piece
from loaders.sentences import Part, read_parts
from report import clauses, themes

PROBLEMS, MEASURES = "problems", "measures"
YEAR = re.compile(r"20\d\d(?=年)")  # "2022年存在的"
WILL = re.compile(r"^(?:[^,;。:不未缺]{0,8})?(?:(?<![主需重])要|应当?|须|必须|会|将)(?=[^,;。:]{2})")  # "我们要进一步…"
LEAD = 12  # characters beside a lead-in that still say nothing of their own: "我街道及时做出了"
CLOSED = re.compile(r"(?:问题|不足|情况|现象)$")  # "存在…的问题，": what follows is what was done about it
DONE = re.compile(r"^[^,;。:不未]{0,8}?(?:通过|采取|已经?|组织|开展|及时|积极)")  # "街道通过集中培训…"
MEND = re.compile(r"整改|改进|措施|落实|针对|解决|完善|已")  # a past problem told with what was done
POINTING = re.compile(r"^(?:以上|上述|这|此|存在|前述|该|自身|工作)")  # "针对上述问题" names none
NAMED = re.compile(r"^(.{4,60}?)(?:等)?(?:突出|主要|方面)?的?(?:问题|不足|情况|现象|短板)")  # after “2022年存在的”: "更新不及时等问题"


@dataclass
class Sentence:
    """A sentence: the dense spans of what may be a problem in it and of what is a measure; None where there is none."""

    piece: Piece
    problem: tuple[int, int] | None = None
    measure: tuple[int, int] | None = None


@dataclass
class Item:
    """What stands between two numbers, or where nothing is numbered a run of sentences. `past`: of an earlier year."""

    numbered: bool
    past: bool
    sentences: list[Sentence] = field(default_factory=list)


@dataclass
class Numbering:
    """The last number of a style and the mode its list began in; `mode` None where the list's items are headings."""

    number: int
    mode: str | None
    past: bool


def read_items(flat: str, pieces: list[Piece], year: int | None) -> list[Item]:
    """Returns the items of a section's pieces in order."""
    return _Turns(flat, year).read(pieces)


class _Turns:
    def __init__(self, flat: str, year: int | None):
        self.flat, self.year = flat, year
        self.mode, self.past = PROBLEMS, False
        self.lists: dict[str, Numbering] = {}
        self.items: list[Item] = []
        self.seen = False  # a problem has been met

    def read(self, pieces: list[Piece]) -> list[Item]:
        blocks = _blocks(pieces)
        following = {id(a): b[0].number for a, b in zip(blocks, blocks[1:], strict=False)}
        for block in blocks:
            style = block[0].style
            local = None
            if style:
                self._number(style, block[0].number or 0)
                if self.mode == PROBLEMS and _promises(block):
                    local = MEASURES
                    if block[0].number == 1:
                        self.mode = self.lists[style].mode = MEASURES
            self.items.append(Item(bool(style), self.past))
            chained = set() if style else _chained(block)
            for piece in block:
                if piece.start in chained:
                    self.items.append(Item(True, self.past))
                if piece.text:
                    self._sentence(piece, local, introduces=piece is block[-1] and following.get(id(block)) == 1)
        return [i for i in self.items if i.sentences]

    def _number(self, style: str, number: int) -> None:
        known = self.lists.get(style)
        if known is None or number <= 1:
            self.lists[style] = Numbering(number, self.mode, self.past)
            return
        known.number = number
        if known.mode is None:
            self.past = False
        else:
            self.mode, self.past = known.mode, known.past

    def _turn(self, mode: str, past: bool, piece: Piece) -> None:
        """Sets the mode from here on; a numbered heading makes its list one of headings."""
        self.mode, self.past = mode, past
        if piece.style:
            self.lists[piece.style].mode = None
        self.items.append(Item(False, past))

    def _sentence(self, piece: Piece, local: str | None, introduces: bool) -> None:
        text = piece.text
        if clauses.has("signature", text):
            return
        if old := _past(text, self.year):
            self._retold(piece, old)
            return
        if self.past and clauses.has("present", text) and clauses.specific(text) and not any(aims(piece)):
            self._turn(PROBLEMS, False, piece)
        if _leads_to_problems(text):
            self._turn(PROBLEMS, False, piece)
            if not clauses.specific(clauses.without("heading", text)) and (introduces or piece.stop == ":" or not read_parts(self.flat, piece.start, piece.end)[-1].themes):
                return
        parts = read_parts(self.flat, piece.start, piece.end)
        lead = next((i for i, p in enumerate(parts) if self._is_lead(p)), None)
        if self.mode == MEASURES or local:
            self._measure(piece, parts, heading=lead is not None)
        elif lead is not None:
            self._add(piece, parts[:lead], [])
            if lead == 0 and _bare(self.flat, parts):
                self._turn(MEASURES, self.past, piece)
            else:
                self.mode = MEASURES
                self.items.append(Item(False, self.past))
                self._add(piece, [], parts[lead:])
        else:
            will = next((i for i, p in enumerate(parts) if self._will(i, p, parts)), len(parts))
            self._add(piece, parts[:will], parts[will:])

    def _is_lead(self, part: Part) -> bool:
        text = self.flat[part.start:part.end]
        found = clauses.pattern("measure_lead").search(text)
        return bool(found) and (found.start() == 0 or not clauses.specific(text[:found.start()] + text[found.end():]))

    def _will(self, index: int, part: Part, parts: list[Part]) -> bool:
        """Returns whether a promise begins with this clause: at the start any verb of doing, later only one with “要” or “将”."""
        text = self.flat[part.start:part.end]
        if part.states:
            return False
        if index == 0:
            return clauses.has("measure_start", text) and not any(p.states for p in parts)
        if CLOSED.search(self.flat[parts[index - 1].start:parts[index - 1].end]) and DONE.match(text):
            return True
        return bool(WILL.match(text)) and clauses.has("measure_start", WILL.sub("", text))

    def _measure(self, piece: Piece, parts: list[Part], heading: bool) -> None:
        """Keeps a sentence among measures; of an earlier year, the shortcoming it answers is a problem told again."""
        if heading and piece.style and _bare(self.flat, parts):
            self._turn(MEASURES, self.past, piece)
            return
        if self.past:
            if aimed := next(aims(piece), None):
                self.items[-1].sentences.append(Sentence(piece, aimed, None))
            elif parts and parts[0].states and not clauses.has("measure_start", piece.text):
                self._add(piece, parts[:1], parts[1:])
                return
        self._add(piece, [], parts)

    def _retold(self, piece: Piece, old: re.Match) -> None:
        """Reads a sentence about an earlier year's problems."""
        rest = piece.text[old.end():]
        named = NAMED.match(rest)
        if named and clauses.specific(named[1]):
            start = piece.start + old.end()
            self.items.append(Item(False, True))
            self.items[-1].sentences.append(Sentence(piece, (start, start + named.end(1)), None))
            self._add(piece, [], [p for p in read_parts(self.flat, piece.start, piece.end) if p.start >= start + named.end()])
            self.items.append(Item(False, self.past))
            return
        if clauses.specific(rest) and not MEND.search(rest):
            self._turn(PROBLEMS, True, piece)
            self.items[-1].sentences.append(Sentence(piece, (piece.start + old.end(), piece.end), None))
            return
        mends = bool(MEND.search(piece.text))
        self._turn(MEASURES if mends else PROBLEMS, True, piece)
        after = [p for p in read_parts(self.flat, piece.start, piece.end) if p.start > piece.start + old.start()]
        self._add(piece, [] if mends else after, after if mends else [])

    def _add(self, piece: Piece, problem: list[Part], measure: list[Part]) -> None:
        if problem or measure:
            self.items[-1].sentences.append(Sentence(piece, _span(problem), _span(measure)))


def aims(piece: Piece) -> Iterator[tuple[int, int]]:
    """Yields the spans of the shortcomings that a measure names: “针对更新不及时的问题，…”."""
    for found in clauses.pattern("aimed").finditer(piece.text):
        group = found.lastindex or 1
        if clauses.deficient(found[group]) and not POINTING.match(found[group]):
            yield piece.start + found.start(group), piece.start + found.end(group)


def _span(parts: list[Part]) -> tuple[int, int] | None:
    return (parts[0].start, parts[-1].end) if parts else None


def _blocks(pieces: list[Piece]) -> list[list[Piece]]:
    """Returns the pieces in runs: a numbered piece and the unnumbered ones after it."""
    blocks: list[list[Piece]] = []
    for piece in pieces:
        if piece.style or not blocks:
            blocks.append([])
        blocks[-1].append(piece)
    return blocks


def _chained(block: list[Piece]) -> set[int]:
    """Returns where the pieces of a sentence with semicolons start, if one of them states a shortcoming: a list without numbers."""
    found: set[int] = set()
    run: list[Piece] = []
    for piece in block:
        run.append(piece)
        if piece.stop != ";":
            if len(run) > 1 and any(clauses.specific(p.text) for p in run):
                found |= {p.start for p in run}
            run = []
    return found


def _promises(block: list[Piece]) -> bool:
    """Returns whether a numbered item only promises: it begins with a verb of doing and states no shortcoming anywhere."""
    first = next((p for p in block if p.text), None)
    return bool(first) and clauses.has("measure_start", first.text) and not any(clauses.states(p.text) for p in block[:2])


def _past(text: str, year: int | None) -> re.Match | None:
    found = clauses.pattern("past").search(text)
    if not found:
        return None
    printed = YEAR.search(found[0])
    if printed and (year is None or int(printed[0]) >= year):
        return None
    return found


def _leads_to_problems(text: str) -> bool:
    """Returns whether a sentence is a heading of problems or says that problems follow."""
    if clauses.has("heading", text) and len(text) < 40 and not clauses.specific(clauses.without("heading", text)):
        return True
    if clauses.has("measure_start", text) or clauses.has("measure_lead", text.split(",")[0]):
        return False
    return clauses.has("statement", text) and clauses.has("general", text)


def _bare(flat: str, parts: list[Part]) -> bool:
    """Returns whether the words of a lead-in hold no measure of their own: “针对上述问题”, “改进措施”."""
    text = clauses.without("measure_lead", flat[parts[0].start:parts[-1].end])
    return len(text) < LEAD and not themes.classify_measure(text)
