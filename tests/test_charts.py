"""Charts: what each mark shows, what it carries for a click, and that nothing missing is drawn as a zero."""
import math

import pandas as pd
import pytest

from charts.heat import draw_heat, draw_themes
from charts.multiples import draw_multiples
from charts.ranking import draw_ranking
from charts.shares import draw_channels, draw_shares
from charts.style import DARK, LIGHT, Words, broken, labelled, row_height
from charts.trend import draw_trend, draw_years

WORDS = Words(blank="未报告", doubt="未识别", unit="条", median="中位数", about="约 {value}", total="总数",
              names={"website": "政府网站", "wechat": "政务微信", "timeliness": "公开时效", "quality": "内容质量"})


def ranking():
    return pd.DataFrame({"key": ["1", "2", "3", "4"], "name": ["青梧镇", "白石乡", "云汀县教育局", "南渡街道"], "value": [1660.0, 0.0, math.nan, math.nan],
                         "state": ["number", "number", "blank", "doubt"], "approximate": [True, False, False, False]})


def test_a_zero_is_a_bar_labelled_0_and_a_missing_number_is_no_bar():
    bars, blank, doubt = draw_ranking(ranking(), WORDS).data
    assert list(bars.y) == ["1", "2"] and list(bars.text) == ["约 1,660", "0"]
    assert list(blank.y) == ["3"] and list(blank.text) == [" 未报告"]
    assert list(doubt.y) == ["4"] and list(doubt.text) == [" 未识别"]
    assert blank.marker.symbol != doubt.marker.symbol


def test_marks_carry_the_ids_that_a_click_returns():
    assert [list(c) for c in draw_ranking(ranking(), WORDS).data[0].customdata] == [["1"], ["2"]]


def test_two_agencies_of_one_name_stay_two_bars():
    frame = ranking().assign(name="城关镇")
    axis = draw_ranking(frame, WORDS).layout.yaxis
    assert list(axis.tickvals) == ["1", "2", "3", "4"] and set(axis.ticktext) == {"城关镇"} and axis.type == "category"


def test_the_median_is_a_labelled_line():
    chart = draw_ranking(ranking(), WORDS, median=830)
    assert chart.layout.shapes[0].x0 == 830 and chart.layout.annotations[0].text == "中位数 830"


def test_a_year_without_a_number_is_a_gap():
    frame = pd.DataFrame({"key": ["1"] * 3, "name": ["青梧镇"] * 3, "year": [2020, 2022, 2023], "value": [80.0, math.nan, 95.0]})
    line = draw_trend(frame, WORDS).data[0]
    assert list(line.x) == ["2020", "2021", "2022", "2023"] and list(line.y) == [80.0, None, None, 95.0] and line.connectgaps is False
    assert list(line.customdata[3]) == ["1", "2023"]


def test_lines_differ_by_more_than_colour():
    frame = pd.DataFrame([(str(i), f"机构{i}", y, 10.0 * i) for i in range(8) for y in (2022, 2023)], columns=["key", "name", "year", "value"])
    lines = draw_trend(frame, WORDS).data
    assert len({line.marker.symbol for line in lines}) == 8 and len({line.line.dash for line in lines}) >= 6


def test_rows_of_the_heat_map_keep_their_height_under_long_names_of_themes():
    frame = pd.DataFrame({"key": ["1"], "name": ["甲镇"], "theme": ["x"], "count": [1], "state": ["number"]})
    heights = [draw_heat(frame, ["x"], Words(names={"x": name})).layout.height for name in ("公开时效", "Institutions and coordination")]
    assert heights == [156, 211]


def test_numbers_of_lines_that_lie_close_are_not_written_over_each_other():
    frame = pd.DataFrame([("1", "甲", 2022, 1000.0), ("2", "乙", 2022, 980.0), ("3", "丙", 2022, 960.0), ("1", "甲", 2023, 900.0), ("2", "乙", 2023, 20.0), ("3", "丙", 2023, 10.0)],
                         columns=["key", "name", "year", "value"])
    first, second, third = draw_trend(frame, WORDS).data
    assert [list(line.text) for line in (first, second, third)] == [["1,000", "900"], ["", "20"], ["960", ""]]
    assert first.textposition[0] == "top center" and third.textposition[0] == "bottom center"
    assert list(second.hovertext) == ["980", "20"]  # on hovering each number is told


