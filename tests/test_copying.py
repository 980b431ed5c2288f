"""Copied prose: who shares how much with whom is found among many, kept with the reports, and shown without accusing the others."""
import hashlib
import random

import pytest
from sqlalchemy import select, text, update

from data import phrases
from data.copies import query_comparable, query_copies, query_pair
from data.doctor import repair
from data.engine import engine, reading, writing
from data.filters import Filter
from data.listings import query_finding_list
from data.models import FindingRow, ReportRow
from data.sketches import buckets, contained, hashes, sketch
from data.store import delete_report, save_reports
from data.summaries import rebuild_summaries
from report.checks import CHECKS, run_checks
from report.checks.copying import Alike, check_alike, tell_alike
from report.model import Agency, Region, Source
from tests.board import open_page, said
from tests.databases import BOTH, empty_database
from tests.reports import make_report

WORDS = "换展板修河堤问果农写台账读公告访村组印折页装喇叭查旧卷听课堂贴名单搬书柜记水位看苗圃送茶叶擦橱窗编目录谈心事画地图走山路"


LETTERS = "".join(random.Random(1).choices("".join(map(chr, range(0x4E00, 0x9F00))), k=7000))


def prose(seed: int, length: int = 400) -> str:
    """Invented words that no other seed has."""
    dice = random.Random(seed)
    return "".join(dice.choice(WORDS) + ("，" if i % 13 == 12 else "。" if i % 41 == 40 else "") for i in range(length))


def report(town: str, year: int = 2023, overview: str | None = None, problems: str | None = None, version: int = 1, seed: int | None = None):
    """A report of a fictional town whose free prose is that of its name and year, unless given."""
    seed = seed if seed is not None else int(hashlib.sha256(f"{town}{year}".encode()).hexdigest()[:8], 16)
    texts = {"overview": overview or prose(seed), "problems": problems or prose(seed + 1, 200), "other": "本年度未收取信息处理费。没有其他需要报告的事项。"}
    made = make_report(year, texts=texts, figures=[], problems=[], measures=[], agency=Agency(name=f"云汀县{town}人民政府", kind="town"),
                       region=Region(province="江渚省", city="云州市", county="云汀县", township=town))
    name = f"{town}{year}-{version}"
    return made.model_copy(update={"source": Source(name=name, sha256=hashlib.sha256(name.encode()).hexdigest(), bytes=1, format="text", reader="text")})


@pytest.fixture(params=BOTH)
def database(request, tmp_path):
    return empty_database(request.param, tmp_path)


def save(database, *reports):
    return [o.report_id for o in save_reports(database, [(r, None) for r in reports])]


def pairs(database, own=False, least=0.5, **chosen):
    found = query_copies(database, Filter(**chosen), own, least)
    return [(r.agency[3:-4], r.other_agency[3:-4], int(r.year), r.share_five, r.other_share_five, r.share_all, r.other_share_all) for r in found.itertuples()]


FIVE = prose(7, 200)


def test_section_five_that_two_agencies_share_is_found(database):
    save(database, report("青梧镇", problems=FIVE), report("白芷镇", problems=FIVE), report("石榴镇"))
    [(one, other, year, five, other_five, whole, other_whole)] = pairs(database)
    assert {one, other} == {"青梧镇", "白芷镇"} and year == 2023 and (five, other_five) == (100, 100)
    assert 25 < whole < 50 and 25 < other_whole < 50
    assert query_comparable(database) == {"reports": 3, "compared": 3, "with_last_year": 0}


def test_shares_are_of_each_side_s_own_words(database):
    save(database, report("青梧镇", problems=FIVE), report("白芷镇", problems=FIVE + prose(8, 200)))
    [(one, other, _, five, other_five, _, _)] = pairs(database)
    assert (one, other, five) == ("青梧镇", "白芷镇", 100) and 45 <= other_five <= 52  # the one that shares more comes first


def test_names_numbers_and_places_do_not_hide_a_copy(database):
    words = "{0}在{1}年请{0}的老人说事，{2}户人家各出一人，{3}说清哪条渠漏水，哪段路难走，当场记下，逐条张贴；{3}看着改，改完再请老人走一遍，走得顺了才算完，走不顺的第二天接着修，修路的账目也一起张贴出来。"
    save(database, report("青梧镇", problems=words.format("青梧镇", 2023, 21, "全镇")), report("白芷镇", problems=words.format("白芷镇", 2022, 370, "本镇")))
    assert [p[3:5] for p in pairs(database)] == [(100, 100)]


def test_what_law_and_form_prescribe_is_no_copy(database):
    formal = ("根据《中华人民共和国政府信息公开条例》要求，编制本年度报告。本报告所列数据的统计期限自1月1日起至12月31日止。如有疑问请与党政办联系，联系电话0000-1234567。"
              "2023年，本镇没有收到政府信息公开申请。没有发生行政复议、行政诉讼。")
    save(database, *(report(town, overview=formal + prose(i, 90), problems=prose(i + 50, 90)) for i, town in enumerate(("青梧镇", "白芷镇", "石榴镇"))))
    assert pairs(database, least=0.3) == []


