"""OpenDocument text (.odt) -> Document: a walk over content.xml. Deleted text stands apart in this format and is left out; insertions are kept."""
import re

from lxml import etree

from loaders.document import Block, Document, Paragraph, Picture
from loaders.errors import UnreadableFile
from loaders.readers.limits import limits
from loaders.readers.marks import crossed_out, raised
from loaders.readers.odt_lists import Counters, read_list_styles
from loaders.readers.package import Package, parse_xml
from loaders.readers.rows import Cell, blocks_of_rows

NAMES = {p: f"{{urn:oasis:names:tc:opendocument:xmlns:{n}:1.0}}" for p, n in
         {"text": "text", "table": "table", "draw": "drawing", "office": "office", "style": "style"}.items()}
TEXT, TABLE, DRAW, OFFICE = (NAMES[p] for p in ("text", "table", "draw", "office"))
LATER = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
HREF = "{http://www.w3.org/1999/xlink}href"
LINES = (TEXT + "p", TEXT + "h")
DROPPED = frozenset((TEXT + "tracked-changes", OFFICE + "forms", TEXT + "sequence-decls", TEXT + "ruby-text", TEXT + "bibliography-mark", TEXT + "note-citation",
                     TEXT + "hidden-text", OFFICE + "event-listeners", "{http://www.w3.org/2000/svg}title", "{http://www.w3.org/2000/svg}desc",
                     NAMES["draw"] + "image-map", TABLE + "table-column", TABLE + "table-columns", TABLE + "table-header-columns"))
