"""Parts of a report that a fault of this program left unread: absent, told as a doubt, and asked by no check."""
from report.apart import Fault, Refusal
from report.language import say
from report.model import AnnualReport, Doubt

# kind of the doubt -> (the fields of the report that are absent then, English template; Chinese in locale/zh_CN/LC_MESSAGES/report.po)
PARTS: dict[str, tuple[tuple[str, ...], str]] = {
    "unread_tables": (("editions", "disclosed", "requests", "disputes", "statistics", "cells"),
                      "The official tables could not be read: this program failed at them. The fault is ours, not the report's; their numbers are missing here, "
                      "neither 0 nor unreported. Look them up in the original, and pass this place on to whoever looks after the program."),
    "unread_figures": (("figures",),
                       "The numbers of the prose could not be read: this program failed at them. The fault is ours, not the report's; they are missing here, "
                       "neither 0 nor unreported. Look them up in the original, and pass this place on to whoever looks after the program."),
    "unread_problems": (("problems", "measures"),
                        "The problems and measures could not be read: this program failed at them. The fault is ours, not the report's; they are missing here, "
                        "which does not mean that the report names none. Read the text itself, and pass this place on to whoever looks after the program."),
}
FIELDS = {field for fields, _ in PARTS.values() for field in fields}


class Unread(Refusal):
    """Raised where a check asks for a part that was not read: it has no answer, not an empty one."""


class Incomplete(AnnualReport):
    """A report some of whose fields are not there to be asked for."""

    def __getattr__(self, name: str):
        if name in FIELDS:
            raise Unread(name)
        return super().__getattr__(name)


def tell_unread(kind: str, fault: Fault) -> Doubt:
    """Returns the doubt that a part was not read. `where`: the place in this program; `values` hold the way there."""
    template = PARTS[kind][1]
    return Doubt(kind=kind, message=say(template), where=fault.place, template=template, values={"error": fault.error, "trace": list(fault.trace)})


def find_unread(report: AnnualReport, *kinds: str) -> Doubt | None:
    """Returns the doubt that one of these parts (of any part, where none is named) was not read, or None."""
    return next((d for d in report.doubts if d.kind in (kinds or PARTS)), None)


def as_asked(report: AnnualReport | None) -> AnnualReport | None:
    """Returns the report as checks may ask it: the very same where all was read, else one that raises Unread for each field of a part that was not."""
    lost = [field for d in report.doubts if d.kind in PARTS for field in PARTS[d.kind][0]] if report else []
    if not lost:
        return report
    asked = Incomplete.model_construct(**report.__dict__)
    for field in lost:
        asked.__dict__.pop(field, None)
    return asked
