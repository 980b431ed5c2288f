"""Lists and counts over the nation, a province or a city are read down indexes and out of the sums, those of a county from its reports: all say the same, page by page."""
import random
from functools import cache

import numpy
import pandas
import pytest

from data.copies import query_comparable, query_copies, query_copy_count, query_sharing
from data.corrections import save_correction
from data.engine import reading
from data.filters import Filter, pieces
from data.findings import query_agency_count, query_agency_counts, query_finding_count, query_finding_rows
from data.followup import query_followup, query_followup_counts
from data.listings import query_count, query_doubt_list, query_figure_list, query_finding_list
from data.members import query_holders
from data.peers import _far
from data.places import check_places
from data.phrases import query_phrases
from data.queries import query_attention, query_missing, query_missing_count
from data.rollup import query_rollup
from data.spread import query_spread
from data.store import delete_report, save_reports
from data.summaries import check_summaries
from report.checks import run_checks
from report.checks.outliers import FAR, FEWEST, LEAST, median, robust_score
from report.model import Agency, Doubt, Editions, Region
from tests.databases import BOTH, empty_database, filled_database
from tests.reports import handed_in, make_report
from tests.test_copying import prose

WIDE, NARROW = (Filter((2023,)), Filter((2023,), "37"), Filter((2023,), "3703")), Filter((2023,), "370322")  # the same reports
TOWNS = ("青梧镇", "白石镇", "芦村镇", "石桥镇", "云汀镇")


def report(town, year=2023, prose_of=None, **more):
    """A report of a town of one county; `prose_of`: the seed of its section five."""
    n = TOWNS.index(town) + 1 if town in TOWNS else 9
    copied = {"texts": {"problems": prose(prose_of, 200)}, "problems": [], "measures": []} if prose_of is not None else {}
    made = make_report(year, agency=Agency(name=f"云汀县{town}人民政府", kind="town"), **copied,
                       region=Region(code=f"37032200{n}", province="江渚省", city="云州市", county="云汀县", township=town), **more)
    return handed_in(made.model_copy(update={"findings": run_checks(made)}), f"{town}{year}{sorted(more)}{prose_of}")


@cache
def county() -> list:
    """Five towns, the year before of three of them; errors, doubts and a number too few in some."""
    doubt = Doubt(kind="row", message="没有放下", where="表三")
    return [report("青梧镇", requests={"granted": {"total": 9}}), report("白石镇", doubts=[doubt, doubt]), report("芦村镇", prose_of=5), report("石桥镇", prose_of=5),
                        report("青梧镇", 2022), report("白石镇", 2022), report("石桥镇", 2022, prose_of=5), report("云汀镇", 2022), report("云汀镇", 2021)]


def fill(made):
    save_reports(made, county())
    return made


@pytest.fixture(params=BOTH, scope="module")
def database(request, tmp_path_factory):
    """A database that is only read."""
    return fill(empty_database(request.param, tmp_path_factory.mktemp("wide"), "_wide"))


@pytest.fixture(params=BOTH)
def own(request, tmp_path):
    """A database that is written to."""
    return filled_database(request.param, tmp_path, fill)


def named(rows) -> list[str]:
    return [row.agency for row in rows]


def keys(frame: pandas.DataFrame) -> list[tuple]:
    return list(zip(frame["report_id"], frame["seq"])) if "seq" in frame else list(frame["report_id"])


def pages(question, *arguments, size=3, **named) -> list[tuple]:
    """The keys of all pages of a list, one behind the other."""
    found, offset = [], 0
    while len(page := question(*arguments, **named, limit=size, offset=offset)):
        found += keys(page)
        offset += size
    return found


LISTS = [(query_figure_list, {}), (query_finding_list, {}), (query_finding_list, {"verdicts": ("fail", "not_checkable")}), (query_finding_list, {"severities": ("warning",)}), (query_doubt_list, {})]


@pytest.mark.parametrize("question, named", LISTS)
def test_a_list_of_the_nation_holds_what_that_of_its_county_holds(database, question, named):
    for wide in WIDE:
        found = pages(question, database, wide, **named)
        assert sorted(found) == sorted(pages(question, database, NARROW, **named)) and len(found) == len(set(found)) > 0
        assert query_count(database, question, wide, **named) == query_count(database, question, NARROW, **named) == len(found)


def test_the_largest_figures_come_first_and_those_without_a_value_last(database):
    for one in (*WIDE, NARROW):
        values = query_figure_list(database, one, limit=500)["value"]
        assert list(values.dropna()) == sorted(values.dropna(), reverse=True) and not values.isna().any()


FINDINGS = [{}, {"severities": ("error",)}, {"checks": ("T3-2", "F-12")}, {"state": "open"}, {"verdict": "not_checkable"}, {"checks": ("T9-9",)}]


