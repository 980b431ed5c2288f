"""How much each agency disclosed: ranked, over the years, by subject."""
import pandas as pd
import streamlit as st

from charts.ranking import draw_ranking
from charts.trend import MOST, draw_trend, draw_years, mark_breaks
from data import listings, spread
from data.filters import Filter
from data.queries import CHANNELS
from pages.shared import address, behind, parts
from pages.shared.ask import ask
from pages.shared.chartwords import break_words, chart_words
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, agency_names, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms, known_terms
from pages.shared.names import report_names
from pages.shared.ranked import BARS, ask_ranked
from pages.shared.sources import headline_name, headline_unit, measure_of, query_sources
from pages.shared.words import short, t, unit_name

ROWS = 500  # of the table behind the bars
MEASURES = ("disclosed_total", *(f"channel_{c}" for c in CHANNELS), "requests_received", "requests_handled")


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters()
    parts.draw_head(t("Volumes of proactive disclosure"), scope)
    if scope.year is None:
        parts.draw_empty(t("No report is stored yet."))
        return
    measure = address.choose(st.selectbox, t("Measure"), list(MEASURES), "measure", default="disclosed_total", format_func=headline_name, width=320)
    years = ask(spread.query_spread, scope.wide, measure)
    if measure == "disclosed_total":
        st.caption(t("The total is what each report states for its year. Agencies count in different ways; the page Channels says what each total covers."))
    draw_finding(scope, measure, years)
    draw_ranked(scope, measure, years)
    draw_history(scope, measure, years)
    if measure == "disclosed_total":
        draw_subjects(scope)


def draw_finding(scope: Scope, measure: str, years: pd.DataFrame) -> None:
    """Draws the page's finding and its coverage."""
    known = ask(spread.query_known, scope.wide, scope.year)
    now = years[years["year"] == scope.year]
    line = now.iloc[0] if len(now) else None
    n, name, unit = int(line["n"]) if line is not None else 0, headline_name(measure), unit_name(headline_unit(measure))
    sentences = [t("{n} of {known} agencies report “{measure}” for {year}.", n=n, known=known, measure=name, year=scope.year)]
    if n:
        sentences.append(t("The median is {median} {unit}, the range {least}–{most}.", median=short(line["median"]), least=short(line["least"]),
                           most=short(line["most"]), unit=unit).replace(" ,", ","))
        before = years[years["year"] == scope.year - 1]
        if len(before) and before.iloc[0]["n"] and not pd.isna(before.iloc[0]["median"]):
            sentences.append(t("A year earlier the median was {median} ({n} agencies).", median=short(before.iloc[0]["median"]), n=int(before.iloc[0]["n"])))
    parts.draw_lead(*sentences)
    reports = int(line["reports"]) if line is not None else 0
    parts.draw_coverage(t("Coverage: {reports} of {known} known agencies have a report for {year}; {n} give this number, {none} do not.", reports=reports,
                          known=known, year=scope.year, n=n, none=reports - n), scope, scope.year)


def draw_ranked(scope: Scope, measure: str, years: pd.DataFrame) -> None:
    """Draws the ranking of the year, a page at a time, and what lies behind a bar."""
    st.subheader(t("Ranking {year}", year=scope.year), anchor=False)
    draw_terms(*known_terms(measure, "blank"))
    total = ask(listings.query_count, listings.query_reports, scope.filter)
    offset = parts.draw_pager(total, BARS)
    found = ask_ranked(scope.filter, measure, BARS, offset)
    if found.empty:
        parts.draw_empty(t("No report for {year} in this choice.", year=scope.year), t("Choose another year or clear the filters."), upload=False)
        return
    line = years[years["year"] == scope.year].iloc[0]
    unit = headline_unit(measure)
    frame = found.assign(key=found["report_id"].astype(str), name=found["report_id"].map(report_names(found)))
    chart = draw_ranking(frame, chart_words(unit), parts.dark(), median=line["median"] if line["n"] >= 3 else None)
    parts.draw_chart(chart, "ranking", t("Bars: {measure} of each agency in {year}", measure=headline_name(measure), year=scope.year), unit=unit)
    shown = ["agency", "county", "kind", "value", "approximate", "state"]
    pick = parts.picked_number("ranking")
    if pick:
        rows = query_sources(pick, measure)
        name = frame.loc[frame["key"] == str(pick), "name"]
        title = t("{agency}: where the number was read", agency=name.iloc[0] if len(name) else (rows["agency"].iloc[0] if len(rows) else ""))
        behind.draw_behind(title, rows, ["measure", "label", "value", "unit", "percent", "within_total"], "ranking")
    parts.draw_twin(lambda: ask_ranked(scope.filter, measure, ROWS, 0), shown, "ranking", ["report_id"], t("ranking"))


