"""Answers as findings: withheld where the reading is in doubt, equal reasons told once; none where what is asked for was not read, or the check itself fails."""
from collections.abc import Iterable

from report.apart import attempt
from report.checks.answer import Answer, Check, unknown
from report.checks.cells import names
from report.language import say
from report.model import AnnualReport, CellReference, Finding
from report.unread import Unread

UNREAD = "A part of the report that this check needs could not be read (see the doubts). The fault is ours: nothing is said of the report."
FAILED = "This check failed in this program. The fault is ours: nothing is said of the report."
UNCERTAIN = ("other_year", "part_of_year", "perhaps_cumulative")  # doubts about a figure that was taken because there is no other
DOUBTED_FIGURE = "The reading of the sentence is in doubt (see the doubts), so that nothing is said of the report."
DOUBTED = "The reading of {places} is in doubt (see the doubts), so that nothing is said of the report."


def make(check: Check, arguments: tuple, *reports: AnnualReport | None, passes: bool = True) -> list[Finding]:
    """Returns the findings of one check on its function's arguments; only that it could not be made, and why, where a part that it asks for was not read
    or where it fails itself, whatever it answered before."""
    try:
        found, fault = attempt(f"check {check.id}", lambda: as_findings(check, check.function(*arguments), *reports, passes=passes))
    except Unread:
        return [as_finding(check, unknown(UNREAD))]
    return [as_finding(check, unknown(FAILED, {"error": fault.error, "trace": list(fault.trace)}))] if fault else found


def key(cell: CellReference) -> tuple[str, str, str]:
    """Returns what makes a cell one."""
    return cell.table, cell.row, cell.column


def as_findings(check: Check, answers: Iterable[Answer], *reports: AnnualReport | None, passes: bool = True) -> list[Finding]:
    """Returns the answers as findings in the order given, without the passes where they are not wanted. Where a doubt of one of the reports touches a cell
    or the figure of a sentence, what the check would say is withheld: the doubt comes first. Answers that give the same reason for not checking become one finding."""
    doubted = {key(c) for report in reports if report for d in report.doubts for c in d.cells}
    uncertain = [d.where for report in reports if report for d in report.doubts if d.kind in UNCERTAIN] if check.id.startswith("P-") else []
    told: dict[object, list[Answer]] = {}
    for answer in answers:
        if answer.verdict == "pass" and not passes:
            continue
        answer = withheld(answer, doubted, uncertain)
        told.setdefault(answer.template if answer.verdict == "not_checkable" else len(told), []).append(answer)
    return [as_finding(check, joined(same)) for same in told.values()]


def withheld(answer: Answer, doubted: set, sentences: list[str]) -> Answer:
    """Returns the answer, or "not checkable" in its place where it fails on a cell, or on a figure of a sentence, whose reading is in doubt."""
    if answer.verdict == "fail" and any(e.text in s for e in answer.evidence for s in sentences):
        return Answer("not_checkable", DOUBTED_FIGURE, {}, None, None, answer.cells, answer.evidence)
    uncertain = [c for c in answer.cells if key(c) in doubted] if doubted and answer.verdict == "fail" else []
    if not uncertain:
        return answer
    return Answer("not_checkable", DOUBTED, {"places": names(uncertain)}, None, None, answer.cells, answer.evidence)


def joined(answers: list[Answer]) -> Answer:
    """Returns the answers that give one reason as one: their cells, evidence and places together."""
    first = answers[0]
    if len(answers) == 1:
        return first
    cells = {key(c): c for a in answers for c in a.cells}
    evidence = {(e.section, e.start, e.end): e for a in answers for e in a.evidence}
    values = {name: value if not isinstance(value, list) else unique(a.values.get(name, []) for a in answers) for name, value in first.values.items()}
    return Answer(first.verdict, first.template, values, None, None, tuple(cells.values()), tuple(evidence.values()))


def unique(lists: Iterable[list]) -> list:
    """Returns the members of all lists, each once."""
    return list({str(member): member for members in lists for member in members}.values())


def as_finding(check: Check, answer: Answer) -> Finding:
    """Returns one answer as a finding; passes carry no message."""
    message = say(answer.template, answer.values) if answer.verdict != "pass" else ""
    return Finding(check=check.id, severity=answer.severity or check.severity, verdict=answer.verdict, message=message, template=answer.template,
                   values=dict(answer.values), left=answer.left, right=answer.right, difference=answer.difference, cells=list(answer.cells),
                   evidence=list(answer.evidence))
