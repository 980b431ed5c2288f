"""By when a report is published: the days that the Regulations set (deadlines.csv), and those that an office sets for its own place."""
import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path


@cache
def legal_days() -> dict[str, str]:
    """Returns kind of agency -> the last day ("01-31", of the year after) that the Regulations set."""
    return {kind: line["day"] for kind, line in sources().items()}


@cache
def sources() -> dict[str, dict[str, str]]:
    """Returns kind of agency -> {kind, day, source} of deadlines.csv."""
    with open(Path(__file__).parent / "deadlines.csv", encoding="utf-8", newline="") as lines:
        return {line["kind"]: line for line in csv.DictReader(lines)}


def last_day(day: str, year: int) -> date:
    """Returns the day ("01-31") in the year after the one that the report is about. Raises ValueError where it is no day; 02-29 is the last of February."""
    if day == "02-29":
        return date(year + 1, 3, 1) - timedelta(days=1)
    return date.fromisoformat(f"{year + 1:04d}-{day}")
