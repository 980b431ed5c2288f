"""What Word files of the office share: the page, the fonts by name, lines of text, tables with real merges."""
import io
import re
from xml.sax.saxutils import escape

from exports.official import DISPUTE_ROW, FILL, ROW, WIDTHS, Box

TITLE_FONT, HEADING_FONT, SUB_FONT, BODY_FONT, TABLE_FONT, RULE_FONT = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体", "楷体"
TITLE_SIZE, BODY_SIZE, TABLE_SIZE, NOTE_SIZE = 22, 16, 10, 10.5  # points: 二号, 三号, 五号 a little smaller, 五号
LINE = 28.95  # points: 22 lines a page
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # a control character that no Word file can hold
ALIGN = {"left": 0, "center": 1, "right": 2, "both": 3}
MARGINS = {"letter": (3.7, 3.5, 2.8, 2.6), "form": (2.54, 2.54, 1.9, 1.9)}  # top, bottom, left, right in cm


def new_document(margins: str = "letter"):
    """Returns an empty Word document on portrait A4."""
    from docx import Document  # 150 ms that a page without a file need not pay
    from docx.shared import Cm

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = map(Cm, MARGINS[margins])
    return document


def packed(document) -> bytes:
    """Returns the document as a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def write_line(document, text: str, font: str = BODY_FONT, size: float = BODY_SIZE, align: str = "both", indent: bool = True, before: float = 0,
               after: float = 0, line: float | None = LINE, keep: bool = False):
    """Writes one paragraph. `indent`: two letters at its beginning; `keep`: on the same page as what follows."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    _run(paragraph, text, font, size)
    style = paragraph.paragraph_format
    style.line_spacing = Pt(line) if line else None
    style.space_before, style.space_after, style.keep_with_next = Pt(before), Pt(after), keep
    style.first_line_indent = Pt(2 * size) if indent else None
    paragraph.alignment = ALIGN[align]
    return paragraph


def write_boxes(document, table: str, boxes: list[Box], values: dict[tuple[str, str], tuple[str, str]]) -> None:
    """Writes a table of the official form. `values`: cell -> (number, a small remark behind it)."""
    last = max(b.line + b.lines for b in boxes)
    lines: list[list[str]] = [[] for _ in range(last)]
    for box in sorted(boxes, key=lambda b: (b.line, b.column)):
        text, remark = values.get(box.cell, ("", "")) if box.cell else (box.text, "")
        align = "center" if box.kind in ("head", "value") or (box.kind == "label" and table == "disclosed") else "left"
        width = sum(WIDTHS[table][box.column:box.column + box.columns])
        for line in range(box.line, box.line + box.lines):
            merge = "" if box.lines == 1 else "restart" if line == box.line else "continue"
            words = (text, remark) if merge != "continue" else ("", "")
            lines[line].append((box.column, _cell(width, box.columns, merge, *words, RULE_FONT if box.kind == "rule" else TABLE_FONT, align, box.kind == "article")))
    least = [ROW if table == "disclosed" else DISPUTE_ROW if table == "disputes" and i == last - 1 else 0 for i in range(last)]
    _add_table(document, WIDTHS[table], [[cell for _, cell in sorted(line)] for line in lines], least, 3 if table == "requests" else 0)


def write_frame(document, heads: list[str], rows: list[list[str]], widths: list[int]) -> None:
    """Writes a plain table with a heading line that repeats on each page. `widths`: of the columns in twentieths of a point."""
    lines = [[_cell(w, 1, "", str(text), "", TABLE_FONT, "center" if i == 0 else "left", i == 0) for text, w in zip(line, widths)]
             for i, line in enumerate([heads, *rows])]
    _add_table(document, widths, lines, [0] * len(lines), 1)


def _run(paragraph, text: str, font: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(CONTROL.sub("", text))
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _cell(width: int, span: int, merge: str, text: str, remark: str, font: str, align: str, shaded: bool) -> str:
    """One cell of a table as XML."""
    reach = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{FILL}"/>' if shaded else ""
    return (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{reach}{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/></w:pPr>{_words(text, font)}{_words(remark, font, True)}</w:p></w:tc>')


def _words(text: str, font: str, superscript: bool = False) -> str:
    """A run of a table cell as XML; nothing where there is no text."""
    if not text:
        return ""
    raised = '<w:vertAlign w:val="superscript"/>' if superscript else ""
    return (f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/><w:sz w:val="{2 * TABLE_SIZE}"/><w:szCs w:val="{2 * TABLE_SIZE}"/>'
            f'{raised}</w:rPr><w:t xml:space="preserve">{escape(CONTROL.sub("", text))}</w:t></w:r>')


def _add_table(document, widths, lines: list[list[str]], least: list[int], repeated: int) -> None:
    """Appends a table of fixed widths, centred, with lines around each cell. `least`: height of each line; `repeated`: lines that stand again on each page."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    edges = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    rows = []
    for i, cells in enumerate(lines):
        marks = '<w:cantSplit/>' + (f'<w:trHeight w:val="{least[i]}" w:hRule="atLeast"/>' if least[i] else "") + ("<w:tblHeader/>" if i < repeated else "")
        rows.append(f'<w:tr><w:trPr>{marks}</w:trPr>{"".join(cells)}</w:tr>')
    xml = (f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
           '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
           f'<w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>')
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
