"""The journal in words."""
import pytest

from exports.registers import details
from exports.words import DETAILS
from report.language import say

LINES = [
    ({"name": "上报表.docx", "sha256": "ab", "replaced": None}, "zh", "名称：上报表.docx；文件 SHA-256：ab"),
    ({"person": "甲", "role": "editor", "region": ""}, "en", "Person: 甲; Role: Editor"),
    ({"roles": [["viewer", "99"]]}, "zh", '角色：[["viewer", "99"]]'),
    ({"region": "990101", "kind": "town", "year": 0, "day": "01-20", "before": None}, "zh", "区划代码：990101；类别：镇；年度：每年；最后期限：01-20"),
    ({"kind": "cell", "place": {"table": "disclosed", "row": "licences", "column": "decided"}, "read": None, "value": 7, "note": "原件为7", "correction": 3}, "zh",
     "类别：表格单元格；位置：表二 · 行政许可 · 本年处理决定数量；读取结果：未报告；数值：7；理由或说明：原件为7；更正编号：3"),
    ({}, "zh", ""),
]


@pytest.mark.parametrize("detail, language, words", LINES)
def test_details_are_told_by_name(detail, language, words):
    assert details(detail, language) == words


def test_every_detail_has_its_chinese():
    assert not [english for english in DETAILS.values() if say(english, language="zh") == english]
