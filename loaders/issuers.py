"""Whose report it is where no title says so: contact lines, signatures, the subject of the sentences, the page's metadata."""
import re
from collections import Counter
from collections.abc import Iterator

from loaders.printed import Printed
from loaders.titles import Name, read_name, words
from loaders.years import DATE, NUMERALS
from report.agencies import OFFICE, kind_of
from report.places import chains, find_places
from report.regions import TOWNSHIPS

CLAUSE = re.compile(r"(?:[。；;，,:：、)）>》\n]|(?:19|20)\d\d年?度?[，,]?(?:以来[，,]?)?|(?:月|日|年)(?:以来)?[，,])")  # where a sentence's subject may begin
NAME_END = re.compile(r"[，。；,;:：!?、《》“”\"(（)）\n]|办公室联系|联系|咨询|反映|编制|公布|发布|负责|作者|时间")  # what ends a name in a contact line
GOVERNMENT_OFFICE = re.compile(r"(?:政府|委)(?:办公室|办公厅|办)$")  # an agency of its own, unlike a bureau's office
OPENED = re.compile("[《“\"〈]")
STREET_OFFICE = re.compile(r"街道?办(?:事处)?$")  # "某街道办事处", "某街办"
LAST_WORDS = re.compile(r"(?:人民政府|政府|管理委员会|管委会|委员会)$")  # what may follow one agency's name or not
SENTENCE_END = re.compile(r"[。；;：:，\d]")  # "…申请数条0某局2018年12月31日" where a page lost its lines
SELF = re.compile(r"(?:我|本|全)(街道|街|镇|乡|苏木|局|委|办|中心|院|公司|厅|站|所|处|校|馆|队|管委会|开发区|新区|园区|市|县|区|州|省|旗)(?!级|内|直|域|长|政府网|情|里|民|委|年|月)")  # "我镇", "本街道"
SELF_KINDS = {"街道": "subdistrict", "街": "subdistrict", "镇": "town", "乡": "township", "苏木": "township",
              "管委会": "zone", "开发区": "zone", "新区": "zone", "园区": "zone", "院": "other", "公司": "other", "校": "other",
              "市": "government", "县": "government", "区": "government", "州": "government", "省": "government", "旗": "government"}


def self_named(texts: list[Printed]) -> tuple[str, Printed, int, int] | None:
    """Returns the kind that a report without its agency's name gives away by calling itself 我镇 or 本街道, and where it first does;
    None where it says nothing, speaks of several, or only of its county, which every office there calls its own."""
    said = [(SELF_KINDS.get(m[1], "department"), text, m.start(), m.end()) for text in texts for m in SELF.finditer(text.plain) if m[0][0] != "全"]
    said = [one for one in said if one[0] != "government"]
    return said[0] if len({one[0] for one in said}) == 1 else None


def kind_of_self(texts: list[Printed]) -> str | None:
    """Returns the kind of agency that the report calls itself most often (我镇, 本街道, 我局), or None."""
    said = Counter(SELF_KINDS.get(m[1], "department") for text in texts for m in SELF.finditer(text.plain))
    return said.most_common(1)[0][0] if said else None


def named_after(where: Printed, start: int, longest: int = 40) -> Name | None:
    """Returns the agency whose name begins at an offset and ends before punctuation, a space, a verb or a contact's words; without
    its own office (某街道党政办公室)."""
    plain = where.plain
    start += len(plain[start:start + 4]) - len(plain[start:start + 4].lstrip(":(“\"|："))
    stop = NAME_END.search(plain, start + 1)
    end = min(stop.start() if stop else len(plain), start + longest)
    inside = [*(g for g in where.gaps if start < g < end), *(m.start() for m in words("name", "verbs").finditer(plain, start + 2, end))]
    for shorter in (end, *sorted(inside, reverse=True)):
        if name := read_name(where, start, shorter, titled=False):
            office = OFFICE.search(name.plain)
            if office and office.start() > 2 and not GOVERNMENT_OFFICE.search(name.plain):
                return read_name(where, start, start + office.start(), titled=False) or name
            return name
    return None


