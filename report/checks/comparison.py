"""A number of the prose against cells of a table: how certain a difference is, and how it is told."""
import re

from report.checks.answer import Answer, failed, passed, unknown
from report.checks.cells import names, total, without_numbers
from report.checks.statements import VAGUE, before_of, scope, sentence_of
from report.model import AnnualReport, CellReference, Evidence, Figure, Number, Severity

NOT_STATED = "The prose does not state this number."
VAGUE_NUMBER = "The prose gives only an approximate number."
DIFFERENT = "The prose says {left}, table cells {places} say {right}; the difference is {difference}."
OTHER_SCOPE = ("The prose says {left}, table cells {places} say {right}; the sentence seems to speak of another circle of agencies than "
               "the table, so this is no error in itself.")
NEARLY = re.compile(r"约|近|左右|上下|以下")  # these may lie above the exact number; 余, 多 and 以上 may not


def compare(report: AnnualReport, value: Number, cells: list[CellReference], evidence: Evidence, certain: bool = True,
            besides: tuple[Number, ...] = (), places: list[list[str]] | None = None) -> list[Answer]:
    """Returns how a number of the prose stands to the sum of cells: equal, or equal to one of `besides`, passes. A difference is an
    error only where `certain` (the words leave no doubt what is counted) and the sentence speaks of the table's own circle.
    `places`: [row, column] names, where the cells have one name together."""
    if gaps := without_numbers(report, cells):
        return [Answer(g.verdict, g.template, g.values, cells=g.cells, evidence=(evidence,)) for g in gaps]
    right = total(report, cells)
    if value == right or value in besides:
        return [passed(value, right, cells, [evidence])]
    whose = scope(report, sentence_of(report, evidence), before_of(report, evidence))
    sentence = sentence_of(report, evidence)
    elsewhere = any(f.value == right and f.evidence.text in sentence for f in report.figures)  # the number is read as another figure's
    if whose == "other" and not elsewhere and re.search(rf"(?<![\d.,，]){right}\s*(?:件|份|宗|条|次)", sentence):
        return [unknown("The sentence speaks of another circle of agencies and gives the table's number too.", cells=cells, evidence=[evidence])]
    severity: Severity = "information" if whose == "other" else "warning" if whose == "unsure" or not certain else "error"
    return [failed(OTHER_SCOPE if whose == "other" else DIFFERENT, {"places": places or names(cells)}, value, right, cells, [evidence], severity)]


def compare_vague(report: AnnualReport, figure: Figure, cells: list[CellReference], besides: tuple[Number, ...] = ()) -> list[Answer]:
    """Returns how an approximate number stands to cells: “30余” says more than 30, so that 12 contradicts it; “约30” decides nothing."""
    if NEARLY.search(figure.evidence.text) or not VAGUE.search(figure.evidence.text):
        return [unknown(VAGUE_NUMBER, evidence=[figure.evidence])]
    if gaps := without_numbers(report, cells):
        return gaps
    right = max(total(report, cells), *besides) if besides else total(report, cells)
    if figure.value <= right:
        return [passed(figure.value, right, cells, [figure.evidence])]
    return [failed("The prose says more than {left}, table cells {places} say {right}.", {"places": names(cells)}, figure.value, right, cells,
                   [figure.evidence], "information" if scope(report, sentence_of(report, figure.evidence), before_of(report, figure.evidence)) == "other" else "warning")]
