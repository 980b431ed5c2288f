"""A ranking of the agencies by chosen, weighted items; every point is traced to what it was given for."""
from html import escape

import pandas as pd
import streamlit as st

from charts.ranking import draw_ranking
from data.errors import DatabaseProblem
from data.ranking import Line, query_ranking, query_schemes, remove_scheme, save_scheme
from exports.frames import to_xlsx
from pages.shared import address, parts
from pages.shared.ask import ask, database
from pages.shared.chartwords import chart_words
from pages.shared.columns import saved
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms
from pages.shared.judging import draw_problem, say_problem
from pages.shared.person import actor, draw_actor
from pages.shared.words import language, short, t, told_problem
from report.language import say
from report.scoring import Item, items, schemes

PAGE = 25  # bars a page
MOST_WEIGHT = 100.0
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters()
    parts.draw_head(t("Ranking of the agencies"), scope)
    draw_problem()
    if scope.year is None:
        parts.draw_empty(t("No report is stored yet."))
        return
    name, weights = draw_scheme()
    try:
        lines = ask(query_ranking, scope.year, scope.wide, weights)
    except DatabaseProblem as problem:
        parts.draw_empty(problem.message(language()), problem.hint(language()), upload=False)
        return
    if not lines:
        parts.draw_empty(t("No agency in this choice."), t("Choose another year or clear the filters."), upload=False)
        return
    draw_finding(scope, lines, weights)
    draw_ranked(scope, lines, weights)
    frames = sheets(lines, weights, name)
    spoken = language()  # the file is made in another thread
    parts.draw_save(t("Save as Excel: ranking, points by item, items"), lambda: to_xlsx(frames, spoken), f"{t('Ranking of the agencies')} {scope.year}.xlsx", XLSX, key="ranking-xlsx")


def draw_scheme() -> tuple[str, dict[str, float]]:
    """Draws the choice of a scheme and its weights, which the address holds; returns the scheme's name and item -> weight."""
    own = {f"saved-{s.id}": s for s in ask(query_schemes)}
    ready = {s.id: s for s in schemes()}
    titles = {i: t(s.title) for i, s in ready.items()} | {i: s.name for i, s in own.items()}
    chosen = address.choose(st.selectbox, t("Scheme"), list(titles), "scheme", default=schemes()[0].id, format_func=titles.get, width=420)
    base = dict((own.get(chosen) or ready.get(chosen) or schemes()[0]).weights)
    weights = base | told_weights()
    with st.expander(t("Items and weights ({n} in use)", n=sum(w > 0 for w in weights.values())), icon=":material/tune:"):
        st.caption(t("What cannot be judged is left out and its weight with it; it never counts as no points. Findings that a person dismissed do not count."))
        for item in items():
            draw_item(item, weights.get(item.id, 0), base)
        if told_weights():
            st.button(t("Back to the scheme's weights"), icon=":material/undo:", on_click=address.write, args=("weights", None))
        draw_keeping(own.get(chosen), weights)
    return titles.get(chosen, "") + (f" · {t('changed')}" if weights != base else ""), weights


def told_weights() -> dict[str, float]:
    """Returns the weights that the address changes: "on_time-25"."""
    known, found = {item.id for item in items()}, {}
    for part in address.read_all("weights"):
        name, _, weight = part.partition("-")
        try:
            if name in known and 0 <= float(weight) <= MOST_WEIGHT:
                found[name] = float(weight)
        except ValueError:
            continue
    return found


def draw_item(item: Item, weight: float, base: dict[str, float]) -> None:
    """Draws one item: what it asks, and its weight."""
    words, field = st.columns([5, 1.2], vertical_alignment="center")
    checks = " " + t(", ").join(item.checks) if item.checks and not item.prefix else ""
    words.html(f'<b>{escape(t(item.title))}</b><br><span class="soft" style="font-size:0.85rem">{escape(t(item.how) + checks)}</span>')
    key = f"weight-{item.id}"
    st.session_state[key] = float(weight)

    def changed() -> None:
        told = told_weights() | {item.id: st.session_state[key]}
        address.write("weights", [f"{i}-{w:g}" for i, w in told.items() if w != base.get(i, 0)])

    field.number_input(t("Weight of “{item}”", item=t(item.title)), 0.0, MOST_WEIGHT, step=5.0, format="%g", key=key, on_change=changed, label_visibility="collapsed")


