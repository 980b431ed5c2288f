"""Reports in the order of a number: a page of them, and a report that was just stored, at once in the chart of its county."""
import pandas as pd
import streamlit as st

from charts.ranking import draw_ranking
from data import listings, spread
from data.filters import Filter
from data.standing import query_standing
from pages.shared import parts
from pages.shared.address import kept
from pages.shared.ask import ask
from pages.shared.chartwords import chart_words
from pages.shared.names import report_names
from pages.shared.sources import headline_name, headline_unit
from pages.shared.words import t

BARS = 25  # bars a page
TOTAL = "disclosed_total"


def ask_ranked(filter: Filter, measure: str, limit: int, offset: int) -> pd.DataFrame:
    """Returns reports by the measure, largest first: value and state (number, blank, doubt) beside the identity."""
    found = ask(listings.query_reports, filter, order=measure, descending=True, limit=limit, offset=offset)
    about = found["disclosed_total_approximate"] if measure == TOTAL else False
    return found.assign(value=found[measure], approximate=about)


def draw_standing(reports: list[int]) -> None:
    """Draws the bars of the first report's county and year around it, those of `reports` (ids, just stored) in full colour, and the way to the whole chart."""
    at = ask(query_standing, reports[0])
    if at is None:
        return
    first = at.before // BARS * BARS
    found = ask_ranked(at.among, TOTAL, BARS, first)
    year = ask(spread.query_spread, at.among, TOTAL).iloc[0]
    frame = found.assign(key=found["report_id"].astype(str), name=found["report_id"].map(report_names(found)), paler=~found["report_id"].isin(reports))
    chart = draw_ranking(frame, chart_words(headline_unit(TOTAL)), parts.dark(), median=year["median"] if year["n"] >= 3 else None)
    county = found.loc[found["report_id"] == reports[0], "county"].dropna() if at.among.region else []
    st.subheader(t("{place}, {year}: where it stands", place=county.iloc[0] if len(county) else t("all regions"), year=at.among.years[0]), anchor=False)
    parts.draw_chart(chart, "standing", t("Bars: {measure} of each agency in {year}", measure=headline_name(TOTAL), year=at.among.years[0]), clickable=False, unit=headline_unit(TOTAL))
    count = int(year["reports"])
    if count > BARS:
        st.caption(t("Rows {first}–{last} of {total}", first=first + 1, last=min(first + BARS, count), total=f"{count:,}"))
    st.page_link(st.session_state["pages"]["volumes"], label=t("See it in the charts"), icon=":material/bar_chart:", width="content",
                 query_params={k: v for k, v in kept().items() if k == "lang"} | {"year": str(at.among.years[0]), "pick": f"ranking~{reports[0]}"}
                 | ({"region": at.among.region} if at.among.region else {}) | ({"page": str(first // BARS + 1)} if first else {}))
