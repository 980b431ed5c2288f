"""That a column is one of many ids: `among`, as one parameter however many they are (a list of thousands costs SQLAlchemy more than the database); `given`, those that are
told when the statement is executed, which may then be made once; `told_by`, those that a select gives."""
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Boolean, ColumnElement, Select, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator


class _Ids(TypeDecorator):
    """Ids as one text: a JSON list in SQLite, an array in PostgreSQL; its driver takes several times as long to write a list of numbers."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return ("[%s]" if dialect.name == "sqlite" else "{%s}") % _written(tuple(value))


@lru_cache(maxsize=16)
def _written(ids: tuple[int, ...]) -> str:
    """The ids one behind the other: a page asks several questions about the same."""
    return ",".join(map(str, map(int, ids)))


class _Among(FunctionElement):
    """See `among`."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against=None):
        return self  # as it stands: `… = 1` behind it would keep SQLite from the index


def among(column: ColumnElement, ids: Iterable[int]) -> ColumnElement[bool]:
    """Returns the condition that the column is one of these whole numbers; of none it is never true."""
    return _Among(column, bindparam(None, tuple(ids), type_=_Ids))


def given(column: ColumnElement, name: str = "ids") -> ColumnElement[bool]:
    """Returns the condition that the column is one of the whole numbers that are given under that name when the statement is executed."""
    return _Among(column, bindparam(name, type_=_Ids))


class _Told(_Among):
    """See `told_by`."""

    inherit_cache = True


def told_by(column: ColumnElement, ids: Select) -> ColumnElement[bool]:
    """Returns the condition that the column is one of the few whole numbers of a select; beside `or` it still leads by the column's index."""
    return _Told(column, ids.scalar_subquery())


@compiles(_Among, "sqlite")
def _in_sqlite(element, compiler, **options) -> str:
    column, ids = element.clauses
    return f"{compiler.process(column, **options)} IN (SELECT value FROM json_each({compiler.process(ids, **options)}))"


@compiles(_Among, "postgresql")
def _in_postgresql(element, compiler, **options) -> str:
    column, ids = element.clauses
    return f"{compiler.process(column, **options)} = ANY (CAST((SELECT CAST({compiler.process(ids, **options)} AS BIGINT[])) AS BIGINT[]))"  # as a question of its own: the planner weighs each of a list that it sees


@compiles(_Told, "sqlite")
def _told_in_sqlite(element, compiler, **options) -> str:
    return " IN ".join(compiler.process(part, **options) for part in element.clauses)


@compiles(_Told, "postgresql")
def _told_in_postgresql(element, compiler, **options) -> str:
    return " = ANY (ARRAY(".join(compiler.process(part, **options) for part in element.clauses) + "))"
