"""No word of the other language stands on a page: in labels, in tables' heads, in the words of charts; dates and numbers are written in one way."""
import json
import re

import pytest

from tests.board import fill, open_page, said
from tests.test_pages import LATIN, NAMES, agencies

VIEWS = [("agency", {"agency": 1}), ("compare", {"agency": 2}), ("compare", {"agency": 2, "view": "words"}), ("compare", {"agency": 2, "view": "five"}),
         ("progress", {"show": "reminders"}), ("progress", {"show": "roster", "region": "990101"}), ("progress", {"show": "days", "region": "990101"}),
         ("circular", {"show": "brief"}), ("circular", {"show": "facts"}), ("ranking", {}), ("rollup", {"cell": "disclosed~licences~decided"}),
         ("checks", {}), ("checks", {"show": "checks"}), ("checks", {"show": "agencies"}), ("checks", {"show": "unknown"}), ("followup", {}), ("copying", {})]
CHINESE = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('languages') / 'board.db'}"
    fill(url)
    return url


def opened(url: str, page: str, at: dict, lang: str):
    known = list(agencies(url).values())
    app = open_page(page, lang, **at | ({"agency": known[:at["agency"]]} if "agency" in at else {}))
    assert not app.exception
    return app


def heads(app) -> list[str]:
    """Returns the heads of every table's columns as they are shown."""
    found = []
    for table in app.dataframe:
        named = json.loads(table.proto.columns or "{}")
        found += [named.get(c, {}).get("label") or c for c in table.value.columns]
    return found


def charted(app) -> list[str]:
    """Returns the words of charts that are not names of agencies: legends and marks."""
    return [str(trace.get("name") or "") for chart in app.get("plotly_chart") for trace in json.loads(chart.proto.spec)["data"]]


@pytest.mark.parametrize("page, at", VIEWS, ids=lambda v: v if isinstance(v, str) else ",".join(map(str, v.values())) or "-")
def test_a_chinese_page_is_chinese(page, at, filled, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", filled)
    app = opened(filled, page, at, "zh")
    words = NAMES.sub(" ", "\n".join([said(app), *heads(app), *charted(app)]))
    assert not LATIN.findall(words), [line for line in words.splitlines() if LATIN.search(line)]
    assert "PNG" in said(app) or not app.get("plotly_chart")


@pytest.mark.parametrize("page, at", VIEWS, ids=lambda v: v if isinstance(v, str) else ",".join(map(str, v.values())) or "-")
def test_an_english_page_is_english(page, at, filled, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", filled)
    app = opened(filled, page, at, "en")
    labels = [e.label for kind in ("button", "selectbox", "multiselect", "text_input", "toggle", "slider", "number_input") for e in app.get(kind)]
    labels += [e.value for e in app.get("subheader")] + [e.proto.label for kind in ("download_button", "file_uploader") for e in app.get(kind)]
    labels = [w for w in [*labels, *heads(app), *charted(app)] if not re.search("云汀|南渡", w)]  # agencies keep their names
    assert not [w for w in labels if CHINESE.search(w.replace("Language / 语言", ""))]
