"""Older and open office formats: Word 97, rich text, OpenDocument, workbooks, saved pages. Every cell in its place, every kind of change."""
import io
import struct
import zipfile
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from loaders.assemble import read_report, read_reports
from loaders.errors import UnreadableFile
from loaders.readers import read_document, sandbox
from loaders.readers.sheet import show
from loaders.readers.sheet_faults import _faults_97
from tests import convert, official
from tests.filled import filled, report_blocks
from tests.grids import order, paragraphs, placed, tables, texts
from tests.test_readers_docx import CHINESE, GRIDS, NUMBERS, NAMES, LISTS, PARAGRAPHS, parse_xml, para, row, table, word

FIXTURES = Path(__file__).parent / "fixtures" / "word97.zip"
REPORTS = {f"report_{edition}_{seed}": report_blocks(filled(seed, edition)) for seed, edition in ((5, "2021"), (6, "2019"), (7, "2021"))}
INNER = table(row("规章", "0"), row("许可", "1"))
FEATURES = {
    **{name: word(body) for name, body, _ in PARAGRAPHS if name in ("tracked changes", "moved text", "hidden text", "raised digits", "crossed-out words", "links and smart tags")},
    **{name: word(table(*rows)) for name, rows, _ in GRIDS if name in ("hMerge", "two paragraphs in a cell", "blank cells")},
    "nested": word(para("始") + table(row(table_cell := "<w:tc><w:tcPr/>" + para("一、总体情况") + INNER + para("后文") + "</w:tc>")) + para("终")),
}


