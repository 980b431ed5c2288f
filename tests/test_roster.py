"""Who owes a report, by when, and who has handed in: the roster read, stored and matched, n of N, the last days, the county's sums."""
import io

import pytest
from openpyxl import Workbook

from data import progress, queries, spread
from data.deadlines import query_deadlines, save_deadline
from data.engine import engine
from data.errors import DatabaseProblem
from data.filters import Filter
from data.findings import query_finding_rows
from data.groups import query_group
from data.roster import (RosterLine, add_to_roster, query_matches, query_proposal, query_roster, query_rostered, remove_from_roster, save_roster)
from data.store import delete_report, remove_samples, save_reports
from exports.reminders import reminder_text, reminders
from loaders.rosters import read_roster_file, read_roster_text, read_rows
from report.checks import run_checks
from report.checks.hierarchy import is_vertical
from report.deadlines import last_day, legal_days
from report.model import Agency, Evidence, Region, Source
from tests.databases import filled_database
from tests.reports import make_report, tables

COUNTY = "990101"
PLACE = {"province": "示例省", "city": "示例市", "county": "青禾县"}
TOWNS = {"青禾县石桥镇人民政府": "990101100", "青禾县白鹭镇人民政府": "990101101"}
HERE = Filter(region=COUNTY)


def report(name, kind, year=2025, published="2026-01-20", sha=None, **changes):
    """Returns a correct report of an agency of the invented county."""
    township = {"township": name[3:6]} if kind == "town" else {}
    made = make_report(year, agency=Agency(name=name, kind=kind), region=Region(code=TOWNS.get(name, COUNTY), **PLACE, **township), published=published, **changes)
    made.source = Source(name=f"{name}{year}.docx", sha256=(sha or f"{name}{year}{published}").encode().hex().ljust(64, "0")[-64:], bytes=9, format="docx", reader="docx")
    made.findings = run_checks(made)
    return made


def fill(database):
    save_reports(database, [(r, None) for r in (
        report("青禾县教育局", "department"), report("青禾县教育局", "department", 2024, "2025-02-03"), report("青禾县石桥镇人民政府", "town", published="2026-02-10"),
        report("青禾县白鹭镇人民政府", "town", 2024, "2025-01-10"), report("青禾县档案馆", "department", published=None))])


@pytest.fixture
def board(tmp_path):
    return filled_database("sqlite", tmp_path, fill)


LINES = [RosterLine("教育局", "department", "01"), RosterLine("县财政局", "department", "02", since=2025), RosterLine("石桥镇", "town", "11"), RosterLine("青禾县白鹭镇人民政府", "town", "12"),
         RosterLine("国家税务总局青禾县税务局", "department", "21", vertical=True)]


# ---------------------------------------------------------------- reading lists
UNDERSTOOD = [
    ("one a line, numbered", "1. 青禾县财政局\n2、石桥镇人民政府\n（3）城东街道办事处", [("青禾县财政局", "department"), ("石桥镇人民政府", "town"), ("城东街道办事处", "subdistrict")]),
    ("several with a mark between", "财政局、教育局；民政局", [("财政局", "department"), ("教育局", "department"), ("民政局", "department")]),
    ("columns in any order", "类别\t编码\t单位名称\n县直部门\tA1\t财政局\n乡镇街道\tB1\t石桥镇", [("财政局", "department"), ("石桥镇", "town")]),
    ("English headings, commas", "Name,Kind,Code\n财政局,Department,7", [("财政局", "department")]),
    ("full-width commas", "单位名称，类别\n云岭乡，乡", [("云岭乡", "township")]),
    ("the headings again on the next page", "单位名称\t类别\n财政局\t部门\n单位名称\t类别\n教育局\t部门", [("财政局", "department"), ("教育局", "department")]),
]


@pytest.mark.parametrize("case", UNDERSTOOD, ids=lambda c: c[0])
def test_a_pasted_list(case):
    found = read_roster_text(case[1])
    assert [(d.name, d.kind) for d in found.lines] == case[2] and not found.problems


