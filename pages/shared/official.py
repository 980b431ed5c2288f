"""The three tables as the official form lays them out, as HTML; blank, 0, slash and unread look different, findings stand at their cells."""
from dataclasses import dataclass, field
from html import escape

from pages.shared.words import UNREAD, UNREPORTED, code_name, language, name, number, t, told
from report import form
from report.model import AnnualReport

SIGNS = {"error": "✕", "warning": "!", "information": "i", "doubt": "?"}
GROWN = ("error", "warning")  # severities that colour the cell
ORGANISATIONS = ("business", "research", "public_benefit", "legal_service", "other")


@dataclass
class Mark:
    """What stands at one cell: its kind (error, warning, information, doubt, differs), its words, and where they are told in full."""

    kind: str
    words: str
    anchor: str = ""


@dataclass
class Sheet:
    """What one table shows: the grid, how each cell was printed, what is marked, and the cells that a link pointed at, the first one first."""

    grid: dict[str, dict[str, float | None]]
    edition: str
    states: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # (row, column) -> (state, raw)
    marks: dict[tuple[str, str], list[Mark]] = field(default_factory=dict)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)  # a small line under the number
    here: tuple[tuple[str, str], ...] = ()
    links: dict[tuple[str, str], str] = field(default_factory=dict)  # where a number leads
    titles: dict[tuple[str, str], str] = field(default_factory=dict)  # what is said on hovering, in the place of the usual words


def sheet_of(report: AnnualReport, table: str, here: tuple[tuple[str, str], ...] = ()) -> Sheet | None:
    """Returns the sheet of one of the report's tables; None where the report has no such table."""
    grid = getattr(report, table)
    if not grid:
        return None
    sheet = Sheet(grid, getattr(report.editions, table) or guess_layout(table, grid), here=here)
    for cell in report.cells:
        if cell.table == table:
            sheet.states[cell.row, cell.column] = (cell.state, cell.raw)
    for kind, things in (("doubt", report.doubts), ("finding", report.findings)):
        for i, thing in enumerate(things):
            if kind == "finding" and thing.verdict != "fail":
                continue
            for ref in thing.cells:
                if ref.table == table:
                    mark = Mark("doubt" if kind == "doubt" else thing.severity, told(thing), f"{kind}-{i}")
                    sheet.marks.setdefault((ref.row, ref.column), []).append(mark)
    return sheet


def guess_layout(table: str, grid: dict) -> str:
    """Returns the edition whose rows and columns hold all that was read; only the layout of the page hangs on it."""
    def unplaced(edition: str) -> int:
        known = {r.key: {c.key for c in form.columns(table, r.key, edition)} for r in form.rows(table, edition)}
        return sum(c not in known.get(r, ()) for r, line in grid.items() for c in line)
    return min(("2021", "2019"), key=unplaced)


def cell(sheet: Sheet, row: str, column: str, span: int = 1) -> str:
    """Returns one value cell as HTML."""
    value = sheet.grid.get(row, {}).get(column)
    state, raw = sheet.states.get((row, column), ("number" if value is not None else "blank", ""))
    marks = sheet.marks.get((row, column), [])
    kinds = [m.kind for m in marks]
    if row not in sheet.grid or column not in sheet.grid[row]:
        look, text, title = "absent", "—", t("This row or column is not in the report.")
    elif value is not None:
        look, text, title = ("zero" if value == 0 else "number"), number(value), raw
    elif state == "slash":
        look, text, title = "slash", escape(raw.strip() or "/"), t("The report prints a slash.")
    elif state in ("text", "number") or "doubt" in kinds:
        look, text, title = "unread", f"{t(UNREAD)}<br>{escape(raw.strip()[:24])}", raw
    else:
        look, text, title = "blank", t(UNREPORTED), t("The cell is blank in the report.")
    title = sheet.titles.get((row, column), title)
    if (row, column) in sheet.links:
        text = f'<a href="{escape(sheet.links[row, column])}" target="_self" style="color:inherit">{text}</a>'
    loud = next((k for k in (*GROWN, "differs") if k in kinds), "")
    signs = "".join(f'<sup title="{escape(m.words)}">{link(m)}</sup>' for m in marks if m.kind in SIGNS)
    note = f'<span class="delta">{escape(sheet.notes[row, column])}</span>' if (row, column) in sheet.notes else ""
    here = " here" if (row, column) in sheet.here else ""
    anchor = ' id="here"' if sheet.here[:1] == ((row, column),) else ""
    reach = f' colspan="{span}"' if span > 1 else ""
    return f'<td{anchor} class="{look} {loud}{here}"{reach} title="{escape("; ".join([title or "", *(m.words for m in marks)]).strip("; "))}">{text}{signs}{note}</td>'


def link(mark: Mark) -> str:
    """Returns the mark's sign, linked to where it is told in full."""
    return f'<a href="#{mark.anchor}" style="text-decoration:none">{SIGNS[mark.kind]}</a>' if mark.anchor else SIGNS[mark.kind]


