"""A database of an older schema made like today's: tables and columns are added, nothing is taken away or read again."""
from sqlalchemy import Connection, inspect, select, update
from sqlmodel import SQLModel

from data.models import CounterRow, FindingRow
from data.rows import load_rows
from report.checks.sameness import identity_of


def upgrade(connection: Connection, found: int, known: int) -> None:
    """Adds the tables and columns that are missing and notes the new schema version. Columns that are added hold their default."""
    SQLModel.metadata.create_all(connection)
    there = inspect(connection)
    for table in SQLModel.metadata.sorted_tables:
        have = {column["name"] for column in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in have:
                _add(connection, table, column)
    if found < 2:
        _name_findings(connection)
    connection.execute(update(CounterRow).where(CounterRow.name == "schema_version").values(value=known))


def _add(connection: Connection, table, column) -> None:
    quote = connection.dialect.identifier_preparer
    words = f"ALTER TABLE {quote.format_table(table)} ADD COLUMN {quote.format_column(column)} {column.type.compile(connection.dialect)}"
    if not column.nullable:
        words += f" NOT NULL DEFAULT {column.type.literal_processor(connection.dialect)(column.default.arg)}"
    connection.exec_driver_sql(words)


def _name_findings(connection: Connection) -> None:
    """Gives the findings of schema 1 their identity, which verdicts hold on to."""
    for report_id in connection.execute(select(FindingRow.report_id).where(FindingRow.identity == "").distinct()).scalars().all():
        for seq, finding in enumerate(load_rows(connection, report_id).findings):
            connection.execute(update(FindingRow).where(FindingRow.report_id == report_id, FindingRow.seq == seq).values(identity=identity_of(finding)))