NOT_UNDERSTOOD = [
    ("a sum below the list", "财政局\n合计 12 个", 2),
    ("a heading between", "乡镇街道\n石桥镇", 1),
    ("columns without headings", "财政局\t部门", 1),
    ("a kind that is none", "单位名称\t类别\n财政局\t甲类", 2),
    ("a kind that the name denies", "单位名称\t类别\n财政局\t乡镇", 2),
    ("a kind that no name gives", "小红帽", 1),
    ("neither yes nor no", "单位名称\t垂直管理\n财政局\t也许", 2),
    ("no year", "单位名称\t起始年度\n财政局\t去年", 2),
    ("the same name twice", "财政局\n财政局", 2),
]


@pytest.mark.parametrize("case", NOT_UNDERSTOOD, ids=lambda c: c[0])
def test_what_is_not_understood_is_told_by_its_line_and_left_out(case):
    found = read_roster_text(case[1])
    assert [p.line for p in found.problems] == [case[2]] and case[2] not in [d.line for d in found.lines]


def test_a_sheet_with_title_merged_cells_and_a_column_of_its_own():
    book = Workbook()
    sheet = book.active
    for row in (["青禾县编制主体名录"], ["序号", "编制主体", "类型", "单位代码", "颜色"], [1, "城东街道办事处", "街道", "001", "红"], [2, "柳湾街道办事处", None, "002", ""], [3, "财政局", "部门", 3, ""]):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("C3:C4")
    packed = io.BytesIO()
    book.save(packed)
    found = read_roster_file(packed.getvalue(), "名录.xlsx")
    assert [(d.name, d.kind, d.code) for d in found.lines] == [("城东街道办事处", "subdistrict", "001"), ("柳湾街道办事处", "subdistrict", "002"), ("财政局", "department", "3")]
    assert {p.text for p in found.problems} == {"颜色", "青禾县编制主体名录"}


def test_a_file_in_the_old_chinese_encoding():
    assert [d.name for d in read_roster_file("单位名称,类别\r\n财政局,部门\r\n".encode("gb18030"), "a.csv").lines] == ["财政局"]


def test_an_empty_list_gives_nothing():
    assert read_rows([]).lines == [] and read_roster_text(" \n\n").problems == []


@pytest.mark.parametrize("name, above", [("国家税务总局青禾县税务局", True), ("青禾县气象局", True), ("国家统计局青禾调查队", True), ("青禾县统计局", False), ("青禾县财政局", False),
                                         ("青禾县消防救援大队", True), ("青禾县应急管理局", False)])
def test_agencies_managed_from_above_are_proposed(name, above):
    assert is_vertical(name) == above == read_roster_text(name).lines[0].vertical


# ---------------------------------------------------------------- storing
def test_a_line_is_the_stored_agency_of_that_place_and_name(board):
    assert query_matches(board, COUNTY, [("教育局", "department"), ("石桥镇", "town"), ("县财政局", "department")]) == ["青禾县教育局", "青禾县石桥镇人民政府", None]
    saved = save_roster(board, COUNTY, LINES, "甲")
    assert (saved.agencies, saved.new, saved.removed) == (5, 2, 0)
    found = query_roster(board, HERE, 2025)
    assert found["agency"].tolist() == ["青禾县教育局", "青禾县财政局", "青禾县石桥镇人民政府", "青禾县白鹭镇人民政府", "国家税务总局青禾县税务局"]
    assert found["report_id"].notna().tolist() == [True, False, True, False, False] and found["vertical"].tolist() == [False] * 4 + [True]


def test_a_report_that_comes_later_finds_its_line(board):
    save_roster(board, COUNTY, LINES, "甲")
    save_reports(board, [(report("青禾县财政局", "department"), None)])
    assert query_roster(board, HERE, 2025)["report_id"].notna().sum() == 3 and len(query_roster(board, HERE, 2025)) == 5


def test_a_new_roster_takes_the_place_of_the_old_one(board):
    save_roster(board, COUNTY, LINES, "甲")
    saved = save_roster(board, COUNTY, LINES[:1], "乙")
    assert (saved.agencies, saved.removed) == (1, 4) and query_matches(board, COUNTY, [("县财政局", "department")]) == [None]
    assert add_to_roster(board, COUNTY, LINES[2:3]).agencies == 2
    remove_from_roster(board, int(query_roster(board, HERE)["agency_id"].iloc[0]), "乙")
    assert query_roster(board, HERE)["agency"].tolist() == ["青禾县石桥镇人民政府"] and query_rostered(board) == [COUNTY]
    assert queries.query_journal(board)["action"].tolist()[:4] == ["roster_saved"] * 4


