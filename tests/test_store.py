"""Reports as rows: what goes in comes out, bytes are stored once, newer files supersede, nothing is half stored, nobody is confused with a namesake."""
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select

from data.agencies import comparable, known_agency
from data.engine import engine, reading
from data.errors import DatabaseProblem
from data.filters import Filter
from data.models import (PARTS, AgencyRow, CellRow, ClauseRow, DocumentRow, DoubtRow, FigureRow, FindingRow, JournalRow, ReportRow, SectionRow,
                         StatisticRow)
from data.places import check_places
from data.queries import query_agencies, query_attention, query_data_version, query_journal, query_regions, query_versions, query_volumes
from data.sparse import expected
from data.store import delete_report, load_document, load_report, remove_samples, save_reports
from report.model import (Agency, AnnualReport, Cell, CellReference, Clause, Doubt, Editions, Evidence, Figure, Finding, Region, Section, Source, Statistic)
from tests.databases import BOTH, empty_database
from tests.reports import handed_in, make_report

ROOT = Path(__file__).parents[1]


@pytest.fixture(params=BOTH)
def database(request, tmp_path):
    return empty_database(request.param, tmp_path)


def save(database, *reports: tuple[AnnualReport, bytes], **more):
    return save_reports(database, reports, **more)


def count(database, table) -> int:
    with reading(database) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


# what goes in comes out

ODD = make_report(
    requests={"received": {"natural_person": "", "business": "/", "research": "无", "total": 3}, "carried_in": None,
              "refused": {"total": 0}, "granted": {"natural_person": 2.5}},
    disputes={}, disclosed={"fees": {"amount_wan_yuan": 103.3879}},
    statistics=[Statistic(label="主动公开政府信息数", unit="条", value=12, cumulative=None, key="disclosed.total"), Statistic(label="别的")],
    doubts=[Doubt(kind="row", message="一行没有放下", where="七个零", template="row {n}", values={"n": 7, "list": [1]},
                  cells=[CellReference(table="requests", row="received", column="total")], proposal={"received": {"total": 3}})],
    findings=[Finding(check="T3-1", severity="error", verdict="fail", message="三加一不等于三", template="{left} ≠ {right}", values={"left": 4, "right": 3},
                      left=4, right=3, difference=1, cells=[CellReference(table="requests", row="received", column="total")],
                      evidence=[Evidence(section="overview", start=0, end=3, text="（一）")]),
              Finding(check="P-1", severity="warning", verdict="not_checkable", message="没有说")])
ROUND_TRIPS = {
    "a complete report": make_report(),
    "every odd thing": ODD,
    "no agency, no year": make_report(year=None, agency=None, region=None, title=None),
    "a kind without a name": make_report(agency=Agency(kind="town")),
    "region in doubt": make_report(region=Region(candidates=["141002200", "610630201"], county="某县")),
    "statistics only": make_report(disclosed={}, requests={}, disputes={}, statistics=[Statistic(label="收到申请数", key="requests.received", value=2)]),
    "grids without cells": make_report().model_copy(update={"cells": []}),
    "a cell printed twice": make_report().model_copy(update={"cells": [*make_report().cells, make_report().cells[0], Cell(
        table="requests", row="received", column="total", value=9, raw="9", state="number", confidence=0.75, place=(3, 1, 8))]}),
    "evidence that is not in its section": make_report(figures=[]).model_copy(update={"figures": [Figure(
        measure="trainings", value=2, evidence=Evidence(section="other", start=5, end=9, text="四个字呢"))]}),
    "nothing at all": AnnualReport(source=Source(name="空.txt", sha256="", bytes=0, format="text", reader="text")),
    "pages and past problems": make_report().model_copy(update={
        "sections": [Section(key="problems", heading="五、", text="去年慢。", pages=[(0, 1), (2, 2)])], "figures": [], "measures": [],
        "problems": [Clause(text="慢", themes=[], past=True, cues={"timeliness": ["慢"]}, evidence=Evidence(section="problems", start=2, end=3, text="慢"))]}),
}


