"""Who may do what, and who did what: roles for persons and regions, and the log."""
import pandas as pd
import streamlit as st

from data import permits
from data.access import give_role, query_roles, take_role
from data.audit import LEAST_DAYS, query_audit, query_audit_count
from data.errors import DatabaseProblem
from exports import registers
from exports.frames import to_csv, to_xlsx
from pages.shared import address, judging, parts, who
from pages.shared.ask import database
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.gate import guard
from pages.shared.places import EVERYWHERE, known_places, region_name
from pages.shared.words import code_name, language, mark, t, told_problem

LINES = 50  # of the log, a page
MAY = {"viewer": mark("reads and saves reports, charts and tables"), "editor": mark("also uploads, corrects, judges findings and deletes"),
       "administrator": mark("also gives roles and reads the log")}


def render() -> None:
    """Draws the page."""
    guard("administrator")
    parts.draw_head(t("Administration"))
    judging.draw_problem()
    draw_login()
    draw_roles()
    draw_log()


def draw_login() -> None:
    """Draws how people sign in, and what each role may do."""
    if who.find_person() is None:
        st.info(t("No login is configured: whoever sits at this computer may do everything. Roles count once there is a login (docs/deployment.md)."), icon=":material/lock_open:")
    st.html("<br>".join(f"<b>{code_name(role)}</b> {t(words)}" for role, words in MAY.items()))


def draw_roles() -> None:
    """Draws the roles given, with the way to take one and to give another."""
    st.subheader(t("Roles"), anchor=False)
    found, places = query_roles(database()), known_places()
    if found.empty:
        st.caption(t("No role has been given. The administrators named in the configuration may do everything."))
    for row in found.itertuples():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{row.person}** · {code_name(row.role)} · {region_name(row.region, places)}  \n:gray[{row.actor or '—'} · {row.at:%Y-%m-%d %H:%M}]")
            if permits.current().may("administrator", row.region):
                st.button(t("Remove the role"), icon=":material/person_remove:", key=f"take-{row.person}-{row.role}-{row.region}", on_click=change,
                          args=(take_role, row.person, row.role, row.region))
    mine = [r for r in dict.fromkeys([*permits.current().regions("administrator"), *places]) if permits.current().may("administrator", r)]
    with st.form("give-role", clear_on_submit=True):
        person, role, region = st.columns([2, 1.2, 2], vertical_alignment="bottom")
        person.text_input(t("Person, as the login names them"), key="role-person", max_chars=120)
        role.selectbox(t("Role"), permits.ROLES, format_func=code_name, key="role-role")
        region.selectbox(t("Region"), mine, format_func=lambda r: region_name(r, places), key="role-region", accept_new_options=True,
                         help=t("Choose a place, or type the leading digits of a region code: 4 for a city, 6 for a county, 9 for a township."))
        st.form_submit_button(t("Give the role"), icon=":material/person_add:", on_click=give)


def give() -> None:
    """Gives the role of the form."""
    state = st.session_state
    change(give_role, state["role-person"], state["role-role"], state["role-region"] or EVERYWHERE)


def change(what, person: str, role: str, region: str) -> None:
    """Gives or takes a role; what stands in the way is said on the page."""
    try:
        what(database(), person, role, region)
    except DatabaseProblem as problem:
        judging.say_problem(told_problem(problem))


def draw_log() -> None:
    """Draws the log, a page at a time; all that is chosen can be saved."""
    st.subheader(t("Log"), anchor=False)
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        chosen = tuple(address.choose(st.multiselect, t("Action"), list(registers.ACTIONS), "action", many=True, format_func=code_name, placeholder=t("All")))
    with right:
        actor = address.search(t("By whom"), "by", placeholder=t("part of a name"))
    total, spoken = query_audit_count(database(), chosen, actor), language()
    parts.draw_coverage(t("{n} lines. They are kept for at least {days} days: python -m loaders log --prune DAYS takes older ones out.", n=f"{total:,}", days=LEAST_DAYS))
    if not total:
        return
    offset = parts.draw_pager(total, LINES)
    lines = registers.journal(query_audit(database(), chosen, actor, LINES, offset), spoken)
    about = ["" if pd.isna(i) else str(int(i)) for i in lines["report_id"]]  # most lines are about no report: nothing is missing there
    parts.draw_frame_table(lines.assign(report_id=about), registers.JOURNAL, f"log-{offset}")

    def whole() -> pd.DataFrame:
        return registers.journal(query_audit(database(), chosen, actor, None), spoken)

    with st.container(horizontal=True):
        parts.draw_save(t("Save as CSV"), lambda: to_csv(whole(), spoken), f"{t('Log')}.csv", parts.CSV, key="log-csv")
        parts.draw_save(t("Save as Excel"), lambda: to_xlsx({"log": whole()}, spoken), f"{t('Log')}.xlsx", parts.XLSX, key="log-xlsx")


if __name__ == "__main__":
    begin_at_the_entrance()
