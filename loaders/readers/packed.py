"""Archives where one document is expected: each is refused with one sentence. ZIP archives are opened by loaders/archives.py, before reading."""
from loaders.document import Document
from loaders.errors import UnreadableFile
from loaders.readers import detect


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Never returns. Raises UnreadableFile: packed."""
    raise UnreadableFile("packed", name, format="ZIP" if detect.is_zip(data) else detect.describe(data, name))
