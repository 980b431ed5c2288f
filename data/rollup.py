"""Tables 2, 3 and 4 added up in SQL over the reports of a choice, the county's own report beside them, and the parts behind each sum."""
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pandas
from sqlalchemy import Engine, case, func, select

from data.adding import STATES, Added, Stored, add_up, layout_of
from data.engine import reading
from data.filters import Filter
from data.members import Members, query_members
from data.models import CellRow, CorrectionRow, DoubtRow, ReportRow
from data.printed import EDITIONS
from data.queries import EVERYTHING
from data.sparse import TABLES
from report.editions import expected, source

AT_ONCE = 10_000  # ids in one statement
NO_REPORT, NO_TABLE, OTHER_FORM = "no_report", "no_table", "other_form"  # states of a part beside those of a cell
EDITION = case(*((CellRow.table == table, column) for table, column in EDITIONS.items()))


@dataclass(frozen=True)
class Rollup:
    """The sums of a choice: whose reports, each table added up, and (`own`) the tables of the report beside them in the same layout."""

    members: Members
    tables: dict[str, Added]
    own: dict[str, Added]


def query_rollup(engine: Engine, year: int, filter: Filter = EVERYTHING, vertical: bool = False) -> Rollup:
    """Returns tables 2, 3 and 4 added up over the choice's reports of the year (see query_members), and the own report of the county beside them."""
    members = query_members(engine, year, filter, vertical)
    sums = query_sums(engine, members.reports)
    own = query_sums(engine, (members.parent,), {t: a.layout for t, a in sums.items()}) if members.parent else {}
    return Rollup(members, sums, own)


def query_sums(engine: Engine, reports: tuple[int, ...], layouts: dict[str, str] | None = None) -> dict[str, Added]:
    """Returns each table added up over these reports. `layouts`: table -> edition in which it is laid out, where not that of the reports."""
    heads = list(_headers(engine, reports))
    stored, editions, without = _stored(engine, reports, {i: by_table for i, by_table, _ in heads}), {t: Counter() for t in TABLES}, Counter()
    for _, by_table, has in heads:
        for table in TABLES:
            if by_table[table] or table in has:
                editions[table][by_table[table]] += 1
            else:
                without[table] += 1
    return {t: add_up(t, stored[t], editions[t], without[t], (layouts or {}).get(t)) for t in TABLES}


def query_parts(engine: Engine, members: Members, table: str, row: str, column: str, layout: str) -> pandas.DataFrame:
    """Returns what each agency adds to one sum: COLUMNS of members, value, state (number, blank, slash, text, absent, other_form, no_table,
    no_report), edition, doubted, corrected; largest first, what is missing last."""
    found = query_all_parts(engine, members, table, layout, (row, column))
    return found.sort_values(["value", "region_code"], ascending=[False, True], na_position="last", ignore_index=True, kind="stable")


def query_all_parts(engine: Engine, members: Members, table: str, layout: str, only: tuple[str, str] | None = None) -> pandas.DataFrame:
    """Returns what each agency adds to each sum of a table (or to one, `only`), an agency's cell a row, in the order of the agencies and the form."""
    reports = members.reports
    heads = {i: (by_table[table], table in has) for i, by_table, has in _headers(engine, reports)}
    names = {key[0] for edition in ("2021", "2019", None) if only and (key := source(table, *only, edition, layout))}
    cells = {(i, r, c): (v, s) for i, r, c, v, s in _rows(engine, reports, table, names)}
    doubted, corrected = _marks(engine, reports)
    chosen = [only] if only else list(expected(table, layout))
    if not only and layout == "2021" and table == "requests" and any(e == "2019" for e, _ in heads.values()):
        chosen += [place for place in expected(table, "2019") if place not in expected(table, "2021")]
    lines = []
    for agency in members.due.itertuples():
        report = None if pandas.isna(agency.report_id) else int(agency.report_id)
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
    heads = {i: by_table[table] for i, by_table, _ in _headers(engine, members.reports)}
    cells = {i: (v, s) for i, r, c, v, s in _rows(engine, members.reports, table) if (r, c) == (row, column)}
    lines = []
    for agency in members.due.dropna(subset=["report_id"]).itertuples():
        report = int(agency.report_id)
        if heads.get(report, "") == edition and (report in cells or (row, column) in expected(table, edition)):
            value, state = cells.get(report, (0.0, "number"))
            lines.append((agency.agency_id, agency.agency, report, value, state))
    return pandas.DataFrame(lines, columns=["agency_id", "agency", "report_id", "value", "state"]).astype({"value": "float64"})


