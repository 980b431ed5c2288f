"""What one agency's page shows beside its numbers: themes, findings, likeness, documents, corrections and verdicts, each by year."""
from html import escape

import pandas as pd
import streamlit as st

from data import copies, findings, followup
from data.agency import query_any_likeness, query_documents, query_finding_years, query_section_states
from data.corrections import query_corrections
from data.filters import Filter
from data.store import load_document
from data.verdicts import query_verdicts
from exports import registers
from pages.shared import address, judging, parts
from pages.shared.ask import ask, database
from pages.shared.columns import report_link
from pages.shared.pieces import table, tag
from pages.shared.words import language, mark, t, theme_name

LEAST = 0.3  # the least share of likeness that is listed
MOST = 10  # open findings on the page, and documents before they are folded
NONE = {"absent": mark("No report"), "blank": mark("No section on problems"), "doubt": mark("Nothing recognised in section five"), "number": "·"}


def theme_years(found: pd.DataFrame, states: dict[int, str], years: list[int]) -> dict[str, dict[int, dict]]:
    """Returns theme -> year -> {problem, measure (report ids or None), sign}: sign is new, repeated or gone against the year before, "" where that
    year has no section five that was read. `states`: year -> number, blank or doubt of the years with a report."""
    told = {(r.theme, int(r.year), r.part): int(r.report_id) for r in found.itertuples()}
    themes: dict[str, dict[int, dict]] = {}
    for theme in dict.fromkeys(found["theme"]):
        themes[theme] = {}
        for year in years:
            problem, before = told.get((theme, year, "problem")), told.get((theme, year - 1, "problem"))
            both = states.get(year) == "number" and states.get(year - 1) == "number"
            sign = ("repeated" if before else "new") if problem and both else "gone" if before and both else ""
            themes[theme][year] = {"problem": problem, "measure": told.get((theme, year, "measure")), "sign": sign}
    return themes


SIGNS = {"new": ("+", mark("New")), "repeated": ("↻", mark("Repeated")), "gone": ("−", mark("No longer named"))}


def draw_themes(agency_id: int, reports: pd.DataFrame, years: list[int]) -> None:
    """Draws themes against years: named as a problem (new, repeated), no longer named, with a measure."""
    st.subheader(t("Themes by year"), anchor="themes")
    ids = {int(r.report_id): int(r.year) for r in reports.itertuples()}
    states = {ids[i]: state for i, state in ask(query_section_states, tuple(ids)).items()}
    found = ask(followup.query_theme_years, Filter(agencies=(agency_id,)))
    if found.empty:
        st.caption(t("None of these reports names a problem."))
        return
    named = theme_years(found, states, years)
    last = [y for y in years if states.get(y) == "number"]
    again = [theme for theme, by in named.items() if last and by[last[-1]]["sign"] == "repeated"]
    if again:
        st.markdown(t("Named again in {year}: {themes}.", year=last[-1], themes=t(", ").join(map(theme_name, again))))
    lines = []
    for theme, by_year in named.items():
        cells = []
        for year, told in by_year.items():
            sign, word = SIGNS.get(told["sign"], ("", ""))
            words = [tag("warning", t("problem"))] if told["problem"] else []
            words += [f'<span class="soft">{sign} {t(word)}</span>'] if sign else []
            words += [tag("information", t("measure"))] if told["measure"] else []
            place = told["problem"] or told["measure"]
            shown = "<br>".join(words) or (t(NONE[states.get(year, "absent")]) if states.get(year) != "number" else "·")
            cells.append(f'<a href="{report_link(place, "problems")}" target="_self">{shown}</a>' if place else f'<span class="soft">{shown}</span>')
        lines.append([escape(theme_name(theme)), *cells])
    st.html(f'<div class="board">{table([t("Theme"), *map(str, years)], lines)}</div>')
    st.caption(t("Compared by theme: the same theme may be another problem. “No longer named” does not prove that it is solved."))


def draw_findings(agency_id: int, reports: pd.DataFrame) -> None:
    """Draws the findings by year, counted, and those on which nobody has decided."""
    st.subheader(t("Findings by year"), anchor="findings")
    ids = {int(r.report_id): int(r.year) for r in reports.itertuples()}
    counted = ask(query_finding_years, tuple(ids)).set_index("report_id")
    lines = []
    for report_id, year in sorted(ids.items(), key=lambda p: -p[1]):
        row = counted.loc[report_id] if report_id in counted.index else None
        cells = [0 if row is None else int(row[c]) for c in ("error", "warning", "information", "open", "confirmed", "dismissed")]
        lines.append([f'<a href="{report_link(report_id, "findings")}" target="_self">{year}</a>', *(f"<b>{n}</b>" if n else "0" for n in cells)])
    heads = [t("Year"), t("Errors"), t("Warnings"), t("Notices"), t("Without verdict"), t("Confirmed by a person"), t("Dismissed by a person")]
    st.html(f'<div class="board">{table(heads, lines)}</div>')
    mine = Filter(agencies=(agency_id,))
    total = ask(findings.query_finding_count, mine, severities=("error", "warning"), state="open")
    if not total:
        st.caption(t("No error or warning is without a verdict."))
        return
    with st.expander(t("{n} errors and warnings without a verdict", n=total), expanded=total <= 3):
        for row in ask(findings.query_finding_rows, mine, severities=("error", "warning"), state="open", limit=MOST).itertuples():
            st.html(judging.finding_html(row))
        if total > MOST:
            st.caption(t("The first {n} of {total} are shown.", n=MOST, total=total))
        st.page_link(st.session_state["pages"]["checks"], label=t("Decide on them on the page Checks"), icon=":material/fact_check:", query_params=address.kept(agency=agency_id))


