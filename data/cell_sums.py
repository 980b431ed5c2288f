"""How many reports have a table in each edition and what its stored cells come to: counted from the reports, or told by the summaries without reading them."""
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from data.among import among, given
from data.filters import plain
from data.models import CellRow, ReportRow, SummaryRow
from data.models.reports import EDITIONS
from data.summed import Conditions

Key = tuple[str, str | None, str, str]  # table, edition, row, column
NUMBER = "number"
PLACE = CellRow.table, CellRow.row, CellRow.column, CellRow.state
READ = select(ReportRow.id, *EDITIONS.values()).where(given(ReportRow.id))
CELLS = select(*PLACE, func.count(), func.sum(CellRow.value)).where(given(CellRow.report_id), CellRow.seq == 0).group_by(*PLACE)


@dataclass
class Counted:
    """What reports come to. `editions`: table -> reports an edition that have it (None: not known); `cells`: how many of each state, of cells that are not a
    plain 0; `values`: the sum of their numbers."""

    reports: int = 0
    editions: dict[str, Counter] = field(default_factory=lambda: {table: Counter() for table in EDITIONS})
    cells: dict[Key, Counter] = field(default_factory=dict)
    values: Counter = field(default_factory=Counter)

    def add(self, key: Key, state: str, reports: int, value: float | None) -> None:
        """Counts that so many reports have the cell in that state."""
        if reports:
            self.cells.setdefault(key, Counter())[state] += reports
            self.values[key] += value or 0

    def take(self, other: "Counted") -> "Counted":
        """Returns what is left without the other."""
        left = Counted(self.reports - other.reports, {table: of - other.editions[table] for table, of in self.editions.items()})
        for key, states in self.cells.items():
            if rest := states - other.cells.get(key, Counter()):
                left.cells[key], left.values[key] = rest, self.values[key] - other.values[key] if rest[NUMBER] else 0
        return left


def count_cells(connection: Connection, reports: Iterable[int]) -> Counted:
    """Returns what these reports come to."""
    found, alike = Counted(), defaultdict(list)
    for report, *editions in plain(connection, READ, reports):
        alike[tuple(editions)].append(report)
    for editions, ids in alike.items():  # one or two: cells need not look up their report's edition
        of = dict(zip(EDITIONS, editions))
        found.reports += len(ids)
        for table, edition in of.items():
            found.editions[table] += Counter({edition: len(ids)} if edition is not None else {})
        for table, row, column, state, n, value in plain(connection, CELLS, ids):
            found.add((table, of[table], row, column), state, n, value if state == NUMBER else None)
        unknown = {key[0] for key in found.cells if of[key[0]] is None}
        for table, n in connection.execute(select(CellRow.table, func.count(CellRow.report_id.distinct())).where(among(CellRow.report_id, ids), CellRow.table.in_(unknown))
                                           .group_by(CellRow.table)).all() if unknown else ():
            found.editions[table][None] += n
    return found


def sum_cells(connection: Connection, where: Conditions) -> Counted:
    """Returns what the reports come to that the summaries tell of (see data.summed)."""
    found = Counted()
    for subject, name, n, value in connection.execute(
            select(SummaryRow.subject, SummaryRow.name, func.sum(SummaryRow.reports), func.sum(SummaryRow.value))
            .where(SummaryRow.subject.in_(("report", "table", "cell")), *where).group_by(SummaryRow.subject, SummaryRow.name)).all():
        if subject == "report":
            found.reports = int(n)
            continue
        table, edition, *place = name.split("/")
        if subject == "table":
            found.editions[table][edition or None] += int(n)
        else:
            row, column, state = place
            found.add((table, edition or None, row, column), state, int(n), value)
    return found
