"""Follow-up: what became of the problems and promises of the year before, what does not continue from year to year, and who lies far from the like."""
from html import escape

import pandas as pd
import streamlit as st

from data import findings, followup, peers
from pages.shared import address, judging, parts
from pages.shared.ask import ask, database
from pages.shared.columns import report_link
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms
from pages.shared.person import draw_actor
from pages.shared.pieces import table, tag
from pages.shared.words import mark, number, t, theme_name
from report import form
from report.checks.outliers import COMPARED

PAGE = 30
ACROSS = ("Y-1", "T2-1", "T2-5", "T2-7", "Y-5", "T3-8", "T4-3", "T4-4")  # checks from year to year that are about numbers


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters()
    parts.draw_head(t("Follow-up from year to year"), scope)
    if scope.year is None:
        parts.draw_empty(t("No report is stored yet."))
        return
    shown = address.choose(st.segmented_control, t("Show"), list(SHOWN), "show", default="themes", format_func=lambda s: t(SHOWN[s][0]), required=True,
                           label_visibility="collapsed")
    SHOWN[shown][1](scope)


def themes_as_tags(themes: list[str], sign: str = "") -> str:
    """Returns themes as small labels; a dash where there is none."""
    return "".join(f'<span class="tag theme">{sign}{escape(theme_name(x))}</span>' for x in themes) or "—"


def both_years(scope: Scope) -> dict[str, int]:
    """Returns how many agencies have a report for this year and the year before, and what they repeat; says so where there is none."""
    counts = ask(followup.query_followup_counts, scope.year, scope.wide)
    if not counts["both"]:
        parts.draw_empty(t("No agency of this choice has a report for both {year} and {before}.", year=scope.year, before=scope.year - 1),
                         t("Choose another year or clear the filters."), upload=False)
    return counts


def draw_themes(scope: Scope) -> None:
    """Draws, an agency a line, which problems are new, repeated, or no longer named."""
    counts = both_years(scope)
    if not counts["both"]:
        return
    parts.draw_lead(t("{n} of {all} agencies with both years name a problem of {before} again in {year}.", n=counts["repeated"], all=counts["both"], before=scope.year - 1, year=scope.year))
    parts.draw_coverage(t("Compared by theme: the same theme may be another problem. “No longer named” does not prove that it is solved."))
    draw_terms("unanswered")
    found = ask(followup.query_followup, scope.year, scope.wide, limit=PAGE, offset=parts.draw_pager(counts["both"], PAGE))
    lines = [[link(r), themes_as_tags(r.repeated, "↻ "), themes_as_tags(r.new, "+ "), themes_as_tags(r.gone, "− "), themes_as_tags(r.unanswered, "! ")]
             for r in found.itertuples()]
    st.html(f'<div class="board">{table([t("Agency name"), t("Repeated"), t("New"), t("No longer named"), t("Without a measure of that theme")], lines)}</div>')
    save(scope, None, ["agency", "repeated", "new", "gone", "unanswered"], t("Problems from year to year"))
    if counts["both"] == 1 or len(scope.wide.agencies) == 1:
        draw_years(scope)
    else:
        st.caption(t("Choose one agency in the sidebar to see all its years."))


def draw_years(scope: Scope) -> None:
    """Draws themes against years for one agency."""
    found = ask(followup.query_theme_years, scope.wide)
    years = sorted({int(y) for y in found["year"]})
    cells = {(r.theme, int(r.year), r.part): int(r.report_id) for r in found.itertuples()}
    st.subheader(t("Themes by year"), anchor=False)
    lines = []
    for theme in dict.fromkeys(found["theme"]):
        marks = []
        for year in years:
            problem, measure = cells.get((theme, year, "problem")), cells.get((theme, year, "measure"))
            words = " ".join(w for w in (tag("warning", t("problem")) if problem else "", tag("information", t("measure")) if measure else "") if w)
            marks.append(f'<a href="{report_link(problem or measure, "problems")}" target="_self">{words}</a>' if words else "·")
        lines.append([escape(theme_name(theme)), *marks])
    st.html(f'<div class="board">{table([t("Theme"), *map(str, years)], lines)}</div>')


def draw_promises(scope: Scope) -> None:
    """Draws measures promised last year beside this year's problems, and sections five whose measures fit none of the problems."""
    counts = both_years(scope)
    if counts["both"]:
        parts.draw_lead(t("{n} of {all} agencies promised in {before} to improve what they name as a problem again in {year}.", n=counts["broken"], all=counts["both"],
                          before=scope.year - 1, year=scope.year))
        if counts["broken"]:
            offset = parts.draw_pager(counts["broken"], PAGE, "ppage")
            broken = ask(followup.query_followup, scope.year, scope.wide, "broken", PAGE, offset)
            lines = [[link(r), themes_as_tags(r.promised), themes_as_tags(r.broken, "↻ "), themes_as_tags(r.measures)] for r in broken.itertuples()]
            heads = [t("Agency name"), t("Promised in {year}", year=scope.year - 1), t("A problem again in {year}", year=scope.year), t("Measures of {year}", year=scope.year)]
            st.html(f'<div class="board">{table(heads, lines)}</div>')
            save(scope, "broken", ["agency", "promised", "broken", "measures"], t("Promises and problems"))
    st.subheader(t("Problems without fitting measures, {year}", year=scope.year), anchor=False)
    st.caption(t("A measure of a theme akin to the problem’s, or about the same thing in the same words, counts as fitting."))
    chosen = ("F-6", "Y-4")
    counts = ask(findings.query_check_counts, scope.filter)
    unknown = int(counts.loc[counts["check"].isin(chosen), "not_checkable"].sum())
    draw_list(scope, chosen, parts.join([t("The checks F-6 and Y-4 find no such problem."), t("{n} times they could not be made.", n=unknown) if unknown else ""]))


