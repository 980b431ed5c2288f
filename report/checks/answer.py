"""What a check answers: pass, fail or not checkable with a reason, the two sides and the places involved."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from report.model import CellReference, Evidence, Number, Severity, Verdict

Scope = Literal["report", "history", "group", "peers", "alike", "versions"]


@dataclass(frozen=True)
class Answer:
    """One comparison of one check. `template` is an English message id with {placeholders}; `severity` only where it differs from
    the check's own; the two sides only where the check compares numbers."""

    verdict: Verdict
    template: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    left: Number | None = None
    right: Number | None = None
    cells: tuple[CellReference, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None

    @property
    def difference(self) -> Number | None:
        """Returns left − right, or None where the check does not compare two sides."""
        return None if self.left is None or self.right is None else exact(self.left - self.right)


@dataclass(frozen=True)
class Check:
    """A line of the catalogue. `title` and `formula` are message ids; `function` answers for one report (scope "report"), a report
    and the year before it ("history"), a county's report and its children ("group"), a report and the others of its year ("peers"), a report and those whose
    prose is like its own ("alike"), or a report and the version of it that was stored before ("versions").
    The function's docstring is the public explanation: English here, Chinese in the catalogue with the docstring as its message id."""

    id: str
    severity: Severity
    title: str
    formula: str
    function: Callable[..., Iterable[Answer]]
    scope: Scope = "report"

    @property
    def explanation(self) -> str:
        """Returns the function's docstring on one line: the message id of the public explanation."""
        return " ".join((self.function.__doc__ or "").split())


def exact(number: Number) -> Number:
    """Returns the number without the dust of binary fractions: 0.1 + 0.2 is 0.3, 4.0 is 4."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def passed(left: Number | None = None, right: Number | None = None, cells: Iterable[CellReference] = (),
           evidence: Iterable[Evidence] = ()) -> Answer:
    """Returns the answer that the relation holds."""
    return Answer("pass", "", {}, left, right, tuple(cells), tuple(evidence))


def failed(template: str, values: dict[str, Any], left: Number | None = None, right: Number | None = None,
           cells: Iterable[CellReference] = (), evidence: Iterable[Evidence] = (), severity: Severity | None = None) -> Answer:
    """Returns the answer that the relation does not hold; {left}, {right} and {difference} are filled in."""
    answer = Answer("fail", template, {}, left, right, tuple(cells), tuple(evidence), severity)
    sides = {} if answer.difference is None else {"left": exact(left), "right": exact(right), "difference": abs(answer.difference)}
    answer.values.update(sides | values)
    return answer


def unknown(reason: str, values: dict[str, Any] | None = None, cells: Iterable[CellReference] = (),
            evidence: Iterable[Evidence] = ()) -> Answer:
    """Returns the answer that the relation cannot be checked, and why."""
    return Answer("not_checkable", reason, values or {}, None, None, tuple(cells), tuple(evidence))
