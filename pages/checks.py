"""Checks: what the reports get wrong, each finding with its place, its rule and a person's verdict; lists and notes that can be sent."""
from datetime import timedelta

import pandas as pd
import streamlit as st

from data import findings, listings, progress
from data.filters import Filter, office_day
from exports.findings import findings_workbook
from exports.notes import Letter, write_note
from pages.shared import address, behind, county, judging, parts, registers
from pages.shared.ask import ask, database
from pages.shared.columns import report_link
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard, may
from pages.shared.glossary import draw_terms
from pages.shared.person import actor, draw_actor
from pages.shared.pieces import tag
from pages.shared.words import code_name, language, mark, t, told
from report import checks

STORED = ("report", "history", "versions", "alike")  # scopes whose findings are stored; of a county and its agencies, and of outliers, other views tell
PAGE, LINES = 15, 50  # findings a page; rows of a list
SEVERITIES = ("error", "warning", "information")
STATES = {"counted": mark("All but dismissed"), "open": mark("Without verdict"), "confirmed": mark("Confirmed only"), "dismissed": mark("Dismissed only"), "all": mark("All findings, dismissed too")}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters(every_year=True)
    parts.draw_head(t("Checks of the reports"), scope)
    totals = ask(findings.query_finding_totals, scope.filter)
    if not totals["reports"]:
        parts.draw_empty(t("No report is stored yet.") if not ask(listings.query_count, listings.query_reports) else t("No report fits."), upload=True)
        return
    judging.draw_problem()
    draw_conclusion(totals)
    draw_terms("finding", "not_checkable", "doubt")
    shown = address.choose(st.segmented_control, t("Show"), list(SHOWN), "show", default="findings", format_func=lambda s: t(SHOWN[s][0]), required=True,
                           label_visibility="collapsed")
    SHOWN[shown][1](scope)


def draw_conclusion(totals: dict[str, int]) -> None:
    """Draws the conclusion and the key figures."""
    clear = totals["reports"] - totals["with_findings"]
    parts.draw_lead(
        t("Of {n} reports, {errors} have errors, {clear} have neither error nor warning.", n=f"{totals['reports']:,}", errors=f"{totals['with_errors']:,}", clear=f"{clear:,}"),
        t("In all {errors} errors to correct and {warnings} warnings to check.", errors=f"{totals['errors']:,}", warnings=f"{totals['warnings']:,}"))
    parts.draw_coverage(t("{notices} notices; {unknown} checks could not be made; {doubts} doubts about our reading; {confirmed} findings confirmed, {dismissed} dismissed (not counted).",
                          notices=f"{totals['notices']:,}", unknown=f"{totals['not_checkable']:,}", doubts=f"{totals['doubts']:,}",
                          confirmed=f"{totals['confirmed']:,}", dismissed=f"{totals['dismissed']:,}"))


def chosen_of_address() -> dict:
    """Draws the filters of the list and returns them as arguments of query_finding_rows."""
    titles = {c.id: f"{c.id} {t(c.title)}" for c in checks.CHECKS}
    left, middle, right = st.columns([2, 2, 1.4])
    with left:
        severities = address.choose(st.segmented_control, t("Severity"), list(SEVERITIES), "severity", many=True, format_func=code_name, selection_mode="multi")
    with middle:
        chosen = address.choose(st.multiselect, t("Check"), list(titles), "check", many=True, format_func=titles.get, placeholder=t("All"))
    with right:
        state = address.choose(st.selectbox, t("Verdict of the office"), list(STATES), "state", default="counted", format_func=lambda s: t(STATES[s]))
    words = address.search(t("Search by agency, file or words"), "q", placeholder=t("part of a name"), width=420)
    return {"search": words, "checks": tuple(chosen), "severities": tuple(severities), "state": state or "counted"}


