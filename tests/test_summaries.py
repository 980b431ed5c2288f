"""The sums of the nation, its provinces and their cities: true after every kind of write, the same as what the reports come to."""
import random

import pytest
from sqlalchemy import delete, func, select, update

from data import members
from data.agency import query_agency_total
from data.circular import query_circular
from data.corrections import save_correction, withdraw_correction
from data.engine import reading, writing
from data.errors import DatabaseProblem
from data.filters import Filter
from data.findings import recheck
from data.followup import query_followup
from data.listings import query_clause_list, query_count, query_doubt_list, query_reports
from data.models import FindingRow, ReportRow, SummaryRow, TimesRow
from data.peers import query_outliers
from data.queries import query_regions
from data.rollup import query_rollup
from data.schema import take_stock
from data.spread import query_kinds, query_known
from data.store import delete_report, remove_samples, save_reports
from data.summaries import check_summaries, rebuild_summaries
from data.verdicts import save_verdict, withdraw_verdict
from report.checks import run_checks
from report.model import Agency, Region
from tests.databases import empty_database
from tests.reports import handed_in, make_report


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    return empty_database(request.param, tmp_path)


def report(name="青梧镇", year=2023, code="370322002", kind="town", **more):
    made = make_report(year, agency=Agency(name=f"云汀县{name}人民政府", kind=kind), region=Region(code=code, province="江渚省", city="云州市", county="云汀县", township=name), **more)
    return handed_in(made.model_copy(update={"findings": run_checks(made)}), f"{name}{year}{code}{more}")


def true(database) -> bool:
    with reading(database) as connection:
        assert check_summaries(connection) == []
        return True


def sums(database, subject, name="", place=0):
    with reading(database) as connection:
        return {row.year: (row.reports, row.value) for row in connection.execute(select(SummaryRow.year, func.sum(SummaryRow.reports).label("reports"), func.sum(SummaryRow.value).label("value"))
                .where(SummaryRow.place == place, SummaryRow.subject == subject, SummaryRow.name == name).group_by(SummaryRow.year))}


def test_reports_are_counted_for_the_nation_for_their_province_and_for_their_city(database):
    save_reports(database, [report(), report("白石镇"), report("青梧镇", 2022), report("芦村镇", 2023, "110101002")])
    assert sums(database, "report") == {2022: (1, 1), 2023: (3, 3)}
    assert sums(database, "report", place=37) == {2022: (1, 1), 2023: (2, 2)} and sums(database, "report", place=11) == {2023: (1, 1)}
    assert sums(database, "report", place=3703) == {2022: (1, 1), 2023: (2, 2)} and sums(database, "report", place=1101) == {2023: (1, 1)}
    assert sums(database, "table", "requests/2021", 37) == {2022: (1, 0), 2023: (2, 0)} and sums(database, "table", "requests/2021", 3703) == {}
    assert sums(database, "number", "disclosed_total") == {2022: (1, 120), 2023: (3, 360)}
    assert sums(database, "theme.problem", "timeliness") == {2022: (1, 1), 2023: (3, 3)}
    assert sums(database, "channel", "website", 11) == {2023: (1, 80)} and sums(database, "state", "whole") == {2022: (1, 0), 2023: (3, 0)}
    assert true(database)


def test_every_write_leaves_the_sums_true(database):
    first, other, earlier = (o.report_id for o in save_reports(database, [report(), report("白石镇"), report("青梧镇", 2022)]))
    assert true(database)
    newer = save_reports(database, [report(requests={"granted": {"total": 9}})])[0].report_id
    assert true(database) and sums(database, "report")[2023] == (2, 2)
    with reading(database) as connection:
        identity = connection.execute(select(FindingRow.identity).where(FindingRow.report_id == newer, FindingRow.verdict == "fail")).scalars().first()
    verdict = save_verdict(database, newer, identity, "dismissed", "因为另有说明", "王")
    assert true(database)
    withdraw_verdict(database, verdict, "王")
    assert true(database)
    corrections = [save_correction(database, newer, "cell", {"table": "requests", "row": "granted", "column": "total"}, 2, "看错", "王")]
    assert true(database)
    corrections.append(save_correction(database, other, "year", {}, 2022, "封面", "王"))
    assert true(database) and sums(database, "report")[2022] == (2, 2)
    corrections.append(save_correction(database, earlier, "agency", {}, {"name": "云汀县白石镇人民政府", "kind": "town", "region": {
        "code": "370322002", "province": "江渚省", "city": "云州市", "county": "云汀县", "township": "白石镇"}}, "封面", "王"))
    assert true(database)
    for one in corrections:
        withdraw_correction(database, one, "王")
        assert true(database)
    recheck(database, "王")
    assert true(database)
    delete_report(database, newer, "王")
    assert true(database)
    save_reports(database, [report("样本镇"), report("样本镇", 2022)], demo=True)
    assert true(database)
    remove_samples(database, "王")
    assert true(database)
    for one in (first, other, earlier):
        delete_report(database, one, "王")
    with reading(database) as connection:
        assert connection.execute(select(func.count()).select_from(SummaryRow)).scalar() == connection.execute(select(func.count()).select_from(TimesRow)).scalar() == 0


