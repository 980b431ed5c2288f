"""The lists of parts that are open while a sentence is read, and the channels that hold for the next count."""
import re
from dataclasses import dataclass, replace

from loaders.figures.accounts import accounts_before, is_accounts
from loaders.figures.counts import Context, Count, State
from loaders.figures.nouns import REST, is_purely_information, without_fillers, without_sort
from loaders.figures.respectively import SPREAD
from loaders.figures.scopes import NAMED_ACCOUNT
from loaders.figures.stock import renews, sums_up
from loaders.figures.takeover import is_of_readers, is_reposted, repeats, take_over
from loaders.figures.whose import body_of
from loaders.figures.words import alternatives

OTHER_DOINGS = frozenset("receive handle act inspect remove submit carry".split())
TOLD_OF = re.compile(r"^(?:已|均|都|全部|全|也)*(?:按\w{1,4})?(?:主动|对外|向社会)?(?:公开|公示|公布|发布|办结|答复|办复)")

ONLY_PAST = re.compile(r"(?:而)?(?:上年度?|去年度?|上一年度?|前年)(?:同期)?(?:为|是|仅|只)?有?")  # "公开信息80条,上年|70条,分属四个栏目:…"


@dataclass(frozen=True)
class Bracket:
    """An open bracket: how many lists were open before it, the count before it, whether it follows a noun (not a count)."""

    base: int
    last: Count | None
    aside: bool


