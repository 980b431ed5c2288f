"""The entrance: page set-up, language, the pages, and the one that was asked for."""
import streamlit as st

from data.errors import DatabaseProblem
from pages import channels, checks, compare, copying, followup, overview, report, tables, themes, upload, volumes
from pages.shared import address
from pages.shared.frame import ICON, draw_frame
from pages.shared.words import SPOKEN, find_language, language, mark, t

# url path, title, icon, what draws it; the first one is the front page
PAGES = (
    ("overview", mark("At a glance"), ":material/dashboard:", overview.render),
    ("volumes", mark("Volumes"), ":material/bar_chart:", volumes.render),
    ("channels", mark("Channels"), ":material/hub:", channels.render),
    ("themes", mark("Problem themes"), ":material/grid_on:", themes.render),
    ("checks", mark("Checks"), ":material/fact_check:", checks.render),
    ("followup", mark("Follow-up"), ":material/track_changes:", followup.render),
    ("copying", mark("Copied prose"), ":material/content_copy:", copying.render),
    ("compare", mark("Comparison"), ":material/compare_arrows:", compare.render),
    ("tables", mark("Tables"), ":material/table:", tables.render),
    ("report", mark("Report"), ":material/description:", report.render),
    ("upload", mark("Upload"), ":material/upload_file:", upload.render),
)


def run() -> None:
    """Draws the page that the address names."""
    SPOKEN.set(find_language())
    st.set_page_config(page_title=t("Disclosure board"), page_icon=str(ICON), layout="wide", initial_sidebar_state=232,
                       menu_items={"About": t("Annual reports on government information disclosure, with the evidence for every number.")})
    pages = [st.Page(render, title=t(title), icon=icon, url_path=path, default=path == PAGES[0][0]) for path, title, icon, render in PAGES]
    page = st.navigation(pages)
    st.session_state["pages"] = {path: p for (path, *_), p in zip(PAGES, pages)}
    try:
        address.carry(page.url_path)
        draw_frame()
        page.run()
    except DatabaseProblem as problem:
        st.error(f"{problem.message(language())} {problem.hint(language())}", icon=":material/error:")


if __name__ == "__main__":  # not where a reading process of an upload imports this file
    run()
