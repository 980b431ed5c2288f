"""Many reports as printed, for files that people open: headers, the three tables with the form's zeros put back, statistics, themes."""
from functools import cache

import pandas
from sqlalchemy import Engine, select

from data.among import among
from data.engine import reading
from data.filters import Filter, frame, framed
from data.models import AgencyRow, CellRow, ClauseThemeRow, ReportRow, StatisticRow
from data.models.reports import EDITIONS
from data.queries import EVERYTHING, IDENTITY
from data.sparse import expected
from report.form import rows

EDITED = ("2021", "2019")  # the editions of the form
ZERO = (0.0, "0", "number")  # of a cell without a row: data/sparse.py


def query_printed_cells(engine: Engine, filter: Filter = EVERYTHING, table: str = "requests", report_id: int | None = None,
                        reports: tuple[int, ...] = ()) -> pandas.DataFrame:
    """Returns every printed cell of one table, in the form's order: the identity columns, edition, row, column, value, raw, state.

    `state`: number (0 included), blank, slash or text; a cell that the report did not print has no row. Of a cell printed
    twice the first counts. `reports`: ids, in place of the filter."""
    chosen = [ReportRow.id == report_id] if report_id is not None else [among(ReportRow.id, reports)] if reports else filter.where()
    head, cell = (*IDENTITY, EDITIONS[table].label("edition")), (CellRow.row, CellRow.column, CellRow.value, CellRow.raw, CellRow.state)
    with reading(engine) as connection:
        headers = connection.execute(select(*head).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(*chosen).order_by(ReportRow.id)).all()
        stored: dict[int, dict[tuple[str, str], tuple]] = {}
        for of, row, column, *printed in connection.execute(select(CellRow.report_id, *cell).join(ReportRow, ReportRow.id == CellRow.report_id)
                                                            .where(CellRow.table == table, CellRow.seq == 0, *chosen)).all():
            stored.setdefault(of, {})[row, column] = tuple(printed)
    lines = []
    for header in headers:
        form, own = _form(table, header.edition), stored.get(header.report_id, {})
        places = form if form.keys() >= own.keys() else sorted({**form, **own}, key=lambda place: (*_rank(table, *place), *place))
        lines += [(*header, *place, *printed) for place in places if (printed := own.get(place, ZERO))[-1] != "absent"]
    return framed(select(*head, *cell), lines)


@cache
def _form(table: str, edition: str | None) -> dict[tuple[str, str], None]:
    """Returns the places of an edition's table, by row and column of the form; none where the edition is not known."""
    return dict.fromkeys(sorted(expected(table, edition), key=lambda place: _rank(table, *place)) if edition in EDITED else ())


@cache
def _rank(table: str, row: str, column: str) -> tuple[int, int]:
    """Returns the place of a row and a column in the form; what it has not stands last."""
    order = [row.key for row in rows(table)], list(dict.fromkeys(c for edition in EDITED for _, c in expected(table, edition)))
    return tuple(of.index(key) if key in of else len(of) for of, key in zip(order, (row, column)))


def query_report_ids(engine: Engine, filter: Filter = EVERYTHING) -> list[int]:
    """Returns the ids of the current reports, in the order they came."""
    with reading(engine) as connection:
        return list(connection.execute(select(ReportRow.id).where(*filter.where()).order_by(ReportRow.id)).scalars())


def query_headers(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns every column of the current reports, report_id first, with agency, province, city, county, township."""
    own = [c for c in ReportRow.__table__.columns if c.name != "id"]
    return frame(engine, select(ReportRow.id.label("report_id"), *own, AgencyRow.name.label("agency"), AgencyRow.province, AgencyRow.city,
                                AgencyRow.county, AgencyRow.township)
                 .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(*filter.where()).order_by(ReportRow.id))


def query_statistics(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns the lines of the statistics sheets before 2019: the identity columns, seq, indicator, unit, value, cumulative, key."""
    return frame(engine, select(*IDENTITY, StatisticRow.seq, StatisticRow.label.label("indicator"), StatisticRow.unit, StatisticRow.value,
                                StatisticRow.cumulative, StatisticRow.key)
                 .join(ReportRow, ReportRow.id == StatisticRow.report_id).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
                 .where(*filter.where()).order_by(StatisticRow.report_id, StatisticRow.seq))


def query_clause_themes(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns the themes of every clause, in their order: report_id, part, seq, theme."""
    return frame(engine, select(ClauseThemeRow.report_id, ClauseThemeRow.part, ClauseThemeRow.seq, ClauseThemeRow.theme)
                 .join(ReportRow, ReportRow.id == ClauseThemeRow.report_id).where(*filter.where())
                 .order_by(ClauseThemeRow.report_id, ClauseThemeRow.part, ClauseThemeRow.seq, ClauseThemeRow.position))
