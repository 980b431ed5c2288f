"""Numbers and lists that a report's prose states twice, or counts and names."""
import re
from collections.abc import Iterator

from report.checks.answer import Answer, failed, passed, unknown
from report.checks.statements import SENTENCE, find, scope
from report.model import AnnualReport, Evidence

NAMES = re.compile(r"((?:“[^“”]{1,24}”[、，,和及与]?){2,40})(等)?(\d{1,3})\s*(?:个|项|类|大|条)")  # “甲”“乙”“丙”等3个专栏
NAME = re.compile(r"“[^“”]{1,24}”")
TWICE_NONE = re.compile(r"(?:未|没有|没)(?:收到|接到|接收到|受理|发生)[^，,。；;\d]{0,24}?\s*0\s*(?:件|条|次|份|起|宗)")  # 未收到申请0件
ONE_CHANNEL = re.compile(r"网站|网络|微信|微博|公众号|媒体|抖音|信函|来信|邮|当面|现场|窗口|大厅|平台|公开栏|线[上下]|网上|其中")
CUMULATIVE = re.compile(r"(?<!全年)(?<!年度)(?<!本年)(?<!\d年)(?<!今年)累计")  # "累计收到申请47件（2008年以来）"
ONE_PART = re.compile(r"本级|(?<![本我])(?:机关|单位|部门)|乡镇|各[^,，]{0,4}[镇乡局委办所站村]|政府办|办公室|下属|所属|站所|季度|[上下]半年|\d\s*月份?(?!\s*[\d底末])")  # of one body, of some months
OF_DISCLOSURE = re.compile(r"公开|(?:收到|接到|接收|新收)(?:到|了|的|各类|公民|群众|书面|网上|任何)*申请(?:共|共计|数量|有|为|了)*\s*\d|\d\s*(?:件|份|条)申请")  # “收到低保申请5件” counts other things
REPEATED = ("requests.received", "disclosed.total")


def check_listed(report: AnnualReport) -> Iterator[Answer]:
    """Where a sentence names things in quotation marks and counts them, it cannot name more than it counts; naming fewer is right after 等
    (“and so on”), otherwise it is not."""
    found = False
    for section in report.sections:
        for match in NAMES.finditer(section.text):
            found = True
            named, counted = len(NAME.findall(match[1])), int(match[3])
            evidence = [Evidence(section=section.key, start=match.start(), end=match.end(), text=match[0])]
            if named == counted or (named < counted and match[2]):
                yield passed(named, counted, evidence=evidence)
            else:
                yield failed("{left} things are named, but {right} are counted.", {}, named, counted, evidence=evidence)
    if not found:
        yield unknown("No sentence names and counts the things of a list.")


def check_repeated(report: AnnualReport) -> Iterator[Answer]:
    """A number that a report states in two places (the applications received, the total of disclosure) must be the same in both. Clauses on one channel,
    one body or some months, on other years, on another circle of agencies, or with approximate numbers are left out."""
    found = False
    for id in REPEATED:
        told = [s for s in find(report, id) if not s.vague and not ONE_CHANNEL.search(s.clause) and not ONE_PART.search(s.clause)
                and not CUMULATIVE.search(s.clause) and OF_DISCLOSURE.search(s.clause)
                and scope(report, s.clause) != "other"]
        if len(told) < 2:
            continue
        found = True
        first, other = told[0], next((s for s in told if s.value != told[0].value), None)
        if other is None:
            yield passed(first.value, told[1].value, evidence=[s.evidence for s in told])
        else:
            yield failed("The report says {left} in one place and {right} in another.", {}, first.value, other.value,
                         evidence=[first.evidence, other.evidence])
    if not found:
        yield unknown("The prose states no such number twice.")


def check_double_negation(report: AnnualReport) -> Iterator[Answer]:
    """“Did not receive 0 applications” (未收到……0件) denies twice. It is read as 0; the sentence should be mended."""
    found = False
    for section in report.sections:
        for match in TWICE_NONE.finditer(section.text):
            found = True
            yield failed("“{words}” denies twice; it is read as 0.", {"words": match[0]},
                         evidence=[Evidence(section=section.key, start=match.start(), end=match.end(), text=match[0])])
    if not found:
        yield passed() if any(SENTENCE.search(s.text) for s in report.sections) else unknown("The report has no prose.")
