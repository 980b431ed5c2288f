"""A sentence -> its counts: each number with its own words, the channel it stands under and the count it is a part of."""
import re
from dataclasses import dataclass, field

from loaders.figures.frames import Frame, read_frame, without_fillers
from loaders.figures.numbers import Number, find_numbers
from loaders.figures.sentences import Sentence
from loaders.figures.words import Word, find_words, mask_names

MARKS = re.compile(r"[,;:()]")
NOTE = re.compile(r"\([^()]{0,60}\)")  # "(2023年版)": a note without a count is part of its noun
JOINS = re.compile(r"[、和及与]|以及|并|,|;")  # what stands between two counts of one list
REFERENCE = re.compile(r"(?:的)?(?:各类|各种|主动公开的?)?(?:政府|政务|公开)?(?:信息|内容)?(?:当?中|里)")  # "在公开的290条信息中"
HEAD = re.compile(r"[、和及与]|以及|并且?(?=[通在利])")  # what a count's own words do not begin with
REST = frozenset({"其他", "其它"})
BY = re.compile(r"(?:从|按照?)[^,;:]{1,12}(?:划分|分类|统计|来分|来看|看|分|类别|渠道|方式|内容|形式|途径|类型|领域|来源)$")  # "按信息类别划分,"
NAMING = re.compile(r"(?:类别|分类|内容|如下|有|包括|为|是)$")  # "主动公开的政府信息有:"
KINDS = re.compile(r"公开[^,;]{0,8}(?:类别|分类|内容)(?:情况)?$")  # the heading "公开的主要内容"
MODIFIERS = frozenset("个 类 项 大 级 家 名 位 种 处 款 户 块 层 组 部".split())  # "31个领域信息": a number inside a name
SERIES = frozenset("期 次 批 批次 期次 场 轮".split())  # "174期603条": the issues of 603 posts
PIECES = frozenset("条 篇 件 份 则 个".split())
HARD = frozenset("outcome cumulative obtained withheld growth view follow request each full_text past plan share".split())
WANDERING = ("receive", "handle", "act", "inspect", "remove", "submit", "carry")


@dataclass
class Count:
    """A number in its place. `start`..`end`: its own words with the number; `after`: where the words behind it end;
    `parent`: the count it is printed as a part of; `inherited`: channels of an earlier clause that hold for it;
    `aside`: in brackets after a noun; `reference`: told again only to name its parts ("在这83条信息中")."""

    number: Number
    sentence: Sentence
    start: int
    after: int
    frame: Frame
    clause: int
    parent: "Count | None" = None
    children: list["Count"] = field(default_factory=list)
    opened: bool = False
    besides: bool = False
    aside: bool = False
    reference: bool = False
    listed: bool = False
    distant: bool = False
    inherited: "Context | None" = None
    continued: bool = False
    years: tuple[int, ...] = ()
    percent: float | None = None
    share_end: int | None = None
    series: Number | None = None

    @property
    def value(self) -> int | float:
        return self.number.value

    @property
    def unit(self) -> str | None:
        return self.number.unit

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

    def channels_set(self) -> set[str]:
        """Returns the channels that the count's own or inherited words name."""
        if self.frame.channels:
            return set(self.frame.channels)
        return set(self.inherited.frame.channels) if self.inherited else set()


@dataclass
class Context:
    """The channels that a clause without a number names. `complete`: the clause says by itself what is published there."""

    frame: Frame
    start: int
    sentence: Sentence
    complete: bool
    reported: bool = False


@dataclass(frozen=True)
class Bracket:
    """An open bracket: how many lists were open before it, the count before it, whether it follows a noun (not a count)."""

    base: int
    last: Count | None
    aside: bool


@dataclass
class State:
    """What the next sentence of the same paragraph may refer to."""

    paragraph: int = -1
    last: Count | None = None
    context: Context | None = None
    listing: bool = False  # a heading said that kinds of information follow
    awaiting: Count | None = None  # the paragraph ended in "其中：": the next ones are parts of this count


def read_counts(sentences: list[Sentence]) -> list[Count]:
    """Returns the counts of the sentences in reading order."""
    state, found = State(), []
    for sentence in sentences:
        if sentence.paragraph != state.paragraph:
            state = State(sentence.paragraph, awaiting=state.awaiting, listing=state.listing)
        found += Reader(sentence, state).read()
    return found


