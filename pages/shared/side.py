"""Reports side by side in one table: a line a number, a column a report, differences from the first column marked."""
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from pages.shared.words import UNREAD, UNREPORTED, language, number, t
from report import form
from report.ranks import Rank


@dataclass
class Line:
    """One line: its name, a value a report, how each is printed (number, blank, slash, text, doubt, absent), medians to compare with, ranks among
    the reports of the year, the address of each number's place, and which numbers are approximate."""

    name: str
    values: list[float | None]
    states: list[str]
    medians: list[float | None] = field(default_factory=list)
    ranks: list[Rank | None] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    about: list[bool] = field(default_factory=list)


def draw_side(heads: list[str], lines: list[Line], medians: bool = False, links: list[str] | None = None) -> str:
    """Returns the table as HTML. `links`: where each heading leads."""
    named = [f'<a href="{escape(link)}" target="_self">{escape(h)}</a>' for h, link in zip(heads, links)] if links else [escape(h) for h in heads]
    top = "".join(f'<th class="head">{h}</th>' for h in ["", *named])
    body = "".join(f'<tr><th class="row">{escape(line.name)}</th>{"".join(cell(line, i, medians) for i in range(len(heads)))}</tr>' for line in lines)
    return f'<div class="board scroll" tabindex="0"><table class="official"><tbody><tr>{top}</tr>{body}</tbody></table></div>'


def cell(line: Line, i: int, medians: bool) -> str:
    """Returns one cell as HTML."""
    value, state, first = line.values[i], line.states[i], line.values[0]
    if value is None:
        words = {"absent": "—", "slash": "/", "text": t(UNREAD), "doubt": t(UNREAD)}.get(state, t(UNREPORTED))
        look = {"absent": "absent", "slash": "slash", "text": "unread", "doubt": "unread"}.get(state, "blank")
        return f'<td class="{look}">{linked(line, i, words)}</td>'
    differs = i > 0 and (first is None or first != value)
    delta = f'<span class="delta">≠ {value - first:+,.10g}</span>' if differs and first is not None else '<span class="delta">≠</span>' if differs else ""
    median = line.medians[i] if medians and i < len(line.medians) else None
    beside = f'<span class="delta">({t("median")} {number(median)})</span>' if median is not None and not pd.isna(median) else ""
    shown = t("about {value}", value=number(value)) if line.about and line.about[i] else number(value)
    return f'<td class="{"zero" if value == 0 else "number"}{" differs" if differs else ""}">{linked(line, i, shown)}{delta}{rank_words(line, i)}{beside}</td>'


def linked(line: Line, i: int, words: str) -> str:
    """Returns the words as HTML, linked to the place of the number where there is one."""
    return f'<a href="{escape(line.links[i])}" target="_self">{escape(words)}</a>' if line.links and line.links[i] else escape(words)


def rank_words(line: Line, i: int) -> str:
    """Returns the rank of a number as HTML, "" where it has none or stands alone."""
    rank = line.ranks[i] if i < len(line.ranks) else None
    if rank is None or rank.of < 2:
        return ""
    words = t("joint {place} of {of}", place=rank.place, of=rank.of) if rank.tied else t("{place} of {of}", place=rank.place, of=rank.of)
    return f'<span class="delta">{escape(words)}</span>'


def cell_lines(cells: pd.DataFrame, reports: list[int], table: str, everything: bool) -> list[Line]:
    """Returns a line a cell of the form, in its order: those that are not alike in all reports, or all of them."""
    spoken = language()
    by_cell: dict[tuple[str, str], dict[int, tuple]] = {}
    for c in cells.itertuples():
        by_cell.setdefault((c.row, c.column), {})[int(c.report_id)] = (None if pd.isna(c.value) else c.value, c.state)
    order = {r.key: i for i, r in enumerate(form.rows(table))}
    lines = []
    for (row, column), found in sorted(by_cell.items(), key=lambda item: order.get(item[0][0], 99)):
        values = [found.get(r, (None, "absent")) for r in reports]
        if everything or len(set(values)) > 1:
            name = f"{form.row_name(table, row, spoken)} · {form.column_name(table, row, column, spoken)}"
            lines.append(Line(name, [v for v, _ in values], [s for _, s in values]))
    return lines
