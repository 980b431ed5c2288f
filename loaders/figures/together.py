"""Prose and tables put together: one figure where both tell the same, the first one and a doubt where they differ."""
from loaders.doubting import doubt
from loaders.figures.counted import CountTable
from loaders.figures.counts import Count
from loaders.figures.disclosed import Reading
from loaders.figures.doubts import doubted
from loaders.figures.sentences import ORDER
from loaders.figures.tabled import Tabled, read_tabled
from loaders.figures.tabled_lines import Item
from report.model import Doubt, Figure, Section

TOTAL, CHANNEL, CATEGORY = "disclosed.total", "disclosed.channel.", "disclosed.category"


class Together:
    """The figures of disclosure of a report, to which those of its tables are put. `figures`: those of the prose; `reading`: what they were read from."""

    def __init__(self, figures: list[Figure], reading: Reading, sections: list[Section]):
        self.total = next((f for f in figures if f.measure == TOTAL), None)
        self.channels = {f.measure: f for f in figures if f.measure.startswith(CHANNEL)}
        self.parts = [f for f in figures if f.measure == CATEGORY]
        self.reading, self.texts = reading, {s.key: s.text for s in sections}
        self.doubts: list[Doubt] = []

    @property
    def figures(self) -> list[Figure]:
        return [*([self.total] if self.total else []), *self.channels.values(), *self.parts]

    def take(self, table: CountTable, year: int | None) -> None:
        """Puts what a table tells to the figures, or doubts it as a whole."""
        told = read_tabled(table, year)
        if told is None or told.asks and told.told not in [f.value for f in self.figures] or not self.may_list(told):
            where = table.text.replace("\t", " | ")
            self.doubts.append(doubt("unread_table", where, table="disclosed") if table.section == "disclosed" else doubt("prose_table", where))
            return
        if told.total is not None and told.whole:
            self.take_total(told, told.total)
        elif told.total is not None and told.total.value not in {told.told, *(f.value for f in self.figures)}:
            self.doubt("unplaced_figure", told, told.total)
        for channel, items in told.channels.items():
            self.take_channel(told, channel, items)
        if told.parts and not self.same_parts(told):
            self.parts = [self.figure(CATEGORY, told, [i], i.label) for i in told.parts]
        for item in told.left:
            self.doubt("unplaced_figure", told, item)
        self.place_within(told)

    def take_total(self, told: Tabled, item: Item) -> None:
        """Takes the printed sum for the total where the prose gives none."""
        if self.total is None:
            self.total = self.figure(TOTAL, told, [item], None)
        elif self.total.value != item.value:
            self.doubt("second_total", told, item)

    def take_channel(self, told: Tabled, channel: str, items: list[Item]) -> None:
        """Takes a channel's figure where there is none, or only one of a subject in it, or one that stands behind the table."""
        made = self.figure(CHANNEL + channel, told, items, "、".join(dict.fromkeys(m.text for i in items for m in i.places.mentions)) or items[0].label)
        before = self.channels.get(made.measure)
        counts = self.reading.channels.get(channel, [])
        if before is None or before.value != made.value and not is_plain(counts, before):
            self.channels[made.measure] = made
        elif before.value != made.value:
            first, second = sorted((before, made), key=place)
            self.channels[made.measure] = first
            self.doubts.append(doubted("second_channel_figure", f"{second.value:,}{second.unit or ''}", second.evidence.text))

    def may_list(self, told: Tabled) -> bool:
        """Returns whether the parts by subject that the prose tells, if any, are some of the table's."""
        values = [i.value for i in told.parts]
        return not told.parts or all(f.value in values for f in self.parts)

    def same_parts(self, told: Tabled) -> bool:
        """Returns whether the prose tells all parts of a table."""
        return sorted(f.value for f in self.parts) == sorted(i.value for i in told.parts)

    def place_within(self, told: Tabled) -> None:
        """Makes the lines parts of the total where the table prints that as their sum, or they come to it."""
        if self.total is None or not told.whole or self.total.value not in (told.told, told.total.value if told.total else None):
            return
        spans = {(i.label, i.value) for i in told.parts}
        for figure in [f for f in self.channels.values() if f.measure.removeprefix(CHANNEL) in told.channels] + [f for f in self.parts if (f.label, f.value) in spans]:
            figure.within_total = figure.value <= self.total.value

    def figure(self, measure: str, told: Tabled, items: list[Item], label: str | None) -> Figure:
        """Returns the figure of one line, or of several that are added."""
        units = {i.number.unit for i in items}
        return Figure(measure=measure, value=sum(i.value for i in items), unit=units.pop() if len(units) == 1 else None, approximate=any(i.number.approximate for i in items),
                      percent=items[0].percent if len(items) == 1 and measure != TOTAL else None, label=label, evidence=told.evidence(items, self.texts[told.table.section]))

    def doubt(self, kind: str, told: Tabled, item: Item) -> None:
        """Adds the doubt of that kind about one line."""
        self.doubts.append(doubted(kind, f"{item.value:,}{item.number.unit or ''}", told.evidence([item], self.texts[told.table.section]).text))


def is_plain(counts: list[Count], figure: Figure) -> bool:
    """Returns whether a channel's figure is of all that was published there: told so in the prose, or by another table."""
    return not counts or not figure.value or any(c.frame.general for c in counts)


def place(figure: Figure) -> tuple[int, int]:
    """Returns where a figure stands in the order of reading."""
    return ORDER.index(figure.evidence.section), figure.evidence.start
