"""What a table that counts what was published tells: channels, subjects and a printed total, by the registries of the prose."""
import re
from dataclasses import dataclass, field, replace
from itertools import accumulate

from loaders.figures.clauses import NOTE
from loaders.figures.counted import CountTable
from loaders.figures.heads import COLUMN_OF_SITE, Head, bare
from loaders.figures.measured import mentions as measured
from loaders.figures.mentions import SOCIAL, Places, find_places
from loaders.figures.nouns import REST, is_general, without_sort
from loaders.figures.parts import INFORMATION_ITSELF, LEFT_OUT, TAKEN_BACK, names_subject
from loaders.figures.scopes import scope_of
from loaders.figures.tabled_lines import Item, chosen, divide, nest, read_items, shared
from loaders.figures.tabled_words import SAID, is_disclosure, is_of_other_time, kinds_in, speaks_of_other, told_before
from loaders.figures.words import alternatives, find_words, mask_names
from loaders.labels import match
from report.model import Evidence

NO_PUBLICATION = frozenset("request withheld view follow growth cumulative past".split())
RUNNING = re.compile("累计")  # the sum of the lines, or of all years


@dataclass
class Tabled:
    """What a table tells in the column of `head`, after the sentence `lead`. `total`: its printed sum, `whole` where that is of all that was published; `left`: lines
    of no known channel; `asks`: it is certain only where the prose gives what it comes to."""

    table: CountTable
    head: Head
    lead: str
    total: Item | None = None
    whole: bool = False
    channels: dict[str, list[Item]] = field(default_factory=dict)
    parts: list[Item] = field(default_factory=list)
    left: list[Item] = field(default_factory=list)
    asks: bool = False

    @property
    def told(self) -> int | float:
        """What its lines come to."""
        return sum(i.value for i in (self.parts or [*(i for items in self.channels.values() for i in items), *self.left]))

    def evidence(self, items: list[Item], text: str) -> Evidence:
        """Returns the span of the section's text from the first line's label to the last one's number."""
        start, end = items[0].start, max(i.end for i in items)
        return Evidence(section=self.table.section, start=start, end=end, text=text[start:end])


def read_tabled(table: CountTable, year: int | None) -> Tabled | None:
    """Returns what a table tells of the report's `year`; None where its words do not say that it counts what was published, or a line cannot be read for certain."""
    lead, column = told_before(bare(table.lead)), chosen(table.heads, year)
    if column is None or not is_disclosure(table, lead, table.heads[column]) or is_of_other_time(f"{table.words} {lead}", year):
        return None
    if any(places_in(words)[0].channels for words in table.beside):
        return None  # subjects down and channels across
    items = read_items(table, column, shared(table.heads, year))
    sums, rest = divide(items or [])
    if len(sums) > 1 or not rest:
        return None
    told = Tabled(table, table.heads[column], lead, sums[0] if sums else None, asks=speaks_of_other(lead))
    nested = nest([known(i) for i in rest], told.total.value if told.total else None)
    if nested is None or told.total is not None and RUNNING.search(told.total.label) and told.total.value != sum(top.value for top, _ in nested):
        return None
    tops = [top for top, _ in nested]
    if table.kind == "where" or all(i.channel for i in tops) and any(i.channel != "other" and not is_weakly_named(i) for i in tops):
        return by_place(told, nested) if all(is_plain(i, table.kind) for top, parts in nested for i in (top, *parts)) else None
    return by_subject(told, tops)


def known(item: Item) -> Item:
    """Returns a line with the channel of its words, read as a place of publication: "other" for the rest, "several", "shared" or "" as in scopes."""
    places, text = places_in(f"通过{bare(item.label)}公开")
    rest = without_sort(bare(item.label)) in REST
    return replace(item, places=places, channel="other" if rest else scope_of(places, text, len(text)))


def places_in(text: str) -> tuple[Places, str]:
    """Returns the places that a text names, and the text."""
    masked = NOTE.sub(lambda note: "■" * len(note[0]), mask_names(text))
    return find_places(text, masked, find_words(text, masked), 0, len(text)), text


