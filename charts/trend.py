"""Numbers over the years, with gaps where nothing was reported."""
import pandas as pd
import plotly.graph_objects as go

from charts.style import DASHES, SERIES, SYMBOLS, Words, figure, ink, labelled

MOST = 8  # lines a person can tell apart
CLOSE, FOOT = 0.08, 0.1  # of the largest number: marks so near each other have no room for every label, and one so low none for a label under it


def draw_trend(frame: pd.DataFrame, words: Words = Words(), dark: bool = False, height: int = 320) -> go.Figure:
    """Returns one line an agency over a category axis of years; a year without a number is a gap, never a zero.

    Columns: key, name, year (int), value (float or NaN). Lines differ by colour, dash and mark. customdata: [key, year]."""
    years = list(range(int(frame["year"].min()), int(frame["year"].max()) + 1)) if len(frame) else []
    lines = [(key, line["name"].iloc[0], line.drop_duplicates("year").set_index("year")["value"].reindex(years)) for key, line in list(frame.groupby("key", sort=False))[:MOST]]
    data, places = [], label_places([list(values) for *_, values in lines])
    for i, (key, name, values) in enumerate(lines):
        told = ["" if pd.isna(v) else labelled(v) for v in values]
        data.append(go.Scatter(
            x=[str(y) for y in years], y=[None if pd.isna(v) else v for v in values], name=name, mode="lines+markers+text", connectgaps=False,
            text=[said if place else "" for said, place in zip(told, places[i])], textposition=[place or "top center" for place in places[i]], hovertext=told, textfont={"size": 11}, cliponaxis=False,
            line={"color": SERIES[i % 8], "width": 2, "dash": DASHES[i % 8]}, marker={"symbol": SYMBOLS[i % 8], "size": 8},
            customdata=[[key, str(y)] for y in years], hovertemplate=f"{name} %{{x}}: %{{hovertext}} {words.unit}<extra></extra>"))
    return figure(dark, height, data, showlegend=True, yaxis={"rangemode": "tozero", "nticks": 5},
                  xaxis={"type": "category", "categoryorder": "array", "categoryarray": [str(y) for y in years]})


def label_places(lines: list[list[float]]) -> list[list[str]]:
    """Returns where each number of each line is written: above its mark; of marks close to each other only the highest above and the lowest below it, "" for the others."""
    most = max((v for line in lines for v in line if v == v), default=0)
    places = [["top center" if v == v else "" for v in line] for line in lines]
    for at in range(len(lines[0]) if lines else 0):
        heights = sorted((line[at], i) for i, line in enumerate(lines) if line[at] == line[at])
        group: list[tuple[float, int]] = []
        for one in [*heights, (float("inf"), -1)]:
            if group and one[0] - group[-1][0] >= CLOSE * most:
                for _, i in group[:-1]:
                    places[i][at] = ""
                if len(group) > 1 and group[0][0] > FOOT * most:
                    places[group[0][1]][at] = "bottom center"
                group = []
            group.append(one)
    return places


def draw_years(frame: pd.DataFrame, words: Words = Words(), dark: bool = False, height: int = 260) -> go.Figure:
    """Returns the median of each year as a labelled mark in a band from the lower to the upper quartile.

    Columns: year, median, low, high, reported, agencies (n of N, written under the year). customdata: [year]."""
    colours, years = ink(dark), [str(y) for y in frame["year"]]
    data = [
        go.Bar(x=years, y=list(frame["high"] - frame["low"]), base=list(frame["low"]), width=0.42, marker={"color": colours.scale[1]},
               customdata=[[y] for y in years], hovertext=[f"{labelled(a)}–{labelled(b)}" for a, b in zip(frame["low"], frame["high"])],
               hovertemplate="%{x}: %{hovertext} " + words.unit + "<extra></extra>"),
        go.Scatter(x=years, y=list(frame["median"]), mode="lines+markers+text", line={"color": colours.bar, "width": 1.5, "dash": "dot"},
                   marker={"color": colours.bar, "size": 9, "symbol": "diamond"}, text=[labelled(v) for v in frame["median"]],
                   textposition="top center", textfont={"size": 13}, cliponaxis=False, customdata=[[y] for y in years],
                   hovertemplate="%{x}: " + words.median + " %{y:,} " + words.unit + "<extra></extra>")]
    under = [f"{y}<br>{n:,}/{of:,}" if of < 1000 else f"{y}<br>{n:,}<br>/{of:,}" for y, n, of in zip(years, frame["reported"], frame["agencies"])]
    return figure(dark, height, data, yaxis={"rangemode": "tozero", "nticks": 5},
                  xaxis={"type": "category", "tickmode": "array", "tickvals": years, "ticktext": under, "showgrid": False})


def mark_breaks(chart: go.Figure, breaks: dict[int, str], dark: bool = False) -> go.Figure:
    """Returns the chart of years with a dashed, labelled line before each year from which the numbers are counted otherwise;
    a break is drawn only between two years that are shown."""
    years, colours = [int(y) for y in (chart.layout.xaxis.categoryarray or chart.layout.xaxis.tickvals or ())], ink(dark)
    for first, words in breaks.items():
        at = sum(y < first for y in years)
        if 0 < at < len(years):
            chart.add_shape(type="line", xref="x", yref="paper", x0=at - 0.5, x1=at - 0.5, y0=0, y1=1, line={"color": colours.soft, "width": 1, "dash": "dash"})
            chart.add_annotation(xref="x", yref="paper", x=at - 0.5, y=1, yanchor="top", xanchor="left", xshift=4, align="left",
                                 text=words.replace("，", "，<br>").replace("; ", ";<br>"), showarrow=False, font={"size": 11, "color": colours.soft})
    return chart
