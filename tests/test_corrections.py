"""Corrections: the printed value stays, charts use the right one, nothing is lost by a new file, everything can be undone and is on record."""

import pytest

from data.corrections import load_printed, query_corrected, query_corrections, save_correction, withdraw_correction
from data.errors import DatabaseProblem
from data.findings import query_finding_rows
from data.listings import query_figure_list
from data.outlook import query_outlook
from data.printed import query_printed_cells
from data.queries import query_agencies, query_data_version, query_journal, query_themes, query_versions, query_volumes
from data.store import delete_report, load_report, save_reports
from data.verdicts import query_verdicts, save_verdict
from report.checks import run_checks
from report.model import Agency, Evidence, Region, Source
from tests.databases import BOTH, empty_database
from tests.reports import handed_in, make_report

TOTAL = {"measure": "disclosed.total", "label": None, "words": "主动公开政府信息120条"}
RECEIVED = {"table": "requests", "row": "received", "column": "total"}
OTHER = dict(agency=Agency(name="云汀县白芷镇人民政府", kind="town"), region=Region(province="江渚省", city="云州市", county="云汀县", township="白芷镇"))


@pytest.fixture(params=BOTH)
def database(request, tmp_path):
    return empty_database(request.param, tmp_path)


def checked(words="", year=2023, **changes):
    report = make_report(year, **changes)
    report.findings = run_checks(report)
    return handed_in(report, words)


def save(database, *pairs):
    return [o.report_id for o in save_reports(database, pairs)]


def volumes(database, **which):
    found = query_volumes(database)
    for column, value in which.items():
        found = found[found[column] == value]
    return found.iloc[0]


def checks(database):
    return set(query_finding_rows(database, limit=500)["check"])


# kind, place, right value, what charts and lists then say, what was read
PLACES = [
    ("figure", TOTAL, 150, lambda d, i: volumes(d)["disclosed_total"], 120, 150),
    ("figure", TOTAL, 150, lambda d, i: query_figure_list(d, measures=("disclosed.total",))["value"].iloc[0], 120, 150),
    ("cell", RECEIVED, 5, lambda d, i: volumes(d)["requests_received"], 3, 5),
    ("cell", RECEIVED, None, lambda d, i: query_printed_cells(d, table="requests").query("row == 'received' and column == 'total'")["state"].iloc[0], 3, "blank"),
    ("cell", {"table": "requests", "row": "refused.state_secret", "column": "total"}, 2,
     lambda d, i: query_printed_cells(d, table="requests").query("row == 'refused.state_secret' and column == 'total'")["value"].iloc[0], 0, 2),
    ("year", {}, 2022, lambda d, i: int(volumes(d)["year"]), 2023, 2022),
    ("agency", {}, {"name": "云汀县白芷镇人民政府", "kind": "town", "region": OTHER["region"].model_dump()}, lambda d, i: volumes(d)["agency"],
     {"name": "云汀县青梧镇人民政府", "kind": "town"}, "云汀县白芷镇人民政府"),
    ("theme", {"part": "problem", "text": "解读文章的形式比较单一"}, ["forms"], lambda d, i: set(query_themes(d)["theme"]), ["interpretation"], {"timeliness", "forms"}),
]


@pytest.mark.parametrize("kind, place, value, told, read, expected", PLACES, ids=[f"{p[0]} {i}" for i, p in enumerate(PLACES)])
def test_charts_use_the_correction_and_the_printed_value_stays(database, kind, place, value, told, read, expected):
    original, data = checked("one")
    report_id, = save(database, (original, data))
    before, version = told(database, report_id), query_data_version(database)
    made = save_correction(database, report_id, kind, place, value, "看错了", "王科长")
    assert told(database, report_id) == expected
    line = query_corrections(database, report_id=report_id).iloc[0]
    assert (line["read"], line["value"], line["note"], line["actor"]) == ({"value": read}, {"value": value}, "看错了", "王科长")
    assert load_printed(database, report_id) == original  # exactly as read
    assert [c.id for c in query_corrected(database, report_id)] == [made] and query_data_version(database) > version
    withdraw_correction(database, made, "李科长")
    assert told(database, report_id) == before and load_report(database, report_id) == original
    assert query_corrected(database, report_id) == [] and len(query_corrections(database)) == 0
    ended = query_corrections(database, in_force=None).iloc[0]
    assert ended["ended_by"] == "李科长"
    assert list(query_journal(database)["action"][:2]) == ["correction_withdrawn", "corrected"]


