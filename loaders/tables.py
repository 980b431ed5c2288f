"""The document's grids -> cells of tables 2, 3 and 4 and lines of the 统计表, by the labels of rows and columns wherever they stand."""
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.doubting import doubt
from loaders.glued import read_glued
from loaders.grids import read_lines
from loaders.outline import Outline, PlacedTable
from loaders.overlooked import find_overlooked
from loaders.proposals import propose
from loaders.reading import Reading
from loaders.rows import Seen, is_of_form
from loaders.settle import find_editions, settle
from loaders.statistics import is_statistics, read_statistics
from report.model import Cell, Doubt, Editions, Grid, Statistic
from report.wording import label

OFFICIAL = ("disclosed", "requests", "disputes")
BY_WHAT = re.compile(r"渠道|方式|平台|途径|载体|类别|类型|内容|领域|栏目|项目")  # over the first column of a table of what was published
HOW_MANY = re.compile(r"数量|条数|件数|篇数|公开数|[(（][条件篇次][)）]|20\d\d年|合计")
PARTICULARS = {"索引号", "发布机构", "发文字号", "主题分类", "生成日期", "发布日期", "公开方式", "信息分类", "体裁分类", "组配分类", "文号", "成文日期", "名称"}


@dataclass
class TablesRead:
    """What the grids say. `ignored`: (table in the document, why) for each grid that is none of the form's."""

    disclosed: Grid = field(default_factory=dict)
    requests: Grid = field(default_factory=dict)
    disputes: Grid = field(default_factory=dict)
    editions: Editions = field(default_factory=Editions)
    cells: list[Cell] = field(default_factory=list)
    statistics: list[Statistic] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    ignored: list[tuple[int | None, str]] = field(default_factory=list)


def read_tables(outline: Outline) -> TablesRead:
    """Returns every cell of the form's tables with its state, the editions that the labels show, and doubts about the rest.

    Numbers are as printed: int where integral, else float; no blank becomes 0 and no total is computed. A row whose cells
    cannot be placed for certain is left out and becomes a doubt with its raw cells."""
    read, reading, before = TablesRead(), Reading(), None
    for placed in (p for p in outline.tables if not p.counted):
        if is_statistics(placed.table):
            statistics, doubts = read_statistics(placed.table, placed.index)
            read.statistics += statistics
            read.doubts += doubts
            continue
        seen = reading.identify_all(read_lines(placed.table, placed.index, placed.above))
        if belongs(seen, placed, placed.index is not None and placed.index - 1 == before):
            reading.read(seen)
            before = placed.index
        else:
            read.ignored.append((placed.index, reason(placed)))
            if unread(seen, placed):
                read.doubts.append(doubt("unread_table", "\n".join(s.line.raw for s in seen[:8]), table=placed.section))
            elif of_disclosure(seen, placed):
                read.doubts.append(doubt("prose_table", "\n".join(s.line.raw for s in seen if s.line.number >= 0)))
    prose = "\n".join(s.text for s in outline.sections)
    for _, sheet in outline.sheets:
        statistics, doubts = read_glued(sheet, prose)
        read.statistics += statistics
        read.doubts += doubts
    reading.disclosed.finish()
    reading.requests.finish()
    grids, read.cells = settle(reading.shelf)
    read.disclosed, read.requests, read.disputes = (grids[t] for t in OFFICIAL)
    read.editions = find_editions(reading.shelf, reading.disclosed.votes, grids)
    propose(reading.shelf, grids, read.cells)
    read.doubts += reading.shelf.doubts + list(pictured(outline, grids))
    read.doubts += list(find_overlooked(outline, grids, read.doubts))
    return read


def pictured(outline: Outline, grids: dict[str, Grid]) -> Iterator[Doubt]:
    """Gives a doubt for each table of the form that was not found and where a picture stands that could not be read."""
    for table in OFFICIAL:
        pictures = [p for section, p in outline.pictures if section == table]
        if pictures and not grids[table]:
            linked = any(p.data is None for p in pictures)
            names = "\n".join(p.name for p in pictures)
            yield doubt("linked_picture" if linked else "unread_picture", names, table=table)


def belongs(seen: list[Seen], placed: PlacedTable, follows: bool) -> bool:
    """Returns whether a grid is one of the form's tables or a piece of one: it has a header or a long label of the form, or
    only short labels or bare figures but stands where a piece would."""
    headers = [s for s in seen if s.kind == "header"]
    named = [s for s in seen if s.kind in OFFICIAL and s.match]
    if is_of_form(seen):
        return True
    return bool(named or headers or any(s.kind == "values" for s in seen)) and (follows or placed.section in OFFICIAL and bool(named))


def reason(placed: PlacedTable) -> str:
    """Returns why a grid is left alone, in English words."""
    words = {label(c.text) for c in placed.table.cells}
    if words & PARTICULARS:
        return "the file's particulars"
    return "no label of the form"


def of_disclosure(seen: list[Seen], placed: PlacedTable) -> bool:
    """Returns whether a grid among the prose counts what was published by channel or subject ("渠道 | 数量（条）")."""
    lines = [s for s in seen if s.line.number >= 0]  # those above the grid are prose
    lines = lines[next((i for i, s in enumerate(lines) if sum(not c.blank for c in s.line.cells) > 1), 0):]  # a title stands alone in its row
    if placed.section not in ("overview", "other") or not lines:
        return False
    head = lines[0].line.raw
    numbers = [s for s in lines[1:] if any(c.printed.state == "number" for c in s.line.cells)]
    return bool(BY_WHAT.search(head)) and bool(HOW_MANY.search(head)) and len(numbers) > 1


def unread(seen: list[Seen], placed: PlacedTable) -> bool:
    """Returns whether a grid that was left alone may be one of the form's: in its place, with figures, and no list of particulars."""
    return placed.section in OFFICIAL and reason(placed) == "no label of the form" and sum(s.kind == "values" for s in seen) >= 1
