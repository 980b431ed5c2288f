"""The roll-up: every sum is that of the printed cells, says what it lacks, and comes out of Word and Excel as it went in."""
import io
from pathlib import Path

import docx
import openpyxl
import pytest

from data.corrections import save_correction
from data.engine import engine
from data.filters import Filter
from data.members import query_holders
from data.rollup import query_all_parts, query_apart, query_parts, query_rollup
from data.store import save_reports
from exports.official import WIDTHS, lay_out
from exports.rollup import own_rows, rollup_document, rollup_workbook
from exports.rollup_words import cell_note, compared, coverage, number, remarks
from report.editions import counterpart, expected, moved, source
from report.form import columns, rows
from tests.board import open_page, said
from tests.desk import SUMMED, county, fill, filed

TABLES = ("disclosed", "requests", "disputes")
REGION = Filter(region="990101")
BLANK = Path(__file__).parents[1].parent / "shared/fixtures/official_blank.docx"


def named(rows) -> list[str]:
    return [row.agency for row in rows]


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    made = f"sqlite:///{tmp_path_factory.mktemp('rollup')}/county.db"
    fill(made)
    return made


@pytest.fixture(scope="module")
def summed(url):
    return query_rollup(engine(url), 2024, REGION)


def by_hand(table: str) -> dict:
    """Returns cell of the 2021 form -> the printed values that belong to it, taken from the reports themselves."""
    found: dict = {}
    for report in county()[SUMMED]:
        for cell in report.cells:
            if cell.table == table and cell.state == "number":
                to = {("newly_made"): "made"}.get(cell.column, cell.column)
                place = cell.row, to
                known = place in expected(table, "2021") or cell.row == "other"
                if known and cell.column not in ("total_published",):
                    found.setdefault(place, []).append(cell.value)
    return found


# ---------------------------------------------------------------- the map of editions
def test_every_cell_of_the_2019_form_is_placed():
    for table in TABLES:
        for place in expected(table, "2019"):
            found = counterpart(table, *place, "2019", "2021")
            assert found and (found.to in expected(table, "2021") or found.series == "none" or place[0] == "other"), place


SERIES = [(("normative_documents", "newly_made"), "continuous", ("normative_documents", "made")), (("normative_documents", "newly_published"), "none", None),
          (("normative_documents", "total_published"), "break", ("normative_documents", "in_force")), (("licences", "decided"), "continuous", ("licences", "decided")),
          (("fees", "last_year_items"), "break", ("fees", "amount_wan_yuan")), (("procurement", "items"), "none", None)]


@pytest.mark.parametrize("place, series, to", SERIES)
def test_map_of_table_2(place, series, to):
    assert (moved("disclosed")[place].series, moved("disclosed")[place].to) == (series, to)


def test_map_of_table_3_keeps_the_one_row_apart():
    assert moved("requests")["other", "total"].to == ("other", "total")
    assert source("requests", "other", "total", "2019", "2021") == ("other", "total") and source("requests", "other.other", "total", "2019", "2021") is None
    assert source("disclosed", "licences", "decided", "2019", "2021") == ("licences", "decided")


# ---------------------------------------------------------------- sums
@pytest.mark.parametrize("table", TABLES)
def test_each_sum_is_that_of_the_printed_cells(summed, table):
    found, wanted = summed.tables[table], by_hand(table)
    assert found.layout == "2021"
    for place, one in found.cells.items():
        values = wanted.get(place, [])
        assert (one.value, one.printed) == (round(sum(values), 6) if values else None, len(values)), place
    assert set(wanted) <= set(found.cells)


@pytest.mark.parametrize("table", TABLES)
def test_printed_and_wanting_reports_make_up_all_that_are_due(summed, table):
    added = summed.tables[table]
    for place, one in added.cells.items():
        assert one.printed + one.lacking + added.without + len(summed.members.missing) == len(summed.members.due) == 6, place


def test_what_a_cell_lacks_is_told_apart(summed):
    cells = summed.tables["requests"].cells
    received, secret, other = cells["received", "natural_person"], cells["refused.state_secret", "total"], cells["other.other", "total"]
    assert (received.printed, received.blank, received.doubted) == (4, 1, 1)
    assert (secret.printed, secret.blank, secret.slash) == (3, 1, 1)
    assert (other.printed, other.other_form) == (4, 1)
    assert cells["carried_out", "business"].absent == 1
    penalties = summed.tables["disclosed"].cells["penalties", "decided"]
    assert (penalties.printed, penalties.text, summed.tables["disclosed"].without) == (3, 1, 1)
    assert cell_note(received, summed.tables["requests"], summed, "zh") == "6个机构中4个填报了此格；1个空白；1个没有报告；1个读取存疑"


