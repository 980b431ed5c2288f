"""Who may do what: permits, tables cut down to regions, writers that ask, pages that guard themselves, the log."""
import ast
import contextvars
import importlib
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlmodel import SQLModel
from streamlit.errors import StreamlitSecretNotFoundError

from dashboard import PAGES
from data import limits, permits
from data.access import find_permit, give_role, query_roles, take_role
from data.audit import prune, query_audit, record
from data.corrections import save_correction, withdraw_correction
from data.engine import engine, reading, writing
from data.errors import DatabaseProblem
from data.findings import query_finding_rows, recheck
from data.journal import ENTRANCE
from data.listings import LISTS, query_count
from data.models import AccessRow, JournalRow, ReportRow, now
from data.permits import EVERYTHING, NOBODY, NotAllowed, Permit, acting
from data.queries import query_agencies, query_journal, query_volumes
from data.store import delete_report, load_document, load_report, remove_samples, save_reports
from data.verdicts import save_verdict, withdraw_verdict
from exports import words
from exports.registers import ACTIONS
from pages.shared import gate, who
from tests import board
from tests.databases import file_of

ROOT = Path(__file__).parents[1]
HERE, ELSEWHERE = "990101", "990102"  # the counties of the fictional agencies: five reports, and one
VIEWER, EDITOR, STRANGER = (Permit("某某", ((role, region),)) for role, region in (("viewer", ""), ("editor", HERE), ("editor", ELSEWHERE)))
VIEWER_HERE = Permit("某某", (("viewer", HERE),))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Returns the file of a database of the fictional agencies."""
    path = tmp_path_factory.mktemp("access") / "filled.db"
    board.fill(f"sqlite:///{path}")
    with engine(f"sqlite:///{path}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def database(filled, tmp_path, monkeypatch):
    """Returns a database of one's own with the fictional agencies."""
    shutil.copy(filled, tmp_path / "access.db")
    url = f"sqlite:///{tmp_path}/access.db"
    monkeypatch.setenv("DATABASE_URL", url)
    return engine(url)


def everything(made) -> dict:
    """Returns every row of every table but the journal."""
    with reading(made) as connection:
        return {name: sorted(map(repr, connection.execute(select(table)))) for name, table in SQLModel.metadata.tables.items() if name != "journal"}


# permits

REGIONS = [  # grants, role, where
    ((), "viewer", ()),
    ((("viewer", ""),), "viewer", ("",)),
    ((("viewer", ""),), "editor", ()),
    ((("viewer", "37"), ("editor", "3703"), ("viewer", "3703")), "viewer", ("37",)),
    ((("viewer", "37"), ("editor", "3703")), "editor", ("3703",)),
    ((("editor", "370322"), ("administrator", "3705")), "editor", ("370322", "3705")),
]


@pytest.mark.parametrize("grants,role,regions", REGIONS)
def test_a_role_holds_in_its_regions_and_includes_the_lesser_ones(grants, role, regions):
    assert Permit("某某", grants).regions(role) == regions


@pytest.mark.parametrize("code,may", [(370322000000, True), ("370322002", True), (370323000000, False), ("3703", False), ("", False)])
def test_a_region_covers_what_begins_with_its_digits(code, may):
    assert Permit("某某", (("editor", "370322"),)).may("editor", code) is may


@pytest.mark.parametrize("codes,kind", [((None,), "undecided_region"), ((370323000000,), "other_region"), ((370322000000, 370323000000), "other_region")])
def test_what_lies_outside_is_refused_with_a_reason(codes, kind):
    with acting(Permit("某某", (("editor", "370322"),))), pytest.raises(NotAllowed) as refusal:
        permits.require("editor", codes)
    assert refusal.value.kind == kind and refusal.value.message("zh") and refusal.value.hint("zh")


# reading: every table cut down

def test_every_table_is_cut_down_or_told_to_be_open():
    cut = limits._cut((HERE,), "main", "sqlite")
    assert set(cut) | set(limits.OPEN) == set(SQLModel.metadata.tables)
    hidden = {name for name, sql in cut.items() if "WHERE 1 = 0" in sql}
    assert hidden == {"failure", *limits.WHOLE}, "say in data/limits.py whose the rows are"


