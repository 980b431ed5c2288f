"""What the database's planner knows of its indexes: without it, it takes a theme's index where seven reports are asked for."""
from sqlalchemy import Engine

from data.engine import writing
from data.schema import take_stock


def settle_stock(engine: Engine) -> None:
    """Has the database look at some rows of every index; to be called after many reports were stored."""
    with writing(engine) as connection:
        take_stock(connection)
