"""The schema: made at once or by migrations it is the same, older databases open with every row and a backup beside them, newer ones are refused."""
import re
import sqlite3
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, inspect, select, text
from sqlmodel import SQLModel

from data import schema
from data.engine import _engines, engine, reading, writing
from data.errors import DatabaseProblem
from data.models import FindingRow, ReportRow
from data.queries import query_data_version, query_volumes
from data.schema import HEAD, MIGRATIONS
from data.store import load_document, load_report, save_reports
from data.verdicts import save_verdict
from tests.board import report
from tests.databases import BOTH, empty_database
from tests.reports import handed_in, make_report

pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")  # SQLite's are compared by their words
ROOT = Path(__file__).parents[1]
OF_TODAY = {"alembic_version", *SQLModel.metadata.tables}
# what schema 1 and 2 had not
SINCE_ONE = ["DROP TABLE verdict", "DROP TABLE correction", "DROP TABLE printed", "ALTER TABLE finding DROP COLUMN scope",
             "ALTER TABLE finding DROP COLUMN identity", "ALTER TABLE finding DROP COLUMN decision"]
SINCE_TWO = ["DROP TABLE sketch", "DROP TABLE bucket", "DROP TABLE likeness", "DROP TABLE phrase"]
OLDER = {  # schema -> what takes a database of revision 1 back to it
    "1": [*SINCE_ONE, *SINCE_TWO, "UPDATE counter SET value = 1 WHERE name = 'schema_version'", "DROP TABLE alembic_version"],
    "2": [*SINCE_TWO, "UPDATE counter SET value = 2 WHERE name = 'schema_version'", "DROP TABLE alembic_version"],
    "3": ["DROP TABLE alembic_version"],
    "0001": []}


def migrated(url: str, revision: str):
    """Returns the engine of a database that migrations made from nothing, without the counters' rows."""
    made = create_engine(url)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE counter (name VARCHAR NOT NULL PRIMARY KEY, value BIGINT NOT NULL)")
        connection.exec_driver_sql("INSERT INTO counter VALUES ('schema_version', 3), ('data_version', 0)")
        schema._run(connection, revision)
    return made


def described(made) -> dict:
    """Returns what a database says of its tables: columns, keys, indexes, and everything else that stands in it. The order of columns and their
    defaults are left out: a column that a migration adds comes last and has one."""
    there = inspect(made)
    tables = {}
    for table in there.get_table_names():
        tables[table] = {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in there.get_columns(table)},
            "key": there.get_pk_constraint(table)["constrained_columns"],
            "foreign": sorted((f["constrained_columns"], f["referred_table"], str(f["options"])) for f in there.get_foreign_keys(table)),
            "unique": sorted(u["column_names"] for u in there.get_unique_constraints(table)),
            "indexes": sorted((i["name"], i["column_names"], i["unique"], str(sorted((k, str(v)) for k, v in i["dialect_options"].items())))
                              for i in there.get_indexes(table))}
    with made.connect() as connection:
        if made.dialect.name == "sqlite":
            tables["*"] = {(kind, name, "WITHOUT ROWID" in sql, "AUTOINCREMENT" in sql, sql if kind == "trigger" or "VIRTUAL" in sql else re.sub(r"[\s()]", "", sql) if "/" in sql else "")
                           for kind, name, sql in connection.exec_driver_sql("SELECT type, name, coalesce(sql, '') FROM sqlite_master")}
        else:
            tables["*"] = {tuple(row) for row in connection.execute(text(
                "SELECT 'function', p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = current_schema()"
                " UNION ALL SELECT 'trigger', tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE n.nspname = current_schema() AND NOT tgisinternal"))}
    return tables


def test_migrations_make_what_the_models_say_in_sqlite(tmp_path):
    at_once = described(engine(f"sqlite:///{tmp_path}/once.db"))
    step_by_step = described(migrated(f"sqlite:///{tmp_path}/steps.db", "head"))
    assert set(at_once) - {"*", "sqlite_sequence"} >= OF_TODAY
    assert {t: d for t, d in step_by_step.items() if d != at_once.get(t)} == {} and set(at_once) == set(step_by_step)


