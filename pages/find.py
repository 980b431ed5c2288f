"""Whatever is looked for: agencies by any part of a name, and the passages of reports that hold the words, each linked to its very place."""
from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from data.agency import query_agency_total
from data.filters import Filter
from data.queries import query_years
from data.search import FEW, MOST, search_texts
from data.search_names import search_names
from exports.frames import to_csv, to_xlsx
from pages.shared import address, columns, parts
from pages.shared.ask import ask, database
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.evidence import cover
from pages.shared.filters import Scope, clear, draw_filters
from pages.shared.gate import guard
from pages.shared.words import SPOKEN, code_name, language, name, t
from report import form
from report.searching import find

AGENCIES, PASSAGES = 10, 20  # a page


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters(every_year=True)
    parts.draw_head(t("Find"), scope)
    if not ask(query_years) and not ask(query_agency_total):
        parts.draw_empty(t("No report is stored yet."))
        return
    asked = address.read("q", "").strip()
    address.search(t("Agencies or words of reports"), "q", placeholder=t("part of a name, its initials in pinyin, or words of the text"))
    if not asked:
        parts.draw_empty(t("Nothing to look for yet."), t("Enter part of an agency’s name, its initials in pinyin, or two or more characters of what a report says. "
                                                           "Several words separated by spaces must all stand in one section."), upload=False)
        return
    draw_limits(scope)
    draw_agencies(scope, asked)
    draw_passages(scope, asked)


def draw_limits(scope: Scope) -> None:
    """Draws that filters hold the search back, and the way out of them."""
    if scope.filter != Filter():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(t("Only within: {words}.", words=scope.words))
            st.button(t("Search everywhere"), key="everywhere", icon=":material/filter_alt_off:", type="tertiary", on_click=clear)


def draw_agencies(scope: Scope, asked: str) -> None:
    """Draws the agencies of that name, with their latest report."""
    st.subheader(t("Agencies"), anchor="agencies")
    inside = Filter((), scope.wide.region, scope.wide.kinds, scope.wide.agencies)
    found = ask(search_names, asked, inside, AGENCIES)
    if not found.total:
        st.caption(t("No agency has this name. Try part of it, without the suffix, or its initials in pinyin."))
        return
    if found.narrowed:
        st.caption(t("No name has exactly these words; these come nearest:"))
    elif found.more:
        st.caption(t("More than {n} agencies; the nearest come first.", n=found.total))
    elif found.total > 1:
        st.caption(t("{n} agencies; the nearest come first.", n=found.total))
    offset = parts.draw_pager(found.total, AGENCIES, "names")
    if offset:
        found = ask(search_names, asked, inside, AGENCIES, offset)
    st.html("".join(agency_line(row, found.words) for row in found.rows.itertuples()))


def agency_line(row, words: Sequence[str]) -> str:
    """Returns one agency as HTML."""
    about = " · ".join(dict.fromkeys(p for p in (code_name(row.kind), row.city, row.county) if isinstance(p, str) and p))
    other = f' <span class="soft">{escape(t("also printed as"))} {highlighted(row.other, words)}</span>' if isinstance(row.other, str) else ""
    if pd.isna(row.report_id):
        latest = f'<span class="soft">{escape(t("no report"))}</span>'
    else:
        words_of = t("latest report: {year}", year=int(row.year)) if not pd.isna(row.year) else t("latest report")
        latest = f'<a href="{columns.report_link(row.report_id)}" target="_self">{escape(words_of)}</a>'
    return (f'<div class="board finding"><a href="{columns.agency_link(row.agency_id)}" target="_self"><b>{highlighted(row.agency, words)}</b></a>{other}'
            f'<br><span class="soft">{escape(about)}</span> · {latest}</div>')