@pytest.mark.parametrize("permit,seen", [(EVERYTHING, 6), (VIEWER, 6), (VIEWER_HERE, 5), (STRANGER, 1), (NOBODY, 0)])
def test_no_table_shows_a_row_of_another_region(database, permit, seen):
    with reading(database) as connection:
        codes = dict(connection.execute(select(ReportRow.id, ReportRow.region_code)).all())
    with acting(permit), reading(database) as connection:
        assert connection.execute(select(func.count()).select_from(ReportRow)).scalar() == seen
        assert connection.execute(text("SELECT count(*) FROM report")).scalar() == seen
        assert connection.execute(text("WITH those AS (SELECT id FROM report) SELECT count(*) FROM those")).scalar() == seen
        for name, table in ((n, t) for n, t in SQLModel.metadata.tables.items() if n not in limits.WHOLE):
            for column in ("report_id", "other_id"):
                if column in table.columns:
                    found = set(connection.execute(select(table.c[column]).distinct()).scalars()) - {None}
                    assert all(permit.may("viewer", codes[i]) for i in found), name


@pytest.mark.parametrize("question", LISTS, ids=lambda q: q.__name__)
def test_lists_and_counts_are_those_of_the_regions(database, question):
    with acting(STRANGER):
        rows = question(database, limit=500)
        assert query_count(database, question) == len(rows)
        assert set(rows["agency"]) <= {"南渡县石桥镇人民政府"}


def test_one_report_of_another_region_is_as_if_it_were_not_there(database):
    with reading(database) as connection:
        other = connection.execute(select(ReportRow.id).where(ReportRow.region_code == 990102000000)).scalar()
    with acting(VIEWER_HERE):
        with pytest.raises(DatabaseProblem, match="no_report"):
            load_report(database, other)
        assert load_document(database, other) is None
        assert "南渡县石桥镇人民政府" not in set(query_agencies(database)["agency"])
    assert load_report(database, other).agency_name == "南渡县石桥镇人民政府"


def test_a_finding_does_not_name_an_agency_of_another_region(database):
    whole = query_finding_rows(database, checks=("Y-3",), limit=100).query("region_code == 990101000000")
    assert "南渡县石桥镇人民政府" in "".join(whole["message"])
    with acting(VIEWER_HERE):
        cut = query_finding_rows(database, checks=("Y-3",), limit=100)
        assert len(cut) == len(whole), "the counts stay true"
        assert "南渡" not in "".join(cut["message"]) and "南渡" not in str(list(cut["values"]))
        assert any(v.get("agency") == limits.UNNAMED for v in cut["values"]) and any("云汀县" in str(v.get("agency")) for v in cut["values"])


def test_sums_over_everyone_are_not_for_a_limited_person(database):
    with acting(VIEWER_HERE), reading(database) as connection, pytest.raises(RuntimeError):
        connection.execute(text("SELECT sum(value) FROM summary"))


def test_a_reading_transaction_writes_nothing_for_a_limited_person(database):
    with acting(VIEWER_HERE), pytest.raises(NotAllowed), reading(database) as connection:
        connection.execute(text("DELETE FROM report"))


# writing: every writer asks again

def new_report():
    return board.report("云汀县民政局", "department", 2023, "全年工作平稳。", [])


def failed(outcomes) -> None:
    """Raises what a report was refused for."""
    for outcome in outcomes:
        if outcome.problem:
            raise outcome.problem


