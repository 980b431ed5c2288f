"""Everyday ways of telling each theme: what words make of them beside what looks alike, and ways that nobody taught. All sentences are invented."""
from pathlib import Path

import pytest

from report import likeness
from report.themes import classify, classify_by_words

# text, the themes that words name; the second of each pair looks alike
TOLD = [
    ("墙上还挂着前年的价目", ["timeliness"]), ("墙上挂着新到的价目", []),
    ("两份公告隔了半个月才见网", ["timeliness"]), ("留言隔了半个月才答复", ["response"]),
    ("赶在检查前集中补发一批", ["timeliness"]), ("发现问题集中补改", []),
    ("报名只剩两天", ["timeliness"]), ("信息员只剩两人", ["staffing"]),
    ("罚没去向一字未提", ["coverage"]), ("解读与文件一字不差", ["interpretation"]),
    ("网上尽是慰问消息", ["coverage"]), ("网上尽是好评", []),
    ("招标之后便公开止步", ["coverage"]), ("立项公布得少", ["coverage"]),
    ("名单登出后没有后续处理结果", ["coverage"]), ("站长对公开过问得少", ["awareness"]),
    ("两处说法不一", ["quality"]), ("字号密密麻麻", ["quality"]),
    ("推文带货味太重", ["quality"]), ("短片偏离了政务主题", ["quality"]),
    ("话在群里一传就走样", ["quality"]), ("群众不知道以哪份为准", ["quality"]), ("经办人不知道以哪份为准", ["institutions", "skills"]),
    ("预报偏差较大", ["quality"]), ("思想认识偏差较大", ["awareness"]),
    ("照着条文念一遍", ["interpretation"]), ("新规讲解不到位", ["interpretation"]), ("讲解员请假较多", []),
    ("调整前后没有对照", ["interpretation", "quality"]),
    ("页面点不开", ["platform"]), ("推文阅读量不足百次", ["platform"]), ("信息散见于六个栏目", ["platform"]),
    ("公示栏管护没有跟上", ["platform", "forms"]), ("公益林管护员招不满", []),
    ("公示板只立在院内", ["forms"]), ("老人没有手机看", ["forms"]), ("典型案件不上网", []),
    ("提问没人搭理", ["response"]), ("同一个问题得到两种答复", ["response"]),
    ("窗口答复前后不一", ["response"]), ("申请答复前后不一", ["requests"]),
    ("小票堆在仓库", ["publicity"]), ("村民遇事先找熟人打听", ["publicity"]),
    ("经办人把条款弄混", ["skills"]), ("听课的人不多", ["skills", "publicity"]),
    ("三个人管着八项业务", ["staffing"]), ("一人休假就停摆", ["staffing"]), ("没有专门的人顶上", ["staffing"]),
    ("站所把公开当成办公室一家的活", ["awareness"]), ("分管领导难得过问", ["awareness"]), ("把商户当成服务对象", []),
    ("科室之间各执一词", ["institutions"]), ("数据要逐个部门去催", ["institutions"]), ("就医流程讲得少", []),
    ("业主不配合", []), ("科室不配合", ["institutions"]),
    ("告知书漏写救济途径", ["requests"]),
    ("稿子编好就发", ["review"]), ("公示里登了出生日期", ["review"]), ("没有人再看一遍就发", ["review"]),
    ("镇里布置了不过问", ["supervision", "awareness"]), ("评比只看条数", ["supervision"]), ("村民难以监督", []), ("工作人员忙于巡查，抽不开身", ["staffing"]),
    ("新旧文件混在一处", ["records"]), ("失效文件还列在目录里", ["records"]), ("年底统计全凭回忆", ["records"]), ("播出的话没有留存", ["records"]),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_everyday_words_and_what_looks_alike(text, expected):
    assert sorted(h.theme for h in classify_by_words(text, stated=True)) == sorted(expected)


def untaught():
    """Returns (themes that fit, sentence) of tests/untaught_problems.tsv: ways of saying a problem that no word and no sentence was made from."""
    lines = (Path(__file__).parent / "untaught_problems.tsv").read_text(encoding="utf-8").splitlines()
    return [(set(themes.split()), sentence) for themes, sentence in (line.split("\t") for line in lines)]


def test_most_ways_that_nobody_taught_have_a_fitting_theme():
    found = [(fitting, [h.theme for h in classify(sentence, stated=True)]) for fitting, sentence in untaught()]
    assert sum(bool(fitting & set(given)) for fitting, given in found) / len(found) > 0.82
    assert sum(len(given) for _, given in found) / len(found) < 1.3


def test_they_stay_untaught():
    assert not {sentence for _, sentence in untaught()} & {sentence for _, sentence in likeness.sentences()}