def test_migrations_make_what_the_models_say_in_postgresql(tmp_path):
    database = empty_database("postgresql", tmp_path)
    at_once, url = described(database), database.url.update_query_dict({"options": "-csearch_path=" + "steps_" + current_schema(database)})
    with writing(database) as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS steps_{current_schema(database)} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA steps_{current_schema(database)}"))
    step_by_step = described(migrated(url, "head"))
    assert {t: d for t, d in step_by_step.items() if d != at_once.get(t)} == {} and set(at_once) == set(step_by_step)


def current_schema(database) -> str:
    with reading(database) as connection:
        return connection.execute(text("SELECT current_schema()")).scalar()


def test_head_is_the_newest_migration():
    numbers = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)] and numbers[-1] == HEAD


def old_database(path: Path, statements: list[str]) -> list:
    """Writes a database of an older schema with two versions of a report and another in it; returns the reports."""
    reports = [handed_in(make_report(requests={"granted": {"total": 9}})), handed_in(make_report(title="新版")), handed_in(make_report(year=2022))]
    migrated(f"sqlite:///{path}", "0001").dispose()
    today = engine(f"sqlite:///{path}.today")
    save_reports(today, reports)
    today.dispose()
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("ATTACH ? AS today", [f"{path}.today"])
    plain.execute("PRAGMA foreign_keys = off")
    for table, in plain.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('alembic_version', 'counter')").fetchall():
        columns = ", ".join(f'"{row[1]}"' for row in plain.execute(f"PRAGMA main.table_info({table})"))
        plain.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
    for statement in statements:
        plain.execute(statement)
    plain.close()
    return reports


@pytest.mark.parametrize("version", OLDER)
def test_older_database_opens_with_every_row_and_a_backup(tmp_path, version, caplog):
    reports = old_database(tmp_path / "old.db", OLDER[version])
    database = engine(f"sqlite:///{tmp_path}/old.db")
    assert [load_report(database, n).model_copy(update={"findings": []}) for n in (1, 2, 3)] == [r.model_copy(update={"findings": []}) for r, _ in reports]
    assert [load_document(database, n) for n in (1, 2, 3)] == [data for _, data in reports]
    assert sorted(query_volumes(database)["report_id"]) == [2, 3]
    backup, = tmp_path.glob("old.db.*.backup")
    assert backup.name.startswith(f"old.db.{version if version == '0001' else 'schema-' + version}.2") and str(backup) in caplog.text
    plain = sqlite3.connect(backup)
    assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert plain.execute("SELECT count(*), sum(is_current) FROM report").fetchone() == (3, 2)
    assert {name for name, in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} < OF_TODAY | {"sqlite_sequence"}
    assert {t: d for t, d in described(database).items() if t != "*"} == {t: d for t, d in described(engine(f"sqlite:///{tmp_path}/new.db")).items() if t != "*"}


def test_findings_of_schema_one_get_the_identity_that_verdicts_hold_on_to(tmp_path):
    from report.checks import run_checks
    report = make_report(requests={"granted": {"total": 9}})
    report.findings = run_checks(report)
    today = engine(f"sqlite:///{tmp_path}/old.db")
    save_reports(today, [handed_in(report)])
    with reading(today) as connection:
        expected = connection.execute(select(FindingRow.seq, FindingRow.identity).order_by(FindingRow.seq)).all()
    today.dispose()
    _engines.clear()
    plain = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    for statement in OLDER["1"]:
        plain.execute(statement)
    plain.close()
    database = engine(f"sqlite:///{tmp_path}/old.db")
    with reading(database) as connection:
        assert connection.execute(select(FindingRow.seq, FindingRow.identity).order_by(FindingRow.seq)).all() == expected and expected
    save_verdict(database, 1, expected[0].identity, "dismissed", "理由", "甲")


def test_older_postgresql_database_opens(tmp_path):
    database = empty_database("postgresql", tmp_path)
    name = "older_" + current_schema(database)
    with writing(database) as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {name}"))
    url = database.url.update_query_dict({"options": f"-csearch_path={name}"})
    migrated(url, "0001").dispose()
    older = engine(url.render_as_string(hide_password=False))
    assert save_reports(older, [handed_in(make_report())])[0].status == "added" and query_data_version(older) > 0


