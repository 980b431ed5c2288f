"""Reports in the official layout with random figures and the ways in which real ones vary, with the grids they must read as.

    sample = make(7)                      # some traits by chance
    sample = make(7, {"missing_rows"})    # exactly these
    sample.blocks                         # strings and tables (lists of TableCell), for FORMATS
    sample.document()                     # the same as a Document, without any file format between
"""
import random
from dataclasses import dataclass, replace
from itertools import groupby

from loaders.document import Document, Paragraph, Table, TableCell
from report import form
from tests.official import (as_lines, as_rows, disclosed_cells, disputes_cells, html_file, ragged, requests_cells, text_file,
                            word_file)

TRAITS = {  # name -> what a reader meets
    "form_2019": "table 2 of the 2019 form", "merged_other": "（六）其他处理 as one row", "missing_rows": "rows left out",
    "full_width": "２０２３", "commas": "1,660", "padded": "spaces around figures", "units": "12件, 103.3879万元", "signed": "+3, -8 in 本年增/减",
    "blanks": "some cells blank", "only_totals": "nothing but 总计 filled", "slashes": "/ - —— for nothing",
    "spaced_labels": "（一） 予以公开", "half_brackets": "(一)予以公开", "broken_labels": "商业\\n企业", "bookmarks": "[bookmark: _Hlk6]1.…",
    "cut_labels": "1.申请人无正当理由逾期……", "reworded": "社会组织, 规范性文件", "radicals": "⼀、本年新收…",
    "vertical": "三、本年度办理结果 one character a line", "side_letters": "三、本年度办理结果 one character a row",
    "detached_groups": "group labels in rows of their own", "unmerged_groups": "group labels not merged down",
    "split_requests": "table 3 in two grids", "page_rows": "page numbers between rows", "repeated_header": "the header again on the next page",
    "split_blocks": "table 2 one grid a block", "one_grid": "all three tables in one grid", "no_header": "the header of table 3 lost",
    "blank_column": "an empty column at the right", "short_row": "a row one cell short", "extra_zero": "a zero too many in rows of zeros",
    "repeated_row": "a row that stands there twice", "strange_row": "a row that is none of the form's",
}
TEXT_ONLY = {"extra_zero"}
LOSSY = {"short_row", "strange_row", "extra_zero", "no_header"}  # may leave a row out, with a doubt
AGENCIES = ("云汀县青梧镇人民政府", "南浦区石榴街道办事处", "云汀县水务局", "青川市白鹭开发区管理委员会")


@dataclass
class Sample:
    """A generated report: `blocks` in order, and what its tables hold."""

    blocks: list
    traits: set[str]
    disclosed: dict
    requests: dict
    disputes: dict
    year: int
    agency: str

    def document(self, ruled: bool = True) -> Document:
        """Returns the blocks as a Document; without rulings, tables are ragged rows as text gives them."""
        blocks = [Paragraph(b) if isinstance(b, str) else Table(tuple(b)) if ruled else bare(ragged(b)) for b in self.blocks]
        return Document(blocks, "test", "generator")


def bare(rows: list[list[str]]) -> Table:
    """Returns rows of texts as a table without rulings."""
    return Table(tuple(TableCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)), ruled=False)


def make(seed: int, traits: set[str] | None = None, most: int = 1500) -> Sample:
    """Returns a report; without `traits` each stands with one chance in six. `most`: the largest ordinary figure."""
    rng = random.Random(seed)
    chosen = {t for t in TRAITS if rng.random() < 1 / 6} if traits is None else set(traits)
    edition = "2019" if "form_2019" in chosen else "2021"
    other = "2019" if "merged_other" in chosen else "2021"
    numbers = {"disclosed": draw(rng, chosen, "disclosed", edition, most), "requests": draw(rng, chosen, "requests", other, most),
               "disputes": draw(rng, chosen, "disputes", "2021", 40)}
    if "missing_rows" in chosen:
        for table in ("disclosed", "requests"):
            for row in rng.sample(sorted(numbers[table]), 2):
                if not row.startswith("other"):
                    del numbers[table][row]
    printed = {table: {row: {c: show(rng, chosen, v, c) for c, v in cells.items()} for row, cells in rows.items()}
               for table, rows in numbers.items()}
    tables = [only(disclosed_cells(printed["disclosed"], edition), printed["disclosed"], "disclosed"),
              only(requests_cells(printed["requests"], other), printed["requests"], "requests"), disputes_cells(printed["disputes"])]
    if "short_row" in chosen:
        key = rng.choice([k for k in numbers["requests"] if numbers["requests"][k]["total"] is not None] or list(numbers["requests"]))
        numbers["requests"][key]["total"] = None
        row = next(c.row for c in tables[1] if c.text == next(r.chinese for r in form.rows("requests") if r.key == key))
        tables[1] = [c for c in tables[1] if not (c.row == row and c.column == 9)]
    tables = [[vary_label(rng, chosen, c) for c in cells] for cells in tables]
    year, agency = rng.randint(2019, 2025), rng.choice(AGENCIES)
    heads = {line["key"]: f"{line['number']}、{line['chinese']}" for line in form.read_forms("sections")}
    parts = lay_out(rng, chosen, tables)
    blocks = [f"{agency}{year}年政府信息公开工作年度报告", heads["overview"], f"{year}年，本机关按目录公开信息，没有遗漏。", heads["disclosed"], *parts[0],
              heads["requests"], *parts[1], heads["disputes"], *parts[2], heads["problems"], "一是解读形式还不够多样；二是栏目更新有时偏慢。",
              heads["other"], "没有其他需要报告的事项。"]
    return Sample(blocks, chosen, *numbers.values(), year, agency)


