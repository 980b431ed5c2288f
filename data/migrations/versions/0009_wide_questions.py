"""A report says how its channels stand to its total, and likeness is kept of current reports only, with the regions of both: wide questions then add up no figures
and open no report to learn which count."""
from alembic import op

from data.migrations.columns import add, flag, index, long, text

revision = "0009"
down_revision = "0008"
SUPERSEDED = "SELECT id FROM report WHERE NOT is_current"
REGIONS = """UPDATE likeness SET region_code = one.region_code, other_region_code = other.region_code
FROM report AS one, report AS other WHERE one.id = likeness.report_id AND other.id = likeness.other_id"""
DIVISIONS = """UPDATE report SET outside_total = told.outside, division = CASE
WHEN disclosed_total IS NULL THEN 'no_total'
WHEN told.added = disclosed_total AND disclosed_total > 0 AND NOT disclosed_total_approximate AND told.parts = told.named THEN 'whole'
WHEN disclosed_total_approximate OR told.approximate THEN 'approximate'
WHEN told.parts > 0 THEN 'differs' WHEN told.outside THEN 'outside' ELSE 'unsaid' END
FROM (SELECT report_id, sum(CASE WHEN within_total THEN "value" END) AS added, count(CASE WHEN within_total THEN 1 END) AS parts,
count(DISTINCT CASE WHEN within_total THEN measure END) AS named, count(CASE WHEN within_total AND approximate THEN 1 END) > 0 AS approximate,
count(CASE WHEN NOT within_total THEN 1 END) > 0 AS outside
FROM figure WHERE measure BETWEEN 'disclosed.channel.' AND 'disclosed.channel.~' AND "value" IS NOT NULL GROUP BY report_id) AS told WHERE told.report_id = report.id"""


def upgrade() -> None:
    """Adds the columns and fills them, deletes the pairs of superseded reports, makes their index anew."""
    add("report", text("division"), "'none'")
    add("report", flag("outside_total"), "false" if op.get_bind().dialect.name == "postgresql" else "0")
    op.execute(DIVISIONS)
    op.execute(f"DELETE FROM likeness WHERE report_id IN ({SUPERSEDED}) OR other_id IN ({SUPERSEDED})")
    add("likeness", long("region_code", empty=True))
    add("likeness", long("other_region_code", empty=True))
    op.execute(REGIONS)
    op.drop_index("likeness_highest", "likeness", if_exists=True)
    index("likeness_highest", "likeness", ["own", "year", "highest", "report_id", "other_id", "region_code", "other_region_code", "share", "other_share"])
