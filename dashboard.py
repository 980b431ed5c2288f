"""The entrance: page set-up, language, the pages, and the one that was asked for."""
import gc

import streamlit as st

from data import permits
from data.engine import moment
from data.errors import DatabaseProblem
from pages import access, agency, channels, checks, circular, compare, copying, find, followup, overview, progress, ranking, report, rollup, tables, themes, upload, volumes
from pages.shared import address, gate, lost
from pages.shared.frame import ICON, draw_frame, draw_person
from pages.shared.words import SPOKEN, find_language, mark, t, told_problem

# section of the menu: url path, title, icon, what draws it; the first one is the front page
PAGES = {
    mark("Start"): (
        ("overview", mark("At a glance"), ":material/dashboard:", overview.render),
        ("find", mark("Find"), ":material/search:", find.render),
        ("agency", mark("Agency profile"), ":material/account_balance:", agency.render),
    ),
    mark("Charts"): (
        ("volumes", mark("Volumes"), ":material/bar_chart:", volumes.render),
        ("channels", mark("Channels"), ":material/hub:", channels.render),
        ("themes", mark("Problem themes"), ":material/grid_on:", themes.render),
        ("compare", mark("Comparison"), ":material/compare_arrows:", compare.render),
    ),
    mark("Review"): (
        ("checks", mark("Checks"), ":material/fact_check:", checks.render),
        ("followup", mark("Follow-up"), ":material/track_changes:", followup.render),
        ("copying", mark("Copied prose"), ":material/content_copy:", copying.render),
    ),
    mark("Desk"): (
        ("progress", mark("Progress"), ":material/checklist:", progress.render),
        ("upload", mark("Upload"), ":material/upload_file:", upload.render),
        ("rollup", mark("Roll-up"), ":material/functions:", rollup.render),
        ("ranking", mark("Ranking"), ":material/leaderboard:", ranking.render),
        ("circular", mark("Circular and brief"), ":material/campaign:", circular.render),
    ),
    mark("Sources"): (
        ("tables", mark("Tables"), ":material/table:", tables.render),
        ("report", mark("Report"), ":material/description:", report.render),
    ),
    mark("Service"): (
        ("access", mark("Administration"), ":material/admin_panel_settings:", access.render),
    ),
}
FRONT = "overview"
ROOT = "front"  # the name that Streamlit keeps for the page at the address without a name: another page may then stand at /overview
NEEDS = {"upload": "editor", "access": "administrator"}  # pages that others need not see in the menu; each page asks by itself (guard)


def run() -> None:
    """Draws the page that the address names."""
    settle()
    SPOKEN.set(find_language())
    st.set_page_config(page_title=t("Disclosure board"), page_icon=str(ICON), layout="wide", initial_sidebar_state=232,
                       menu_items={"About": t("Annual reports on government information disclosure, with the evidence for every number.")})
    try:
        with moment():
            draw()
    except DatabaseProblem as problem:
        st.error(told_problem(problem), icon=":material/error:")
    finally:
        permits.enter(None)  # a click that runs before the next page asks anew


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Takes what was loaded at the start, a million objects that stay, out of the garbage collector's rounds: each would cost a page a tenth of a second."""
    gc.collect()
    gc.freeze()


def draw() -> None:
    """Draws the page for whoever is at the screen."""
    permit = gate.admit()
    pages = {t(section): [st.Page(render, title=t(title), icon=icon, url_path=path if path != FRONT else ROOT, default=path == FRONT,
                                  visibility="visible" if permit.may(NEEDS.get(path, "viewer")) else "hidden") for path, title, icon, render in listed]
             for section, listed in PAGES.items()}
    unknown = lost.unknown_name({ROOT, *(path for listed in PAGES.values() for path, *_ in listed if path != FRONT)})
    if unknown:
        pages[t("Start")].append(st.Page(lost.render, title=t(lost.TITLE), url_path=unknown, visibility="hidden"))
    page = st.navigation(pages, position="sidebar" if permit.may("viewer") else "hidden", expanded=True)
    st.session_state["pages"] = {p.url_path or FRONT: p for listed in pages.values() for p in listed if p.url_path != unknown}
    address.carry(page.url_path)
    draw_frame()
    draw_person()
    page.run()


if __name__ == "__main__":  # not where a reading process of an upload imports this file
    run()
