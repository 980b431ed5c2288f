"""The demonstration county raises exactly the findings that were planted, gives exactly the figures of county.toml, and leaves no doubt."""
import tomllib

import pytest
from sqlalchemy import text

from data.engine import engine, reading
from data.store import load_report
from loaders.ingest import ingest
from tests.samples import CHANNELS, SAMPLES, read_county

# slug_year: every finding that fails, with its severity
PLANTED = {
    "bailu_2025": ["P-11 error", "P-11 warning", "Y-2 information", "Y-2 warning"],
    "daping_2023": ["P-1 error"],
    "jiaoyu_2024": ["T4-1 error"],
    "kaifaqu_2023": ["F-1 error"],
    "liuwan_2023": ["T3-5 warning"],
    "nongye_2025": ["Y-1 error", "Y-1 warning"],
    "shiqiao_2024": ["T3-1 error", "T3-1 error"],
    "shuangtang_2024": ["Y-3 warning", "Y-3 warning"],
    "weijian_2024": ["P-12 error"],
    "yunling_2024": ["F-6 warning", "Y-3 warning", "Y-3 warning", "Y-4 warning"],
    "yunling_2025": ["F-3 error"],
    "zhuxi_2024": ["T2-3 error", "T2-3 error"],
    "zhuxi_2025": ["T2-1 warning"],
}
FACTS = {f'{agency["slug"]}_{year}': (agency, facts) for agency in read_county()["agency"] for year, facts in agency["years"].items()}


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('samples') / 'county.db'}"
    summary = ingest([SAMPLES / "county"], url)
    assert not summary.count("failed")
    with reading(engine(url)) as connection:
        ids = {name.split(".")[0]: i for i, name in connection.execute(text("SELECT id, source_name FROM report"))}
        found: dict[str, list] = {name: [] for name in ids}
        for report_id, check, severity in connection.execute(text("SELECT report_id, \"check\", severity FROM finding WHERE verdict = 'fail' ORDER BY 2, 3")):
            found[next(n for n, i in ids.items() if i == report_id)].append(f"{check} {severity}")
    return {name: (load_report(engine(url), i), found[name]) for name, i in ids.items()}


@pytest.mark.parametrize("name", sorted(FACTS))
def test_only_what_was_planted_is_found(name, county):
    report, found = county[name]
    assert found == PLANTED.get(name, []) and report.doubts == []


@pytest.mark.parametrize("name", sorted(FACTS))
def test_figures_are_those_of_the_county(name, county):
    agency, facts = FACTS[name]
    report, _ = county[name]
    assert report.agency.name == agency["name"] and report.year == int(name[-4:]) and report.agency.kind == agency["kind"]
    assert report.figure("disclosed.total").value == facts["total"]
    for channel in CHANNELS:
        figure = report.figure(f"disclosed.channel.{channel}")
        assert (figure and figure.value) == facts.get(channel), channel
    assert report.requests["received"]["total"] == sum(facts.get("received", []))
    assert len(report.problems) == len(agency["problems"][name[-4:]]) and len(report.measures) == len(agency["measures"][name[-4:]])


def test_every_planted_fault_is_said_in_the_county_s_file():
    said = {f'{agency["slug"]}_{year}' for agency in read_county()["agency"] for year in agency.get("fault", {})}
    assert set(PLANTED) <= said and tomllib.loads((SAMPLES / "county.toml").read_text(encoding="utf-8"))["county"] == "青禾县"
