"""The roster and the last days, to be read and changed: pasted, loaded from a sheet, made of what is stored, or typed."""
from datetime import date

import pandas as pd
import streamlit as st

from data import deadlines, roster
from data.errors import DatabaseProblem
from data.filters import Filter
from loaders.errors import UnreadableFile
from loaders.rosters import NotUnderstood, RosterDrafts, read_roster_file, read_roster_text
from pages.shared import address, parts
from pages.shared.ask import ask, database
from pages.shared.columns import title
from pages.shared.filters import Scope
from pages.shared.gate import may
from pages.shared.person import actor, draw_actor
from pages.shared.words import KINDS, code_name, t, told_problem
from report.checks.hierarchy import is_vertical
from report.deadlines import sources
from report.gazetteer import gazetteer

FIELDS = ["code", "agency", "kind", "parent", "vertical", "since", "until"]
MOST = 1 << 20  # bytes of a list


def draw_roster(scope: Scope, year: int) -> None:
    """Draws the roster of one county: as stored, to be changed by an editor."""
    region = draw_place(scope)
    if region is None:
        return
    stored = ask(roster.query_roster, Filter(region=region), None)
    if not may("editor"):
        parts.draw_table(stored, ["code", "agency", "kind", "parent", "since", "until"], t("Roster"))
        return
    draw_actor()
    draw_loading(region)
    draft = st.session_state.get(f"roster-{region}")
    for problem in st.session_state.get(f"roster-problems-{region}", []):
        st.warning(told(problem), icon=":material/help:")
    if saved := st.session_state.pop("roster-saved", None):
        st.success(saved, icon=":material/check:")
    if failed := st.session_state.pop("roster-failed", None):
        st.error(failed, icon=":material/error:")
    rows = draft if draft is not None else stored[FIELDS].assign(parent=stored["parent"].fillna(""))
    if rows.empty:
        st.caption(t("The roster is empty. Paste a list above, or type the agencies into the table."))
    if draft is not None:
        draw_matches(region, rows, stored)
    edited = st.data_editor(shown(rows), key=f"editor-{region}-{st.session_state.get('roster-turn', 0)}", num_rows="dynamic", placeholder="", hide_index=True, width="stretch",
                            column_config=columns(), height=min(640, 80 + 35 * (len(rows) + 1)))
    with st.container(horizontal=True):
        st.button(t("Save as the roster"), type="primary", icon=":material/save:", on_click=save, args=(region, edited, roster.save_roster), key="roster-save",
                  disabled=edited.empty and stored.empty)
        if draft is not None:
            st.button(t("Only add to the roster"), icon=":material/add:", on_click=save, args=(region, edited, roster.add_to_roster), key="roster-add", disabled=stored.empty)
            st.button(t("Discard"), icon=":material/close:", on_click=forget, args=(region,), key="roster-discard")
    st.caption(t("“Managed from above” (tax, weather, customs …) takes an agency out of the n of N and of the sums. Years are those that the reports are about. "
                 "Agencies whose name has been met before keep their reports; the others are made new."))


def draw_place(scope: Scope) -> str | None:
    """Draws the choice of the county where the sidebar names none, and returns its digits."""
    if scope.filter.region and len(scope.filter.region) in (4, 6):
        return scope.filter.region
    here = ask(roster.query_rostered, scope.filter.region)
    counties = {code: " ".join(place.names().values()) for code, place in gazetteer().by_code.items()
                if place.level == "county" and not place.until and (not scope.filter.region or code.startswith(scope.filter.region))}
    options = [*[c for c in here if c in counties], *sorted(c for c in counties if c not in here)]
    chosen = address.choose(st.selectbox, t("County of the roster"), options, "place", default=here[0] if len(here) == 1 and here[0] in counties else None,
                            format_func=lambda c: f"{counties[c]} {c}", filter_mode="contains", placeholder=t("Type a part of its name"), width=480)
    if not chosen:
        st.caption(t("Choose the county whose agencies you want to list."))
    return chosen


