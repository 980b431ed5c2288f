"""The original file beside its reading: pages as pictures, web pages without anything active, everything else as text and grids."""
from collections.abc import Iterable
from html import escape

import streamlit as st

from data.store import load_document
from loaders.document import Block, Paragraph, Picture, Table
from loaders.errors import OPENED_BY_PASSWORD, UnreadableFile
from loaders.original import Original, draw_original
from pages.shared import address
from pages.shared.ask import database
from pages.shared.evidence import cover, plain
from pages.shared.words import t, told_problem
from report.model import AnnualReport, Evidence
from report.pages import page_of

SWITCH, PAGE = "original", "leaf"  # parameters of the address
WORD = "original-word-"  # in the session, never in the address
MOST_SHOWN = 600_000  # characters of HTML


def draw_switch() -> None:
    """Draws the switch that shows the original; it stands in the address."""
    address.switch(t("Show the original"), SWITCH, help=t("Shows the file as it was handed in beside what was read from it."))


def draw(report_id: int, report: AnnualReport, at: str | None = None) -> None:
    """Draws the original of the report where the switch asks for it, beside the reading, on a narrow screen below it."""
    if address.read(SWITCH) != "1":
        return
    with st.container(key="original-pane"):
        st.html(f'<div class="board"><b>{escape(t("Original"))}</b> · {escape(report.source.name)}</div>')  # a name is from outside: no Markdown
        try:
            found = shown(report_id, report.source.sha256, report.source.name, turned_to(report_id) or linked_page(report, at), given(report_id))
        except UnreadableFile as problem:
            st.warning(told_problem(problem), icon=":material/warning:")
            if problem.kind in OPENED_BY_PASSWORD:
                draw_password(report_id, report.source.name)
            return
        if found is None:
            st.info(t("The original file is not kept here, only what was read from it."), icon=":material/draft:")
            return
        DRAW[found.kind](found, report_id)


def turned_to(report_id: int) -> int | None:
    """Returns the page of this report that the visitor turned to, as the address holds it: leaf=12.3 is page 3 of report 12."""
    of, _, page = address.read(PAGE, "").partition(".")
    return int(page) if of == str(report_id) and page.isdecimal() and len(page) < 6 else None


def given(report_id: int) -> str | None:
    """Returns the password that this visitor entered for the report's original; it is kept for the visit only, and never stored."""
    return st.session_state.get(f"{WORD}{report_id}")


def draw_password(report_id: int, name: str) -> None:
    """Draws a field for the password of a protected original."""
    with st.form(f"original-password-{report_id}", border=False):
        word = st.text_input(t("Password of {name}", name=name), type="password")
        if st.form_submit_button(t("Show the original")) and word:
            st.session_state[f"{WORD}{report_id}"] = word
            st.rerun()


def shown(report_id: int, sha256: str, name: str, page: int, password: str | None = None) -> Original | None:
    """Returns what can be shown of the report's original, None where none is stored. Raises UnreadableFile."""
    data = load_document(database(), report_id)
    return None if data is None else _drawn(sha256, page, password, data, name)


@st.cache_data(show_spinner=False, max_entries=40, ttl=3600)  # who gives no password asks for another entry
def _drawn(sha256: str, page: int, password: str | None, _data: bytes, _name: str) -> Original:
    return draw_original(_data, _name, page, password)


def linked_page(report: AnnualReport, at: str | None) -> int:
    """Returns the page of the piece that a link points at (figure-3, problem-0, measure-1, finding-2), 1 where that is not known."""
    kind, _, place = (at or "").partition("-")
    things = {"figure": report.figures, "problem": report.problems, "measure": report.measures, "finding": report.findings}.get(kind, [])
    if not place.isdecimal() or int(place) >= len(things):
        return 1
    return next((page for e in _evidence(things[int(place)].evidence) if (section := report.section(e.section)) and (page := page_of(section, e.start))), 1)


def _evidence(found: Evidence | list[Evidence]) -> list[Evidence]:
    return found if isinstance(found, list) else [found]


def draw_picture(found: Original, report_id: int) -> None:
    """Draws one page as a picture, with buttons to turn pages."""
    if found.pages > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(t("Previous page"), key="leaf-back", disabled=found.page <= 1, icon=":material/chevron_left:", on_click=address.write, args=(PAGE, f"{report_id}.{found.page - 1}"))
            st.button(t("Next page"), key="leaf-on", disabled=found.page >= found.pages, icon=":material/chevron_right:", on_click=address.write, args=(PAGE, f"{report_id}.{found.page + 1}"))
            st.caption(t("Page {n} of {total}", n=found.page, total=found.pages))
    st.image(found.picture, width="stretch")


def draw_html(found: Original, report_id: int) -> None:
    """Draws a cleaned web page."""
    st.caption(t("The web page without its pictures, links and scripts."))
    _put(cover(found.html))


def draw_blocks(found: Original, report_id: int) -> None:
    """Draws paragraphs and grids in reading order, pictures between them."""
    st.caption(t("Text and tables in their order, without the layout of the file."))
    size, pieces = 0, []
    for block in found.blocks:
        if isinstance(block, Picture) and block.data:
            _put("".join(pieces))
            pieces = []
            st.image(block.data, width="stretch")
            continue
        pieces.append(piece(block))
        size += len(pieces[-1])
        if size > MOST_SHOWN:
            pieces.append(f'<p class="soft">{escape(t("The file goes on; only its beginning is shown here."))}</p>')
            break
    _put("".join(pieces))


DRAW = {"picture": draw_picture, "html": draw_html, "blocks": draw_blocks}


def _put(html: str) -> None:
    if html:
        st.html(f'<div class="board original">{html}</div>')


def piece(block: Block) -> str:
    """Returns a paragraph, a grid with its spans, or a place holder of a picture as HTML."""
    if isinstance(block, Paragraph):
        return f"<p>{plain(block.text)}</p>"
    if isinstance(block, Table):
        return f'<div class="scroll" tabindex="0"><table>{"".join(_rows(block))}</table></div>'
    return f'<p class="soft">{escape(t("(a picture that cannot be shown here)"))}</p>'


def _rows(table: Table) -> Iterable[str]:
    for row in table.rows():
        yield "<tr>" + "".join(f'<td rowspan="{c.row_span}" colspan="{c.column_span}">{plain(c.text)}</td>' for c in row) + "</tr>"