def draw_passages(scope: Scope, asked: str) -> None:
    """Draws the passages, a page at a time, with the buttons that save them."""
    st.subheader(t("In the texts"), anchor="texts")
    found = ask(search_texts, asked, scope.filter, PASSAGES)
    if found.refused:
        parts.draw_empty(t("One character alone is looked for only among {n} reports or fewer.", n=FEW), t("Enter two characters or more, or choose a county in the sidebar."), upload=False)
        return
    if not found.total:
        more = ask(search_texts, asked, Filter(), 1) if scope.filter != Filter() else found
        here = t("No report says this within the filters; {n} passages elsewhere do.", n=said(more)) if more.total else t("No report says this.")
        parts.draw_empty(here, t("Clear the filters.") if more.total else t("Try fewer or shorter words: all of them must stand in one section, as written. Versions that were replaced are not searched."),
                         upload=False)
        return
    parts.draw_lead(t("{n} passages hold “{words}”.", n=said(found), words=" ".join(asked.split())))
    st.caption(t("A passage is one section of a report in force; the newest year comes first. Full-width, traditional and capital letters make no difference."))
    offset = parts.draw_pager(found.total, PASSAGES)
    if offset:
        found = ask(search_texts, asked, scope.filter, PASSAGES, offset)
    st.html("".join(passage(row, found.words) for row in found.rows.itertuples()))
    draw_downloads(scope.filter, asked)


def said(found) -> str:
    """Returns how many passages there are, as far as they are counted."""
    return t("more than {n}", n=found.total) if found.more else f"{found.total:,}"


def passage(row, words: Sequence[str]) -> str:
    """Returns one passage as HTML: whose, of which year, where, and the sentence with the words marked."""
    whose = row.agency if isinstance(row.agency, str) else t("Agency not recognised")
    year = "" if pd.isna(row.year) else f" · {int(row.year)}"
    link = columns.report_link(row.report_id, f"text-{row.section}-{row.start}-{row.end}")
    times = f' · {t("{n} times in this section", n=int(row.times))}' if row.times > 1 else ""
    sentence = cover(f"{row.before}{row.words}{row.after}")
    return (f'<div class="board finding"><a href="{escape(link)}" target="_self"><b>{escape(whose)}{year}</b></a> <span class="soft">{escape(section_name(row.section))}{times}</span>'
            f'<br>{highlighted(sentence, words)}</div>')


def highlighted(words: str, sought: Sequence[str]) -> str:
    """Returns the words as HTML, those sought marked; private numbers must be covered before, lest a mark cut one in two."""
    parts_, at = [], 0
    for start, end in find(words, sought):
        parts_ += [escape(words[at:start]), f'<mark class="proof">{escape(words[start:end])}</mark>']
        at = end
    return "".join([*parts_, escape(words[at:])])


def section_name(key: str) -> str:
    """Returns the name of a section of the form."""
    return next((name(line) for line in form.read_forms("sections") if line["key"] == key), t("Title and lead-in"))


def draw_downloads(filter: Filter, asked: str) -> None:
    """Draws the two buttons that save the passages, up to MOST; they are read again when a button is pressed."""
    spoken = language()

    def table() -> pd.DataFrame:
        SPOKEN.set(spoken)
        rows = search_texts(database(), asked, filter, MOST).rows
        rows = rows.assign(section=[section_name(s) for s in rows["section"]],
                           sentence=[cover(f"{b}{w}{a}") for b, w, a in zip(rows["before"], rows["words"], rows["after"])])
        return columns.saved(rows, ["agency", "county", "kind", "year", "section", "sentence", "times"])

    with st.container(horizontal=True):
        parts.draw_save(t("Save as CSV"), lambda: to_csv(table(), spoken), "passages.csv", parts.CSV, key="csv-passages")
        parts.draw_save(t("Save as Excel"), lambda: to_xlsx({t("In the texts"): table()}, spoken), "passages.xlsx", parts.XLSX, key="xlsx-passages")


if __name__ == "__main__":
    begin_at_the_entrance()