class Reader:
    """Reads one sentence from left to right, keeping the lists that are open."""

    def __init__(self, sentence: Sentence, state: State):
        self.sentence, self.state, self.text = sentence, state, sentence.text
        self.levels: list[Count] = []
        self.brackets: list[Bracket] = []
        self.counts: list[Count] = []
        self.last: Count | None = None
        self.context: Context | None = None
        self.pending = False
        self.listed = False
        self.besides = False
        self.distant = state.context
        self.bare_clause: int | None = None

    def read(self) -> list[Count]:
        numbers, years = find_numbers(self.text)
        if not numbers and not self.worth_reading():
            return []
        self.masked = mask_names(self.text)
        numbers = [n for n in numbers if "□" not in self.masked[n.start:n.end]]
        spans = [(n.start, n.end) for n in numbers]
        self.masked = NOTE.sub(lambda note: note[0] if any(note.start() < a < note.end() for a, _ in spans) else "■" * len(note[0]), self.masked)
        self.words = find_words(self.text, self.masked)
        self.years = tuple(years)
        marks = [m for m in MARKS.finditer(self.masked) if not any(a <= m.start() < b for a, b in spans)]
        position, before = 0, ""
        for i, mark in enumerate([*marks, None]):
            end = mark.start() if mark else len(self.text)
            inside = [n for n in numbers if position <= n.start < end]
            self.clause(i, position, end, inside, before, mark.group() if mark else "")
            if mark:
                self.punctuation(mark.group(), bool(inside) and inside[-1].end == end)
                position, before = mark.end(), mark.group()
        self.close()
        return self.counts

    def worth_reading(self) -> bool:
        """Returns whether a sentence without numbers may still name the channel of the next one, or open a list."""
        return self.text.endswith(":") or (len(self.text) < 26 and bool(KINDS.search(self.text))) or any(w in self.text for w in ("微信", "微博", "公众号", "网站", "视频号", "抖音", "新媒体", "门户"))

    def clause(self, index: int, start: int, end: int, numbers: list[Number], before: str, after: str) -> None:
        start = self.opening(start, end)
        numbers = self.without_modifiers(numbers, end)
        if not numbers:
            if start < end:
                self.remember(start, end, before, after)
                self.bare_clause = start
            return
        if numbers[0].start == start and numbers[0].end == end and self.bare_clause is not None and before in (":", ","):
            start = self.bare_clause  # "主动公开信息数量:122条"
        self.bare_clause = None
        position = start
        for i, number in enumerate(numbers):
            limit = numbers[i + 1].start if i + 1 < len(numbers) else end
            stop = limit
            if i + 1 < len(numbers):
                join = JOINS.search(self.masked, number.end, limit)
                stop = join.start() if join else number.end
            if i and (head := HEAD.match(self.masked, position)):
                position = head.end()
            position = self.opening(position, number.start, inner=True)
            self.count(index, number, position, stop, numbers[i - 1] if i else None)
            position = stop if i + 1 < len(numbers) else number.end

    def without_modifiers(self, numbers: list[Number], end: int) -> list[Number]:
        """Returns the numbers that count something, without those inside a name ("31个领域信息共计15条")."""
        kept = []
        for i, number in enumerate(numbers):
            if number.unit in MODIFIERS and i + 1 < len(numbers) and number.end < end:
                between = self.masked[number.end:numbers[i + 1].start]
                if between and not JOINS.search(between) and not any(w.end == number.start and w.kind != "channel" for w in self.words):
                    continue
            kept.append(number)
        return kept

    def opening(self, start: int, end: int, inner: bool = False) -> int:
        """Returns where a clause's own words begin, after the words that open a list of parts or close it."""
        skip = re.match(r"(?:[一二三四五六七八九]是|[(]?[一二三四五六七八九十]{1,2}[)、.]|\d{1,2}[、.](?!\d))", self.masked[start:end]) if not inner else None
        if skip:
            start += skip.end()
        for word in self.words:
            if word.start > start + (0 if inner else 8) or word.start >= end:
                break
            if word.start < start:
                continue
            if word.kind == "besides" and word.start == start:
                self.besides, self.context, self.distant, start = True, None, None, word.end
                del self.levels[self.base():]
            elif word.kind == "respectively" and word.start == start and self.last and end > word.end + 1:
                self.pending, start = True, word.end
            elif word.kind == "respectively" and word.start == start and word.end == end and not inner:
                self.pending = True
            elif word.kind == "parts" and (word.start == start or not without_fillers(self.masked[start:word.start])):
                self.pending, start = True, word.end
        return start

    def base(self) -> int:
        return self.brackets[-1].base if self.brackets else 0

    def remember(self, start: int, end: int, before: str, after: str) -> None:
        """Keeps the channels of a clause without numbers for the clauses that follow."""
        if self.brackets and self.brackets[-1].aside:
            return
        frame = read_frame(self.text, self.masked, self.words, start, end, end, end)
        if frame.channels or frame.several:
            complete = frame.predicate == "disclose" and bool(frame.object) and not self.masked[start:end].endswith(("上", "平台", "中"))
            self.context = Context(frame, start, self.sentence, complete)
            if not frame.placed and frame.predicate not in ("", "disclose"):
                self.context.complete = True
        words = self.masked[start:end]
        if BY.search(words):
            self.pending = True
        elif after == ":" and NAMING.search(words) and (frame.verb or KINDS.search(words) or "类" in words):
            self.pending = self.listed = True
        elif KINDS.search(words) and not after and len(words) < 20:
            self.state.listing = True

    def count(self, index: int, number: Number, start: int, after: int, previous: Number | None) -> None:
        frame = read_frame(self.text, self.masked, self.words, start, number.start, number.end, after)
        count = Count(number, self.sentence, start, after, frame, index, years=self.years)
        if number.unit == "%" or number.unit in ("万元", "元", "亿元"):
            count.parent = self.levels[-1] if self.levels else None
            self.counts.append(count)
            return
        if previous and self.counts and self.merge(count, previous):
            return
        if start <= 1 + (self.masked.find("在") if "在" in self.masked[start:number.start] else -9) or "在" in self.masked[start:number.start]:
            count.reference = bool(REFERENCE.match(self.masked, number.end)) and bool(re.match(
                REFERENCE.pattern, self.masked[number.end:]))
        count.besides, self.besides = self.besides, False
        count.aside = any(b.aside for b in self.brackets)
        self.place(count)
        self.inherit(count)
        self.counts.append(count)
        self.last = count

    def merge(self, count: Count, previous: Number) -> bool:
        """Returns whether two numbers without a join are one count told in two units ("174期603条"), and merges them."""
        earlier = self.counts[-1]
        between = self.masked[previous.end:count.number.start]
        if earlier.number is not previous or JOINS.search(between) or len(between) > 6 or count.frame.channels:
            return False
        if previous.unit in SERIES and count.unit in PIECES:
            earlier.series, earlier.number, earlier.after = previous, count.number, count.after
            return True
        return not between or bool(re.fullmatch(r"共?计?", between))

    def place(self, count: Count) -> None:
        """Puts a count into the list that is open, or opens one, or closes those that it cannot belong to."""
        if count.reference:
            self.levels[:] = [count]
            return
        if self.state.listing and not self.levels and not self.pending:
            self.state.listing = count.frame.bare
            count.listed = count.frame.bare
        if self.state.awaiting is not None and not self.counts and not self.levels and count.frame.bare:
            self.levels.append(self.state.awaiting)
        elif self.pending:
            self.pending = False
            parent = self.last if self.last is not None else self.state.last
            if self.listed and self.last is None:
                parent = self.state.last
                count.listed = True
            if parent is not None and (not self.levels or self.levels[-1] is not parent) and parent not in self.levels:
                if not (self.levels and parent.parent is self.levels[-1] and count.value > parent.value):
                    self.levels.append(parent)
            count.opened = True
        elif self.levels and not self.brackets:
            self.leave(count)
        if self.levels and not count.reference:
            count.parent = self.levels[-1]
            count.parent.children.append(count)
        elif self.follows(count):
            count.parent = self.last
            self.last.children.append(count)
            self.levels.append(self.last)
        elif self.continues(count):
            count.parent = self.state.last
            count.parent.children.append(count)
            self.levels.append(count.parent)
        count.listed = count.listed or self.listed

    def follows(self, count: Count) -> bool:
        """Returns whether a bare noun right after a general figure begins its parts ("公开信息83条,政策文件2条")."""
        last, frame = self.last, count.frame
        return (last is not None and last.publishes() and last.frame.general and last.parent is None and not count.besides
                and (last.frame.verb is not None or not last.frame.channels) and without_fillers(count.own) not in REST
                and last.clause >= count.clause - 1 and frame.bare and not frame.bars
                and count.start < count.number.start and count.value <= last.value and count.unit == last.unit
                and ";" not in self.masked[last.number.end:count.start])

    def continues(self, count: Count) -> bool:
        """Returns whether a count without a predicate continues the list of the sentence before."""
        last, frame = self.state.last, count.frame
        if last is None or not last.children or count.besides or frame.bars or sum(c.value for c in last.children) + count.value > last.value:
            return False
        if frame.placed and frame.channels:  # "其中:…发布16条。通过公示栏张贴71条。"
            return not last.frame.channels and all(c.frame.channels or c.continued or c.frame.several for c in last.children)
        return frame.bare and not self.counts

    def leave(self, count: Count) -> None:
        """Closes the lists that a count cannot belong to."""
        while len(self.levels) > 1:
            parent = self.levels[-1]
            told = sum(c.value for c in parent.children)
            if told + count.value <= parent.value:
                break
            self.levels.pop()
        frame, parent = count.frame, self.levels[-1]
        if count.besides:
            self.levels.clear()
        elif frame.predicate in WANDERING and count.unit != "条" and parent.frame.predicate not in WANDERING:
            self.levels.clear()
        elif frame.bars & {"request", "receive"}:
            self.levels.clear()
        elif frame.placed and parent.channels_set() and frame.channels and not set(frame.channels) & parent.channels_set():
            self.levels.clear()
        elif frame.strong and frame.verb and not frame.channels and frame.subject and count.value > parent.value:
            self.levels.clear()

    def inherit(self, count: Count) -> None:
        """Gives a count the channel of an earlier clause where it has none of its own."""
        if count.frame.channels or count.frame.several:
            if count.publishes() and count.frame.placed:
                self.context = self.distant = None  # its own place replaces the one named before
            return
        if count.parent is not None and not (count.parent.publishes() and not count.parent.frame.channels and self.together(count)):
            return
        if self.together(count):
            count.inherited = self.last.inherited or Context(self.last.frame, self.last.start, self.sentence, False)
            count.continued = True
        elif self.context is not None:
            count.inherited = self.context
        elif self.last is not None and self.last.clause != count.clause and self.last.frame.channels and not self.last.publishes():
            count.inherited = Context(self.last.frame, self.last.start, self.sentence, False, reported=True)
        elif self.distant is not None:
            count.inherited, count.distant = self.distant, True

    def together(self, count: Count) -> bool:
        """Returns whether a bare noun continues what the count before it says of a channel ("在网站公开预算1条,决算1条")."""
        last = self.last
        return (last is not None and last.parent is count.parent and last.clause >= count.clause - 1
                and (last.continued or last.publishes()) and count.frame.bare and not last.frame.general
                and bool(last.frame.placed or last.inherited and last.inherited.frame.placed))

    def punctuation(self, mark: str, counted: bool) -> None:
        if mark == "(":
            head = self.last if counted and self.counts and self.counts[-1] is self.last else None
            self.brackets.append(Bracket(len(self.levels) + bool(head), self.last, head is None))
            if head:
                self.levels.append(head)
        elif mark == ")" and self.brackets:
            bracket = self.brackets.pop()
            del self.levels[bracket.base - (not bracket.aside):]
            self.last, self.pending = bracket.last, False
        elif mark == ";":
            if not self.brackets:
                del self.levels[1:]
                if self.levels and sum(c.value for c in self.levels[0].children) >= self.levels[0].value:
                    self.levels.clear()
                if not self.levels:
                    self.context = None
        elif mark == ":" and counted and self.counts:
            self.pending = True

    def close(self) -> None:
        """Leaves to the next sentence what it may refer to."""
        tops = [c for c in self.counts if c.parent is None and c.number.unit not in ("%", "万元", "元") and not c.aside]
        if tops:
            best = [c for c in tops if c.frame.predicate == "disclose" or c.frame.channels or c.reference]
            self.state.last = (best or tops)[-1]
        if self.levels and self.levels[0].sentence is not self.sentence:
            self.state.last = self.levels[0]
        mentioned = self.context or next((c.inherited or Context(c.frame, c.start, self.sentence, True) for c in reversed(self.counts)
                                          if c.frame.channels), None)
        if mentioned:
            self.state.context = mentioned
        if self.text.endswith(":") and self.pending:
            self.state.awaiting = self.state.last
        elif not self.counts or self.counts[0].parent is not self.state.awaiting:
            self.state.awaiting = None
