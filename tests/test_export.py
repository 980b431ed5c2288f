"""Exports: every stored cell comes out as it was printed, in official labels, and nothing of a report becomes a formula."""
import csv
import io
import json
import zipfile

import openpyxl
import pandas
import pytest

from data.engine import engine
from data.filters import Filter
from data.printed import query_printed_cells
from data.store import save_reports
from exports.files import export
from exports.frames import neutral, to_csv, to_csv_zip, to_xlsx
from exports.sheets import SHEETS, make_sheets
from report.form import column_name, row_name
from report.language import say
from tests.databases import BOTH, empty_database
from tests.reports import handed_in, make_report
from tests.test_store import ODD

SHEET_NAMES = ["报告", "数字", "表二", "表三", "表四", "统计表", "问题", "核查", "存疑"]


@pytest.fixture(scope="module", params=BOTH)
def database(request, tmp_path_factory):
    made = empty_database(request.param, tmp_path_factory.mktemp("export"))
    save_reports(made, [handed_in(make_report(year=2022)), handed_in(ODD)])
    return made


def read_sheet(path, name) -> list[dict]:
    lines = list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def test_workbook_has_a_sheet_for_everything_and_each_row_its_source(database, tmp_path):
    path, = export(database, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == SHEET_NAMES == [say(name) for name in SHEETS]
    for sheet in book:
        assert {"机构", "年度", "来源文件"} <= {c.value for c in sheet[1]}, sheet.title
        assert all(row[[c.value for c in sheet[1]].index("来源文件")] == "qingwu.txt" for row in sheet.iter_rows(min_row=2, values_only=True))


def test_table_3_compares_cell_by_cell(database, tmp_path):
    path, = export(database, tmp_path / "a.xlsx")
    lines = {(line["年度"], line["项目"]): line for line in read_sheet(path, "表三")}
    report = make_report(year=2022)
    for row, columns in report.requests.items():
        for column, value in columns.items():
            assert lines[2022, row_name("requests", row)][column_name("requests", row, column)] == value, (row, column)
    assert sum(1 for year, _ in lines if year == 2022) == len(report.requests) == 25


def test_blank_stroke_words_zero_and_absent_stay_apart(database, tmp_path):
    path, = export(database, tmp_path / "a.xlsx")
    lines = {line["项目"]: line for line in read_sheet(path, "表三") if line["年度"] == 2023}
    received = lines[row_name("requests", "received")]
    assert [received[c] for c in ("自然人", "商业企业", "科研机构", "社会公益组织", "总计")] == [None, "/", "无", 0, 3]
    assert row_name("requests", "carried_in") not in lines  # a row that the report does not print
    assert lines["（三）不予公开"]["自然人"] == "未列" and lines["（三）不予公开"]["总计"] == 0


def test_tables_2_and_4_keep_decimals_units_and_missing_tables(database, tmp_path):
    path, = export(database, tmp_path / "a.xlsx")
    fees = [line for line in read_sheet(path, "表二") if line["项目"] == "行政事业性收费"]
    assert [(line["年度"], line["数值"], line["单位"]) for line in fees] == [(2022, 1.5, "万元"), (2023, 103.3879, "万元")]
    assert {line["年度"] for line in read_sheet(path, "表四")} == {2022}  # the other report prints no table 4


def test_figures_and_problems_carry_the_printed_words(database, tmp_path):
    path, = export(database, tmp_path / "a.xlsx")
    total = next(line for line in read_sheet(path, "数字") if line["指标"] == "主动公开政府信息总数")
    assert (total["数值"], total["原文依据"]) == (120, "主动公开政府信息120条")
    problem = read_sheet(path, "问题")[0]
    assert (problem["问题/措施"], problem["问题类别"]) == ("问题", "公开时效")
    finding, unsure = (line for line in read_sheet(path, "核查") if line["核查项"] in ("T3-1", "P-1"))  # the report's own, not those from year to year
    assert (finding["左边"], finding["右边"], finding["差额"], finding["说明"]) == (4, 3, 1, "三加一不等于三") and unsure["左边"] is None


def test_printed_cells_are_the_report_s_own(database):
    cells = query_printed_cells(database, Filter(years=(2023,)), "requests")
    assert {(r.row, r.column): r.value for r in cells.itertuples() if r.state == "number"} == {
        (row, column): value for row, columns in ODD.requests.items() for column, value in columns.items() if value is not None}
    assert list(cells["row"].drop_duplicates())[:3] == ["received", "granted", "partly_granted"]  # the form's order


def test_csv_folder_zip_and_json(database, tmp_path):
    files = export(database, tmp_path / "folder", "csv")
    assert [f.stem for f in files] == SHEET_NAMES
    packed, = export(database, tmp_path / "all.zip")
    with zipfile.ZipFile(packed) as archive:
        assert archive.namelist() == [f"{name}.csv" for name in SHEET_NAMES]
        assert archive.read("表二.csv") == (tmp_path / "folder" / "表二.csv").read_bytes()
    written, = export(database, tmp_path / "all.json")
    reports = json.loads(written.read_text(encoding="utf-8"))
    assert reports == [json.loads(handed_in(r)[0].model_dump_json()) for r in (make_report(year=2022), ODD)]


def test_english_export(database):
    sheets = {name: next(frames) for name, frames in make_sheets(database, language="en")}
    assert list(sheets)[2:5] == ["Table 2", "Table 3", "Table 4"]
    assert "Natural persons" in sheets["Table 3"] and "WeChat" in sheets["All reports"]


def test_empty_database_exports_headings(tmp_path):
    path, = export(engine(f"sqlite:///{tmp_path}/empty.db"), tmp_path / "e.xlsx")
    assert all(sheet.max_row == 1 and sheet["A1"].value == "机构" for sheet in openpyxl.load_workbook(path))


def test_failed_export_leaves_the_older_file(database, tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text("old")
    monkeypatch.setattr("exports.files.load_printed", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(database, path)
    assert path.read_text() == "old" and list(tmp_path.glob("*.part")) == []


# frames for pages' downloads

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "  =x", "|x", "\r=1", "-", "－－"]
HARMLESS = ["-8", "+3", "-12.5%", "+1,234", "城关镇", "1-2", "a=b", "", "（一）"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_neutralised(text):
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_left_alone(text):
    assert neutral(text) == text


FRAME = pandas.DataFrame({"机关": ["甲镇", "=乙", None], "数": [517.0, None, 0.25], "n": pandas.array([1, None, 0], dtype="Int64"),
                          "是": pandas.array([True, None, False], dtype="boolean"), "时": pandas.to_datetime(["2024-01-02 03:04:05", None, None])})
EXPECTED = [["甲镇", "517", "1", "是", "2024-01-02 03:04:05"], ["'=乙", "", "", "", ""], ["", "0.25", "0", "否", ""]]


def test_frame_as_csv_opens_in_excel():
    data = to_csv(FRAME)
    assert data.startswith("\ufeff机关".encode())
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:] == EXPECTED


def test_frame_as_workbook_keeps_numbers_and_gaps():
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx({"数/据[1]": FRAME})))["数 据 1"]
    assert [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ["甲镇", 517, 1, "是", "2024-01-02 03:04:05"], ["'=乙", None, None, None, None], [None, 0.25, 0, "否", None]]
    assert all(cell.data_type != "f" for row in sheet for cell in row) and sheet.freeze_panes == "A2"


def test_long_frames_go_on_in_another_sheet(monkeypatch):
    monkeypatch.setattr("exports.frames.ROWS", 2)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx({"数据": FRAME})))
    assert book.sheetnames == ["数据", "数据 2"] and [s.max_row for s in book] == [3, 2]


def test_reports_are_written_some_at_a_time_into_the_same_sheets(database, tmp_path, monkeypatch):
    whole, = export(database, tmp_path / "whole.xlsx")
    monkeypatch.setattr("exports.sheets.AT_ONCE", 1)
    pieces, = export(database, tmp_path / "pieces.xlsx")
    assert [list(s.values) for s in openpyxl.load_workbook(pieces)] == [list(s.values) for s in openpyxl.load_workbook(whole)]


def test_zip_of_frames():
    with zipfile.ZipFile(io.BytesIO(to_csv_zip({"甲": FRAME, "乙": FRAME}))) as archive:
        assert archive.namelist() == ["甲.csv", "乙.csv"]


def test_words_that_no_workbook_can_hold_are_dropped():
    frame = pandas.DataFrame({"a": ["x\x00y\x0bz", "行\n行"]})
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx({"s": frame}))).active
    assert [c.value for c in sheet["A"]] == ["a", "xyz", "行\n行"]
