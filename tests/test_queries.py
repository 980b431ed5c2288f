"""The named questions: what is counted says of how many, missing is never 0, and a filter means the same everywhere."""
import pandas
import pytest

from data import queries
from data.filters import Filter, region_number, region_prefix, region_range
from data.store import save_reports
from report.model import Agency, Region
from tests.databases import BOTH, empty_database
from tests.reports import handed_in, make_report

TOWN, STREET, BUREAU = (
    dict(agency=Agency(name="三单乡", kind="township"), region=Region(code="370322200", province="山东省", city="淄博市", county="高青县", township="三单乡")),
    dict(agency=Agency(name="芦湖街道办事处", kind="subdistrict"), region=Region(code="370322002", province="山东省", city="淄博市", county="高青县", township="芦湖街道")),
    dict(agency=Agency(name="张店区教育局", kind="department"), region=Region(code="370303", province="山东省", city="淄博市", county="张店区")))


@pytest.fixture(scope="module", params=BOTH)
def database(request, tmp_path_factory):
    made = empty_database(request.param, tmp_path_factory.mktemp("queries"))
    silent = {"overview": "没有数字。"}
    save_reports(made, [handed_in(r) for r in (
        make_report(year=2022, **TOWN), make_report(year=2022, title="新版", **TOWN), make_report(year=2023, **TOWN),
        make_report(year=2023, **STREET), make_report(year=2022, texts=silent, requests={}, **BUREAU),
        make_report(year=None, title="无年度", **BUREAU), make_report(year=2023, agency=None, region=None))])
    return made


FILTERS = [  # what is chosen, the years and kinds of the reports that fit
    (Filter(), 6), (Filter(years=(2022,)), 2), (Filter(years=(2022, 2023)), 5), (Filter(region="37"), 5), (Filter(region="3703"), 5),
    (Filter(region="370322"), 3), (Filter(region="370322002"), 1), (Filter(region="370303"), 2), (Filter(region="11"), 0),
    (Filter(kinds=("township", "subdistrict")), 3), (Filter(years=(2023,), region="370322", kinds=("township",)), 1)]


@pytest.mark.parametrize("filter, reports", FILTERS)
def test_filters(database, filter, reports):
    assert len(queries.query_volumes(database, filter)) == reports


def test_filter_by_agency(database):
    agencies = queries.query_agencies(database).set_index("agency")
    assert len(queries.query_volumes(database, Filter(agencies=(int(agencies.loc["三单乡", "agency_id"]),)))) == 2
    assert agencies.loc["三单乡", ["reports", "first_year", "last_year"]].tolist() == [2, 2022, 2023]


def test_coverage_counts_what_is_given(database):
    coverage = queries.query_coverage(database, Filter(years=(2022, 2023))).set_index("year")
    assert coverage[["reports", "n_disclosed_total", "n_channel_website", "n_channel_video", "n_requests_received"]].values.tolist() == [
        [2, 1, 1, 0, 1], [3, 3, 3, 0, 3]]


def test_sums_leave_out_what_is_missing_and_say_so(database):
    years = queries.query_volumes_by_year(database).set_index("year")
    assert years["disclosed_total"].tolist() == [120, 360] and years["n_disclosed_total"].tolist() == [1, 3]
    assert years["channel_video"].isna().all()  # nobody gives it: not 0


def test_volumes_put_the_missing_last(database):
    volumes = queries.query_volumes(database, Filter(years=(2022,)))
    assert volumes["disclosed_total"].isna().tolist() == [False, True] and volumes["agency"].tolist() == ["三单乡", "张店区教育局"]


def test_missing_agencies_of_a_year(database):
    assert queries.query_missing(database, 2023)["agency"].tolist() == ["张店区教育局"]
    assert queries.query_missing(database, 2022)["agency"].tolist() == ["芦湖街道办事处"]


def test_figures_bring_their_words(database):
    figures = queries.query_channels(database, Filter(region="370322002"))
    assert figures[["channel", "value", "percent", "words", "disclosed_total"]].values.tolist() == [
        ["website", 80, 66.7, "政府网站80条，占66.7%", 120], ["wechat", 40, 33.3, "政务微信40条，占33.3%", 120]]


def test_themes_count_reports_and_clauses(database):
    themes = queries.query_themes(database, Filter(years=(2023,)))
    assert themes.set_index("theme")[["clauses", "reports"]].to_dict("index") == {
        "timeliness": {"clauses": 3, "reports": 3}, "interpretation": {"clauses": 3, "reports": 3}}
    clause = queries.query_clauses(database, Filter(region="370322002"), "interpretation")
    assert clause["text"].tolist() == ["解读文章的形式比较单一"]


def test_attention_lists_what_has_no_year_or_agency_first(database):
    shown = queries.query_attention(database)
    assert shown[["no_agency", "no_year"]].values.tolist() == [[True, False], [False, True]]


def test_report_header_and_versions(database):
    newest = queries.query_volumes(database, Filter(years=(2022,), region="370322200"))
    header = queries.query_report(database, int(newest["report_id"][0]))
    assert header[["title", "version", "county"]].values.tolist() == [["新版", 2, "高青县"]]
    assert queries.query_report(database, 10**6).empty
    assert queries.query_years(database) == [2023, 2022]
    assert queries.query_newest(database, 1)["agency"].isna().tolist() == [True]  # the last to come in names no agency


def test_frames_keep_their_types_when_empty(database):
    full, empty = queries.query_volumes(database), queries.query_volumes(database, Filter(region="11"))
    assert full.dtypes.to_dict() == empty.dtypes.to_dict()
    assert {str(full[c].dtype) for c in ("disclosed_total", "year", "is_demo", "agency")} == {"float64", "Int64", "boolean", "str"}


CODES = [("370322002", 370322002000, "370322002"), ("370303", 370303000000, "370303"), ("370300", 370300000000, "3703"), ("370000", 370000000000, "37")]


@pytest.mark.parametrize("code, number, prefix", CODES)
def test_region_codes(code, number, prefix):
    assert region_number(code) == number and region_prefix(number) == prefix
    first, last = region_range(prefix)
    assert first <= number <= last


def test_no_code_is_no_number():
    assert region_number(None) is None


@pytest.mark.parametrize("zone, hour", [("", 8), ("Asia/Shanghai", 8), ("UTC", 0), ("Asia/Urumqi", 6)])
def test_times_are_those_of_the_office(monkeypatch, zone, hour):
    from datetime import datetime

    from data.filters import local_times

    monkeypatch.setenv("DISCLOSURE_TIMEZONE", zone)
    shown = pandas.Series(local_times([datetime(2026, 1, 31), None]))
    assert shown[0] == pandas.Timestamp(2026, 1, 31, hour) and pandas.isna(shown[1])


@pytest.mark.parametrize("zone, day", [("", "2026-02-01"), ("Asia/Shanghai", "2026-02-01"), ("UTC", "2026-01-31"), ("America/Lima", "2026-01-31")])
def test_today_is_the_day_of_the_office_wherever_the_server_stands(monkeypatch, zone, day):
    from datetime import datetime, timezone

    from data import filters

    class Evening(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 1, 31, 20, 30, tzinfo=timezone.utc).astimezone(tz)

    monkeypatch.setenv("DISCLOSURE_TIMEZONE", zone)
    monkeypatch.setattr(filters, "datetime", Evening)
    assert filters.office_day().isoformat() == day
