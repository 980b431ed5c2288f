"""What is printed of the official tables and was neither read nor doubted: no row passes in silence."""
import re
from collections.abc import Iterator

from loaders.doubting import doubt
from loaders.labels import match, whole
from loaders.outline import Outline
from report.form import rows
from report.model import Doubt, Grid
from report.wording import label

OFFICIAL = ("disclosed", "requests", "disputes")
PIECES = re.compile(r"[\t|,，;；:：/\n]|\s{2,}")  # what may part the cells of a line
RESULTS = 3  # of the words 结果维持, 结果纠正, 其他结果, 尚未审结: table 4 is printed


def find_overlooked(outline: Outline, grids: dict[str, Grid], doubts: list[Doubt]) -> Iterator[Doubt]:
    """Yields a doubt for each table of which rows are printed, in a grid or as lines of its section, that nothing speaks of."""
    spoken = label("\n".join(d.where for d in doubts))
    referred = {(c.table, c.row) for d in doubts for c in d.cells}
    lines = [(placed.section, [c.text for c in row]) for placed in outline.tables for row in placed.table.rows()]
    lines += [(s.key, PIECES.split(line)) for s in outline.sections if s.key in OFFICIAL for line in s.text.split("\n")]
    printed = {table: {} for table in OFFICIAL}
    for section, cells in lines:
        for table in OFFICIAL[:2]:
            if section in OFFICIAL:
                printed[table] |= {found.key: cell for cell in cells if (found := named(table, cell))}
    for table in OFFICIAL[:2]:
        missing = [cell for key, cell in printed[table].items() if key not in grids[table] and (table, key) not in referred and label(cell) not in spoken]
        if missing:
            yield doubt("unread_rows", "\n".join(missing), table=table, row=missing[0], count=len(missing))
    results = {found.key: cell for section, cells in lines if section in OFFICIAL for cell in cells
               if (found := match("disputes", "column", cell)) and len(label(cell)) == 4}
    if len(results) >= RESULTS and not grids["disputes"] and not any(t == "disputes" for t, _ in referred):
        yield doubt("unread_rows", "\n".join(results.values()), table="disputes", row="行政复议、行政诉讼", count=1)


def named(table: str, text: str):
    """Returns the row of figures that a cell names in full, by words that are no column's and no other table's."""
    found = whole(table, text) if 4 <= len(label(text)) <= 40 else None
    return found if found and any(r.key == found.key and r.kind == "figure" for r in rows(table)) else None
