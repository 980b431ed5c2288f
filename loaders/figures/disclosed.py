"""Counts -> what the report says of proactive disclosure: its total, its channels, its parts by subject, and what has no place."""
import re
from dataclasses import dataclass, field

from loaders.figures.channels import find_channels, is_form_of_reading, is_group, is_message, is_one_posting, is_thing
from loaders.figures.counts import SERIES, Count
from loaders.figures.frames import COVERED, GONE
from loaders.figures.nouns import REST, without_sort
from loaders.figures.parts import find_parts, is_in_system
from loaders.figures.peers import Peers, find_peers, told_whole
from loaders.figures.programmes import is_no_item
from loaders.figures.readings import INTERPRETED
from loaders.figures.scopes import Scopes, find_scopes, is_elsewhere, is_in_named_place, is_of_other_year, is_published, is_since, is_special
from loaders.figures.totals import SUMMED, find_sum, find_total, find_whole, outdoes
from loaders.figures.whose import of_some_months, part_of_year
from loaders.figures.words import listed

OURS = re.compile(r"[我本该]|全[镇乡县市区街局]|辖区")  # "某某日报刊载|我局新闻|17篇": what the press says of the agency, beyond doubt
INFORMATION_BEFORE = re.compile(r"信息[,:]?$")  # "六类信息,|共计60条"


@dataclass
class Reading:
    """What was read of disclosure. `channels`: channel -> the counts of its figure; `parts`: counts by subject; `labels`: those
    that "respectively" gives, by identity; `left`: kind of doubt -> counts that make the reading uncertain."""

    total: Count | None = None
    channels: dict[str, list[Count]] = field(default_factory=dict)
    parts: list[Count] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    left: list[tuple[str, Count]] = field(default_factory=list)


def read_disclosed(counts: list[Count], year: int | None) -> Reading:
    """Returns the reading of a report's counts. `year`: the report's, so that another year's figure is not taken."""
    scopes, labels = find_scopes(counts, year)
    published = [c for c in counts if is_published(c) and not (is_since(c) and is_of_other_year(c, year))]  # "截至上年底累计"
    published = [c for c in published if not is_no_item(c, published)]
    peers = find_peers(published, scopes)
    single = [c for c in published if id(c) not in peers]
    total, summed = find_total(published, scopes, year, peers), []
    whole, told = find_sum(counts, published, scopes)
    if total is None or outdoes(whole, told, total, scopes) or whole is not None and is_of_other_year(total, year):
        total, summed = whole, told
    total = total or find_whole(single, scopes)
    channels, second, split = find_channels(counts, published, scopes, total, year)
    parts = find_parts(counts, single, scopes, total, summed, channels, labels)
    reading = Reading(total, channels, parts, labels)
    reading.left = find_left(reading, published, scopes, second, split, peers, year)
    reading.left += [("unplaced_figure", c) for c in counts if c.frame.predicate == "cover" and c.frame.verb is not None and not COVERED.search(c.frame.verb.text) and not OURS.match(c.frame.object)]
    return reading


def find_left(reading: Reading, published: list[Count], scopes: Scopes, second: list[Count], split: list[Count],
              peers: Peers, year: int | None) -> list[tuple[str, Count]]:
    """Returns what makes the reading uncertain: figures that may be cumulative, of another year or of some months, of one
    of several bodies, a second one of the same channel, a second total, and general figures of publication without a place."""
    taken = [*([reading.total] if reading.total else []), *(c for counts in reading.channels.values() for c in counts)]
    values = {c.value for c in taken} | {sum(c.value for c in counts) for counts in reading.channels.values()} | {0}
    left = [("perhaps_cumulative", c) for c in taken if is_since(c)] + [("other_year", c) for c in taken if is_of_other_year(c, year)]
    left += [("part_of_year", c) for c in taken if of_some_months(c, year)] + [("one_of_several", row[0]) for row in peers.values() if not told_whole(row, taken)]
    left += [("second_channel_figure", c) for c in second if c.frame.general and not c.stock and c.value not in values and c.unit not in SERIES
             and not is_of_other_year(c, year) and not (SUMMED.fullmatch(c.own) and INTERPRETED.search(c.sentence.text, 0, c.start))]  # "各发布解读1篇,共4篇"
    known = {id(c) for c in (*taken, *split, *second, *reading.parts)}
    for count in published:
        rest = without_sort(count.own) in REST or bool(GONE.match(count.behind))
        issues = count.frame.verb is None and scopes[id(count)] == "bulletin" and len({scopes[id(c)] for c in taken if c.sentence is count.sentence} - {"", "several"}) > 1  # "网站12条,公众号36条,宣传栏6期"
        alone = reading.total is None and count.frame.verb is None and SUMMED.fullmatch(count.own) is not None and INFORMATION_BEFORE.search(count.sentence.text[:count.start]) is not None
        together = issues or alone or scopes[id(count)] == "shared" or count.parent is not None and count.parent is reading.total and (rest or bool(count.channels()) or is_in_system(count))  # "公示栏及电子屏22条"
        if id(count) in known or id(count) in peers or is_group(count, scopes) or is_form_of_reading(count, published) or is_message(count, published) or count.value in values or not together and (count.parent is not None or count.frame.verb is None):
            continue
        if not together and (count.unit not in listed("units", "total") or count.unit in SERIES) or is_elsewhere(count) or is_special(count) or not together and is_thing(count, scopes[id(count)]) or is_one_posting(count, scopes[id(count)], published, scopes):
            continue
        if is_since(count) or is_of_other_year(count, year) or reading.total is not None and part_of_year(count.own) and count.value < reading.total.value:
            continue
        if count.frame.strong and scopes[id(count)] in ("", "several") and not count.of_those:
            left.append(("second_total", count))
        elif count.frame.general or rest or alone or scopes[id(count)] or is_in_named_place(count):
            left.append(("unplaced_figure", count))
    return left