def test_too_little_prose_is_not_compared(database):
    save(database, report("青梧镇", overview="全年无事。", problems="一是人手少。"), report("白芷镇", overview="全年无事。", problems="一是人手少。"))
    assert pairs(database, least=0.3) == [] and query_comparable(database)["compared"] == 0


def test_the_year_before_of_the_same_agency(database):
    save(database, report("青梧镇", 2022, problems=FIVE), report("青梧镇", 2023, problems=FIVE), report("青梧镇", 2024), report("白芷镇", 2022))
    assert pairs(database) == []  # its own years are no other agency
    assert [(p[0], p[2], p[3]) for p in pairs(database, own=True)] == [("青梧镇", 2023, 100)]
    assert pairs(database, own=True, years=(2022,)) == [] and len(pairs(database, own=True, years=(2023,))) == 1
    assert query_comparable(database, Filter(years=(2023,)))["with_last_year"] == 1


def test_other_years_of_other_agencies_are_not_compared(database):
    save(database, report("青梧镇", 2022, problems=FIVE), report("白芷镇", 2023, problems=FIVE))
    assert pairs(database, least=0.3) == pairs(database, own=True, least=0.3) == []


def test_a_newer_version_takes_the_place_and_a_deletion_gives_it_back(database):
    save(database, report("青梧镇", problems=FIVE), report("白芷镇", problems=FIVE))
    newer, = save(database, report("白芷镇", problems=prose(99, 200), version=2, seed=98))
    assert pairs(database) == [] and alike(database) == []
    with reading(database) as connection:
        assert connection.execute(text("SELECT count(*) FROM likeness")).scalar() == 0  # kept of current reports only
    delete_report(database, newer)
    assert len(pairs(database)) == 1 and len(alike(database)) == 2
    with reading(database) as connection:
        first = connection.execute(text("SELECT min(id) FROM report")).scalar()
    delete_report(database, first)
    assert pairs(database) == [] and alike(database) == []
    with reading(database) as connection:
        counts = [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in ("likeness", "sketch", "bucket")]
    assert counts == [0, 2, 128]  # nothing is left of what is gone


def test_what_the_doctor_puts_in_force_is_compared(database):
    older, *_ = save(database, report("青梧镇", problems=FIVE), report("白芷镇", problems=FIVE), report("青梧镇", problems=prose(99, 200), version=2, seed=98))
    with writing(database) as connection:
        connection.execute(update(ReportRow).where(ReportRow.id == older).values(version=3))
    assert pairs(database) == []
    repair(database)
    assert [pair[:2] for pair in pairs(database)] == [("青梧镇", "白芷镇")] and len(alike(database)) == 2


def alike(database):
    found = query_finding_list(database, limit=100)
    return [(r.agency[3:-4], r.severity, r.left) for r in found[found["check"] == "Y-3"].itertuples()]


def test_both_agencies_are_told_and_counted(database):
    save(database, report("青梧镇", problems=FIVE), report("白芷镇", problems=FIVE), report("石榴镇"))
    assert sorted(alike(database)) == [("白芷镇", "warning", 100), ("青梧镇", "warning", 100)]
    with reading(database) as connection:
        told = connection.execute(select(FindingRow.message, FindingRow.evidence).where(FindingRow.check == "Y-3").order_by(FindingRow.report_id)).all()
        assert connection.execute(text("SELECT warnings FROM report ORDER BY id")).scalars().all()[2] == 0
    assert told[0].message == "第五部分有 100% 与云汀县白芷镇人民政府同年报告逐字相同；不判断是谁抄了谁。"
    assert told[0].evidence[0]["section"] == "problems"


SAID = [
    ([("problems", 0.8)], [("fail", "warning", 80)]), ([("problems", 0.79)], [("fail", "information", 79)]), ([("problems", 0.5)], [("fail", "information", 50)]),
    ([("problems", 0.49)], []), ([("all", 0.7)], [("fail", "warning", 70)]), ([("all", 0.69)], [("fail", "information", 69)]), ([], []),
]


@pytest.mark.parametrize("shares, answers", SAID)
def test_limits(shares, answers):
    told = tell_alike([Alike(part, share, "云汀县白芷镇人民政府") for part, share in shares])
    assert [(a.verdict, a.severity, a.left) for a in told if a.verdict == "fail"] == answers


def test_of_several_the_most_alike_is_named():
    one, = (a for a in tell_alike([Alike("problems", 0.6, "甲"), Alike("problems", 0.9, "乙"), Alike("problems", 0.3, "丙")]) if a.verdict == "fail")
    assert (one.values["agency"], one.values["count"], one.left) == ("乙", 1, 90)


CHECKED = [(report("白芷镇", problems=FIVE), "fail"), (report("白芷镇"), "pass"), (report("白芷镇", 2022, problems=FIVE), "not_checkable")]


