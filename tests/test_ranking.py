"""The ranking: points by hand, what cannot be judged left out, ties, schemes kept."""
from datetime import date

import pytest

from data.deadlines import save_deadline
from data.engine import engine, writing
from data.errors import DatabaseProblem
from data.filters import Filter
from data.journal import note
from data.queries import query_journal
from data.ranking import query_ranking, query_schemes, remove_scheme, save_scheme
from data.roster import RosterLine, save_roster
from data.store import save_reports
from report.language import catalogue, say
from report.scoring import JUDGES, Facts, Mark, items, schemes, score
from tests.board import report, reports

BY_ID = {item.id: item for item in items()}
THERE = dict(report_id=1)
DUE = dict(deadline=date(2024, 1, 31))

# item, what is known, share of the points (None: not judged), words of the reason
MARKS = [
    ("handed_in", THERE, 1, "已收存"), ("handed_in", {}, 0, "没有该年度报告"), ("on_time", {}, None, "没有该年度报告"),
    ("on_time", THERE | DUE | {"published": date(2024, 1, 31)}, 1, "2024-01-31"), ("on_time", THERE | DUE | {"published": date(2024, 2, 2)}, 0, "晚 2 天"),
    ("on_time", THERE | DUE, None, "没有公布日期"), ("on_time", THERE | {"published": date(2024, 1, 2)}, None, "未设时限"),
    ("complete", THERE, 1, "4 项核查全部相符"), ("complete", THERE | {"wrong": frozenset({"F-6", "F-8"})}, 0.5, "F-6, F-8"),
    ("complete", THERE | {"wrong": frozenset({"F-6"}), "unknown": frozenset({"F-2", "F-7"})}, 0.5, "2 项核查中 1 项"),
    ("complete", THERE | {"unknown": frozenset({"F-2", "F-6", "F-7", "F-8"})}, None, "无法进行"),
    ("tables", THERE, 1, "未查出错误"), ("tables", THERE | {"errors": frozenset({"T3-1"})}, 0.75, "T3-1"),
    ("tables", THERE | {"wrong": frozenset({"T3-5"})}, 1, "未查出"), ("tables", THERE | {"errors": frozenset(f"T3-{i}" for i in range(1, 6))}, 0, "T3-5"),
    ("tables", THERE | {"unknown": frozenset({"T2-4", "T3-1", "T3-2", "T3-3", "T4-1"})}, None, "无法进行"),
    ("form", THERE | {"wrong": frozenset({"F-1", "F-4"})}, 4 / 6, "6 项核查中 4 项"),
    ("consistent", THERE | {"errors": frozenset({"P-1", "T3-1"})}, 0.75, "P-1"),
    ("novel", THERE | {"copied": 0.5}, 1, "50%"), ("novel", THERE | {"copied": 0.75}, 0.5, "75%"), ("novel", THERE | {"copied": 1.0}, 0, "100%"), ("novel", THERE, None, "太短"),
    ("not_returned", THERE, 1, "0 次"), ("not_returned", THERE | {"returned": 1}, 0.5, "1 次"), ("not_returned", THERE | {"returned": 3}, 0, "3 次"),
    ("answered", THERE | {"problems": 2, "answered": 1}, 0.5, "2 个问题类别中 1 个"), ("answered", THERE, None, "未识别"),
    ("volume", THERE | {"total": 30, "peers": (10, 20, 30, 30, 40)}, 0.625, "高于其余 4 个"), ("volume", THERE | {"total": 40, "peers": (10, 20, 30, 30, 40)}, 1, "40"),
    ("volume", THERE | {"total": 10, "peers": (10, 20)}, None, "不足 5 个"), ("volume", THERE | {"peers": (1, 2, 3, 4, 5)}, None, "未识别出总数"),
]


def judge(item, facts) -> Mark:
    return score(Facts(**facts), {item: 10}).marks[item]


@pytest.mark.parametrize("item, facts, share, words", MARKS)
def test_an_item_is_judged_by_what_is_known(item, facts, share, words):
    mark = judge(item, facts)
    assert mark.share == pytest.approx(share) and words in say(mark.reason, mark.values)


def test_every_item_has_its_judge_its_cases_and_its_chinese():
    assert set(JUDGES) == set(BY_ID) == {case[0] for case in MARKS}
    chinese = catalogue("zh")
    for words in [w for item in items() for w in (item.title, item.how)] + [s.title for s in schemes()] + [judge(*case[:2]).reason for case in MARKS]:
        assert chinese.gettext(words) != words
    assert sum(schemes()[0].weights.values()) == 100 and set(schemes()[1].weights) <= set(BY_ID)


def test_what_cannot_be_judged_is_left_out_of_both_sides():
    known = score(Facts(1, published=date(2024, 2, 1), deadline=date(2024, 1, 31), copied=0.75), {"on_time": 20, "novel": 20, "answered": 60})
    assert (known.points, known.judged) == (25.0, 40)  # (0 + 10) of 40
    assert score(Facts(), {"handed_in": 10, "novel": 90}).points == 0
    assert score(Facts(1), {"answered": 10}).points is None


