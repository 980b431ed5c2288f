"""What the reports name as their problems: themes ranked, agencies against themes, and the sentences behind each cell."""
import pandas as pd
import streamlit as st

from charts.heat import draw_heat, draw_themes
from data import listings, queries, spread
from data.filters import Filter
from pages.shared import address, behind, parts
from pages.shared.ask import ask
from pages.shared.chartwords import chart_words
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms
from pages.shared.names import report_names
from pages.shared.words import language, mark, t, theme_name
from report import themes as taxonomy

PAGE = 30  # agencies a page of the heat map
LEADING = 3  # themes told in the page's sentence
PARTS = {"problem": mark("Problems stated"), "measure": mark("Measures announced")}


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters()
    parts.draw_head(t("Stated problems and measures"), scope)
    if scope.year is None:
        parts.draw_empty(t("No report is stored yet."))
        return
    part = address.choose(st.segmented_control, t("Show"), list(PARTS), "part", default="problem", format_func=lambda p: t(PARTS[p]), required=True,
                          label_visibility="collapsed")
    found = ask(queries.query_themes, scope.filter, part)
    draw_finding(scope, part, found)
    if len(found):
        draw_ranked(scope, part, found)
    draw_grid(scope, part, found)


def names() -> dict[str, str]:
    """Returns the themes' names in the session's language, in the order of the taxonomy."""
    return {id: theme_name(id) for id in (*(theme.id for theme in taxonomy.themes()), taxonomy.UNCLASSIFIED)}


def definition(id: str) -> str:
    """Returns what a theme means, for a line under its name."""
    if id == taxonomy.UNCLASSIFIED:
        return t("A sentence that fits none of the sixteen themes; it is not forced into one.")
    theme = taxonomy.theme(id)
    return theme.definition if language() == "zh" else theme.definition_english


def draw_finding(scope: Scope, part: str, found: pd.DataFrame) -> None:
    """Draws the page's finding and its coverage."""
    known, counts = ask(spread.query_known, scope.wide, scope.year), ask(spread.query_clause_counts, scope.filter, part)
    told = mark("{n} of {known} agencies state problems for {year}, {clauses} in all.") if part == "problem" else \
        mark("{n} of {known} agencies announce measures for {year}, {clauses} in all.")
    sentences = [t(told, n=counts["reports"], known=known, year=scope.year, clauses=counts["clauses"])]
    if len(found):
        sentences.append(leading_words(found))
    parts.draw_lead(*sentences)
    parts.draw_coverage(t("Coverage: {reports} of {known} known agencies have a report for {year}; in {none} of them nothing of this kind was found.",
                          reports=counts["all"], known=known, year=scope.year, none=counts["all"] - counts["reports"]), scope, scope.year)


def leading_words(found: pd.DataFrame) -> str:
    """Returns the themes that most agencies name, so many as stand before the others without a tie; where that is none, how many share the first place."""
    leading = found.head(LEADING)
    if len(found) > LEADING and found["reports"].iloc[LEADING] == leading["reports"].iloc[-1]:
        leading = leading[leading["reports"] > leading["reports"].iloc[-1]]
    if leading.empty:
        most = int(found["reports"].iloc[0])
        return t("{count} themes share the first place ({n} agencies each).", count=int((found["reports"] == most).sum()), n=most)
    return t("Named most often: {themes}.", themes=t(", ").join(t("{theme} ({n})", theme=theme_name(r.theme), n=r.reports) for r in leading.itertuples()))


def draw_ranked(scope: Scope, part: str, found: pd.DataFrame) -> None:
    """Draws the themes by how many agencies name them, and the sentences of the one that was picked."""
    st.subheader(t("Themes by number of agencies"), anchor=False)
    draw_terms("theme")
    frame = found.assign(agencies=found["reports"])
    parts.draw_chart(draw_themes(frame, chart_words(names=names()), parts.dark()), "themes", t("Bars: how many agencies name each theme"), unit="个")
    pick = parts.picked("themes")
    if pick and pick[0] in names():
        rows = ask(listings.query_clause_list, scope.filter, part=part, theme=pick[0], limit=500)
        draw_clauses(theme_name(pick[0]), rows, pick[0], part, "themes")
    parts.draw_twin(found, ["theme", "reports", "clauses"], "themes", ["theme"])


def draw_clauses(heading: str, rows: pd.DataFrame, theme: str, part: str, name: str) -> None:
    """Draws sentences with the theme's meaning and the words that decided it."""
    st.caption(f"{theme_name(theme)}: {definition(theme)}" if language() == "en" else f"{theme_name(theme)}：{definition(theme)}")
    shown = rows.assign(cues=[t(", ").join(c.get(theme, [])) if isinstance(c, dict) else "" for c in rows["cues"]])
    behind.draw_behind(heading, shown, ["agency", "year", "cues"], name, part)


def draw_grid(scope: Scope, part: str, found: pd.DataFrame) -> None:
    """Draws agencies against themes, a page at a time, and the sentences behind the cell that was picked."""
    st.subheader(t("Agency by theme"), anchor=False)
    total = ask(listings.query_count, listings.query_reports, scope.filter)
    offset = parts.draw_pager(total, PAGE)
    reports = ask(listings.query_reports, scope.filter, order="problems" if part == "problem" else "measures", descending=True, limit=PAGE, offset=offset)
    if reports.empty:
        parts.draw_empty(t("No report for {year} in this choice.", year=scope.year), t("Choose another year or clear the filters."), upload=False)
        return
    ids = tuple(int(i) for i in reports["report_id"])
    grid = ask(spread.query_grid, ids, part)
    frame = reports[["report_id"]].merge(grid, on="report_id", how="left")
    name = report_names(reports)
    frame = frame.assign(key=frame["report_id"].astype(str), name=frame["report_id"].map(name), count=frame["clauses"].fillna(0))
    used = [id for id in names() if id in set(found["theme"])] or list(names())[:8]
    parts.draw_chart(draw_heat(frame, used, chart_words(names=names()), parts.dark()), "grid", t("Heat map: how often each agency names each theme"), wide=True, unit="次")
    st.caption(t("A number is how many sentences of the report carry the theme. “·”: the report has no section on problems. “?”: it has one, and nothing was recognised in it."))
    long = frame.dropna(subset=["theme"]).assign(agency=lambda f: f["name"])
    pick = parts.picked("grid")
    if pick and len(pick) == 2 and pick[0].isdigit() and pick[1] in names():
        rows = ask(listings.query_clause_list, Filter(), part=part, theme=pick[1], reports=(int(pick[0]),), limit=100)
        draw_clauses(f"{name.get(int(pick[0]), '')} · {theme_name(pick[1])}", rows, pick[1], part, "grid")
    parts.draw_twin(long, ["agency", "theme", "clauses"], "grid", ["key", "theme"])


if __name__ == "__main__":
    begin_at_the_entrance()
