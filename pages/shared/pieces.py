"""The small pieces of HTML that pages put together: a table, a label, the place that a link points at."""
import re
from html import escape

from pages.shared import official

SCROLL = "<script>setTimeout(() => (document.getElementById('here') ?? document.getElementById('{place}'))?.scrollIntoView({{block: 'center'}}), 350)</script>"
TAGS = re.compile(r"<[^>]+>")
SHORT = 6  # characters of a first column that may stand as narrow as the browser makes it


def table(heads: list[str], lines: list[list[str]], wide: int | None = None) -> str:
    """Returns HTML rows under headings; cells are HTML already. `wide`: the column that takes the room. Long names in the first column keep some room too."""
    top = "".join(f'<th class="head">{escape(h)}</th>' for h in heads)
    named = any(len(TAGS.sub("", line[0])) > SHORT for line in lines)
    body = "".join("<tr>" + "".join(f'<td{" class=told" if i == wide else " class=name" if named and not i else ""} style="text-align:left;white-space:{"normal" if i == wide or len(c) > 40 else "nowrap"}">{c}</td>'
                                    for i, c in enumerate(line)) + "</tr>" for line in lines)
    return f'<div class="scroll" tabindex="0"><table class="official"><tbody><tr>{top}</tr>{body}</tbody></table></div>'


def tag(kind: str, words: str) -> str:
    """Returns a small label; error, warning, information and doubt differ by sign and shape too."""
    sign = official.SIGNS.get(kind, "")
    return f'<span class="tag {kind}">{sign} {escape(words)}</span>'


def anchor(place: str, at: str | None) -> str:
    """Returns the id of a piece: `here` for the one that a link pointed at."""
    return "here" if place == at else place


def scroll_to(place: str) -> str:
    """Returns the script that brings the place of a link into view: what is marked as `here`, else the part of the page with that name."""
    return SCROLL.format(place=place)
