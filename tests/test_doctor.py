"""doctor, backup and restore: each kind of harm is found and told, what may be mended is, a copy comes back whole, nothing is replaced unasked."""
import json
import os
import shutil
import sqlite3
import uuid

import pytest
from sqlalchemy import insert, select, text, update

from data.backup import back_up, beside, restore, verify
from data.doctor import EXAMINATIONS, KINDS, examine, repair
from data.engine import _engines, engine, locate, reading, writing
from data.errors import DatabaseProblem
from data.models import AgencyRow, BucketRow, DocumentRow, FindingRow, PlaceRow, ReportRow, SummaryRow
from data.queries import query_data_version, query_journal, query_volumes
from data.store import load_document, load_report, save_reports
from data.verdicts import save_verdict
from loaders.commands import main
from report.checks import run_checks
from tests.databases import BOTH, POSTGRESQL, empty_database, filled_database
from tests.reports import handed_in, make_report

REPORTS = [handed_in(make_report(requests={"granted": {"total": 9}})), handed_in(make_report(title="新版", requests={"granted": {"total": 9}})),
           handed_in(make_report(year=2022)), handed_in(make_report(year=None, title="无年度"))]
for one, _ in REPORTS:
    one.findings = run_checks(one)


def fill(made):
    save_reports(made, REPORTS)
    with reading(made) as connection:
        identity = connection.execute(select(FindingRow.identity).where(FindingRow.report_id == 2, FindingRow.verdict == "fail")).scalars().first()
    save_verdict(made, 2, identity, "dismissed", "理由", "甲")


@pytest.fixture(params=BOTH)
def database(request, tmp_path):
    return filled_database(request.param, tmp_path, fill)


def report(name, value, i=2):
    return update(ReportRow).where(ReportRow.id == i).values({name: value})


HARM = {  # kind -> what is done to a sound database, how many are told
    "current": ([report("is_current", False), report("is_current", False, 4)], 2),
    "counts": ([report("errors", 7), report("doubts", 3, 3), update(FindingRow).where(FindingRow.report_id == 4, FindingRow.seq == 0).values(decision="dismissed")], 3),
    "headlines": ([report("disclosed_total", 121), report("requests_received", None, 3)], 2),
    "documents": ([insert(DocumentRow).values(sha256="0" * 64, size=1, content=b"")], 1),
    "agencies": ([insert(AgencyRow).values(name="云汀县石桥镇", comparable="石桥镇", kind="town")], 1),
    "places": ([insert(PlaceRow).values(region_code=990109000000, agencies=9)], 1),
    "buckets": ([insert(BucketRow).values(bucket=7, report_id=99)], 1),
    "summaries": ([update(SummaryRow).values(reports=99)], None),
}


def test_sound_database_is_well(database):
    assert examine(database) == examine(database, every=True) == []
    version = query_data_version(database)
    assert repair(database) == [] and query_data_version(database) == version


@pytest.mark.parametrize("kind", HARM)
def test_harm_is_told_and_mended(database, kind):
    before = [load_report(database, i) for i in (1, 2, 3, 4)]
    volumes = query_volumes(database)
    with writing(database) as connection:
        for statement in HARM[kind][0]:
            connection.execute(statement)
    told, = [one for one in examine(database) if one.kind == kind]
    assert HARM[kind][1] in (None, told.count)
    assert told.examples and told.message("zh") != told.message("en") and told.hint("zh") != told.hint("en")
    assert all(one.repaired for one in repair(database, "甲"))
    assert examine(database, every=True) == []
    assert [load_report(database, i) for i in (1, 2, 3, 4)] == before and query_volumes(database).equals(volumes)
    assert query_journal(database)[["actor", "action"]].values.tolist()[0] == ["甲", "repaired"]


def test_verdict_that_left_its_finding_comes_back(database):
    with writing(database) as connection:
        connection.execute(update(FindingRow).values(decision=""))
    assert "counts" in [one.kind for one in examine(database)]
    repair(database)
    with reading(database) as connection:
        assert connection.execute(select(FindingRow.decision).where(FindingRow.decision != "")).scalars().all() == ["dismissed"]


def test_report_without_its_parts_is_told_and_left_alone(database):
    with writing(database) as connection:
        connection.execute(text("DELETE FROM reading WHERE report_id = 3"))
    told, = repair(database)
    assert (told.kind, told.examples, told.repaired) == ("partless", ["3"], False)


def test_dangling_rows_and_a_damaged_file_are_told(tmp_path):
    database = empty_database("sqlite", tmp_path)
    save_reports(database, REPORTS)
    database.dispose()
    plain = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    plain.execute("INSERT INTO section VALUES (99, 'overview', 0, NULL, '', NULL)")
    assert [(one.kind, one.count, one.repaired) for one in repair(database)] == [("dangling", 1, False)]
    plain.execute("DELETE FROM section WHERE report_id = 99")
    plain.execute("PRAGMA writable_schema = on")
    plain.execute("DELETE FROM sqlite_master WHERE name = 'report_version'")
    plain.close()
    database.dispose()
    assert [one.kind for one in examine(database)] == ["damaged"]


def test_every_examination_has_its_words():
    assert set(EXAMINATIONS) == set(KINDS) == {*HARM, "damaged", "dangling", "missing", "partless", "search", "names"}  # the last two: tests/test_search.py
    assert {kind for kind, (_, mend) in EXAMINATIONS.items() if mend} == {kind for kind, words in KINDS.items() if words[2]} == {*HARM, "search", "names"}


# copies

