"""The indexes of a place's reports answer alone: with the flag of their condition, without which SQLite opens each report for it, and the two numbers that every
front page spreads over the years."""
from alembic import op

from data.migrations.columns import CURRENT, index

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the indexes anew."""
    for name, columns in (("report_region", ["region_code", "year", "kind", "disclosed_total", "requests_received"]), ("report_place", ["year", "region_code", "kind"])):
        op.drop_index(name, "report", if_exists=True)
        index(name, "report", [*columns, "is_current"], where=CURRENT)
