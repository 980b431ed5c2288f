"""An agency's numbers year by year: a table whose every number leads to its source, and small charts with one axis of years; a year without a report is a gap."""
from dataclasses import dataclass, field
from html import escape

import pandas as pd
import streamlit as st

from charts.multiples import draw_multiples
from charts.trend import mark_breaks
from data.agency import BLOCKS
from pages.shared import parts
from pages.shared.chartwords import break_words, chart_words
from pages.shared.columns import report_link
from pages.shared.sources import HEADLINES, headline_name, headline_unit, measure_of
from pages.shared.words import UNREAD, UNREPORTED, language, mark, number, t, unit_name
from report import form

ABSENT = mark("No report")
ALWAYS = ("disclosed_total", "requests_received", "requests_handled")
MOST_YEARS = 12
LOOKS = {"blank": ("blank", UNREPORTED), "doubt": ("unread", UNREAD), "text": ("unread", UNREAD), "slash": ("slash", "/"), "absent": ("absent", ABSENT), "none": ("absent", "—")}


@dataclass
class Series:
    """One quantity over the years: its id, name, unit, and by year the value, state (number, blank, doubt, slash, text, none: not in that report;
    a year without entry has no report), the address of its place, the median of its peers; `breaks`: first years from which it is counted otherwise."""

    key: str
    name: str
    unit: str
    values: dict[int, float | None] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)
    medians: dict[int, float] = field(default_factory=dict)
    about: dict[int, bool] = field(default_factory=dict)
    breaks: dict[int, str] = field(default_factory=dict)


def headline_series(reports: pd.DataFrame, headline: str, places: dict[tuple[int, str], int], medians: pd.DataFrame) -> Series:
    """Returns one headline of the agency's reports (data.agency.query_agency_years)."""
    found = Series(headline, headline_name(headline), headline_unit(headline), breaks=break_words(headline))
    for row in reports.to_dict("records"):
        year, value = int(row["year"]), row[headline]
        found.values[year] = None if pd.isna(value) else value
        found.states[year] = "number" if not pd.isna(value) else row.get(f"state_{headline}", "blank")
        found.links[year] = report_link(row["report_id"], place_of(row, headline, places))
        found.about[year] = headline == "disclosed_total" and bool(row["disclosed_total_approximate"])
    found.medians = {int(m.year): m.median for m in medians[medians["measure"] == headline].itertuples()}
    return found


def place_of(row: dict, headline: str, places: dict[tuple[int, str], int]) -> str:
    """Returns where on the report's page the headline stands: its cell of table 3, its sentence, else the list of figures."""
    _, line = HEADLINES.get(headline, ((), None))
    if line and isinstance(row["edition_requests"], str):
        return f"cell-requests-{line}-total"
    seq = places.get((int(row["report_id"]), measure_of(headline)))
    return "figures" if seq is None else f"figure-{seq}"


def dispute_series(reports: pd.DataFrame, disputes: pd.DataFrame, block: str) -> Series:
    """Returns one total of table 4 of the agency's reports."""
    found = Series(block, form.row_name("disputes", block, language()), "件")
    told = {int(d.report_id): (d.value, d.state) for d in disputes[disputes["block"] == block].itertuples()}
    for row in reports.itertuples():
        value, state = told.get(int(row.report_id), (None, "none"))
        found.values[int(row.year)] = None if value is None or pd.isna(value) else value
        found.states[int(row.year)], found.links[int(row.year)] = state, report_link(row.report_id, f"cell-disputes-{block}-total")
    return found


def all_series(reports: pd.DataFrame, disputes: pd.DataFrame, places: dict, medians: pd.DataFrame, headlines: tuple[str, ...]) -> list[Series]:
    """Returns what is shown: the headlines that any report gives (the three main ones always), then the totals of table 4."""
    used = [h for h in headlines if h in ALWAYS or reports[h].notna().any()]
    return [*(headline_series(reports, h, places, medians) for h in used), *(dispute_series(reports, disputes, b) for b in BLOCKS)]


def table(years: list[int], series: list[Series]) -> str:
    """Returns the table as HTML: a line a quantity, a column a year."""
    top = "".join(f'<th class="head">{h}</th>' for h in ["", *years])
    body = "".join(f'<tr><th class="row">{escape(line.name)}</th>{"".join(cell(line, year) for year in years)}</tr>' for line in series)
    return f'<div class="board scroll" tabindex="0"><table class="official"><tbody><tr>{top}</tr>{body}</tbody></table></div>'


