"""Figures told side by side for several bodies or parts of the year: each is a part, none is the report's total ("县直部门公开60条,乡镇公开40条")."""
import re
from collections.abc import Iterator

from loaders.figures.counts import Count
from loaders.figures.frames import Frame
from loaders.figures.nouns import REST, SUMMING, without_sort
from loaders.figures.scopes import Scopes
from loaders.figures.whose import body_of, part_of_year

OWN = re.compile(r"(?:我|本|全)(?:省|市|州|县|区|旗|镇|乡|街道|局|委|办|中心|院|所|队|处|厅|场|单位|机关|街)(?:办事处)?")  # the report's own agency: "我镇"公开
OTHERS = re.compile(r"(?:上级|下级|下属|所属|局属|基层)[^,;]*(?:部门|单位|机关|[镇乡局村校站所]|街道|社区)")  # "上级部门"公开: not the agency that reports
BELOW = re.compile(r"(?:各|下属|所属|局属|直属|下级|基层|二级|辖区|其[他它])")  # "各村", "下属单位": bodies under the one that reports
SEVERAL = re.compile(r"(?:部门|单位|机关|科室|乡镇|镇街|站所|本级|[省市县区镇乡村上下]级)$")  # no single body's name
TIME_HEAD = re.compile(r"^(?:(?:19|20)\d\d年度?|全年|本年度?|今年|年内|,)+")
WHOLE_YEAR = re.compile(r"(?:全年|全年度|本年度|年度)(?:共计?|合计|总计|累计)?(?:公开|发布)?(?:信息)?(?:共计?)?")

Peers = dict[int, list[Count]]  # id of a count -> the row it stands in


def find_peers(published: list[Count], scopes: Scopes) -> Peers:
    """Returns, by identity, each count that stands in a row of several bodies or parts of the year, with its row. A row whose first
    count is the sum of the others is none; what the agency that reports says of itself beside those under it is in none."""
    found: Peers = {}
    for row in rows(published, scopes):
        first, rest = row[0], row[1:]
        if sum(c.value for c in rest) == first.value and len(rest) > 1:
            continue
        found |= {id(c): row for c in row if not is_reporter(c, row)}
    return found


def rows(published: list[Count], scopes: Scopes) -> Iterator[list[Count]]:
    """Yields the rows of counts that stand beside each other, each of another body or another part of the year."""
    row: list[Count] = []
    for count in published:
        if row and is_beside(row[-1], count, scopes):
            row.append(count)
            continue
        if len(row) > 1 and any(c.frame.verb for c in row):
            yield row
        row = [count]
    if len(row) > 1 and any(c.frame.verb for c in row):
        yield row


def is_beside(count: Count, other: Count, scopes: Scopes) -> bool:
    """Returns whether two counts are told beside each other, of different bodies or parts of the year, through no channel."""
    if other.sentence is not count.sentence or other.clause - count.clause > 1 or other.besides or other.base_unit != count.base_unit:
        return False
    if scopes[id(count)] not in ("", "several") or scopes[id(other)] not in ("", "several") or other.parent is not count.parent:
        return False
    if part_of_year(count.own) and part_of_year(other.own):
        return True
    if other.clause == count.clause and count.parent is None and count.frame.verb and without_sort(other.own) in REST:
        return True  # "公开法定信息60条、其他信息40条"
    mine, yours = body_of(count.frame), body_of(other.frame)
    return bool(mine and yours) and mine != yours


def is_reporter(count: Count, row: list[Count]) -> bool:
    """Returns whether a count in a row is of the agency that reports: 我镇, 全县, or the one body of a name beside those under it."""
    subject = SUMMING.sub("", count.frame.subject)
    if count.frame.verb is None or not subject or part_of_year(count.own) or body_of(Frame(object=count.frame.object)):
        return False
    if OWN.fullmatch(without_time(subject)):
        return True
    return not SEVERAL.search(subject) and not BELOW.match(without_time(subject)) and all(BELOW.match(without_time(body_of(c.frame))) for c in row if c is not count)


def is_of_others(count: Count) -> bool:
    """Returns whether a count is of what the bodies above or below the agency published."""
    return bool(OTHERS.fullmatch(SUMMING.sub("", without_time(count.frame.subject))))


def without_time(words: str) -> str:
    """Returns words without the year before them."""
    return TIME_HEAD.sub("", words)


def sums_year(count: Count, peers: Peers) -> bool:
    """Returns whether a bare count is the whole year's after a row of its parts ("1-11月80条,12月10条,全年90条")."""
    if count.frame.verb is not None or not WHOLE_YEAR.fullmatch(count.own):
        return False
    return any(part_of_year(c.own) and c.sentence is count.sentence and c.number.end <= count.start for row in peers.values() for c in row)


def told_whole(row: list[Count], taken: list[Count]) -> bool:
    """Returns whether a figure that was taken is the sum of a row."""
    return any(sum(c.value for c in row) == c.value for c in taken)
