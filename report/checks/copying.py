"""This year's prose against last year's: what was copied."""
from collections.abc import Iterator

from report import similarity
from report.checks.answer import Answer, failed, passed, unknown
from report.checks.history import NO_PREVIOUS
from report.model import AnnualReport

SECTION_FIVE, ALL, NOTICEABLE = 0.80, 0.70, 0.50  # shares of this year's 8-character runs that stand in last year's text
ENOUGH = 60  # letters: shorter texts are alike by chance
PARTS = ((("problems",), SECTION_FIVE), (("overview", "problems", "other"), ALL))


def check_copied(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """The prose of a report is written anew each year. A warning where 80 per cent of section five, or 70 per cent of sections one, five and six together, stand
    word for word in last year's report; information from half on. Digits, punctuation, the names of the agency and its places, and
    the words of the form and the law are taken away first; the rest is compared in runs of eight characters. Unrelated reports share
    less than a tenth."""
    if previous is None:
        yield unknown(NO_PREVIOUS)
        return
    for keys, limit in PARTS:
        mine, theirs = similarity.prose(report, *keys), similarity.prose(previous, *keys)
        if len(mine.text) < ENOUGH or len(theirs.text) < ENOUGH:
            yield unknown("One of the two years has too little prose to compare.")
            continue
        share = round(similarity.containment(similarity.shingles(mine), similarity.shingles(theirs)) * 100)
        if share < NOTICEABLE * 100:
            yield passed(share, round(limit * 100))
        else:
            yield failed("{left}% of section five stand word for word in last year's report." if len(keys) == 1 else
                         "{left}% of sections one, five and six stand word for word in last year's report.", {}, share, round(limit * 100),
                         severity="warning" if share >= limit * 100 else "information")
