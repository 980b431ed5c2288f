"""Corrections on the report's page: what was corrected beside what was read, and the form that corrects a figure, a cell, the agency, the year or a theme."""
import re
import unicodedata
from html import escape

import pandas as pd
import streamlit as st

from data.amend import Correction
from data.corrections import query_corrections, save_correction, withdraw_correction
from data.errors import DatabaseProblem
from data.queries import query_agencies
from exports import registers
from exports.words import theme as theme_word
from pages.shared.ask import ask, database
from pages.shared.gate import may
from pages.shared.judging import say_problem
from pages.shared.person import actor, draw_actor, draw_actor_again
from pages.shared.pieces import table
from pages.shared.words import KINDS, code_name, headed, language, mark, measure_name, number, t, told_problem
from report import form, themes
from report.model import AnnualReport

WHAT = {"figure": mark("A figure of the prose"), "cell": mark("A cell of the tables"), "agency": mark("The agency"), "year": mark("The year"),
        "theme": mark("The theme of a problem or measure")}
GIVEN = ("disclosed.total", "requests.received", "requests.carried_in", "requests.handled", "requests.carried_out")  # figures that may be added where none was read
NEW = "new"
NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")  # 1500, -3, 24252.311082


def draw_corrected(report_id: int, corrected: list[Correction]) -> None:
    """Draws the line that says what on this page is corrected, with the read value beside it."""
    if not corrected:
        return
    spoken = language()
    lines = [[escape(code_of(c.kind)), escape(registers.place(c.kind, c.place, spoken)) or "—", escape(registers.value(c.kind, c.read, spoken)),
              f"<b>{escape(registers.value(c.kind, c.value, spoken))}</b>"] for c in corrected]
    st.info(t("{n} places of this report are corrected by hand. Numbers, charts and checks use the corrected values; what was read stands beside them.", n=len(corrected)),
            icon=":material/edit_note:")
    st.html(f'<div class="board">{table([t("What was corrected"), t("Place"), t("As read"), t("Corrected to")], lines, 1)}</div>')


def code_of(kind: str) -> str:
    """Returns the word for what was corrected."""
    return code_name(f"corrected_{kind}")


def figure_notes(report: AnnualReport, corrected: list[Correction]) -> dict[int, str]:
    """Returns, for the n-th figure, what its correction says."""
    found = {}
    for c in corrected:
        if c.kind == "figure":
            for i, f in enumerate(report.figures):
                if f.measure == c.place["measure"] and f.evidence.text == c.place.get("words", "") and (f.label or None) == (c.place.get("label") or None):
                    found[i] = t("corrected; read: {value}", value=number(c.read))
    return found


def cell_notes(corrected: list[Correction]) -> dict[tuple[str, str, str], str]:
    """Returns the line under each corrected cell."""
    return {(c.place["table"], c.place["row"], c.place["column"]): t("corrected; read: {value}", value=number(c.read)) for c in corrected if c.kind == "cell"}


def draw_corrections(report_id: int, report: AnnualReport, current: bool, named: bool = False) -> None:
    """Draws the register of this report's corrections, with undo, and the form for a new one. `named`: whether the page has asked for the name already."""
    spoken = language()
    known = ask(query_corrections, report_id=report_id, in_force=None)
    with st.container(key="corrections"):
        draw_register(known, spoken)
    if not may("editor"):
        return
    with st.expander(t("Correct what was misread"), icon=":material/edit:", key="correct"):
        draw_form(report_id, report, current, named)


def draw_register(known: pd.DataFrame, spoken: str) -> None:
    """Draws the corrections one a line, those in force with the way to undo them."""
    if known.empty:
        st.caption(t("Nothing of this report has been corrected."))
    for row, words in zip(known.itertuples(), registers.corrections(known, spoken).itertuples()):
        ended = t(" · ended by {who}", who=row.ended_by or "—") if row.ended_at == row.ended_at and row.ended_at is not None else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<div class="board side"><b>{escape(words.kind_of)}</b> {escape(headed(words.place, words.read))} → <b>{escape(words.corrected)}</b>'
                    f'<br><span class="soft">{escape(row.actor or "—")} · {row.at:%Y-%m-%d %H:%M} · {escape(row.note or t("no note"))}{escape(ended)}</span></div>')
            if not ended and may("editor"):
                st.button(t("Undo"), icon=":material/undo:", key=f"undo-{int(row.correction_id)}", on_click=undo, args=(int(row.correction_id),))


def draw_form(report_id: int, report: AnnualReport, current: bool, named: bool) -> None:
    """Draws the form of a new correction."""
    st.caption(t("Only where our reading differs from what the report prints. What the report itself gets wrong is a finding: send it back instead."))
    draw_actor_again() if named else draw_actor()
    kinds = list(WHAT) if current else [k for k in WHAT if k not in ("agency", "year")]
    kind = st.segmented_control(t("What was misread"), kinds, default="figure", format_func=lambda k: t(WHAT[k]), key="correct-kind", required=True)
    given = FORMS[kind](report)
    st.text_input(t("Reason or note"), key="correct-note", max_chars=300)
    st.button(t("Save the correction"), type="primary", icon=":material/save:", key="correct-save", disabled=given is None, on_click=correct,
              args=(report_id, kind, given))


def draw_number() -> None:
    """Draws the field for the number that the report prints, and the mark that it prints none; an empty field alone says nothing."""
    st.text_input(t("Number that the report prints"), key="correct-value", max_chars=20)
    st.checkbox(t("The report prints no number there"), key="correct-none")


