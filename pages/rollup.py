"""Roll-up (汇总): tables 2, 3 and 4 added up over the choice in the layout of the form; each sum opens its parts, and stands beside the county's own report."""
import re
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data import queries, rollup
from data.adding import Added
from data.sparse import TABLES
from exports import rollup as files
from exports import rollup_words as words
from pages.shared import address, official, parts
from pages.shared.ask import ask, database
from pages.shared.columns import report_link
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms
from pages.shared.places import place_name
from pages.shared.words import code_name, headed, language, mark, number, t
from report import form

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LAYOUT = {"disclosed": official.draw_disclosed, "requests": official.draw_requests, "disputes": official.draw_disputes}
NUMBERED = re.compile(r"^(\d+)\.")  # a row's number at the head of a line is no list of Markdown's
NAMES = {"disclosed": mark("Table 2: proactive disclosure"), "requests": mark("Table 3: applications"), "disputes": mark("Table 4: reconsideration and litigation")}


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters()
    parts.draw_head(t("Roll-up of the tables"), scope)
    if scope.year is None or not ask(queries.query_years):
        parts.draw_empty(t("No report is stored yet."))
        return
    vertical = address.switch(t("Include agencies managed from above"), "vertical", help=t("Tax, customs, weather and others managed from above do not belong to a county’s sum."))
    found = ask(rollup.query_rollup, scope.year, scope.wide, vertical)
    if not found.members.due:
        parts.draw_empty(t("No agency fits."), t("Choose another year or clear the filters."), upload=False)
        return
    draw_coverage(found, scope)
    draw_terms("roster", "blank", "break")
    draw_saving(found, scope)
    draw_parts(found)
    for table in TABLES:
        draw_table(found, table)
    st.html(f'<p class="legend">{escape(t("Under a sum: how many reports give no number there, and ≠ the county’s own number with its difference from the sum. Not reported: nobody printed a number. ✕ differs from the sum of its parts as printed."))}</p>')


def draw_coverage(found: rollup.Rollup, scope: Scope) -> None:
    """Draws what the sums rest on, before any number."""
    received = found.tables["requests"].cells["received", "total"]
    lead = [t("{n} of {due} agencies are added up for {year}.", n=len(found.members.reports), due=len(found.members.due), year=scope.year)]
    if received.value is not None:
        lead.append(t("Applications received add up to {value}, as printed in {n} reports.", value=number(received.value), n=received.printed))
    gaps = sum(len(a.gaps) for a in found.tables.values())
    lead.append(t("{n} printed sums differ from the sum of their parts; they are shown, not corrected.", n=gaps) if gaps else "")
    parts.draw_lead(*lead)
    lines = words.coverage(found, language())
    parts.draw_coverage(" ".join(lines[:1]), scope)
    if len(lines) > 1:
        with st.expander(t("Who is missing, and whose report is not added"), expanded=0 < len(found.members.missing) <= 12):
            st.markdown("\n".join(f"- {line}" for line in lines[1:]))
    if found.members.parent:
        differs = sum(len(words.compared(found, table)) for table in TABLES)
        link = f'<a href="{report_link(found.members.parent)}" target="_self">{escape(found.members.parent_agency)}</a>'
        said = t("{n} cells of its own report differ from the sum.", n=differs) if differs else t("Its own report agrees with the sum in every cell.")
        st.html(f'<p class="coverage">{escape(t("Beside the sum:"))} {link}{"。" if language() == "zh" else ". "}{escape(said)}</p>')
    elif found.members.parent_agency:
        parts.draw_coverage(t("{agency} has no report for {year} to stand beside the sum.", agency=found.members.parent_agency, year=scope.year))


