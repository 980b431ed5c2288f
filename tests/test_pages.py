"""The pages: each opens in both languages on an empty and a filled database, tells n of N, keeps 0, blank and unread apart, and leads to the proof."""
import ast
import json
import re
from pathlib import Path

import pytest

from data.engine import engine
from data.queries import query_years
from report.form import official_names
from report.language import catalogue
from tests.board import PAGES, fill, open_page, report, said

ROOT = Path(__file__).parents[1]
LATIN = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(r"https?://\S+|:material/\w+:|\S+\.(?:docx|txt|pdf|html)\b|\bSHA-256 \w+|\b[TFPYHO]\d?-\d+\b|\b(?:Word|PDF|Excel|CSV|PNG|English|docx|Language)\b")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('board') / 'filled.db'}"
    fill(url)
    return url


@pytest.fixture
def board(filled, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", filled)


@pytest.fixture
def board_of_its_own(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'own.db'}"
    fill(url)
    monkeypatch.setenv("DATABASE_URL", url)
    return url


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")


def ids(app_url: str) -> dict:
    from data.listings import query_reports
    found = query_reports(engine(app_url))
    return {(a, int(y)): int(i) for a, y, i in zip(found["agency"], found["year"], found["report_id"])}


def agencies(url: str) -> dict:
    from data.queries import query_agencies
    found = query_agencies(engine(url))
    return dict(zip(found["agency"], found["agency_id"].astype(int)))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_an_empty_database(page, lang, empty):
    app = open_page(page, lang)
    assert not app.exception and app.title
    if page != "upload":
        assert {"zh": "尚无报告入库", "en": "No report is stored yet"}[lang] in said(app)


@pytest.mark.parametrize("page, address", [(page, {}) for page in PAGES] + [
    ("tables", {"show": show}) for show in ("reports", "figures", "cells", "problems", "measures", "findings", "doubts")] + [
    ("tables", {"table": table}) for table in ("disclosed", "disputes")] + [
    ("volumes", {"pick": "ranking~2"}), ("themes", {"part": "measure"}), ("themes", {"pick": "themes~timeliness"}), ("report", {"report": 2}), ("report", {"report": 5})])
def test_every_page_opens_on_a_filled_database_and_no_english_word_is_left_in_chinese(page, address, board):
    app = open_page(page, "zh", **address)
    assert not app.exception and app.title
    words = NAMES.sub(" ", said(app))
    assert not LATIN.findall(words), [line for line in words.splitlines() if LATIN.search(line)]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_a_filled_database_and_no_chinese_label_is_left_in_english(page, board):
    app = open_page(page, "en")
    assert not app.exception and app.title
    labels = [e.label for kind in ("button", "selectbox", "multiselect", "text_input", "toggle", "expander") for e in app.get(kind)]
    labels += [e.value for kind in ("title", "subheader") for e in app.get(kind)]
    assert not [label for label in labels if re.search(r"[一-鿿]", label.replace("Language / 语言", ""))]


@pytest.mark.parametrize("page", ["agency", "copying", "progress", "report", "rollup", "themes", "volumes"])
def test_filters_that_leave_nothing_are_not_told_as_an_empty_database(page, board):
    words = said(open_page(page, kind="zone"))
    assert "尚无报告入库" not in words and any(none in words for none in ("没有符合条件", "没有 2023 年度"))


def test_a_page_begins_with_its_finding_and_its_coverage(board):
    assert "2023 年度，5 个机构中有 3 个报告了“主动公开政府信息总数”" in said(open_page("volumes"))
    assert "5 of 5 known agencies have a report for 2023; 3 give this number, 2 do not" in said(open_page("volumes", "en"))


def test_agencies_without_a_report_are_listed(board):
    assert "4 个机构没有 2022 年度报告" in said(open_page("volumes", year=2022))


FILTERS = [({"region": "990102"}, "1 个机构中有 1 个"), ({"region": "990101"}, "4 个机构中有 2 个"), ({"kind": "subdistrict"}, "2 个机构中有 2 个"),
           ({"kind": ["subdistrict", "town"]}, "3 个机构中有 3 个"), ({"year": 2022}, "2022 年度，5 个机构中有 1 个"), ({"year": 1900}, "5 个机构中有 3 个"),
           ({"region": "nowhere"}, "5 个机构中有 3 个")]


@pytest.mark.parametrize("address, words", FILTERS, ids=[str(a) for a, _ in FILTERS])
def test_filters_come_from_the_address(address, words, board):
    assert words in said(open_page("volumes", **address))


def test_the_latest_year_is_that_of_the_choice(board, tmp_path, monkeypatch):
    from data.store import save_reports
    from tests.board import report
    url = f"sqlite:///{tmp_path / 'years.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    fill(url)
    save_reports(engine(url), [(report("南渡县城关镇人民政府", "town", 2025, "全年平稳。", [], county="南渡县"), None)])
    assert "2025 年度，6 个机构" in said(open_page("volumes")) and "2023 年度，4 个机构" in said(open_page("volumes", region="990101"))


def test_a_filter_goes_into_the_address(board):
    app = open_page("volumes")
    app.selectbox(key="at-year").select(2022).run()
    assert app.query_params["year"] in ("2022", ["2022"])
    app.selectbox(key="at-year").select("latest").run()
    assert "year" not in app.query_params
    app.multiselect(key="at-kind").select("township").run()
    assert app.query_params["kind"] in ("township", ["township"]) and "1 个机构中有 0 个" in said(app)


def test_where_agencies_are_too_many_for_a_list_those_searched_for_are_listed(board, monkeypatch):
    from pages.shared import filters
    monkeypatch.setattr(filters, "MOST_AGENCIES", 3)
    app = open_page("volumes")
    assert [w.label for w in app.sidebar.multiselect] == ["机构类型"]
    app.text_input(key="at-find").set_value("石").run()
    assert app.multiselect(key="at-agency").options == ["云汀县白石乡人民政府", "南渡县石桥镇人民政府"]
    app.multiselect(key="at-agency").select("南渡县石桥镇人民政府").run()
    app.text_input(key="at-find").set_value("").run()
    assert app.multiselect(key="at-agency").options == ["南渡县石桥镇人民政府"] and app.query_params["agency"]
    assert len(open_page("volumes", region="990101", kind="subdistrict").multiselect(key="at-agency").options) == 2


def test_the_language_switch_stays_in_the_address(board):
    app = open_page("overview", "zh")
    app.button_group(key="at-lang").set_value("en").run()
    assert app.query_params["lang"] in ("en", ["en"]) and app.title[0].value == "Government information disclosure at a glance"


def spec(app, number=0):
    return json.loads(app.get("plotly_chart")[number].proto.spec)


def test_the_ranking_shows_numbers_and_says_what_was_not_reported(board):
    bars, blank = spec(open_page("volumes"))["data"]
    assert bars["text"] == ["517", "80", "45"]
    assert blank["text"] == [" 未报告", " 未报告"]


def test_shares_only_where_the_channels_make_up_the_total(board):
    app = open_page("channels")
    words = said(app)
    assert "各渠道之和等于总数：138 + 379 = 517" in words
    assert "口径提示：政务微信 625 篇、短视频 148 条不在总数 45 之内，不计算占比" in words
    assert "计算占 26.7%；报告写占 26.7%" in words
    charts = [json.loads(c.proto.spec) for c in app.get("plotly_chart")]
    segments = [point[:2] for trace in charts[2]["data"] for point in trace["customdata"]]
    assert {key for key, _ in segments} == {segments[0][0]} and len(segments) == 2  # one report alone has shares
    assert any("/" in (trace.get("marker", {}).get("pattern", {}).get("shape") or [""]) for trace in charts[1]["data"])


def test_a_picked_bar_shows_its_sentence_and_can_be_cleared(board, filled):
    report = ids(filled)["云汀县朝阳路街道办事处", 2023]
    app = open_page("volumes", pick=f"ranking~{report}")
    assert "<mark class=\"proof\">主动公开政府信息45条</mark>" in "".join(h.proto.body for h in app.get("html"))
    app.button(key="clear-ranking").click().run()
    assert "pick" not in app.query_params and "：数据来源" not in said(app)


@pytest.mark.parametrize("pick", ["ranking~abc", "ranking~999999", "years~x", "nothing", "~", "history~1"])
def test_a_pick_that_means_nothing_is_passed_over(pick, board):
    assert not open_page("volumes", pick=pick).exception


def test_rows_behind_a_theme(board):
    app = open_page("themes", pick="themes~timeliness")
    table = app.dataframe[0].value
    assert len(table) == 5 and all("不够及时" in s for s in table["sentence"])


def test_rows_are_saved_as_they_are_shown(board, filled):
    import pandas as pd

    from exports.frames import to_csv
    from pages.shared.columns import saved
    frame = pd.DataFrame({"agency": ["甲镇", "乙镇", "丙镇"], "value": [0.0, float("nan"), float("nan")], "state": ["number", "blank", "doubt"], "open": [""] * 3})
    written = to_csv(saved(frame, ["agency", "value", "state", "open"])).decode("utf-8-sig").splitlines()
    assert written[1:] == ["甲镇,0,数字", "乙镇,未报告,未报告", "丙镇,未识别,未识别"] and written[0].startswith("机构,数值,")


def test_the_report_page_keeps_zero_blank_and_unread_apart(board, filled):
    silent = "".join(h.proto.body for h in open_page("report", report=ids(filled)["云汀县白石乡人民政府", 2023]).get("html"))
    assert "1,660" in silent and silent.count('class="blank') >= 12 and 'class="zero' in silent
    unsure = "".join(h.proto.body for h in open_page("report", report=ids(filled)["云汀县教育局", 2023]).get("html"))
    assert re.search(r'class="unread[^>]*>未识别<br>约十<sup', unsure)


def test_findings_stand_at_their_cells_and_doubts_apart(board, filled):
    app = open_page("report", report=ids(filled)["南渡县石桥镇人民政府", 2023])
    html = "".join(h.proto.body for h in app.get("html"))
    assert re.search(r'<td class="number error[^>]*>[^<]*<sup[^>]*><a href="#finding-\d+"[^>]*>✕</a>', html)
    assert 'class="tag error">✕ 错误' in html and "T3-2" in html
    assert "没有存疑之处" in said(app)


def test_evidence_is_marked_where_a_link_points(board, filled):
    app = open_page("report", report=ids(filled)["云汀县芦荡街道办事处", 2023], at="figure-1")
    html = "".join(h.proto.body for h in app.get("html"))
    assert '<mark class="here">政府网站138条（占26.7%）</mark>' in html and 'id="here"' in html


def test_a_report_that_is_not_there_is_said(board):
    assert "没有" in said(open_page("report", report=4711))


def test_agencies_side_by_side(board, filled):
    known = agencies(filled)
    app = open_page("compare", agency=[known["云汀县芦荡街道办事处"], known["云汀县朝阳路街道办事处"]], years=[2022, 2023])
    html = "".join(h.proto.body for h in app.get("html"))
    assert not app.exception and "应有 4 份报告，已入库 3 份" in said(app)
    assert "≠ -472" in html
    five = open_page("compare", agency=[known["云汀县芦荡街道办事处"], known["云汀县朝阳路街道办事处"]], view="five")
    assert not five.exception and "第五部分" in said(five)


def test_compare_takes_no_more_agencies_than_it_can_show(tmp_path, monkeypatch):
    from data.store import save_reports
    from tests.board import report
    url = f"sqlite:///{tmp_path / 'ten.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    save_reports(engine(url), [(report(f"云汀县{n}号渡口镇人民政府", "town", 2023, "全年平稳。", []), None) for n in "一二三四五六七八九十百千万"])
    app = open_page("compare", agency=list(agencies(url).values()) * 2)
    assert not app.exception and "应有 12 份报告，已入库 12 份" in said(app)


def test_compare_asks_for_agencies(board):
    app = open_page("compare")
    assert "请在侧栏选择 2 至 12 个机构" in said(app)
    app.button[-1].click().run()
    assert len(app.query_params["agency"]) == 4


COVERED = [({}, "占比依据 2 份列出渠道的报告中的 1 份。其余 1 份各渠道之和不等于总数，不计占比。"), ({"year": 2022}, "占比依据 1 份列出渠道的报告中的 1 份。")]


@pytest.mark.parametrize("address, words", COVERED, ids=["some", "all"])
def test_shares_say_which_reports_they_leave_out_and_only_those(address, words, board):
    told = said(open_page("channels", **address))
    assert words in told and ("其余" in told) == ("其余" in words)


NAMED_MOST = [([5, 4, 3, 1], "提及最多的是：公开时效（5 个机构）、内容全面（4 个机构）、内容质量（3 个机构）。"), ([3, 2, 2, 2], "提及最多的是：公开时效（3 个机构）。"),
              ([2, 2, 2, 2], "提及最多的有 4 类（各 2 个机构）。"), ([2, 2], "提及最多的是：公开时效（2 个机构）、内容全面（2 个机构）。")]


@pytest.mark.parametrize("reports, words", NAMED_MOST, ids=lambda v: "-".join(map(str, v)) if isinstance(v, list) else "")
def test_no_theme_is_named_before_others_that_as_many_name(reports, words):
    import pandas as pd

    from pages.shared.words import SPOKEN
    from pages.themes import leading_words
    SPOKEN.set("zh")
    assert leading_words(pd.DataFrame({"theme": ["timeliness", "coverage", "quality", "interpretation"][:len(reports)], "reports": reports})) == words
    SPOKEN.set(None)


def test_equal_totals_have_no_least_and_no_most(board, filled):
    words = said(open_page("compare", agency=agencies(filled)["云汀县芦荡街道办事处"]))
    assert "2022 至 2023 年共 2 个年度" in words and "最少" not in words


def test_rows_that_count_different_things_have_no_statistics(board):
    assert "本页统计" not in said(open_page("tables", show="figures")) + said(open_page("tables", show="cells"))
    words = said(open_page("tables", show="reports", year=2023))
    assert "本页统计：主动公开政府信息总数：3 个数，2 处未报告；中位数 80，最小 45，最大 517" in words and "；合计" not in words


def test_a_kind_of_row_that_nobody_has_is_not_blamed_on_the_filters(tmp_path, monkeypatch):
    from data.store import save_reports
    monkeypatch.setenv("DATABASE_URL", url := f"sqlite:///{tmp_path / 'calm.db'}")
    save_reports(engine(url), [(report("云汀县芦荡街道办事处", "subdistrict", 2023, "全年平稳。", []), None)])
    whole, searched = said(open_page("tables", show="doubts")), said(open_page("tables", show="doubts", q="渡口"))
    assert "各报告均无此类内容" in whole and "清除筛选" not in whole
    assert "没有符合条件的行" in searched and "清除筛选" in searched


def test_official_layout_of_many_agencies(board):
    html = "".join(h.proto.body for h in open_page("tables", table="disclosed", year=2023).get("html"))
    assert "本年处理决定数量" in html and "1,660" in html and html.count("report?report=") == 5


def test_the_official_layout_is_saved_with_its_headings(board, monkeypatch):
    heads = []
    monkeypatch.setattr("pages.shared.parts.draw_downloads", lambda frame, shown, file, key: heads.extend(shown))
    assert not open_page("tables", table="requests", year=2023).exception
    assert heads[:4] == ["agency", "year", "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"] and "（三）不予公开 · 1.属于国家秘密" in heads


def test_search_finds_part_of_a_name(board):
    app = open_page("tables", show="reports", q="朝阳路")
    assert list(app.dataframe[0].value["agency"]) == ["云汀县朝阳路街道办事处"]


def test_demonstration_data_are_named_and_removed_by_one_button(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    fill(url, demo=True)
    app = open_page("overview")
    assert "6 份报告为虚构县或样例" in said(app)
    app.button(key="remove-samples").click().run()
    assert query_years(engine(url)) == [] and "尚无报告入库" in said(app)


# ---------------------------------------------------------------- upload
SAMPLES = ROOT / "data" / "samples" / "county"


def hand_in(app, *files):
    return app.file_uploader[0].set_value([(name, data, "application/octet-stream") for name, data in files]).run()


def test_an_upload_is_shown_before_it_is_stored(empty):
    data = (SAMPLES / "shiqiao_2024.html").read_bytes()
    app = hand_in(open_page("upload"), ("shiqiao_2024.html", data), ("empty.docx", b""), ("copy.html", data))
    words = said(app)
    assert "共 3 个文件：2 个已读取，1 个无法读取" in words and "青禾县石桥镇人民政府 · 2024" in words and "本次上传中有重复的同一文件" in words
    assert "T3-1" in words and query_years(engine()) == []
    app.button(key="store-one").click().run()
    assert query_years(engine()) == [2024] and "已入库（新增）" in said(app)
    assert "在图表中查看" in [link.proto.label for link in app.get("page_link")]


def test_what_was_just_stored_stands_at_once_in_the_chart_of_its_county(board_of_its_own):
    stored = ids(board_of_its_own)
    assert len(stored) == 6
    app = open_page("upload")
    newer = report("云汀县新桥镇人民政府", "town", 2023, "全年主动公开政府信息60条。", [("disclosed.total", 60, "主动公开政府信息60条", {"unit": "条"})])
    app = hand_in(app, ("新桥镇.json", newer.model_dump_json(by_alias=True).encode()))
    app.button(key="store-one").click().run()
    bars = json.loads(app.get("plotly_chart")[0].proto.spec)["data"][0]
    assert dict(zip(bars["hovertext"], bars["marker"]["opacity"])) == {"云汀县芦荡街道办事处": 0.4, "云汀县新桥镇人民政府": 1, "云汀县朝阳路街道办事处": 0.4}
    assert "云汀县2023年：在各机构报告中的位置" in said(app)
    way = next(link.proto.query_string for link in app.get("page_link") if link.proto.label == "在图表中查看")
    new = ids(board_of_its_own)["云汀县新桥镇人民政府", 2023]
    assert way == f"lang=zh&year=2023&pick=ranking~{new}&region=990101"


def test_a_newer_file_says_what_it_replaces(empty):
    data = (SAMPLES / "shiqiao_2024.html").read_bytes()
    app = hand_in(open_page("upload"), ("shiqiao_2024.html", data))
    app.button(key="store-one").click().run()
    again = hand_in(open_page("upload"), ("shiqiao_2024.html", data), ("mended.html", data + b"<!-- -->"))
    assert "同一文件此前已入库，无需再存" in said(again) and "将替换第 1 版（shiqiao_2024.html），旧版本保留备查" in said(again)


def test_a_protected_file_opens_with_its_password(empty):
    import io

    from msoffcrypto.format.ooxml import OOXMLFile
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO((SAMPLES / "jiaoyu_2024.docx").read_bytes())).encrypt("geheim", locked)
    app = hand_in(open_page("upload"), ("jiaoyu_2024.docx", locked.getvalue()))
    assert "1 个无法读取" in said(app)
    for word, words in (("falsch", "1 个无法读取"), ("geheim", "1 个已读取")):
        next(t for t in app.text_input if t.key != "find-box").set_value(word)
        next(b for b in app.button if b.label == "重新读取").click().run()
        assert words in said(app)
    app.button(key="store-one").click().run()
    assert query_years(engine()) == [2024]


def test_a_locked_archive_opens_with_its_password_and_gives_every_report(empty):
    app = hand_in(open_page("upload"), ("年报.zip", (ROOT / "tests" / "fixtures" / "locked.zip").read_bytes()))
    assert "1 个无法读取" in said(app)
    next(t for t in app.text_input if t.key != "find-box").set_value("geheim")
    next(b for b in app.button if b.label == "重新读取").click().run()
    assert "2 个已读取" in said(app) and "云汀县青梧街道办事处 · 2023" in said(app) and "云汀县水务局 · 2023" in said(app)


BAD = [("empty.docx", b""), ("cut.pdf", b"%PDF-1.7\n1 0 obj"), ("letter.txt", "各位同事：本周五下午开会，请准时参加。".encode()), ("picture.bin", bytes(range(256)) * 8)]


@pytest.mark.parametrize("name, data", BAD, ids=[n for n, _ in BAD])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_bad_file_is_one_clear_sentence_and_nothing_is_stored(name, data, lang, empty):
    app = hand_in(open_page("upload", lang), (name, data))
    assert not app.exception and {"zh": "1 个无法读取", "en": "1 not"}[lang] in said(app) and name in said(app)
    assert not [b for b in app.button if b.key == "store-one"] and query_years(engine()) == []


# ---------------------------------------------------------------- the house
@pytest.mark.parametrize("path", sorted(p for p in (ROOT / "pages").glob("*.py") if "def render(" in p.read_text(encoding="utf-8")), ids=lambda p: p.stem)
def test_a_page_file_run_by_itself_begins_at_the_entrance(path):
    assert path.read_text(encoding="utf-8").rstrip().endswith('if __name__ == "__main__":\n    begin_at_the_entrance()')


# ---------------------------------------------------------------- words
def templates() -> dict[str, str]:
    """Returns every message of pages, charts and the entrance with the file it stands in."""
    found = {}
    for path in [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "charts").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "mark") and node.args and isinstance(node.args[0], ast.Constant):
                found[node.args[0].value] = path.name
    return found