def test_adding_a_line_again_keeps_what_it_leaves_empty(board):
    save_roster(board, COUNTY, LINES, "甲")
    add_to_roster(board, COUNTY, [RosterLine("县财政局", "department"), RosterLine("县水利局", "department", "03")], "乙")
    found = query_roster(board, HERE).set_index("agency")
    assert len(found) == 6 and found.loc["青禾县财政局", "code"] == "02" and found.loc["青禾县财政局", "since"] == 2025


def test_years_in_which_an_agency_owes(board):
    save_roster(board, COUNTY, LINES, "甲")
    assert "青禾县财政局" not in query_roster(board, HERE, 2024)["agency"].tolist() and "青禾县财政局" in query_roster(board, HERE, 2025)["agency"].tolist()


@pytest.mark.parametrize("lines, kind", [([RosterLine("教育局", "department"), RosterLine("县教育局", "department")], "twice"), ([RosterLine("张店区教育局", "department")], "elsewhere"),
                                         ([RosterLine("教育局", "department", parent="无名局")], "no_parent")])
def test_a_roster_that_cannot_be_is_refused_whole(board, lines, kind):
    with pytest.raises(DatabaseProblem) as problem:
        save_roster(board, COUNTY, [*LINES[2:], *lines], "甲")
    assert problem.value.kind == kind and query_roster(board, HERE).empty


def test_a_parent_is_another_line_or_a_stored_agency(board):
    save_roster(board, COUNTY, [RosterLine("经济开发区管理委员会", "zone"), RosterLine("石桥镇", "town", parent="青禾县经济开发区管理委员会")], "甲")
    assert query_roster(board, HERE)["parent"].dropna().tolist() == ["青禾县经济开发区管理委员会"]


def test_deleting_the_last_report_leaves_the_line(board):
    save_roster(board, COUNTY, LINES, "甲")
    delete_report(board, int(query_roster(board, HERE, 2025)["report_id"].dropna().iloc[1]), "甲")
    assert "青禾县石桥镇人民政府" in query_roster(board, HERE, 2025)["agency"].tolist()


def test_a_roster_of_what_is_stored(board):
    assert query_proposal(board, COUNTY)["agency"].tolist() == ["青禾县教育局", "青禾县档案馆", "青禾县石桥镇人民政府", "青禾县白鹭镇人民政府"]


def test_the_demonstration_county_s_roster_goes_with_it(board):
    save_roster(board, COUNTY, LINES, "甲")
    save_deadline(board, COUNTY, "town", 0, "01-20", "甲")
    remove_samples(board, "甲")
    assert query_roster(board, HERE).empty and query_deadlines(board, COUNTY, 2025)["town"].day is None


# ---------------------------------------------------------------- n of N
def test_without_a_roster_the_agencies_of_other_years_count(board):
    assert spread.query_known(board, HERE, 2025) == 4 and queries.query_missing(board, 2025, HERE)["agency"].tolist() == ["青禾县白鹭镇人民政府"]


def test_with_a_roster_its_agencies_count_and_those_beside_them_that_have_reported(board):
    save_roster(board, COUNTY, LINES, "甲")
    assert spread.query_known(board, HERE, 2025) == 5 and spread.query_known(board, Filter(), 2024) == 3  # 2025: four of the roster and 档案馆
    assert queries.query_missing(board, 2025, HERE)["agency"].tolist() == ["青禾县财政局", "青禾县白鹭镇人民政府"]
    assert queries.query_missing(board, 2025, Filter(region=COUNTY, kinds=("town",)))["agency"].tolist() == ["青禾县白鹭镇人民政府"]


