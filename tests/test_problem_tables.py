"""Section five told in a table: its problems and measures, whichever way the table lies. All sentences are invented."""
import pytest

from loaders.document import Document, Paragraph, Table, TableCell
from loaders.outline import find_outline
from loaders.problems import find_problems

FORM = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况", "六、其他需要报告的事项")


def table(*rows):
    return Table(tuple(TableCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)))


def read(*blocks, before="problems"):
    """Returns section five and what is found in it, where these blocks stand in it."""
    at = FORM.index("五、存在的主要问题及改进情况") if before == "problems" else 0
    lines = [Paragraph("青梧镇人民政府2023年政府信息公开工作年度报告")]
    for i, heading in enumerate(FORM):
        lines.append(Paragraph(heading))
        lines += blocks if i == at else [Paragraph("本镇按时限公开信息。")]
    outline = find_outline(Document(lines, "text", "text"))
    return next(s for s in outline.sections if s.key == "problems"), find_problems(outline.sections, 2023, outline.told)


# what is odd, the rows of the table, the problems, the measures
TABLES = [
    ("two columns", [("存在的主要问题", "改进措施"), ("栏目更新慢", "按季巡检"), ("解读形式单一，图表少", "每件文件配图解")],
     ["栏目更新慢", "解读形式单一，图表少"], ["按季巡检", "每件文件配图解"]),
    ("numbers, who and when", [("序号", "存在问题", "整改措施", "责任人", "时限"), ("1", "人员不固定，目录错放", "定岗定人", "王某", "六月底"), ("2", "渠道窄", "增设公示栏", "李某", "年底")],
     ["人员不固定，目录错放", "渠道窄"], ["定岗定人", "增设公示栏"]),
    ("a title above the header", [("青梧镇政务公开问题清单", ""), ("问题", "对策"), ("更新慢。有的栏目半年未动。", "按月更新。")], ["更新慢。有的栏目半年未动"], ["按月更新"]),
    ("headers in the first column", [("（一）存在不足", "1.更新慢；2.渠道窄。"), ("（二）下步打算", "1.按月更新；2.增设公示栏。")], ["更新慢", "渠道窄"], ["按月更新", "增设公示栏"]),
    ("measures before problems", [("改进情况", "问题描述"), ("已配图解", "解读形式单一")], ["解读形式单一"], ["已配图解"]),
    ("the header again on the next page", [("问题", "措施"), ("更新慢", "按月更新"), ("问题", "措施"), ("渠道窄", "增设公示栏")], ["更新慢", "渠道窄"], ["按月更新", "增设公示栏"]),
    ("problems alone", [("类别", "主要问题"), ("内容", "公开内容不全面"), ("队伍", "没有专职人员")], ["公开内容不全面", "没有专职人员"], []),
    ("how many, not which", [("问题类别", "问题数", "整改数"), ("栏目不更新", "3", "3")], [], []),
    ("causes are no problems", [("问题原因", "责任人"), ("人手不足", "王某")], [], []),
]


@pytest.mark.parametrize(("name", "rows", "problems", "measures"), TABLES, ids=[t[0] for t in TABLES])
def test_problems_and_measures_told_in_a_table(name, rows, problems, measures):
    section, (found, done, _) = read(Paragraph("问题与措施见下表。"), table(*rows))
    assert [(c.text, c.past) for c in found] == [(p, False) for p in problems]
    assert [c.text for c in done] == measures
    assert all(section.text[c.evidence.start:c.evidence.end] == c.text for c in [*found, *done])


def test_the_text_of_the_section_holds_what_the_cells_print_and_nothing_else():
    section, (found, done, _) = read(table(("序号", "问题", "措施"), ("1", "政府网站部分栏目更新慢，有的半年没有动过", "按月巡检栏目"), ("2", "渠道窄。三个村没有公示栏", "增设公示栏；定期更换")), Paragraph("以上。"))
    assert section.text == "问题\n政府网站部分栏目更新慢，有的半年没有动过\n渠道窄。三个村没有公示栏\n措施\n按月巡检栏目\n增设公示栏；定期更换\n以上。"
    assert [c.text for c in found] == ["政府网站部分栏目更新慢，有的半年没有动过", "渠道窄。三个村没有公示栏"] and len(done) == 2


def test_last_years_problems_in_a_table():
    found = read(table(("2022年存在问题", "整改情况"), ("更新慢", "已按月更新")), Paragraph("2023年的主要问题是公示渠道偏窄。"))[1][0]
    assert [(c.text, c.past) for c in found] == [("更新慢", True), ("公示渠道偏窄", False)]


def test_the_words_after_the_table_go_on():
    _, (found, done, _) = read(table(("存在问题", "改进措施"), ("更新慢", "按月更新")), Paragraph("以上问题，我镇已定责任人，六月底前整改到位。"))
    assert [c.text for c in found] == ["更新慢"] and [c.text for c in done] == ["按月更新\n以上问题，我镇已定责任人，六月底前整改到位"]


def test_a_table_of_another_section_tells_no_problem():
    section, (found, _, _) = read(table(("存在问题", "改进措施"), ("更新慢", "按月更新")), before="overview")
    assert found == [] and section.text == "本镇按时限公开信息。"
