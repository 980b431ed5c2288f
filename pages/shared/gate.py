"""Who may see a page: each page asks here first, also where its address is typed. The store asks again (data/permits.py)."""
from collections.abc import Callable

import streamlit as st

from data import permits
from data.audit import record
from data.engine import engine
from pages.shared import who
from pages.shared.words import mark, t

REFUSED = {"editor": mark("This page is for editors."), "administrator": mark("This page is for administrators."), "viewer": mark("You are signed in, but have no role here yet.")}


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
    return permit.may(role) if code is None or code != code else permit.may(role, int(code))


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
    if who.has_login():
        st.button(t("Sign in"), type="primary", icon=":material/login:", on_click=st.login, key="sign-in")
        return
    st.warning(t("Nobody is signed in."), icon=":material/lock:")
    if who.find_person() is None:
        st.caption(t("Without a login this desk opens only on its own computer. Whoever runs it finds in docs/deployment.md how to set up a login."))
    else:
        st.caption(t("The login stands before this board, at the proxy of your office. Open the board by its usual address."))


def note_refusal(role: str) -> None:
    """Notes once in a session that a page was refused."""
    page = st.session_state.get("page") or ""
    if (page, role) not in st.session_state.setdefault("refused", set()):
        st.session_state["refused"].add((page, role))
        record(engine(), "refused", {"page": page, "needs": role})
