"""Lists that pages show a piece at a time: each question takes a limit and an offset, and `query_count` says how long the whole list is."""
from collections.abc import Callable

import pandas
from sqlalchemy import Engine, Select, String, and_, case, cast, func, literal, null, or_, select

from data.among import among, given
from data.engine import reading
from data.filters import Filter, frame, made_once, pieces, plain
from data.models.parts import RANK
from data.models.reports import RANKED
from data.models import AgencyRow, CellRow, ClauseRow, ClauseThemeRow, DoubtRow, FigureRow, FindingRow, ReportRow, SectionRow
from data.queries import EVERYTHING, HEADLINES, IDENTITY
from data.summed import sum_counts, sum_finding_groups, summed
from report.unread import PARTS

CONTEXT = 60  # characters before and after a piece of evidence
ORDERS = {"agency": AgencyRow.name, "region": ReportRow.region_code, "year": ReportRow.year, "created_at": ReportRow.created_at,
          "errors": ReportRow.errors, "warnings": ReportRow.warnings, "doubts": ReportRow.doubts, "problems": ReportRow.problems,
          "measures": ReportRow.measures, "kind": ReportRow.kind,
          **{h: getattr(ReportRow, h) for h in HEADLINES}}
# a headline that is null, but of which a doubt speaks, was printed and not recognised: doubts of these kinds, or whose cells are of this row
DOUBTED_KINDS = {"disclosed_total": ("unplaced_figure", "second_total", "one_of_several", "range", "too_long")}
UNREAD = tuple(kind for kind in PARTS if kind != "unread_problems")  # parts that headlines are taken from
DOUBTED_ROWS = {"requests_received": "received", "requests_carried_in": "carried_in", "requests_handled": "handled", "requests_carried_out": "carried_out"}