def test_a_cell_that_nobody_printed_is_blank_not_0(tmp_path):
    made = engine(f"sqlite:///{tmp_path}/blank.db")
    save_reports(made, [(filed(f"青禾县{n}镇人民政府", "town", requests={"granted": {"business": ""}}), None) for n in ("甲", "乙")])
    one = query_rollup(made, 2024).tables["requests"].cells["granted", "business"]
    assert one.value is None and (one.printed, one.blank) == (0, 2) and number(one.value) == ""


def test_zeros_that_are_not_stored_count_as_printed(summed):
    one = summed.tables["disputes"].cells["litigation_direct", "total"]
    assert (one.value, one.printed, one.lacking) == (0, 5, 0)


def test_sums_that_do_not_fit_their_parts_are_told_and_left(summed):
    gap, = summed.tables["disputes"].gaps
    assert (gap.row, gap.printed, gap.parts, gap.difference, gap.lacking) == ("reconsideration", 5, 6, -1, False)
    lacking = next(g for g in summed.tables["requests"].gaps if (g.row, g.rule) == ("received", "total"))
    assert lacking.lacking and summed.tables["requests"].cells["received", "total"].value == lacking.printed


def test_what_the_2021_form_does_not_have_stands_apart_with_its_sum(summed):
    apart = {(a.row, a.column): a for a in summed.tables["disclosed"].apart}
    assert apart["procurement", "amount_wan_yuan"].sum.value == 8.25 and apart["procurement", "amount_wan_yuan"].series == "none"
    assert apart["normative_documents", "total_published"].sum.value == 17 and ("normative_documents", "in_force") in summed.tables["disclosed"].breaks
    assert any("口径不同" in line for line in remarks(summed.tables["disclosed"], "zh"))
    assert query_apart(engine_of(summed), summed.members, "disclosed", "procurement", "items", "2019")["value"].tolist() == [2]


def engine_of(summed):
    return engine(engine_of.url)


@pytest.fixture(autouse=True)
def _where(url):
    engine_of.url = url


def test_reports_of_the_2019_form_alone_keep_its_layout(url):
    found = query_rollup(engine(url), 2024, Filter(region="990101", kinds=("zone",))).tables
    assert found["disclosed"].layout == "2019" and found["disclosed"].cells["normative_documents", "total_published"].value == 17 and not found["disclosed"].apart


# ---------------------------------------------------------------- who is added up
def test_who_is_added_up_and_who_is_not(summed):
    members = summed.members
    assert named(members.missing) == ["青禾县石滩镇人民政府"] and named(members.vertical) == ["青禾县气象局"]
    assert named(members.above) == ["青禾县人民政府"] and members.parent_agency == "青禾县人民政府"
    assert coverage(summed, "zh")[:2] == ["覆盖情况：历年已知机构6个，2024年度有报告的5个（名录未全部覆盖）。", "没有报告的（1个）：青禾县石滩镇人民政府。"]
    assert "青禾县气象局" in " ".join(coverage(summed, "en"))


def test_vertically_managed_units_on_request(url):
    assert query_rollup(engine(url), 2024, REGION, vertical=True).tables["disclosed"].cells["licences", "decided"].value == 5043


def test_a_government_is_not_added_to_the_agencies_below_it(url):
    everywhere = query_rollup(engine(url), 2024, Filter(region="99"))
    assert "青禾县人民政府" in named(everywhere.members.above) and everywhere.members.parent is None
    alone = query_rollup(engine(url), 2024, Filter(region="990101", kinds=("government",)))
    assert alone.tables["disclosed"].cells["licences", "decided"].value == 43 and not len(alone.members.above) and alone.members.parent is None


def test_the_roster_says_who_is_due(tmp_path):
    from data.roster import RosterLine, save_roster
    made = engine(f"sqlite:///{tmp_path}/roster.db")
    fill(str(made.url))
    save_roster(made, "990101", [RosterLine("青禾县开发区管理委员会", "zone"), RosterLine("青禾县新设局", "department"), RosterLine("青禾县教育局", "department")], "某人")
    members = query_rollup(made, 2024, REGION).members
    assert members.roster and sorted(named(members.due)) == ["青禾县开发区管理委员会", "青禾县教育局", "青禾县新设局"]
    assert named(members.missing) == ["青禾县新设局"] and "青禾县白石乡人民政府" in named(members.strangers)


