"""Sums of the nation and its provinces; data.schema counts them once these tables stand. And the indexes that lists are ordered by."""
import sqlalchemy as sa

from data.migrations.columns import CURRENT, create, index, number, text, whole

revision = "0003"
down_revision = "0002"
RANKED = ("disclosed_total", "channel_website", "channel_wechat", "channel_weibo", "channel_video", "channel_app", "channel_news", "channel_bulletin", "channel_new_media",
          "channel_other", "requests_received", "requests_carried_in", "requests_handled", "requests_carried_out", "errors", "problems", "measures")


def upgrade() -> None:
    """Makes the two tables and the indexes."""
    create("summary", whole("place"), text("subject"), text("name"), whole("year"), text("kind"), whole("reports"), number("value"),
           sa.PrimaryKeyConstraint("place", "subject", "name", "year", "kind"), sqlite_with_rowid=False)
    create("times", text("name"), whole("year"), text("kind"), sa.Column("value", sa.Double, nullable=False, quote=True), whole("reports"),
           sa.PrimaryKeyConstraint("name", "year", "kind", "value"), sqlite_with_rowid=False)
    for name in RANKED:
        index(f"report_by_{name}", "report", ["year", name], where=CURRENT)
    index("report_region", "report", ["region_code", "year", "kind"], where=CURRENT)
