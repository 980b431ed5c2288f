"""Files in: read, shown with their proof and their faults, and stored only when a person says so."""
from dataclasses import dataclass
from html import escape

import streamlit as st

from data.engine import let_go
from data.errors import DatabaseProblem
from data.outlook import Outlook, query_outlook
from data.store import Outcome, save_reports
from loaders.errors import OPENED_BY_PASSWORD, UnreadableFile
from loaders.parsed import original_of
from loaders.readers.limits import limits
from loaders.uploads import open_archives, read_opened, read_uploads
from pages.shared import address, parts, pieces, reading
from pages.shared.ask import database
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.gate import guard
from pages.shared.ranked import draw_standing
from pages.shared.words import language, t, told_problem
from report.model import AnnualReport


@dataclass
class Handed:
    """One report handed in, or a file that gave none: what it was read as, or why not, and what became of it. `new`: whether storing it would change anything."""

    name: str
    data: bytes
    result: AnnualReport | UnreadableFile
    stored: Outcome | None = None
    new: bool = True

    @property
    def report(self) -> AnnualReport | None:
        return self.result if isinstance(self.result, AnnualReport) else None

    @property
    def clean(self) -> bool:
        """Whether agency and year are known and nothing of the reading is in doubt."""
        return bool(self.report and self.report.agency_name and self.report.year and not self.report.doubts)


