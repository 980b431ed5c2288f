"""Copied prose: pairs of reports that share more of their own words than a threshold, and what they share side by side."""
from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from data import copies, listings, phrases
from pages.shared import address, parts
from pages.shared.ask import ask, database
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.evidence import plain
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms
from pages.shared.words import mark, name, t
from report import form
from report.checks.copying import ALL, NOTICEABLE, SECTION_FIVE

VIEWS = {"others": mark("With other agencies"), "own": mark("With its own last year")}
LEVELS = tuple(range(30, 101, 5))
# parameter of the address, label, default in per cent
LIMITS = (("five", mark("Warning: section five, from %"), round(SECTION_FIVE * 100)), ("whole", mark("Warning: sections one, five and six, from %"), round(ALL * 100)),
          ("least", mark("Information: either, from %"), round(NOTICEABLE * 100)))
OTHERS = ["severity", "agency", "other_agency", "year", "share_five", "other_share_five", "share_all", "other_share_all"]
OWN = ["severity", "agency", "year", "other_year", "share_five", "share_all"]
MOST = 1000  # lines shown; a file holds all of them


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters()
    parts.draw_head(t("Copied prose"), scope)
    if scope.year is None:
        parts.draw_empty(t("No report is stored yet."))
        return
    if not ask(listings.query_count, listings.query_reports, scope.filter):
        parts.draw_empty(t("No report for {year} in this choice.", year=scope.year), t("Choose another year or clear the filters."), upload=False)
        return
    view = address.choose(st.segmented_control, t("Compare"), list(VIEWS), "view", default="others", format_func=lambda v: t(VIEWS[v]), required=True,
                          label_visibility="collapsed")
    lead = st.container()
    five, whole, least = draw_limits()
    choice = scope.filter, view == "own", least / 100
    with lead:
        draw_finding(scope, least)
    draw_pairs(view, graded(ask(copies.query_copies, *choice, MOST), five, whole), ask(copies.query_copy_count, *choice), least,
               lambda: graded(copies.query_copies(database(), *choice), five, whole))
    draw_method()


def graded(found: pd.DataFrame, five: int, whole: int) -> pd.DataFrame:
    """Returns the pairs with their severity by these limits."""
    return found.assign(severity=["warning" if f >= five or w >= whole else "information" for f, w in zip(found["share_five"].fillna(0), found["share_all"].fillna(0))])


def draw_limits() -> list[int]:
    """Draws the thresholds and returns them in per cent: section five, all prose, information."""
    with st.container(key="limits"):
        return [address.choose(box.select_slider, t(label), list(LEVELS), key, default=default)
                for box, (key, label, default) in zip(st.columns(3), LIMITS)]


def draw_finding(scope: Scope, least: int) -> None:
    """Draws what was found and in how many reports it was looked for."""
    counts, repeated = ask(copies.query_comparable, scope.filter), ask(copies.query_copy_count, scope.filter, True, least / 100)
    sharing = ask(copies.query_sharing, scope.filter, least / 100)
    parts.draw_lead(
        t("{n} of {compared} reports for {year} share {least}% or more of their own words with another agency's.", n=sharing, compared=counts["compared"], year=scope.year, least=least),
        t("{n} of {compared} repeat as much of their own report of the year before.", n=repeated, compared=counts["with_last_year"]) if counts["with_last_year"] else
        t("No report of the year before is stored to compare with."))
    words = mark("Coverage: all {reports} reports have enough prose to compare.") if counts["compared"] == counts["reports"] else \
        mark("Coverage: {compared} of {reports} reports have enough prose to compare; the others are too short.")
    draw_terms("share_all")
    parts.draw_coverage(t(words, compared=counts["compared"], reports=counts["reports"]))
    known = ask(phrases.query_phrases)
    if known["unsketched"]:
        st.info(t("{n} reports were stored before prose was compared: “python -m loaders reindex” takes them in.", n=known["unsketched"]), icon=":material/info:")


