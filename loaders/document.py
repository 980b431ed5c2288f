"""What every reader produces: paragraphs, tables and pictures in reading order, with no idea what they mean."""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Paragraph:
    """A line of text as it stands, without its line end. `page` counts from 1 where the format has pages."""

    text: str
    page: int | None = None


CERTAIN = 0.85  # the confidence from which a recognised text counts as read; calibrated by benchmarks.scans


@dataclass(frozen=True)
class TableCell:
    """One cell with its place in the resolved grid (from 0) and the rows and columns it covers."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    confidence: float | None = None  # 0–1 where the text was recognised in a picture


@dataclass(frozen=True)
class Table:
    """A grid. `ruled` is False where the source gives no spans (tab-separated text), so that a short row may be a merged one."""

    cells: tuple[TableCell, ...]
    page: int | None = None
    ruled: bool = True

    def grid(self) -> list[list[TableCell | None]]:
        """Returns rows of cells; a merged cell stands, as the same object, in every place it covers; None where nothing is."""
        height = max((c.row + c.row_span for c in self.cells), default=0)
        width = max((c.column + c.column_span for c in self.cells), default=0)
        rows: list[list[TableCell | None]] = [[None] * width for _ in range(height)]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.row_span):
                for c in range(cell.column, cell.column + cell.column_span):
                    rows[r][c] = cell
        return rows

    def rows(self) -> list[list[TableCell]]:
        """Returns the cells that begin in each row, left to right: rows of their own lengths."""
        found: dict[int, list[TableCell]] = {}
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            found.setdefault(cell.row, []).append(cell)
        return [found[r] for r in sorted(found)]


@dataclass(frozen=True)
class Picture:
    """A picture that stands where a table or text may be; `data` only where a reader kept its bytes."""

    name: str = ""
    page: int | None = None
    data: bytes | None = None


Block = Paragraph | Table | Picture


@dataclass
class Document:
    """The blocks of one file in reading order. `format`: docx pdf html text …; `reader`: the module that read it;
    `address`: the web address printed or saved with it; `notes`: headers, footers and comments, apart from the body;
    `doubts`: report.model.Doubt values that the reader itself raises."""

    blocks: list[Block]
    format: str
    reader: str
    address: str | None = None
    notes: list[str] = field(default_factory=list)
    doubts: list = field(default_factory=list)