class Lists:
    """Places the counts of one sentence, from left to right.

    `levels`: the counts whose parts are being told, the widest first; `pending`: a word has opened a list and its first part
    is to come; `worded`: that list has been told in words, without numbers; `turned`: 此外 or 同时 stands before the next count; `besides`: 此外 stands before all that follow; `anew`: words divide what has just been divided once more; `listed`: the words named kinds of information; `last`: the count before; `context`: channels named in this
    sentence, `distant` in an earlier one."""

    def __init__(self, state: State):
        self.state = state
        self.levels: list[Count] = []
        self.brackets: list[Bracket] = []
        self.last: Count | None = None
        self.tops: list[Count] = []  # the counts so far that are no part of another
        self.read: Count | None = None  # the last count of a channel that is none of publications, with nothing told since but its readers
        self.first = True
        self.broken = False  # a semicolon stands between the last count and the next
        self.pending = self.listed = self.worded = self.anew = False
        self.besides = self.turned = False
        self.context: Context | None = None
        self.distant: Context | None = state.context

    def leave_for_something_else(self, besides: bool) -> None:
        """Closes all lists and forgets the channels: 此外, 同时 …; `besides`: what follows lies outside the total."""
        self.besides = self.besides or besides
        self.turned, self.pending, self.context, self.distant = True, False, None, None
        del self.levels[self.brackets[-1].base if self.brackets else 0:]

    def take(self, count: Count) -> None:
        """Gives a count its parent and its channels."""
        count.besides = self.besides and not self.levels
        count.aside = any(b.aside for b in self.brackets) and not count.is_statement()
        take_over(self.last, count)
        self.place(count)
        if count.frame.predicate == "cover" and count.parent is not None and count.parent.publishes():
            count.frame.predicate = "disclose" if count.frame.verb else ""  # "公开信息60条,其中…媒体报道8条": the report itself counts it
        self.inherit(count)
        count.stock = count.stock or sums_up(self.last, count)
        if not count.frame.bars & {"growth", "share"} and not ONLY_PAST.fullmatch(count.own):
            self.last = count
            if count.frame.channels:
                self.read = None if count.publishes() or count.frame.predicate in ("handle", "receive") else count
            elif not is_of_readers(count):
                self.read = None
        elif len(set(count.frame.channels)) > 1:
            self.context = Context(count.frame, count.start, count.sentence)  # "网站发布量比公众号多20条,分别为120条、100条"
        self.tops += [count] if count.parent is None else []
        self.first = self.broken = self.turned = self.worded = False

    def forget(self, count: Count) -> None:
        """Takes back that a count was placed: it only tells what another one grew from."""
        if self.last is count:
            self.last = None
        if count.parent is not None:
            count.parent.children.remove(count)
            count.parent = None

    def place(self, count: Count) -> None:
        """Puts a count into the list that is open, or opens one, or closes those that it cannot belong to."""
        if count.reference:
            self.levels[:] = [count]
            return
        if self.state.listing and not self.levels and not self.pending:
            self.state.listing = count.listed = count.frame.bare
        if self.state.awaiting is not None and self.first and not self.levels and (count.frame.bare or count.frame.channels and count.frame.verb is None):
            self.state.awaiting.lists += not self.state.begun
            self.state.begun = True
            self.levels.append(self.state.awaiting)
        elif self.pending:
            self.open(count)
        elif self.levels and not self.brackets:
            self.close_before(count)
        if self.levels:
            self.levels[-1].add(count)
        elif self.follows(count):
            self.last.add(count)
            self.levels.append(self.last)
        elif self.continues(count):
            self.state.last.add(count)
            self.levels.append(self.state.last)
        count.listed = count.listed or self.listed

    def open(self, count: Count) -> None:
        """Opens the list whose first part a count is, under the count before it."""
        anew, self.pending, self.anew = self.anew, False, False
        parent = self.last or self.state.last
        whole = parent.parent if parent is not None and not self.levels else None
        if whole is not None and whole.told() == whole.value and (parent.value < count.value or anew):
            parent = whole  # "公开60条,按渠道:网站20条,公众号40条;按内容:动态52条,政策8条"
        if parent is not None and self.is_beside(count, parent):
            return  # "在网站公开208条,主要包括动态、民生等内容,公众号推送455篇"
        if parent is not None and parent.sentence is count.sentence and count.value > parent.value and is_accounts(parent):
            return  # "有2个公众号,分别发布信息320篇和180篇"
        if self.last is None and parent is not None and parent.value < count.value and (whole := self.state.whole) and whole.value >= count.value:
            parent = whole
        if parent is None or parent in self.levels:
            return
        if not (self.levels and parent.parent is self.levels[-1] and count.value > parent.value):
            parent.lists += 1
            self.levels.append(parent)

    def is_beside(self, count: Count, parent: Count) -> bool:
        """Returns whether a count tells of a place of its own after a list told in words, or more than the other place before it has."""
        here, there = set(count.frame.channels), parent.channels()
        return bool(here) and (self.worded and count.frame.placed or bool(there) and count.value > parent.value) and not here & there

    def close_before(self, count: Count) -> None:
        """Closes the lists that a count cannot belong to."""
        while len(self.levels) > 1 and self.levels[-1].told() + count.value > self.levels[-1].value:
            self.levels.pop()
        if count.point and (beside := next((i for i, c in enumerate(self.levels) if c.point == count.point), None)) is not None:
            del self.levels[beside:]  # "一是网站72条,其中预算16条;二是公众号301条"
        if not self.levels:
            return
        frame, parent = count.frame, self.levels[-1]
        does_otherwise = frame.predicate in OTHER_DOINGS and count.unit != "条" and parent.frame.predicate not in OTHER_DOINGS
        sibling = self.last is not None and self.last.parent is parent and set(self.last.frame.channels) == set(frame.channels)
        goes_elsewhere = frame.placed and frame.channels and parent.channels() and not set(frame.channels) & parent.channels() and not sibling
        is_full = frame.channels and parent.channels() and not set(frame.channels) & parent.channels() and parent.told() + count.value > parent.value  # "网站50条,其中动态50条,公众号30条"
        is_new = (frame.strong and frame.subject or frame.general and "共" in count.own) and frame.verb and not frame.channels and count.value > parent.value  # "公众号160条,其中转发60条,全年共公开300条"
        if does_otherwise or goes_elsewhere or is_full or is_new or "request" in frame.bars - parent.frame.bars:
            self.levels.clear()

    def follows(self, count: Count) -> bool:
        """Returns whether a bare noun right after a general figure begins its parts ("公开信息83条,政策文件2条")."""
        last, frame = self.last, count.frame
        if last is None or last.parent is not None or not last.publishes() or not last.frame.general or self.broken:
            return False
        if alternatives("general", "own_measure").search(count.own):
            return False  # "公开信息362条,政策解读12条": a count of its own
        if body_of(last.frame) and body_of(frame) or frame.verb and NAMED_ACCOUNT.match(count.own):
            return False  # "局机关公开信息60条,二级单位40条", "…,“柳溪之声”发布40条": another's
        return (last.clause == count.clause - 1 and frame.bare and not frame.bars and not self.turned
                and (last.frame.verb is not None or not last.frame.channels) and without_fillers(count.own) not in REST | {"", "线上", "线下", "网上"}
                and count.start < count.number.start and count.value <= last.value and count.unit == last.unit)

    def continues(self, count: Count) -> bool:
        """Returns whether a count goes on with the list of the sentence before."""
        last, frame = self.state.last, count.frame
        if last is None or not last.children or self.besides or self.turned or frame.bars or last.told() + count.value > last.value:
            return False
        if frame.placed and frame.channels:  # "其中:…发布16条。通过公示栏张贴71条。"
            return not last.frame.channels and all(c.frame.channels or c.continued or c.frame.several for c in last.children)
        return frame.bare and self.first and count.unit == last.children[-1].unit

    def inherit(self, count: Count) -> None:
        """Gives a count the channel of an earlier clause where it has none of its own."""
        if count.frame.channels or count.frame.several:
            if count.publishes() and count.frame.placed and not count.aside:
                self.context = self.distant = None  # its own place replaces the one named before
            return
        count.reposted = is_reposted(self.last, count)
        if (accounts := accounts_before(self.tops, count)) is not None:
            count.inherited = accounts
            return
        last, together = self.last, count.reposted or self.together(count)
        if renews(count.parent or last, count):
            stock = count.parent or last
            stock.stock = True
            if count.frame.verb is None:
                count.frame = replace(stock.frame, bars=set())
            count.inherited = Context(stock.frame, stock.start, stock.sentence) if stock.frame.channels and not count.frame.strong else stock.inherited
            return
        if not count.own and self.context is not None and len(set(self.context.frame.channels)) > 1 and SPREAD.search(count.sentence.text, self.context.start, count.start):
            count.inherited = self.context  # "公开174条,网站与公众号大体持平,分别为88条和86条"
            return
        if count.parent is not None and not (together and count.parent.publishes() and not count.parent.frame.channels):
            return
        if together:
            count.inherited, count.continued = last.inherited or Context(last.frame, last.start, last.sentence), True
            count.distant = last.distant
        elif self.context is not None:
            count.inherited = self.context
        elif (read := self.read) is not None and read.clause != count.clause and count.frame.verb:
            count.inherited = Context(read.frame, read.start, read.sentence)
        elif self.distant is not None:
            count.inherited, count.distant = self.distant, True

    def together(self, count: Count) -> bool:
        """Returns whether a bare noun goes on with what the count before it says of a channel ("在网站公开预算1条,决算1条")."""
        last = self.last
        if last is None or last.parent is not count.parent or last.clause < count.clause - 1 or not (count.frame.bare or repeats(last, count)):
            return False
        if count.frame.verb is None and TOLD_OF.search(count.behind):
            return False  # "在网站公开预算1条;建议、提案14件|已公开办理结果": a sentence of its own
        if last.frame.general and (count.clause != last.clause or is_purely_information(last.frame.object)):
            return False  # "在网站发布信息65条、机构职能2条"; but "发布乡镇信息65条、财政信息2条" is one list
        if without_sort(count.own) in REST and last.frame.channels and self.are_channels(last, count):
            return False  # "网站10条,公众号20条,其他类5条"
        placed = bool(last.frame.placed or last.inherited and last.inherited.frame.placed)
        if placed and (last.continued or last.publishes()):
            last.frame.general = False
            return True
        return False

    def are_channels(self, last: Count, count: Count) -> bool:
        """Returns whether the counts beside the last one, up to this one, each name a channel of their own."""
        beside = last.parent.children if last.parent else [c for c in self.tops if abs(c.clause - last.clause) <= 2]
        named = [c for c in beside if c.group == last.group and c is not count]
        return len(named) > 1 and all(c.frame.channels for c in named)

    def pass_mark(self, mark: str, counted: bool) -> None:
        """Opens and closes lists at a punctuation mark; `counted`: it follows a number directly."""
        if mark == "(":
            head = self.last if counted else None
            self.brackets.append(Bracket(len(self.levels), self.last, head is None))
            if head is not None:
                head.lists += 1
                self.levels.append(head)
        elif mark == ")" and self.brackets:
            bracket = self.brackets.pop()
            del self.levels[bracket.base:]
            self.last, self.pending = bracket.last, False
        elif mark == ":" and counted:
            self.pending = True
        elif mark == ";" and not self.brackets:
            self.broken, self.pending = True, False
            del self.levels[1:]
            if self.levels and self.levels[0].told() >= self.levels[0].value:
                self.levels.clear()
            if not self.levels:
                self.context = None