def cell(line: Series, year: int) -> str:
    """Returns one cell as HTML: the number as a link, its change from the year before, the median of the peers."""
    value, state = line.values.get(year), line.states.get(year, "absent")
    if value is None:
        look, words = LOOKS.get(state, LOOKS["blank"])
        told = t(words)
        return f'<td class="{look}">{told if state in ("absent", "none") else linked(line, year, told)}</td>'
    before = line.values.get(year - 1)
    broken = year in line.breaks
    step = "" if before is None else f"‖ {t('break')}" if broken else "±0" if value == before else f"{value - before:+,.10g}"
    change = f'<span class="delta">{step}</span>' if step else ""
    median = f'<span class="delta">({t("median")} {number(line.medians[year])})</span>' if year in line.medians else ""
    shown = t("about {value}", value=number(value)) if line.about.get(year) else number(value)
    return f'<td class="{"zero" if value == 0 else "number"}">{linked(line, year, shown)}{change}{median}</td>'


def linked(line: Series, year: int, words: str) -> str:
    """Returns the words as a link to where the report says it."""
    return f'<a href="{escape(line.links[year])}" target="_self">{escape(words)}</a>' if year in line.links else escape(words)


def flat(years: list[int], series: list[Series]) -> pd.DataFrame:
    """Returns the table as a frame to save: measure_name, year, value, state, median; a line a quantity and year."""
    return pd.DataFrame([{"measure_name": line.name, "year": year, "value": line.values.get(year), "state": line.states.get(year, "absent"),
                          "median": line.medians.get(year)} for line in series for year in years])


def frame_of(line: Series, years: list[int]) -> pd.DataFrame:
    """Returns one quantity as the frame that charts.multiples draws."""
    states = {"slash": "blank", "text": "doubt", "none": "blank"}
    return pd.DataFrame([{"key": line.key, "year": y, "value": line.values.get(y), "state": states.get(s := line.states.get(y, "absent"), s), "median": line.medians.get(y),
                          "approximate": line.about.get(y, False)} for y in years]).astype({"value": "float64", "median": "float64"})


def draw_panels(years: list[int], series: list[Series], name: str, columns: int = 3) -> None:
    """Draws a small chart a quantity; a click puts `pick` = <name>-<quantity>~<quantity>~<year> into the address."""
    shown, drawn = years[-MOST_YEARS:], [line for line in series if not nothing_but_zero(line)]
    for start in range(0, len(drawn), columns):
        for box, line in zip(st.columns(columns), drawn[start:start + columns]):
            with box:
                st.markdown(f"**{line.name}**" + (f" · {unit_name(line.unit)}" if unit_name(line.unit) else ""))
                charts = draw_multiples(frame_of(line, shown), shown, chart_words(line.unit), parts.dark(), equal=False, signs={"absent": t(ABSENT)})
                chart = mark_breaks(charts[line.key], dict.fromkeys(line.breaks, "‖"), parts.dark())
                parts.draw_chart(chart, f"{name}-{line.key}", t("Small chart: {measure} by year", measure=line.name), unit=line.unit, title="")
    zeros = [line.name for line in series if line not in drawn]
    if zeros:
        st.caption(t("0 in every report, and so without a chart: {names}.", names=t(", ").join(zeros)))


def nothing_but_zero(line: Series) -> bool:
    """Returns whether every report of the agency prints a 0, and the peers' medians are 0 too."""
    return bool(line.values) and all(v == 0 for v in line.values.values()) and not any(line.medians.values())


def foot_marks() -> str:
    """Returns what the marks at the foot of a small chart say."""
    return t("Marks at the foot of a chart: | not reported, ◇ not recognised, × no report in that year. None of them is a zero.")


def notes(years: list[int], series: list[Series], peers: str) -> list[str]:
    """Returns what must be known to read the table and the charts: changes, medians, marks, breaks."""
    told = [t("Below a number: its change from the year before."), peers, foot_marks()]
    breaks: dict[str, list[str]] = {}
    for line in series:
        for first, words in line.breaks.items():
            if years and years[0] < first <= years[-1]:
                breaks.setdefault(words, []).append(line.name)
    told += [t("Break in the series (‖): {words} ({names}).", words=words, names=t(", ").join(dict.fromkeys(names))) for words, names in breaks.items()]
    return [words for words in told if words]
