"""Headings of the form's sections: every place that may be one, and the one chain of them that reads as a report."""
import re
from dataclasses import dataclass, replace
from functools import cache

from report.form import read_forms
from report.wording import same_length

ORDER = ("overview", "disclosed", "requests", "disputes", "problems", "other")
NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}

NUMBER = re.compile(r"第?([一二三四五六七八九十]{1,2})(?:部分)?([、.,:;·\-—]*)")  # "一、", "第一部分", "三."
ARABIC = re.compile(r"(\d{1,2})([、.,])(?!\d)")  # "3、"
BRACKETED = re.compile(r"[(]([一二三四五六七八九十]{1,2})[)][、.]?")  # "（一）"
GLUED = re.compile(r"(?<![一二三四五六七八九十第(])([一二三四五六七八九十]|(?<!\d)[1-9])([、.])(?=\D)")  # "…等。二、主动公开政府信息情况…"
ENDINGS = ("情况(?:说明|统计)?", "概[述况]", "综述", "措施", "事项", "附[表件录]", "(?:问题|困难|不足之处|不足|短板)(?:情况)?", "改进(?:情况|措施|方向|意见)?",
           "打算", "计划", "方向", "说明(?!的)", "成效", "思路", "方面", "内容")  # the words that titles end in
ENDING = f"(?:{'|'.join(ENDINGS)})"
TITLE = re.compile(rf"([^。;:!?,\n]{{0,40}}?{ENDING})((?:(?:以及|[及和与、/])[^。;:!?,\n]{{0,20}}?{ENDING})*)")  # "存在问题及改进措施"
SENTENCE = re.compile(r"[。;!?]")  # a heading that stands alone has none of these inside
COLON = re.compile(r"[:。;,(]")  # "三、依申请公开政府信息：无…"
ANNEX = re.compile(r"附[件表](?!附[件表])[:\d]{0,2}[^。;!?]{0,50}?(?=指标名称)")  # "附件某局2015年度统计数据指标名称…"
GAP = re.compile(r"\s+|<!--.*?-->")  # spaces and stray comments of saved web pages: no part of a title


@dataclass(frozen=True)
class Heading:
    """A possible heading. `start`, `end`: the span of the whole heading in its paragraph; `weight`: how sure its words are."""

    paragraph: int
    start: int
    end: int
    number: int | None
    style: str  # chinese arabic bracketed bare
    key: str | None
    official: bool
    weight: float
    lines: int = 1  # a heading may run on into the next line


@dataclass(frozen=True)
class Compact:
    """A paragraph without its spaces: `text`, and for each character its offset in the paragraph as printed."""

    text: str
    at: tuple[int, ...]


def compact(printed: str) -> Compact:
    """Returns the paragraph in comparable characters without spaces, with the way back to each printed offset."""
    plain, kept, last = same_length(printed), [], 0
    for gap in GAP.finditer(plain):
        kept.extend(range(last, gap.start()))
        last = gap.end()
    kept.extend(range(last, len(plain)))
    return Compact("".join([plain[i] for i in kept]), (*kept, len(plain)))


@cache
def vocabulary() -> tuple[tuple[str, bool, re.Pattern], ...]:
    """Returns the headings' words in order of priority: (section key, whether official, pattern)."""
    return tuple((line["key"], bool(line["official"]), re.compile(line["pattern"])) for line in read_forms("headings"))


@cache
def section_of(title: str) -> tuple[str | None, bool]:
    """Returns the section key that a compact title's words decide, and whether it is the form's own title."""
    return next(((key, official) for key, official, pattern in vocabulary() if pattern.search(title)), (None, False))


def chinese_number(numeral: str) -> int:
    """Returns the value of a Chinese numeral of one or two characters: 一 1, 十一 11."""
    if len(numeral) == 1:
        return NUMERALS[numeral]
    return 10 + NUMERALS[numeral[1]] if numeral[0] == "十" else NUMERALS[numeral[0]] * 10


def title_end(text: str, start: int) -> int:
    """Returns where the title that begins at `start` of a compact line ends; `start` where nothing reads as a title."""
    rest = text[start:]
    if len(rest) <= 14 and not SENTENCE.search(rest) and section_of(rest)[1]:
        return len(text)
    if found := TITLE.match(rest):
        whole = found.end()
        if section_of(found.group(1))[1] and not section_of(found.group(0))[1]:
            whole = found.end(1)
        return start + whole
    if cut := COLON.search(rest):
        return start + cut.start() if cut.start() <= 30 else start
    return len(text) if len(rest) <= 30 else start


