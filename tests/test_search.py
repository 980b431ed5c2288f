"""Search: every passage that a plain reading of all texts finds is found, in order, in both databases, after every kind of write; agencies by any name."""
import hashlib
import random

import pytest
from sqlalchemy import select, text, update

from data import permits
from data.corrections import save_correction, withdraw_correction
from data.doctor import examine, repair
from data.engine import reading, writing
from data.filters import Filter, region_range
from data.models import AgencyNameRow, ReportRow, SectionRow
from data.names import readings, spell
from data.search import MOST, reindex_search, search_texts
from data.search_index import check_search, era, place_of, rebuild_search, span_of
from data.search_names import search_names
from data.store import delete_report, save_reports
from report.model import Agency, Region, Source
from report.searching import find, fold, holds, pairs, split
from tests import databases
from tests.reports import make_report

WORDS = ["公开", "栏目", "更新", "解读文章", "政务 微信", "政務", "ＯＡ系统", "图解", "2023", "培训2次", "青梧镇", "不存在", "（二）", "网", "的，", "oa", "⽹站", "120条，其中"]
SOME = ["公开", "政務", "oa系统", "不存在", "网"]  # after a write, beside the whole index


@pytest.fixture(params=databases.BOTH)
def database(request, tmp_path):
    return databases.empty_database(request.param, tmp_path)


def report(name: str = "云汀县青梧镇人民政府", year: int | None = 2023, code: str | None = "990101001", kind: str = "town", said: str = "", county: str = "云汀县", copy: int = 0, **more):
    """Returns a report of that agency whose last section says these words."""
    made = make_report(year, texts={"other": f"本年度未收取信息处理费。{said}"}, agency=Agency(name=name, kind=kind),
                       region=Region(province="江渚省", city="云州市", county=county, code=code), **more)
    made.source = Source(name=f"{name}{year}.docx", sha256=hashlib.sha256(f"{name}{year}{said}{copy}".encode()).hexdigest(), bytes=9, format="docx", reader="docx")
    return made


def fill(database) -> list[int]:
    made = [report(), report(year=2022), report(said="内部办公用OA系统流转。", year=2021), report("云汀县芦荡街道办事处", 2023, "990101002", "subdistrict", "⽹站与ＯＡ系统对接。"),
            report("云汀县卫生健康局", 2023, "990101", "department"), report("南渡县石桥镇人民政府", 2024, "990102001", said="石桥镇政務公開專欄上線。", county="南渡县"),
            report("云汀县教育局", None, "990101", "department")]
    return [o.report_id for o in save_reports(database, [(r, None) for r in made])]


