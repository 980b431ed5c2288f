"""A fault of this program in one part of a report: the other parts stand, what is missing is nobody's zero and nobody's finding, and the fault is told as ours."""
import ast
import logging
import os
from html import unescape
from pathlib import Path

import pytest

from data.agency import query_section_states
from data.engine import engine
from data.findings import query_dismissed, recheck
from data.followup import query_followup
from data.listings import query_reports
from data.outlook import query_outlook
from data.spread import query_grid
from data.store import load_report, load_whole, save_reports
from data.verdicts import query_verdicts, save_verdict
from loaders import assemble
from loaders.assemble import read_report
from loaders.errors import UnreadableFile
from loaders.ingest import ingest
from loaders.readers import sandbox
from loaders.tables import TablesRead
from report import checks
from report.apart import Fault, attempt
from report.checks.answer import failed
from report.checks.sameness import identity_of
from report.language import say
from report.model import AnnualReport, Doubt
from report.unread import PARTS, Unread, as_asked, tell_unread
from tests.board import open_page, said
from tests.databases import BOTH, empty_database
from tests.reports import make_report
from tests.test_proof_odd_reports import OPEN, report_file

ROOT = Path(__file__).resolve().parent.parent
USUAL = "（二）依申请公开。2023年收到政府信息公开申请9件，上年结转1件，办结3件。发生行政复议1件。\n"  # table 3 says 3 received
WRONG = report_file(overview=OPEN + USUAL, problems="一是栏目更新有时不够及时；二是解读文章的形式比较单一。", changes={"requests": {"granted": {"natural_person": 2}}})
ABSENT = {  # part -> (the function that reads it, its fields as they are without it)
    "unread_tables": ("read_tables", {f: getattr(TablesRead(), f) for f in ("editions", "disclosed", "requests", "disputes", "statistics", "cells")}),
    "unread_figures": ("find_figures", {"figures": []}),
    "unread_problems": ("find_problems", {"problems": [], "measures": []}),
}
ASKING = {  # part -> checks that ask for it, and fail on a report that is wrong in all parts
    "unread_tables": {"T3-2", "T3-3", "P-1"}, "unread_figures": {"P-1"}, "unread_problems": {"F-6"},
}
WORDS = {"unread_tables": ("表二、表三、表四未能识别：本系统读取时出错", "The official tables could not be read: this program failed at them. The fault is ours"),
         "unread_figures": ("正文中的数未能识别：本系统读取时出错", "The numbers of the prose could not be read: this program failed at them. The fault is ours"),
         "unread_problems": ("存在的问题和改进措施未能识别：本系统读取时出错", "The problems and measures could not be read: this program failed at them. The fault is ours")}
SILENT = ("No number was found in the prose.", "No problem and no measure was recognised in section five.", "Not recognised in the report (missing")


def breaking(error: BaseException):
    def read(*_):
        raise error
    return read


@pytest.fixture
def broken(monkeypatch):
    """Returns the wrong report as it is read where this program fails at these parts."""
    def read(*kinds: str, error: BaseException = KeyError("渠道")) -> AnnualReport:
        with monkeypatch.context() as patch:
            for kind in kinds:
                patch.setattr(assemble, ABSENT[kind][0], breaking(error))
            return read_report(WRONG, "甲镇.html")
    return read


def doubt_of(kind: str) -> Doubt:
    return tell_unread(kind, Fault("KeyError", ("loaders/x.py:1 f",)))


def failing(report: AnnualReport) -> set[str]:
    return {f.check for f in report.findings if f.verdict == "fail" and f.severity != "information"}


def lost(report: AnnualReport) -> list:
    return [d for d in report.doubts if d.kind in PARTS]


def test_the_report_of_these_tests_is_wrong_in_every_part():
    report = read_report(WRONG, "甲镇.html")
    assert set.union(*ASKING.values()) <= failing(report)
    assert report.figures and report.problems and report.cells and not lost(report)


@pytest.mark.parametrize("kind", PARTS)
def test_what_this_program_fails_at_is_absent_and_the_rest_stands(kind, broken):
    whole, report = read_report(WRONG, "甲镇.html"), broken(kind)
    assert {f: getattr(report, f) for f in ABSENT[kind][1]} == ABSENT[kind][1]
    kept = AnnualReport.model_fields.keys() - ABSENT[kind][1].keys() - {"doubts", "findings"}
    assert kept > {"source", "title", "agency", "region", "year", "sections"}
    assert {f: getattr(report, f) for f in kept} == {f: getattr(whole, f) for f in kept}


