"""How much one file may cost. Every limit can be set by an environment variable: DISCLOSURE_LIMIT_SECONDS=120."""
import os
from dataclasses import dataclass, fields
from functools import cache

PREFIX = "DISCLOSURE_LIMIT_"


@dataclass(frozen=True)
class Limits:
    """Limits on reading one file. The largest real report that was met has 40 pages, 900 cells and 6 MB."""

    seconds: float = 60  # of one file, by the clock
    memory_bytes: int = 1_500_000_000  # address space of the reading process, where the system can limit it (not on Windows)
    file_bytes: int = 100_000_000  # the file as handed in
    expanded_bytes: int = 200_000_000  # all parts of an archive, unpacked
    ratio: int = 200  # unpacked to packed, for parts above a megabyte
    parts: int = 5_000  # files in one archive
    pages: int = 2_000
    cells: int = 300_000  # cells of one document, and places of one grid
    nesting: int = 50  # tables in tables, archives in archives

    @classmethod
    def from_environment(cls) -> "Limits":
        """Returns the limits with those replaced that environment variables name; what is no number is passed over."""
        given = {}
        for field in fields(cls):
            text = os.environ.get(PREFIX + field.name.upper(), "").strip().replace("_", "")
            if text.replace(".", "", 1).isdecimal():
                given[field.name] = float(text) if field.name == "seconds" else int(float(text))
        return cls(**given)


@cache
def limits() -> Limits:
    """Returns the limits of this process."""
    return Limits.from_environment()
