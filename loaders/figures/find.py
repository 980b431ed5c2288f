"""Sections -> figures and doubts: the main path of the prose."""
import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.figures.clauses import read_counts
from loaders.figures.counted import CountTable, without_tables
from loaders.figures.counts import Count, Wholly
from loaders.figures.disclosed import Reading, read_disclosed
from loaders.figures.doubts import find_doubts
from loaders.figures.frames import NOUN_BEHIND
from loaders.figures.nothing import said_nothing
from loaders.figures.others import MEANS_READING, Counted, each_of_several, is_event, is_weak, names_form, read_others
from loaders.figures.outside import set_outside
from loaders.figures.parts import names_of
from loaders.figures.requests import Told, read_requests
from loaders.figures.sentences import Sentence, find_sentences
from loaders.figures.shares import give_shares
from loaders.figures.together import Together
from loaders.figures.totals import SUMMED
from loaders.figures.wholly import set_wholly
from report.model import Doubt, Evidence, Figure, Section

WHEN = re.compile(r"((?<!\d)(?:1[0-2]|[1-9])月|[上下]半年|第?[一二三四]季度)(?![初中上下]?[末底]?[至到—-])")
CLASS = re.compile(r"(?:培训班|培训会|培训|轮训|以会代训)$")
BARE_CLASS = re.compile(r"(?:(?!组织|举办|开展|召开|参加|其中|接受|观看)[一-鿿]){0,8}(?:培训班|培训会|培训|轮训|以会代训)")
SOME_OF_THEM = re.compile(r"带头|亲自")  # "发布解读30篇,局长带头解读4篇"
BY_LEADERS = re.compile(r"(?:负责人|负责同志|领导|班子成员|[局镇乡县市区]长|主任|书记)[^,;、]{0,4}解读")  # a form beside others ("文字解读"), else some of all


def find_figures(sections: list[Section], year: int | None, tables: Sequence[CountTable] = ()) -> tuple[list[Figure], list[Doubt]]:
    """Returns the figures of a report's prose in the order total, channels, parts by subject, applications, others; and doubts.

    `year`: the report's, or None; another year's figure is not taken for it; `tables`: those in the sections' texts that count what was published. Measures: forms/measures.csv. A figure's
    evidence is the exact span of its section. Section five tells plans: nothing is read from it, nor from an annexed 统计表."""
    sentences = find_sentences(without_tables(sections, tables))
    counts = read_counts(sentences)
    unsure, counts = [c for c in counts if not c.number.is_figure], [c for c in counts if c.number.is_figure]
    give_shares(counts)
    set_outside(counts)
    set_wholly(counts, sentences)
    reading = read_disclosed(counts, year)
    told = read_requests(sentences, counts, year)
    applications = plainest(told)
    others = read_others(sentences, counts, year)
    together = Together([*disclosed_figures(reading), *nought_figures(sentences, reading)], reading, sections)
    for table in tables:
        together.take(table, year)
    figures = [*together.figures, *(request_figure(t) for t in applications), *other_figures(others)]
    for made in figures if tables else ():
        made.evidence.text = next(s.text for s in sections if s.key == made.evidence.section)[made.evidence.start:made.evidence.end]  # a list may run on behind a table
    return figures, find_doubts(reading, told, applications, unsure, each_of_several(counts, year)) + together.doubts


def disclosed_figures(reading: Reading) -> list[Figure]:
    """Returns the figures of disclosure: the total, one figure a channel, the parts by subject."""
    figures = []
    if reading.total is not None:
        figures.append(figure("disclosed.total", [reading.total]))
    for channel, counts in reading.channels.items():
        made = figure(f"disclosed.channel.{channel}", counts)
        made.label = channel_label(counts[0])
        made.within_total = within_total(counts, reading.total)
        if (wholly := counts[0].wholly) and not counts[0].channels():
            made.evidence = wholly_evidence(counts[0], wholly)
            made.within_total = True if counts[0] is reading.total else made.within_total
        figures.append(made)
    add_up(figures, reading)
    for count in reading.parts:
        for name in names_of(count):
            made = figure("disclosed.category", [count])
            made.label = reading.labels.get(id(count)) or name
            made.within_total = within_total([count], reading.total, count.listed and count.parent is None)
            figures.append(made)
    return figures


