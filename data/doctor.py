"""What may be wrong in a database, found and told in words, and made right where that touches nothing that was read from a report."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, and_, bindparam, case, delete, func, inspect, or_, select, update
from sqlmodel import SQLModel

from data import summaries
from data.alike import follow_likeness
from data.engine import reading, writing
from data.headlines import find_headlines
from data.journal import note
from data.models import (CURRENT, AgencyRow, BucketRow, ClauseRow, CorrectionRow, DocumentRow, DoubtRow, FindingRow, ReadingRow, ReportRow, RosterRow,
                         VerdictRow)
from data.names import check_names, refresh_names
from data.places import check_places, rebuild_places
from data.rows import load_rows
from data.search_index import check_search, rebuild_search
from data.verdicts import COUNTS, IN_FORCE, apply_verdicts
from data.versions import forget_agencies
from report.language import say

SHOWN = 5  # examples told of each kind
SAMPLE = 200  # reports whose parts are read again, newest first, unless all are asked for
SAME_YEAR = (ReportRow.agency_id, ReportRow.year)

# kind -> (what is wrong, what to do, whether `repair` does it); English templates, Chinese in locale/zh_CN/LC_MESSAGES/data.po
KINDS = {
    "damaged": ("The file is damaged: {examples}.", "Restore the latest backup, and look at the disk.", False),
    "dangling": ("{n} rows belong to nothing: {examples}.", "Restore the latest backup, or tell whoever looks after the program.", False),
    "missing": ("Tables or columns are missing: {examples}.", "Restore the latest backup; this program made the schema otherwise.", False),
    "partless": ("{n} reports have no parts: {examples}.", "Delete these reports and read their files again.", False),
    "current": ("{n} years of an agency have another version in force than the newest: {examples}.", "The newest version is put in force.", True),
    "counts": ("{n} reports count otherwise than their findings, doubts and problems: {examples}.", "They are counted again.", True),
    "headlines": ("The columns of {n} reports differ from the numbers read: {examples}.", "The columns are taken from the numbers read again.", True),
    "documents": ("{n} original files belong to no report: {examples}.", "They are removed; nobody can reach them.", True),
    "agencies": ("{n} agencies have no report, no verdict and stand on no roster: {examples}.", "They are removed.", True),
    "buckets": ("{n} entries of the search for copied prose belong to no report: {examples}.", "They are removed.", True),
    "search": ("The texts of {n} reports are not found by their words: {examples}.", "The full-text index is made again.", True),
    "names": ("{n} agencies are not found by their names: {examples}.", "Their names are entered again.", True),
    "places": ("The number of agencies of these counties is not what is stored: {examples}.", "They are counted again.", True),
    "summaries": ("The summaries are not what the reports come to: {examples}.", "They are added up again.", True),
}


@dataclass
class Complaint:
    """One kind of thing that is wrong: how many, and the first of them."""

    kind: str
    count: int
    examples: list[str] = field(default_factory=list)
    repaired: bool = False

    def message(self, language: str = "zh") -> str:
        """Returns what is wrong, in one sentence."""
        return say(KINDS[self.kind][0], {"n": self.count, "examples": self.examples}, language)

    def hint(self, language: str = "zh") -> str:
        """Returns what to do, or what a repair does."""
        return say(KINDS[self.kind][1], language=language)


def examine(engine: Engine, every: bool = False) -> list[Complaint]:
    """Returns what is wrong, nothing where all is well. `every`: reads the parts of all reports, not only of the newest."""
    with reading(engine) as connection:
        found = {kind: list(look(connection, every)) for kind, (look, _) in EXAMINATIONS.items()}
    return [Complaint(kind, len(those), [str(one) for one in those[:SHOWN]]) for kind, those in found.items() if those]


def repair(engine: Engine, actor: str = "", every: bool = False) -> list[Complaint]:
    """Makes right what can be made right without touching what was read, and returns what was wrong, `repaired` where it is right now."""
    found = examine(engine, every)
    kinds = [one.kind for one in found if KINDS[one.kind][2]]
    for chosen in ([k for k in kinds if k != "summaries"], ["summaries"]) if kinds else ():  # the summaries last: they follow the others
        with writing(engine) as connection:
            for kind in chosen:
                look, mend = EXAMINATIONS[kind]
                if those := list(look(connection, every)):
                    mend(connection, those)
            if chosen == ["summaries"]:
                note(connection, actor, "repaired", None, {"kinds": kinds})
    left = {one.kind for one in examine(engine, every)}
    for one in found:
        one.repaired = one.kind not in left
    return found


def _damaged(connection: Connection, every: bool) -> Iterable[str]:
    if connection.dialect.name == "sqlite":  # PostgreSQL checks its pages itself
        return [line for line, in connection.exec_driver_sql("PRAGMA integrity_check(10)") if line != "ok"]
    return ()


def _dangling(connection: Connection, every: bool) -> Iterable[str]:
    if connection.dialect.name == "sqlite":
        return [f"{row[0]} → {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    return ()


def _missing(connection: Connection, every: bool) -> Iterable[str]:
    there = inspect(connection)
    names = set(there.get_table_names())
    for table in SQLModel.metadata.sorted_tables:
        have = {c["name"] for c in there.get_columns(table.name)} if table.name in names else set()
        yield from (f"{table.name}.{c.name}" for c in table.columns if c.name not in have)


def _partless(connection: Connection, every: bool) -> Iterable[int]:
    return connection.execute(select(ReportRow.id).where(~select(ReadingRow.report_id).where(ReadingRow.report_id == ReportRow.id).exists())).scalars()


def _current(connection: Connection, every: bool) -> Iterable[str]:
    newest = case((CURRENT, ReportRow.version))
    named = select(*SAME_YEAR).where(ReportRow.agency_id.is_not(None), ReportRow.year.is_not(None)).group_by(*SAME_YEAR).having(
        or_(func.count(newest) != 1, func.max(newest) != func.max(ReportRow.version)))
    nameless = select(ReportRow.id).where(or_(ReportRow.agency_id.is_(None), ReportRow.year.is_(None)), ReportRow.is_current == False)  # noqa: E712
    return [*(f"{agency}/{year}" for agency, year in connection.execute(named)), *(str(i) for i in connection.execute(nameless).scalars())]


def _put_in_force(connection: Connection, those: list[str]) -> None:
    for one in those:
        agency, _, year = one.rpartition("/")
        wanted = and_(ReportRow.agency_id == int(agency), ReportRow.year == int(year)) if agency else ReportRow.id == int(year)
        ids = connection.execute(select(ReportRow.id).where(wanted).order_by(ReportRow.version)).scalars().all()
        connection.execute(update(ReportRow).where(ReportRow.id.in_(ids)).values(is_current=False))
        connection.execute(update(ReportRow).where(ReportRow.id == ids[-1]).values(is_current=True))
        follow_likeness(connection, ids)


def _counts(connection: Connection, every: bool) -> Iterable[int]:
    def rows(table, *where):
        return func.coalesce(select(func.count()).select_from(table).where(table.report_id == ReportRow.id, *where).scalar_subquery(), 0)

    counts = FindingRow.decision != "dismissed"
    wrong = [getattr(ReportRow, name) != rows(FindingRow, FindingRow.verdict == "fail", FindingRow.severity == severity, counts) for severity, name in COUNTS.items()]
    wrong += [ReportRow.not_checkable != rows(FindingRow, FindingRow.verdict == "not_checkable", counts), ReportRow.doubts != rows(DoubtRow),
              ReportRow.problems != rows(ClauseRow, ClauseRow.part == "problem"), ReportRow.measures != rows(ClauseRow, ClauseRow.part == "measure")]
    same = and_(IN_FORCE, VerdictRow.identity == FindingRow.identity, or_(
        and_(VerdictRow.agency_id == ReportRow.agency_id, VerdictRow.year == ReportRow.year), and_(
            or_(ReportRow.agency_id.is_(None), ReportRow.year.is_(None)), VerdictRow.source_sha256 == ReportRow.source_sha256)))
    decision = func.coalesce(select(VerdictRow.decision).where(same).limit(1).correlate(FindingRow, ReportRow).scalar_subquery(), "")
    wrong.append(and_(CURRENT, select(FindingRow.seq).where(FindingRow.report_id == ReportRow.id, FindingRow.decision != decision).correlate(ReportRow).exists()))
    return connection.execute(select(ReportRow.id).where(or_(*wrong)).order_by(ReportRow.id)).scalars().all()


def _count_again(connection: Connection, those: list[int]) -> None:
    apply_verdicts(connection, those)
    for name, table, where in (("doubts", DoubtRow, ()), ("problems", ClauseRow, (ClauseRow.part == "problem",)), ("measures", ClauseRow, (ClauseRow.part == "measure",))):
        n = select(func.count()).select_from(table).where(table.report_id == ReportRow.id, *where).scalar_subquery()
        connection.execute(update(ReportRow).where(ReportRow.id.in_(those)).values({name: n}))


def _headlines(connection: Connection, every: bool) -> Iterable[int]:
    chosen = select(ReportRow.__table__).order_by(ReportRow.id.desc())
    whole = set(_partless(connection, every))
    for row in connection.execute(chosen if every else chosen.limit(SAMPLE)).mappings().all():
        if row["id"] not in whole and any(row[name] != value for name, value in find_headlines(load_rows(connection, row["id"])).items()):
            yield row["id"]


def _take_headlines(connection: Connection, those: list[int]) -> None:
    for report_id in those:
        connection.execute(update(ReportRow).where(ReportRow.id == report_id).values(find_headlines(load_rows(connection, report_id))))


def _documents(connection: Connection, every: bool) -> Iterable[str]:
    return connection.execute(select(DocumentRow.sha256).where(~select(ReportRow.id).where(ReportRow.source_sha256 == DocumentRow.sha256).exists())).scalars()


def _remove_documents(connection: Connection, those: list[str]) -> None:
    connection.execute(delete(DocumentRow).where(DocumentRow.sha256 == bindparam("b_sha256")), [{"b_sha256": one} for one in those])


def _agencies(connection: Connection, every: bool) -> Iterable[int]:
    used = [select(table.id).where(table.agency_id == AgencyRow.id).exists() for table in (ReportRow, VerdictRow, CorrectionRow)]
    used += [select(RosterRow.agency_id).where(AgencyRow.id.in_((RosterRow.agency_id, RosterRow.parent_id))).exists()]
    return connection.execute(select(AgencyRow.id).where(*(~u for u in used))).scalars()


def _buckets(connection: Connection, every: bool) -> Iterable[int]:
    return connection.execute(select(BucketRow.report_id).distinct().where(~select(ReportRow.id).where(ReportRow.id == BucketRow.report_id).exists())).scalars()


EXAMINATIONS: dict[str, tuple[Callable[[Connection, bool], Iterable], Callable[[Connection, list], None] | None]] = {
    "damaged": (_damaged, None), "dangling": (_dangling, None), "missing": (_missing, None), "partless": (_partless, None),
    "current": (_current, _put_in_force), "counts": (_counts, _count_again), "headlines": (_headlines, _take_headlines),
    "documents": (_documents, _remove_documents), "agencies": (_agencies, lambda connection, those: forget_agencies(connection, set(those))),
    "buckets": (_buckets, lambda connection, those: connection.execute(delete(BucketRow).where(BucketRow.report_id.in_(those)))),
    "places": (lambda connection, every: check_places(connection), lambda connection, those: rebuild_places(connection)),
    "search": (check_search, lambda connection, those: rebuild_search(connection)),
    "names": (lambda connection, every: check_names(connection), lambda connection, those: refresh_names(connection, those)),
    "summaries": (lambda connection, every: summaries.check_summaries(connection), lambda connection, those: summaries.rebuild_summaries(connection)),
}
