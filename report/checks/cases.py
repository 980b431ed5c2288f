"""The prose on reconsideration and litigation against table 4."""
import re
from collections.abc import Iterator

from report.checks.answer import Answer, unknown
from report.checks.comparison import NOT_STATED, compare
from report.checks.statements import TITLE, VAGUE, clause_around, own_year, Statement, SENTENCE
from report.checks.table4 import cell
from report.model import AnnualReport, Evidence

BLOCKS = {"行政复议": ("reconsideration",), "行政诉讼": ("litigation_direct", "litigation_after_reconsideration")}
RESULTS = (("total", ""), ("upheld", r"(?:结果)?维持"), ("corrected", r"(?:结果)?纠正"), ("other", r"其他结果"), ("pending", r"尚未审结"))
MENTION = re.compile(r"行政复议|行政诉讼")
COUNT = re.compile(r"^(?:案件|案|申请|事项)?(?:共|共计|有|数|为)?\s*(\d{1,6})\s*(?:件|起|宗|次|例)")  # "行政复议1件"
RESULT = {column: re.compile(rf"{words}(?:的)?(?:有|共|为)?\s*(\d{{1,6}})\s*(?:件|起|宗|次|例)") for column, words in RESULTS[1:]}
NONE = re.compile(r"(?:未|没有|无|没)(?:因|被|发生|收到|引发|产生|出现|涉及|接到|有|存在|提起|申请|政府信息公开|政府信息|信息公开|依申请公开|工作|相关|有关|任何|的|过|申请人|引起|公民|对|本机关|而|及)*"
                  r"(?:申请|提起|提出|的)*行政(?:复议|诉讼)(?:案件|案|事项)?(?:(?:和|或者|或|及|以及|、|，|,|与|也未|未|被|发生|提起|申请)*行政诉讼(?:案件|案|事项)?)?(?:等)?(?:的)?(?:情况|情形|发生|问题)?(?=[^\w]|$)")
JUDGED = re.compile(r"败诉|胜诉|纠错|撤销|责任|追究|审理|出庭|应诉率|负责人|新增|新收|新发|审结率")  # not the number of cases, or the cases of others
OURS = re.compile(r"信息公开|依申请")


def check_cases(report: AnnualReport) -> Iterator[Answer]:
    """The reconsiderations and lawsuits over disclosure that the prose states, and their results, equal table 4; litigation is the sum of its two
    blocks, and “none occurred” means 0. It is an error only where the sentence speaks of disclosure: a justice bureau that
    decides the reconsiderations of others counts them elsewhere."""
    found = False
    for block, column, statement, ours in stated(report):
        found = True
        yield from compare(report, statement.value, [cell(key, column) for key in BLOCKS[block]], statement.evidence, certain=ours)
    if not found:
        yield unknown(NOT_STATED)


def stated(report: AnnualReport) -> Iterator[tuple[str, str, Statement, bool]]:
    """Yields (行政复议 | 行政诉讼, column of table 4, statement, whether the sentence is about disclosure)."""
    for section in report.sections:
        if section.key not in ("overview", "requests", "disputes", "other"):
            continue
        for match in SENTENCE.finditer(section.text):
            sentence = match[0]
            if not MENTION.search(sentence) or JUDGED.search(sentence) or VAGUE.search(TITLE.sub("", sentence)):
                continue
            ours = bool(OURS.search(sentence)) or section.key == "disputes"
            for block, column, value, start, end in counts(sentence):
                evidence = Evidence(section=section.key, start=match.start() + start, end=match.start() + end, text=sentence[start:end])
                statement = Statement("cases", value, evidence, clause_around(sentence, start, end), sentence)
                if own_year(statement, report.year):
                    yield block, column, statement, ours


def counts(sentence: str) -> Iterator[tuple[str, str, int, int, int]]:
    """Yields (block, column, number, start, end) of a sentence: “行政复议3件，其中维持2件” or “未发生行政复议、行政诉讼”."""
    for none in NONE.finditer(sentence):
        for block in BLOCKS:
            if block in none[0]:
                yield block, "total", 0, none.start(), none.end()
    mentions = list(MENTION.finditer(sentence))
    for mention, following in zip(mentions, [*mentions[1:], None]):
        rest = sentence[mention.end():following.start() if following else len(sentence)]
        if not (count := COUNT.match(rest)):
            continue
        yield mention[0], "total", int(count[1]), mention.start(), mention.end() + count.end()
        for column, pattern in RESULT.items():
            if result := pattern.search(rest, count.end()):
                yield mention[0], column, int(result[1]), mention.end() + result.start(), mention.end() + result.end()
