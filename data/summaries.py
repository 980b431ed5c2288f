"""Sums over the nation, its provinces and their cities, kept true inside every writing transaction.

A writer calls `remember` before it changes a report (with `new` for one it has just made); `data.engine.writing` calls `settle` before it commits, which takes
away what was counted of those reports and adds what is to be counted now. What is counted of a report: data/tally.py."""
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.orm import aliased

from data.bulk import insert_rows
from data.models import CURRENT, ReportRow, SummaryRow, TimesRow
from data.tally import AT_ONCE, IDS, Tally, count_reports

REMEMBERED = "summaries"  # in the connection's own notes
AFTER = aliased(ReportRow)
NEXT = select(AFTER.id).join(ReportRow, (AFTER.agency_id == ReportRow.agency_id) & (AFTER.year == ReportRow.year + 1)).where(AFTER.is_current == True, ReportRow.id.in_(IDS))  # noqa: E712
OTHERS = select(ReportRow.id, ReportRow.agency_id).where(CURRENT, ReportRow.agency_id.in_(IDS))


@dataclass
class _Remembered:
    ids: set[int] = field(default_factory=set)
    before: Tally = field(default_factory=Tally)


def remember(connection: Connection, ids: Iterable[int], new: bool = False) -> None:
    """Notes what is counted of these reports, before they change; of new ones nothing is."""
    kept = connection.info.setdefault(REMEMBERED, _Remembered())
    ids = set(ids)
    fresh = sorted((ids if new else ids | _next_year(connection, ids)) - kept.ids)
    kept.ids.update(fresh)
    if not new:
        before = count_reports(connection, fresh)
        kept.before.add(before)
        kept.before.agencies.update(before.agencies)


def remember_next(connection: Connection, of_years: Iterable[tuple[int | None, int | None]]) -> None:
    """Notes what is counted of the reports of the year after, before these agencies' years get a report: it then stands beside theirs."""
    of_years = [pair for pair in of_years if None not in pair]
    if of_years:
        agencies, years = {a for a, _ in of_years}, {y + 1 for _, y in of_years}
        found = connection.execute(select(ReportRow.id, ReportRow.agency_id, ReportRow.year).where(CURRENT, ReportRow.agency_id.in_(agencies), ReportRow.year.in_(years)))
        remember(connection, {i for i, agency, year in found if (agency, year - 1) in set(of_years)})


def _next_year(connection: Connection, ids: Set[int]) -> set[int]:
    """The current reports of the year after of the same agencies."""
    return set(connection.execute(NEXT, {"ids": list(ids)}).scalars()) if ids else set()


def forget(connection: Connection) -> None:
    """Drops the notes: a transaction begins."""
    connection.info.pop(REMEMBERED, None)


def settle(connection: Connection) -> None:
    """Makes the summaries true to the reports that were remembered in this transaction."""
    kept = connection.info.pop(REMEMBERED, None)
    if kept:
        change = count_reports(connection, sorted(kept.ids))
        others = _with_others(connection, [*{*change.agencies, *kept.before.agencies}], kept.ids)
        change.add_agencies(1, others)
        kept.before.add_agencies(1, others)
        change.add(kept.before, -1)
        _apply(connection, change)


def _with_others(connection: Connection, agencies: list[int], ids: Set[int]) -> set[int]:
    """Those of the agencies that have a current report beside these: nothing happens to whether they have one."""
    found: set[int] = set()
    for first in range(0, len(agencies), AT_ONCE):
        rows = connection.execute(OTHERS, {"ids": agencies[first:first + AT_ONCE]})
        found |= {agency for report, agency in rows if report not in ids}
    return found


def _apply(connection: Connection, change: Tally) -> None:
    sums = [(*key, reports, value) for key, (reports, value) in change.sums.items() if reports or value]
    times = [(*key, reports) for key, reports in change.times.items() if reports]
    for table, rows in ((SummaryRow, sums), (TimesRow, times)):
        if rows:
            _raise(connection, table, rows)
            key = table.__table__.primary_key.columns
            fewer = [dict(zip((f"k_{c.name}" for c in key), row)) for row in rows if row[len(key)] < 0]
            if fewer:
                connection.execute(delete(table).where(*(c == bindparam(f"k_{c.name}") for c in key), table.reports == 0), fewer)


def _raise(connection: Connection, table, rows: list[tuple]) -> None:
    """Adds to the rows with these keys, made where they are missing."""
    key, names = [c.name for c in table.__table__.primary_key.columns], [c.name for c in table.__table__.columns]
    added = [n for n in names if n not in key]
    sign = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    sql = (f'INSERT INTO "{table.__tablename__}" ({", ".join(_quoted(names))}) VALUES ({", ".join([sign] * len(names))}) ON CONFLICT ({", ".join(_quoted(key))}) DO UPDATE SET '
           + ", ".join(f'"{n}" = "{table.__tablename__}"."{n}" + excluded."{n}"' for n in added))
    connection.exec_driver_sql(sql, sorted(rows))


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{n}"' for n in names]


def check_summaries(connection: Connection) -> list[str]:
    """Returns what in the summaries is not what the reports come to, one line each; nothing where all is true."""
    should, wrong = _count_all(connection), []
    stored = {tuple(row[:5]): (row.reports, row.value) for row in connection.execute(select(SummaryRow.__table__))}
    for key in sorted(should.sums.keys() | stored.keys()):
        (reports, value), (n, v) = should.sums.get(key, (0, 0.0)), stored.get(key, (0, 0.0))
        if reports != n or abs(value - v) > 1e-9 * max(1, abs(value)):
            wrong.append(f"{'/'.join(map(str, key))}: {n} reports, {v:.12g}; the reports come to {reports}, {value:.12g}")
    times = {tuple(row[:4]): row.reports for row in connection.execute(select(TimesRow.__table__))}
    wrong += [f"{'/'.join(map(str, key))}: {times.get(key, 0)} times; the reports come to {should.times.get(key, 0)}"
              for key in sorted(should.times.keys() | times.keys()) if should.times.get(key, 0) != times.get(key, 0)]
    return wrong


def rebuild_summaries(connection: Connection, progress: Callable[[int], None] | None = None) -> None:
    """Makes the summaries anew from the reports, in the caller's transaction; `progress` hears how many reports are counted."""
    should = _count_all(connection, progress)
    for table in (SummaryRow, TimesRow):
        connection.execute(delete(table))
    insert_rows(connection, SummaryRow, [dict(zip(("place", "subject", "name", "year", "kind", "reports", "value"), (*k, *v))) for k, v in sorted(should.sums.items())])
    insert_rows(connection, TimesRow, [dict(zip(("name", "year", "kind", "value", "reports"), (*k, n))) for k, n in sorted(should.times.items())])


def _count_all(connection: Connection, progress: Callable[[int], None] | None = None) -> Tally:
    tally, ids, done = Tally(), iter(connection.execute(select(ReportRow.id).where(CURRENT).order_by(ReportRow.id)).scalars().all()), 0
    while some := list(islice(ids, AT_ONCE)):
        count_reports(connection, some, tally)
        done += len(some)
        if progress:
            progress(done)
    tally.add_agencies(1)
    return tally