WRITERS = {  # function -> the call that a person makes; {database}, an id of a report here, a verdict, a correction of it, its finding
    "data.store._save": lambda d, i, v, c, f: failed(save_reports(d, [(new_report(), None)], "x")),
    "data.store.delete_report": lambda d, i, v, c, f: delete_report(d, i, "x"),
    "data.store.remove_samples": lambda d, i, v, c, f: remove_samples(d, "x"),
    "data.verdicts.save_verdict": lambda d, i, v, c, f: save_verdict(d, i, f, "confirmed", "", "x"),
    "data.verdicts.withdraw_verdict": lambda d, i, v, c, f: withdraw_verdict(d, v, "x"),
    "data.corrections.save_correction": lambda d, i, v, c, f: save_correction(d, i, "year", {}, 2021, "", "x"),
    "data.corrections.withdraw_correction": lambda d, i, v, c, f: withdraw_correction(d, c, "x"),
    "data.findings.recheck": lambda d, i, v, c, f: recheck(d, "x"),
    "data.access.give_role": lambda d, i, v, c, f: give_role(d, "某人", "viewer", HERE, "x"),
    "data.access.take_role": lambda d, i, v, c, f: take_role(d, "李四", "viewer", HERE, "x"),
    "data.audit.prune": lambda d, i, v, c, f: prune(d, 200, "x"),
}
UNASKED = {  # writers of what belongs to no region, or whose caller has asked; `writing` itself wants an editor
    "data.engine._note_refusal", "data.engine._prepare", "data.audit.record", "data.failures.note_failures", "data.phrases.reindex", "data.phrases.count_phrases",
    "data.phrases._measure_again", "data.roster.add_to_roster", "data.roster.save_roster", "data.roster.remove_from_roster", "data.deadlines.save_deadlines", "data.doctor.repair",
    "data.search.reindex_search", "data.stock.settle_stock"}


def prepared(database):
    """Returns what the writers write on: a report here with a verdict, a correction, and a role given."""
    row = query_finding_rows(database, limit=200).query("region_code == 990101000000").iloc[0]
    report_id = int(row["report_id"])
    verdict = save_verdict(database, report_id, row["identity"], "confirmed", "", "甲")
    correction = save_correction(database, report_id, "cell", {"table": "requests", "row": "received", "column": "total"}, 9, "", "甲")
    give_role(database, "李四", "viewer", HERE)
    return report_id, verdict, correction, row["identity"]


@pytest.fixture(scope="module")
def prepared_file(filled, tmp_path_factory):
    """Returns the file of a prepared database, and what is known of it."""
    path = tmp_path_factory.mktemp("prepared") / "prepared.db"
    shutil.copy(filled, path)
    known = prepared(engine(f"sqlite:///{path}"))
    return file_of(engine(f"sqlite:///{path}")), known


@pytest.fixture
def ready(prepared_file, tmp_path, monkeypatch):
    """Returns a prepared database of one's own, and what is known of it."""
    data, known = prepared_file
    (tmp_path / "ready.db").write_bytes(data)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/ready.db")
    return engine(), known


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("permit", [NOBODY, VIEWER, VIEWER_HERE, STRANGER], ids=["nobody", "viewer", "viewer_here", "editor_elsewhere"])
def test_who_may_not_write_is_refused_and_nothing_is_stored(ready, writer, permit):
    database, known = ready
    before = everything(database)
    with acting(permit), pytest.raises(NotAllowed):
        WRITERS[writer](database, *known)
    assert everything(database) == before
    with reading(database) as connection:
        last = connection.execute(select(JournalRow.action, JournalRow.actor).order_by(JournalRow.id.desc())).first()
    assert last == ("refused", permit.person)


@pytest.mark.parametrize("writer", [w for w in WRITERS if w.rpartition(".")[2] in ("_save", "delete_report", "save_verdict", "withdraw_verdict", "withdraw_correction")])
def test_an_editor_of_the_region_may(ready, writer):
    database, known = ready
    before = everything(database)
    with acting(EDITOR):
        WRITERS[writer](database, *known)
    assert everything(database) != before
    assert query_journal(database, 1)["actor"].iloc[0] == "某某", "the login's name stands there, whatever name was passed"


def test_a_report_is_not_moved_into_a_region_of_others(database):
    report_id, *_ = prepared(database)
    before = everything(database)
    with acting(EDITOR), pytest.raises(NotAllowed, match="other_region"):
        save_correction(database, report_id, "agency", {}, {"name": "南渡县石桥镇人民政府", "kind": "town", "region": {"code": ELSEWHERE, "province": "江渚省", "city": "云州市", "county": "南渡县", "township": None}}, "", "x")
    assert everything(database) == before


def test_of_a_batch_the_reports_of_other_regions_are_refused_one_by_one(database):
    abroad = board.report("南渡县民政局", "department", 2023, "全年工作平稳。", [], county="南渡县")
    nowhere = new_report().model_copy(update={"region": None})
    nowhere.source.sha256 = "e" * 64
    with acting(EDITOR):
        outcomes = save_reports(database, [(abroad, None), (new_report(), None), (nowhere, None)], "x")
    assert [o.status for o in outcomes] == ["failed", "added", "failed"]
    assert [o.problem and o.problem.kind for o in outcomes] == ["other_region", None, "undecided_region"]


