"""The demonstration data: the invented county's files, and the facts of published reports as parsed reports in JSON."""
from collections.abc import Callable
from pathlib import Path

from loaders.ingest import Summary, ingest

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"


def load_samples(url: str | None = None, progress: Callable | None = None, workers: int | None = None) -> Summary:
    """Returns the summary of storing every sample as demo data."""
    files = [p for folder in sorted(SAMPLES.iterdir()) if folder.is_dir() for p in sorted(folder.iterdir())]
    return ingest(files, url, workers, progress, actor="samples", demo=True)
