"""Word and Excel files behind a password -> the document inside, where the password is given."""
import io
from inspect import signature

from loaders.document import Document
from loaders.errors import UnreadableFile


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document inside an encrypted Office file. Raises UnreadableFile: encrypted, wrong_password, sealed, truncated."""
    if not password:
        raise UnreadableFile("encrypted", name)
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    from loaders.readers import read_document

    opened, verified = io.BytesIO(), False
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        checks = {"verify_password": True} if "verify_password" in signature(file.load_key).parameters else {}  # files of before 2007 always check it
        file.load_key(password=password, **checks)
        verified = True
        file.decrypt(opened)
    except Exception as error:  # the library raises many kinds for damage
        if isinstance(error, InvalidKeyError) and not verified:
            raise UnreadableFile("wrong_password", name) from None
        if isinstance(error, DecryptionError) and "nsupported" in str(error):
            raise UnreadableFile("sealed", name) from None
        raise UnreadableFile("truncated", name, detail="its pages cannot be read") from None
    return read_document(opened.getvalue(), name)