def is_plain(item: Item, kind: str) -> bool:
    """Returns whether a line tells of what was published in a place, not of its readers or its columns; where the header does not say that these are
    places (`kind`), nothing but information stands behind the place's name."""
    if kinds_in(bare(item.label)) & NO_PUBLICATION:
        return False
    if kind == "where" or not item.places.mentions:
        return True
    place = item.places.mentions[-1]
    behind = f"通过{bare(item.label)}"[place.end:]
    for word in find_words(behind, mask_names(behind)):
        behind = behind.replace(word.text, "") if word.kind == "disclose" else behind
    return place.strength != "weak" and is_general(behind) and not alternatives("general", "elsewhere").search(behind)


def is_weakly_named(item: Item) -> bool:
    """Returns whether the words of a line name a channel that may as well be a subject or a form: 公报, 视频, 网上."""
    return all(m.strength in ("weak", "object") or m.text == "公报" for m in item.places.mentions)


def by_place(told: Tabled, nested: list[tuple[Item, list[Item]]]) -> Tabled | None:
    """Fills in the channels of a table of places."""
    items = [item for top, parts in nested for item in (parts if splits(top, parts) else [top])]
    items = without_umbrella(items, told.total)
    placed = [i for i in items if i.channel not in ("", "several", "shared")]
    if not placed or any(line.above for line in told.table.lines) and placed != items:
        return None
    for item in placed:
        told.channels.setdefault(item.channel, []).append(item)
    told.left = [i for i in items if i not in placed and i.value]
    told.whole = len(told.channels) > 1 and not set(told.channels) <= SOCIAL
    return told


def splits(top: Item, parts: list[Item]) -> bool:
    """Returns whether a line's parts are channels of which it only gives the sum ("新媒体 116, 其中：公众号 96, 微博 20")."""
    channels = {p.channel for p in parts} - {"", "several", "shared"}
    group = top.channel in ("new_media", "shared", "several", "") or is_weakly_named(top) and len(channels) > 1
    return group and len(channels | {top.channel}) > 1 and all(p.channel in channels for p in parts) and sum(p.value for p in parts) == top.value


def without_umbrella(items: list[Item], total: Item | None) -> list[Item]:
    """Returns the lines without that of new media as a whole where those beside it are what it holds; [] where that is not certain."""
    whole = [i for i in items if i.channel == "new_media" and not i.label.startswith(("其他", "其它"))]
    split = [i for i in items if i.channel in SOCIAL - {"new_media"}]
    told = sum(i.value for i in items)
    if len(whole) != 1 or not split or total is not None and told == total.value:
        return items
    held = sum(i.value for i in split) == whole[0].value if total is None else told - whole[0].value == total.value
    if held:
        return [i for i in items if i is not whole[0]]
    return items if whole[0].value < sum(i.value for i in split) else []


def by_subject(told: Tabled, items: list[Item]) -> Tabled | None:
    """Fills in the parts by subject of a table of subjects."""
    values = [i.value for i in items]
    if told.table.kind == "anything" or any(line.above for line in told.table.lines) or not all(names_part(i) for i in items):
        return None
    if not SAID.search(told.head.words) and all(match("disclosed", "row", i.label) for i in items):
        return None  # how many licences were granted, as table 2 tells
    sums = told.total is not None and told.total.value == sum(values)
    places, text = places_in(f"{told.table.words},{told.lead}")
    limit = scope_of(places, text, len(text))
    named = [m for m in places.mentions if m.strength != "weak"]
    told.parts, told.asks = items, told.asks or not sums and (holds_parts(values) or not SAID.search(told.table.words + told.head.words) and any(measured().search(i.label) for i in items))
    told.whole = limit in ("", "several") and not COLUMN_OF_SITE.search(told.table.words)
    if told.total is not None and named and limit not in ("", "several", "shared", "new_media"):
        told.channels[limit] = [replace(told.total, places=replace(places, mentions=named))]
    return told


def names_part(item: Item) -> bool:
    """Returns whether a line names one subject of what was made public: no channel, no application, nothing left out, not all information."""
    words = bare(item.label)
    other = kinds_in(words) & NO_PUBLICATION
    named = item.channel != "other" and bool(item.places.mentions) and not is_weakly_named(item)
    return not other and not named and not INFORMATION_ITSELF.fullmatch(words) and names_subject(words) and not LEFT_OUT.match(words) and not TAKEN_BACK.fullmatch(words)


def holds_parts(values: list[int | float]) -> bool:
    """Returns whether a number is what two or more right after it come to, so that these may be its parts."""
    for i, whole in enumerate(values):
        for n, told in enumerate(accumulate(values[i + 1:]), 1):
            if told >= whole:
                if whole and told == whole and n > 1:
                    return True
                break
    return False
