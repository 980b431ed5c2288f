"""Proposals for rows whose width cannot be reconciled: shown to people where exactly one placement satisfies the form's sums."""
import re
from collections.abc import Iterator

from loaders.flat import ways
from loaders.grids import GridCell
from loaders.placing import Shelf
from loaders.values import read_value
from report.form import rows
from report.model import Cell, Grid, Number

FIGURES = [r.key for r in rows("requests") if r.kind == "figure"]
BROKEN = re.compile(r"[\d０-９,，]+\s+[\d０-９,，]+")  # "14\n13", one number broken in a narrow column, or two
ENDS = {"received", "carried_in", "handled", "carried_out"}


def propose(shelf: Shelf, grids: dict[str, Grid], cells: list[Cell]) -> None:
    """Adds to the doubt of each row left out the one placement, if it is only one, under which its sums hold."""
    for left in shelf.left_out:
        if left.table != "requests" or not left.row:
            continue
        fitting = {tuple(p) for p in placements(left.values, len(left.columns)) if holds(left.row, dict(zip(left.columns, p)), grids["requests"])}
        if len(fitting) == 1:
            shelf.doubts[left.doubt].proposal = {left.row: dict(zip(left.columns, fitting.pop()))}
    propose_joined(shelf, grids["requests"], cells)


def propose_joined(shelf: Shelf, grid: Grid, cells: list[Cell]) -> None:
    """Adds to the doubt of a number that a line end breaks the whole number, where its row then adds up."""
    for cell in cells:
        if cell.table != "requests" or cell.state != "text" or not BROKEN.fullmatch(cell.raw):
            continue
        whole = read_value("".join(cell.raw.split()))
        if whole.state == "number" and holds(cell.row, {**grid[cell.row], cell.column: whole.value}, grid):
            for doubt in shelf.doubts:
                if any((c.table, c.row, c.column) == (cell.table, cell.row, cell.column) for c in doubt.cells):
                    doubt.proposal = doubt.proposal or {}
                    doubt.proposal.setdefault(cell.row, {})[cell.column] = whole.value


def placements(cells: tuple[GridCell, ...], n: int) -> Iterator[list[Number | None]]:
    """Yields the ways in which a row's filled cells can be n values: one or two too many dropped, or two parts of one number
    joined; one too few left blank; one run of digits divided."""
    filled = [c for c in cells if not c.blank]
    numbers = [c.printed.value for c in filled]
    if any(c.printed.state != "number" for c in filled):
        return
    if len(numbers) == n + 1:
        for i in range(n + 1):
            yield numbers[:i] + numbers[i + 1:]
        for i in range(n):
            joined = read_value(filled[i].text.strip() + filled[i + 1].text.strip())
            if joined.state == "number":
                yield [*numbers[:i], joined.value, *numbers[i + 2:]]
    elif len(numbers) == 1:
        run = filled[0].text.strip()
        yield from ([int(part) for part in way] for way in (ways(run, n) if run.isdecimal() else ()))  # "0.00000" is one number
    elif len(numbers) == n - 1:
        for i in range(n):
            yield [*numbers[:i], None, *numbers[i:]]


def holds(key: str, row: dict[str, Number | None], grid: Grid) -> bool:
    """Returns whether a placement satisfies every sum of the form that can be worked out with it (T3-1, T3-2, T3-3)."""
    parts = [v for k, v in row.items() if k != "total"]
    if row.get("total") is None or sum(v or 0 for v in parts) != row["total"]:
        return False
    whole = {**grid, key: row}
    return all(balanced(whole, column) and results_add(whole, column) for column in row)


def balanced(grid: Grid, column: str) -> bool:
    """Returns whether received + carried in = handled + carried out (T3-1), or whether that cannot be worked out."""
    ends = {key: (grid.get(key) or {}).get(column) for key in ENDS}
    if None in ends.values():
        return True
    return ends["received"] + ends["carried_in"] == ends["handled"] + ends["carried_out"]


def results_add(grid: Grid, column: str) -> bool:
    """Returns whether the results add up to handled (T3-2), or whether that cannot be worked out."""
    results = [k for k in FIGURES if k not in ENDS and (k in grid or not k.startswith("other."))]
    if "other" in grid and not any(k.startswith("other.") for k in grid):
        results.append("other")
    values = [(grid.get(k) or {}).get(column) for k in (*results, "handled")]
    return None in values or sum(values[:-1]) == values[-1]
