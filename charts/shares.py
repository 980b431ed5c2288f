"""Parts of a whole: channels of a total, in shares and in numbers."""
import pandas as pd
import plotly.graph_objects as go

from charts.style import CHANNELS, GREY, Words, figure, ink, labelled, legend_room, rank_axis

ROW = 34
ROOM = 0.09  # a segment narrower than this share of the width carries no word


def draw_shares(frame: pd.DataFrame, words: Words = Words(), dark: bool = False) -> go.Figure:
    """Returns one 100% bar a report. Only reports whose parts make up their total belong here: the caller decides which.

    Columns: key, name, channel, value, share (0–1). Each wide segment names its channel and share. customdata: [key, channel]."""
    chart = figure(dark, height=56 + legend_room(frame["channel"].nunique()) + ROW * max(frame["key"].nunique(), 1), barmode="stack")
    for channel, part in frame.groupby("channel", sort=False):
        word = words.names.get(channel, channel)
        chart.add_bar(x=part["share"], y=part["key"], orientation="h", name=word, width=0.66, customdata=part[["key", "channel", "value"]].values.tolist(),
                      marker={"color": CHANNELS.get(channel, GREY), "line": {"color": ink(dark).paper, "width": 1}},
                      text=[f"{word} {s:.0%}" if s >= 2 * ROOM else (f"{s:.0%}" if s >= ROOM else "") for s in part["share"]],
                      textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none", textfont={"color": on(channel)},
                      hovertemplate=f"{word}: %{{customdata[2]:,}} {words.unit} · %{{x:.1%}}<extra></extra>")
    names = frame.drop_duplicates("key")
    chart.update_layout(showlegend=True, xaxis={"range": [0, 1], "tickformat": ".0%", "nticks": 5, "showgrid": False},
                        yaxis=rank_axis(list(names["key"]), list(names["name"])))
    return chart


def draw_channels(frame: pd.DataFrame, words: Words = Words(), dark: bool = False) -> go.Figure:
    """Returns each report's channels as stacked numbers; a channel outside the report's own total is hatched, and a stroke marks the total.

    Columns: key, name, channel, value (NaN is left out), outside (bool), total (float or NaN). customdata: [key, channel]."""
    names, totals = frame.drop_duplicates("key"), frame.drop_duplicates("key").dropna(subset=["total"])
    frame = frame[frame["value"].notna()]
    chart = figure(dark, height=56 + legend_room(frame["channel"].nunique() + 1) + ROW * max(frame["key"].nunique(), 1), barmode="stack")
    sums = frame.groupby("key")["value"].sum()
    most = max([1, *sums, *totals["total"]])
    for channel, part in frame.groupby("channel", sort=False):
        word = words.names.get(channel, channel)
        chart.add_bar(x=part["value"], y=part["key"], orientation="h", name=word, width=0.66, customdata=part[["key", "channel"]].values.tolist(),
                      marker={"color": CHANNELS.get(channel, GREY), "line": {"color": ink(dark).paper, "width": 1},
                              "pattern": {"shape": ["/" if o else "" for o in part["outside"]], "size": 6, "fillmode": "overlay", "fgcolor": ink(dark).paper, "fgopacity": 0.55}},
                      text=[f"{word} {labelled(v)}" if v / most >= 2 * ROOM else (labelled(v) if v / most >= ROOM else "") for v in part["value"]],
                      textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none", textfont={"color": on(channel)},
                      hovertemplate=f"{word}: %{{x:,}} {words.unit}<extra></extra>")
    chart.add_scatter(x=totals["total"], y=totals["key"], mode="markers", name=words.total, customdata=[[k, "total"] for k in totals["key"]],
                      marker={"symbol": "line-ns", "size": 30, "line": {"width": 3, "color": ink(dark).text}},
                      hovertemplate=f"{words.total}: %{{x:,}} {words.unit}<extra></extra>")
    chart.update_layout(showlegend=True, xaxis={"rangemode": "tozero", "nticks": 5},
                        yaxis=rank_axis(list(names["key"]), list(names["name"])))
    return chart


def on(channel: str) -> str:
    """Returns the colour of words that stand on a channel's colour."""
    return "#101418" if channel in ("weibo", "app", "video", "new_media", "wechat", "other") else "#FFFFFF"
