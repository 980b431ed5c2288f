"""Paths -> the files to read: files, folders and, one day, archives."""
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from loaders.errors import UnreadableFile

PASSED_OVER = ("~$", ".", "Thumbs.db", "desktop.ini", "__MACOSX")  # beginnings of names that offices and systems leave behind


def find_files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Gives every file of the paths, folders searched in the order of their names. A path that does not exist is given too:
    reading it says so."""
    for path in map(Path, paths):
        for fits, expand in EXPANDERS:
            if fits(path):
                yield from expand(path)
                break
        else:
            yield path


def _folder(folder: Path) -> Iterator[Path]:
    yield from find_files(sorted(p for p in folder.iterdir() if not p.name.startswith(PASSED_OVER)))


# what holds more than one report -> the files in it; archives get their line here
EXPANDERS: tuple[tuple[Callable[[Path], bool], Callable[[Path], Iterator[Path]]], ...] = (
    (Path.is_dir, _folder),
)


def read_bytes(path: Path) -> bytes:
    """Returns the file's bytes. Raises UnreadableFile: not_found, folder, no_access, too_large."""
    from loaders.readers.limits import limits

    try:
        size = path.stat().st_size
        if size > limits().file_bytes:
            raise UnreadableFile("too_large", path.name, detail=f"{size / 1e6:,.0f} MB > {limits().file_bytes / 1e6:,.0f} MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("not_found", str(path)) from None
    except IsADirectoryError:
        raise UnreadableFile("folder", str(path)) from None
    except OSError as error:
        raise UnreadableFile("no_access", str(path), detail=error.strerror or type(error).__name__) from None