@pytest.mark.parametrize("named", FINDINGS)
def test_findings_lie_in_the_same_pages_however_they_are_counted(database, named):
    for wide in WIDE:
        found = pages(query_finding_rows, database, wide, **named)
        assert sorted(found) == sorted(pages(query_finding_rows, database, NARROW, **named)) and len(found) == len(set(found))
        assert query_finding_count(database, wide, **named) == query_finding_count(database, NARROW, **named) == len(found)
    severities = list(query_finding_rows(database, WIDE[0], limit=500)["severity"])
    assert severities == sorted(severities, key=["error", "warning", "information"].index)


def test_the_worst_reports_come_first_in_both(database):
    assert keys(query_attention(database, WIDE[0])) == keys(query_attention(database, NARROW)) == keys(query_attention(database, WIDE[1]))
    assert keys(query_agency_counts(database, WIDE[0])) == keys(query_agency_counts(database, NARROW))
    assert query_agency_count(database, WIDE[0]) == query_agency_count(database, WIDE[1]) == query_agency_count(database, NARROW) > 0
    assert query_agency_counts(database, NARROW)["errors"].iloc[0] > 0


def test_the_agencies_that_are_missing_are_counted_without_being_listed(database):
    for one in (*WIDE, NARROW):
        wide = Filter((), one.region)
        assert list(query_missing(database, 2023, wide)["agency"]) == ["云汀县云汀镇人民政府"] and query_missing_count(database, 2023, wide) == 1
        assert list(query_missing(database, 2021, wide, limit=2)["last_year"]) == [2023, 2023] and query_missing_count(database, 2021, wide) == 4


def test_like_pairs_are_counted_and_cut_off_in_the_database(database):
    for one in (*WIDE, NARROW, Filter((2023,), kinds=("town",)), Filter((2023,), "37", ("town", "department"))):
        others, own = query_copies(database, one, False), query_copies(database, one, True)
        assert {frozenset((r.agency[3:6], r.other_agency[3:6])) for r in others.itertuples()} == {frozenset(("青梧镇", "白石镇")), frozenset(("芦村镇", "石桥镇"))}
        assert sorted((r.agency[3:6], int(r.other_year)) for r in own.itertuples()) == [("白石镇", 2022), ("石桥镇", 2022), ("青梧镇", 2022)]
        assert query_copy_count(database, one, False) == len(others) == 1 + len(query_copies(database, one, False, limit=1))
        assert query_copy_count(database, one, True) == len(own) and query_sharing(database, one) == 4
        assert query_comparable(database, one) == {"reports": 4, "compared": 4, "with_last_year": 3}
    assert query_phrases(database)["unsketched"] == query_copy_count(database, Filter((2023,), "36")) == query_copy_count(database, Filter((2023,), kinds=("department",))) == 0
    newer, older = ({int(i) for i in query_copies(database, one, True)[side]} for one, side in ((WIDE[0], "report_id"), (WIDE[0], "other_id")))
    assert [query_copy_count(database, Filter(reports=tuple(ids)), True) for ids in (newer, older)] == [3, 0]


def test_a_pair_lies_where_its_reports_lie_also_when_they_move(own):
    moved = int(query_copies(own, NARROW)["report_id"].iloc[0])
    save_correction(own, moved, "agency", {}, {"name": "云溪县青梧镇人民政府", "kind": "town", "region": {"code": "360102001", "province": "江汀省"}})
    assert [query_copy_count(own, Filter((2023,), region)) for region in ("36", "37", "360102", "370322")] == [1, 2, 1, 2]
    assert [query_sharing(own, Filter((2023,), region)) for region in ("36", "37", "360102", "370322")] == [1, 3, 1, 3]


def test_what_stands_beside_the_year_before_follows_every_write(tmp_path):
    database, dice = empty_database("sqlite", tmp_path), random.Random(5)
    ids = []
    for n in range(30):
        if ids and dice.random() < 0.4:
            delete_report(database, ids.pop(dice.randrange(len(ids))), "王")
        else:
            outcome = save_reports(database, [report(dice.choice(TOWNS), dice.choice((2021, 2022, 2023)), prose_of=n)])[0]
            ids.append(outcome.report_id)
        with reading(database) as connection:
            assert check_summaries(connection) == [] and check_places(connection) == []
        narrow = [query_comparable(database, Filter((y,), "370322"))["with_last_year"] for y in (2022, 2023)]
        assert [query_comparable(database, Filter((y,)))["with_last_year"] for y in (2022, 2023)] == narrow


def test_follow_up_is_counted_in_the_database_and_listed_a_page_at_a_time(database):
    everyone = query_followup(database, 2023)
    counts = query_followup_counts(database, 2023)
    assert counts == {"both": len(everyone), "repeated": sum(map(bool, everyone["repeated"])), "broken": sum(map(bool, everyone["broken"]))} == {"both": 3, "repeated": 2, "broken": 2}
    assert pages(query_followup, database, 2023, size=2) == list(everyone["report_id"])
    for only in ("repeated", "broken"):
        found = query_followup(database, 2023, only=only)
        assert list(found["report_id"]) == [i for i, told in zip(everyone["report_id"], everyone[only]) if told] and all(found[only])
    assert query_followup(database, 2020).empty and list(query_followup(database, 2020)) == list(everyone)