def draw_saving(found: rollup.Rollup, scope: Scope) -> None:
    """Draws the two buttons that save the sums."""
    spoken, place = language(), place_name(scope)
    with st.container(horizontal=True):
        name = f"{place}-{scope.year}-{t('Roll-up')}"
        parts.draw_save(t("Save as Word in the official layout"), lambda: files.rollup_document(found, place, spoken), f"{name}.docx", DOCX, icon=":material/description:", type="primary", key="rollup-docx")
        parts.draw_save(t("Save as Excel with the parts"), lambda: files.rollup_workbook(database(), found, place, spoken), f"{name}.xlsx", XLSX, key="rollup-xlsx")


def draw_table(found: rollup.Rollup, table: str) -> None:
    """Draws one table of sums with its remarks, what stands apart, and what differs from the county's own report."""
    added, spoken = found.tables[table], language()
    st.subheader(words.table_name(table, spoken), anchor=False)
    if not added.reports:
        parts.draw_coverage(t("None of the reports has this table."))
        return
    st.html(f'<div class="board">{LAYOUT[table](sheet_of(found, table))}</div>')
    parts.draw_coverage(words.editions(added, spoken))
    lines = [*words.remarks(added, spoken), *(words.gap(table, g, spoken) for g in added.gaps)]
    if lines:
        st.caption("  \n".join(NUMBERED.sub(r"\1\\.", line) for line in lines))
    apart = pd.DataFrame(words.apart_lines(added, spoken), columns=["item", "sum", "reports", "why"])
    if len(apart):
        with st.expander(t("Not added, with its own sum: {n} cells", n=len(apart))):
            st.dataframe(apart, hide_index=True, width="stretch", key=f"apart-{table}",
                         column_config={"item": t("Cell of the form"), "sum": t("Sum"), "reports": t("Printed by"), "why": t("Why it stands apart")})
    differs = words.compared(found, table)
    if differs:
        with st.expander(t("Differences from {agency}: {n} cells", agency=found.members.parent_agency, n=len(differs))):
            lines = pd.DataFrame([{"item": words.cell_name(table, r, c, spoken), "sum": number(s), "own": number(o), "delta": words.signed(d) if d is not None else "≠"}
                                  for r, c, s, o, d in differs])
            st.dataframe(lines, hide_index=True, width="stretch", key=f"own-{table}",
                         column_config={"item": t("Cell of the form"), "sum": t("Sum"), "own": t("Own report"), "delta": t("Own less sum")})


def sheet_of(found: rollup.Rollup, table: str) -> official.Sheet:
    """Returns the sums as a sheet of the official layout: notes for what is wanting, marks for what differs, a link at each sum."""
    added, spoken = found.tables[table], language()
    grid: dict[str, dict[str, float | None]] = {}
    open_now = picked(found, table)
    here = "?" + urlencode(address.kept(vertical=address.read("vertical", ""), lang=language()), doseq=True) + "&"
    sheet = official.Sheet(grid, added.layout, here=(open_now,) if open_now else ())
    for (row, column), one in added.cells.items():
        place = row, column
        grid.setdefault(row, {})[column] = one.value
        sheet.titles[place] = words.cell_note(one, added, found, spoken)
        sheet.links[place] = here + urlencode({"cell": f"{table}~{row}~{column}"})
        if one.lacking:
            sheet.notes[place] = words.lacks(one, spoken)
    for gap in added.gaps:
        sheet.marks.setdefault((gap.row, gap.column), []).append(official.Mark("error", words.gap(table, gap, spoken)))
    for row, column, _, own, delta in words.compared(found, table):
        place = row, column
        told = t("≠ own {value}", value=number(own)) + (f" ({words.signed(delta)})" if delta is not None else "")
        sheet.marks.setdefault(place, []).append(official.Mark("differs", told))
        sheet.notes[place] = " ".join(n for n in (sheet.notes.get(place, ""), told) if n)
    return sheet


def picked(found: rollup.Rollup, table: str) -> tuple[str, str] | None:
    """Returns the sum of that table that the address opens; None where it opens none, or one that is not there."""
    asked = (address.read("cell") or "").split("~")
    return (asked[1], asked[2]) if len(asked) == 3 and asked[0] == table and (asked[1], asked[2]) in found.tables[table].cells else None


