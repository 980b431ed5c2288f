"""Numbers over the years, with gaps where nothing was reported."""
import pandas as pd
import plotly.graph_objects as go

from charts.style import DASHES, SERIES, SYMBOLS, Words, figure, ink, labelled

MOST = 8  # lines a person can tell apart


def draw_trend(frame: pd.DataFrame, words: Words = Words(), dark: bool = False, height: int = 320) -> go.Figure:
    """Returns one line an agency over a category axis of years; a year without a number is a gap, never a zero.

    Columns: key, name, year (int), value (float or NaN). The last number of each line carries the agency's name. customdata: [key, year]."""
    chart = figure(dark, height)
    years = list(range(int(frame["year"].min()), int(frame["year"].max()) + 1)) if len(frame) else []
    for i, (key, line) in enumerate(list(frame.groupby("key", sort=False))[:MOST]):
        name, line = line["name"].iloc[0], line.drop_duplicates("year").set_index("year")["value"].reindex(years)
        chart.add_scatter(x=[str(y) for y in years], y=[None if pd.isna(v) else v for v in line], name=name, mode="lines+markers+text", connectgaps=False,
                          text=["" if pd.isna(v) else labelled(v) for v in line], textposition="top center", textfont={"size": 11},
                          line={"color": SERIES[i % 8], "width": 2, "dash": DASHES[i % 8]}, cliponaxis=False,
                          marker={"symbol": SYMBOLS[i % 8], "size": 8}, customdata=[[key, y] for y in years],
                          hovertemplate=f"{name} %{{x}}: %{{text}} {words.unit}<extra></extra>")
    chart.update_layout(showlegend=True, xaxis={"type": "category", "categoryorder": "array", "categoryarray": [str(y) for y in years]},
                        yaxis={"rangemode": "tozero", "nticks": 5})
    return chart


def draw_years(frame: pd.DataFrame, words: Words = Words(), dark: bool = False, height: int = 260) -> go.Figure:
    """Returns the median of each year as a labelled stroke in a bar from the lower to the upper quartile.

    Columns: year, median, low, high, reported, agencies (n of N, written under the year). customdata: [year]."""
    colours, years = ink(dark), frame["year"].astype(str)
    chart = figure(dark, height)
    chart.add_bar(x=years, y=frame["high"] - frame["low"], base=frame["low"], width=0.42, marker={"color": colours.scale[1]},
                  customdata=[[y] for y in years], hovertext=[f"{labelled(a)}–{labelled(b)}" for a, b in zip(frame["low"], frame["high"])],
                  hovertemplate="%{x}: %{hovertext} " + words.unit + "<extra></extra>")
    chart.add_scatter(x=years, y=frame["median"], mode="lines+markers+text", line={"color": colours.bar, "width": 1.5, "dash": "dot"},
                      marker={"color": colours.bar, "size": 9, "symbol": "diamond"}, text=[labelled(v) for v in frame["median"]],
                      textposition="top center", textfont={"size": 13}, cliponaxis=False, customdata=[[y] for y in years],
                      hovertemplate="%{x}: " + words.median + " %{y:,} " + words.unit + "<extra></extra>")
    chart.update_layout(xaxis={"type": "category", "tickmode": "array", "tickvals": years, "showgrid": False,
                               "ticktext": [f"{y}<br>{n}/{of}" for y, n, of in zip(years, frame["reported"], frame["agencies"])]},
                        yaxis={"rangemode": "tozero", "nticks": 5})
    return chart
