"""Is this an annual report on information disclosure, and what is it instead?"""
import re
from functools import cache
from pathlib import Path

from loaders.headings import SENTENCE, Heading, compact

REPORT = re.compile(r"(?:信息|政务)公开(?:工作)?(?:的|情况)?(?:年度)?(?:工作)?(?:的|情况)?(?:年度)?(?:报告|年报|总结|情况总结)(?!编制|编写|格式|的?通知|培训|发布|公布|写作|撰写|模板|会议|的?通报)")  # "政府信息公开工作年度报告"
ABOUT = ("主动公开", "依申请公开", "政府信息", "政务公开", "信息公开")
FORM_WORDS = ("第二十条第", "本年新收政府信息公开申请", "上年结转政府信息公开申请", "结转下年度继续办理", "未经复议直接起诉", "主动公开政府信息数",
              "主动公开信息数", "信息内容本年制发件数")  # labels of the tables in all three eras
# what else arrives in the same folders: words of its title, English name
OTHERS = (
    (re.compile(r"(?:会议)?通知$"), "a notice"),
    (re.compile(r"(?:条例|办法|规定|细则|法)(?:[(].*[)])?$"), "a regulation"),
    (re.compile(r"(?:方案|要点|计划|规划|分工)$"), "a work plan"),
    (re.compile(r"(?:指南|目录|清单|制度)$"), "a guide or directory"),
    (re.compile(r"发票|税额|价税合计"), "an invoice"),
    (re.compile(r"(?:政府|决算|预算|法治.*)(?:工作)?报告$"), "a report on something else"),
)
PARTS = re.compile(r"^[(]?[一二三四五1-5][).、]{1,2}(?:认真|做好|依法)?(?:政府信息)?(?:主动公开|依申请公开|政府信息管理|平台建设)")  # "（一）主动公开"
PARTS_GLUED = re.compile(r"情况[(][一1][)](?:政府信息)?主动公开")  # "一、总体情况（一）主动公开方面…" in one line
ARTICLE = re.compile(r"第[一二三四五六七八九十百零]+条")  # "第二十条　行政机关应当…"


def is_chrome(line: str) -> bool:
    """Returns whether a line belongs to the web page around a report rather than to the report."""
    text = compact(line).text.lower()
    begins, whole, anywhere = chrome()
    return 0 < len(text) <= 120 and (text in whole or text.startswith(begins) or any(words in text for words in anywhere))


@cache
def chrome() -> tuple[tuple[str, ...], set[str], list[str]]:
    """Returns chrome.txt: how lines of a web page's own begin, those that are nothing else (a line ending in "="), and words
    that stand anywhere in them (a line beginning with "*")."""
    lines = [compact(line).text for line in (Path(__file__).parent / "chrome.txt").read_text(encoding="utf-8").split()]
    whole, anywhere = {line[:-1] for line in lines if line.endswith("=")}, [line[1:] for line in lines if line.startswith("*")]
    return tuple(line for line in lines if line[0] != "*" and line[-1] != "="), whole, anywhere


def is_title(line: str) -> bool:
    """Returns whether a compact line is, or ends in, the title of such a report."""
    found = REPORT.search(line)
    spoken = SENTENCE.search(line) and "《" not in line
    return bool(found) and not spoken and len(line) <= 60 and len(line) - found.end() <= 12


def recognise(lines: list[str], chain: list[tuple[Heading, str]], tables: list) -> tuple[bool, str]:
    """Returns whether the document is such a report and, where not, the English words for what it looks like.

    It is one where two of three kinds of evidence meet: the title's words, the form's headings, the form's tables; an
    opening of a report may show only its first heading with words of disclosure under it."""
    texts = [t for t in (compact(line).text for line in lines) if t]
    whole = "".join(texts)
    cells = compact("".join(c.text for t in tables for c in t.table.cells[:400])).text
    if not whole and not cells:
        return False, "an empty document"
    titled = any(is_title(t) for t in texts[:15]) or (len(texts) <= 3 and bool(REPORT.search(whole[:400])))
    head = next((name for t in texts[:6] if len(t) <= 60 for pattern, name in OTHERS if pattern.search(t)), "")
    keys = {key for _, key in chain}
    official = sum(h.official for h, _ in chain)
    labels = sum(word in cells or word in whole for word in FORM_WORDS)
    about = sum(word in whole for word in ABOUT)
    parts = any(PARTS.match(t) for t in texts[:40]) or bool(PARTS_GLUED.search(whole[:600]))
    score = 2 * titled + parts + min(official, 3) + (len(keys) >= 3) + min(labels, 4) + (about >= 2)
    if head and not titled and not labels and official < 2:
        score -= 3
    if len(ARTICLE.findall(whole)) > 12 and not labels:
        score -= 4
    if score >= 2 and (about or labels >= 3):  # three tables without a word around them, as workbooks have them
        return True, ""
    return False, head or ("a text about disclosure that is no annual report" if about else "a text about something else")
