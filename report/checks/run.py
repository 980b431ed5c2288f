"""Answers as findings: withheld where the reading is in doubt, equal reasons told once."""
from collections.abc import Iterable

from report.checks.answer import Answer, Check
from report.checks.cells import names
from report.language import say
from report.model import AnnualReport, CellReference, Finding

DOUBTED = "The reading of {places} is in doubt (see the doubts), so that nothing is said of the report."


def key(cell: CellReference) -> tuple[str, str, str]:
    """Returns what makes a cell one."""
    return cell.table, cell.row, cell.column


def as_findings(check: Check, answers: Iterable[Answer], *reports: AnnualReport | None) -> list[Finding]:
    """Returns the answers as findings in the order given. Where a doubt of one of the reports touches a cell, what the check would say is withheld:
    the doubt comes first. Answers that give the same reason for not checking become one finding."""
    doubted = {key(c) for report in reports if report for d in report.doubts for c in d.cells}
    findings: list[Finding] = []
    told: dict[str, Finding] = {}
    for answer in answers:
        finding = as_finding(check, withheld(answer, doubted))
        if finding.verdict != "not_checkable":
            findings.append(finding)
        elif finding.template in told:
            merge(told[finding.template], finding)
        else:
            told[finding.template] = finding
            findings.append(finding)
    for finding in told.values():
        finding.message = say(finding.template, finding.values)
    return findings


def withheld(answer: Answer, doubted: set) -> Answer:
    """Returns the answer, or "not checkable" in its place where it fails on a cell whose reading is in doubt."""
    uncertain = [c for c in answer.cells if key(c) in doubted] if answer.verdict == "fail" else []
    if not uncertain:
        return answer
    return Answer("not_checkable", DOUBTED, {"places": names(uncertain)}, None, None, answer.cells, answer.evidence)


def as_finding(check: Check, answer: Answer) -> Finding:
    """Returns one answer as a finding; passes carry no message."""
    message = say(answer.template, answer.values) if answer.verdict == "fail" else ""
    return Finding(check=check.id, severity=answer.severity or check.severity, verdict=answer.verdict, message=message, template=answer.template,
                   values=dict(answer.values), left=answer.left, right=answer.right, difference=answer.difference, cells=list(answer.cells),
                   evidence=list(answer.evidence))


def merge(finding: Finding, other: Finding) -> None:
    """Adds the cells, evidence and places of a finding to one that gives the same reason."""
    finding.cells.extend(c for c in other.cells if c not in finding.cells)
    finding.evidence.extend(e for e in other.evidence if e not in finding.evidence)
    for name, value in other.values.items():
        mine = finding.values.get(name)
        if isinstance(value, list) and isinstance(mine, list):
            finding.values[name] = mine + [v for v in value if v not in mine]
