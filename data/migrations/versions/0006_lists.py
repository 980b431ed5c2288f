"""What lists of the nation read from: pairs of like reports by their largest share, figures by value, the worst reports first, the counties that have agencies; sections in a plain table,
where a report takes a third of the room."""
import sqlalchemy as sa
from alembic import op

from data.migrations.columns import CURRENT, add, create, flag, index, long, number, text, whole

revision = "0006"
down_revision = "0005"
SECTIONS = """CREATE TABLE section_plain (report_id INTEGER NOT NULL, "key" VARCHAR NOT NULL, seq INTEGER NOT NULL, heading VARCHAR, text VARCHAR NOT NULL, pages JSON,
PRIMARY KEY (report_id, "key"), FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE CASCADE)"""
PAIRS = """UPDATE likeness SET own = one.agency_id = other.agency_id, year = CASE WHEN one.year > other.year THEN one.year ELSE other.year END, highest = (
SELECT max(CASE WHEN one.year > other.year THEN part.share WHEN one.year < other.year THEN part.other_share WHEN part.share > part.other_share THEN part.share ELSE part.other_share END)
FROM likeness AS part WHERE part.report_id = likeness.report_id AND part.other_id = likeness.other_id)
FROM report AS one, report AS other WHERE one.id = likeness.report_id AND other.id = likeness.other_id"""


def upgrade() -> None:
    """Rebuilds the sections in SQLite, adds the columns and indexes."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SECTIONS)
        op.execute('INSERT INTO section_plain (report_id, "key", seq, heading, text, pages) SELECT report_id, "key", seq, heading, text, pages FROM section')
        op.execute("DROP TABLE section")
        op.execute("ALTER TABLE section_plain RENAME TO section")
    add("likeness", flag("own"), "false" if op.get_bind().dialect.name == "postgresql" else "0")
    add("likeness", whole("year"), "0")
    add("likeness", number("highest"), "0")
    op.execute(PAIRS)
    create("place", long("region_code"), *(text(name, empty=True) for name in ("province", "city", "county")), whole("agencies"), sa.PrimaryKeyConstraint("region_code"))
    index("likeness_highest", "likeness", ["own", "year", "highest", "report_id", "other_id"])
    index("figure_value", "figure", ["value", "report_id", "seq"])
    index("report_worst", "report", ["year", "errors", "warnings", "doubts"], where=CURRENT)
    op.drop_index("report_by_errors", "report", if_exists=True)