def brute(database, words: str, filter: Filter = Filter()) -> list[tuple[int, str]]:
    """Returns the same passages by reading every text."""
    asked = (select(ReportRow.id, SectionRow.key, SectionRow.text, ReportRow.year, ReportRow.region_code).join(SectionRow, SectionRow.report_id == ReportRow.id)
             .where(*filter.where()).order_by(SectionRow.seq))
    with reading(database) as connection:
        rows = sorted(connection.execute(asked), key=lambda r: (-(r.year or 0), r.region_code // 1_000_000, r.id))
    return [(row.id, row.key) for row in rows if all(fold(w) in fold(row.text) for w in words.split())]


def found(database, words: str, filter: Filter = Filter()) -> list[tuple[int, str]]:
    rows = search_texts(database, words, filter, limit=MOST).rows
    return [(int(i), s) for i, s in zip(rows["report_id"], rows["section"])]


def all_found(database, asked: list[str] = WORDS) -> None:
    """These words are found wherever they stand, and the index says of every text what it holds."""
    for words in asked:
        for filter in (Filter(), Filter(years=(2023,)), Filter(years=(2021, 2024), region="9901"), Filter(region="990101"), Filter(region="990101002"), Filter(kinds=("department",))):
            assert found(database, words, filter) == brute(database, words, filter), (words, filter)
    with reading(database) as connection:
        assert check_search(connection, every=True) == []


def test_every_passage_is_found(database):
    fill(database)
    all_found(database)
    assert len(found(database, "公开")) > 7 and len(found(database, "oa系统")) == 2 and len(found(database, "网站与")) == 1
    assert found(database, "政务公开专栏") == found(database, "政務公開專欄") != []


def test_after_a_newer_version_a_deletion_and_a_correction(database):
    ids = fill(database)
    newer = save_reports(database, [(report(said="新版写了另外的话。"), None)])[0]
    assert newer.status == "replaced" and {i for i, _ in found(database, "公开")}.isdisjoint({ids[0]})
    all_found(database, SOME)
    delete_report(database, newer.report_id)
    assert ids[0] in {i for i, _ in found(database, "公开")} and not found(database, "新版")
    all_found(database, SOME)
    correction = save_correction(database, ids[1], "year", {}, 2020)
    assert (ids[1], "overview") in found(database, "公开", Filter(years=(2020,)))
    all_found(database, SOME)
    withdraw_correction(database, correction)
    all_found(database, SOME)
    moved = {"name": "云汀县白鹭镇人民政府", "kind": "town", "region": {"province": "江渚省", "city": "云州市", "county": "云汀县", "township": "白鹭镇", "code": "990101009"}}
    save_correction(database, ids[5], "agency", {}, moved)
    assert {i for i, _ in found(database, "专栏", Filter(region="990101"))} == {ids[5]}
    all_found(database, SOME)
    for report_id in ids:
        delete_report(database, report_id)
    all_found(database, SOME)
    assert search_texts(database, "公开").total == 0


def test_rebuilding_gives_the_same(database):
    fill(database)
    with writing(database) as connection:
        assert rebuild_search(connection) == 7
    all_found(database, SOME)
    with writing(database) as connection:
        connection.execute(text("DELETE FROM agency_name"))
    heard = []
    assert reindex_search(database, lambda done, total: heard.append((done, total))) == 7 and heard == [(7, 7)]
    all_found(database, SOME)
    assert search_names(database, "芦荡").total == 1


def test_the_doctor_sees_and_mends_a_passage_that_is_lacking(database):
    ids = fill(database)
    with writing(database) as connection:
        connection.execute(update(SectionRow).where(SectionRow.report_id == ids[2], SectionRow.key == "overview").values(text="有人绕过程序改了这段话。"))
        connection.execute(text("DELETE FROM agency_name WHERE name LIKE '%芦荡%'"))
    assert {c.kind for c in examine(database)} >= {"search", "names"}
    assert {c.kind for c in repair(database) if not c.repaired}.isdisjoint({"search", "names"})
    assert found(database, "绕过程序") == [(ids[2], "overview")]


def test_words_in_context_are_counted_and_paged(database):
    ids = fill(database)
    some = search_texts(database, "栏目 巡查", limit=2, offset=1)
    assert some.total == 7 and not some.more and len(some.rows) == 2 and some.words == ("栏目", "巡查")
    row = search_texts(database, "政務").rows.iloc[0]
    assert (row["agency"], row["words"], row["year"], row["report_id"], row["county"]) == ("南渡县石桥镇人民政府", "政务", 2024, ids[5], "南渡县")
    with reading(database) as connection:
        said = connection.execute(select(SectionRow.text).where(SectionRow.report_id == ids[5], SectionRow.key == row["section"])).scalar_one()
    assert said[row["start"]:row["end"]] == row["words"] and row["before"] + row["words"] + row["after"] in said
    assert search_texts(database, "  ").total == 0


def test_one_character_is_read_for_in_a_county_and_refused_beyond(database, monkeypatch):
    fill(database)
    assert search_texts(database, "网").total > 0
    monkeypatch.setattr("data.search.FEW", 3)
    refused = search_texts(database, "网")
    assert refused.refused and refused.total == 0
    assert found(database, "网", Filter(region="990102")) == brute(database, "网", Filter(region="990102"))
    assert found(database, "网 公开") == brute(database, "网 公开") != []  # beside another word the index serves


def test_nobody_finds_words_of_other_regions(database):
    fill(database)
    with permits.acting(permits.Permit("王", (("viewer", "990102"),))):
        assert set(search_texts(database, "公开").rows["county"]) == {"南渡县"}
        assert search_texts(database, "网").rows["county"].isin(["南渡县"]).all()
        assert list(search_names(database, "镇").rows["agency"]) == ["南渡县石桥镇人民政府"]
        assert search_names(database, "卫生").total == 0


def test_the_count_is_capped(database, monkeypatch):
    fill(database)
    monkeypatch.setattr("data.search.MOST", 5)
    capped = search_texts(database, "公开")
    assert (capped.total, capped.more, len(capped.rows)) == (5, True, 5)


NAMES = [  # words, the agency that comes first
    ("芦荡", "云汀县芦荡街道办事处"), ("芦荡街道", "云汀县芦荡街道办事处"), ("芦荡街道办", "云汀县芦荡街道办事处"), ("蘆蕩街道辦事處", "云汀县芦荡街道办事处"),
    ("石桥镇", "南渡县石桥镇人民政府"), ("石桥", "南渡县石桥镇人民政府"), ("石桥镇政府", "南渡县石桥镇人民政府"), ("石橋鎮", "南渡县石桥镇人民政府"), ("南渡县石桥", "南渡县石桥镇人民政府"),
    ("云州市南渡县石桥镇人民政府", "南渡县石桥镇人民政府"), ("南渡 石桥", "南渡县石桥镇人民政府"), ("卫健局", "云汀县卫生健康局"), ("卫生健康", "云汀县卫生健康局"), ("ytxldjd", "云汀县芦荡街道办事处"),
    ("LDJD", "云汀县芦荡街道办事处"), ("ｌｄｊｄ", "云汀县芦荡街道办事处"), ("ludang", "云汀县芦荡街道办事处"), ("wsjkj", "云汀县卫生健康局"), ("shiqiaozhen", "南渡县石桥镇人民政府"), ("教育局", "云汀县教育局")]


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    database = databases.empty_database("sqlite", tmp_path_factory.mktemp("named"))
    fill(database)
    return database


@pytest.mark.parametrize("words, agency", NAMES, ids=[words for words, _ in NAMES])
def test_an_agency_is_found_by_any_part_of_its_name(words, agency, named):
    rows = search_names(named, words).rows
    assert rows["agency"].iloc[0] == agency and rows["report_id"].notna().iloc[0]


def test_a_name_that_only_an_older_report_prints(database):
    save_reports(database, [(report("云汀县芦荡街道办事处", 2023, "990101002", "subdistrict"), None)])
    outcome, = save_reports(database, [(report("芦荡街道", 2020, "990101002", "subdistrict"), None)])
    row = search_names(database, "芦荡街道").rows.iloc[0]
    assert (row["agency"], row["other"], row["year"]) == ("云汀县芦荡街道办事处", "芦荡街道", 2023)
    delete_report(database, outcome.report_id)
    with reading(database) as connection:
        assert list(connection.execute(select(AgencyNameRow.name)).scalars()) == ["云汀县芦荡街道办事处"]


def test_names_and_texts_of_a_damaged_search_do_no_harm(database):
    fill(database)
    for words in ('"', "'", "%", "_", "\\", "* OR", "NEAR(公开", "公开\" OR \"x", "a:b", "🙂🙂", "𠮷野家", "|", "{0}", "公" * 500, "-", "公开 " * 50):
        assert found(database, words) == brute(database, " ".join(split(words))) if words.strip() else True
        assert search_names(database, words).total >= 0
    save_reports(database, [(report("云汀县𠮷野镇人民政府", 2023, "990101008", said="𠮷野家与🙂🙂。"), None)])
    assert len(found(database, "𠮷野")) == len(brute(database, "𠮷野")) > 0 and len(found(database, "🙂🙂")) == 1
    assert search_names(database, "𠮷野").total == 1


def test_folding_keeps_every_offset_and_pairs_are_of_letters_and_digits():
    assert fold("ＯＡ系統，⽹站。İ㈠") == "oa系统,网站。i㈠".replace("i", fold("İ")) and len(fold("İ㎡㈱ﬁ")) == 4
    assert pairs(fold("公开120条，OA_ok")) == {"公开", "开1", "12", "20", "0条", "oa", "ok"}
    assert split("政務　公开\n公开") == ("政务", "公开") and find("公开的公开", ["公开"]) == [(0, 2), (3, 5)] and find("信息公开", ["公开", "信息公"]) == [(0, 3)]
    assert holds("ＯＡ系统", ["oa", "系统"]) and not holds("办公", ["oa"])


def test_places_follow_each_other_newest_first():
    places = [place_of(2024, 990101001000, 5, 0), place_of(2023, 110101000000, 9, 1), place_of(2023, 990101000000, 2, 0), place_of(2023, 990101000000, 2, 63),
              place_of(2023, None, 1, 0), place_of(1991, 990101000000, 1, 0), place_of(None, 110101000000, 1, 0), place_of(1900, 990101000000, (1 << 28) - 1, 3)]
    assert places == sorted(places) and max(places) < 1 << 62
    assert span_of((era(2023),) * 2, "9901")[0] <= places[2] <= places[3] <= span_of((era(2023),) * 2, "9901")[1] < places[4]
    assert region_range("9901")[0] // 1_000_000 == 990100


def test_the_readings_of_a_name():
    assert readings("乐") == ("le", "yue") and readings("A") == ("A",)
    assert set(spell("长乐镇")["initials"].split("|")) == {"zlz", "zyz", "clz", "cyz"}
    crowded = spell("单县长乐行会厂重曾") ["initials"].split("|")
    assert len(crowded) < 40 and any(one[2] == "c" for one in crowded)
    assert spell(" ＯＡ 办 ")["folded"] == "oa办"


def test_an_index_of_many_reports_agrees_with_reading_them_all(database):
    dice = random.Random(7)
    said = ["".join(dice.choice("公开信息网站栏目更新") for _ in range(40)) for _ in range(60)]
    save_reports(database, [(report(f"云汀县第{i}镇人民政府", 2015 + i % 9, f"99010{1 + i % 3}{i:03d}", said=words, county="云汀县"), None) for i, words in enumerate(said)])
    for length in (2, 3, 4, 6):
        for _ in range(5):
            words = (piece := dice.choice(said))[(start := dice.randrange(len(piece) - length)):start + length]
            for filter in (Filter(), Filter(region="990102"), Filter(years=(2016, 2018))):
                assert found(database, words, filter) == brute(database, words, filter)[:MOST]
