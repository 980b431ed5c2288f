"""Who is at the screen: nobody needs to be where the desk is one computer's own; else the login's user, or the name that a trusted proxy passes on.

Settings, all from the environment: DISCLOSURE_TRUSTED_HEADER names the header in which a proxy puts the login's name; it is believed only where
the proxy also sends DISCLOSURE_TRUSTED_SECRET in X-Disclosure-Secret. The secret, not the peer's address, because every process of the
proxy's machine shares that address and Streamlit itself warns that it can be spoofed. `[auth]` in .streamlit/secrets.toml is Streamlit's own login;
DISCLOSURE_PERSON_CLAIM names the claim that tells people apart (email). DISCLOSURE_ADMINISTRATORS: who may give roles from the first day on.
DISCLOSURE_OPEN=1 opens a desk without login to every visitor who can reach it."""
import hmac
import os

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from data import permits
from data.access import find_permit
from data.engine import engine

SECRET = "X-Disclosure-Secret"
SHORTEST = 16  # characters of a secret worth the name
LOCAL = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "X-Forwarded-Host")  # a proxy stands before the desk


def find_person() -> str | None:
    """Returns the name that the login gives: "" where nobody is signed in, None where no login is configured."""
    header = os.environ.get("DISCLOSURE_TRUSTED_HEADER", "").strip()
    found = None
    if header:
        found = _of_proxy(header)
    if not found and has_login():
        found = _of_login()
    return "" if found is None and os.environ.get("DISCLOSURE_ADMINISTRATORS", "").strip() else found


def find_permit_of_visitor() -> permits.Permit:
    """Returns what the person at the screen may do. Raises DatabaseProblem where the roles cannot be read."""
    person = find_person()
    if person is None:
        return permits.EVERYTHING if is_desk() else permits.NOBODY
    names = os.environ.get("DISCLOSURE_ADMINISTRATORS", "").replace("，", ",").split(",")
    return find_permit(engine(), person, [n for n in names if n.strip()])


def is_desk() -> bool:
    """Returns whether the visitor sits at the desk's own computer, or the desk was opened to all."""
    if os.environ.get("DISCLOSURE_OPEN") == "1":
        return True
    address = st.context.ip_address  # None: this computer
    return (not isinstance(address, str) or address in LOCAL) and not any(name in st.context.headers for name in FORWARDED)


def has_login() -> bool:
    """Returns whether Streamlit's own login is configured."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def secret_fits() -> bool:
    """Returns whether the request came through the trusted proxy."""
    secret = os.environ.get("DISCLOSURE_TRUSTED_SECRET", "")
    given = st.context.headers.get_all(SECRET)
    return len(secret) >= SHORTEST and len(given) == 1 and hmac.compare_digest(given[0].encode(), secret.encode())


def _of_proxy(header: str) -> str:
    names = st.context.headers.get_all(header)
    return _text(names[0]) if secret_fits() and len(names) == 1 else ""  # twice: someone else has put one there too


def _of_login() -> str:
    user = getattr(st, "user", None) or {}
    if not user.get("is_logged_in") or user.get("email_verified") is False:
        return ""
    return str(user.get(os.environ.get("DISCLOSURE_PERSON_CLAIM", "email")) or "")


def _text(value: str) -> str:
    """A header's bytes as UTF-8, which servers hand over as Latin-1."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
