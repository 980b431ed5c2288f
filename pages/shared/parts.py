"""The pieces every page is made of: the finding in a sentence, coverage, charts that can be clicked, tables, downloads, empty states."""
import re
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from html import escape

import pandas as pd
import streamlit as st

from data import listings, queries
from data.corrections import query_amended
from data.filters import Filter, office_day
from exports.frames import to_csv, to_xlsx
from pages.shared import address, columns
from pages.shared.ask import ask, database
from pages.shared.filters import Scope
from pages.shared.gate import keep, may
from pages.shared.words import SPOKEN, UNREPORTED, language, t, unit_name

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAID_KIND = re.compile(r"^[^:：]{1,12}[:：] ?")  # "Bars: points of each agency" without "Bars: "
MISSING = 200  # agencies shown that have no report
PLOTLY = {"displayModeBar": False}  # its own bar shows on hover only; the button for the picture stands under each chart


def dark() -> bool:
    """Returns whether the visitor sees the dark theme."""
    return st.context.theme.type == "dark"


def draw_head(title: str, scope: Scope | None = None) -> None:
    """Draws the page's title and the choice that it shows."""
    st.title(title, anchor=False)
    st.session_state["shown"] = scope.words if scope is not None else title  # written into saved pictures
    if scope is not None:
        st.caption(scope.words)


def draw_lead(*sentences: str) -> None:
    """Draws what the page has found, in one or two sentences."""
    st.html(f'<p class="lead">{escape(join(sentences))}</p>')


def join(sentences) -> str:
    """Returns the sentences as one text: without spaces between them in Chinese."""
    return ("" if language() == "zh" else " ").join(s for s in sentences if s)


def draw_coverage(words: str, scope: Scope | None = None, year: int | None = None) -> None:
    """Draws the coverage line (n of N), with the list of those that are missing where a year is given."""
    st.html(f'<p class="coverage">{escape(words)}</p>')
    if scope is None:
        return
    draw_amended(scope.filter)
    if year is None:
        return
    st.page_link(st.session_state["pages"]["progress"], label=t("Who has handed in for {year}, and who has not", year=year), icon=":material/checklist:",
                 query_params=address.kept(year=year))
    draw_missing(scope, year)


def draw_missing(scope: Scope, year: int) -> None:
    """Draws the agencies without a report for the year, the first MISSING of them; a file holds all."""
    if not (missing := ask(queries.query_missing_count, year, scope.wide)):
        return
    told = ["agency", "county", "kind", "last_year"]
    with fold(t("{n} agencies without a report for {year}", n=missing, year=year), "missing") as opened:
        if not opened:
            return
        shown = ask(queries.query_missing, year, scope.wide, MISSING)
        draw_frame_table(shown.assign(profile=[columns.agency_link(i) for i in shown["agency_id"]]), [*told, "profile"], "table-missing")
        draw_downloads(lambda: queries.query_missing(database(), year, scope.wide), told, "missing", "missing")


def draw_amended(filter: Filter) -> None:
    """Draws which reports of the choice carry corrections by hand, so that no chart uses one unsaid."""
    found = ask(query_amended, filter)
    if len(found):
        links = t(", ").join(f'<a href="{columns.report_link(r.report_id, "corrections")}" target="_self">{escape(r.agency if isinstance(r.agency, str) else "?")}'
                         f'{"" if pd.isna(r.year) else f" {int(r.year)}"}</a>' for r in found.head(5).itertuples())
        st.html(f'<p class="coverage">✎ {escape(t("{n} reports of this choice are corrected by hand; the corrected values are used:", n=len(found)))} {links}{" …" if len(found) > 5 else ""}</p>')


def draw_empty(words: str, hint: str = "", upload: bool = True) -> None:
    """Draws an empty state: what is missing and the way on."""
    with st.container(border=True):
        st.markdown(f"**{words}**")
        if hint:
            st.caption(hint)
        if upload and may("editor"):
            st.page_link(st.session_state["pages"]["upload"], label=t("Upload reports"), icon=":material/upload_file:", query_params=address.kept())


