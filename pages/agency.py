"""Everything about one agency over the years: numbers beside its peers, channels, themes, findings, likeness, documents, what people decided."""
import pandas as pd
import streamlit as st

from charts.shares import draw_channels
from data import agency, listings
from data.filters import Filter
from data.queries import CHANNELS, query_years
from pages.channels import divided
from pages.shared import address, behind, dossier, parts, yearly
from pages.shared.ask import ask
from pages.shared.chartwords import chart_words
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms
from pages.shared.sources import headline_unit, measure_of, query_sources
from pages.shared.wholes import channel_names
from pages.shared.words import code_name, mark, number, t, unit_name

PAGE = 30
MEASURES = ("disclosed_total", *(f"channel_{c}" for c in CHANNELS), "requests_received", "requests_carried_in", "requests_handled", "requests_carried_out")
PLACES = {"county": mark("the same county"), "city": mark("the same city (too few in the county)"), "province": mark("the same province (too few in county and city)")}


def render() -> None:
    """Draws the page of the agency that the address names, or the choice of one."""
    guard("viewer")
    scope = draw_filters(most_agencies=12)
    asked = [int(a) for a in address.read_all("agency") if a.isdigit()]
    head = ask(agency.query_agency, asked[0]) if asked else pd.DataFrame()
    if head.empty:
        draw_choice(scope)
    else:
        draw_agency(scope, head.iloc[0])


def draw_choice(scope: Scope) -> None:
    """Draws the list of agencies to choose from, with a search over their names."""
    parts.draw_head(t("Agency profile"))
    everyone = Filter((), scope.wide.region, scope.wide.kinds)
    words = address.search(t("Search agencies"), "q", placeholder=t("part of a name"))
    total = ask(agency.query_agency_total, everyone, words)
    if not total:
        parts.draw_none_fits(t("No agency fits."))
        return
    parts.draw_coverage(t("{n} agencies with at least one report. Select a row to open one.", n=total))
    offset = parts.draw_pager(total, PAGE)
    found = ask(agency.query_agency_list, everyone, words, PAGE, offset)
    state = parts.draw_frame_table(found, ["agency", "county", "kind", "reports", "first_year", "last_year", "errors", "warnings"], f"agencies-{offset}-{words}",
                                   height="content", on_select="rerun", selection_mode="single-row")
    if state["selection"]["rows"]:
        address.write("agency", int(found.iloc[state["selection"]["rows"][0]]["agency_id"]))
        st.rerun()


def draw_agency(scope: Scope, head: pd.Series) -> None:
    """Draws the agency."""
    agency_id = int(head["agency_id"])
    draw_way(scope, agency_id)
    parts.draw_head(head["agency"])
    st.caption(" · ".join(dict.fromkeys(p for p in (code_name(head["kind"]), head["province"], head["city"], head["county"]) if isinstance(p, str) and p)))
    reports = ask(agency.query_agency_years, agency_id)
    if reports.empty:
        parts.draw_empty(t("No report of this agency has a year."), upload=False)
        dossier.draw_documents(agency_id)
        return
    ids = tuple(int(i) for i in reports["report_id"])
    own = sorted(int(y) for y in reports["year"])
    years = list(range(own[0], max(own[-1], max(ask(query_years), default=0)) + 1))
    peers = ask(agency.query_peer_group, agency_id)
    medians = ask(agency.query_peer_medians, agency_id, peers, tuple(own), MEASURES)
    series = yearly.all_series(reports, ask(agency.query_disputes, ids), ask(agency.query_figure_places, ids, tuple(map(measure_of, MEASURES))), medians, MEASURES)
    chosen = scope.year if scope.year in own else own[-1]
    draw_finding(reports, series, peers, chosen, years, own)
    parts.draw_amended(Filter(agencies=(agency_id,)))
    links = (("numbers", t("Numbers by year")), ("channels", t("Channels by year")), ("themes", t("Themes by year")), ("findings", t("Findings by year")),
             ("alike", t("Likeness of its prose")), ("documents", t("Documents")), ("decided", t("Corrections and verdicts")))
    st.html(f'<p class="coverage">{" · ".join(f"""<a href="#{key}">{title}</a>""" for key, title in links)}</p>')
    draw_numbers(reports, series, peers, years)
    draw_channels_by_year(reports, ids, years)
    dossier.draw_themes(agency_id, reports, years)
    dossier.draw_findings(agency_id, reports)
    dossier.draw_alike(agency_id, ids)
    dossier.draw_documents(agency_id)
    dossier.draw_decided(agency_id)