def draw_figure(report: AnnualReport):
    """Draws the choice of a figure and its right value; returns (place, None): the number is read when the button is pressed."""
    read = [({"measure": f.measure, "label": f.label, "words": f.evidence.text}, headed(measure_name(f.measure), f"{number(f.value)} ({f.evidence.text[:40]})")) for f in report.figures]
    there = {f.measure for f in report.figures}
    read += [({"measure": m, "label": None, "words": ""}, t("{measure}: not recognised, to be given", measure=measure_name(m))) for m in GIVEN if m not in there]
    chosen = st.selectbox(t("Figure"), range(len(read)), format_func=lambda i: read[i][1], key="correct-figure")
    draw_number()
    return read[chosen][0], None


def draw_cell(report: AnnualReport):
    """Draws the choice of a cell by its official names and its right value."""
    spoken = language()
    names = {line["table"]: line["chinese"] if spoken == "zh" else line["english"] for line in form.read_forms("tables")}
    which = st.selectbox(t("Table"), [n for n in names if n in ("disclosed", "requests", "disputes")], index=1, format_func=names.get, key="correct-table")
    edition = getattr(report.editions, which) or "2021"
    rows = [r.key for r in form.rows(which, edition) if r.kind == "figure"]
    row = st.selectbox(t("Row"), rows, format_func=lambda r: form.row_name(which, r, spoken), key=f"correct-row-{which}")
    columns = [c.key for c in form.columns(which, row, edition)]
    column = st.selectbox(t("Column"), columns, index=len(columns) - 1, format_func=lambda c: form.column_name(which, row, c, spoken), key=f"correct-column-{which}")
    st.caption(t("As read: {value}", value=number(getattr(report, which).get(row, {}).get(column))))
    draw_number()
    return {"table": which, "row": row, "column": column}, None


def draw_agency(report: AnnualReport):
    """Draws the choice of a known agency, or the name and kind of a new one."""
    known = ask(query_agencies)
    lines = {int(r.agency_id): r for r in known.itertuples()}
    chosen = st.selectbox(t("The right agency"), [*lines, NEW], format_func=lambda i: t("another one, not in the list") if i == NEW else lines[i].agency, key="correct-agency",
                          filter_mode="contains")
    if chosen != NEW:
        line = lines[chosen]
        code = f"{int(line.region_code):012d}" if line.region_code == line.region_code and line.region_code else ""
        places = {p: v if isinstance(v := getattr(line, p), str) else None for p in ("province", "city", "county", "township")}
        return {}, {"name": line.agency, "kind": line.kind, "region": {"code": (code[:9] if code[6:9] != "000" else code[:6]) or None} | places}
    name = st.text_input(t("Name of the agency"), key="correct-name", max_chars=60).strip()
    kind = st.selectbox(t("Type of agency"), KINDS, format_func=code_name, key="correct-agency-kind")
    return ({}, {"name": name, "kind": kind}) if name else None


def draw_year(report: AnnualReport):
    """Draws the right year."""
    return {}, int(st.number_input(t("The year that the data are about"), 2008, 2100, report.year or 2024, key="correct-year"))


def draw_theme(report: AnnualReport):
    """Draws the choice of a problem or measure and its right themes."""
    clauses = [("problem", c) for c in report.problems] + [("measure", c) for c in report.measures]
    if not clauses:
        st.caption(t("No problem and no measure was recognised in section five."))
        return None
    i = st.selectbox(t("Problem or measure"), range(len(clauses)), format_func=lambda i: clauses[i][1].text, key="correct-clause")
    part, clause = clauses[i]
    names = {x.id: theme_word(x.id, language()) for x in themes.themes()}
    right = st.multiselect(t("Its themes"), list(names), default=[x for x in clause.themes if x in names], format_func=names.get, key=f"correct-themes-{part}-{i}")
    return {"part": part, "text": clause.text}, right or [themes.UNCLASSIFIED]


FORMS = {"figure": draw_figure, "cell": draw_cell, "agency": draw_agency, "year": draw_year, "theme": draw_theme}


def correct(report_id: int, kind: str, given: tuple) -> None:
    """Stores a correction; what stands in the way is said on the page."""
    place, value = given
    if kind in ("figure", "cell") and not st.session_state.get("correct-none"):
        words = st.session_state.get("correct-value", "").strip()
        value = as_number(words)
        if value is None:
            say_problem(t("“{words}” is not a number.", words=words))
            return
    if not actor():
        say_problem(t("Give your name first: every verdict and correction stands under a name."))
        return
    try:
        save_correction(database(), report_id, kind, place, value, st.session_state.get("correct-note", ""), actor())
        st.toast(t("The correction is stored."))
    except DatabaseProblem as problem:
        say_problem(told_problem(problem))


def as_number(words: str) -> int | float | None:
    """Returns the number that a person typed, 1,500 or １５００ too; None where it is none."""
    plain = unicodedata.normalize("NFKC", words).replace(",", "")
    return None if not NUMBER.fullmatch(plain) else float(plain) if "." in plain else int(plain)


def undo(correction_id: int) -> None:
    """Withdraws a correction."""
    try:
        withdraw_correction(database(), correction_id, actor())
        st.toast(t("The correction is withdrawn."))
    except DatabaseProblem as problem:
        say_problem(told_problem(problem))
