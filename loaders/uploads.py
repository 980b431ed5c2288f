"""Files handed in on the page: several at once, archives opened, each read in a process with limits."""
from collections.abc import Callable, Iterator, Sequence

from loaders import pool
from loaders.archives import expand
from loaders.errors import UnreadableFile
from loaders.readers import detect
from loaders.readers.sandbox import parse_all_safely
from report.model import AnnualReport

Upload = tuple[str, bytes, str | None]  # name, bytes, password


def open_archives(files: Sequence[Upload]) -> list[tuple[Upload, UnreadableFile | None]]:
    """Returns the files with ZIP archives (a locked one with its password) replaced by what is in them; the UnreadableFile beside what cannot be unpacked."""
    found: list[tuple[Upload, UnreadableFile | None]] = []
    for name, data, password in files:
        if not detect.is_archive(data):
            found.append(((name, data, password), None))
            continue
        try:
            for inside, content in expand(data, name, password):
                problem = content if isinstance(content, UnreadableFile) else None
                found.append(((f"{name}/{inside}", b"" if problem else content, None), problem))
        except UnreadableFile as problem:
            found.append(((name, data, None), problem))
    return found


def read_uploads(files: Sequence[Upload]) -> Iterator[tuple[Upload, AnnualReport | UnreadableFile]]:
    """Gives every report of the files, or the UnreadableFile that a file came to, in order: one entry a file, more for archives and for
    files that hold several reports. The bytes beside a parsed report in JSON are its own, not those of the original: see original_of."""
    for _, upload, result in read_opened(open_archives(files)):
        yield upload, result


def read_opened(opened: Sequence[tuple[Upload, UnreadableFile | None]],
                told: Callable[[str, int, int], None] | None = None) -> Iterator[tuple[int, Upload, AnnualReport | UnreadableFile]]:
    """Gives (place in `opened`, file, report or problem) of every report, in order. `told(name, done, all)` hears, in the caller's thread,
    how many pages of slow files are done."""
    places = [i for i, (_, problem) in enumerate(opened) if problem is None]
    slow: dict[str, tuple[int, int]] = {}

    def read(i: int) -> list[AnnualReport]:
        name = opened[i][0][0]
        return read_upload(opened[i][0], lambda done, all_: slow.update({name: (done, all_)}))

    def tick() -> None:
        for name, (done, all_) in list(slow.items()):
            if told and done < all_:
                told(name, done, all_)

    results = pool.run(read, places, min(pool.available_workers(), len(places)), tick)
    for i, (upload, problem) in enumerate(opened):
        result = problem or next(results)[1]
        if isinstance(result, UnreadableFile):
            yield i, upload, result
            continue
        first = result[0].source.name
        folder = upload[0].removesuffix(first) if upload[0].endswith("/" + first) else ""  # where it lies in its archive
        for report in result:
            yield i, upload if len(result) == 1 else (folder + report.source.name, *upload[1:]), report


def read_upload(file: Upload, progress: Callable[[int, int], None] | None = None) -> list[AnnualReport]:
    """Returns the reports of one file. Raises UnreadableFile."""
    name, data, password = file
    return parse_all_safely(data, name.rpartition("/")[2], password, progress=progress)
