"""Paths -> the files to read: files, folders and ZIP archives; a file in an archive has the archive's path in front of its own."""
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from loaders.archives import PAGES, PASSED_OVER, expand, is_archive, is_beside_page, read_inside
from loaders.errors import UnreadableFile


def find_files(paths: Iterable[str | Path], folders: bool = True) -> Iterator[Path]:
    """Gives every file of the paths, folders searched in the order of their names, archives opened. A path that does not exist or cannot
    be unpacked is given too: reading it says so. `folders`: False gives folders as they are."""
    for path in map(Path, paths):
        for fits, expand in EXPANDERS:
            if fits(path) and (folders or expand is not _folder):
                yield from expand(path)
                break
        else:
            yield path


def count_files(paths: Iterable[str | Path]) -> int:
    """Returns how many files find_files gives."""
    return sum(1 for _ in find_files(paths))


def _folder(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith(PASSED_OVER))
    except OSError:
        yield folder
        return
    pages = {str(PurePosixPath(name).with_suffix("")) for name in names if name.lower().endswith(PAGES)}
    for path in map(folder.joinpath, names):
        if not _leads_back(path, folder):
            yield from (p for p in find_files([path]) if not is_beside_page(p.relative_to(folder).as_posix(), pages))


def _leads_back(path: Path, folder: Path) -> bool:
    """Returns whether a path is a link to a folder that it stands in."""
    return path.is_symlink() and path.is_dir() and folder.resolve().is_relative_to(path.resolve())


def _archive(path: Path) -> Iterator[Path]:
    try:
        for name, _ in expand(path, path.name):
            yield path / name
    except UnreadableFile:
        yield path


# what holds more than one file -> the files in it
EXPANDERS: tuple[tuple[Callable[[Path], bool], Callable[[Path], Iterator[Path]]], ...] = (
    (Path.is_dir, _folder),
    (is_archive, _archive),
)


def read_bytes(path: Path) -> bytes:
    """Returns the file's bytes. Raises UnreadableFile: not_found, folder, no_access, too_large; of archives also truncated, locked_archive, sealed."""
    from loaders.readers.limits import limits

    try:
        size = path.stat().st_size
        if size > limits().file_bytes:
            raise UnreadableFile("too_large", path.name, detail="{size} MB", size=size // 1_000_000)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        data = read_inside(path)
        if data is None:
            raise UnreadableFile("not_found", str(path)) from None
        return data
    except IsADirectoryError:
        raise UnreadableFile("folder" if os.access(path, os.R_OK) else "no_access", str(path)) from None
    except OSError as error:
        raise UnreadableFile("no_access", str(path), detail=error.strerror or type(error).__name__) from None
