"""What the checks from year to year have in common."""
from report.model import AnnualReport

NO_PREVIOUS = "The report of the year before is not there."
NO_PREVIOUS_TABLE = "The report of the year before holds no number in that place."
OTHER_EDITION = "The two years use different editions of the form, so that the numbers cannot be compared."


def year_before(report: AnnualReport, previous: AnnualReport | None) -> AnnualReport | None:
    """Returns `previous` where it really is the year before this report's, else None."""
    if previous is None or report.year is None or previous.year != report.year - 1:
        return None
    return previous
