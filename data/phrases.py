"""Set phrases: runs of eight characters that so many agencies write that they are nobody's own. They are counted in what is stored, not listed by hand."""
from collections import Counter
from collections.abc import Callable

from sqlalchemy import Connection, Engine, delete, func, insert, select

from data import permits
from data.alike import follow_likeness, refresh
from data.bulk import insert_rows
from data.engine import reading, writing
from data.journal import raise_version
from data.likeness import compare, keep, load_phrases, load_texts
from data.models import CURRENT, AgencyRow, CounterRow, LikenessRow, PhraseRow, ReportRow, SketchRow, SummaryRow
from data.queries import EVERYTHING
from data.summed import summed

AGENCIES = 20  # agencies that must write a run before it is nobody's own
SAMPLE = 1000  # agencies whose newest report is counted: the first ones and, beyond, every second, third …
AT_ONCE = 100  # reports a transaction
COUNTED = "phrase_agencies"  # the counter that remembers how many agencies there were


def query_phrases(engine: Engine) -> dict[str, int]:
    """Returns `phrases` counted out, `agencies` of the sample they were counted in (0: never counted), and `unsketched` reports that no sketch was made of."""
    with reading(engine) as connection:
        return {"phrases": connection.execute(select(func.count()).select_from(PhraseRow)).scalar(), "agencies": min(SAMPLE, _counted(connection)), "unsketched": _unsketched(connection)}


def _unsketched(connection: Connection) -> int:
    """How many current reports with agency and year have no sketch."""
    if (where := summed(EVERYTHING)) is None:
        sketched = select(SketchRow.report_id).where(SketchRow.report_id == ReportRow.id, SketchRow.part == "all").exists()
        return connection.execute(select(func.count()).select_from(ReportRow).where(CURRENT, ReportRow.year.is_not(None), ReportRow.agency_id.is_not(None), ~sketched)).scalar()
    stored = select(func.sum(SummaryRow.value)).where(SummaryRow.subject == "report", SummaryRow.year != 0, *where)
    return int((connection.execute(stored).scalar() or 0) - (connection.execute(select(func.sum(SummaryRow.reports)).where(
        SummaryRow.subject == "state", SummaryRow.name == "sketched", *where)).scalar() or 0))


def settle_phrases(engine: Engine) -> bool:
    """Counts anew where the agencies have doubled since the last count and are enough to count; returns whether it did. To be called after many reports were stored."""
    with reading(engine) as connection:
        agencies = connection.execute(select(func.count()).select_from(AgencyRow)).scalar()
        if agencies < max(AGENCIES, 2 * _counted(connection)):
            return False
    with permits.acting(permits.EVERYTHING):  # whoever uploads: it is counted in all reports
        count_phrases(engine)
    return True


def reindex(engine: Engine, progress: Callable[[int, int], None] | None = None) -> int:
    """Sketches and compares every stored report anew, after counting the set phrases; returns how many. For databases older than the comparison."""
    count_phrases(engine)
    with reading(engine) as connection:
        ids = list(connection.execute(select(ReportRow.id).order_by(ReportRow.id)).scalars())
    for first in range(0, len(ids), AT_ONCE):
        with writing(engine) as connection:
            follow_likeness(connection, ids[first:first + AT_ONCE])
            raise_version(connection)
        if progress:
            progress(min(first + AT_ONCE, len(ids)), len(ids))
    return len(ids)


def count_phrases(engine: Engine) -> int:
    """Counts the set phrases in a sample of agencies and measures the likeness that is kept with them; returns how many there are."""
    with writing(engine) as connection:
        newest = list(connection.execute(select(func.max(ReportRow.id)).where(CURRENT, ReportRow.agency_id.is_not(None), ReportRow.year.is_not(None))
                                         .group_by(ReportRow.agency_id).order_by(ReportRow.agency_id)).scalars())
        sample, times = newest[::-(-len(newest) // SAMPLE) or 1], Counter()
        for first in range(0, len(sample), AT_ONCE):
            texts: dict = {}
            load_texts(connection, sample[first:first + AT_ONCE], texts)
            for text in texts.values():
                times.update(text.hashed["all"])
        phrases = [h for h, n in times.items() if n >= AGENCIES]
        connection.execute(delete(PhraseRow))
        insert_rows(connection, PhraseRow, [{"hash": h} for h in phrases])
        connection.execute(delete(CounterRow).where(CounterRow.name == COUNTED))
        connection.execute(insert(CounterRow), [{"name": COUNTED, "value": len(newest)}])
        raise_version(connection)
    _measure_again(engine)
    return len(phrases)


def _measure_again(engine: Engine) -> None:
    """Measures the pairs of two agencies again, without the set phrases."""
    with reading(engine) as connection:
        pairs = sorted({(a, b) for a, b in connection.execute(select(LikenessRow.report_id, LikenessRow.other_id).where(LikenessRow.own == False))})  # noqa: E712
    for first in range(0, len(pairs), AT_ONCE):
        some = pairs[first:first + AT_ONCE]
        with writing(engine) as connection:
            texts: dict = {}
            load_texts(connection, sorted({i for pair in some for i in pair}), texts)
            phrases, rows = load_phrases(connection), []
            for a, b in some:
                connection.execute(delete(LikenessRow).where(LikenessRow.report_id == a, LikenessRow.other_id == b))
                rows += compare(texts[a], texts[b], phrases, a, b)
            keep(connection, rows)
            refresh(connection, {i for pair in some for i in pair})
            raise_version(connection)


def _counted(connection: Connection) -> int:
    return connection.execute(select(CounterRow.value).where(CounterRow.name == COUNTED)).scalar() or 0