def draw(rng: random.Random, traits: set[str], table: str, edition: str, most: int) -> dict:
    """Returns random figures for every row of a table; None is a cell without a figure."""
    grid = {}
    for row in form.rows(table, edition):
        if row.kind != "figure":
            continue
        columns = form.columns(table, row.key, edition)
        zero = rng.random() < 0.5
        cells = {c.key: 0 if zero else rng.choice((0, 0, 1, 2, 7, rng.randint(0, most))) for c in columns}
        for c in columns:
            if c.key == "amount_wan_yuan" and not zero:
                cells[c.key] = rng.choice((0, 12, round(rng.random() * 900, 4)))
            if c.key == "change" and "signed" in traits:
                cells[c.key] = rng.choice((3, -8, 0, -1))
            if ("blanks" in traits and rng.random() < 0.2) or ("slashes" in traits and rng.random() < 0.15) \
                    or ("only_totals" in traits and table == "requests" and c.key != "total"):
                cells[c.key] = None
        grid[row.key] = cells
    return grid


def show(rng: random.Random, traits: set[str], value: float | int | None, column: str) -> str:
    """Returns a figure as an office might print it."""
    if value is None:
        return rng.choice(("/", "-", "——", "－")) if "slashes" in traits else rng.choice(("", " ", "\u3000", "\xa0"))
    text = str(value)
    if "commas" in traits and isinstance(value, int):
        text = f"{value:,}"
    if "signed" in traits and column == "change" and value > 0:
        text = f"+{value}"
    if "units" in traits and rng.random() < 0.2:
        text += "万元" if column == "amount_wan_yuan" else "件"
    if "full_width" in traits:
        text = text.translate({**{ord(d): ord(d) + 0xFEE0 for d in "0123456789"}, ord(","): ord("，"), ord("-"): ord("－"), ord("+"): ord("＋")})
    return rng.choice((" ", "\u3000", "\xa0", "")) + text + rng.choice((" ", "")) if "padded" in traits else text


def only(cells: list[TableCell], rows: dict, table: str) -> list[TableCell]:
    """Returns the cells without the grid rows of the form's rows that are left out, moved up and with spans made shorter."""
    names = {r.chinese for r in form.rows(table) if r.kind == "figure" and r.key not in rows}
    gone = sorted({c.row for c in cells if c.text in names})
    kept = []
    for c in cells:
        height = c.row_span - sum(c.row <= r < c.row + c.row_span for r in gone)
        if height > 0 and not (c.row in gone and c.row_span == 1):
            kept.append(replace(c, row=c.row - sum(r < c.row for r in gone), row_span=height))
    return kept


def vary_label(rng: random.Random, traits: set[str], cell: TableCell) -> TableCell:
    """Returns a label cell in another spelling that means the same."""
    text = cell.text
    if len(text) < 2 or not any("\u4e00" <= c <= "\u9fff" for c in text) or text.strip().endswith(("件", "万元")) and text.strip()[0].isdigit():
        return cell
    if "reworded" in traits:
        text = {"社会公益组织": "社会组织", "行政规范性文件": "规范性文件", "2.其他法律行政法规禁止公开": "2.其他法律法规禁止公开"}.get(text, text)
    if "cut_labels" in traits and len(text) > 22 and text[1] == ".":
        text = text[:13] + "……"
    if "spaced_labels" in traits:
        text = text.replace("）", "） ").replace(".", ". ").replace("、", "、 ", 1)
    if "half_brackets" in traits:
        text = text.replace("（", "(").replace("）", ")")
    if "radicals" in traits:
        text = text.replace("一", "⼀").replace("工", "⼯")
    if "broken_labels" in traits and len(text) > 3 and rng.random() < 0.5:
        at = rng.randint(2, len(text) - 1)
        text = text[:at] + "\n" + text[at:]
    if "bookmarks" in traits and rng.random() < 0.3:
        text = f"[bookmark: _Hlk{rng.randint(10**6, 10**7)}]" + text
    if "vertical" in traits and cell.row_span > 15:
        text = "\n".join(cell.text)
    return replace(cell, text=text)


