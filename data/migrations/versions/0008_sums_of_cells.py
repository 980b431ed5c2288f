"""The summaries tell of the cells of the tables too (see data.summaries, which data.schema has made anew), and the reports of a province stand in the order of the two
numbers that every front page spreads; the governments, whose reports may add up others, in an index of their own."""
import sqlalchemy as sa

from data.migrations.columns import CURRENT, index

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the indexes."""
    for name in ("disclosed_total", "requests_received"):
        index(f"report_province_{name}", "report", [sa.text("(region_code / 10000000000)"), "year", name, "region_code"], where=CURRENT)
    index("report_government", "report", ["year", "region_code"], where=sa.and_(CURRENT, sa.column("kind") == sa.literal_column("'government'")))
