"""Section five told in a table: which columns, or which rows, tell problems and which measures."""
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from loaders.document import Table, TableCell
from report import clauses
from report.wording import label

DETAIL = re.compile(r"(?:描述|表现|内容|事项|概述|简述)$")  # a header: "问题描述"
MEASURE = re.compile(r"[^原因]{0,10}(?:措施|举措|改进|整改|对策|办法|打算|方案|思路|做法|解决)(?:情况|措施|计划|落实|进展|结果|方向|建议|工作|完成|效果|成效)*")
LONGEST = 16  # characters of a header
TITLES = 3  # rows among which the header stands: titles may come before it
SENTENCE = re.compile(r"[，,。；;：:]")
NUMBERED = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[一二三四五六七八九]是|[①-⑩])")


@dataclass(frozen=True)
class Told:
    """The problems of a table and then its measures, each under its header, a cell a line, as they stand in section five's text from `start` on; `cells`: where
    each line begins, with the number of its cell, 0 for a header and for one that prints its own."""

    text: str
    cells: tuple[tuple[int, int], ...]
    section: str = "problems"
    start: int = 0


def tell(table: Table) -> Told | None:
    """Returns what a table tells of problems and measures; None where none of it is headed so."""
    rows = table.rows()
    header = next((i for i, row in enumerate(rows[:TITLES]) if _is_header(row) and len(rows) > i + 1), None)
    if header is not None:
        told = [(c.text, [row_cell.text for row in rows[header + 1:] for row_cell in row if row_cell.column == c.column]) for c in rows[header]]
    else:
        told = [(row[0].text, [c.text for c in row[1:]]) for row in rows if row]
    problems = [(name, texts) for name, texts in told if _problems(name)]
    if not any("".join(texts).strip() for _, texts in problems):
        return None
    lines = [line for name, texts in [*problems, *((name, texts) for name, texts in told if _measures(name))] for line in _list(name, texts)]
    ends = accumulate(len(text) + 1 for text, _ in lines)
    return Told("\n".join(text for text, _ in lines), tuple((end - len(text) - 1, number) for end, (text, number) in zip(ends, lines, strict=True)))


def _is_header(row: Sequence[TableCell]) -> bool:
    return any(_problems(c.text) for c in row) and not any(SENTENCE.search(c.text) or len(label(c.text)) > LONGEST for c in row)


def _problems(header: str) -> bool:
    words = DETAIL.sub("", label(NUMBERED.sub("", header)))
    return not _measures(header) and (clauses.has("heading", words) or len(words) <= LONGEST and clauses.has("past", words))


def _measures(header: str) -> bool:
    words = label(header)
    return len(words) <= LONGEST and bool(MEASURE.fullmatch(words))


def _list(name: str, texts: Sequence[str]) -> list[tuple[str, int]]:
    """Returns a header and the cells under it, each with its number."""
    filled = [t.strip() for t in texts if t.strip() and label(t) != label(name)]  # a header comes again on the next page
    return [(name.strip(), 0), *((t, 0 if NUMBERED.match(t) else i) for i, t in enumerate(filled, 1))]