NOTES = frozenset((TEXT + "note", OFFICE + "annotation"))
ROW_GROUPS = frozenset(TABLE + n for n in ("table-header-rows", "table-row-group", "table-rows"))
SIGNS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")) | dict.fromkeys(range(0xF000, 0xF100)) | {0xA0: " ", 0x2011: "-"}
MOST_PICTURES = 40_000_000
WHITE = re.compile(r"[ \t\r\n]+")
RAISED = re.compile(r"super|[1-9]")  # "super 58%", "33% 58%"
LONGEST = 1000  # spaces that one element may stand for


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that an OpenDocument text holds. Raises UnreadableFile: truncated, sealed, too_large, empty."""
    package = Package(data, name)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableFile("sealed", name)
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if body is None:
        raise UnreadableFile("truncated", name, detail="{part} is missing", part="content.xml")
    for node in root.iter(LATER + "*"):
        if "table" in etree.QName(node).localname:  # a table in a shape, as LibreOffice writes it
            node.tag = TABLE + etree.QName(node).localname
    styles = package.read("styles.xml")
    walk = Walk(package, root, parse_xml(styles, name, "styles.xml") if styles else None)
    blocks = walk.blocks(body, 0)
    if not blocks:
        raise UnreadableFile("empty", name)
    return Document(blocks, format="odt", reader="odt", notes=walk.notes, doubts=crossed_out(walk.crossed))


class Walk:
    """One document under way."""

    def __init__(self, package: Package, root: etree._Element, styles: etree._Element | None):
        self.package = package
        self.notes: list[str] = []
        self.crossed: list[str] = []  # words that are crossed out
        looks = [(s.get(NAMES["style"] + "name"), p) for s in root.iter(NAMES["style"] + "style") for p in s.iter(NAMES["style"] + "text-properties")]
        self.hidden = {name for name, p in looks if p.get(TEXT + "display") == "none"}
        self.struck = {name for name, p in looks if p.get(NAMES["style"] + "text-line-through-style", "none") != "none"}
        self.raised = {name for name, p in looks if RAISED.match(p.get(NAMES["style"] + "text-position", ""))}
        self.counters = Counters(read_list_styles(root, styles))
        self.cells = self.pictures = 0
        for page in styles.iter(NAMES["style"] + "master-page") if styles is not None else ():
            self.notes += [text for line in page.iter(*LINES) for text in ["".join(line.itertext()).strip()] if text]

    def blocks(self, container: etree._Element, depth: int) -> list[Block]:
        """Returns the blocks inside a body, a cell, a section or a text box."""
        if depth > limits().nesting:
            raise UnreadableFile("too_large", self.package.name, detail="nested {depth} deep", depth=depth)
        found: list[Block] = []
        for node in container:
            if not isinstance(node.tag, str):
                continue  # an entity that is not followed
            if node.tag in LINES:
                found += self._line(node, depth)
            elif node.tag == TABLE + "table":
                found += self._table(node, depth)
            elif node.tag == TEXT + "list":
                found += self._list(node, depth)
            elif node.tag == TEXT + "table-of-content":
                self.notes += [text for line in node.iter(*LINES) for text in ["".join(line.itertext()).strip()] if text]
            elif node.tag in NOTES:
                self._note(node)
            elif node.tag == DRAW + "image":
                found += self._picture(node)
            elif node.tag not in DROPPED:
                found += self.blocks(node, depth + 1)
        return found

    def _list(self, node: etree._Element, depth: int) -> list[Block]:
        found: list[Block] = []
        with self.counters.inside(node.get(TEXT + "style-name"), node.get(TEXT + "continue-numbering") == "true"):
            for item in node:
                if item.tag in (TEXT + "list-item", TEXT + "list-header"):
                    number = self.counters.next(item.get(TEXT + "start-value")) if item.tag == TEXT + "list-item" else ""
                    inside = self.blocks(item, depth + 1)
                    if number and len(item) and item[0].tag in LINES and inside and isinstance(inside[0], Paragraph):
                        inside[0] = Paragraph(number + inside[0].text)
                    found += inside
        return found

    def _line(self, node: etree._Element, depth: int) -> list[Block]:
        """Returns a paragraph, with the pictures and text boxes anchored in it behind."""
        words: list[str] = []
        behind: list[Block] = []
        self._inline(node, words, behind, depth)
        text = "".join(words).translate(INVISIBLE)
        return [*(Paragraph(line) for line in (part.strip(" \t\u3000") for part in text.split("\n")) if line), *behind]

    def _inline(self, node: etree._Element, words: list[str], behind: list[Block], depth: int) -> None:
        if depth > limits().nesting:
            raise UnreadableFile("too_large", self.package.name, detail="nested {depth} deep", depth=depth)
        words.append(_collapsed(node.text))
        for child in node:
            if not isinstance(child.tag, str):
                pass  # an entity that is not followed
            elif child.tag in SIGNS:
                words.append(SIGNS[child.tag])
            elif child.tag == TEXT + "s":
                words.append(" " * min(_number(child.get(TEXT + "c"), 1), LONGEST))
            elif child.tag in NOTES:
                self._note(child)
            elif child.tag == DRAW + "image":
                behind += self._picture(child)
            elif child.tag.startswith(DRAW) and child.tag != DRAW + "a":
                behind += self.blocks(child, depth + 1)
            elif child.tag not in DROPPED:
                look = child.get(TEXT + "style-name") if child.tag == TEXT + "span" else None
                own: list[str] = []
                if look not in self.hidden:
                    self._inline(child, own, behind, depth + 1)
                if look in self.struck:
                    self.crossed += own
                else:
                    words += map(raised, own) if look in self.raised else own
            words.append(_collapsed(child.tail))

    def _note(self, node: etree._Element) -> None:
        self.notes += [text for line in node.iter(*LINES) for text in ["".join(line.itertext()).strip()] if text]

    def _picture(self, node: etree._Element) -> list[Block]:
        part = (node.get(HREF) or "").removeprefix("./")
        size = self.package.parts[part].file_size if part in self.package.parts else 0
        self.pictures += size
        return [Picture(part.rpartition("/")[2], data=self.package.read(part))] if size and self.pictures <= MOST_PICTURES else []

    def _table(self, table: etree._Element, depth: int) -> list[Block]:
        rows: list[list[Cell]] = []
        for line in _rows(table):
            row = self._row(line, depth)
            times = _number(line.get(TABLE + "number-rows-repeated"), 1) if row else 1
            self._count(len(row) * (times - 1))
            rows += [list(row) for _ in range(times)]
        return blocks_of_rows(rows, self.package.name)

    def _row(self, line: etree._Element, depth: int) -> list[Cell]:
        row, column = [], 0
        for node in line.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            times = _number(node.get(TABLE + "number-columns-repeated"), 1)
            if node.tag == TABLE + "table-cell":
                width = _number(node.get(TABLE + "number-columns-spanned"), 1)
                self._count(times)
                cell = Cell(self.blocks(node, depth + 1), _number(node.get(TABLE + "number-rows-spanned"), 1), width, column)
                row += [cell._replace(column=column + i) for i in range(times)]
            column += times
        return row

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > limits().cells:
            raise UnreadableFile("too_large", self.package.name, detail="{count} cells", count=self.cells)


def _rows(table: etree._Element):
    """Yields the rows of a table, also those in groups."""
    for node in table:
        if node.tag == TABLE + "table-row":
            yield node
        elif node.tag in ROW_GROUPS:
            yield from _rows(node)


def _collapsed(text: str | None) -> str:
    """Returns text with runs of white space as one space: others are written as text:s."""
    return WHITE.sub(" ", text) if text else ""


def _number(text: str | None, otherwise: int) -> int:
    return max(int(text), 1) if text and text.isascii() and text.isdecimal() and len(text) < 7 else otherwise
