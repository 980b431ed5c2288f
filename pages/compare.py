"""Two to eight agencies side by side, one or more years: numbers, channels, themes, tables 2 to 4 with differences, and their own words."""
from html import escape

import pandas as pd
import streamlit as st

from charts.heat import draw_heat
from charts.shares import draw_channels, draw_shares
from charts.trend import draw_trend, mark_breaks
from data import listings, queries, spread
from data.filters import Filter
from data.printed import query_printed_cells
from data.store import load_report
from pages.channels import channel_names, divided
from pages.shared import address, official, parts, reading, side
from pages.shared.ask import ask
from pages.shared.chartwords import break_words, chart_words
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.evidence import marked
from pages.shared.filters import draw_filters
from pages.shared.gate import guard
from pages.shared.names import report_names
from pages.shared.sources import headline_name, headline_unit
from pages.shared.words import t, theme_name
from pages.themes import names as theme_names
from pages.volumes import MEASURES

MOST_AGENCIES, MOST_COLUMNS = 8, 16
NUMBERS = (*MEASURES, "requests_carried_in", "requests_carried_out")


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters(most_agencies=MOST_AGENCIES, every_year=False)
    parts.draw_head(t("Comparison"))
    if scope.year is None:
        parts.draw_empty(t("No report is stored yet."))
        return
    chosen = address.choose(st.multiselect, t("Years compared"), ask(queries.query_years), "years", many=True, placeholder=str(scope.year), width=420)
    years = tuple(chosen) or (scope.year,)
    if len(scope.wide.agencies) < 2:
        parts.draw_empty(t("Choose two to eight agencies in the sidebar."), t("Search by name in the field “Agencies”; the address keeps the choice."), upload=False)
        draw_suggestions(scope, years)
        return
    reports = ask(listings.query_reports, Filter(years, agencies=scope.wide.agencies), order="year", limit=200)
    order = {a: i for i, a in enumerate(scope.wide.agencies)}
    reports = reports.assign(_a=reports["agency_id"].map(order)).sort_values(["_a", "year"], kind="stable").drop(columns="_a").head(MOST_COLUMNS).reset_index(drop=True)
    if reports.empty:
        parts.draw_empty(t("None of these agencies has a report for {years}.", years=", ".join(map(str, years))), upload=False)
        return
    names = report_names(reports, year=len(years) > 1)
    draw_finding(scope, years, reports)
    draw_numbers(scope, reports, names, years)
    draw_by_channel(reports, names, years)
    draw_by_theme(reports, names)
    draw_cells(reports, names)
    draw_texts(reports, names)


def draw_suggestions(scope, years: tuple[int, ...]) -> None:
    """Draws one button that takes the first agencies of the choice, so that the page shows what it does."""
    found = ask(listings.query_reports, Filter(years, scope.wide.region, scope.wide.kinds), order="disclosed_total", descending=True, limit=4)
    ids = [int(a) for a in found["agency_id"].dropna()]
    if len(ids) >= 2:
        st.button(t("Compare the {n} agencies with the largest totals", n=len(ids)), on_click=address.write, args=("agency", ids))


def draw_finding(scope, years: tuple[int, ...], reports: pd.DataFrame) -> None:
    """Draws the coverage and, of the totals, the largest and the smallest."""
    wanted = len(scope.wide.agencies) * len(years)
    told = reports.dropna(subset=["disclosed_total"])
    sentences = []
    if len(told) > 1:
        most, least = told.loc[told["disclosed_total"].idxmax()], told.loc[told["disclosed_total"].idxmin()]
        sentences.append(t("The totals range from {least} ({a}) to {most} ({b}).", least=f"{least['disclosed_total']:,.0f}", a=least["agency"],
                           most=f"{most['disclosed_total']:,.0f}", b=most["agency"]))
    parts.draw_lead(t("{n} of {wanted} reports asked for are here.", n=len(reports), wanted=wanted), *sentences)
    parts.draw_coverage(t("Coverage: {n} of {reports} reports give a total. Totals may cover different channels: see the scopes below.", n=len(told), reports=len(reports)))


def draw_numbers(scope, reports: pd.DataFrame, names: dict[int, str], years: tuple[int, ...]) -> None:
    """Draws the headline numbers side by side, with the median of the region and each difference from the first column."""
    st.subheader(t("Volumes and applications"), anchor=False)
    if len(years) > 1:
        history = reports.assign(key=reports["agency_id"].astype(str), name=reports["agency"], value=reports["disclosed_total"])
        parts.draw_chart(mark_breaks(draw_trend(history, chart_words(headline_unit("disclosed_total")), parts.dark()), break_words("disclosed_total"), parts.dark()), "compared-years", t("Lines: totals of the agencies over the years"), clickable=False)
    used = [m for m in NUMBERS if reports[m].notna().any()]
    peers = Filter((), scope.wide.region, scope.wide.kinds)
    lines = []
    for measure in used:
        medians = ask(spread.query_spread, peers, measure)
        median = {int(r.year): r.median for r in medians.itertuples()}
        values = [None if pd.isna(v) else v for v in reports[measure]]
        states = list(reports["total_state"]) if measure == "disclosed_total" else ["number" if v is not None else "blank" for v in values]
        lines.append(side.Line(headline_name(measure), values, states, [median.get(int(y)) for y in reports["year"]]))
    st.html(side.draw_side([names[int(i)] for i in reports["report_id"]], lines, medians=True))
    st.caption(t("Under each number: its difference from the first column; in brackets the median of all agencies of the chosen region and kind in that year."))
    flat = pd.DataFrame([{"measure": line.name, **{names[int(i)]: v for i, v in zip(reports["report_id"], line.values)}} for line in lines])
    parts.draw_downloads(flat, list(flat), t("comparison"), "compared-numbers")


