"""A number in its place in a sentence: what the grammar makes of it, and what the next sentence may refer to."""
from dataclasses import dataclass, field

from loaders.figures.frames import Frame
from loaders.figures.numbers import Number
from loaders.figures.sentences import Sentence

HARD = frozenset("outside outcome cumulative obtained withheld internal growth view follow request each full_text past plan share".split())
# classes of phrases.toml that make a number no count of what was published this year
SERIES = frozenset("期 次 批 批次 期次 场 轮".split())  # "96期310条": the issues of 310 posts
PIECES = frozenset("条 篇 件 份 则 个".split())
RATES = frozenset("% 万元 元 亿元".split())  # shares and money: no counts


@dataclass
class Count:
    """A number with its words. `start`..`number.end`: its own words and the number; `after`: where the words behind it end;
    `clause`: which clause of the sentence; `point`: the style of the numbering it opens with ("二是", "(3)"), as its last character; `parent`: the count it is printed as a part of, `lists`: how many lists of its own
    parts were opened, `group`: in which of its parent's it stands; `inherited`: channels of another
    clause that hold for it, `distant` where that is in an earlier sentence, `continued` where it is the count just before;
    `besides`: after 此外; `aside`: in brackets after a noun; `listed`: in a list of kinds; `reference`: told again only to
    name its parts ("在这60条信息中"); `reposted`: what an account took over, beside what it wrote itself; `of_those`: so many of the things just counted ("作出处罚40件,公示38件"); `stock`: all there is, of which another count beside it tells the year's; `wholly`: the one channel that the next clause says all of it went through; `percent`: the share printed with it, which ends at `share_end`."""

    number: Number
    sentence: Sentence
    start: int
    after: int
    frame: Frame
    clause: int
    parent: "Count | None" = None
    point: str = ""
    children: list["Count"] = field(default_factory=list)
    lists: int = 0
    group: int = 0
    inherited: "Context | None" = None
    distant: bool = False
    continued: bool = False
    besides: bool = False
    aside: bool = False
    listed: bool = False
    reference: bool = False
    stock: bool = False
    reposted: bool = False
    of_those: bool = False
    wholly: "Wholly | None" = None
    percent: float | None = None
    share_end: int = 0

    @property
    def value(self) -> int | float:
        return self.number.value

    @property
    def unit(self) -> str | None:
        return self.number.unit

    @property
    def base_unit(self) -> str | None:
        """The unit without what stands beside it: 条 of 条（次）, 件 of 件次."""
        unit = (self.unit or "").split("(")[0].split("/")[0]
        return (unit[0] if len(unit) == 2 and unit[1] == "次" and unit[0] in "条件篇" else unit) or None

    @property
    def own(self) -> str:
        return self.sentence.text[self.start:self.number.start]

    @property
    def behind(self) -> str:
        return self.sentence.text[self.number.end:self.after]

    def publishes(self) -> bool:
        """Returns whether the number counts what was published, by its own words."""
        return self.frame.predicate in ("", "disclose") and not self.frame.bars & HARD and bool(
            self.frame.predicate or self.frame.channels or self.reference)

    def channels(self) -> set[str]:
        """Returns the channels that the count's own or inherited words name."""
        return set(self.frame.channels or (self.inherited.frame.channels if self.inherited else ()))

    def is_statement(self) -> bool:
        """Returns whether a count in brackets says by itself what was published where ("信息全部可查(县政府网站公开80条)"), so
        that the brackets take nothing from it."""
        frame = self.frame
        return frame.placed and len(frame.channels) == 1 and frame.verb is not None and frame.general and self.sentence.text[self.start - 1] == "("

    def told(self) -> int | float:
        """Returns the sum of the parts told so far in the list that is open; one list may follow another."""
        return sum(c.value for c in self.children if c.group == self.lists)

    def add(self, part: "Count") -> None:
        """Makes another count a part of this one."""
        part.parent, part.group = self, self.lists
        self.children.append(part)


@dataclass(frozen=True)
class Wholly:
    """The channel that all of a count was published through, as the clause text[start:end] says, or the sentence `before`."""

    channel: str
    end: int
    before: "Context | None" = None


@dataclass(frozen=True)
class Context:
    """The channels that another clause names. `complete`: that clause says by itself what is published there; `aside`: it tells
    something else of them than that things are published there, so that a bare noun behind it is none of these."""

    frame: Frame
    start: int
    sentence: Sentence
    complete: bool = False
    aside: bool = False


@dataclass
class State:
    """What the next sentence of the same paragraph may refer to: the last count, the channels named last."""

    paragraph: int = -1
    last: Count | None = None
    whole: Count | None = None  # information as a whole, where the last count is of something else
    context: Context | None = None
    listing: bool = False  # a heading said that kinds of information follow
    told: set[int | float] = field(default_factory=set)  # the values of all counts so far, in every paragraph
    begun: bool = False  # the first of the parts awaited has been told
    awaiting: Count | None = None  # the paragraph ended in "其中：": the next ones are parts of this count
