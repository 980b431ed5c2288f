"""Agencies found by any part of a name: that on record, one printed in some report, its initials in pinyin, its pinyin."""
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas
from sqlalchemy import ColumnElement, Engine, Select, and_, case, func, or_, select

from data.engine import reading
from data.filters import Filter, frame
from data.models import CURRENT, AgencyNameRow, AgencyRow, ReportRow
from data.queries import EVERYTHING
from report.searching import split

LATIN = re.compile(r"[a-zü']+")  # qhx, qinghe
SUFFIX = re.compile(r"(?<=..)(?:人民政府办公室|人民政府|政府|党政办公室|党政办|街道办事处|街道办|街道|办事处|管理委员会|管委会)$")  # 石桥镇人民政府, 芦荡街道办事处
PLACE = re.compile(r"^.{2,7}?(?:自治区|自治州|自治县|[省市州盟县区旗])(?=..)")  # 云州市云汀县石桥镇
MOST = 1000  # agencies that are counted


@dataclass(frozen=True)
class Named:
    """The agencies found. `words`: those looked for; `narrowed`: none had the words as typed, so these were looked for without suffix or place. `rows`:
    agency_id, agency, kind, province, city, county, other (a name by which it was found that is not the one on record), report_id and year of its latest report."""

    words: tuple[str, ...] = ()
    total: int = 0
    more: bool = False
    narrowed: bool = False
    rows: pandas.DataFrame = field(default_factory=pandas.DataFrame)


def search_names(engine: Engine, query: str, filter: Filter = EVERYTHING, limit: int = 20, offset: int = 0) -> Named:
    """Returns the agencies of the filter's regions and kinds of whom one name holds every word: names that begin with it first, then the shorter."""
    asked = split(query)
    for words, loose in _attempts(asked):
        with reading(engine) as connection:
            total = connection.execute(select(func.count()).select_from(_found(connection.dialect.name, words, filter, loose).limit(MOST + 1).subquery())).scalar() or 0
        if total:
            return Named(words, min(total, MOST), total > MOST, words != asked or loose, _listed(engine, words, filter, loose, limit, offset))
    return Named(asked)


def _attempts(words: Sequence[str]) -> list[tuple[tuple[str, ...], bool]]:
    """The words as typed; then without the suffix of a kind of agency; then also without the place before it; then (`loose`) as abbreviations."""
    bare = tuple(SUFFIX.sub("", word) for word in words)
    inner = bare
    while (shorter := tuple(PLACE.sub("", word) for word in inner)) != inner:
        inner = shorter
    exact = [(w, False) for w in dict.fromkeys((tuple(words), bare, inner)) if w]
    return exact + [(w, True) for w in dict.fromkeys((tuple(words), inner)) if w and all(len(one) > 1 for one in w)]


def _found(dialect: str, words: Sequence[str], filter: Filter, loose: bool) -> Select:
    """One row an agency: its id and how well it fits."""
    exact, begins = AgencyNameRow.folded == "".join(words), _place(dialect, AgencyNameRow.folded, words[0]) == 1
    begins = or_(begins, *(_place(dialect, column, words[0]) == 1 for column in (AgencyNameRow.initials, AgencyNameRow.pinyin) if LATIN.fullmatch(words[0])))
    rank = case((exact, 0), (begins, 1), else_=2)
    inside = filter.where_agency(AgencyRow.region_code, AgencyRow.kind, AgencyRow.id)
    return (select(AgencyNameRow.agency_id, func.min(rank).label("rank"), func.min(func.length(AgencyNameRow.folded)).label("size"))
            .join(AgencyRow, AgencyRow.id == AgencyNameRow.agency_id).where(*(_holds(dialect, word, loose) for word in words), *inside).group_by(AgencyNameRow.agency_id))


def _holds(dialect: str, word: str, loose: bool) -> ColumnElement[bool]:
    """Whether a name has the word; `loose`: its characters in that order, as 卫健局 in 卫生健康局."""
    if loose:
        return AgencyNameRow.folded.like("%" + "%".join("\\" + c if c in "%_\\" else c for c in word) + "%", escape="\\")
    columns = [AgencyNameRow.folded]
    if LATIN.fullmatch(word):
        columns += [AgencyNameRow.initials, AgencyNameRow.pinyin]
    return or_(*(_place(dialect, column, word.replace("ü", "v").replace("'", "") if column is not AgencyNameRow.folded else word) > 0 for column in columns))


def _place(dialect: str, column, word: str) -> ColumnElement[int]:
    return (func.instr if dialect == "sqlite" else func.strpos)(column, word)


def _listed(engine: Engine, words: Sequence[str], filter: Filter, loose: bool, limit: int, offset: int) -> pandas.DataFrame:
    dialect = engine.dialect.name
    found = _found(dialect, words, filter, loose).subquery()
    page = select(found).order_by(found.c.rank, found.c.size, found.c.agency_id).limit(limit).offset(offset).subquery()
    latest = (select(ReportRow.id).where(ReportRow.agency_id == page.c.agency_id, CURRENT).order_by(ReportRow.year.desc().nulls_last()).limit(1)
              .correlate(page).scalar_subquery())
    other = (select(func.min(AgencyNameRow.name)).where(AgencyNameRow.agency_id == page.c.agency_id, AgencyNameRow.name != AgencyRow.name,
                                                         and_(*(_holds(dialect, word, loose) for word in words))).correlate(page, AgencyRow).scalar_subquery())
    last = ReportRow.__table__.alias("latest")
    return frame(engine, select(page.c.agency_id, AgencyRow.name.label("agency"), AgencyRow.kind, AgencyRow.province, AgencyRow.city, AgencyRow.county,
                                other.label("other"), last.c.id.label("report_id"), last.c.year).join(AgencyRow, AgencyRow.id == page.c.agency_id)
                 .outerjoin(last, last.c.id == latest).order_by(page.c.rank, page.c.size, page.c.agency_id))
