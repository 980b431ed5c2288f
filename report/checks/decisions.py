"""The prose on documents, decisions and fees against table 2."""
from collections.abc import Iterator

from report.checks.answer import Answer, unknown
from report.checks.comparison import NOT_STATED, compare
from report.checks.statements import find
from report.checks.table2 import cell
from report.model import AnnualReport

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
        for statement in find(report, id)[:1]:
            found = True
            if statement.vague:
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
        for statement in find(report, row)[:1]:
            if not statement.vague:
                found = True
                yield from compare(report, statement.value, [cell(row, "decided")], statement.evidence, certain=False)
    if not found:
        yield unknown(NOT_STATED)