GROUPS = [("a", 2), ("b", 0), ("c", 5), ("d", 1)]
PIECES = [  # limit, offset, what is asked
    (3, 0, [("a", 2, 0), ("c", 1, 0)]), (3, 2, [("c", 3, 0)]), (10, 0, [("a", 2, 0), ("c", 5, 0), ("d", 1, 0)]), (2, 6, [("c", 1, 4), ("d", 1, 0)]), (5, 8, []), (0, 0, [])]


@pytest.mark.parametrize("limit, offset, asked", PIECES)
def test_a_page_touches_only_its_groups(limit, offset, asked):
    assert pieces(GROUPS, limit, offset) == asked


def test_outliers_on_columns_are_those_of_the_check():
    dice = random.Random(1)
    rows, wanted = [], {}
    for group in range(300):
        values = [float(dice.choice((0, 0, 1, 5, dice.randrange(2000), dice.randrange(60)))) for _ in range(dice.randrange(3, 40))]
        rows += [(group, value, values[:i] + values[i + 1:]) for i, value in enumerate(values)]
    rows += [(group, float("nan"), []) for group in range(300)] + [(-1, 5000.0, [])]
    dice.shuffle(rows)
    for at, (_, value, others) in enumerate(rows):
        if len(others) >= FEWEST and abs(value - median(others)) >= LEAST and abs(score := robust_score(value, others)) > FAR:
            wanted[at] = median(others), round(score, 1), len(others)
    assert {at: tuple(told) for at, *told in _far(numpy.array([value for _, value, _ in rows]), numpy.array([group for group, *_ in rows]))} == wanted
    assert len(wanted) > 100 and _far(numpy.array([]), numpy.array([], "int64")) == []


def test_tables_add_up_alike_in_the_sums_and_in_the_reports(own):
    doubted = Doubt(kind="row", message="没有放下", where="表三", cells=[{"table": "requests", "row": "granted", "column": "total"}])
    county = Region(code="370322", province="江渚省", city="云州市", county="云汀县")
    above = make_report(2023, agency=Agency(name="云汀县人民政府", kind="government"), region=county)
    tax = make_report(2023, agency=Agency(name="国家税务总局云汀县税务局", kind="department"), region=county)
    save_reports(own, [handed_in(above, "own"), handed_in(tax, "tax"), report("云汀镇", doubts=[doubted], requests={"granted": {"total": 3}}),
                            report("老镇", editions=Editions(requests="2019"), requests={"received": {"total": ""}, "granted": {"natural_person": "/"}})])
    narrow = query_rollup(own, 2023, NARROW)
    assert len(narrow.members.reports) == 6 and narrow.tables["requests"].editions == {"2021": 5, "2019": 1} and narrow.tables["disclosed"].editions == {"2021": 5, None: 1}
    assert named(narrow.members.above) == ["云汀县人民政府"] and named(narrow.members.vertical) == ["国家税务总局云汀县税务局"]
    assert narrow.tables["requests"].cells["granted", "total"].doubted == 1
    for wide in WIDE:
        assert query_rollup(own, 2023, wide).tables == narrow.tables
        assert query_rollup(own, 2023, Filter(wide.years, wide.region, ("town",))).tables == query_rollup(own, 2023, Filter((2023,), "370322", ("town",))).tables
    for one in (*WIDE, NARROW):
        assert (query_holders(own, one).reports, query_holders(own, one).whole) == (1, tuple(row.report_id for row in narrow.members.above))


def numbers(dice: random.Random) -> dict:
    total, received = dice.choice([None, *range(5, 400, 13)]), dice.randrange(30)
    words = f"全镇主动公开政府信息{total}条"
    return {"texts": {"overview": words}, "figures": [("disclosed.total", total, words, {"unit": "条"})] if total else [], "requests": {"received": {"total": received}}}


@pytest.mark.parametrize("measure", ["disclosed_total", "requests_received", "requests_handled"])
def test_spreads_are_alike_in_the_index_and_in_the_reports(own, measure):
    dice = random.Random(7)
    for year in (2021, 2022, 2023):
        save_reports(own, [report(f"{n}号镇", year, **numbers(dice)) for n in range(dice.randrange(3, 9))])
    for years in ((), (2023,)):
        narrow = query_spread(own, Filter(years, "370322"), measure)
        assert narrow["n"].max() > 4
        for region in (None, "37"):
            pandas.testing.assert_frame_equal(query_spread(own, Filter(years, region), measure), narrow)
