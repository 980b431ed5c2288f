"""The sums as files: Word in the layout of the official form, and Excel with the form's tables and the parts of every sum."""
import io

import pandas

from data.adding import Added
from data.rollup import Rollup, query_all_parts
from data.sparse import TABLES
from exports import paper, words
from exports.frames import CONTROL, neutral
from exports.official import WIDTHS, lay_out
from exports.rollup_words import (STATES, apart_lines, cell_name, cell_note, compared, coverage, editions, gap, lacks, number, remarks, signed,
                                  table_name)
from report import form
from report.language import say

FIRST = 6  # line of a sheet of parts on which the agencies begin, from 0


def own_rows(added: Added) -> tuple[str, ...]:
    """Returns the groups of table 3 whose figures stand in a row of their own."""
    groups = {r.key for r in form.rows(added.table) if r.kind == "group"}
    return tuple(dict.fromkeys(row for row, _ in added.cells if row in groups)) if added.layout == "2021" else ()


def rollup_document(rollup: Rollup, place: str, language: str = "zh") -> bytes:
    """Returns the sums as a Word file in the layout of the form, with the coverage and what could not be added."""
    document = paper.new_document("form")
    paper.write_line(document, say("{place}: annual reports on government information disclosure for {year}\nTables added up",
                                   {"place": place, "year": str(rollup.members.year)}, language), paper.TITLE_FONT, paper.TITLE_SIZE, "center", indent=False, line=32, after=8)
    for line in coverage(rollup, language):
        note(document, line)
    for table in TABLES:
        write_table(document, rollup, table, language)
    return paper.packed(document)


def note(document, text: str) -> None:
    """Writes one line of remarks below or above a table."""
    paper.write_line(document, text, paper.BODY_FONT, paper.NOTE_SIZE, "left", indent=False, line=16)


def write_table(document, rollup: Rollup, table: str, language: str) -> None:
    """Writes one added table with its remarks."""
    added = rollup.tables[table]
    paper.write_line(document, table_name(table, language), paper.HEADING_FONT, 14, "left", indent=False, before=10, after=4, line=24, keep=True)
    values = {place: (number(one.value), lacks(one, language)) for place, one in added.cells.items()}
    paper.write_boxes(document, table, lay_out(table, added.layout, language, own_rows(added)), values)
    note(document, say("{table}: {editions}.", {"table": say(words.TABLES[table], language=language), "editions": editions(added, language)}, language))
    short = sum(1 for one in added.cells.values() if one.lacking)
    if short:
        note(document, say("At {n} cells some of these reports give no number: the small print behind the sum says how many. An empty cell: nobody printed a number.",
                           {"n": short}, language))
    for line in (*remarks(added, language), *(gap(table, g, language) for g in added.gaps)):
        note(document, line)
    apart = apart_lines(added, language)
    if apart:
        note(document, say("Not added, listed apart:", language=language))
        paper.write_frame(document, [say(h, language=language) for h in ("Item", "Sum", "Printed by", "Why it stands apart")], [list(a) for a in apart], [3600, 1100, 1300, 3700])
    differs = compared(rollup, table)
    if differs:
        note(document, say("{agency}: {n} cells of its own report differ from the sum.", {"agency": rollup.members.parent_agency, "n": len(differs)}, language))
        lines = [[cell_name(table, r, c, language), number(s), number(o), signed(d) if d is not None else "≠"] for r, c, s, o, d in differs]
        paper.write_frame(document, [say(h, language=language) for h in ("Item", "Sum", "Own report", "Difference")], lines, [5200, 1500, 1500, 1500])


