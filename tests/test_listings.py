"""Questions of the pages: spreads, shares of complete totals, lists a piece at a time, and what storing a report would do."""
import pytest

from data import listings, spread
from data.engine import engine
from data.filters import Filter
from data.members import query_holders
from data.outlook import query_outlook
from data.standing import query_standing
from data.store import save_reports
from report.model import Doubt
from report.shares import Part, divide
from tests.board import fill, open_page, report, reports, said
from tests.databases import BOTH, empty_database

W, C = "website", "wechat"
DIVISIONS = [  # total, approximate, parts, state, shares, outside
    (517, False, [Part(W, 138, True), Part(C, 379, True)], "whole", {W: 138 / 517, C: 379 / 517}, ()),
    (45, False, [Part(C, 625, False), Part("video", 148, False)], "outside", {}, (C, "video")),
    (120, False, [Part(W, 80, True), Part(C, 40, True), Part("video", 9, False)], "whole", {W: 80 / 120, C: 40 / 120}, ("video",)),
    (120, False, [Part(W, 80, True), Part(C, 30, True)], "differs", {}, ()),
    (120, False, [Part(W, 80, None), Part(C, 40, None)], "unsaid", {}, ()),
    (120, True, [Part(W, 80, True), Part(C, 40, True)], "approximate", {}, ()),
    (120, False, [Part(W, 80, True, True), Part(C, 30, True)], "approximate", {}, ()),
    (120, False, [Part(C, 80, True), Part(C, 40, True)], "differs", {}, ()),
    (None, False, [Part(W, 80, True)], "no_total", {}, ()),
    (0, False, [Part(W, 0, True)], "differs", {}, ()),
    (120, False, [Part(W, None, True)], "none", {}, ()),
    (120, False, [], "none", {}, ()),
]


@pytest.mark.parametrize("total, approximate, parts, state, shares, outside", DIVISIONS)
def test_shares_only_of_parts_that_make_up_the_total(total, approximate, parts, state, shares, outside):
    found = divide(total, approximate, parts)
    assert (found.state, found.shares, found.outside) == (state, shares, outside)


@pytest.fixture(scope="module", params=BOTH)
def board(request, tmp_path_factory):
    made = empty_database(request.param, tmp_path_factory.mktemp("listings"))
    fill(made.url.render_as_string(hide_password=False))
    return made


def test_spread_counts_only_what_is_reported(board):
    found = spread.query_spread(board).set_index("year")
    assert found.loc[2023, ["reports", "n", "total", "least", "low", "median", "high", "most"]].tolist() == [5, 3, 642, 45, 45, 80, 517, 517]
    assert found.loc[2022, ["reports", "n", "median"]].tolist() == [1, 1, 517]
    assert spread.query_known(board) == 5 and spread.query_known(board, Filter((2022,), kinds=("town",))) == 1


def test_whole_totals_leave_out_channels_that_stand_outside(board):
    found = spread.query_whole(board, Filter((2023,)))
    assert found[["channel", "value", "reports"]].values.tolist() == [["wechat", 379, 1], ["website", 138, 1]]
    counts = spread.query_glance(board, Filter((2023,)))
    assert (counts["with_channels"], counts["whole"], counts["outside"]) == (2, 1, 1)
    assert spread.query_whole_rows(board, Filter((2023,)), "wechat")["words"].tolist() == ["公众号379条（占73.3%）"]


def test_lists_are_counted_searched_ordered_and_paged(board):
    assert listings.query_count(board, listings.query_reports) == 6
    first, second = (listings.query_reports(board, Filter((2023,)), order="disclosed_total", descending=True, limit=2, offset=o) for o in (0, 2))
    assert first["disclosed_total"].tolist() == [517, 80] and second["disclosed_total"].iloc[0] == 45 and second["disclosed_total"].isna().tolist() == [False, True]
    assert listings.query_reports(board, search="朝阳路 2023")["agency"].tolist() == ["云汀县朝阳路街道办事处"]
    assert listings.query_count(board, listings.query_reports, Filter(), "100%") == 0


def test_evidence_comes_with_what_stands_around_it(board):
    row = listings.query_figure_list(board, Filter((2023,)), measures=("disclosed.channel.video",)).iloc[0]
    assert (row["before"], row["words"], row["after"]) == ("全年主动公开政府信息45条。另外公众号推送图文625篇，", "短视频148条", "。")


