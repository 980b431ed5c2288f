"""The original file as it can be shown beside its reading: pages as pictures, web pages cleaned, everything else as text and grids."""
import json
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Literal

from loaders.document import Block, Document, Picture
from loaders.errors import UnreadableFile
from loaders.readers import READERS, find_format
from loaders.readers.limits import Limits
from loaders.readers.sandbox import run_limited
from loaders.readers.scan import draw_picture

MOST_PICTURES = 20  # pictures inside one document that are shown


@dataclass(frozen=True)
class Original:
    """What can be shown of a file. `picture`: page `page` of `pages` as PNG; `html`: harmless markup; `blocks`: paragraphs, grids and
    pictures as they were read (a picture's `data` is PNG, or None where it cannot be shown)."""

    kind: Literal["picture", "html", "blocks"]
    picture: bytes = b""
    page: int = 1
    pages: int = 1
    html: str = ""
    blocks: list[Block] = field(default_factory=list)


def draw_original(data: bytes, name: str, page: int = 1, password: str | None = None, chosen: Limits | None = None) -> Original:
    """Returns what can be shown of a file, made in another process with limits; `page` (from 1) where it has pages. Raises UnreadableFile."""
    return load_original(run_limited("original", data, name, password, chosen, page=page))


def make_original(data: bytes, name: str, password: str | None = None, page: int = 1) -> Original:
    """Returns what can be shown of a file, made in this process. Raises UnreadableFile."""
    format = find_format(data, name)
    if format == "pdf":
        from loaders.readers.pdf import draw_page
        return Original("picture", *draw_page(data, name, page, password))
    if format == "scan":
        return Original("picture", *draw_picture(data, name, page))
    if format in ("html", "mht"):
        from loaders.readers.encodings import decode
        from loaders.readers.html_safe import clean_page
        content = import_module("loaders.readers.mht").page_of(data, name) if format == "mht" else data
        return Original("html", html=clean_page(decode(content)[0], name))
    document = import_module(READERS[format].module).read(data, name, password)
    return Original("blocks", blocks=_with_pictures_drawn(document.blocks))


def _with_pictures_drawn(blocks: list[Block]) -> list[Block]:
    """Returns the blocks with each picture made anew as PNG, without its bytes where that cannot be."""
    found: list[Block] = []
    shown = 0
    for block in blocks:
        if isinstance(block, Picture) and block.data:
            drawn = None
            if shown < MOST_PICTURES:
                shown += 1
                try:
                    drawn = draw_picture(block.data, block.name)[0]
                except UnreadableFile:
                    pass  # it stays a picture that is named only
            block = replace(block, data=drawn)
        found.append(block)
    return found


def dump_original(original: Original) -> bytes:
    """Returns the original as bytes: a line of JSON, then the picture, or the blocks as a document's JSON."""
    from loaders.readers.wire import dump_document
    head = {"kind": original.kind, "page": original.page, "pages": original.pages, "html": original.html}
    rest = dump_document(Document(original.blocks, "", "")) if original.kind == "blocks" else original.picture
    return json.dumps(head).encode() + b"\n" + rest


def load_original(data: bytes) -> Original:
    """Returns the original of such bytes."""
    from loaders.readers.wire import load_document
    head, _, rest = data.partition(b"\n")
    found = json.loads(head)
    return Original(**found, blocks=load_document(rest).blocks) if found["kind"] == "blocks" else Original(**found, picture=rest)