def test_own_report_beside_the_sum(summed):
    assert summed.tables["disclosed"].cells["licences", "decided"].value == 43
    differs = {(r, c): (s, o, d) for r, c, s, o, d in compared(summed, "disclosed")}
    assert differs["normative_documents", "made"] == (9.0, 2.0, -7.0) and ("licences", "decided") not in differs


# ---------------------------------------------------------------- parts
@pytest.mark.parametrize("table", TABLES)
def test_parts_add_up_to_their_sums(url, summed, table):
    parts = query_all_parts(engine(url), summed.members, table, "2021")
    for place, of in parts.groupby(["row", "column"]):
        one = summed.tables[table].cells[place]
        numbers = of[of["state"] == "number"]["value"]
        assert (round(numbers.sum(), 6) if len(numbers) else None, len(numbers)) == (one.value, one.printed), place
        assert (of["state"] == "blank").sum() == one.blank and (of["state"] == "other_form").sum() == one.other_form


def test_parts_of_one_sum_say_why_an_agency_adds_nothing(url, summed):
    found = query_parts(engine(url), summed.members, "disclosed", "normative_documents", "in_force", "2021")
    states = dict(zip(found["agency"], found["state"]))
    assert states["青禾县开发区管理委员会"] == "other_form" and states["青禾县石滩镇人民政府"] == "no_report" and states["青禾县白石乡人民政府"] == "no_table"


def test_a_corrected_value_is_used_and_said(tmp_path):
    made = engine(f"sqlite:///{tmp_path}/corrected.db")
    fill(str(made.url))
    before = query_rollup(made, 2024, REGION)
    report = next(row.report_id for row in before.members.due if row.agency == "青禾县青梧镇人民政府")
    save_correction(made, report, "cell", {"table": "disclosed", "row": "licences", "column": "decided"}, 20, "原件为20", "某人")
    after = query_rollup(made, 2024, REGION).tables["disclosed"].cells["licences", "decided"]
    assert after.value == before.tables["disclosed"].cells["licences", "decided"].value + 8 and after.corrected == 1
    assert "1个经人工更正" in cell_note(after, before.tables["disclosed"], before, "zh")


# ---------------------------------------------------------------- files
def test_word_file_holds_every_sum_at_its_place(summed):
    tables = docx.Document(io.BytesIO(rollup_document(summed, "青禾县"))).tables
    for table in TABLES:
        added = summed.tables[table]
        drawn = next(t for t in tables if [c.width.twips for c in t.columns] == list(WIDTHS[table]))
        lines = [row.cells for row in drawn.rows]
        for box in lay_out(table, added.layout, "zh", own_rows(added)):
            runs = lines[box.line][box.column].paragraphs[0].runs
            text, remark = runs[0].text if runs else "", runs[1].text if len(runs) > 1 else ""
            if box.cell:
                one = added.cells[box.cell]
                assert (text, remark) == (number(one.value), f"缺{one.lacking}" if one.lacking else ""), box
            else:
                assert text == box.text


@pytest.mark.skipif(not BLANK.exists(), reason="the official blank form is not here")
def test_word_tables_have_the_geometry_of_the_official_form(tmp_path):
    made = engine(f"sqlite:///{tmp_path}/plain.db")
    save_reports(made, [(filed("青禾县青梧镇人民政府", "town"), None)])

    def drawn(document):
        return [([g.w.twips for g in t._tbl.tblGrid.gridCol_lst], [[(c.grid_span, c.vMerge) for c in line.tc_lst] for line in t._tbl.tr_lst]) for t in document.tables[:3]]

    ours = docx.Document(io.BytesIO(rollup_document(query_rollup(made, 2024), "青禾县")))
    assert drawn(ours) == drawn(docx.Document(BLANK))
    labels = [{"".join(c.text.split()) for t in d.tables[:3] for line in t.rows for c in line.cells} for d in (docx.Document(BLANK), ours)]
    assert labels[0] - {""} == {label for label in labels[1] if not label.replace(".", "").isdigit()}