# the total; whether it is approximate; channels (name, value, whether within the total, approximate where so); what they are to it, and whether one stands outside
WEB, WECHAT, VIDEO = ("website", 60, True), ("wechat", 40, True), ("video", 7, False)
DIVIDED = [
    (100, False, [WEB, WECHAT], "whole", False), (100, False, [WEB, WECHAT, VIDEO], "whole", True), (100, False, [WEB], "differs", False), (100, False, [VIDEO, ("app", 7, None)], "outside", True),
    (100, False, [("app", 7, None)], "unsaid", False), (100, True, [WEB, WECHAT], "approximate", False), (100, False, [WEB, ("wechat", 30, True, True)], "approximate", False),
    (None, False, [WEB, VIDEO], "no_total", True), (100, False, [], "none", False), (100, False, [("website", None, True)], "none", False), (0, False, [("website", 0, True)], "differs", False),
    (100, False, [WEB, ("website", 40, True)], "differs", False)]


@pytest.mark.parametrize("database", BOTH)
def test_a_migrated_report_says_of_its_channels_what_a_new_one_says(database, tmp_path):
    made, told = empty_database(database, tmp_path), text("SELECT division, outside_total FROM report ORDER BY id")
    for n, (total, approximate, channels, *_) in enumerate(DIVIDED):
        figures = [("disclosed.total", total, "主动公开", {"approximate": approximate})] if total is not None else []
        figures += [(f"disclosed.channel.{name}", value, "主动公开", {"within_total": within, "approximate": bool(about)}) for name, value, within, *about in channels]
        save_reports(made, [(report(f"云汀县{n}局", "department", 2023, "主动公开。", figures), None)])
    with writing(made) as connection:
        assert [tuple(row) for row in connection.execute(told)] == [tuple(case[3:]) for case in DIVIDED]
        connection.execute(text("UPDATE report SET division = 'none', outside_total = (1 = 0)"))
        connection.execute(text(import_module("data.migrations.versions.0009_wide_questions").DIVISIONS))
        assert [tuple(row) for row in connection.execute(told)] == [tuple(case[3:]) for case in DIVIDED]


# what is laid over a correct table; what of the report is compared with that of its like: licences, penalties, coercive measures, applications received
COMPARED = [
    ({"disclosed": {"licences": {"decided": 31}, "penalties": {"decided": 0}, "coercive_measures": {"decided": 2}}, "requests": {"received": {"total": 5}}}, (31, 0, 2, 5)),
    ({"disclosed": {"licences": {"decided": ""}, "penalties": {"decided": "/"}, "coercive_measures": None}, "requests": {"received": {"total": "若干"}}}, (None, None, None, None)),
    ({"disclosed": {"licences": {"decided": 31}, "penalties": {"decided": 0}, "coercive_measures": {"decided": 0}}, "requests": {"received": {"total": 0}},
      "doubted": (("disclosed", "licences", "decided"), ("disclosed", "penalties", "decided"), ("requests", "handled", "total"))}, (None, None, 0, 0)),
    ({"disclosed": {}, "requests": {}}, (None, None, None, None))]


@pytest.mark.parametrize("database", BOTH)
def test_a_migrated_report_is_compared_by_the_numbers_of_a_new_one(database, tmp_path):
    made, told = empty_database(database, tmp_path), text("SELECT compared_licences, compared_penalties, compared_coercive_measures, compared_received FROM report ORDER BY id")
    for year, (laid, _) in enumerate(COMPARED, 2021):
        save_reports(made, [handed_in(make_report(year, source=make_report().source.model_copy(update={"sha256": f"{year:064d}"}), **laid))])
    with writing(made) as connection:
        assert [tuple(row) for row in connection.execute(told)] == [numbers for _, numbers in COMPARED]
        connection.execute(text("UPDATE report SET compared_licences = NULL, compared_penalties = NULL, compared_coercive_measures = NULL, compared_received = NULL"))
        import_module("data.migrations.versions.0011_compared_numbers").fill(connection)
        assert [tuple(row) for row in connection.execute(told)] == [numbers for _, numbers in COMPARED]