def draw_numbers(scope: Scope) -> None:
    """Draws what does not continue from last year's numbers."""
    both = ask(followup.query_followup_counts, scope.year, scope.wide)["both"]
    counts = {r.check: int(r.reports) for r in ask(findings.query_check_counts, scope.filter).itertuples()}
    parts.draw_coverage(t("{n} agencies of this choice have reports for both {year} and {before}; only these can be compared.", n=both, year=scope.year, before=scope.year - 1))
    lines = [[escape(c), escape(t(judging.BY_ID[c].title)), f"<b>{counts.get(c, 0)}</b>", escape(t(judging.BY_ID[c].formula))] for c in ACROSS]
    st.html(f'<div class="board">{table([t("Check"), t("What is checked"), t("Reports with findings"), t("Rule")], lines, 3)}</div>')
    draw_list(scope, ACROSS, t("Every number that was compared continues from the year before."))


def draw_list(scope: Scope, chosen: tuple[str, ...], none: str) -> None:
    """Draws the findings of some checks, a page at a time."""
    total = ask(findings.query_finding_count, scope.filter, checks=chosen)
    if not total:
        st.caption(none)
        return
    judging.draw_problem()
    draw_actor()
    offset = parts.draw_pager(total, 15, "fpage")
    for row in ask(findings.query_finding_rows, scope.filter, checks=chosen, limit=15, offset=offset).itertuples():
        judging.draw_finding(row)


def draw_outliers(scope: Scope) -> None:
    """Draws numbers far from those of like agencies, and the peers of the one that was selected."""
    found = ask(peers.query_outliers, scope.filter)
    parts.draw_lead(t("{n} numbers lie far from those of like agencies (same kind, county and year). This is information: it says nothing of right or wrong.", n=len(found)))
    parts.draw_coverage(t("Robust z-score above 3.5 on a logarithmic scale, at least five peers, at least 10 from the median; blanks, approximate totals and doubtful cells are left out."))
    if found.empty:
        st.caption(t("No number of this choice lies far from its peers, or there are fewer than five peers."))
        return
    shown = found.assign(measure_name=[number_name(n) for n in found["number"]], open=[report_link(i, place_of(n)) for i, n in zip(found["report_id"], found["number"])])
    columns = ["agency", "county", "kind", "year", "measure_name", "value", "median", "score", "peers", "open"]
    state = parts.draw_frame_table(shown, columns, "outliers", on_select="rerun", selection_mode="single-row")
    parts.draw_downloads(shown, columns, t("Far from like agencies"), "outliers")
    rows = [i for i in state["selection"]["rows"] if i < len(shown)] or ([0] if len(shown) == 1 else [])
    if not rows:
        st.caption(t("Select a row to see the peers."))
        return
    chosen = shown.iloc[rows[0]]
    near = ask(peers.query_peers, int(chosen["report_id"]), chosen["number"])
    st.subheader(t("{number}: {agency} and its peers", number=chosen["measure_name"], agency=chosen["agency"]), anchor=False)
    lines = [[f"<b>{escape(r.agency)}</b>" if int(r.report_id) == int(chosen["report_id"]) else
              f'<a href="{report_link(r.report_id, place_of(chosen["number"]))}" target="_self">{escape(r.agency)}</a>', f"<b>{number(r.value)}</b>"] for r in near.itertuples()]
    st.html(f'<div class="board">{table([t("Agency name"), chosen["measure_name"]], lines)}</div>')


def number_name(name: str) -> str:
    """Returns the official name of a number that is compared."""
    if name == "total":
        return t(form.measures()["disclosed.total"]["english"])
    place, row, _ = COMPARED[name]
    return t(form.row_name(place, row, "en"))


def place_of(name: str) -> str:
    """Returns where on the report's page the number stands."""
    return "figures" if name == "total" else "cell-" + "-".join(COMPARED[name])


def link(row) -> str:
    """Returns the agency's name, linked to section five of its report."""
    return f'<a href="{report_link(row.report_id, "problems")}" target="_self">{escape(row.agency)}</a>'


def save(scope: Scope, only: str | None, columns: list[str], file: str) -> None:
    """Draws the buttons that save all lines of such a list, its themes in words."""
    def words() -> pd.DataFrame:
        found = followup.query_followup(database(), scope.year, scope.wide, only)
        return found.assign(**{c: [t(", ").join(map(theme_name, themes)) for themes in found[c]] for c in columns if c != "agency"})

    parts.draw_downloads(words, columns, file, f"save-{columns[1]}")


SHOWN = {"themes": (mark("Problems from year to year"), draw_themes), "promises": (mark("Promises and problems"), draw_promises),
         "numbers": (mark("Numbers from year to year"), draw_numbers), "outliers": (mark("Far from like agencies"), draw_outliers)}

if __name__ == "__main__":
    begin_at_the_entrance()
