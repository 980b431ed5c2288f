"""Whether a report was published in time: F-9, against the Regulations' days or those that an office has set."""
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from report.checks.answer import Answer, failed, passed, unknown
from report.deadlines import last_day, legal_days
from report.model import AnnualReport, Evidence

LATEST = "03-31"  # no report of the year is due later than the government's own, so that a date behind it is pointed out also where no local date is known
LOCAL = ("town", "township", "subdistrict")
MOVED = 90  # days: a page dated so much later was more probably moved than published late


def check_deadline(report: AnnualReport) -> Iterator[Answer]:
    """Departments submit and publish by 31 January, governments by 31 March of the year after (条例 art. 49). Towns, townships and subdistricts follow a local date, which
    an office sets on the page Progress: later than that is a warning; where none is set, only a date after 31 March is pointed out. A page dated months later
    was perhaps only moved, so then it is a warning."""
    yield from tell_deadline(report.agency and report.agency.kind, report.year, report.published, evidence=[report.published_evidence] if report.published_evidence else ())


def tell_deadline(kind: str | None, year: int | None, published: str | None, days: Mapping[str, str] | None = None,
                  evidence: Iterable[Evidence] = ()) -> Iterator[Answer]:
    """Yields what F-9 says of a report of that kind, year and date of publication (ISO). `days`: kind -> day that the office has set, before those of the
    Regulations; `evidence`: the words of the day in the report. Late is an error only against the Regulations' own day; against a local one, or months later, it is a warning."""
    if year is None or published is None or kind is None:
        yield unknown("The year, the agency or the date of publication is not known.")
        return
    try:
        when = date.fromisoformat(published)
    except ValueError:
        yield unknown("The date of publication is not a full date.")
        return
    day = (days or {}).get(kind) or legal_days().get(kind) or (LATEST if kind in LOCAL else None)
    if day is None:
        yield unknown("The date is set for governments and their departments only.")
        return
    if when.year <= year:
        yield unknown("The date of publication ({published}) lies before the end of the year.", {"published": published})
        return
    limit = last_day(day, year)
    late = (when - limit).days
    if late <= 0:
        yield passed()
        return
    legal = legal_days().get(kind)
    certain = legal is not None and 0 < (when - last_day(legal, year)).days <= MOVED
    yield failed("Published on {published}, {days} days after {limit}.", {"published": published, "days": late, "limit": limit.isoformat()},
                 evidence=evidence, severity="error" if certain else "warning")