def saved_numbers() -> bytes:
    def change(document):
        part = document.part.numbering_part.element
        for element in parse_xml(f"<w:x {NAMES}>{LISTS.format(*CHINESE)}</w:x>"):
            part.insert(0, element)
        for element in parse_xml(f"<w:x {NAMES}>{NUMBERS}</w:x>"):
            part.append(element)
    return word("".join(para("项", properties=f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='90'/></w:numPr>") for level in (0, 1, 1, 0, 1)), change)


FEATURES["lists"] = saved_numbers()


def book(blocks: list, merged: bool = True, named: bool = True, title: str | None = "云汀县青梧街道办事处2023年政府信息公开工作年度报告") -> bytes:
    """A workbook with a sheet for each table; the title stands in the first row."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, block in enumerate(b for b in blocks if not isinstance(b, str)):
        sheet = made.create_sheet(("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、行政复议和行政诉讼情况")[number] if named else f"Sheet{number + 1}")
        sheet.cell(1, 1, title)
        for cell in block:
            sheet.cell(cell.row + 3, cell.column + 1, int(cell.text) if cell.text.isdigit() else cell.text or None)
            if merged and (cell.row_span > 1 or cell.column_span > 1):
                sheet.merge_cells(start_row=cell.row + 3, start_column=cell.column + 1, end_row=cell.row + 2 + cell.row_span, end_column=cell.column + cell.column_span)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def assert_whole(data: bytes, blocks: list, name: str) -> None:
    """Every table with every cell in its place and every paragraph in order."""
    document = read_document(data, name)
    assert [placed(t.cells) for t in tables(document)] == [placed(b) for b in blocks if not isinstance(b, str)], name
    assert paragraphs(document) == [b for b in blocks if isinstance(b, str)], name
    assert order(document) == "".join("p" if isinstance(b, str) else "t" for b in blocks), name


def signature(data: bytes) -> list:
    document = read_document(data, "a")
    return [order(document), paragraphs(document), [placed(t.cells) for t in tables(document)]]


# Word 97, from files that are kept here

KEPT = {Path(n).stem: zipfile.ZipFile(FIXTURES).read(n) for n in zipfile.ZipFile(FIXTURES).namelist()} if FIXTURES.exists() else {}


@pytest.mark.parametrize("name", [n for n in KEPT if n in REPORTS])
def test_word_97_reports(name):
    assert_whole(KEPT[name], REPORTS[name], name)
    assert read_document(KEPT[name], "a.wps").format == "doc"


@pytest.mark.parametrize("name", [n for n in KEPT if n in FEATURES])
def test_word_97_features(name):
    assert signature(KEPT[name]) == signature(FEATURES[name])


def test_word_97_reports_are_parsed():
    report = read_report(KEPT["report_2021_5"], "a.doc")
    assert (report.year, report.agency.name, report.source.format) == (2023, "云汀县青梧街道办事处", "doc")
    assert report.requests == read_report(official.word_file(REPORTS["report_2021_5"]), "a.docx").requests


def changed(data: bytes, at: int, byte: int) -> bytes:
    """A Word 97 file with bits set in its header."""
    start = data.index(b"\xec\xa5")
    return data[:start + at] + bytes([data[start + at] | byte]) + data[start + at + 1:]


def test_word_97_files_say_what_is_wrong():
    whole = KEPT["report_2021_5"]
    start = whole.index(b"\xec\xa5")
    cases = {"encrypted": changed(whole, 11, 1), "unknown_format": whole[:start + 2] + b"\x65\x00" + whole[start + 4:], "truncated": whole[:len(whole) // 2]}
    for kind, data in cases.items():
        with pytest.raises(UnreadableFile) as caught:
            read_document(data, "a.doc")
        assert caught.value.kind == kind


# through LibreOffice

@pytest.fixture(scope="session")
def converted(tmp_path_factory) -> dict[str, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("office")
    files = {f"{name}.docx": official.word_file(blocks) for name, blocks in REPORTS.items()} | {f"{name}.docx": data for name, data in FEATURES.items()}
    found = {ending: convert.convert(folder, files, ending) for ending in ("doc", "rtf", "odt")}
    return found | {"xls": convert.convert(folder, {f"{name}.xlsx": book(blocks) for name, blocks in REPORTS.items()} | {"faulty.xlsx": faulty()}, "xls")}


needs_office = pytest.mark.skipif(convert.SOFFICE is None, reason=convert.WHY)


@needs_office
@pytest.mark.parametrize("format", ["doc", "rtf", "odt"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_cell_of_converted_reports(converted, format, name):
    assert_whole(converted[format][name], REPORTS[name], f"{name}.{format}")


@needs_office
@pytest.mark.parametrize("format", ["doc", "rtf", "odt"])
@pytest.mark.parametrize("name", FEATURES)
def test_features_of_converted_files(converted, format, name):
    assert signature(converted[format][name]) == signature(FEATURES[name])


@needs_office
@pytest.mark.parametrize("name", REPORTS)
def test_every_cell_of_converted_workbooks(converted, name):
    document = read_document(converted["xls"][name], "a.xls")
    assert (document.format, [placed(t.cells) for t in tables(document)]) == ("xls", [placed(b) for b in REPORTS[name] if not isinstance(b, str)])


# rich text

def rich(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}}" + body + "}").encode("gb18030")


def test_words_that_rich_text_heeds_are_all_listed():
    import re
    from loaders.readers import rtf
    source = Path(rtf.__file__).read_text(encoding="utf-8")
    words = {w for given in re.findall(r'\bword (?:==|in) ("\w+"|\([^)]+\))', source) for w in re.findall(r'"(\w+)"', given)}
    assert len(words) > 20 and words <= rtf.HEEDED


def codes(text: str) -> str:
    return "".join(f"\\'{b:02x}" for b in text.encode("gb18030"))


RICH = [  # the feature, the body, its paragraphs
    ("characters as numbers", r"\uc1\u24180?\u24230?\par", ["年度"]), ("two characters to pass over", r"\uc2\u24180\'c4\'ea\u24230\'b6\'c8\par", ["年度"]),
    ("beyond the first plane", r"\uc0\u-10179\u-8704\par", ["\U0001f600"]), ("bytes in the code page", codes("年度报告") + r"\par", ["年度报告"]),
    ("bytes of a font", r"\f1 " + codes("年度") + r"\f0 2023\par", ["年度2023"]), ("bytes as they are", "年度\\par", ["年度"]),
    ("deleted and hidden", r"a{\deleted b}{\v c}d\par", ["ad"]), ("fields", r"a{\field{\*\fldinst PAGE}{\fldrslt 7}}b\par", ["a7b"]),
    ("raised digits", r"8{\super 1}\super 2\nosupersub 3\par", ["8¹²3"]), ("crossed-out words", r"a{\strike b}{\striked1 c}\strike d\strike0 e\par", ["ae"]),
    ("unknown groups", r"a{\*\anything b{\fonttbl c}}d\par", ["ad"]), ("lists", r"{\listtext\pard " + codes("一、") + r"\tab}a\par", ["一、a"]),
    ("a text box", r"a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt b\par}}}c\par", ["ab", "c"]), ("lines", "a\\line b\\\nc\\par", ["a", "b", "c"]),
    ("signs", r"a\~b\_c\{d\}\\e\emdash\ldblquote f\rdblquote\par", ["a b-c{d}\\e—“f”"]), ("a deleted end", r"a{\deleted\par}b\par", ["ab"]),
]


@pytest.mark.parametrize("body, wanted", [case[1:] for case in RICH], ids=[case[0] for case in RICH])
def test_rich_text(body, wanted):
    assert paragraphs(read_document(rich(body), "a.rtf")) == wanted


def test_rich_text_tables():
    first = r"\trowd\clmgf\clvmgf\cellx100\clmrg\cellx200\cellx300\pard\intbl a\cell\cell 1\cell\row"
    body = r"x\par" + first + r"\trowd\clvmrg\cellx200\cellx300\pard\intbl\cell 2\cell\row\trowd\cellx99\cellx201\cellx300\pard\intbl b\cell c\cell 3\cell\row\pard y\par"
    document = read_document(rich(body), "a.rtf")
    assert order(document) == "ptp"
    assert placed(tables(document)[0].cells) == [(0, 0, 2, 2, "a"), (0, 2, 1, 1, "1"), (1, 2, 1, 1, "2"), (2, 0, 1, 1, "b"), (2, 1, 1, 1, "c"), (2, 2, 1, 1, "3")]


def test_rich_text_tables_in_tables_and_notes():
    inner = r"\pard\intbl\itap2 p\nestcell 1\nestcell{\*\nesttableprops\trowd\cellx50\cellx90\nestrow}{\nonesttables\par}" \
            r"\pard\intbl\itap2 q\nestcell 2\nestcell{\*\nesttableprops\trowd\cellx50\cellx90\nestrow}{\nonesttables\par}"
    body = r"{\header h\par}{\footer f\par}\trowd\cellx100\pard\intbl a\par " + inner + r"\pard\intbl z\cell\row\pard end\par"
    document = read_document(rich(body), "a.rtf")
    assert (order(document), paragraphs(document), [texts(t) for t in tables(document)]) == ("ptpp", ["a", "z", "end"], [[["p", "1"], ["q", "2"]]])
    assert document.notes == ["h", "f"]


# OpenDocument

SPACES = ("office:1.0 text:1.0 table:1.0 draw:drawing style:1.0").split()
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = (f'<office:document-content xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0" xmlns:table="{ODF}table:1.0" xmlns:draw="{ODF}drawing:1.0" '
        f'xmlns:style="{ODF}style:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles><style:style style:name="H" style:family="text">'
        '<style:text-properties text:display="none"/></style:style><style:style style:name="R"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="S"><style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles><office:body><office:text>{}</office:text></office:body></office:document-content>')


def open_document(body: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr("content.xml", HEAD.format(body))
    return stream.getvalue()


OPEN = [  # the feature, the body, its paragraphs
    ("spaces and breaks", "<text:p>a<text:s text:c='3'/>b <text:span>c</text:span><text:tab/>d<text:line-break/>e</text:p>", ["a   b c\td", "e"]),
    ("deleted text", "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion></text:changed-region></text:tracked-changes>"
                     "<text:p>共<text:change text:change-id='1'/>新<text:change-start text:change-id='2'/>条<text:change-end text:change-id='2'/></text:p>", ["共新条"]),
    ("hidden text", "<text:p>现<text:span text:style-name='H'>藏</text:span></text:p>", ["现"]),
    ("raised digits and crossed-out words", "<text:p>共8<text:span text:style-name='R'>1</text:span><text:span text:style-name='S'>88</text:span>件</text:p>", ["共8¹件"]),
    ("ruby", "<text:p><text:ruby><text:ruby-base>云</text:ruby-base><text:ruby-text>yún</text:ruby-text></text:ruby></text:p>", ["云"]),
    ("sections and headings", "<text:section><text:h>一</text:h><text:p>二</text:p></text:section>", ["一", "二"]),
    ("a text box", "<text:p>前<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>", ["前", "框"]),
    ("notes", "<text:p>前<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note>后</text:p>", ["前后"]),
]


@pytest.mark.parametrize("body, wanted", [case[1:] for case in OPEN], ids=[case[0] for case in OPEN])
def test_open_document(body, wanted):
    assert paragraphs(read_document(open_document(body), "a.odt")) == wanted


def test_open_document_tables():
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    body = ("<table:table><table:table-header-rows><table:table-row>" + cell.format(" table:number-rows-spanned='2' table:number-columns-spanned='2'", "甲")
            + "<table:covered-table-cell/>" + cell.format("", "1") + "</table:table-row></table:table-header-rows><table:table-row>"
            "<table:covered-table-cell table:number-columns-repeated='2'/>" + cell.format("", "2") + "</table:table-row><table:table-row>"
            + cell.format(" table:number-columns-repeated='3'", "0") + "</table:table-row></table:table>")
    [found] = tables(read_document(open_document(body), "a.odt"))
    assert placed(found.cells) == [(0, 0, 2, 2, "甲"), (0, 2, 1, 1, "1"), (1, 2, 1, 1, "2"), (2, 0, 1, 1, "0"), (2, 1, 1, 1, "0"), (2, 2, 1, 1, "0")]


# workbooks

@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("named", [True, False])
def test_every_cell_of_a_workbook(name, named):
    document = read_document(book(REPORTS[name], named=named), "a.xlsx")
    assert [placed(t.cells) for t in tables(document)] == [placed(b) for b in REPORTS[name] if not isinstance(b, str)]
    assert ("二、主动公开政府信息情况" in paragraphs(document)) is named


@pytest.mark.parametrize("named, merged", [(True, True), (False, True), (True, False)])
def test_a_workbook_is_parsed_like_the_word_file(named, merged):
    report, like = read_report(book(REPORTS["report_2021_5"], merged, named), "a.xlsx"), read_report(official.word_file(REPORTS["report_2021_5"]), "a.docx")
    assert (report.disclosed, report.requests, report.disputes) == (like.disclosed, like.requests, like.disputes)
    assert (report.year, report.agency.name) == (2023, "云汀县青梧街道办事处")


def test_tables_without_a_word_around_them_are_read_without_guessing_whose_they_are():
    report = read_report(book(REPORTS["report_2021_5"], named=False, title=None), "a.xlsx")
    assert (report.agency, report.year) == (None, None) and report.requests["received"]
    assert {"agency_unknown", "year_unknown"} <= {d.kind for d in report.doubts}


def test_hidden_sheets_are_left_out_and_blocks_divided():
    made = openpyxl.Workbook()
    made.active.title = "表一"
    for place, value in {"A1": "甲", "B1": 1, "A2": "乙", "B2": 2.5, "A5": "丙", "B5": 3, "A6": "丁", "B6": None, "C6": 4}.items():
        made.active[place] = value
    hidden = made.create_sheet("藏")
    hidden["A1"], hidden.sheet_state = "旧", "hidden"
    stream = io.BytesIO()
    made.save(stream)
    document = read_document(stream.getvalue(), "a.xlsx")
    assert paragraphs(document) == ["表一"]
    assert [texts(t) for t in tables(document)] == [[["甲", "1"], ["乙", "2.5"]], [["丙", "3", ""], ["丁", "", "4"]]]


@pytest.mark.parametrize("value, text", [(3.0, "3"), (0.1 + 0.2, "0.3"), (103.3879, "103.3879"), (0.0, "0"), (-8.0, "-8"), ("", ""), (None, ""), (" 12件 ", "12件"), (True, "TRUE")])
def test_values_are_shown_as_a_workbook_shows_them(value, text):
    assert show(value) == text


def faulty() -> bytes:
    made = openpyxl.Workbook()
    for place, value in {"A1": "青梧街道2023年", "A3": "规章", "B3": 3, "A4": "许可", "B4": "#REF!", "A5": "处罚", "B5": "=1/0", "C5": "=SUM(B3)"}.items():
        made.active[place] = value
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_errors_and_formulas_that_nobody_calculated_are_no_blanks():
    assert texts(tables(read_document(faulty(), "a.xlsx"))[0]) == [["规章", "3", ""], ["许可", "#REF!", ""], ["处罚", "=1/0", "=SUM(B3)"]]


@needs_office
def test_errors_in_older_workbooks_are_no_blanks(converted):
    assert texts(tables(read_document(converted["xls"]["faulty"], "a.xls"))[0])[1:] == [["许可", "#REF!", ""], ["处罚", "#DIV/0!", "3"]]


def test_records_of_errors_in_older_workbooks():
    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    place = struct.pack("<HHH", 4, 2, 0)
    sheet = record(0x0205, place + b"\x17\1") + record(0x0205, struct.pack("<HHH", 0, 0, 0) + b"\1\0") \
        + record(0x0006, struct.pack("<HHH", 5, 2, 0) + b"\2\0\x07\0\0\0\xff\xff" + bytes(6)) + record(0x0006, place + struct.pack("<d", 3.0) + bytes(6)) + record(0x000A, b"") + record(0x0205, place + b"\x2a\1")
    assert dict(_faults_97(sheet, 0)) == {(4, 2): "#REF!", (5, 2): "#DIV/0!"}


SIZES_97 = [((0, 16, 0, 4), "read"), ((0, 0, 0, 0), "read"), ((0, 65_536, 0, 256), "read"), ((0, 65_536, 0, 65_535), "too_large"), ((0, 2**32 - 1, 0, 4), "too_large"), ((65_536, 6, 0, 4), "truncated")]


@needs_office
@pytest.mark.parametrize("size, outcome", SIZES_97)
def test_a_size_that_an_older_workbook_lies_about_takes_no_memory(converted, size, outcome):
    """The library takes the memory first, and ends the whole process where there is not so much."""
    whole, true = converted["xls"]["report_2021_5"], struct.pack("<HHIIHH", 0x0200, 14, 0, 16, 0, 4)
    data = whole.replace(true, struct.pack("<HHIIHH", 0x0200, 14, *size))
    assert true in whole
    try:
        assert sandbox.read_safely(data, "a.xls").blocks and outcome == "read"
    except UnreadableFile as error:
        assert error.kind == outcome


def test_lines_under_a_heading_of_a_sheet_are_text():
    made = openpyxl.Workbook()
    for line in (["二、主动公开政府信息情况"], ["第二十条第（一）项"], ["信息内容", "本年制发件数"], ["规章", 0], ["五、存在的主要问题及改进情况"], ["栏目更新有时迟缓"], ["六、其他需要报告的事项"], ["无"]):
        made.active.append(line)
    stream = io.BytesIO()
    made.save(stream)
    document = read_document(stream.getvalue(), "a.xlsx")
    assert order(document) == "pptpppp" and paragraphs(document)[2:] == ["五、存在的主要问题及改进情况", "栏目更新有时迟缓", "六、其他需要报告的事项", "无"]


def test_a_sheet_for_each_agency_is_a_report_each():
    made = openpyxl.Workbook()
    for seed, agency in ((5, "云汀县水务局"), (7, "云汀县柳湾镇人民政府")):
        sheet, at = made.create_sheet(agency), 2
        sheet.append([f"{agency}2023年政府信息公开工作年度报告"])
        for heading, cells in zip(("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"), filled(seed)):
            sheet.cell(at, 1, heading)
            for cell in cells:
                sheet.cell(cell.row + at + 1, cell.column + 1, int(cell.text) if cell.text.isdigit() else cell.text or None)
            at += max(c.row for c in cells) + 3
    stream = io.BytesIO()
    made.save(stream)
    found = read_reports(stream.getvalue(), "a.xlsx")
    alone = [read_report(official.word_file(report_blocks(filled(seed))), "a.docx") for seed in (5, 7)]
    assert [r.agency.name for r in found] == ["云汀县水务局", "云汀县柳湾镇人民政府"]
    assert [(r.disclosed, r.requests, r.disputes) for r in found] == [(r.disclosed, r.requests, r.disputes) for r in alone]


def test_an_encrypted_workbook_opens_with_its_password():
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(book(REPORTS["report_2021_5"]))).encrypt("secret", locked)
    assert msoffcrypto.OfficeFile(locked).is_encrypted()
    with pytest.raises(UnreadableFile) as caught:
        read_document(locked.getvalue(), "a.xlsx")
    assert caught.value.kind == "encrypted"
    assert len(tables(read_document(locked.getvalue(), "a.xlsx", "secret"))) == 3


# saved pages and Markdown

def test_saved_pages():
    blocks = REPORTS["report_2021_5"]
    page = MIMEMultipart("related")
    text = MIMEText(official.html_file([*blocks[:2], "图", *blocks[2:]]).decode().replace("<p>图</p>", '<p><img src="a.png" width="300" height="300"></p>'), "html", "gb18030")
    text["Content-Location"] = "http://www.yunting.gov.cn/2024/report.htm"
    image = MIMEImage(b"\x89PNG\r\n\x1a\n" + bytes(50), "png")
    image["Content-Location"] = "a.png"
    page.attach(text)
    page.attach(image)
    document = read_document(b"From: <Saved>\r\nSubject: x\r\n" + page.as_bytes(), "a.mht")
    assert (document.format, order(document), document.address) == ("mht", "ppi" + "pppptptptpppp", "http://www.yunting.gov.cn/2024/report.htm")
    assert [placed(t.cells) for t in tables(document)] == [placed(b) for b in blocks if not isinstance(b, str)]
    assert next(b for b in document.blocks if hasattr(b, "data")).data.startswith(b"\x89PNG")


def test_markdown_marks_are_no_text():
    text = "# 云汀县2023年政府信息公开工作年度报告\n\n## 一、总体情况\n\n**主动公开**信息12条，*其中*网站8条。\n\n---\n\n| 信息内容 | 本年制发件数 |\n|---|:---:|\n| 规章 | **3** |\n| 行政规范性文件 | 0 |\n"
    document = read_document(text.encode(), "a.md")
    assert paragraphs(document)[:2] == ["云汀县2023年政府信息公开工作年度报告", "一、总体情况"]
    assert "主动公开信息12条" in paragraphs(document)[2]
    assert texts(tables(document)[0]) == [["信息内容", "本年制发件数"], ["规章", "3"], ["行政规范性文件", "0"]]
