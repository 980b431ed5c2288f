"""The view of who decided and corrected what, when and why."""
import streamlit as st

from data import verdicts
from data.corrections import query_corrections
from data.queries import query_journal
from exports import registers
from pages.shared import parts
from pages.shared.ask import ask, database
from pages.shared.filters import Scope
from pages.shared.person import draw_actor
from pages.shared.words import language, t

LINES = 50  # rows of a list


def draw_registers(scope: Scope) -> None:
    """Draws who decided and corrected what, when and why; all of it can be saved."""
    spoken = language()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draw_actor()
        parts.draw_save(t("Save the registers as Excel"), lambda: registers.registers_workbook(database(), scope.filter, spoken), f"{t('Registers')}.xlsx", parts.XLSX)
    st.subheader(t("Verdicts"), anchor=False)
    total = ask(verdicts.query_verdict_count, scope.filter)
    if total:
        offset = parts.draw_pager(total, LINES, "vpage")
        found = ask(verdicts.query_verdicts, scope.filter, limit=LINES, offset=offset)
        parts.draw_frame_table(registers.verdicts(found, spoken), registers.VERDICTS, f"verdicts-{offset}")
    else:
        st.caption(t("No verdict has been given."))
    st.subheader(t("Corrections"), anchor=False)
    corrected = ask(query_corrections, scope.filter, in_force=None)
    if len(corrected):
        parts.draw_frame_table(registers.corrections(corrected.head(500), spoken), registers.CORRECTIONS, "corrections")
    else:
        st.caption(t("Nothing has been corrected. Corrections are made on a report’s page."))
    with st.expander(t("Journal: the last {n} changes of the database", n=200)):
        parts.draw_frame_table(registers.journal(ask(query_journal, 200), spoken), registers.JOURNAL, "journal")
