"""Who is at the screen: nobody needs to be where the desk is one computer's own; else the login's user, or the name that a trusted proxy passes on.

Settings, all from the environment: DISCLOSURE_TRUSTED_HEADER names the header in which a proxy puts the login's name; it is believed only where
the proxy also sends DISCLOSURE_TRUSTED_SECRET in X-Disclosure-Secret. The secret, not the peer's address, because every process of the
proxy's machine shares that address and Streamlit itself warns that it can be spoofed. `[auth]` in .streamlit/secrets.toml is Streamlit's own login;
DISCLOSURE_PERSON_CLAIM names the claim that tells people apart (email). DISCLOSURE_ADMINISTRATORS: who may give roles from the first day on.
DISCLOSURE_OPEN=1 opens a desk without login to every visitor who can reach it."""
import hmac
import os
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from data import permits
from data.access import find_permit
from data.engine import engine

SECRET = "X-Disclosure-Secret"
SHORTEST = 16  # characters of a secret worth the name
LOCAL = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
NAMES = (*LOCAL, "localhost")
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
    """Returns whether the visitor sits at the desk's own computer, or the desk was opened to all. The address typed must be that computer's own:
    a proxy that says nothing of its visitors, and a foreign name that leads here, come from this computer too."""
    if os.environ.get("DISCLOSURE_OPEN") == "1":
        return True
    address, headers = st.context.ip_address, st.context.headers  # None: this computer
    typed = [headers.get("Origin"), "//" + headers["Host"] if "Host" in headers else None]
    return ((not isinstance(address, str) or address in LOCAL) and not any(name in headers for name in FORWARDED)
            and all(_host(name) in NAMES for name in typed if name))


def has_login() -> bool:
    """Returns whether Streamlit's own login is configured; settings that cannot be read are taken for a login that nobody passes."""
    return look_for_login() != ""


def look_for_login() -> str:
    """Returns "ready" where the settings of Streamlit's own login can be read, "unreadable" where their file is there but its owner, its rights
    or its TOML are wrong, "" where there is none."""
    try:
        return "ready" if "auth" in st.secrets else ""
    except (StreamlitSecretNotFoundError, OSError):
        return "unreadable" if any(Path(name).exists() for name in st.get_option("secrets.files")) else ""


def is_unnamed() -> bool:
    """Returns whether someone is signed in at the login server, which gives no name that tells people apart."""
    return has_login() and bool((getattr(st, "user", None) or {}).get("is_logged_in")) and not _of_login()


def claim() -> str:
    """Returns the claim of the login that names a person."""
    return os.environ.get("DISCLOSURE_PERSON_CLAIM", "email")


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
    unproven = claim() == "email" and str(user.get("email_verified", True)).lower() == "false"  # some servers send it as a word
    if not user.get("is_logged_in") or unproven:
        return ""
    return str(user.get(claim()) or "")


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _text(value: str) -> str:
    """A header's bytes as UTF-8, which servers hand over as Latin-1."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