@pytest.mark.parametrize("name", ROUND_TRIPS)
def test_report_comes_out_as_it_went_in(database, name):
    report, data = handed_in(ROUND_TRIPS[name])
    outcome, = save(database, (report, data))
    assert outcome.status == "added"
    assert load_report(database, outcome.report_id) == report
    assert load_report(database, outcome.report_id).model_dump_json() == report.model_dump_json()
    assert load_document(database, outcome.report_id) == data


def placed(cells: list[Cell]) -> list[Cell]:
    return [c.model_copy(update={"place": (1, i // 7, i % 7)}) for i, c in enumerate(cells)]


VALUES = st.one_of(st.none(), st.integers(0, 9), st.just(0), st.floats(0, 1e6, allow_nan=False), st.integers(-2**53, 2**53))
STATES = {"number": st.sampled_from(["0", "0 ", "０", "7"]), "blank": st.just(""), "slash": st.just("/"), "text": st.just("无")}
CELLS = st.sampled_from(sorted(STATES)).flatmap(lambda state: st.builds(
    Cell, table=st.sampled_from(["disclosed", "requests", "disputes"]), row=st.sampled_from(["received", "refused", "regulations", "reconsideration"]),
    column=st.sampled_from(["total", "natural_person", "made", "upheld"]), value=VALUES if state == "number" else st.none(), raw=STATES[state],
    state=st.just(state), place=st.one_of(st.none(), st.tuples(*[st.integers(0, 3)] * 3))))


@given(cells=st.lists(CELLS, max_size=12), editions=st.tuples(*[st.sampled_from([None, "2021", "2019"])] * 3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cells_survive(tmp_path, cells, editions):
    database = engine(f"sqlite:///{tmp_path}/any.db")
    report = make_report(disclosed={}, requests={}, disputes={}).model_copy(update={
        "cells": cells, "editions": Editions(**dict(zip(("disclosed", "requests", "disputes"), editions))), "year": None})
    report, data = handed_in(AnnualReport.model_validate(report.model_dump()))
    outcome, = save(database, (report, data))
    assert load_report(database, outcome.report_id) == report


def test_every_field_of_a_part_has_its_column():
    for part, table in ((Figure, FigureRow), (Clause, ClauseRow), (Statistic, StatisticRow), (Doubt, DoubtRow), (Finding, FindingRow),
                        (Section, SectionRow), (Cell, CellRow)):
        elsewhere = {"evidence", "themes", "place"}  # spans, clause_theme, reading.layout
        assert set(part.model_fields) - elsewhere <= {c.name for c in table.__table__.columns}, part
    assert {f"source_{f}" for f in Source.model_fields} <= {c.name for c in ReportRow.__table__.columns}


def test_zero_blank_stroke_and_absent_are_four_things(database):
    outcome, = save(database, handed_in(ODD))
    with reading(database) as connection:
        rows = {(r.row, r.column): (r.state, r.value) for r in connection.execute(
            select(CellRow.row, CellRow.column, CellRow.state, CellRow.value)
            .where(CellRow.report_id == outcome.report_id, CellRow.table == "requests"))}
    assert rows["received", "natural_person"] == ("blank", None)
    assert rows["received", "business"] == ("slash", None)
    assert rows["received", "research"] == ("text", None)
    assert rows["carried_in", "total"] == ("absent", None)
    assert rows["refused", "total"] == ("number", 0)  # the form has no figures in a group row: where one is printed, it is stored
    assert ("partly_granted", "total") not in rows  # a printed 0 of a cell that the form has


def test_plain_zeros_take_no_rows(database):
    save(database, handed_in(make_report()))
    nonzero = sum(1 for c in make_report().cells if c.value != 0)
    assert count(database, CellRow) == nonzero < len(make_report().cells) / 8


def test_form_says_which_cells_there_are():
    assert [len(expected("requests", e)) for e in ("2021", "2019", None)] == [175, 161, 0]
    assert [len(expected("disputes", e)) for e in ("2021", "2019")] == [15, 15]
    assert len(expected("disclosed", "2021")) == 10


def test_number_with_too_many_digits_is_refused(database):
    report, data = handed_in(make_report(disclosed={"licences": {"decided": 2**53 + 1}}))
    outcome, = save(database, (report, data))
    assert (outcome.status, outcome.problem.kind) == ("failed", "too_large_number")
    assert count(database, ReportRow) == 0


def test_what_cannot_be_stored_fails_alone(database):
    fine, bad = handed_in(make_report()), handed_in(make_report(year=2022), "bad")
    bad[0].title = "half a pair \ud800"
    assert [o.status for o in save(database, bad, fine)] == ["failed", "added"]
    assert (count(database, ReportRow), count(database, DocumentRow), query_data_version(database) > 0) == (1, 1, True)


# the same bytes, newer files

def test_same_bytes_change_nothing(database):
    first = handed_in(make_report())
    save(database, first)
    version = query_data_version(database)
    again = first[0].model_copy(update={"source": first[0].source.model_copy(update={"name": "copy.txt"})})
    outcomes = save(database, first, (again, first[1]))
    assert [o.status for o in outcomes] == ["unchanged", "unchanged"]
    assert (count(database, ReportRow), count(database, JournalRow), query_data_version(database)) == (1, 1, version)


def test_same_file_twice_in_one_batch_is_stored_once(database):
    assert [o.status for o in save(database, handed_in(make_report()), handed_in(make_report()))] == ["added", "unchanged"]


def test_newer_file_supersedes_and_keeps_the_older(database):
    old, new = handed_in(make_report()), handed_in(make_report(title="改过的"))
    first, = save(database, old)
    second, = save(database, new, actor="李")
    assert (second.status, second.replaced, second.kept) == ("replaced", first.report_id, True)
    agency = int(query_volumes(database)["agency_id"][0])
    versions = query_versions(database, agency, 2023)
    assert versions[["version", "is_current"]].values.tolist() == [[2, True], [1, False]]
    assert load_report(database, first.report_id) == old[0] and load_document(database, first.report_id) == old[1]
    assert save(database, old)[0].status == "unchanged"  # the older file again does not come back
    assert query_journal(database)[["actor", "action"]].values.tolist() == [["李", "replaced"], ["", "added"]]


def test_deleting_the_newer_brings_the_older_back(database):
    first, = save(database, handed_in(make_report()))
    second, = save(database, handed_in(make_report(title="改过的")))
    delete_report(database, second.report_id, "王", "传错了")
    assert query_volumes(database)["report_id"].tolist() == [first.report_id]
    assert query_journal(database)["detail"][0]["reason"] == "传错了"
    delete_report(database, first.report_id)
    assert [count(database, t) for t in (ReportRow, AgencyRow, DocumentRow, *PARTS)] == [0] * (3 + len(PARTS))
    with pytest.raises(DatabaseProblem):
        delete_report(database, first.report_id)
    with pytest.raises(DatabaseProblem):
        load_report(database, first.report_id)


def test_report_without_year_or_agency_is_stored_and_needs_attention(database):
    outcomes = save(database, handed_in(make_report(year=None)), handed_in(make_report(year=None, title="另一份")), handed_in(make_report(agency=None)))
    assert [o.status for o in outcomes] == ["added"] * 3
    shown = query_attention(database)
    assert shown[["no_agency", "no_year"]].values.tolist() == [[True, False], [False, True], [False, True]]


def test_every_write_raises_the_version(database):
    seen = [query_data_version(database)]
    for write in (lambda: save(database, handed_in(make_report())), lambda: save(database, handed_in(make_report(title="二"))),
                  lambda: save(database, handed_in(make_report(year=2022)), demo=True), lambda: remove_samples(database),
                  lambda: delete_report(database, int(query_volumes(database)["report_id"][0]))):
        write()
        seen.append(query_data_version(database))
    assert [b - a for a, b in zip(seen, seen[1:])] == [1] * 5


# demo data

def test_samples_go_and_real_reports_stay(database):
    save(database, handed_in(make_report(year=2021)), handed_in(make_report(year=2022)), demo=True)
    real, = save(database, handed_in(make_report(year=2022, title="真的")))
    assert real.status == "replaced"
    assert save(database, handed_in(make_report(year=2022, title="样例")), demo=True)[0].status == "unchanged"  # never over a real one
    assert remove_samples(database) == 2
    assert query_volumes(database)[["report_id", "year"]].values.tolist() == [[real.report_id, 2022]]
    assert remove_samples(database) == 0


def test_real_file_takes_the_place_of_its_sample(database):
    pair = handed_in(make_report())
    sample, = save(database, pair, demo=True)
    real, = save(database, pair)
    assert (real.status, real.replaced, real.kept, count(database, ReportRow)) == ("replaced", sample.report_id, False, 1)
    assert not query_volumes(database)["is_demo"][0]


# who is who

SAME = [  # two spellings of one agency
    (("云汀县青梧镇人民政府", "town", Region(county="云汀县", township="青梧镇")), ("青梧镇", "town", Region(county="云汀县", township="青梧镇"))),
    (("高青县芦湖街道办事处", "subdistrict", Region(code="370322002", county="高青县", township="芦湖街道")),
     ("芦湖街道", "subdistrict", Region(code="370322002", province="山东省", county="高青县", township="芦湖街道"))),
    (("山东省淄博市张店区教育局", "department", Region(code="370303", province="山东省", city="淄博市", county="张店区")),
     ("张店区教育局", "department", Region(code="370303", county="张店区"))),
    (("青梧镇党政办公室", "town", None), ("青梧镇人民政府", "town", None)),
    # a township that the list does not know: stored without a code by an earlier version, or listed in one year only
    (("青禾县新设镇", "town", Region(county="青禾县", township="新设镇")), ("青禾县新设镇人民政府", "town", Region(code="990101", county="青禾县", township="新设镇"))),
    (("青禾县新设镇", "town", Region(code="990101", county="青禾县", township="新设镇")), ("新设镇", "town", Region(code="990101", county="青禾县", township="新设镇"))),
    (("青禾县旧街道", "subdistrict", Region(code="990101009", county="青禾县", township="旧街道")), ("旧街道", "subdistrict", Region(code="990101", county="青禾县", township="旧街道"))),
]
DIFFERENT = [
    (("青禾县新设镇", "town", Region(code="990101", county="青禾县", township="新设镇")), ("青禾县建设镇", "town", Region(code="990101", county="青禾县", township="建设镇"))),
    (("青禾县新设镇", "town", Region(code="990101", county="青禾县", township="新设镇")), ("云岭县新设镇", "town", Region(code="990102", county="云岭县", township="新设镇"))),
    (("新设镇", "town", Region(county="青禾县", township="新设镇", candidates=["990102100"])), ("青禾县新设镇", "town", Region(code="990101", county="青禾县", township="新设镇"))),
    (("青禾县新设镇", "town", Region(code="990101", county="青禾县", township="新设镇")), ("青禾县人民政府", "government", Region(code="990101", county="青禾县"))),
    (("城关镇", "town", Region(code="620524100", county="武山县", township="城关镇")), ("城关镇", "town", Region(code="610724100", county="西乡县", township="城关镇"))),
    (("城关镇人民政府", "town", Region(candidates=["620524100", "610724100"])), ("城关镇人民政府", "town", Region(candidates=["620524100", "610724100"]))),
    (("城关镇人民政府", "town", Region(code="620524100", county="武山县", township="城关镇")), ("城关镇人民政府", "town", Region(candidates=["620524100", "610724100"]))),
    (("教育局", "department", None), ("教育局", "department", None)),
    (("市场监督管理局", "department", None), ("市场监督管理局", "department", None)),
    (("开发区管委会", "zone", None), ("开发区管委会", "zone", None)),
    (("张店区人民政府", "government", Region(code="370303", county="张店区")), ("张店区人民政府办公室", "department", Region(code="370303", county="张店区"))),
    (("卫生健康局", "department", Region(county="云汀县")), ("卫生健康局", "department", Region(county="云岭县"))),
]


def two_years(database, one, other):
    pairs = [handed_in(make_report(year=year, agency=Agency(name=name, kind=kind), region=region, title=f"{year}"))
             for year, (name, kind, region) in zip((2022, 2023), (one, other))]
    save(database, *pairs)
    return query_volumes(database)["agency_id"].nunique()


@pytest.mark.parametrize("one, other", SAME)
def test_two_spellings_are_one_agency(database, one, other):
    assert two_years(database, one, other) == 1


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_namesakes_stay_apart(database, one, other):
    assert two_years(database, one, other) == 2


NEW_TOWN = dict(agency=Agency(name="青禾县新设镇人民政府", kind="town"))
HERE = dict(province="示例省", city="示例市", county="青禾县", township="新设镇")


def test_an_agency_stored_without_a_code_comes_into_its_county_with_its_next_report(database):
    save(database, handed_in(make_report(year=2022, region=Region(**HERE), **NEW_TOWN)))
    assert query_regions(database).empty
    save(database, handed_in(make_report(year=2023, region=Region(code="990101", **HERE), **NEW_TOWN)))
    place, = query_regions(database).itertuples()
    assert (place.county, place.region_code, place.agencies) == ("青禾县", 990101000000, 1)
    agency, = query_agencies(database).itertuples()
    assert (agency.agency, agency.township, agency.region_code, agency.reports) == ("青禾县新设镇人民政府", "新设镇", 990101000000, 2)
    assert query_agencies(database, Filter(region="990101"))["agency_id"].tolist() == [agency.agency_id]
    with database.connect() as connection:
        assert check_places(connection) == []


def test_an_agency_whose_place_was_in_doubt_takes_no_code_from_another_report(database):
    doubt = Doubt(kind="region_ambiguous", message="?", where="新设镇")
    save(database, handed_in(make_report(year=2022, region=Region(**HERE, candidates=["990102100"]), doubts=[doubt], **NEW_TOWN)))
    save(database, handed_in(make_report(year=2023, region=Region(code="990101", **HERE), **NEW_TOWN)))
    assert query_volumes(database)["agency_id"].nunique() == 2


def test_a_township_that_stands_on_the_list_is_the_same_under_its_county_s_code(database):
    save(database, handed_in(make_report(year=2022, region=Region(code="990101", **HERE), **NEW_TOWN)))
    assert known(database, make_report(year=2023, region=Region(code="990101", **HERE), **NEW_TOWN)) is not None
    assert known(database, make_report(year=2023, region=Region(code="990102", **HERE | {"county": "云岭县"}), **NEW_TOWN)) is None


def known(database, report):
    with database.connect() as connection:
        return known_agency(connection, report)


COMPARABLE = [
    ("三单乡人民政府", "township", None, "三单乡"), ("某某街道办", "subdistrict", None, "某某街道"), ("人民政府", "government", None, "人民政府"),
    ("高青县人民政府芦湖街道办事处", "subdistrict", Region(county="高青县"), "芦湖街道"), ("张店教育局", "department", Region(county="张店区"), "教育局"),
    ("张店区人民政府", "government", Region(county="张店区"), "人民政府"), ("云岭县教育局", "department", None, "云岭县教育局"),
    ("高新区管委会", "zone", None, "高新区"), ("高新区管理委员会", "zone", None, "高新区"), ("卫生健康委员会", "department", None, "卫生健康委员会"),
]


@pytest.mark.parametrize("name, kind, region, expected_name", COMPARABLE)
def test_comparable_names(name, kind, region, expected_name):
    assert comparable(name, kind, region) == expected_name


# crashes and crowds

WRITER = """
import sys
from data.engine import engine
from data.store import save_reports
from tests.reports import handed_in, make_report
database = engine(sys.argv[1])
print("ready", flush=True)
for n in range(9999):
    save_reports(database, [handed_in(make_report(year=2020 + i, title=f"{sys.argv[2]} {n}")) for i in range(5)])
    print(n, flush=True)
"""


def test_killed_writer_leaves_reports_whole_or_absent(tmp_path):
    url = f"sqlite:///{tmp_path}/killed.db"
    for wait in (0.0, 0.03, 0.06):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, url, str(wait)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3):
            writer.stdout.readline()
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    plain = sqlite3.connect(tmp_path / "killed.db")
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    whole = {table.__tablename__: plain.execute(
        f"SELECT count(*), count(DISTINCT n) FROM (SELECT count(p.report_id) AS n FROM report r LEFT JOIN {table.__tablename__} p"
        " ON p.report_id = r.id GROUP BY r.id)").fetchone() for table in (SectionRow, CellRow, FigureRow, ClauseRow)}
    assert {distinct for _, distinct in whole.values()} == {1}, whole  # every report has as many parts as the others
    reports, documents, currents = plain.execute("SELECT count(*), (SELECT count(*) FROM document), sum(is_current) FROM report").fetchone()
    assert reports == documents >= 15 and reports % 5 == 0 and currents == 5


def test_many_writers_and_readers_at_once(database):
    errors, done, looks = [], [], []

    def write(n):
        try:
            for i in range(2):
                done.extend(save(database, handed_in(make_report(year=2000 + i, title=f"{n}-{i}"))))
        except Exception as error:
            errors.append(error)

    def read():
        try:
            while len(done) < 16 and not errors:
                query_volumes(database)
                looks.append(1)
                time.sleep(0.1)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)] + [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == [] and len(done) == 16 and len(looks) >= 8
    assert sorted(query_versions(database, int(query_volumes(database)["agency_id"][0]), 2001)["version"]) == list(range(1, 9))
    assert len(query_volumes(database)) == 2  # one current a year


def test_two_processes_may_make_the_database_at_once(tmp_path):
    url = f"sqlite:///{tmp_path}/new.db"
    code = f"from data.engine import engine; engine({url!r})"
    makers = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    assert [m.wait() for m in makers] == [0, 0]


# engines

def test_pragmas(tmp_path):
    with reading(engine(f"sqlite:///{tmp_path}/p.db")) as connection:
        assert [connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "foreign_keys", "busy_timeout")] == ["wal", 1, 60000]


def test_one_engine_a_database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/env.db")
    assert engine() is engine(f"sqlite:///{tmp_path}/env.db")
    assert (tmp_path / "env.db").exists()


UNUSABLE = [("sqlite:////proc/none/x.db", "unreachable"), ("nonsense", "unreachable"), ("mysql+nodriver://u@h/d", "no_driver"),
            ("postgresql://nobody:secret@127.0.0.1:1/none", "unreachable")]


@pytest.mark.parametrize("url, kind", UNUSABLE)
def test_unusable_database_is_said_plainly_and_without_password(url, kind):
    with pytest.raises(DatabaseProblem) as raised:
        engine(url)
    assert raised.value.kind == kind or (url.startswith("postgresql") and raised.value.kind == "no_driver")
    assert "nobody:secret" not in raised.value.message("en") and raised.value.hint("zh") != raised.value.hint("en")


def test_filters_use_their_indexes(tmp_path):
    with reading(engine(f"sqlite:///{tmp_path}/plan.db")) as connection:
        plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT id FROM report WHERE is_current = 1 AND year IN (2022)"
                                          " AND region_code BETWEEN 370000000000 AND 379999999999").fetchall()
        assert "report_place" in plan[0][-1]
        assert inspect(connection).get_pk_constraint("cell")["constrained_columns"] == ["report_id", "table", "row", "column", "seq"]