def contacts(texts: list[Printed]) -> Iterator[Name]:
    """Yields the agencies that questions go to: 如有疑问，请与某局联系."""
    for text in texts:
        for ask in words("name", "contact").finditer(text.plain):
            if name := named_after(text, ask.end()):
                yield name


def signatures(texts: list[Printed]) -> Iterator[Name]:
    """Yields the agencies that sign, the last first: a name that ends a line or stands apart, right before a date that does."""
    for text in reversed(texts):
        for date in sorted((*DATE.finditer(text.plain), *NUMERALS.finditer(text.plain)), key=lambda d: -d.start()):
            if date.end() not in text.breaks and date.end() not in text.gaps:
                continue
            end, line = date.start(), text.line(date.start())[0]
            if end == line and end:
                line = text.line(end - 1)[0]
            apart = {line, *(g for g in text.gaps if line < g < end), *(m.end() for m in SENTENCE_END.finditer(text.plain, line, end))}
            yield from (name for start in sorted(apart) if end - start <= 40 and (name := read_name(text, start, end)))


def subjects(texts: list[Printed]) -> Iterator[Name]:
    """Yields the agencies that the sentences are about: 2023年，某镇未收到政府信息公开申请."""
    verbs = words("name", "verbs")
    for text in texts:
        plain = text.plain
        for start in sorted({*text.lines, *(m.end() for m in CLAUSE.finditer(plain))}):
            for end in range(start + 2, min(start + 30, len(plain))):
                if not "\u3400" <= plain[end - 1] <= "\u9fff":
                    break
                if verbs.match(plain, end) and (name := read_name(text, start, end, titled=False)):
                    yield name
                    break


def documents(texts: list[Printed]) -> Iterator[Name]:
    """Yields the agencies that documents and accounts are named for: 《某街道2022年政务公开工作方案》, “某街道”微信公众号."""
    for text in texts:
        for opened in OPENED.finditer(text.plain):
            start, quote = opened.end(), opened[0] in "“\""
            account = any(m.end() == start - 1 for m in words("name", "quoted").finditer(text.plain, max(0, start - 9), start - 1))
            for end in range(start + 3, min(start + 30, len(text.plain))):
                if text.plain[end - 1] in "，。》”":
                    break
                if quote:
                    told = text.plain[end] in "”\"" and (account or words("name", "accounts").match(text.plain, end + 1))
                else:
                    told = words("name", "documents").match(text.plain, end)
                if told and (name := read_name(text, start, end, titled=False)) and name.kind != "government":
                    yield name
                    break


def mentions(texts: list[Printed], own: str | None) -> Iterator[Name]:
    """Yields the townships of the kind that the report calls itself (我镇), wherever the gazetteer knows their names."""
    for text in texts if own in TOWNSHIPS else ():
        for place in find_places(text.plain, townships=True):
            if kind_of(text.plain[place.start:place.end]) == own and place.places[0].level == "township":
                yield Name(text, place.start, place.end, own)


def most_named(names: list[Name]) -> Name | None:
    """Returns the agency that most of the names mean, in its fullest form; None where there is none."""
    if not names:
        return None
    means = Counter(bare(name.plain) for name in names)
    best = max(means, key=lambda own: sum(n for other, n in means.items() if other.endswith(own) or own.endswith(other)))
    same = [n for n in names if bare(n.plain).endswith(best) or best.endswith(bare(n.plain))]
    return max(same, key=lambda n: (bool(chains(n.plain)[0].place), len(n.plain)))


def bare(name: str) -> str:
    """Returns a name without the words that its spellings differ in: 某街道办事处 and 某街道 are one."""
    return LAST_WORDS.sub("", STREET_OFFICE.sub("街道", name))


def issuers(texts: list[Printed]) -> Iterator[Name]:
    """Yields the agencies that the page's metadata names: 来源：某县某乡人民政府."""
    for text in texts:
        for mark in words("metadata", "issuer").finditer(text.plain):
            if name := named_after(text, mark.end()):
                yield name
