"""Documents in a form that tests can compare: exact cells with their places and spans, spaces left out."""
import re

from loaders.document import Document, Paragraph, Picture, Table

SPACES = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """Returns the text without spaces and line ends: where a cell is wrapped says nothing."""
    return SPACES.sub("", text)


def placed(cells) -> list[tuple]:
    """Returns cells as sorted (row, column, row span, column span, text)."""
    return sorted((c.row, c.column, c.row_span, c.column_span, squeezed(c.text)) for c in cells)


def texts(table: Table) -> list[list[str]]:
    """Returns the texts of the cells that begin in each row."""
    return [[squeezed(c.text) for c in row] for row in table.rows()]


def paragraphs(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def pictures(document: Document) -> list[str]:
    return [b.name for b in document.blocks if isinstance(b, Picture)]


def order(document: Document) -> str:
    """Returns one letter a block, in reading order: p, t or i."""
    return "".join("p" if isinstance(b, Paragraph) else "t" if isinstance(b, Table) else "i" for b in document.blocks)
