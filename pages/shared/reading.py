"""One report, piece by piece, as the report page and the preview of an upload show it: each number beside its proof."""
import re
from html import escape

import streamlit as st

from pages.shared import official
from pages.shared.evidence import cover, marked, plain, proof
from pages.shared.pieces import anchor, table, tag
from pages.shared.words import UNREAD, code_name, headed, language, mark, measure_name, name, number, t, theme_name, told, unit_name
from report import checks, form
from report.model import AnnualReport, CellReference, Clause, Finding
from report.pairing import pair
from report.themes import UNCLASSIFIED
from report.unread import find_unread

TEXT_PLACE = re.compile(r"text-([a-z_]+)-(\d{1,7})-(\d{1,7})")  # text-overview-120-122, the address of words that were searched for
TABLES = {"disclosed": mark("Table 2"), "requests": mark("Table 3"), "disputes": mark("Table 4")}


def draw_identity(report: AnnualReport, at: str | None = None) -> None:
    """Draws who reports, for where and which year, with the words that prove it."""
    agency, region = report.agency, report.region
    place = " ".join(p for p in (region.province, region.city, region.county, region.township) if p) if region else ""
    if region and region.code:
        place += f" ({region.code})"
    if region and region.candidates:
        place = t("{place} not decided: {n} places fit ({codes})", place=place, n=len(region.candidates), codes=", ".join(region.candidates[:6])).strip()
    none = f'<span class="soft">{t("Not recognised")}</span>'
    lines = [[t("Agency name"), escape(report.agency_name) if report.agency_name else none, proof(report, agency.evidence if agency else None, at == "identity")],
             [t("Type of agency"), escape(code_name(agency.kind)) if agency else none, "—"],
             [t("Region"), escape(place) or none, proof(report, region.evidence if region else None)],
             [t("Year of the data"), str(report.year) if report.year else none, proof(report, report.year_evidence)],
             [t("Title as printed"), plain(report.title) if report.title else f'<span class="soft">{t("no title in the text")}</span>', "—"],
             [t("Published on"), escape(report.published) if report.published else f'<span class="soft">{t("not printed in it")}</span>', proof(report, report.published_evidence)],
             [t("Form of the tables"), escape(editions(report)), "—"],
             [t("File"), escape(f"{report.source.name} · {report.source.bytes:,} B · {report.source.format}"), f'<span class="soft">SHA-256 {report.source.sha256[:16]}…</span>']]
    st.html(f'<div class="board" id="{anchor("identity", at)}">{table([t("What"), t("As read"), t("Proof")], lines, 2)}</div>')


def draw_unread(report: AnnualReport, kind: str) -> bool:
    """Draws that this program failed at a part, in place of what it would show, and returns whether it did."""
    doubt = find_unread(report, kind)
    if doubt:
        st.html(f'<div class="board finding">{tag("doubt", t("Doubt"))}{escape(told(doubt))}</div>')
    return doubt is not None


def editions(report: AnnualReport) -> str:
    """Returns which edition of the form each table follows, in words."""
    names = {line["edition"]: name(line) for line in form.read_forms("editions")}
    found = [(t(label), getattr(report.editions, key)) for key, label in TABLES.items()]
    told_ = [headed(label, names.get(edition, edition)) for label, edition in found if edition]
    if find_unread(report, "unread_tables"):
        return t(UNREAD)
    return " · ".join(told_) or (t("statistics sheet of the years before 2019") if report.statistics else t("no table recognised"))


def draw_figures(report: AnnualReport, at: str | None = None, notes: dict[int, str] | None = None) -> None:
    """Draws the numbers of the prose, each with its sentence and the words marked. `notes`: what a correction says of the n-th figure."""
    unread = draw_unread(report, "unread_figures")
    if not report.figures:
        if not unread:
            st.caption(t("No number was found in the prose."))
        return
    scopes = {True: t("part of the total"), False: f'<b>! {t("outside the total")}</b>', None: f'<span class="soft">{t("not said")}</span>'}
    lines = []
    for i, f in enumerate(report.figures):
        value = t("about {value}", value=number(f.value)) if f.approximate else number(f.value)
        share = f" · {t('printed {share}', share=f'{f.percent:g}%')}" if f.percent is not None else ""
        label = f"<br><span class='soft'>{plain(f.label)}</span>" if f.label and f.label != measure_name(f.measure) else ""
        if notes and i in notes:
            share += f'<br><span class="tag theme">{escape(notes[i])}</span>'
        part = scopes[f.within_total] if f.measure.startswith("disclosed.") and f.measure != "disclosed.total" else ""
        lines.append([f'<span id="{anchor(f"figure-{i}", at)}">{escape(measure_name(f.measure))}</span>{label}',
                      f"<b>{value}</b> {escape(unit_name(f.unit))}{share}", part, proof(report, f.evidence, at == f"figure-{i}")])
    st.html(f'<div class="board">{table([t("Measure"), t("Value"), t("Scope"), t("Source sentence")], lines, 3)}</div>')