def writers() -> set[str]:
    """Returns every function of data/ that opens a writing transaction."""
    found = set()
    for path in (ROOT / "data").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(isinstance(c, ast.Call) and getattr(c.func, "id", "") == "writing" for c in ast.walk(node)):
                found.add(f"data.{path.stem}.{node.name}")
    return found


def test_every_writer_is_among_those_tried_here():
    for name in writers() - set(WRITERS) - UNASKED:
        module, _, function = name.rpartition(".")
        source = ast.get_source_segment((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"),
                                        next(n for n in ast.walk(ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")))
                                             if isinstance(n, ast.FunctionDef) and n.name == function))
        assert "permits.require(" in source, f"{name} writes without permits.require"


def test_ingest_hands_the_permit_to_its_writing_thread(database, tmp_path):
    from loaders.ingest import ingest
    (tmp_path / "some.json").write_text(new_report().model_dump_json(), encoding="utf-8")
    abroad = board.report("南渡县民政局", "department", 2023, "全年工作平稳。", [], county="南渡县")
    (tmp_path / "other.json").write_text(abroad.model_dump_json(), encoding="utf-8")
    with acting(EDITOR):
        found = ingest([tmp_path / "some.json", tmp_path / "other.json"], str(database.url), 0, job=lambda path: [(type(abroad).model_validate_json(path.read_text(encoding="utf-8")), None)])
    assert sorted((f.path.stem, f.status) for f in found.files) == [("other", "failed"), ("some", "added")]


# roles

def test_roles_make_the_permit_however_the_name_is_written(database):
    give_role(database, " Li.Si@Example.org ", "editor", HERE)
    give_role(database, "li.si@example.org", "viewer", "99")
    assert find_permit(database, "LI.SI@example.org") == Permit("li.si@example.org", (("editor", HERE), ("viewer", "99")))
    assert find_permit(database, "boss@example.org", ["Boss@example.org"]).everywhere("administrator")
    assert find_permit(database, "nobody@example.org") == Permit("nobody@example.org") and find_permit(database, " ") == NOBODY
    take_role(database, "li.si@example.org", "editor", HERE)
    assert list(query_roles(database)["role"]) == ["viewer"]


@pytest.mark.parametrize("person,role,region", [("", "viewer", ""), ("李四", "king", ""), ("李四", "viewer", "99010"), ("李四", "viewer", "9901%")])
def test_a_role_that_does_not_exist_is_not_given(database, person, role, region):
    with pytest.raises(DatabaseProblem, match="no_such_role"):
        give_role(database, person, role, region)


def test_an_administrator_of_a_region_gives_no_more_than_that(database):
    with acting(Permit("某某", (("administrator", "9901"),))):
        give_role(database, "李四", "editor", HERE)
        for region in ("", "99", "37"):
            with pytest.raises(NotAllowed):
                give_role(database, "李四", "editor", region)
        assert list(query_roles(database)["region"]) == [HERE]
    with acting(Permit("某某", (("administrator", "37"),))):
        assert query_roles(database).empty


# the log

def test_the_log_keeps_half_a_year_whoever_asks(database):
    with writing(database) as connection:
        connection.execute(insert(JournalRow), [{"actor": "甲", "action": "exported", "detail": {}, "at": now() - timedelta(days=d)} for d in (400, 181, 179, 1)])
    for days in (0, 30, 179):
        with pytest.raises(DatabaseProblem, match="too_young"):
            prune(database, days)
    assert prune(database, 180) == 2
    assert prune(database, 180) == 0
    assert list(query_audit(database, ("exported", "journal_pruned"))["action"]) == ["journal_pruned", "exported", "exported"]


def test_sign_ins_are_for_administrators_and_raise_no_data_version(database):
    from data.queries import query_data_version
    before = query_data_version(database)
    record(database, "signed_in", {}, "甲")
    assert query_data_version(database) == before
    assert "signed_in" not in set(query_journal(database)["action"]) and "signed_in" in set(query_audit(database)["action"])
    with acting(EDITOR), pytest.raises(NotAllowed):
        query_audit(database)


def test_every_action_has_a_word():
    assert set(ENTRANCE) <= set(ACTIONS)
    for action in (*ACTIONS, *permits.ROLES):
        assert words.code(action, "zh") != words.code(action, "en") != action


# who is at the screen

class Context:
    """A visitor's request."""

    def __init__(self, headers: dict[str, str | list[str]] | None = None, ip_address: str | None = None):
        self.ip_address, self.headers = ip_address, Headers(headers or {})


class Headers(dict):
    def get_all(self, name: str) -> list[str]:
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


LONG = "0123456789abcdef"
VISITS = [  # settings, headers, whom that makes
    ({}, {}, None),
    ({}, {"X-Forwarded-User": "boss"}, None),
    ({"TRUSTED_HEADER": "X-Forwarded-User"}, {"X-Forwarded-User": "boss"}, ""),
    ({"TRUSTED_HEADER": "X-Forwarded-User", "TRUSTED_SECRET": LONG}, {"X-Forwarded-User": "boss"}, ""),
    ({"TRUSTED_HEADER": "X-Forwarded-User", "TRUSTED_SECRET": LONG}, {"X-Forwarded-User": "boss", "X-Disclosure-Secret": "guess"}, ""),
    ({"TRUSTED_HEADER": "X-Forwarded-User", "TRUSTED_SECRET": "short"}, {"X-Forwarded-User": "boss", "X-Disclosure-Secret": "short"}, ""),
    ({"TRUSTED_HEADER": "X-Forwarded-User", "TRUSTED_SECRET": LONG}, {"X-Forwarded-User": ["boss", "me"], "X-Disclosure-Secret": LONG}, ""),
    ({"TRUSTED_HEADER": "X-Forwarded-User", "TRUSTED_SECRET": LONG}, {"X-Forwarded-User": "boss", "X-Disclosure-Secret": LONG}, "boss"),
    ({"TRUSTED_HEADER": "X-Forwarded-User", "TRUSTED_SECRET": LONG}, {"X-Forwarded-User": "张三".encode().decode("latin-1"), "X-Disclosure-Secret": LONG}, "张三"),
    ({"ADMINISTRATORS": "boss"}, {}, ""),
]


@pytest.mark.parametrize("settings,headers,person", VISITS)
def test_a_header_is_believed_only_with_the_secret(monkeypatch, settings, headers, person):
    for name, value in settings.items():
        monkeypatch.setenv(f"DISCLOSURE_{name}", value)
    monkeypatch.setattr(who.st, "context", Context(headers))
    assert who.find_person() == person


LOGINS = [({"is_logged_in": False}, ""), ({"is_logged_in": True, "email": "a@b.cn"}, "a@b.cn"), ({"is_logged_in": True, "email": "a@b.cn", "email_verified": False}, ""),
          ({"is_logged_in": True, "email": "a@b.cn", "email_verified": "false"}, ""), ({"is_logged_in": True, "email": "a@b.cn", "email_verified": True}, "a@b.cn"),
          ({"is_logged_in": True, "name": "张三"}, "")]


def test_another_claim_may_name_the_person(monkeypatch):
    monkeypatch.setattr(who.st, "secrets", {"auth": {}})
    monkeypatch.setattr(who.st, "user", {"is_logged_in": True, "email": "a@b.cn", "email_verified": False, "preferred_username": "张三"})
    monkeypatch.setattr(who.st, "context", Context())
    monkeypatch.setenv("DISCLOSURE_PERSON_CLAIM", "preferred_username")
    assert who.find_person() == "张三", "an address that is not verified names nobody here"


@pytest.mark.parametrize("user,person", LOGINS)
def test_the_login_names_the_person_by_one_claim(monkeypatch, user, person):
    monkeypatch.setattr(who.st, "secrets", {"auth": {}})
    monkeypatch.setattr(who.st, "user", user)
    monkeypatch.setattr(who.st, "context", Context())
    assert who.find_person() == person


def test_settings_of_a_login_that_cannot_be_read_open_nothing(database, monkeypatch, tmp_path):
    class Unreadable:
        def __contains__(self, name):
            raise StreamlitSecretNotFoundError("TOML")

    monkeypatch.setattr(who.st, "secrets", Unreadable())
    monkeypatch.setattr(who.st, "get_option", lambda name: [str(tmp_path / "secrets.toml")])
    monkeypatch.setattr(who.st, "context", Context())
    assert who.find_permit_of_visitor() == EVERYTHING, "no file: a desk without a login"
    (tmp_path / "secrets.toml").write_text("[auth\n", encoding="utf-8")
    assert who.find_permit_of_visitor() == NOBODY and who.look_for_login() == "unreadable"


def test_a_login_without_its_settings_or_packages_says_what_is_wrong(database, monkeypatch):
    monkeypatch.setattr(who, "look_for_login", lambda: "ready")
    app = board.open_page("overview")
    app.button(key="sign-in").click().run()
    assert not app.exception and ("登录设置不完整" in board.said(app) or "requirements-login.txt" in board.said(app))
    monkeypatch.setattr(who, "look_for_login", lambda: "unreadable")
    assert "无法读取登录设置" in board.said(board.open_page("overview"))


HERE_TYPED = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}
DESKS = [(Context(), True), (Context(ip_address="127.0.0.1"), True), (Context(ip_address="10.0.0.8"), False), (Context({"X-Forwarded-For": "10.0.0.8"}), False),
         (Context(HERE_TYPED, "127.0.0.1"), True), (Context({"Host": "[::1]:8501"}, "::1"), True),
         (Context(HERE_TYPED | {"Origin": "https://board.example.org"}, "127.0.0.1"), False),  # a proxy that names itself nowhere
         (Context({"Host": "rebound.example.org:8501", "Origin": "http://rebound.example.org:8501"}, "127.0.0.1"), False)]


@pytest.mark.parametrize("visit,at_home", DESKS)
def test_without_a_login_the_desk_is_for_its_own_computer(monkeypatch, visit, at_home):
    monkeypatch.setattr(who.st, "context", visit)
    assert who.find_permit_of_visitor() == (EVERYTHING if at_home else NOBODY)
    monkeypatch.setenv("DISCLOSURE_OPEN", "1")
    assert who.find_permit_of_visitor() == EVERYTHING


# pages

LISTED = [(path, render) for section in PAGES.values() for path, _, _, render in section]


@pytest.mark.parametrize("path,render", LISTED, ids=[p for p, _ in LISTED])
def test_every_page_asks_first(path, render):
    tree = ast.parse(Path(importlib.import_module(render.__module__).__file__).read_text(encoding="utf-8"))
    body = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "render").body
    first = body[1] if isinstance(body[0].value, ast.Constant) else body[0]
    assert isinstance(first, ast.Expr) and getattr(first.value.func, "id", "") == "guard", f"render of {path} does not begin with guard(…)"


