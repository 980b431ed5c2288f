"""The journal in words."""
import pytest

from exports.registers import details
from exports.words import DETAILS
from report.language import say

LINES = [
    ({"name": "上报表.docx", "sha256": "ab", "replaced": None}, "zh", "名称：上报表.docx；文件 SHA-256：ab"),
    ({"person": "甲", "role": "editor", "region": ""}, "en", "Person: 甲; Role: editor"),
    ({"roles": [["viewer", "99"]]}, "zh", '角色：[["viewer", "99"]]'),
    ({}, "zh", ""),
]


@pytest.mark.parametrize("detail, language, words", LINES)
def test_details_are_told_by_name(detail, language, words):
    assert details(detail, language) == words


def test_every_detail_has_its_chinese():
    assert not [english for english in DETAILS.values() if say(english, language="zh") == english]
