"""The numbers of a comparison: small charts on equal axes, and a table of differences, ranks and the median of the place."""
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts.multiples import draw_multiples
from charts.trend import mark_breaks
from data import agency, listings, queries, spread
from data.filters import Filter
from data.queries import CHANNELS
from pages.shared import address, behind, parts, side, yearly
from pages.shared.ask import ask
from pages.shared.chartwords import break_words, chart_words
from pages.shared.filters import Scope, agency_names
from pages.shared.columns import report_link
from pages.shared.sources import headline_name, headline_unit, measure_of, query_sources
from pages.shared.words import code_name, t, unit_name
from report.ranks import ranks

MEASURES = ("disclosed_total", *(f"channel_{c}" for c in CHANNELS), "requests_received", "requests_carried_in", "requests_handled", "requests_carried_out")
FEWEST = 3  # numbers that a median is of
LEVELS = ((6, "county"), (4, "city"), (2, "province"))


@dataclass(frozen=True)
class Ground:
    """Whose median the numbers are held beside: the digits and the name of the place ("" where the agencies share none), and the kinds."""

    digits: str
    name: str
    kinds: tuple[str, ...]


def ground_of(scope: Scope) -> Ground:
    """Returns the smallest place that the chosen agencies share (or the region chosen in the sidebar), and their kinds."""
    found = ask(queries.query_agencies, Filter(agencies=scope.wide.agencies))
    kinds = scope.wide.kinds or tuple(sorted(set(found["kind"])))
    codes = [None if pd.isna(c) else f"{int(c):012d}" for c in found["region_code"]]
    for digits, level in LEVELS:
        if codes and None not in codes and len({c[:digits] for c in codes}) == 1:
            name = found[level].dropna()
            return Ground(codes[0][:digits], str(name.iloc[0]) if len(name) else "", kinds)
    return Ground("", "", kinds)


def medians_of(ground: Ground, measure: str) -> dict[int, float]:
    """Returns year -> the median of all agencies of that ground which give the number; none where fewer than three do, or no place is shared."""
    if not ground.digits:
        return {}
    found = ask(spread.query_spread, Filter((), ground.digits, ground.kinds), measure)
    return {int(r.year): float(r.median) for r in found.itertuples() if r.n >= FEWEST}


def ground_words(ground: Ground) -> str:
    """Returns whose median is shown, in words."""
    if not ground.digits:
        return t("No median is shown: the agencies lie in different provinces, or the place of one is not known.")
    return t("Dotted line and median: of all agencies of {place} of these kinds ({kinds}) that give the number, the chosen ones included, from {n} on.", place=ground.name,
             kinds=t(", ").join(map(code_name, ground.kinds)), n=FEWEST)


def draw_panels(scope: Scope, ground: Ground) -> None:
    """Draws one measure of each agency over the years, or the measures of the one agency, on equal axes."""
    st.subheader(t("Over the years, on equal axes"), anchor=False)
    if len(scope.wide.agencies) == 1:
        draw_measures(scope, ground)
        return
    measure = address.choose(st.selectbox, t("Measure"), list(MEASURES), "measure", default="disclosed_total", format_func=headline_name, width=320)
    if unit := unit_name(headline_unit(measure)):
        st.caption(t("Unit: {unit}", unit=unit))
    found = ask(listings.query_reports, Filter((), agencies=scope.wide.agencies), order=measure, limit=400).dropna(subset=["year"])
    names = agency_names(found.drop_duplicates("agency_id"))
    draw_grid(found, [(str(a), names.get(a, "?"), measure) for a in scope.wide.agencies if a in names], medians_of, ground)


def draw_measures(scope: Scope, ground: Ground) -> None:
    """Draws the measures of one agency: those in the same unit on equal axes."""
    found = ask(listings.query_reports, Filter((), agencies=scope.wide.agencies), order="year", limit=60).dropna(subset=["year"])
    used = [m for m in MEASURES if found[m].fillna(0).any()]
    for unit in dict.fromkeys(headline_unit(m) for m in used):
        draw_grid(found, [(m, headline_name(m), m) for m in used if headline_unit(m) == unit], medians_of, ground, only=True)


