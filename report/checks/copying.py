"""This year's prose against last year's and against other agencies': what was copied."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report import similarity
from report.checks.answer import Answer, failed, passed, unknown
from report.checks.history import NO_PREVIOUS
from report.model import AnnualReport, Evidence

SECTION_FIVE, ALL, NOTICEABLE = 0.80, 0.70, 0.50  # shares of this year's 8-character runs that stand in the other text
ENOUGH = 60  # letters: shorter texts are alike by chance
PARTS = {"problems": ("problems",), "all": similarity.PROSE}
LIMITS = {"problems": SECTION_FIVE, "all": ALL}
LAST_YEAR = {"problems": "{left}% of section five stand word for word in last year's report.",
             "all": "{left}% of sections one, five and six stand word for word in last year's report."}
ANOTHER = {"problems": "{left}% of section five also stand word for word in the report of {agency} of the same year; who copied whom is not said.",
           "all": "{left}% of sections one, five and six also stand word for word in the report of {agency} of the same year; who copied whom is not said."}
SEVERAL = {"problems": "{left}% of section five also stand word for word in the report of {agency} of the same year, and half or more in those of {count} others; "
                       "who copied whom is not said.",
           "all": "{left}% of sections one, five and six also stand word for word in the report of {agency} of the same year, and half or more in those of {count} "
                  "others; who copied whom is not said."}


@dataclass(frozen=True)
class Alike:
    """How much (0–1) of one part of a report stands in another agency's report of the year, and the longest passage."""

    part: str
    share: float
    agency: str
    passage: Evidence | None = None


def check_copied(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """The prose of a report is written anew each year. A warning where 80 per cent of section five, or 70 per cent of sections one, five and six together, stand
    word for word in last year's report; information from half on. Digits, punctuation, the names of the agency and its places, and
    the words of the form and the law are taken away first; the rest is compared in runs of eight characters. Unrelated reports share
    less than a tenth."""
    if previous is None:
        yield unknown(NO_PREVIOUS)
        return
    for part, keys in PARTS.items():
        share = shared(report, previous, keys)
        if share is None:
            yield unknown("One of the two years has too little prose to compare.")
        elif share < NOTICEABLE:
            yield passed(round(share * 100), round(LIMITS[part] * 100))
        else:
            yield failed(LAST_YEAR[part], {}, round(share * 100), round(LIMITS[part] * 100), evidence=longest(report, previous, keys), severity=severity(part, share))


def check_alike(report: AnnualReport, others: Sequence[AnnualReport]) -> Iterator[Answer]:
    """Agencies write their own reports. A warning where 80 per cent of section five, or 70 per cent of sections one, five and six together, also stand word for
    word in another agency's report of the same year; information from half on. What is taken away first, and how the rest is compared, is as for last year's report;
    runs that stand in the reports of twenty or more agencies of a sample are nobody's own and do not count. Both agencies are told:
    the texts do not say who copied whom."""
    others = [o for o in others if o.year == report.year and o.agency_name != report.agency_name]
    if not others:
        yield unknown("No other agency's report of the year is there.")
        return
    yield from tell_alike([Alike(part, share, o.agency_name or o.source.name) for o in others for part, keys in PARTS.items()
                           if (share := shared(report, o, keys)) is not None])


def tell_alike(alike: Sequence[Alike]) -> Iterator[Answer]:
    """Yields one answer for each part of which half or more stands in another report: the report that shares most, and how many others there are."""
    for part, limit in LIMITS.items():
        found = sorted((a for a in alike if a.part == part and a.share >= NOTICEABLE), key=lambda a: (-a.share, a.agency))
        if found:
            most = found[0]
            yield failed((SEVERAL if len(found) > 1 else ANOTHER)[part], {"agency": most.agency, **({"count": len(found) - 1} if len(found) > 1 else {})},
                         round(most.share * 100), round(limit * 100), evidence=[most.passage] if most.passage else [], severity=severity(part, most.share))
        else:
            yield passed()


def longest(report: AnnualReport, other: AnnualReport, keys: tuple[str, ...]) -> list[Evidence]:
    """Returns the longest passage of the report that stands in the other too."""
    mine, theirs = (similarity.join_prose([(s.key, s.text) for s in r.sections if s.key in keys], similarity.names_of(r)) for r in (report, other))
    spans = [here for here, _ in similarity.shared_spans(mine, theirs)]
    if not spans:
        return []
    key, start, end = max(spans, key=lambda s: s[2] - s[1])
    return [Evidence(section=key, start=start, end=end, text=report.section(key).text[start:end])]


def severity(part: str, share: float) -> str:
    """Returns how much weight a share of that part has."""
    return "warning" if share >= LIMITS[part] else "information"


def shared(report: AnnualReport, other: AnnualReport, keys: tuple[str, ...]) -> float | None:
    """Returns the share (0–1, two decimals) of the report's own words that stand in the other, or None where either has too few."""
    mine, theirs = similarity.prose(report, *keys), similarity.prose(other, *keys)
    if len(mine.text) < ENOUGH or len(theirs.text) < ENOUGH:
        return None
    return round(similarity.containment(similarity.shingles(mine), similarity.shingles(theirs)), 2)