def _pieces(reports: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The ids some at a time."""
    for start in range(0, len(reports), AT_ONCE):
        yield reports[start:start + AT_ONCE]


def _headers(engine: Engine, reports: tuple[int, ...]) -> Iterator[tuple[int, dict[str, str | None], set[str]]]:
    """Gives of each report its id, its edition of each table, and the tables without known edition of which it has cells all the same."""
    for piece in _pieces(reports):
        with reading(engine) as connection:
            rows = connection.execute(select(ReportRow.id, *EDITIONS.values()).where(ReportRow.id.in_(piece))).all()
            unknown = [r[0] for r in rows if None in r[1:]]
            has = defaultdict(set)
            for i, table in connection.execute(select(CellRow.report_id, CellRow.table).where(CellRow.report_id.in_(unknown)).distinct()) if unknown else ():
                has[i].add(table)
        for i, *editions in rows:
            yield i, dict(zip(EDITIONS, editions)), has[i] | {t for t, e in zip(EDITIONS, editions) if e}


def _rows(engine: Engine, reports: tuple[int, ...], table: str, names: set[str] | None = None) -> Iterator[tuple]:
    """Gives the stored cells of one table (`names`: of these rows only): report, row, column, value, state. Of a cell printed twice the first counts."""
    narrowed = [CellRow.row.in_(names)] if names else []
    for piece in _pieces(reports):
        with reading(engine) as connection:
            yield from connection.execute(select(CellRow.report_id, CellRow.row, CellRow.column, CellRow.value, CellRow.state)
                                          .where(CellRow.report_id.in_(piece), CellRow.table == table, CellRow.seq == 0, *narrowed)).all()


def _stored(engine: Engine, reports: tuple[int, ...], editions: dict[int, dict[str, str | None]]) -> dict[str, list[Stored]]:
    """The stored cells added up by table, edition and cell."""
    found: dict[tuple, list] = {}
    for piece in _pieces(reports):
        state = {s: func.sum(case((CellRow.state == s, 1), else_=0)) for s in ("number", *STATES)}
        numbers = func.sum(case((CellRow.state == "number", CellRow.value)))
        with reading(engine) as connection:
            rows = connection.execute(select(CellRow.table, EDITION, CellRow.row, CellRow.column, numbers, *state.values())
                                      .join(ReportRow, ReportRow.id == CellRow.report_id).where(CellRow.report_id.in_(piece), CellRow.seq == 0)
                                      .group_by(CellRow.table, EDITION, CellRow.row, CellRow.column)).all()
        for *key, value, number, blank, slash, text, absent in rows:
            line = found.setdefault(tuple(key), [0.0, 0, Counter()])
            line[0] += value or 0
            line[1] += number
            line[2].update(dict(zip(STATES, (blank, slash, text, absent))))
    marks = [Counter(), Counter()]
    for count, places in zip(marks, _marks(engine, reports)):
        unread = _unread(engine, places)
        count.update((table, editions[report][table], row, column) for report, table, row, column in places - unread)
    by_table: dict[str, list[Stored]] = {t: [] for t in TABLES}
    for key in {*found, *marks[0], *marks[1]}:
        value, number, states = found.get(key, (0.0, 0, {}))
        by_table[key[0]].append(Stored(*key[1:], value if number else None, number, states, marks[0][key], marks[1][key]))
    return by_table


def _marks(engine: Engine, reports: tuple[int, ...]) -> tuple[set[tuple], set[tuple]]:
    """The cells (report, table, row, column) whose reading is in doubt, and those corrected by hand."""
    doubted, corrected = set(), set()
    for piece in _pieces(reports):
        with reading(engine) as connection:
            for report, cells in connection.execute(select(DoubtRow.report_id, DoubtRow.cells).where(DoubtRow.report_id.in_(piece))):
                doubted |= {(report, c["table"], c["row"], c["column"]) for c in cells or ()}
            for report, place in connection.execute(
                    select(ReportRow.id, CorrectionRow.place)
                    .join(CorrectionRow, (CorrectionRow.agency_id == ReportRow.agency_id) & (CorrectionRow.year == ReportRow.year))
                    .where(ReportRow.id.in_(piece), CorrectionRow.kind == "cell", CorrectionRow.ended_at.is_(None))):
                corrected.add((report, place["table"], place["row"], place["column"]))
    return doubted, corrected


def _unread(engine: Engine, places: set[tuple]) -> set[tuple]:
    """Those of the cells that hold no number."""
    reports = tuple(sorted({p[0] for p in places}))
    found = set()
    for table in {p[1] for p in places}:
        found |= {(i, table, r, c) for i, r, c, _, state in _rows(engine, reports, table) if state != "number"}
    return places & found