def draw_tables(report: AnnualReport, at: str | None = None, notes: dict[tuple[str, str, str], str] | None = None) -> None:
    """Draws tables 2, 3 and 4 as the form lays them out; a link to a finding points at all its cells. `notes`: a line under a cell, by (table, row, column)."""
    if draw_unread(report, "unread_tables") and not any(getattr(report, key) for key in TABLES):
        return
    places = cells_of(report, at)
    if report.statistics and not any(getattr(report, key) for key in TABLES):
        st.caption(t("The form before 2019 has no such tables; its statistics sheet follows."))
        return
    drawn = 0
    for key, label in TABLES.items():
        here = tuple((row, column) for table_, row, column in places if table_ == key)
        sheet = official.sheet_of(report, key, here)
        st.markdown(f"**{t(label)} · {official.table_name(key)}**")
        if sheet is None:
            st.caption(t("Not recognised in the report (missing, a picture, or laid out in a way that was not understood)."))
            continue
        drawn += 1
        sheet.notes.update({(row, column): words for (table_, row, column), words in (notes or {}).items() if table_ == key})
        st.html(f'<div class="board">{official.DRAW[key](sheet)}</div>')
    if drawn:
        st.html(official.legend())


def cells_of(report: AnnualReport, at: str | None) -> list[tuple[str, str, str]]:
    """Returns (table, row, column) of every cell that a link points at: "cell-…" one, a finding or a doubt all that it names."""
    kind, _, place = (at or "").partition("-")
    if kind == "cell":
        found = place.split("-", 2)
        return [tuple(found)] if len(found) == 3 else []
    things = {"finding": report.findings, "doubt": report.doubts}.get(kind, [])
    cells = things[int(place)].cells if place.isdigit() and int(place) < len(things) else []
    return [(c.table, c.row, c.column) for c in cells]


def draw_statistics(report: AnnualReport, at: str | None = None) -> None:
    """Draws the statistics sheet of a report before 2019."""
    lines = [[f'<span id="{anchor(f"statistic-{i}", at)}" class="{"proof" if at != f"statistic-{i}" else "here"}">{plain(s.label)}</span>', escape(s.unit or ""),
              f"<b>{number(s.value)}</b>" if s.value is not None else f'<span class="soft">{t("Not reported")}</span>',
              number(s.cumulative) if s.cumulative is not None else ""] for i, s in enumerate(report.statistics)]
    st.html(f'<div class="board">{table([t("Indicator"), t("Unit"), t("This year"), t("Cumulative")], lines, 0)}</div>')


def draw_problems(report: AnnualReport, at: str | None = None) -> None:
    """Draws problems and measures with their themes, the words that decided, and which problems no measure answers."""
    if draw_unread(report, "unread_problems"):
        return
    if not report.problems and not report.measures:
        st.caption(t("No problem and no measure was recognised in section five."))
        return
    left, right = st.columns(2)
    open_themes = {id(p.problem): p.open for p in pair(report.problems, report.measures)}
    with left:
        st.markdown(f"**{t('Problems stated')}** · {len(report.problems)}")
        st.html("".join(clause(report, c, f"problem-{i}", at, open_themes.get(id(c), ())) for i, c in enumerate(report.problems)) or "—")
    with right:
        st.markdown(f"**{t('Measures announced')}** · {len(report.measures)}")
        st.html("".join(clause(report, c, f"measure-{i}", at) for i, c in enumerate(report.measures)) or "—")


def clause(report: AnnualReport, c: Clause, place: str, at: str | None, open_: tuple[str, ...] = ()) -> str:
    """Returns one problem or measure as HTML."""
    themes = "".join(tag("theme", theme_name(theme)) for theme in c.themes or [UNCLASSIFIED])
    cues = t(", ").join(dict.fromkeys(w for words in c.cues.values() for w in words))
    more = f'<br><span class="soft">{headed(t("Deciding words"), plain(cues))}</span>' if cues else ""
    past = f' <span class="soft">{t("(told of an earlier year)")}</span>' if c.past else ""
    answer = f'<br><span class="soft">! {t("No measure of the theme: {themes}", themes=t(", ").join(theme_name(x) for x in open_))}</span>' if open_ and report.measures else ""
    body = f'<mark class="here">{plain(c.text)}</mark>' if place == at else plain(c.text)
    return f'<div class="board finding" id="{anchor(place, at)}">{body}{past}<br>{themes}{more}{answer}</div>'


def draw_findings(report: AnnualReport, at: str | None = None) -> None:
    """Draws what the report itself gets wrong; below, apart, what could not be checked and why."""
    failed = [(i, f) for i, f in enumerate(report.findings) if f.verdict == "fail"]
    unknown = [f for f in report.findings if f.verdict == "not_checkable"]
    if not failed:
        st.caption(t("No check failed."))
    else:
        st.html("".join(finding(report, f, f"finding-{i}", at) for i, f in failed))
    if unknown:
        with st.expander(t("{n} checks could not be made", n=len(unknown))):
            st.html(f'<div class="board">{table([t("Check"), t("What is checked"), t("Why not")], [[escape(f.check), escape(title(f)), escape(told(f))] for f in unknown], 2)}</div>')


