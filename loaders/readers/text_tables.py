"""Lines of plain text -> tables and paragraphs. LAYOUTS is the list of ways in which tables are written down as text."""
from collections.abc import Callable, Iterator

from loaders.document import Table, TableCell
from loaders.readers import text_lines as look
from loaders.readers.text_pipes import read_pipes
from loaders.readers.text_sheets import read_commas, read_tabbed

BARS = "|│┃｜"
LONGEST_LABEL = 4  # lines behind its first that a label in a narrow cell is broken into
Rows = list[list[str]]
Layout = Callable[[list[str], int], tuple[Rows, int] | None]  # (lines, begin) -> (rows, end), None where no such table begins


def find_tables(lines: list[str]) -> Iterator[str | Table]:
    """Yields a table where one stands and every other line that is not blank as it is."""
    waiting: str | None = None  # the line just above, which may turn out to be a table's first row
    at = 0
    while at < len(lines):
        if look.is_blank(lines[at]):
            if waiting is not None:
                yield waiting
            waiting, at = None, at + 1
            continue
        found = next((hit for hit in (layout(lines, at) for layout in LAYOUTS) if hit), None)
        if not found:
            if waiting is not None:
                yield waiting
            waiting, at = lines[at], at + 1
            continue
        rows, at = found
        if waiting is not None and look.shape(waiting) in {look.shape(r[0]) for r in rows if len(r) == 1}:
            rows.insert(0, [waiting.strip()])
        elif waiting is not None:
            yield waiting
        waiting = None
        part: Rows = []
        for row in rows:
            words = [c for c in row if c.strip()]
            if len(words) == 1 and look.is_heading(words[0]):  # a title inside a table that holds the whole report
                yield from _parts(part)
                yield words[0]
                part = []
            else:
                part.append(row)
        yield from _parts(part)
    if waiting is not None:
        yield waiting


def as_table(rows: Rows) -> Table:
    """Returns the rows as a grid without spans."""
    return Table(tuple(TableCell(text.strip(), r, c) for r, row in enumerate(rows) for c, text in enumerate(row)), ruled=False)


def _parts(rows: Rows) -> Iterator[str | Table]:
    """Yields the rows as one table; rows of a single text around a table too small to be one become lines again."""
    full = [r for r in rows if sum(bool(c.strip()) for c in r) > 1]
    if len(full) > 1 or any(look.is_number(c) for r in full for c in r):
        yield as_table(rows)
        return
    for row in rows:
        words = [c for c in row if c.strip()]
        if words:
            yield " | ".join(words)


def read_cells(lines: list[str], begin: int) -> tuple[Rows, int] | None:
    """One cell a line behind a tab, rows apart by blank lines, with or without a bar at the cell's end; a line without a tab
    carries on the cell above it."""
    rows: Rows = [[]]
    at = end = begin
    while at < len(lines):
        line = lines[at]
        cell = line.strip().strip(BARS).strip()
        if line.startswith("\t") and "\t" not in line[1:] and not look.is_prose(line) and not any(bar in cell for bar in BARS):  # a tab alone is an empty cell
            rows[-1].append(cell)
            end = at + 1
        elif not line.strip(look.BLANK + "\t"):
            if rows[-1]:
                rows.append([])
        elif rows[-1] and "\t" not in line and _carries_on(lines, at, rows[-1][-1]):
            rows[-1][-1] += "\n" + line.strip().rstrip(BARS).rstrip()
            end = at + 1
        else:
            break
        at += 1
    rows = [row for row in rows if row]
    if sum(map(len, rows)) < 3 or (len(rows) == 1 and not any(map(look.is_value, rows[0]))):
        return None
    return [part for row in rows for part in (_split_long(row) if len(row) > 20 else [row])], end


