"""One look for every chart, light and dark: colours, fonts and the template, set explicitly on each figure."""
from dataclasses import dataclass, field
from functools import cache

import plotly.graph_objects as go

FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, sans-serif"

# Okabe and Ito's colours for readers who see colours differently; each channel keeps its own on every chart
BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, YELLOW, GREY, BROWN = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#8A929A", "#8F6508")
SERIES = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, GREY, BROWN)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid", "dash")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "triangle-down", "star", "cross")
CHANNELS = {"website": BLUE, "wechat": GREEN, "weibo": ORANGE, "video": PURPLE, "app": SKY, "news": BROWN, "bulletin": VERMILION,
            "new_media": "#B8A800", "other": GREY}


@dataclass(frozen=True)
class Ink:
    """The colours of one theme."""

    text: str
    soft: str
    line: str
    paper: str
    bar: str
    scale: tuple[str, ...]


LIGHT = Ink("#1B2530", "#5B6670", "#DDE2E7", "#FFFFFF", BLUE, ("#F3F5F7", "#CFE3F0", "#86BAD9", "#3389BC", "#00507D"))
DARK = Ink("#E6EAEE", "#A3ADB6", "#37414B", "#14181D", SKY, ("#1E242B", "#173B52", "#1E6490", "#3B97CC", "#8FD0F5"))


@dataclass(frozen=True)
class Words:
    """The words a chart writes, in the reader's language."""

    blank: str = "Not reported"
    doubt: str = "Not recognised"
    unit: str = ""
    median: str = "median"
    about: str = "about {value}"
    total: str = "total"
    names: dict[str, str] = field(default_factory=dict)


def ink(dark: bool) -> Ink:
    """Returns the colours of the dark or the light theme."""
    return DARK if dark else LIGHT


@cache
def template(dark: bool) -> go.layout.Template:
    """Returns the look of one theme: fonts, colours, axes, legend, what an unselected mark looks like."""
    colours = ink(dark)
    axis = {"gridcolor": colours.line, "linecolor": colours.line, "zeroline": False, "tickfont": {"color": colours.text, "size": 12},
            "title": {"font": {"color": colours.soft, "size": 12}}, "automargin": True, "fixedrange": True, "tickformat": ","}
    aside = {"unselected": {"marker": {"opacity": 0.45}}}  # a textfont here would keep Streamlit from hearing the click
    return go.layout.Template(data={"bar": [aside], "scatter": [aside]}, layout={
        "font": {"family": FONT, "color": colours.text, "size": 13}, "paper_bgcolor": colours.paper, "plot_bgcolor": colours.paper,
        "colorway": list(SERIES), "xaxis": axis, "yaxis": axis, "margin": {"l": 8, "r": 24, "t": 8, "b": 8},
        "hoverlabel": {"font": {"family": FONT, "size": 13}}, "separators": ".,", "showlegend": False, "dragmode": False, "clickmode": "event+select",
        "uniformtext": {"minsize": 11, "mode": "hide"},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"color": colours.text}, "traceorder": "normal", "maxheight": 400,
                   "itemclick": False, "itemdoubleclick": False}})


def figure(dark: bool, height: int, data: list, **layout) -> go.Figure:
    """Returns the traces as a figure in the house's look; `height` in pixels."""
    return go.Figure(data=data, layout={"template": template(dark), "height": height, **layout})


def legend_room(names: list[str]) -> int:
    """Returns the pixels that a legend of these names needs above a chart of half a page's width."""
    columns = max(1, 430 // (50 + max((7 * width(name) for name in names), default=0)))
    return 22 * -(-len(names) // columns)


def rank_axis(keys: list[str], names: list[str]) -> dict:
    """Returns a category axis from top to bottom: the keys tell marks apart (two towns may share a name), the names are written."""
    return {"type": "category", "categoryorder": "array", "categoryarray": keys[::-1], "range": [-0.6, len(keys) - 0.4], "tickmode": "array",
            "tickvals": keys, "ticktext": [broken(n) for n in names], "ticks": "", "ticklabelstandoff": 6, "showgrid": False}


SLACK = 4  # of a name's width: a number before it starts no further line
LINES = 3  # of a name: beyond, each is longer, so that one long name does not stretch every row


def width(text: str) -> int:
    """Returns how wide a text stands: 2 for each Chinese character, 1 for each other."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def row_height(names: list[str], least: int) -> int:
    """Returns the pixels that a row needs for the name of most lines, at the least `least`."""
    return max([least, *(4 + 16 * (broken(name).count("<br>") + 1) for name in names)])


def broken(name: str, most: int = 26) -> str:
    """Returns a name wider than `most` on two or three lines of like length, broken at a space where there is one."""
    lines = min(LINES, -(-(width(name) - SLACK) // most))
    for left in range(lines, 1, -1):
        aim = len(name.rsplit("<br>", 1)[-1]) // left
        head, _, rest = name.rpartition("<br>")
        spaces = [i for i, c in enumerate(rest) if c == " "]
        fair = [i for i in spaces if min(i, len(rest) - i) * 4 >= aim]  # a number before a name does not stand on a line of its own
        fair = fair or (spaces if rest.isascii() else [])
        at = min(fair, key=lambda i: abs(i - aim)) if fair else aim
        name = "<br>".join(p for p in (head, rest[:at], rest[at:].strip()) if p)
    return name


def labelled(value: float | None, approximate: bool = False, words: Words = Words()) -> str:
    """Returns a mark's label: the number with separators, “about” where the report itself is not exact."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"
    return words.about.format(value=text) if approximate else text
