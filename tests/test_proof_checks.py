"""The proof: every planted fault is found through the whole path of storing and asking, and a set of correct reports with every legal oddity raises no error."""
import hashlib
from collections import Counter

import pytest

from data.engine import engine
from data.findings import query_finding_rows
from data.queries import query_volumes
from data.store import save_reports
from report.checks import CHECKS, Alike, Group, run_checks, tell_alike
from report.checks.run import as_findings
from report.model import Agency, AnnualReport
from tests.reports import make_report
from tests.test_checks import GROUPS, HITS, NEAR_MISSES

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
    errors = Counter(int(row.report_id) for row in query_finding_rows(database, limit=100_000, severities=("error",)).itertuples())
    assert all(int(counts.loc[i, "errors"]) == errors[i] for i in told)
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


def page(**changes) -> AnnualReport:
    """Returns a report as a web page of a fixed date."""
    report = make_report(**({"published": "2024-01-20"} | changes))
    return report.model_copy(update={"source": report.source.model_copy(update={"format": "html"})})


def like(number: int, licences: int) -> AnnualReport:
    """Returns a town of the county with so many licences."""
    report = make_report(agency=Agency(name=f"云汀县第{number}镇人民政府", kind="town"), disclosed={"licences": {"decided": licences}})
    return report.model_copy(update={"source": report.source.model_copy(update={"sha256": f"{number:064d}"})})


def test_checks_of_pairs_groups_peers_and_versions_have_a_hit_and_a_near_miss_too():
    told = {(case[0], case[5]) for case in GROUPS if case[5] != "not_checkable" and {case[5]} == {
        f.verdict for f in run_group_all(*case[2:5]) if f.check == case[0] and f.verdict == case[5]}}
    told |= {("F-13", f.verdict) for now in (page(), page(requests={"granted": {"total": 7}})) for f in all_of("F-13", now, page())}
    told |= {("O-1", f.verdict) for n in (12, 1660) for f in all_of("O-1", like(0, n), [like(i, 10 + i) for i in range(1, 8)])}
    told |= {("Y-3", f.verdict) for share in (0.4, 0.9) for f in tell_all("Y-3", [Alike("problems", share, "云汀县白芷镇人民政府")])}
    assert told >= {(c.id, verdict) for c in CHECKS if c.id not in ASKED for verdict in ("fail", "pass")}


def all_of(id: str, *reports) -> list:
    """Returns every answer of one check, passes too."""
    check = next(c for c in CHECKS if c.id == id)
    return as_findings(check, check.function(*reports), reports[0])


def tell_all(id: str, alike: list) -> list:
    """Returns every answer of the check on copies."""
    return as_findings(next(c for c in CHECKS if c.id == id), tell_alike(alike))


def run_group_all(parent, children, roster) -> list:
    """Returns every answer of the checks of a county against its agencies."""
    return [f for c in CHECKS if c.scope == "group" for f in as_findings(c, c.function(Group(parent, tuple(children), tuple(roster))), parent)]
