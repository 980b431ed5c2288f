"""English sentences say “1 report has” and “2 reports have”, whatever the floor."""
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from exports.sentences import Sentence, Token
from report.language import DOMAINS, say

LOCALE = Path(__file__).parents[1] / "locale"
NOUNS = ("agencies|applications|cases|cells|characters|checks|days|doubts|elements|entries|errors|files|findings|lawsuits|lines|notices|numbers|pages|pairs|parts|passages|"
         "places|points|problems|measures|reports|rows|sections|sums|themes|things|times|versions|warnings|years")
COUNTED = re.compile(rf"\{{(\w+)\}} (?:more |known |new |printed |different |original |like |table )?(?:{NOUNS})\b(?! “)")
NEVER_ONE = {  # a limit of the program stands there
    "fewer than {n} agencies of its kind state a total", "{count} agencies are too many for one ranking or circular (at most {most}).", "More than {n} agencies; the nearest come first.",
    "{count} agencies are too many to be gone through one by one at once (at most {most}).", "One character alone is looked for only among {n} reports or fewer.",
    "No median of peers is shown: fewer than {n} agencies of the kind are known in its county, city and province.", "a table of {rows} × {columns} cells",
    "Set phrases that many agencies write are counted from {most} agencies on; there are fewer here, so that only the list of law and form is left out.",
}
SAID = [("{n} agencies without a report for {year}", {"n": 1, "year": 2025}, "1 agency without a report for 2025"),
        ("{n} agencies without a report for {year}", {"n": 0, "year": 2025}, "0 agencies without a report for 2025"),
        ("{n} agencies without a report for {year}", {"n": "1,001", "year": 2025}, "1,001 agencies without a report for 2025"),
        ("{n} of {known} agencies report at least one channel for {year}.", {"n": 1, "known": 18, "year": 2025}, "1 of 18 agencies reports at least one channel for 2025."),
        ("{count} problems were named last year too, and no measure takes them up.", {"count": 1}, "1 problem was named last year too, and no measure takes it up."),
        ("{count} problems were named last year too, and no measure takes them up.", {"count": 2}, "2 problems were named last year too, and no measure takes them up."),
        ("All {n} cells of the tables are alike.", {"n": 12}, "All 12 cells of the tables are alike."),
        ("{n} days late", {"n": 1}, "1 day late")]


def messages(language: str, domain: str) -> dict[str, str]:
    with open(LOCALE / language / "LC_MESSAGES" / f"{domain}.po", "rb") as lines:
        return {m.id: m.string for m in read_po(lines) if m.id}


@pytest.mark.parametrize("template, values, said", SAID)
def test_a_count_of_one_is_said_as_one(template, values, said):
    assert say(template, values, "en") == said


def test_chinese_has_one_form():
    assert say("{n} days late", {"n": 1}) == "逾期 1 天" and say("{n} days late", {"n": 2}) == "逾期 2 天"


def test_a_number_in_a_link_is_counted_too():
    sentence = Sentence("For {n} reports, no deadline is set for their kind of agency.", {"n": Token("1", "some")})
    assert sentence.html("en", lambda fact: f"/{fact}") == 'For <a href="/some" target="_self">1</a> report, no deadline is set for its kind of agency.'


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_with_a_counted_word_has_its_form_for_one(domain):
    english = messages("en", domain)
    missing = [i for i in messages("zh_CN", domain) if COUNTED.search(i) and i not in NEVER_ONE and i not in english]
    assert not missing, f"no line in locale/en/LC_MESSAGES/{domain}.po"


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_form_for_many_is_the_sentence_of_the_code(domain):
    chinese = messages("zh_CN", domain)
    for template, words in messages("en", domain).items():
        assert template in chinese, f"no sentence of the program: {template}"
        assert re.sub(r"\{\w+:[^|{}]*\|([^{}]*(?:\{\w+\}[^{}]*)?)\}", r"\1", words) == template
