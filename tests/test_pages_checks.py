"""The pages of checks and follow-up, and the report page's verdicts and corrections: what they say, where they lead, what a click stores."""
import hashlib
import io
import re
from datetime import date

import pytest

from data.engine import engine
from data.findings import query_finding_rows, query_finding_totals
from data.followup import query_followup
from data.peers import query_outliers, query_peers
from data.store import load_report, save_reports
from data.verdicts import query_verdicts
from exports.advice import ADVICE
from exports.findings import findings_workbook, quotes
from exports.notes import Letter, write_note
from exports.registers import registers_workbook
from data.corrections import query_corrections
from data.filters import Filter
from report.checks import CHECKS, run_checks
from report.model import Agency, Doubt, Region, Source
from tests.board import open_page, said
from tests.databases import empty_database, file_of
from tests.reports import make_report

COUNTY = {"province": "江渚省", "city": "云州市", "county": "云汀县"}
SHOWN = {"checks": ("findings", "checks", "agencies", "unknown", "doubts", "county", "registers"), "followup": ("themes", "promises", "numbers", "outliers")}
LATIN = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(r"https?://\S+|:material/\w+:|\S+\.(?:docx|txt|pdf|html)\b|\bSHA-256 \w+|\b[TFPYHO]\d?-\d+\b|\b(?:Word|PDF|Excel|CSV|English|docx|Language|UTC)\b")


def of(name: str, year: int, code: str, kind: str = "town", **changes):
    """Returns the report of one fictional agency with its findings."""
    made = make_report(year, agency=Agency(name=name, kind=kind), region=Region(code=code, **COUNTY), **changes)
    made.title = f"{name}{year}年政府信息公开工作年度报告"
    made.source = Source(name=f"{name}{year}.pdf", sha256=hashlib.sha256(f"{name}{year}".encode()).hexdigest(), bytes=9, format="pdf", reader="pdf")
    for section in made.sections:
        section.pages = [(0, 2)]
    made.findings = run_checks(made)
    return made


def reports() -> list:
    """Returns a county: a town with errors two years running, its own government, and six towns of which one is far from the others."""
    wrong = {"granted": {"natural_person": 5, "total": 6}}
    again = of("云汀县青梧镇人民政府", 2023, "990101100", requests=wrong)
    before = of("云汀县青梧镇人民政府", 2022, "990101100", requests={"carried_out": {"natural_person": 4, "total": 4}})
    doubtful = of("云汀县教育局", 2023, "990101", "department")
    doubtful.doubts.append(Doubt(kind="cell_text", message="表二有一格不是数字。", where="约十", cells=[{"table": "disclosed", "row": "penalties", "column": "decided"}]))
    towns = [of(f"云汀县第{i}镇人民政府", 2023, f"99010120{i}", disclosed={"licences": {"decided": n}}) for i, n in enumerate((0, 0, 1, 2, 3, 1660))]
    return [before, again, doubtful, of("云汀县人民政府", 2023, "990101", "government"), *towns]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The file of the county's database."""
    made = empty_database("sqlite", tmp_path_factory.mktemp("checks"))
    save_reports(made, [(r, None) for r in reports()])
    return file_of(made)


@pytest.fixture
def board(filled, tmp_path, monkeypatch):
    (tmp_path / "checks.db").write_bytes(filled)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'checks.db'}")
    return engine()


