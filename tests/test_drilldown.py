"""A mark that is picked shows what lies behind it, and a figure in a table leads to its sentence."""
import re

import pytest

from data.engine import engine
from data.queries import query_volumes
from tests.board import fill, open_page


@pytest.fixture
def board(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/board.db"
    monkeypatch.setenv("DATABASE_URL", url)
    fill(url)
    return url


@pytest.mark.parametrize("pick", ["whole~all~website", "whole~all~website~138"])  # a mark of this chart carries its value too
def test_a_part_of_the_whole_bar_shows_its_reports(pick, board):
    app = open_page("channels", pick=pick)
    assert any(b.key == "clear-whole" for b in app.button) and "<mark" in "".join(h.proto.body for h in app.get("html"))


def test_the_numbers_of_the_scopes_lead_to_their_sentences(board):
    links = re.findall(r'href="report\?report=(\d+)&amp;at=figure-\d+', "".join(h.proto.body for h in open_page("channels").get("html")))
    assert len(links) > 4 and set(map(int, links)) <= set(query_volumes(engine(board))["report_id"])


def test_the_table_behind_a_chart_is_asked_for_only_when_its_fold_is_opened(board):
    app = open_page("volumes", year=2023)
    assert not app.dataframe and "图表数据" in [fold.label for fold in app.expander]
    app.session_state["fold-twin-ranking"] = True
    app.run()
    assert [list(table.value["agency"])[:2] for table in app.dataframe] == [["云汀县芦荡街道办事处", "南渡县石桥镇人民政府"]]
