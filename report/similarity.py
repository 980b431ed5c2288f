"""How much of one text stands in another: 8-character shingles of what the writer chose, without digits, names and the form's own words."""
import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from report import form
from report.model import AnnualReport
from report.sentences import ROW

SIZE = 8  # characters of a shingle
LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
SENTENCE = re.compile(r"[^。；;！!？?\n]+")  # “逐户讲解；另办集市” is two
LONGEST = 120  # characters of a sentence that is taken away whole: longer ones hold words of the writer's own
SELF = re.compile(r"[本我全该](?:省|市|区|县|镇|乡|街道|办事处|局|委|办|中心|单位|机关|部门|站|院|校)")  # 我镇, 本街道, 全县
NUMBERING = re.compile(r"[（(][一二三四五六七八九十]+[)）]|(?<![一-龥])[一二三四五六七八九十]+(?:是|、)")  # （三）, 一是, 二、
PLACE = re.compile(r"(?:街道|自治县|地区|[省市区县镇乡盟旗])$")  # 青梧镇 is also 青梧
PROSE = ("overview", "problems", "other")  # the sections that an agency writes itself


@dataclass(frozen=True)
class Letters:
    """The characters of a text that are compared, and the offset of each in the text."""

    text: str
    offsets: tuple[int, ...]


@dataclass(frozen=True)
class Passage:
    """A passage that two texts share: its offsets in each."""

    start: int
    end: int
    other_start: int
    other_end: int


def letters(text: str, names: Iterable[str] = ()) -> Letters:
    """Returns the letters of a text without digits, punctuation, rows of tables, the names given (agency, places), 本镇 and its like, and the words and
    sentences that law and form put into every report (boilerplate.toml, the form's titles)."""
    drop = bytearray(len(text))
    for sentence in SENTENCE.finditer(text):
        if len(sentence[0]) <= LONGEST and whole_sentence().search(sentence[0].strip()):
            drop[sentence.start():sentence.end()] = b"\1" * len(sentence[0])
    for words in (*sorted(filter(None, names), key=len, reverse=True), *boilerplate_words()):
        start = text.find(words)
        while start >= 0:
            drop[start:start + len(words)] = b"\1" * len(words)
            start = text.find(words, start + len(words))
    for pattern in (SELF, NUMBERING, ROW):
        for match in pattern.finditer(text):
            drop[match.start():match.end()] = b"\1" * len(match[0])
    blanked = "".join([" " if dropped else character for character, dropped in zip(text, drop)])
    return Letters("".join(LETTER.findall(blanked)), tuple([match.start() for match in LETTER.finditer(blanked)]))


@cache
def boilerplate() -> dict:
    """Returns boilerplate.toml."""
    return tomllib.loads((Path(__file__).parent / "boilerplate.toml").read_text(encoding="utf-8"))


@cache
def boilerplate_words() -> tuple[str, ...]:
    """Returns the words that are taken away wherever they stand, the form's titles among them, longest first."""
    titles = (line["chinese"] for line in form.read_forms("sections"))
    return tuple(sorted({*boilerplate()["words"], *titles}, key=len, reverse=True))


@cache
def whole_sentence() -> re.Pattern:
    """Returns the pattern of the sentences that are taken away whole."""
    return re.compile("|".join(f"(?:{line['pattern']})" for line in boilerplate()["sentence"]))


def shingles(words: Letters, size: int = SIZE) -> set[str]:
    """Returns every run of `size` letters."""
    return {words.text[i:i + size] for i in range(len(words.text) - size + 1)}


def containment(mine: set[str], theirs: set[str]) -> float | None:
    """Returns the share (0–1) of my shingles that stand in theirs too, or None where I have none."""
    return len(mine & theirs) / len(mine) if mine else None


def shared_passages(mine: Letters, theirs: Letters, size: int = SIZE, least: int = 16) -> list[Passage]:
    """Returns the longest shared passages of at least `least` letters, in my order and not overlapping in my text, as offsets in the two original texts."""
    places: dict[str, list[int]] = {}
    for i in range(len(theirs.text) - size + 1):
        places.setdefault(theirs.text[i:i + size], []).append(i)
    found, i = [], 0
    while i <= len(mine.text) - size:
        length, at = max(((run(mine.text, i, theirs.text, j, size), j) for j in places.get(mine.text[i:i + size], ())), default=(0, 0))
        if length >= least:
            found.append(Passage(mine.offsets[i], mine.offsets[i + length - 1] + 1, theirs.offsets[at], theirs.offsets[at + length - 1] + 1))
        i += length if length >= least else 1
    return found