@pytest.mark.parametrize("kind", PARTS)
def test_it_is_told_as_a_fault_of_ours_with_its_place(kind, broken):
    report = broken(kind)
    doubt, = lost(report)
    assert doubt.kind == kind and "这是本系统的问题，不是报告的问题" in doubt.message
    for language, words in zip(("zh", "en"), WORDS[kind]):
        assert say(doubt.template, doubt.values, language).startswith(words)
    assert doubt.where.startswith("KeyError: '渠道' · tests/test_unread.py:") and doubt.where.endswith(" read")
    assert doubt.values == {"error": "KeyError: '渠道'", "trace": [doubt.where.split(" · ")[1]]}


@pytest.mark.parametrize("kind", PARTS)
def test_no_finding_comes_of_it(kind, broken):
    whole, report = read_report(WRONG, "甲镇.html"), broken(kind)
    assert failing(report) <= failing(whole) - ASKING[kind]
    others = set.union(*ASKING.values()) - ASKING[kind]
    if kind != "unread_tables":
        assert failing(report) >= others - {"P-1"}
    told = {f.check: f for f in report.findings if f.verdict == "not_checkable"}
    for check in ASKING[kind]:
        assert told[check].message == "本项检查所需的部分未能识别（见存疑）。这是本系统的问题，因此对报告不作判断。"
        assert say(told[check].template, told[check].values, "en").startswith("A part of the report that this check needs could not be read")


def test_no_check_at_all_answers_from_a_part_that_was_not_read(monkeypatch, broken):
    """Of a report of which nothing was read but its words, only what words alone decide is said, and nothing else than of the whole report."""
    whole, report = read_report(WRONG, "甲镇.html"), broken(*PARTS)
    assert [d.kind for d in lost(report)] == list(PARTS)
    assert (report.agency_name, report.year, [s.key for s in report.sections]) == (whole.agency_name, whole.year, [s.key for s in whole.sections])
    assert {(f.check, f.message) for f in report.findings if f.verdict == "fail"} <= {(f.check, f.message) for f in whole.findings if f.verdict == "fail"}
    for check in ("T2-4", "T3-1", "T3-5", "T4-1", "F-1", "F-2", "P-1", "P-5", "P-12", "P-13", "F-6"):
        assert {f.verdict for f in checks.run_all_checks(report) if f.check == check} == {"not_checkable"}, check


@pytest.mark.parametrize("kind", PARTS)
def test_a_year_that_was_not_read_says_nothing_of_the_next(kind):
    lost = make_report(2022)
    lost = lost.model_copy(update=ABSENT[kind][1] | {"doubts": [doubt_of(kind)]})
    found = {f.check: f.verdict for f in checks.run_history_checks(make_report(2023, requests={"carried_in": {"natural_person": 5, "total": 5}}), lost)}
    assert "fail" not in {verdict for check, verdict in found.items() if check in {"unread_tables": ("Y-1", "T2-1", "T2-5"), "unread_problems": ("Y-4",)}.get(kind, ("Y-5",))}
    assert found[{"unread_tables": "Y-1", "unread_figures": "Y-5", "unread_problems": "Y-4"}[kind]] == "not_checkable"


def test_a_part_that_was_not_read_cannot_be_asked_for():
    report = make_report()
    assert as_asked(report) is report
    report.doubts = [doubt_of("unread_figures")]
    asked = as_asked(report)
    assert asked.problems == report.problems and asked.requests == report.requests and asked.section("overview").text
    for ask in (lambda: asked.figures, lambda: asked.figure("disclosed.total")):
        with pytest.raises(Unread):
            ask()
    assert report.figure("disclosed.total").value == 120  # the report itself stays


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt(), SystemExit(3), UnreadableFile("too_large", "甲镇.html", detail="{count} cells", count=9)],
                         ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("kind", PARTS)
def test_what_must_stop_is_not_kept_apart(kind, error, broken):
    with pytest.raises(type(error)):
        broken(kind, error=error)


