"""Two reports word by word: what was taken out is struck through, what came in is underlined; their tables cell by cell."""
from html import escape

import pandas as pd
import streamlit as st

from data.errors import DatabaseProblem
from data.pairs import query_choices
from data.store import load_report
from exports.differences import SectionDifference, write_differences
from exports.words import cell as cell_name
from pages.shared import address, parts
from pages.shared.ask import ask
from pages.shared.columns import report_link
from pages.shared.evidence import cover
from pages.shared.filters import Scope
from pages.shared.pieces import table
from pages.shared.words import UNREAD, UNREPORTED, SPOKEN, language, mark, name, number, t
from report import form
from report.changes import CellChange, cell_changes
from report.differences import changed, differences
from report.model import AnnualReport
from report.similarity import containment, letters, names_of, shingles

LONG = 60  # equal characters beyond which the middle is folded where only changes are asked for
STATES = {"blank": UNREPORTED, "text": UNREAD, "slash": "/", "absent": mark("not in the report")}
SIDES = {"deleted": ("del", mark("only in A")), "inserted": ("ins", mark("only in B"))}


def draw(scope: Scope) -> None:
    """Draws the choice of two reports and their differences."""
    asked = tuple(int(v) for key in ("one", "two") if (v := address.read(key, "")).isdigit())
    found = ask(query_choices, scope.wide.agencies, asked)
    if len(found) < 2:
        parts.draw_empty(t("Choose one agency in the sidebar to compare its years and versions, or two to compare them with each other."),
                         t("Search by name in the field “Agencies”; the address keeps the choice."), upload=False)
        return
    names = choice_names(found)
    first, second = usual(found, scope.year)
    for box, key, label, default in zip(st.columns(2), ("one", "two"), (t("Report A"), t("Report B")), (first, second)):
        with box:
            address.choose(st.selectbox, label, list(names), key, default=default, explicit=True, format_func=names.get, filter_mode="contains")
    chosen = [int(v) if (v := address.read(key, "")).isdigit() and int(v) in names else default for key, default in (("one", first), ("two", second))]
    try:
        reports = [ask(load_report, i) for i in chosen]
    except DatabaseProblem as problem:
        st.error(problem.message(language()))
        return
    if chosen[0] == chosen[1]:
        st.info(t("Both sides show the same report: choose another one on either side."))
        return
    draw_pair(chosen, reports, [names[i] for i in chosen])


def choice_names(found: pd.DataFrame) -> dict[int, str]:
    """Returns report_id -> agency, year, and the version where it is not the current one."""
    told = {}
    for row in found.itertuples():
        who = row.agency if isinstance(row.agency, str) else row.source_name
        year = "" if pd.isna(row.year) else f" {int(row.year)}"
        told[int(row.report_id)] = f"{who}{year}" + ("" if row.is_current else f" · {t('Version {n}', n=int(row.version))}")
    return told


def usual(found: pd.DataFrame, year: int | None) -> tuple[int, int]:
    """Returns the pair that is compared where none is named: two agencies' reports of the year (their latest where it has none), else the last two of
    one agency, the older one first."""
    current = found[found["is_current"]]
    latest = pd.concat([current[current["year"] == year], current]).drop_duplicates("agency_id").sort_index()
    if len(latest) > 1:
        return int(latest["report_id"].iloc[0]), int(latest["report_id"].iloc[1])
    ids = [int(i) for i in (current if len(current) > 1 else found)["report_id"]]
    return ids[1], ids[0]


