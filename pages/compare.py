"""Up to twelve agencies side by side, or one agency's years: numbers, channels, themes, tables 2 to 4, section five, and two reports word by word."""
from html import escape

import pandas as pd
import streamlit as st

from charts.heat import draw_heat
from charts.shares import draw_channels, draw_shares
from data import agency, listings, queries, spread
from data.filters import Filter
from data.printed import query_printed_cells
from data.store import load_report
from exports.comparison import comparison_workbook
from pages.channels import divided
from pages.shared import address, comparing, official, parts, pieces, side, wordwise, yearly
from pages.shared.ask import ask, database
from pages.shared.chartwords import chart_words
from pages.shared.columns import agency_link
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.evidence import plain
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms
from pages.shared.names import report_names
from pages.shared.wholes import channel_names
from pages.shared.words import SPOKEN, language, mark, t, theme_name
from pages.themes import names as theme_names

MOST_AGENCIES, MOST_COLUMNS = 12, 24
VIEWS = {"numbers": mark("Numbers and tables"), "five": mark("Section five"), "words": mark("Two reports word by word")}


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters(most_agencies=MOST_AGENCIES, every_year=False)
    parts.draw_head(t("Comparison"))
    if scope.year is None:
        parts.draw_empty(t("No report is stored yet."))
        return
    view = address.choose(st.segmented_control, t("Show"), list(VIEWS), "view", default="numbers", format_func=lambda v: t(VIEWS[v]), required=True, label_visibility="collapsed")
    if view == "words":
        wordwise.draw(scope)
        return
    chosen = address.choose(st.multiselect, t("Years compared"), ask(queries.query_years), "years", many=True, width=420,
                            placeholder=t("all its years") if len(scope.wide.agencies) == 1 else str(scope.year))
    if not scope.wide.agencies:
        parts.draw_empty(t("Choose two to twelve agencies in the sidebar, or one to compare its years."), t("Search by name in the field “Agencies”; the address keeps the choice."), upload=False)
        draw_suggestions(scope, tuple(chosen) or (scope.year,))
        return
    years = tuple(chosen) or (() if len(scope.wide.agencies) == 1 else (scope.year,))
    reports, asked = chosen_reports(scope, years)
    if reports.empty:
        parts.draw_empty(t("None of these agencies has a report for {years}.", years=t(", ").join(map(str, years))), upload=False)
        return
    names = report_names(reports, year=reports["year"].nunique() > 1 and reports["agency_id"].nunique() > 1)
    if reports["agency_id"].nunique() == 1:
        names = {int(i): str(int(y)) for i, y in zip(reports["report_id"], reports["year"])}
        st.caption(str(reports["agency"].iloc[0]))
    draw_finding(scope, years, reports, asked)
    parts.draw_amended(Filter(reports=tuple(int(i) for i in reports["report_id"])))
    if view == "five":
        draw_texts(reports, names)
        return
    ground = comparing.ground_of(scope)
    comparing.draw_panels(scope, ground)
    st.caption(comparing.ground_words(ground))
    st.caption(yearly.foot_marks())
    draw_numbers(reports, names, ground)
    draw_by_channel(reports, names)
    draw_by_theme(reports, names)
    draw_cells(reports, names)


def chosen_reports(scope: Scope, years: tuple[int, ...]) -> tuple[pd.DataFrame, int]:
    """Returns the reports compared, by agency as chosen and by year, and how many there are before the page's limit."""
    found = ask(listings.query_reports, Filter(years, agencies=scope.wide.agencies), order="year", limit=400).dropna(subset=["year"])
    order = {a: i for i, a in enumerate(scope.wide.agencies)}
    found = found.assign(_a=found["agency_id"].map(order)).sort_values(["_a", "year"], kind="stable").drop(columns="_a")
    editions = ask(agency.query_editions, tuple(int(i) for i in found["report_id"]))
    found = found.assign(edition_requests=[editions.get(int(i)) for i in found["report_id"]])
    return found.head(MOST_COLUMNS).reset_index(drop=True), len(found)


def draw_suggestions(scope: Scope, years: tuple[int, ...]) -> None:
    """Draws one button that takes the first agencies of the choice, so that the page shows what it does."""
    found = ask(listings.query_reports, Filter(years, scope.wide.region, scope.wide.kinds), order="disclosed_total", descending=True, limit=4)
    ids = [int(a) for a in found["agency_id"].dropna()]
    if len(ids) >= 2:
        st.button(t("Compare the {n} agencies with the largest totals", n=len(ids)), on_click=address.write, args=("agency", ids))


def draw_finding(scope: Scope, years: tuple[int, ...], reports: pd.DataFrame, asked: int) -> None:
    """Draws the coverage and, of the totals, the largest and the smallest."""
    told = reports.dropna(subset=["disclosed_total"])
    sentences = []
    if told["disclosed_total"].nunique() > 1:
        most, least = told.loc[told["disclosed_total"].idxmax()], told.loc[told["disclosed_total"].idxmin()]
        alone = reports["agency_id"].nunique() == 1
        who = [str(int(line["year"])) if alone else line["agency"] for line in (least, most)]
        words = mark("The totals range from {least} in {a} to {most} in {b}.") if alone else mark("The totals range from {least} ({a}) to {most} ({b}).")
        sentences.append(t(words, least=f"{least['disclosed_total']:,.0f}", a=who[0],
                           most=f"{most['disclosed_total']:,.0f}", b=who[1]))
    if years:
        parts.draw_lead(t("{n} of {wanted} reports asked for are here.", n=asked, wanted=len(scope.wide.agencies) * len(years)), *sentences)
    else:
        span = range(int(reports["year"].min()), int(reports["year"].max()) + 1)
        parts.draw_lead(t("{n} of {wanted} years from {first} to {last} have a report.", n=asked, wanted=len(span), first=str(span[0]), last=str(span[-1])), *sentences)
    parts.draw_coverage(t("Coverage: {n} of {reports} reports give a total. Totals may cover different channels: see the scopes below.", n=len(told), reports=len(reports)))
    if asked > len(reports):
        st.warning(t("Shown: {n} of {all} reports. Choose fewer agencies or years to see the others.", n=len(reports), all=asked), icon=":material/unfold_less:")


