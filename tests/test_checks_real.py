"""The labelled real reports: what is said of them, read and agreed with one by one."""
from pathlib import Path

import pytest

from loaders.assemble import read_report
from report.checks import run_checks

SHARED = Path(__file__).parents[1].parent / "shared"
FILES = sorted(p for folder in ("seeds", "corpus", "real") for p in (SHARED / folder / "reports").glob("*")) if SHARED.exists() else []

# file, check, severity: the reason we agree. Nothing else may be raised as an error or a warning.
AGREED = {
    ("000", "P-16", "warning"): "did not receive … 0",
    ("001", "F-6", "warning"): "five problems, no measure",
    ("001", "F-8", "warning"): "section six says “none” and nothing of fees",
    ("002", "T3-5", "warning"): "150 blank cells, only the totals are filled in",
    ("002", "F-3", "warning"): "the title has no year",
    ("002", "F-7", "warning"): "not a word on applications in section one",
    ("002", "F-8", "warning"): "section six says nothing of fees",
    ("003", "F-6", "warning"): "three problems of coverage, measures on publicity, skills and staffing",
    ("007", "P-12", "warning"): "the parts of the website's 423 add up to 408",
    ("012", "F-3", "warning"): "calls itself the report for 2020, its period is 2021",
    ("051", "F-6", "warning"): "problems, no measure in the text that is there",
    ("116", "F-2", "warning"): "headings two to four stand without tables",
    ("116", "F-8", "warning"): "section six says “none” and nothing of fees",
    ("pt02", "P-12", "error"): "1 + 10 + 52 + 5 + 25 = 93, the total is 90",
    ("pt03", "P-12", "warning"): "1 + 4 + 1 + 10 + 3 + 16 = 35 with “other”, the total is 40",
    ("pt09", "F-7", "warning"): "a government without appraisal, review and accountability",
    ("pt17", "T3-5", "warning"): "the last cell of table 3 is blank",
    ("pr03", "F-6", "warning"): "problems, no measure in the text that is there",
    ("szfgs2024", "F-7", "warning"): "a government without appraisal, review and accountability",
    ("shuyang", "T3-5", "warning"): "five columns of table 3 are blank",
}


@pytest.mark.skipif(not FILES, reason="the labelled real reports are not here")
def test_the_real_reports_raise_only_what_was_read_and_agreed_with():
    raised = set()
    for path in FILES:
        name = path.name.replace("_", ".").split(".")[0]
        report = read_report(path.read_bytes(), path.name)
        raised |= {(name, f.check, f.severity) for f in run_checks(report) if f.verdict == "fail" and f.severity != "information"}
    assert raised <= set(AGREED), raised - set(AGREED)
    assert {key for key in AGREED if key[2] == "error"} <= raised