@st.cache_data(show_spinner=False, max_entries=40)
def compared(first: str, second: str, names: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[list, float | None, float | None]:
    """Returns the pieces of two sections and what share of each one's own words stands in the other's."""
    mine, theirs = (shingles(letters(text, own)) for text, own in zip((first, second), names))
    return differences(cover(first), cover(second)), containment(mine, theirs), containment(theirs, mine)


def section_differences(reports: list[AnnualReport]) -> list[SectionDifference]:
    """Returns the sections of the two reports in the form's order, with their differences."""
    titles = {line["key"]: name(line) for line in form.read_forms("sections")} | {"preamble": t("Title and lead-in")}
    names = tuple(names_of(r) for r in reports)
    found = []
    for key in ("preamble", *(k for k in titles if k != "preamble")):
        texts = [section.text if (section := r.section(key)) else None for r in reports]
        if any(texts):
            pieces, share, other = compared(*(text or "" for text in texts), names)
            found.append(SectionDifference(titles[key], texts[0] is None, texts[1] is None, pieces, share, other))
    return found


def draw_pair(ids: list[int], reports: list[AnnualReport], names: list[str]) -> None:
    """Draws the differences of two reports."""
    sections = section_differences(reports)
    counts = [changed(s.pieces) for s in sections]
    total = {kind: sum(c[kind] for c in counts) for kind in ("equal", "deleted", "inserted")}
    changes, alike = cell_changes(*reports)
    real = [c for c in changes if not c.form]
    same = sum(len(s.pieces) == 1 and s.pieces[0].kind == "equal" for s in sections)
    parts.draw_lead(t("{equal} of the {first} characters of A stand unchanged in B; {deleted} stand only in A, {inserted} only in B.",
                      equal=total["equal"], first=total["equal"] + total["deleted"], deleted=total["deleted"], inserted=total["inserted"]),
                    t("{n} of {all} table cells differ.", n=len(real), all=len(real) + alike) if real or alike else "")
    parts.draw_coverage(t("{n} of {all} sections are the same word for word.", n=same, all=len(sections)))
    links = "　".join(f'{label}: <a href="{report_link(i)}" target="_self">{escape(who)}</a>' for label, i, who in zip((t("Report A"), t("Report B")), ids, names))
    st.html(f'<p class="coverage">{links}</p>')
    with st.container(horizontal=True, vertical_alignment="center"):
        only = address.switch(t("Show changes only"), "only")
        spoken = language()

        def written() -> bytes:
            SPOKEN.set(spoken)
            return write_differences(names, sections, [(place_words(c), printed_words(c.first), printed_words(c.second)) for c in real], spoken)

        parts.draw_save(t("Save as Word"), written, t("differences") + ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", key="differences-word")
    st.html(f'<p class="legend"><span class="look"><del>{t("only in A")}</del></span><span class="look"><ins>{t("only in B")}</ins></span>'
            f'<span class="look">{t("unmarked: in both")}</span></p>')
    for section, count in zip(sections, counts):
        draw_section(section, count, only)
    draw_cells(changes, real, alike)
    st.caption(t("Chinese is compared character by character, numbers and Latin words whole. Share of repeated words: runs of eight characters that stand in the other section too, wherever there; "
                 "names, numbers, punctuation and what law and form prescribe do not count."))


def draw_section(section: SectionDifference, count: dict[str, int], only: bool) -> None:
    """Draws one section: what share is repeated, and its text with both sides' words."""
    st.markdown(f"**{section.title}**")
    if section.no_first or section.no_second:
        st.caption(t("Only in B.") if section.no_first else t("Only in A."))
    elif len(section.pieces) == 1 and section.pieces[0].kind == "equal":
        with st.expander(t("The same word for word ({n} characters)", n=count["equal"])):
            st.html(f'<div class="board text">{pieces_html(section.pieces, False)}</div>')
        return
    else:
        told = t("Characters: {equal} alike, {deleted} only in A, {inserted} only in B.", **count)
        if section.share is not None and section.other_share is not None:
            told = parts.join([t("Repeated words: {first} of A's stand in B, {second} of B's in A.", first=f"{section.share:.0%}", second=f"{section.other_share:.0%}"), told])
        st.caption(told)
    st.html(f'<div class="board text difference">{pieces_html(section.pieces, only)}</div>')


def pieces_html(pieces: list, only: bool) -> str:
    """Returns the pieces as HTML; `only`: the middle of long equal stretches is left out."""
    html = []
    for place, piece in enumerate(pieces):
        if piece.kind == "equal":
            text = piece.text
            if only and len(text) > LONG:
                head, tail = text[:LONG // 3] if place else "", text[-LONG // 3:] if place < len(pieces) - 1 else ""
                gap = t("{n} characters alike", n=len(text) - len(head) - len(tail))
                html.append(f'{escape(head)} <span class="soft">⋯ {gap} ⋯</span> {escape(tail)}')
            else:
                html.append(escape(text))
        else:
            element, words = SIDES[piece.kind]
            html.append(f'<{element} title="{escape(t(words))}">{escape(piece.text)}</{element}>')
    return "".join(html)


def place_words(change: CellChange) -> str:
    """Returns a cell by its official names."""
    return cell_name(change.table, change.row, change.column, language())


def printed_words(printed: tuple) -> str:
    """Returns what a cell prints: the number, or what it is instead."""
    state, value, raw = printed
    if value is not None:
        return number(value)
    return f"{t(STATES[state])} ({raw.strip()[:24]})" if state == "text" else t(STATES.get(state, UNREPORTED))


def draw_cells(changes: list[CellChange], real: list[CellChange], alike: int) -> None:
    """Draws the cells that differ."""
    st.subheader(t("Tables 2 to 4, cell by cell"), anchor=False)
    if not changes and not alike:
        st.caption(t("Neither report has tables that were read."))
        return
    if len(changes) > len(real):
        st.caption(t("The two reports use different editions of the form: {n} cells stand in one of them only and are not listed.", n=len(changes) - len(real)))
    if not real:
        st.caption(t("All {n} cells of the tables are alike.", n=alike))
        return
    lines = [[escape(place_words(c)), escape(printed_words(c.first)), escape(printed_words(c.second)), "" if c.difference is None else f"{c.difference:+,.10g}"] for c in real]
    st.html(f'<div class="board">{table([t("Cell"), t("Report A"), t("Report B"), t("Change")], lines, 0)}</div>')
    parts.draw_downloads(pd.DataFrame(lines, columns=[t("Cell"), t("Report A"), t("Report B"), t("Change")]),
                         [t("Cell"), t("Report A"), t("Report B"), t("Change")], t("changed cells"), "changed-cells")