def _carries_on(lines: list[str], at: int, above: str) -> bool:
    """Returns whether a line without a tab is the rest of the cell above rather than a paragraph behind the table."""
    line = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else ""
    if look.is_prose(line) or len(line.strip()) > 30 or look.is_heading(line):
        return False
    if not above.strip(look.BLANK):  # the cell began with an empty line
        return following.startswith("\t") or (look.is_number(line) and look.is_blank(following))
    if look.is_value(above):
        return False
    if following.startswith("\t") or (look.is_blank(following) and not look.NUMBERED.match(line)):
        return True
    beyond = next((i for i in range(at + 1, min(at + LONGEST_LABEL, len(lines))) if not _is_bit(lines[i])), at)
    return beyond > at and lines[beyond].startswith("\t") and look.is_value(lines[beyond].strip())


def _is_bit(line: str) -> bool:
    """Returns whether a line may be one of several that a long label was broken into."""
    return not ("\t" in line or look.is_blank(line) or len(line.strip()) > 30 or look.is_prose(line) or look.is_heading(line) or look.ENUMERATED.match(line))


def _split_long(row: list[str]) -> Rows:
    """Returns a run of cells whose blank lines are lost as rows: a label behind a figure begins the next one."""
    rows: Rows = [[]]
    for cell in row:
        if not look.is_value(cell) and any(map(look.is_number, rows[-1])):
            lead = len(rows[-1])
            while not rows[-1][lead - 1]:
                lead -= 1
            rows[-1], blanks = rows[-1][:lead], rows[-1][lead:]
            rows.append(blanks)
        rows[-1].append(cell)
    return rows


def read_spaced(lines: list[str], begin: int) -> tuple[Rows, int] | None:
    """A row a line with spaces between: at least two lines of a label and two or more figures."""
    rows: Rows = []
    at = end = begin
    strong = kept = 0
    while at < len(lines):
        pieces = look.WIDE.split(lines[at].strip(look.BLANK))
        line = " ".join(pieces)
        cells = line.split()
        figures = _figures_at_end(cells)
        if not line:
            if not rows or not lines[at - 1].strip(look.BLANK):
                break
        elif "\t" in line or "|" in line or look.is_prose(line) or look.is_heading(line):
            break
        elif figures >= 2 or (rows and figures == 1):
            rows.append(["".join(cells[:-figures])] * (figures < len(cells)) + cells[len(cells) - figures:])
            strong += figures >= 2
            end, kept = at + 1, len(rows)
        elif len(line) <= 80 and (rows or len(cells) > 2):
            rows.append(cells if len(cells) > 2 else pieces)
        else:
            break
        at += 1
    return (rows[:kept], end) if strong >= 2 else None


def _figures_at_end(cells: list[str]) -> int:
    """Returns how many of the last cells are figures."""
    count = 0
    while count < len(cells) and look.is_number(cells[-1 - count]):
        count += 1
    return count


def read_stacked(lines: list[str], begin: int) -> tuple[Rows, int] | None:
    """Labels and figures one under another, each on its own line with no tab: a label behind a figure begins a row."""
    if look.is_number(lines[begin]) or len(lines[begin].strip()) > 45:
        return None
    rows: Rows = [[]]
    at = end = begin
    figures = labels = since = 0
    while at < len(lines) and since < 12 and labels <= figures + 12:
        line = lines[at].strip(look.BLANK)
        if "\t" in line or "|" in line or look.is_heading(line) or len(line) > 45 or line.endswith("。"):
            break
        if look.is_number(line):
            rows[-1].append(line)
            figures, since, end = figures + 1, 0, at + 1
        elif line:
            if rows[-1] and look.is_number(rows[-1][-1]):
                rows.append([])
            rows[-1].append(line)
            labels, since = labels + 1, since + 1
        at += 1
    if rows and not any(map(look.is_number, rows[-1])):
        labels -= len(rows.pop())
    return (rows, end) if figures >= 6 and figures >= labels else None


LAYOUTS: tuple[Layout, ...] = (read_cells, read_tabbed, read_pipes, read_spaced, read_commas, read_stacked)