def test_pairs_of_superseded_reports_go_and_the_others_get_their_places(tmp_path):
    old = migrated(f"sqlite:///{tmp_path}/old.db", "0008")
    with old.begin() as connection:
        for i, agency, current, region in ((1, 1, 0, 370322001000), (2, 1, 1, 370322001000), (3, 2, 1, 360102001000), (4, 3, 1, None)):
            if i != 2:
                connection.execute(text("INSERT INTO agency (id, name, comparable, kind) VALUES (:a, :a, :a, 'town')"), {"a": agency})
            connection.execute(text("INSERT INTO report (id, agency_id, region_code, year, version, is_current, is_demo, created_at, source_name, source_sha256, source_bytes, source_format, "
                                    "source_reader, disclosed_total_approximate, errors, warnings, notices, not_checkable, doubts, problems, measures) "
                                    "VALUES (:i, :a, :r, 2023, :i, :c, 0, '2024-01-01', 'a', :i, 1, 'text', 'text', 0, 0, 0, 0, 0, 0, 0, 0)"), {"i": i, "a": agency, "r": region, "c": current})
        for one, other in ((1, 3), (2, 3), (3, 4)):
            connection.execute(text("INSERT INTO likeness (report_id, other_id, part, share, other_share, passage, own, year, highest) "
                                    "VALUES (:a, :b, 'all', 0.6, 0.7, '[]', 0, 2023, 0.7)"), {"a": one, "b": other})
    old.dispose()
    with reading(engine(f"sqlite:///{tmp_path}/old.db")) as connection:
        assert connection.execute(text("SELECT report_id, other_id, region_code, other_region_code FROM likeness ORDER BY report_id")).all() == [
            (2, 3, 370322001000, 360102001000), (3, 4, 360102001000, None)]


def broken(connection, revision="head"):
    connection.execute(text("DROP TABLE finding"))
    connection.execute(text("DROP TABLE nothing_of_that_name"))


def test_failed_migration_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    old_database(tmp_path / "old.db", [])
    monkeypatch.setattr(schema, "_run", broken)
    with pytest.raises(DatabaseProblem) as raised:
        engine(f"sqlite:///{tmp_path}/old.db")
    assert (raised.value.kind, raised.value.values["found"]) == ("not_migrated", "0001")
    monkeypatch.undo()
    database = engine(f"sqlite:///{tmp_path}/old.db")
    with reading(database) as connection:
        assert connection.execute(select(func.count()).select_from(ReportRow)).scalar() == 3


def test_no_migration_without_a_backup(tmp_path, monkeypatch):
    old_database(tmp_path / "old.db", [])

    def full(*_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(schema, "copy_sqlite", full)
    with pytest.raises(DatabaseProblem) as raised:
        engine(f"sqlite:///{tmp_path}/old.db")
    assert raised.value.kind == "no_backup" and "No space left" in raised.value.message("en")
    assert sqlite3.connect(tmp_path / "old.db").execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


NEWER = ["UPDATE alembic_version SET version_num = '9999'", "DROP TABLE alembic_version"]  # the second: counted 4 by nobody that we know


@pytest.mark.parametrize("statement", NEWER)
def test_newer_database_is_refused_and_left_alone(tmp_path, statement):
    engine(f"sqlite:///{tmp_path}/newer.db").dispose()
    _engines.clear()
    plain = sqlite3.connect(tmp_path / "newer.db")
    plain.execute(statement)
    plain.commit()
    with pytest.raises(DatabaseProblem) as raised:
        engine(f"sqlite:///{tmp_path}/newer.db")
    assert raised.value.kind == "newer" and not list(tmp_path.glob("*.backup"))


def test_current_database_opens_without_alembic(tmp_path):
    url = f"sqlite:///{tmp_path}/current.db"
    engine(url).dispose()
    code = f"import sys; from data.engine import engine; engine({url!r}); sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_two_processes_may_migrate_at_once(tmp_path):
    old_database(tmp_path / "old.db", [])
    code = f"from data.engine import engine; engine('sqlite:///{tmp_path}/old.db')"
    openers = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [o.wait() for o in openers] == [0, 0]
    assert len(list(tmp_path.glob("old.db.*.backup"))) == 1
