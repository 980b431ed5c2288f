"""Parts of a whole: channels of a total, in shares and in numbers."""
import pandas as pd
import plotly.graph_objects as go

from charts.style import CHANNELS, GREY, Words, broken, figure, ink, labelled, legend_room, rank_axis

ROW = 48  # pixels a report: its name, and its bar below
BAR = 22  # of them the bar
LINE = 16  # pixels each further line of a name
WIDEST = 56  # of a name in one line, so that a telephone shows it
ROOM = 0.09  # a segment narrower than this share of the width carries no number; twice that, no word
DARK_WORDS = ("weibo", "app", "video", "new_media", "wechat", "other")  # channels whose colour is too light for white words


def draw_shares(frame: pd.DataFrame, words: Words = Words(), dark: bool = False) -> go.Figure:
    """Returns one 100% bar a report. Only reports whose parts make up their total belong here: the caller decides which.

    Columns: key, name, channel, value, share (0–1). Each wide segment names its channel and share. customdata: [key, channel, value]."""
    data = []
    for channel, part in frame.groupby("channel", sort=False):
        word = words.names.get(channel, channel)
        data.append(segment(channel, word, part, part["share"], [f"{s:.0%}" for s in part["share"]], list(part["share"]), dark)
                    .update(hovertemplate=f"{word}: %{{customdata[2]:,}} {words.unit} · %{{x:.1%}}<extra></extra>"))
    names = frame.drop_duplicates("key")
    return stacked(names, data, dark, {"range": [0, 1], "tickformat": ".0%", "nticks": 5, "showgrid": False})


def draw_channels(frame: pd.DataFrame, words: Words = Words(), dark: bool = False) -> go.Figure:
    """Returns each report's channels as stacked numbers; a channel outside the report's own total is hatched, and a stroke marks the total.

    Columns: key, name, channel, value (NaN is left out), outside (bool), total (float or NaN). customdata: [key, channel, value]."""
    names = frame.drop_duplicates("key")
    totals = names.dropna(subset=["total"])
    frame = frame[frame["value"].notna()]
    sums = frame.groupby("key")["value"].sum()
    most, data = max([1, *sums, *totals["total"]]), []
    for channel, part in frame.groupby("channel", sort=False):
        word = words.names.get(channel, channel)
        hatch = {"shape": ["/" if o else "" for o in part["outside"]], "size": 6, "fillmode": "overlay", "fgcolor": ink(dark).paper, "fgopacity": 0.4}
        data.append(segment(channel, word, part, part["value"], [labelled(v) for v in part["value"]], list(part["value"] / most), dark)
                    .update(hovertemplate=f"{word}: %{{x:,}} {words.unit}<extra></extra>", marker={"pattern": hatch}))
    data.append(go.Scatter(x=list(totals["total"]), y=list(totals["key"]), mode="markers", name=words.total, customdata=[[k, "total"] for k in totals["key"]],
                           marker={"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": ink(dark).text}},
                           hovertemplate=f"{words.total}: %{{x:,}} {words.unit}<extra></extra>"))
    return stacked(names, data, dark, {"rangemode": "tozero", "nticks": 5})


def stacked(names: pd.DataFrame, data: list, dark: bool, axis: dict) -> go.Figure:
    """Returns stacked bars with each report's name above its bar, so that a narrow screen leaves the bars their width."""
    places = range(len(names) - 1, -1, -1)  # by place: an id would be taken for one
    written = [broken(name, WIDEST) for name in names["name"]]
    lines = max([1, *(name.count("<br>") + 1 for name in written)])
    row = ROW + LINE * (lines - 1)
    data = [trace.update(width=BAR / row) if trace.type == "bar" else trace for trace in data]
    titles = [{"xref": "paper", "yref": "y", "x": 0, "y": place, "xanchor": "left", "yanchor": "bottom", "yshift": 11, "text": name, "showarrow": False,
               "align": "left", "font": {"size": 12, "color": ink(dark).text}} for place, name in zip(places, written) if name]
    return figure(dark, 52 + legend_room([trace.name for trace in data]) + row * max(len(names), 1), data, barmode="stack", showlegend=True, annotations=titles, xaxis=axis,
                  yaxis=rank_axis(list(names["key"]), [""] * len(names)) | {"range": [-0.5, max(len(names), 1) - 1 + (18 + LINE * lines) / row]})


def segment(channel: str, word: str, part: pd.DataFrame, lengths, labels: list[str], widths: list[float], dark: bool) -> go.Bar:
    """Returns one channel's segments: with name and label where there is room, with the label alone in half of it, else bare."""
    text = [f"{word} {label}" if width >= 2 * ROOM else (label if width >= ROOM else "") for label, width in zip(labels, widths)]
    return go.Bar(x=list(lengths), y=list(part["key"]), orientation="h", name=word, text=text, textposition="inside",
                  insidetextanchor="middle", textangle=0, constraintext="inside", textfont={"size": 12, "color": "#101418" if channel in DARK_WORDS else "#FFFFFF"},
                  customdata=part[["key", "channel", "value"]].values.tolist(),
                  marker={"color": CHANNELS.get(channel, GREY), "line": {"color": ink(dark).paper, "width": 1}})
