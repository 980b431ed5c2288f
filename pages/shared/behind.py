"""What lies behind a mark that was picked: its rows, the sentence or cell each was read from, the way to the report, and the export."""
from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from data.filters import Filter
from pages.shared import address, parts
from pages.shared.columns import report_link
from pages.shared.evidence import SENTENCE_END, quoted
from pages.shared.words import number, t, unit_name

MOST_CARDS = 4


def draw_behind(heading: str, frame: pd.DataFrame, shown: list[str], name: str, at: str = "figure") -> None:
    """Draws the rows behind a pick with a visible way to clear it.

    The frame has report_id and agency, and where a row has a sentence: before, words, after. `at`: the kind of evidence (figure,
    problem, measure …) that, with the row's seq, names its place on the report's page."""
    with st.container(border=True, key=f"behind-{name}"):
        head, button = st.columns([4, 1], vertical_alignment="center")
        head.markdown(f"**{heading}** · {t('{n} rows', n=f'{len(frame):,}')}")
        button.button(t("Clear selection"), key=f"clear-{name}", on_click=parts.unpick, icon=":material/close:", width="stretch")
        if frame.empty:
            st.caption(t("No row lies behind this mark: nothing was reported."))
            return
        frame = linked(frame, at)
        parts.draw_amended(Filter(reports=tuple(sorted({int(i) for i in frame["report_id"]}))[:500]))
        key = f"rows-{name}-{st.session_state.get('turn', 0)}-{address.read('pick')}"
        parts.draw_frame_table(frame, [*shown, "sentence", "open"], key, on_select=lambda: parts.remember(key, "row", list(range(len(frame)))), selection_mode="single-row")
        parts.draw_downloads(frame, [*shown, "sentence"], name, f"behind-{name}")
        row = address.read("row", "")
        chosen = [int(row)] if row.isdigit() and int(row) < len(frame) else (range(len(frame)) if len(frame) <= MOST_CARDS else [])
        if not chosen:
            st.caption(t("Select a row to read its source with the words marked."))
        for card in (frame.iloc[i] for i in chosen):
            draw_card(card)


def linked(frame: pd.DataFrame, at: str) -> pd.DataFrame:
    """Returns the frame with `sentence` (the evidence in its context, as plain text) and `open` (the address of its place)."""
    frame = frame.copy()
    if "words" in frame:
        frame["sentence"] = ["".join(cut(*line)) for line in texts(frame)]
    if "at" not in frame:
        frame["at"] = [f"{at}-{int(s)}" if not pd.isna(s) else "" for s in frame["seq"]] if "seq" in frame else ""
    frame["open"] = [report_link(i, place) for i, place in zip(frame["report_id"], frame["at"])]
    return frame


def texts(frame: pd.DataFrame) -> Iterable[tuple[str, str, str]]:
    """Yields before, words, after of each row, empty where there is none."""
    for line in frame[["before", "words", "after"]].itertuples(index=False):
        yield tuple(v if isinstance(v, str) else "" for v in line)


def cut(before: str, words: str, after: str) -> tuple[str, str, str]:
    """Returns the context cut to the ends of the sentence."""
    begin = max((m.end() for m in SENTENCE_END.finditer(before)), default=0)
    stop = None if SENTENCE_END.search(words[-1:]) else SENTENCE_END.search(after)
    return before[begin:].lstrip(), words, "" if SENTENCE_END.search(words[-1:]) else after[:stop.end() if stop else None].rstrip()


def draw_card(row: pd.Series) -> None:
    """Draws one row's source: the agency, the number, the sentence with its words marked, and the link to its place."""
    year = "" if pd.isna(row.get("year")) else f" · {int(row['year'])}"
    value = f" · {number(row['value'])} {unit_name(row.get('unit') if isinstance(row.get('unit'), str) else '')}" if "value" in row else ""
    told = quoted(*cut(*next(iter(texts(pd.DataFrame([row])))))) if "words" in row else escape(str(row.get("message") or ""))
    name = row["agency"] if isinstance(row["agency"], str) else t("Agency not recognised")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<div class="board side"><b>{escape(name)}</b>{year}{escape(value)}<br>{told}</div>')
        st.page_link(st.session_state["pages"]["report"], label=t("Open at this place"), icon=":material/open_in_new:", width="content",
                     query_params=address.kept(report=int(row["report_id"]), at=row["at"]))
