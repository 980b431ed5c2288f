"""The sentences of a circular: templates with numbers from its facts. A sentence whose numbers are missing is left out, or says that nothing can be said."""
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from data.circular import GROUPS, Circular
from data.circular_lists import SCOPES
from exports import words
from exports.rollup_words import listed
from report import checks, form
from report.checks.copying import ALL, SECTION_FIVE
from report.language import fill, say

SCOPE_WORDS = {
    "whole": "{n} reports whose channels make up their total: {total} items together.",
    "outside": "{n} reports that count further channels beside their total: {total} items together, without those channels.",
    "other": "{n} reports that do not say, or not so that it adds up, what their total is made of: {total} items together.",
    "approximate": "{n} reports with a rounded total: {total} items together, as printed.",
}
DISCLOSED = (("normative_documents", "made"), ("licences", "decided"), ("penalties", "decided"), ("coercive_measures", "decided"), ("fees", "amount_wan_yuan"))
REQUESTS = ("received", "carried_in", "handled", "carried_out")
LEADING_NUMBER = re.compile(r"^(?:[一二三四]、|（[一二三四五六七]）|\d\.\s|\(\d\)\s)|（区分.*）$|\s\(where.*\)$")  # 一、本年新收…; （二）部分公开（区分处理的，…）
LIMITS = {"five": f"{SECTION_FIVE:.0%}"[:-1], "whole": f"{ALL:.0%}"[:-1]}
DISPUTES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")


@dataclass(frozen=True)
class Token:
    """A number or a list of names in a sentence, and the fact that it is."""

    text: str
    fact: str


@dataclass(frozen=True)
class Sentence:
    """One sentence: its template and what fills it; a plain string is a word, a token a fact."""

    template: str
    values: dict[str, "Token | str | tuple"]

    def text(self, language: str) -> str:
        """Returns the sentence in the language."""
        return self._said(language, lambda token: token.text)

    def html(self, language: str, link: Callable[[str], str]) -> str:
        """Returns the sentence with each number linked to where it comes from."""
        return self._said(language, lambda token: f'<a href="{escape(link(token.fact))}" target="_self">{escape(token.text)}</a>')

    def facts(self) -> list[str]:
        """Returns the keys of the facts that the sentence tells."""
        tokens = [t for v in self.values.values() for t in (v if isinstance(v, tuple) else (v,))]
        return [t.fact for t in tokens if isinstance(t, Token)] + [k for t in tokens if isinstance(t, Sentence) for k in t.facts()]

    def _said(self, language: str, show: Callable[[Token], str]) -> str:
        def told(value) -> str:
            if isinstance(value, Token):
                return show(value)
            if isinstance(value, Sentence):
                return value._said(language, show)
            if isinstance(value, tuple):
                return ("；" if language == "zh" else "; ").join(map(told, value))
            return value

        return fill(say(self.template, language=language), {k: told(v) for k, v in self.values.items()})


@dataclass(frozen=True)
class Passage:
    """A part of the circular: its heading (an English template) and its paragraphs, each of sentences."""

    heading: str
    paragraphs: list[list[Sentence]]


def passages(circular: Circular, place: str, language: str = "zh") -> list[Passage]:
    """Returns the whole text of the circular."""
    tell = Teller(circular, place, language)
    found = [Passage("Handing in and publishing", [tell.coverage(), tell.timeliness()]),
             Passage("Proactive disclosure", [tell.totals(), tell.channels(), tell.disclosed()]),
             Passage("Applications, reconsideration and litigation", [tell.requests(), tell.results(), tell.disputes()]),
             Passage("Problems that the reports state", [tell.themes()]),
             Passage("What the checks found", [tell.errors(), *tell.checks(), tell.copies(), tell.own_copies()]),
             Passage("What the numbers rest on", [tell.cautions()])]
    return [Passage(p.heading, kept) for p in found if (kept := [s for s in p.paragraphs if s])]


def brief(circular: Circular, place: str, language: str = "zh") -> list[list[Sentence]]:
    """Returns the one-page brief: what a chief asks first, a paragraph a subject."""
    tell = Teller(circular, place, language)
    return [p for p in ([*tell.coverage(), *tell.timeliness()[:2]], tell.totals(), tell.requests(), tell.themes(), [*tell.errors(), *tell.worst()], tell.copies()[:1]) if p]


