"""Findings as supervisors ask for them: counted by check and agency, listed with their sentences and verdicts, checked again when the checks improve."""
import pandas
from sqlalchemy import Engine, and_, case, delete, func, or_, select

from data.alike import refresh as refresh_alike
from data.bulk import insert_rows
from data import permits
from data.engine import reading, writing
from data.filters import Filter, frame, pieces
from data.history import refresh_history
from data.journal import note, raise_version
from data.models import CURRENT, AgencyRow, FindingRow, ReportRow, SectionRow
from data.models.parts import RANK
from data.models.reports import WORST
from data.queries import EVERYTHING, IDENTITY
from data.rows import finding_rows, load_many
from data.summaries import remember
from data.summed import Conditions, sum_checks, sum_counts, sum_finding_groups, sum_findings, summed
from data.verdicts import apply_verdicts
from report.checks import run_checks
from report.model import Section
from report.pages import page_of
from report.sentences import around

STATES = {  # which findings, by the verdict on them
    "counted": (FindingRow.decision != "dismissed",), "open": (FindingRow.decision == "",), "confirmed": (FindingRow.decision == "confirmed",),
    "dismissed": (FindingRow.decision == "dismissed",), "all": ()}
FAILS = FindingRow.verdict == "fail"
AT_ONCE = 50  # reports checked again in one transaction


def query_finding_rows(engine: Engine, filter: Filter = EVERYTHING, search: str = "", checks: tuple[str, ...] = (), severities: tuple[str, ...] = (),
                       state: str = "counted", verdict: str = "fail", limit: int = 20, offset: int = 0) -> pandas.DataFrame:
    """Returns findings, errors first (of the nation then by check, newest reports first; else by year and place): the identity columns, source_name, seq, check, severity, verdict, message, template, values, left, right, difference,
    cells, identity, decision, and `evidence`: a list of {section, before, words, after, page}."""
    if not search and filter.region is None and (where := summed(filter)) is not None:
        touched = pieces(_groups(engine, where, checks, severities, state, verdict), limit, offset) or [(("", "", ""), 0, 0)]
        found = pandas.concat([frame(engine, _rows().where(*_conditions((check,), (severity,), state, verdict), *filter.where_beside())
                                     .order_by(FindingRow.report_id.desc(), FindingRow.seq).limit(n).offset(skip)) for (severity, check, _), n, skip in touched], ignore_index=True)
    else:
        found = frame(engine, _findings(filter, search, checks, severities, state, verdict)
                      .order_by(RANK, ReportRow.year.desc(), ReportRow.region_code, FindingRow.report_id, FindingRow.seq).limit(limit).offset(offset))
    return found.assign(evidence=_sentences(engine, found))


def query_finding_count(engine: Engine, filter: Filter = EVERYTHING, search: str = "", checks: tuple[str, ...] = (), severities: tuple[str, ...] = (),
                        state: str = "counted", verdict: str = "fail") -> int:
    """Returns how many findings the list has in all."""
    if not search and (where := summed(filter)) is not None:
        return sum(n for _, n in _groups(engine, where, checks, severities, state, verdict))
    return int(frame(engine, select(func.count().label("n")).select_from(_findings(filter, search, checks, severities, state, verdict).subquery()))["n"].iloc[0])


def _groups(engine: Engine, where: Conditions, checks: tuple[str, ...], severities: tuple[str, ...], state: str, verdict: str) -> list[tuple[tuple[str, str, str], int]]:
    """The groups of the list that the summaries know."""
    decided = {"counted": lambda d: d != "dismissed", "all": lambda d: True}.get(state, lambda d: d == ("" if state == "open" else state))
    return sum_finding_groups(engine, where, (verdict,), severities, checks, decided if verdict == "fail" else lambda d: True)


def query_dismissed(engine: Engine, report_id: int) -> set[int]:
    """Returns the numbers of the report's findings that a person dismissed."""
    with reading(engine) as connection:
        return set(connection.execute(select(FindingRow.seq).where(FindingRow.report_id == report_id, FindingRow.decision == "dismissed")).scalars())


