"""At a glance: key figures with their coverage, volumes by year, channels, leading themes, what needs attention, what came in last."""
from html import escape

import pandas as pd
import streamlit as st

from charts.heat import draw_themes
from charts.shares import draw_shares
from charts.trend import draw_years, mark_breaks
from data import listings, members, queries, spread
from loaders.samples import load_samples
from pages.shared import address, behind, frame, parts
from pages.shared.ask import ask, database
from pages.shared.chartwords import break_words, chart_words
from pages.shared.columns import report_link
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import everywhere, guard
from pages.shared.glossary import draw_terms
from pages.shared.ranked import ask_ranked
from pages.shared.wholes import ask_whole, channel_names
from pages.shared.words import mark, short, t, theme_name, unit_name
from pages.themes import draw_clauses
from pages.themes import names as theme_names
from pages.volumes import with_words

LEADING = 8  # themes shown
WORST = 12  # reports that need attention


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters()
    parts.draw_head(t("Government information disclosure at a glance"), scope)
    frame.draw_banner()
    if scope.year is None:
        draw_start()
        return
    years = ask(spread.query_spread, scope.wide)
    draw_finding(scope, years)
    draw_numbers(scope, years)
    left, right = st.columns(2, gap="large")
    with left:
        draw_by_year(scope, years)
    with right:
        draw_by_channel(scope)
    draw_picked_rows(scope)
    left, right = st.columns(2, gap="large")
    with left:
        draw_leading(scope)
    with right:
        draw_attention(scope)
    draw_newest()


def draw_start() -> None:
    """Draws the way in where nothing is stored: upload reports, or load the demonstration data."""
    parts.draw_empty(t("No report is stored yet."), t("Upload the reports of your agencies, or look around with demonstration data first."))
    if everywhere("editor") and st.button(t("Load the demonstration data"), icon=":material/science:", key="load-samples"):
        bar = st.progress(0.0, text=t("Reading the demonstration files …"))
        done = []

        def step(outcome, total: int) -> None:
            done.append(outcome)
            bar.progress(min(1.0, len(done) / max(total, 1)), text=t("{i} of {n}: {name}", i=len(done), n=total, name=outcome.path.name))

        load_samples(database().url.render_as_string(hide_password=False), step)
        st.rerun()


def line_of(years: pd.DataFrame, year: int) -> pd.Series | None:
    """Returns the year's line, None where there is none."""
    found = years[years["year"] == year]
    return found.iloc[0] if len(found) else None


def draw_finding(scope: Scope, years: pd.DataFrame) -> None:
    """Draws the page's finding: who reports the total, which channel leads, which problem."""
    known, line = ask(spread.query_known, scope.wide, scope.year), line_of(years, scope.year)
    sentences = [t("For {year}, {n} of {known} agencies report a total of proactive disclosure.", year=scope.year, n=int(line["n"]) if line is not None else 0, known=known)]
    sentences.append(ask_whole(scope).told())
    sentences.append(leading_words(ask(queries.query_themes, scope.filter)))
    parts.draw_lead(*sentences)
    parts.draw_coverage(t("Coverage: {reports} of {known} known agencies have a report for {year}.", reports=int(line["reports"]) if line is not None else 0,
                          known=known, year=scope.year), scope, scope.year)


def leading_words(themes: pd.DataFrame) -> str:
    """Returns a sentence on the theme that most agencies name, or on those that share the first place; empty where there is none."""
    if themes.empty:
        return ""
    most = int(themes.iloc[0]["reports"])
    first = [theme_name(id) for id in themes.loc[themes["reports"] == most, "theme"]]
    if len(first) == 1:
        return t("The problem named most often is “{theme}” ({n} agencies).", theme=first[0], n=most)
    told = mark("The problems named most often are {themes} ({n} agencies each).") if len(first) <= 3 else \
        mark("{count} problems share the first place, {themes} and others ({n} agencies each).")
    return t(told, themes=t(", ").join(first[:3]), n=most, count=len(first))


def draw_numbers(scope: Scope, years: pd.DataFrame) -> None:
    """Draws the key figures, each with how many reports it rests on."""
    known, line, before = ask(spread.query_known, scope.wide, scope.year), line_of(years, scope.year), line_of(years, scope.year - 1)
    counts, holders = ask(spread.query_glance, scope.filter), ask(members.query_holders, scope.filter)  # these hold the others' applications already
    added, received = counts["giving"] - holders.giving, counts["received"] - holders.received
    apart = t("without {n} that add up others", n=holders.reports) if holders.reports else None
    reports = int(line["reports"]) if line is not None else 0
    n = int(line["n"]) if line is not None else 0
    change = None
    if n and before is not None and before["n"]:
        change = t("{change} against {year}", change=f"{line['median'] - before['median']:+,.10g}", year=scope.year - 1)
    boxes = [
        (t("Reports in"), f"{reports} / {known}", t("reports / known agencies"), None),
        (t("Median total"), short(line["median"]) + unit_name("条") if n else t("Not reported"), t("{n} of {reports} reports give a total", n=n, reports=reports), change),
        (t("Applications received"), short(received) + unit_name("件") if added else t("Not reported"), t("sum of {n} of {reports} reports", n=added, reports=reports), apart),
        (t("Problems stated"), f"{counts['problems']:,}" + unit_name("条"), t("in {n} of {reports} reports", n=counts["stating"], reports=reports), None),
        (t("Reports with errors"), f"{counts['errors']:,}" + unit_name("份"), t("{n} more with doubts about our reading", n=counts["doubts"]), None),
    ]
    html = "".join(f'<div class="figure"><div class="name">{escape(name)}</div><div class="value">{escape(value)}</div>'
                   f'<div class="told">{escape(told)}{"<br>" + escape(more) if more else ""}</div></div>' for name, value, told, more in boxes)
    st.html(f'<div class="figures">{html}</div>')