def rollup_workbook(engine, rollup: Rollup, place: str, language: str = "zh") -> bytes:
    """Returns the sums as a workbook: a sheet a table in the layout of the form, a sheet of parts a table, the coverage, and what differs or stands apart."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        looks = {"head": {"bold": True, "align": "center", "bg_color": "#F2F2F2"}, "article": {"bg_color": "#C6D9F1"}, "label": {}, "rule": {"italic": True},
                 "value": {"align": "right"}, "lacks": {"align": "right", "bg_color": "#FFF2CC"}, "state": {"align": "right", "font_color": "#7F6000", "italic": True}}
        looks = {name: book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10} | look) for name, look in looks.items()}
        for table in TABLES:
            _official_sheet(book, looks, rollup, table, place, language)
        for table in TABLES:
            _parts_sheet(book, looks, engine, rollup, table, language)
        _lines_sheet(book, looks, say("Coverage", language=language), [[say("What the sums rest on", language=language)], *([line] for line in coverage(rollup, language))], [110])
        _apart_sheet(book, looks, rollup, language)
        if rollup.own:
            _own_sheet(book, looks, rollup, language)
    return stream.getvalue()


def _official_sheet(book, looks, rollup: Rollup, table: str, place: str, language: str) -> None:
    """One table as the form lays it out; a sum that lacks reports is tinted and carries a remark."""
    added = rollup.tables[table]
    sheet = book.add_worksheet(say(words.TABLES[table], language=language))
    for i, width in enumerate(WIDTHS[table]):
        sheet.set_column(i, i, max(7, width / 110))
    top = 2
    sheet.write_string(0, 0, neutral(f"{place} · {rollup.members.year} · {table_name(table, language)}"), book.add_format({"bold": True, "font_size": 12}))
    sheet.write_string(1, 0, editions(added, language))
    last = top
    for box in lay_out(table, added.layout, language, own_rows(added)):
        one = added.cells[box.cell] if box.cell else None
        look = looks["lacks" if one and one.lacking else box.kind]
        value = box.text if one is None else "" if one.value is None else one.value
        line, end = box.line + top, box.line + box.lines - 1 + top
        if box.lines > 1 or box.columns > 1:
            sheet.merge_range(line, box.column, end, box.column + box.columns - 1, "", look)
        _put(sheet, line, box.column, value, look)
        if one and (one.lacking or one.doubted or one.corrected):
            sheet.write_comment(line, box.column, cell_note(one, added, rollup, language), {"x_scale": 1.6})
        last = max(last, end)
    for i, line in enumerate([*remarks(added, language), *(gap(table, g, language) for g in added.gaps)]):
        sheet.write_string(last + 2 + i, 0, neutral(line))
    sheet.set_landscape() if table == "disputes" else sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _parts_sheet(book, looks, engine, rollup: Rollup, table: str, language: str) -> None:
    """The parts of each sum: an agency a line, a cell of the form a column, states in words; above them the sum as a formula beside the one added up in the database."""
    from xlsxwriter.utility import xl_col_to_name

    def t(template: str) -> str:
        return say(template, language=language)

    added = rollup.tables[table]
    sheet = book.add_worksheet(say("Parts of {table}", {"table": t(words.TABLES[table])}, language))
    parts = query_all_parts(engine, rollup.members, table, added.layout)
    places = list(added.cells)
    index = {place: i for i, place in enumerate(places)}
    agencies = {a: i for i, a in enumerate(row.agency_id for row in rollup.members.due)}
    heads = [t("Agency"), t("County"), t("Kind of agency")]
    for line, text in enumerate((t("Item"), t("Sum of the lines below"), t("Sum added up in the database"), t("Both are the same"), t("Agencies that printed it"), t("Reports without a number here"))):
        sheet.write_string(line, 0, text, looks["head"])
    for i, text in enumerate(heads[1:], 1):
        sheet.write_string(0, i, text, looks["head"])
    last = FIRST + len(agencies)
    for place, i in index.items():
        one, column = added.cells[place], i + 3
        name = xl_col_to_name(column)
        span = f"{name}{FIRST + 1}:{name}{max(last, FIRST + 1)}"
        sheet.write_string(0, column, cell_name(table, *place, language), looks["head"])
        shown = "" if one.value is None else one.value
        sheet.write_formula(1, column, f'=IF(COUNT({span})=0,"",ROUND(SUM({span}),6))', looks["value"], shown)
        _put(sheet, 2, column, shown, looks["value"])
        sheet.write_formula(3, column, f'=IF({name}2={name}3,"✓","≠")', looks["value"], "✓")
        sheet.write_number(4, column, one.printed, looks["value"])
        sheet.write_number(5, column, one.lacking, looks["lacks" if one.lacking else "value"])
    for agency in rollup.members.due:
        line = FIRST + agencies[agency.agency_id]
        for i, text in enumerate((agency.agency, agency.county or "", words.code(agency.kind, language))):
            _put(sheet, line, i, text, looks["label"])
    shown = {s: t(v) for s, v in STATES.items()}
    for part in parts.itertuples():
        line, column = FIRST + agencies[part.agency_id], index[part.row, part.column] + 3
        if part.state == "number":
            sheet.write_number(line, column, part.value, looks["lacks" if part.doubted else "value"])
            if part.doubted or part.corrected:
                sheet.write_comment(line, column, t("corrected by hand") if part.corrected else t("reading in doubt"))
        else:
            sheet.write_string(line, column, shown.get(part.state, part.state), looks["state"])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 12)
    sheet.set_column(3, 2 + max(1, len(places)), 13)
    sheet.set_row(0, 62)
    sheet.freeze_panes(FIRST, 1)


def _apart_sheet(book, looks, rollup: Rollup, language: str) -> None:
    """What is summed but not added, table by table."""
    heads = [say(h, language=language) for h in ("Table", "Item", "Sum", "Printed by", "Why it stands apart")]
    lines = [[say(words.TABLES[t], language=language), name, a_sum, n, why] for t in TABLES for name, a_sum, n, why in apart_lines(rollup.tables[t], language)]
    if lines:
        _lines_sheet(book, looks, say("Listed apart", language=language), [heads, *lines], [10, 48, 12, 14, 60])


def _own_sheet(book, looks, rollup: Rollup, language: str) -> None:
    """Each cell of the report beside the sum, with the difference."""
    lines = [[say(h, language=language) for h in ("Table", "Item", "Sum", "Own report", "Difference")]]
    for table in TABLES:
        if not rollup.own[table].reports:
            continue
        for place, one in rollup.tables[table].cells.items():
            theirs = rollup.own[table].cells[place].value if place in rollup.own[table].cells else None
            both = theirs is not None and one.value is not None
            lines.append([say(words.TABLES[table], language=language), cell_name(table, *place, language), "" if one.value is None else one.value,
                          "" if theirs is None else theirs, round(theirs - one.value, 6) if both else ("" if theirs == one.value else "≠")])
    _lines_sheet(book, looks, say("Own report beside the sum", language=language), lines, [10, 60, 12, 12, 12])


def _lines_sheet(book, looks, name: str, lines: list[list], widths: list[int]) -> None:
    sheet = book.add_worksheet(name[:31])
    for i, width in enumerate(widths):
        sheet.set_column(i, i, width)
    for i, line in enumerate(lines):
        for j, value in enumerate(line):
            _put(sheet, i, j, value, looks["head" if i == 0 else "label"])
    sheet.freeze_panes(1, 0)


def _put(sheet, line: int, column: int, value, look) -> None:
    """Writes one value: words without formulas, numbers as numbers."""
    if isinstance(value, str):
        sheet.write_string(line, column, neutral(CONTROL.sub("", value)), look)
    elif value is None or pandas.isna(value):
        sheet.write_blank(line, column, None, look)
    else:
        sheet.write_number(line, column, value, look)