@pytest.fixture(params=BOTH)
def home(request, tmp_path):
    """An address that may be overwritten as a whole: a file, or a database of its own on the server."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/home.db"
        return
    if not POSTGRESQL or not shutil.which("pg_dump"):
        pytest.skip("no PostgreSQL server, or no pg_dump")
    name, server = f"copy_{uuid.uuid4().hex[:12]}", engine(POSTGRESQL)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = locate(POSTGRESQL).set(database=name).render_as_string(hide_password=False)
    yield url
    _engines.pop(locate(url), engine(url)).dispose()
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def test_copy_comes_back_whole(home, tmp_path):
    store, copy = engine(home), tmp_path / "copies" / "one.backup"
    save_reports(store, REPORTS[:3])
    assert back_up(locate(home), copy) == copy.stat().st_size > 0
    save_reports(store, REPORTS[3:])
    version = query_data_version(store)
    kept = restore(locate(home), copy)
    assert [load_report(store, i).title for i in (1, 2, 3)] == [r.title for r, _ in REPORTS[:3]]  # an engine that was open goes on
    assert [load_document(store, i) for i in (1, 2, 3)] == [data for _, data in REPORTS[:3]]
    with pytest.raises(DatabaseProblem):
        load_report(store, 4)
    assert examine(store, every=True) == []
    assert home.startswith("postgresql") or query_data_version(store) > version
    assert save_reports(store, REPORTS[3:])[0].status == "added"
    assert (kept is None) == home.startswith("postgresql")
    if kept:
        assert sqlite3.connect(kept).execute("SELECT count(*) FROM report").fetchone() == (4,)


def test_commands_tell_and_ask(home, tmp_path, capsys):
    copy = tmp_path / "one.backup"
    save_reports(engine(home), REPORTS)
    run = lambda *words: (main([*map(str, words), "--database", home, "--lang", "en"]), *capsys.readouterr())  # noqa: E731
    assert run("backup", copy)[0] == 0
    status, _, said = run("backup", copy)
    assert status == 2 and "exists already" in said
    assert run("backup", copy, "--yes")[0] == 0
    status, _, said = run("restore", copy)
    assert status == 2 and "holds 4 reports" in said
    status, out, _ = run("restore", copy, "--yes")
    assert status == 0 and "Restored: 4 reports." in out
    assert run("doctor")[:2] == (0, "The database is well.\n")
    with writing(engine(home)) as connection:
        connection.execute(report("errors", 9))
    status, out, _ = run("doctor", "--json")
    told = json.loads(out)
    assert (status, told["well"], told["complaints"][0]["kind"]) == (1, False, "counts") and "***" not in home
    status, out, _ = run("doctor", "--repair")
    assert status == 0 and "Repaired:" in out and ("stands in" in out) == home.startswith("sqlite")
    assert run("doctor")[0] == 0
    assert run("recheck")[:2] == (0, "Checked again: 3 reports.\n")


NO_COPIES = {"words": b"not a database at all", "nothing": b"", "half": None, "other": None}


@pytest.mark.parametrize("name", NO_COPIES)
def test_what_is_no_copy_is_refused_and_nothing_is_touched(tmp_path, name):
    url, copy = f"sqlite:///{tmp_path}/home.db", tmp_path / name
    save_reports(engine(url), REPORTS)
    if name == "half":
        back_up(locate(url), copy)
        copy.write_bytes(copy.read_bytes()[:len(copy.read_bytes()) // 2])
    elif name == "other":
        sqlite3.connect(copy).execute("CREATE TABLE things (id INTEGER)")
    else:
        copy.write_bytes(NO_COPIES[name])
    with pytest.raises(DatabaseProblem) as raised:
        restore(locate(url), copy)
    assert raised.value.kind == "not_a_backup" and not list(tmp_path.glob("*.before-restore.*"))
    assert load_report(engine(url), 4).title == "无年度"


def test_copy_onto_a_fresh_machine(tmp_path):
    old, new, copy = f"sqlite:///{tmp_path}/old.db", f"sqlite:///{tmp_path}/new/home.db", tmp_path / "c.backup"
    save_reports(engine(old), REPORTS)
    back_up(locate(old), copy)
    assert main(["restore", str(copy), "--database", new]) == 0
    assert load_report(engine(new), 2).title == "新版"


def test_copy_while_someone_writes_is_of_one_moment(tmp_path):
    url = f"sqlite:///{tmp_path}/home.db"
    store = engine(url)
    save_reports(store, REPORTS)
    with writing(store) as connection:
        connection.execute(text("DELETE FROM report"))
        back_up(locate(url), tmp_path / "c.backup")
        connection.rollback()
    assert sqlite3.connect(tmp_path / "c.backup").execute("SELECT count(*) FROM report").fetchone() == (4,)


def test_password_is_on_no_command_line(tmp_path, monkeypatch):
    tool = tmp_path / "pg_dump"
    tool.write_text('#!/bin/sh\necho "$@" > ' + str(tmp_path / "said") + '\necho "$PGPASSWORD" >> ' + str(tmp_path / "said") + "\nexit 3\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(DatabaseProblem) as raised:
        back_up(locate("postgresql://board:secret@127.0.0.1:1/x"), tmp_path / "c")
    said = (tmp_path / "said").read_text().splitlines()
    assert raised.value.kind == "tool_failed" and "secret" not in said[0] and said[1] == "secret"


def test_without_the_tools_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DatabaseProblem) as raised:
        back_up(locate("postgresql://board@127.0.0.1:1/x"), tmp_path / "c")
    assert raised.value.kind == "no_tool" and "postgresql-client" in raised.value.hint("en")


def test_names_of_copies_say_what_and_when(tmp_path):
    assert beside(tmp_path / "a.db", "0001").name.startswith("a.db.0001.20") and beside(tmp_path / "a.db", "x").suffix == ".backup"
    with pytest.raises(DatabaseProblem):
        verify(tmp_path / "none", locate("sqlite:///x.db"))
