"""The headline measures of a report: which printed number each is taken from, in order of preference; and how its channels stand to its total."""
from collections.abc import Callable
from functools import cache

from report.checks.outliers import COMPARED
from report.form import read_forms
from report.model import AnnualReport, Number
from report.shares import Part, divide

Place = Callable[[AnnualReport], Number | None]


def prose(measure: str) -> Place:
    """The first figure of the prose with that measure that has a value."""
    return lambda report: next((f.value for f in report.figures if f.measure == measure and f.value is not None), None)


def table3(row: str) -> Place:
    """The total column of that row of table 3."""
    return lambda report: report.requests.get(row, {}).get("total")


def sheet(measure: str) -> Place:
    """The line of the statistics sheet (before 2019) that says the same; never the cumulative number."""
    return lambda report: next((s.value for s in report.statistics if s.key and sheet_measures().get(s.key) == measure and s.value is not None), None)


@cache
def sheet_measures() -> dict[str, str]:
    """Returns the lines of the statistics sheet that are a measure of the prose too: key -> measure."""
    return {line["key"]: line["measure"] for line in read_forms("statistics") if line["measure"]}


HEADLINES: dict[str, tuple[Place, ...]] = {
    "disclosed_total": (prose("disclosed.total"), sheet("disclosed.total")),
    "channel_website": (prose("disclosed.channel.website"), sheet("disclosed.channel.website")),
    "channel_wechat": (prose("disclosed.channel.wechat"), sheet("disclosed.channel.wechat")),
    "channel_weibo": (prose("disclosed.channel.weibo"), sheet("disclosed.channel.weibo")),
    "channel_video": (prose("disclosed.channel.video"),),
    "channel_app": (prose("disclosed.channel.app"),),
    "channel_news": (prose("disclosed.channel.news"),),
    "channel_bulletin": (prose("disclosed.channel.bulletin"), sheet("disclosed.channel.bulletin")),
    "channel_new_media": (prose("disclosed.channel.new_media"),),
    "channel_other": (prose("disclosed.channel.other"), sheet("disclosed.channel.other")),
    "requests_received": (table3("received"), prose("requests.received"), sheet("requests.received")),
    "requests_carried_in": (table3("carried_in"), prose("requests.carried_in")),
    "requests_handled": (table3("handled"), prose("requests.handled"), sheet("requests.handled")),
    "requests_carried_out": (table3("carried_out"), prose("requests.carried_out")),
}


def find_headlines(report: AnnualReport) -> dict[str, Number | str | bool | None]:
    """Returns every headline column with the number as printed, None where the report gives none; the cells that are compared with those of like agencies, None
    also where one is in doubt; and what says how the channels stand to the total."""
    found = {name: next((v for v in (place(report) for place in places) if v is not None), None) for name, places in HEADLINES.items()}
    figure = report.figure("disclosed.total")
    approximate = bool(figure and figure.approximate)
    channels = [Part(f.measure, f.value, f.within_total, f.approximate) for f in report.figures if f.measure.startswith("disclosed.channel.")]
    division = divide(found["disclosed_total"], approximate, channels)
    doubted = {(cell.table, cell.row, cell.column) for doubt in report.doubts for cell in doubt.cells}
    compared = {f"compared_{name}": None if place in doubted else getattr(report, place[0]).get(place[1], {}).get(place[2]) for name, place in COMPARED.items()}
    return {**found, **compared, "disclosed_total_approximate": approximate, "division": division.state, "outside_total": bool(division.outside)}
