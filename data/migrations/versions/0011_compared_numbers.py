"""A report says itself which cells of its tables are compared with those of like agencies: to look far-off numbers up opens no table of cells."""
import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from data.migrations.columns import add, number

revision = "0011"
down_revision = "0010"
COMPARED = {"licences": ("disclosed", "licences", "decided"), "penalties": ("disclosed", "penalties", "decided"),
            "coercive_measures": ("disclosed", "coercive_measures", "decided"), "received": ("requests", "received", "total")}
CELL = """FROM cell WHERE cell.report_id = report.id AND cell."table" = '{}' AND cell."row" = '{}' AND cell."column" = '{}' AND cell.seq = 0"""


def upgrade() -> None:
    """Adds the columns and fills them."""
    for name in COMPARED:
        add("report", number(f"compared_{name}", empty=True))
    fill(op.get_bind())


def fill(connection: sa.Connection) -> None:
    """Takes the numbers from what is stored of the cells, 0 where nothing is and the table has an edition; none where the reading of the cell is in doubt."""
    values = []
    for name, place in COMPARED.items():
        cell = CELL.format(*place)
        values.append(f'compared_{name} = CASE WHEN EXISTS (SELECT 1 {cell}) THEN (SELECT "value" {cell}) WHEN edition_{place[0]} IS NOT NULL THEN 0 END')
    connection.execute(sa.text(f"UPDATE report SET {', '.join(values)}"))
    names, doubted = {place: name for name, place in COMPARED.items()}, defaultdict(list)
    for report_id, cells in connection.execute(sa.text("SELECT report_id, CAST(cells AS VARCHAR) FROM doubt WHERE CAST(cells AS VARCHAR) <> '[]'")).all():
        for cell in json.loads(cells):
            if name := names.get((cell["table"], cell["row"], cell["column"])):
                doubted[name].append({"report": report_id})
    for name, reports in doubted.items():
        connection.execute(sa.text(f"UPDATE report SET compared_{name} = NULL WHERE id = :report"), reports)
