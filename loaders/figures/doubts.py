"""Doubts about figures: numbers of disclosure that look like the total or a channel's and could not be placed."""
from loaders.figures.counts import Count
from loaders.figures.disclosed import Reading
from loaders.figures.requests import ABOUT, RECEIVE, Told
from loaders.figures.sentences import Sentence
from report.language import say
from report.model import Doubt

# kind -> English template; Chinese in locale/zh_CN/LC_MESSAGES/parsing.po
TEMPLATES = {
    "second_total": "The report gives {value} as a total as well; the first one was taken. Please compare both sentences.",
    "second_channel_figure": "The report gives {value} for the same channel in another place; the first figure was taken.",
    "perhaps_cumulative": "{value} runs “up to” a date and may be cumulative; it was taken as the year's because there is no other figure.",
    "other_year": "{value} stands beside another year than the report's; it was taken because there is no other figure.",
    "part_of_year": "{value} runs over some months only; it was taken as the year's because there is no other figure.",
    "one_of_several": "{value} counts what one of several bodies, or one part of the year, published; it was not taken for the total.",
    "applications_of_several": "{value} counts the applications of one of several bodies, or of one part of the year, of which no sum is given; it was left out.",
    "each_of_several": "{value} holds for each of several things, of which no sum is given; it was left out.",
    "range": "{value} is a range, no number; it was left out.",
    "too_long": "{value} has more digits than a count can have; it was left out. Two numbers may stand together there.",
    "unplaced_figure": "{value} counts published information, but neither as the total nor for a known channel or subject; it was left out.",
    "second_received": "The report gives {value} as applications received as well; the plainer statement was taken.",
}

END = 12  # digits at either end of a very long number


def doubt(kind: str, count: Count) -> Doubt:
    """Returns the doubt of that kind about one count; `where` is its sentence as printed."""
    number = count.number
    printed = f"{count.value:,}{count.unit or ''}" if number.is_figure else count.sentence.evidence(number.start, number.end).text
    return doubted(kind, shortened("".join(printed.split())), whole(count.sentence))


def whole(sentence: Sentence) -> str:
    """Returns a sentence as printed."""
    return sentence.evidence(0, len(sentence.text)).text


def doubted(kind: str, value: str, where: str) -> Doubt:
    """Returns the doubt of that kind about a value and the sentence or the line of a table that gives it."""
    values = {"value": value}
    return Doubt(kind=kind, message=say(TEMPLATES[kind], values), where=where, template=TEMPLATES[kind], values=values)


def shortened(printed: str) -> str:
    """Returns a number as printed, a very long one by its ends."""
    return printed if len(printed) <= 2 * END else f"{printed[:END]}…{printed[-END:]}"


def find_doubts(reading: Reading, told: list[Told], applications: list[Told], unsure: list[Count], each: list[Count]) -> list[Doubt]:
    """Returns the doubts about what was read of disclosure and of applications, one a sentence and kind. `unsure`: counts of which
    only the bounds are printed, or too many digits; `each`: counts that hold for each of several things."""
    found = [doubt(kind, count) for kind, count in reading.left] + [doubt("each_of_several", c) for c in each]
    found += [doubt("too_long" if c.number.long else "range", c) for c in unsure if c.frame.predicate == "disclose" and c.publishes() or RECEIVE.search(c.own) and ABOUT.search(c.own + c.behind)]
    found += [doubted("other_year", f"{t.value:,}{(t.counts[0].unit if t.counts else None) or ''}", whole(t.sentence)) for t in applications if t.other]
    found += [doubt("applications_of_several", t.counts[0]) for t in told if t.part and not any(a.measure == t.measure and a.value >= t.value for a in applications)]
    received = next((t for t in applications if t.measure == "requests.received"), None)
    if received is not None:
        found += [doubt("second_received", t.counts[0]) for t in told if t.measure == "requests.received" and t.counts and not t.part
                  and t.rank >= min(received.rank, 3) and t.value != received.value]
    return list({(d.kind, d.where): d for d in found}.values())