def draw_none_fits(words: str) -> None:
    """Draws that nothing stored fits what was chosen; where nothing is stored at all, it says that."""
    if ask(listings.query_count, listings.query_reports):
        draw_empty(words, t("Try part of the name, or clear the filters."), upload=False)
    else:
        draw_empty(t("No report is stored yet."))


def draw_chart(figure, name: str, alt: str, clickable: bool = True, wide: bool = False, unit: str = "", title: str | None = None) -> None:
    """Draws a figure (`wide`: it scrolls sideways on a narrow screen); a click on a mark puts `pick` = the chart's name and the mark's ids into the address.

    Under it stand its title (that of `alt` behind its kind, where none is given; "" where a heading says it) with the unit, and a button that saves it as a picture."""
    key = f"chart-{name}-{st.session_state.get('turn', 0)}"

    def clicked() -> None:
        points = st.session_state[key]["selection"]["points"]
        ids = points[0].get("customdata") if points else None
        choose(name, list(ids.values()) if isinstance(ids, dict) else ids)

    more = {"on_select": clicked, "selection_mode": "points"} if clickable else {}
    with st.container(key=f"figure-{name}", gap=None):
        with st.container(key=f"wide-{name}") if wide else nullcontext():
            st.plotly_chart(figure, key=key, theme=None, alt=alt, config=PLOTLY, **more)
        draw_plate(alt, title, unit)


def draw_plate(alt: str, title: str | None, unit: str) -> None:
    """Draws the line under a chart: its title with the unit, and the button that saves the picture with title, choice and day in it."""
    told = SAID_KIND.sub("", alt)
    told = told[:1].upper() + told[1:]
    told = t("{title} (unit: {unit})", title=told, unit=unit_name(unit)) if unit_name(unit) else told
    under = f"{st.session_state.get('shown', '')} · {t('as of {day}', day=office_day().isoformat())}"
    words = t("Save the picture")
    st.html(f'<div class="plate"><span>{escape(told if title is None else title)}</span><button type="button" class="picture" data-title="{escape(told)}" data-under="{escape(under)}" '
            f'aria-label="{escape(words)}: {escape(told)}" title="{escape(words)}">{escape(t("PNG picture"))}</button></div>')


def choose(name: str, ids) -> None:
    """Writes the pick into the address, or takes it out where nothing is picked."""
    address.write("pick", "~".join([name, *map(str, ids)]) if ids is not None and len(ids) else None)
    address.write("row", None)


def picked(name: str) -> list[str] | None:
    """Returns the ids that were picked in the chart of that name, None where nothing was."""
    parts = (address.read("pick") or "").split("~")
    return parts[1:] if parts[0] == name and len(parts) > 1 else None


def picked_number(name: str) -> int | None:
    """Returns the first id that was picked in the chart of that name as a number, None where there is none."""
    pick = picked(name)
    return int(pick[0]) if pick and pick[0].isdigit() else None


def unpick() -> None:
    """Clears the pick and the selection in every chart and table."""
    address.write("pick", None)
    address.write("row", None)
    st.session_state["turn"] = st.session_state.get("turn", 0) + 1


def remember(key: str, name: str, values: list) -> None:
    """Writes the value of the row that was selected in the table of that key into the address, or takes it out where none is."""
    rows = [i for i in st.session_state[key]["selection"]["rows"] if i < len(values)]
    address.write(name, values[rows[0]] if rows else None)


@contextmanager
def fold(label: str, name: str, **more):
    """Draws a fold and yields whether it stands open: what lies in a closed one is neither asked for nor sent."""
    with (drawn := st.expander(label, key=f"fold-{name}", on_change="rerun", **more)):
        yield drawn.open


