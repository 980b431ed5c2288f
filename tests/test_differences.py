"""What differs between two texts and between two reports' tables; ranks with ties."""
import io
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.differences import SectionDifference, write_differences
from report.changes import CellChange, cell_changes
from report.differences import Piece, changed, differences
from report.ranks import Rank, ranks
from tests.reports import make_report


def told(first: str, second: str) -> list[str]:
    """Returns the pieces as words: as they are, [-gone-], {+new+}."""
    form = {"equal": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return [form[p.kind].format(p.text) for p in differences(first, second)]


CASES = [
    ("", "", []), ("渡口照常开放。", "渡口照常开放。", ["渡口照常开放。"]), ("", "新写一句。", ["{+新写一句。+}"]), ("旧写一句。", "", ["[-旧写一句。-]"]),
    ("公开信息120条。", "公开信息1,517条。", ["公开信息", "[-120-]", "{+1,517+}", "条。"]),  # a number is one word
    ("占26.7%，其余在网站", "占73.3%，其余在网站", ["占", "[-26.7%-]", "{+73.3%+}", "，其余在网站"]),
    ("栏目按月巡查。目录逐季核对。", "栏目按季巡查。目录逐季核对。", ["栏目按", "[-月-]", "{+季+}", "巡查。目录逐季核对。"]),
    ("新上线app一个", "新上线APP一个", ["新上线", "[-app-]", "{+APP+}", "一个"]),  # a Latin word is one word
    ("网站80条。", "网站80条；微信4条。", ["网站80条", "{+；微信4条+}", "。"]),
    ("船家守着三号码头等客人来", "会计抱着账本在礼堂门口算", ["[-船家守着三号码头等客人来-]", "{+会计抱着账本在礼堂门口算+}"]),  # 着 alone is chance
    ("先改了栏目120甲乙丙丁", "后换过名称120子丑寅卯", ["[-先改了栏目-]", "{+后换过名称+}", "120", "[-甲乙丙丁-]", "{+子丑寅卯+}"]),  # a number that stayed is told
]


@pytest.mark.parametrize("first, second, pieces", CASES, ids=[f"{a[:8]}|{b[:8]}" for a, b, _ in CASES])
def test_pieces(first, second, pieces):
    assert told(first, second) == pieces


@given(st.text(alphabet="公开条例0123，。 \nab", max_size=200), st.text(alphabet="公开条例0123，。 \nab", max_size=200))
def test_no_character_is_lost(first, second):
    found = differences(first, second)
    assert "".join(p.text for p in found if p.kind != "inserted") == first and "".join(p.text for p in found if p.kind != "deleted") == second
    assert all(a.kind != b.kind for a, b in zip(found, found[1:])) and all(p.text for p in found)


LETTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"


def long_pair(kind: str) -> tuple[str, str]:
    """Returns two texts of ten thousand characters."""
    dice = random.Random(kind)
    sentences = ["".join(dice.choices(LETTERS, k=dice.randint(12, 40))) + "。" for _ in range(400)]
    text = "".join(sentences)[:10_000]
    if kind == "edited":
        return text, "".join(c if dice.random() > 0.05 else dice.choice(LETTERS) for c in text)
    if kind == "moved":
        return text, text[5000:] + text[:5000]
    if kind == "periodic":
        return "公开" * 5000, "开公" * 4900
    return text, "".join(dice.choices(LETTERS, k=10_000))


@pytest.mark.parametrize("kind", ["edited", "moved", "strange", "periodic"])
def test_a_long_section_takes_less_than_half_a_second(kind):
    first, second = long_pair(kind)
    start = time.process_time()
    found = differences(first, second)
    assert time.process_time() - start < 0.5
    assert "".join(p.text for p in found if p.kind != "inserted") == first and "".join(p.text for p in found if p.kind != "deleted") == second
    if kind == "edited":
        assert changed(found)["equal"] > 9000
    if kind == "moved":
        assert changed(found) == {"equal": 5000, "deleted": 5000, "inserted": 5000}


def test_counts_leave_white_space_out():
    assert changed([Piece("equal", "甲 乙\n"), Piece("deleted", "丙"), Piece("inserted", " 丁戊 ")]) == {"equal": 2, "deleted": 1, "inserted": 2}


def test_tables_cell_by_cell_keep_blank_zero_and_stroke_apart():
    first = make_report(2022, disclosed={"licences": {"decided": 12}, "penalties": {"decided": ""}, "coercive_measures": {"decided": 0}})
    second = make_report(2023, disclosed={"licences": {"decided": 9}, "penalties": {"decided": 0}, "coercive_measures": {"decided": "/"}})
    found, alike = cell_changes(first, second)
    assert found == [CellChange("disclosed", "licences", "decided", ("number", 12, "12"), ("number", 9, "9"), -3, False),
                     CellChange("disclosed", "penalties", "decided", ("blank", None, ""), ("number", 0, "0"), None, False),
                     CellChange("disclosed", "coercive_measures", "decided", ("number", 0, "0"), ("slash", None, "/"), None, False)]
    assert alike == 175 + 15 + 10 - 3


def test_cells_of_one_edition_only_are_told_apart():
    second = make_report(2023)
    first = make_report(2020, disclosed={"normative_documents": {"made": None, "repealed": None, "in_force": None, "newly_made": 3}})
    first.editions.disclosed = "2019"
    found, _ = cell_changes(first, second)
    assert {(c.row, c.column, c.form) for c in found} == {("normative_documents", c, True) for c in ("newly_made", "made", "repealed", "in_force")}


def test_the_same_cells_of_equal_words_are_alike():
    first, second = (make_report(2023, disclosed={"penalties": {"decided": words}}) for words in ("约十", "约百"))
    assert [(c.first, c.second) for c in cell_changes(first, second)[0]] == [(("text", None, "约十"), ("text", None, "约百"))]
    assert cell_changes(first, first)[0] == []


RANKED = [([5, 3, None, 5], [Rank(1, 3, True), Rank(3, 3, False), None, Rank(1, 3, True)]), ([0, 0, 0], [Rank(1, 3, True)] * 3), ([float("nan"), 7], [None, Rank(1, 1, False)]),
          ([], []), ([1.5, 2, 2, 9], [Rank(4, 4, False), Rank(2, 4, True), Rank(2, 4, True), Rank(1, 4, False)])]


@pytest.mark.parametrize("values, expected", RANKED)
def test_equal_numbers_share_a_rank_and_what_is_missing_has_none(values, expected):
    assert ranks(values) == expected


def test_the_word_file_strikes_and_underlines():
    from docx import Document
    section = SectionDifference("总体情况", False, False, differences("公开120条。\n第二段", "公开45条。\n第二段"), 0.5, 0.25)
    document = Document(io.BytesIO(write_differences(["甲镇 2022", "甲镇 2023"], [section, SectionDifference("其他", True, False, [Piece("inserted", "新")], None, None)],
                                                     [("表二 · 行政许可", "12", "未报告")])))
    runs = [(r.text, bool(r.font.strike), bool(r.font.underline)) for p in document.paragraphs[4:] for r in p.runs]
    assert [r for r in runs if r[1] or r[2]] == [("120", True, False), ("45", False, True), ("新", False, True)]
    text = "\n".join(p.text for p in document.paragraphs)
    assert "公开12045条。\n第二段" in text and "甲的 50% 见于乙，乙的 25% 见于甲" in text and "仅见于乙。" in text and "乙：甲镇 2023" in text
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [["单元格", "报告甲", "报告乙"], ["表二 · 行政许可", "12", "未报告"]]
