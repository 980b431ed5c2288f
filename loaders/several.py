"""Two reports in one file: where the title of another agency or year stands above section one again, the file is read as two.

A title that comes again (in a covering letter, in a page's header, above a table of contents) divides nothing."""
import re
from dataclasses import replace

from loaders.document import Document, Paragraph
from loaders.headings import find_headings
from loaders.outline import find_outline
from loaders.printed import printed
from loaders.titles import Title, find_titles

FIRST = re.compile(r"\s*(?:第?[一二]部分|[一二12][、.．,，:：]|[(（][一二][)）])")  # "一、总体情况", or in workbooks of tables alone "二、主动公开政府信息情况"
FORM = re.compile("报告|年报|总结|汇报|小结")  # the words that titles end in
TITLE_LINES = 8  # lines above section one in which its report's title may stand
KEYS = 3  # sections that a report must have to stand by itself


def divide(document: Document) -> list[Document]:
    """Returns the document's parts that are reports of their own, in order; the whole document where it is one report."""
    lines = [b.text if isinstance(b, Paragraph) else "" for b in document.blocks]
    if sum(bool(FIRST.match(line)) for line in lines) < 2 or sum(len(line) <= 80 and bool(FORM.search(line)) for line in lines) < 2:
        return [document]
    headings = [(h.number, h.key, h.paragraph) for h in find_headings(lines) if not lines[h.paragraph][:h.start].strip()]
    begins = sorted({at for number, key, at in headings if (number, key) == (1, "overview")} or {at for number, key, at in headings if (number, key) == (2, "disclosed")})
    for begin in begins[1:]:
        at = _title_above(lines, begin)
        if at is None:
            continue
        first = replace(document, blocks=document.blocks[:at])
        rest = Document(document.blocks[at:], document.format, document.reader)
        if _differ(_title(lines[:begins[0]]), _title(lines[at:begin])) and _is_whole(first) and _is_whole(rest):
            return [first, *divide(rest)]
    return [document]


def _title_above(lines: list[str], begin: int) -> int | None:
    """Returns the line where the title begins that stands right above a heading, None where none with name and year does."""
    least = max(begin - TITLE_LINES, 0)
    whole = _title(lines[least:begin])
    if whole is None:
        return None
    for at in range(begin - 1, least - 1, -1):
        found = _title(lines[at:begin])
        if found and lines[at].strip() and _identity(found) == _identity(whole):
            return at
    return None


def _title(lines: list[str]) -> Title | None:
    """Returns the last title with name and year that stands alone in some lines."""
    text = printed("preamble", "\n".join(lines))
    return next((t for t in reversed(list(find_titles(text))) if t.standing >= 2 and t.name and t.year), None)


def _identity(title: Title) -> tuple[str, int | None]:
    return title.name.plain, title.year


def _differ(before: Title | None, after: Title | None) -> bool:
    """Returns whether two titles name two reports: another year, or an agency that is not the same with its place in front."""
    if before is None or after is None:
        return False
    one, other = before.name.plain, after.name.plain
    return before.year != after.year or not (one.endswith(other) or other.endswith(one))


def _is_whole(document: Document) -> bool:
    """Returns whether a part is a report with sections of its own."""
    outline = find_outline(document)
    return outline.is_report and len({s.key for s in outline.sections if s.heading} - {"preamble"}) >= KEYS
