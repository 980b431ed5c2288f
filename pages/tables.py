"""The tables themselves: many agencies on the official form's headings, and every kind of stored row, searched, paged and saved."""
from html import escape
from itertools import groupby

import pandas as pd
import streamlit as st

from data import listings
from data.filters import Filter
from data.printed import query_printed_cells
from data.queries import CHANNELS
from pages.shared import address, behind, official, parts
from pages.shared.ask import ask
from pages.shared.columns import report_link, title
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms
from pages.shared.names import report_names
from pages.shared.side import Line, cell
from pages.shared.words import language, mark, measure_name, t, told
from report import form

PAGE, FORM_PAGE = 100, 25  # rows a page; reports a page of the official layout
SAVED = 20_000  # rows of one saved file
SHOWN = {
    "form": mark("Official tables"), "reports": mark("Reports stored"), "figures": mark("Figures in the prose"), "cells": mark("Table cells"),
    "problems": mark("Problem sentences"), "measures": mark("Measure sentences"), "findings": mark("Findings"), "doubts": mark("Doubtful places"),
}
REPORT_COLUMNS = ["agency", "county", "kind", "year", "disclosed_total", "disclosed_total_approximate", "total_state", *(f"channel_{c}" for c in CHANNELS),
                  "requests_received", "requests_carried_in", "requests_handled", "requests_carried_out", "problems", "measures", "errors", "warnings",
                  "doubts", "source_name", "created_at", "is_demo", "open"]
# what is shown -> (question, its own arguments, columns, the kind of place on the report's page)
LISTS = {
    "reports": (listings.query_reports, {}, REPORT_COLUMNS, ""),
    "figures": (listings.query_figure_list, {}, ["agency", "year", "measure", "label", "value", "unit", "approximate", "percent", "within_total", "open", "sentence"], "figure"),
    "cells": (listings.query_cell_list, {}, ["agency", "year", "row", "column", "value", "raw", "state", "open"], "cell"),
    "problems": (listings.query_clause_list, {"part": "problem"}, ["agency", "year", "text", "open", "sentence"], "problem"),
    "measures": (listings.query_clause_list, {"part": "measure"}, ["agency", "year", "text", "open", "sentence"], "measure"),
    "findings": (listings.query_finding_list, {}, ["agency", "year", "severity", "check", "message", "open", "left", "right", "difference"], "finding"),
    "doubts": (listings.query_doubt_list, {}, ["agency", "year", "doubt", "message", "open", "where"], "doubt"),
}


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters(every_year=True)
    parts.draw_head(t("Tables"), scope)
    if not ask(listings.query_count, listings.query_reports):
        parts.draw_empty(t("No report is stored yet."))
        return
    shown = address.choose(st.segmented_control, t("Show"), list(SHOWN), "show", default="form", format_func=lambda s: t(SHOWN[s]), required=True, label_visibility="collapsed")
    words = address.search(t("Search by agency, file or words"), "q", placeholder=t("part of a name"), width=420)
    if shown == "form":
        draw_form(scope, words)
    else:
        draw_list(scope, shown, words)


def draw_list(scope: Scope, shown: str, words: str) -> None:
    """Draws one kind of stored row, a page at a time."""
    question, more, columns, place = LISTS[shown]
    if shown == "cells":
        table = address.choose(st.segmented_control, t("Table"), list(official.DRAW), "table", default="requests", format_func=official.table_name, required=True)
        st.caption(t("Cells that are not a plain printed 0."))
        more = {"table": table}
    total = ask(listings.query_count, question, scope.filter, words, **more)
    if not total:
        if words or scope.filter != Filter():
            parts.draw_empty(t("No row fits."), t("Try part of the name, or clear the filters."), upload=False)
        else:
            parts.draw_empty(t("No report has anything of this kind."), upload=False)
        return
    draw_terms("blank", "doubt")
    parts.draw_coverage(t("{total} rows in this choice.", total=f"{total:,}"))
    offset = parts.draw_pager(total, PAGE)
    found = readied(ask(question, scope.filter, words, **more, limit=PAGE, offset=offset), place)
    parts.draw_frame_table(found, columns, f"list-{shown}-{offset}")
    if statistics(found):
        st.caption(t("Statistics of this page: {words}", words=statistics(found)))
    whole = readied(ask(question, scope.filter, words, **more, limit=SAVED), place) if address.switch(t("Prepare all {n} rows for saving", n=f"{min(total, SAVED):,}"), "all") else found
    parts.draw_downloads(whole, columns, t(SHOWN[shown]), f"list-{shown}")


def readied(found: pd.DataFrame, place: str) -> pd.DataFrame:
    """Returns the rows with their sentence, what they say in the session's language, official labels, and the link to their place."""
    found = found.copy()
    if "template" in found:
        found["message"] = [told(r) for r in found.itertuples()]
    if place == "cell":
        found["at"] = [f"cell-{c.table}-{c.row}-{c.column}" for c in found.itertuples()]
        spoken = language()
        found["column"] = [form.column_name(c.table, c.row, c.column, spoken) for c in found.itertuples()]
        found["row"] = [form.row_name(c.table, c.row, spoken) for c in found.itertuples()]
    if place:
        return behind.linked(found, place)
    return found.assign(open=[report_link(i) for i in found["report_id"]])


