"""The lists of the prose on disclosure: parts by subject and channels against the number that they are parts of."""
import re
from collections.abc import Iterator

from report.checks.answer import Answer, exact, failed, passed, unknown
from report.checks.statements import passage_of
from report.model import AnnualReport, Figure, Number

NO_TOTAL = "The report gives no total of proactive disclosure."
OPEN_LIST = re.compile(r"其他|其它|其余|剩余|余下|等|主要|包括|包含|含|重点|例如|如|以及|多种|另")  # the list need not be whole
REST = re.compile(r"其他|其它|其余")
LISTS = re.compile(r"其中|包括|包含|内容|分别|具体")  # "网站88条，其中" "网站88条，内容包括"
OF_WHICH = re.compile(r"\s*(?:其中|包括|具体|分别|上述|以上|按(?:内容|类别|信息))")
ANEW = re.compile(r"[；;，,。]\s*(?:再)?(?:按|从)[^；;，,。\d]{1,10}(?:[：:]|分为|划分|来?看)")  # "公众号30条；按内容：动态20条…": another cut of the whole
NESTED = re.compile(r"内有|内含|下设|其中.*其中|[（(][^（）()]*\d+[^（）()]*[）)]")  # "其中A 20条（含B 10条）"
COUNTED = re.compile(r"\d\s*[余多]?\s*(?:条|件|篇|份|次|期|个|幅|场|则|宗|项|起|批)")
NEARLY_ALL = 0.5  # a list that covers less than half of the total names examples


def total_of(report: AnnualReport) -> Figure | None:
    """Returns the report's total of proactive disclosure, where it states one."""
    figure = report.figure("disclosed.total")
    return figure if figure is not None and figure.value else None


def parts(report: AnnualReport, start: str, within: bool | None = True) -> list[Figure]:
    """Returns the figures whose measure starts so and which the report makes part of its total (or not, or does not say)."""
    return [f for f in report.figures if f.measure.startswith(start) and f.value is not None and f.within_total is within]


def check_categories(report: AnnualReport) -> Iterator[Answer]:
    """The parts by subject that a sentence lists cannot add up to more than the total that it gives, or than the number of the one channel that it lists them
    for. It is an error only for a plain list of exact numbers that stands with the total, follows it at once or repeats it, or that follows
    the channel with “of which”; a list inside a list, a part as large as the whole, or a list whose beginning already makes the whole, is
    not checked. A list that leaves a rest without naming “other”, or that counts “other” and still misses the whole, is a warning."""
    found = False
    if (total := total_of(report)) is not None:
        listed, words = listed_with(report, total, parts(report, "disclosed.category"))
        if listed:
            found = True
            yield compare_list(report, total, listed, words, certain=True)
    for channel in report.figures:
        if channel.measure.startswith("disclosed.channel.") and channel.value:
            listed, words = listed_for(report, channel)
            if listed:
                found = True
                yield compare_list(report, channel, listed, words, certain="其中" in words)
    if not found:
        yield unknown("No sentence lists the parts of a total or of a channel by subject.")


def compare_list(report: AnnualReport, whole: Figure, listed: list[Figure], words: str, certain: bool) -> Answer:
    """Returns how the parts of a list stand to their whole."""
    values, evidence = [f.value for f in listed], [whole.evidence, *(f.evidence for f in listed)]
    left, right = exact(sum(values)), whole.value
    if whole.approximate or any(f.approximate for f in listed):
        return unknown("The total or a part is only approximate.", evidence=evidence)
    if left > right:
        if NESTED.search(words) or two_cuts(values, right) or may_be_of_total(report, whole, left) or (whole.measure == "disclosed.total"
                                                               and listed_with(report, whole, parts(report, "disclosed.channel."))[0]):
            return unknown("The list holds parts of parts or two ways of counting, so that its sum says nothing.", evidence=evidence)
        return failed("The parts add up to {left}, more than the total of {right}; the difference is {difference}.", {}, left, right,
                      evidence=evidence, severity="error" if certain else "warning")
    if left == right or len(listed) < 3 or not whole_list(words, listed, whole):
        return passed(left, right, evidence=evidence)
    return failed("The parts add up to {left}, less than the total of {right}; the difference is {difference}.", {}, left, right,
                  evidence=evidence, severity="warning")


