"""Circular (通报) and brief (简报): the text from the data alone, each number linked to where it comes from, then as Word files."""
from datetime import date
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data import circular, queries
from data.filters import office_day
from exports import circular as files
from exports import sentences
from pages.shared import address, parts
from pages.shared.ask import ask
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard, keep
from pages.shared.glossary import draw_terms
from pages.shared.places import only_region, place_name
from pages.shared.words import language, mark, number, t

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = {"circular": mark("Circular"), "brief": mark("Brief"), "facts": mark("Facts")}
MOST_NAMES = 3  # of a list of names among the facts


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters()
    parts.draw_head(t("Circular and brief"), scope)
    if scope.year is None or not ask(queries.query_years):
        parts.draw_empty(t("No report is stored yet."))
        return
    confirmed = address.switch(t("Only errors that a person confirmed"), "confirmed", help=t("Otherwise every error that nobody dismissed is told."))
    told = ask(circular.query_circular, scope.year, scope.wide, confirmed)
    if not told.value("due"):
        parts.draw_empty(t("No agency fits."), t("Choose another year or clear the filters."), upload=False)
        return
    parts.draw_lead(t("{reported} of {due} reports for {year} are in; {errors} errors in the reports of {k} agencies are named.", reported=told.value("reported"),
                      due=told.value("due"), year=scope.year, errors=told.value("errors.all"), k=told.value("errors.agencies")))
    parts.draw_coverage(t("Every number of the text is counted from the stored reports; follow it to where it stands."), scope)
    draw_terms("roster", "finding")
    head = draw_head_fields(scope)
    draw_saving(scope, told, head)
    view = address.choose(st.segmented_control, t("Show"), list(SHOWN), "show", default="circular", format_func=lambda s: t(SHOWN[s]), required=True, label_visibility="collapsed")
    {"circular": draw_circular, "brief": draw_brief, "facts": draw_facts}[view](told, head)


def draw_head_fields(scope: Scope) -> files.Letterhead:
    """Draws what a person adds and returns it: the place in the title, the office that signs, the day."""
    left, middle, right = st.columns([2, 2, 1.2], vertical_alignment="bottom")
    with left:
        place = address.search(t("Place in the title"), "place", placeholder=place_name(scope), max_chars=60)
    with middle:
        office = address.search(t("Issuing office"), "office", max_chars=60)
    asked = day_of(address.read("day", ""))
    dated = right.date_input(t("Date of the letter"), value=asked or office_day(), key=f"circular-day-{asked}", format="YYYY-MM-DD")
    address.write("day", dated.isoformat() if dated and (asked or dated != office_day()) else None)
    return files.Letterhead(place or place_name(scope), office.strip(), dated)


def day_of(words: str) -> date | None:
    """Returns the day of "2026-02-01", None where the words are no day."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def draw_saving(scope: Scope, told: circular.Circular, head: files.Letterhead) -> None:
    """Draws the two buttons that save the documents."""
    spoken = language()
    with st.container(horizontal=True):
        for kind, write, label in (("circular", files.circular_document, t("Save the circular as Word")), ("brief", files.brief_document, t("Save the brief as Word"))):
            name = f"{head.place}-{told.year}-{t(SHOWN[kind])}.docx"
            st.download_button(label, keep(lambda write=write: write(told, head, spoken), name), name, DOCX, icon=":material/description:",
                               on_click="ignore", type="primary" if kind == "circular" else "secondary", key=f"save-{kind}")
    st.caption(parts.join([t("No region is chosen in the sidebar: a circular is usually of one county.") if not (scope.wide.region or only_region()) else "",
                           t("Read it before you sign it: it names agencies.")]))


def draw_circular(told: circular.Circular, head: files.Letterhead) -> None:
    """Draws the text of the circular as it will stand in the file."""
    spoken = language()
    lines = [f"<h3>{escape(files.title(told, head, spoken))}</h3>"]
    for i, passage in enumerate(sentences.passages(told, head.place, spoken)):
        lines.append(f"<h4>{escape(files.numbered(i, passage.heading, spoken))}</h4>")
        lines += [f"<p>{as_html(paragraph, told)}</p>" for paragraph in passage.paragraphs]
    st.html(f'<div class="board letter">{"".join(lines)}</div>')
    st.caption(t("Annexes of the file: the three tables added up; the list of agencies with days, errors and warnings."))


def draw_brief(told: circular.Circular, head: files.Letterhead) -> None:
    """Draws the brief."""
    st.html('<div class="board letter">' + "".join(f"<p>{as_html(p, told)}</p>" for p in sentences.brief(told, head.place, language())) + "</div>")


def as_html(paragraph: list[sentences.Sentence], told: circular.Circular) -> str:
    """Returns one paragraph with each number linked to the page that shows where it comes from."""
    safe = [s.html(language(), lambda key: link_to(told.facts[key], told)) for s in paragraph]
    return ("" if language() == "zh" else " ").join(safe)


def link_to(fact: circular.Fact, told: circular.Circular) -> str:
    """Returns the address of the page where a fact stands, with the same choice."""
    return f"{fact.page}?" + urlencode(address.kept(year=told.year, lang=language(), **fact.where), doseq=True)


def draw_facts(told: circular.Circular, head: files.Letterhead) -> None:
    """Draws the facts that the text tells, one a line: value, how it is counted, and the page that shows it."""
    used: dict[str, str] = {}
    for sentence in (s for p in sentences.passages(told, head.place, language()) for paragraph in p.paragraphs for s in paragraph):
        for key in sentence.facts():
            used.setdefault(key, sentence.text(language()))
    lines = pd.DataFrame([{"told": shown(told.value(key)), "fact": said, "how": t(told.facts[key].how), "open": link_to(told.facts[key], told)} for key, said in used.items()],
                         columns=["told", "fact", "how", "open"])
    names = {"told": t("Value"), "fact": t("Sentence of the text"), "how": t("How it is counted"), "open": t("Where it stands")}
    st.dataframe(lines, hide_index=True, width="stretch", key="facts", height=560,
                 column_config={k: st.column_config.Column(v) for k, v in names.items()} | {"open": st.column_config.LinkColumn(names["open"], display_text=t("open"))})
    parts.draw_downloads(lines.rename(columns=names), [v for k, v in names.items() if k != "open"], t("Facts"), "facts")


def shown(value) -> str:
    """Returns a fact's value in words."""
    if isinstance(value, tuple):
        names = [v if isinstance(v, str) else " · ".join(str(x) for x in v if x is not None) for v in value]
        return f"{len(value)}" + ("：" if language() == "zh" else ": ") + t(", ").join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "") if value else "0"
    return number(value)


if __name__ == "__main__":
    begin_at_the_entrance()