SURVIVES = {  # what happens after the correction, one thing after the other
    "the same file again and two new versions": [lambda db, i: save(db, checked("one")), lambda db, i: save(db, checked("two")), lambda db, i: save(db, checked("three"))],
    "deleted and read again": [lambda db, i: (delete_report(db, i), save(db, checked("one")))],
}


@pytest.mark.parametrize("what", SURVIVES)
@pytest.mark.parametrize("kind, place, value, told, read, expected", PLACES[1:], ids=[f"{p[0]} {i}" for i, p in enumerate(PLACES[1:], 1)])  # the first two are one correction
def test_a_correction_survives(database, what, kind, place, value, told, read, expected):
    report_id, = save(database, checked("one"))
    save_correction(database, report_id, kind, place, value, "", "甲")
    for happens in SURVIVES[what]:
        happens(database, report_id)
        assert told(database, report_id) == expected and len(query_volumes(database)) == 1


def test_a_new_version_that_prints_another_number_is_not_touched(database):
    report_id, = save(database, checked("one"))
    save_correction(database, report_id, "cell", RECEIVED, 5, "", "甲")
    newer, = save(database, checked("two", requests={"received": {"natural_person": 6, "total": 7}}))
    assert volumes(database)["requests_received"] == 7 and query_corrected(database, newer) == []
    assert len(query_corrections(database, report_id=newer)) == 1  # still listed, and said not to apply


def test_findings_are_computed_on_the_corrected_value(database):
    report_id, = save(database, checked("one", requests={"received": {"total": 9}}))
    assert {"T3-1", "T3-3", "P-1"} <= checks(database)
    save_correction(database, report_id, "cell", RECEIVED, 3, "扫描件为3", "甲")
    assert not {"T3-1", "T3-3", "P-1"} & checks(database) and volumes(database)["errors"] == 0


def test_a_correction_settles_the_doubt_about_its_cell(database):
    report, _ = checked("one", requests={"received": {"total": "约三"}}, doubted=(("requests", "received", "total"),))
    report_id, = save(database, (report, None))
    assert volumes(database)["doubts"] == 1
    save_correction(database, report_id, "cell", RECEIVED, 3, "", "甲")
    assert volumes(database)["doubts"] == 0 and load_report(database, report_id).requests["received"]["total"] == 3


def test_a_doubt_about_several_cells_stays_for_the_others(database):
    report = make_report(doubted=(("requests", "received", "total"), ("requests", "granted", "total")))
    report_id, = save(database, (report.model_copy(update={"source": Source(name="a", sha256="a" * 64, bytes=1, format="text", reader="text")}), None))
    save_correction(database, report_id, "cell", RECEIVED, 5, "", "甲")
    assert [len(d.cells) for d in load_report(database, report_id).doubts] == [1]


def test_a_figure_that_was_not_read_can_be_given(database):
    report_id, = save(database, checked("one", figures=[]))
    save_correction(database, report_id, "figure", {"measure": "disclosed.total", "label": None, "words": ""}, 120, "正文写明120条", "甲")
    assert volumes(database)["disclosed_total"] == 120 and load_printed(database, report_id).figures == []


def test_a_second_correction_of_the_same_place_ends_the_first(database):
    report_id, = save(database, checked("one"))
    save_correction(database, report_id, "cell", RECEIVED, 5, "", "甲")
    save_correction(database, report_id, "cell", RECEIVED, 6, "", "乙")
    assert volumes(database)["requests_received"] == 6 and len(query_corrections(database)) == 1 and len(query_corrections(database, in_force=None)) == 2


def test_several_corrections_are_undone_one_by_one(database):
    original, data = checked("one")
    report_id, = save(database, (original, data))
    cell = save_correction(database, report_id, "cell", RECEIVED, 5, "", "甲")
    total = save_correction(database, report_id, "figure", TOTAL, 150, "", "甲")
    withdraw_correction(database, cell)
    assert volumes(database)["requests_received"] == 3 and volumes(database)["disclosed_total"] == 150
    withdraw_correction(database, total)
    assert load_report(database, report_id) == original


REFUSED = [("cell", RECEIVED, 3, "nothing_to_correct"), ("year", {}, 2023, "nothing_to_correct"), ("theme", {"part": "problem", "text": "没有这一句"}, ["forms"], "no_place"),
           ("figure", TOTAL | {"words": "别的话"}, 5, "no_place")]


@pytest.mark.parametrize("kind, place, value, problem", REFUSED)
def test_what_cannot_be_corrected_is_refused(database, kind, place, value, problem):
    report_id, = save(database, checked("one"))
    with pytest.raises(DatabaseProblem) as raised:
        save_correction(database, report_id, kind, place, value)
    assert raised.value.kind == problem and len(query_corrections(database, in_force=None)) == 0


