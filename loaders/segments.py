"""Section five in pieces: sentences with the numbering that stands before them."""
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from report import clauses

DIGITS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
ORDER = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 9}
EDGE = r"(?:(?<=[,;。:!?\n)])|^)"  # numbering of these styles stands at an edge only
MARKERS = {  # style -> pattern, group 1 the number
    "is": re.compile(r"(?<![统唯同专之单万百千进任第其])([一二三四五六七八九十]{1,3})(?:是(?!否)|要(?!求|点|素|件|闻)|来,)"),  # "一是", "一要", glued too: "存在问题一是…"
    "ordinal": re.compile(EDGE + r"第([一二三四五六七八九十])(?:,|是|、|:)"),  # "第一，"
    "among": re.compile(EDGE + r"其([一二三四五六])(?:,|是|、|:|在于)"),  # "其一，"
    "words": re.compile(EDGE + r"(首先|其次|再次|再者|最后)(?:是)?,?"),  # "首先，"
    "bracket": re.compile(r"(?<![第条])\(([一二三四五六七八九十]{1,3}|\d{1,2})\)[、.,]?"),  # "（一）"
    "half": re.compile(EDGE + r"([一二三四五六七八九十]{1,2}|\d{1,2})\)"),  # "1）"
    "digit": re.compile(r"(?:(?<=[,;。:!?\n)题面下施况足处难有])|^)(\d{1,2})[.、](?!\d)"),  # "1."
    "chinese": re.compile(EDGE + r"([一二三四五六七八九十]{1,2})、"),  # "一、"
    "letter": re.compile(EDGE + r"([A-H])(?:[.、](?!\d)|\))"),  # "A."
    "circled": re.compile(f"([{clauses.CIRCLED}])"),  # "①"
}

GLUED = {  # numbering without an edge before it counts where the number before it stands: "1、…不及时2、…单一"
    "digit": re.compile(r"(?<=[一-鿿])(\d{1,2})[.、](?=[一-鿿])"),
    "chinese": re.compile(r"(?<=[一-鿿])([二三四五六七八九])、(?=[一-鿿])"),
}
LINE = re.compile(r"\n")
QUESTION, HEADLINES = "question", "headed"  # the styles of what is asked and of lines with a headline
CHAPTER = re.compile(r"(?<=[一-鿿])(?<![及和与、或的步])(?:改进|整改|解决)(?:措施|情况|办法|方向|思路)(?=:)")  # "…宣传不足 改进措施："
LONGEST = 600  # characters; a longer run without a stop is no sentence and is cut
NEAR = 300  # characters between two numbers of one list
HEADED = re.compile(r"(?:^|(?<=\n))([^\n,;。:!?—-]{3,14})(?:。|[—-]{1,2})([^\n。;!?]+)")  # a line that begins with a headline of its own: "渠道偏窄。三个镇只有一块公示栏"
LABELLED = re.compile(r"[【\[〔](?:[^】\]〕\n,;。:]{0,6}(?:问题|不足|短板|表现|原因|成因|分析|措施|整改|改进|对策|举措|打算)[^】\]〕\n,;。:]{0,4})[】\]〕]")  # "【问题】…【原因】…【措施】…"
ASKED = re.compile(EDGE + r"([问Q]|答|A)\d{0,2}:|(?<=[、.)])(问):")  # "问:…?答:…"

ASPECT = re.compile(r"(?:(?<=[。;:\n])|^)(?!另?一|总|整体|基本|事实|实际|大体|以上|同时)(?:(?:在|从|就)?[^\n,;。:!?与和同比]{2,10}(?:上|方面|层面)|从[^\n,;。:!?与和同比]{2,8}(?=看|来看|讲|来讲)|论[^\n,;。:!?]{2,6})(?:看|来看|来说|讲|来讲)?,(?=([^\n。;:!?]+)(?:[\n。;!?]|$))")  # "在公开内容上,…少;在公开程序上,…不够"


@dataclass(frozen=True)
class Piece:
    """A sentence: `text` is dense text[start:end]. `style` and `number` of the numbering before it, None where there is none;
    `stop` is the character after it ("。", ";", ":" …)."""

    text: str
    start: int
    end: int
    style: str | None
    number: int | None
    stop: str


