"""Section texts -> sentences in comparable characters, each with the way back to the text as printed and the topic it stands under."""
import re
from dataclasses import dataclass
from functools import cache

from report.form import read_forms
from report.model import Evidence, Section
from report.wording import same_length

ORDER = ("overview", "disclosed", "requests", "disputes", "other", "preamble")  # plans stand in `problems`: no figure is read there
STATISTICS = re.compile(r"指\s*标\s*名?\s*称|统\s*计\s*指\s*标|(?:^|\n)[^\S\n]*(?:附[件表录]?[一1]?[:、]?)?[^\n。,;]{0,30}统计表[^\n。,;]{0,16}\n\s*一[、.]\s*主动公开(?:政府信息)?情况")  # "指标名称 单位 …": the annexed 统计表, which statistics.py reads
CELLS = re.compile(r"\t|\|\s*\||(?:[ \u3000]+\d+){4}")  # a row of a table that stands in the text: "总计 0 0 0 0"
END = re.compile(r"[。!?|]|(?<=[一-鿿)])\.(?!\d)")  # "…45条.其中": a full stop typed as a dot
HEADED = re.compile(r"\s*(?:[(]?[一二三四五六七八九十]{1,2}[)]?\s*[、.,是]|[(][一二三四五六七八九十\d]{1,2}[)]|\d{1,2}\s*[、.)](?!\d)|第[一二三四五六七八九十][、,章部])")
# "一、", "（二）", "3.", "一是": what a new paragraph or point begins with
RUN_IN = re.compile(r"(?:[(][一二三四五六七八九十]{1,2}[)]|[一二三四五六七八九十]{1,2}、)[^,;。:!?()\d\s|]{0,16}(?:情况|数量|类别|内容|形式|渠道|方面|公开|概述|管理|建设|保障|问题|措施)[ \u3000]+(?!\d+\s*[余多]?\s*[条篇件份项个次])")
# "(一)主动公开政府信息的数量 本年度…": a heading that only a gap divides from its text
WRAPPED = 24  # a line at least this long that ends in no mark runs on in the next one, as lines of a PDF do
ITEM = re.compile(r"\s*(?:[(]\d{1,2}[)]|\d{1,2}[、.])\s*[^。;:,\d]{2,24}\d[\d,]*[条件篇份个次期项][^。;]{0,12}[;,。]?\s*")  # "2.财政信息12条;", on its own line
COUNTED = re.compile(r"\d[条篇件次期份个项][)]?$")  # a last line that only lacks its full stop
AMONG_IT = re.compile(r"\s*其中")  # what no paragraph begins with
POINT = re.compile(r"(?<=[;:,])(\s*)[(](\s*)(\d{1,2})[)]")  # "类别:(1)机构职能4条": the point's number is no aside
CUT = re.compile(r".*[一-鿿].*\d(?:,?\s*\n\s*\d*[余多]?[条篇件份次]|,\s*\n\s*\d{3}(?!\d))|.*(?:信息|公开|发布|共|计)\s*\n\s*\d[\d,]*\s*(?:[余多]?[条篇件份次]|$)")  # "公开信息1,\n268条": a number that a line cuts
NEAR = 40  # characters on either side of a line's end that tell whether it cuts a number
GAP = re.compile(r"\s+|[\u200b-\u200f\u2060\ufeff\u00ad]+")
APART = re.compile(r"(?<=\d)[ \u3000]{2,}(?=\d)")  # two numbers with a wide gap are not one
TOPICS = (("fees", re.compile(r"收费|费用|处理费|减免")), ("disputes", re.compile(r"复议|诉讼|申诉")),
          ("requests", re.compile(r"依申请|申请公开|公开申请|申请")), ("management", re.compile(r"信息管理|规范管理")),
          ("platform", re.compile(r"平台|渠道|载体|新媒体|网站")), ("support", re.compile(r"监督|保障|培训|考核|组织领导|队伍")),
          ("disclosed", re.compile(r"主动公开|公开政府信息|信息公开|政务公开|公开情况|公开内容")))
ASKED_FOR = re.compile(r"(?:(?:19|20)\d\d年度?|全年|本年度?|今年|,)*(?:在|关于|就)?(?:办理|受理|处理)?(?:政府|政务)?(?:信息)?(?:依申请公开|申请公开|公开申请)(?:[^,;:()]{0,16}[,:]|(?:政府信息|工作|办理|受理|处理|的|情况|方面)*$)")  # "在依申请公开方面,…", "依申请公开情况。"
OTHER_LEAD = re.compile(r"[^,;:\d]{2,12}(?:方面|情况)(?:[,:]|$)")  # "平台建设方面,…"


