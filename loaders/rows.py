"""What one row of a grid is: a header, a row of one of the three tables, bare values, or words that carry no figure."""
from dataclasses import dataclass, replace

from loaders.grids import GridCell, Line
from loaders.labels import Match, is_block, match, matches, split_ordinal, whole
from report.wording import label

RELATION = "勾稽关系"  # the corner of table 3 says how its first and last rows balance
ABOVE_APPLICANTS = ("申请人情况", "法人或其他组织", "法人或其它组织")
APPLICANTS = {"natural_person", "business", "research", "public_benefit", "legal_service"}
CONTENT = "信息内容"  # the first column of table 2
REMARKS = {"备注", "说明", "注"}
SHARED = {"总计", "合计", "其他", "其它", "3其他", "3其它"}  # rows of table 3 whose words are columns elsewhere


@dataclass(frozen=True)
class Seen:
    """One row identified. `kind`: requests, disclosed or disputes (a row of that table), header, values, words, nothing;
    `match`, `label`: the row or group named and its words; `values`: the cells behind the label; `words`: label text that
    names nothing; `heads`: a header's cells with the columns they name; `block`: an item of article 20 begins here."""

    line: Line
    kind: str
    table: str = ""
    match: Match | None = None
    label: str = ""
    values: tuple[GridCell, ...] = ()
    words: str = ""
    heads: tuple[tuple[Match | None, GridCell], ...] = ()
    block: bool = False

    @property
    def filled(self) -> bool:
        """Whether any cell behind the label has something in it."""
        return any(not c.blank for c in self.values)


def identify(line: Line, context: str) -> Seen:
    """Returns what a row is. `context`: the table that the rows above belong to, which decides words that several tables have."""
    texts = [(i, c) for i, c in enumerate(line.cells) if c.printed.state == "text"]
    filled = any(c.printed.state in ("number", "slash") for c in line.cells)
    if not texts:
        return Seen(line, "values" if filled else "nothing", values=line.cells)
    block = any(is_block(c.text) and not c.above for _, c in texts)
    if not filled and (header := _header([c for _, c in texts], context)):
        return Seen(line, "header", header[0], heads=header[1], block=block)
    for table in ("requests", "disclosed", "disputes"):
        if seen := _row(line, texts, table, context, block):
            return seen
    if block:
        return Seen(line, "header", "disclosed", block=True)
    if filled:
        first = next(i for i, c in enumerate(line.cells) if c.printed.state in ("number", "slash"))
        front = [(i, c.text) for i, c in texts if i < first]
        begin = front[-1][0] + 1 if front else 0
        return Seen(line, "values", label=" ".join(t for _, t in front), words=" ".join(t for _, t in front if not is_fragment(t)),
                    values=line.cells[begin:])
    return Seen(line, "words", words=" ".join(c.text for _, c in texts))


def parted(line: Line, context: str) -> list[Line]:
    """Returns a header and the row behind it as two lines where text without a grid gave them as one; else the line alone."""
    first = next((i for i, c in enumerate(line.cells) if c.printed.state in ("number", "slash")), 0)
    if line.ruled or first < 3:
        return [line]
    last = line.cells[first - 1].text
    named = label(last) not in SHARED and any(match(table, "row", last) for table in ("requests", "disclosed"))
    words = [c for c in line.cells[:first - named] if c.printed.state == "text"]
    if len(words) < 2 or not _header(words, context):
        return [line]
    return [replace(line, cells=line.cells[:first - named]), replace(line, cells=line.cells[first - named:])]


def _header(texts: list[GridCell], context: str) -> tuple[str, tuple] | None:
    """Returns (table, heads) where a row without figures holds the words of a header."""
    names = [label(c.text) for c in texts]
    if any(RELATION in n or n in ABOVE_APPLICANTS for n in names):
        return "requests", _heads(texts, "requests")
    if CONTENT in names or (context != "requests" and any(_is_disclosed_head(c.text) for c in texts)):
        if any(match("disclosed", "row", c.text) for c in texts):
            return None
        return "disclosed", tuple(h for h in _heads(texts, "disclosed") if label(h[1].text) not in REMARKS | {CONTENT}
                                  and not is_block(h[1].text))
    if any(m.key in APPLICANTS for c in texts if (m := match("requests", "column", c.text))):
        return "requests", _heads(texts, "requests")
    results = sum(bool(match("disputes", "column", c.text)) for c in texts)
    parties = sum(bool(match("disputes", "row", c.text)) or n == "行政诉讼" for c, n in zip(texts, names))
    if results + parties >= 2 or parties == len(texts):
        return ("disputes", _heads(texts, "disputes")) if results + parties == len(texts) else None
    if context in ("requests", "disputes") and len(texts) < 4 and all(
            match(context, "column", c.text) and not split_ordinal(n)[0] for c, n in zip(texts, names)):
        return context, _heads(texts, context)
    return None


def _heads(texts: list[GridCell], table: str) -> tuple:
    return tuple((match(table, "column", c.text) or (match(table, "row", c.text) if table == "disputes" else None), c) for c in texts)


def _is_disclosed_head(text: str) -> bool:
    return len(label(text)) >= 3 and bool(matches("disclosed", "column", text))


def _row(line: Line, texts: list, table: str, context: str, block: bool) -> Seen | None:
    """Returns the row of one table that the deepest of its labels names; None where no label of the table stands in it."""
    best = None
    for i, cell in texts:
        found = match(table, "row", cell.text)
        if not found or (context != table and label(cell.text) in SHARED) or (best and best[1].kind == "row" and found.kind != "row"):
            continue
        if best and not cell.above and best[1] == found:
            continue
        best = (i, found, cell)
    if not best:
        return None
    i, found, cell = best
    while i + 1 < len(line.cells) and (after := line.cells[i + 1]).printed.state == "text" and (
            after.text == cell.text or whole(table, cell.text + after.text) == found):
        i += 1  # a label over two cells, or repeated in each column that it covers
    values, words = line.cells[i + 1:], ""
    if table == "disputes" and all(c.blank for c in values):
        return None
    if found.kind != "row" and values and values[0].printed.state == "text" and not is_fragment(values[0].text):
        words = "" if len({c.text.strip() for c in values}) == 1 and len(values) > 1 else values[0].text
    lost = found.kind == "group" and not words and any(not c.blank for c in values) and (cell.tall or cell.above)
    if lost or (found.kind == "heading" and any(not c.blank for c in values)):
        words = words or cell.text
    return Seen(line, table, table, found, cell.text, values, words, block=block)


def is_fragment(text: str) -> bool:
    """Returns whether a text is a piece of a merged label broken down the side of table 3: "三", "办理", "不予"."""
    piece = label(text)
    return len(piece) <= 6 and any(piece in whole for whole in ("三本年度办理结果", "三不予公开", "四无法提供", "五不予处理", "六其他处理"))


def is_of_form(seen: list[Seen]) -> bool:
    """Returns whether rows that have been identified are one of the form's tables by their own words: a header or a long label that only these have."""
    headers = [s for s in seen if s.kind == "header"]
    named = [s for s in seen if s.kind in ("disclosed", "requests", "disputes") and s.match]
    return any(s.block or len(s.heads) > 1 and any(m for m, _ in s.heads) for s in headers) or any(s.kind == "requests" and len(label(s.label)) >= 6 for s in named) or bool(headers and named)
