"""The demonstration data: the invented county's files, its roster and local days, and the facts of published reports as parsed reports in JSON."""
import csv
from collections.abc import Callable
from pathlib import Path

from data.deadlines import save_deadline
from data.engine import engine
from data.roster import query_rostered, save_roster
from loaders.ingest import Summary, ingest
from loaders.rosters import as_lines, read_roster_file

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"
COUNTY = "990101"  # 青禾县


def load_samples(url: str | None = None, progress: Callable | None = None, workers: int | None = None) -> Summary:
    """Returns the summary of storing every sample as demo data; a roster of the county that somebody has made stays as it is."""
    files = [p for folder in sorted(SAMPLES.iterdir()) if folder.is_dir() for p in sorted(folder.iterdir())]
    summary = ingest(files, url, workers, progress, actor="samples", demo=True)
    database = engine(url)
    if not query_rostered(database, COUNTY):
        path = SAMPLES / "roster.csv"
        save_roster(database, COUNTY, as_lines(read_roster_file(path.read_bytes(), path.name)), "samples", demo=True)
        with open(SAMPLES / "deadlines.csv", encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                save_deadline(database, line["region"], line["kind"], int(line["year"]), line["day"], "samples", demo=True)
    return summary
