"""A report whose prose is read by the reader itself and whose tables hold what a line like "received=5 granted=4 rec.upheld=1" says."""
from loaders.figures import find_figures
from report import form
from report.checks import run_checks
from report.model import Agency, Section
from tests.official import RESULTS
from tests.reports import COLUMNS, make_report

AGENCIES = {"town": "云汀县青梧镇人民政府", "department": "云汀县林草局", "government": "云汀县人民政府"}
ROWS = {"received": "received", "in": "carried_in", "granted": "granted", "partly": "partly_granted", "refused": "refused.third_party_rights",
        "internal": "refused.internal_affairs", "unheld": "unavailable.not_held", "repeated": "not_processed.duplicate", "other": "other.other",
        "handled": "handled", "out": "carried_out"}
BLOCKS = {"rec": "reconsideration", "lit": "litigation_direct", "lia": "litigation_after_reconsideration"}


def told(prose: str, words: str = "", kind: str = "town"):
    """Returns the report. Tables hold 0 where the words name nothing; all applicants are natural persons but where "received.business=2" says
    otherwise; "made=2" and its like are the normative documents of table 2."""
    requests = {r.key: dict.fromkeys(COLUMNS, 0) for r in form.rows("requests", "2021") if r.kind == "figure"}
    disputes = {block: dict.fromkeys(RESULTS, 0) for block in BLOCKS.values()}
    disclosed: dict[str, dict] = {}
    for word in words.split():
        name, value = word.split("=")
        row, _, column = name.partition(".")
        if row in BLOCKS:
            disputes[BLOCKS[row]][column] = int(value)
            disputes[BLOCKS[row]]["total"] += int(value)
        elif row in ROWS:
            requests[ROWS[row]][column or "total"] = int(value)
        else:
            disclosed.setdefault("normative_documents", {})[row] = int(value)
    for cells in requests.values():
        cells["natural_person"] = cells["total"] - sum(v for c, v in cells.items() if c not in ("total", "natural_person"))
    figures, doubts = find_figures([Section(key="overview", text=prose)], 2023)
    report = make_report(texts={"overview": prose}, figures=[], requests=requests, disputes=disputes, disclosed=disclosed or None,
                         agency=Agency(name=AGENCIES[kind], kind=kind))
    return report.model_copy(update={"figures": figures, "doubts": doubts})


def findings(prose: str, words: str = "", kind: str = "town") -> list[str]:
    """Returns the checks of the prose that such a report fails, without P-17, which only points out approximate numbers."""
    found = [f.check for f in run_checks(told(prose, words, kind)) if f.verdict == "fail" and f.check.startswith("P-") and f.check != "P-17"]
    return sorted(set(found))