def draw_by_year(scope: Scope, years: pd.DataFrame) -> None:
    """Draws the median total of each year."""
    st.subheader(t("Totals by year"), anchor=False)
    draw_terms("disclosed_total", "median")
    some = years[years["n"] > 0].assign(reported=years["n"], agencies=ask(spread.query_known, scope.wide))
    if some.empty:
        st.caption(t("No year gives this number."))
        return
    parts.draw_chart(mark_breaks(draw_years(some, chart_words("条"), parts.dark()), break_words("disclosed_total"), parts.dark()), "years", t("Median total of proactive disclosure in each year"), unit="条")
    st.caption(t("Diamond: median; band: the middle half; under the year: reporting / known agencies."))
    parts.draw_twin(some, ["year", "reports", "n", "least", "low", "median", "high", "most"], "years", ["year"])


def draw_by_channel(scope: Scope) -> None:
    """Draws the shares of the channels in complete totals."""
    st.subheader(t("Channels of complete totals"), anchor=False)
    whole = ask_whole(scope)
    shares, counts = whole.shares, whole.counts
    if shares.empty:
        st.caption(t("No report of this choice has channels that make up its total, so there is no share to show."))
        return
    parts.draw_chart(draw_shares(shares, chart_words("条", channel_names()), parts.dark()), "whole", t("Shares of the channels in all complete totals"))
    st.caption(parts.join([t("Rests on {whole} of {n} reports that give channels.", whole=counts["whole"], n=counts["with_channels"]),
                           t("Numbers outside a report’s own total are left out ({n} reports).", n=counts["outside"]) if counts["outside"] else "",
                           t("Not counted: {n} that add up others.", n=counts["apart"]) if counts["apart"] else ""]))
    parts.draw_twin(shares.assign(share=shares["share"] * 100), ["channel", "value", "share", "reports"], "whole", ["key", "channel"])


def draw_picked_rows(scope: Scope) -> None:
    """Draws the rows behind a year or a channel that was picked."""
    year, channel = parts.picked_number("years"), parts.picked("whole")
    if year:
        rows = with_words(ask_ranked(scope.of_year(year), "disclosed_total", 500, 0), "disclosed_total")
        behind.draw_behind(t("Totals, {year}", year=year), rows, ["agency", "county", "value", "approximate", "state"], "years")
    if channel and len(channel) == 2:
        rows = ask_whole(scope).rows(scope, channel[1])
        behind.draw_behind(t("{channel} in complete totals", channel=channel_names().get(channel[1], channel[1])), rows, ["agency", "year", "value", "unit", "percent"], "whole")


def draw_leading(scope: Scope) -> None:
    """Draws the leading themes and the sentences of the one that was picked."""
    st.subheader(t("Leading problem themes"), anchor=False)
    found = ask(queries.query_themes, scope.filter).head(LEADING)
    if found.empty:
        st.caption(t("No problem was recognised in this choice."))
        return
    parts.draw_chart(draw_themes(found.assign(agencies=found["reports"]), chart_words(names=theme_names()), parts.dark()), "themes", t("How many agencies name each theme"), unit="个")
    pick = parts.picked("themes")
    if pick and pick[0] in theme_names():
        draw_clauses(theme_name(pick[0]), ask(listings.query_clause_list, scope.filter, part="problem", theme=pick[0], limit=500), pick[0], "problem", "themes")
    parts.draw_twin(found, ["theme", "reports", "clauses"], "themes", ["theme"])


def draw_attention(scope: Scope) -> None:
    """Draws the reports that a person should look at, worst first."""
    st.subheader(t("What needs attention"), anchor=False)
    draw_terms("finding", "doubt")
    found = ask(queries.query_attention, scope.filter, WORST)
    if found.empty:
        st.caption(t("No error and no doubt in this choice."))
        return
    words = []
    for row in found.itertuples():
        told = [t("errors: {n}", n=row.errors) if row.errors else "", t("warnings: {n}", n=row.warnings) if row.warnings else "", t("doubts: {n}", n=row.doubts) if row.doubts else "",
                t("agency not recognised") if row.no_agency else "", t("year not recognised") if row.no_year else "", t("place not decided") if row.no_region and not row.no_agency else ""]
        words.append(" · ".join(w for w in told if w))
    shown = found.assign(agency=found["agency"].fillna(found["source_name"]), attention=words, open=[report_link(i) for i in found["report_id"]])
    parts.draw_frame_table(shown, ["agency", "attention", "open"], "attention", narrow=True)
    st.page_link(st.session_state["pages"]["tables"], label=t("All findings"), icon=":material/fact_check:", query_params=address.kept(show="findings"))


def draw_newest() -> None:
    """Draws what came in last."""
    st.subheader(t("Newest reports"), anchor=False)
    found = ask(queries.query_newest, 8)
    parts.draw_frame_table(found.assign(agency=found["agency"].fillna(found["source_name"]), open=[report_link(i) for i in found["report_id"]]),
                           ["agency", "year", "version", "source_name", "created_at", "errors", "warnings", "doubts", "open"], "newest")


if __name__ == "__main__":
    begin_at_the_entrance()
