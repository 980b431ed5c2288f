"""ZIP archives as folders: their files by name, read one at a time within limits; nothing is ever written to disk, so no name can lead outside.

A file in an archive has the archive's path in front of its own: 街道.zip/2023/报告.docx."""
import io
import re
import zipfile
from collections import Counter
from collections.abc import Container, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from loaders.errors import UnreadableFile
from loaders.readers import detect
from loaders.readers.detect import DAMAGED
from loaders.readers.limits import limits

MEGABYTE = 1_000_000
PASSED_OVER = ("~$", ".", "Thumbs.db", "desktop.ini", "__MACOSX")  # beginnings of names that offices and systems leave behind
PAGES, BESIDE = (".htm", ".html", ".mht"), ("_files", ".files")  # a saved page, and the folder of what it shows
UTF_8 = 0x800  # the flag of a name in UTF-8; others are in the code page of whoever packed them
LOCKED, STRONG, AES = 0x1, 0x40, 99  # flags, and a way of packing, of files that a password locks; Python opens the first kind alone


class Archive:
    """An open ZIP archive; raises UnreadableFile (truncated, locked_archive, wrong_password, sealed, too_large, empty) where it cannot be read within the limits."""

    def __init__(self, source: bytes | Path, name: str, password: str | None = None):
        self.name = name
        self._password = password.encode() if password else None
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
            listed = [info for info in self._zip.infolist() if not info.is_dir()]
        except DAMAGED:
            raise UnreadableFile("truncated", name, detail="its directory cannot be read") from None
        most, most_bytes = _budget(source)
        if len(listed) > most:
            raise UnreadableFile("too_large", name, detail="{count} parts", count=len(listed))
        if (size := sum(info.file_size for info in listed)) > most_bytes:
            raise UnreadableFile("too_large", name, detail="{size} MB unpacked", size=size // MEGABYTE)
        self.files: dict[str, zipfile.ZipInfo] = {}
        self._times: Counter[str] = Counter()
        for info in listed:
            parts = plain_parts(name_of(info))
            if parts and not any(part.startswith(PASSED_OVER) for part in parts):
                self.files[self._free("/".join(parts))] = info
        pages = {str(PurePosixPath(file).with_suffix("")) for file in self.files if file.lower().endswith(PAGES)}
        for file in [f for f in self.files if is_beside_page(f, pages)]:
            del self.files[file]
        if not self.files:
            raise UnreadableFile("empty", name)
        if all(info.flag_bits & LOCKED for info in self.files.values()) and (kind := self._lock(next(iter(self.files.values())))):
            raise UnreadableFile(kind, name)

    def read(self, file: str) -> bytes:
        """Returns the bytes of one file, checked against the limits on size and on how tightly it is packed."""
        info, shown = self.files[file], PurePosixPath(file).name
        if info.flag_bits & LOCKED and (kind := self._lock(info)):
            raise UnreadableFile(kind, shown)
        if info.file_size > limits().file_bytes:
            raise UnreadableFile("too_large", shown, detail="{size} MB unpacked", size=info.file_size // MEGABYTE)
        if info.file_size > MEGABYTE and info.file_size > limits().ratio * max(info.compress_size, 1):
            raise UnreadableFile("too_large", shown, detail="packed {ratio} to 1", ratio=info.file_size // max(info.compress_size, 1))
        try:
            with self._zip.open(info, pwd=self._password) as stream:
                data = stream.read(info.file_size + 1)
        except DAMAGED:
            raise UnreadableFile("truncated", shown, detail="{part} cannot be unpacked", part=file) from None
        if len(data) > info.file_size:
            raise UnreadableFile("too_large", shown, detail="{size} MB unpacked", size=len(data) // MEGABYTE)
        return data

    def begins_as_archive(self, file: str) -> bool:
        """Returns whether a file may be an archive itself, by its first bytes."""
        try:
            with self._zip.open(self.files[file], pwd=self._password) as stream:
                return detect.is_zip(stream.read(4))
        except DAMAGED:
            return False

    def _lock(self, info: zipfile.ZipInfo) -> str:
        """Returns the kind of the problem with a locked file, "" where the password opens it."""
        if info.flag_bits & STRONG or info.compress_type == AES:
            return "sealed"
        if self._password is None:
            return "locked_archive"
        try:
            with self._zip.open(info, pwd=self._password) as stream:
                stream.read(1)
            return ""
        except DAMAGED:
            return "wrong_password"

    def _free(self, name: str) -> str:
        """Returns the name, with a number where another file has it."""
        path, free = PurePosixPath(name), name
        while free in self.files:
            self._times[name] += 1
            free = str(path.with_name(f"{path.stem} ({self._times[name] + 1}){path.suffix}"))
        return free


def is_beside_page(file: str, pages: Container[str]) -> bool:
    """Returns whether a file is one of the pictures and scripts that a browser saved beside a page: 年报_files/logo.gif. `pages`: the pages'
    paths without their endings. Pages in such folders count, as the sheets of a workbook saved as a page."""
    folders = (str(folder) for folder in PurePosixPath(file).parents)
    return not file.lower().endswith(PAGES) and any(folder.lower().endswith(BESIDE) and re.sub(r"[_.]files$", "", folder, flags=re.I) in pages for folder in folders)


def _budget(source: bytes | Path) -> list[int]:
    """Returns how many files, and bytes unpacked, an archive may hold: more where it lies on disk, because then it is read file by file."""
    return [limits().parts, limits().archive_bytes] if isinstance(source, bytes) else [limits().disk_parts, limits().disk_bytes]


def name_of(info: zipfile.ZipInfo) -> str:
    """Returns a file's name in the encoding that it was most likely written in: UTF-8, else GB18030."""
    if info.flag_bits & UTF_8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            pass
    return info.filename


def plain_parts(name: str) -> list[str]:
    """Returns a name's folders and file without whatever could lead elsewhere: roots, drives, "..", control characters."""
    name = "".join(c for c in name.replace("\\", "/") if c.isprintable() and c != ":")
    return [part.strip() for part in name.split("/") if part.strip() not in ("", ".", "..")]


def is_archive(path: Path) -> bool:
    """Returns whether a file is a ZIP archive of files; a Word file is none."""
    try:
        with open(path, "rb") as file:
            if not detect.is_zip(file.read(4)):
                return False
        with zipfile.ZipFile(path) as archive:
            return detect.is_list_of_files(archive.namelist())
    except (OSError, *DAMAGED):
        return False


def expand(source: bytes | Path, name: str, password: str | None = None) -> Iterator[tuple[str, bytes | None | UnreadableFile]]:
    """Gives (name inside, bytes) of every file of an archive, also of archives in it; the UnreadableFile in place of the bytes of
    what cannot be unpacked. Of a path's own files the bytes are not read but given as None."""
    archive = Archive(source, name, password) if isinstance(source, bytes) else _opened_now(source)
    yield from _expand(archive, name, 1, _budget(source), isinstance(source, bytes))


def _expand(archive: Archive, name: str, depth: int, budget: list[int], read: bool) -> Iterator[tuple[str, bytes | None | UnreadableFile]]:
    for file, info in archive.files.items():
        budget[0] -= 1
        budget[1] -= info.file_size
        try:
            if min(budget) < 0:
                raise UnreadableFile("too_large", name, detail="{count} parts" if budget[0] < 0 else "{size} MB unpacked", count=limits().parts, size=limits().archive_bytes // MEGABYTE)
            inner = archive.begins_as_archive(file)
            data = archive.read(file) if inner or read else None
            if inner and detect.is_archive(data):
                if depth >= limits().archives:
                    raise UnreadableFile("too_large", PurePosixPath(file).name, detail="nested {depth} deep", depth=depth + 1)
                for below, content in _expand(Archive(data, PurePosixPath(file).name), PurePosixPath(file).name, depth + 1, budget, True):
                    yield f"{file}/{below}", content
            else:
                yield file, data
        except UnreadableFile as problem:
            yield file, problem
        if min(budget) < 0:
            return


def read_inside(path: Path) -> bytes | None:
    """Returns the bytes of a file in an archive (街道.zip/2023/报告.docx), None where the path leads into none. Raises UnreadableFile."""
    outer = next((p for p in path.parents if p.is_file()), None)
    if outer is None:
        return None
    archive, file = _opened_now(outer), path.relative_to(outer).as_posix()
    while file not in archive.files:
        parts = file.split("/")
        folder = next((f for f in ("/".join(parts[:i]) for i in range(1, len(parts))) if f in archive.files), None)
        if folder is None:
            return None
        archive, file = _nested(archive, folder), file[len(folder) + 1:]
    return archive.read(file)


def _opened_now(path: Path) -> Archive:
    """Returns the archive as it lies there now."""
    try:
        state = path.stat()
    except OSError:
        raise UnreadableFile("truncated", path.name, detail="its directory cannot be read") from None
    return _opened(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _opened(path: Path, changed: int, size: int) -> Archive:
    return Archive(path, path.name)


@lru_cache(maxsize=2)
def _nested(archive: Archive, folder: str) -> Archive:
    return Archive(archive.read(folder), folder)
