"""Agencies ranked by one number."""
import pandas as pd
import plotly.graph_objects as go

from charts.style import Words, figure, ink, labelled, rank_axis

ROW = 30  # pixels a bar


def draw_ranking(frame: pd.DataFrame, words: Words = Words(), dark: bool = False, median: float | None = None) -> go.Figure:
    """Returns horizontal bars in the frame's order, each labelled with its number.

    Columns: key (str, unique), name, value (float or NaN), state (number, blank, doubt), approximate (bool, optional).
    A blank and a doubt have no bar but a mark and a word each; a 0 is a bar of no length labelled 0. customdata: [key]."""
    colours = ink(dark)
    chart = figure(dark, height=60 + ROW * max(len(frame), 1))
    known = frame[frame["state"] == "number"]
    about = known["approximate"] if "approximate" in known else [False] * len(known)
    chart.add_bar(x=known["value"], y=known["key"], orientation="h", marker={"color": colours.bar}, width=0.62, customdata=[[str(k)] for k in known["key"]],
                  text=[labelled(v, bool(a), words) for v, a in zip(known["value"], about)], textposition="outside", cliponaxis=False,
                  hovertext=known["name"], hovertemplate="%{hovertext}: %{text} " + words.unit + "<extra></extra>")
    for state, word, symbol in (("blank", words.blank, "line-ns-open"), ("doubt", words.doubt, "diamond-open")):
        some = frame[frame["state"] == state]
        if len(some):
            chart.add_scatter(x=[0] * len(some), y=some["key"], mode="markers+text", text=[" " + word] * len(some), textposition="middle right",
                              textfont={"color": colours.soft, "size": 12}, marker={"symbol": symbol, "color": colours.soft, "size": 9},
                              customdata=[[str(k)] for k in some["key"]], hovertext=some["name"], hovertemplate="%{hovertext}: " + word + "<extra></extra>",
                              cliponaxis=False)
    if median is not None:
        chart.add_vline(x=median, line={"color": colours.soft, "width": 1, "dash": "dot"},
                        annotation={"text": f"{words.median} {labelled(median)}", "font": {"color": colours.soft, "size": 12}, "yanchor": "bottom"})
    most = known["value"].max() if len(known) else 1
    chart.update_layout(xaxis={"range": [0, (most or 1) * 1.16], "showticklabels": False, "showgrid": False, "ticks": ""},
                        yaxis=rank_axis(list(frame["key"]), list(frame["name"])), margin={"t": 28})
    return chart