def test_workbook_holds_every_sum_and_its_parts(url, summed):
    packed = rollup_workbook(engine(url), summed, "青禾县")
    book, formulas = openpyxl.load_workbook(io.BytesIO(packed), data_only=True), openpyxl.load_workbook(io.BytesIO(packed))
    assert book.sheetnames == ["表二", "表三", "表四", "表二明细", "表三明细", "表四明细", "覆盖情况", "单列", "合计与本级报告对照"]
    for table, name in zip(TABLES, book.sheetnames):
        added = summed.tables[table]
        for box in lay_out(table, added.layout, "zh", own_rows(added)):
            cell = book[name].cell(box.line + 3, box.column + 1)
            assert cell.value == (box.text if not box.cell else added.cells[box.cell].value), box
            assert not (box.cell and added.cells[box.cell].lacking) or "6个机构中" in cell.comment.text
        sheet, written = book[f"{name}明细"], formulas[f"{name}明细"]
        for column, one in enumerate(added.cells.values(), 4):
            assert sheet.cell(2, column).value == sheet.cell(3, column).value == one.value or one.value is None and not sheet.cell(3, column).value
            assert written.cell(2, column).value.startswith("=IF(COUNT(") and sheet.cell(4, column).value == "✓"
            numbers = [v for v in (sheet.cell(line, column).value for line in range(7, 13)) if isinstance(v, int | float)]
            assert (round(sum(numbers), 6) if numbers else None, len(numbers)) == (one.value, one.printed)
    assert "无报告" in [c.value for c in book["表二明细"]["D"]]


def test_nothing_of_a_report_becomes_a_formula(tmp_path):
    made = engine(f"sqlite:///{tmp_path}/formula.db")
    save_reports(made, [(filed("=HYPERLINK(镇)", "town"), None)])
    book = openpyxl.load_workbook(io.BytesIO(rollup_workbook(made, query_rollup(made, 2024), "=1+1")))
    assert book["表二明细"]["A7"].value == "'=HYPERLINK(镇)" and book["表二"]["A1"].data_type == "s" and book["表二"]["A1"].value.startswith("'=1+1")


def test_layouts_hold_every_cell_of_the_form_once():
    for table in TABLES:
        for edition in ("2021", "2019"):
            boxes = lay_out(table, edition)
            held = [b.cell for b in boxes if b.cell]
            assert held == list(expected(table, edition)) and len(columns("requests", "received", "2021")) == 7 and rows(table)
            area = {(b.line + i, b.column + j) for b in boxes for i in range(b.lines) for j in range(b.columns)}
            assert len(area) == sum(b.lines * b.columns for b in boxes) == (max(line for line, _ in area) + 1) * len(WIDTHS[table])


# ---------------------------------------------------------------- the page
def test_page_shows_sums_coverage_and_differences(url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)
    words = said(open_page("rollup", region="990101", year=2024))
    assert "2024 年度，6 个机构中已汇总 5 个" in words and "缺1" in words and "≠本级" in words and "青禾县石滩镇人民政府" in words
    assert "5 of 6 agencies are added up for 2024" in said(open_page("rollup", "en", region="990101", year=2024))


def test_page_opens_the_parts_of_a_sum_by_address(url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)
    app = open_page("rollup", region="990101", year=2024, cell="disclosed~normative_documents~in_force")
    parts = next(d.value for d in app.dataframe if "told" in d.value)
    assert dict(zip(parts["agency"], parts["told"]))["青禾县开发区管理委员会"] == "另一版格式"
    assert not open_page("rollup", cell="disclosed~nothing~here").exception
    assert app.dataframe[0].proto.placeholder == "—"  # an agency without a report adds nothing, which is no “None”


def test_the_overview_does_not_add_the_county_s_own_applications_to_those_of_its_agencies(url, monkeypatch):
    parts = [r for r in county() if r.year == 2024 and r.agency.kind != "government"]
    own = next(r for r in county() if r.agency.kind == "government")
    assert query_holders(engine(url), Filter(years=(2024,)))[:3] == (1, 1, own.requests["received"]["total"])
    assert query_holders(engine(url), Filter(years=(2024,), kinds=("government",))) == (0, 0, 0, ())  # alone it adds up nobody of the choice
    monkeypatch.setenv("DATABASE_URL", url)
    numbers = [r.requests["received"]["total"] for r in parts if r.requests["received"]["total"] is not None]
    words = said(open_page("overview", "en", year=2024))
    assert f"Applications received {sum(numbers):,.0f} sum of {len(numbers)} of {len(parts) + 1} reports without 1 that adds up others" in " ".join(words.split())


def test_remarks_are_not_numbered_by_the_number_of_their_row(tmp_path, monkeypatch):
    made = f"sqlite:///{tmp_path / 'gap.db'}"
    save_reports(engine(made), [(filed("青禾县青梧镇人民政府", "town", requests={"received": {"total": 9}}), None)])
    monkeypatch.setenv("DATABASE_URL", made)
    app = open_page("rollup", "en", year=2024)
    told = [c.value for c in app.caption if "Applications received this year" in c.value]
    assert not app.exception and told and told[0].startswith("1\\. ")  # "1. " would begin a list
