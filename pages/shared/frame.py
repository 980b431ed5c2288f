"""What stands around every page: the look, the language switch, the demonstration banner, who is signed in."""
from html import escape
from pathlib import Path

import streamlit as st

from data import spread, store
from pages.shared import address, who
from pages.shared.ask import ask, database
from pages.shared.gate import draw_sign_out, everywhere, permit_here
from pages.shared.places import known_places, region_name
from pages.shared.share import draw_share
from pages.shared.words import code_name, language, t

ICON = Path(__file__).parent / "icon.png"
LOOK = (Path(__file__).parent / "look.css").read_text(encoding="utf-8")
LATIN = (".stApp :is(p, h1, h2, h3, h4, li, td, th, label, summary, .board, .figure) { font-family: 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', "
         "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif; }")
NIGHT = (Path(__file__).parent / "paper.css").read_text(encoding="utf-8")
SCRIPTS = "".join(f"<script>{(Path(__file__).parent / name).read_text(encoding='utf-8')}</script>" for name in ("picture.js", "paper.js"))


def draw_frame() -> None:
    """Draws the look, the sidebar's language switch and, where demonstration data are present, their banner."""
    choose = '[data-testid="stFileUploaderDropzone"] button[kind="secondary"] p::after { font-size: 0.95rem; content: "%s"; }' % t("Choose files")
    dark = st.context.theme.type == "dark"
    head = ":root { --head: %s; --on-primary: %s; }" % (("#1E242B", "#10161C") if dark else ("#F3F5F7", "#FFFFFF"))
    latin = "" if language() == "zh" else LATIN  # a Chinese font sets English quotation marks as wide as a Chinese character
    st.html(f"<style>{head}{LOOK}{choose}{latin}{NIGHT * dark}</style>")
    st.html(f"<script>document.documentElement.lang = '{'zh-CN' if language() == 'zh' else 'en'}'</script>{SCRIPTS}", unsafe_allow_javascript=True)
    draw_share()
    with st.sidebar:
        draw_find()
        address.choose(st.segmented_control, "Language / 语言", ["zh", "en"], "lang", default=language(), explicit=True, label_visibility="collapsed",
                       format_func={"zh": "中文", "en": "English"}.get, required=True)


def draw_find() -> None:
    """Draws the box that looks for agencies and words from any page: what is entered opens the page Find."""
    if not permit_here().may("viewer"):
        return
    asked = st.session_state.pop("sought", "")
    if asked:
        st.switch_page(st.session_state["pages"]["find"], query_params=address.kept(q=asked))
    if st.session_state.get("page") != "find":  # that page has a box of its own

        def entered() -> None:
            st.session_state["sought"] = st.session_state["find-box"].strip()
            st.session_state["find-box"] = ""

        st.text_input(t("Find"), key="find-box", on_change=entered, placeholder=t("Agencies or words"), icon=":material/search:", label_visibility="collapsed")


def draw_banner() -> None:
    """Draws the banner that names demonstration data and the one button that removes them."""
    count = ask(spread.query_samples)
    if not count:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<div class="banner">{escape(t("Demonstration data: {n} of the reports here are an invented county or samples.", n=count))}</div>', width="stretch")
        removed = everywhere("editor") and st.button(t("Remove them"), key="remove-samples", width="content")
    if removed:
        store.remove_samples(database())
        st.toast(t("The demonstration data are removed."))
        st.rerun()


def draw_person() -> None:
    """Draws who is signed in, in the sidebar, with the way out."""
    permit = permit_here()
    if not permit.person:
        return
    with st.sidebar:
        places = known_places() if any(region for _, region in permit.grants) else {}
        roles = t("; ").join(f"{code_name(role)} {region_name(region, places)}" for role, region in permit.grants)
        st.caption(f"{permit.person} · {roles}" if roles else permit.person)
        if who.has_login() and who.find_person() and st.user.get("is_logged_in"):
            draw_sign_out()
