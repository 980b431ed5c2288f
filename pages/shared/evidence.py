"""Evidence on the page: the sentence a number was read from, with the words that carry it marked."""
import re
from html import escape

from report.model import AnnualReport, Evidence

SENTENCE_END = re.compile(r"[。！？!?；;\n]")  # "…138条；通过微信…"
MOST = 120  # characters of context on each side
MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")  # 13812345678
IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")  # 110101190001011234
MAILBOX = re.compile(r"(?<!\d)\d{5,11}(?=@qq\.com)")  # 12345678@qq.com


def around(text: str, start: int, end: int, most: int = MOST) -> tuple[str, str, str]:
    """Returns what stands before, in and after the span, out to the ends of its sentence but no further than `most` characters."""
    ends = [m.end() for m in SENTENCE_END.finditer(text, max(0, start - most), start)]
    begin = ends[-1] if ends else max(0, start - most)
    after = SENTENCE_END.search(text, max(end - 1, start), min(len(text), end + most))
    stop = max(after.end(), end) if after else min(len(text), end + most)
    return text[begin:start].lstrip(), text[start:end], text[end:stop].rstrip()


def plain(text: str) -> str:
    """Returns the text for the screen: escaped, with private numbers (mobile, identity, personal mailbox) covered."""
    text = IDENTITY.sub(lambda m: m[1] + "*" * 8 + m[2], MOBILE.sub(r"\1****\2", text))
    return escape(MAILBOX.sub(lambda m: "*" * len(m[0]), text))


def quoted(before: str, words: str, after: str, here: bool = False) -> str:
    """Returns the sentence as HTML with its words marked; `here`: the mark that the visitor followed a link to."""
    return f'{plain(before)}<mark class="{"here" if here else "proof"}">{plain(words)}</mark>{plain(after)}'


def proof(report: AnnualReport, evidence: Evidence | None, here: bool = False) -> str:
    """Returns the evidence's sentence as HTML; a dash where there is none."""
    if evidence is None:
        return "—"
    section = report.section(evidence.section)
    if section is None:
        return quoted("", evidence.text, "", here)
    return quoted(*around(section.text, evidence.start, evidence.end), here)


def marked(text: str, spans: list[tuple[int, int, str, bool]]) -> str:
    """Returns a whole text as HTML with spans marked: (start, end, anchor, here). Of spans that overlap the first one stands."""
    parts, at = [], 0
    for start, end, anchor, here in sorted(spans):
        if start < at or end <= start:
            continue
        parts += [plain(text[at:start]), f'<mark id="{escape(anchor)}" class="{"here" if here else "proof"}">{plain(text[start:end])}</mark>']
        at = end
    return "".join([*parts, plain(text[at:])])
