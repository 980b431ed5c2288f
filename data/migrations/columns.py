"""Kinds of columns, and tables and indexes made of them where they are missing: what the migrations are written in. Like the migrations, it never
follows the models; it only grows."""
import sqlalchemy as sa
from alembic import op

CLUSTERED = {"sqlite_with_rowid": False}
NEVER_REUSED = {"sqlite_autoincrement": True}
CURRENT = sa.column("is_current", sa.Boolean) == sa.true()  # is_current = 1 in SQLite, whose planner goes by these very words


def whole(name: str, empty: bool = False) -> sa.Column:
    """Returns a column of whole numbers; `empty`: it may hold NULL."""
    return sa.Column(name, sa.Integer, nullable=empty, autoincrement=False)


def long(name: str, empty: bool = False) -> sa.Column:
    """Returns a column of whole numbers beyond 2³¹."""
    return sa.Column(name, sa.BigInteger, nullable=empty, autoincrement=False)


def number(name: str, empty: bool = False) -> sa.Column:
    """Returns a column of printed numbers."""
    return sa.Column(name, sa.Double, nullable=empty)


def text(name: str, empty: bool = False) -> sa.Column:
    """Returns a column of words."""
    return sa.Column(name, sa.String, nullable=empty)


def flag(name: str, empty: bool = False) -> sa.Column:
    """Returns a column of yes and no."""
    return sa.Column(name, sa.Boolean, nullable=empty)


def moment(name: str, empty: bool = False) -> sa.Column:
    """Returns a column of times in UTC."""
    return sa.Column(name, sa.DateTime, nullable=empty)


def content(name: str, empty: bool = False) -> sa.Column:
    """Returns a column of bytes."""
    return sa.Column(name, sa.LargeBinary, nullable=empty)


def structure(name: str, empty: bool = False) -> sa.Column:
    """Returns a column of JSON."""
    return sa.Column(name, sa.JSON, nullable=empty, quote=True)


def key() -> sa.Column:
    """Returns the column `id`, counted by the database."""
    return sa.Column("id", sa.Integer, primary_key=True)


def of_report() -> sa.Column:
    """Returns the column `report_id`; its rows go with their report."""
    return sa.Column("report_id", sa.Integer, sa.ForeignKey("report.id", ondelete="CASCADE"), nullable=False)


def create(table: str, *columns, **options) -> None:
    """Makes a table where there is none of that name."""
    op.create_table(table, *columns, if_not_exists=True, **options)


def index(name: str, table: str, columns: list, where: sa.ColumnElement | None = None, **options) -> None:
    """Makes an index where there is none of that name; `where`: which rows it holds."""
    limits = {} if where is None else {"sqlite_where": where, "postgresql_where": where}
    op.create_index(name, table, columns, if_not_exists=True, **limits, **options)


def add(table: str, column: sa.Column, default: str | None = None) -> None:
    """Adds a column where the table has none of that name; `default`: what its rows hold from now on, needed where the column is never empty."""
    if column.name not in {c["name"] for c in sa.inspect(op.get_bind()).get_columns(table)}:
        column.server_default = sa.DefaultClause(default) if default is not None else None
        op.add_column(table, column)