def draw_by_channel(reports: pd.DataFrame, names: dict[int, str], years: tuple[int, ...]) -> None:
    """Draws the channels on the same axes."""
    st.subheader(t("Channels"), anchor=False)
    ids = tuple(int(i) for i in reports["report_id"])
    figures = ask(listings.query_figure_list, Filter(), measures=("disclosed.channel.",), reports=ids, limit=400)
    frame, *_ = divided(reports, figures)
    if frame.empty:
        st.caption(t("None of these reports gives a channel."))
        return
    frame["name"] = frame["report_id"].map(names)
    words = chart_words("条", channel_names())
    parts.draw_chart(draw_channels(frame, words, parts.dark()), "compared-channels", t("Bars: channels of each report in numbers"), clickable=False)
    shared = frame[frame["share"].notna()]
    if len(shared):
        parts.draw_chart(draw_shares(shared, words, parts.dark()), "compared-shares", t("Bars: shares of the channels, where they make up the total"), clickable=False)
    st.caption(t("Stroke: the report’s own total. Hatched: a channel outside that total. Shares only where the channels make up the total."))


def draw_by_theme(reports: pd.DataFrame, names: dict[int, str]) -> None:
    """Draws which problem themes each report names."""
    st.subheader(t("Problem themes"), anchor=False)
    grid = ask(spread.query_grid, tuple(int(i) for i in reports["report_id"]), "problem")
    frame = reports[["report_id"]].merge(grid, on="report_id", how="left")
    frame = frame.assign(key=frame["report_id"].astype(str), name=frame["report_id"].map(names), count=frame["clauses"].fillna(0))
    used = [id for id in theme_names() if id in set(frame["theme"].dropna())]
    if not used:
        st.caption(t("None of these reports names a problem."))
        return
    parts.draw_chart(draw_heat(frame, used, chart_words(names=theme_names()), parts.dark()), "compared-themes", t("Heat map: themes named by each report"), clickable=False, wide=True)


def draw_cells(reports: pd.DataFrame, names: dict[int, str]) -> None:
    """Draws tables 2 to 4 side by side; cells that differ from the first column are marked."""
    st.subheader(t("Tables 2 to 4"), anchor=False)
    key = address.choose(st.segmented_control, t("Table"), list(official.DRAW), "table", default="disclosed", format_func=official.table_name, required=True, label_visibility="collapsed")
    everything = address.switch(t("Show also rows that are alike"), "alike")
    ids = tuple(int(i) for i in reports["report_id"])
    lines = side.cell_lines(ask(query_printed_cells, table=key, reports=ids), list(ids), key, everything)
    if not lines:
        st.caption(t("All cells of this table are alike in these reports."))
        return
    st.html(side.draw_side([names[int(i)] for i in reports["report_id"]], lines))
    st.caption(t("Blue with ≠: differs from the first column."))
    flat = pd.DataFrame([{"row": line.name, **{names[int(i)]: v for i, v in zip(reports["report_id"], line.values)}} for line in lines])
    parts.draw_downloads(flat, list(flat), official.table_name(key), "compared-cells")


def draw_texts(reports: pd.DataFrame, names: dict[int, str]) -> None:
    """Draws section five of each report beside the others, problems and measures marked."""
    st.subheader(t("Section five, side by side"), anchor=False)
    for start in range(0, len(reports), 3):
        row = reports.iloc[start:start + 3]
        for column, report_id in zip(st.columns(len(row)), row["report_id"]):
            report = ask(load_report, int(report_id))
            section = report.section("problems")
            spans = [(c.evidence.start, c.evidence.end, f"p{report_id}-{i}", False) for i, c in enumerate(report.problems) if c.evidence.section == "problems"]
            text = marked(section.text, spans) if section and section.text else f'<span class="soft">{t("This section was not found in the report.")}</span>'
            themes = "".join(reading.tag("theme", theme_name(x)) for x in dict.fromkeys(x for c in report.problems for x in c.themes))
            with column, st.container(border=True):
                st.html(f'<div class="board"><b>{escape(names[int(report_id)])}</b><br>{themes}<div class="text" style="max-height:26em;overflow:auto">{text}</div></div>')
                st.page_link(st.session_state["pages"]["report"], label=t("Open the report"), icon=":material/description:", query_params=address.kept(report=int(report_id)))


if __name__ == "__main__":
    begin_at_the_entrance()
