"""The tables of schema 3, the last before migrations. An earlier one has some of them already; what it lacks is added."""
import sqlalchemy as sa

from data.migrations.columns import (CLUSTERED, CURRENT, NEVER_REUSED, add, content, create, flag, index, key, long, moment, number, of_report, structure,
                                     text, whole)

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables, their indexes, and the columns that schema 1 had not."""
    create("agency", key(), long("region_code", True), text("name"), text("comparable"), text("kind"), text("province", True),
           text("city", True), text("county", True), text("township", True), **NEVER_REUSED)
    index("agency_place", "agency", ["region_code", "comparable"], unique=True, where=sa.column("region_code").is_not(None))
    index("ix_agency_comparable", "agency", ["comparable"])
    create("report", key(), whole("agency_id", True), long("region_code", True), text("kind", True), whole("year", True), whole("version"),
           flag("is_current"), flag("is_demo"), moment("created_at"), text("title", True), text("published", True), text("source_name"),
           text("source_sha256"), long("source_bytes"), text("source_format"), text("source_reader"), text("edition_disclosed", True),
           text("edition_requests", True), text("edition_disputes", True), number("disclosed_total", True),
           flag("disclosed_total_approximate"), number("channel_website", True), number("channel_wechat", True),
           number("channel_weibo", True), number("channel_video", True), number("channel_app", True), number("channel_news", True),
           number("channel_bulletin", True), number("channel_new_media", True), number("channel_other", True),
           number("requests_received", True), number("requests_carried_in", True), number("requests_handled", True),
           number("requests_carried_out", True), whole("errors"), whole("warnings"), whole("notices"), whole("not_checkable"),
           whole("doubts"), whole("problems"), whole("measures"), sa.ForeignKeyConstraint(["agency_id"], ["agency.id"]),
           sa.UniqueConstraint("source_sha256"), **NEVER_REUSED)
    index("ix_report_created_at", "report", ["created_at"])
    index("ix_report_is_demo", "report", ["is_demo"])
    index("report_current", "report", ["agency_id", "year"], unique=True, where=CURRENT)
    index("report_place", "report", ["year", "region_code", "kind"], where=CURRENT)
    index("report_version", "report", ["agency_id", "year", "version"], unique=True)
    create("bucket", long("bucket"), whole("report_id"), sa.PrimaryKeyConstraint("bucket", "report_id"), **CLUSTERED)
    create("correction", key(), whole("agency_id", True), whole("year", True), text("source_sha256"), structure("reading", True),
           text("kind"), structure("place", True), structure("read", True), structure("value", True), text("note"), text("actor"),
           moment("at"), moment("ended_at", True), text("ended_by", True))
    index("correction_report", "correction", ["agency_id", "year"])
    index("ix_correction_source_sha256", "correction", ["source_sha256"])
    create("counter", text("name"), long("value"), sa.PrimaryKeyConstraint("name"))
    create("document", text("sha256"), long("size"), content("content"), sa.PrimaryKeyConstraint("sha256"))
    create("journal", key(), moment("at"), text("actor"), text("action"), whole("report_id", True), structure("detail", True))
    index("ix_journal_at", "journal", ["at"])
    create("phrase", long("hash"), sa.PrimaryKeyConstraint("hash"))
    create("verdict", key(), whole("agency_id", True), whole("year", True), text("source_sha256"), text("check"), text("identity"),
           text("severity"), text("decision"), text("note"), text("actor"), moment("at"), moment("ended_at", True), text("ended_by", True),
           text("message"), text("template"), structure("values", True))
    index("ix_verdict_source_sha256", "verdict", ["source_sha256"])
    index("verdict_finding", "verdict", ["agency_id", "year", "identity"])
    create("cell", of_report(), text("table"), text("row"), text("column"), whole("seq"), number("value", True), text("raw"), text("state"),
           number("confidence", True), sa.PrimaryKeyConstraint("report_id", "table", "row", "column", "seq"), **CLUSTERED)
    create("clause", of_report(), text("part"), whole("seq"), text("text"), flag("past"), structure("cues", True), text("section"),
           whole("start"), whole("end"), text("words", True), sa.PrimaryKeyConstraint("report_id", "part", "seq"), **CLUSTERED)
    create("clause_theme", of_report(), text("part"), whole("seq"), whole("position"), text("theme"), flag("past"),
           sa.PrimaryKeyConstraint("report_id", "part", "seq", "position"), **CLUSTERED)
    index("clause_theme_theme", "clause_theme", ["part", "theme", "past", "report_id"])
    create("doubt", of_report(), whole("seq"), text("kind"), text("message"), text("where"), text("template"), structure("values", True),
           structure("cells", True), structure("proposal", True), sa.PrimaryKeyConstraint("report_id", "seq"), **CLUSTERED)
    create("figure", of_report(), whole("seq"), text("measure"), number("value", True), text("unit", True), flag("approximate"),
           number("percent", True), text("label", True), flag("within_total", True), text("section"), whole("start"), whole("end"),
           text("words", True), sa.PrimaryKeyConstraint("report_id", "seq"), **CLUSTERED)
    index("figure_measure", "figure", ["measure", "report_id", "value"])
    create("finding", of_report(), whole("seq"), text("check"), text("severity"), text("verdict"), text("message"), text("template"),
           structure("values", True), number("left", True), number("right", True), number("difference", True), structure("cells", True),
           structure("evidence", True), text("scope"), text("identity"), text("decision"), sa.PrimaryKeyConstraint("report_id", "seq"),
           **CLUSTERED)
    index("finding_check", "finding", ["check", "verdict", "severity", "report_id"])
    create("likeness", of_report(), whole("other_id"), text("part"), number("share"), number("other_share"), structure("passage", True),
           sa.ForeignKeyConstraint(["other_id"], ["report.id"], ondelete="CASCADE"),
           sa.PrimaryKeyConstraint("report_id", "other_id", "part"), **CLUSTERED)
    index("ix_likeness_other_id", "likeness", ["other_id"])
    create("printed", of_report(), content("content"), sa.PrimaryKeyConstraint("report_id"))
    create("reading", of_report(), structure("identity"), content("layout"), structure("grids", True), sa.PrimaryKeyConstraint("report_id"))
    create("section", of_report(), text("key"), whole("seq"), text("heading", True), text("text"), structure("pages", True),
           sa.PrimaryKeyConstraint("report_id", "key"), **CLUSTERED)
    create("sketch", of_report(), text("part"), whole("year"), whole("shingles"), content("content"),
           sa.PrimaryKeyConstraint("report_id", "part"))
    create("statistic", of_report(), whole("seq"), text("label"), text("unit", True), number("value", True), number("cumulative", True),
           text("key", True), sa.PrimaryKeyConstraint("report_id", "seq"), **CLUSTERED)
    for name in ("scope", "identity", "decision"):
        add("finding", text(name), "report" if name == "scope" else "")
