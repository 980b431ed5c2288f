"""The address holds a page's state: every control is changed, and the address that results shows somebody else the same page."""
import json
import re

import pytest

from tests.board import PAGES, fill, open_page, said
from tests.test_pages import agencies, ids

WIDGETS = ("selectbox", "multiselect", "text_input", "toggle", "button_group", "slider")
# what a person types or decides, and what a button then does: nothing of it changes what the page shows
NOT_KEPT = re.compile(r"find-box|person-|preview|folder|weight-|scheme-name|correct-|judge|note-|day-|parts-|role-|why-|verdict|original|delete|revise|roster|pasted")
LANGUAGE = ("at-lang",)
COMMON = (*LANGUAGE, "at-year", "at-region", "at-kind", "at-agency")  # the sidebar's, the same on every page: changed on one
VIEWS = [(page, {}) for page in PAGES if page not in ("upload", "find")] + [
    ("agency", {"agency": "first"}), ("compare", {"agency": "two"}), ("compare", {"agency": "two", "view": "words"}), ("volumes", {"agency": "two"}),
    ("checks", {}), ("checks", {"show": "checks"}), ("checks", {"show": "agencies"}), ("followup", {}), ("tables", {"show": "cells"}), ("themes", {"pick": "themes~timeliness"})]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('links') / 'board.db'}"
    fill(url)
    return url


def place(url: str, at: dict) -> dict:
    known = list(agencies(url).values())
    return at | ({"agency": known[:1] if at["agency"] == "first" else known[:2]} if "agency" in at else {})


def controls(app) -> dict:
    """Returns key -> control, of those that are seen and not locked."""
    return {w.key: w for kind in WIDGETS for w in app.get(kind) if w.key and not getattr(w, "disabled", False)}


def change(control) -> bool:
    """Gives the control another value; returns whether there is another."""
    kind = type(control).__name__
    if kind == "Toggle":
        control.set_value(not control.value)
    elif kind == "TextInput":
        control.set_value("云汀")
    elif kind == "Slider":
        control.set_value(control.min if control.value != control.min else control.max)
    elif kind == "Selectbox":
        if len(control.options) < 2:
            return False
        control.select_index(len(control.options) - 1 if control.index != len(control.options) - 1 else 0)
    else:
        return False
    return True


def shown(app) -> tuple:
    """Returns what a reader sees: words, charts, tables, what is chosen in the controls."""
    charts = [json.loads(c.proto.spec)["data"] for c in app.get("plotly_chart")]
    chosen = {key: getattr(w, "value", None) for key, w in controls(app).items() if not NOT_KEPT.search(key)}
    return said(app), charts, [d.value.to_csv() for d in app.dataframe], chosen


def address_of(app) -> dict:
    return {name: value if isinstance(value, list) else [value] for name, value in dict(app.query_params).items()}


@pytest.mark.parametrize("page, at", VIEWS, ids=lambda v: v if isinstance(v, str) else ",".join(v.values()) or "-")
def test_every_control_stands_in_the_address(page, at, filled, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", filled)
    app = open_page(page, **place(filled, at))
    stray = [key for key in controls(app) if not key.startswith("at-") and not NOT_KEPT.search(key)]
    assert not stray, f"not in the address: {stray}"
    changed = []
    for key in [k for k in controls(app) if k.startswith("at-") and k not in (COMMON if page != "volumes" else LANGUAGE)]:
        if key in controls(app) and change(controls(app)[key]):
            app.run()
            assert not app.exception, key
            changed.append(key)
    if changed:
        again = open_page(page, **{k: v for k, v in address_of(app).items() if k != "lang"})
        assert shown(again) == shown(app), f"{changed}: {address_of(app)}"


def test_a_chosen_sum_a_selected_row_and_a_page_stand_in_the_address(filled, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", filled)
    app = open_page("rollup", year=2023)
    next(s for s in app.selectbox if s.key.startswith("parts-row-")).select_index(0).run()
    cell = address_of(app)["cell"]
    again = open_page("rollup", year=2023, cell=cell)
    assert cell[0].startswith("disclosed~") and shown(again)[2] == shown(app)[2]
    report = ids(filled)["南渡县石桥镇人民政府", 2023]
    assert "退回修改意见单" in said(open_page("checks", show="agencies", opened=report, year=2023))
    assert "<mark" in "".join(h.proto.body for h in open_page("themes", pick="themes~timeliness", row=1).get("html"))
    letter = open_page("circular", place="云汀", office="某办", day="2026-02-01", year=2023)
    assert "云汀关于2023年" in said(letter) and letter.date_input[0].value.isoformat() == "2026-02-01"