def test_years_say_n_of_n():
    frame = pd.DataFrame({"year": [2022, 2023], "median": [100.0, 120.0], "low": [50.0, 60.0], "high": [180.0, 200.0], "reported": [9, 11], "agencies": [12, 12]})
    chart = draw_years(frame, WORDS)
    assert list(chart.layout.xaxis.ticktext) == ["2022<br>9/12", "2023<br>11/12"]
    assert list(chart.data[0].base) == [50.0, 60.0] and list(chart.data[0].y) == [130.0, 140.0] and list(chart.data[1].text) == ["100", "120"]


def channels():
    return pd.DataFrame({"key": ["1", "1", "2"], "name": ["芦荡街道", "芦荡街道", "朝阳路街道"], "channel": ["website", "wechat", "wechat"],
                         "value": [138.0, 379.0, 625.0], "share": [138 / 517, 379 / 517, math.nan], "outside": [False, False, True], "total": [517.0, 517.0, 45.0]})


def test_shares_are_named_in_their_segments():
    chart = draw_shares(channels().dropna(subset=["share"]), WORDS)
    assert {t for bar in chart.data for t in bar.text} == {"政府网站 27%", "政务微信 73%"}
    assert sum(x for bar in chart.data for x in bar.x) == pytest.approx(1)


def test_a_channel_outside_the_total_is_hatched_and_the_total_marked():
    website, wechat, total = draw_channels(channels(), WORDS).data
    assert list(website.marker.pattern.shape) == [""] and list(wechat.marker.pattern.shape) == ["", "/"]
    assert list(total.x) == [517.0, 45.0] and total.name == "总数"
    assert list(wechat.customdata[1])[:2] == ["2", "wechat"]


def test_a_channel_without_a_number_is_not_drawn():
    frame = channels().assign(value=[138.0, math.nan, 625.0])
    assert [list(bar.x) for bar in draw_channels(frame, WORDS).data[:2]] == [[138.0], [625.0]]


def test_heat_map_tells_no_section_from_nothing_recognised_from_not_named():
    frame = pd.DataFrame({"key": ["1", "1", "2", "3"], "name": ["甲镇", "甲镇", "乙镇", "丙镇"], "theme": ["timeliness", "quality", None, None],
                          "count": [2, 1, 0, 0], "state": ["number", "number", "blank", "doubt"]})
    heat, marks = draw_heat(frame, ["timeliness", "quality", "records"], WORDS).data
    assert [list(row) for row in heat.z] == [[2, 1, 0], [None] * 3, [None] * 3]
    assert list(marks.text) == ["2", "1", "", "·", "·", "·", "?", "?", "?"]
    assert list(marks.customdata[1]) == ["1", "quality"]


def test_themes_are_ranked_with_their_names():
    chart = draw_themes(pd.DataFrame({"theme": ["timeliness", "quality"], "agencies": [7, 3]}), WORDS)
    assert list(chart.data[0].text) == ["7", "3"] and list(chart.layout.yaxis.ticktext) == ["公开时效", "内容质量"]


EMPTY = [(draw_ranking, ["key", "name", "value", "state"]), (draw_trend, ["key", "name", "year", "value"]), (draw_shares, ["key", "name", "channel", "value", "share"]),
         (draw_channels, ["key", "name", "channel", "value", "outside", "total"]), (draw_themes, ["theme", "agencies"])]


@pytest.mark.parametrize("draw, columns", EMPTY, ids=lambda v: getattr(v, "__name__", ""))
def test_an_empty_frame_is_an_empty_chart(draw, columns):
    assert draw(pd.DataFrame(columns=columns), WORDS).layout.height > 0


