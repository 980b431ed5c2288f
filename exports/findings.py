"""The list of findings as a workbook: 勾稽问题清单, a finding a row with both sides, the official names of its cells, its sentence and the verdict on it."""
import re

import pandas

from data.findings import query_finding_rows
from data.filters import Filter
from exports import words
from exports.advice import ADVICE
from exports.frames import to_xlsx
from report import checks
from report.language import say

AROUND, LONG = 120, 160  # characters of a sentence that are quoted beside and within the words that count
LINES = re.compile(r"\s*\n\s*")
YEARS_OR_SHARES = ("F-3", "Y-2", "Y-3")  # checks whose two sides no one subtracts
MOST = 20_000  # findings of one workbook
SHOWN = ["agency", "county", "year", "check", "what", "severity", "left", "right", "difference", "message", "advice", "cells", "sentence", "page", "decision", "rule", "source_name"]
UNKNOWN = ["agency", "county", "year", "check", "what", "message", "cells", "source_name"]


def findings_workbook(engine, filter: Filter, language: str = "zh", **chosen) -> bytes:
    """Returns the workbook: the findings, then what could not be checked and why. `chosen`: the further arguments of query_finding_rows."""
    found = query_finding_rows(engine, filter, **chosen, limit=MOST)
    unknown = query_finding_rows(engine, filter, **{k: v for k, v in chosen.items() if k in ("search", "checks")}, verdict="not_checkable", limit=MOST)
    return to_xlsx({say("Findings to reconcile", language=language): told(found, SHOWN, language),
                    say("Could not be checked", language=language): told(unknown, UNKNOWN, language)}, language, wrap=True)


def told(found: pandas.DataFrame, shown: list[str], language: str) -> pandas.DataFrame:
    """Returns findings in words: headings, check titles, severities, cells and sentences in the language."""
    titles, rules = ({c.id: say(text(c), language=language) for c in checks.CHECKS} for text in (lambda c: c.title, lambda c: c.formula))
    lines = found.assign(
        agency=found["agency"].fillna(found["source_name"]), what=found["check"].map(titles), rule=found["check"].map(rules),
        severity=[words.code(s, language) for s in found["severity"]], decision=[words.code(d, language) if d else "" for d in found["decision"]],
        message=[say(r.template, r.values, language) if r.template else r.message for r in found[["template", "values", "message"]].itertuples(index=False)],
        cells=[cells_in_words(c, language) for c in found["cells"]], sentence=["\n".join(words for words, _ in quotes(spans)) for spans in found["evidence"]],
        advice=[say(ADVICE[c], language=language) if c in ADVICE else "" for c in found["check"]], difference=found["difference"].mask(found["check"].isin(YEARS_OR_SHARES)),
        page=[next((e["page"] for e in spans if e["page"]), None) for spans in found["evidence"]])
    return lines[shown].rename(columns={name: words.column(name, language) for name in shown})


def cells_in_words(cells: list[dict], language: str, most: int = 8) -> str:
    """Returns cells by their official names: 表三 · 本年新收政府信息公开申请数量 · 总计."""
    names = [words.cell(c["table"], c["row"], c["column"], language) for c in cells[:most]]
    more = say("and {n} more", {"n": len(cells) - most}, language) if len(cells) > most else ""
    return ("；" if language == "zh" else "; ").join([*names, *([more] if more else [])])


def quotes(evidence: list[dict], most: int = 4) -> list[tuple[str, int | None]]:
    """Returns each sentence once, with all its words that count in brackets, and its page: 全年【收到申请5件】，均已办结。 What is long is cut: ……"""
    spans: dict[tuple, set] = {}
    for e in evidence:
        spans.setdefault((e["before"] + e["words"] + e["after"], e["page"]), set()).add((len(e["before"]), len(e["before"]) + len(e["words"])))
    return [(bracketed(text, sorted(found)), page) for (text, page), found in list(spans.items())[:most]]


def bracketed(text: str, spans: list[tuple[int, int]]) -> str:
    """Returns the text with the spans in brackets; of words inside others only the outer are bracketed."""
    pieces, at = [], 0
    for start, end in spans:
        if end > start >= at:
            pieces += [shortened(text[at:start], AROUND), f"【{shortened(text[start:end], LONG)}】"]
            at = end
    return "".join([*pieces, shortened(text[at:], AROUND)]).strip()


def shortened(words: str, most: int) -> str:
    """Returns words on one line, their middle left out where they are long."""
    line = LINES.sub(" ", words)
    return line if len(line) <= most else f"{line[:most // 2]}……{line[-(most // 2):]}"