def draw_parts(found: rollup.Rollup) -> None:
    """Draws the choice of one sum by keyboard, and the parts of the one that is open."""
    now = next(((table, *place) for table in TABLES if (place := picked(found, table))), None)
    spoken = language()
    with st.container(border=True, key="parts"):
        st.caption(t("Click a sum in the tables, or choose it here, to see what each agency adds to it."))
        left, middle, right, clear = st.columns([1.3, 2, 1.3, 0.8], vertical_alignment="bottom")
        table = left.selectbox(t("Table of the form"), list(TABLES), index=list(TABLES).index(now[0]) if now else 0, format_func=lambda v: t(NAMES[v]), key=f"parts-table-{now}")
        cells = found.tables[table].cells
        rows = list(dict.fromkeys(r for r, _ in cells))
        row = middle.selectbox(t("Row of the form"), rows, index=rows.index(now[1]) if now and now[0] == table else None, key=f"parts-row-{table}-{now}", placeholder=t("Choose a row"),
                               format_func=lambda r: form.row_name(table, r, spoken))
        heads = [c for r, c in cells if r == row]
        column = right.selectbox(t("Column of the form"), heads, index=heads.index(now[2]) if now and now[:2] == (table, row) else len(heads) - 1 if heads else None,
                                 key=f"parts-column-{table}-{row}-{now}", placeholder=t("Choose a column"), format_func=lambda c: form.column_name(table, row, c, spoken))
        if now:
            clear.button(t("Clear selection"), key="clear-cell", on_click=address.write, args=("cell", None), icon=":material/close:", width="stretch")
        if row is None or column is None:
            return
        address.write("cell", f"{table}~{row}~{column}")  # what was chosen by keyboard stands in the address too
        draw_open(found, table, row, column)


def draw_open(found: rollup.Rollup, table: str, row: str, column: str) -> None:
    """Draws the parts of one sum, an agency a line, with the states of those that add nothing."""
    added: Added = found.tables[table]
    one, spoken = added.cells[row, column], language()
    lines = ask(rollup.query_parts, found.members, table, row, column, added.layout)
    st.markdown(f"**{headed(words.cell_name(table, row, column, spoken), number(one.value))}**")
    parts.draw_coverage(words.cell_note(one, added, found, spoken))
    lines = lines.assign(told=[part_state(p) for p in lines.itertuples()], amount=lines["value"],
                         open=[report_link(i, f"cell-{table}-{row}-{column}") if pd.notna(i) else None for i in lines["report_id"]])
    lines["kind"] = [code_name(k) for k in lines["kind"]]
    columns = {"agency": t("Agency name"), "county": t("County"), "kind": t("Type of agency"), "amount": t("Adds"), "told": t("State of the part"), "open": t("Report page")}
    table_shown = lines[list(columns)]
    st.dataframe(table_shown, hide_index=True, width="stretch", key=f"open-{table}-{row}-{column}", height=min(420, 38 + 35 * len(lines)), placeholder="—",
                 column_config={**{k: st.column_config.Column(v) for k, v in columns.items()},
                                "amount": st.column_config.NumberColumn(columns["amount"], format="%.10g"),
                                "open": st.column_config.LinkColumn(columns["open"], display_text=t("open"), width="small")})
    parts.draw_downloads(lines.assign(state=lines["state"]), ["agency", "county", "kind", "value", "told"], words.cell_name(table, row, column, spoken).replace("/", " "), "open-parts")


def part_state(part) -> str:
    """Returns how a part is printed, in words."""
    if part.state == "number":
        said = [t("printed")] + ([t("corrected by hand")] if part.corrected else []) + ([t("reading in doubt")] if part.doubted else [])
        said += [t("2019 form")] if part.edition == "2019" else []
        return ", ".join(said) if language() == "en" else "，".join(said)
    from report.language import say
    return say(words.STATES.get(part.state, part.state), language=language())


if __name__ == "__main__":
    begin_at_the_entrance()
