"""What kind of agency a name means: the patterns of agencies.csv in their order, and the places that are governments."""
import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from report.places import chains

OFFICE = re.compile(r"(?:党政综合|党政|综合|政务公开|信息公开|行政)?(?:办公室|办|科|股)$")  # "芦湖街道党政办公室", "某局办公室"
NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z0-9()（）·•、\-]{2,50}")  # what a name may be written with


@cache
def kinds() -> tuple[tuple[str, re.Pattern], ...]:
    """Returns the patterns of agencies.csv in order of priority: (kind, pattern)."""
    with open(Path(__file__).parent / "agencies.csv", encoding="utf-8", newline="") as lines:
        return tuple((line["kind"], re.compile(line["pattern"])) for line in csv.DictReader(lines))


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str | None:
    """Returns the kind of the agency with that name (in comparable characters, without spaces), or None where it reads like none."""
    if not NAME.fullmatch(name):
        return None
    whole = [chain.place for chain in chains(name) if chain.end == len(name) and chain.place and chain.full]
    if whole:  # nothing but places: 长春市绿园区
        return "zone" if all(not p.code or "71" <= p.code[4:] <= "79" for p in whole) else "government"
    return next((kind for kind, pattern in kinds() if pattern.search(name)), None)
