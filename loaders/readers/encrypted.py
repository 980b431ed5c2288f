"""Word and Excel files behind a password -> the document inside, where the password is given."""
import io

from loaders.document import Document
from loaders.errors import UnreadableFile


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document inside an encrypted Office file. Raises UnreadableFile: encrypted where the password is missing or wrong."""
    if not password:
        raise UnreadableFile("encrypted", name)
    import msoffcrypto

    from loaders.readers import read_document

    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=password)
        file.decrypt(opened)
    except Exception:  # the library raises many kinds for a wrong key, and some for damage
        raise UnreadableFile("encrypted", name) from None
    return read_document(opened.getvalue(), name)
