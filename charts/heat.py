"""Agencies against themes: how often each problem is named."""
import pandas as pd
import plotly.graph_objects as go

from charts.style import Words, figure, ink, rank_axis, row_height, width

ROW = 26
SLOPE = 4.3  # pixels that each letter of a name at a slant stands high
MARKS = {"blank": "·", "doubt": "?"}


def draw_heat(frame: pd.DataFrame, themes: list[str], words: Words = Words(), dark: bool = False) -> go.Figure:
    """Returns a heat map, agencies down, themes across; each cell writes its count, an agency without section five says so.

    Columns: key, name, theme, count, state (number, blank, doubt). `themes` gives the order of the columns. customdata: [key, theme]."""
    colours, names = ink(dark), frame.drop_duplicates("key")
    keys, counts = list(names["key"]), {(r.key, r.theme): int(r.count_) for r in frame.rename(columns={"count": "count_"}).itertuples() if r.count_}
    states = dict(zip(names["key"], names["state"]))
    grid = [[counts.get((k, theme), 0) if states[k] == "number" else None for theme in themes] for k in keys]
    most = max([3, *(v for row in grid for v in row if v)])
    heat = go.Heatmap(z=grid, x=themes, y=keys, zmin=0, zmax=most, xgap=1, ygap=1, showscale=False, hoverinfo="skip",
                      colorscale=[[i / 4, c] for i, c in enumerate(colours.scale)])
    cells = [(key, name, theme, MARKS[states[key]] if v is None else str(v or ""), (v or 0) / most)
             for key, name, row in zip(keys, names["name"], grid) for theme, v in zip(themes, row)]
    # a heat map cannot be clicked in Streamlit: unseen marks over its cells can
    marks = go.Scatter(x=[c[2] for c in cells], y=[c[0] for c in cells], mode="markers+text", text=[c[3] for c in cells],
                       textfont={"color": [colours.paper if c[4] > 0.45 else colours.text for c in cells], "size": 12},
                       marker={"symbol": "square", "size": ROW - 4, "opacity": 0}, customdata=[[c[0], c[2]] for c in cells],
                       hovertext=[f"{c[1]} · {words.names.get(c[2], c[2])}" for c in cells], hovertemplate="%{hovertext}: %{text}<extra></extra>",
                       unselected={"marker": {"opacity": 0}})
    head = max(130, 60 + round(SLOPE * max((width(words.names.get(theme, theme)) for theme in themes), default=0)))
    return figure(dark, head + row_height(list(names["name"]), ROW) * max(len(keys), 1), [heat, marks], yaxis=rank_axis(keys, list(names["name"])),
                  xaxis={"type": "category", "side": "top", "tickmode": "array", "tickvals": themes, "tickangle": -40, "showgrid": False,
                         "ticktext": [words.names.get(theme, theme) for theme in themes]})


def draw_themes(frame: pd.DataFrame, words: Words = Words(), dark: bool = False) -> go.Figure:
    """Returns themes ranked by how many agencies name them.

    Columns: theme, agencies. customdata: [theme]."""
    themes = list(frame["theme"])
    bars = go.Bar(x=list(frame["agencies"]), y=themes, orientation="h", width=0.62, marker={"color": ink(dark).bar}, customdata=[[theme] for theme in themes],
                  text=[f"{n:,}" for n in frame["agencies"]], textposition="outside", cliponaxis=False, hovertemplate="%{x:,}<extra></extra>")
    return figure(dark, 50 + 28 * max(len(frame), 1), [bars], yaxis=rank_axis(themes, [words.names.get(theme, theme) for theme in themes]),
                  xaxis={"range": [0, max([1, *frame["agencies"]]) * 1.15], "showticklabels": False, "showgrid": False})
