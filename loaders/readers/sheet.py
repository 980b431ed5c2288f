"""Workbooks (.xls, .xlsx, .xlsb, .et) -> Document: a sheet's name is a paragraph above its first table, each block of rows that are not empty a table."""
import io
import re
import struct
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from loaders.document import Block, Document, Paragraph
from loaders.errors import UnreadableFile
from loaders.readers import detect
from loaders.readers.limits import limits
from loaders.readers.package import Package
from loaders.readers.rows import Cell, blocks_of_rows
from loaders.readers.sheet_faults import Faults, column_of, find_faults, find_faults_97, find_sizes_97
from loaders.readers.text_lines import is_heading, is_prose

UNNAMED = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.I)  # "Sheet1": what a program calls a sheet that nobody named
LAST = re.compile(rb'<(?:\w+:)?c\s[^>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"')  # '<c r="AB12" s="3">'
WHOLE_97 = 65_536 * 256  # places of a sheet of before 2007, which some programs write down as its size
Span = tuple[int, int]  # rows and columns that a merged cell covers


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that a workbook holds, hidden sheets left out. Raises UnreadableFile: encrypted, truncated, too_large, empty."""
    package = Package(data, name) if detect.is_zip(data) else None
    if package:
        _measure(package)
    try:
        for rows, columns in [] if package else find_sizes_97(data):
            _check_size(rows, columns, name, WHOLE_97)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        faults = find_faults(package) if package else dict(zip(book.sheet_names, find_faults_97(data)))
        shown = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        blocks = [block for title in shown for block in _sheet(book.get_sheet_by_name(title), title, name, faults.get(title, {}))]
    except PasswordError:
        if not password:
            raise UnreadableFile("encrypted", name) from None
        from loaders.readers import encrypted

        return encrypted.read(data, name, password)
    except (CalamineError, OSError, ValueError, KeyError, struct.error, IndexError):
        raise UnreadableFile("truncated", name, detail="its pages cannot be read") from None
    except BaseException as error:  # the library's own panics are no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile("truncated", name, detail="its pages cannot be read") from None
    if not blocks:
        raise UnreadableFile("empty", name)
    return Document(blocks, format="xlsx" if detect.is_zip(data) else "xls", reader="sheet")


def _measure(package: Package) -> None:
    """Raises UnreadableFile where the parts are too large, or where two cells stand so far apart that the grid between them is."""
    for part in package.parts:
        if part.startswith("xl/") and part.endswith((".xml", ".bin")):
            content = package.read(part)
            if "worksheets/" in part:
                places = LAST.findall(content)
                rows, columns = max((int(r) for _, r in places), default=0), max((column_of(c) for c, _ in places), default=0)
                _check_size(rows, columns, package.name, 50 * limits().cells)


def _check_size(rows: int, columns: int, name: str, most: int) -> None:
    if rows * columns > most:
        raise UnreadableFile("too_large", name, detail="a table of {rows} × {columns} cells", rows=rows, columns=columns)


def _sheet(sheet, title: str, name: str, faults: Faults) -> list[Block]:
    """Returns the blocks of one sheet."""
    values = sheet.to_python(skip_empty_area=False)
    if sum(map(len, values)) > 50 * limits().cells:
        raise UnreadableFile("too_large", name, detail="{count} cells", count=sum(map(len, values)))
    texts = [[show(value) for value in row] for row in values]
    for (r, c), words in faults.items():  # the library gives nothing for them
        texts += [[] for _ in range(r + 1 - len(texts))]
        texts[r] += [""] * (c + 1 - len(texts[r]))
        texts[r][c] = words
    merges = _merges(sheet)
    found: list[Block] = []
    first = None
    covered = 0  # row behind the last merged cell begun
    for r in range(len(texts) + 1):
        filled = r < len(texts) and (any(texts[r]) or r < covered)
        if r < len(texts):
            covered = max([covered, *(r + merges[r, c][0] for c in range(len(texts[r])) if (r, c) in merges and texts[r][c])])
        if filled and first is None:
            first = r
        elif not filled and first is not None:
            found += _block(texts, merges, first, r, name)
            first = None
    table = next((i for i, block in enumerate(found) if not isinstance(block, Paragraph)), None)
    if table is not None and not UNNAMED.fullmatch(title):  # below the lines above the table, which name the agency
        found.insert(table, Paragraph(title))
    return found


def _block(texts: list[list[str]], merges: dict[tuple[int, int], Span], first: int, behind: int, name: str) -> list[Block]:
    """Returns the blocks of some rows: cells under a merged one are left out, a line alone in its row stands by itself."""
    used = [c for r in range(first, behind) for c, text in enumerate(texts[r]) if text]
    left, right = min(used), max([max(used) + 1, *(c + merges[r, c][1] for r, c in merges if first <= r < behind and c in used)])
    hidden = {(r + i, c + k) for (r, c), (rows, columns) in merges.items() if first <= r < behind
              for i in range(min(rows, behind - r)) for k in range(min(columns, right - c)) if i or k}
    rows: list[list[Cell]] = []
    begun, prose = False, _prose(texts, first, behind)
    for r in range(first, behind):
        row = []
        for c in range(left, right):
            if (r, c) not in hidden:
                text = texts[r][c] if c < len(texts[r]) else ""
                height, width = merges.get((r, c), (1, 1))
                row.append(Cell([Paragraph(line) for line in text.split("\n") if line.strip()], min(height, behind - r), min(width, right - c), c - left))
        filled = [cell for cell in row if cell.text]
        if len(filled) == 1 and filled[0].row_span == 1 and (not begun or r in prose or is_heading(filled[0].text) or is_prose(filled[0].text)):
            row = filled
        begun = begun or len(filled) > 1
        rows.append(row)
        if sum(map(len, rows)) > limits().cells:
            raise UnreadableFile("too_large", name, detail="{count} cells", count=sum(map(len, rows)))
    return blocks_of_rows(rows, name)


def _prose(texts: list[list[str]], first: int, behind: int) -> set[int]:
    """Returns the rows of one cell that stand under a heading and above the next one, or the end, with no grid between."""
    found: set[int] = set()
    under: list[int] | None = None
    for r in range(first, behind):
        alone = [text for text in texts[r] if text]
        if len(alone) != 1:
            under = None
        elif is_heading(alone[0]):
            found.update(under or ())
            under = []
        elif under is not None:
            under.append(r)
    return found.union(under or ())


def _merges(sheet) -> dict[tuple[int, int], Span]:
    """Returns the place of each merged cell with the rows and columns that it covers."""
    return {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in sheet.merged_cell_ranges or ()}


def show(value: object) -> str:
    """Returns a cell's value as text: whole numbers without a point, others with the fifteen digits that a workbook keeps."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != value.min.time() else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip() if value is not None else ""
