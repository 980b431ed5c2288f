"""The view of a county's own report against those of its agencies."""
import streamlit as st

from data import groups
from pages.shared import judging, parts
from pages.shared.ask import ask
from pages.shared.filters import Scope
from pages.shared.words import mark, t, told


def draw_county(scope: Scope) -> None:
    """Draws the county's own report against those of its agencies, for one county and year."""
    if scope.year is None or not scope.filter.region or len(scope.filter.region) != groups.COUNTY:
        parts.draw_empty(t("Choose one county and one year in the sidebar."), t("The county’s own report is then compared with those of its agencies."), upload=False)
        return
    answer = ask(groups.query_group, scope.filter.region, scope.year)
    parts.draw_lead(t("The county’s own report is in; {n} reports of its agencies are compared with it.", n=answer.children) if answer.parent else
                    t("The county’s own report for {year} is not in; {n} reports of its agencies are.", year=scope.year, n=answer.children))
    draw_county_coverage(scope, answer)
    for verdict, heading in (("fail", mark("What does not fit together")), ("not_checkable", mark("What cannot be said, and why"))):
        found = answer.findings[answer.findings["verdict"] == verdict]
        if len(found):
            st.subheader(t(heading), anchor=False)
            shown = found.assign(what=[t(judging.BY_ID[c].title) for c in found["check"]], message=[told(r) for r in found.itertuples()])
            columns = ["check", "what", "severity", "message"] if verdict == "fail" else ["check", "what", "message"]
            parts.draw_frame_table(shown, columns, f"county-{verdict}")
            parts.draw_downloads(shown, columns, t("County and its agencies"), f"county-{verdict}")


def draw_county_coverage(scope: Scope, answer: groups.GroupAnswer) -> None:
    """Draws how much of the roster is there, before anything is said of sums."""
    if answer.owing is None:
        parts.draw_coverage(t("No roster is stored for this county, so that nothing is said of the sums."), scope, scope.year)
        return
    told = [t("Of {owing} agencies of the roster {n} have a report; those managed from above are left out.", owing=answer.owing, n=answer.owing - len(answer.missing))]
    if answer.others:
        told.append(t("Not on the roster and left out: {names}.", names=t(", ").join(answer.others[:10])))
    parts.draw_coverage(parts.join(told), scope, scope.year)