def html(app) -> str:
    return "".join(h.proto.body for h in app.get("html"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", SHOWN)
def test_every_view_opens_and_speaks_one_language(page, lang, board):
    for show in SHOWN[page]:
        app = open_page(page, lang, show=show, year=2023, region="990101")
        assert not app.exception, (show, app.exception)
        words = NAMES.sub(" ", said(app))
        assert lang == "en" or not LATIN.findall(words), (show, [line for line in words.splitlines() if LATIN.search(line)])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", SHOWN)
def test_every_view_opens_on_an_empty_database(page, lang, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    assert not open_page(page, lang).exception


def test_the_conclusion_comes_first(board):
    totals = query_finding_totals(board)
    assert f"{totals['reports']} 份报告中，{totals['with_errors']} 份有错误" in said(open_page("checks"))


def test_a_finding_shows_both_sides_its_rule_and_explanation_and_leads_to_its_place(board):
    app = open_page("checks", check="T3-2")
    card = html(app)
    assert "T3-2" in card and "<details>" in card and "青梧镇人民政府 · 2023" in card and "（七）总计" in card
    row = query_finding_rows(board, checks=("T3-2",)).iloc[0]
    links = [link.proto for link in app.get("page_link") if link.proto.label == "在报告中查看"]
    assert any(f"at=finding-{row['seq']}" in link.query_string for link in links)
    there = html(open_page("report", report=int(row["report_id"]), at=f"finding-{row['seq']}"))
    cell = row["cells"][0]
    assert re.search(r'<td id="here" class="[^"]*here', there) and '<mark class="here">' in there and cell["table"] == "requests"
    assert len(re.findall(r'<td(?: id="here")? class="[^"]*\bhere"', there)) == len(row["cells"]) and there.count('<td id="here"') == 1


def test_evidence_names_its_page(board):
    assert "（第 2 页）" in html(open_page("report", report=2))


FILTERS = [({"severity": "error"}, "tag error"), ({"severity": "warning"}, "tag warning"), ({"check": "T3-2"}, "T3-2"), ({"q": "青梧"}, "青梧")]


@pytest.mark.parametrize("address, words", FILTERS, ids=[str(a) for a, _ in FILTERS])
def test_filters_of_the_list_come_from_the_address(address, words, board):
    shown = re.findall(r'<div class="board finding".*?</div>', html(open_page("checks", **address)), re.S)
    assert shown and all(words in card for card in shown)


def test_a_dismissal_is_stored_under_a_name_with_its_reason(board):
    app = open_page("checks", check="T3-2")
    row = query_finding_rows(board, checks=("T3-2",)).iloc[0]
    key, before = f"{row['report_id']}-{row['seq']}", query_finding_totals(board)["errors"]
    app.button(key=f"dismissed-{key}").click().run()
    assert "请先填写姓名" in said(app) and len(query_verdicts(board)) == 0
    app.text_input(key="person-field").set_value("王科长").run()
    app.button(key=f"dismissed-{key}").click().run()
    assert "必须写明理由" in said(app)
    app.text_area(key=f"note-{key}").set_value("纸质件无误").run()
    app.button(key=f"dismissed-{key}").click().run()
    assert query_finding_totals(board)["errors"] == before - 1
    assert (query_verdicts(board)["actor"].iloc[0], query_verdicts(board)["note"].iloc[0]) == ("王科长", "纸质件无误")
    page = open_page("checks", check="T3-2", state="dismissed")
    assert "已排除" in html(page)
    page.text_input(key="person-field").set_value("李科长").run()
    page.button(key=f"withdraw-{key}").click().run()
    assert query_finding_totals(board)["errors"] == before and query_verdicts(board)["ended_by"].iloc[0] == "李科长"


def test_doubts_stand_apart_from_findings(board):
    assert "约十" in str(open_page("checks", show="doubts").dataframe[0].value.to_dict())
    assert "约十" not in html(open_page("checks"))


def test_what_cannot_be_checked_gives_its_reason(board):
    table = open_page("checks", show="unknown").dataframe[0].value
    assert len(table) and all(table["message"].str.len() > 0)


def test_a_county_against_its_agencies(board):
    app = open_page("checks", show="county", region="990101", year=2023)
    assert "已有县级本级报告" in said(app) and "1660 > 12" in str(app.dataframe[0].value["message"].to_list())


def test_a_correction_on_the_report_page_reaches_charts_and_can_be_undone(board):
    report_id = int(query_finding_rows(board, checks=("T3-2",)).iloc[0]["report_id"])
    app = open_page("report", report=report_id)
    app.text_input(key="correct-value").set_value("1,500").run()
    app.button(key="correct-save").click().run()
    assert "请先填写姓名" in app.toast[0].value and query_corrections(board).empty  # said where the eyes are: the top of the page is far away
    app.text_input(key="person-again").set_value("王科长").run()  # and the name can be given in the form
    assert app.text_input(key="person-field").value == "王科长"
    app.text_input(key="correct-value").set_value("").run()
    app.button(key="correct-save").click().run()
    assert "不是数字" in said(app)  # an empty field is no correction
    app.text_input(key="correct-value").set_value("一百五").run()
    app.button(key="correct-save").click().run()
    assert "不是数字" in said(app)
    app.text_input(key="correct-value").set_value("1,500").run()
    app.button(key="correct-save").click().run()
    assert not app.exception and load_report(board, report_id).figure("disclosed.total").value == 1500
    assert "已更正，原读取值：120" in html(app) and "1 处已人工更正" in said(app)
    chart = open_page("volumes", year=2023)
    assert "1500" in str([c.proto.spec for c in chart.get("plotly_chart")]) and "份报告含人工更正" in said(chart)
    number = int(query_corrections(board)["correction_id"].iloc[0])
    app.button(key=f"undo-{number}").click().run()
    assert load_report(board, report_id).figure("disclosed.total").value == 120


# files that leave the house

def test_the_list_of_findings_opens_in_excel_as_it_was_shown(board):
    from openpyxl import load_workbook
    found = query_finding_rows(board, Filter(), limit=1000)
    book = load_workbook(io.BytesIO(findings_workbook(board, Filter(), "zh")))
    sheet = book["勾稽问题清单"]
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    heads = [c.value for c in sheet[1]]
    assert len(lines) == len(found)
    for line, row in zip(lines, found.itertuples()):
        told = dict(zip(heads, line))
        assert (told["机构"], told["年度"], told["核查项"]) == (row.agency, row.year, row.check)
        assert told["左边"] == (row.left if row.left == row.left else None) and told["右边"] == (row.right if row.right == row.right else None)
    assert book.sheetnames == ["勾稽问题清单", "无法核查清单"]


def test_the_note_is_a_word_file_in_official_form(board):
    from docx import Document
    found = query_finding_rows(board, Filter(), checks=("T3-2", "P-1", "T3-1"), limit=100)
    found.loc[found.index[-1], "decision"] = "dismissed"
    note = Document(io.BytesIO(write_note("云汀县青梧镇人民政府", 2023, found, Letter("云汀县政务公开办公室", date(2024, 2, 9), date(2024, 2, 1)), "zh")))
    words = [p.text for p in note.paragraphs]
    assert words[0] == "关于退回修改2023年政府信息公开工作年度报告的意见" and words[1] == "云汀县青梧镇人民政府："
    assert words[-2:] == ["云汀县政务公开办公室", "2024年2月1日"] and any("2024年2月9日" in w for w in words)
    assert sum(w.startswith("依据：") for w in words) == len(found) - 1
    assert sum(w.startswith("修改要求：") for w in words) == len(found) - 1
    fonts = [p.runs[0].font.name for p in note.paragraphs]
    assert fonts[0] == "方正小标宋简体" and fonts[2] == "仿宋_GB2312"
    assert "{" not in "".join(words)


def test_every_check_of_a_report_says_what_to_do():
    assert {c.id for c in CHECKS if c.scope not in ("group", "peers")} == set(ADVICE)


QUOTED = [  # spans as queries give them, what a note quotes
    ([("全年", "收到申请5件", "，办结4件。"), ("全年收到申请5件，", "办结4件", "。")], ["全年【收到申请5件】，【办结4件】。"]),
    ([("", "前一行\n后一行", "。")], ["【前一行 后一行】。"]),
    ([("甲" * 200, "五件", "")], ["甲" * 60 + "……" + "甲" * 60 + "【五件】"]),
    ([("", "公开五件", "。"), ("公开", "五件", "。")], ["【公开五件】。"]),
]


@pytest.mark.parametrize("spans, told", QUOTED, ids=[q[1][0][:12] for q in QUOTED])
def test_a_sentence_is_quoted_once_and_short(spans, told):
    assert [words for words, _ in quotes([{"before": b, "words": w, "after": a, "page": None} for b, w, a in spans])] == told


def test_the_note_speaks_english_too(board):
    from docx import Document
    found = query_finding_rows(board, Filter(), checks=("T3-2",), limit=5)
    words = [p.text for p in Document(io.BytesIO(write_note("Qingwu", None, found, language="en"))).paragraphs]
    assert words[1] == "Qingwu:" and not re.search(r"[一-鿿]", "".join(words[:4]))


def test_the_registers_open_in_excel(board):
    from openpyxl import load_workbook
    assert load_workbook(io.BytesIO(registers_workbook(board, Filter(), "zh"))).sheetnames == ["核实结论台账", "更正台账", "操作日志"]


# follow-up

def test_themes_from_year_to_year(board):
    found = query_followup(board, 2023).iloc[0]
    assert (found["agency"], found["repeated"], found["new"], found["gone"]) == ("云汀县青梧镇人民政府", ["interpretation", "timeliness"], [], [])
    assert sorted(found["broken"]) == ["interpretation", "timeliness"]
    app = open_page("followup", year=2023)
    assert "1 个两年均有报告的机构中，1 个在 2023 年度再次列出 2022 年度已有的问题" in said(app)


def test_problems_are_not_said_to_be_answered_where_that_could_not_be_checked(board):
    words = said(open_page("followup", show="promises", year=2023, kind="department"))
    assert "核查 F-6、Y-4 未发现此类问题。" in words and "无法核查" not in words
    silent = of("云汀县水务局", 2023, "990101", "department", texts={"problems": ""}, problems=[], measures=[])
    silent.sections = [s for s in silent.sections if s.key != "problems"]
    silent.findings = run_checks(silent)
    save_reports(board, [(silent, None)])
    assert "核查 F-6、Y-4 未发现此类问题。另有 1 项无法核查。" in said(open_page("followup", show="promises", year=2023, kind="department"))


def test_a_finding_of_a_report_whose_place_is_not_known_is_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere.db'}")
    nowhere = of("青梧镇人民政府", 2023, "990101100", requests={"granted": {"natural_person": 5, "total": 6}})
    nowhere.region = None
    outcome, = save_reports(engine(f"sqlite:///{tmp_path / 'nowhere.db'}"), [(nowhere, None)])
    app = open_page("report", report=outcome.report_id)
    assert not app.exception and "各类结果相加为 6" in said(app)


def test_a_finding_does_not_say_its_two_sides_twice(board):
    assert "相差" in html(open_page("checks", check="T3-2")) and "左侧" not in html(open_page("checks"))


def test_nothing_found_is_not_blamed_on_filters_that_nobody_set(tmp_path, monkeypatch):
    calm = of("云汀县水务局", 2023, "990101", "department")
    calm.findings = [f for f in calm.findings if f.verdict != "fail"]
    monkeypatch.setenv("DATABASE_URL", url := f"sqlite:///{tmp_path / 'calm.db'}")
    save_reports(engine(url), [(calm, None)])
    assert "所选范围没有问题" in said(open_page("checks")) and "可换一个年度" not in said(open_page("checks"))
    assert "可换一个年度" in said(open_page("checks", severity="error"))


def test_numbers_that_do_not_continue(board):
    assert "Y-1" in html(open_page("followup", show="numbers", year=2023))


def test_a_town_far_from_its_like_is_shown_with_its_peers(board):
    found = query_outliers(board, Filter(years=(2023,)))
    assert list(found["agency"]) == ["云汀县第5镇人民政府"] and found["value"].iloc[0] == 1660 and found["number"].iloc[0] == "licences"
    peers = query_peers(board, int(found["report_id"].iloc[0]), "licences")
    assert len(peers) == found["peers"].iloc[0] + 1 and peers["value"].iloc[0] == 1660
    app = open_page("followup", show="outliers", year=2023)
    assert "仅供参考，不表示对错" in said(app) and "云汀县第2镇人民政府" in html(app)


def test_doubtful_and_approximate_numbers_are_no_outliers(board):
    from data.peers import query_peer_numbers
    found = query_peer_numbers(board, Filter(years=(2023,)))
    assert not len(found[(found["agency"] == "云汀县教育局") & (found["number"] == "penalties")])
    assert len(found[(found["agency"] == "云汀县教育局") & (found["number"] == "licences")]) == 1