@pytest.mark.parametrize("dark, colours", [(False, LIGHT), (True, DARK)])
def test_the_look_is_set_on_the_figure(dark, colours):
    layout = draw_ranking(ranking(), WORDS, dark).layout.template.layout
    assert layout.paper_bgcolor == colours.paper and layout.font.color == colours.text and "Noto Sans CJK SC" in layout.font.family


@pytest.mark.parametrize("value, text", [(1660.0, "1,660"), (0.0, "0"), (1.5, "1.5"), (167.5, "167.5"), (1397000.0, "1,397,000")])
def test_labels(value, text):
    assert labelled(value) == text


def test_long_names_stand_on_two_lines():
    assert broken("云汀县综合行政执法局（县城市管理局、县园林绿化中心）").count("<br>") == 1
    assert broken("Institutions and coordination of the county") == "Institutions and<br>coordination of the county"
    assert broken("青梧镇人民政府") == "青梧镇人民政府"
    assert broken("12. 云汀县经济开发区管理委员会") == "12. 云汀县经济开发区管理委员会"  # the number does not stand alone on a line
    assert [len(line) for line in broken("9. 云汀县国有自然资源资产与不动产登记管理和城乡规划建设以及地质灾害防治综合服务中心局").split("<br>")] == [14, 15, 15]  # never a fourth line
    assert row_height(["青梧镇人民政府"], 30) == 30 < row_height(["云汀县综合行政执法局（县城市管理局、县园林绿化中心）"], 30) == 36


def test_a_break_in_the_series_is_marked_between_the_years_it_parts():
    from charts.trend import draw_years, mark_breaks
    from report import form

    frame = pd.DataFrame({"year": [2017, 2018, 2020], "median": [3.0, 4.0, 9.0], "low": [2.0, 3.0, 8.0], "high": [4.0, 5.0, 9.0], "reported": [2, 2, 2], "agencies": [3, 3, 3]})
    why = {year: line["english"] for year, line in form.breaks("disclosed.channel.website").items()}
    chart = mark_breaks(draw_years(frame), why)
    assert [(s.x0, s.x1) for s in chart.layout.shapes] == [(1.5, 1.5)]
    assert [a.text for a in chart.layout.annotations] == ["New form from 2019;<br>before, as the statistics sheet counts"]
    assert not mark_breaks(draw_years(frame[frame["year"] > 2018]), why).layout.shapes
    assert form.breaks("requests.received") == {}


def test_a_long_name_stands_over_its_bar_in_lines_that_a_telephone_shows():
    long = "云汀县自然资源和规划暨林业草原与地质灾害综合防治及不动产登记服务管理委员会办公室"
    bars = pd.DataFrame([{"key": k, "name": n, "channel": "website", "value": 5.0, "share": 1.0} for k, n in (("1", long), ("2", "云汀县教育局"))])
    chart, short = draw_shares(bars), draw_shares(bars.assign(name="云汀县教育局"))
    assert [a.text.count("<br>") for a in chart.layout.annotations] == [1, 0] and chart.layout.annotations[0].text.replace("<br>", "") == long
    assert chart.layout.height > short.layout.height and chart.data[0].width < short.data[0].width  # the bar keeps its pixels


BESIDE = [(100, None, "top center"), (100, 90, "top center"), (100, 120, "bottom center"), (100, 190, "top center"), (10, 30, "top center"), (None, 30, "top center")]


@pytest.mark.parametrize("value, median, place", BESIDE, ids=[f"{v}-{m}" for v, m, _ in BESIDE])
def test_the_line_of_the_median_crosses_no_number(value, median, place):
    frame = pd.DataFrame({"key": ["a", "a"], "year": [2024, 2025], "value": [200, value], "state": "number", "median": [float("nan"), float("nan") if median is None else median]})
    lines = draw_multiples(frame, [2024, 2025])["a"].data
    assert next(line for line in lines if line.text is not None).textposition[1] == place
