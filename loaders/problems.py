"""Section five: problems and measures, each with its themes and the exact words that say so."""
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from loaders.leads import acts, aims
from loaders.pointed import points_back, told_behind_a_turn
from loaders.problem_tables import Told
from loaders.segments import HEADLINES, Piece, read_pieces
from loaders.sentences import YEAR, Part, read_parts, separate, trim, trim_background
from loaders.turns import Item, Sentence, read_items
from report import clauses, themes
from report.language import say
from report.model import Clause, Doubt, Evidence, Section

NOTHING_FOUND = "The section on problems has text, but no problem could be told from it. Please read it and add what it names."
WORDS = re.compile(r"[一-鿿]")
CONTENTS = re.compile(r"\d个部分|[等几六七八]个?部分|部分组成")  # the table of contents in a lead-in names the section too
SHORTEST = 3  # characters of a problem or measure ("人手少")
LED_ON = re.compile(r"[是:][^,;。]{8}|[把给请用让向由借每逐][^,;。]{3}")  # "改进措施|是从返乡青年中聘信息员": the measure follows at once
FURTHER = re.compile(r"(?:此外|另外|再有|除此之外|再就是|还有就是)")
OTHERWISE = re.compile(r"上述|以上|前述|此外|另外|同时|总之|总的|综上|目前|今后|\d")  # the next sentence speaks of something else
HEADLINE = 14  # characters of a numbered item's first sentence that the longer next one explains ("（一）内部协调不顺。科室与窗口口径不一")


def find_problems(sections: list[Section], year: int | None, tables: Sequence[Told] = ()) -> tuple[list[Clause], list[Clause], list[Doubt]]:
    """Returns the problems and the measures in the order of the text, and doubts.

    They stand in the section of that key; where there is none, or it is blank or holds plans alone, wherever another section turns to them.
    `past` problems are of an earlier year than `year`, told again; `tables`: those in section five's text. A section with text that gives no problem is a doubt."""
    own = next((s for s in sections if s.key == "problems" and WORDS.search(s.text)), None)
    lines = {t.start + at: number for t in tables for at, number in (*t.cells, (len(t.text) + 1, 0))}
    found = _read(own, clauses.dense(own.text, frozenset(at - 1 for at in lines)), 0, year, cells=lines) if own else None
    if own and points_back(clauses.dense(own.text).text):
        back = [p for s in sections if s.key == "overview" for p in _behind_turns(s, year)]
        here = [p for p in found[0] if not points_back(clauses.dense(p.text).text)]
        found = (back + here, found[1], [] if back else found[2])
    if found and (found[0] or not found[2]):
        return found
    told = _told_elsewhere(sections, year)
    if found:
        return (told[0], found[1], []) if told[0] else found  # section five holds measures alone
    return told


def _told_elsewhere(sections: list[Section], year: int | None):
    """Returns what the first section of another kind that turns to problems says of them."""
    for key in ("other", "overview", "disputes", "requests", "preamble"):
        for section in sections:
            if section.key == key and (found := _elsewhere(section, year)):
                return found
    return [], [], []


def _behind_turns(section: Section, year: int | None) -> Iterator[Clause]:
    """Yields the problems that a section tells beside what went well."""
    dense = clauses.dense(section.text)
    for part in told_behind_a_turn(dense.text, year):
        part.start, part.end = trim(dense.text, part.start, part.end)
        yield _clause(section, dense, part)


def _elsewhere(section: Section, year: int | None):
    """Returns what a section of another kind says of problems, from where it turns to them; None where it does not."""
    dense = clauses.dense(section.text)
    before: dict[str | None, int | None] = {}  # the numbering that the section's own chapters have
    for piece in read_pieces(dense.text):
        if clauses.has("general", piece.text) and not CONTENTS.search(piece.text) and (
                clauses.has("heading", piece.text) or clauses.has("statement", piece.text)):
            found = _read(section, dense, piece.start, year, before | {piece.style: piece.number})
            if found[0]:
                return found
        before[piece.style] = piece.number
    return None