@pytest.mark.parametrize("kind", ["unplaced_figure", "one_of_several", "range"])
def test_a_number_of_which_a_doubt_speaks_is_not_recognised_rather_than_not_reported(tmp_path, kind):
    store = engine(f"sqlite:///{tmp_path / 'doubt.db'}")
    doubted, silent = reports()[4], reports()[3]
    doubted.doubts = [Doubt(kind=kind, message="一个数未能归入总数。", where="若干")]
    doubted.requests["received"]["total"], silent.requests["received"]["total"] = None, None
    doubted.doubts.append(Doubt(kind="cell_text", message="一格不是数字。", where="三", cells=[{"table": "requests", "row": "received", "column": "total"}]))
    for one in (doubted, silent):
        one.figures = []
        one.cells = [c for c in one.cells if (c.table, c.row, c.column) != ("requests", "received", "total")]
    save_reports(store, [(doubted, None), (silent, None)])
    for headline in ("disclosed_total", "requests_received"):
        found = listings.query_reports(store, order=headline).set_index("agency")["state"]
        assert found.to_dict() == {"云汀县教育局": "doubt", "云汀县白石乡人民政府": "blank"}, headline


def test_what_storing_would_do(board):
    same, newer, other = reports()[0], report("云汀县芦荡街道办事处", "subdistrict", 2023, "全年平稳。", []), report("云汀县新桥镇人民政府", "town", 2023, "全年平稳。", [])
    newer.source.sha256, nameless = "f" * 64, report("云汀县新桥镇人民政府", "town", 2021, "全年平稳。", [])
    nameless.agency = None
    assert query_outlook(board, same).status == "unchanged"
    assert (query_outlook(board, newer).status, query_outlook(board, newer).version) == ("replaced", 1)
    assert query_outlook(board, other).status == "added" and query_outlook(board, nameless).undecided


def test_where_a_stored_report_stands(board):
    """`before` is the place in the list of its county and year, also among those that give no total."""
    for year, count, silent in ((2023, 5, 2), (2022, 1, 0)):
        listed = listings.query_reports(board, Filter((year,)), order="disclosed_total", descending=True, limit=500)
        assert len(listed) == count and listed["disclosed_total"].isna().sum() == silent
        for row in listed.itertuples():
            at = query_standing(board, int(row.report_id))
            same = listings.query_reports(board, at.among, order="disclosed_total", descending=True, limit=500)["report_id"].tolist()
            assert at.among.years == (year,) and same.index(row.report_id) == at.before
    assert query_standing(board, 999_999) is None


@pytest.mark.parametrize("database", BOTH)
@pytest.mark.parametrize("region", [None, "99", "990101"])
def test_a_report_that_adds_up_others_is_not_counted_in_the_shares_again(database, region, tmp_path, monkeypatch):
    made = empty_database(database, tmp_path)
    both = reports()[:1][0].model_copy(update={"year": 2023})
    own = report("云汀县人民政府", "government", 2023, "全县主动公开政府信息1000条，政府网站600条，公众号400条。", [
        ("disclosed.total", 1000, "主动公开政府信息1000条", {"unit": "条"}), ("disclosed.channel.website", 600, "政府网站600条", {"unit": "条", "within_total": True}),
        ("disclosed.channel.wechat", 400, "公众号400条", {"unit": "条", "within_total": True})])
    save_reports(made, [(both, None), (own, None)])
    filter = Filter((2023,), region)
    holders = query_holders(made, filter)
    apart = holders.whole
    assert (holders.reports, len(apart), holders.giving, holders.received) == (1, 1, 1, 3)
    assert spread.query_whole(made, filter)[["channel", "value", "reports"]].values.tolist() == [["wechat", 779, 2], ["website", 738, 2]]
    assert spread.query_whole(made, filter, apart)[["channel", "value", "reports"]].values.tolist() == [["wechat", 379, 1], ["website", 138, 1]]
    counts = spread.query_glance(made, filter)
    assert (counts["with_channels"], counts["whole"], counts["outside"]) == (2, 2, 0)
    assert spread.query_whole_rows(made, filter, "wechat", apart)["value"].tolist() == [379]
    if database == "sqlite":
        monkeypatch.setenv("DATABASE_URL", str(made.url))
        words = said(open_page("channels", "en", year=2023, **({"region": region} if region else {})))
        assert "shares rest on 1 of 2 reports that give channels. Not counted: 1 that adds up others." in " ".join(words.split())
