"""Many ids are one parameter of a question, and what it finds is what a list in the question would find."""
import pytest
from sqlalchemy import event, or_, select
from sqlalchemy.orm import aliased

from data.among import among, told_by
from data.engine import reading, writing
from data.models import AgencyRow
from tests.databases import BOTH, empty_database

IDS = (1, 2, 3)
CASES = [((), ()), ((2,), (2,)), ({3, 1}, (1, 3)), ({1: "a", 9: "b"}, (1,)), (range(2, 50_000), (2, 3)), ((2, 2, 2**40), (2,))]


@pytest.fixture(params=BOTH)
def database(request, tmp_path):
    made = empty_database(request.param, tmp_path)
    with writing(made) as connection:
        connection.execute(AgencyRow.__table__.insert(), [{"id": i, "name": f"{i}镇", "comparable": f"{i}镇", "kind": "town"} for i in IDS])
    return made


@pytest.mark.parametrize("ids, found", CASES, ids=[str(len(ids)) for ids, _ in CASES])
def test_ids(database, ids, found):
    with reading(database) as connection:
        assert tuple(connection.execute(select(AgencyRow.id).where(among(AgencyRow.id, ids)).order_by(AgencyRow.id)).scalars()) == found
        assert {*connection.execute(select(AgencyRow.id).where(~among(AgencyRow.id, ids))).scalars()} == {*IDS} - {*found}
        assert {*connection.execute(select(AgencyRow.id).where(among(AgencyRow.id, ids) | (AgencyRow.id == 1))).scalars()} == {*found, 1}


@pytest.mark.parametrize("names, found", [((), ()), (("2镇",), (2,)), (("1镇", "3镇", "9镇"), (1, 3))])
def test_ids_of_a_select(database, names, found):
    other = aliased(AgencyRow)
    told = told_by(AgencyRow.id, select(other.id).where(other.name.in_(names)))
    with reading(database) as connection:
        for condition, expected in ((told, {*found}), (~told, {*IDS} - {*found}), (or_(told, AgencyRow.id == 2), {*found, 2})):
            assert {*connection.execute(select(AgencyRow.id).where(condition)).scalars()} == expected


def test_thousands_are_one_parameter_and_the_index_is_used(database):
    sent = []
    event.listen(database, "before_cursor_execute", lambda *told: sent.append(told[3]))
    with reading(database) as connection:
        connection.execute(select(AgencyRow.name).where(among(AgencyRow.id, range(5000)), AgencyRow.kind == "town")).all()
        plan = "\n".join(str(row) for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT name FROM agency WHERE agency.id IN (SELECT value FROM json_each('[1]'))")) \
            if database.dialect.name == "sqlite" else "PRIMARY KEY"
    assert len(sent[-2] if database.dialect.name == "sqlite" else sent[-1]) == 2 and "PRIMARY KEY" in plan