def lay_out(rng: random.Random, traits: set[str], tables: list[list[TableCell]]) -> list[list]:
    """Returns the blocks of sections two, three and four: the tables joined, divided and disturbed."""
    disclosed, requests, disputes = tables
    requests = disturb(rng, traits, requests)
    if "one_grid" in traits:
        return [[stack([disclosed, requests, disputes])], [], []]
    first = [disclosed]
    if "split_blocks" in traits:
        starts = [c.row for c in disclosed if c.text.replace("[", "").startswith("第二十条") or "第二十条" in c.text]
        first = cut(disclosed, starts[1:])
    second = [requests]
    if "split_requests" in traits:
        at = rng.choice([r for r in range(8, height(requests) - 1)])
        above, below = cut(requests, [at])
        if "repeated_header" in traits and "no_header" not in traits:
            below = stack([[c for c in requests if c.row + c.row_span <= 3], below])
        second = [above, f"- {rng.randint(2, 9)} -", below]
    if "blank_column" in traits:
        second = [b if isinstance(b, str) else [*b, *(TableCell("", r, width(b)) for r in range(height(b)))] for b in second]
    return [first, second, [disputes]]


def disturb(rng: random.Random, traits: set[str], cells: list[TableCell]) -> list[TableCell]:
    """Returns table 3 with its groups, rows and header disturbed."""
    if "no_header" in traits:
        cells = [replace(c, row=c.row - 3) for c in cells if c.row >= 3]
    if traits & {"unmerged_groups", "detached_groups", "side_letters"}:
        cells = [part for c in cells for part in unmerge(c, traits)]
    if "detached_groups" in traits:
        cells = detach(cells)
    by_row = {r: sorted(line, key=lambda c: c.column) for r, line in groupby(sorted(cells, key=lambda c: (c.row, c.column)), key=lambda c: c.row)}
    figures = [r for r, line in by_row.items() if len([c for c in line if 3 <= c.column < 10 and c.column_span == 1]) >= 6 and r > 3]
    if "extra_zero" in traits:
        for row in figures:
            if all(c.text == "0" for c in by_row[row][-7:]) and rng.random() < 0.5:
                cells.append(TableCell("0", row, 10))
    for trait, texts in (("page_rows", [f"- {rng.randint(2, 9)} -"]), ("strange_row", ["附加登记项目", *map(str, rng.sample(range(9), 7))])):
        if trait in traits:
            cells = insert(cells, rng.choice(figures), texts)
    if "repeated_row" in traits:
        row = rng.choice([r for r in figures if not any(c.row_span > 1 for c in by_row[r])])
        cells = insert(cells, row, None)
    return cells


def unmerge(cell: TableCell, traits: set[str]) -> list[TableCell]:
    """Returns a cell merged down as a cell and blanks below it; the results' heading as one letter a row where that is asked for."""
    if cell.row_span == 1 or cell.row < 3:
        return [cell]
    if cell.row_span > 15:
        letters = [c for c in cell.text.split("]")[-1] if c.strip()] if "side_letters" in traits else [cell.text]
        letters = (letters + [""] * cell.row_span)[:cell.row_span]
        return [replace(cell, text=t, row=cell.row + i, row_span=1) for i, t in enumerate(letters)]
    return [cell, *()] if "side_letters" in traits and not traits & {"unmerged_groups", "detached_groups"} else [
        replace(cell, text=cell.text if i == 0 else "", row=cell.row + i, row_span=1) for i in range(cell.row_span)]


def detach(cells: list[TableCell]) -> list[TableCell]:
    """Returns the cells with every group label lifted into a row of its own above its first row."""
    groups = sorted((c for c in cells if c.column == 1 and c.column_span == 1 and c.text.strip()), key=lambda c: c.row)
    for i, group in enumerate(groups):
        row = group.row + i
        cells = [replace(c, row=c.row + 1) if c.row >= row else c for c in cells]
        cells = [replace(c, text="") if c.row == row + 1 and c.column == 1 else c for c in cells]
        cells += [TableCell(group.text, row, 1, 1, 2)]
    return cells