def query_reports(engine: Engine, filter: Filter = EVERYTHING, search: str = "", order: str = "agency", descending: bool = False,
                  limit: int = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns current reports: the identity columns, every headline, disclosed_total_approximate, total_state (number, blank, doubt),
    state (the same of the headline that orders), problems, measures, errors, warnings, doubts, source_name, created_at, is_demo. `order`: a key of ORDERS; what is missing comes last."""
    ids = _ordered(engine, filter, search, order, descending, limit, offset)
    return frame(engine, _told(order if order in HEADLINES else "disclosed_total"), tuple(ids), ordered=True)


@made_once
def _told(headline: str) -> Select:
    return _reports(EVERYTHING).where(given(ReportRow.id)).add_columns(state_of(headline).label("state"))


def _ordered(engine: Engine, filter: Filter, search: str, order: str, descending: bool, limit: int, offset: int) -> list[int]:
    """The ids of one page of reports. Of one year's reports in falling order of a number those that have it come from its index, the others after them."""
    column, last = ORDERS[order], ReportRow.id + 0 if filter.region else ReportRow.id  # of a place: else PostgreSQL reads down the ids of all places
    chosen = select(ReportRow.id).where(*filter.where(), *_like(search, AgencyRow.name, ReportRow.source_name, ReportRow.title))
    if search or order == "agency":
        chosen = chosen.outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
    with reading(engine) as connection:
        def ask(statement, skip: int, most: int) -> list[int]:
            return list(connection.execute(statement.limit(most).offset(skip)).scalars())

        if not descending or order not in RANKED or len(filter.years) != 1:
            return ask(chosen.order_by((column.desc() if descending else column).nulls_last(), last), offset, limit)
        ids = ask(chosen.where(column.is_not(None)).order_by(column.desc(), last), offset, limit)
        if len(ids) < limit:
            having = offset + len(ids) if ids else connection.execute(select(func.count()).select_from(chosen.where(column.is_not(None)).subquery())).scalar()
            ids += ask(chosen.where(column.is_(None)).order_by(last), max(0, offset - having), limit - len(ids))
        return ids


def query_figure_list(engine: Engine, filter: Filter = EVERYTHING, search: str = "", measures: tuple[str, ...] = (), label: str | None = None,
                      reports: tuple[int, ...] = (), limit: int = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns figures of the prose with their sentence: the identity columns, seq, measure, value, unit, approximate, percent, label,
    within_total, section, before, words, after. `measures`: names, or beginnings that end in a dot; `reports`: only of these. Largest first."""
    if search or reports:
        return frame(engine, _figures(filter, search, measures, label, reports).order_by(FigureRow.value.desc().nulls_last(), FigureRow.report_id, FigureRow.seq)
                     .limit(limit).offset(offset))
    if measures or label or filter.region or summed(filter) is None:  # the place of each first, then what stands there
        with reading(engine) as connection:
            keys = plain(connection, _keys(filter, measures, label, limit, offset))
    else:
        keys = _largest_figures(engine, filter, limit, offset)
    found = frame(engine, _of_reports(), tuple({report_id for report_id, _ in keys}))
    at = {key: i for i, key in enumerate(zip(found["report_id"], found["seq"]))}
    return found.iloc[[at[tuple(key)] for key in keys]].reset_index(drop=True)


@made_once
def _keys(filter: Filter, measures: tuple[str, ...], label: str | None, limit: int, offset: int) -> Select:
    """The select of (report, seq) of a page of figures."""
    order = FigureRow.report_id, FigureRow.seq
    return (select(*order).join(ReportRow, ReportRow.id == FigureRow.report_id).where(*filter.where(), *_of_figures(measures, label))
            .order_by(FigureRow.value.desc().nulls_last(), *order).limit(limit).offset(offset))


@made_once
def _of_reports() -> Select:
    return _figures(EVERYTHING).where(given(FigureRow.report_id))


def _largest_figures(engine: Engine, filter: Filter, limit: int, offset: int) -> list:
    """The keys (report, seq) of figures of all reports, read down the index of values: first those that have one."""
    order = FigureRow.report_id, FigureRow.seq
    all_of_them = query_count(engine, query_figure_list, filter)
    with reading(engine) as connection:
        bare = select(*order).where(select(literal(1)).where(ReportRow.id == FigureRow.report_id, *filter.where_beside()).correlate(FigureRow).exists())
        keys = connection.execute(bare.where(FigureRow.value.is_not(None)).order_by(FigureRow.value.desc(), *(c.desc() for c in order)).limit(limit).offset(offset)).all()
        if len(keys) < min(limit, all_of_them - offset):
            without = max(0, offset - (all_of_them - connection.execute(select(func.count()).select_from(bare.where(FigureRow.value.is_(None)).subquery())).scalar()))
            keys += connection.execute(bare.where(FigureRow.value.is_(None)).order_by(*order).limit(limit - len(keys)).offset(without)).all()
    return keys


def query_clause_list(engine: Engine, filter: Filter = EVERYTHING, search: str = "", part: str = "problem", theme: str | None = None,
                      reports: tuple[int, ...] = (), limit: int = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns problems or measures with their sentence: the identity columns, part, seq, text, past, cues, section, before, words, after."""
    return frame(engine, _clauses(filter, search, part, theme, reports).order_by(ReportRow.year.desc(), ReportRow.region_code, ClauseRow.report_id, ClauseRow.seq)
                 .limit(limit).offset(offset))


def query_cell_list(engine: Engine, filter: Filter = EVERYTHING, search: str = "", table: str = "requests", row: str | None = None,
                    limit: int = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns the stored cells of one table, all but plain zeros: the identity columns, table, row, column, value, raw, state."""
    return frame(engine, _cells(filter, search, table, row).order_by(ReportRow.year.desc(), ReportRow.region_code, CellRow.report_id, CellRow.row, CellRow.column)
                 .limit(limit).offset(offset))


def query_finding_list(engine: Engine, filter: Filter = EVERYTHING, search: str = "", severities: tuple[str, ...] = (),
                       verdicts: tuple[str, ...] = ("fail",), limit: int = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns findings, errors first (of the nation then by check, newest reports first; else by year): the identity columns, seq, check, severity, verdict, message, template,
    values, left, right, difference."""
    if search or filter.region or (where := summed(filter)) is None:
        return frame(engine, _findings(filter, search, severities, verdicts).order_by(RANK, ReportRow.year.desc(), FindingRow.report_id, FindingRow.seq).limit(limit).offset(offset))
    touched = pieces(sum_finding_groups(engine, where, verdicts, severities), limit, offset) or [(("", "", ""), 0, 0)]
    return pandas.concat([frame(engine, _findings(EVERYTHING, "", (severity,), (verdict,)).where(FindingRow.check == check, *filter.where_beside())
                                .order_by(FindingRow.report_id.desc(), FindingRow.seq).limit(n).offset(skip)) for (severity, check, verdict), n, skip in touched], ignore_index=True)


def query_doubt_list(engine: Engine, filter: Filter = EVERYTHING, search: str = "", limit: int = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns doubts: the identity columns, seq, doubt (its kind), message, template, values, where."""
    if not search and not filter.region and summed(filter) is not None:  # down the doubts themselves, newest reports first: few are read before the page is full
        return frame(engine, _doubts(EVERYTHING).where(*filter.where_beside()).order_by(DoubtRow.report_id.desc(), DoubtRow.seq).limit(limit).offset(offset))
    return frame(engine, _doubts(filter, search).order_by(ReportRow.year.desc(), DoubtRow.report_id, DoubtRow.seq).limit(limit).offset(offset))


def query_count(engine: Engine, question: Callable, filter: Filter = EVERYTHING, *arguments, **named) -> int:
    """Returns how many rows the list has in all; the arguments are those of the list's question, without order, limit and offset."""
    if question is query_finding_list and not any(arguments) and not named.get("search") and (where := summed(filter)) is not None:
        return sum(n for _, n in sum_finding_groups(engine, where, named.get("verdicts", ("fail",)), named.get("severities", ())))
    if question in COUNTED and not any(arguments) and not any(v for name, v in named.items() if name != "part") and (where := summed(filter)) is not None:
        name, which = COUNTED[question]
        return int(sum_counts(engine, where)[name or f"{named.get('part', 'problem')}s"][which])
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(LISTS[question](filter, *arguments, **named).subquery())).scalar() or 0


def _joined(statement: Select, row=None) -> Select:
    """Returns the statement joined from a row of parts to its report and agency."""
    if row is not None:
        statement = statement.select_from(row).join(ReportRow, ReportRow.id == row.report_id)
    return statement.outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)


def _like(search: str, *columns):
    """Returns the conditions that every word of the search stands in one of the columns."""
    return [or_(*(c.contains(word, autoescape=True) for c in columns)) for word in search.split()]


def _reports(filter: Filter, search: str = "") -> Select:
    return (_joined(select(*IDENTITY, *(getattr(ReportRow, h) for h in HEADLINES), ReportRow.disclosed_total_approximate,
                           state_of("disclosed_total").label("total_state"), ReportRow.problems, ReportRow.measures, ReportRow.errors,
                           ReportRow.warnings, ReportRow.doubts, ReportRow.source_name, ReportRow.created_at, ReportRow.is_demo)
                    .select_from(ReportRow)).where(*filter.where(), *_like(search, AgencyRow.name, ReportRow.source_name, ReportRow.title)))


def state_of(headline: str):
    """Returns the SQL of number (the report gives it), doubt (printed, not recognised) or blank (not reported)."""
    about = DoubtRow.kind.in_((*DOUBTED_KINDS.get(headline, ()), *UNREAD))
    if headline in DOUBTED_ROWS:
        about = or_(about, cast(DoubtRow.cells, String).contains(f'"row":"{DOUBTED_ROWS[headline]}"'))
    doubted = select(literal(1)).where(DoubtRow.report_id == ReportRow.id, about).exists()
    return case((getattr(ReportRow, headline).is_not(None), "number"), (doubted, "doubt"), else_="blank")


def _of_figures(measures: tuple[str, ...], label: str | None) -> list:
    """Returns the conditions on figures: of these measures, and under that label."""
    conditions = [or_(*(FigureRow.measure.between(m, m + "~") if m.endswith(".") else FigureRow.measure == m for m in measures))] if measures else []
    return conditions + ([FigureRow.label == label] if label is not None else [])


def _figures(filter: Filter, search: str = "", measures: tuple[str, ...] = (), label: str | None = None,
             reports: tuple[int, ...] = ()) -> Select:
    conditions = _of_figures(measures, label) + ([among(FigureRow.report_id, reports)] if reports else [])
    return (_with_text(select(*IDENTITY, FigureRow.seq, FigureRow.measure, FigureRow.value, FigureRow.unit, FigureRow.approximate, FigureRow.percent,
                              FigureRow.label, FigureRow.within_total, FigureRow.section, *spans(FigureRow)), FigureRow)
            .where(*filter.where(), *conditions, *_like(search, AgencyRow.name, FigureRow.label)))


def _clauses(filter: Filter, search: str = "", part: str = "problem", theme: str | None = None, reports: tuple[int, ...] = ()) -> Select:
    themed = [select(literal(1)).where(ClauseThemeRow.report_id == ClauseRow.report_id, ClauseThemeRow.part == ClauseRow.part,
                                       ClauseThemeRow.seq == ClauseRow.seq, ClauseThemeRow.theme == theme).exists()] if theme else []
    themed += [among(ClauseRow.report_id, reports)] if reports else []
    return (_with_text(select(*IDENTITY, ClauseRow.part, ClauseRow.seq, ClauseRow.text, ClauseRow.past, ClauseRow.cues, ClauseRow.section,
                              *spans(ClauseRow)), ClauseRow)
            .where(ClauseRow.part == part, *filter.where(), *themed, *_like(search, AgencyRow.name, ClauseRow.text)))


def _cells(filter: Filter, search: str = "", table: str = "requests", row: str | None = None) -> Select:
    conditions = [CellRow.row == row] if row else []
    return (_joined(select(*IDENTITY, CellRow.table, CellRow.row, CellRow.column, CellRow.value, CellRow.raw, CellRow.state), CellRow)
            .where(CellRow.table == table, CellRow.state != "absent", *conditions, *filter.where(), *_like(search, AgencyRow.name)))


def _findings(filter: Filter, search: str = "", severities: tuple[str, ...] = (), verdicts: tuple[str, ...] = ("fail",)) -> Select:
    conditions = [FindingRow.severity.in_(severities)] if severities else []
    return (_joined(select(*IDENTITY, FindingRow.seq, FindingRow.check, FindingRow.severity, FindingRow.verdict, FindingRow.message,
                           FindingRow.template, FindingRow.values, FindingRow.left, FindingRow.right, FindingRow.difference), FindingRow)
            .where(FindingRow.verdict.in_(verdicts), *conditions, *filter.where(), *_like(search, AgencyRow.name, FindingRow.message)))


def _doubts(filter: Filter, search: str = "") -> Select:
    return (_joined(select(*IDENTITY, DoubtRow.seq, DoubtRow.kind.label("doubt"), DoubtRow.message, DoubtRow.template, DoubtRow.values, DoubtRow.where),
                    DoubtRow).where(*filter.where(), *_like(search, AgencyRow.name, DoubtRow.message, DoubtRow.where)))


def _with_text(statement: Select, row) -> Select:
    return _joined(statement, row).outerjoin(SectionRow, and_(SectionRow.report_id == row.report_id, SectionRow.key == row.section))


def spans(row) -> tuple:
    """Returns the SQL of `before`, `words` and `after`: a piece of evidence and what stands around it; SectionRow must be joined."""
    first = case((row.start > CONTEXT, row.start - CONTEXT), else_=0)
    told = row.words.is_not(None)  # the words stand elsewhere than the span says: no context then
    return (case((told, null()), else_=func.substr(SectionRow.text, first + 1, row.start - first)).label("before"),
            func.coalesce(row.words, func.substr(SectionRow.text, row.start + 1, row.end - row.start)).label("words"),
            case((told, null()), else_=func.substr(SectionRow.text, row.end + 1, CONTEXT)).label("after"))


COUNTED = {query_reports: ("report", 0), query_doubt_list: ("doubts", 1), query_figure_list: ("figures", 1), query_clause_list: ("", 1)}  # what the summaries count, as number of reports or as sum
LISTS = {query_reports: _reports, query_figure_list: _figures, query_clause_list: _clauses, query_cell_list: _cells,
         query_finding_list: _findings, query_doubt_list: _doubts}
