"""Progress: who owes a report, who has handed in, in time or late, who is missing and must be reminded; the roster and the days it rests on."""
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from data import progress, queries, roster, spread
from data.filters import office_day
from exports.frames import to_xlsx
from exports.reminders import reminder_text, reminders, timing
from pages.shared import address, parts, rosters
from pages.shared.ask import ask
from pages.shared.columns import report_link
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard, may
from pages.shared.glossary import draw_terms
from pages.shared.words import language, mark, t

PAGE = 50
NAMED = 6  # missing agencies named in the conclusion
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = {"missing": mark("Missing"), "late": mark("Late"), "undated": mark("Handed in, date not known"), "in_time": mark("In time"), "no_day": mark("Handed in, no deadline set")}
TABLE = ["agency", "kind", "progress", "published", "timing", "due", "stored_on", "versions", "returned", "open_findings", "open", "profile"]


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters(due=office_day().year - 1)
    parts.draw_head(t("Progress"), scope)
    year = scope.year or office_day().year - 1
    places = ask(roster.query_rostered, scope.filter.region)
    if not places:
        draw_without_roster(scope, year)
        return
    counts = ask(progress.query_progress_counts, scope.wide, year)
    missing = ask(progress.query_progress, scope.wide, year, ("missing",), limit=None)
    draw_conclusion(year, counts, missing, places)
    shown = address.choose(st.segmented_control, t("Show"), list(SHOWN), "show", default="list", format_func=lambda s: t(SHOWN[s][0]), required=True,
                           label_visibility="collapsed")
    SHOWN[shown][1](scope, year)


def draw_conclusion(year: int, counts: progress.Counts, missing: pd.DataFrame, places: list[str]) -> None:
    """Draws who has handed in and who has not, and the key figures."""
    states = counts.states
    sentences = [t("For {year}, {n} of {owing} agencies have handed in: {in_time} in time, {late} late.", year=year, n=counts.handed_in, owing=counts.owing,
                   in_time=states["in_time"], late=states["late"]) if states["in_time"] or states["late"] else
                 t("For {year}, {n} of {owing} agencies have handed in.", year=year, n=counts.handed_in, owing=counts.owing)]
    if 0 < len(missing) <= NAMED:
        sentences.append(t("Missing: {names}.", names=t(", ").join(missing["agency"])))
    elif len(missing):
        sentences.append(t("{n} are missing.", n=len(missing)))
    else:
        sentences.append(t("Nobody is missing."))
    parts.draw_lead(*sentences)
    told = [t("The roster has {n} agencies that owe a report for {year}.", n=counts.owing, year=year)]
    if counts.vertical:
        told.append(t("{n} more are managed from above and are not counted.", n=counts.vertical))
    if states["undated"]:
        told.append(t("{n} reports do not tell when they were published; the day on which they were stored here proves nothing.", n=states["undated"]))
    if states["no_day"]:
        told.append(t("For {n} of those handed in, no deadline is set.", n=states["no_day"]))
    if len(places) > 1:
        told.append(t("Rosters of {n} places.", n=len(places)))
    parts.draw_coverage(parts.join(told))
    draw_terms("roster", "deadline")
    overdue = sum(isinstance(d, str) and d < office_day().isoformat() for d in missing["due"])
    boxes = [(t("Handed in"), f"{counts.handed_in:,} / {counts.owing:,}", t("agencies of the roster")), (t("In time"), f"{states['in_time']:,}", t("published by the deadline")),
             (t("Late"), f"{states['late']:,}", t("published after the deadline")), (t("Missing"), f"{states['missing']:,}", t("{n} of them overdue today", n=overdue))]
    html = "".join(f'<div class="figure"><div class="name">{escape(name)}</div><div class="value">{escape(value)}</div><div class="told">{escape(words)}</div></div>'
                   for name, value, words in boxes)
    st.html(f'<div class="figures">{html}</div>')


def draw_list(scope: Scope, year: int) -> None:
    """Draws the list, the missing first, a page at a time."""
    left, right = st.columns([3, 2])
    with left:
        states = address.choose(st.segmented_control, t("Progress"), list(STATES), "state", many=True, format_func=lambda s: t(STATES[s]), selection_mode="multi")
    with right:
        words = address.search(t("Search by agency or code"), "q", placeholder=t("part of a name"))
    chosen = (scope.wide, year, tuple(states), words)
    total = ask(progress.query_progress_count, *chosen)
    if not total:
        parts.draw_empty(t("No agency fits."), t("Try part of the name, or clear the filters."), upload=False)
        return
    offset = parts.draw_pager(total, PAGE)
    found = readable(ask(progress.query_progress, *chosen, limit=PAGE, offset=offset))
    parts.draw_frame_table(found, TABLE, f"progress-{offset}")
    whole = found if total <= PAGE else readable(ask(progress.query_progress, *chosen, limit=None))
    parts.draw_downloads(whole, [*TABLE, "code"], f"{t('Progress')}-{year}", "progress")
    st.caption(t("“Published” is the date that the report itself gives. “Stored on” only tells when it came in here."))
    if may("editor"):
        st.page_link(st.session_state["pages"]["upload"], label=t("Upload the missing reports"), icon=":material/upload_file:", query_params=address.kept())
    draw_kinds(scope, year)
    draw_others(scope, year)


