"""PDF with a text layer -> Document: an own lattice over pdfium, because converters lose merged cells and the order of tables and text.

pdfium must never run in two threads at once; LOCK sees to it."""
import io
import re
import threading
from collections import Counter

import pypdfium2 as pdfium

from loaders.document import Block, Document, Paragraph, Picture, TableCell
from loaders.errors import UnreadableFile
from loaders.readers import scan
from loaders.readers.limits import limits, tell
from loaders.readers.marks import crossed_out
from loaders.readers.pdf_columns import find_columns
from loaders.readers.pdf_lattice import Lattice, find_lattices
from loaders.readers.pdf_lines import Line, find_lines, find_margins, glue, join_wrapped, runs_on
from loaders.readers.pdf_page import Box, Char, Page, read_page
from loaders.readers.pdf_tables import Piece, fits, join
from loaders.readers.pdf_unruled import find_unruled
from loaders.readers.pdf_words import PAGE_NUMBER
from loaders.readers.text import damaged_characters

LOCK = threading.Lock()
TAIL = 8192  # the mark of a complete file stands within this many bytes of its end
DIGITS = re.compile(r"\d+")
FEW = 15  # characters a page: no more than a page number and a stamp
MARGIN = 0.12  # share of a page's height in which headers and footers stand
LARGE_PICTURE = 0.06  # share of the page
SHOWN_DPI, MOST_SHOWN = 110, 4_000_000  # a page as a picture: dots an inch, and pixels at most
MOST_BELOW = 4  # lines of the next header and a page number below a table that goes on on the next page
Item = Line | Piece | Picture


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that a PDF holds. Raises UnreadableFile: encrypted, wrong_password, sealed, truncated, too_large, no_text."""
    if b"%%EOF" not in data[-TAIL:] and b"startxref" not in data[-TAIL:]:
        raise UnreadableFile("truncated", name, detail="the end of the file is missing")
    with LOCK:
        pages = _read_pages(data, name, password)
    count, scanned = sum(len(p.chars) for p in pages), any(p.is_picture for p in pages)
    if not count or (scanned and count < FEW * len(pages)):
        raise UnreadableFile("no_text" if scan.is_available() else "no_recognition", name)
    document = lay_out(pages, "pdf", "pdf", name)
    document.doubts += crossed_out([words for p in pages for words in p.crossed])
    unmapped = sum(p.unmapped for p in pages)
    if unmapped:
        document.doubts.append(damaged_characters(unmapped))
    return document


def lay_out(pages: list[Page], format: str, reader: str, name: str) -> Document:
    """Returns the document that pages make: their lines as paragraphs, their grids as tables, each joined over pages."""
    notes: list[str] = []
    items = _without_margins(_all_items(pages), pages, notes)
    return Document(_blocks(items, name, max((p.width for p in pages), default=0)), format=format, reader=reader, notes=notes, doubts=[d for p in pages for d in scan.doubts_of(p)])


def draw_page(data: bytes, name: str, number: int = 1, password: str | None = None) -> tuple[bytes, int, int]:
    """Returns (PNG of one page at 110 dpi, its number, number of pages); a number beyond the ends gives the first or the last page.
    Raises UnreadableFile: encrypted, wrong_password, sealed, truncated."""
    with LOCK:
        document = _open(data, name, password)
        try:
            number = min(max(number, 1), len(document))
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(SHOWN_DPI / 72, (MOST_SHOWN / max(width * height, 1)) ** 0.5)
            drawn = io.BytesIO()
            page.render(scale=scale).to_pil().save(drawn, "PNG")
            return drawn.getvalue(), number, len(document)
        except (pdfium.PdfiumError, IndexError):
            raise UnreadableFile("truncated", name, detail="its pages cannot be read") from None
        finally:
            document.close()


def _open(data: bytes, name: str, password: str | None) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        kind = ("wrong_password" if password else "encrypted") if "password" in str(error) else "sealed" if "security" in str(error) else "truncated"
        raise UnreadableFile(kind, name, detail="its pages cannot be read") from None


def _read_pages(data: bytes, name: str, password: str | None) -> list[Page]:
    document = _open(data, name, password)
    try:
        if len(document) > limits().pages:
            raise UnreadableFile("too_large", name, detail="{count} pages", count=len(document))
        pages = []
        for index in range(len(document)):
            page = document[index]
            pages.append(read_page(page, index + 1))
            _recognise(page, pages[-1], name)
            page.close()
            tell(index + 1, len(document))
        return pages
    except pdfium.PdfiumError:
        raise UnreadableFile("truncated", name, detail="its pages cannot be read") from None
    finally:
        document.close()


def _recognise(page: pdfium.PdfPage, found: Page, name: str) -> None:
    """Puts what a page's pictures show among its characters and lines, where recognition is installed: the whole page where it is a
    scan, else each large picture that no text stands on."""
    whole = Box(0, found.width, 0, found.height)
    if found.is_picture and len(found.chars) < FEW:
        boxes = [whole]
    else:
        boxes = [b for b in found.pictures if _is_large(b, found) and sum(b.x0 < c.x0 < b.x1 and b.y0 < c.y0 < b.y1 for c in found.chars) < FEW]
    if not boxes or not scan.is_available():
        return
    if found.number > limits().scan_pages:
        if boxes == [whole]:
            raise UnreadableFile("too_large", name, detail="{count} pages", count=found.number)
        return  # pictures far behind stay pictures
    pixels = scan.page_pixels(page)
    for box in boxes:
        shown = scan.read_pixels(pixels if box == whole else scan.cut(pixels, box), found.number)
        if len(shown.chars) < FEW:
            continue
        if box == whole:
            found.chars.clear()
            found.pictures.clear()
            found.width, found.height = shown.width, shown.height  # turned, where it lay on its side
        else:
            found.pictures.remove(box)
        found.put(shown, box)


def _is_large(box: Box, page: Page) -> bool:
    return (box.x1 - box.x0) * (box.y1 - box.y0) > LARGE_PICTURE * page.width * page.height


def _all_items(pages: list[Page]) -> list[list[Item]]:
    """Returns the items of each page."""
    found: list[list[Item]] = []
    for page in pages:
        found.append(_items(page, [i for i in (found[-1][-2:] if found else []) if isinstance(i, Piece)],
                            [i for i in (found[-1][-MOST_BELOW:] if found else []) if isinstance(i, Piece) and not i.ruled]))
    return found


def _items(page: Page, before: list[Piece], unruled: list[Piece]) -> list[Item]:
    """Returns a page's lines, tables and large pictures from top to bottom; `before`: the tables that the page before ended in,
    `unruled`: those without upright lines, below which the next header may stand."""
    rest = page.chars
    pieces: list[Piece] = []
    for lattice in find_lattices(page):
        inside, outside = lattice.share(rest)
        cells = [TableCell(join_wrapped(find_lines(chars, page.number), place.box.x1) if chars else "", *place[:4], _confidence(page, chars))
                 for place, chars in zip(lattice.places, inside)]
        filled = sum(bool(c.text) for c in cells)
        piece = Piece(page.number, lattice.xs, lattice.box.y0, lattice.box.y1, _without_slivers(cells, lattice),
                      cut_above=[p.box.x0 for p in lattice.places if p.cut_above], cut_below=[p.box.x0 for p in lattice.places if p.cut_below])
        if filled > 1 or (filled and any(fits(b, piece) for b in before)):  # a label and blank cells alone go on with a table
            rest = outside
            pieces.append(piece)
    if not page.recognised:  # the confidence of recognised cells is not kept there
        found, rest = find_unruled(rest, page.number, unruled)
        pieces += found
    items = [(i.y0 if isinstance(i, Line) else i.top, i) for i in pieces + find_columns(find_lines(rest, page.number), any(not p.ruled for p in before))]
    items += [(box.y0, Picture(f"page {page.number}", page.number)) for box in page.pictures
              if _is_large(box, page)]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _confidence(page: Page, chars: list[Char]) -> float | None:
    """Returns the confidence of a cell: that of its least certain character; a cell without ink is certainly blank."""
    return min((c.confidence for c in chars if c.confidence is not None), default=1.0 if page.recognised and not chars else None)


def _without_slivers(cells: list[TableCell], lattice: Lattice) -> list[TableCell]:
    """Returns the cells without a row at the page's end that holds nothing and that no line closes: what a page break leaves of borders."""
    below = [c for c in cells if c.row == len(lattice.ys) - 2]
    if any(c.text for c in below) or not all(p.cut_below for p in lattice.places if p.row == len(lattice.ys) - 2):
        return cells
    return [c for c in cells if c not in below]