def draw_loading(region: str) -> None:
    """Draws the ways to bring a list in; what is understood goes into the table, not yet into the database."""
    with st.expander(t("Paste a list, load a sheet, or make it from the stored reports"), icon=":material/content_paste:", expanded=not ask(roster.query_rostered, region)):
        pasted = st.text_area(t("One agency a line; or columns with headings: code, name, kind, parent"), key=f"pasted-{region}", height=160)
        file = st.file_uploader(t("Excel, CSV, Word or text"), key=f"roster-file-{region}", max_upload_size=20)
        with st.container(horizontal=True):
            st.button(t("Read the pasted lines"), on_click=lambda: take(region, read_roster_text(pasted[:MOST])), disabled=not pasted.strip(), icon=":material/content_paste:")
            st.button(t("Read the file"), on_click=lambda: take_file(region, file), disabled=file is None, icon=":material/table:")
            st.button(t("Make it from the stored reports"), on_click=lambda: take_stored(region), icon=":material/database:")


def take(region: str, found: RosterDrafts) -> None:
    """Puts what was read into the table."""
    st.session_state[f"roster-{region}"] = pd.DataFrame([{"code": d.code, "agency": d.name, "kind": d.kind, "parent": d.parent, "vertical": d.vertical,
                                                         "since": d.since, "until": d.until} for d in found.lines], columns=FIELDS) if found.lines else None
    st.session_state[f"roster-problems-{region}"] = found.problems
    st.session_state["roster-turn"] = st.session_state.get("roster-turn", 0) + 1


def take_file(region: str, file) -> None:
    """Reads the file at arm's length."""
    try:
        take(region, read_roster_file(file.getvalue(), file.name))
    except UnreadableFile as problem:
        st.session_state["roster-failed"] = told_problem(problem)


def take_stored(region: str) -> None:
    """Proposes the agencies that have reports."""
    found = roster.query_proposal(database(), region)
    st.session_state[f"roster-{region}"] = pd.DataFrame({"code": "", "agency": found["agency"], "kind": found["kind"], "parent": "",
                                                        "vertical": [is_vertical(n) for n in found["agency"]], "since": None, "until": None}, columns=FIELDS)
    st.session_state[f"roster-problems-{region}"] = []
    st.session_state["roster-turn"] = st.session_state.get("roster-turn", 0) + 1


def draw_matches(region: str, rows: pd.DataFrame, stored: pd.DataFrame) -> None:
    """Draws which lines are agencies already stored, which will be new, and which agencies of the roster are not among them."""
    matches = ask(roster.query_matches, region, [(str(n), str(k)) for n, k in zip(rows["agency"], rows["kind"])])
    wrong = [m for m in matches if isinstance(m, DatabaseProblem)]
    new = [n for n, m in zip(rows["agency"], matches) if m is None]
    st.info(t("Not saved yet. {n} lines: {known} are agencies already stored, {new} are new. {above} look like agencies managed from above; untick them where they count.",
              n=len(rows), known=len(rows) - len(new) - len(wrong), new=len(new), above=int(rows["vertical"].sum())), icon=":material/edit:")
    gone = [n for n in stored["agency"] if n not in matches]
    if gone:
        st.warning(t("{n} agencies of the roster are not on this list; saving it as the roster takes them off: {names}.", n=len(gone), names=t(", ").join(gone[:12]) + (" …" if len(gone) > 12 else "")),
                   icon=":material/remove_circle:")
    for problem in wrong:
        st.warning(told_problem(problem), icon=":material/help:")
    if new:
        with st.expander(t("{n} new agencies: look whether one of them has another name here", n=len(new))):
            st.write(t(", ").join(new))


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns the rows with the types that the table needs."""
    return pd.DataFrame({"code": rows["code"].fillna("").astype(str), "agency": rows["agency"].astype(str), "kind": rows["kind"].astype(str), "parent": rows["parent"].fillna("").astype(str),
                         "vertical": rows["vertical"].astype(bool), "since": pd.array(rows["since"], dtype="Int64"), "until": pd.array(rows["until"], dtype="Int64")})


def columns() -> dict:
    """Returns the settings of the table's columns."""
    return {"code": st.column_config.TextColumn(title("code"), width="small"), "agency": st.column_config.TextColumn(title("agency"), required=True, width="medium"),
            "kind": st.column_config.SelectboxColumn(title("kind"), options=list(KINDS), format_func=code_name, required=True),
            "parent": st.column_config.TextColumn(title("parent"), help=t("The agency whose own report adds this one up; empty: the county")),
            "vertical": st.column_config.CheckboxColumn(t("Managed from above"), default=False),
            "since": st.column_config.NumberColumn(t("Since"), format="%d", min_value=2008, max_value=2100, step=1), "until": st.column_config.NumberColumn(t("Until"), format="%d", min_value=2008, max_value=2100, step=1)}


