"""Tables 2, 3 and 4 added up in SQL over the reports of a choice, the county's own report beside them, and the parts behind each sum."""
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas
from sqlalchemy import Connection, Engine, select

from data.adding import STATES, Added, Stored, add_up
from data.among import among, given
from data.cell_sums import NUMBER, Counted, count_cells, sum_cells
from data.engine import reading
from data.filters import Filter, plain
from data.members import Members, query_members
from data.models import CellRow, CorrectionRow, DoubtRow, ReportRow
from data.models.parts import SOME_CELLS
from data.models.reports import EDITIONS
from data.queries import EVERYTHING
from data.sparse import TABLES
from data.summed import summed
from report.editions import expected, source

DOUBTED = select(DoubtRow.report_id, DoubtRow.cells).where(given(DoubtRow.report_id), SOME_CELLS)
CORRECTED = (select(ReportRow.id, CorrectionRow.place).join(CorrectionRow, (CorrectionRow.agency_id == ReportRow.agency_id) & (CorrectionRow.year == ReportRow.year))
             .where(given(ReportRow.id), CorrectionRow.kind == "cell", CorrectionRow.ended_at.is_(None)))
NO_REPORT, NO_TABLE, OTHER_FORM = "no_report", "no_table", "other_form"  # states of a part beside those of a cell


@dataclass(frozen=True)
class Rollup:
    """The sums of a choice: whose reports, each table added up, and (`own`) the tables of the report beside them in the same layout."""

    members: Members
    tables: dict[str, Added]
    own: dict[str, Added]


def query_rollup(engine: Engine, year: int, filter: Filter = EVERYTHING, vertical: bool = False) -> Rollup:
    """Returns tables 2, 3 and 4 added up over the choice's reports of the year (see query_members), and the own report of the county beside them."""
    members = query_members(engine, year, filter, vertical)
    with reading(engine) as connection:
        counted = _count(connection, Filter((year,), filter.region, filter.kinds, filter.agencies), members)
        sums = _add_up(connection, counted, members.reports)
        own = _add_up(connection, count_cells(connection, [members.parent]), (members.parent,), {t: a.layout for t, a in sums.items()}) if members.parent else {}
    return Rollup(members, sums, own)


def _count(connection: Connection, chosen: Filter, members: Members) -> Counted:
    """What the reports come to that are added up: all of the choice, by the summaries where they tell of it, without those of it that are not added up."""
    where = summed(chosen, wide=True)
    if where is not None:
        everyone, beside = sum_cells(connection, where), _beside(connection, chosen, members)
        if everyone.reports == len(members.reports) + len(beside):  # a roster may name agencies whose own place is not known
            return everyone.take(count_cells(connection, beside))
    return count_cells(connection, members.reports)


def _beside(connection: Connection, chosen: Filter, members: Members) -> set[int]:
    """The reports of the choice that are not added up."""
    asked = select(ReportRow.id).where(*chosen.where())
    if chosen.kinds:  # a report's own kind may be another than its agency's
        return {i for i, in plain(connection, asked)}.difference(members.reports)
    found = {row.report_id for row in (*members.above, *members.vertical, *members.strangers) if row.report_id is not None}
    return found.union(i for i, in plain(connection, asked.where(ReportRow.agency_id.is_(None)))) if members.nameless else found


def _add_up(connection: Connection, counted: Counted, reports: tuple[int, ...], layouts: dict[str, str] | None = None) -> dict[str, Added]:
    """Each table added up. `layouts`: table -> edition in which it is laid out, where not that of the reports."""
    marks = [Counter(), Counter()]
    for count, places in zip(marks, _marks(connection, reports)):
        unread = _unread(connection, places)
        editions = {i: dict(zip(EDITIONS, of)) for i, *of in connection.execute(select(ReportRow.id, *EDITIONS.values()).where(among(ReportRow.id, {p[0] for p in places}))).all()} if places else {}
        count.update((table, editions[report][table], row, column) for report, table, row, column in places - unread)
    stored: dict[str, list[Stored]] = {t: [] for t in TABLES}
    for key in {*counted.cells, *marks[0], *marks[1]}:
        states = counted.cells.get(key, {})
        number = states.get(NUMBER, 0)
        stored[key[0]].append(Stored(*key[1:], counted.values[key] if number else None, number, {s: states.get(s, 0) for s in STATES}, marks[0][key], marks[1][key]))
    return {t: add_up(t, stored[t], counted.editions[t], counted.reports - counted.editions[t].total(), (layouts or {}).get(t)) for t in TABLES}


def query_parts(engine: Engine, members: Members, table: str, row: str, column: str, layout: str) -> pandas.DataFrame:
    """Returns what each agency adds to one sum: agency_id, agency, kind, county, region_code, report_id, row, column, value, state (number, blank, slash, text, absent, other_form, no_table,
    no_report), edition, doubted, corrected; largest first, what is missing last."""
    found = query_all_parts(engine, members, table, layout, (row, column))
    return found.sort_values(["value", "region_code"], ascending=[False, True], na_position="last", ignore_index=True, kind="stable")