def draw_pairs(view: str, found: pd.DataFrame, total: int, least: int, all_of_them: Callable[[], pd.DataFrame]) -> None:
    """Draws the list of pairs, the first MOST of so many, the downloads of all, and the pair that was picked."""
    columns = OTHERS if view == "others" else OWN
    if found.empty:
        parts.draw_empty(t("No pair shares {least}% or more.", least=least), upload=False)
    else:
        st.caption(t("Pairs: {n}, most alike first. A share is how much of a report's own words stands word for word in the other. Select a line to see both side by side.", n=f"{total:,}"))
        key = f"pairs-{view}-{st.session_state.get('turn', 0)}"

        def chosen() -> None:
            rows = st.session_state[key]["selection"]["rows"]
            parts.choose("pair", [found["report_id"].iloc[rows[0]], found["other_id"].iloc[rows[0]]] if rows else None)

        parts.draw_frame_table(found, columns, key, on_select=chosen, selection_mode="single-row")
        parts.draw_downloads(all_of_them, columns, "copying" if view == "others" else "copying-last-year", f"pairs-{view}")
    pick = parts.picked("pair")
    if pick is None and len(found) == 1:
        pick = [str(found["report_id"].iloc[0]), str(found["other_id"].iloc[0])]
    if pick and len(pick) == 2 and all(p.isdigit() for p in pick):
        draw_pair(*map(int, pick))


def draw_pair(report_id: int, other_id: int) -> None:
    """Draws two reports side by side, what they share marked and numbered alike on both sides."""
    pair = ask(copies.query_pair, report_id, other_id)
    if pair is None:
        st.info(t("One of these two reports is no longer there."))
        return
    with st.container(border=True, key="pair"):
        head, button = st.columns([4, 1], vertical_alignment="center")
        head.subheader(t("Side by side"), anchor=False)
        if parts.picked("pair"):
            button.button(t("Clear selection"), key="clear-pair", on_click=parts.unpick, icon=":material/close:", width="stretch")
        for column, half in zip(st.columns(2), pair):
            with column:
                st.markdown(f"**{half.agency}** · {half.year}")
                st.caption(shares_told(half.shares))
                st.page_link(st.session_state["pages"]["report"], label=t("Open the report"), icon=":material/open_in_new:", query_params=address.kept(report=half.report_id))
        st.page_link(st.session_state["pages"]["compare"], label=t("All differences word by word"), icon=":material/difference:",
                     query_params=address.kept(view="words", one=report_id, two=other_id))
        titles = {line["key"]: name(line) for line in form.read_forms("sections")}
        for key in copies.ORDER:
            sides = [side_html(half, key) for half in pair]
            if any(sides):
                st.html(f'<div class="board beside"><h4>{escape(titles[key])}</h4><div>{sides[0] or "—"}</div><div>{sides[1] or "—"}</div></div>')
        st.caption(t("Marked: passages of sixteen letters or more that both reports have, with the same number on both sides. Names, numbers, punctuation and what law and form "
                     "prescribe do not count, so a passage may run across them. Who copied whom the texts do not say."))


def shares_told(shares: dict[str, float]) -> str:
    """Returns the shares of one side in words."""
    told = [t(words, share=round(shares[part] * 100)) for part, words in (
        ("problems", mark("Section five: {share}% also in the other")), ("all", mark("sections one, five and six: {share}%"))) if part in shares]
    return t("; ").join(told) or t("Less than what is listed.")


def side_html(half: copies.Half, key: str) -> str:
    """Returns one side's section as HTML with its shared passages marked."""
    text = next((text for k, text in half.sections if k == key), "")
    html, at = [], 0
    for number, (section, start, end) in sorted(enumerate(half.passages, 1), key=lambda p: p[1][1]):
        if section == key and start >= at:
            html += [plain(text[at:start]), f'<mark class="proof">{plain(text[start:end])}<sup>{number}</sup></mark>']
            at = end
    return "".join([*html, plain(text[at:])]).replace("\n", "<br>")


def draw_method() -> None:
    """Draws how it is measured: what is left out, and from how many agencies the set phrases were counted."""
    known = ask(phrases.query_phrases)
    with st.expander(t("How this is measured"), icon=":material/straighten:"):
        st.markdown(t("Names of agencies and places, numbers, punctuation, the form's titles and labels, and sentences that law and form put into every report (basis, period, "
                      "contact, fees, “nothing to report”) are taken away. What is left is cut into runs of eight characters; the share is how many of a report's runs stand in "
                      "the other. Reports with fewer than sixty letters are not compared."))
        if known["agencies"]:
            st.markdown(t("Set phrases do not count between agencies: {phrases} runs that {most} or more of {agencies} agencies write.", phrases=f"{known['phrases']:,}",
                          most=phrases.AGENCIES, agencies=known["agencies"]))
        else:
            st.markdown(t("Set phrases that many agencies write are counted from {most} agencies on; there are fewer here, so that only the list of law and form is left out.", most=phrases.AGENCIES))
        st.markdown(t("The findings Y-2 and Y-3 use fixed limits: warning from {five}% of section five or {whole}% of sections one, five and six, information from {least}%.",
                      five=LIMITS[0][2], whole=LIMITS[1][2], least=LIMITS[2][2]))


if __name__ == "__main__":
    begin_at_the_entrance()