@pytest.fixture
def board(tmp_path):
    made = engine(f"sqlite:///{tmp_path}/board.db")
    save_reports(made, [(r, None) for r in reports()])
    return made


def test_the_ranking_of_a_county(board):
    save_reports(board, [(report("云汀县档案局", "department", 2022, "全年工作平稳。", []), None)])
    lines = query_ranking(board, 2023, Filter(region="990101"), {"handed_in": 50, "tables": 50})
    assert [(line.place, line.score.points) for line in lines] == [(1, 100.0)] * 4 + [(None, None)]  # known from another year, on no roster
    assert (lines[-1].agency, lines[-1].report_id, lines[-1].score.marks["tables"].share) == ("云汀县档案局", None, None)


def test_an_agency_of_the_roster_without_report_has_no_points(board):
    save_roster(board, "990101", [RosterLine("青禾县档案局", "department")])
    save_reports(board, [(report("南渡县旧街道办事处", "subdistrict", 2022, "全年工作平稳。", [], county="南渡县"), None)])  # of a county without roster
    *_, last, unranked = query_ranking(board, 2023, Filter(), {"handed_in": 50, "tables": 50})
    assert (unranked.agency, unranked.place, unranked.score.points) == ("南渡县旧街道办事处", None, None)
    assert (last.agency, last.score.points, last.score.marks["handed_in"].share) == ("青禾县档案局", 0, 0)


def test_an_error_costs_points_until_it_is_dismissed(board):
    from data.findings import query_finding_rows
    from data.verdicts import save_verdict

    south = Filter(region="990102")
    before = query_ranking(board, 2023, south, {"tables": 10})[0]
    wrong = sorted(set(query_finding_rows(board, south, severities=("error",), limit=99)["check"]))
    tables = [check for check in wrong if check.startswith("T")]
    assert tables and before.score.points == max(0, 100 - 25 * len(tables))
    for row in query_finding_rows(board, south, severities=("error",), limit=99).itertuples():
        if row.check in tables:
            save_verdict(board, int(row.report_id), row.identity, "dismissed", "已核实", "甲")
    assert query_ranking(board, 2023, south, {"tables": 10})[0].score.points == 100


def test_a_report_sent_back_costs_points_and_a_deadline_counts(board):
    county = Filter(region="990101", kinds=("subdistrict",))
    line = query_ranking(board, 2023, county, {"not_returned": 10})[0]
    with writing(board) as connection:
        note(connection, "甲", "returned", line.report_id, {})
    assert {one.agency_id: one.score.points for one in query_ranking(board, 2023, county, {"not_returned": 10})}[line.agency_id] == 50
    assert query_ranking(board, 2023, county, {"on_time": 10})[0].score.points is None  # streets have no legal day
    save_deadline(board, "990101", "subdistrict", 2023, "01-20", "甲")
    reasons = [one.score.marks["on_time"].values.get("limit") for one in query_ranking(board, 2023, county, {"on_time": 10})]
    assert reasons == ["2024-01-20", "2024-01-20"]


def test_schemes_are_kept_renewed_and_removed(board):
    save_scheme(board, "县方案", {"on_time": 40, "novel": 60, "volume": 0}, "甲")
    newer = save_scheme(board, "县方案", {"on_time": 50, "novel": 50}, "乙")
    [kept] = query_schemes(board)
    assert (kept.id, kept.name, dict(kept.weights), kept.actor) == (newer, "县方案", {"on_time": 50, "novel": 50}, "乙")
    for name, weights, kind in (("", {"on_time": 5}, "no_name"), ("空", {"on_time": 0, "unheard": 5}, "no_item")):
        with pytest.raises(DatabaseProblem) as problem:
            save_scheme(board, name, weights, "甲")
        assert problem.value.kind == kind
    remove_scheme(board, "县方案", "甲")
    assert query_schemes(board) == [] and list(query_journal(board, 3)["action"]) == ["scheme_removed", "scheme_saved", "scheme_saved"]


def test_the_page_ranks_saves_and_exports(tmp_path, monkeypatch):
    from tests.board import fill, open_page, said

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/page.db")
    fill(f"sqlite:///{tmp_path}/page.db")
    app = open_page("ranking", year=2023, weights=["on_time-0", "tables-30"])
    words = said(app)
    assert not app.exception and "满分 100 分" in words and "5 个机构中有 5 个报送了 2023 年度报告" in words and "已调整" not in words
    assert app.number_input(key="weight-tables").value == 30 and app.number_input(key="weight-on_time").value == 0
    english = said(open_page("ranking", "en", year=2023))
    assert "first with" in english and "Items and weights (8 in use)" in english