def readable(found: pd.DataFrame) -> pd.DataFrame:
    """Returns the rows with their state, the days and the links in words."""
    today, spoken = office_day(), language()
    told = [t(STATES[s]) for s in found["state"]]
    return found.assign(
        progress=told, timing=[words_of(s, d, due, today, spoken) for s, d, due in zip(found["state"], found["days"], found["due"])],
        published=[p if isinstance(p, str) else t("not told") if s != "missing" else "" for s, p in zip(found["state"], found["published"])],
        open_findings=["" if pd.isna(n) else f"{int(n)}" for n in found["errors"] + found["warnings"]],
        stored_on=["" if pd.isna(at) else f"{at:%Y-%m-%d}" for at in found["created_at"]], earlier=["" if pd.isna(y) else f"{int(y)}" for y in found["last_year"]],
        versions=["" if not n else f"{int(n)}" for n in found["versions"]], returned=["" if not n else f"{int(n)}" for n in found["returned"]], due=[d if isinstance(d, str) else t("not set") for d in found["due"]],
        open=[report_link(i) if not pd.isna(i) else None for i in found["report_id"]],
        profile=[f"agency?agency={i}&lang={spoken}" for i in found["agency_id"]])


def words_of(state: str, days, due, today: date, spoken: str) -> str:
    """Returns how a report or a missing one stands against its last day."""
    if state == "missing":
        return timing(due, today, spoken)
    if pd.isna(days) or state == "undated":
        return ""
    return t("{n} days late", n=int(days)) if days > 0 else t("{n} days early", n=-int(days)) if days < 0 else t("on the day")


def draw_kinds(scope: Scope, year: int) -> None:
    """Draws the counts by kind of agency."""
    with st.expander(t("By type of agency")):
        found = ask(progress.query_progress_kinds, scope.wide, year)
        parts.draw_table(found, ["kind", "owing", "in_time", "late", "undated", "no_day", "missing"], t("Progress by type"))


def draw_others(scope: Scope, year: int) -> None:
    """Draws the reports of agencies that are not on the roster, and the agencies managed from above."""
    strays = ask(progress.query_strays, scope.wide, year)
    if len(strays):
        with st.expander(t("{n} reports of agencies that are not on the roster", n=len(strays))):
            st.caption(t("They are in the charts, but not in the n of N above. Put the agency on the roster, or leave it."))
            parts.draw_table(strays.assign(open=[report_link(i) for i in strays["report_id"]]), ["agency", "county", "kind", "open"], "strays")
    above = ask(progress.query_progress, scope.wide, year, vertical=True, limit=None)
    if len(above):
        with st.expander(t("{n} agencies managed from above, not counted", n=len(above))):
            parts.draw_table(readable(above), ["agency", "county", "progress", "open"], "vertical")


def draw_reminders(scope: Scope, year: int) -> None:
    """Draws the list of the missing for a sheet and the words that remind them."""
    missing = ask(progress.query_progress, scope.wide, year, ("missing",), limit=None)
    if missing.empty:
        parts.draw_empty(t("Nobody is missing."), t("Every agency of the roster has handed in for {year}.", year=year), upload=False)
        return
    spoken, today = language(), office_day()
    st.text_area(t("Words to paste"), reminder_text(missing, year, today, spoken), height=min(400, 120 + 26 * (len(missing) // 4 + 3)), key=f"reminder-{year}-{spoken}-{len(missing)}")
    name = f"{t('Reminders')}-{year}.xlsx"
    parts.draw_save(t("Save the reminders as Excel"), lambda: to_xlsx({f"{t('Reminders')}-{year}": reminders(missing, today, spoken)}, spoken), name, XLSX, key="reminders")
    parts.draw_frame_table(readable(missing), ["agency", "kind", "due", "timing", "earlier", "profile"], "reminders-table")


def draw_without_roster(scope: Scope, year: int) -> None:
    """Draws what is known without a roster, and the way to make one."""
    known, missing = ask(spread.query_known, scope.wide, year), ask(queries.query_missing_count, year, scope.wide)
    if known:
        parts.draw_lead(t("No roster is stored here. Of the {known} agencies known, {n} have handed in for {year}.", known=known, n=known - missing, year=year))
    else:
        parts.draw_lead(t("No agency fits.") if ask(queries.query_years) else t("No report is stored yet."))
    parts.draw_missing(scope, year)
    if may("editor"):
        parts.draw_coverage(t("Only a roster tells who owes a report: paste one below, load a sheet, or make it from the stored reports."))
        rosters.draw_roster(scope, year)
    else:
        parts.draw_coverage(t("Only a roster tells who owes a report; an editor can store it here."))


SHOWN = {"list": (mark("Who has handed in"), draw_list), "reminders": (mark("Reminders"), draw_reminders), "roster": (mark("Roster"), rosters.draw_roster),
         "days": (mark("Deadlines"), rosters.draw_days)}

if __name__ == "__main__":
    begin_at_the_entrance()
