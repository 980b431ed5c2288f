"""When: the year that a report's data are about, and the day that it was published; each with the words that say it."""
import re
from collections import Counter
from datetime import date

from loaders.printed import Printed
from loaders.titles import YEAR, Title, words, year_of

DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([年.\-/])(\d{1,2})[月.\-/](\d{1,2})(?:日|(?!\d)|(?=\d\d:\d\d))")  # "2019年1月17日", "2024-01-16"
NUMERALS = re.compile(r"([二2][〇○零OoО0][〇○零一二三四五六七八九]{2})年([元正一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")  # "二〇一九年一月十日"
START = re.compile(rf"({YEAR})年?0?1?月0?1日")  # "20251月1日", "2018月1日起"
END = re.compile(rf"(?<!\d)({YEAR})年?12月3[01]日")  # "截至2019年12月31日"
PERIOD = re.compile(r"统计|期限|数据|时间|时限|涵盖")  # before the period that a report is about
SAID = re.compile(rf"(?<![〔\[(（较比与和同第\d.])({YEAR})(?:年度|年|度|(?=[，,]))(?!\d{{1,2}}月|起|版|修订|至|[—\-~]|前|底|后|初)")  # "2022年，我镇…"
ANOTHER = re.compile(r"(?:较|比|相比|同期|针对|上年|去年|自|早在|始于|截[至止])$")  # right before a year that is not the report's
PLAN = re.compile(r"[，,]?[^。；，,]{0,14}?(?:将(?!近)|拟|计划|打算|下一步)")  # "2023年，我镇将…"
COLON = re.compile(r"[:|]*")  # "发布时间：2024-01-19"
OTHER_TIMES = re.compile(r"采集|打印|更新|统计|截止")  # before 时间 or 日期: not the publication's
SECTIONS = {"problems": 0.4, "other": 0.4}  # plans and last year's problems are told there; elsewhere a year weighs 1
Words = tuple[Printed, int, int]  # a span of the comparable text
MOST_SAID = 2.5  # however often prose repeats a year, it weighs less than a title


def find_year(title: Title | None, titles: list[Title], texts: list[Printed], published: str | None, day: Words | None) -> tuple[int | None, list[int], Words | None]:
    """Returns the year that a report's data are about, by the weight of what says so, the years that are as likely, and the words that say it (`day`: those of
    the date of publication).

    A title weighs 3, one told in prose 2, a period printed in full 3.5, the sentences up to 2.5, the date of publication 1.5 for the year before."""
    votes: Counter[int] = Counter()
    proofs: dict[int, Words | None] = {}  # the first words that say a year, in the order of what says it best
    told = [t for t in titles if t.year]
    if title and title.year:
        votes[title.year] += 3.0
        proofs[title.year] = title.where, title.start, title.end
    elif told:
        best = max(told, key=lambda t: t.standing)
        votes[best.year] += 2.0
        proofs[best.year] = best.where, best.start, best.end
    votes.update(periods(texts, proofs))
    said = prose(texts, titles, proofs)
    for year, weight in said.items():
        votes[year] += weight * min(1, MOST_SAID / sum(said.values()))
    if published:
        on = date.fromisoformat(published)
        year = on.year if on.month == 12 else on.year - 1
        votes[year] += 1.5 if on.month in (1, 2, 3, 4, 12) else 0.5
        proofs.setdefault(year, day)
    if not votes:
        return None, [], None
    year, most = votes.most_common(1)[0]
    return year, sorted(y for y, weight in votes.items() if y != year and weight >= most - 0.5), proofs[year]


def periods(texts: list[Printed], proofs: dict[int, Words | None]) -> Counter[int]:
    """Returns the weights of the years whose first and last days the report names as its period, and notes the words."""
    weights: Counter[int] = Counter()
    for pattern, told, alone in ((START, 2.0, 0.5), (END, 1.5, 1.0)):
        best: dict[int, float] = {}
        for text in texts:
            for found in pattern.finditer(text.plain):
                if year := year_of(found[1]):
                    near = PERIOD.search(text.plain, max(0, found.start() - 40), found.start())
                    best[year] = max(best.get(year, 0), told if near else alone)
                    proofs.setdefault(year, (text, found.start(), found.end()))
        weights.update(best)
    return weights


def prose(texts: list[Printed], titles: list[Title], proofs: dict[int, Words | None]) -> Counter[int]:
    """Returns how much the sentences speak of each year as their own, and notes the first such words: not in a title, not compared with, not planned for, not a date."""
    said: Counter[int] = Counter()
    for text in texts:
        spans = [(t.start, t.end) for t in titles if t.where is text]
        for found in SAID.finditer(text.plain):
            year = year_of(found[1])
            another = ANOTHER.search(text.plain, max(0, found.start() - 4), found.start()) or PLAN.match(text.plain, found.end())
            if year and not another and not any(start <= found.start() < end for start, end in spans):
                said[year] += SECTIONS.get(text.section, 1) * (0.4 if text.plain.startswith("以来", found.end()) else 1)
                proofs.setdefault(year, (text, found.start(), found.end()))
    return said


def find_published(texts: list[Printed], page: Printed) -> tuple[str | None, Words | None]:
    """Returns the day of publication as an ISO date, and its words: the page's own, else the signature's; never the statistics' period."""
    for where in (*texts[:1], page):
        text = where.plain
        for mark in words("metadata", "published").finditer(text):
            end = COLON.match(text, mark.end()).end()
            found = DATE.match(text, end)
            if found and not OTHER_TIMES.search(text, max(0, mark.start() - 2), mark.start()) and (day := iso(found[1], found[3], found[4])):
                return day, (where, mark.start(), found.end())
    return signed(texts)


def signed(texts: list[Printed]) -> tuple[str | None, Words | None]:
    """Returns the date, and its words, that stands alone at the end of the report, or on a line of its own above it, under a signature."""
    for text in (texts[-1:] + texts[:1]) if len(texts) > 1 else texts:
        for found in reversed([*DATE.finditer(text.plain), *NUMERALS.finditer(text.plain)]):
            if found.re is DATE and found[2] != "年":
                continue
            alone = found.end() in text.breaks or found.end() in text.gaps
            if not alone or text.plain[:found.start()].endswith(tuple("至止截到由自从于")):
                continue
            parts = (found[1], found[3], found[4]) if found.re is DATE else (str(year_of(found[1])), *map(numeral, found.groups()[1:]))
            if day := iso(*parts):
                return day, (text, found.start(), found.end())
    return None, None


def numeral(text: str) -> str:
    """Returns a Chinese number up to 31 in digits: 二十三 -> 23, 元 -> 1."""
    text = text.replace("元", "一").replace("正", "一")
    tens, _, ones = text.rpartition("十")
    digit = "零一二三四五六七八九".find
    return str((digit(tens) if tens else 1) * 10 + (digit(ones) if ones else 0)) if "十" in text else str(digit(text))


def iso(year: str, month: str, day: str) -> str | None:
    """Returns the date in ISO form, or None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