@dataclass
class Sentence:
    """A sentence without its spaces. `at`: for each character, and for the end, its offset in the section's text;
    `topic`: what the nearest heading or point is about; `paragraph`: which paragraph of the whole report it stands in."""

    section: Section
    text: str
    at: tuple[int, ...]
    topic: str
    paragraph: int
    headed: bool = False

    def evidence(self, start: int, end: int) -> Evidence:
        """Returns the span of the section that the sentence's characters [start, end) were printed as."""
        first, last = self.at[start], self.at[end - 1] + 1
        return Evidence(section=self.section.key, start=first, end=last, text=self.section.text[first:last])


@cache
def traditional() -> dict[int, str]:
    """Returns the translation from traditional to simplified characters, one for one."""
    return {ord(line["traditional"]): line["simplified"] for line in read_forms("traditional")
            if len(line["traditional"]) == len(line["simplified"]) == 1}


def plain(text: str) -> str:
    """Returns the text in half-width forms and simplified characters; no offset moves."""
    return same_length(text).translate(traditional())


def topic_of(words: str, before: str) -> str:
    """Returns the topic that a heading's words name, or the one before."""
    return next((topic for topic, pattern in TOPICS if pattern.search(words)), before)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Returns the spans of the paragraphs of a comparable text: lines, where a long line that ends in no mark runs on."""
    spans: list[tuple[int, int]] = []
    position, open_, before, items = 0, False, "", False
    for line in text.split("\n"):
        start, end = position, position + len(line)
        cut, before = CUT.match(f"{before[-NEAR:]}\n{line[:NEAR]}"), line
        position = end + 1
        if not line.strip() or CELLS.search(line):
            open_ = False
            continue
        items = bool(spans and ITEM.fullmatch(line)) and (items or text[:start].rstrip().endswith((":", ";", ",")))
        torn = open_ and (not HEADED.match(line) or text[:start].rstrip().endswith("("))  # "…;(\n4)其他49条"
        if items or torn or cut and spans or (spans and spans[-1][1] == start - 1 and AMONG_IT.match(line)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        bare = line.strip()
        heading = HEADED.match(line) and bare[1] != "是" and not re.search(r"[,。;:]", bare[4:]) and not RUN_IN.match(bare)
        open_ = not heading and bare[-1] not in "。!?:" and (len(bare) >= WRAPPED or (torn or cut) and not COUNTED.search(bare))
    return spans


def find_sentences(sections: list[Section]) -> list[Sentence]:
    """Returns the sentences of every section that figures are read from, the overview first; the 统计表 is left out."""
    found: list[Sentence] = []
    count = 0
    for section in sorted((s for s in sections if s.key in ORDER), key=lambda s: ORDER.index(s.key)):
        text = plain(section.text)
        annexed = STATISTICS.search(text)
        if annexed:
            text = text[:annexed.start()]
        heading = plain(section.heading or "")
        topic = topic_of(heading, "") if section.key == "other" else {"requests": "requests", "disputes": "disputes",
                                                                     "disclosed": "disclosed"}.get(section.key, "")
        for start, end in paragraphs(text):
            count += 1
            led = ""  # what a sentence of the paragraph begins with, for those after it
            for first, last in pieces(text, start, end):
                sentence = compact(section, text, first, last, count)
                if not sentence.text:
                    continue
                mark = HEADED.match(sentence.text)
                if mark:
                    topic = topic_of(sentence.text[mark.end():mark.end() + 14], topic)
                    sentence.headed = True
                led = "requests" if ASKED_FOR.match(sentence.text) else "" if mark or OTHER_LEAD.match(sentence.text) else led
                sentence.topic = led or topic
                found.append(sentence)
    return found


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Returns the spans of the sentences of one paragraph."""
    spans, first = [], start
    ends = [(m.start(), m.end()) for m in END.finditer(text, start, end)] + [(m.end(), m.end()) for m in RUN_IN.finditer(text, start, end)]
    for stop, after in sorted(ends):
        spans.append((first, stop))
        first = after
    return [*spans, (first, end)]


def compact(section: Section, text: str, start: int, end: int, paragraph: int) -> Sentence:
    """Returns one span as a sentence: without spaces, but numbers with a wide gap between them stay apart."""
    piece = APART.sub(lambda gap: "\x00" * len(gap[0]), text[start:end])
    piece = POINT.sub(lambda point: f"{point[1]} {point[2]}{point[3]}、", piece)
    kept, last = [], 0
    for gap in GAP.finditer(piece):
        kept.extend(range(last, gap.start()))
        last = gap.end()
    kept.extend(range(last, len(piece)))
    return Sentence(section, "".join([piece[i] for i in kept]).replace("\x00", ";"),
                    (*[start + i for i in kept], end), "", paragraph)
