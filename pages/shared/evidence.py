"""Evidence on the page: the sentence a number was read from, with the words that carry it marked."""
import re
from html import escape

from pages.shared.words import t
from report.model import AnnualReport, Evidence
from report.pages import page_of
from report.sentences import SENTENCE_END, around

__all__ = ["SENTENCE_END", "around", "cover", "marked", "plain", "proof", "quoted"]

GAP = "\u2003"  # between the cells of a row: a tab may leave next to nothing
MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")  # 13812345678
IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")  # 110101190001011234
MAILBOX = re.compile(r"(?<!\d)\d{5,11}(?=@qq\.com)")  # 12345678@qq.com


def plain(text: str) -> str:
    """Returns the text for the screen: escaped, with private numbers (mobile, identity, personal mailbox) covered; the cells of a table's row a wide space apart."""
    return escape(cover(text)).replace("\t", GAP)


def cover(text: str) -> str:
    """Returns the text with private numbers (mobile, identity, personal mailbox) covered."""
    text = IDENTITY.sub(lambda m: m[1] + "*" * 8 + m[2], MOBILE.sub(r"\1****\2", text))
    return MAILBOX.sub(lambda m: "*" * len(m[0]), text)


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
    page = page_of(section, evidence.start)
    return quoted(*around(section.text, evidence.start, evidence.end), here) + (f' <span class="soft">{t("(page {n})", n=page)}</span>' if page else "")


def marked(text: str, spans: list[tuple[int, int, str, bool]]) -> str:
    """Returns a whole text as HTML with spans marked: (start, end, anchor, here). Of spans that overlap the first one stands."""
    parts, at = [], 0
    for start, end, anchor, here in sorted(spans):
        if start < at or end <= start:
            continue
        parts += [plain(text[at:start]), f'<mark id="{escape(anchor)}" class="{"here" if here else "proof"}">{plain(text[start:end])}</mark>']
        at = end
    return "".join([*parts, plain(text[at:])])
