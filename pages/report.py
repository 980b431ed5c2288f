"""One report whole: who, which numbers from which sentences, the three tables, problems, findings, doubts, versions, the original."""
import pandas as pd
import streamlit as st

from data import listings, queries
from data.corrections import query_corrected
from data.errors import DatabaseProblem
from data.filters import Filter
from data.findings import query_dismissed
from data.store import load_document, load_whole
from pages.shared import address, correcting, judging, original, parts, pieces, reading
from pages.shared.ask import ask, database
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import draw_filters
from pages.shared.gate import guard
from pages.shared.words import mark, t, told_problem

PAGE = 50


def render() -> None:
    """Draws the report that the address names, or the choice of one."""
    guard("viewer")
    asked = address.read("report", "")
    if not asked.isdigit():
        draw_choice()
        return
    try:
        report, head = ask(load_whole, int(asked)), ask(queries.query_report, int(asked)).iloc[0]
    except DatabaseProblem as problem:
        st.error(told_problem(problem))
        draw_choice()
        return
    at = address.read("at")
    st.button(t("Back to the list"), icon=":material/arrow_back:", on_click=leave, type="tertiary")
    name = report.agency_name or t("Agency not recognised")
    st.title(f"{name} · {report.year}" if report.year else name, anchor=False)
    if report.title:
        st.caption(report.title)
    if not pd.isna(head["agency_id"]):
        st.page_link(st.session_state["pages"]["agency"], label=t("All years of this agency"), icon=":material/account_balance:", query_params=address.kept(agency=int(head["agency_id"])))
    original.draw_switch()
    draw_states(head)
    judging.draw_problem()
    parts.draw_lead(reading.summary(counted(report, int(asked))))
    draw_contents(report)
    corrected = ask(query_corrected, int(asked))
    with st.container(key="corrected"):
        correcting.draw_corrected(int(asked), corrected)
    more = {"figures": {"notes": correcting.figure_notes(report, corrected)}, "tables": {"notes": correcting.cell_notes(corrected)}}
    for key, title, draw in PIECES:
        if key == "statistics" and not report.statistics:
            continue
        st.subheader(t(title), anchor=key)
        if key == "findings":
            named = judging.draw_findings(int(asked), at)
        else:
            draw(report, at, **more.get(key, {}))
    st.subheader(t("Corrections of this report"), anchor="corrections")
    correcting.draw_corrections(int(asked), report, bool(head["is_current"]), named)
    st.subheader(t("Versions and original"), anchor="versions")
    draw_versions(int(asked), head)
    original.draw(int(asked), report, at)
    if at and st.session_state.get("scrolled") != (asked, at):
        st.session_state["scrolled"] = (asked, at)
        st.html(pieces.scroll_to(at if at in ("corrections", *(key for key, *_ in PIECES)) else "here"), unsafe_allow_javascript=True)


PIECES = (
    ("identity", mark("Identity"), reading.draw_identity), ("figures", mark("Figures and their sentences"), reading.draw_figures),
    ("tables", mark("The three tables"), reading.draw_tables), ("statistics", mark("Statistics sheet"), reading.draw_statistics),
    ("problems", mark("Stated problems and measures"), reading.draw_problems), ("findings", mark("Findings: what the report gets wrong"), reading.draw_findings),
    ("doubts", mark("Doubts: where our reading is uncertain"), reading.draw_doubts), ("text", mark("Full text"), reading.draw_text),
)


def counted(report, report_id: int):
    """Returns the report without the findings that a person dismissed: what the summary counts."""
    dismissed = ask(query_dismissed, report_id)
    return report.model_copy(update={"findings": [f for i, f in enumerate(report.findings) if i not in dismissed]})


def leave() -> None:
    """Takes the report out of the address."""
    address.write("report", None)
    address.write("at", None)


def draw_contents(report) -> None:
    """Draws links to the parts of the page."""
    pieces = [(key, t(title)) for key, title, _ in PIECES if key != "statistics" or report.statistics]
    links = [f'<a href="#{key}">{title}</a>' for key, title in [*pieces, ("corrections", t("Corrections of this report")), ("versions", t("Versions and original"))]]
    st.html(f'<p class="coverage">{" · ".join(links)}</p>')


def draw_states(head: pd.Series) -> None:
    """Draws what must be known before reading on: an older version, demonstration data."""
    if not head["is_current"]:
        st.warning(t("This is an older version: a newer file for the same agency and year has replaced it."), icon=":material/history:")
    if head["is_demo"]:
        st.info(t("Demonstration data."), icon=":material/science:")


def draw_versions(report_id: int, head: pd.Series) -> None:
    """Draws the versions of this agency's year, its other years, and the original file."""
    if pd.isna(head["agency_id"]) or pd.isna(head["year"]):
        st.caption(t("Agency or year is not recognised, so this report replaces none and is counted in no chart by agency."))
    else:
        found = ask(queries.query_versions, int(head["agency_id"]), int(head["year"]))
        parts.draw_frame_table(found, ["version", "is_current", "created_at", "source_name", "disclosed_total"], "versions")
        others = ask(listings.query_reports, Filter(agencies=(int(head["agency_id"]),)), order="year", limit=30)
        older = [int(i) for i in found["report_id"] if int(i) != report_id]
        with st.container(horizontal=True):
            for row in others.itertuples():
                if int(row.report_id) != report_id:
                    st.page_link(st.session_state["pages"]["report"], label=str(row.year), icon=":material/event:", width="content",
                                 query_params=address.kept(report=int(row.report_id)))
            for i in older:
                version = int(found.loc[found["report_id"] == i, "version"].iloc[0])
                st.page_link(st.session_state["pages"]["report"], label=t("Version {n}", n=version), icon=":material/history:", width="content",
                             query_params=address.kept(report=i))
                st.page_link(st.session_state["pages"]["compare"], label=t("Version {n} and this one word by word", n=version), icon=":material/difference:", width="content",
                             query_params=address.kept(view="words", one=i, two=report_id))
    if ask(has_document, report_id):
        parts.draw_save(t("Original file: {name}", name=head["source_name"]), lambda: load_document(database(), report_id), head["source_name"], key="original")
    else:
        st.caption(t("No original file is stored for this report."))


def has_document(engine, report_id: int) -> bool:
    """Returns whether the original file is stored."""
    return load_document(engine, report_id) is not None


def draw_choice() -> None:
    """Draws the list of reports to choose from."""
    scope = draw_filters(every_year=True)
    parts.draw_head(t("Reports in the database"), scope)
    words = address.search(t("Search by agency, file or title"), "q")
    total = ask(listings.query_count, listings.query_reports, scope.filter, words)
    if not total:
        parts.draw_none_fits(t("No report fits."))
        return
    offset = parts.draw_pager(total, PAGE)
    found = ask(listings.query_reports, scope.filter, words, "year", True, PAGE, offset)
    st.caption(t("Select a row to open the report."))
    state = parts.draw_frame_table(found, ["agency", "county", "kind", "year", "disclosed_total", "errors", "warnings", "doubts", "source_name"], f"choice-{offset}-{words}",
                                   on_select="rerun", selection_mode="single-row")
    if state["selection"]["rows"]:
        address.write("report", int(found.iloc[state["selection"]["rows"][0]]["report_id"]))
        st.rerun()


if __name__ == "__main__":
    begin_at_the_entrance()
