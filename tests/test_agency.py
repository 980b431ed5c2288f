"""One agency over the years and agencies compared: medians by hand, ranks, gaps, neighbours, the pages at their addresses, the workbook."""
import io
import json

import pandas as pd
import pytest

from charts.multiples import draw_multiples
from data import agency
from data.engine import engine
from data.filters import Filter
from data.queries import query_agencies
from data.store import save_reports
from tests.board import open_page, report, said

FLOW = (("云汀县芦荡镇人民政府", "town", {2020: 100, 2021: 120, 2023: 90}), ("云汀县白石镇人民政府", "town", {2020: 10, 2021: 30, 2023: 50}),
        ("云汀县柳桥镇人民政府", "town", {2020: 40, 2021: 30, 2022: 70, 2023: None}), ("云汀县松岭镇人民政府", "town", {2020: 500, 2023: 60}),
        ("云汀县河西街道办事处", "subdistrict", {2023: 30}), ("南渡县石桥镇人民政府", "town", {2023: 1000}))


def made(name: str, kind: str, year: int, total: int | None, problems=None):
    """Returns a report that gives this total, or none."""
    text = f"全年主动公开政府信息{total}条。" if total is not None else "全年平稳。"
    figures = [("disclosed.total", total, f"主动公开政府信息{total}条", {"unit": "条"})] if total is not None else []
    return report(name, kind, year, text, figures, county=name[:3], problems=problems)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('agency') / 'years.db'}"
    reports = [made(name, kind, year, total) for name, kind, totals in FLOW for year, total in totals.items()]
    save_reports(engine(url), [(r, r.source.name.removesuffix(".docx").encode()) for r in reports])
    return url


@pytest.fixture
def board(url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)


def known(url: str) -> dict[str, int]:
    found = query_agencies(engine(url))
    return dict(zip(found["agency"], found["agency_id"].astype(int)))


def test_peers_are_the_others_of_kind_and_county(url):
    ids = known(url)
    assert agency.query_peer_group(engine(url), ids["云汀县芦荡镇人民政府"]) == agency.Peers("county", "云汀县", "990101", ("town",), 3)
    wide = agency.query_peer_group(engine(url), ids["云汀县河西街道办事处"])  # no other subdistrict: the townships of the county together
    assert (wide.place, wide.kinds, wide.others) == ("county", ("subdistrict", "town", "township"), 4)
    assert agency.query_peer_group(engine(url), ids["南渡县石桥镇人民政府"]) == agency.Peers("city", "云州市", "9901", ("town",), 4)  # alone in its county


def test_the_median_is_of_the_others_that_give_the_number(url):
    e, own = engine(url), known(url)["云汀县芦荡镇人民政府"]
    found = agency.query_peer_medians(e, own, agency.query_peer_group(e, own), (2020, 2021, 2022, 2023), ("disclosed_total",))
    assert [tuple(r) for r in found.itertuples(index=False)] == [(2020, "disclosed_total", 40.0, 3)]  # 10, 40, 500; two others in 2021 and 2023, one in 2022


def test_a_city_bureau_is_no_peer_of_a_countys(tmp_path):
    e = engine(f"sqlite:///{tmp_path / 'ranks.db'}")
    from report.model import Region
    reports = []
    for n, code in enumerate(["990100", "990100", "990100", "990100", "990101", "990102", "990103"]):
        made_ = made(f"云州{n}号局", "department", 2023, 10 * n)
        made_.region = Region(province="江渚省", city="云州市", county=None if code.endswith("00") else f"县{code}", code=code)
        reports.append((made_, None))
    save_reports(e, reports)
    ids = dict(zip(query_agencies(e)["agency"], query_agencies(e)["agency_id"].astype(int)))
    city, county = (agency.query_peer_group(e, ids[f"云州{n}号局"]) for n in (0, 4))
    assert city.others == 3 and county.place is None
    assert agency.query_peer_medians(e, ids["云州0号局"], city, (2023,), ("disclosed_total",))["median"].tolist() == [20.0]