def draw_way(scope: Scope, agency_id: int) -> None:
    """Draws the way to the agencies before and after in the list, and back to the list."""
    near = ask(agency.query_neighbours, agency_id, Filter((), scope.wide.region, scope.wide.kinds))
    with st.container(horizontal=True, vertical_alignment="center", key="way"):
        for key, icon, words in (("before", ":material/arrow_back:", mark("Previous: {name}")), ("after", ":material/arrow_forward:", mark("Next: {name}"))):
            if near[key]:
                st.button(t(words, name=near[key][1]), key=f"way-{key}", icon=icon, on_click=address.write, args=("agency", int(near[key][0])), type="tertiary")
        st.button(t("All agencies"), key="way-all", icon=":material/list:", on_click=address.write, args=("agency", None), type="tertiary")
        if near["all"] > 1:
            st.caption(t("{place} of {all} in the list", place=near["place"], all=near["all"]))


def draw_finding(reports: pd.DataFrame, series: list[yearly.Series], peers: agency.Peers, year: int, years: list[int], own: list[int]) -> None:
    """Draws what the chosen year says beside the year before and the peers, and how many years have a report."""
    by_key, unit = {line.key: line for line in series}, unit_name(headline_unit("disclosed_total"))
    total, row = by_key["disclosed_total"], reports[reports["year"] == year].iloc[0]
    value, before, median = total.values.get(year), total.values.get(year - 1), total.medians.get(year)
    amount = f"{t('about {value}', value=number(value)) if total.about.get(year) else number(value)} {unit}".strip()
    if value is None:
        unread = total.states.get(year) == "doubt"
        said = t("For {year} a total of disclosure is printed but not recognised.", year=year) if unread else t("The report for {year} gives no total of disclosure.", year=year)
    elif before is None or year in total.breaks:
        said = t("In {year}, {value} items were disclosed in all.", year=year, value=amount)
    else:
        said = t("In {year}, {value} items were disclosed in all, {change} against the year before.", year=year, value=amount, change=f"{value - before:+,.10g}")
    beside = t("The median of its peers is {median}.", median=number(median)) if median is not None and value is not None else ""
    received, handled = (by_key[h].values.get(year) for h in ("requests_received", "requests_handled"))
    requests = t("Applications: {received} received, {handled} handled.", received=number(received), handled=number(handled)) if received is not None or handled is not None else ""
    wrong = t("Findings: {errors} errors, {warnings} warnings.", errors=int(row["errors"]), warnings=int(row["warnings"]))
    late = t("There is no report for {year}.", year=years[-1]) if year == own[-1] and years[-1] not in own else ""
    parts.draw_lead(late, said, beside, requests, wrong)
    missing = [y for y in years if y not in own]
    words = t("Coverage: {n} of {all} years from {first} to {last} have a report.", n=len(own), all=len(years), first=str(years[0]), last=str(years[-1]))
    parts.draw_coverage(parts.join([words, t("Without a report: {years}.", years=t(", ").join(map(str, missing))) if missing else ""]))


def peer_words(peers: agency.Peers) -> str:
    """Returns who the median is of, in words."""
    if peers.place is None:
        return t("No median of peers is shown: fewer than {n} agencies of the kind are known in its county, city and province.", n=agency.FEWEST)
    return t("In brackets and as a dotted line: the median of the {n} others of the kind ({kinds}) in {place}, {where}; only of those that give the number, and only from {least} on.",
             n=peers.others, kinds=t(", ").join(map(code_name, peers.kinds)), place=peers.name, where=t(PLACES[peers.place]), least=agency.FEWEST)