def at_line_start(number: int, line: Compact) -> list[Heading]:
    """Returns the headings that the beginning of a line may be: numbered in any style, or the official title alone."""
    text = line.text
    for style, pattern in (("bracketed", BRACKETED), ("chinese", NUMBER), ("arabic", ARABIC)):
        found = pattern.match(text)
        if not found:
            continue
        end = title_end(text, found.end())
        title = text[found.end():end].rstrip("。:;")
        key, official = section_of(title) if title else (None, False)
        if style == "chinese" and not found.group(2) and "部分" not in found.group(0) and not official:
            return []  # "一总体情况" is a heading, "一是…" and "二季度…" are not
        if style != "chinese" and not official:
            return []
        alone = end >= len(text.rstrip("。:"))
        if not key and not (alone and title and len(title) <= 30 and not SENTENCE.search(title)):
            return []
        value = int(found.group(1)) if style == "arabic" else chinese_number(found.group(1))
        weight = {"chinese": 10 if official else 6, "arabic": 5, "bracketed": 3}[style] if key else 0.3
        return [Heading(number, line.at[0], line.at[end - 1] + 1, value, style, key, official, weight + (0.5 if alone else 0))]
    title = text.rstrip("。:")
    key, official = section_of(title) if 2 <= len(title) <= 30 else (None, False)
    return [Heading(number, line.at[0], line.at[len(text) - 1] + 1, None, "bare", key, True, 4)] if official else []


def inside(number: int, line: Compact) -> list[Heading]:
    """Returns the headings glued into a paragraph after its beginning: a Chinese number, its mark, and words of a title."""
    found = []
    for mark in GLUED.finditer(line.text, 1):
        end = title_end(line.text, mark.end())
        title = line.text[mark.end():end]
        key, official = section_of(title) if title else (None, False)
        arabic = mark.group(1).isdigit()
        if key and len(title) <= 40 and (official or not arabic):
            value = int(mark.group(1)) if arabic else NUMERALS[mark.group(1)]
            weight = 4 if arabic else 9 if official else 5
            found.append(Heading(number, line.at[mark.start()], line.at[end - 1] + 1, value, "arabic" if arabic else "chinese", key, official, weight))
    found += [Heading(number, line.at[annex.start()], line.at[annex.end() - 1] + 1, None, "bare", "other", True, 2)
              for annex in ANNEX.finditer(line.text)]
    return sorted(found, key=lambda heading: heading.start)


def find_headings(paragraphs: list[str]) -> list[Heading]:
    """Returns every possible heading of the paragraphs in reading order."""
    found = []
    for i, printed in enumerate(paragraphs):
        if printed.strip():
            line = compact(printed)
            found += over_two_lines(i, line, paragraphs) or at_line_start(i, line) + inside(i, line)
    return found


def over_two_lines(number: int, line: Compact, paragraphs: list[str]) -> list[Heading]:
    """Returns the form's own heading where it is broken between a line and the next, which holds nothing else."""
    if len(line.text) > 30 or number + 1 >= len(paragraphs):
        return []
    below = compact(paragraphs[number + 1]).text
    if not 1 <= len(below) <= 20 or any(h.official for h in at_line_start(number, line)):
        return []
    whole = compact(line.text + below)
    return [replace(h, start=line.at[0], end=line.at[-1], lines=2) for h in at_line_start(number, whole)
            if h.official and h.end == len(whole.text)]


def cost(before: Heading, after: Heading) -> float | None:
    """Returns what it costs to read `after` as the next section after `before`; None where that cannot be."""
    if before.paragraph == after.paragraph and after.start < before.end:
        return None
    if (before.style == "bracketed") != (after.style == "bracketed"):
        return None
    price = 0.0
    if before.number and after.number:
        step = after.number - before.number
        if step <= 0 and not after.official:
            return None
        if before.style != after.style and step != 1:
            return None  # "3、" may stand between 二 and 四; "1.主动公开政府信息情况" under 一 is a part of it
        forward = not before.key or not after.key or ORDER.index(after.key) > ORDER.index(before.key)
        price += 0.7 * (step - 1) if step > 0 else (6 if step == 0 else 12) if before.official else 9 if step == 0 and forward else 40
    if after.key is None:
        return price if before.number and after.number == before.number + 1 else None
    if before.key and after.key != "other" and before.key != "other" and ORDER.index(after.key) < ORDER.index(before.key):
        price += 5
    if after.key == before.key and after.key not in ("other", "overview"):
        price += 3
    return price


def choose(candidates: list[Heading], followed: list[bool]) -> list[Heading]:
    """Returns the chain of headings that reads best as a report's sections. `followed`: whether text or a table comes
    before the next candidate, so that a table of contents loses against the sections themselves."""
    best: list[tuple[float, int | None]] = []
    for i, heading in enumerate(candidates):
        own = heading.weight + (1 if followed[i] else 0)
        score, link = own - (0 if heading.number in (None, 1) else 1), None
        if heading.key is None:
            score = float("-inf")  # an unknown title never begins the chain
        for j in range(max(0, i - 60), i):
            price = cost(candidates[j], heading)
            if price is None:
                continue
            if heading.key and heading.key != "other":
                price += 6 * repeated(candidates, best, j, heading.key)
            if best[j][0] + own - price > score:
                score, link = best[j][0] + own - price, j
        best.append((score, link))
    if not best:
        return []
    i: int | None = max(range(len(best)), key=lambda k: best[k][0])
    chain = []
    while i is not None:
        chain.append(candidates[i])
        i = best[i][1]
    return chain[::-1]


def repeated(candidates: list[Heading], best: list[tuple[float, int | None]], last: int, key: str) -> bool:
    """Returns whether the chain ending at `last` already holds the key, apart from its last heading."""
    link = best[last][1]
    while link is not None:
        if candidates[link].key == key:
            return True
        link = best[link][1]
    return False