def wholly_evidence(count: Count, wholly: Wholly) -> Evidence:
    """Returns the span that says how much there was and that all of it went through one channel."""
    said = count.sentence.evidence(count.start, wholly.end)
    if wholly.before is None:
        return said
    first = wholly.before.sentence.evidence(wholly.before.start, len(wholly.before.sentence.text)).start
    return Evidence(section=said.section, start=first, end=said.end, text=count.sentence.section.text[first:said.end])


def nought_figures(sentences: list[Sentence], reading: Reading) -> list[Figure]:
    """Returns a 0 for the total and each channel that has no figure and of which the report says in words that there is nothing."""
    told = {f"disclosed.channel.{channel}" for channel in reading.channels} | ({"disclosed.total"} if reading.total else set())
    said = {n.measure: n for n in reversed(said_nothing(sentences)) if n.measure not in told}
    return [Figure(measure=n.measure, value=0, evidence=n.sentence.evidence(n.start, n.end)) for n in said.values()]


def figure(measure: str, counts: list[Count]) -> Figure:
    """Returns the figure of a measure that one count gives, or the parts of one list together."""
    first = counts[0]
    shares = [c.percent for c in counts if c.percent is not None]
    return Figure(measure=measure, value=sum(c.value for c in counts), unit=unit(first), approximate=any(c.number.approximate for c in counts),
                  percent=shares[0] if len(counts) == 1 and shares else None, evidence=evidence(counts, channel=measure.startswith("disclosed.channel.")))


def unit(count: Count) -> str | None:
    """Returns the unit as printed, brackets included."""
    if count.unit is None:
        return None
    at = count.sentence.text.rfind(count.unit, count.number.start, count.number.end)  # "60条左右"
    printed = count.sentence.evidence(at, at + len(count.unit)).text if at >= 0 else ""
    return "".join(printed.split()) if printed.strip() else count.unit


def evidence(counts: list[Count], channel: bool = False) -> Evidence:
    """Returns the span of the section from the first count's own words, or those that name its `channel`, to the last one's number and its share."""
    first, last = counts[0], counts[-1]
    start = first.inherited.start if channel and first.inherited and first.inherited.sentence is first.sentence and not first.frame.channels else first.start
    one = first.sentence.evidence(start, first.number.end)
    two = last.sentence.evidence(last.start, max(last.number.end + len(noun_behind(last)), last.share_end))
    text = last.sentence.section.text[one.start:max(one.end, two.end)]
    return Evidence(section=one.section, start=one.start, end=max(one.end, two.end), text=text)


def noun_behind(count: Count) -> str:
    """Returns the words behind a number that say what it counts, where the words before it do not ("公开80条政府信息")."""
    verb = count.frame.verb
    if count.sentence.text[count.number.start] == "(":
        return ")"
    if verb is not None and verb.start >= count.number.end:
        return count.sentence.text[count.number.end:max(verb.end, *(m.end for m in count.frame.mentions), 0)]
    if verb is None and count.frame.mentions and count.frame.mentions[0].start >= count.number.end:
        return count.sentence.text[count.number.end:count.frame.mentions[-1].end]  # "其余12条|贴在公开栏"
    named = count.own if verb is None else count.own[verb.end - count.start:]
    return NOUN_BEHIND.match(count.behind)[0] if not named.strip("了共计") else ""


def channel_label(count: Count) -> str | None:
    """Returns the channel's words as printed, or None where the count names none itself."""
    mentions = count.frame.mentions or (count.inherited.frame.mentions if count.inherited else [])
    return "、".join(dict.fromkeys(m.text for m in mentions)) or None


def within_total(counts: list[Count], total: Count | None, listed: bool = False) -> bool | None:
    """Returns whether the report makes the counts a part of its total; False where they cannot be; None where it does not say."""
    if total is None:
        return None
    if sum(c.value for c in counts) > total.value or any(c.besides for c in counts):
        return False
    if listed or all(is_under(c, total) for c in counts):
        return True
    return None


def add_up(figures: list[Figure], reading: Reading) -> None:
    """Makes the channels parts of the total where the report tells two or more beside it, to the item, that come to it
    ("共公开60条,网站20条,公众号40条"), or prints their shares of it."""
    total = reading.total
    if total is None:
        return
    told = [(f, counts) for f, counts in zip(figures[1:], reading.channels.values(), strict=True) if f.within_total is None]
    near = [f for f, counts in told if all(abs(c.sentence.paragraph - total.sentence.paragraph) <= len(told) for c in counts)]
    exact = len(near) == len(reading.channels) > 1 and sum(f.value for f in near) == total.value and not any(f.approximate for f in near)
    for figure_, counts in told:
        shared = figure_.percent is not None and abs(figure_.value / total.value * 100 - figure_.percent) < 0.6 if total.value else False
        if exact or shared:
            figure_.within_total = True


