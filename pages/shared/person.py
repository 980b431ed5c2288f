"""Who acts: the name that stands beside every verdict and correction."""
import streamlit as st

from pages.shared.gate import may, permit_here
from pages.shared.words import t


def draw_actor() -> str:
    """Draws the field for the name of the person at the screen and returns it, kept for the session. A login gives the name itself, and nobody can
    type another; who may not decide anything is not asked."""
    if permit_here().person or not may("editor"):
        return permit_here().person
    name = st.text_input(t("Your name (kept with what you decide or change)"), value=st.session_state.get("person", ""), key="person-field", max_chars=40,
                         width=400).strip()
    st.session_state["person"] = name
    return name


def draw_actor_again() -> None:
    """Draws the field once more, further down on the same page, where it is needed."""
    if permit_here().person or not may("editor"):
        return
    st.session_state["person-again"] = actor()
    st.text_input(t("Your name (kept with what you decide or change)"), key="person-again", max_chars=40, width=400,
                  on_change=lambda: st.session_state.update({"person-field": st.session_state["person-again"]}))


def actor() -> str:
    """Returns the login's name, else the name given in this session, "" where there is none."""
    return permit_here().person or st.session_state.get("person-field", "").strip() or st.session_state.get("person") or ""
