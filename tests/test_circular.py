"""The circular: its facts are counted anew here from the reports themselves, and every number of the text is one of them."""
import io
import re
from collections import Counter, defaultdict
from dataclasses import replace

import docx
import pytest

from data.circular import query_circular
from data.deadlines import save_deadline
from data.engine import engine
from data.filters import Filter
from data.findings import query_finding_rows
from data.store import save_reports
from data.verdicts import save_verdict
from exports.circular import Letterhead, brief_document, circular_document
from exports.sentences import Token, brief, passages
from report.checks.copying import ALL, SECTION_FIVE
from tests.board import open_page, said
from tests.desk import SUMMED, county, fill, filed

REGION = Filter(region="990101")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")  # 1,234.5
HEAD = Letterhead("青禾县", "青禾县政务公开办公室")


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    made = f"sqlite:///{tmp_path_factory.mktemp('circular')}/county.db"
    fill(made)
    save_deadline(engine(made), "990101", "township", 0, "01-26", "某人")
    return made


@pytest.fixture(scope="module")
def told(url):
    return query_circular(engine(url), 2024, REGION)


def text_of(data: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


REPORTS = county()[SUMMED]


def total_of(row: str):
    """Returns the column of totals of that row over the reports, and how many print it."""
    values = [r.requests[row]["total"] for r in REPORTS if r.requests.get(row, {}).get("total") is not None]
    return sum(values), len(values)


# ---------------------------------------------------------------- facts
def test_coverage(told):
    assert (told.value("due"), told.value("reported"), told.value("missing")) == (6, len(REPORTS), ("青禾县石滩镇人民政府",))
    assert told.value("above") == ("青禾县人民政府",)


def test_timeliness_by_the_printed_day_and_the_deadline_of_the_kind(told):
    late = [(r.agency_name, (int(r.published[5:7]) - 1) * 31 + int(r.published[8:]) - 31) for r in REPORTS if r.agency.kind == "department" and r.published > "2025-01-31"]
    assert told.value("late") == tuple(late) == (("青禾县教育局", 12),)
    assert told.value("undated") == sum(r.published is None for r in REPORTS) == 1
    assert told.value("in_time") + told.value("no_day") == 3


def test_totals_are_told_by_what_they_count(told):
    whole = [f.value for r in REPORTS for f in r.figures if f.measure == "disclosed.total"]
    assert (told.value("total.whole"), told.value("total.whole.n")) == (sum(whole), len(whole)) == (600, 5)
    assert told.value("total.outside") is None and told.value("total.n") == 5


def test_website_only_totals_are_never_added_to_the_others(tmp_path):
    made = engine(f"sqlite:///{tmp_path}/scopes.db")
    overview = "全年主动公开政府信息45条。另外公众号推送图文625篇。"
    beside = filed("青禾县白鹭镇人民政府", "town", texts={"overview": overview}, figures=[
        ("disclosed.total", 45, "主动公开政府信息45条", {"unit": "条"}), ("disclosed.channel.wechat", 625, "公众号推送图文625篇", {"unit": "篇", "within_total": False})])
    save_reports(made, [(beside, None), (filed("青禾县青梧镇人民政府", "town"), None)])
    told = query_circular(made, 2024, REGION)
    text = text_of(circular_document(told, HEAD))
    assert (told.value("total.whole"), told.value("total.outside")) == (120, 45)
    assert "165" not in text and "总数之外另计其他渠道的1份，合计45条" in text and "不相加" in text


@pytest.mark.parametrize("channel, words", [("website", "政府网站80条"), ("wechat", "政务微信40条")])
def test_channels(told, channel, words):
    values = [f.value for r in REPORTS for f in r.figures if f.measure == f"disclosed.channel.{channel}"]
    assert (told.value(f"channel.{channel}"), told.value(f"channel.{channel}.n")) == (sum(values), len(values))


@pytest.mark.parametrize("row", ["received", "carried_in", "handled", "carried_out"])
def test_applications(told, row):
    assert (told.value(f"requests.{row}.total"), told.value(f"requests.{row}.total.n")) == total_of(row)


def test_results_by_group(told):
    refused = sum(v["total"] for r in REPORTS for row, v in r.requests.items() if row.startswith("refused.") and v["total"] is not None)
    assert told.value("group.refused") == refused and told.value("group.other") == 2  # the one row of the 2019 form


def test_themes(told):
    reports = Counter(t for r in REPORTS for t in {t for p in r.problems for t in p.themes})
    assert {t: told.value(f"theme.{t}.reports") for t in reports} == dict(reports)
    assert told.value("problems.all") == sum(len(r.problems) for r in REPORTS) and set(told.leading) == set(reports)


def test_errors_by_kind_with_the_agencies_named(told, url):
    stored = query_finding_rows(engine(url), Filter((2024,), "990101"), severities=("error",), limit=1000)
    named = defaultdict(set)
    for row in stored.itertuples():
        if row.agency not in ("青禾县人民政府", "青禾县气象局"):
            named[row.check].add(row.agency)
    assert {r.check: set(r.agencies) for r in told.failing} == dict(named) and named
    assert told.value("errors.agencies") == len(set().union(*named.values()))


def test_only_confirmed_errors_and_never_dismissed_ones(tmp_path):
    made = engine(f"sqlite:///{tmp_path}/verdicts.db")
    fill(str(made.url))
    before = query_circular(made, 2024, REGION)
    rows = query_finding_rows(made, Filter((2024,), "990101"), severities=("error",), limit=1000)
    rows = rows[~rows["agency"].isin(["青禾县人民政府", "青禾县气象局"])]
    first, second = rows.iloc[0], rows.iloc[1]
    save_verdict(made, int(first["report_id"]), first["identity"], "confirmed", "属实", "某人")
    save_verdict(made, int(second["report_id"]), second["identity"], "dismissed", "有说明", "某人")
    assert query_circular(made, 2024, REGION).value("errors.all") == before.value("errors.all") - 1
    only = query_circular(made, 2024, REGION, confirmed=True)
    assert only.value("errors.all") == 1 and [line.agencies for line in only.failing] == [(first["agency"],)]
    assert "经人工确认的错误1处" in text_of(circular_document(only, HEAD))


def test_copies_above_the_threshold_of_the_checks(told):
    assert told.value("copies") and all(max((five or 0) / 100 / SECTION_FIVE, (whole or 0) / 100 / ALL) >= 1 for *_, five, whole in told.value("copies"))
    inside = {r.agency_name for r in REPORTS}
    assert all({a, b} & inside for a, b, *_ in told.value("copies"))


# ---------------------------------------------------------------- text
def tokens(sentence):
    for value in sentence.values.values():
        for one in value if isinstance(value, tuple) else (value,):
            yield from [one] if isinstance(one, Token) else tokens(one) if hasattr(one, "template") else ()


def plain(sentence):
    """Gives the words of a sentence that are no facts: names of rows, themes and checks."""
    for value in sentence.values.values():
        for one in value if isinstance(value, tuple) else (value,):
            yield from [one] if isinstance(one, str) else plain(one) if hasattr(one, "template") else ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_of_the_text_is_a_fact(told, language):
    allowed = {"2024", *(f"{x:.0%}"[:-1] for x in (SECTION_FIVE, ALL)), "0", "10,000"}
    for passage in passages(told, "青禾县", language):
        for sentence in (s for p in passage.paragraphs for s in p):
            said_numbers = NUMBER.findall(sentence.template) + [n for words in plain(sentence) for n in NUMBER.findall(words)]
            for token in tokens(sentence):
                value = told.value(token.fact)
                if isinstance(value, tuple):
                    assert token.text == str(len(value)) or all(str(v[0] if isinstance(v, tuple) else v) in token.text for v in value)
                else:
                    assert float(token.text.replace(",", "")) == float(value), token
                said_numbers += NUMBER.findall(token.text)
            rest = set(NUMBER.findall(sentence.text(language))) - set(said_numbers) - allowed
            assert not rest, sentence.text(language)


def test_document_says_the_facts_and_carries_the_annexes(told):
    data = circular_document(told, HEAD)
    text = text_of(data)
    received, n = total_of("received")
    assert text.startswith("青禾县关于2024年政府信息公开工作年度报告情况的通报") and f"本年新收政府信息公开申请数量{received}" in text and n == 5
    assert "没有报告的（1个）：青禾县石滩镇人民政府" in text and "逾期公开的：青禾县教育局（12天）" in text and "青禾县政务公开办公室" in text
    roster = docx.Document(io.BytesIO(data)).tables[-1]
    assert {row.cells[0].text for row in roster.rows[1:]} == {r.agency_name for r in REPORTS} | {"青禾县石滩镇人民政府"}
    assert "主送" not in text and not re.search("显著|圆满|成效|高度重视|扎实", text)


def test_brief_is_one_page_of_the_same_facts(told):
    text = text_of(brief_document(told, HEAD))
    assert "简报" in text and "没有报告的（1个）" in text and len(text) < 1000
    assert {k for p in brief(told, "青禾县") for s in p for k in s.facts()} <= set(told.facts)


def test_what_cannot_be_said_is_left_out_or_said_so(tmp_path):
    made = engine(f"sqlite:///{tmp_path}/silent.db")
    silent = filed("青禾县白鹭镇人民政府", "town", texts={"overview": "全年工作平稳。", "problems": None}, figures=[], problems=[], measures=[], requests={}, disputes={}, disclosed={})
    save_reports(made, [(silent, None)])
    text = text_of(circular_document(query_circular(made, 2024, REGION), HEAD))
    assert "没有一份报告写明主动公开总数，无法说明" in text and "没有一份报告填写表三总计" in text and "未识别出存在的问题" in text
    assert "分渠道" not in text and "表四（" not in text and "办理结果按所填" not in text


def test_nothing_but_missing_reports(tmp_path):
    made = engine(f"sqlite:///{tmp_path}/missing.db")
    save_reports(made, [(filed("青禾县白鹭镇人民政府", "town", 2023), None)])
    text = text_of(circular_document(query_circular(made, 2024, REGION), HEAD))
    assert "2024年度已有报告0份。没有报告的（1个）：青禾县白鹭镇人民政府" in text and "核查" not in text


# ---------------------------------------------------------------- the page
@pytest.mark.parametrize("show", ["circular", "brief", "facts"])
def test_page_previews_the_text_with_its_sources(show, url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)
    app = open_page("circular", region="990101", year=2024, show=show)
    assert not app.exception and "2024 年度 6 个机构中已有报告 5 份" in said(app)
    if show == "circular":
        html = "".join(e.proto.body for e in app.get("html"))
        assert re.search(r'<a href="rollup\?[^"]*cell=requests~received~total[^"]*" target="_self">15</a>', html)


def test_a_rule_that_fails_is_not_told_as_one_that_holds(told):
    words = {language: "".join(s.text(language) for p in passages(told, "青禾县", language) for paragraph in p.paragraphs for s in paragraph) for language in ("zh", "en")}
    assert re.search("不符合“表三勾稽：[^”]+”的有\\d处：青禾县", words["zh"]) and re.search("Not in keeping with “Table 3: [^”]+” \\(\\d places?\\): 青禾县", words["en"])


def test_what_repeats_last_year_tells_the_threshold_by_itself(told):
    alone = replace(told, facts=told.facts | {"copies": told.facts["copies"]._replace(value=()), "own_copies": told.facts["own_copies"]._replace(value=(("青禾县白石镇人民政府", 2023, 100, 50),))})
    words = "".join(s.text("zh") for p in passages(alone, "青禾县", "zh") for paragraph in p.paragraphs for s in paragraph)
    assert "与本机构上年报告逐字重复超过阈值（第五部分80%、第一、五、六部分合计70%）的1份：青禾县白石镇人民政府（2023年）" in words


def test_a_circular_of_no_one_place_says_so(tmp_path, monkeypatch):
    wider = f"sqlite:///{tmp_path / 'wider.db'}"
    fill(wider)
    save_reports(engine(wider), [(filed("南渡县教育局", "department", code="110101"), None)])
    monkeypatch.setenv("DATABASE_URL", wider)
    assert "侧栏尚未选择地区" in said(open_page("circular", year=2024)) and "in all regions" in said(open_page("circular", "en", year=2024))
    assert "侧栏尚未选择地区" not in said(open_page("circular", year=2024, region="990101"))


def test_the_title_names_the_only_place_where_none_was_chosen(url, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)
    assert "青禾县关于2024年" in said(open_page("circular", year=2024))
    wider = f"sqlite:///{tmp_path / 'wider.db'}"
    fill(wider)
    save_reports(engine(wider), [(filed("南渡县教育局", "department", code="990202"), None)])
    monkeypatch.setenv("DATABASE_URL", wider)
    assert "青禾县关于" not in said(open_page("circular", year=2024))
