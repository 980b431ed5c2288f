"""Numbers far from those of like agencies: information, with the peers shown."""
from collections.abc import Iterator
from dataclasses import dataclass
from math import log1p
from statistics import fmean, median

from report import form
from report.checks.answer import Answer, failed, passed, unknown
from report.model import AnnualReport, CellReference, Evidence, Number

FEWEST = 5  # peers: fewer show no spread
FAR = 3.5  # robust z-score (Iglewicz and Hoaglin 1993)
LEAST = 10  # a difference from the median that is worth telling
COMPARED = {**{row: ("disclosed", row, "decided") for row in ("licences", "penalties", "coercive_measures")}, "received": ("requests", "received", "total")}  # name -> table, row, column
SHOWN = 8


@dataclass(frozen=True)
class Place:
    """A number that is compared, and where it stands."""

    name: str
    value: Number
    cells: tuple[CellReference, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def numbers(report: AnnualReport) -> dict[str, Place]:
    """Returns what is compared between agencies: the decisions of table 2, the applications received, the exact total of disclosure."""
    found = {}
    for name, (table, row, column) in COMPARED.items():
        if (value := getattr(report, table).get(row, {}).get(column)) is not None:
            found[name] = Place(form.row_name(table, row, "en"), value, (CellReference(table=table, row=row, column=column),))
    total = report.figure("disclosed.total")
    if total is not None and total.value is not None and not total.approximate:
        found["total"] = Place(form.measures()["disclosed.total"]["english"], total.value, (), (total.evidence,))
    return found


def robust_score(value: Number, peers: list[Number]) -> float:
    """Returns how far a number lies from its peers' median in robust units, on the scale of log(1 + n) because counts are skewed. Where
    more than half of the peers agree, so that the median deviation is 0, the mean deviation stands in."""
    scale = [log1p(max(p, 0)) for p in peers]
    middle = median(scale)
    spread = 1.4826 * median(abs(s - middle) for s in scale) or 1.2533 * fmean(abs(s - middle) for s in scale) or 0.1
    return (log1p(max(value, 0)) - middle) / spread


def peers_of(report: AnnualReport, others: list[AnnualReport]) -> list[AnnualReport]:
    """Returns the other agencies of the same kind, county (city where there is none) and year."""
    def group(r: AnnualReport):
        place = (r.region.province, r.region.city, r.region.county) if r.region else None
        return (r.agency.kind if r.agency else None, place, r.year)
    return [o for o in others if o is not report and group(o) == group(report) and o.source.sha256 != report.source.sha256]


def check_outliers(report: AnnualReport, others: list[AnnualReport]) -> Iterator[Answer]:
    """Licences, penalties, coercive measures, applications and the total of disclosure far from those of the agencies of the same kind in the same county
    and year (robust z-score above 3.5 on a logarithmic scale, at least five peers). It says nothing of right or wrong; the peers are shown."""
    peers = peers_of(report, others)
    theirs = [(p, numbers(p)) for p in peers]
    for key, place in numbers(report).items():
        known = [(p.agency_name, n[key].value) for p, n in theirs if key in n]
        if len(known) < FEWEST:
            yield unknown("Fewer than five like agencies of the county give this number.", cells=place.cells, evidence=place.evidence)
            continue
        values = [v for _, v in known]
        middle, score = median(values), robust_score(place.value, values)
        if abs(score) <= FAR or abs(place.value - middle) < LEAST:
            yield passed(place.value, middle, place.cells, place.evidence)
        else:
            nearest = sorted(known, key=lambda k: -k[1])[:SHOWN]
            yield failed("{name}: {value}; the median of {count} like agencies is {median} (robust z-score {score}). Peers: {peers}.",
                         {"name": place.name, "value": place.value, "count": len(known), "median": middle, "score": round(score, 1),
                          "peers": [[n, v] for n, v in nearest]}, place.value, middle, place.cells, place.evidence)
