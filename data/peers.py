"""Numbers far from those of like agencies, over many reports at once: the rule of check O-1 on columns instead of whole reports."""
from statistics import median

import pandas
from sqlalchemy import Engine, and_, select

from data.engine import reading
from data.filters import Filter, frame
from data.members import refuse_too_wide
from data.models import AgencyRow, CellRow, DoubtRow, ReportRow
from data.queries import EVERYTHING, IDENTITY
from report.checks.outliers import FAR, FEWEST, LEAST, MEASURES, robust_score

CELLS = {row: ("disclosed", row, column) for row, column in MEASURES} | {"received": ("requests", "received", "total")}
NUMBERS = (*CELLS, "total")  # what is compared: decisions of table 2, applications received, the exact total of disclosure


def query_peer_numbers(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns one number of one current report a row: the identity columns, number (of NUMBERS), value. Left out are blanks, approximate totals,
    and cells whose reading is in doubt."""
    reports = frame(engine, select(*IDENTITY, ReportRow.disclosed_total, ReportRow.disclosed_total_approximate, ReportRow.edition_disclosed, ReportRow.edition_requests)
                    .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id).where(*filter.where(), ReportRow.year.is_not(None), ReportRow.agency_id.is_not(None)).order_by(ReportRow.id))
    pieces = [reports.loc[~reports["disclosed_total_approximate"].fillna(True)].assign(number="total", value=lambda f: f["disclosed_total"])]
    with reading(engine) as connection:
        doubts = connection.execute(select(DoubtRow.report_id, DoubtRow.cells).join(ReportRow, ReportRow.id == DoubtRow.report_id).where(*filter.where())).all()
    doubted = {(i, c["table"], c["row"], c["column"]) for i, cells in doubts for c in cells}
    for number, (table, row, column) in CELLS.items():
        stored = frame(engine, select(CellRow.report_id, CellRow.value, CellRow.state).join(ReportRow, ReportRow.id == CellRow.report_id).where(
            and_(CellRow.table == table, CellRow.row == row, CellRow.column == column, CellRow.seq == 0), *filter.where()))
        joined = reports[reports[f"edition_{table}"].notna()].merge(stored, on="report_id", how="left")
        joined["value"] = joined["value"].where(joined["state"].notna(), 0.0)  # a cell without a row is a printed 0
        keep = [(int(i), table, row, column) not in doubted for i in joined["report_id"]]
        pieces.append(joined.loc[keep].assign(number=number))
    columns = [*(c.name for c in IDENTITY), "number", "value"]
    return pandas.concat([p.loc[p["value"].notna(), columns] for p in pieces], ignore_index=True)


def query_outliers(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns the numbers far from those of the agencies of the same kind, county and year, farthest first: the identity columns, number, value, median,
    score (robust z), peers (how many). It says nothing of right or wrong. The peers are all of the county, whatever agencies are chosen. Raises DatabaseProblem (see refuse_too_wide)."""
    refuse_too_wide(engine, Filter((), filter.region))
    wide = Filter(filter.years, filter.region, (), ())
    found = query_peer_numbers(engine, wide).assign(place=lambda f: f["region_code"].fillna(0) // 1_000_000)
    lines = []
    for _, group in found[found["place"] > 0].groupby(["number", "kind", "place", "year"]):
        if len(group) <= FEWEST:
            continue
        values = list(group["value"])
        for i, (row, value) in enumerate(zip(group.itertuples(index=False), values)):
            others = values[:i] + values[i + 1:]
            middle, score = median(others), robust_score(value, others)
            if abs(score) > FAR and abs(value - middle) >= LEAST:
                lines.append({**row._asdict(), "median": middle, "score": round(score, 1), "peers": len(others)})
    outliers = pandas.DataFrame(lines, columns=[*found.columns, "median", "score", "peers"])
    if filter.kinds:
        outliers = outliers[outliers["kind"].isin(filter.kinds)]
    if filter.agencies:
        outliers = outliers[outliers["agency_id"].isin(filter.agencies)]
    return outliers.sort_values("score", key=abs, ascending=False, ignore_index=True)


def query_peers(engine: Engine, report_id: int, number: str) -> pandas.DataFrame:
    """Returns the numbers of a report and its peers, largest first: the identity columns, number, value."""
    with reading(engine) as connection:
        own = connection.execute(select(ReportRow.year, ReportRow.kind, ReportRow.region_code).where(ReportRow.id == report_id)).first()
    if own is None or own.region_code is None:
        return pandas.DataFrame()
    county = Filter((own.year,), str(own.region_code)[:6], (own.kind,))
    found = query_peer_numbers(engine, county)
    return found[found["number"] == number].sort_values("value", ascending=False, ignore_index=True)
