"""Whose report it is, of what place and year, and the words that prove it."""
from dataclasses import dataclass, field

from loaders.document import Document, Table
from loaders.issuers import contacts, documents, issuers, kind_of_self, mentions, most_named, self_named, signatures, subjects
from loaders.printed import Printed, printed
from loaders.titles import Name, Title, find_titles
from loaders.years import find_published, find_year
from report.language import say
from report.model import Agency, Doubt, Evidence, Region
from report.regions import TOWNSHIPS, resembled, resolve

# English templates, Chinese in locale/zh_CN/LC_MESSAGES/parsing.po
DOUBTS = {
    "agency_unknown": "The text does not say which agency reports.",
    "agency_uncertain": "No title, signature or contact names the agency; {agency} is read from other words.",
    "region_unknown": "The words do not say where {agency} is.",
    "region_ambiguous": "{count} places are called {agency}; the words do not decide between them.",
    "township_resembles": "{agency} is not in the list of townships of its county, but {known} is, which differs in one character. If it is a misprint, correct the agency.",
    "year_unknown": "The text does not say which year the report is about.",
    "year_uncertain": "The words speak as much for {others} as for {year}; read as {year}.",
}


@dataclass
class Identity:
    """`title` as printed, or None; `doubts` for what the words leave open."""

    title: str | None = None
    agency: Agency | None = None
    region: Region | None = None
    year: int | None = None
    year_evidence: Evidence | None = None
    published: str | None = None
    published_evidence: Evidence | None = None
    doubts: list[Doubt] = field(default_factory=list)


PAGE = "page"  # words outside the report's sections: metadata tables, headers, the address; they give no evidence


def find_identity(document: Document, outline) -> Identity:
    """Returns the title, agency, region, year and date of publication of a report that has been read and divided.

    `outline.sections`: report.model.Section values. The name is as printed, line breaks and spaces left out."""
    texts = [printed(s.key, s.text) for s in outline.prose() if s.text.strip()]
    page = printed(PAGE, page_words(document, outline))
    titles = [t for text in texts if text.section == "preamble" for t in find_titles(text)]
    title = best_title(titles) or best_title(list(find_titles(page)))
    identity = Identity(title=title.where.printed(title.start, title.end) if title else None)
    identity.published, day = find_published(texts, page)
    identity.year, others, said = find_year(title, titles, texts, identity.published, day)
    identity.published_evidence, identity.year_evidence = (evidence(*words) if words else None for words in (day, said))
    name, weak = find_agency(title, titles, texts, page)
    if name:
        identity.agency = Agency(name=name.where.printed(name.start, name.end).replace(" ", ""), kind=name.kind,
                                 evidence=evidence(name.where, name.start, name.end))
    elif own := self_named(texts):
        identity.agency = Agency(kind=own[0], evidence=evidence(*own[1:]))
    where = resolve(name.plain if name else None, name.kind if name else None, [text.plain for text in (*texts, page)], identity.year)
    if where.names or where.candidates:
        source = (name.where, name.start + where.start, name.start + where.end) if where.source == -1 else (
            (*texts, page)[where.source], where.start, where.end)
        identity.region = Region(code=where.code, **where.names, evidence=evidence(*source), candidates=where.candidates)
    doubt(identity, "agency_unknown", not name)
    doubt(identity, "agency_uncertain", weak, agency=identity.agency.name if weak else "")
    doubt(identity, "region_unknown", bool(name and not identity.region), agency=name and name.plain)
    doubt(identity, "region_ambiguous", bool(where.candidates), agency=name and name.plain, count=len(where.candidates))
    known = resembled(where) if name and name.kind in TOWNSHIPS else None
    doubt(identity, "township_resembles", bool(known), agency=where.names.get("township"), known=known)
    doubt(identity, "year_unknown", identity.year is None)
    doubt(identity, "year_uncertain", bool(others), year=identity.year, others=", ".join(map(str, others)))
    return identity


def page_words(document: Document, outline) -> str:
    """Returns the words around the report, a cell or a note a line: tables of metadata, headers, the page's foot, the address."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Table):
            cells = [c.text.strip() for c in block.cells[:40] if c.text.strip()]
            if sum(map(len, cells)) < 2000 and not any("第二十条" in c or "申请人情况" in c for c in cells):
                lines += cells
    return "\n".join([*lines[:120], *document.notes[:20], *getattr(outline, "footer", ())[:20], document.address or ""])


def evidence(where: Printed, start: int, end: int) -> Evidence | None:
    """Returns the evidence of a span; None for words outside the sections."""
    return None if where.section == PAGE or end <= start else where.cut(start, end)


def best_title(titles: list[Title]) -> Title | None:
    """Returns the report's own title: with name and year before without, alone on its lines before among other words, the last
    of several alike; None where the words stand in prose only."""
    standing = [t for t in titles if t.standing and (t.name or t.year or (t.standing == 3 and "工作" in t.where.plain[t.start:t.end]))]
    if not standing:
        return None

    def rank(numbered: tuple[int, Title]) -> tuple:
        place, title = numbered
        return title.standing > 1, bool(title.name) + bool(title.year), title.standing, place

    return max(enumerate(standing), key=rank)[1]


def find_agency(title: Title | None, titles: list[Title], texts: list[Printed], page: Printed) -> tuple[Name | None, bool]:
    """Returns the agency that reports, and whether only weak words name it.

    Named in the title, else in a title told in prose, a signature, the contact, the sentences' subjects; weakly in its
    documents' and accounts' names, other mentions, the page's metadata. A name of another kind than the report calls itself
    (我镇, 本街道) is passed over."""
    if title and title.name:
        return title.name, False
    own = kind_of_self(texts)
    strong = (t.name for t in titles if t.name), signatures(texts), contacts(texts)
    for names in strong:
        if first := next((name for name in names if fits(name, own)), None):
            return first, False
    if found := most_named([name for name in subjects(texts) if fits(name, own)]):
        return found, False
    page_issuers = [name for name in issuers([*texts[:1], page]) if fits(name, own)]
    named = [name for name in (*documents(texts), *mentions(texts, own)) if fits(name, own)]
    found = most_named([*named, *page_issuers] if own in TOWNSHIPS else named) or most_named(page_issuers)
    if found:
        return found, True
    return None, False


def fits(name: Name, own: str | None) -> bool:
    """Returns whether a name can be that of an agency which calls itself of that kind."""
    if own in TOWNSHIPS:
        return name.kind == own
    if own in ("department", "other"):
        return name.kind not in (*TOWNSHIPS, "government")
    return True


def doubt(identity: Identity, kind: str, raised: bool, **values) -> None:
    """Adds a doubt where it is raised."""
    if raised:
        identity.doubts.append(Doubt(kind=kind, message=say(DOUBTS[kind], values), where=str(values.get("agency") or identity.title or ""),
                                     template=DOUBTS[kind], values=values))