def test_who_is_in_time_late_or_missing(board):
    save_roster(board, COUNTY, [*LINES, RosterLine("档案馆", "department", "03")], "甲")
    save_deadline(board, COUNTY, "town", 0, "01-31", "甲")
    found = progress.query_progress(board, HERE, 2025)
    assert list(zip(found["agency"], found["state"])) == [("青禾县财政局", "missing"), ("青禾县白鹭镇人民政府", "missing"), ("青禾县石桥镇人民政府", "late"), ("青禾县档案馆", "undated"),
                                                        ("青禾县教育局", "in_time")]
    assert (found["days"].iloc[2], found["days"].iloc[4]) == (10, -11) and found["days"].isna().tolist() == [True, True, False, True, False]
    assert progress.query_progress_counts(board, HERE, 2025) == progress.Counts({"missing": 2, "late": 1, "undated": 1, "in_time": 1, "no_day": 0}, 1)
    assert progress.query_progress_count(board, HERE, 2025, ("missing",)) == 2 and progress.query_progress_count(board, HERE, 2025, search="石桥") == 1
    assert progress.query_progress(board, HERE, 2025, limit=1, offset=1)["agency"].tolist() == ["青禾县白鹭镇人民政府"]
    assert progress.query_progress(board, HERE, 2024)["state"].tolist().count("missing") == 2


def test_reports_beside_the_roster_are_told(board):
    save_roster(board, COUNTY, LINES, "甲")
    assert progress.query_strays(board, HERE, 2025)["agency"].tolist() == ["青禾县档案馆"]


def test_versions_and_returns_are_counted(board):
    save_roster(board, COUNTY, LINES, "甲")
    first = int(query_roster(board, HERE, 2025)["report_id"].iloc[0])
    progress.note_returned(board, first, "甲", 3)
    save_reports(board, [(report("青禾县教育局", "department", published="2026-01-25"), None)])
    line = progress.query_progress(board, HERE, 2025, search="教育局").iloc[0]
    assert (line["versions"], line["returned"], line["version"]) == (2, 1, 2) and progress.query_returned(board, int(line["report_id"])) == 1


def test_reminders_name_the_missing_by_their_last_day(board):
    save_roster(board, COUNTY, LINES, "甲")
    missing = progress.query_progress(board, HERE, 2025, ("missing",))
    text = reminder_text(missing, 2025, last_day("02-02", 2025))
    assert "2026年1月31日（已超期 2 天）：青禾县财政局。" in text and "未设期限：青禾县白鹭镇人民政府。" in text
    assert reminders(missing, last_day("01-30", 2025))["截至 2026-01-30"].tolist() == ["还剩 1 天", ""] and reminder_text(missing.head(0), 2025, last_day("01-30", 2025)) == ""


# ---------------------------------------------------------------- last days
def test_the_days_of_the_regulations():
    assert legal_days() == {"department": "01-31", "government": "03-31"} and last_day("02-29", 2026).isoformat() == "2027-02-28" and last_day("02-29", 2027).isoformat() == "2028-02-29"


def test_the_nearest_day_holds(board):
    save_deadline(board, "99", "town", 0, "02-28", "甲")
    save_deadline(board, COUNTY, "town", 0, "01-25", "甲")
    save_deadline(board, "9901", "town", 2025, "01-20", "甲")
    assert [query_deadlines(board, place, year)["town"].day.isoformat() for place, year in ((COUNTY, 2025), (COUNTY, 2024), ("990102", 2024), ("99", 2024))] == [
        "2026-01-20", "2025-01-25", "2025-02-28", "2025-02-28"]
    assert query_deadlines(board, COUNTY, 2024)["department"].legal and query_deadlines(board, "37", 2024)["town"].day is None
    with pytest.raises(DatabaseProblem):
        save_deadline(board, COUNTY, "town", 0, "13-01", "甲")


def late(board):
    found = query_finding_rows(board, HERE, checks=("F-9",), limit=50)
    return sorted(zip(found["agency"], found["year"], found["severity"]))


