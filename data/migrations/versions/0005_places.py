"""Indexes for finding the agencies of a place in the order of lists, and demonstration data."""
import sqlalchemy as sa
from alembic import op

from data.migrations.columns import index

revision = "0005"
down_revision = "0004"
DEMO = sa.column("is_demo", sa.Boolean) == sa.true()


def upgrade() -> None:
    """Makes the indexes; of demonstration data only those rows are kept that are."""
    index("agency_order", "agency", ["region_code", "name", "id"])
    index("report_demo", "report", ["is_demo"], where=DEMO)
    op.drop_index("ix_report_is_demo", "report", if_exists=True)