def test_agencies_with_a_report_of_any_year_are_counted_once(database):
    first, _, _, other = (o.report_id for o in save_reports(database, [report(), report("青梧镇", 2022), report("白石镇"), report("芦村镇", 2023, "110101002", "township")]))
    assert query_kinds(database) == {"town": 2, "township": 1} and query_kinds(database, Filter(region="37")) == {"town": 2}
    assert query_known(database) == query_agency_total(database) == 3 and query_known(database, Filter(region="370322"), 2022) == 2
    delete_report(database, first)
    assert query_kinds(database) == {"town": 2, "township": 1} and true(database)
    delete_report(database, other)
    assert query_kinds(database) == {"town": 2} and query_known(database) == 2 and true(database)


def test_a_question_that_names_every_agency_wants_a_place_first(database, monkeypatch):
    save_reports(database, [report(), report("白石镇")])
    monkeypatch.setattr(members, "MOST", 1)
    for question in (lambda f: query_rollup(database, 2023, f), lambda f: query_circular(database, 2023, f), lambda f: query_followup(database, 2023, f), lambda f: query_outliers(database, f)):
        with pytest.raises(DatabaseProblem) as refusal:
            question(Filter())
        assert refusal.value.kind == "too_wide" and refusal.value.values == {"count": 2, "most": 1}
        question(Filter(region="370322"))


@pytest.mark.parametrize("question, named", [(query_reports, {}), (query_doubt_list, {}), (query_clause_list, {"part": "problem"}), (query_clause_list, {"part": "measure", "theme": None})])
def test_lists_are_as_long_in_the_sums_as_in_the_rows(database, question, named):
    save_reports(database, [report(), report("白石镇"), report("青梧镇", 2022)])
    assert query_count(database, question, Filter(), "", **named) == query_count(database, question, Filter(region="370322"), "", **named) == len(question(database, Filter(), **named))


def test_places_are_counted_as_agencies_come_and_go(database):
    save_reports(database, [report(), report("白石镇"), report("青梧镇", 2022), report("芦村镇", 2023, "110101002")])
    found = query_regions(database)
    assert list(found["region_code"]) == [110101000000, 370322000000] and list(found["agencies"]) == [1, 2] and list(found["county"]) == ["云汀县", "云汀县"]


def test_what_is_not_recognised_is_counted_for_the_nation_alone(database):
    made = make_report(None, agency=None, region=None)
    save_reports(database, [handed_in(made, "x")])
    assert sums(database, "report") == {0: (1, 0)} and true(database)


def test_random_writes_leave_the_sums_true(tmp_path):
    database, dice = empty_database("sqlite", tmp_path), random.Random(3)
    for n in range(12):
        save_reports(database, [report(f"第{dice.randrange(4)}镇", dice.choice((2021, 2022, 2023)), dice.choice(("370322002", "110101002")), title=f"{n}.{i}") for i in range(6)])
        with reading(database) as connection:
            ids = list(connection.execute(select(ReportRow.id)).scalars())
        delete_report(database, dice.choice(ids), "王")
    assert true(database)


def test_a_write_that_fails_leaves_nothing(database):
    save_reports(database, [report()])
    with pytest.raises(RuntimeError), writing(database) as connection:
        from data.summaries import remember
        remember(connection, [1])
        connection.execute(update(ReportRow).values(is_current=False))
        raise RuntimeError
    save_reports(database, [report("白石镇")])
    assert true(database) and sums(database, "report") == {2023: (2, 2)}


def test_what_is_wrong_is_told_and_mended(database):
    save_reports(database, [report()])
    with writing(database) as connection:
        connection.execute(update(SummaryRow).where(SummaryRow.subject == "report").values(reports=7))
        connection.execute(delete(TimesRow))
    with reading(database) as connection:
        told = check_summaries(connection)
    assert any("7 reports" in line for line in told) and any("0 times" in line for line in told)
    with writing(database) as connection:
        rebuild_summaries(connection)
    assert true(database)


def test_the_planner_is_told_how_many_rows_there_are(tmp_path):
    database = empty_database("sqlite", tmp_path)
    save_reports(database, [report(), report("白石镇")])
    with writing(database) as connection:
        take_stock(connection)
    with reading(database) as connection:
        assert connection.exec_driver_sql("SELECT stat FROM sqlite_stat1 WHERE idx = 'report_place'").scalar().split()[0] == "2"