def draw_numbers(reports: pd.DataFrame, names: dict[int, str], ground: comparing.Ground) -> None:
    """Draws the headline numbers side by side: differences, ranks, medians."""
    st.subheader(t("Differences and ranks"), anchor=False)
    draw_terms("rank", "median")
    lines = comparing.side_lines(reports, ground)
    st.html(side.draw_side([names[int(i)] for i in reports["report_id"]], lines, medians=True, links=[agency_link(a) for a in reports["agency_id"]]))
    alone = reports["agency_id"].nunique() == 1
    st.caption(t("Under each number: its difference from the first column (≠), and its rank from the largest on among {whom}; equal numbers share a rank, what is missing has none.",
                 whom=t("the years shown") if alone else t("the reports of the same year")))
    flat, spoken, ids = comparing.flat(lines, reports), language(), {int(i): names[int(i)] for i in reports["report_id"]}

    def workbook() -> bytes:
        SPOKEN.set(spoken)
        return comparison_workbook(database(), ids, flat, spoken)

    parts.draw_save(t("Whole comparison as Excel"), workbook, t("comparison") + ".xlsx", parts.XLSX, key="comparison-book")
    parts.draw_downloads(flat, ["measure_name", "agency", "year", "value", "state", "gap_first", "rank", "of", "median"], t("differences and ranks"), "compared-numbers")


def draw_by_channel(reports: pd.DataFrame, names: dict[int, str]) -> None:
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
    parts.draw_chart(draw_channels(frame, words, parts.dark()), "compared-channels", t("Bars: channels of each report in numbers"), clickable=False, unit="条")
    shared = frame[frame["share"].notna()]
    if len(shared):
        parts.draw_chart(draw_shares(shared, words, parts.dark()), "compared-shares", t("Bars: shares of the channels, where they make up the total"), clickable=False)
    st.caption(t("Stroke: the report’s own total. Hatched: a channel outside that total. Shares only where the channels make up the total."))
    table = frame.assign(agency=frame["name"], share=frame["share"] * 100)
    parts.draw_twin(table, ["agency", "channel", "value", "unit", "total", "within_total", "share", "percent"], "compared-channels", file=t("channels"))


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
    parts.draw_chart(draw_heat(frame, used, chart_words(names=theme_names()), parts.dark()), "compared-themes", t("Heat map: themes named by each report"), clickable=False, wide=True, unit="次")
    parts.draw_twin(frame.dropna(subset=["theme"]).assign(agency=lambda f: f["name"]), ["agency", "theme", "clauses"], "compared-themes", file=t("Problem themes"))


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
    """Draws section five of each report beside the others: themes counted, problems and measures marked."""
    st.subheader(t("Section five, side by side"), anchor=False)
    st.html(f'<p class="legend"><span class="look"><mark class="proof">{t("problem")} ①</mark></span><span class="look"><u class="measure">{t("measure")} ⑴</u></span></p>')
    for start in range(0, len(reports), 3):
        row = reports.iloc[start:start + 3]
        for column, report_id in zip(st.columns(len(row)), row["report_id"]):
            report = ask(load_report, int(report_id))
            section = report.section("problems")
            text = section_html(section.text, report) if section and section.text else f'<span class="soft">{t("This section was not found in the report.")}</span>'
            with column, st.container(border=True):
                st.html(f'<div class="board"><b>{escape(names[int(report_id)])}</b><br>{theme_html(report)}<div class="text" style="max-height:26em;overflow:auto" tabindex="0">{text}</div></div>')
                st.page_link(st.session_state["pages"]["report"], label=t("Open the report"), icon=":material/description:", query_params=address.kept(report=int(report_id), at="problems"))


def theme_html(report) -> str:
    """Returns the themes of the report's problems as labels; ✓ where one of its measures is of that theme, ! where none is."""
    measures = {theme for clause in report.measures for theme in clause.themes}
    named = dict.fromkeys(theme for clause in report.problems for theme in clause.themes)
    labels = [pieces.tag("theme", f"{theme_name(x)} {'✓' if x in measures else '!'}") for x in named]
    return "".join(labels) + (f'<br><span class="soft">{t("✓ with a measure of the theme, ! without")}</span>' if labels else "")


def section_html(text: str, report) -> str:
    """Returns section five as HTML: problems marked and numbered ①, measures underlined and numbered ⑴."""
    html, at = [], 0
    clauses = [(c.evidence.start, c.evidence.end, n, kind) for kind, of in (("problem", report.problems), ("measure", report.measures))
               for n, c in enumerate((c for c in of if c.evidence.section == "problems"), 1)]
    for start, end, n, kind in sorted(clauses):
        if start < at or end <= start:
            continue
        sign = chr((0x2460 if kind == "problem" else 0x2474) + n - 1) if n <= 20 else f"({n})"
        element, look = ("mark", "proof") if kind == "problem" else ("u", "measure")
        html += [plain(text[at:start]), f'<{element} class="{look}">{plain(text[start:end])}<sup>{sign}</sup></{element}>']
        at = end
    return "".join([*html, plain(text[at:])])


if __name__ == "__main__":
    begin_at_the_entrance()