def draw_numbers(reports: pd.DataFrame, series: list[yearly.Series], peers: agency.Peers, years: list[int]) -> None:
    """Draws the numbers by year as a table and as small charts, and what lies behind a mark that was picked."""
    st.subheader(t("Numbers by year"), anchor="numbers")
    draw_terms("delta", "median", "break")
    st.html(yearly.table(years, series))
    for words in yearly.notes(years, series, peer_words(peers)):
        st.caption(words)
    flat = yearly.flat(years, series)
    parts.draw_downloads(flat, ["measure_name", "year", "value", "state", "median"], t("Numbers by year"), "agency-numbers")
    yearly.draw_panels(years, series, "by-year")
    for line in series:
        pick = parts.picked(f"by-year-{line.key}")
        if pick and len(pick) == 2 and pick[1].isdigit():
            found = reports[reports["year"] == int(pick[1])]
            rows = rows_behind(int(found["report_id"].iloc[0]), line, int(pick[1])) if len(found) else pd.DataFrame()
            behind.draw_behind(t("{measure}, {year}", measure=line.name, year=int(pick[1])), rows, ["measure", "label", "value", "unit", "percent", "within_total"], "by-year")


def rows_behind(report_id: int, line: yearly.Series, year: int) -> pd.DataFrame:
    """Returns the sentences and cells behind one number."""
    if line.key in MEASURES:
        return query_sources(report_id, line.key)
    if line.states.get(year, "none") == "none":
        return pd.DataFrame()
    return pd.DataFrame([{"report_id": report_id, "agency": line.name, "year": year, "at": f"cell-disputes-{line.key}-total", "seq": None, "value": line.values[year],
                          "unit": "件", "before": "", "words": t("Table 4 · {row} · total", row=line.name), "after": ""}])


def draw_channels_by_year(reports: pd.DataFrame, ids: tuple[int, ...], years: list[int]) -> None:
    """Draws the channels of each year, one bar a year; a year without a report or without a channel says so."""
    st.subheader(t("Channels by year"), anchor="channels")
    figures = ask(listings.query_figure_list, Filter(), measures=("disclosed.channel.",), reports=ids, limit=600)
    told = reports.assign(agency_id=1, agency="", county=None)
    frame, *_ = divided(told, figures)
    if frame.empty:
        st.caption(t("None of these reports gives a channel."))
        return
    whose = {int(r.year): str(int(r.report_id)) for r in reports.itertuples()}
    lines = []
    for year in years[-yearly.MOST_YEARS:]:
        part = frame[frame["key"] == whose.get(year, "")]
        none = t("No channel is reported.") if year in whose else t(yearly.ABSENT)
        lines.append(part.assign(name=str(year)) if len(part) else pd.DataFrame([{"key": f"none-{year}", "name": f"{year} · {none}", "channel": "website", "value": float("nan"),
                                                                                  "total": float("nan"), "outside": False}]))
    chart = draw_channels(pd.concat(lines, ignore_index=True), chart_words("条", channel_names()), parts.dark())
    parts.draw_chart(chart, "channels-by-year", t("Bars: channels of each year in numbers"), unit="条")
    st.caption(t("Stroke: the report’s own total. Hatched: a channel outside that total."))
    pick = parts.picked("channels-by-year")
    if pick and pick[0].isdigit() and pick[1:] and pick[1] in (*CHANNELS, "total"):
        rows = query_sources(int(pick[0]), "disclosed_total" if pick[1] == "total" else f"channel_{pick[1]}")
        behind.draw_behind(channel_names().get(pick[1], t("total")), rows, ["year", "measure", "value", "unit", "percent", "within_total"], "channels-by-year")
    parts.draw_twin(frame.assign(year=frame["key"].map({v: k for k, v in whose.items()})), ["year", "channel", "value", "unit", "total", "within_total"], "channels-by-year", ["key", "channel"])


if __name__ == "__main__":
    begin_at_the_entrance()