def _read(section: Section, dense: clauses.Dense, start: int, year: int | None, before: dict | None = None, cells: Mapping[int, int] | None = None) -> tuple[list[Clause], list[Clause], list[Doubt]]:
    flat = dense.text
    tail = clauses.pattern("tail").search(flat, start)
    flat = flat[:tail.start()] if tail else flat
    begun = {bisect_left(dense.origin, at): number for at, number in (cells or {}).items() if number}
    pieces = _chapter([p for p in read_pieces(flat, begun) if p.start >= start], before or {})
    items = read_items(flat, pieces, year)
    problems = [_clause(section, dense, part, past=item.past) for item in items for part in _problems(flat, item)]
    if not any(not p.past for p in problems):
        problems += [_clause(section, dense, part) for part in _presupposed(flat, items)]
    measures = [_clause(section, dense, part, measure=True) for item in items for part in _measures(flat, item)]
    doubts = []
    if not problems and not clauses.has("none", flat.strip("。.;,\n ")):
        doubts.append(Doubt(kind="no_problem_found", message=say(NOTHING_FOUND), where=section.text.strip()[:300], template=NOTHING_FOUND))
    return problems, measures, doubts


def _chapter(pieces: list[Piece], before: dict[str | None, int | None]) -> list[Piece]:
    """Returns the pieces up to the section's next chapter: the numbering that stood before them goes on with something else."""
    restarted = set()
    for i, piece in enumerate(pieces[1:], 1):
        last = before.get(piece.style) if piece.style and piece.style not in restarted else None
        if last and piece.number == last + 1 and not clauses.has("measure_lead", piece.text):
            return pieces[:i]
        restarted |= {piece.style} if piece.number == 1 else set()
    return pieces


def _problems(flat: str, item: Item) -> Iterator[Part]:
    """Yields the problems of one item."""
    kept: list[tuple[int, Part]] = []  # (sentence, problem)
    stating = [s for s in item.sentences if s.problem and clauses.states(flat[slice(*s.problem)])]
    if not stating:
        yield from _unstated(flat, item)
        return
    stating = _with_details(flat, item, stating)
    headed = item.numbered and (len([s for s in item.sentences if s.problem]) > 1 or item.sentences[0].piece.style == HEADLINES)
    for i, sentence in enumerate(item.sentences):
        if sentence not in stating:
            continue
        parts = trim_background(flat, read_parts(flat, *sentence.problem), item.numbered)
        found = [p for p in separate(flat, parts, item.numbered, whole=headed) if item.numbered or _tells(flat[p.start:p.end], p)]
        if found and kept and item.numbered and kept[-1][0] == i - 1 and (
                _continues(flat, parts, found[0], kept[-1][1]) or i == 1 and not FURTHER.match(flat, found[0].start) and _explains(item.sentences[0], kept[-1][1], found[0])):
            before = kept.pop()[1]
            found[0] = Part(before.start, found[0].end, found[0].themes or before.themes, True)
        kept += [(i, p) for p in found]
    for _, part in kept:
        part.start, part.end = trim(flat, part.start, part.end)
        if part.end - part.start >= SHORTEST and WORDS.search(flat[part.start:part.end]):
            yield part


def _tells(text: str, part: Part) -> bool:
    """Returns whether a part names a shortcoming, not only that there are some ("居民反映的一些问题仍未根治")."""
    return clauses.specific(text) or bool(part.themes) and not clauses.has("left", text)