def statistics(found: pd.DataFrame) -> str:
    """Returns count, blanks, median and range of the page's leading number, in words; nothing where the rows count different things."""
    column = next((c for c in ("value", "disclosed_total") if c in found), None)
    apart = [c for c in ("measure", "unit", "row", "column") if c in found]
    if column is None or not found[column].notna().any() or any(found[c].fillna("").nunique() > 1 for c in apart):
        return ""
    values, first = found[column].dropna(), found.iloc[0]
    name = measure_name(first["measure"]) if "measure" in found else f"{first['row']} · {first['column']}" if "row" in found else title(column)
    return t("{name}: {n} numbers, {none} without; median {median}, range {least}–{most}", name=name, n=len(values), none=int(found[column].isna().sum()),
             median=f"{values.median():,.10g}", least=f"{values.min():,.10g}", most=f"{values.max():,.10g}")


def draw_form(scope: Scope, words: str) -> None:
    """Draws one official table for many agencies: the form's headings across the top, an agency a line."""
    key = address.choose(st.segmented_control, t("Table"), list(official.DRAW), "table", default="requests", format_func=official.table_name, required=True, label_visibility="collapsed")
    column = "total"
    if key == "requests":
        columns = form.columns("requests", "received", "2021")
        names = {c.key: official.words_of(c) for c in columns}
        column = address.choose(st.selectbox, t("Applicants"), list(names), "column", default="total", format_func=names.get, width=320)
    total = ask(listings.query_count, listings.query_reports, scope.filter, words)
    if not total:
        parts.draw_empty(t("No report fits."), t("Try part of the name, or clear the filters."), upload=False)
        return
    offset = parts.draw_pager(total, FORM_PAGE)
    reports = ask(listings.query_reports, scope.filter, words, "region", False, FORM_PAGE, offset)
    cells = ask(query_printed_cells, table=key, reports=tuple(int(i) for i in reports["report_id"]))
    values = {(int(report), row, of): (None if pd.isna(value) else value, state)
              for report, row, of, value, state in zip(*(cells[c] for c in ("report_id", "row", "column", "value", "state")))}
    heads = headings(key, column, {(row, of) for _, row, of in values})
    if not heads:
        st.caption(t("No report on this page has this table."))
        return
    names = report_names(reports, year=scope.year is None)
    st.html(laid_out(key, heads, reports, names, values))
    st.html(official.legend())
    flat = pd.DataFrame([{"agency": names[int(r.report_id)], "year": r.year,
                          **{" · ".join(filter(None, h[:-2])): saved(values.get((int(r.report_id), h[-2], h[-1]), (None, "absent"))) for h in heads}} for r in reports.itertuples()])
    parts.draw_downloads(flat, list(flat), official.table_name(key), "form")


def saved(cell_: tuple[float | None, str]):
    """Returns a cell as it is written to a file: the number, or the word for what stands there."""
    value, state = cell_
    return value if value is not None else {"absent": "—", "slash": "/", "text": t("Not recognised")}.get(state, t("Not reported"))


def headings(table: str, column: str, printed: set[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    """Returns the cells across the top in the form's order: (group, label, row key, column key), only those some report prints."""
    spoken, found = language(), []
    groups = {r.key: official.words_of(r) for r in form.rows(table)}
    for row in form.rows(table):
        if table == "requests":
            if (row.key, column) in printed:
                found.append((groups.get(row.parent, "") if row.parent else "", official.words_of(row), row.key, column))
            continue
        keys = dict.fromkeys(c.key for e in ("2021", "2019") for c in form.columns(table, row.key, e))
        for key in keys:
            if (row.key, key) in printed:
                found.append((official.words_of(row), form.column_name(table, row.key, key, spoken), row.key, key))
    return found


def laid_out(table: str, heads: list[tuple], reports: pd.DataFrame, names: dict[int, str], values: dict) -> str:
    """Returns the table as HTML, groups merged in the first heading line."""
    first = "".join(official.head(group, len(list(run))) for group, run in groupby(heads, key=lambda h: h[0]))
    top = "".join(official.head(label, css="head") for _, label, *_ in heads)
    lines = []
    for report in reports.itertuples():
        found = [values.get((int(report.report_id), row, column), (None, "absent")) for *_, row, column in heads]
        plain = "".join(cell(Line("", [value], [state]), 0, False) for value, state in found)
        lines.append(f'<tr><th class="row"><a href="{report_link(report.report_id)}" target="_self">{escape(names[int(report.report_id)])}</a></th>{plain}</tr>')
    return (f'<div class="board scroll" tabindex="0"><table class="official dense"><tbody><tr>{official.head(t("Agency name"), 1, 2)}{first}</tr><tr>{top}</tr>{"".join(lines)}'
            f"</tbody></table></div>")


if __name__ == "__main__":
    begin_at_the_entrance()
