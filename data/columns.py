"""What columns hold alike in SQLite and PostgreSQL: numbers as printed, and JSON."""
from sqlalchemy import JSON, Column

LARGEST = 2**53  # whole numbers up to here survive as a double exactly


def whole(number: float | None) -> int | float | None:
    """Returns a number that comes from a double column as it was printed: 517.0 is 517, 103.3879 stays."""
    return int(number) if number is not None and number.is_integer() else number


def json_column(name: str, nullable: bool = True) -> Column:
    """Returns a JSON column whose None is SQL NULL, its name quoted because some of ours are words of SQL."""
    return Column(name, JSON(none_as_null=True), nullable=nullable, quote=True)
