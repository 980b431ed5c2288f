"""Agencies ranked by one number."""
import pandas as pd
import plotly.graph_objects as go

from charts.style import Words, figure, ink, labelled, rank_axis, row_height

ROW = 30  # pixels a bar
MARKS = {"blank": "line-ns-open", "doubt": "diamond-open"}


def draw_ranking(frame: pd.DataFrame, words: Words = Words(), dark: bool = False, median: float | None = None) -> go.Figure:
    """Returns horizontal bars in the frame's order, each labelled with its number.

    Columns: key (str, unique), name, value (float or NaN), state (number, blank, doubt), approximate (bool, optional), paler (bool, optional: what stands aside).
    A blank and a doubt have no bar but a mark and a word each; a 0 is a bar of no length labelled 0. customdata: [key]."""
    colours = ink(dark)
    known = frame[frame["state"] == "number"]
    about = known["approximate"] if "approximate" in known else [False] * len(known)
    marker = {"color": colours.bar} | ({"opacity": [0.4 if p else 1 for p in known["paler"]]} if "paler" in known else {})
    data = [go.Bar(x=list(known["value"]), y=list(known["key"]), orientation="h", marker=marker, width=0.62,
                   customdata=[[k] for k in known["key"]], text=[labelled(v, bool(a), words) for v, a in zip(known["value"], about)],
                   textposition="outside", cliponaxis=False, hovertext=list(known["name"]), hovertemplate="%{hovertext}: %{text} " + words.unit + "<extra></extra>")]
    for state, word in (("blank", words.blank), ("doubt", words.doubt)):
        some = frame[frame["state"] == state]
        if len(some):
            data.append(go.Scatter(x=[0] * len(some), y=list(some["key"]), mode="markers+text", text=[" " + word] * len(some), textposition="middle right",
                                   textfont={"color": colours.soft, "size": 12}, marker={"symbol": MARKS[state], "color": colours.soft, "size": 9},
                                   customdata=[[k] for k in some["key"]], hovertext=list(some["name"]),
                                   hovertemplate="%{hovertext}: " + word + "<extra></extra>", cliponaxis=False))
    line = [] if median is None else [{"type": "line", "xref": "x", "yref": "paper", "x0": median, "x1": median, "y0": 0, "y1": 1,
                                       "line": {"color": colours.soft, "width": 1, "dash": "dot"}}]
    label = [] if median is None else [{"xref": "x", "yref": "paper", "x": median, "y": 1, "text": f"{words.median} {labelled(median)}", "showarrow": False,
                                        "xanchor": "left", "yanchor": "bottom", "font": {"color": colours.soft, "size": 12}}]
    most = known["value"].max() if len(known) else 1
    return figure(dark, 60 + row_height(list(frame["name"]), ROW) * max(len(frame), 1), data, shapes=line, annotations=label, margin={"t": 28},
                  xaxis={"range": [0, (most or 1) * 1.16], "showticklabels": False, "showgrid": False, "ticks": ""},
                  yaxis=rank_axis(list(frame["key"]), list(frame["name"])))