def test_no_page_saves_a_file_past_the_log():
    for path in (ROOT / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "download_button":
                assert getattr(getattr(node.args[1], "func", None), "id", "") == "keep", f"{path.name}, line {node.lineno}: use parts.draw_save"


@pytest.fixture
def signed_in(database, monkeypatch):
    """Signs in a person with these roles, in place of a login."""
    def sign_in(person: str, *grants: tuple[str, str]) -> None:
        monkeypatch.setattr(who, "find_person", lambda: person)
        for role, region in grants:
            give_role(database, person, role, region)
    return sign_in


@pytest.mark.parametrize("path", [p for p, _ in LISTED])
def test_signed_out_every_address_shows_the_way_in_and_nothing_else(signed_in, path):
    signed_in("")
    app = board.open_page(path)
    assert not app.exception and board.said(app).split("\n")[0] == "公开看板"
    assert not app.get("dataframe") and not app.get("plotly_chart") and not app.get("file_uploader") and not app.get("selectbox")
    for agency in ("云汀县", "南渡县"):
        assert agency not in board.said(app)


@pytest.mark.parametrize("path", [p for p, _ in LISTED])
def test_who_has_no_role_gets_no_page(signed_in, path):
    signed_in("新人")
    app = board.open_page(path)
    assert not app.exception and "无权进入" in board.said(app) and not app.get("dataframe")


@pytest.mark.parametrize("path,role,opens", [("upload", "viewer", False), ("upload", "editor", True), ("access", "editor", False), ("access", "administrator", True)])
def test_pages_that_write_open_for_those_who_may(signed_in, database, path, role, opens):
    signed_in("张三", (role, HERE))
    app = board.open_page(path)
    assert not app.exception and ("无权进入" not in board.said(app)) is opens
    with reading(database) as connection:
        assert ("refused" in connection.execute(select(JournalRow.action)).scalars().all()) is not opens


ELSEWHERE_ASKED = [*((p, {}) for p, _ in LISTED if p not in ("upload", "access")), ("report", {"report": 6}), ("agency", {"of": 5}), ("compare", {"agency": [1, 5]}),
                   ("checks", {"show": "agencies"}), ("checks", {"show": "registers"}), ("tables", {"region": ELSEWHERE}), ("volumes", {"agency": 5})]


@pytest.mark.parametrize("path,address", ELSEWHERE_ASKED, ids=lambda v: v if isinstance(v, str) else "-".join(v))
def test_a_limited_person_sees_no_other_region_on_any_page(signed_in, path, address):
    signed_in("总管", ("administrator", ""))
    whole = board.open_page(path, **address)  # first: what the caches hold is not for everyone
    signed_in("张三", ("viewer", HERE))
    app = board.open_page(path, **address)
    assert not whole.exception and not app.exception
    shown = board.said(app) + "".join(str(d.value.to_csv()) for d in app.get("dataframe")) + "".join(c.proto.spec for c in app.get("plotly_chart"))
    assert "南渡" not in shown


def labels(app) -> str:
    return "\n".join(b.label for b in app.get("button")) + "\n".join(e.label for e in app.get("expander")) + board.said(app)


def test_a_viewer_is_offered_nothing_that_writes(signed_in, database, tmp_path):
    offered = {"checks": "给出认定", "report": "更正误读"}
    row = query_finding_rows(database, limit=1).iloc[0]
    for path, address in (("checks", {}), ("report", {"report": int(row["report_id"])})):
        signed_in("张三", ("editor", ""))
        more = board.open_page(path, **address)
        signed_in("李四", ("viewer", ""))
        less = board.open_page(path, **address)
        writes = ("confirmed-", "dismissed-", "withdraw-", "correct-", "undo-")
        assert [b for b in more.get("button") if b.key and b.key.startswith(writes)], offered[path]
        assert not [b for b in less.get("button") if b.key and b.key.startswith(writes)]


def test_samples_are_removed_only_by_an_editor_of_all_regions(monkeypatch, tmp_path):
    url = f"sqlite:///{tmp_path}/demo.db"
    monkeypatch.setenv("DATABASE_URL", url)
    board.fill(url, demo=True)
    for number, (grant, there) in enumerate([(("viewer", ""), False), (("editor", HERE), False), (("editor", ""), True)]):
        give_role(engine(url), f"人{number}", *grant)
        monkeypatch.setattr(who, "find_person", lambda: f"人{number}")
        app = board.open_page("overview")
        assert any(b.key == "remove-samples" for b in app.get("button")) is there


def test_the_login_s_name_takes_the_place_of_a_typed_one(signed_in, database):
    signed_in("张三", ("editor", ""))
    app = board.open_page("checks")
    assert not [e for e in app.get("text_input") if e.key == "person-field"]
    button = next(b for b in app.get("button") if b.key and b.key.startswith("confirmed-"))
    button.click().run()
    assert not app.exception and query_journal(database, 1)[["actor", "action"]].iloc[0].tolist() == ["张三", "confirmed"]


def test_a_role_taken_away_counts_at_the_next_click(signed_in, database):
    signed_in("张三", ("editor", ""))
    app = board.open_page("checks")
    button = next(b for b in app.get("button") if b.key and b.key.startswith("confirmed-"))
    take_role(database, "张三", "editor", "")
    before = everything(database)
    button.click().run()
    assert everything(database) == before and "无权进入" in board.said(app)


def test_sign_ins_stand_in_the_log_once_a_session(signed_in, database):
    signed_in("张三", ("viewer", ""))
    app = board.open_page("volumes")
    app.run()
    assert list(query_audit(database, ("signed_in",))["actor"]) == ["张三"]


def test_a_download_is_made_with_the_permit_of_who_asked_for_it(database, monkeypatch):
    monkeypatch.setattr(gate.st, "session_state", {})
    with acting(STRANGER):
        make = gate.keep(lambda: list(query_volumes(database)["agency"]), "排名.csv")
    made = []
    thread = threading.Thread(target=contextvars.Context().run, args=(lambda: made.append(make()),))
    thread.start()
    thread.join()
    assert made == [["南渡县石桥镇人民政府"]]
    assert query_audit(database, ("exported",))[["actor", "detail"]].iloc[0].tolist() == ["某某", {"file": "排名.csv"}]


def test_an_administrator_gives_and_takes_roles_on_the_page(signed_in, database):
    signed_in("总管", ("administrator", ""))
    app = board.open_page("access")
    app.text_input(key="role-person").input("王五")
    app.selectbox(key="role-role").set_value("editor")
    app.selectbox(key="role-region").set_value(HERE)
    next(b for b in app.get("button") if b.label == "授予角色").click().run()
    assert not app.exception and "王五" in board.said(app)
    with reading(database) as connection:
        assert connection.execute(select(AccessRow.role, AccessRow.region, AccessRow.actor).where(AccessRow.person == "王五")).one() == ("editor", HERE, "总管")
    app.button(key=f"take-王五-editor-{HERE}").click().run()
    assert list(query_roles(database)["person"]) == ["总管"]


# commands

def test_roles_and_the_log_by_command(database, tmp_path, capsys):
    from loaders.commands import main
    assert main(["roles", "--give", "Li.Si", "editor", HERE, "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"li.si\tEditor\t{HERE}\n"
    assert main(["roles", "--take", "li.si", "editor", HERE, "--lang", "en"]) == 0
    assert main(["log", str(tmp_path / "log.csv"), "--lang", "en"]) == 0
    lines = (tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "When,By whom,Action,Number of the report,Details" and "Role taken" in lines[1] and "Role given" in lines[2]
    assert main(["log", "--prune", "30"]) != 0 and main(["log"]) == 2
    assert query_audit(database, ("exported",))["detail"].iloc[0] == {"file": str(tmp_path / "log.csv")}


# deployment

def test_settings_of_the_server_fit_the_readers_and_the_proxy():
    import re
    import tomllib

    from loaders.readers.limits import Limits
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    largest = config["server"]["maxUploadSize"]
    proxy = int(re.search(r"client_max_body_size (\d+)m;", (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8"))[1])
    assert Limits().file_bytes <= largest * 1_000_000 < proxy * 1_000_000
    assert config["server"]["fileWatcherType"] == "none" and config["client"]["toolbarMode"] in ("minimal", "viewer")
    assert config["client"]["showErrorDetails"] == "none"


def test_the_proxy_hands_on_what_the_board_asks_for():
    told = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    for line in ("Host $http_host;", "Upgrade $http_upgrade;", "X-Forwarded-For $remote_addr;", "X-Forwarded-User $remote_user;", f"{who.SECRET} ", 'Authorization "";'):
        assert f"proxy_set_header {line}" in told, line


def test_both_units_run_in_the_same_cage_on_the_same_database():
    service, backup = ((ROOT / f"deploy/disclosure{name}.service").read_text(encoding="utf-8").splitlines() for name in ("", "-backup"))
    kept = ("NoNew", "Protect", "Private", "Restrict", "SystemCall", "Capability", "LockPersonality", "State", "UMask", "User", "Group", "Environment=DATABASE_URL", "EnvironmentFile")
    caged = [{line for line in unit if line.startswith(kept) and not line.startswith("Restart")} for unit in (service, backup)]
    assert caged[0] == caged[1] and len(caged[0]) > 20


def test_the_start_file_of_windows_is_one_that_every_code_page_reads():
    content = (ROOT / "deploy/start.bat").read_bytes()
    assert content.isascii() and content.count(b"\r\n") == content.count(b"\n") > 20
    for said in ("start-python.txt", "start-failed.txt"):
        assert said.encode() in content and "start.bat" in (ROOT / "deploy" / said).read_text(encoding="utf-8")


def test_documents_name_every_setting():
    import re
    told = [(ROOT / f"docs/{name}.md").read_text(encoding="utf-8") for name in ("deployment", "部署")]
    for name in set(re.findall(r"DISCLOSURE_[A-Z]+(?:_[A-Z]+)*", (ROOT / "pages/shared/who.py").read_text(encoding="utf-8"))):
        assert all(name in text for text in told), name