def draw_keeping(mine, weights: dict[str, float]) -> None:
    """Draws how the weights are saved under a name, and how a saved scheme is removed."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draw_actor()
        st.text_input(t("Name of the scheme"), value=mine.name if mine else "", key=f"scheme-name-{mine.id if mine else 0}", max_chars=60, width=320)
        st.button(t("Save the scheme"), icon=":material/save:", on_click=keep, args=(f"scheme-name-{mine.id if mine else 0}", weights))
        if mine:
            st.button(t("Remove “{name}”", name=mine.name), icon=":material/delete:", on_click=drop, args=(mine.name,))


def keep(field: str, weights: dict[str, float]) -> None:
    """Saves the scheme and shows it."""
    if not actor():
        say_problem(t("Give your name first: every scheme stands under a name."))
        return
    try:
        saved_id = save_scheme(database(), st.session_state.get(field, ""), weights, actor())
    except DatabaseProblem as problem:
        say_problem(told_problem(problem))
        return
    address.write("weights", None)
    address.write("scheme", f"saved-{saved_id}")


def drop(name: str) -> None:
    """Removes a saved scheme."""
    try:
        remove_scheme(database(), name, actor())
        address.write("scheme", None)
    except DatabaseProblem as problem:
        say_problem(told_problem(problem))


def draw_finding(scope: Scope, lines: list[Line], weights: dict[str, float]) -> None:
    """Draws who leads, the median and the coverage."""
    known = [line for line in lines if line.score.points is not None]
    there = [line for line in known if line.report_id is not None]
    first = [line for line in there if line.place == 1]
    sentences = []
    if first:
        names = t(", ").join(line.agency for line in first[:3]) + (t(" and {n} others", n=len(first) - 3) if len(first) > 3 else "")
        sentences.append(t("{names}: first with {points} of 100 points.", names=names, points=short(first[0].score.points)))
        middle = pd.Series([line.score.points for line in there]).median()
        sentences.append(t("The median of those with a report is {median}.", median=short(round(middle, 1))))
    parts.draw_lead(*sentences or [t("Nobody can be ranked by these items.")])
    full = sum(w for w in weights.values() if w > 0)
    partly = sum(line.score.judged < full for line in there)
    parts.draw_coverage(t("{n} of {known} agencies have a report for {year}; without one an agency of the roster has 0 points, any other no place. {partly} agencies have an item that could not be judged.",
                          n=len(there), known=len(lines), year=scope.year, partly=partly), scope, scope.year)


def draw_ranked(scope: Scope, lines: list[Line], weights: dict[str, float]) -> None:
    """Draws the bars, a page at a time; a click opens the points of one agency."""
    draw_terms("points", "judged", "rank")
    offset = parts.draw_pager(len(lines), PAGE)
    shown = lines[offset:offset + PAGE]
    frame = pd.DataFrame([{"key": str(line.agency_id), "name": f"{line.place}. {line.agency}" if line.place else line.agency,
                           "value": line.score.points, "state": "number" if line.score.points is not None else "blank"} for line in shown])
    parts.draw_chart(draw_ranking(frame, chart_words("分"), parts.dark()), "points", t("Bars: points of each agency in {year}", year=scope.year), unit="分")
    pick = parts.picked_number("points")
    line = next((one for one in lines if one.agency_id == pick), None)
    if line:
        draw_points(line, weights)
    table = pd.DataFrame([{"agency_id": one.agency_id, "place": one.place, **overview(one)} for one in lines]).astype({"place": "Int64"})
    parts.draw_twin(table.rename(columns={"place": "rank"}), ["rank", "agency", "county", "kind", "points", "judged"], "points", ["agency_id"], t("Ranking of the agencies"))


def overview(line: Line) -> dict:
    """Returns an agency's line of the table."""
    return {"agency": line.agency, "county": line.county, "kind": line.kind, "points": line.score.points, "judged": line.score.judged}


def draw_points(line: Line, weights: dict[str, float]) -> None:
    """Draws what one agency's points were given for."""
    with st.container(border=True):
        st.markdown(f"**{line.agency}** · {t('{points} of 100 points', points=short(line.score.points) if line.score.points is not None else '—')}")
        parts.draw_frame_table(pd.DataFrame(by_item(line, weights)), ["item", "weight", "earned", "reason"], "points-of-one")
        with st.container(horizontal=True):
            if line.report_id is not None:
                st.page_link(st.session_state["pages"]["report"], label=t("Report"), icon=":material/description:", query_params=address.kept(report=line.report_id), width="content")
                st.page_link(st.session_state["pages"]["checks"], label=t("Findings"), icon=":material/fact_check:", query_params=address.kept(agency=[line.agency_id]), width="content")
            st.button(t("Clear selection"), icon=":material/close:", on_click=parts.unpick, key="points-clear")


def by_item(line: Line, weights: dict[str, float]) -> list[dict]:
    """Returns each item's weight, the points earned of it (None: not judged) and why."""
    titles = {item.id: item.title for item in items()}
    return [{"agency": line.agency, "item": t(titles[i]), "weight": weights[i], "earned": None if mark.share is None else round(weights[i] * mark.share, 2),
             "reason": say(mark.reason, mark.values, language())} for i, mark in line.score.marks.items()]


def sheets(lines: list[Line], weights: dict[str, float], name: str) -> dict[str, pd.DataFrame]:
    """Returns the sheets of the workbook: the ranking, each agency's points by item, the items with their weights."""
    ranking = pd.DataFrame([{"rank": one.place, **overview(one)} for one in lines]).astype({"rank": "Int64"})
    traced = pd.DataFrame([row for one in lines for row in by_item(one, weights)])
    chosen = pd.DataFrame([{"item": t(item.title), "weight": weights.get(item.id, 0), "how": t(item.how)} for item in items() if weights.get(item.id, 0) > 0])
    return {t("Ranking of the agencies"): saved(ranking, list(ranking)), t("Points by item"): saved(traced, list(traced)),
            f"{t('Items')} {name}": saved(chosen, list(chosen))}


if __name__ == "__main__":
    begin_at_the_entrance()
