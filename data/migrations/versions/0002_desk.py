"""What a supervising office keeps beside the reports: who may do what, who owes a report and by when, how it ranks them, what could not be read."""
import sqlalchemy as sa
from alembic import op

from data.migrations.columns import create, flag, index, key, long, moment, structure, text, whole

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes those tables."""
    create("access", text("person"), text("role"), text("region"), text("actor"), moment("at"),
           sa.PrimaryKeyConstraint("person", "role", "region"))
    create("deadline", text("region"), text("kind"), whole("year"), text("day"), flag("is_demo"),
           sa.PrimaryKeyConstraint("region", "kind", "year"))
    create("failure", text("key"), text("sha256", True), text("path"), text("kind"), structure("values", True), text("message"),
           text("hint"), text("version"), whole("attempts"), moment("at"), text("actor"), sa.PrimaryKeyConstraint("key"))
    index("ix_failure_at", "failure", ["at"])
    create("scheme", key(), text("name"), structure("items", True), text("actor"), moment("at"))
    create("roster", whole("agency_id"), long("region_code"), whole("parent_id", True), flag("vertical"), whole("since", True),
           whole("until", True), text("code"), flag("is_demo"), text("actor"), moment("at"),
           sa.ForeignKeyConstraint(["agency_id"], ["agency.id"]), sa.ForeignKeyConstraint(["parent_id"], ["agency.id"]),
           sa.PrimaryKeyConstraint("agency_id"))
    index("ix_roster_region_code", "roster", ["region_code"])
    op.execute("UPDATE counter SET value = 4 WHERE name = 'schema_version'")  # programs of before the migrations then know that they are too old
