"""How much one file may cost. Every limit can be set by an environment variable: DISCLOSURE_LIMIT_SECONDS=120."""
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields

PREFIX = "DISCLOSURE_LIMIT_"


@dataclass(frozen=True)
class Limits:
    """Limits on reading one file. The largest real report that was met has 40 pages, 900 cells and 6 MB."""

    seconds: float = 60  # of one file, by the clock
    memory_bytes: int = 1_500_000_000  # address space of the reading process, where the system can limit it (not on Windows)
    file_bytes: int = 100_000_000  # the file as handed in
    expanded_bytes: int = 200_000_000  # all parts of an archive, unpacked
    ratio: int = 200  # unpacked to packed, for parts above a megabyte
    archive_bytes: int = 2_000_000_000  # all files of an archive that is handed in, unpacked; they are read one at a time
    parts: int = 5_000  # files in one archive
    disk_parts: int = 300_000  # files in an archive that lies on disk, of which only the list is held
    disk_bytes: int = 200_000_000_000  # all files of such an archive, unpacked
    archives: int = 5  # archives in archives
    pages: int = 2_000
    cells: int = 300_000  # cells of one document, and places of one grid
    nesting: int = 50  # tables in tables
    scan_pages: int = 60  # pages and pictures of one file that are recognised
    scan_seconds: float = 30  # for each of these, on top of `seconds`
    scan_memory_bytes: int = 3_000_000_000  # address space while pictures are recognised; about half of it is used

    @classmethod
    def from_environment(cls) -> "Limits":
        """Returns the limits with those replaced that environment variables name; what is no number is passed over."""
        given = {}
        for field in fields(cls):
            text = os.environ.get(PREFIX + field.name.upper(), "").strip().replace("_", "")
            if text.replace(".", "", 1).isdecimal():
                given[field.name] = float(text) if field.name.endswith("seconds") else int(float(text))
        return cls(**given)


_current: Limits | None = None
_listener: Callable[[int, int], None] | None = None
_extender: Callable[[], None] | None = None


def limits() -> Limits:
    """Returns the limits of this process."""
    global _current
    if _current is None:
        _current = Limits.from_environment()
    return _current


def install_limits(chosen: Limits | None = None) -> Limits:
    """Puts the limits into force in this process, memory included, and returns them. For processes that only read files:
    a process that also serves people would be limited with them. Where the system cannot limit memory the other limits hold."""
    global _current
    _current = chosen or limits()
    if memory_is_limited():
        import resource

        _limit_memory(_current.memory_bytes)
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    return _current


def memory_is_limited() -> bool:
    """Returns whether this system limits the memory of a reading process: Windows does not this way, nor does macOS keep to it."""
    try:
        import resource
    except ImportError:
        return False
    return hasattr(resource, "RLIMIT_AS") and sys.platform != "darwin"


def _limit_memory(size: int) -> None:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(hard, size), hard))


def tell(done: int, all_: int) -> None:
    """Says how many pages of a slow file are done, to whoever listens."""
    if _listener:
        _listener(done, all_)


def begin_scan() -> None:
    """Gives this process, where it is a limited one, the memory and the further seconds that recognising one more picture may take."""
    if not _extender:
        return
    _extender()
    if memory_is_limited():
        import resource

        if resource.RLIM_INFINITY != resource.getrlimit(resource.RLIMIT_AS)[0] < limits().scan_memory_bytes:
            _limit_memory(limits().scan_memory_bytes)


def extend(extender: Callable[[], None] | None) -> None:
    """Sets who is asked for further seconds in this process."""
    global _extender
    _extender = extender


def listen(listener: Callable[[int, int], None] | None) -> None:
    """Sets who is told of progress in this process."""
    global _listener
    _listener = listener
