"""One finding as a card: what is wrong, both sides, where, the rule and its explanation, the way to the place, and the verdict of a person."""
from html import escape

import streamlit as st

from data.errors import DatabaseProblem
from data.findings import query_report_findings
from data.verdicts import query_verdict_id, save_verdict, withdraw_verdict
from exports.words import cell
from pages.shared import address
from pages.shared.ask import ask, database
from pages.shared.evidence import marked
from pages.shared.gate import may
from pages.shared.person import actor, draw_actor
from pages.shared.pieces import table, tag
from pages.shared.words import code_name, headed, language, t, told, told_problem
from report import checks

BY_ID = {check.id: check for check in checks.CHECKS}
DECIDED = {"confirmed": "✓", "dismissed": "–"}
MOST_CELLS = 6


def draw_findings(report_id: int, at: str | None = None) -> bool:
    """Draws all findings of one report with their verdicts; below, apart, what could not be checked and why. Returns whether it asked for the person's name."""
    found = ask(query_report_findings, report_id)
    failed, unknown = (found[found["verdict"] == v] for v in ("fail", "not_checkable"))
    if failed.empty:
        st.caption(t("No check failed."))
    else:
        draw_actor()
    for row in failed.itertuples():
        draw_finding(row, who=False, opens=False, here=at == f"finding-{int(row.seq)}")
    if len(unknown):
        with st.expander(t("{n} checks could not be made", n=len(unknown))):
            lines = [[escape(r.check), escape(t(BY_ID[r.check].title) if r.check in BY_ID else r.check), escape(told(r))] for r in unknown.itertuples()]
            st.html(f'<div class="board">{table([t("Check"), t("What is checked"), t("Why not")], lines, 2)}</div>')
    return not failed.empty


def finding_html(row, who: bool = True, here: bool = False) -> str:
    """Returns one row of query_finding_rows as HTML. `who`: whether the agency and year stand over it; `here`: a link points at it."""
    check = BY_ID.get(row.check)
    head = f"<b>{escape(name_of(row))}</b> · " if who else ""
    decided = f' <span class="tag theme">{DECIDED[row.decision]} {escape(code_name(row.decision))}</span>' if row.decision else ""
    cells = t("; ").join(cell(c["table"], c["row"], c["column"], language()) for c in row.cells[:MOST_CELLS])
    more = t(" and {n} more", n=len(row.cells) - MOST_CELLS) if len(row.cells) > MOST_CELLS else ""
    where = f'<br><span class="soft">{headed(t("Cells"), escape(cells))}{escape(more)}</span>' if cells else ""
    said = "".join(f'<div class="side">{words}</div>' for words in sentences(row.evidence, here)[:4])
    rule = ""
    if check:
        rule = (f'<details><summary class="soft">{headed(t("Rule"), escape(t(check.formula)))}</summary><div class="side soft">{escape(t(check.explanation))}</div></details>')
    body = f'<mark class="here">{escape(told(row))}</mark>' if here else f"<b>{escape(told(row))}</b>"
    return (f'<div class="board finding" id="{"here" if here else f"finding-{int(row.seq)}"}">{tag(row.severity, code_name(row.severity))}{head}<span class="soft">{escape(row.check)} {escape(t(check.title)) if check else ""}</span>{decided}'
            f"<br>{body}{where}{said}{rule}</div>")


def sentences(evidence: list[dict], here: bool = False) -> list[str]:
    """Returns the sentences as HTML, each once with all its words marked, and the page where there is one."""
    spans: dict[tuple, list] = {}
    for e in evidence:
        text = e["before"] + e["words"] + e["after"]
        spans.setdefault((text, e["page"]), []).append((len(e["before"]), len(e["before"]) + len(e["words"]), "", here))
    return [marked(text, places) + (f' <span class="soft">{t("(page {n})", n=page)}</span>' if page else "") for (text, page), places in spans.items()]


def name_of(row) -> str:
    """Returns the agency and the year that a row is about; a report without agency goes by its file."""
    agency = row.agency if isinstance(row.agency, str) else row.source_name
    return f"{agency} · {int(row.year)}" if row.year == row.year and row.year is not None and str(row.year) != "<NA>" else agency


def draw_finding(row, who: bool = True, opens: bool = True, here: bool = False) -> None:
    """Draws the card with its controls."""
    with st.container(key=f"finding-{int(row.report_id)}-{int(row.seq)}", gap="small"):
        st.html(finding_html(row, who, here))
        with st.container(horizontal=True, vertical_alignment="center"):
            if opens:
                st.page_link(st.session_state["pages"]["report"], label=t("Open at this place"), icon=":material/open_in_new:", width="content",
                             query_params=address.kept(report=int(row.report_id), at=f"finding-{int(row.seq)}"))
            if may("editor", getattr(row, "region_code", None)):
                draw_verdict(row)


def draw_verdict(row) -> None:
    """Draws the verdict's popover: a note, and confirm, dismiss or withdraw."""
    key = f"{int(row.report_id)}-{int(row.seq)}"
    with st.popover(t("Change the verdict") if row.decision else t("Give a verdict"), icon=":material/gavel:"):
        st.caption(t("Confirmed findings go into the note to the agency. Dismissed ones leave the counts and stay in the register."))
        st.text_area(t("Reason or note"), key=f"note-{key}", max_chars=500, height=80)
        with st.container(horizontal=True):
            for decision, label, icon in (("confirmed", t("Confirm"), ":material/check:"), ("dismissed", t("Dismiss"), ":material/block:")):
                st.button(label, icon=icon, key=f"{decision}-{key}", on_click=decide, args=(int(row.report_id), row.identity, decision, f"note-{key}"))
            if row.decision:
                st.button(t("Withdraw"), icon=":material/undo:", key=f"withdraw-{key}", on_click=withdraw, args=(int(row.report_id), row.identity))


def decide(report_id: int, identity: str, decision: str, note: str) -> None:
    """Stores a verdict; what stands in the way is said on the page."""
    if not actor():
        say_problem(t("Give your name first: every verdict and correction stands under a name."))
        return
    try:
        save_verdict(database(), report_id, identity, decision, st.session_state.get(note, ""), actor())
        st.toast(t("The verdict is stored."))
    except DatabaseProblem as problem:
        say_problem(told_problem(problem))


def withdraw(report_id: int, identity: str) -> None:
    """Withdraws the verdict in force on a finding."""
    if verdict := query_verdict_id(database(), report_id, identity):
        try:
            withdraw_verdict(database(), verdict, actor())
        except DatabaseProblem as problem:
            say_problem(told_problem(problem))


def say_problem(words: str) -> None:
    """Keeps a sentence for the top of the page, which is drawn after the click."""
    st.session_state["problem-said"] = words


def draw_problem() -> None:
    """Draws the sentence that a click left, once: here, and where the eyes are. Its place is always taken, so that nothing below moves or folds up."""
    with st.container(key="problem"):
        if words := st.session_state.pop("problem-said", None):
            st.error(words, icon=":material/error:")
            st.toast(words, icon=":material/error:", duration="long")
