"""Tables 2, 3 and 4 and the 统计表 are read exactly, or doubted aloud: odd filings as fixtures, and generated reports of every kind."""
import json
import os
from pathlib import Path

import pytest

from loaders.document import Document, Paragraph, Table, TableCell
from loaders.flat import divide
from loaders.labels import match
from loaders.outline import find_outline
from loaders.readers import read_document
from loaders.tables import read_tables
from loaders.values import read_value
from tests.generator import FORMATS, LOSSY, TEXT_ONLY, TRAITS, make

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.txt"))
TABLES = ("disclosed", "requests", "disputes")


def told(read):
    """Returns what a fixture's JSON holds of a reading."""
    found = {table: getattr(read, table) for table in TABLES if getattr(read, table)}
    if read.statistics:
        found["statistics"] = [[s.label, s.unit, s.value, s.cumulative, s.key] for s in read.statistics]
    found["editions"] = {table: e for table, e in read.editions.model_dump().items() if e}
    found["states"] = {c.raw: c.state for c in read.cells if c.state != "number" and c.raw}
    found["doubts"] = [[d.kind, d.where, *([d.proposal] if d.proposal else [])] for d in read.doubts]
    return found


@pytest.mark.parametrize("path", FIXTURES, ids=[p.stem for p in FIXTURES])
def test_odd_filings(path):
    read = read_tables(find_outline(read_document(path.read_bytes(), path.name)))
    expected = path.with_suffix(".json")
    if os.environ.get("WRITE_FIXTURES"):  # look at every line of what this writes
        expected.write_text(json.dumps(told(read), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert told(read) == json.loads(expected.read_text(encoding="utf-8"))


VALUES = [
    ("0", "number", 0), ("１２", "number", 12), ("1,660", "number", 1660), ("１，６６０", "number", 1660), (" 1660", "number", 1660),
    ("\u30000", "number", 0), ("0.00", "number", 0), ("24252.311082", "number", 24252.311082), ("103.3879万元", "number", 103.3879),
    ("12件", "number", 12), ("3（件）", "number", 3), ("8①", "number", 8), ("1,660¹", "number", 1660), ("8[²]", "number", 8), ("+3", "number", 3), ("－8", "number", -8), ("−8", "number", -8), ("[bookmark: _a]7", "number", 7),
    ("", "blank", None), (" \u3000\xa0", "blank", None), ("&nbsp;", "blank", None), ("/", "slash", None), ("／", "slash", None), ("-", "slash", None),
    ("——", "slash", None), ("\\", "slash", None), ("--253", "text", None), ("—8", "text", None), ("约3", "text", None), ("2 0", "text", None),
    ("1\n2", "text", None), ("007", "text", None), ("1,66", "text", None), ("无", "text", None), ("12.5%", "text", None), ("①", "text", None), ("①8", "text", None), ("8²3", "text", None), ("123456789012345", "number", 123456789012345), ("1234567890123456", "text", None), ("9" * 400, "text", None), ("0.30000000000000004", "number", 0.30000000000000004), ("一", "text", None),
]


@pytest.mark.parametrize("text, state, value", VALUES)
def test_cells(text, state, value):
    printed = read_value(text)
    assert (printed.state, printed.value) == (state, value)
    assert value is None or isinstance(printed.value, int) or not float(value).is_integer()


LABELS = [
    ("requests", "row", "一、本年新收政府信息公开申请数量", "received"), ("requests", "row", "⼀、本年新收政府信息公开申請數量", "received"),
    ("requests", "row", "(一) 予以公开", "granted"), ("requests", "row", "（二）部分公开", "partly_granted"),
    ("requests", "row", "2.其他法律法规禁止公开", "refused.forbidden_by_law"), ("requests", "row", "3.危及“三安全、一稳定”", "refused.three_securities_one_stability"),
    ("requests", "row", "1. 申请人无正当理由逾期……", "other.no_correction"), ("requests", "row", "要求行政机关确认或重新\n出具已获取信息", "not_processed.confirm_or_reissue"),
    ("requests", "row", "（五）不予处理1.信访举报投诉类申请", "not_processed.petition"), ("requests", "row", "三、本年度办理结果（一）予以公开", "granted"),
    ("requests", "row", "7.属于行政执法案巻", "refused.enforcement_file"), ("requests", "row", "总计", "handled"), ("requests", "row", "不予公开", "refused"),
    ("requests", "row", "属于", None), ("requests", "row", "3.重复申请", "not_processed.duplicate"), ("requests", "row", "附加登记项目", None), ("requests", "row", "12", None),
    ("requests", "column", "社会组织", "public_benefit"), ("requests", "column", "商业\n企业", "business"), ("requests", "column", "总 计", "total"),
    ("disclosed", "row", "规范性文件", "normative_documents"), ("disclosed", "row", "行政许可", "licences"), ("disclosed", "row", "行政", None),
    ("disclosed", "column", "本年收费金额（单位：万元，保留4位小数）", "amount_wan_yuan"), ("disclosed", "column", "采购总金额(万元)", "amount_wan_yuan"),
    ("disputes", "row", "复议后起诉", "litigation_after_reconsideration"), ("disputes", "row", "行政诉讼", None),
    ("disputes", "column", "结果\n维持", "upheld"),
]


@pytest.mark.parametrize("table, axis, text, key", LABELS, ids=[label[2] for label in LABELS])
def test_labels(table, axis, text, key):
    found = match(table, axis, text)
    assert (found.key if found else None) == key


def grid(*rows, ruled=True):
    """Returns a table of rows of texts; a number in front of a text, as (n, text), is the columns that it covers."""
    cells = []
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            span, text = cell if isinstance(cell, tuple) else (1, cell)
            cells.append(TableCell(str(text), r, c, 1, span))
            c += span
    return Table(tuple(cells), ruled=ruled)


def read(*blocks):
    return read_tables(find_outline(Document([Paragraph(b) if isinstance(b, str) else b for b in blocks], "test", "test")))


TITLE = "三、收到和处理政府信息公开申请情况"
ROW = "一、本年新收政府信息公开申请数量"
NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
KEYS = ["natural_person", "business", "research", "public_benefit", "legal_service", "other", "total"]


def values(found, row="received"):
    return list(found.requests.get(row, {}).values())


def test_a_ruled_row_without_its_last_cell_leaves_that_cell_blank():
    found = read(TITLE, grid(["", *NAMES], [ROW, 1, 0, 0, 0, 0, 0]))
    assert values(found) == [1, 0, 0, 0, 0, 0, None] and not found.doubts


def test_the_same_row_without_rulings_is_doubted():
    found = read(TITLE, grid(["", *NAMES], [ROW, 1, 0, 0, 0, 0, 0], ruled=False))
    assert values(found) == [] and [d.kind for d in found.doubts] == ["row_width"]
    assert [c.column for c in found.doubts[0].cells] == KEYS


WRITTEN_OUT = [  # rows of text with every cell written out, and what stands in the columns of the first
    ("a blank total", ["", "", *NAMES], [[ROW, "", 3, 0, 0, 0, 0, 1, ""], ["（一）予以公开", "", 2, 0, 0, 0, 0, 1, ""]], [3, 0, 0, 0, 0, 1, None]),
    ("a blank total and a blank in the middle", ["", "", *NAMES], [[ROW, "", 3, "", 0, 0, 0, "", ""]], [3, None, 0, 0, 0, None, None]),
    ("a first column that is filled only here", ["", "", *NAMES], [["三、本年度办理结果", "（一）予以公开", 9, 0, 0, 0, 0, 0, ""], [ROW, "", 4, 0, 0, 0, 0, 0, ""]], [4, 0, 0, 0, 0, 0, None]),
    ("another row that stands one column further left", ["", "", *NAMES], [[ROW, "", "", 0, 0, 0, 0, 3, ""], ["二、上年结转政府信息公开申请数量", 1, 0, 0, 0, 0, 0, 1, ""]], []),
    ("a header that is shorter than its rows", ["", *NAMES], [[ROW, "", 3, 0, 0, 0, 0, 1, ""]], []),
    ("figures in front of the header's first column", ["", "", *NAMES], [[ROW, 3, 0, 0, 0, 0, 1, "", 1]], []),
]


@pytest.mark.parametrize("head, rows, first", [case[1:] for case in WRITTEN_OUT], ids=[case[0] for case in WRITTEN_OUT])
def test_text_that_writes_every_cell_out_is_placed_by_its_header(head, rows, first):
    found = read(TITLE, grid(head, *rows, ruled=False))
    assert values(found) == first
    assert [d.kind for d in found.doubts] == ["row_width"] * (not first)


def test_places_decide_where_a_blank_stands_in_front():
    found = read(TITLE, grid([(2, ""), *NAMES], [(2, ROW), "", 5, "", "", "", "", 5]), )
    assert values(found) == [None, 5, None, None, None, None, 5]


def test_a_row_whose_count_and_places_disagree_is_doubted():
    found = read(TITLE, grid([(2, ""), *NAMES], [ROW, "", 0, 5, 0, 0, 0, 5]))
    assert values(found) == [] and [d.kind for d in found.doubts] == ["row_width"]


def test_a_header_in_another_order_is_read_by_its_places():
    found = read(TITLE, grid(["", "总计", *NAMES[:6]], [ROW, 6, 1, 2, 3, 0, 0, 0]))
    assert found.requests["received"] == dict(zip(KEYS, [1, 2, 3, 0, 0, 0, 6]))


def test_a_header_in_another_order_without_rulings_is_doubted():
    found = read(TITLE, grid(["", "总计", *NAMES[:6]], [ROW, 6, 1, 2, 3, 0, 0, 0], ruled=False))
    assert values(found) == [] and [d.kind for d in found.doubts] == ["column_order"]


def test_the_merged_header_read_out_in_one_line_is_the_forms_own():
    found = read(TITLE, grid(["申请人情况", "自然人", "法人或其他组织", "总计", *NAMES[1:6]], [ROW, 1, 2, 3, 0, 0, 0, 6], ruled=False))
    assert values(found) == [1, 2, 3, 0, 0, 0, 6]


def test_one_stroke_through_a_row_strikes_every_cell():
    found = read(TITLE, grid(["", *NAMES], [ROW, (7, "/")]))
    assert values(found) == [None] * 7 and {c.state for c in found.cells} == {"slash"}


def test_a_row_over_a_page_break():
    found = read(TITLE, grid(["", "", *NAMES], ["（五）不予处理", "5.要求行政机关确认或重新", *[""] * 7], ["", "出具已获取信息", 2, 0, 0, 0, 0, 0, 2]))
    assert values(found, "not_processed.confirm_or_reissue") == [2, 0, 0, 0, 0, 0, 2]


def test_labels_and_figures_under_one_another_in_one_cell():
    found = read(TITLE, grid(["", "", *NAMES], ["（三）不予公开", "1.属于国家秘密\n2.其他法律行政法规禁止公开", *["1\n0"] * 7]))
    assert values(found, "refused.state_secret") == [1] * 7 and values(found, "refused.forbidden_by_law") == [0] * 7


def test_figures_under_one_another_beside_one_label_are_doubted():
    found = read(TITLE, grid(["", *NAMES], [ROW, *["1\n0"] * 7]))
    assert {c.state for c in found.cells} == {"text"} and [d.kind for d in found.doubts] == ["cell_text"]


def test_figures_beside_a_merged_group_without_its_row_are_doubted():
    cells = [TableCell(n, 0, i + 2) for i, n in enumerate(NAMES)] + [TableCell("（四）无法提供", 1, 0, 2, 1)]
    for r, words in ((1, ""), (2, "2.没有现成信息需要另行制作")):
        cells += [TableCell(words, r, 1), *(TableCell("0", r, 2 + i) for i in range(7))]
    found = read(TITLE, Table(tuple(cells)))
    assert list(found.requests) == ["unavailable.must_be_created"] and [d.kind for d in found.doubts] == ["unplaced_row"]


def test_fifteen_values_under_a_ragged_header():
    found = read("四、政府信息公开行政复议、行政诉讼情况", grid(["行政复议", "行政诉讼"], ["结果维持", "结果纠正"], list(range(15)), ruled=False))
    assert [list(block.values()) for block in found.disputes.values()] == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11, 12, 13, 14]]