def is_under(count: Count, total: Count) -> bool:
    """Returns whether a count stands in the list under the total, at any depth, or in the list that repeats the total."""
    while count.parent is not None:
        count = count.parent
        if count is total or (count.value == total.value and (count.reference or "full_text" in count.frame.bars)):
            return True
    return False


def plainest(told: list[Told]) -> list[Told]:
    """Returns the plainest statement on each measure of applications, the first where several are equally plain."""
    best: dict[str, Told] = {}
    for statement in told:
        if not statement.part and (statement.measure not in best or statement.rank > best[statement.measure].rank):
            best[statement.measure] = statement
    return list(best.values())


def request_figure(told: Told) -> Figure:
    """Returns the figure of one statement on applications."""
    return Figure(measure=told.measure, value=told.value, unit=unit(told.counts[0]) if told.counts else None,
                  approximate=any(c.number.approximate for c in told.counts), evidence=told.sentence.evidence(told.start, told.end))


def other_figures(others: list[Counted]) -> list[Figure]:
    """Returns one figure a measure: its first number, with those that continue it in the same list, or that there was none."""
    runs: dict[str, list[list[Counted]]] = {}
    for counted in sorted(others, key=lambda o: o.count is None):
        told = runs.setdefault(counted.measure, [])
        if told and counted.count and told[-1][-1].count and restates(told[-1][-1], counted):
            told[-1] = [replace(counted, start=told[-1][0].start)]
        elif told and counted.count and told[-1][-1].count and continues(told[-1][-1].count, counted.count) and is_weak(told[-1][-1]) == is_weak(counted):
            told[-1].append(counted)
        else:
            told.append([counted])
    return [run_figure(next((run for run in told if not is_event(run[0])), told[0])) for told in runs.values()]


def run_figure(run: list[Counted]) -> Figure:
    """Returns the figure of the numbers of one list."""
    first, counts = run[0], [c.count for c in run if c.count]
    made = Figure(measure=first.measure, value=sum(c.value for c in run), unit=unit(first.count) if first.count else None,
                  approximate=bool(first.count and first.count.number.approximate), evidence=first.sentence.evidence(first.start, first.end))
    if len(run) > 1:
        made.unit = made.unit if all(c.unit == counts[0].unit for c in counts) else None
        made.evidence = evidence(counts)
    return made


def restates(before: Counted, counted: Counted) -> bool:
    """Returns whether a number only says how many the thing told in the clause before it came to ("对5份文件配发解读材料,共5份")."""
    one, other = before.count, counted.count
    return other.sentence is one.sentence and other.clause - one.clause == 1 and not other.behind and other.unit == one.unit and bool(SUMMED.fullmatch(other.own))


def are_apart(before: Count, count: Count) -> bool:
    """Returns whether two counts of trainings open with two months or two halves of the year ("3月组织培训1次,9月组织培训1次")."""
    one, other = WHEN.match(before.own), WHEN.match(count.own)
    return one is not None and other is not None and one[1] != other[1] and all("培训" in c.own + c.behind for c in (before, count))


def are_bare_classes(before: Count, count: Count) -> bool:
    """Returns whether a bare noun for trainings goes on with the trainings told in the clause before ("举办培训会3期,培训班1期")."""
    return count.clause - before.clause == 1 and BARE_CLASS.fullmatch(count.own) is not None and CLASS.search(before.own) is not None


def continues(before: Count, count: Count) -> bool:
    """Returns whether a bare noun continues the count before it in one list ("文字解读3篇、图解2篇"); of the forms of interpretations also where
    each has a unit of its own ("图解12幅、视频3部、专家解读2篇")."""
    if count.sentence is before.sentence and count.parent is before.parent and count.unit == before.unit and (are_apart(before, count) or are_bare_classes(before, count)):
        return True
    if count.sentence is not before.sentence or count.parent is not before.parent or count.own == before.own or SOME_OF_THEM.search(count.own):
        return False
    one, other = names_form(before), names_form(count)
    if not one and BY_LEADERS.search(count.own):
        return False
    if (count.unit != before.unit or other and not MEANS_READING.search(count.own)) and not (one and other):
        return False
    if one and other and count.clause - before.clause == 1:
        return True
    return count.clause == before.clause or (count.clause == before.clause + 1 and not count.frame.predicate)