@pytest.mark.parametrize("other, verdict", CHECKED, ids=[v for _, v in CHECKED])
def test_the_check_has_its_three_answers(other, verdict):
    mine = report("青梧镇", problems=FIVE)
    assert verdict in {a.verdict for a in check_alike(mine, [mine, other])}
    assert any(c.id == "Y-3" and c.scope == "alike" for c in CHECKS) and not [f for f in run_checks(mine) if f.check == "Y-3"]


def test_phrases_of_twenty_agencies_are_nobody_s_own(database):
    towns = [f"{a}{b}镇" for a in "青白石柳云" for b in "梧芷榴湾"]
    common = prose(5, 200)
    save(database, *(report(town, problems=common + prose(i + 1000, 130)) for i, town in enumerate(towns)))
    assert len(pairs(database)) == 190
    assert phrases.settle_phrases(database) and not phrases.settle_phrases(database)  # counted once until the agencies double
    assert pairs(database, least=0.3) == [] and alike(database) == []
    assert phrases.query_phrases(database)["agencies"] == 20 and phrases.query_phrases(database)["phrases"] >= 190
    save(database, report("北渡镇", problems=FIVE + common), report("南渡镇", problems=FIVE + common))
    assert [p[3:5] for p in pairs(database)] == [(100, 100)]


def test_an_older_database_is_compared_by_one_command(database):
    save(database, report("青梧镇", problems=FIVE), report("白芷镇", problems=FIVE))
    with writing(database) as connection:
        for table in ("likeness", "sketch", "bucket"):
            connection.execute(text(f"DELETE FROM {table}"))
        rebuild_summaries(connection)  # as the migration does
    assert phrases.query_phrases(database)["unsketched"] == 2 and pairs(database) == []
    assert phrases.reindex(database) == 2 and len(pairs(database)) == 1 and phrases.query_phrases(database)["unsketched"] == 0


def test_a_pair_side_by_side(database):
    one, other = save(database, report("青梧镇", problems="前言各不相同。" + FIVE), report("白芷镇", problems=FIVE))
    left, right = query_pair(database, one, other)
    texts = dict(left.sections), dict(right.sections)
    [(key, start, end)], [(other_key, other_start, other_end)] = left.passages, right.passages
    assert key == other_key == "problems" and texts[0][key][start:end] == texts[1][key][other_start:other_end] and end - start > 190
    assert right.shares["problems"] == 1 and left.shares["problems"] > 0.95 and (left.year, right.agency) == (2023, "云汀县白芷镇人民政府")
    assert query_pair(database, one, 999) is None


def test_sketches_tell_likeness_and_bring_like_texts_together():
    own, half, none = hashes(LETTERS[:1007]), hashes(LETTERS[500:1507]), hashes(LETTERS[5000:6007])
    (share, back), (nothing, _) = contained(sketch(own), len(own), [(sketch(half), len(half)), (sketch(none), len(none))])
    assert abs(share - 0.5) < 0.12 and abs(back - 0.5) < 0.12 and nothing < 0.08
    lying = set(buckets(sketch(own), 2023, "all"))
    assert len(lying) == 64 and lying & set(buckets(sketch(half), 2023, "all"))
    assert not lying & set(buckets(sketch(own), 2022, "all")) and not lying & set(buckets(sketch(own), 2023, "problems"))
    assert all(0 <= b < 2 ** 63 for b in lying)


@pytest.fixture
def board(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'page.db'}"
    save(engine(url), report("青梧镇", problems=FIVE), report("白芷镇", problems=FIVE + prose(8, 80)), report("石榴镇", 2022), report("石榴镇"), report("北渡镇", overview="无。", problems="无。"))
    monkeypatch.setenv("DATABASE_URL", url)


PAGES = [
    ("zh", {}, ["2023 年度，3 份可比报告中有 2 份", "**云汀县青梧镇人民政府** · 2023", "第五部分有 100% 见于对方", "并排对照", "有 3 份文字够长"]),
    ("en", {}, ["2 of 3 reports for 2023 share 50% or more", "Section five: 100% also in the other"]),
    ("zh", {"least": 100, "five": 100}, ["3 份可比报告中有 1 份"]),
    ("zh", {"view": "own"}, ["没有相同比例达到 50% 的报告"]),
    ("zh", {"pick": "pair~1~3"}, ["石榴镇"]),
    ("en", {"pick": "pair~1~77"}, ["no longer there"]),
]


@pytest.mark.parametrize("lang, address, words", PAGES)
def test_page(lang, address, words, board):
    app = open_page("copying", lang, **address)
    assert not app.exception
    told = " ".join(said(app).split())
    assert all(w in told for w in words), told


def test_thresholds_go_into_the_address(board):
    app = open_page("copying")
    app.select_slider(key="at-five").set_value(100).run()
    assert app.query_params["five"] in ("100", ["100"]) and not app.exception
    app.select_slider(key="at-five").set_value(80).run()
    assert "five" not in app.query_params


def test_an_empty_database_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    app = open_page("copying", "zh")
    assert not app.exception and "尚无报告入库" in said(app)
