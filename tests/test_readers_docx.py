"""Word files: one feature of Word a case, each as raw XML, and whole reports with real merges."""
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from loaders.errors import UnreadableFile
from loaders.readers import read_document
from tests import official
from tests.filled import filled, report_blocks
from tests.grids import order, paragraphs, pictures, placed, tables, texts

SHARED = Path(__file__).parents[1].parent / "shared"
NAMES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006", "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "m": "http://schemas.openxmlformats.org/officeDocument/2006/math"}.items())


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(xml: str, change=None) -> bytes:
    """A Word file whose body is the XML (w: and the other prefixes are known); `change(document)` may set up the rest."""
    document = docx.Document()
    if change:
        change(document)
    body = document.element.body
    for element in list(parse_xml(f"<w:x {NAMES}>{xml}</w:x>")):
        body.insert(len(body) - 1, element)
    return saved(document)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def para(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text) if not text.startswith('<') else text}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_stands_in_its_place(seed, edition):
    blocks = report_blocks(filled(seed, edition))
    document = read_document(official.word_file(blocks), "a.docx")
    assert [placed(t.cells) for t in tables(document)] == [placed(b) for b in blocks if not isinstance(b, str)]
    assert paragraphs(document) == [b for b in blocks if isinstance(b, str)]


FIELD = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>{}<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + run("7") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
BOX = "<w:txbxContent>" + para("框内") + table(row("甲", "1"), row("乙", "2")) + "</w:txbxContent>"
PARAGRAPHS = [  # the feature, the body, its paragraphs
    ("tracked changes", para("共", f"<w:ins w:id='1'>{run('新')}</w:ins><w:del w:id='2'><w:r><w:delText>旧</w:delText></w:r></w:del>", "条"), ["共新条"]),
    ("moved text", para("甲", f"<w:moveFrom w:id='1'>{run('移')}</w:moveFrom>") + para(f"<w:moveTo w:id='2'>{run('移')}</w:moveTo>"), ["甲", "移"]),
    ("a deleted paragraph end", para("前半", properties="<w:rPr><w:del w:id='1'/></w:rPr>") + para("后半"), ["前半后半"]),
    ("hidden text", para("现", run("藏", "<w:vanish/>"), run("也现", "<w:vanish w:val='0'/>")), ["现也现"]),
    ("raised digits", para("共8", run("1", "<w:vertAlign w:val='superscript'/>"), "件", run("2", "<w:vertAlign w:val='baseline'/>")), ["共8¹件2"]),
    ("crossed-out words", para("共", run("88", "<w:strike/>"), run("8", "<w:strike w:val='0'/>"), "件"), ["共8件"]),
    ("fields", para("第", FIELD.format(""), f"<w:fldSimple w:instr='DATE'>{run('8')}</w:fldSimple>", "页"), ["第78页"]),
    ("a field without end", para("甲", "<w:r><w:fldChar w:fldCharType='begin'/></w:r>") + para("乙"), ["甲", "乙"]),
    ("content controls", f"<w:sdt><w:sdtContent>{para('甲', f'<w:sdt><w:sdtContent>{run(chr(0x4e59))}</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>", ["甲乙"]),
    ("a control that nobody filled in", "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + para("单击此处输入文字。") + para("0") + "</w:sdtContent></w:sdt>"
     + para("甲", "<w:sdt><w:sdtPr><w:showingPlcHdr w:val='0'/></w:sdtPr><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt>"), ["0", "甲乙"]),
    ("links and smart tags", para(f"<w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag><w:smartTag>{run('标签')}</w:smartTag></w:smartTag>"), ["链接标签"]),
    ("line and page breaks", para("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type='page'/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>"), ["甲", "乙丙", "丁"]),
    ("hyphens and hard spaces", para("<w:r><w:t>甲</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>\xa0乙\u00ad</w:t></w:r>"), ["甲- 乙"]),
    ("ruby", para("<w:r><w:ruby><w:rt>" + run("yún") + "</w:rt><w:rubyBase>" + run("云") + "</w:rubyBase></w:ruby></w:r>"), ["云"]),
    ("symbols", para("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/><w:sym w:font='Arial' w:char='2264'/></w:r>", "3"), ["≤3"]),
    ("formulas", para("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), ["x=1"]),
    ("one branch of alternatives", para(f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{run('新')}</mc:Choice><mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent></w:r>"), ["新"]),
    ("a table of contents", "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>" + para("一、总体情况1") + "</w:sdtContent></w:sdt>" + para("一、总体情况"), ["一、总体情况"]),
]


@pytest.mark.parametrize("body, wanted", [case[1:] for case in PARAGRAPHS], ids=[case[0] for case in PARAGRAPHS])
def test_paragraphs(body, wanted):
    assert paragraphs(read_document(word(body), "a.docx")) == wanted


SPAN, RESTART, GO_ON = "<w:gridSpan w:val='{}'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
GRIDS = [  # the feature, the rows, the cells
    ("gridSpan and vMerge", [row(cell("甲", SPAN.format(2) + RESTART), "1"), row(cell("", SPAN.format(2) + GO_ON), "2"), row("乙", "丙", "3")],
     [(0, 0, 2, 2, "甲"), (0, 2, 1, 1, "1"), (1, 2, 1, 1, "2"), (2, 0, 1, 1, "乙"), (2, 1, 1, 1, "丙"), (2, 2, 1, 1, "3")]),
    ("hMerge", [row(cell("甲", "<w:hMerge w:val='restart'/>"), cell("", "<w:hMerge w:val='continue'/>"), "1"), row("乙", "丙", "2")],
     [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "2")]),
    ("gridBefore", [row("甲", "1", "2"), row("3", "4", properties="<w:gridBefore w:val='1'/>")],
     [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (0, 2, 1, 1, "2"), (1, 1, 1, 1, "3"), (1, 2, 1, 1, "4")]),
    ("rows and cells in content controls", ["<w:sdt><w:sdtContent>" + row("甲", f"<w:sdt><w:sdtContent>{cell('1')}</w:sdtContent></w:sdt>") + "</w:sdtContent></w:sdt>", row("乙", "2")],
     [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
    ("deleted and inserted rows", [row("甲", "1"), row("删", "9", properties="<w:del w:id='1'/>"), row("乙", "2", properties="<w:ins w:id='2'/>")],
     [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
    ("deleted cells", [row("甲", cell("9", "<w:cellDel w:id='1'/>"), "1"), row("乙", "2")], [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
    ("a merge that begins nowhere", [row(cell("甲", GO_ON), "1"), row("乙", "2")], [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
    ("two paragraphs in a cell", [row(cell(para("商业") + para("企业")), "1"), row("其他", "2")], [(0, 0, 1, 1, "商业企业"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "其他"), (1, 1, 1, 1, "2")]),
    ("blank cells", [row("甲", "", "3"), row("", "", "")], [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, ""), (0, 2, 1, 1, "3"), (1, 0, 1, 1, ""), (1, 1, 1, 1, ""), (1, 2, 1, 1, "")]),
    ("a span of thousands", [row(cell("甲", SPAN.format(30000)), "1"), row("乙", "2")], [(0, 0, 1, 1, "甲"), (0, 2, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
]


@pytest.mark.parametrize("rows, wanted", [case[1:] for case in GRIDS], ids=[case[0] for case in GRIDS])
def test_grids(rows, wanted):
    [found] = tables(read_document(word(table(*rows)), "a.docx"))
    if rows is GRIDS[-1][1]:  # the far column only has to stay to the right of the others
        assert texts(found) == [["甲", "1"], ["乙", "2"]]
    else:
        assert placed(found.cells) == wanted


def test_text_boxes_stand_behind_their_paragraph_once():
    box = f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    document = read_document(word(para("前", f"<w:r>{box}</w:r>") + para("后")), "a.docx")
    assert paragraphs(document) == ["前", "框内", "后"]
    assert order(document) == "pptp"


def test_a_layout_table_becomes_what_stands_inside():
    inner = table(row("规章", "0"), row("许可", "1"))
    document = read_document(word(table(row(cell(para("一、总体情况") + inner + para("后文"))))), "a.docx")
    assert order(document) == "ptp"
    assert paragraphs(document) == ["一、总体情况", "后文"]


LISTS = """<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{0}"/><w:lvlText w:val="{1}"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="{2}"/><w:lvlText w:val="{3}"/></w:lvl></w:abstractNum>"""
NUMBERS = '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num><w:num w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'


def numbered(formats: tuple[str, str, str, str], levels: list[tuple[int, int]], style: bool = False) -> list[str]:
    """The paragraphs of a list: (numId, level) each, all with the text 项."""
    def change(document):
        part = document.part.numbering_part.element
        for element in parse_xml(f"<w:x {NAMES}>{LISTS.format(*formats)}</w:x>"):
            part.insert(0, element)
        for element in parse_xml(f"<w:x {NAMES}>{NUMBERS}</w:x>"):
            part.append(element)
        if style:
            properties = document.styles["Heading 1"].element.get_or_add_pPr()
            properties.append(parse_xml(f"<w:numPr {NAMES}><w:ilvl w:val='0'/><w:numId w:val='90'/></w:numPr>"))
    mark = "<w:pStyle w:val='Heading1'/>" if style else "<w:numPr><w:ilvl w:val='{1}'/><w:numId w:val='{0}'/></w:numPr>"
    return paragraphs(read_document(word("".join(para("项", properties=mark.format(*pair)) for pair in levels), change), "a.docx"))


CHINESE = ("chineseCountingThousand", "%1、", "chineseCounting", "（%2）")
NUMBERING = [  # formats, (list, level) of each paragraph, what Word prints
    (CHINESE, [(90, 0), (90, 1), (90, 1), (90, 0), (90, 1)], ["一、项", "（一）项", "（二）项", "二、项", "（一）项"]),
    (("decimal", "%1.", "decimal", "%1.%2"), [(90, 0), (90, 1), (90, 0), (90, 1)], ["1.项", "1.1 项", "2.项", "2.1 项"]),
    (CHINESE, [(90, 0)] * 12, [f"{n}、项" for n in "一 二 三 四 五 六 七 八 九 十 十一 十二".split()]),
    (("decimalEnclosedCircle", "%1", "lowerLetter", "%2)"), [(90, 0), (90, 1), (90, 0)], ["① 项", "a)项", "② 项"]),
    (("bullet", "\uf0b7", "upperRoman", "%2."), [(90, 0), (90, 1)], ["项", "I.项"]),
    (("decimal", "第%1部分", "decimal", "%2"), [(90, 0), (91, 0), (91, 0)], ["第1部分 项", "第5部分 项", "第6部分 项"]),
    (CHINESE, [(90, 0), (0, 0), (90, 0)], ["一、项", "项", "二、项"]),
]


@pytest.mark.parametrize("formats, levels, wanted", NUMBERING)
def test_automatic_numbers_are_written_out(formats, levels, wanted):
    assert numbered(formats, levels) == wanted


def test_numbers_of_a_style():
    assert numbered(CHINESE, [(0, 0)] * 3, style=True) == ["一、项", "二、项", "三、项"]


def test_headers_footers_and_pictures():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_paragraph("正文")
    png = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360f8cf500f0003860180 5a347d6b0000000049454e44ae426082".replace(" ", ""))
    document.add_picture(io.BytesIO(png))
    found = read_document(saved(document), "a.docx")
    assert paragraphs(found) == ["正文"]
    assert found.notes == ["页眉", "页脚"]
    assert order(found) == "pi" and found.blocks[1].data == png
    assert pictures(found) == ["Picture 1"]


def parts_changed(data: bytes, change: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
    return stream.getvalue()


def test_strict_files_and_macros():
    data = official.word_file(["一、总体情况"])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        usual, strict = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        body = parts.read("word/document.xml").replace(usual, strict)
        kinds = parts.read("[Content_Types].xml").replace(b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml")
    assert paragraphs(read_document(parts_changed(data, {"[Content_Types].xml": kinds}), "a.docm")) == ["一、总体情况"]
    assert paragraphs(read_document(parts_changed(data, {"word/document.xml": body}), "a.docx")) == ["一、总体情况"]


def test_entities_are_never_expanded():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000 + b'"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>x&c;&f;</w:t></w:r></w:p></w:body></w:document>'
    try:
        assert "root" not in "".join(paragraphs(read_document(parts_changed(official.word_file(["x"]), {"word/document.xml": bomb + body}), "a.docx")))
    except UnreadableFile as error:
        assert error.kind == "truncated"


@pytest.mark.skipif(not SHARED.exists(), reason="no shared material here")
def test_the_official_form():
    document = read_document((SHARED / "fixtures/official_blank.docx").read_bytes(), "a.docx")
    assert [(len(t.rows()), len(t.grid()[0])) for t in tables(document)] == [(14, 4), (28, 10), (4, 15)]
    assert [c.text for c in tables(document)[2].rows()[-1]] == [""] * 15


def test_crossed_out_words_are_a_doubt():
    [doubt] = read_document(word(para("共", run("88", "<w:strike/>"), "8", run("6", "<w:dstrike/>"))), "a.docx").doubts
    assert (doubt.kind, doubt.where) == ("crossed_out", "88；6")
    assert doubt.values["words"] in doubt.message


def test_an_embedded_workbook_is_a_picture_though_nothing_is_drawn():
    document = read_document(word(para("前", "<w:r><w:object><v:shape/></w:object></w:r>") + para("后")), "a.docx")
    assert order(document) == "pip"
