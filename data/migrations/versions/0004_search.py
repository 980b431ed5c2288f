"""The full-text index and the names that agencies are found by; data.schema fills both once they stand."""
import sqlalchemy as sa
from alembic import op

from data.migrations.columns import CLUSTERED, create, text, whole

revision = "0004"
down_revision = "0003"
INDEX = {
    "sqlite": ("CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(pairs, content='', columnsize=0, detail=none, tokenize='ascii')",),
    "postgresql": ("CREATE TABLE IF NOT EXISTS search (place BIGINT NOT NULL PRIMARY KEY, report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE, "
                   "pairs INTEGER[] NOT NULL)",
                   "CREATE INDEX IF NOT EXISTS search_pairs ON search USING gin (pairs) WITH (fastupdate = off)",
                   "CREATE INDEX IF NOT EXISTS search_report ON search (report_id)")}


def upgrade() -> None:
    """Makes both, empty."""
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(statement)
    create("agency_name", whole("agency_id"), text("name"), text("folded"), text("initials"), text("pinyin"),
           sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], ondelete="CASCADE"), sa.PrimaryKeyConstraint("agency_id", "name"), **CLUSTERED)
