"""How much of one text stands in another: 8-character shingles of what the writer chose, without digits, names and the form's own words."""
import re
from dataclasses import dataclass
from functools import cache

from report import form
from report.model import AnnualReport

SIZE = 8  # characters of a shingle
LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
BOILERPLATE = (  # words that law and form put into every report
    "中华人民共和国政府信息公开条例", "政府信息公开工作年度报告", "政府信息公开条例", "习近平新时代中国特色社会主义思想", "以习近平同志为核心的党中央",
    "政府信息公开信息处理费管理办法", "国务院办公厅", "政府信息公开", "依申请公开", "主动公开")
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


def letters(text: str, names: tuple[str, ...] = ()) -> Letters:
    """Returns the letters of a text without digits, punctuation, the names given (agency, places) and the form's boilerplate."""
    drop = bytearray(len(text))
    for words in (*sorted(filter(None, names), key=len, reverse=True), *BOILERPLATE, *titles()):
        start = text.find(words)
        while start >= 0:
            drop[start:start + len(words)] = b"\1" * len(words)
            start = text.find(words, start + len(words))
    kept = [i for i, character in enumerate(text) if not drop[i] and LETTER.match(character)]
    return Letters("".join(text[i] for i in kept), tuple(kept))


@cache
def titles() -> tuple[str, ...]:
    """Returns the form's section titles, which every report repeats."""
    return tuple(line["chinese"] for line in form.read_forms("sections"))


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
    """Returns the names that make a text look like its agency's own: of the agency and of its places."""
    region = report.region
    return tuple(n for n in (report.agency_name,
                             *((region.province, region.city, region.county, region.township) if region else ())) if n)


def prose(report: AnnualReport, *keys: str) -> Letters:
    """Returns the letters of a report's own prose, of all sections that an agency writes itself or of those with the keys."""
    text = "\n".join(s.text for key in (keys or PROSE) for s in report.sections if s.key == key)
    return letters(text, names_of(report))
