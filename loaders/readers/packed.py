"""Archives where one document is expected: each is refused with one sentence. ZIP archives are opened by loaders/archives.py, before reading;
one that comes here could not be opened there."""
from loaders.document import Document
from loaders.errors import UnreadableFile
from loaders.readers import detect


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Never returns. Raises UnreadableFile: packed; of a ZIP archive what keeps it closed, as locked_archive."""
    if detect.is_zip(data):
        from loaders.archives import Archive

        Archive(data, name, password)
    raise UnreadableFile("packed", name, format="ZIP" if detect.is_zip(data) else detect.describe(data, name))
