"""Files handed in on the page, each read in a process of its own."""
from collections.abc import Iterator, Sequence

from loaders import pool
from loaders.errors import UnreadableFile
from report.model import AnnualReport

Upload = tuple[str, bytes, str | None]  # name, bytes, password


def read_uploads(files: Sequence[Upload], workers: int | None = None) -> Iterator[tuple[Upload, AnnualReport | UnreadableFile]]:
    """Gives each file with its report, or with the UnreadableFile that it came to, in order; `workers` as in pool.run."""
    workers = min(pool.available_workers(), len(files)) if workers is None else workers
    yield from pool.run(read_upload, files, workers, lambda file: file[0])


def read_upload(file: Upload) -> AnnualReport:
    """Returns the report of one file. Raises UnreadableFile."""
    from loaders.assemble import read_report

    name, data, password = file
    return read_report(data, name, password)