def may_be_of_total(report: AnnualReport, channel: Figure, parts_: Number) -> bool:
    """Returns whether a list told after a channel may be of the total instead, which the same passage gives before it and which holds its sum."""
    total = total_of(report)
    if total is None or channel is total or total.value < parts_ or total.evidence.section != channel.evidence.section:
        return False
    return passage_of(report, total.evidence)[0] == passage_of(report, channel.evidence)[0] and total.evidence.start < channel.evidence.start


def two_cuts(values: list[Number], total: Number) -> bool:
    """Returns whether a list, in its order, shows that it is not one plain list: a part as large as the total, a beginning that already makes
    the total (67 + 127 = 194, then 194 again), or a part that the parts right after it add up to (20, then 10 + 4 + 1 + 5)."""
    beginnings = [exact(sum(values[:i])) for i in range(2, len(values))]
    if total in values or total in beginnings:
        return True
    return any(values[i] and values[i] == exact(sum(values[i + 1:j])) for i in range(len(values)) for j in range(i + 3, len(values) + 1))


def whole_list(words: str, figures: list[Figure], total: Figure) -> bool:
    """Returns whether a list names all parts of the total: nothing else is counted in it, it covers more than half, and it is not left open (等, 主要, 其他 without
    a number)."""
    left = sum(f.value for f in figures)
    known = len(figures) + bool(re.search(rf"(?<!\d){total.value}(?!\d)", words.replace(",", "").replace("，", "")))
    if left < total.value * NEARLY_ALL or len(COUNTED.findall(words)) > known or NESTED.search(words):
        return False
    for figure in figures:
        words = words.replace(figure.evidence.text, "")
    rest = any(REST.search(f"{f.label or ''}{f.evidence.text}") for f in figures)  # “其他16条” closes a list
    return rest or not OPEN_LIST.search(words)


def listed_with(report: AnnualReport, total: Figure, figures: list[Figure]) -> tuple[list[Figure], str]:
    """Returns the figures of one list that is certainly a list of the total's parts, and the words of the list: it stands between the same full stops as the
    total, or follows at once and begins with “of which”, or repeats the total's number (“在公开的90条信息中”)."""
    start, end, text = passage_of(report, total.evidence)
    same = [f for f in figures if f.evidence.section == total.evidence.section and start <= f.evidence.start < end]
    if same:
        return same, text
    for figure in figures:
        here, there, words = passage_of(report, figure.evidence)
        follows = figure.evidence.section == total.evidence.section and 0 <= here - end <= 2 and OF_WHICH.match(words)
        repeats = re.search(rf"(?<!\d){total.value}\s*(?:余|多)?(?:条|件|篇|份|次)", words)
        if follows or repeats:
            return [f for f in figures if f.evidence.section == figure.evidence.section and here <= f.evidence.start < there], words
    return [], ""


def listed_for(report: AnnualReport, channel: Figure) -> tuple[list[Figure], str]:
    """Returns the parts by subject that the same passage lists for one channel (“网站88条，其中……”), and the words from the channel to the last of them."""
    start, end, text = passage_of(report, channel.evidence)
    after = channel.evidence.end
    others = [f.evidence.start for f in report.figures if f.measure.startswith("disclosed.channel.") and f.evidence.section == channel.evidence.section
              and f.evidence.start >= after]
    stop = min([end, *others])
    listed = [f for f in report.figures if f.measure == "disclosed.category" and f.value is not None and f.within_total is not True
              and f.evidence.section == channel.evidence.section and after <= f.evidence.start < stop]
    between = text[after - start:listed[0].evidence.start - start] if listed else ""
    if not LISTS.search(between) or ANEW.search(between):
        return [], ""
    return listed, text[channel.evidence.start - start:stop - start]