def test_neighbours_follow_the_countys_list_and_the_filter(url):
    e, ids = engine(url), known(url)
    listed = agency.query_agency_list(e, Filter(region="990101"))["agency"].tolist()
    assert len(listed) == 5 and agency.query_agency_total(e, Filter(region="990101")) == 5
    for i, name in enumerate(listed):
        near = agency.query_neighbours(e, ids[name])
        assert (near["place"], near["all"]) == (i + 1, 5)
        assert near["before"] == ((ids[listed[i - 1]], listed[i - 1]) if i else None)
        assert near["after"] == ((ids[listed[i + 1]], listed[i + 1]) if i < 4 else None)
    assert agency.query_neighbours(e, ids["云汀县芦荡镇人民政府"], Filter(region="99", kinds=("town",)))["all"] == 5
    assert agency.query_agency_list(e, search="石 镇")["agency"].tolist() == ["云汀县白石镇人民政府", "南渡县石桥镇人民政府"]


def test_totals_of_table_four_keep_zero_and_absent_apart(tmp_path):
    e = engine(f"sqlite:///{tmp_path / 'four.db'}")
    some = report("云汀县青梧镇人民政府", "town", 2023, "全年平稳。", [], disputes={"litigation_direct": {"total": ""}, "litigation_after_reconsideration": None})
    none = report("云汀县青梧镇人民政府", "town", 2022, "全年平稳。", [], disputes={})
    saved = save_reports(e, [(some, None), (none, None)])
    found = agency.query_disputes(e, tuple(o.report_id for o in saved))
    assert [(r.report_id, r.block, None if r.value != r.value else r.value, r.state) for r in found.itertuples()] == [
        (saved[0].report_id, "reconsideration", 1.0, "number"), (saved[0].report_id, "litigation_direct", None, "blank")]


def test_small_charts_share_years_and_axis_and_leave_gaps():
    import pandas as pd
    frame = pd.DataFrame({"key": ["a", "a", "a", "b"], "year": [2020, 2022, 2023, 2023], "value": [5.0, None, 0.0, 80.0], "state": ["number", "blank", "number", "number"],
                          "median": [7.0, None, 9.0, None]})
    charts = draw_multiples(frame, [2020, 2021, 2022, 2023], signs={"absent": "none"})
    median, line, blank, absent = charts["a"].data
    assert list(line.y) == [5.0, None, None, 0.0] and list(line.text) == ["5", "", "", "0"] and line.connectgaps is False  # a printed 0 is a number
    assert list(blank.x) == ["2022"] and list(absent.x) == ["2021"] and absent.name == "none" and list(median.y) == [7.0, None, None, 9.0]
    assert charts["a"].layout.yaxis.range == charts["b"].layout.yaxis.range == pytest.approx((-0.04 * 80 * 1.22, 80 * 1.22))
    assert tuple(charts["b"].layout.xaxis.categoryarray) == ("2020", "2021", "2022", "2023") and [list(c) for c in charts["b"].data[0].customdata][-1] == ["b", "2023"]
    own = draw_multiples(frame, [2023], equal=False)
    assert own["a"].layout.yaxis.range[1] == pytest.approx(9 * 1.22) and own["b"].layout.yaxis.range[1] == pytest.approx(80 * 1.22)


@pytest.mark.parametrize("sign, year", [("", 2020), ("repeated", 2021), ("", 2022), ("", 2023), ("gone", 2024), ("new", 2025)])
def test_themes_are_new_repeated_or_gone_only_beside_a_year_that_was_read(sign, year):
    import pandas as pd

    from pages.shared.dossier import theme_years
    told = pd.DataFrame([{"theme": "forms", "year": y, "part": "problem", "report_id": y} for y in (2020, 2021, 2023, 2025)])
    states = {2020: "number", 2021: "number", 2023: "number", 2024: "number", 2025: "number"}  # no report for 2022
    assert theme_years(told, states, list(range(2020, 2026)))["forms"][year]["sign"] == sign


def test_the_page_says_the_finding_the_gap_and_the_median(board, url):
    ids = known(url)
    app = open_page("agency", agency=ids["云汀县芦荡镇人民政府"])
    words, html = said(app), "".join(h.proto.body for h in app.get("html"))
    assert not app.exception and app.title[0].value == "云汀县芦荡镇人民政府"
    assert "2023 年度主动公开政府信息总数：90 条" in words and "2020 至 2023 年共 4 个年度，3 个年度有报告" in words and "无报告的年度：2022" in words
    assert '<td class="absent">无报告</td>' in html and "(中位数 40)" in html and '<span class="delta">+20</span>' in html
    assert "figure-0&amp;lang=zh" in html and "云汀县（同一县区）其他 3 个同类机构（镇）" in words
    assert len([b for b in app.get("download_button") if ".docx" in b.proto.label]) == 3