def title(f: Finding) -> str:
    """Returns the title of the finding's check."""
    check = next((c for c in checks.CHECKS if c.id == f.check), None)
    return t(check.title) if check else f.check


def finding(report: AnnualReport, f: Finding, place: str, at: str | None) -> str:
    """Returns one finding as HTML: severity, check, what is said, the rule, the cells and the sentences."""
    check = next((c for c in checks.CHECKS if c.id == f.check), None)
    rule = f'<br><span class="soft">{headed(t("Rule"), escape(t(check.formula)))}</span>' if check else ""
    where = cell_list(f.cells)
    said = "".join(f'<div class="side">{proof(report, e, place == at)}</div>' for e in f.evidence[:4])
    body = f'<mark class="here">{escape(told(f))}</mark>' if place == at else f"<b>{escape(told(f))}</b>"
    return (f'<div class="board finding" id="{anchor(place, at)}">{tag(f.severity, code_name(f.severity))}<span class="soft">{escape(f.check)} {escape(title(f))}</span>'
            f'<br>{body}{rule}{where}{said}</div>')


def cell_list(cells: list[CellReference]) -> str:
    """Returns the cells that a finding or a doubt speaks of, by their official names, to unfold."""
    if not cells:
        return ""
    names = "".join(f"<li>{escape(cell_name(c.table, c.row, c.column))}</li>" for c in cells)
    return f'<details class="cells"{" open" if len(cells) < 3 else ""}><summary>{t("Cells: {n}", n=len(cells))}</summary><ul>{names}</ul></details>'


def cell_name(table: str, row: str, column: str) -> str:
    """Returns a cell by its official names."""
    spoken = language()
    return f"{official.table_name(table)} · {form.row_name(table, row, spoken)} · {form.column_name(table, row, column, spoken)}"


def draw_doubts(report: AnnualReport, at: str | None = None) -> None:
    """Draws where our reading is uncertain: apart from findings, because the agency is not at fault."""
    if not report.doubts:
        st.caption(t("Nothing was left in doubt."))
        return
    parts = []
    for i, d in enumerate(report.doubts):
        place = f"doubt-{i}"
        words = f'<div class="side soft">{plain(d.where[:300])}</div>' if d.where else ""
        where = cell_list(d.cells)
        body = f'<mark class="here">{escape(told(d))}</mark>' if place == at else escape(told(d))
        parts.append(f'<div class="board finding" id="{anchor(place, at)}">{tag("doubt", t("Doubt"))}{body}{where}{words}</div>')
    st.html("".join(parts))


def draw_text(report: AnnualReport, at: str | None = None) -> None:
    """Draws the sections' text with every piece of evidence marked; the section that a link points into is open."""
    spans: dict[str, list[tuple[int, int, str, bool]]] = {}
    things = [(f"figure-{i}", f.evidence) for i, f in enumerate(report.figures)] + [(f"problem-{i}", c.evidence) for i, c in enumerate(report.problems)] + \
             [(f"measure-{i}", c.evidence) for i, c in enumerate(report.measures)]
    for place, e in things:
        spans.setdefault(e.section, []).append((e.start, e.end, f"text-{place}", place == at))
    if (pointed := TEXT_PLACE.fullmatch(at or "")) and report.section(pointed[1]):
        start, end = int(pointed[2]), int(pointed[3])  # what a search found is marked whatever else stands there
        spans[pointed[1]] = [s for s in spans.get(pointed[1], []) if s[1] <= start or s[0] >= end] + [(start, end, "here", True)]
    for section in report.sections:
        head = section.heading or next((name(line) for line in form.read_forms("sections") if line["key"] == section.key), t("Title and lead-in"))
        with st.expander(f"{head} · {t('{n} characters', n=f'{len(section.text):,}')}", expanded=any(s[3] for s in spans.get(section.key, []))):
            st.html(f'<div class="board text">{marked(cover(section.text), spans.get(section.key, [])) or "—"}</div>')


def summary(report: AnnualReport) -> str:
    """Returns one sentence on what the checks found and what was left in doubt."""
    failed = [f.severity for f in report.findings if f.verdict == "fail"]
    errors, warnings = failed.count("error"), failed.count("warning")
    words = t("The checks find {errors} errors and {warnings} warnings.", errors=errors, warnings=warnings) if errors or warnings else t("The checks find no error and no warning.")
    doubts = t("{n} places of our reading are in doubt.", n=len(report.doubts)) if report.doubts else t("Nothing of our reading is in doubt.")
    return words + ("" if language() == "zh" else " ") + doubts