class Teller:
    """Makes the sentences of one circular in one language."""

    def __init__(self, circular: Circular, place: str, language: str):
        self.of, self.place, self.language = circular, place, language
        self.year = str(circular.year)

    def number(self, key: str) -> Token:
        """Returns a fact as a number."""
        value = self.of.value(key)
        if isinstance(value, tuple):
            value = len(value)
        text = f"{int(value):,}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0").rstrip(".")
        return Token(text, key)

    def names(self, key: str) -> Token:
        """Returns a fact as a list of names."""
        return Token(listed(self.of.value(key), self.language), key)

    def some(self, *keys: str) -> bool:
        """Returns whether the data say every one of these."""
        return all(k in self.of.facts and self.of.value(k) is not None for k in keys)

    def items(self, keys: Iterable[tuple[str, str, str]], of: str = "") -> tuple[Sentence, ...]:
        """Returns a list of “name value (n reports)” for those facts that the data say: (name, value's key, count's key or ""). The count is left out
        where it is that of all reports, the fact `of`."""
        return tuple(Sentence("{name} {value} ({n} reports)", {"name": name, "value": self.number(key), "n": self.number(count)})
                     if count and not (of and self.of.value(count) == self.of.value(of)) else Sentence("{name} {value}", {"name": name, "value": self.number(key)}) for name, key, count in keys if self.some(key))

    def coverage(self) -> list[Sentence]:
        basis = "In {place}, {due} agencies owe an annual report for {year} by the roster; {reported} reports are in." if self.of.members.roster else \
            "In {place}, {due} agencies are known from the reports of any year (no roster names them all); for {year}, {reported} reports are in."
        found = [Sentence(basis, {"place": self.place, "year": self.year, "due": self.number("due"), "reported": self.number("reported")})]
        if self.of.value("missing"):
            found.append(Sentence("Without report ({n}): {names}.", {"n": self.number("missing"), "names": self.names("missing")}))
        elif self.of.value("due"):
            found.append(Sentence("No agency is without report.", {}))
        return found

    def timeliness(self) -> list[Sentence]:
        late = self.of.value("late")
        dated = self.of.value("in_time") + len(late)
        found = []
        if dated:
            found.append(Sentence("By the day that the reports print, {in_time} were published in time, {late} late.", {"in_time": self.number("in_time"), "late": self.number("late")}))
        if late:
            days = [say("{agency} ({n} days)", {"agency": a, "n": d}, self.language) for a, d in late]
            found.append(Sentence("Late: {names}.", {"names": Token(listed(days, self.language), "late")}))
        if self.of.value("undated"):
            found.append(Sentence("{n} reports do not print the day of publication; whether they were in time cannot be said.", {"n": self.number("undated")}))
        if self.of.value("no_day"):
            found.append(Sentence("For {n} reports, no deadline is set for their kind of agency.", {"n": self.number("no_day")}))
        return found

    def totals(self) -> list[Sentence]:
        if not self.of.value("reported"):
            return []
        if not self.of.value("total.n"):
            return [Sentence("No report gives a total of information disclosed; nothing can be said of it.", {})]
        found = [Sentence("{n} of {reported} reports give a total of information disclosed; what they count differs, so that the groups are told apart and not added to each other.",
                          {"n": self.number("total.n"), "reported": self.number("reported")})]
        return found + [Sentence(SCOPE_WORDS[s], {"n": self.number(f"total.{s}.n"), "total": self.number(f"total.{s}")}) for s in SCOPES if self.some(f"total.{s}")]

    def channels(self) -> list[Sentence]:
        order = [line.name for line in self.of.channels]
        found = self.items((words.measure(f"disclosed.channel.{c}", self.language), f"channel.{c}", f"channel.{c}.n") for c in order)
        return [Sentence("By channel, as printed: {items}. Channels overlap and are not added up.", {"items": found})] if found else []

    def disclosed(self) -> list[Sentence]:
        cells = [(self.cell("disclosed", row, column), f"disclosed.{row}.{column}", f"disclosed.{row}.{column}.n") for row, column in DISCLOSED]
        found = self.items((c for c in cells if c[1] in self.of.facts), "disclosed.n")
        return [Sentence("Table 2 ({n} reports): {items}.", {"n": self.number("disclosed.n"), "items": found})] if found else []

    def requests(self) -> list[Sentence]:
        found = self.items(((self.row("requests", row), f"requests.{row}.total", f"requests.{row}.total.n") for row in REQUESTS), "requests.n")
        if not found:
            return [Sentence("No report prints the totals of table 3; nothing can be said of applications.", {})] if self.of.value("reported") else []
        return [Sentence("Table 3 ({n} reports), column of totals: {items}.", {"n": self.number("requests.n"), "items": found})]

    def results(self) -> list[Sentence]:
        found = self.items((self.row("requests", group), f"group.{group}", "") for group in GROUPS)
        return [Sentence("Results by group, as printed: {items}.", {"items": found})] if found else []

    def disputes(self) -> list[Sentence]:
        found = self.items(((self.row("disputes", row), f"disputes.{row}.total", f"disputes.{row}.total.n") for row in DISPUTES), "disputes.n")
        corrected = self.items(((self.row("disputes", row), f"disputes.{row}.corrected", f"disputes.{row}.corrected.n") for row in DISPUTES), "disputes.n")
        return ([Sentence("Table 4 ({n} reports), totals: {items}.", {"n": self.number("disputes.n"), "items": found})] if found else []) + \
            ([Sentence("Of these with the result corrected: {items}.", {"items": corrected})] if found and corrected else [])

    def themes(self) -> list[Sentence]:
        if not self.of.value("problems.reports"):
            return [Sentence("No problem was recognised in section five of the reports.", {})] if self.of.value("reported") else []
        found = [Sentence("{n} of {reported} reports state problems in section five, {all} in all.",
                          {"n": self.number("problems.reports"), "reported": self.number("reported"), "all": self.number("problems.all")})]
        leading = tuple(Sentence("{name} ({n} reports)", {"name": words.theme(t, self.language), "n": self.number(f"theme.{t}.reports")}) for t in self.of.leading)
        return found + ([Sentence("Named most: {items}.", {"items": leading})] if leading else [])

    def errors(self) -> list[Sentence]:
        if not self.of.value("reported"):
            return []
        values = {"n": self.number("errors.all"), "k": self.number("errors.agencies")}
        if not self.of.value("errors.all"):
            found = Sentence("No error of the reports has been confirmed." if self.of.confirmed else "The checks found no error.", {})
        else:
            found = Sentence("{n} errors in the reports of {k} agencies are confirmed." if self.of.confirmed else
                             "The checks found {n} errors in the reports of {k} agencies; those that a person dismissed are not counted.", values)
        more = Sentence("{n} warnings are to be checked with the agencies; they are not counted as errors.", {"n": self.number("warnings.all")})
        return [found, *([more] if self.of.value("warnings.all") else [])]

    def checks(self) -> list[list[Sentence]]:
        return [[Sentence("Not in keeping with “{what}” ({n} places): {names}.", {"what": self.check(line.check), "n": self.number(f"error.{line.check}"), "names": self.names(f"error.{line.check}.agencies")})]
                for line in self.of.failing]

    def worst(self) -> list[Sentence]:
        """Returns the three checks that fail in most reports, without names."""
        items = tuple(Sentence("{name} ({n} agencies)", {"name": self.check(line.check), "n": self.number(f"error.{line.check}.agencies")}) for line in self.of.failing[:3])
        return [Sentence("Rules most often not kept: {items}.", {"items": items})] if items else []

    def copies(self) -> list[Sentence]:
        pairs = self.of.value("copies")
        if not pairs:
            return []
        found = [Sentence("{n} pairs of reports are alike word for word above the threshold (section five from {five}%, sections one, five and six from {whole}%).",
                          {"n": self.number("copies")} | LIMITS)]
        told = [self.pair("{agency} and {other}", agency=a, other=b, five=five, whole=whole) for a, b, five, whole in pairs]
        return found + [Sentence("They are: {names}. Who copied from whom is not known.", {"names": Token(listed(told, self.language), "copies")})]

    def own_copies(self) -> list[Sentence]:
        pairs = self.of.value("own_copies")
        if not pairs:
            return []
        told = [self.pair("{agency} ({year})", agency=a, year=str(y), five=five, whole=whole) for a, y, five, whole in pairs]
        return [Sentence("{n} reports repeat their own of the year before above the threshold (section five from {five}%, sections one, five and six from {whole}%): {names}.",
                         {"n": self.number("own_copies"), "names": Token(listed(told, self.language), "own_copies")} | LIMITS)]

    def cautions(self) -> list[Sentence]:
        found = []
        for key, template in (("above", "The reports of {names} add up others and are not counted again."),):
            if self.of.value(key):
                found.append(Sentence(template, {"names": self.names(key)}))
        for key, template in (("doubted", "In {n} reports the reading of some place is uncertain."), ("amended", "{n} reports are corrected by hand; the corrected values are counted."),
                              ("nameless", "{n} reports whose agency was not recognised are not counted.")):
            if self.of.value(key):
                found.append(Sentence(template, {"n": self.number(key)}))
        if self.of.value("gaps"):
            found.append(Sentence("At {n} places of the tables the printed sums differ from the sum of their parts; they are told as printed.", {"n": self.number("gaps")}))
        found.append(Sentence("All numbers are those that the reports print; blanks are not counted as 0. A sum of the tables without a number of reports behind it is given by every report that has the table.", {}))
        return found

    def pair(self, template: str, five, whole, **names: str) -> str:
        """Returns one pair with its shares."""
        shares = [say(t, {"share": str(s)}, self.language) for t, s in (("section five {share}%", five), ("all prose {share}%", whole)) if s is not None]
        return say("{pair} ({shares})", {"pair": say(template, names, self.language), "shares": ("，" if self.language == "zh" else ", ").join(shares)}, self.language)

    def check(self, id: str) -> str:
        """Returns the title of a check."""
        return next((say(c.title, language=self.language) for c in checks.CHECKS if c.id == id), id)

    def row(self, table: str, row: str) -> str:
        """Returns a row's name without its number on the form."""
        name = LEADING_NUMBER.sub("", form.row_name(table, row, self.language))
        return f"{self.row(table, 'results')}{'' if self.language == 'zh' else ', '}{name}" if row == "handled" else name

    def cell(self, table: str, row: str, column: str) -> str:
        """Returns row and column by name."""
        return f"{self.row(table, row)}{'' if self.language == 'zh' else ', '}{form.column_name(table, row, column, self.language)}"