def head(text: str, columns: int = 1, rows: int = 1, css: str = "head") -> str:
    """Returns a heading cell."""
    reach = (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
    return f'<th class="{css}"{reach}>{escape(text)}</th>'


def words_of(item: form.Row | form.Column) -> str:
    """Returns the official label in the session's language."""
    return item.chinese if language() == "zh" else item.english


def draw_disclosed(sheet: Sheet) -> str:
    """Returns table 2: blocks with columns of their own on a grid of twelve."""
    lines, block, columns = [], None, ()
    for row in form.rows("disclosed", sheet.edition):
        own = form.columns("disclosed", row.key, sheet.edition)
        if row.block != block or [c.key for c in own] != [c.key for c in columns]:
            if row.block != block:
                lines.append(f'<tr>{head(block_name(row.block), 16)}</tr>')
            block, columns = row.block, own
            lines.append(f'<tr>{head(t("Content"), 4)}{"".join(head(words_of(c), 12 // len(own)) for c in own)}</tr>')
        lines.append(f'<tr>{head(words_of(row), 4, css="row")}{"".join(cell(sheet, row.key, c.key, 12 // len(own)) for c in own)}</tr>')
    return page(lines)


def block_name(block: str) -> str:
    """Returns the article a block of table 2 stands for; outside Chinese with the words of the law's English reference."""
    return block if language() == "zh" else t("Article 20 of the Regulations, item {item}", item=form.item_number(block))


def draw_requests(sheet: Sheet) -> str:
    """Returns table 3 with its groups merged as on the form."""
    rows = {r.key: r for r in form.rows("requests", sheet.edition)}
    columns = form.columns("requests", "received", sheet.edition)
    by_key = {c.key: c for c in columns}
    lines = [f'<tr>{head(t("(Rule for every column: row 1 plus row 2 equals row 3’s total plus row 4)"), 3, 3)}{head(t("Applicants"), 7)}</tr>',
             f'<tr>{head(words_of(by_key["natural_person"]), 1, 2)}{head(t("Legal persons and other organisations"), 5)}{head(words_of(by_key["total"]), 1, 2)}</tr>',
             f'<tr>{"".join(head(words_of(by_key[c])) for c in ORGANISATIONS)}</tr>']
    children: dict[str, list] = {}
    for row in rows.values():
        children.setdefault(row.parent, []).append(row)

    def values(row) -> str:
        return "".join(cell(sheet, row.key, c.key) for c in columns)

    def height(row) -> int:
        below = children.get(row.key, [])
        own = 1 if row.kind == "figure" or row.key in sheet.grid or not below else 0
        return own + sum(height(b) for b in below)

    for top in children[""]:
        if top.kind == "figure":
            lines.append(f'<tr>{head(words_of(top), 3, css="row")}{values(top)}</tr>')
            continue
        first = head(words_of(top), 1, height(top), "row side")
        for row in children.get(top.key, []):
            below = children.get(row.key, []) if row.kind == "group" else []
            if not below:
                lines.append(f'<tr>{first}{head(words_of(row), 2, css="row")}{values(row)}</tr>')
                first = ""
                continue
            second = head(words_of(row), 1, height(row), "row")
            if row.key in sheet.grid:  # the report prints figures in the group's own row
                lines.append(f'<tr>{first}{second}{head(t("(figures printed in the group’s own row)"), css="row")}{values(row)}</tr>')
                first = second = ""
            for item in below:
                lines.append(f'<tr>{first}{second}{head(words_of(item), css="row")}{values(item)}</tr>')
                first = second = ""
    return page(lines)


def draw_disputes(sheet: Sheet) -> str:
    """Returns table 4: one line of three blocks."""
    blocks = form.rows("disputes", sheet.edition)
    columns = form.columns("disputes", blocks[0].key, sheet.edition)
    lines = [f'<tr>{head(words_of(blocks[0]), 5, 2)}{head(t("Administrative litigation"), 10)}</tr>',
             f'<tr>{head(t("Directly, without reconsideration"), 5)}{head(t("After reconsideration"), 5)}</tr>',
             f'<tr>{"".join(head(words_of(c)) for _ in blocks for c in columns)}</tr>',
             f'<tr>{"".join(cell(sheet, b.key, c.key) for b in blocks for c in columns)}</tr>']
    return page(lines)


DRAW = {"disclosed": draw_disclosed, "requests": draw_requests, "disputes": draw_disputes}


def page(lines: list[str]) -> str:
    """Returns the rows as one table that scrolls sideways on a narrow screen."""
    return f'<div class="scroll" tabindex="0"><table class="official"><tbody>{"".join(lines)}</tbody></table></div>'


def legend() -> str:
    """Returns the line that explains the looks of a cell."""
    looks = [("number", "12", t("printed number")), ("zero", "0", t("printed zero")), ("blank", t(UNREPORTED), t("blank in the report")),
             ("unread", t(UNREAD), t("printed, but our reading is uncertain")), ("absent", "—", t("row not in the report"))]
    cells = "".join(f'<span class="look"><b class="{look}">{word}</b> {told}</span>' for look, word, told in looks)
    signs = " · ".join(f"{SIGNS[s]} {code_name(s)}" for s in ("error", "warning", "information"))
    return f'<p class="legend">{cells}<span class="look">{signs} · {SIGNS["doubt"]} {t("doubt about our reading")}</span></p>'


def table_name(table: str) -> str:
    """Returns a table's official title in the session's language."""
    return next((name(line) for line in form.read_forms("tables") if line["table"] == table), table)
