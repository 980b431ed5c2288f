"""An address that names no page: said in the visitor's language, with the way home, in the place of Streamlit's own English dialog."""
from urllib.parse import unquote, urlsplit

import streamlit as st

from pages.shared import address, parts
from pages.shared.gate import guard
from pages.shared.words import mark, t

TITLE = mark("No such page")


def unknown_name(known: set[str]) -> str | None:
    """Returns the last part of the address where it names none of the pages, None where it names one or nothing."""
    name = unquote(urlsplit(st.context.url or "").path).rstrip("/").rpartition("/")[2]
    return name if name and name not in known else None


def render() -> None:
    """Draws that there is no such page; the front page's own name leads to the front page."""
    guard("viewer")
    front = st.session_state["pages"]["overview"]
    if unknown_name(set()) == "overview":
        st.switch_page(front, query_params=address.kept())
    parts.draw_head(t(TITLE))
    parts.draw_empty(t("This address names no page of the board."), t("It may be mistyped, or come from an older version. Choose a page in the menu."), upload=False)
    st.page_link(front, label=t("At a glance"), icon=":material/dashboard:", query_params=address.kept())