def draw_history(scope: Scope, measure: str, years: pd.DataFrame) -> None:
    """Draws the years: one line an agency where a few are chosen, else the median with the middle half."""
    st.subheader(t("Over the years"), anchor=False)
    draw_terms("median", "quartiles", "break")
    words, known = chart_words(headline_unit(measure)), ask(spread.query_known, scope.wide)
    if 0 < len(scope.wide.agencies) <= MOST:
        history = ask(spread.query_history, scope.wide, measure)
        names = agency_names(history.drop_duplicates("agency_id"))
        history = history.assign(key=history["report_id"].astype(str), name=history["agency_id"].map(names))
        chart = mark_breaks(draw_trend(history.assign(key=history["agency_id"].astype(str)), words, parts.dark()), break_words(measure), parts.dark())
        parts.draw_chart(chart, "history", t("Lines: {measure} of the chosen agencies over the years", measure=headline_name(measure)), unit=headline_unit(measure))
        pick = parts.picked("history")
        if pick and len(pick) == 2:
            at = history[(history["agency_id"].astype(str) == pick[0]) & (history["year"].astype(str) == pick[1])]
            rows = query_sources(int(at["report_id"].iloc[0]), measure) if len(at) else pd.DataFrame()
            behind.draw_behind(t("{agency}, {year}", agency=names.get(parts.picked_number("history"), ""), year=pick[1]), rows, ["measure", "label", "value", "unit", "percent", "within_total"], "history")
        parts.draw_twin(history, ["agency", "year", "value"], "history", ["agency_id", "year"])
        return
    some = years[years["n"] > 0].assign(reported=years["n"], agencies=known)
    if some.empty:
        st.caption(t("No year gives this number."))
        return
    parts.draw_chart(mark_breaks(draw_years(some, words, parts.dark()), break_words(measure), parts.dark()), "years", t("Bars: the median of {measure} in each year", measure=headline_name(measure)), unit=headline_unit(measure))
    st.caption(t("Diamond: median of the agencies that report the number. Band: the middle half. Under the year: how many of the {known} known agencies report it. "
                 "Choose up to 8 agencies to see a line for each.", known=known))
    pick = parts.picked_number("years")
    if pick:
        found = ask_ranked(scope.of_year(pick), measure, ROWS, 0)
        behind.draw_behind(t("{measure}, {year}", measure=headline_name(measure), year=pick), with_words(found, measure),
                           ["agency", "county", "value", "approximate", "state"], "years")
    parts.draw_twin(some, ["year", "reports", "n", "least", "low", "median", "high", "most", "total"], "years", ["year"])


def with_words(found: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Returns the reports with the sentence of their number, where the prose gives it."""
    if found.empty:
        return found
    figures = ask(listings.query_figure_list, Filter(), measures=(measure_of(measure),), reports=tuple(int(i) for i in found["report_id"]), limit=2000)
    first = figures.drop_duplicates("report_id")[["report_id", "seq", "unit", "before", "words", "after"]]
    return found.merge(first, on="report_id", how="left")


def draw_subjects(scope: Scope) -> None:
    """Draws the parts of the totals by subject, as the reports label them."""
    found = ask(spread.query_categories, scope.filter)
    st.subheader(t("Parts by subject"), anchor=False)
    if found.empty:
        st.caption(t("No report of this choice divides its total by subject."))
        return
    st.caption(t("Labels as printed; each agency divides in its own way, so the parts of different agencies do not add up to a whole."))
    frame = found.assign(key=found["label"], name=found["label"], state="number")
    parts.draw_chart(draw_ranking(frame, chart_words("条"), parts.dark()), "subjects", t("Bars: parts of the totals by subject"), unit="条")
    pick = "~".join(parts.picked("subjects") or [])
    if pick:
        rows = ask(listings.query_figure_list, scope.filter, measures=("disclosed.category",), label=pick, limit=500)
        behind.draw_behind(pick, rows, ["agency", "year", "label", "value", "unit", "percent", "within_total"], "subjects")
    parts.draw_twin(found, ["label", "value", "reports"], "subjects", ["label"])


if __name__ == "__main__":
    begin_at_the_entrance()
