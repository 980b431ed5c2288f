"""The proof: every planted fault is found through the whole path of storing and asking, and a set of correct reports with every legal oddity raises no error."""
import hashlib

import pytest

from data.engine import engine
from data.findings import query_finding_rows
from data.queries import query_volumes
from data.store import save_reports
from report.checks import CHECKS, run_checks
from report.model import AnnualReport
from tests.reports import make_report
from tests.test_checks import HITS, NEAR_MISSES

ASKED = {check.id for check in CHECKS if check.scope in ("report", "history")}
OF_PAIRS = ("Y-3",)  # checks that compare two agencies


def stored(case: dict, previous: dict | None, number: int) -> list[tuple[AnnualReport, None]]:
    """Returns a case's report and the year before it, as one agency of its own."""
    pairs = []
    here = make_report(**case)
    chain = [here] if previous is None else [make_report(**({"year": here.year - 1} | previous)), here]
    for i, report in enumerate(chain):
        source = report.source.model_copy(update={"name": f"{number}-{i}.txt", "sha256": hashlib.sha256(f"{number} {i}".encode()).hexdigest()})
        region = report.region and report.region.model_copy(update={} if real(report.region) else {"province": f"江渚{number}省"})
        report = report.model_copy(update={"source": source, "region": region})
        report.findings = run_checks(report)
        pairs.append((report, None))
    return pairs


def found_in(tmp_path, cases) -> list[set[tuple[str, str]]]:
    """Returns, a case at a time, the (check, severity) that the database tells of its last report."""
    database = engine(f"sqlite:///{tmp_path}/proof.db")
    batch, last = [], []
    for number, (case, previous) in enumerate(cases):
        batch += stored(case, previous, number)
        last.append(len(batch) - 1)
    outcomes = save_reports(database, batch)
    assert all(o.status == "added" for o in outcomes), [o.status for o in outcomes]
    told: dict[int, set] = {}
    for row in query_finding_rows(database, limit=100_000).itertuples():
        told.setdefault(int(row.report_id), set()).add((row.check, row.severity))
    counts = query_volumes(database).set_index("report_id")
    errors = {i: sum(1 for r in query_finding_rows(database, limit=100_000, severities=("error",)).itertuples() if int(r.report_id) == i) for i in list(told)[:5]}
    assert all(int(counts.loc[i, "errors"]) == n for i, n in errors.items())
    return [told.get(outcomes[i].report_id, set()) for i in last]


def test_every_planted_fault_is_found(tmp_path):
    wanted = [case[:3] for case in HITS]
    found = found_in(tmp_path, [(case[3], case[4]) for case in HITS])
    missed = [w for w, told in zip(wanted, found) if (w[0], w[1]) not in told]
    assert not missed and {w[0] for w in wanted} - set(OF_PAIRS) == ASKED  # recall 1.0 over the whole catalogue


def real(region) -> bool:
    """Returns whether the place is a real one, whose local rules count (F-11)."""
    return region.province == "甘肃省"


def test_correct_reports_with_every_legal_oddity_raise_no_error(tmp_path):
    cases = [(case[2], case[3]) for case in NEAR_MISSES]
    found = found_in(tmp_path, cases)
    own = [(case[0], case[1], [f for f in told if f == (case[0], "error")]) for case, told in zip(NEAR_MISSES, found)]
    assert not [o for o in own if o[2]]


ODDITIES = [dict(), dict(year=2024), dict(published=None), dict(texts={"other": "2024年1月12日发布。本年度未收取信息处理费。"}),
            dict(disclosed={"licences": {"decided": 1660}}), dict(disclosed={"normative_documents": {"made": 0, "repealed": 3, "in_force": 0}}),
            dict(requests={"received": {"research": ""}, "granted": {"other": "/"}}), dict(disputes={"litigation_direct": {"pending": 3, "total": 3}})]


@pytest.mark.parametrize("oddity", ODDITIES, ids=[str(o)[:60] for o in ODDITIES])
def test_a_whole_report_with_a_legal_oddity_has_no_error_at_all(oddity):
    assert [f.message for f in run_checks(make_report(**oddity)) if f.verdict == "fail" and f.severity == "error"] == []
