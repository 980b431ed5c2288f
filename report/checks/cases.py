"""The prose on reconsideration and litigation against table 4."""
import re
from collections.abc import Iterator

from report.checks.answer import Answer, unknown
from report.checks.comparison import NOT_STATED, compare
from report.checks.statements import SENTENCE, TITLE, VAGUE, Statement, clause_around, own_year
from report.checks.table4 import cell
from report.model import AnnualReport, Evidence

BLOCKS = {"行政复议": ("reconsideration",), "行政诉讼": ("litigation_direct", "litigation_after_reconsideration")}
RESULTS = (("total", ""), ("upheld", r"(?:结果)?维持"), ("corrected", r"(?:结果)?纠正"), ("other", r"其他结果"), ("pending", r"尚未审结"))
MENTION = re.compile(r"行政复议|行政诉讼")
COUNT = re.compile(r"^(?:案件|案|申请|事项)?(?:共|共计|有|数|为)?\s*(\d{1,6})\s*(?:件|起|宗|次|例)")  # "行政复议1件"
RESULT = {column: re.compile(rf"{words}(?:的)?(?:有|共|为)?\s*(\d{{1,6}})\s*(?:件|起|宗|次|例)") for column, words in RESULTS[1:]}
LINK = r"(?:和|或者|或|及|以及|、|，|,|与|也|均|未|没有|被|发生|提起|申请|收到|无)*"
NONE = re.compile(rf"(?:未|没有|无|没)(?:曾|有|因|被|对|由|发生|收到|引发|引起|产生|出现|涉及|接到|存在|提起|申请人|申请|针对|本机关|本单位|本[镇乡局委]|公民|法人|政府信息公开|政府信息|信息公开|依申请公开|工作|答复|相关|有关|任何|的|过|而|及)*"
                  rf"行政(?:复议|诉讼)(?:案件|案|事项|申请)?(?:{LINK}行政诉讼(?:案件|案|事项)?)?(?:等)?(?:的)?(?:案件|情况|情形|发生|问题)?(?=[^\w]|$)")
REVIEWER = re.compile(r"作为[^，,]{0,8}复议机关|审理|代理|承办|应诉工作")  # it decides, or stands for others
DECIDES = re.compile(r"(?:受理|审理|审结|办理|办结|承办|代理)[^，,。；;]{0,12}行政(?:复议|诉讼|应诉)")  # “全年办理行政复议案件52件”: the cases of others, perhaps
AUTHORITY = re.compile(r"作为|受理|审理|审结|办理|办结|承办|代理")  # an agency that decides or handles the cases of others
JUDGED = re.compile(r"败诉|胜诉|纠错|撤销|责任|追究|出庭|应诉率|负责人|新增|新收|新发|审结率")  # not the number of cases, or the cases of others
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
            if not MENTION.search(sentence) or JUDGED.search(sentence) or UNRELATED.search(sentence) or REVIEWER.search(sentence) or decides(report, sentence) or VAGUE.search(TITLE.sub("", sentence)):
                continue
            ours = bool(OURS.search(sentence)) or section.key == "disputes"
            if not ours and (AUTHORITY.search(sentence) or not OURS.search(paragraph(section.text, match.start()))):
                continue
            ours = ours and not AUTHORITY.search(sentence)
            for block, column, value, start, end in counts(sentence):
                evidence = Evidence(section=section.key, start=match.start() + start, end=match.start() + end, text=sentence[start:end])
                statement = Statement("cases", value, evidence, clause_around(sentence, start, end), sentence)
                if own_year(statement, report.year):
                    yield block, column, statement, ours


def decides(report: AnnualReport, sentence: str) -> bool:
    """Returns whether a government or a bureau of justice tells of the cases that it handles for others."""
    authority = report.agency is None or report.agency.kind == "government" or "司法" in (report.agency.name or "")
    return authority and bool(DECIDES.search(sentence))


def paragraph(text: str, position: int) -> str:
    """Returns the line of the text that holds the position."""
    end = text.find("\n", position)
    return text[text.rfind("\n", 0, position) + 1:end if end >= 0 else None]


UNRELATED = re.compile(r"信息公开[^，,。；;]{0,6}无关|非(?:政府)?信息公开")  # "行政复议5件，均与信息公开无关"
OF_THESE = re.compile(r"[，,（(][^，,。；;\d]{0,12}信息公开[^，,。；;\d]{0,10}(\d{1,6})\s*(?:件|起|宗|次|例)")  # "行政复议12件，其中涉及政府信息公开2件"
TOGETHER = re.compile(r"行政复议(?:案件|案)?[和与及、]行政$")  # "行政复议与行政诉讼共2件": one number for both


def counts(sentence: str) -> Iterator[tuple[str, str, int, int, int]]:
    """Yields (block, column, number, start, end) of a sentence: “行政复议3件，其中维持2件” or “未发生行政复议、行政诉讼”."""
    for none in NONE.finditer(sentence):
        for block in BLOCKS:
            if block in none[0]:
                yield block, "total", 0, none.start(), none.end()
    mentions = list(MENTION.finditer(sentence))
    for mention, following in zip(mentions, [*mentions[1:], None]):
        rest = sentence[mention.end():following.start() if following else len(sentence)]
        if not (count := COUNT.match(rest)) or TOGETHER.search(sentence[:mention.start() + 2]):
            continue
        if ours := OF_THESE.match(rest, count.end()):
            yield mention[0], "total", int(ours[1]), mention.start(), mention.end() + ours.end()
            continue
        yield mention[0], "total", int(count[1]), mention.start(), mention.end() + count.end()
        for column, pattern in RESULT.items():
            if result := pattern.search(rest, count.end()):
                yield mention[0], column, int(result[1]), mention.end() + result.start(), mention.end() + result.end()