def query_report_findings(engine: Engine, report_id: int) -> pandas.DataFrame:
    """Returns all findings of one report, an older version's too, as query_finding_rows has them: what fails first, dismissed ones last."""
    rank = case((FindingRow.decision == "dismissed", 3), (FindingRow.severity == "error", 0), (FindingRow.severity == "warning", 1), else_=2)
    found = frame(engine, _rows().where(FindingRow.report_id == report_id).order_by(FindingRow.verdict, rank, FindingRow.seq))
    return found.assign(evidence=_sentences(engine, found))


def query_finding_totals(engine: Engine, filter: Filter = EVERYTHING) -> dict[str, int]:
    """Returns reports, with_errors, with_findings (reports), errors, warnings, notices, not_checkable, doubts, confirmed, dismissed (findings)."""
    if (where := summed(filter)) is not None:
        counts, found = sum_counts(engine, where), sum_findings(engine, where)
        return {"reports": counts["report"][0], "with_errors": counts["errors"][0], "with_findings": counts["with_findings"][0],
                **{n: int(counts[n][1]) for n in ("errors", "warnings", "notices", "not_checkable", "doubts")},
                **{d: sum(n for (_, verdict, _, decision), n in found.items() if verdict == "fail" and decision == d) for d in ("confirmed", "dismissed")}}
    sums = frame(engine, select(func.count().label("reports"), func.sum(case((ReportRow.errors > 0, 1), else_=0)).label("with_errors"),
                                func.sum(case((ReportRow.errors + ReportRow.warnings > 0, 1), else_=0)).label("with_findings"),
                                *(func.sum(getattr(ReportRow, n)).label(n) for n in ("errors", "warnings", "notices", "not_checkable", "doubts")))
                 .where(*filter.where())).iloc[0]
    with reading(engine) as connection:
        decided = dict(connection.execute(select(FindingRow.decision, func.count()).join(ReportRow, ReportRow.id == FindingRow.report_id)
                                          .where(FAILS, FindingRow.decision != "", *filter.where()).group_by(FindingRow.decision)).all())
    return {name: 0 if pandas.isna(n) else int(n) for name, n in sums.items()} | {d: decided.get(d, 0) for d in ("confirmed", "dismissed")}


def query_check_counts(engine: Engine, filter: Filter = EVERYTHING) -> pandas.DataFrame:
    """Returns, a check a row: reports (with a finding that counts), errors, warnings, notices, confirmed, dismissed, not_checkable."""
    if (where := summed(filter)) is not None:
        return sum_checks(engine, where)
    counts = FindingRow.decision != "dismissed"
    return frame(engine, select(FindingRow.check,
                                func.count(case((and_(FAILS, counts), FindingRow.report_id)).distinct()).label("reports"),
                                *(_tally(and_(FAILS, counts, FindingRow.severity == s), name) for s, name in (("error", "errors"), ("warning", "warnings"), ("information", "notices"))),
                                _tally(and_(FAILS, FindingRow.decision == "confirmed"), "confirmed"), _tally(and_(FAILS, ~counts), "dismissed"),
                                _tally(FindingRow.verdict == "not_checkable", "not_checkable"))
                 .join(ReportRow, ReportRow.id == FindingRow.report_id).where(*filter.where()).group_by(FindingRow.check))


