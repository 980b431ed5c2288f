"""Many reports as printed, for files that people open: headers, the three tables with the form's zeros put back, statistics, themes."""
import pandas
from sqlalchemy import Engine, select

from data.among import among
from data.engine import reading
from data.filters import Filter, frame
from data.models import AgencyRow, CellRow, ClauseThemeRow, ReportRow, StatisticRow
from data.models.reports import EDITIONS
from data.queries import EVERYTHING, IDENTITY
from data.sparse import expected
from report.form import rows


def query_printed_cells(engine: Engine, filter: Filter = EVERYTHING, table: str = "requests", report_id: int | None = None,
                        reports: tuple[int, ...] = ()) -> pandas.DataFrame:
    """Returns every printed cell of one table, in the form's order: the identity columns, edition, row, column, value, raw, state.

    `state`: number (0 included), blank, slash or text; a cell that the report did not print has no row. Of a cell printed
    twice the first counts. `reports`: ids, in place of the filter."""
    chosen = [ReportRow.id == report_id] if report_id is not None else [among(ReportRow.id, reports)] if reports else filter.where()
    headers = frame(engine, select(*IDENTITY, EDITIONS[table].label("edition"))
                    .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(*chosen).order_by(ReportRow.id))
    stored = frame(engine, select(CellRow.report_id, CellRow.row, CellRow.column, CellRow.value, CellRow.raw, CellRow.state)
                   .join(ReportRow, ReportRow.id == CellRow.report_id).where(CellRow.table == table, CellRow.seq == 0, *chosen))
    form = pandas.DataFrame([(e, *key) for e in ("2021", "2019") for key in expected(table, e)], columns=["edition", "row", "column"])
    zeros = headers[["report_id", "edition"]].merge(form, on="edition")
    keys = ["report_id", "row", "column"]
    cells = zeros[keys].merge(stored, on=keys, how="outer")
    plain = cells["state"].isna()
    cells.loc[plain, "value"] = 0
    cells.loc[plain, "raw"] = "0"
    cells.loc[plain, "state"] = "number"
    printed = headers.merge(cells[cells["state"] != "absent"], on="report_id")
    return printed.sort_values(["report_id", "row", "column"], key=lambda column: _ranks(table, column), kind="stable", ignore_index=True)


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


def _ranks(table: str, column: pandas.Series) -> pandas.Series:
    """The place of each row or column in the form; report ids stay as they are."""
    if column.name == "report_id":
        return column
    if column.name == "row":
        order = {row.key: i for i, row in enumerate(rows(table))}
    else:
        order = {c: i for i, c in enumerate(dict.fromkeys(c for e in ("2021", "2019") for _, c in expected(table, e)))}
    return column.map(order).fillna(len(order)).astype(int)