def run(mine: str, i: int, theirs: str, j: int, start: int) -> int:
    """Returns how many letters agree from two places on, `start` of which are known to."""
    length = start
    while i + length < len(mine) and j + length < len(theirs) and mine[i + length] == theirs[j + length]:
        length += 1
    return length


def names_of(report: AnnualReport) -> tuple[str, ...]:
    """Returns the names that make a text look like its agency's own: of the agency and of its places, in full and short."""
    region = report.region
    return short_names(report.agency_name, (region.province, region.city, region.county, region.township) if region else ())


def short_names(agency: str | None, places: Iterable[str | None]) -> tuple[str, ...]:
    """Returns the agency's and the places' names, the agency's without its places, the places' without their kind (青禾县 is also 青禾)."""
    places = [p for p in places if p]
    stems = [PLACE.sub("", p) for p in places]
    own = agency or ""
    for place in places:
        own = own.removeprefix(place)
    return tuple(dict.fromkeys(n for n in (agency, own, *places, *stems) if n and len(n) > 1))


@dataclass(frozen=True)
class Prose:
    """The text that is compared: the sections one after another, where each begins, and its letters."""

    text: str
    starts: tuple[tuple[int, str], ...]
    letters: Letters

    def sections(self) -> Iterator[tuple[str, str, Letters]]:
        """Yields the key, the text and the letters of each section, the offsets being those in the section."""
        ends = [*(start for start, _ in self.starts[1:]), len(self.text)]
        for (start, key), end in zip(self.starts, ends):
            first, last = bisect_left(self.letters.offsets, start), bisect_left(self.letters.offsets, end)
            yield key, self.text[start:end - 1], Letters(self.letters.text[first:last], tuple([o - start for o in self.letters.offsets[first:last]]))

    def only(self, keys: tuple[str, ...]) -> "Prose":
        """Returns the prose of some of the sections: itself for all, else of one."""
        if keys == PROSE:
            return self
        return next((Prose(text + "\n", ((0, key),), words) for key, text, words in self.sections() if (key,) == keys), Prose("", (), Letters("", ())))


def join_prose(texts: Iterable[tuple[str, str]], names: Iterable[str]) -> Prose:
    """Returns the prose of sections: (key, text) in order. The last few are remembered: a report that is stored is compared with several others."""
    return _joined(tuple(texts), tuple(names))


@lru_cache(128)
def _joined(texts: tuple[tuple[str, str], ...], names: tuple[str, ...]) -> Prose:
    joined, starts = "", []
    for key, text in texts:
        starts.append((len(joined), key))
        joined += text + "\n"
    return Prose(joined, tuple(starts), letters(joined, names))


Span = tuple[str, int, int]  # section, start, end


def shared_spans(mine: Prose, theirs: Prose) -> list[tuple[Span, Span]]:
    """Returns what two reports share, section by section, as spans of mine and of theirs; of passages that overlap in mine the longest stands."""
    found = sorted(((key, p.start, p.end), (other_key, p.other_start, p.other_end)) for key, _, ours in mine.sections() for other_key, _, others in theirs.sections()
                   for p in shared_passages(ours, others))
    kept: list[tuple[Span, Span]] = []
    for pair in sorted(found, key=lambda pair: (pair[0][1] - pair[0][2], pair[0][0] != pair[1][0])):
        if all(pair[0][0] != k[0][0] or pair[0][2] <= k[0][1] or k[0][2] <= pair[0][1] for k in kept):
            kept.append(pair)
    return sorted(kept)


def prose(report: AnnualReport, *keys: str) -> Letters:
    """Returns the letters of a report's own prose, of all sections that an agency writes itself or of the one with that key."""
    whole = join_prose([(s.key, s.text) for key in PROSE for s in report.sections if s.key == key], names_of(report))
    return whole.only(keys or PROSE).letters
