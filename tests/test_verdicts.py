"""Verdicts: they hold for the finding, not for a row or a file; dismissed ones leave the counts and stay on record."""
import pytest
from sqlalchemy import select

from data.engine import reading
from data.errors import DatabaseProblem
from data.findings import query_finding_rows, recheck
from data.models import FindingRow, ReportRow
from data.queries import query_journal, query_volumes
from data.store import delete_report, save_reports
from data.verdicts import query_verdicts, save_verdict, withdraw_verdict
from report.checks import run_checks
from report.checks.sameness import identity_of
from report.model import Agency, CellReference, Evidence, Finding
from tests.databases import BOTH, empty_database
from tests.reports import handed_in, make_report

WRONG = dict(requests={"granted": {"natural_person": 5, "total": 6}})


@pytest.fixture(params=BOTH)
def database(request, tmp_path):
    return empty_database(request.param, tmp_path)


def checked(words="", year=2023, **changes):
    report = make_report(year, **changes)
    report.findings = run_checks(report)
    return handed_in(report, words)


def save(database, *pairs):
    return [o.report_id for o in save_reports(database, pairs)]


def errors(database, year=2023):
    found = query_volumes(database)
    return int(found.loc[found["year"] == year, "errors"].iloc[0])


def findings(database, report_id, check):
    with reading(database) as connection:
        return connection.execute(select(FindingRow.identity, FindingRow.decision).where(FindingRow.report_id == report_id, FindingRow.check == check,
                                                                                         FindingRow.verdict == "fail").order_by(FindingRow.seq)).all()


def test_a_dismissed_finding_leaves_the_counts_not_the_record(database):
    report_id, = save(database, checked(**WRONG))
    before = errors(database)
    identity = findings(database, report_id, "T3-2")[0].identity
    save_verdict(database, report_id, identity, "dismissed", "核对纸质件，表格无误", "王科长")
    assert errors(database) == before - 1
    assert [f.decision for f in findings(database, report_id, "T3-2")].count("dismissed") == 1
    line = query_verdicts(database).iloc[0]
    assert (line["actor"], line["note"], line["decision"], line["check"]) == ("王科长", "核对纸质件，表格无误", "dismissed", "T3-2")
    assert query_journal(database).iloc[0]["action"] == "dismissed"


def test_a_confirmed_finding_counts_on(database):
    report_id, = save(database, checked(**WRONG))
    before = errors(database)
    save_verdict(database, report_id, findings(database, report_id, "T3-2")[0].identity, "confirmed", "", "王科长")
    assert errors(database) == before and findings(database, report_id, "T3-2")[0].decision == "confirmed"


def test_a_dismissal_needs_a_reason(database):
    report_id, = save(database, checked(**WRONG))
    with pytest.raises(DatabaseProblem) as raised:
        save_verdict(database, report_id, findings(database, report_id, "T3-2")[0].identity, "dismissed", "  ")
    assert raised.value.kind == "no_reason" and len(query_verdicts(database)) == 0


SURVIVES = {
    "the same file again": lambda db, i: save(db, checked("one", **WRONG)),
    "a new version with the same fault": lambda db, i: save(db, checked("two", **WRONG)),
    "a new version with other words around it": lambda db, i: save(db, checked("three", texts={"other": "本年度未收取信息处理费。另有说明一则。"}, **WRONG)),
    "deleted and read again": lambda db, i: (delete_report(db, i), save(db, checked("one", **WRONG))),
    "checked again": lambda db, i: recheck(db),
}


@pytest.mark.parametrize("what", SURVIVES)
def test_a_verdict_survives(database, what):
    report_id, = save(database, checked("one", **WRONG))
    before = errors(database)
    save_verdict(database, report_id, findings(database, report_id, "T3-2")[0].identity, "dismissed", "理由", "甲")
    SURVIVES[what](database, report_id)
    assert errors(database) == before - 1
    assert int(query_verdicts(database)["report_id"].iloc[0]) == int(query_volumes(database)["report_id"].iloc[0])


def test_a_verdict_does_not_reach_another_finding_of_the_same_cells(database):
    report_id, = save(database, checked("one", **WRONG))
    save_verdict(database, report_id, findings(database, report_id, "T3-2")[0].identity, "dismissed", "理由", "甲")
    newer, = save(database, checked("two", requests={"granted": {"natural_person": 7, "total": 8}}))
    assert {f.decision for f in findings(database, newer, "T3-2")} == {""}


def test_a_verdict_stays_with_its_agency_and_year(database):
    report_id, other = save(database, checked("one", **WRONG), checked("two", year=2021, **WRONG))
    save_verdict(database, report_id, findings(database, report_id, "T3-2")[0].identity, "dismissed", "理由", "甲")
    assert {f.decision for f in findings(database, other, "T3-2")} == {""}


def test_a_newer_verdict_ends_the_older_and_both_stay_in_the_register(database):
    report_id, = save(database, checked(**WRONG))
    before, identity = errors(database), findings(database, report_id, "T3-2")[0].identity
    save_verdict(database, report_id, identity, "dismissed", "理由", "甲")
    second = save_verdict(database, report_id, identity, "confirmed", "再次核对，确有错误", "乙")
    register = query_verdicts(database)
    assert list(register["decision"]) == ["confirmed", "dismissed"] and register["ended_by"].iloc[1] == "乙" and errors(database) == before
    withdraw_verdict(database, second, "乙")
    assert findings(database, report_id, "T3-2")[0].decision == "" and len(query_verdicts(database)) == 2
    with pytest.raises(DatabaseProblem):
        withdraw_verdict(database, second)


