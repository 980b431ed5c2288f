"""Word files (.docx, .docm) -> Document: an own walk over the XML, because converters lose merged cells, content controls and tracked changes.

Insertions are kept and deletions dropped, as if all changes were accepted; numbers that Word counts itself are written out."""
from loaders.document import Block, Document, Paragraph, Picture
from loaders.errors import UnreadableFile
from loaders.readers.docx_inline import VAL, W, Inline, plain, properties_of, value_of
from loaders.readers.docx_numbering import Numbering
from loaders.readers.limits import limits
from loaders.readers.marks import crossed_out
from loaders.readers.package import Package, parse_xml
from loaders.readers.rows import Cell, blocks_of_rows

PPR, STYLE, RPR, DEL = W + "pPr", W + "pStyle", W + "rPr", W + "del"
BEFORE, SPAN, VMERGE, HMERGE = W + "gridBefore", W + "gridSpan", W + "vMerge", W + "hMerge"
P, TBL, TR, TC, SDT = W + "p", W + "tbl", W + "tr", W + "tc", W + "sdt"
WRAPPERS = frozenset(W + n for n in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "document"))
ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
NOTES = ("header", "footer", "footnotes", "endnotes", "comments")
MOST_PICTURES = 40_000_000  # bytes of pictures kept in one document


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that a Word file holds. Raises UnreadableFile: truncated, sealed, too_large, empty."""
    package = Package(data, name)
    main = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "word/document.xml")
    body = package.read(main)
    if not body:
        raise UnreadableFile("truncated", name, detail="{part} is missing", part=main)
    root = parse_xml(body, name, main)
    if b"showingPlcHdr" in body:
        _clear_placeholders(root)
    relations = package.relations(main)
    story = Story(package, relations, b"numPr" in body, b"pStyle" in body)
    blocks = story.blocks(root, 0)
    if not blocks:
        raise UnreadableFile("empty", name)
    notes = story.toc + [note for kind, part in relations.values() if kind in NOTES for note in story.note(part)]
    return Document(blocks, format="docx", reader="docx", notes=notes, doubts=crossed_out(story.inline.crossed))


class Story:
    """One document's text under way: its lists, its pictures and the paragraph whose end mark was deleted."""

    def __init__(self, package: Package, relations: dict[str, tuple[str, str]], lists: bool, styled: bool):
        self.package, self.relations = package, relations
        parts = {kind: part for kind, part in relations.values()}
        styles = package.xml(parts.get("styles", "")) if lists or styled else None
        numbers = package.xml(parts.get("numbering", "")) if lists or styled else None
        self.numbering = Numbering(numbers, styles)
        self.toc_styles = _toc_styles(styles)
        self.inline = Inline()
        self.toc: list[str] = []
        self.open = ""  # text of a paragraph that runs on into the next one
        self.pictures = 0
        self.cells = 0

    def blocks(self, container, depth: int) -> list[Block]:
        """Returns the blocks inside a body, a cell or a text box."""
        found: list[Block] = []
        for node in container:
            tag = node.tag
            if tag == P:
                found += self._paragraph(node, depth)
            elif tag == TBL:
                found += self._table(node, depth)
            elif tag in WRAPPERS:
                found += self.blocks(node, depth)
            elif tag == SDT:
                if _is_contents(node):
                    self.toc += [p for p in (plain(n) for n in node.iter(P)) if p]
                else:
                    found += self.blocks(node, depth)
            elif tag == ALTERNATIVE and len(node):
                found += self.blocks(node[0], depth)
        return found

    def note(self, part: str) -> list[str]:
        """Returns the text of a header, a footer or a part of notes, one entry a paragraph."""
        root = self.package.xml(part)
        return [text for text in (plain(p) for p in root.iter(P)) if text] if root is not None else []

    def _paragraph(self, node, depth: int) -> list[Block]:
        properties = properties_of(node, "pPr")
        style = properties[STYLE].get(VAL) if STYLE in properties else None
        if style in self.toc_styles:
            self.toc += [text for text in [plain(node)] if text]
            return []
        read = self.inline.read(node)
        number = self.numbering.next(style, properties) if self.numbering.lists and properties and read.text.strip() else ""
        text = self.open + (number + read.text.lstrip() if number else read.text)
        self.open = ""
        if RPR in properties and next(properties[RPR].iterchildren(DEL), None) is not None:  # its end mark was deleted
            self.open, text = text, ""
        found: list[Block] = [Paragraph(line) for line in (part.strip(" \t\u3000") for part in text.split("\n")) if line]
        pictures = [p for p in (self._picture(*p) for p in read.pictures) if p]
        found = pictures + found if read.picture_first else found + pictures
        for box in read.boxes:
            found += self.blocks(box, depth)
        return found

    def _picture(self, relation: str, label: str) -> Picture | None:
        kind, part = self.relations.get(relation, ("", ""))
        if not relation:
            return Picture(label)
        if kind != "image":
            return None
        size = self.package.parts[part].file_size if part in self.package.parts else 0
        self.pictures += size
        data = self.package.read(part) if size and self.pictures <= MOST_PICTURES else None
        return Picture(label or part.rpartition("/")[2], data=data)

    def _table(self, table, depth: int) -> list[Block]:
        """Returns the blocks of a table, its spans resolved by place: gridBefore, gridSpan, vMerge and hMerge."""
        if depth >= limits().nesting:
            raise UnreadableFile("too_large", self.package.name, detail="nested {depth} deep", depth=depth)
        rows: list[list[Cell]] = []
        above: dict[int, tuple[int, int]] = {}  # column -> (row, index) of the cell that a vMerge continues
        for line in _rows(table):
            before = properties_of(line, "trPr").get(BEFORE)
            column = _span(before) if before is not None else 0
            row: list[Cell] = []
            for node in _cells(line):
                column = self._cell(node, rows, row, column, above, depth)
            rows.append(row)
        return blocks_of_rows(rows, self.package.name)

    def _cell(self, node, rows: list[list[Cell]], row: list[Cell], column: int, above: dict[int, tuple[int, int]], depth: int) -> int:
        """Puts one w:tc into the row, or lengthens the cell it continues; returns the column behind it."""
        self.cells += 1
        if self.cells > limits().cells:
            raise UnreadableFile("too_large", self.package.name, detail="{count} cells", count=self.cells)
        properties = properties_of(node, "tcPr")
        width = _span(properties.get(SPAN))
        merge = _merge(properties.get(VMERGE))
        if _merge(properties.get(HMERGE)) == "continue" and row:
            row[-1] = row[-1]._replace(column_span=row[-1].column_span + width)
            return column + width
        if merge == "continue" and column in above:
            at, index = above[column]
            cell = rows[at][index]
            rows[at][index] = cell._replace(row_span=len(rows) - at + 1)
            return column + width
        if above:
            for place in [c for c in above if column <= c < column + width]:
                del above[place]
        if merge == "restart":
            above[column] = (len(rows), len(row))
        row.append(Cell(self.blocks(node, depth + 1), 1, width, column))
        return column + width


