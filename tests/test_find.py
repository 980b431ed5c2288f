"""The page Find and the box that leads to it: agencies first, then passages with the words marked, each linked to its very place; what to try where nothing is found."""
import re

import pytest

from data.engine import engine
from data.filters import Filter
from data.search import search_texts
from pages.find import highlighted
from pages.shared.evidence import cover, plain
from tests.board import fill, open_page, said


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('find') / 'filled.db'}"
    fill(url)
    return url


@pytest.fixture(autouse=True)
def board(filled, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", filled)


def html(app) -> str:
    return "\n".join(e.proto.body for e in app.get("html"))


SAYS = [  # words, address, what the page says in Chinese, what it does not say
    ("芦荡", {}, ["云汀县芦荡街道办事处", "最新报告：2023 年", "没有报告写到这些词语"], []),
    ("石橋鎮", {}, ["南渡县石桥镇人民政府"], ["没有机构使用"]),
    ("石桥镇政府", {}, ["最接近的有", "南渡县石桥镇人民政府"], []),
    ("ldjd", {}, ["云汀县芦荡街道办事处"], []),
    ("公众号", {}, ["3 处写到“公众号”", "没有机构使用这一名称", "总体情况", "2023"], []),
    ("公众号 短视频", {}, ["1 处写到", "推送图文"], ["占73.3%"]),
    ("公众号", {"year": 2022}, ["1 处写到", "仅在以下范围内查找", "在全部范围内查找"], []),
    ("短视频148条", {"year": 2022}, ["筛选范围内没有报告写到；范围以外有 1 处"], []),
    ("公众号", {"region": "990102"}, ["范围以外有 3 处"], []),
    ("没有人这样写", {}, ["没有报告写到这些词语", "可减少或缩短词语"], ["在全部范围内查找"]),
    ("", {}, ["尚未输入要查找的内容"], ["没有机构使用"]),
]


@pytest.mark.parametrize("words, where, says, silent", SAYS, ids=[f"{s[0]}-{n}" for n, s in enumerate(SAYS)])
def test_the_page_says(words, where, says, silent):
    app = open_page("find", q=words, **where)
    assert not app.exception
    for one in says:
        assert one in said(app), one
    for one in silent:
        assert one not in said(app), one


def test_in_english():
    app = open_page("find", "en", q="公众号")
    assert not app.exception and "3 passages hold “公众号”." in said(app) and "No agency has this name" in said(app)


def test_words_are_marked_and_link_to_their_place_in_the_report():
    app = open_page("find", q="公众号推送")
    assert '<mark class="proof">公众号推送</mark>' in html(app)
    report, section, start, end = re.search(r"report=(\d+)&amp;at=text-(\w+)-(\d+)-(\d+)&amp;lang=zh", html(app)).groups()
    page = open_page("report", report=report, at=f"text-{section}-{start}-{end}")
    assert not page.exception and '<mark id="here" class="here">公众号推送</mark>' in html(page)
    assert sum(e.proto.expanded for e in page.get("expander") if "总体情况" in e.label) == 1


@pytest.mark.parametrize("at", ["text-overview-99999-999999", "text-nothing-1-2", "text-overview-5-2", "text-overview-1", "text-<b>-1-2"])
def test_a_place_that_is_not_there_does_no_harm(at):
    assert not open_page("report", report=1, at=at).exception


def test_the_box_opens_the_page_from_anywhere():
    app = open_page("volumes", year=2023)
    app.text_input(key="find-box").set_value("公众号").run()
    assert not app.exception and "公众号" in app.query_params["q"] and "2023" in app.query_params["year"] and "zh" in app.query_params["lang"]


def test_private_numbers_stay_covered_where_a_mark_would_cut_them():
    assert highlighted(cover("请拨13812345678咨询。"), ["138"]) == '请拨<mark class="proof">138</mark>****5678咨询。'
    assert highlighted("a<b>公开", ["公开"]) == 'a&lt;b&gt;<mark class="proof">公开</mark>'


def test_the_saved_passages_are_those_found():
    app = open_page("find", q="公众号")
    assert {"下载 CSV", "下载 Excel"} <= {e.proto.label for e in app.get("download_button")}
    rows = search_texts(engine(), "公众号", Filter(), 1000).rows
    assert sorted(zip(rows["agency"], rows["year"])) == [("云汀县朝阳路街道办事处", 2023), ("云汀县芦荡街道办事处", 2022), ("云汀县芦荡街道办事处", 2023)]


def test_cells_of_a_row_stand_apart_on_the_screen():
    assert plain("抖音、视频号\t388\t502 <次>") == "抖音、视频号\u2003388\u2003502 &lt;次&gt;"