def test_a_mark_of_a_small_chart_leads_to_its_sentence(board, url):
    app = open_page("agency", agency=known(url)["云汀县芦荡镇人民政府"], pick="by-year-disclosed_total~disclosed_total~2021")
    assert '<mark class="proof">主动公开政府信息120条</mark>' in "".join(h.proto.body for h in app.get("html"))


def test_without_an_agency_one_is_chosen(board, url):
    app = open_page("agency", q="柳桥")
    assert list(app.dataframe[0].value["agency"]) == ["云汀县柳桥镇人民政府"] and "共 1 个机构" in said(app)
    assert "没有符合条件的机构" in said(open_page("agency", q="无此机构"))
    assert not open_page("agency", agency="x").exception and not open_page("agency", agency=99999).exception


def test_the_way_to_the_next_agency_stays_in_the_address(board, url):
    ids = known(url)
    listed = agency.query_agency_list(engine(url), Filter(region="990101"))["agency"].tolist()
    app = open_page("agency", agency=ids[listed[0]])
    app.button(key="way-after").click().run()
    assert app.query_params["agency"] in (str(ids[listed[1]]), [str(ids[listed[1]])]) and app.title[0].value == listed[1]


def test_ranks_and_median_of_a_comparison(board, url):
    ids = known(url)
    chosen = ["云汀县芦荡镇人民政府", "云汀县白石镇人民政府", "云汀县柳桥镇人民政府"]
    app = open_page("compare", agency=[ids[n] for n in chosen], years=2021)
    html = "".join(h.proto.body for h in app.get("html"))
    assert not app.exception and "≠ -90" in html
    row = html[html.index('class="row">主动公开政府信息总数'):].split("</tr>")[0]
    assert row.count("(中位数 30)") == 3 and "第 1 位／3" in row and row.count("并列第 2 位／3") == 2  # 120, 30, 30
    panels = [json.loads(c.proto.spec) for c in app.get("plotly_chart")][:3]
    assert len({tuple(p["layout"]["yaxis"]["range"]) for p in panels}) == 1 and all(p["layout"]["xaxis"]["categoryarray"] == ["2020", "2021", "2022", "2023"] for p in panels)
    assert [t["x"] for t in panels[0]["data"] if t.get("name") == "无报告"] == [["2022"]]
    picked = open_page("compare", agency=[ids[n] for n in chosen], years=2021, pick=f"panel-{ids[chosen[1]]}~{ids[chosen[1]]}~2020")
    assert '<mark class="proof">主动公开政府信息10条</mark>' in "".join(h.proto.body for h in picked.get("html"))
    missing = open_page("compare", agency=[ids[n] for n in chosen], years=2023)
    row = "".join(h.proto.body for h in missing.get("html"))
    row = row[row.index('class="row">主动公开政府信息总数'):].split("</tr>")[0]
    assert "未报告" in row and "／3" not in row and "第 1 位／2" in row  # what is missing has no rank and is not counted


def test_one_agencys_years(board, url):
    app = open_page("compare", agency=known(url)["云汀县柳桥镇人民政府"])
    words = said(app)
    assert not app.exception and "2020 至 2023 年共 4 个年度，4 个年度有报告" in words and "总数最少的是 2021 年度（30），最多的是 2022 年度（70）。" in words


def test_two_reports_word_by_word_at_their_address(board, url):
    from data.listings import query_reports
    found = query_reports(engine(url), Filter(agencies=(known(url)["云汀县芦荡镇人民政府"],)), order="year")
    one, two = (int(found[found["year"] == y]["report_id"].iloc[0]) for y in (2020, 2021))
    app = open_page("compare", view="words", one=one, two=two)
    html = "".join(h.proto.body for h in app.get("html"))
    assert not app.exception and ">100</del>" in html and ">120</ins>" in html and "一字不差" in said(app)
    assert "全部相同" in said(app) and "同一份报告" in said(open_page("compare", view="words", one=one, two=one, agency=known(url)["云汀县芦荡镇人民政府"]))
    usual = open_page("compare", view="words", agency=known(url)["云汀县芦荡镇人民政府"])  # the last two years, the older first
    assert [s.value for s in usual.selectbox if s.key in ("at-one", "at-two")] == [two, int(found[found["year"] == 2023]["report_id"].iloc[0])]