def _rows(table):
    """Yields the table's rows, also those in content controls; rows whose deletion is tracked are left out."""
    for node in table:
        if node.tag == TR:
            if DEL not in properties_of(node, "trPr"):
                yield node
        elif node.tag == SDT or node.tag in WRAPPERS:
            yield from _rows(node)
        elif node.tag == ALTERNATIVE and len(node):
            yield from _rows(node[0])


def _cells(row):
    """Yields a row's cells, also those in content controls; cells whose deletion is tracked are left out."""
    for node in row:
        if node.tag == TC:
            if W + "cellDel" not in properties_of(node, "tcPr"):
                yield node
        elif node.tag == SDT or node.tag in WRAPPERS:
            yield from _cells(node)


def _clear_placeholders(root) -> None:
    """Takes the words out of content controls that nobody filled in: "单击或点击此处输入文字。" Figures that are printed there stay."""
    for control in root.iter(SDT):
        shown = control.find(f"{W}sdtPr/{W}showingPlcHdr")
        if shown is not None and shown.get(VAL) not in ("0", "false", "off"):
            for text in control.iter(W + "t"):
                text.text = text.text if text.text and text.text.strip().isdecimal() else ""


def _merge(mark) -> str | None:
    """Returns "restart", "continue" or None of a w:vMerge or w:hMerge."""
    return None if mark is None else mark.get(VAL) or "continue"


def _span(mark) -> int:
    """Returns the number of a w:gridSpan or w:gridBefore, at least 1."""
    text = mark.get(VAL) if mark is not None else None
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 6 else 1


def _is_contents(control) -> bool:
    """Returns whether a content control is a table of contents, whose lines repeat the headings."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Contents" in (gallery.get(W + "val") or "")


def _toc_styles(styles) -> frozenset[str]:
    """Returns the ids of the styles that lines of a table of contents have."""
    return frozenset(style.get(W + "styleId") for style in (styles.findall(W + "style") if styles is not None else ())
                     if (value_of(style, "name") or "").lower().startswith("toc "))