@pytest.mark.parametrize("name", ["find_outline", "find_identity"])
def test_without_its_text_or_its_identity_there_is_no_report(name, monkeypatch):
    monkeypatch.setattr(assemble, name, breaking(KeyError("x")))
    with pytest.raises(KeyError):
        read_report(WRONG, "甲镇.html")


def test_a_check_that_fails_says_nothing_of_the_report(monkeypatch, caplog):
    def check_wrongly(report):
        yield failed("Section five names no problem: it is empty or says “none”.", {})
        raise ZeroDivisionError("half way")

    monkeypatch.setattr(checks, "CHECKS", tuple(checks.Check(c.id, c.severity, c.title, c.formula, check_wrongly, c.scope) if c.id == "F-6" else c for c in checks.CHECKS))
    report = read_report(WRONG, "甲镇.html")
    told, = (f for f in report.findings if f.check == "F-6")
    assert (told.verdict, told.message) == ("not_checkable", "本项检查运行时出错。这是本系统的问题，因此对报告不作判断。")
    assert say(told.template, told.values, "en") == "This check failed in this program. The fault is ours: nothing is said of the report."
    assert {"T3-2", "P-1"} <= failing(report) and "ZeroDivisionError: half way" in caplog.text


def test_the_log_has_the_traceback(broken, caplog):
    broken("unread_figures")
    record, = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.ERROR, "甲镇.html: unread_figures: a fault of this program, kept apart")
    assert 'File "' in caplog.text and "KeyError: '渠道'" in caplog.text


