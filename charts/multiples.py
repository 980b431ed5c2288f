"""Small charts of one size and one axis of years, to be read one beside the other; what is missing is a mark at the foot, never a zero."""
import pandas as pd
import plotly.graph_objects as go

from charts.style import Words, figure, ink, labelled

HEIGHT = 190
SIGNS = {"blank": ("line-ns-open", "·"), "doubt": ("diamond-open", "?"), "absent": ("x-thin-open", "×")}
ROOM = 1.22  # of the axis above its largest number, for the label
LABEL = 0.2  # of the axis that a label takes


def draw_multiples(frame: pd.DataFrame, years: list[int], words: Words = Words(), dark: bool = False, equal: bool = True, signs: dict[str, str] | None = None) -> dict[str, go.Figure]:
    """Returns key -> a small chart of that key's numbers over exactly these years; `equal`: all with the axis of the largest number of all.

    Columns: key, year (int), value (float or NaN), state (number; blank, doubt, absent: no report), median (float or NaN, optional: a dashed line),
    approximate (bool, optional). `signs`: the word of each state. A year without a row counts as absent. customdata: [key, year]."""
    tops = {key: largest(part) for key, part in frame.groupby("key", sort=False)}
    common = max(tops.values(), default=1)
    return {key: draw_panel(part, str(key), years, words, dark, common if equal else tops[key], signs or {}) for key, part in frame.groupby("key", sort=False)}


def largest(part: pd.DataFrame) -> float:
    """Returns the largest number or median of a panel, 1 where there is none above it."""
    numbers = [v for column in ("value", "median") if column in part for v in part[column] if not pd.isna(v)]
    return max([1, *numbers])


def draw_panel(part: pd.DataFrame, key: str, years: list[int], words: Words, dark: bool, top: float, signs: dict[str, str]) -> go.Figure:
    """Returns one of the charts; see draw_multiples. `top`: the largest number of the axis."""
    colours, axis = ink(dark), [str(y) for y in years]
    lines = part.drop_duplicates("year").set_index("year").reindex(years)
    values = [None if pd.isna(v) else v for v in lines["value"]]
    states = ["absent" if pd.isna(s) else s for s in lines["state"]]
    about = [bool(a) if a is not None and not pd.isna(a) else False for a in lines["approximate"]] if "approximate" in lines else [False] * len(years)
    medians = [None if pd.isna(v) else v for v in lines["median"]] if "median" in lines else [None] * len(years)
    data = []
    if any(m is not None for m in medians):
        data.append(go.Scatter(x=axis, y=medians, name=words.median, mode="lines+markers", connectgaps=False,
                               line={"color": colours.soft, "width": 1.4, "dash": "dot"}, marker={"symbol": "line-ew-open", "size": 7, "color": colours.soft},
                               customdata=[[key, y] for y in axis], hovertemplate=f"%{{x}} {words.median}: %{{y:,}} {words.unit}<extra></extra>"))
    data.append(go.Scatter(x=axis, y=values, mode="lines+markers+text", connectgaps=False, cliponaxis=False, line={"color": colours.bar, "width": 2},
                           marker={"size": 8, "color": colours.bar}, textposition=[label_side(v, m, top) for v, m in zip(values, medians)], textfont={"size": 12},
                           text=["" if v is None else labelled(v, a, words) for v, a in zip(values, about)],
                           customdata=[[key, y] for y in axis], hovertemplate=f"%{{x}}: %{{text}} {words.unit}<extra></extra>"))
    for state, (symbol, sign) in SIGNS.items():
        some = [y for y, s in zip(axis, states) if s == state]
        if some:
            told = signs.get(state, {"blank": words.blank, "doubt": words.doubt}.get(state, state))
            data.append(go.Scatter(x=some, y=[0] * len(some), mode="markers", name=told, cliponaxis=False, customdata=[[key, y] for y in some],
                                   marker={"symbol": symbol, "size": 9, "color": colours.soft, "line": {"width": 1.6, "color": colours.soft}},
                                   hovertemplate=f"%{{x}}: {told}<extra></extra>"))
    return figure(dark, HEIGHT, data, margin={"l": 4, "r": 14, "t": 6, "b": 4}, yaxis={"range": [-0.04 * top * ROOM, top * ROOM], "tickfont": {"size": 11}} | ({"nticks": 4} if top > 4 else {"dtick": 1}),
                  xaxis={"type": "category", "categoryorder": "array", "categoryarray": axis, "range": [-0.45, len(axis) - 0.55], "showgrid": False,
                         "tickmode": "array", "tickvals": axis, "ticktext": axis if len(axis) <= 6 else [f"’{y[2:]}" for y in axis], "tickfont": {"size": 11}})


def label_side(value: float | None, median: float | None, top: float) -> str:
    """Returns where a number's label stands: above it, but below where the line of the median runs close above and the foot of the chart leaves room."""
    close = value is not None and median is not None and value < median < value + LABEL * top
    return "bottom center" if close and value > LABEL * top else "top center"
