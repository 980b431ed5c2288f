"""Where a headline number of one report was read from: sentences of the prose, cells of table 3, lines of the statistics sheet."""
import pandas as pd

from data.errors import DatabaseProblem
from data.headlines import sheet_measures
from data.store import load_report
from pages.shared.ask import ask
from pages.shared.evidence import around
from pages.shared.words import name, t
from report import form
from report.model import AnnualReport

# a headline -> the measures of the prose told with it (a beginning ends in a dot) and the row of table 3 that holds it
HEADLINES = {"disclosed_total": (("disclosed.total", "disclosed.channel.", "disclosed.category"), None),
             "requests_received": (("requests.received",), "received"), "requests_carried_in": (("requests.carried_in",), "carried_in"),
             "requests_handled": (("requests.handled",), "handled"), "requests_carried_out": (("requests.carried_out",), "carried_out")}


def measure_of(headline: str) -> str:
    """Returns the measure of the prose that a headline column is named after."""
    if headline.startswith("channel_"):
        return "disclosed.channel." + headline.removeprefix("channel_")
    return headline.replace("_", ".", 1)


def headline_name(headline: str) -> str:
    """Returns a headline's name: the name of its measure."""
    line = form.measures().get(measure_of(headline))
    return name(line) if line else headline


def headline_unit(headline: str) -> str:
    """Returns the unit of a headline as the vocabulary has it."""
    return form.measures().get(measure_of(headline), {}).get("unit", "")


def query_sources(report_id: int, headline: str) -> pd.DataFrame:
    """Returns the rows behind a headline of one report: report_id, agency, year, at, seq, measure, value, unit, approximate, percent,
    label, within_total, before, words, after; empty where the report says nothing of it."""
    try:
        return pd.DataFrame(sources(ask(load_report, report_id), report_id, headline))
    except DatabaseProblem:  # a link from before the report was deleted
        return pd.DataFrame()


def sources(report: AnnualReport, report_id: int, headline: str) -> list[dict]:
    """Returns the rows behind a headline as dictionaries; `at` names the kind of place on the report's page."""
    wanted, row = HEADLINES.get(headline, ((measure_of(headline),), None))
    who = {"report_id": report_id, "agency": report.agency_name, "year": report.year}
    found = []
    if row and row in report.requests and "total" in report.requests[row]:
        place = t("Table 3 · {row} · {column}", row=form.row_name("requests", row, "en"), column=form.column_name("requests", row, "total", "en"))
        found.append(who | {"at": f"cell-requests-{row}-total", "seq": None, "measure": wanted[0], "value": report.requests[row]["total"],
                            "unit": "件", "before": "", "words": place, "after": ""})
    for i, figure in enumerate(report.figures):
        if any(figure.measure == w or (w.endswith(".") and figure.measure.startswith(w)) for w in wanted):
            section = report.section(figure.evidence.section)
            told = around(section.text, figure.evidence.start, figure.evidence.end) if section else ("", figure.evidence.text, "")
            found.append(who | {"at": f"figure-{i}", "seq": i, **dict(zip(("before", "words", "after"), told)),
                                **figure.model_dump(exclude={"evidence"})})
    for i, line in enumerate(report.statistics):
        if line.key and sheet_measures().get(line.key) in wanted:
            found.append(who | {"at": f"statistic-{i}", "seq": i, "measure": sheet_measures()[line.key], "value": line.value, "unit": line.unit,
                                "before": t("Statistics sheet: "), "words": line.label, "after": ""})
    return found
