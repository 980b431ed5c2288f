"""What two texts share: names, numbers, the form's words and the law's sentences taken away."""
import pytest

from report.similarity import boilerplate, containment, join_prose, letters, shared_passages, shared_spans, shingles, short_names

OURS = "2023年，青梧镇围绕群众关心的修路补贴，逐户讲解申领办法，全年讲解12场。"
THEIRS = "白芷镇在2022年围绕群众关心的修路补贴，逐户讲解申领办法；另办集市3次。"
OTHER = "今年新换了公开栏的玻璃，并把旧档案按年份重新编号装订。"


def share(a, b, *names):
    return containment(shingles(letters(a, names)), shingles(letters(b, names)))


def test_numbers_names_and_the_form_s_words_do_not_count():
    assert letters("2023年，青梧镇主动公开政府信息3条", ("青梧镇",)).text == "年政府信息条"
    assert share("青梧镇全年讲解补贴办法共12场次", "白芷镇全年讲解补贴办法共9场次", "青梧镇", "白芷镇") == 1
    assert letters("我镇与本街道逐户讲解").text == "与逐户讲解"
    assert letters("（三）逐户讲解：一是换展板；二、读给老人听").text == "逐户讲解换展板读给老人听"


def test_rows_of_a_table_do_not_count():
    assert letters("各渠道公开情况：\n县政府网站\t60\n\t公示栏换了玻璃").text == "各渠道公开情况公示栏换了玻璃"


@pytest.mark.parametrize("line", boilerplate()["sentence"], ids=lambda line: line["name"])
def test_sentences_of_law_and_form_do_not_count(line):
    assert letters(line["yes"]).text == ""
    assert len(letters(line["no"]).text) >= 0.9 * sum(c not in "，。" for c in line["no"])
    assert letters(OTHER + line["yes"] + OURS).text == letters(OTHER + OURS).text


def test_a_long_sentence_keeps_its_own_words():
    long = "根据条例要求编制年度报告，" + "各村把补贴名单贴到组里并逐户核对，" * 9
    assert len(letters(long).text) > 120


NAMES = [
    ("青禾县双塘乡人民政府", ("示例省", "示例市", "青禾县", "双塘乡"), {"青禾县双塘乡人民政府", "人民政府", "青禾县", "青禾", "双塘乡", "双塘", "示例省", "示例", "示例市"}),
    ("青禾县教育体育局", ("示例省", None, "青禾县", None), {"青禾县教育体育局", "教育体育局", "示例省", "示例", "青禾县", "青禾"}),
    (None, (), set()),
]


@pytest.mark.parametrize("agency, places, names", NAMES)
def test_names_in_full_and_short(agency, places, names):
    assert set(short_names(agency, places)) == names


def test_share_is_of_the_first_text():
    assert share(OURS, OURS) == 1 and share(OURS, OTHER) == 0
    assert 0.4 < share(OURS, THEIRS, "青梧镇", "白芷镇") < 0.8
    assert containment(set(), {"甲"}) is None


def test_shared_passages_are_offsets_in_both_texts():
    [passage] = shared_passages(letters(OURS), letters(THEIRS))
    assert OURS[passage.start:passage.end] == "围绕群众关心的修路补贴，逐户讲解申领办法"
    assert THEIRS[passage.other_start:passage.other_end].endswith("逐户讲解申领办法")
    assert shared_passages(letters(OURS), letters(OTHER)) == []


def test_a_passage_lies_in_one_section():
    mine, theirs = join_prose([("overview", OURS), ("problems", OTHER)], ()), join_prose([("overview", OTHER), ("problems", OTHER), ("other", THEIRS)], ())
    assert [(key, text) for key, text, _ in mine.sections()] == [("overview", OURS), ("problems", OTHER)]
    spans = shared_spans(mine, theirs)
    assert [(left[0], right[0]) for left, right in spans] == [("overview", "other"), ("problems", "problems")]
    assert OTHER[spans[1][0][1]:spans[1][0][2]] == OTHER[spans[1][1][1]:spans[1][1][2]] == OTHER[:-1]