def draw_alike(agency_id: int, ids: tuple[int, ...]) -> None:
    """Draws how much of its prose the agency repeats from its own last year and shares with other agencies."""
    st.subheader(t("Likeness of its prose"), anchor="alike")
    mine = Filter(agencies=(agency_id,))
    some = ask(query_any_likeness, ids)
    own, others = (ask(copies.query_copies, mine, of_own, LEAST) if some else pd.DataFrame() for of_own in (True, False))
    if own.empty and others.empty:
        st.caption(t("Neither its own last year nor another agency's report of the year shares {least}% or more of its words.", least=round(LEAST * 100)))
        return
    if len(own):
        st.markdown(f"**{t('With its own last year')}**")
        parts.draw_frame_table(own, ["year", "other_year", "share_five", "share_all"], "alike-own")
        draw_pair_links(own, "own")
    if len(others):
        st.markdown(f"**{t('With other agencies')}**")
        others = seen_from(others, ids)
        parts.draw_frame_table(others, ["year", "other_agency", "share_five", "other_share_five", "share_all", "other_share_all"], "alike-others")
        draw_pair_links(others, "others")


def seen_from(pairs: pd.DataFrame, ids: tuple[int, ...]) -> pd.DataFrame:
    """Returns the pairs turned so that the other agency is never the one whose reports have these ids."""
    turned, swap = ~pairs["report_id"].isin(ids), {}
    for one, other in (("agency", "other_agency"), ("share_five", "other_share_five"), ("share_all", "other_share_all")):
        swap |= {one: pairs[other].where(turned, pairs[one]), other: pairs[one].where(turned, pairs[other])}
    return pairs.assign(**swap)


def draw_pair_links(found: pd.DataFrame, key: str) -> None:
    """Draws links to the word-by-word comparison of the first pairs."""
    with st.container(horizontal=True):
        for row in found.head(6).itertuples():
            label = f"{int(row.year)} ↔ {int(row.other_year)}" if key == "own" else f"{int(row.year)} · {row.other_agency}"
            st.page_link(st.session_state["pages"]["compare"], label=t("Word by word: {pair}", pair=label), icon=":material/difference:", width="content",
                         query_params=address.kept(view="words", one=int(row.other_id), two=int(row.report_id)))


def draw_documents(agency_id: int) -> None:
    """Draws every version of every year with its original file."""
    st.subheader(t("Documents"), anchor="documents")
    found = ask(query_documents, agency_id)
    parts.draw_frame_table(found.assign(open=[report_link(i) for i in found["report_id"]]),
                           ["year", "version", "is_current", "source_name", "published", "created_at", "open"], "agency-documents")
    kept = found[found["stored"].fillna(False)]
    if kept.empty:
        st.caption(t("No original file is stored for this agency."))
        return
    with st.container(horizontal=True):
        for row in kept.head(3 * MOST).itertuples():
            year = "" if pd.isna(row.year) else f"{int(row.year)} · "
            version = f" · {t('Version {n}', n=int(row.version))}" if not row.is_current or int(row.version) > 1 else ""
            parts.draw_save(f"{year}{row.source_name}{version}", lambda i=int(row.report_id): load_document(database(), i), row.source_name,
                            key=f"file-{int(row.report_id)}")
    if len(kept) < len(found):
        st.caption(t("{n} of {all} versions have their original file stored.", n=len(kept), all=len(found)))


def draw_decided(agency_id: int) -> None:
    """Draws the corrections and verdicts on the agency's reports, ended ones too."""
    st.subheader(t("Corrections and verdicts"), anchor="decided")
    mine, spoken = Filter(agencies=(agency_id,)), language()
    corrected, decided = ask(query_corrections, mine, in_force=None), ask(query_verdicts, mine, limit=200)
    if corrected.empty and decided.empty:
        st.caption(t("Nobody has corrected or decided anything on these reports."))
        return
    for title, frame, columns in ((t("Corrections"), registers.corrections(corrected, spoken), registers.CORRECTIONS[1:]),
                                  (t("Verdicts"), registers.verdicts(decided, spoken), registers.VERDICTS[1:])):
        if len(frame):
            st.markdown(f"**{title} ({len(frame)})**")
            parts.draw_frame_table(frame, columns, f"decided-{columns[1]}")