def draw_findings(scope: Scope) -> None:
    """Draws the findings, a page at a time, each with its place, rule and verdict."""
    chosen = chosen_of_address()
    total = ask(findings.query_finding_count, scope.filter, **chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draw_actor()
        spoken = language()
        parts.draw_save(t("Save the list as Excel"), lambda: findings_workbook(database(), scope.filter, spoken, **chosen), f"{t('List of findings')}.xlsx", parts.XLSX,
                        disabled=not total)
    if not total:
        narrowed = scope.filter != Filter() or any(v for k, v in chosen.items() if k != "state")
        parts.draw_empty(t("No finding in this choice."), t("Choose another year or clear the filters.") if narrowed else "", upload=False)
        return
    parts.draw_coverage(t("{n} findings in this choice, errors first.", n=f"{total:,}"))
    offset = parts.draw_pager(total, PAGE)
    for row in ask(findings.query_finding_rows, scope.filter, **chosen, limit=PAGE, offset=offset).itertuples():
        judging.draw_finding(row)
    parts.draw_pager(total, PAGE, foot=True)


def draw_by_check(scope: Scope) -> None:
    """Draws the catalogue with its counts; a row leads to its findings."""
    found = ask(findings.query_check_counts, scope.filter)
    catalogue = pd.DataFrame([{"check": c.id, "what": t(c.title), "rule": t(c.formula)} for c in checks.CHECKS if c.scope in STORED])
    counts = ["reports", "errors", "warnings", "notices", "confirmed", "dismissed", "not_checkable"]
    shown = catalogue.merge(found, on="check", how="left").fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64"))
    rank = shown["errors"] * 1_000_000 + shown["warnings"] * 1_000 + shown["notices"]
    shown = shown.assign(rank=rank).sort_values("rank", ascending=False, kind="stable", ignore_index=True)
    st.caption(t("Select a check to see its explanation and its findings."))
    parts.draw_frame_table(shown, ["check", "what", *counts, "rule"], "by-check", on_select=lambda: parts.remember("by-check", "opened", list(shown["check"])),
                           selection_mode="single-row", height=460)
    parts.draw_downloads(shown, ["check", "what", *counts, "rule"], t("Findings by check"), "by-check")
    check = judging.BY_ID.get(address.read("opened", ""))
    if check:
        with st.container(border=True):
            st.markdown(f"**{check.id} {t(check.title)}**")
            st.caption(t(check.formula))
            st.write(t(check.explanation))
            st.button(t("Show its findings"), icon=":material/list:", on_click=narrow, args=({"show": None, "check": [check.id]},), key="to-findings")


def draw_by_agency(scope: Scope) -> None:
    """Draws the reports with findings, worst first; a row leads to its findings and the note that sends it back."""
    words = address.search(t("Search by agency, file or title"), "q", placeholder=t("part of a name"), width=420)
    total = ask(findings.query_agency_count, scope.filter, words)
    if not total:
        parts.draw_empty(t("No report fits."), t("Try part of the name, or clear the filters."), upload=False)
        return
    offset = parts.draw_pager(total, LINES)
    found = ask(findings.query_agency_counts, scope.filter, words, LINES, offset)
    shown = found.assign(agency=found["agency"].fillna(found["source_name"]), open=[report_link(i) for i in found["report_id"]])
    columns = ["agency", "county", "kind", "year", "errors", "warnings", "notices", "not_checkable", "doubts", "open"]
    st.caption(t("Select a report to see its findings and to write the note that sends it back."))
    key, ids = f"by-agency-{offset}", [str(int(i)) for i in shown["report_id"]]
    parts.draw_frame_table(shown, columns, key, on_select=lambda: parts.remember(key, "opened", ids), selection_mode="single-row")
    opened = address.read("opened")
    if opened in ids:
        draw_agency(shown.iloc[ids.index(opened)])
    elif len(shown) == 1:
        draw_agency(shown.iloc[0])


def draw_agency(row: pd.Series) -> None:
    """Draws one report's findings under its note."""
    report = int(row["report_id"])
    year = None if pd.isna(row["year"]) else int(row["year"])
    found = ask(findings.query_finding_rows, Filter(reports=(report,)), limit=500)
    st.subheader(f"{row['agency']} · {year}" if year else row["agency"], anchor=False)
    draw_note(report, row["agency"], year, found)
    if len(found):
        draw_actor()
    for finding in found.itertuples():
        judging.draw_finding(finding, who=False)


def draw_note(report: int, agency: str, year: int | None, found: pd.DataFrame) -> None:
    """Draws the fields and the button of the note that sends a report back; saving it leaves a line in the journal, which the page Progress counts."""
    serious = found[found["severity"].isin(("error", "warning"))]
    confirmed = serious[serious["decision"] == "confirmed"]
    with st.container(border=True):
        st.markdown(f"**{t('Note that sends the report back')}**")
        if serious.empty:
            st.caption(t("There is nothing to send back: no error and no warning."))
            return
        left, middle, right = st.columns([2, 1.2, 1.6], vertical_alignment="bottom")
        office = left.text_input(t("Issuing office"), value=st.session_state.get("office", ""), key="note-office", max_chars=60)
        st.session_state["office"] = office
        due = middle.date_input(t("Answer due by"), value=office_day() + timedelta(days=7), key="note-due", format="YYYY-MM-DD")
        only = right.toggle(t("Only confirmed findings ({n})", n=len(confirmed)), value=len(confirmed) > 0, disabled=confirmed.empty, key=f"note-only-{agency}-{year}")
        chosen = confirmed if only and len(confirmed) else serious
        spoken = language()
        parts.draw_save(t("Save as Word ({n} findings)", n=len(chosen)), lambda: write_note(agency, year, chosen, Letter(office, due), spoken),
                        f"{t('Note on revision')}-{agency}{year or ''}.docx", DOCX, icon=":material/description:", type="primary", key="note-save",
                        on_click=(lambda: note_returned(report, len(chosen))) if may("editor") else "ignore")
        back = ask(progress.query_returned, report)
        st.caption(t("Dismissed findings and notices are left out. Read it before you sign it.") + (" " + t("Sent back {n} times so far.", n=back) if back else ""))


def note_returned(report: int, findings: int) -> None:
    """Leaves the line that the report was sent back."""
    progress.note_returned(database(), report, actor(), findings)
    st.session_state["data_version"] = None


def draw_unknown(scope: Scope) -> None:
    """Draws what could not be checked, apart from what failed, with the reasons."""
    st.caption(t("Blank cells, missing tables, doubtful readings or a silent prose: nothing is said of the report there, neither right nor wrong."))
    words = address.search(t("Search by agency, file or words"), "q", placeholder=t("part of a name"), width=420)
    total = ask(findings.query_finding_count, scope.filter, words, verdict="not_checkable")
    if not total:
        parts.draw_empty(t("Every check could be made."), upload=False)
        return
    offset = parts.draw_pager(total, LINES)
    found = ask(findings.query_finding_rows, scope.filter, words, verdict="not_checkable", limit=LINES, offset=offset)
    shown = found.assign(agency=found["agency"].fillna(found["source_name"]), what=[t(judging.BY_ID[c].title) if c in judging.BY_ID else c for c in found["check"]],
                         message=[told(r) for r in found.itertuples()], open=[report_link(i, "findings") for i in found["report_id"]])
    columns = ["agency", "year", "check", "what", "message", "open"]
    parts.draw_frame_table(shown, columns, f"unknown-{offset}")
    parts.draw_downloads(shown, columns, t("Could not be checked"), "unknown")


def draw_doubts(scope: Scope) -> None:
    """Draws where our reading is uncertain: apart from findings, because no agency is at fault."""
    st.html(f'<p class="coverage">{tag("doubt", t("Doubt"))}{t("A doubt is about our reading, not about the report: compare the place with the original before anything is said to the agency.")}</p>')
    total = ask(listings.query_count, listings.query_doubt_list, scope.filter)
    if not total:
        parts.draw_empty(t("Nothing of our reading is in doubt."), upload=False)
        return
    offset = parts.draw_pager(total, LINES)
    found = ask(listings.query_doubt_list, scope.filter, limit=LINES, offset=offset)
    shown = behind.linked(found.assign(message=[told(r) for r in found.itertuples()]), "doubt")
    parts.draw_frame_table(shown, ["agency", "year", "message", "where", "open"], f"doubts-{offset}")
    parts.draw_downloads(shown, ["agency", "year", "message", "where"], t("Doubtful places"), "doubts")


def narrow(parameters: dict) -> None:
    """Puts parameters into the address."""
    for name, value in parameters.items():
        address.write(name, value)


SHOWN = {
    "findings": (mark("List of findings"), draw_findings), "checks": (mark("By check"), draw_by_check), "agencies": (mark("By agency"), draw_by_agency),
    "unknown": (mark("Not checkable"), draw_unknown), "doubts": (mark("Doubts"), draw_doubts), "county": (mark("County and its agencies"), county.draw_county),
    "registers": (mark("Registers"), registers.draw_registers),
}

if __name__ == "__main__":
    begin_at_the_entrance()
