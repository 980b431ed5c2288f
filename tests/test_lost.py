"""An address that names no page is answered in the visitor's language; the front page's own name leads home."""
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.shared import lost
from tests.board import fill, said
from tests.browser import chromium, needs_chromium, new_page, serve, visit

ADDRESSES = [("http://127.0.0.1:8501/", None), ("http://127.0.0.1:8501/volumes?year=2023", None), ("http://127.0.0.1:8501/overview", "overview"),
             ("https://board.example.org/desk/nowhere/", "nowhere"), ("https://board.example.org/%E7%BB%9F%E8%AE%A1", "统计"), (None, None)]


@pytest.mark.parametrize("address, name", ADDRESSES)
def test_names_that_no_page_has(address, name, monkeypatch):
    monkeypatch.setattr(lost, "st", SimpleNamespace(context=SimpleNamespace(url=address)))
    assert lost.unknown_name({"volumes", "front"}) == name


@pytest.mark.parametrize("lang, words", [("zh", "网址有误，看板中没有这个页面。"), ("en", "This address names no page of the board.")])
def test_the_page_says_so_and_leads_home(lang, words, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'board.db'}")
    monkeypatch.setattr(lost, "unknown_name", lambda known: "nowhere" if "nowhere" not in known else None)
    app = AppTest.from_file("../dashboard.py", default_timeout=60)
    app.query_params["lang"], app._page_hash = lang, calc_hash("nowhere")
    app.run()
    assert not app.exception and words in said(app) and app.get("page_link")


@needs_chromium
def test_in_a_browser_no_english_dialog_comes_up(tmp_path):
    url = f"sqlite:///{tmp_path / 'board.db'}"
    fill(url)
    with serve(url, tmp_path) as address, chromium() as browser:
        page = new_page(browser)
        visit(page, address)  # until a fresh server has run the entrance once, Streamlit answers by itself
        visit(page, f"{address}/nowhere?year=2022")
        page.get_by_role("heading", name="没有这个页面").wait_for()
        assert not page.get_by_role("dialog").count()
        page.locator("[data-testid=stMain]").get_by_role("link", name="总览").click()
        page.get_by_role("heading", name="政府信息公开总览").wait_for()
        assert "year=2022" in page.url
        visit(page, f"{address}/overview")
        page.get_by_role("heading", name="政府信息公开总览").wait_for()
        assert not page.get_by_role("dialog").count() and "/overview" not in page.url
