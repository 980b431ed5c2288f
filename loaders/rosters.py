"""A roster as an office has it, pasted or in a file -> lines with name, kind, code, parent; what is not understood is told line by line, nothing is guessed."""
import csv
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from data.roster import RosterLine
from loaders.document import Paragraph, Picture, Table
from loaders.readers import detect
from loaders.readers.encodings import decode
from loaders.readers.sandbox import read_safely
from report.agencies import NAME, kind_of
from report.checks.hierarchy import is_vertical
from report.wording import label

MARK = re.compile(r"^\s*(?:[（(]\s*\d{1,3}\s*[)）]|\d{1,3}\s*[.．、)）](?!\d)|[一二三四五六七八九十]{1,3}\s*、|[-•·*]\s)\s*")  # "12. ", "（3）", "一、"
LISTED = re.compile(r"[、；;]")  # 财政局、教育局；民政局
WIDE = re.compile(r"\t|,|，|\|")
YEAR = re.compile(r"(?:19|20)\d{2}(?=年|$)")  # "2024", "2024年"
FIELDS = ("code", "name", "kind", "parent", "vertical", "since", "until")
FIRST = 12  # rows among which the headings stand


@dataclass(frozen=True)
class RosterDraft:
    """One agency of the list. `line`: where it stands, from 1; `kind_given`: whether the list says the kind, else it comes from the name."""

    line: int
    name: str
    kind: str
    code: str = ""
    parent: str = ""
    vertical: bool = False
    since: int | None = None
    until: int | None = None
    kind_given: bool = False


@dataclass(frozen=True)
class NotUnderstood:
    """A line that was left out. `template`: why, an English message id with {placeholders}."""

    line: int
    text: str
    template: str
    values: dict = field(default_factory=dict)


@dataclass
class RosterDrafts:
    """What a list holds: its agencies, and the lines that were not understood."""

    lines: list[RosterDraft] = field(default_factory=list)
    problems: list[NotUnderstood] = field(default_factory=list)


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """Returns the words of rosters.toml: part -> {comparable word: what it stands for}; for families the kinds."""
    words = tomllib.loads((Path(__file__).parent / "rosters.toml").read_text(encoding="utf-8"))
    found = {part: {_plain(word): key for key, spellings in words[part].items() for word in spellings} for part in ("headings", "kinds", "answers")}
    return found | {"families": {_plain(word): kinds for word, kinds in words["families"].items()}}


def read_roster_text(text: str) -> RosterDrafts:
    """Returns the agencies of pasted lines: one name a line, several with 、 between, or columns with tabs or commas below their headings."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        separator = WIDE.search(line)
        if separator:
            rows.append((number, [c.strip() for c in next(csv.reader([line.replace("，", ",")], delimiter="," if separator[0] in ",，" else separator[0]))]))
        elif LISTED.search(MARK.sub("", line)):
            rows += [(number, [part.strip()]) for part in LISTED.split(MARK.sub("", line)) if part.strip()]
        else:
            rows.append((number, MARK.sub("", line).split()))
    return read_rows(rows)


def read_roster_file(data: bytes, name: str) -> RosterDrafts:
    """Returns the agencies of a file: a sheet, a Word table, CSV or plain text, read at arm's length as every file is. Raises UnreadableFile."""
    if detect.is_text(data) and not detect.is_html(data):
        return read_roster_text(decode(data)[0].lstrip("\ufeff"))
    rows: list[list[str]] = []
    for block in read_safely(data, name).blocks:
        if isinstance(block, Paragraph):
            rows.append([block.text.strip()])
        elif isinstance(block, Table):
            for line in block.grid():
                rows.append(["" if c is None or (i and line[i - 1] is c) else " ".join(c.text.split()) for i, c in enumerate(line)])
        elif isinstance(block, Picture):
            continue
    return read_rows([(i, row) for i, row in enumerate(rows, 1)])