def draw_twin(frame: pd.DataFrame | Callable[[], pd.DataFrame], shown: list[str], name: str, ids: list[str] | None = None, file: str = "") -> None:
    """Draws the table behind a chart: to read, to save, and by keyboard to pick a row (`ids`: the columns of a pick). A function makes the frame when the fold is opened."""
    with fold(t("Data of this chart"), f"twin-{name}", icon=":material/table_rows:") as opened:  # no count: a fold whose label changes closes
        if not opened:
            return
        frame = frame() if callable(frame) else frame
        key = f"twin-{name}-{st.session_state.get('turn', 0)}"

        def chosen() -> None:
            rows = st.session_state[key]["selection"]["rows"]
            choose(name, [frame.iloc[rows[0]][c] for c in ids] if rows else None)

        more = {"on_select": chosen, "selection_mode": "single-row"} if ids else {}
        st.caption(join([t("{n} rows.", n=f"{len(frame):,}"), t("Select a row to see what lies behind it.") if ids else ""]))
        draw_frame_table(frame, shown, key, **more)
        draw_downloads(frame, shown, file or name, f"twin-{name}")


def draw_table(frame: pd.DataFrame, shown: list[str], name: str, height: int | str = "auto") -> None:
    """Draws a table without selection, with its downloads."""
    draw_frame_table(frame, shown, f"table-{name}", height=height)
    draw_downloads(frame, shown, name, name)


def draw_frame_table(frame: pd.DataFrame, shown: list[str], key: str, narrow: bool = False, **more):
    """Draws a frame as a table: names in words, what is missing said; returns the widget's state."""
    present = [c for c in shown if c in frame]
    table = columns.readable(frame[present])
    for column in present:
        if column in columns.OPTIONAL and table[column].dtype.kind == "f":
            table[column] = ["" if pd.isna(v) else f"{v:,.10g}" for v in table[column]]
        elif table[column].dtype.kind in "OU" or str(table[column].dtype) in ("str", "string"):
            table[column] = table[column].fillna("").astype("object")
    return st.dataframe(table, key=key, hide_index=True, width="stretch", column_config=columns.config(present, narrow, columns.thousands(table)), placeholder=t(UNREPORTED), **more)


def draw_downloads(frame: pd.DataFrame | Callable[[], pd.DataFrame], shown: list[str], file: str, key: str) -> None:
    """Draws the two buttons that save exactly these rows: CSV and Excel. `frame`: a function makes it when a button is pressed."""
    spoken = language()  # fixed now; the file is made when a button is pressed, outside of this run

    def saved(write):
        SPOKEN.set(spoken)
        return write(columns.saved(frame() if callable(frame) else frame, shown))

    with st.container(horizontal=True):
        draw_save(t("Save as CSV"), lambda: saved(lambda table: to_csv(table, spoken)), f"{file}.csv", CSV, key=f"csv-{key}")
        draw_save(t("Save as Excel"), lambda: saved(lambda table: to_xlsx({file: table}, spoken)), f"{file}.xlsx", XLSX, key=f"xlsx-{key}")


def draw_save(label: str, make, file: str, kind: str | None = None, icon: str = ":material/download:", **more) -> None:
    """Draws a button that saves a file made when it is pressed, as what this person may read; the log says who saved what."""
    st.download_button(label, keep(make, file), file, kind, icon=icon, **{"on_click": "ignore"} | more)


def draw_pager(total: int, size: int, name: str = "page", foot: bool = False) -> int:
    """Draws "rows a–b of N" with buttons to turn pages, held by the address; returns the offset. `foot`: once more, below a long list."""
    pages = max(1, -(-total // size))
    asked = address.read(name, "1")
    page = min(pages, max(1, int(asked))) if asked.isdigit() else 1
    if pages == 1:
        return 0
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(t("Previous"), key=f"{name}-back{'-foot' * foot}", disabled=page == 1, icon=":material/chevron_left:", on_click=address.write, args=(name, page - 1 if page > 2 else None))
        st.button(t("Next"), key=f"{name}-on{'-foot' * foot}", disabled=page == pages, icon=":material/chevron_right:", on_click=address.write, args=(name, page + 1))
        st.caption(t("Rows {first}–{last} of {total}", first=f"{(page - 1) * size + 1:,}", last=f"{min(total, page * size):,}", total=f"{total:,}"))
    return (page - 1) * size
