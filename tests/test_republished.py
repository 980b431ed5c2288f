"""A published page that changed after an earlier version of it was stored (F-13)."""
import pytest

from report.checks import run_version_checks
from report.language import catalogue
from report.model import Source
from tests.reports import make_report

PAGE = Source(name="page.html", sha256="0" * 64, bytes=10, format="html", reader="test")
FIRST = "（一）主动公开。全年公开信息30条。\n（二）依申请公开。没有新情况。"


def page(overview=FIRST, published="2024-01-20", source=PAGE, **more):
    return make_report(texts={"overview": overview}, **more).model_copy(update={"published": published, "source": source})


CHANGED = [  # what changed, the page now, sentences new, gone, cells
    ("a number of the prose", page(FIRST.replace("30", "45")), 1, 1, 0),
    ("a sub-heading and a sentence added", page(FIRST + "\n（三）平台建设。新设三个栏目。"), 2, 0, 0),
    ("a sentence taken out", page("（一）主动公开。全年公开信息30条。"), 0, 2, 0),
    ("a cell", page(disclosed={"licences": {"decided": 99}}), 0, 0, 1),
]


@pytest.mark.parametrize("now, new, gone, cells", [case[1:] for case in CHANGED], ids=[case[0] for case in CHANGED])
def test_tells_what_changed(now, new, gone, cells):
    [finding] = run_version_checks(now, page())
    assert (finding.check, finding.severity, finding.verdict) == ("F-13", "warning", "fail")
    assert (finding.values["new"], finding.values["gone"], finding.values["cells"]) == (new, gone, cells)
    assert len(finding.cells) == cells and len(finding.evidence) == new
    for e in finding.evidence:
        assert now.section(e.section).text[e.start:e.end] == e.text


SAME = [
    ("the same", page()),
    ("other blanks and brackets", page(FIRST.replace("（", "(").replace("）", ")").replace("30条", " 30 条"))),
    ("a counter of visits", page(FIRST + "\n浏览次数：318")),
    ("a table that the version before did not give", page()),
]


@pytest.mark.parametrize("now", [case[1] for case in SAME], ids=[case[0] for case in SAME])
def test_leaves_alone_what_is_the_same(now):
    before = page(disclosed={}) if now is SAME[3][1] else page()
    assert run_version_checks(now, before) == []


UNKNOWN = [
    ("a Word file may be a draft", page(FIRST.replace("30", "45"), source=PAGE.model_copy(update={"format": "docx"})), page(), "网页"),
    ("so may the version before", page(FIRST.replace("30", "45")), page(source=PAGE.model_copy(update={"format": "docx"})), "网页"),
    ("published anew on another day", page(FIRST.replace("30", "45"), published="2024-02-02"), page(), "日期"),
    ("no date", page(FIRST.replace("30", "45"), published=None), page(published=None), "日期"),
]


@pytest.mark.parametrize("now, before, reason", [case[1:] for case in UNKNOWN], ids=[case[0] for case in UNKNOWN])
def test_says_why_it_cannot_say(now, before, reason):
    [finding] = run_version_checks(now, before)
    assert finding.verdict == "not_checkable" and reason in finding.message


def test_its_words_are_translated():
    from report.checks import CHECKS
    check = next(c for c in CHECKS if c.id == "F-13")
    assert all(catalogue("zh").gettext(words) != words for words in (check.title, check.formula, check.explanation))


def test_a_page_that_changed_is_found_when_the_new_version_is_stored(tmp_path):
    from data.engine import engine
    from data.findings import query_finding_rows
    from data.store import delete_report, save_reports

    def stored(name, report):
        return report.model_copy(update={"source": report.source.model_copy(update={"name": name, "sha256": name * 32})}), None

    database = engine(f"sqlite:///{tmp_path}/pages.db")
    save_reports(database, [stored("01", page())])
    save_reports(database, [stored("02", page(FIRST.replace("30", "45")))])
    [found] = [r for r in query_finding_rows(database, limit=99).itertuples() if r.check == "F-13"]
    assert found.severity == "warning" and [e["words"] for e in found.evidence] == ["全年公开信息45条。"]
    third, = save_reports(database, [stored("03", page(FIRST.replace("30", "45")))])
    assert "F-13" not in set(query_finding_rows(database, limit=99)["check"])  # as in the version before
    delete_report(database, third.report_id)
    assert "F-13" in set(query_finding_rows(database, limit=99)["check"])