def test_a_day_that_the_office_sets_makes_findings_and_takes_them_back(board):
    legal = [("青禾县教育局", 2024, "error")]  # 3 February
    assert late(board) == legal
    save_deadline(board, COUNTY, "town", 2025, "02-09", "甲")
    assert late(board) == [*legal, ("青禾县石桥镇人民政府", 2025, "warning")]
    save_deadline(board, COUNTY, "town", 2025, "02-10", "甲")  # on the day
    assert late(board) == legal
    save_deadline(board, COUNTY, "department", 0, "01-15", "甲")  # an earlier local day: a warning up to the Regulations' own
    assert late(board) == [*legal, ("青禾县教育局", 2025, "warning")]
    save_deadline(board, COUNTY, "department", 0, "02-15", "甲")
    assert late(board) == []
    save_deadline(board, COUNTY, "department", 0, None, "甲")
    assert late(board) == legal
    counts = queries.query_volumes(board, HERE)
    assert counts[(counts["agency"] == "青禾县教育局") & (counts["year"] == 2024)]["errors"].iloc[0] == 1


def test_a_report_stored_after_the_day_was_set_is_measured_by_it(board):
    save_deadline(board, COUNTY, "town", 0, "01-10", "甲")
    words = Evidence(section="preamble", start=0, end=10, text="2026年1月12日")
    save_reports(board, [(report("青禾县白鹭镇人民政府", "town", published="2026-01-12", published_evidence=words), None)])
    assert ("青禾县白鹭镇人民政府", 2025, "warning") in late(board)
    found = query_finding_rows(board, HERE, checks=("F-9",), limit=50)
    assert [e["words"] for e in found[found["agency"] == "青禾县白鹭镇人民政府"]["evidence"].iloc[0]] == ["2026年1月12日"]


# ---------------------------------------------------------------- the county's sums
def county(**changes):
    whole = {table: {row: {c: v * 2 for c, v in values.items()} for row, values in rows.items()} for table, rows in tables().items()}
    for (table, row, column), value in changes.pop("cells", {}).items():
        whole[table][row][column] = value
    return report("青禾县人民政府", "government").model_copy(update=whole)


def grouped(tmp_path, parent, lines, *more):
    """Returns the county's answer: two agencies with equal tables under a parent."""
    database = engine(f"sqlite:///{tmp_path / 'g.db'}")
    save_reports(database, [(r, None) for r in (_printed(parent), report("青禾县人民政府办公室", "department"), report("青禾县石桥镇人民政府", "town"), *more) if r])
    if lines:
        save_roster(database, COUNTY, lines, "甲")
    return query_group(database, COUNTY, 2025)


def _printed(parent):
    """The cells as the tables of the report have them."""
    return parent.model_copy(update={"cells": [c.model_copy(update={"value": getattr(parent, c.table)[c.row][c.column], "raw": str(getattr(parent, c.table)[c.row][c.column])})
                                               for c in parent.cells]})


BOTH = [RosterLine("县人民政府办公室", "department"), RosterLine("石桥镇", "town"), RosterLine("税务局", "department", vertical=True)]
WRONG = {("requests", "received", "total"): 7}


def failing(answer, check):
    return answer.findings[(answer.findings["check"] == check) & (answer.findings["verdict"] == "fail")]


def unknown(answer, check):
    return answer.findings[(answer.findings["check"] == check) & (answer.findings["verdict"] == "not_checkable")]["message"].tolist()


def test_h1_a_sum_that_does_not_fit(tmp_path):
    answer = grouped(tmp_path, county(cells=WRONG), BOTH)
    found = failing(answer, "H-1")
    assert (answer.owing, answer.missing, len(found), found["severity"].tolist()) == (2, (), 1, ["warning"]) and "7" in found["message"].iloc[0]


def test_h1_near_misses(tmp_path):
    assert failing(grouped(tmp_path, county(), BOTH), "H-1").empty


def test_h1_says_nothing_without_the_whole_roster(tmp_path):
    answer = grouped(tmp_path, county(cells=WRONG), [*BOTH, RosterLine("白鹭镇", "town")])
    assert failing(answer, "H-1").empty and "白鹭镇" in unknown(answer, "H-1")[0] and answer.missing == ("青禾县白鹭镇",)
    assert failing(answer, "H-2")["message"].str.contains("白鹭镇").all()


def test_h1_says_nothing_without_a_roster(tmp_path):
    answer = grouped(tmp_path, county(cells=WRONG), [])
    assert failing(answer, "H-1").empty and unknown(answer, "H-1") and answer.owing is None and failing(answer, "H-2").empty


