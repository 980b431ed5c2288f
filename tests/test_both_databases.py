"""SQLite and PostgreSQL give the same answer to every question of the pages, also where a permit cuts it down to a region."""
import importlib
import inspect
import pkgutil

import pandas
import pytest
from sqlalchemy import create_engine, text

import data
from data.engine import reading
from data.errors import DatabaseProblem
from data.permits import EVERYTHING, Permit, acting
from tests import board
from tests.databases import BOTH, empty_database

HERE = Permit("甲", (("viewer", "9901"),))
MODULES = [importlib.import_module(f"data.{m.name}") for m in pkgutil.iter_modules(data.__path__) if not m.ispkg]
QUESTIONS = {f"{m.__name__}.{n}": f for m in MODULES for n, f in vars(m).items() if n.startswith("query_") and inspect.isfunction(f) and f.__module__ == m.__name__}
GIVEN = {"year": 2023, "agency_id": 1, "report_id": 1, "agency": 1, "report": 1, "reports": (1, 2, 3), "region": "990101", "kind": "town", "part": "problem",
         "measure": "disclosed_total", "agencies": (1, 2), "search": "信息"}  # for what a question must be told
UNLIKE = {"created_at", "at"}  # moments of storing


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    made = [empty_database(kind, tmp_path_factory.mktemp("both")) for kind in BOTH]
    for one in made:
        board.fill(one.url.render_as_string(hide_password=False))
    return made


def asked(question, engine):
    """Returns the answer, None where the test does not know what to ask."""
    try:
        return question(engine, *(GIVEN[name] for name in wanted(question))) if set(wanted(question)) <= set(GIVEN) else None
    except (DatabaseProblem, TypeError, AttributeError) as refusal:  # not allowed, or another kind of filter
        return type(refusal).__name__


def wanted(question) -> list[str]:
    return [p.name for p in list(inspect.signature(question).parameters.values())[1:] if p.default is p.empty]


def plain(answer):
    """Returns an answer as lists and words; whether a number came as 3 or 3.0 does not count."""
    if isinstance(answer, pandas.DataFrame):
        kept = answer.drop(columns=[c for c in answer.columns if c in UNLIKE])
        return [list(kept.columns), *[plain(list(row)) for row in kept.itertuples(index=False)]]
    if isinstance(answer, pandas.Series):
        return plain(answer.to_frame())
    if isinstance(answer, dict):
        return {str(k): plain(v) for k, v in answer.items() if k not in UNLIKE}
    if isinstance(answer, list | tuple):
        return [plain(one) for one in answer]
    if isinstance(answer, set | frozenset):
        return sorted(map(str, answer))
    if hasattr(answer, "__dataclass_fields__"):
        return {name: plain(getattr(answer, name)) for name in answer.__dataclass_fields__ if name not in UNLIKE}
    if hasattr(answer, "item"):
        answer = answer.item()
    if answer is None or pandas.isna(answer):
        return None
    return round(float(answer), 6) if isinstance(answer, int | float) else str(answer)


@pytest.mark.parametrize("permit", [EVERYTHING, HERE], ids=["everything", "one region"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_both_databases_answer_alike(homes, name, permit):
    with acting(permit):
        one, other = (plain(asked(QUESTIONS[name], engine)) for engine in homes)
    assert one == other


def test_most_questions_are_asked():
    known = [q for q in QUESTIONS.values() if set(wanted(q)) <= set(GIVEN)]
    assert len(known) >= 0.8 * len(QUESTIONS) > 30


def test_a_connection_that_the_server_dropped_is_replaced(tmp_path, monkeypatch):
    database = empty_database("postgresql", tmp_path)
    database.dispose()  # the next is the only one in the pool
    monkeypatch.setattr("data.engine.IDLE", 0)  # and looked at before it is used
    with reading(database) as connection:
        dropped, jit = connection.execute(text("SELECT pg_backend_pid(), current_setting('jit')")).one()
    other = create_engine(database.url)
    with other.connect() as connection:
        assert connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": dropped}).scalar()
    with reading(database) as connection:
        assert connection.execute(text("SELECT pg_backend_pid()")).scalar() != dropped and jit == "off"
