"""A county's own report beside those of its agencies: the checks of sums and of parts larger than the whole, computed when asked."""
from dataclasses import dataclass

import pandas
from sqlalchemy import Engine, select

from data.engine import reading
from data.filters import Filter, region_range
from data.models import ReportRow
from data.rows import load_rows
from report.checks import run_group_checks

COUNTY = 6  # digits of a county's code


@dataclass(frozen=True)
class GroupAnswer:
    """`parent`: the county's own report, None where it is not there; `children`: how many others; `findings`: check, verdict, severity, message, template,
    values, left, right, difference, cells."""

    parent: int | None
    children: int
    findings: pandas.DataFrame


def query_group(engine: Engine, region: str, year: int) -> GroupAnswer | None:
    """Returns what the group checks say of a county's year; None where the region is no county. The roster of agencies that must report is not stored,
    so that sums are never called wrong while reports may be missing."""
    if len(region) != COUNTY:
        return None
    with reading(engine) as connection:
        rows = connection.execute(select(ReportRow.id, ReportRow.kind, ReportRow.region_code).where(
            *Filter(years=(year,), region=region).where()).order_by(ReportRow.id)).all()
        own = [r.id for r in rows if r.kind == "government" and r.region_code == region_range(region)[0]]
        parent = own[0] if len(own) == 1 else None
        children = [load_rows(connection, r.id) for r in rows if r.id != parent]
        county = load_rows(connection, parent) if parent else None
    found = [f.model_dump(exclude={"evidence"}) for f in run_group_checks(county, children)]
    columns = ["check", "verdict", "severity", "message", "template", "values", "left", "right", "difference", "cells"]
    return GroupAnswer(parent, len(children), pandas.DataFrame(found, columns=columns))