def test_h1_leaves_out_reports_beside_the_roster_and_those_managed_from_above(tmp_path):
    answer = grouped(tmp_path, county(), BOTH, report("青禾县档案馆", "department"), report("青禾县税务局", "department"))
    assert failing(answer, "H-1").empty and answer.others == ("青禾县档案馆",) and answer.children == 2


def test_h1_without_an_office_on_the_roster_the_rest_may_be_the_office_s_own(tmp_path):
    answer = grouped(tmp_path, county(), [RosterLine("石桥镇", "town")])
    assert set(failing(answer, "H-1")["severity"]) == {"information"}


def test_h2_every_agency_is_there(tmp_path):
    assert failing(grouped(tmp_path, county(), BOTH), "H-2").empty


def test_h3_two_reports_of_one_agency_whose_place_was_recognised_in_one_only(tmp_path):
    twin = report("青禾县石桥镇人民政府", "town", published="2026-01-22")
    twin.region = Region(**PLACE, township="石桥镇")
    answer = grouped(tmp_path, county(cells=WRONG), BOTH, twin)
    assert failing(answer, "H-3")["message"].str.contains("石桥镇").all() and len(failing(answer, "H-3")) == 1
    assert failing(answer, "H-1").empty and unknown(answer, "H-1")


def test_h3_a_newer_version_is_no_second_report(tmp_path):
    assert failing(grouped(tmp_path, county(), BOTH, report("青禾县石桥镇人民政府", "town", published="2026-01-22")), "H-3").empty


def test_h4_a_part_larger_than_the_whole_and_one_as_large(tmp_path):
    small = failing(grouped(tmp_path, county(cells={("disclosed", "licences", "decided"): 11}), BOTH), "H-4")
    assert len(small) == 2 and small["message"].str.contains("12").all()


def test_h4_as_large_as_the_county(tmp_path):
    assert failing(grouped(tmp_path, county(cells={("disclosed", "licences", "decided"): 12}), BOTH), "H-4").empty


# ---------------------------------------------------------------- the page
@pytest.fixture
def page(tmp_path, monkeypatch):
    from tests.board import open_page

    url = f"sqlite:///{tmp_path / 'p.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    database = engine(url)
    save_reports(database, [(report("青禾县教育局", "department"), None), (report("青禾县石桥镇人民政府", "town", published="2026-02-10"), None)])
    return database, lambda **at: open_page("progress", region=COUNTY, **at)


def test_the_page_says_who_is_missing_and_reminds(page):
    from tests.board import said

    database, opened = page
    assert "这里还没有名录" in said(opened())
    save_roster(database, COUNTY, LINES, "甲")
    save_deadline(database, COUNTY, "town", 0, "01-31", "甲")
    words = said(opened())
    assert "2025 年度应报 4 个机构，已报 2 个：按时 1 个，逾期 1 个。" in words and "未报：青禾县财政局、青禾县白鹭镇人民政府。" in words
    assert "青禾县财政局" in opened(show="reminders").text_area[0].value
    assert "11 of" not in words and "2 of 4 agencies have handed in" in said(opened(lang="en"))


def test_pasted_lines_are_shown_before_they_are_stored(page):
    database, opened = page
    app = opened()
    app.text_area(key=f"pasted-{COUNTY}").set_value("教育局\n财政局\n合计").run()
    next(b for b in app.button if b.label == "读取粘贴的名单").click().run()
    assert any("合计" in w.value for w in app.warning) and query_roster(database, HERE).empty
    app.button(key="roster-save").click().run()
    assert not app.exception and query_roster(database, HERE)["agency"].tolist() == ["青禾县教育局", "青禾县财政局"]


def test_the_last_day_is_set_on_the_page(page):
    database, opened = page
    save_roster(database, COUNTY, LINES, "甲")
    app = opened(show="days")
    app.selectbox(key="at-dayof").set_value("town").run()
    app.button(key="day-set").click().run()
    assert not app.exception and query_deadlines(database, COUNTY, 2025)["town"].day.isoformat() == "2026-01-31"