def test_the_log_of_whoever_asked_has_it_where_another_process_reads(tmp_path, monkeypatch, caplog):
    (tmp_path / "sitecustomize.py").write_text("import loaders.assemble\ndef find_figures(*_): raise KeyError('far away')\nloaders.assemble.find_figures = find_figures\n")
    usual = sandbox._environment
    monkeypatch.setattr(sandbox, "_environment", lambda: usual() | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
    sandbox.close_all()
    try:
        report = sandbox.parse_safely(WRONG, "甲镇.html")
    finally:
        sandbox.close_all()
    assert [d.kind for d in lost(report)] == ["unread_figures"] and report.problems and report.cells
    assert "甲镇.html: unread_figures: a fault of this program, kept apart\nTraceback" in caplog.text and "KeyError: 'far away'" in caplog.text


def test_an_error_s_own_words_can_be_stored(caplog):
    caplog.set_level(logging.CRITICAL)  # half a surrogate pair in a log is no text that tests can pass on
    _, fault = attempt("x", breaking(ValueError("半\ud800个\x00字" + "长" * 900)))
    assert fault.error.startswith("ValueError: 半?个?字长") and len(fault.error) < 250
    assert attempt("x", lambda: 5) == (5, None)


def test_nothing_else_hides_a_fault_between_a_file_and_its_report():
    """Broad handlers stand where damage is to be expected (the readers) and in the one place that tells of it."""
    found = set()
    for path in [*(ROOT / "report").rglob("*.py"), *(ROOT / "loaders").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"BaseException"}
                if names & {"Exception", "BaseException"} and "readers" not in path.parts:
                    found.add(path.relative_to(ROOT).as_posix())
    assert found == {"report/apart.py"}


@pytest.fixture
def stored(tmp_path, broken, monkeypatch):
    """Returns a way to store the report without some parts: the engine and the report's id."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'unread.db'}")

    def store(*kinds: str):
        report, database = broken(*kinds), engine(f"sqlite:///{tmp_path / 'unread.db'}")
        outcome, = save_reports(database, [(report, WRONG)])
        return database, outcome.report_id, report
    return store


@pytest.mark.parametrize("kind", PARTS)
def test_it_is_stored_as_it_was_read_and_checked_again_without_a_finding(kind, stored):
    database, report_id, report = stored(kind)
    assert load_report(database, report_id) == report
    assert recheck(database) == 1
    again = load_whole(database, report_id)
    assert failing(again) == failing(report) and not failing(again) & ASKING[kind]


@pytest.fixture(params=BOTH)
def database(request, tmp_path):
    return empty_database(request.param, tmp_path)


def test_lists_say_not_recognised_and_never_not_reported(database, broken):
    report_id = save_reports(database, [(broken("unread_figures", "unread_tables"), WRONG)])[0].report_id
    for headline in ("disclosed_total", "channel_website", "requests_received", "requests_carried_out"):
        row = query_reports(database, order=headline).iloc[0]
        assert (row["state"], row[headline] == row[headline]) == ("doubt", False), headline
    assert query_section_states(database, (report_id,)) == {report_id: "number"}


@pytest.mark.parametrize("text", ["", "一是栏目更新有时不够及时；二是解读文章的形式比较单一。"])
def test_a_section_five_that_this_program_failed_at_is_not_called_missing(text, database):
    report = make_report(texts={"problems": text}, problems=[], measures=[], doubts=[doubt_of("unread_problems")])
    outcome, = save_reports(database, [(report, None)])
    assert query_section_states(database, (outcome.report_id,)) == {outcome.report_id: "doubt"}
    assert query_grid(database, (outcome.report_id,))["state"].tolist() == ["doubt"]


@pytest.mark.parametrize("lost, new, gone", [(None, ["platform"], ["timeliness"]), (2022, [], []), (2023, [], [])])
def test_nothing_is_new_or_gone_beside_a_year_that_was_not_read(lost, new, gone, database):
    reports = []
    for year, theme in ((2022, "timeliness"), (2023, "platform")):
        without = {"problems": [], "measures": [], "doubts": [doubt_of("unread_problems")]} if year == lost else {"problems": [("栏目更新有时不够及时", [theme])]}
        made = make_report(year, **without)
        made.source.sha256 = str(year) * 16
        reports.append((made, None))
    save_reports(database, reports)
    found = query_followup(database, 2023).iloc[0]
    assert (found["new"], found["gone"]) == (new, gone)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", PARTS)
def test_the_report_s_page_tells_it_in_place_of_what_is_missing(kind, lang, stored):
    _, report_id, _ = stored(kind)
    app = open_page("report", lang, report=report_id)
    words = unescape(said(app))
    assert not app.exception
    assert words.count(WORDS[kind][lang == "en"]) == 2  # in the place of the part, and among the doubts
    assert "KeyError: '渠道' · tests/test_unread.py:" in words
    assert not [s for s in SILENT if s in words]


def known_reports(url: str) -> list[int]:
    return query_reports(engine(url))["report_id"].tolist()


def test_the_file_is_read_again_until_these_readers_read_it_all(tmp_path, broken):
    """A file is known by its bytes and not read twice, but where this program failed at a part of it; what then is read takes the report's place, and a person's verdict stays."""
    url, path, whole = f"sqlite:///{tmp_path / 'again.db'}", tmp_path / "甲镇.html", read_report(WRONG, "甲镇.html")
    path.write_bytes(WRONG)

    def hand_in(report: AnnualReport | None) -> str:
        return ingest([path], url, 0, job=lambda _: [(report, WRONG)] if report else pytest.fail("read again")).files[0].status

    assert hand_in(broken("unread_figures", "unread_problems")) == "added"
    report_id, = known_reports(url)
    finding = next(f for f in load_whole(engine(url), report_id).findings if f.check == "T3-2" and f.verdict == "fail")
    save_verdict(engine(url), report_id, identity_of(finding), "dismissed", "已核实")
    assert hand_in(broken("unread_figures", "unread_problems")) == hand_in(broken("unread_figures", "unread_tables")) == "unchanged"
    assert query_outlook(engine(url), broken("unread_figures")).status == "replaced"
    assert hand_in(broken("unread_figures")) == "replaced"
    assert hand_in(whole) == "replaced" and hand_in(None) == "unchanged"
    report_id, = known_reports(url)
    assert load_report(engine(url), report_id) == whole
    assert query_verdicts(engine(url))["decision"].tolist() == ["dismissed"] and query_dismissed(engine(url), report_id)


def test_a_version_that_was_replaced_does_not_come_back_by_it(database, broken):
    newer = WRONG + b"\n"
    save_reports(database, [(broken("unread_figures"), WRONG)])
    second, = save_reports(database, [(read_report(newer, "乙镇.html"), newer)])
    third, = save_reports(database, [(read_report(WRONG, "甲镇.html"), WRONG)])
    assert (second.status, third.status) == ("replaced", "unchanged")
    assert query_reports(database)["report_id"].tolist() == [second.report_id]
