"""A document as JSON and back: what a reading process sends is data only, so that a reader misled by a hostile file cannot make its caller run anything."""
import base64
import json
from dataclasses import fields

from loaders.document import Block, Document, Paragraph, Picture, Table, TableCell
from report.model import Doubt


def dump_document(document: Document) -> bytes:
    """Returns the document as UTF-8 JSON."""
    return json.dumps({"blocks": [_dump(b) for b in document.blocks], "format": document.format, "reader": document.reader, "address": document.address,
                       "notes": document.notes, "doubts": [d.model_dump() for d in document.doubts]}, ensure_ascii=False).encode("utf-8", "surrogatepass")


def load_document(data: bytes) -> Document:
    """Returns the document of such JSON."""
    found = json.loads(data.decode("utf-8", "surrogatepass"))
    return Document([_load(b) for b in found["blocks"]], found["format"], found["reader"], found["address"], found["notes"],
                    [Doubt(**d) for d in found["doubts"]])


CELL = tuple(f.name for f in fields(TableCell))


def _dump(block: Block) -> list:
    if isinstance(block, Paragraph):
        return ["p", block.text, block.page]
    if isinstance(block, Table):
        return ["t", block.page, block.ruled, [[getattr(c, name) for name in CELL] for c in block.cells]]
    return ["i", block.name, block.page, block.data and base64.b64encode(block.data).decode("ascii")]


def _load(block: list) -> Block:
    kind, *rest = block
    if kind == "p":
        return Paragraph(*rest)
    if kind == "t":
        page, ruled, cells = rest
        return Table(tuple(TableCell(*c) for c in cells), page, ruled)
    name, page, data = rest
    return Picture(name, page, data and base64.b64decode(data))
