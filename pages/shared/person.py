"""Who acts: the name that stands beside every verdict and correction."""
import streamlit as st

from pages.shared.words import t


def draw_actor() -> str:
    """Draws the field for the name of the person at the screen and returns it; kept for the session, and from a login where there is one."""
    known = st.session_state.get("person") or _logged_in()
    name = st.text_input(t("Your name (stands beside verdicts and corrections)"), value=known, key="person-field", max_chars=40, width=320).strip()
    st.session_state["person"] = name
    return name


def actor() -> str:
    """Returns the name given in this session, "" where there is none."""
    return st.session_state.get("person-field", "").strip() or st.session_state.get("person") or _logged_in()


def _logged_in() -> str:
    user = getattr(st, "user", {})
    return str(user.get("name") or user.get("email") or "") if user and user.get("is_logged_in") else ""