def draw_grid(found: pd.DataFrame, panels: list[tuple[str, str, str]], medians, ground: Ground, only: bool = False) -> None:
    """Draws the panels (key, name, measure), three a row: an agency each, or (`only`) a measure each of the only agency."""
    if found.empty or not panels:
        return
    years = sorted({int(y) for y in found["year"]})
    years = list(range(years[0], years[-1] + 1))[-yearly.MOST_YEARS:]
    lines, known = [], {m: medians(ground, m) for m in dict.fromkeys(m for _, _, m in panels)}
    for key, _, measure in panels:
        own = found if only else found[found["agency_id"].astype(str) == key]
        by_year = {int(r["year"]): r for r in own.to_dict("records")}
        for year in years:
            row = by_year.get(year)
            value = float("nan") if row is None or pd.isna(row[measure]) else float(row[measure])
            state = "absent" if row is None else "number" if value == value else row["total_state"] if measure == "disclosed_total" else row["state"] if not only else "blank"
            lines.append({"key": key, "year": year, "value": value, "state": state, "median": known[measure].get(year, float("nan")),
                          "approximate": bool(row is not None and measure == "disclosed_total" and row["disclosed_total_approximate"])})
    unit = headline_unit(panels[0][2])
    charts = draw_multiples(pd.DataFrame(lines), years, chart_words(unit), parts.dark(), signs={"absent": t(yearly.ABSENT)})
    for start in range(0, len(panels), 3):
        for box, (key, name, measure) in zip(st.columns(3, vertical_alignment="bottom"), panels[start:start + 3]):
            with box:
                st.markdown(f"**{name}**" + (f" · {unit_name(unit)}" if only and unit_name(unit) else ""))
                chart = mark_breaks(charts[key], dict.fromkeys(break_words(measure), "‖"), parts.dark())
                parts.draw_chart(chart, f"panel-{key}", t("Small chart: {measure} by year", measure=name if only else f"{name} · {headline_name(measure)}"), unit=unit, title="")
    for key, name, measure in panels:
        pick = parts.picked(f"panel-{key}")
        if pick and len(pick) == 2 and pick[1].isdigit():
            own = found if only else found[found["agency_id"].astype(str) == key]
            own = own[own["year"] == int(pick[1])]
            rows = query_sources(int(own["report_id"].iloc[0]), measure) if len(own) else pd.DataFrame()
            behind.draw_behind(t("{agency}, {year}", agency=name, year=pick[1]), rows, ["measure", "label", "value", "unit", "percent", "within_total"], "panel")


def side_lines(reports: pd.DataFrame, ground: Ground) -> list[side.Line]:
    """Returns the headline numbers of the reports with links, ranks among the reports of the same year (over the years where there is but one agency), medians."""
    ids = tuple(int(i) for i in reports["report_id"])
    used = [m for m in MEASURES if reports[m].notna().any()]
    places = ask(agency.query_figure_places, ids, tuple(map(measure_of, used)))
    rows = reports.to_dict("records")
    alone = reports["agency_id"].nunique() == 1
    lines = []
    for measure in used:
        median = medians_of(ground, measure)
        values = [None if pd.isna(v) else v for v in reports[measure]]
        states = list(reports["total_state"]) if measure == "disclosed_total" else ["number" if v is not None else "blank" for v in values]
        place: list = [None] * len(rows)
        for year in dict.fromkeys(r["year"] for r in rows):
            within = [i for i, r in enumerate(rows) if alone or r["year"] == year]
            for i, rank in zip(within, ranks([values[i] for i in within])):
                place[i] = rank
        about = [measure == "disclosed_total" and bool(r["disclosed_total_approximate"]) for r in rows]
        links = [report_link(r["report_id"], yearly.place_of(r | {"edition_requests": r["edition_requests"]}, measure, places)) for r in rows]
        lines.append(side.Line(headline_name(measure), values, states, [median.get(int(y)) for y in reports["year"]], place, links, about))
    return lines


def flat(lines: list[side.Line], reports: pd.DataFrame) -> pd.DataFrame:
    """Returns the table as a frame, a measure of a report a row: measure_name, agency, year, value, state, gap_first, rank, of, tied, median."""
    found = []
    for line in lines:
        first = line.values[0]
        for i, row in enumerate(reports.itertuples()):
            value, rank = line.values[i], line.ranks[i]
            found.append({"measure_name": line.name, "agency": row.agency, "year": row.year, "value": value, "state": line.states[i],
                          "gap_first": None if i == 0 or value is None or first is None else value - first, "rank": rank and rank.place, "of": rank and rank.of,
                          "tied": bool(rank and rank.tied), "median": line.medians[i]})
    return pd.DataFrame(found).astype({"year": "Int64", "rank": "Int64", "of": "Int64", "value": "float64", "gap_first": "float64", "median": "float64"})
