"""The registers as a workbook: verdicts, corrections and the journal, each line with who, when and why."""
import json

import pandas

from data.corrections import query_corrections
from data.filters import Filter
from data.queries import query_journal
from data.verdicts import query_verdicts
from exports import words
from exports.frames import to_xlsx
from report.language import say

MOST = 50_000
VERDICTS = ["agency", "year", "check", "severity", "message", "decision", "note", "actor", "at", "ended_by", "ended_at"]
CORRECTIONS = ["agency", "year", "kind_of", "place", "read", "corrected", "note", "actor", "at", "ended_by", "ended_at"]
ACTIONS = ("signed_in", "signed_out", "refused", "added", "replaced", "deleted", "samples_removed", "corrected", "correction_withdrawn", "confirmed", "dismissed",
           "verdict_withdrawn", "rechecked", "repaired", "roster_saved", "deadline_set", "returned", "scheme_saved", "scheme_removed", "exported", "role_given", "role_taken", "journal_pruned")
JOURNAL = ["at", "actor", "action", "report_id", "detail"]


def registers_workbook(engine, filter: Filter, language: str = "zh") -> bytes:
    """Returns the workbook of all verdicts and corrections of the choice, ended ones too, and of the whole journal."""
    return to_xlsx({say("Register of verdicts", language=language): named(verdicts(query_verdicts(engine, filter, limit=MOST), language), VERDICTS, language),
                    say("Register of corrections", language=language): named(corrections(query_corrections(engine, filter, in_force=None), language), CORRECTIONS, language),
                    say("Journal of changes", language=language): named(journal(query_journal(engine, MOST), language), JOURNAL, language)}, language, wrap=True)


def verdicts(found: pandas.DataFrame, language: str) -> pandas.DataFrame:
    """Returns the register of verdicts in words."""
    return found.assign(severity=[words.code(s, language) for s in found["severity"]], decision=[words.code(d, language) for d in found["decision"]],
                        message=[say(r.template, r.values, language) if r.template else r.message for r in found[["template", "values", "message"]].itertuples(index=False)])


def corrections(found: pandas.DataFrame, language: str) -> pandas.DataFrame:
    """Returns the register of corrections in words: what, where, the value read and the right one."""
    lines = list(found[["kind_of", "place", "read", "value"]].itertuples(index=False))
    return found.assign(kind_of=[words.code(f"corrected_{r.kind_of}", language) for r in lines], place=[place(r.kind_of, r.place, language) for r in lines],
                        read=[value(r.kind_of, r.read["value"], language) for r in lines], corrected=[value(r.kind_of, r.value["value"], language) for r in lines])


def journal(found: pandas.DataFrame, language: str) -> pandas.DataFrame:
    """Returns the journal in words, its details as "name: value" one after the other."""
    return found.assign(action=[words.code(a, language) for a in found["action"]], detail=[details(d, language) for d in found["detail"]])


def details(detail: dict, language: str) -> str:
    """Returns the details of a line of the journal; codes in words, what is empty is left out, all else stays as it was written."""
    colon, between = ("：", "；") if language == "zh" else (": ", "; ")
    told = {name: in_words(name, what, detail, language) for name, what in detail.items()}
    return between.join(f"{words.detail(name, language)}{colon}{what if isinstance(what, (str, int, float)) else json.dumps(what, ensure_ascii=False)}"
                        for name, what in told.items() if what not in (None, "", [], {}))


def in_words(name: str, what, detail: dict, language: str):
    """Returns one detail of the journal with its codes in words."""
    if "correction" in detail and name in ("place", "read", "value"):
        return place(detail["kind"], what, language) if name == "place" else value(detail["kind"], what, language)
    if name in ("kind", "role"):
        return words.code(f"corrected_{what}" if "correction" in detail else what, language)
    return say("every year", language=language) if name == "year" and what == 0 else what


def place(kind: str, where: dict, language: str) -> str:
    """Returns the place of a correction by its official name."""
    if kind == "cell":
        return words.cell(where["table"], where["row"], where["column"], language)
    if kind == "figure":
        return words.measure(where["measure"], language) + (f" · {where['label']}" if where.get("label") else "")
    return where.get("text", "")


def value(kind: str, what, language: str) -> str:
    """Returns a read or corrected value in words."""
    if what is None:
        return say("Not reported" if kind in ("figure", "cell") else "Not recognised", language=language)
    if kind == "agency":
        return what["name"]
    if kind == "theme":
        return ("、" if language == "zh" else ", ").join(words.theme(t, language) for t in what)
    return f"{what:.10g}" if isinstance(what, float) else str(what)


def named(found: pandas.DataFrame, shown: list[str], language: str) -> pandas.DataFrame:
    """Returns the columns under their headings."""
    return found[shown].rename(columns={name: words.column(name, language) for name in shown})