def _without_margins(pages: list[list[Item]], sizes: list[Page], notes: list[str]) -> list[list[Item]]:
    """Returns the pages without page numbers and running headers and footers, which go to the notes."""
    def edges(items: list[Item], height: float) -> list[Line]:
        return [i for i in items[:2] + items[-2:] if isinstance(i, Line) and (i.y1 < MARGIN * height or i.y0 > (1 - MARGIN) * height)]

    least = max(2, len(pages) // 2)
    lines = [{DIGITS.sub("#", line.text): line for line in edges(items, size.height)} for items, size in zip(pages, sizes)]
    repeated = Counter(text for page in lines for text in page)
    if len(pages) == 2 and least == 2:  # twice may be chance: then at the same place
        repeated.update({text: 1 for text in lines[0].keys() & lines[1].keys() if abs(lines[0][text].y0 - lines[1][text].y0) < 2})
    found = []
    for items, size in zip(pages, sizes):
        margin = [line for line in edges(items, size.height)
                  if PAGE_NUMBER.fullmatch(line.text) or repeated[DIGITS.sub("#", line.text)] > least]
        notes += [line.text for line in margin]
        dropped = set(map(id, margin))
        found.append([i for i in items if id(i) not in dropped])
    return found


def _blocks(pages: list[list[Item]], name: str, width: float) -> list[Block]:
    """Returns the document's blocks: paragraphs joined over lines and pages, tables joined over pages. `width`: of the widest page."""
    every = [line for items in pages for line in items if isinstance(line, Line)]
    overall = find_margins(every, width)
    blocks: list[Block | Piece] = []
    above: Line | None = None
    for items in pages:
        margins = find_margins([i for i in items if isinstance(i, Line)], width) if len(items) > 8 else overall
        for at, item in enumerate(items):
            if isinstance(item, Piece):
                if at == 0 and blocks and isinstance(blocks[-1], Piece) and fits(blocks[-1], item):
                    blocks[-1] = join(blocks[-1], item)
                else:
                    blocks.append(item)
            elif isinstance(item, Picture):
                blocks.append(item)
            elif above is not None and isinstance(blocks[-1], Paragraph) and runs_on(above, item, margins or overall):
                blocks[-1] = Paragraph(glue(blocks[-1].text, item.text), blocks[-1].page)
            else:
                blocks.append(Paragraph(item.text, item.page))
            above = item if isinstance(item, Line) else None
    return [part for b in blocks for part in (b.blocks(name) if isinstance(b, Piece) else [b])]

