"""Stated growth against growth recomputed from last year's report."""
import re
from collections.abc import Iterator

from report.checks.answer import Answer, exact, failed, passed, unknown
from report.checks.history import NO_PREVIOUS
from report.model import AnnualReport, Evidence, Figure

AFTER = r"^[^，,。；;\n]{0,8}[，,（(]?\s*(?:同比|(?:比|较|与)(?:上一年度?|上年度?|去年|(?P<year>20\d\d)\s*年度?)(?:同期)?(?:相比)?)[，,]?\s*"
UP, DOWN = "增长|增加|上升|提升|提高|多", "下降|减少|降低|下滑|少"
GROWTH = re.compile(AFTER + rf"(?:了)?(?P<way>{UP}|{DOWN})(?:了|约|近|为)*\s*(?P<number>\d{{1,9}}(?:\.(?P<fraction>\d+))?)\s*(?P<unit>[%％]|条|件|篇|份)(?P<vague>以上|以下|左右|上下|多)?")  # "120条，较上年增长20%"
MEASURES = ("disclosed.total", "disclosed.channel.", "requests.received", "requests.handled", "interpretations")


def check_growth(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """The growth that a report states right after a number (“较上年增长20%”, “比去年减少3件”) equals the growth from last year's report to this number, rounded at the
    last digit printed. Approximate numbers, and measures that last year's report does not give, are not checked. Last year's report may have counted
    in another way, so that only a plain contradiction is an error: the other direction, or more than one point away."""
    stated = [(figure, match) for figure in report.figures if figure.measure.startswith(MEASURES) and figure.value is not None
              and (match := growth_after(report, figure))]
    if not stated:
        yield unknown("The report states no growth right after a number.")
        return
    if previous is None:
        yield unknown(NO_PREVIOUS, evidence=[figure.evidence for figure, _ in stated])
        return
    for figure, match in stated:
        before = previous.figure(figure.measure)
        if figure.approximate or before is None or not before.value or before.approximate or "约" in match[0] or "近" in match[0] or match["vague"]:
            yield unknown("Last year's report gives no exact number for the same measure, or this number is only approximate.", evidence=[figure.evidence])
            continue
        yield compare_growth(report, figure, match, figure.value, before.value)


def growth_after(report: AnnualReport, figure: Figure) -> re.Match | None:
    """Returns the growth against last year that is printed right after a figure's own words, or None."""
    section = report.section(figure.evidence.section)
    match = GROWTH.match(section.text[figure.evidence.end:]) if section else None
    return match if match and (not match["year"] or report.year == int(match["year"]) + 1) else None


def compare_growth(report: AnnualReport, figure: Figure, match: re.Match, now: float, before: float) -> Answer:
    """Returns whether the stated growth is the recomputed one."""
    sign = 1 if re.fullmatch(UP, match["way"]) else -1
    stated, percent = exact(sign * float(match["number"])), match["unit"] in "%％"
    real = (now - before) / before * 100 if percent else now - before
    unit = 10.0 ** -len(match["fraction"] or "") if percent else 1
    end = figure.evidence.end + match.end()
    words = report.section(figure.evidence.section).text[figure.evidence.start:end]
    evidence = [Evidence(section=figure.evidence.section, start=figure.evidence.start, end=end, text=words)]
    if abs(real - stated) <= (unit * 0.5 + 1e-9 if percent else 0):
        return passed(stated, round(real, 4), evidence=evidence)
    certain = stated * real < 0 or abs(real - stated) > 1
    return failed("The report states a change of {left}{unit}; from last year's {before} to {now} it is {right}{unit}.",
                  {"unit": match["unit"], "before": before, "now": now}, stated, exact(round(real, 2)), evidence=evidence,
                  severity="error" if certain else "warning")
