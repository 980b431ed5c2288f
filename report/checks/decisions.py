"""The prose on documents, decisions and fees against table 2."""
import re
from collections.abc import Iterator

from report.checks.answer import Answer, unknown
from report.checks.cells import number
from report.checks.comparison import NOT_STATED, compare
from report.checks.statements import find
from report.checks.table2 import cell
from report.model import AnnualReport

OTHERS = re.compile(r"提请|报请|代拟|代县|代市|代政府|协助|配合|指导|审查|审核")  # "提请县政府印发行政规范性文件1件": another makes it
PARTIAL = re.compile(r"网上|线[上下]|窗口|大厅|季度|[上下]半年|\d\s*月|其中|新办|延续|变更|注销")  # "网上办理行政许可8件，窗口办理4件"
BESIDES = re.compile(r"党内|党委|(?<!“)行政规范性文件")  # "规范性文件2件，其中党内规范性文件1件"
DOCUMENTS = (("documents.made", "made"), ("documents.repealed", "repealed"), ("documents.in_force", "in_force"))
DECISIONS = ("licences", "penalties", "coercive_measures")


def check_documents(report: AnnualReport) -> Iterator[Answer]:
    """The normative documents that the prose says were made, repealed or are in force equal table 2 (2021 form). It is an error only where the prose
    says 行政规范性文件, the very words of the form: 规范性文件 alone may count the Party's too."""
    if report.editions.disclosed == "2019":
        yield unknown("The 2019 form counts documents by other columns.")
        return
    found = False
    for id, column in DOCUMENTS:
        for statement in [s for s in find(report, id) if not OTHERS.search(s.clause)][:1]:
            found = True
            if "行政" not in statement.evidence.text and BESIDES.search(statement.sentence):
                yield unknown("The sentence counts documents of the Party as well.", evidence=[statement.evidence])
            elif statement.vague:
                yield unknown("The prose gives only an approximate number.", evidence=[statement.evidence])
            else:
                yield from compare(report, statement.value, [cell("normative_documents", column)], statement.evidence,
                                   certain="行政规范性文件" in statement.evidence.text)
    if not found:
        yield unknown(NOT_STATED)


def check_decisions(report: AnnualReport) -> Iterator[Answer]:
    """The licences, penalties and coercive measures that the prose says were decided equal table 2, which counts all decisions, published or not.
    The prose may count part of them, so a person decides."""
    found = False
    for row in DECISIONS:
        expected = number(report, cell(row, "decided"))
        told = [s for s in find(report, row) if not s.vague and not PARTIAL.search(s.clause)]
        for statement in sorted(told, key=lambda s: s.value != expected)[:1]:  # told twice: one that agrees is enough
            found = True
            yield from compare(report, statement.value, [cell(row, "decided")], statement.evidence, certain=False)
    if not found:
        yield unknown(NOT_STATED)
