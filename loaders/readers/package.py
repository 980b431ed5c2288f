"""ZIP packages (Word, Excel, OpenDocument) and their XML parts, read within limits: nothing is fetched, no entity is expanded."""
import io
import posixpath
import re
import zipfile

from lxml import etree

from loaders.errors import UnreadableFile
from loaders.readers.detect import DAMAGED
from loaders.readers.limits import limits

MEGABYTE = 1_000_000
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")  # "…/ooxml/wordprocessingml/main": ISO "strict" files name things this way
USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"


class Package:
    """An open ZIP package; raises UnreadableFile (truncated, sealed, too_large) wherever it cannot be read within the limits."""

    def __init__(self, data: bytes, name: str):
        self.name = name
        self._left = limits().expanded_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.parts = {info.filename: info for info in self._zip.infolist()}
        except DAMAGED:
            raise UnreadableFile("truncated", name, detail="its directory cannot be read") from None
        if len(self.parts) > limits().parts:
            raise UnreadableFile("too_large", name, detail="{count} parts", count=len(self.parts))
        size = sum(info.file_size for info in self.parts.values())
        if size > limits().expanded_bytes:
            raise UnreadableFile("too_large", name, detail="{size} MB unpacked", size=size // MEGABYTE)

    def read(self, part: str) -> bytes:
        """Returns one part's bytes; nothing where there is no such part."""
        info = self.parts.get(part)
        if info is None:
            return b""
        if info.flag_bits & 1:
            raise UnreadableFile("sealed", self.name)
        if info.file_size > MEGABYTE and info.file_size > limits().ratio * max(info.compress_size, 1):
            raise UnreadableFile("too_large", self.name, detail="packed {ratio} to 1", ratio=info.file_size // max(info.compress_size, 1))
        try:
            with self._zip.open(info) as stream:
                data = stream.read(min(info.file_size, self._left) + 1)
        except DAMAGED:
            raise UnreadableFile("truncated", self.name, detail="{part} cannot be unpacked", part=part) from None
        self._left -= len(data)
        if self._left < 0 or len(data) > info.file_size:
            raise UnreadableFile("too_large", self.name, detail="{size} MB unpacked", size=limits().expanded_bytes // MEGABYTE)
        return data

    def xml(self, part: str) -> etree._Element | None:
        """Returns the root of an XML part, or None where there is no such part."""
        data = self.read(part)
        return parse_xml(data, self.name, part) if data else None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Returns id -> (kind, part) of a part's relationships inside the package; links to the outside are left out."""
        folder, _, file = part.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External" and relation.get("Id"):
                target = relation.get("Target") or ""
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[relation.get("Id")] = ((relation.get("Type") or "").rpartition("/")[2], path)
        return found


def parse_xml(data: bytes, name: str, part: str) -> etree._Element:
    """Returns the root of some XML. Raises UnreadableFile: truncated."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(STRICT.sub(USUAL, data) if STRICT.search(data, 0, 5000) else data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableFile("truncated", name, detail="{part} is not well-formed", part=part) from None
