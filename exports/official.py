"""The three tables as the official form draws them: which cell spans what and how wide, as data that Word and Excel draw alike."""
from dataclasses import dataclass

from report import form
from report.language import say

RULE = "(Rule for every column: row 1 plus row 2 equals row 3’s total plus row 4)"
WIDTHS = {  # of the grid's columns in twentieths of a point, as in the blank form of the 2021 notice
    "disclosed": (2435, 2435, 2435, 2435),
    "requests": (754, 921, 3271, *(685,) * 7),
    "disputes": (*(649,) * 7, *(650,) * 8),
}
ROW = 340  # least height of a row of table 2, in twentieths of a point
DISPUTE_ROW = 672
FILL = "C6D9F1"  # behind the articles of table 2
ORGANISATIONS = ("business", "research", "public_benefit", "legal_service", "other")


@dataclass(frozen=True)
class Box:
    """One cell of a drawn table: where it begins, how far it reaches, its words, and (`cell`) which value it holds. `kind`: article, head, label, rule or value."""

    line: int
    column: int
    lines: int
    columns: int
    kind: str
    text: str = ""
    cell: tuple[str, str] | None = None


def lay_out(table: str, edition: str, language: str = "zh", own_rows: tuple[str, ...] = ()) -> list[Box]:
    """Returns the cells of one table in that edition, line by line. `own_rows`: groups of table 3 that have figures in a row of their own."""
    return LAYOUTS[table](edition, language, own_rows)


def _words(item, language: str) -> str:
    return item.chinese if language == "zh" else item.english


def _disclosed(edition: str, language: str, own_rows) -> list[Box]:
    boxes, line, block, heads = [], 0, None, None
    for row in form.rows("disclosed", edition):
        columns = form.columns("disclosed", row.key, edition)
        if row.block != block:
            name = row.block if language == "zh" else say("Article 20 of the Regulations, item {item}", {"item": form.item_number(row.block)}, language)
            boxes.append(Box(line, 0, 1, 4, "article", name))
            line, block, heads = line + 1, row.block, None
        if heads != [c.key for c in columns]:
            boxes += _spread(line, [("head", say("Content", language=language), None), *(("head", _words(c, language), None) for c in columns)])
            line, heads = line + 1, [c.key for c in columns]
        boxes += _spread(line, [("label", _words(row, language), None), *(("value", "", (row.key, c.key)) for c in columns)])
        line += 1
    return boxes


def _spread(line: int, texts: list[tuple]) -> list[Box]:
    """One line of four columns; the last cell covers what is left."""
    last = len(texts) - 1
    return [Box(line, i, 1, 4 - i if i == last else 1, kind, text, cell) for i, (kind, text, cell) in enumerate(texts)]


def _requests(edition: str, language: str, own_rows) -> list[Box]:
    def t(template: str) -> str:
        return say(template, language=language)

    columns = form.columns("requests", "received", edition)
    names = {c.key: _words(c, language) for c in columns}
    boxes = [Box(0, 0, 3, 3, "rule", t(RULE)), Box(0, 3, 1, 7, "head", t("Applicants")), Box(1, 3, 2, 1, "head", names["natural_person"]),
             Box(1, 4, 1, 5, "head", t("Legal persons and other organisations")), Box(1, 9, 2, 1, "head", names["total"]),
             *(Box(2, 4 + i, 1, 1, "head", names[c]) for i, c in enumerate(ORGANISATIONS))]
    below: dict[str, list] = {}
    for row in form.rows("requests", edition):
        below.setdefault(row.parent, []).append(row)

    def height(row) -> int:
        return sum(map(height, below[row.key])) + (row.key in own_rows) if row.kind in ("group", "heading") else 1

    def values(row) -> list[Box]:
        return [Box(line, 3 + i, 1, 1, "value", "", (row.key, c.key)) for i, c in enumerate(columns)]

    line = 3
    for top in below[""]:
        if top.kind == "figure":
            boxes += [Box(line, 0, 1, 3, "label", _words(top, language)), *values(top)]
            line += 1
            continue
        boxes.append(Box(line, 0, height(top), 1, "label", _words(top, language)))
        for row in below[top.key]:
            if row.kind == "figure":
                boxes += [Box(line, 1, 1, 2, "label", _words(row, language)), *values(row)]
                line += 1
                continue
            boxes.append(Box(line, 1, height(row), 1, "label", _words(row, language)))
            if row.key in own_rows:
                boxes += [Box(line, 2, 1, 1, "label", t("(in one row, form of 2019)")), *values(row)]
                line += 1
            for item in below[row.key]:
                boxes += [Box(line, 2, 1, 1, "label", _words(item, language)), *values(item)]
                line += 1
    return boxes


def _disputes(edition: str, language: str, own_rows) -> list[Box]:
    def t(template: str) -> str:
        return say(template, language=language)

    blocks = form.rows("disputes", edition)
    columns = form.columns("disputes", blocks[0].key, edition)
    names = [_words(c, language) for c in columns]
    return [Box(0, 0, 1, 5, "head", _words(blocks[0], language)), Box(0, 5, 1, 10, "head", t("Administrative litigation")),
            *(Box(1, i, 2, 1, "head", name) for i, name in enumerate(names)), Box(1, 5, 1, 5, "head", t("Directly, without reconsideration")),
            Box(1, 10, 1, 5, "head", t("After reconsideration")), *(Box(2, 5 + i, 1, 1, "head", name) for i, name in enumerate(names * 2)),
            *(Box(3, 5 * b + i, 1, 1, "value", "", (block.key, c.key)) for b, block in enumerate(blocks) for i, c in enumerate(columns))]


LAYOUTS = {"disclosed": _disclosed, "requests": _requests, "disputes": _disputes}
