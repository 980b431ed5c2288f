"""Many rows into one table by the driver's own executemany: what Core does for each row of a large batch costs more than the database."""
from collections.abc import Callable
from functools import lru_cache

from sqlalchemy import Connection, Dialect, insert
from sqlmodel import SQLModel


def insert_rows(connection: Connection, table: type[SQLModel], rows: list[dict]) -> None:
    """Inserts the rows, each a dictionary with a value for every column that has no default in the database."""
    if rows:
        sql, convert, positions = _statement(connection.dialect, table, tuple(rows[0]))
        for name, function in convert.items():
            for row in rows:
                row[name] = function(row[name])
        connection.exec_driver_sql(sql, [tuple([row[p] for p in positions]) for row in rows] if positions else rows)


@lru_cache(256)
def _statement(dialect: Dialect, table: type[SQLModel], names: tuple[str, ...]) -> tuple[str, dict[str, Callable], list[str] | None]:
    """The SQL as the driver wants it, what changes a column's values, and their order where the driver counts instead of naming."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    columns = {name: table.__table__.columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
    return str(compiled), {name: function for name, function in columns.items() if function}, compiled.positiontup
