"""The page of the original file on which a place of a section stands."""
from bisect import bisect_right

from report.model import Section


def page_of(section: Section, offset: int) -> int | None:
    """Returns the page number (from 1) of that place of the section's text; None where the file has no pages or the reader did not tell."""
    place = bisect_right([start for start, _ in section.pages], offset) - 1
    return section.pages[place][1] if place >= 0 else None