def read_rows(rows: Iterable[tuple[int, list[str]]]) -> RosterDrafts:
    """Returns the agencies of rows of cells with their line numbers; the first row that names its columns decides the order."""
    rows, found = [(n, cells) for n, cells in rows if any(cells)], RosterDrafts()
    start, columns = _headings(rows, found)
    seen: dict[str, int] = {}
    for number, cells in rows[start:]:
        text = " ".join(c for c in cells if c)
        if columns and _columns(cells).get("name") is not None:  # the headings again, on the next page or sheet
            columns = _columns(cells)
            continue
        line = _line(number, cells, columns)
        if isinstance(line, NotUnderstood):
            found.problems.append(line)
        elif line.name in seen:
            found.problems.append(NotUnderstood(number, text, "the same name stands in line {line}", {"line": seen[line.name]}))
        else:
            seen[line.name] = number
            found.lines.append(line)
    return found


def as_lines(drafts: RosterDrafts) -> list[RosterLine]:
    """Returns the agencies as lines to be stored."""
    return [RosterLine(d.name, d.kind, d.code, d.parent, d.vertical, d.since, d.until) for d in drafts.lines]


def _headings(rows: list[tuple[int, list[str]]], found: RosterDrafts) -> tuple[int, dict[str, int]]:
    """Returns the number of the first row of the list, and field -> column where a row names the columns."""
    for i, (number, cells) in enumerate(rows[:FIRST]):
        columns = _columns(cells)
        if "name" in columns:
            known = vocabulary()["headings"]
            for cell in cells:
                if cell and _plain(cell) not in known:
                    found.problems.append(NotUnderstood(number, cell, "a column of that heading is not known; it was left out"))
            found.problems += [NotUnderstood(n, " ".join(c for c in above if c), "a line above the headings") for n, above in rows[:i]]
            return i + 1, columns
    return 0, {}


def _columns(cells: list[str]) -> dict[str, int]:
    """Returns field -> column of a row of headings; {} where a cell stands there that is none, unless a name and another field are named."""
    known = vocabulary()["headings"]
    columns: dict[str, int] = {}
    for i, cell in enumerate(cells):
        if (name := known.get(_plain(cell))) in FIELDS:
            columns.setdefault(name, i)
    filled = sum(bool(c) for c in cells)
    named = sum(_plain(c) in known for c in cells if c)
    return columns if filled == named or len(columns) > 1 else {}


def _line(number: int, cells: list[str], columns: dict[str, int]) -> RosterDraft | NotUnderstood:
    text = " ".join(c for c in cells if c)
    if columns:
        given = {name: cells[i].strip() for name, i in columns.items() if i < len(cells)}
    else:
        words = [c for c in cells if c and not c.isdecimal()]
        if len(words) != 1:
            return NotUnderstood(number, text, "several columns without headings: say which is the name, the kind, the code")
        given = {"name": words[0]}
    name = MARK.sub("", given.get("name", ""))
    if not name:
        return NotUnderstood(number, text, "no name in this line")
    if _plain(name) in vocabulary()["families"] or _plain(name) in vocabulary()["kinds"] or not NAME.fullmatch(name):
        return NotUnderstood(number, text, "this reads like no agency's name")
    kind = _kind(given.get("kind", ""), name)
    if kind is None:
        return NotUnderstood(number, text, "the kind of agency is not known: write it in a column of its own" if not given.get("kind") else "“{kind}” is no kind of agency known here, or does not fit the name",
                             {"kind": given.get("kind", "")})
    answer = given.get("vertical", "")
    vertical = vocabulary()["answers"].get(_plain(answer)) if answer else ("yes" if is_vertical(name) else "no")
    if vertical is None:
        return NotUnderstood(number, text, "“{word}” is neither yes nor no", {"word": answer})
    years = {}
    for end in ("since", "until"):
        match = YEAR.match(given.get(end, ""))
        if given.get(end) and not match:
            return NotUnderstood(number, text, "“{word}” is no year", {"word": given[end]})
        years[end] = int(match[0]) if match else None
    return RosterDraft(number, name, kind, given.get("code", ""), MARK.sub("", given.get("parent", "")), vertical == "yes", **years, kind_given=bool(given.get("kind")))


def _kind(word: str, name: str) -> str | None:
    """Returns the kind that the list says, else that of the name; None where neither tells or both disagree."""
    from_name = kind_of(label(name))
    if not word:
        return from_name
    family = vocabulary()["families"].get(_plain(word))
    if family:
        return from_name if from_name in family else None
    return vocabulary()["kinds"].get(_plain(word))


def _plain(word: str) -> str:
    return label(word).lower()
