"""What the prose states about the numbers of the tables: found by the patterns of statements.toml, with exact evidence."""
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from report.model import AnnualReport, Evidence, Number
from report.sentences import ROW

PLACES = {"{n}": r"\s*(?<!\d)(?<!\d[.,])(\d{1,9}(?:\.\d+)?)(?![\d.,，]*[万亿])\s*[余多]?\s*", "{u}": r"(?:件次|件|份|宗|例|条|次)"}
SENTENCE = re.compile(r"[^。；;！!\n]+")
PASSAGE = re.compile(r"[^。！!\n]+")  # a list may run over semicolons
CLAUSE = re.compile(r"[^，,：:（）()]+")
TITLE = re.compile(r"《[^《》]*》")  # 《2021年工作要点》 says nothing about 2021
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
ELSEWHEN = re.compile(r"上年|去年|上一年|往年|以往|既往|此前|历年|年来|以来累计|同期|前年|次年|下年|十四五|十三五")  # the number is not this year's
YEAR_TOLD = re.compile(r"(?:^|[，,：:])(?:(?:其中|而))?(?:(上年度?|去年|上一年度?|前年|往年)|(20\d\d)年度?|今年|本年度?|当年)(?:全年|共|新)*(?:收到|受理|接到|新收|办理|答复)")
VAGUE = re.compile(r"[余多约近]|左右|上下|以上|以下")  # "收到申请30余件"
BEYOND = re.compile(r"全[省市县区州旗盟](?!面|域)|各[县市区镇乡]|各部门|各单位|系统内|全系统|代表|辖区|所属|下属|本级")  # not only this agency
WHOLE = re.compile(r"全[省市县区州旗盟](?!面|域)")  # a government's table covers all its departments and townships
PART = re.compile(r"政府办|本级|代表|本机关|(?<!人民)[省市县区州旗]政府(?!信息|网|门户|公报|部门|各|令|工作|文件|和|及)|人民政府(?:办|共?收到|共?受理)")


@dataclass(frozen=True)
class Statement:
    """A number that a sentence states: `clause` is the piece between two commas, `vague` says that it is no exact number."""

    id: str
    value: Number
    evidence: Evidence
    clause: str
    sentence: str
    vague: bool = False


@cache
def vocabulary() -> dict[str, tuple[re.Pattern, ...]]:
    """Returns the compiled patterns of statements.toml by id."""
    lines = tomllib.loads((Path(__file__).parent / "statements.toml").read_text(encoding="utf-8"))["statement"]
    return {line["id"]: tuple(re.compile(filled(p)) for p in line["patterns"]) for line in lines}


def filled(pattern: str) -> str:
    """Returns a pattern of statements.toml with its number and its unit; inside a lookahead the number is only a digit."""
    pattern = pattern.replace("(?!{n})", r"(?!\s*\d)")
    for place, meaning in PLACES.items():
        pattern = pattern.replace(place, meaning)
    return pattern


def find(report: AnnualReport, id: str) -> list[Statement]:
    """Returns what the report's prose states of one thing for its own year, in reading order; section five is not searched."""
    found = []
    for section in report.sections:
        if section.key not in ("preamble", "problems"):
            found.extend(s for s in statements(section.text, section.key, id) if own_year(s, report.year) and not after_other_year(report, s))
    return found


@lru_cache(maxsize=512)
def statements(text: str, section: str, id: str) -> tuple[Statement, ...]:
    """Returns the statements of one kind in a section's text; of two that overlap the first pattern's stays."""
    found: list[Statement] = []
    for sentence in SENTENCE.finditer(text):
        for pattern in vocabulary()[id] if not is_row(sentence[0]) else ():
            for match in pattern.finditer(sentence[0]):
                start, end = sentence.start() + match.start(), sentence.start() + match.end()
                if any(s.evidence.start < end and start < s.evidence.end for s in found):
                    continue
                value = float(match[1]) if match.re.groups else 0
                found.append(Statement(id, int(value) if value == int(value) else value, Evidence(section=section, start=start, end=end, text=text[start:end]),
                                       clause_around(sentence[0], match.start(), match.end()), sentence[0], bool(VAGUE.search(match[0]))))
    return tuple(sorted(found, key=lambda s: s.evidence.start))


def is_row(line: str) -> bool:
    """Returns whether a line is a row of a table that stands in the text."""
    return ROW.search(line) is not None


def clause_around(sentence: str, start: int, end: int) -> str:
    """Returns the clauses of a sentence that a span touches, as they stand."""
    touched = [c for c in CLAUSE.finditer(sentence) if c.start() < end and start < c.end()]
    return sentence[touched[0].start():touched[-1].end()] if touched else sentence[start:end]


def own_year(statement: Statement, year: int | None) -> bool:
    """Returns whether nothing in the statement's clause points to another year."""
    words = TITLE.sub("", statement.clause)
    return not ELSEWHEN.search(words) and all(int(y) == year for y in YEAR.findall(words))


def after_other_year(report: AnnualReport, statement: Statement) -> bool:
    """Returns whether an earlier clause of its sentence begins to tell of another year ("上年收到9件，不予公开3件")."""
    heads = list(YEAR_TOLD.finditer(before_of(report, statement.evidence)))
    return bool(heads) and bool(heads[-1][1] or heads[-1][2] and int(heads[-1][2]) != report.year)


def before_of(report: AnnualReport, evidence: Evidence) -> str:
    """Returns what its sentence says up to the end of an evidence."""
    section = report.section(evidence.section)
    text = section.text if section else evidence.text
    return next((text[s.start():evidence.end] for s in SENTENCE.finditer(text) if s.start() <= evidence.start < s.end()), evidence.text)


def sentence_of(report: AnnualReport, evidence: Evidence) -> str:
    """Returns the sentence that an evidence stands in."""
    section = report.section(evidence.section)
    text = section.text if section else evidence.text
    return next((s[0] for s in SENTENCE.finditer(text) if s.start() <= evidence.start < s.end()), evidence.text)


def passage_of(report: AnnualReport, evidence: Evidence) -> tuple[int, int, str]:
    """Returns the start, end and text of what stands between two full stops around an evidence."""
    section = report.section(evidence.section)
    text = section.text if section else evidence.text
    return next(((p.start(), p.end(), p[0]) for p in PASSAGE.finditer(text) if p.start() <= evidence.start < p.end()), (0, 0, evidence.text))


def clause_of(report: AnnualReport, evidence: Evidence) -> str:
    """Returns the clause that an evidence stands in."""
    section = report.section(evidence.section)
    text = section.text if section else evidence.text
    for sentence in SENTENCE.finditer(text):
        if sentence.start() <= evidence.start < sentence.end():
            return clause_around(sentence[0], evidence.start - sentence.start(), evidence.end - sentence.start())
    return evidence.text


def scope(report: AnnualReport, sentence: str, before: str = "") -> str:
    """Returns whose numbers a sentence tells: "own" the very ones of the report's tables, "other" a part of them or more than them
    (区政府办 speaking for itself in a district's report), "unsure". `before`: the sentence up to the number; where it names both the whole and
    a part (“全县共收到95件，其中县政府办收到17件，办结16件”), the later one counts."""
    words = TITLE.sub("", sentence)
    if report.agency is None:
        return "unsure"
    if report.agency.kind == "government":
        whole, part = (max((m.end() for m in pattern.finditer(TITLE.sub("", before))), default=-1) for pattern in (WHOLE, PART))
        if part > whole >= 0:
            return "other"
        return "own" if WHOLE.search(words) else "other" if PART.search(words) else "unsure"
    return "other" if BEYOND.search(words) else "own"
