"""Web pages saved in one file (.mht, .mhtml) -> Document: the page goes to the HTML reader with the pictures that came with it."""
import email
import email.policy
from dataclasses import replace

from loaders.document import Document
from loaders.errors import UnreadableFile
from loaders.readers.encodings import decode
from loaders.readers.html import read_page
from loaders.readers.limits import limits
from loaders.readers.text import damaged_characters

MOST_PICTURES = 40_000_000


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that a saved web page holds. Raises UnreadableFile: truncated, no_text, too_large."""
    parts, page, content = _parts(data, name)
    pictures, size = {}, 0
    for part in parts:
        if part.get_content_maintype() == "image":
            picture = part.get_payload(decode=True) or b""
            size += len(picture)
            if size <= MOST_PICTURES:
                for address in (part.get("Content-Location"), part.get("Content-ID") and "cid:" + part["Content-ID"].strip("<> ")):
                    if address:
                        pictures[str(address).strip()] = picture
    text, _, damaged = decode(content)
    document = read_page(text, name, pictures)
    if damaged:
        document.doubts.append(damaged_characters(damaged))
    return replace(document, format="mht", reader="mht", address=document.address or _web(page.get("Content-Location")))


def page_of(data: bytes, name: str) -> bytes:
    """Returns the bytes of the page itself. Raises UnreadableFile: truncated, no_text, too_large."""
    return _parts(data, name)[2]


def _parts(data: bytes, name: str) -> tuple[list, object, bytes]:
    """Returns every part of the file, the one that is the page, and the page's bytes."""
    if (marks := data.count(b"\n--")) > 2 * limits().parts:
        raise UnreadableFile("too_large", name, detail="{count} parts", count=marks)
    parts = [part for part in email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=email.policy.compat32).walk() if not part.is_multipart()]
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    content = page.get_payload(decode=True) if page is not None else None
    if not content:
        raise UnreadableFile("truncated" if page is None else "no_text", name, detail="{part} is missing", part="text/html")
    return parts, page, content


def _web(address: object) -> str | None:
    """Returns the address that the page was saved from, where it is one of the web."""
    words = str(address or "").strip()
    return words if words.startswith(("http://", "https://")) else None