def query_all_parts(engine: Engine, members: Members, table: str, layout: str, only: tuple[str, str] | None = None) -> pandas.DataFrame:
    """Returns what each agency adds to each sum of a table (or to one, `only`), an agency's cell a row, in the order of the agencies and the form."""
    reports = members.reports
    heads = _headers(engine, reports, table)
    names = {key[0] for edition in ("2021", "2019", None) if only and (key := source(table, *only, edition, layout))}
    with reading(engine) as connection:
        cells = {(i, r, c): (v, s) for i, r, c, v, s in _rows(connection, reports, table, names)}
        doubted, corrected = _marks(connection, reports)
    chosen = [only] if only else list(expected(table, layout))
    if not only and layout == "2021" and table == "requests" and any(e == "2019" for e, _ in heads.values()):
        chosen += [place for place in expected(table, "2019") if place not in expected(table, "2021")]
    lines = []
    for agency in members.due:
        report = agency.report_id
        edition, there = heads.get(report, (None, False))
        for place in chosen:
            lines.append((agency.agency_id, agency.agency, agency.kind, agency.county, agency.region_code, report, *place,
                          *_part(report, edition, there, table, place, layout, cells, doubted, corrected)))
    return pandas.DataFrame(lines, columns=["agency_id", "agency", "kind", "county", "region_code", "report_id", "row", "column", "value", "state",
                                            "edition", "doubted", "corrected"]).astype({"value": "float64"})


def _part(report, edition, there, table, place, layout, cells, doubted, corrected) -> tuple:
    """One agency's part of one sum: value, state, edition, doubted, corrected."""
    if report is None or not there and edition is None:
        return None, NO_REPORT if report is None else NO_TABLE, None, False, False
    key = source(table, *place, edition, layout)
    if key is None:
        return None, OTHER_FORM, edition, False, False
    if edition is None and (report, *key) not in cells:
        return None, "absent", None, False, False
    value, state = cells.get((report, *key), (0.0, "number"))
    mark = (report, table, *key)
    return value if state == "number" else None, state, edition, state == "number" and mark in doubted, state == "number" and mark in corrected


def query_apart(engine: Engine, members: Members, table: str, row: str, column: str, edition: str | None) -> pandas.DataFrame:
    """Returns the values behind a sum that is listed apart: agency, report_id, value, state; only reports of that edition."""
    heads = {i: of for i, (of, _) in _headers(engine, members.reports, table).items()}
    with reading(engine) as connection:
        cells = {i: (v, s) for i, r, c, v, s in _rows(connection, members.reports, table, {row}) if c == column}
    lines = []
    for agency in members.due:
        report = agency.report_id
        if report is not None and heads.get(report, "") == edition and (report in cells or (row, column) in expected(table, edition)):
            value, state = cells.get(report, (0.0, "number"))
            lines.append((agency.agency_id, agency.agency, report, value, state))
    return pandas.DataFrame(lines, columns=["agency_id", "agency", "report_id", "value", "state"]).astype({"value": "float64"})


def _headers(engine: Engine, reports: tuple[int, ...], table: str) -> dict[int, tuple[str | None, bool]]:
    """Returns of each report its edition of the table, and whether it has the table: an edition, or cells all the same."""
    edition = EDITIONS[table]
    has = edition.is_not(None) | select(CellRow.report_id).where(CellRow.report_id == ReportRow.id, CellRow.table == table).exists()
    with reading(engine) as connection:
        return {i: (e, bool(there)) for i, e, there in connection.execute(select(ReportRow.id, edition, has).where(among(ReportRow.id, reports))).all()}


def _rows(connection: Connection, reports: Iterable[int], table: str, names: set[str] | None = None) -> Iterator[tuple]:
    """Gives the stored cells of one table (`names`: of these rows only): report, row, column, value, state. Of a cell printed twice the first counts."""
    narrowed = [CellRow.row.in_(names)] if names else []
    yield from plain(connection, select(CellRow.report_id, CellRow.row, CellRow.column, CellRow.value, CellRow.state)
                     .where(among(CellRow.report_id, reports), CellRow.table == table, CellRow.seq == 0, *narrowed))


def _marks(connection: Connection, reports: tuple[int, ...]) -> tuple[set[tuple], set[tuple]]:
    """The cells (report, table, row, column) whose reading is in doubt, and those corrected by hand."""
    doubted = {(report, c["table"], c["row"], c["column"]) for report, cells in connection.execute(DOUBTED, {"ids": reports}).all() for c in cells}
    corrected = {(report, place["table"], place["row"], place["column"]) for report, place in connection.execute(CORRECTED, {"ids": reports}).all()}
    return doubted, corrected


def _unread(connection: Connection, places: set[tuple]) -> set[tuple]:
    """Those of the cells that hold no number."""
    reports = {p[0] for p in places}
    found = set()
    for table in {p[1] for p in places}:
        found |= {(i, table, r, c) for i, r, c, _, state in _rows(connection, reports, table) if state != NUMBER}
    return places & found