def _with_details(flat: str, item: Item, stating: list[Sentence]) -> list[Sentence]:
    """Returns the stating sentences, after the short headline of a numbered item also the next one, whatever its words: it says what is meant."""
    said = [s for s in item.sentences if s.problem]
    if not item.numbered or len(said) < 2 or len(item.sentences) < 2 or said[:2] != item.sentences[:2] or said[0] not in stating or said[1] in stating:
        return stating
    (start, end), (then, stop) = said[0].problem, said[1].problem
    short = end - start <= min(HEADLINE, stop - then - 1) and said[0].piece.stop == "。"
    return [said[0], said[1], *stating[1:]] if short and not OTHERWISE.match(flat, then) and not clauses.has("praise", flat[then:stop]) else stating


def _continues(flat: str, clauses_: list[Part], sentence: Part, before: Part) -> bool:
    """Returns whether a sentence goes on about what the one before states: its first theme is one of that, or one of them names none.
    One that begins with “此外” must share a theme."""
    if clauses_ and FURTHER.match(flat, clauses_[0].start):
        return bool(sentence.themes & before.themes)
    first = next((p.themes for p in clauses_ if p.themes), set())
    return not sentence.themes or not before.themes or themes.related(first, before.themes)


def _explains(headline: Sentence, before: Part, after: Part) -> bool:
    """Returns whether a sentence explains the headline of its item, whatever themes either has."""
    return headline.piece.stop != ";" and before.end - before.start <= min(HEADLINE, after.end - after.start - 1)


def _unstated(flat: str, item: Item) -> Iterator[Part]:
    """Yields the first sentence of a numbered item in a list of problems, although no word of shortcoming is recognised in it."""
    first = next((s for s in item.sentences if s.problem), None)
    if item.numbered and first and first.piece.stop != ":" and not clauses.has("praise", first.piece.text):
        start, end = trim(flat, *first.problem)
        if end - start > SHORTEST and not clauses.has("general", flat[start:end]):
            yield Part(start, end)


def _presupposed(flat: str, items: list[Item]) -> Iterator[Part]:
    """Yields the shortcomings that measures name (“针对更新不及时的问题，…”), for a report that lists them nowhere else."""
    for sentence in (s for item in items if not item.past for s in item.sentences):
        for start, end in aims(sentence.piece):
            yield Part(start, end)


def _measures(flat: str, item: Item) -> Iterator[Part]:
    """Yields the measures of one item: a numbered one whole, else each sentence; bare lead-ins are left out."""
    spans = [span for s in item.sentences if s.measure and (span := _content(flat, s))]
    if item.numbered and spans:
        spans = [(spans[0][0], spans[-1][1])]
    for start, end in spans:
        yield Part(start, end)


def _content(flat: str, sentence: Sentence) -> tuple[int, int] | None:
    """Returns the span of a measure without the lead-in before it, None where nothing is left."""
    start, end = sentence.measure
    parts = read_parts(flat, start, end)
    while parts and _bare_lead(flat[parts[0].start:parts[0].end]):
        parts = parts[1:]
    while parts and _bare_lead(flat[parts[-1].start:parts[-1].end]):
        parts = parts[:-1]
    if not parts or parts[-1].end - parts[0].start < SHORTEST:
        return None
    return parts[0].start, parts[-1].end


def _bare_lead(text: str) -> bool:
    lead = clauses.has("measure_lead", text) or clauses.has("measure_heading", text)
    rest = clauses.without("measure_lead", text)
    return lead and not acts(rest) and not themes.classify_measure(rest) and not LED_ON.match(rest) or bool(YEAR.search(text))


def _clause(section: Section, dense: clauses.Dense, part: Part, measure: bool = False, past: bool = False) -> Clause:
    start, end = dense.span(part.start, part.end)
    text, words = section.text[start:end], dense.text[part.start:part.end]  # a line broken in the middle of a word is none in `words`
    hits = themes.classify_measure(words) if measure else themes.classify(words, stated=True)
    return Clause(text=text, themes=[h.theme for h in hits] or [themes.UNCLASSIFIED],
                  evidence=Evidence(section=section.key, start=start, end=end, text=text),
                  cues={h.theme: list(dict.fromkeys(w.text for w in h.words)) for h in hits}, past=past)
