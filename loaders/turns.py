"""Where section five turns from problems to measures and back: sentences grouped into items of one mode.

Headings, lead-ins (“针对上述问题”, “下一步”) and numbering decide. A list that goes on after a promise inside one of its items
(“一是…不够，下一步将…。二是…”) takes its mode up again; a list that starts anew keeps the mode it stands in."""
import re
from dataclasses import dataclass, field

from loaders.leads import (OF_A_YEAR, acts, aims, answers, bare, chained, has_done, is_lead, is_mended_later, is_promise, later, leads_in, leads_to_problems, mended, nameless,
                           past, promises, replied, tells_causes)
from loaders.segments import QUESTION, Piece
from loaders.sentences import Part, read_parts
from report import clauses

PROBLEMS, MEASURES = "problems", "measures"
MEND = re.compile(r"整改|改进|措施|落实|针对|解决|完善|已")  # a past problem told with what was done
SIGNED = re.compile(r"(?:\d{4}|[〇零○O一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日")
NAME = re.compile(r"[一-鿿]{4,24}(?:局|中心|委员会|办公室|办|所|院|队|站)")  # on a line of its own before the date
CAUSES = re.compile(r"(?:问题|产生|主要|存在)?的?(?:原因|成因|根源)(?:分析|剖析)?")  # a label: "原因:", "【原因分析】"
DETAIL = re.compile(r"具体(?:来)?(?:说|讲|看|而言),")
POINT = re.compile(r"(?:问题|难题|难点|不足|短板|困难)之?[一二三四五六\d]")  # "问题一:"
COUNTED = re.compile(r"(?:[几一两二三四五六]|\d)[个条项点处大]?(?:方面)?的?(?:主要|突出)?(?:问题|不足|短板|弱项|困难)")  # "上年所列|三条不足" names none
NAMED = re.compile(r"^((?:[“\"][^”\"]{2,40}[”\"][、和及]?)+|.{4,60}?)等?(?:[几两二三四五六](?:个|个?方面|项))?(?:突出|主要|方面)?的?(?:问题|(?:不足|情况|现象|短板)(?!的?问题|等)|[一两]?[项条](?=[今已均本,]))")  # after “2022年存在的”: "更新不及时等问题"


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
        self.explaining = False  # after "原因:", up to the end of the sentence
        self.promising = False  # the sentence before promises, and goes on behind a semicolon

    def read(self, pieces: list[Piece]) -> list[Item]:
        blocks = _blocks(pieces)
        following = {id(a): b for a, b in zip(blocks, blocks[1:], strict=False)}
        for block in blocks:
            style, after = block[0].style, following.get(id(block))
            local = None
            if style:
                again = block[0].number == 1 and style in self.lists
                self._number(style, block[0].number or 0)
                if self.mode == PROBLEMS and (promises(block) or again and after and _answers(block, after)):
                    local = MEASURES
                    if block[0].number == 1:
                        self.mode = self.lists[style].mode = MEASURES
            self.items.append(Item(bool(style), self.past))
            chain = chained(block)
            for piece, then in zip(block, [*block[1:], None], strict=True):
                if piece.start in chain and (not style or self.lists[style].mode is None):  # no list inside an item, but one under a heading
                    self.items.append(Item(True, self.past))
                if then and not style and self.mode == PROBLEMS and DETAIL.match(then.text):
                    continue  # the next sentence says what it means
                if piece.text and not (then and SIGNED.fullmatch(then.text) and piece.stop == "\n" and NAME.fullmatch(piece.text)):
                    opens, stood = then.start in chain if then else bool(after) and after[0].number == 1, self.mode
                    self._sentence(piece, local, introduces=opens, numbered=then is None and opens)
                    if then and piece.start in chain and then.start in chain and stood == PROBLEMS and _states_anew(piece, then):
                        self.mode = PROBLEMS  # "…不足,今后将…;…滞后,我们将…"
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
        self.items.append(Item(bool(POINT.fullmatch(piece.text)), past))

    def _sentence(self, piece: Piece, local: str | None, introduces: bool, numbered: bool) -> None:
        """Reads one sentence. `introduces`: a list follows, `numbered`: one with numbers."""
        text = piece.text
        goes_on, self.promising = self.promising, False
        if clauses.has("signature", text):
            return
        if self.explaining or CAUSES.fullmatch(text):
            self.explaining = not self.explaining or piece.stop not in "。\n"
            return
        if piece.style == QUESTION:
            if is_lead(text):
                self._turn(MEASURES, self.past, piece)
            return
        if old := past(text, self.year) or (is_mended_later(text, self.flat[piece.end:], self.year) and OF_A_YEAR.match(text)):
            self._retold(piece, old)
            return
        if not piece.style and mended(text):
            self._add(piece, [], read_parts(self.flat, piece.start, piece.end))
            return
        if self.past and clauses.has("uncured", text) and clauses.specific(text):
            self.mode, self.past = PROBLEMS, False
            self.items.append(Item(bool(piece.style), False))
        elif self.past and clauses.has("present", text) and clauses.specific(text) and not any(aims(piece)):
            self._turn(PROBLEMS, False, piece)
        if introduces and piece.stop == ":" and self.mode == PROBLEMS and (leads_in(text) or not piece.style and nameless(text)):
            return
        listing = numbered or piece.stop == ":"
        if leads_to_problems(text) and (listing or not clauses.has("gap", text)):
            self._turn(PROBLEMS, False, piece)
            bare_of_words = listing or not read_parts(self.flat, piece.start, piece.end)[-1].themes
            if bare_of_words and not clauses.specific(clauses.without("heading", clauses.without("gap", text))):
                return
        if self.mode == PROBLEMS and tells_causes(text):
            return
        parts = read_parts(self.flat, piece.start, piece.end)
        if self.mode == PROBLEMS and answers(text):
            self._add(piece, [], parts)
            return
        told = any(s.problem for i in self.items for s in i.sentences)
        lead = next((i for i, p in enumerate(parts) if is_lead(self.flat[p.start:p.end])), None)
        if self.mode == PROBLEMS and later(text, self.year, told):
            lead = 0
            if piece.stop == ":" and not acts(text[len("2025年"):].lstrip(",")):
                self._turn(MEASURES, self.past, piece)
                return
        if self.mode == MEASURES or local:
            self._measure(piece, parts, heading=lead is not None)
        elif lead is not None:
            self._add(piece, parts[:lead], [])
            if lead == 0 and bare(self.flat, parts):
                self._turn(MEASURES, self.past, piece)
            else:
                self.mode = MEASURES
                self.items.append(Item(False, self.past))
                self._add(piece, [], parts[lead:])
        else:
            will = next((i for i, p in enumerate(parts) if is_promise(self.flat, parts, i)), len(parts))
            if (goes_on or has_done(text) and told) and not any(p.states for p in parts):
                will = 0  # "我局将编制清单;在答复前主动联系", "街道已聘请律师审核文书" after problems
            self.promising = piece.stop in ";:" and will < len(parts)
            self._add(piece, parts[:will], parts[will:])

    def _measure(self, piece: Piece, parts: list[Part], heading: bool) -> None:
        """Keeps a sentence among measures; of an earlier year, the shortcoming it answers is a problem told again."""
        if heading and piece.style and bare(self.flat, parts):
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
            after = [p for p in read_parts(self.flat, piece.start, piece.end) if p.start >= start + named.end()]
            turn = next((i for i, p in enumerate(after) if p.states and clauses.has("contrast", self.flat[p.start:p.end])), len(after))
            self._add(piece, [], after[:turn])
            self.items.append(Item(False, self.past))
            self._add(piece, after[turn:], [])  # "去年的人员不足问题得到缓解,但业务能力仍显不足"
            return
        if clauses.specific(rest) and not MEND.search(rest) and not COUNTED.fullmatch(rest):
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


def _span(parts: list[Part]) -> tuple[int, int] | None:
    return (parts[0].start, parts[-1].end) if parts else None


def _answers(block: list[Piece], after: list[Piece]) -> bool:
    """Returns whether a list that starts anew tells measures: its first item states nothing and its second one promises."""
    return after[0].style == block[0].style and after[0].number == 2 and not any(clauses.states(p.text) for p in block) and promises(after)


def _states_anew(piece: Piece, then: Piece) -> bool:
    """Returns whether two pieces of one sentence each state a shortcoming and promise something after it."""
    if clauses.has("measure_start", then.text):
        return False
    return all(clauses.states(p.text.split(",")[0]) and "," in p.text for p in (piece, then)) or replied(piece.text) and replied(then.text)


def _blocks(pieces: list[Piece]) -> list[list[Piece]]:
    """Returns the pieces in runs: a numbered piece and the unnumbered ones after it."""
    blocks: list[list[Piece]] = []
    for piece in pieces:
        if piece.style or not blocks:
            blocks.append([])
        blocks[-1].append(piece)
    return blocks
