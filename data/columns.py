"""Column types that mean the same in SQLite and PostgreSQL."""
from typing import Any

from sqlalchemy import JSON, Column, Double
from sqlalchemy.types import TypeDecorator

LARGEST = 2**53  # whole numbers up to here survive a double exactly


class Exact(TypeDecorator):
    """A printed number, kept as a double: whole numbers come back as int, decimals as the float that was stored."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: Any, dialect) -> float | None:
        return None if value is None else float(value)

    def process_result_value(self, value: Any, dialect) -> int | float | None:
        return int(value) if value is not None and value.is_integer() else value


def json_column(name: str, nullable: bool = True) -> Column:
    """Returns a JSON column whose None is SQL NULL, its name quoted because some of ours are words of SQL."""
    return Column(name, JSON(none_as_null=True), nullable=nullable, quote=True)