# agency and year

MOVE = ("agency", {}, {"name": "云汀县白芷镇人民政府", "kind": "town", "region": OTHER["region"].model_dump()})


def test_a_report_moves_to_its_own_agency_and_replaces_the_version_there(database):
    there, wrong = save(database, checked("one", **OTHER), checked("two"))
    assert len(query_agencies(database)) == 2
    made = save_correction(database, wrong, *MOVE, "", "甲")
    assert list(query_agencies(database)["agency"]) == ["云汀县白芷镇人民政府"] and int(volumes(database)["report_id"]) == wrong
    versions = query_versions(database, int(volumes(database)["agency_id"]), 2023)
    assert list(versions["report_id"]) == [wrong, there] and list(versions["is_current"]) == [True, False]
    withdraw_correction(database, made)
    assert sorted(query_volumes(database)["report_id"]) == [there, wrong]
    assert volumes(database, agency="云汀县白芷镇人民政府")["report_id"] == there


def test_what_an_upload_would_replace_is_told_with_the_corrections_in_force(database):
    there, wrong = save(database, checked("one", **OTHER), checked("two"))
    newer, _ = checked("two, sent again")
    assert query_outlook(database, newer).report_id == wrong
    save_correction(database, wrong, *MOVE, "", "甲")
    assert (query_outlook(database, newer).status, query_outlook(database, newer).report_id) == ("replaced", wrong)  # at the corrected agency
    withdrawn = query_outlook(database, checked("one, sent again", **OTHER)[0])
    assert withdrawn.report_id == wrong  # which is the current one there


def test_the_version_that_stood_behind_becomes_current_again(database):
    first, second = save(database, checked("one"))[0], save(database, checked("two"))[0]
    save_correction(database, second, *MOVE, "", "甲")
    assert sorted(query_volumes(database)["report_id"]) == [first, second]


def test_a_report_without_year_finds_its_year(database):
    report_id, = save(database, checked("one", year=None, published=None))
    save_correction(database, report_id, "year", {}, 2023, "", "甲")
    assert int(volumes(database)["year"]) == 2023
    with pytest.raises(DatabaseProblem):
        save_correction(database, save(database, checked("two"))[0] and report_id, "year", {}, 2021)  # an older version now


def test_the_words_that_say_the_year_do_not_prove_a_corrected_one(database):
    section = make_report().sections[0]
    words = Evidence(section=section.key, start=0, end=4, text=section.text[:4])
    report_id, = save(database, checked("one", year_evidence=words, published_evidence=words))
    assert load_report(database, report_id).year_evidence == words
    save_correction(database, report_id, "year", {}, 2022, "", "甲")
    amended, printed = load_report(database, report_id), load_printed(database, report_id)
    assert (amended.year, amended.year_evidence, amended.published_evidence) == (2022, None, words) and printed.year_evidence == words


def test_verdicts_and_corrections_of_the_file_move_with_it(database):
    report_id, = save(database, checked("one", requests={"granted": {"total": 9}}))
    finding = query_finding_rows(database, checks=("T3-3",)).iloc[0]
    save_verdict(database, report_id, finding["identity"], "dismissed", "理由", "甲")
    save_correction(database, report_id, "figure", TOTAL, 150, "", "甲")
    save_correction(database, report_id, *MOVE, "", "甲")
    assert volumes(database)["disclosed_total"] == 150 and query_verdicts(database)["agency"].iloc[0] == "云汀县白芷镇人民政府"
    assert len(query_finding_rows(database, checks=("T3-3",), state="dismissed")) == 1


def test_findings_of_the_year_after_follow_a_corrected_year(database):
    save(database, checked("a", requests={"carried_out": {"natural_person": 4, "total": 4}}, year=2021), checked("b"))
    assert "Y-1" not in checks(database)
    save_correction(database, int(volumes(database, year=2021)["report_id"]), "year", {}, 2022, "", "甲")
    assert "Y-1" in checks(database)


def test_a_report_corrected_elsewhere_does_not_reach_another_file_of_the_same_reading(database):
    report_id, = save(database, checked("one"))
    save_correction(database, report_id, *MOVE, "", "甲")
    report, data = checked("two")
    other = report.model_copy(update={"source": report.source.model_copy(update={"name": "qingwu-real.txt"})})
    save(database, (other, data))
    assert sorted(query_volumes(database)["agency"]) == ["云汀县白芷镇人民政府", "云汀县青梧镇人民政府"]
