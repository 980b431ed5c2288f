"""What a term means, where it stands: a line under a heading, a hint at the head of a column."""
from functools import cache
from html import escape

import streamlit as st

from pages.shared.words import language
from report import form


@cache
def terms() -> dict[str, dict[str, str]]:
    """Returns the lines of report/forms/glossary.csv by id."""
    return {line["id"]: line for line in form.read_forms("glossary")}


def meaning(term: str) -> str | None:
    """Returns what the term means in the session's language, None where the glossary has no such term."""
    line = terms().get(term)
    return line and line["meaning_zh" if language() == "zh" else "meaning_en"]


def draw_terms(*ids: str) -> None:
    """Draws one line a term: its word and what it means."""
    word = "chinese" if language() == "zh" else "english"
    colon = "：" if language() == "zh" else ": "
    st.html('<p class="glossary">' + "".join(f"<span><b>{escape(terms()[i][word])}</b>{colon}{escape(meaning(i))}</span> " for i in ids) + "</p>")


def known_terms(*ids: str) -> list[str]:
    """Returns those of the ids that the glossary explains."""
    return [i for i in ids if i in terms()]