def query_agency_counts(engine: Engine, filter: Filter = EVERYTHING, search: str = "", limit: int = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns, a report a row, worst first: the identity columns, source_name, errors, warnings, notices, not_checkable, doubts; only those with a finding or doubt."""
    return frame(engine, _by_agency(filter, search).order_by(*(n.desc() for n in WORST), ReportRow.id.desc()).limit(limit).offset(offset))


def query_agency_count(engine: Engine, filter: Filter = EVERYTHING, search: str = "") -> int:
    """Returns how many reports that list has in all."""
    if not search and (where := summed(filter)) is not None:
        return sum_counts(engine, where)["attended"][0]
    return int(frame(engine, select(func.count().label("n")).select_from(_by_agency(filter, search).subquery()))["n"].iloc[0])


def recheck(engine: Engine, actor: str = "") -> int:
    """Runs every check again on every current report, keeps the verdicts, and returns how many reports that were."""
    with writing(engine) as connection:
        permits.require("editor", [None])
        ids = list(connection.execute(select(ReportRow.id).where(CURRENT).order_by(ReportRow.agency_id, ReportRow.year)).scalars())
    for start in range(0, len(ids), AT_ONCE):
        with writing(engine) as connection:
            chosen = ids[start:start + AT_ONCE]
            pairs = connection.execute(select(ReportRow.agency_id, ReportRow.year).where(ReportRow.id.in_(chosen))).all()
            remember(connection, chosen)
            connection.execute(delete(FindingRow).where(FindingRow.report_id.in_(chosen)))
            loaded = load_many(connection, chosen)
            insert_rows(connection, FindingRow, [{"report_id": i, **row} for i, report in loaded.items() for row in finding_rows(run_checks(report), report)])
            apply_verdicts(connection, chosen)
            refresh_history(connection, [tuple(p) for p in pairs], loaded)
            refresh_alike(connection, chosen)
            raise_version(connection)
            if start + AT_ONCE >= len(ids):
                note(connection, actor, "rechecked", None, {"reports": len(ids)})
    return len(ids)


def _tally(condition, name: str):
    return func.sum(case((condition, 1), else_=0)).label(name)


def _findings(filter: Filter, search: str, checks: tuple[str, ...], severities: tuple[str, ...], state: str, verdict: str):
    chosen = _conditions(checks, severities, state, verdict)
    chosen += [or_(*(c.contains(word, autoescape=True) for c in (AgencyRow.name, FindingRow.message, FindingRow.check))) for word in search.split()]
    return _rows().where(*chosen, *filter.where())


def _conditions(checks: tuple[str, ...], severities: tuple[str, ...], state: str, verdict: str) -> list:
    """Which findings, by what they say."""
    chosen = [FindingRow.verdict == verdict, *(STATES[state] if verdict == "fail" else ())]
    chosen += [FindingRow.check.in_(checks)] if checks else []
    return chosen + ([FindingRow.severity.in_(severities)] if severities else [])


def _rows():
    return (select(*IDENTITY, ReportRow.source_name, FindingRow.seq, FindingRow.check, FindingRow.severity, FindingRow.verdict, FindingRow.message, FindingRow.template,
                   FindingRow.values, FindingRow.left, FindingRow.right, FindingRow.difference, FindingRow.cells, FindingRow.evidence.label("spans"),
                   FindingRow.identity, FindingRow.decision)
            .select_from(FindingRow).join(ReportRow, ReportRow.id == FindingRow.report_id).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id))


def _by_agency(filter: Filter, search: str):
    words = [or_(AgencyRow.name.contains(w, autoescape=True), ReportRow.source_name.contains(w, autoescape=True)) for w in search.split()]
    return (select(*IDENTITY, ReportRow.source_name, ReportRow.errors, ReportRow.warnings, ReportRow.notices, ReportRow.not_checkable, ReportRow.doubts)
            .select_from(ReportRow).outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
            .where(ReportRow.errors + ReportRow.warnings + ReportRow.notices + ReportRow.doubts > 0, *words, *filter.where()))


def _sentences(engine: Engine, found: pandas.DataFrame) -> list[list[dict]]:
    """The sentences around each finding's evidence, with the page where the file has pages."""
    keys = {(int(i), e["section"]) for i, spans in zip(found["report_id"], found["spans"]) for e in spans}
    sections: dict[tuple[int, str], Section] = {}
    if keys:
        with reading(engine) as connection:
            for row in connection.execute(select(SectionRow.report_id, SectionRow.key, SectionRow.text, SectionRow.pages).where(
                    SectionRow.report_id.in_({i for i, _ in keys}), SectionRow.key.in_({k for _, k in keys}))):
                sections[row.report_id, row.key] = Section(key=row.key, text=row.text, pages=row.pages or [])
    return [[_sentence(e, sections.get((int(i), e["section"]))) for e in spans] for i, spans in zip(found["report_id"], found["spans"])]


def _sentence(span: dict, section: Section | None) -> dict:
    if section is None or span["words"] is not None:
        return {"section": span["section"], "before": "", "words": span["words"] or "", "after": "", "page": None}
    before, words, after = around(section.text, span["start"], span["end"])
    return {"section": span["section"], "before": before, "words": words, "after": after, "page": page_of(section, span["start"])}
