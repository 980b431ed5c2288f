"""The years that a report states: in its title, its statistical period and its prose."""
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from report.checks.answer import Answer, failed, passed, unknown
from report.checks.statements import SENTENCE, TITLE, is_row, passage_of
from report.model import AnnualReport, Evidence

TITLE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|年度|度)?")  # "2023年政府信息公开工作年度报告", "2018度"
PERIOD = re.compile(r"统计(?:的)?(?:期限|时限|时间|范围|周期|区间|口径)[^。；;\n\d]{0,12}(20\d\d)\s*年?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?[^。；;\n\d]{0,8}"
                    r"(?:(20\d\d)\s*年?)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")  # "统计期限自2022年1月1日起至2022年12月31日"
STATED = re.compile(r"^[\s（(一二三四五六七八九十\d）)、.]*(20\d\d)\s*年(?:度)?[，,、]?(?!\s*\d+\s*月)(?!以来|起|底|前|至)")  # a sentence that opens with its year
NAMED = re.compile(r"《[^《》\n]{0,30}?(20\d\d)\s*年?(?:度)?[^《》\n]{0,8}信息公开[^《》\n]{0,6}(?:年度)?报告》")
NUMERAL_YEAR = re.compile(r"[二2][〇○零OoО0][〇○零OoО0一二三四五六七八九\d]{2}(?=年|度)")  # "二〇二三年", "二0二一年"
DIGITS = str.maketrans("〇○零OoО一二三四五六七八九", "000000123456789")
FOUNDED = re.compile(r"(?:组建|成立|挂牌|新设|设立|合并|划转|撤并|撤销)")  # such an agency has no whole year to report of
COUNTS = re.compile(r"(?:主动公开|公开|发布|收到|接到)[^。；;]{0,30}?\d+\s*[余多]?\s*(?:条|件|篇|份)|未收到|未接到|没有收到")


@dataclass(frozen=True)
class Period:
    """The statistical period as printed; None for a date that no calendar has."""

    start: date | None
    end: date | None
    evidence: Evidence


def day(year: str, month: str, number: str) -> date | None:
    """Returns the date, or None where there is none (“2月30日”)."""
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def find_period(report: AnnualReport) -> Period | None:
    """Returns the statistical period that the report prints, or None."""
    for section in report.sections:
        if match := PERIOD.search(section.text):
            first, month, number, last, last_month, last_number = match.groups()
            evidence = Evidence(section=section.key, start=match.start(), end=match.end(), text=match[0])
            return Period(day(first, month, number), day(last or first, last_month, last_number), evidence)
    return None


def check_years(report: AnnualReport) -> Iterator[Answer]:
    """The title and the statistical period of a report name one and the same year; a difference is an error. Sentences that open with the year before
    or after and count disclosure or applications, while none does so with the report's own year, are a warning: they were probably
    copied. Dates of publication, last year's figures told for comparison, and titles of documents are no conflicts. A title without
    any year is a warning, and so is a title quoted in the lead-in that names another year than the period."""
    titled = years_of(report.title) if report.title else []
    period = find_period(report)
    if report.title and not titled:
        yield failed("The title names no year: “{title}”.", {"title": report.title}, severity="warning")
    if period is not None and period.start and period.end and titled:
        if period.end.year in titled or period.start.year in titled:
            yield passed(evidence=[period.evidence])
        else:
            yield failed("The title says {left}, but the statistical period is {right}.", {}, titled[0], period.end.year,
                         evidence=[period.evidence])
    if (named := named_in_text(report)) is not None and period is not None and period.end and named[0] not in (period.start.year if period.start else None, period.end.year):
        yield failed("The report calls itself the report for {left}, but the statistical period is {right}.", {}, named[0], period.end.year,
                     evidence=[named[1], period.evidence], severity="warning")
    if report.year is None:
        yield unknown("The year of the report is not known.")
        return
    told = list(openings(report))
    others = [(y, e) for y, e in told if abs(y - report.year) == 1]
    if others and not any(y == report.year for y, _ in told):
        yield failed("The report is for {year}, but its sentences count what was done in {other}.", {"year": report.year, "other": others[0][0]},
                     evidence=[e for _, e in others], severity="warning")
    elif told or (titled and period):
        yield passed(evidence=[e for _, e in told])
    elif not titled or period is None:
        yield unknown("The report names its year only once.")


def years_of(title: str) -> list[int]:
    """Returns the years that a title names, in digits or in Chinese numerals."""
    words = TITLE.sub("", title) or title
    return [int(y) for y in TITLE_YEAR.findall(words)] or [int(y.translate(DIGITS)) for y in NUMERAL_YEAR.findall(words)]


def named_in_text(report: AnnualReport) -> tuple[int, Evidence] | None:
    """Returns the year and the words of the first report title in quotation marks that the lead-in prints (“编制了《……2023年……年度报告》”)."""
    section = report.section("preamble")
    match = NAMED.search(section.text) if section else None
    return None if match is None else (int(match[1]), Evidence(section="preamble", start=match.start(), end=match.end(), text=match[0]))


def openings(report: AnnualReport) -> Iterator[tuple[int, Evidence]]:
    """Yields the year and the words of each sentence of sections one to four that opens with a year and counts disclosure or applications."""
    for section in report.sections:
        if section.key in ("overview", "disclosed", "requests", "disputes"):
            for sentence in SENTENCE.finditer(section.text):
                if not is_row(sentence[0]) and (match := STATED.match(sentence[0])) and COUNTS.search(sentence[0]) and len(set(TITLE_YEAR.findall(sentence[0]))) == 1:
                    start, end = sentence.start() + match.start(1), sentence.end()
                    yield int(match[1]), Evidence(section=section.key, start=start, end=end, text=section.text[start:end])


def check_period(report: AnnualReport) -> Iterator[Answer]:
    """The statistical period is the calendar year, 1 January to 31 December. An agency that was founded or merged within the year may have another; where the
    report speaks of that beside the period it is information only."""
    period = find_period(report)
    if period is None:
        yield unknown("The report prints no statistical period.")
    elif period.start is None or period.end is None:
        yield failed("The statistical period “{words}” is no possible date.", {"words": period.evidence.text}, evidence=[period.evidence])
    elif (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31) and period.start.year == period.end.year:
        yield passed(evidence=[period.evidence])
    else:
        yield failed("The statistical period is {start} to {end}, not one calendar year.",
                     {"start": period.start.isoformat(), "end": period.end.isoformat()}, evidence=[period.evidence],
                     severity="information" if FOUNDED.search(passage_of(report, period.evidence)[2]) else None)