def insert(cells: list[TableCell], row: int, texts: list[str] | None) -> list[TableCell]:
    """Returns the cells with a row put in above `row`: texts from the left, or (None) that row once more."""
    moved = []
    for c in cells:
        if c.row >= row:
            moved.append(replace(c, row=c.row + 1))
        else:
            moved.append(replace(c, row_span=c.row_span + 1) if c.row + c.row_span > row else c)
    if texts is None:
        return moved + [replace(c, row=row) for c in moved if c.row == row + 1]
    taken = max((c.column + c.column_span for c in moved if c.row < row < c.row + c.row_span), default=0)
    return moved + [TableCell(texts[0], row, taken, 1, 3 - taken), *(TableCell(t, row, 3 + i) for i, t in enumerate(texts[1:]))]


def height(cells: list[TableCell]) -> int:
    return max(c.row + c.row_span for c in cells)


def width(cells: list[TableCell]) -> int:
    return max(c.column + c.column_span for c in cells)


def stack(tables: list[list[TableCell]]) -> list[TableCell]:
    """Returns tables one under the other as one grid."""
    joined: list[TableCell] = []
    for cells in tables:
        below = height(joined) if joined else 0
        joined += [replace(c, row=c.row + below) for c in cells]
    return joined


def cut(cells: list[TableCell], rows: list[int]) -> list[list[TableCell]]:
    """Returns the grid cut above each of the rows; a label merged down over a cut stands in both parts, as a word processor prints it."""
    parts = []
    for start, end in zip([0, *rows], [*rows, height(cells)]):
        part = []
        for c in cells:
            first, last = max(c.row, start), min(c.row + c.row_span, end)
            if first < last:
                part.append(replace(c, text=c.text if c.row >= start else "", row=first - start, row_span=last - first))
        parts.append(part)
    return parts


def markdown_file(blocks: list) -> bytes:
    """Returns the blocks as Markdown."""
    lines = []
    for block in blocks:
        if isinstance(block, str):
            lines += [block, ""]
        else:
            rows = [[" ".join(t.split()) for t in row] for row in ragged(block)]
            lines += ["| " + " | ".join(row) + " |" for row in rows[:1]] + ["|" + " --- |" * len(rows[0])]
            lines += ["| " + " | ".join(row) + " |" for row in rows[1:]] + [""]
    return "\n".join(lines).encode()


def words_file(blocks: list) -> bytes:
    """Returns the blocks as running words, every cell behind a space: what is left where a page loses its tables."""
    flat = [b if isinstance(b, str) else " ".join(t for row in ragged(b) for t in row if t.strip()) for b in blocks]
    return "\n".join(flat).encode()


def pdf_file(blocks: list) -> bytes:
    """Returns the blocks as a ruled PDF in a standard Chinese font."""
    import io

    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph as Words
    from reportlab.platypus import SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as Grid
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    story = []
    def fitted(cell: TableCell, columns: list[int]):
        """Returns a cell's text, broken into lines where it would not fit."""
        room = sum(columns[cell.column:cell.column + cell.column_span]) - 12
        wide = max(pdfmetrics.stringWidth(line, "STSong-Light", 8) for line in [*cell.text.split("\n"), ""]) > room
        return Words(cell.text.replace("\n", "<br/>"), style) if wide or "\n" in cell.text else cell.text

    for block in blocks:
        if isinstance(block, str):
            story += [Words(block, style), Spacer(1, 6)]
            continue
        rows = [[""] * width(block) for _ in range(height(block))]
        wide = {4: [180, 110, 110, 110], 10: [48, 60, 110] + [41] * 7, 11: [48, 60, 110] + [38] * 7 + [25], 15: [34, 40, 70] + [31] * 12}[len(rows[0])]
        lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
        for c in block:
            rows[c.row][c.column] = fitted(c, wide)
            lines.append(("SPAN", (c.column, c.row), (c.column + c.column_span - 1, c.row + c.row_span - 1)))
        story += [Grid(rows, colWidths=wide, style=[("FONT", (0, 0), (-1, -1), "STSong-Light", 8), *lines]), Spacer(1, 8)]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, leftMargin=40, rightMargin=40).build(story)
    return stream.getvalue()


FORMATS = {  # name -> (file name, blocks -> bytes)
    "html": ("report.html", lambda blocks: html_file(blocks)),
    "docx": ("report.docx", word_file),
    "pdf": ("report.pdf", pdf_file),
    "rows": ("report.txt", lambda blocks: text_file(blocks, as_rows)),
    "cells": ("report.txt", lambda blocks: text_file(blocks, as_lines)),
    "markdown": ("report.md", markdown_file),
    "words": ("report.txt", words_file),
}
