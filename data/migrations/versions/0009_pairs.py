"""Likeness is kept of current reports only, with the regions of both: a list of pairs then opens no report to learn which count, and a wide count no pair."""
from alembic import op

from data.migrations.columns import add, index, long

revision = "0009"
down_revision = "0008"
SUPERSEDED = "SELECT id FROM report WHERE NOT is_current"
REGIONS = """UPDATE likeness SET region_code = one.region_code, other_region_code = other.region_code
FROM report AS one, report AS other WHERE one.id = likeness.report_id AND other.id = likeness.other_id"""


def upgrade() -> None:
    """Deletes the pairs of superseded reports, adds the regions, makes the index anew."""
    op.execute(f"DELETE FROM likeness WHERE report_id IN ({SUPERSEDED}) OR other_id IN ({SUPERSEDED})")
    add("likeness", long("region_code", empty=True))
    add("likeness", long("other_region_code", empty=True))
    op.execute(REGIONS)
    op.drop_index("likeness_highest", "likeness", if_exists=True)
    index("likeness_highest", "likeness", ["own", "year", "highest", "report_id", "other_id", "region_code", "other_region_code", "share", "other_share"])
