"""The demonstration data: the invented county's files, and the facts of published reports as parsed reports in JSON."""
from collections.abc import Callable
from pathlib import Path

from loaders.find import read_bytes
from loaders.ingest import Summary, ingest, read_file
from report.model import AnnualReport

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"


def load_samples(url: str | None = None, progress: Callable | None = None, workers: int | None = None) -> Summary:
    """Returns the summary of storing every sample as demo data."""
    files = [p for folder in sorted(SAMPLES.iterdir()) if folder.is_dir() for p in sorted(folder.iterdir())]
    return ingest(files, url, workers, progress, actor="samples", demo=True, job=read_sample)


def read_sample(path: Path) -> tuple[AnnualReport, bytes | None]:
    """Returns a sample: a parsed report (.json, no original file) or what is read from a file. Raises UnreadableFile."""
    if path.suffix == ".json":
        return AnnualReport.model_validate_json(read_bytes(path)), None
    return read_file(path)