def test_every_message_is_translated():
    chinese = catalogue("zh")
    missing = {m: f for m, f in templates().items() if chinese.gettext(m) == m and re.search("[A-Za-z]", m)}
    assert not missing


def test_no_message_of_the_pages_lies_unused_or_takes_another_rooms_word():
    from babel.messages.pofile import read_po
    folder = ROOT / "locale/zh_CN/LC_MESSAGES"
    mine = {m.id: m.string for m in read_po(open(folder / "pages.po", "rb")) if m.id}
    assert set(mine) <= set(templates())
    for po in folder.glob("*.po"):
        others = {m.id: m.string for m in read_po(open(po, "rb")) if m.id}
        assert {i: mine[i] for i in mine if i in others} == {i: others[i] for i in mine if i in others}, po.name
    names = official_names()
    assert {i: mine[i] for i in mine if i in names} == {i: names[i] for i in mine if i in names}


def test_large_numbers_are_written_with_separators_but_years_and_fine_decimals_as_they_are():
    import pandas as pd

    from pages.shared.columns import thousands
    table = pd.DataFrame({"year": [2023, 2024], "last_year": [2022, 2023], "value": [27004.0, float("nan")], "small": [9.0, 12.5], "fees": [94104.9561, 1.5], "name": ["甲", "乙"]})
    assert thousands(table) == ["value"]


def test_a_file_that_is_stored_already_is_not_offered_for_storing_again(empty):
    clean = (ROOT / "data/samples/county/daping_2023.txt").read_bytes()
    app = open_page("upload")
    for offered in (True, False):
        app = app.file_uploader[0].set_value([("好.txt", clean, "text/plain"), ("坏.pdf", b"%PDF-1.4", "application/pdf")]).run(timeout=120)
        table = next(h.proto.body for h in app.get("html") if "坏.pdf" in h.proto.body)
        assert not app.exception and table.index("坏.pdf") < table.index("好.txt")  # what could not be read stands first
        assert {b.key for b in app.button} & {"store-clean", "store-one"} == ({"store-clean", "store-one"} if offered else set()) and ("此前已入库" in table) is not offered
        if offered:
            app.button(key="store-clean").click().run()
            app.button(key="clear-list").click().run()