def save(region: str, edited: pd.DataFrame, write) -> None:
    """Stores the table; says what is wrong where it cannot."""
    def year(value) -> int | None:
        return None if pd.isna(value) else int(value)

    lines = [roster.RosterLine(str(r.agency).strip(), r.kind, r.code if isinstance(r.code, str) else "", r.parent if isinstance(r.parent, str) else "", bool(r.vertical) if not pd.isna(r.vertical) else False,
                               year(r.since), year(r.until)) for r in edited.itertuples() if isinstance(r.agency, str) and r.agency.strip() and isinstance(r.kind, str)]
    try:
        saved = write(database(), region, lines, actor())
    except DatabaseProblem as problem:
        st.session_state["roster-failed"] = told_problem(problem)
        st.session_state[f"roster-{region}"] = edited.reset_index(drop=True)
        return
    forget(region)
    st.session_state["data_version"] = None
    st.session_state["roster-saved"] = t("Saved: {n} agencies, {new} of them new, {removed} taken off.", n=saved.agencies, new=saved.new, removed=saved.removed)


def forget(region: str) -> None:
    """Drops what was read and not saved."""
    for name in (f"roster-{region}", f"roster-problems-{region}"):
        st.session_state.pop(name, None)
    st.session_state["roster-turn"] = st.session_state.get("roster-turn", 0) + 1


def told(problem: NotUnderstood) -> str:
    """Returns why a line was left out."""
    return t("Line {line}, “{text}”: {why}.", line=str(problem.line), text=problem.text, why=t(problem.template, **problem.values))


def draw_days(scope: Scope, year: int) -> None:
    """Draws the last days that hold for one place and year, and the form that changes them."""
    region = draw_place(scope)
    if region is None:
        return
    found = ask(deadlines.query_deadlines, region, year)
    frame = pd.DataFrame([{"kind": d.kind, "due": d.day.isoformat() if d.day else t("not set"), "basis": basis(d)} for d in found.values()])
    st.caption(t("The deadlines for publishing the reports for {year}. Those of the Regulations hold where the office sets no other; a report that misses only an earlier local deadline gets a warning, not an error.", year=year))
    st.dataframe(frame.assign(kind=[code_name(k) for k in frame["kind"]]).rename(columns={"kind": title("kind"), "due": title("due"), "basis": t("Set by")}), hide_index=True, width="stretch")
    if not may("editor"):
        return
    draw_actor()
    kind = address.choose(st.selectbox, t("Type of agency"), list(KINDS), "dayof", default=KINDS[0], format_func=code_name, width=320)
    now = found[kind]
    day = st.date_input(t("Deadline"), value=now.day or date(year + 1, 1, 31), min_value=date(year + 1, 1, 1), max_value=date(year + 1, 12, 31), key=f"day-{kind}-{year}-{region}", format="YYYY-MM-DD", width=320)
    every = st.toggle(t("For every year, not only {year}", year=year), key="day-every", value=now.year == 0)
    of = 0 if every else year
    with st.container(horizontal=True):
        st.button(t("Set this deadline"), type="primary", on_click=set_day, args=(region, kind, of, day.strftime("%m-%d") if day else None), disabled=day is None, key="day-set")
        st.button(t("Remove the local deadline"), on_click=set_day, args=(region, kind, now.year or 0, None), disabled=now.region is None or now.region != region, key="day-unset")


def set_day(region: str, kind: str, year: int, day: str | None) -> None:
    """Stores a last day, or takes it away."""
    deadlines.save_deadline(database(), region, kind, year, day, actor())
    st.session_state["data_version"] = None


def basis(deadline: deadlines.Deadline) -> str:
    """Returns who has set a day."""
    if deadline.day is None:
        return t("nobody yet: a local matter")
    if deadline.legal:
        return sources()[deadline.kind]["source"]
    return t("the office, for every year") if deadline.year == 0 else t("the office, for {year}", year=deadline.year)
