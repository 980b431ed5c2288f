"""Who may see a page: each page asks here first, also where its address is typed. The store asks again (data/permits.py)."""
from collections.abc import Callable

import pandas
import streamlit as st
from streamlit.errors import StreamlitAuthError, StreamlitMissingAuthlibError

from data import permits
from data.audit import record
from data.engine import engine
from pages.shared import who
from pages.shared.words import mark, t

REFUSED = {"editor": mark("This page is for editors."), "administrator": mark("This page is for administrators."), "viewer": mark("You are signed in, but have no role here yet.")}

TROUBLES = {"unreadable": mark("The settings of the login cannot be read: .streamlit/secrets.toml must be TOML and belong to the user that the board runs as."),
            "incomplete": mark("The settings of the login lack something: compare .streamlit/secrets.toml with .streamlit/secrets.toml.example."),
            "no_library": mark("The login is configured, but its packages are not installed: pip install -r requirements-login.txt.")}
UNNAMED = mark("You are signed in, but the login server gives no name for you here: {claim} is missing or not verified. Its administrator can mend that.")


def admit() -> permits.Permit:
    """Returns the permit of the person at the screen, which holds from here on in this run; the first run of a login is noted."""
    permit = who.find_permit_of_visitor()
    permits.enter(permit)
    before = st.session_state.get("signed-in", "")
    if permit.person != before:
        st.session_state["signed-in"] = permit.person
        for key in ("handed", "person", "person-field"):  # what one person handed in is not the next one's
            if before:
                st.session_state.pop(key, None)
        record(engine(), "signed_in" if permit.person else "signed_out", {"roles": [list(g) for g in permit.grants]}, before)
    return permit


def permit_here() -> permits.Permit:
    """Returns the permit of the run, found out where nobody has yet: in a click that runs before its page."""
    return permits.current() if permits.given() else admit()


def guard(role: str = "viewer") -> None:
    """Stops the page where the person at the screen may not do what the role does."""
    permit = permit_here()
    if permit.may(role):
        return
    if permit.person:
        note_refusal(role)
        st.title(t("No entry"), anchor=False)
        st.warning(t(REFUSED[role if permit.may("viewer") else "viewer"]), icon=":material/lock:")
        st.caption(t("Signed in as {person}. An administrator gives the roles.", person=permit.person))
    else:
        draw_sign_in()
    st.stop()


def may(role: str, code: int | None = None) -> bool:
    """Returns whether the person has the role (in the region of that 12-digit code): whether a button is worth showing."""
    permit = permit_here()
    return permit.may(role) if pandas.isna(code) else permit.may(role, int(code))


def everywhere(role: str) -> bool:
    """Returns whether the person has the role without a limit of regions."""
    return (permit_here()).everywhere(role)


def keep(make: Callable[[], object], file: str) -> Callable[[], object]:
    """Returns the maker of a download as this person's: it runs in another thread when the button is pressed, and the log then says who saved what."""
    permit, actor = permit_here(), st.session_state.get("person") or ""

    def made():
        with permits.acting(permit):
            record(engine(), "exported", {"file": file}, actor)
            return make()

    return made


def draw_sign_in() -> None:
    """Draws the way in, and nothing else of the board."""
    st.title(t("Disclosure board"), anchor=False)
    if trouble := st.session_state.pop("login-trouble", None) or ("unreadable" if who.look_for_login() == "unreadable" else None):
        st.error(t(TROUBLES[trouble]), icon=":material/error:")
        return
    if who.is_unnamed():
        st.warning(t(UNNAMED, claim=who.claim()), icon=":material/lock:")
        draw_sign_out()
        return
    if who.has_login():
        st.button(t("Sign in"), type="primary", icon=":material/login:", on_click=sign_in, key="sign-in")
        return
    st.warning(t("Nobody is signed in."), icon=":material/lock:")
    if who.find_person() is None:
        st.caption(t("Without a login this desk opens only on its own computer. Whoever runs it finds in docs/deployment.md how to set up a login."))
    else:
        st.caption(t("The login stands before this board, at the proxy of your office. Open the board by its usual address."))


def draw_sign_out() -> None:
    """Draws the way out."""
    st.button(t("Sign out"), icon=":material/logout:", on_click=sign_out, key="sign-out", type="tertiary")


def sign_in() -> None:
    """Leads to the login server; settings that lack something are said on the page."""
    try:
        st.login()
    except StreamlitAuthError as error:
        st.session_state["login-trouble"] = "no_library" if isinstance(error, StreamlitMissingAuthlibError) else "incomplete"


def sign_out() -> None:
    """Leads out by the login server, and notes it here: the session ends with this click."""
    if person := st.session_state.get("signed-in"):
        record(engine(), "signed_out", {}, person)
    st.logout()


def note_refusal(role: str) -> None:
    """Notes once in a session that a page was refused."""
    page = st.session_state.get("page") or ""
    if (page, role) not in st.session_state.setdefault("refused", set()):
        st.session_state["refused"].add((page, role))
        record(engine(), "refused", {"page": page, "needs": role})
