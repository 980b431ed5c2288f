"""The catalogue of checks and how they are run. Each line of CHECKS is one function of a module of this package."""
from report.checks import table3
from report.checks.answer import Answer, Check
from report.language import say
from report.model import AnnualReport, Finding

CHECKS: tuple[Check, ...] = (
    Check("T3-1", "error", "Table 3: received + carried in = handled + carried out", "r1 + r2 = rT + r4", table3.check_balance),
    Check("T3-2", "error", "Table 3: the results add up to their total", "rT = g1 + g2 + Σd + Σu + Σn + Σo", table3.check_outcomes),
    Check("T3-3", "error", "Table 3: the applicants add up to the total", "T = A + B + C + D + E + F", table3.check_applicants),
    Check("T3-4", "error", "Table 3: whole numbers, not below 0", "n ∈ {0, 1, 2, …}", table3.check_counts),
)

DOUBTED = "The reading of this place is in doubt, so nothing is said of the report: {finding}"


def run_checks(report: AnnualReport, previous: AnnualReport | None = None) -> list[Finding]:
    """Returns what fails and what cannot be checked in a report; `previous` is the same agency's report of the year before."""
    return [f for f in run_all_checks(report, previous) if f.verdict != "pass"]


def run_all_checks(report: AnnualReport, previous: AnnualReport | None = None) -> list[Finding]:
    """Returns every answer of every check of scope "report" and "history", passes too, in the catalogue's order."""
    findings = []
    for check in CHECKS:
        if check.scope == "report":
            answers = list(check.function(report))
        elif check.scope == "history":
            answers = list(check.function(report, previous))
        else:
            continue
        findings.extend(as_findings(check, answers, report))
    return findings


def as_findings(check: Check, answers: list[Answer], report: AnnualReport) -> list[Finding]:
    """Returns the answers as findings: those on doubted cells are withheld, and equal reasons for not checking are told once."""
    doubted = {(c.table, c.row, c.column) for d in report.doubts for c in d.cells}
    findings, told = [], {}
    for answer in answers:
        verdict, template, values = answer.verdict, answer.template, dict(answer.values)
        if verdict == "fail" and any((c.table, c.row, c.column) in doubted for c in answer.cells):
            verdict, template, values = "not_checkable", DOUBTED, {"finding": say(template, values)}
        if verdict == "not_checkable" and template in told and template != DOUBTED:
            merge(told[template], answer)
            continue
        finding = Finding(check=check.id, severity=answer.severity or check.severity, verdict=verdict, message=say(template, values),
                          template=template, values=values, left=answer.left, right=answer.right, difference=answer.difference,
                          cells=list(answer.cells), evidence=list(answer.evidence))
        if verdict == "not_checkable":
            told[template] = finding
        findings.append(finding)
    return findings


def merge(finding: Finding, answer: Answer) -> None:
    """Adds an answer's cells, evidence and places to a finding that gives the same reason."""
    finding.cells.extend(c for c in answer.cells if c not in finding.cells)
    finding.evidence.extend(e for e in answer.evidence if e not in finding.evidence)
    for key, value in answer.values.items():
        if isinstance(value, list) and isinstance(finding.values.get(key), list):
            finding.values[key].extend(v for v in value if v not in finding.values[key])
    finding.message = say(finding.template, finding.values)