def test_a_report_without_agency_can_be_judged(database):
    report_id, = save(database, checked(agency=None, region=None, **WRONG))
    save_verdict(database, report_id, findings(database, report_id, "T3-2")[0].identity, "dismissed", "理由", "甲")
    assert findings(database, report_id, "T3-2")[0].decision == "dismissed"


def test_findings_are_filtered_by_verdict(database):
    report_id, = save(database, checked(**WRONG))
    save_verdict(database, report_id, findings(database, report_id, "T3-2")[0].identity, "dismissed", "理由", "甲")
    states = {state: len(query_finding_rows(database, checks=("T3-2",), state=state)) for state in ("open", "dismissed", "confirmed", "all", "counted")}
    assert states["dismissed"] == 1 and states["confirmed"] == 0 and states["all"] == states["open"] + 1 == states["counted"] + 1


# findings that need the year before

EARLIER = dict(year=2022, requests={"carried_out": {"natural_person": 4, "total": 4}})


def history(database, report_id):
    with reading(database) as connection:
        found = connection.execute(select(FindingRow.check, FindingRow.severity).where(FindingRow.report_id == report_id, FindingRow.scope == "history", FindingRow.verdict == "fail")).all()
        counts = connection.execute(select(ReportRow.errors, ReportRow.warnings).where(ReportRow.id == report_id)).one()
        severities = connection.execute(select(FindingRow.severity).where(FindingRow.report_id == report_id, FindingRow.verdict == "fail")).scalars().all()
    assert (counts.errors, counts.warnings) == (severities.count("error"), severities.count("warning"))
    return {check for check, severity in found if severity == "error"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_year_before_may_come_first_or_last(database, order):
    pairs = [checked("a", **EARLIER), checked("b")]
    ids = {i: save(database, pairs[i])[0] for i in order}
    assert "Y-1" in history(database, ids[1]) and history(database, ids[0]) == set()


def test_both_years_in_one_batch(database):
    _, later = save(database, checked("a", **EARLIER), checked("b"))
    assert "Y-1" in history(database, later)


def test_a_mended_year_before_clears_the_finding(database):
    earlier, later = save(database, checked("a", **EARLIER), checked("b"))
    second, = save(database, checked("c", year=2022))
    assert "Y-1" not in history(database, later)
    delete_report(database, second)
    assert "Y-1" in history(database, later)
    delete_report(database, earlier)
    assert history(database, later) == set()


def test_two_years_apart_are_not_compared(database):
    _, later = save(database, checked("a", **(EARLIER | {"year": 2021})), checked("b"))
    assert history(database, later) == set()


# what makes two findings the same

ONE = Finding(check="P-1", severity="error", verdict="fail", message="a", left=5, right=3, cells=[CellReference(table="requests", row="received", column="total")],
              evidence=[Evidence(section="overview", start=3, end=9, text="收到申请5件")])
SAME = {"another severity": {"severity": "warning"}, "another place": {"evidence": [Evidence(section="overview", start=30, end=36, text="收到申请5件")]},
        "spaces and full-width digits": {"evidence": [Evidence(section="overview", start=3, end=9, text="收到 申请５件")]}, "other words": {"message": "b"},
        "5.0": {"left": 5.0}}
OTHER = {"another side": {"left": 6}, "another sentence": {"evidence": [Evidence(section="overview", start=3, end=9, text="办结申请5件")]},
         "another cell": {"cells": []}, "another check": {"check": "P-2"}, "not checkable": {"verdict": "not_checkable"}}


@pytest.mark.parametrize("what", SAME)
def test_the_same_finding(what):
    assert identity_of(ONE.model_copy(update=SAME[what])) == identity_of(ONE)


@pytest.mark.parametrize("what", OTHER)
def test_another_finding(what):
    assert identity_of(ONE.model_copy(update=OTHER[what])) != identity_of(ONE)


def test_findings_without_place_go_by_what_they_tell():
    bare = Finding(check="F-9", severity="error", verdict="fail", message="", values={"date": "2024-02-08"})
    assert identity_of(bare) != identity_of(bare.model_copy(update={"values": {"date": "2024-02-09"}}))




def test_checking_again_keeps_what_agencies_share(database):
    whole = "一是公开栏位置偏僻，赶集的人看不见；二是信息员常年在外务工，公示纸单靠邻居代贴，过了期也没人更换。\n改进措施：一是把公开栏移到集市入口，雨棚由村里修；二是请退休教师兼任信息员，每月补贴一次。"
    one, two = (checked(name, texts={"problems": whole}, problems=[], measures=[], agency=Agency(name=f"云汀县{name}镇人民政府", kind="town")) for name in ("青梧", "白沙"))
    save(database, one, two)
    before = query_finding_rows(database, checks=("Y-3",))[["report_id", "severity", "identity"]]
    recheck(database)
    after = query_finding_rows(database, checks=("Y-3",))[["report_id", "severity", "identity"]]
    assert len(before) >= 2 and sorted(before.itertuples(index=False, name=None)) == sorted(after.itertuples(index=False, name=None))
