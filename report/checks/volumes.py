"""The prose on proactive disclosure: its channels, its percentages and its vague numbers."""
import re
from collections.abc import Iterator

from report import form
from report.checks.answer import Answer, exact, failed, passed, unknown
from report.checks.lists import NO_TOTAL, listed_with, parts, total_of, whole_list
from report.checks.statements import clause_of
from report.model import AnnualReport, Figure

PERCENT = re.compile(r"(\d+(?:\.(\d+))?)\s*[%％]")
SHARE = re.compile(r"占|比例|比重|[（(]\s*(?:约)?\s*\d+(?:\.\d+)?\s*[%％]")  # "占66.7%", "80条（66.7%）"
NO_SHARE = re.compile(r"同比|增长|增加|上升|提升|提高|下降|减少|降低|率|满意|完成|优化")  # "较上年增长20%", "办结率100%"
ROUNDED = 0.5  # percentage points that the shares of a whole list may miss 100 by, through rounding


def name(figure: Figure) -> str:
    """Returns the English name of a figure's measure, which language.say translates."""
    return form.measures().get(figure.measure, {}).get("english", figure.measure)


def beside(report: AnnualReport, total: Figure, figure: Figure) -> bool:
    """Returns whether the figure certainly stands in a list of the total's parts."""
    return figure in listed_with(report, total, [figure])[0]


def printed_percent(report: AnnualReport, figure: Figure) -> re.Match | None:
    """Returns the percentage as printed with the figure, or None where the words do not make it a share."""
    section = report.section(figure.evidence.section)
    if section is None:
        return None
    text = section.text[figure.evidence.start:figure.evidence.end + 24]
    for match in PERCENT.finditer(text):
        before = text[:match.end()]
        if float(match[1]) == figure.percent and SHARE.search(before) and not NO_SHARE.search(before):
            return match
    return None


def check_shares(report: AnnualReport) -> Iterator[Answer]:
    """A percentage printed beside a part of the total is the part divided by the total, rounded at the last digit printed (±half a unit of it).
    A percentage that was cut off instead of rounded, or that stands apart from the total, is a warning; one that fits the sum of the parts listed beside it was taken
    from that sum and passes. Growth, rates and shares of something else are not checked. The shares of a list that makes up the
    total add up to 100, within half a point."""
    total = total_of(report)
    shares = [f for f in report.figures if f.percent is not None and f.measure.startswith("disclosed.") and f is not total]
    if not shares:
        yield unknown("The prose prints no shares of the total.")
        return
    certain = []
    for figure in shares:
        match = printed_percent(report, figure)
        if total is None or total.approximate or figure.approximate or figure.value is None or figure.within_total is not True or match is None:
            yield unknown("It is not certain of which exact total the percentage {percent}% is a share.", {"percent": figure.percent},
                          evidence=[figure.evidence])
            continue
        certain.append(figure)
        unit = 10.0 ** -len(match[2] or "")
        kind = figure.measure.rsplit(".", 1)[0]
        listed = sum(f.value for f in parts(report, kind) if f.percent is not None)
        share, away = figure.value / total.value * 100, abs(figure.value / total.value * 100 - figure.percent)
        away_listed = abs(figure.value / listed * 100 - figure.percent) if listed else away
        if min(away, away_listed) <= unit * 0.5 + 1e-9:
            yield passed(figure.percent, round(share, 4), evidence=[figure.evidence])
        else:
            yield failed("{part} of {total} is {right}%, but the report prints {left}%.",
                         {"part": figure.value, "total": total.value}, figure.percent, round(share, len(match[2] or "") + 2),
                         evidence=[figure.evidence, total.evidence],
                         severity="error" if away >= unit and beside(report, total, figure) else "warning")
    yield from sum_of_shares(certain, total)


def sum_of_shares(shares: list[Figure], total: Figure | None) -> Iterator[Answer]:
    """Yields whether the shares of channels that make up the total add up to 100."""
    channels = [f for f in shares if f.measure.startswith("disclosed.channel.")]
    if total is None or len(channels) < 2 or exact(sum(f.value for f in channels)) != total.value:
        return
    whole, evidence = exact(sum(f.percent for f in channels)), [f.evidence for f in channels]
    if abs(whole - 100) <= ROUNDED:
        yield passed(whole, 100, evidence=evidence)
    else:
        yield failed("The shares add up to {left}%, not to 100%.", {}, whole, 100, evidence=evidence, severity="warning")


def check_channels(report: AnnualReport) -> Iterator[Answer]:
    """No channel that the report makes part of its total can be larger than the total. A total larger than the sum of all channels listed with it is a
    warning, unless the list is open; a sum larger than the total is only information, because one item may be published through
    several channels and count once. Channels of which the report does not say whether the total holds them accuse nobody."""
    total = total_of(report)
    if total is None:
        yield unknown(NO_TOTAL)
        return
    inside = parts(report, "disclosed.channel.")
    for figure in parts(report, "disclosed.channel.", None):
        if figure.value > total.value and not figure.approximate:
            yield failed("{channel} has {left}, the total is {right}; the report does not say whether the total holds it.", {"channel": name(figure)},
                         figure.value, total.value, evidence=[total.evidence, figure.evidence], severity="information")
    if not inside:
        yield unknown("The report does not make any channel a part of its total.", evidence=[total.evidence])
        return
    evidence = [total.evidence, *(f.evidence for f in inside)]
    if total.approximate:
        yield unknown("The total is only approximate.", evidence=[total.evidence])
        return
    for figure in inside:
        if figure.value > total.value:
            yield failed("{channel} has {left}, more than the total of {right}; the difference is {difference}.", {"channel": name(figure)},
                         figure.value, total.value, evidence=[total.evidence, figure.evidence],
                         severity="error" if beside(report, total, figure) else "warning")
    if any(f.value > total.value for f in inside):
        return
    left = exact(sum(f.value for f in inside))
    listed, words = listed_with(report, total, inside)
    if left == total.value or len(inside) < 2 or any(f.approximate for f in inside):
        yield passed(left, total.value, evidence=evidence)
    elif left > total.value:
        yield failed("The channels add up to {left}, more than the total of {right}; this is right where an item published twice counts once.", {},
                     left, total.value, evidence=evidence, severity="information")
    elif len(listed) < len(inside) or not whole_list(words, listed, total):
        yield passed(left, total.value, evidence=evidence)
    else:
        yield failed("The channels add up to {left}, less than the total of {right}; the difference is {difference}.", {}, left, total.value,
                     evidence=evidence, severity="warning")


def check_approximate(report: AnnualReport) -> Iterator[Answer]:
    """A report of numbers should count exactly: an approximate total or channel (余, 多, 约, 近) is pointed out, and is compared only as a lower bound."""
    figures = [f for f in report.figures if f.measure == "disclosed.total" or f.measure.startswith(("disclosed.channel.", "requests."))]
    if not figures:
        yield unknown("The prose gives no numbers of disclosure or applications.")
        return
    vague = [f for f in figures if f.approximate]
    for figure in vague:
        yield failed("The report gives only an approximate number: “{words}”.", {"words": clause_of(report, figure.evidence).strip()[:60]},
                     evidence=[figure.evidence])
    if not vague:
        yield passed(evidence=[f.evidence for f in figures])
