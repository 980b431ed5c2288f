"""Which readers these are: a file that failed is tried again once they have changed."""
import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from loaders.readers.limits import limits

ROOT = Path(__file__).resolve().parent.parent
READ_BY = ("loaders", "report")  # the rooms that decide what is read
KINDS = (".py", ".csv", ".toml")


@cache
def code_version() -> str:
    """Returns 16 digits that change with any line of the code and the vocabulary that read reports."""
    digest = hashlib.sha256()
    for path in sorted(p for room in READ_BY for p in (ROOT / room).rglob("*") if p.suffix in KINDS):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def readers_version() -> str:
    """Returns 16 digits that change also with the limits in force here and with the recognition of pictures installed or not."""
    can_recognise = find_spec("rapidocr") is not None
    return hashlib.sha256(f"{code_version()} {limits()} {can_recognise}".encode()).hexdigest()[:16]