def test_a_header_and_its_row_in_one_line_without_a_grid():
    found = read("四、政府信息公开行政复议、行政诉讼情况", grid(["行政复议", "行政诉讼", *["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3, *range(15)], ruled=False))
    assert [list(block.values()) for block in found.disputes.values()] == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11, 12, 13, 14]] and not found.doubts
    found = read("二、主动公开政府信息情况", grid(["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", 1, 2, 3], ruled=False))
    assert found.disclosed == {"regulations": {"made": 1, "repealed": 2, "in_force": 3}} and not found.doubts


def test_labels_and_headings_repeated_in_every_column_that_they_cover():
    found = read(TITLE, grid(["", "", "", *NAMES], ["三、本年度办理结果", "（一）予以公开", "（一）予以公开", "", 3, 0, 0, 0, 0, 3], ruled=False))
    assert values(found, "granted") == [None, 3, 0, 0, 0, 0, 3]
    found = read("二、主动公开政府信息情况", grid(["信息内容", *["本年处理决定数量"] * 3], ["行政许可", 12, 12, 12], ruled=False))
    assert found.disclosed == {"licences": {"decided": 12}} and not found.doubts


def test_rows_printed_and_read_by_nobody_are_doubted():
    found = read("二、主动公开政府信息情况", "行政规范性文件：3、0、11", "行政许可：7")
    assert not found.disclosed and [(d.kind, d.where) for d in found.doubts] == [("unread_rows", "行政规范性文件\n行政许可")]
    assert not read("二、主动公开政府信息情况", "全年办理行政许可7件，没有制发行政规范性文件。").doubts
    found = read("四、政府信息公开行政复议、行政诉讼情况", "结果维持：3", "结果纠正：0", "尚未审结：1")
    assert not found.disputes and [d.kind for d in found.doubts] == ["unread_rows"]


def test_a_long_run_of_digits_ends_at_once():
    assert divide(["91" * 40], 15) == ["91" * 40] and divide(["0" * 7], 7) == ["0"] * 7


@pytest.mark.parametrize("alone", ["0.00000", "1,234,567", "123456件"])
def test_one_number_in_place_of_seven_is_doubted(alone):
    found = read(TITLE, grid(["", *NAMES], [ROW, alone], ruled=False))
    assert values(found) == [] and [(d.kind, d.proposal) for d in found.doubts] == [("row_width", None)]


def test_fourteen_values_are_doubted():
    found = read("四、政府信息公开行政复议、行政诉讼情况", grid(["行政复议", "行政诉讼"], ["结果维持", "结果纠正"], list(range(14)), ruled=False))
    assert not found.disputes and [d.kind for d in found.doubts] == ["row_width"] and len(found.doubts[0].cells) == 15


def test_a_line_a_block():
    found = read("四、政府信息公开行政复议、行政诉讼情况", grid(["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"], ["行政复议", 1, 0, 0, 0, 1], ["复议后起诉", 0, 0, 2, 0, 2]))
    assert found.disputes == {"reconsideration": dict(upheld=1, corrected=0, other=0, pending=0, total=1),
                              "litigation_after_reconsideration": dict(upheld=0, corrected=0, other=2, pending=0, total=2)}


def test_other_tables_are_left_alone():
    found = read("一、总体情况", grid(["科室", "人数"], ["办公室", 8], ["行政许可", 4]), grid(["索引号", "A1", "发布机构", "云汀县"]))
    assert found.cells == [] and found.doubts == []
    assert found.ignored == [(0, "no label of the form"), (1, "the file's particulars")]


def test_a_table_of_what_was_published_whose_columns_are_not_told_is_doubted():
    found = read("一、总体情况", grid(["渠道", "网站数量", "备注"], ["政府网站", 80, ""], ["微信公众号", 40, ""]))
    assert found.cells == [] and [(d.kind, d.where) for d in found.doubts] == [("prose_table", "渠道 | 网站数量 | 备注\n政府网站 | 80 | \n微信公众号 | 40 | ")]


def test_a_table_in_its_place_without_labels_is_doubted():
    found = read("二、主动公开政府信息情况", grid(["甲类", 3], ["乙类", 4]))
    assert [d.kind for d in found.doubts] == ["unread_table"]


def test_places_point_at_the_paper():
    found = read("二、主动公开政府信息情况", grid(["说明"]), grid(["信息内容", "本年处理决定数量"], ["行政许可", "1,660"]))
    assert [(c.place, c.raw, c.value) for c in found.cells] == [((1, 1, 1), "1,660", 1660)]


def test_doubts_speak_chinese_and_english():
    from report.language import say
    doubt = read(TITLE, grid(["", *NAMES], [ROW, 1, 0, 0], ruled=False)).doubts[0]
    assert doubt.message == f"表3“{ROW}”一行：应有7个数值，实际读到3个，无法确定各数对应的列，该行未采用。请对照原件核对。"
    assert say(doubt.template, doubt.values, "en").startswith(f"Table 3, row “{ROW}”: 3 values stand where 7 belong")


def compare(sample, read):
    """Asserts that every figure is read as printed, or left out with a doubt where the sample's traits allow that."""
    referred = {(c.table, c.row, c.column) for d in read.doubts for c in d.cells}
    spoken = "\n".join(d.where for d in read.doubts)
    for table in TABLES:
        want, got = getattr(sample, table), getattr(read, table)
        for row, columns in want.items():
            if row not in got:
                assert sample.traits & LOSSY and read.doubts, (table, row)
                continue
            for column, value in columns.items():
                assert got[row][column] == value or (got[row][column] is None and (table, row, column) in referred), (table, row, column)
        assert not [row for row in got if row not in want and any(v is not None for v in got[row].values())], spoken


CASES = [(trait, seed) for trait in TRAITS for seed in range(3)] + [(None, seed) for seed in range(40)]


@pytest.mark.parametrize("trait, seed", CASES)
def test_generated_tables_read_back(trait, seed):
    sample = make(seed, {trait} if trait else None)
    if not sample.traits & TEXT_ONLY:
        compare(sample, read_tables(find_outline(sample.document())))
    compare(sample, read_tables(find_outline(sample.document(ruled=False))))


TORN = {"broken_labels": ("rows", "words"), "blanks": ("rows", "words"), "only_totals": ("words",), "slashes": ("words",), "page_rows": ("words",),
        "side_letters": ("words",)}  # what these formats cannot say without loss
SLOW = {"docx": 3, "pdf": 12}


@pytest.mark.parametrize("name", FORMATS)
def test_generated_files_read_back(name):
    file, write = FORMATS[name]
    done = 0
    for seed in range(1000, 1100):
        sample = make(seed, {sorted(TRAITS)[seed % len(TRAITS)], sorted(TRAITS)[seed * 7 % len(TRAITS)]}, most=99 if name == "pdf" else 1500)
        if (sample.traits & TEXT_ONLY and name in ("docx", "pdf", "html")) or any(name in TORN.get(t, ()) for t in sample.traits):
            continue
        compare(sample, read_tables(find_outline(read_document(write(sample.blocks), file))))
        done += 1
        if done == SLOW.get(name, 40):
            break
    assert done >= 3