def test_a_report_leads_to_its_agency_and_from_version_to_version(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'versions.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    old, new = made("云汀县芦荡镇人民政府", "town", 2023, 90), made("云汀县芦荡镇人民政府", "town", 2023, 95)
    new.source.sha256 = "1" * 64
    first, second = (save_reports(engine(url), [(r, None)])[0].report_id for r in (old, new))
    app = open_page("report", report=second)
    labels = [link.proto.label for link in app.get("page_link")]
    assert "该机构历年情况" in labels and "与第 1 版逐字比对" in labels
    html = "".join(h.proto.body for h in open_page("compare", view="words", one=first, two=second).get("html"))
    assert ">90</del>" in html and ">95</ins>" in html
    assert not open_page("compare", view="words", one=first, two=second, only=1).exception
    found = agency.query_documents(engine(url), known(url)["云汀县芦荡镇人民政府"])
    assert [(r.version, bool(r.is_current), bool(r.stored)) for r in found.itertuples()] == [(2, True, False), (1, False, False)]


def test_long_stretches_that_are_alike_can_be_folded_and_words_stay_escaped(monkeypatch):
    from pages.shared.wordwise import pieces_html
    from report.differences import Piece
    from report.language import say
    monkeypatch.setattr("pages.shared.wordwise.t", lambda words, **values: say(words, values, "zh"))
    pieces = [Piece("equal", "甲" * 100), Piece("inserted", "<b>乙&"), Piece("equal", "丙" * 100), Piece("deleted", "丁")]
    assert pieces_html(pieces, True) == (f' <span class="soft">⋯ 相同 80 字 ⋯</span> {"甲" * 20}<ins title="仅见于乙">&lt;b&gt;乙&amp;</ins>'
                                         f'{"丙" * 20} <span class="soft">⋯ 相同 60 字 ⋯</span> {"丙" * 20}<del title="仅见于甲">丁</del>')
    assert pieces_html(pieces[:1], False) == "甲" * 100


def test_the_workbook_of_a_comparison(url):
    from openpyxl import load_workbook

    from exports.comparison import NUMBERS, comparison_workbook
    import pandas as pd
    from data.listings import query_reports
    found = query_reports(engine(url), Filter((2023,), agencies=(known(url)["云汀县芦荡镇人民政府"], known(url)["云汀县柳桥镇人民政府"])), order="agency")
    names = {int(i): a for i, a in zip(found["report_id"], found["agency"])}
    numbers = pd.DataFrame([["总数", "甲", 2023, 90.0, "number", None, 1, 1, False, 60.0], ["总数", "乙", 2023, None, "blank", None, None, None, False, 60.0]], columns=list(NUMBERS))
    book = load_workbook(io.BytesIO(comparison_workbook(engine(url), names, numbers)))
    assert book.sheetnames == ["数字对比", "表二", "表三", "表四", "问题与改进对比"]
    assert [c.value for c in book["数字对比"][2]] == ["总数", "甲", 2023, 90, "数字", None, 1, 1, "否", 60] and book["数字对比"].cell(3, 4).value is None
    assert [c.value for c in book["表二"][1]][2:] == [*names.values()]
    assert ["行政许可", "本年处理决定数量", 12, 12] in [[c.value for c in row] for row in book["表二"].iter_rows()]
    assert book["问题与改进对比"].max_row == 1 + 2 * 4


def test_pairs_of_copied_prose_are_told_from_the_agencys_own_side():
    from pages.shared.dossier import seen_from
    pairs = pd.DataFrame({"report_id": [1, 7], "other_id": [5, 2], "agency": ["甲镇", "丙镇"], "other_agency": ["乙镇", "甲镇"], "share_five": [80.0, 60.0],
                          "other_share_five": [70.0, 50.0], "share_all": [40.0, 30.0], "other_share_all": [20.0, 10.0]})
    turned = seen_from(pairs, (1, 2))
    assert list(turned["agency"]) == ["甲镇", "甲镇"] and list(turned["other_agency"]) == ["乙镇", "丙镇"]
    assert list(turned["share_five"]) == [80.0, 50.0] and list(turned["other_share_five"]) == [70.0, 60.0] and list(turned["share_all"]) == [40.0, 10.0]