def read_pieces(flat: str, cells: Mapping[int, int] | None = None) -> list[Piece]:
    """Returns the pieces of a dense text in order; a piece that is only numbering is kept, with empty text. `cells`: where a cell of a table begins, with
    its number, which no cell prints."""
    marks: dict[int, tuple[int, str | None, int | None]] = {}  # start -> (where the words begin, style, number)
    for style, pattern in MARKERS.items():
        for found in pattern.finditer(flat):
            marks.setdefault(found.start(), (found.end(), style, _number(found[1])))
    for at, number in (cells or {}).items():
        marks.setdefault(at, (at, "cell", number))
    for style, pattern in GLUED.items():
        _follow(flat, style, pattern, marks)
    for found in CHAPTER.finditer(flat):
        marks.setdefault(found.start(), (found.start(), None, None))
    for found in clauses.pattern("heading").finditer(flat):
        marks.setdefault(found.end(), (found.end(), None, None))
    _head_lines(flat, marks)
    _aspects(flat, marks)
    _questions(flat, marks)
    for found in LABELLED.finditer(flat):
        marks.setdefault(found.start(), (found.start() + 1, None, None))
        marks.setdefault(found.end() - 1, (found.end(), None, None))
    cuts = sorted(marks)
    pieces = []
    for start, end in clauses.split(flat, clauses.STOP):
        here = cuts[bisect_left(cuts, start):bisect_left(cuts, end)]
        here = sorted({*here, *range(start + LONGEST, end, LONGEST)})
        borders = [start, *here, end] if not here or here[0] > start else [*here, end]
        for a, b in zip(borders, borders[1:], strict=False):
            begin, style, number = marks.get(a, (a, None, None))
            if begin > b:  # a mark inside another one
                continue
            stop = flat[b] if b == end and b < len(flat) else ""
            pieces.append(Piece(flat[begin:b].rstrip(","), begin, begin + len(flat[begin:b].rstrip(",")), style, number, stop))
    return [p for p in pieces if p.text or p.style]


def _follow(flat: str, style: str, pattern: re.Pattern, marks: dict) -> None:
    for found in pattern.finditer(flat):
        number = _number(found[1])
        if any(s == style and n == number - 1 and 0 < found.start() - end < NEAR for end, s, n in marks.values()):
            marks.setdefault(found.start(), (found.end(), style, number))


def _head_lines(flat: str, marks: dict) -> None:
    """Numbers neighbouring lines that each begin with a headline which the rest of the line explains."""
    run: list[int] = []
    for start, end in [*clauses.split(flat, LINE), (len(flat), len(flat))]:
        found = HEADED.match(flat, start, end)
        if found and start not in marks and len(found[1]) < len(found[2]):
            run.append(start)
            continue
        if len(run) > 1:
            marks.update({at: (at, HEADLINES, i) for i, at in enumerate(run, 1)})
        run = []


def _aspects(flat: str, marks: dict) -> None:
    """Numbers neighbouring sentences that each begin with what they speak of and state a shortcoming of it."""
    run: list[int] = []
    cuts = sorted(marks)
    found = [f.start() for f in ASPECT.finditer(flat) if f.start() not in marks and clauses.states(f[1])]
    for at in [*found, len(flat)]:
        if run and (at == len(flat) or at - run[-1] > NEAR or bisect_left(cuts, run[-1]) < bisect_left(cuts, at)):
            if len(run) > 1:
                marks.update({start: (start, "aspect", i) for i, start in enumerate(run, 1)})
            run = []
        run.append(at)


def _questions(flat: str, marks: dict) -> None:
    """Numbers the questions of questions and answers; the words before either are no text."""
    number = 0
    for found in ASKED.finditer(flat):
        marks.setdefault(found.start(), (found.end() - 1, None, None))
        if found[1] not in ("答", "A"):
            number += 1
            marks[found.end()] = (found.end(), QUESTION, number)


def _number(printed: str) -> int:
    if printed in ORDER:
        return ORDER[printed]
    if "A" <= printed <= "H":
        return ord(printed) - ord("A") + 1
    if printed in clauses.CIRCLED:
        return clauses.CIRCLED.index(printed) + 1
    if printed.isdigit():
        return int(printed)
    return sum(DIGITS[c] for c in printed)  # 十二 = 10 + 2
