"""The three official tables as cells with spans, filled with given values, and as HTML, Word and text: what offices hand in."""
import html
import io
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from loaders.document import TableCell
from report import form

HEADER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = ("upheld", "corrected", "other", "pending", "total")


def shown(values: dict, row: str, column: str) -> str:
    """Returns the printed form of one value: "" for None and for what is absent."""
    value = values.get(row, {}).get(column)
    return "" if value is None else str(value)


def disclosed_cells(values: dict, edition: str = "2021") -> list[TableCell]:
    """Returns table 2 with the given values ({row: {column: value}})."""
    width = 4
    cells, r, block, head = [], 0, None, None
    for row in form.rows("disclosed", edition):
        columns = form.columns("disclosed", row.key, edition)
        names = [c.chinese for c in columns]
        if row.block != block:
            cells.append(TableCell(row.block, r, 0, 1, width))
            r, block, head = r + 1, row.block, None
        if names != head:
            cells += spread(["信息内容", *names], r, width)
            r, head = r + 1, names
        label = "规范性文件" if edition == "2019" and row.key == "normative_documents" else row.chinese
        cells += spread([label, *(shown(values, row.key, c.key) for c in columns)], r, width)
        r += 1
    return cells


def spread(texts: list[str], row: int, width: int) -> list[TableCell]:
    """Returns one row of cells; the last one covers what is left of the width."""
    last = len(texts) - 1
    return [TableCell(text, row, c, 1, width - c if c == last else 1) for c, text in enumerate(texts)]


def requests_cells(values: dict, edition: str = "2021") -> list[TableCell]:
    """Returns table 3 with the given values ({row: {column: value}})."""
    columns = [c.key for c in form.columns("requests", "*", edition)]
    names = [c.chinese for c in form.columns("requests", "*", edition)]
    rows = form.rows("requests", edition)
    inside = [r for r in rows if r.parent]
    printed = [r for r in rows if r.kind == "figure"]
    cells = [TableCell(HEADER, 0, 0, 3, 3), TableCell("申请人情况", 0, 3, 1, 7), TableCell(names[0], 1, 3, 2, 1),
             TableCell("法人或其他组织", 1, 4, 1, 5), TableCell(names[6], 1, 9, 2, 1)]
    cells += [TableCell(name, 2, 4 + i) for i, name in enumerate(names[1:6])]
    r = 3
    for row in rows:
        if row.kind == "heading":
            cells.append(TableCell(row.chinese, r, 0, sum(i.kind == "figure" for i in inside), 1))
        elif row.kind == "group":
            cells.append(TableCell(row.chinese, r, 1, sum(p.parent == row.key for p in printed), 1))
        else:
            depth = 0 if not row.parent else 1 if row.parent == "results" else 2
            cells.append(TableCell(row.chinese, r, depth, 1, 3 - depth))
            cells += [TableCell(shown(values, row.key, c), r, 3 + i) for i, c in enumerate(columns)]
            r += 1
    return cells


def disputes_cells(values: dict) -> list[TableCell]:
    """Returns table 4 with the given values ({block: {column: value}})."""
    names = [c.chinese for c in form.columns("disputes", "*", "2021")]
    cells = [TableCell("行政复议", 0, 0, 1, 5), TableCell("行政诉讼", 0, 5, 1, 10),
             *(TableCell(n, 1, i, 2, 1) for i, n in enumerate(names)),
             TableCell("未经复议直接起诉", 1, 5, 1, 5), TableCell("复议后起诉", 1, 10, 1, 5),
             *(TableCell(n, 2, 5 + i) for i, n in enumerate(names * 2))]
    blocks = [row.key for row in form.rows("disputes")]
    return cells + [TableCell(shown(values, b, c), 3, 5 * i + k) for i, b in enumerate(blocks) for k, c in enumerate(RESULTS)]


def as_html(cells: list[TableCell]) -> str:
    """Returns the cells as an HTML table."""
    lines = {}
    for c in sorted(cells, key=lambda c: (c.row, c.column)):
        spans = (f' rowspan="{c.row_span}"' if c.row_span > 1 else "") + (f' colspan="{c.column_span}"' if c.column_span > 1 else "")
        lines.setdefault(c.row, []).append(f"<td{spans}>{html.escape(c.text)}</td>")
    return "<table>" + "".join(f"<tr>{''.join(lines[r])}</tr>\n" for r in sorted(lines)) + "</table>"


def as_rows(cells: list[TableCell]) -> str:
    """Returns the cells as tab-separated rows: empty leading cells where a label above is merged down, nothing for merged columns."""
    return "\n".join("\t".join(texts) for texts in ragged(cells)) + "\n"


def as_lines(cells: list[TableCell]) -> str:
    """Returns the cells one a line behind a tab, rows apart by an empty line."""
    return "\n\n".join("\n".join("\t" + text for text in texts) for texts in ragged(cells)) + "\n\n"


def ragged(cells: list[TableCell]) -> list[list[str]]:
    """Returns rows of texts as a text export gives them: a cell merged downwards leaves one empty cell in each row below."""
    height = max(c.row + c.row_span for c in cells)
    rows = []
    for r in range(height):
        here = sorted((c for c in cells if c.row <= r < c.row + c.row_span), key=lambda c: c.column)
        rows.append([c.text if c.row == r else "" for c in here])
    return rows


def add_to_word(document, cells: list[TableCell]) -> None:
    """Appends the cells to a python-docx document as a table with real merges."""
    height, width = max(c.row + c.row_span for c in cells), max(c.column + c.column_span for c in cells)
    table = document.add_table(height, width, style="Table Grid")
    grid = [row.cells for row in table.rows]  # once: asked for a cell, the library lists them all
    for c in cells:
        cell = grid[c.row][c.column]
        if c.row_span > 1 or c.column_span > 1:
            cell = cell.merge(grid[c.row + c.row_span - 1][c.column + c.column_span - 1])
        cell.text = c.text


def word_file(blocks: list) -> bytes:
    """Returns a .docx of the blocks: a string is a paragraph, a list of cells a table."""
    import docx
    document = docx.Document()
    for block in blocks:
        document.add_paragraph(block) if isinstance(block, str) else add_to_word(document, block)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def html_file(blocks: list, title: str = "", style: str = "") -> bytes:
    """Returns a web page of the blocks."""
    body = "\n".join(f"<p>{html.escape(b)}</p>" if isinstance(b, str) else as_html(b) for b in blocks)
    return (f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
            f"<style>{style}</style></head><body>\n{body}\n</body></html>\n").encode()


def text_file(blocks: list, layout=as_rows) -> bytes:
    """Returns plain text of the blocks, its tables by `layout` (as_rows or as_lines)."""
    return "\n".join(b if isinstance(b, str) else layout(b) for b in blocks).encode()


def pdf_files(pages: dict[str, bytes]) -> dict[str, bytes]:
    """Returns {name: PDF} of web pages, printed by Chromium."""
    return _PRINTER.submit(lambda: {name: _print(content) for name, content in pages.items()}).result()


_PRINTER = ThreadPoolExecutor(1)  # a thread of its own, where the browser stays open: Playwright takes the event loop of the thread that it is started in


@cache
def _page():
    from playwright.sync_api import sync_playwright
    return sync_playwright().start().chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]).new_page()


@cache
def _print(content: bytes) -> bytes:
    page = _page()
    page.set_content(content.decode())
    return page.pdf(format="A4", margin={side: "22mm" for side in ("top", "bottom", "left", "right")})
