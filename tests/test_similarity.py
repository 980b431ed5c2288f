"""What two texts share: names, numbers and the form's words taken away."""
from report.similarity import containment, letters, shared_passages, shingles

OURS = "2023年，青梧镇围绕群众关心的修路补贴，逐户讲解申领办法，全年讲解12场。"
THEIRS = "白芷镇在2022年围绕群众关心的修路补贴，逐户讲解申领办法；另办集市3次。"
OTHER = "今年新换了公开栏的玻璃，并把旧档案按年份重新编号装订。"


def share(a, b, *names):
    return containment(shingles(letters(a, names)), shingles(letters(b, names)))


def test_numbers_names_and_the_form_s_words_do_not_count():
    assert letters("2023年，青梧镇主动公开政府信息3条", ("青梧镇",)).text == "年政府信息条"
    assert share("青梧镇全年讲解补贴办法共12场次", "白芷镇全年讲解补贴办法共9场次", "青梧镇", "白芷镇") == 1


def test_share_is_of_the_first_text():
    assert share(OURS, OURS) == 1 and share(OURS, OTHER) == 0
    assert 0.4 < share(OURS, THEIRS, "青梧镇", "白芷镇") < 0.8
    assert containment(set(), {"甲"}) is None


def test_shared_passages_are_offsets_in_both_texts():
    [passage] = shared_passages(letters(OURS), letters(THEIRS))
    assert OURS[passage.start:passage.end] == "围绕群众关心的修路补贴，逐户讲解申领办法"
    assert THEIRS[passage.other_start:passage.other_end].endswith("逐户讲解申领办法")
    assert shared_passages(letters(OURS), letters(OTHER)) == []
