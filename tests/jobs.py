"""What stands for a reader in the tests of many files. It imports little: a process that runs it may die and be started anew many times."""
import os
import time
from pathlib import Path

from loaders.errors import UnreadableFile
from report.model import AnnualReport
from tests.reports import handed_in


def read_json(path: Path) -> tuple[AnnualReport, bytes]:
    """Reads reports as JSON; files are bad and slow by their names."""
    behave(path.name)
    return handed_in(AnnualReport.model_validate_json(path.read_bytes()), path.read_text())


def behave(name: str) -> str:
    if "bad" in name:
        raise UnreadableFile("encrypted", name)
    if "slow" in name:
        time.sleep(0.3)
    return name.upper()


def deadly(path: Path):
    """Reads, but takes its worker down with some files: always with `kill`, once with `once`."""
    mark = path.with_suffix(".tried")
    if "kill" in path.name or "once" in path.name and not mark.exists():
        mark.touch()
        os._exit(9)
    return read_json(path)
