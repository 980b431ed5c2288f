"""Agencies against themes: how often each problem is named."""
import pandas as pd
import plotly.graph_objects as go

from charts.style import Words, broken, figure, ink, rank_axis

ROW = 26


def draw_heat(frame: pd.DataFrame, themes: list[str], words: Words = Words(), dark: bool = False) -> go.Figure:
    """Returns a heat map, agencies down, themes across; each cell writes its count, an agency without section five says so.

    Columns: key, name, theme, count, state (number, blank, doubt). `themes` gives the order of the columns. customdata: [key, theme]."""
    colours, names = ink(dark), frame.drop_duplicates("key")
    keys = list(names["key"])
    table = frame.pivot_table(index="key", columns="theme", values="count", aggfunc="sum", observed=True).reindex(index=keys, columns=themes)
    unknown = dict(zip(names["key"], names["state"]))
    grid = [[None if unknown[k] != "number" else (0 if pd.isna(v) else int(v)) for v in table.loc[k]] for k in keys]
    mark = {"blank": "·", "doubt": "?"}
    text = [[mark[unknown[k]] if v is None else ("" if v == 0 else str(v)) for v in row] for k, row in zip(keys, grid)]
    chart = figure(dark, height=130 + ROW * max(len(keys), 1))
    most = max((v for row in grid for v in row if v), default=1)
    chart.add_heatmap(z=grid, x=themes, y=keys, zmin=0, zmax=max(most, 3), xgap=1, ygap=1, showscale=False, hoverinfo="skip",
                      colorscale=[[i / 4, c] for i, c in enumerate(colours.scale)])
    cells = [(k, n, th, text[r][c], (grid[r][c] or 0) / max(most, 3)) for r, (k, n) in enumerate(zip(keys, names["name"])) for c, th in enumerate(themes)]
    # a heat map cannot be clicked in Streamlit: unseen markers over its cells can
    chart.add_scatter(x=[c[2] for c in cells], y=[c[0] for c in cells], mode="markers+text", text=[c[3] for c in cells],
                      textfont={"color": [colours.paper if c[4] > 0.45 else colours.text for c in cells], "size": 12},
                      marker={"symbol": "square", "size": ROW - 4, "opacity": 0}, customdata=[[c[0], c[2]] for c in cells],
                      hovertext=[f"{c[1]} · {words.names.get(c[2], c[2])}" for c in cells], hovertemplate="%{hovertext}: %{text}<extra></extra>",
                      selected={"textfont": {"color": colours.text}}, unselected={"marker": {"opacity": 0}})
    chart.update_layout(yaxis=rank_axis(keys, list(names["name"])) | {"ticksuffix": " "},
                        xaxis={"type": "category", "side": "top", "tickmode": "array", "tickvals": themes, "tickangle": -40, "showgrid": False,
                               "ticktext": [words.names.get(th, th) for th in themes], "tickfont": {"size": 12}})
    return chart


def draw_themes(frame: pd.DataFrame, words: Words = Words(), dark: bool = False) -> go.Figure:
    """Returns themes ranked by how many agencies name them.

    Columns: theme, agencies, problems. customdata: [theme]."""
    colours = ink(dark)
    chart = figure(dark, height=50 + 28 * max(len(frame), 1))
    chart.add_bar(x=frame["agencies"], y=frame["theme"], orientation="h", width=0.62, marker={"color": colours.bar}, customdata=[[str(k)] for k in frame["theme"]],
                  text=[f"{n:,}" for n in frame["agencies"]], textposition="outside", cliponaxis=False,
                  hovertemplate="%{x:,}<extra></extra>")
    most = frame["agencies"].max() if len(frame) else 1
    chart.update_layout(xaxis={"range": [0, most * 1.15], "showticklabels": False, "showgrid": False},
                        yaxis=rank_axis(list(frame["theme"]), [broken(words.names.get(th, th)) for th in frame["theme"]]))
    return chart
