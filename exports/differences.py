"""The differences of two reports as a Word file: what is gone is struck through, what is new is underlined, on paper too."""
import io
from dataclasses import dataclass

from exports.frames import CONTROL
from report.differences import Piece
from report.language import say

FONT = "仿宋_GB2312"  # named, not embedded


@dataclass(frozen=True)
class SectionDifference:
    """One section of two reports: its title, whether the first or the second report lacks it, the pieces, and the shares (0–1, None: too short) of
    each one's own words that stand in the other."""

    title: str
    no_first: bool
    no_second: bool
    pieces: list[Piece]
    share: float | None
    other_share: float | None


def write_differences(names: list[str], sections: list[SectionDifference], cells: list[tuple[str, str, str]], language: str = "zh") -> bytes:
    """Returns the Word file. `names`: the two reports; `cells`: place, first and second printed value of each cell that differs."""
    from docx import Document  # 150 ms that a page without a file need not pay
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    def t(template: str, **values) -> str:
        return say(template, values, language)

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    document.add_heading(t("Differences of two reports"), 0)
    document.add_paragraph(t("A: {name}", name=names[0]))
    document.add_paragraph(t("B: {name}", name=names[1]))
    legend = document.add_paragraph()
    for text, kind in ((t("struck through: only in A"), "deleted"), ("　", "equal"), (t("underlined: only in B"), "inserted")):
        _run(legend, text, kind, RGBColor)
    for section in sections:
        document.add_heading(section.title, 2)
        if section.no_first or section.no_second:
            document.add_paragraph(t("Only in B.") if section.no_first else t("Only in A."))
        elif section.share is not None and section.other_share is not None:
            document.add_paragraph(t("Repeated words: {first} of A's stand in B, {second} of B's in A.", first=f"{section.share:.0%}", second=f"{section.other_share:.0%}"))
        paragraph = document.add_paragraph()
        for piece in section.pieces:
            for i, line in enumerate(piece.text.split("\n")):
                if i:
                    paragraph = document.add_paragraph()
                if line:
                    _run(paragraph, CONTROL.sub("", line), piece.kind, RGBColor)
    if cells:
        document.add_heading(t("Cells that differ"), 2)
        grid = document.add_table(rows=1, cols=3)
        grid.style = "Table Grid"
        for line in ((t("Cell"), t("Report A"), t("Report B")), *cells):
            row = grid.rows[0] if line[0] == t("Cell") and grid.rows[0].cells[0].text == "" else grid.add_row()
            for box, words in zip(row.cells, line):
                box.text = CONTROL.sub("", words)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _run(paragraph, text: str, kind: str, colour) -> None:
    run = paragraph.add_run(text)
    if kind == "deleted":
        run.font.strike, run.font.color.rgb = True, colour(0x8A, 0x3B, 0x12)
    elif kind == "inserted":
        run.font.underline, run.font.bold, run.font.color.rgb = True, True, colour(0x00, 0x50, 0x7D)
