"""Words in the visitor's language, for this session only, and numbers as the field writes them."""
from contextvars import ContextVar

import streamlit as st

from exports import words
from pages.shared import address
from report.language import LANGUAGES, say



def mark(template: str) -> str:
    """Returns the template as it is: a word that stands in a table of words and is translated where it is shown."""
    return template


UNREPORTED = mark("Not reported")  # a blank: the agency printed nothing
UNREAD = mark("Not recognised")  # a doubt: something is printed that was not read
KINDS = ("subdistrict", "town", "township", "department", "government", "zone", "other")


SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)  # of this run of the script, or of a file that is being saved


def language() -> str:
    """Returns the session's language, "zh" or "en"."""
    return SPOKEN.get() or find_language()


def find_language() -> str:
    """Returns the address bar's language, else that of the page the visitor comes from, else the browser's, else Chinese."""
    asked = address.read("lang") or address.left("lang")
    if asked in LANGUAGES:
        return asked
    locale = st.context.locale or "zh"
    return "zh" if locale.lower().startswith("zh") else "en"


PLAIN = ("year", "years", "before", "version", "page", "report", "id")


def t(template: str, **values) -> str:
    """Returns the English template in the session's language with its {placeholders} filled; counts (int) with thousands separators,
    but not years, versions and ids."""
    return say(template, {k: f"{v:,}" if isinstance(v, int) and k not in PLAIN else v for k, v in values.items()}, language())


def name(line: dict[str, str]) -> str:
    """Returns the vocabulary line's name ({chinese, english}) in the session's language."""
    return line["chinese"] if language() == "zh" else line["english"]


def measure_name(measure: str) -> str:
    """Returns a prose measure's name; the id itself where the vocabulary has none."""
    return words.measure(measure, language())


def theme_name(theme: str) -> str:
    """Returns a theme's name."""
    return words.theme(theme, language())


def code_name(code: str) -> str:
    """Returns the word for a code: a kind of agency, a severity, a verdict."""
    return words.code(code, language())


def told(thing) -> str:
    """Returns what a finding or a doubt says (a part of the report or a row of a frame), in the session's language."""
    return say(thing.template, thing.values, language()) if thing.template else thing.message


def headed(head: str, text: str) -> str:
    """Returns the text behind its head and a colon, as the session's language sets it."""
    return f"{head}：{text}" if language() == "zh" else f"{head}: {text}"


def told_problem(problem) -> str:
    """Returns what went wrong and what to do about it, in the session's language."""
    return ("" if language() == "zh" else " ").join(s for s in (problem.message(language()), problem.hint(language())) if s)


def unit_name(unit: str | None) -> str:
    """Returns the unit as it is written after a number: 条 件 篇 in Chinese, nothing for plain counts in English."""
    if language() == "zh":
        return unit or ""
    return {"万元": "×10,000 yuan"}.get(unit or "", "")


def number(value: float | None) -> str:
    """Returns the number with thousands separators and up to four decimals; 未报告 where there is none."""
    if value is None or value != value:
        return t(UNREPORTED)
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def short(value: float | None) -> str:
    """Returns the number for a headline: as it is below 10,000, from there in 万 with up to two decimals (Chinese only)."""
    if value is None or value != value or abs(value) < 10_000 or language() != "zh":
        return number(value)
    return f"{value / 10_000:,.2f}".rstrip("0").rstrip(".") + "万"


def percent(share: float | None, decimals: int = 1) -> str:
    """Returns a share (0–1) as a percentage; a dash where there is none."""
    return "—" if share is None or share != share else f"{share * 100:.{decimals}f}%"