def render() -> None:
    """Draws the page."""
    guard("editor")
    parts.draw_head(t("Upload"))
    parts.draw_lead(t("Hand in reports as Word, PDF, web page, Excel or plain text. Each is read and shown first; nothing is stored before you say so."))
    st.caption(t("Drop files here, or choose them; up to {size} MB each.", size=limits().file_bytes // 1_000_000))
    folder = st.toggle(t("Choose a whole folder"), key="folder")
    files = st.file_uploader(t("Files"), accept_multiple_files="directory" if folder else True, key=f"files-{folder}-{st.session_state.get('batch', 0)}",
                             label_visibility="collapsed")
    handed = read_new(files or [])
    if not handed:
        return
    draw_outcomes(handed)
    draw_passwords(handed)
    draw_storing(handed)
    draw_preview(handed)


def read_new(files) -> list[Handed]:
    """Returns what was handed in, archives opened, reading the files that have not been read yet with a line of progress each."""
    known: dict[str, list[Handed]] = st.session_state.setdefault("handed", {})
    data = {f.file_id: (f.name, f.getvalue()) for f in files}
    new = [(file_id, name, content) for file_id, (name, content) in data.items() if file_id not in known]
    if new:
        let_go()  # of the database: reading files may take minutes
        opened = [(file_id, *one) for file_id, name, content in new for one in open_archives([(name, content, None)])]
        bar = st.progress(0.0, text=t("Reading {n} files …", n=len(opened)))
        seen = 0

        def told(name: str, done: int, pages: int) -> None:
            bar.progress(seen / len(opened), text=t("{i} of {n}: {name}", i=seen + 1, n=len(opened), name=name) + t(" (page {done} of {pages})", done=done + 1, pages=pages))

        for place, (name, content, _), result in read_opened([one[1:] for one in opened], told):
            seen = place + 1
            known.setdefault(opened[place][0], []).append(Handed(name, content, result))
            bar.progress((place + 1) / len(opened), text=t("{i} of {n}: {name}", i=place + 1, n=len(opened), name=name))
        bar.empty()
    return [one for file_id in data for one in known.get(file_id, [])]


def outlook(one: Handed) -> Outlook | None:
    """Returns what storing the file would do, None where it could not be read."""
    return query_outlook(database(), one.report) if one.report else None


def draw_outcomes(handed: list[Handed]) -> None:
    """Draws one line a file, those that were not read first: read or not and why, what the checks found, and what storing would do or did."""
    failed = [h for h in handed if h.report is None]
    stored = [h for h in handed if h.stored and h.stored.status != "failed"]
    words = [t("{n} files: {read} read, {failed} not.", n=len(handed), read=len(handed) - len(failed), failed=len(failed))]
    if stored:
        words.append(t("{n} stored.", n=len(stored)))
    parts.draw_lead(*words)
    lines, seen = [], set()
    for one in [*failed, *(h for h in handed if h.report)]:
        digest = one.report.source.sha256 if one.report else ""
        twice, _ = digest in seen, seen.add(digest)
        if one.report is None:
            lines.append([escape(one.name), pieces.tag("error", t("not read")), escape(told_problem(one.result)), "—"])
            continue
        report = one.report
        who = " · ".join([report.agency_name or t("agency not recognised"), str(report.year) if report.year else t("year not recognised")])
        lines.append([escape(one.name), pieces.tag("theme", "✓ " + t("read")), f"{escape(who)}<br><span class='soft'>{escape(reading.summary(report))}</span>", fate(one, twice)])
    heads = [t("File"), t("Reading"), t("What it is"), t("Storing")]
    st.html(f'<div class="board">{pieces.table(heads, lines, 2)}</div>')


def fate(one: Handed, twice: bool) -> str:
    """Returns what storing did, or would do, as HTML."""
    if one.stored:
        done = {"added": t("stored as new"), "replaced": t("stored; the earlier version is kept") if one.stored.kept else t("stored in the place of the same file as it was read before"), "unchanged": t("the same file is stored already: nothing changed")}
        if one.stored.status == "failed":
            problem = one.stored.problem
            return pieces.tag("error", t("not stored")) + escape(problem.message(language()) if isinstance(problem, DatabaseProblem) else str(problem))
        return pieces.tag("theme", "✓") + done[one.stored.status]
    see = outlook(one)
    one.new = see.status != "unchanged"
    if twice:
        return t("twice in this batch: the same file")
    if see.status == "unchanged":
        return t("the same file is stored already: nothing would change")
    if see.status == "replaced":
        return t("would replace version {version} ({name}); that one is kept", version=see.version, name=escape(see.source_name or ""))
    return t("new; without agency or year it would stand by itself") if see.undecided else t("new")


def draw_passwords(handed: list[Handed]) -> None:
    """Draws a field for each file or archive that a password protects, and reads it again with the one given."""
    for i, one in enumerate(handed):
        if isinstance(one.result, UnreadableFile) and one.result.kind in OPENED_BY_PASSWORD and one.data:
            with st.form(f"password-{i}"):
                word = st.text_input(t("Password of {name}", name=one.name), type="password")
                if st.form_submit_button(t("Read again")) and word:
                    unlock(one, word)
                    st.rerun()


def unlock(one: Handed, word: str) -> None:
    """Reads a protected file or archive again with a password and puts what it holds in its place."""
    let_go()
    batch = next(batch for batch in st.session_state["handed"].values() if one in batch)
    found = [Handed(name, data, result) for (name, data, _), result in read_uploads([(one.name, one.data, word)])]
    batch[batch.index(one):batch.index(one) + 1] = found


def store(chosen: list[Handed]) -> None:
    """Stores reports and keeps what became of each."""
    outcomes = save_reports(database(), [(one.report, original_of(one.report, one.data)) for one in chosen], actor="upload")
    for one, outcome in zip(chosen, outcomes, strict=True):
        one.stored = outcome


def draw_storing(handed: list[Handed]) -> None:
    """Draws the button that stores all that read cleanly, and the way to where the stored reports stand."""
    waiting = [h for h in handed if h.clean and h.stored is None and h.new]
    doubtful = [h for h in handed if h.report and not h.clean and h.stored is None]
    with st.container(horizontal=True):
        if waiting:
            st.button(t("Store the {n} that read cleanly", n=len(waiting)), type="primary", icon=":material/save:", on_click=store, args=(waiting,), key="store-clean")
        st.button(t("Clear this list"), icon=":material/close:", on_click=begin_anew, key="clear-list")
    if doubtful:
        st.caption(t("{n} reports have doubts, or lack agency or year: look at the preview and store them one by one.", n=len(doubtful)))
    done = [h for h in handed if h.stored and h.stored.report_id]
    if done:
        with st.container(horizontal=True):
            for one in done[:8]:
                st.page_link(st.session_state["pages"]["report"], label=" ".join(str(w) for w in (one.report.agency_name or one.name, one.report.year) if w), icon=":material/description:",
                             width="content", query_params=address.kept(report=one.stored.report_id))
        draw_standing([one.stored.report_id for one in done])


def begin_anew() -> None:
    """Empties the list and the field of files."""
    st.session_state["handed"] = {}
    st.session_state["batch"] = st.session_state.get("batch", 0) + 1


def draw_preview(handed: list[Handed]) -> None:
    """Draws one report whole before it is stored."""
    readable = [h for h in handed if h.report]
    if not readable:
        return
    st.subheader(t("Preview"), anchor=False)
    chosen = readable[0]
    if len(readable) > 1:
        place = st.selectbox(t("Report shown"), range(len(readable)), format_func=lambda i: readable[i].name, key="preview")
        chosen = readable[place]
    report = chosen.report
    with st.container(border=True):
        if chosen.stored is None and chosen.new:
            st.button(t("Store this report"), type="secondary" if chosen.clean else "primary", icon=":material/save:", on_click=store, args=([chosen],), key="store-one")
        for title, draw in ((t("Identity"), reading.draw_identity), (t("Findings: what the report gets wrong"), reading.draw_findings),
                            (t("Doubts: where our reading is uncertain"), reading.draw_doubts), (t("Figures and their sentences"), reading.draw_figures),
                            (t("The three tables"), reading.draw_tables), (t("Stated problems and measures"), reading.draw_problems)):
            st.markdown(f"#### {title}")
            draw(report)
        if report.statistics:
            st.markdown(f"#### {t('Statistics sheet')}")
            reading.draw_statistics(report)


if __name__ == "__main__":
    begin_at_the_entrance()
