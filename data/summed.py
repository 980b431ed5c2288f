"""What the summaries answer: the same questions as data/queries.py, data/spread.py and data/findings.py ask of the reports, for the nation and for provinces."""
from sqlalchemy import ColumnElement

from data import permits
from data.filters import Filter
from data.models import SummaryRow


def summed(filter: Filter, years: bool = True) -> list[ColumnElement[bool]] | None:
    """Returns the conditions under which the summaries answer for the filter; None where they do not: another place than a province, single agencies or
    reports, or a person who may not read everything."""
    whole = filter.region is None or (len(filter.region) == 2 and filter.region.isdecimal())
    if not whole or filter.agencies or filter.reports or not permits.current().everywhere("viewer"):
        return None
    chosen = [SummaryRow.place == int(filter.region or 0)]
    chosen += [SummaryRow.year.in_(filter.years)] if filter.years and years else []
    return chosen + ([SummaryRow.kind.in_(filter.kinds)] if filter.kinds else [])
