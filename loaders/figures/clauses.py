"""Sentences -> counts: each number with its own words, the channel it stands under and the count it is a part of."""
import re

from loaders.figures.again import BY, is_told_again, opens_parts
from loaders.figures.asides import names_most, tells_aside
from loaders.figures.counts import RATES, Context, Count, State, Wholly
from loaders.figures.frames import read_frame
from loaders.figures.growth import grown_from, was_due
from loaders.figures.lists import Lists
from loaders.figures.merged import JOINS, merge
from loaders.figures.nouns import without_fillers
from loaders.figures.numbers import Number, find_numbers
from loaders.figures.sentences import Sentence
from loaders.figures.totals import SUMMED
from loaders.figures.wholly import AFTER, told_wholly
from loaders.figures.words import find_words, mask_names

MARKS = re.compile(r"[,;:()]")
NOTE = re.compile(r"\([^()]{0,60}\)")  # "(2023年版)": a note without a count is part of its noun
HEAD = re.compile(r"以及|[、和及与/]|并且?(?=[通在利])")  # what a count's own words do not begin with
POINT = re.compile(r"[一二三四五六七八九]是|[(]?[一二三四五六七八九十]{1,2}[)、.]|\d{1,2}(?:、|\.(?!\d))")  # "二是", "（三）", "1.", "2、2022年"
AMONG = re.compile(r"^(?:[^,;]{0,12}(?:公开|新增|发布|更新)[^,;]{0,6}|[^,;]{0,4}(?:在|上述|以上|前述|上列|这些)[^,;]{0,12})(?:信息|内容)[当之]?中$|^公开的?(?:信息)?内容[当之]?中$|^(?:全部|所有)(?:公开)?(?:的)?(?:政府)?信息[当之]?[中里]$")  # "在主动公开的信息中,", "上述信息中,"
NOT_PUBLIC = re.compile(r"^[^,;]{0,4}(?:依申请公开|不予公开|不公开)的?[^,;]{0,8}(?:信息|内容)[当之]?中$")  # "依申请公开的信息中,": no parts of what was published
NAMING = re.compile(r"(?:(?:类别|分类|内容)(?:情况|及比例|及数量|及占比)?|如下|有|包括|为|是|涉及|涵盖)$")  # "主动公开的政府信息有:"
KINDS = re.compile(r"公开[^,;]{0,8}(?:类别|分类|内容)(?:情况)?$")  # the heading "公开的主要内容"
GLUED = re.compile(r"(?:主动)?公开(?:的)?(?:政府)?信息(?:的)?(?:主要)?(?:类别|内容|分类)(?:情况)?:?(?![为有是包,]|如下)")  # a heading run into its text: "(二)主动公开政府信息的类别|机构职能4条"
PLACES = re.compile(r"微信|微博|公众号|网站|视频号|抖音|新媒体|门户|网")  # a sentence without numbers may name the channel of the next
UNFINISHED = ("上", "平台", "中")  # "在区政府网站上,": a place, no statement
MODIFIERS = frozenset("个 类 项 大 级 家 名 位 种 处 款 户 块 层 组 部".split())  # "31个领域信息": a number inside a name
SORTED = re.compile(r"(?:试点|重点|公开|民生|基层|大)*(?:领域|方面|类别|门类|栏目|板块|部门|单位|环节|主题|系统|项目|专题|事项|行业|科室|股室|乡镇|镇街|社区|村)(?:的)?(?:各类|政府|政务|公开)*(?:信息|内容)(?:总数|数量)?(?:共计|合计|总计|累计|共)*")  # "公开|12个|领域信息60条"
WAYS = re.compile(r"(?:公开|发布|主要|线上)*(?:渠道|途径|方式|形式|载体)")  # "通过网站、公众号、公示栏3类|渠道,公开信息分别是40条、20条、8条"
PLACED_AMONG = re.compile(r"(?:行政|自然|街道)?(?:村|社区|居委会|屯|小区|乡镇|镇|街道|部门|单位|站所|窗口|大厅|学校|车站)[^,;:、]{0,8}?(?=公开栏|公示栏|公告栏|宣传栏|信息栏|公示牌|显示屏|大屏|微信|公众号|网站)")  # "8个|行政村的公开栏": whose board
STATED = re.compile(r"(?:公开|发布|公布|公示|推送)[^,;]{1,120}、[^,;]{1,40}等(?:方面)?的?(?:各类|政府|政务)*信息,$")
READ = re.compile(r"(?:阅读|浏览|点击|播放|观看|收看|点赞|转发|在看)[量数]?[^,;]{0,6}$")
BEFORE_IT, LONGEST = 24, 200  # characters before a number in which such words may stand; of a clause that is told in full
THRESHOLD = re.compile(r"(?:次|人次)?(?:以上)?的")  # "阅读量10万以上|的有3篇": what a piece must have, no count
VIRAL = re.compile(r"[万wW]\+")  # "10万+文章2篇"
ASIDE = re.compile(r"(?<=[一-鿿])\((?:共|含)?\d+(?:大)?[个类项家名种处位户]\)(?=(?!其中|包括|含|共|均)[一-鿿]{1,12}\d)")  # "基层两化领域|(26个)|信息69条"
ADOPTED = re.compile(r"^(?:均|全部|都|全)(?:部|数)?(?:已|被|获|获得|予以)*(?:采用|采纳|录用|采编|审核通过|审核发布)")  # ",全部被采用"


def read_counts(sentences: list[Sentence]) -> list[Count]:
    """Returns the counts of the sentences in reading order."""
    state, found = State(), []
    for sentence in sentences:
        if sentence.paragraph != state.paragraph:
            state = State(sentence.paragraph, awaiting=state.awaiting, begun=state.begun, listing=state.listing, told=state.told)
        found += Reader(sentence, state).read()
        state.told.update(c.value for c in found if c.sentence is sentence)
    return found


class Reader:
    """Reads one sentence from left to right, clause by clause."""

    def __init__(self, sentence: Sentence, state: State):
        self.sentence, self.state, self.text = sentence, state, sentence.text
        self.lists = Lists(state)
        self.counts: list[Count] = []
        self.left_open: int | None = None  # where the clause before began, if it has no number
        self.point = ""  # the numbering that the clause opens with

    def read(self) -> list[Count]:
        """Returns the sentence's counts, and leaves to the state what the next sentence may refer to."""
        numbers = find_numbers(self.text)
        if not numbers and not self.is_worth_reading():
            return []
        masked = mask_names(self.text)
        numbers = [n for n in numbers if "□" not in masked[n.start:n.end]]
        asides = [(a.start(), a.end()) for a in ASIDE.finditer(masked)]
        numbers = [n for n in numbers if not any(start < n.end and n.start < end for start, end in asides)]
        self.masked = NOTE.sub(lambda note: note[0] if AFTER.match(note[0][1:]) or any(note.start() <= n.start < note.end() for n in numbers) else "■" * len(note[0]), masked)
        self.words = find_words(self.text, self.masked)
        closing = {n.end for n in numbers if self.masked[n.start] == "("}
        marks = [m for m in MARKS.finditer(self.masked) if m.start() not in closing and not any(n.start <= m.start() < n.end for n in numbers)]
        position, before = 0, ""
        for index, mark in enumerate([*marks, None]):
            end = mark.start() if mark else len(self.text)
            inside = [n for n in numbers if position <= n.start < end]
            self.clause(index, position, end, inside, before, mark[0] if mark else "")
            if mark:
                self.lists.pass_mark(mark[0], bool(inside) and inside[-1].end == end and inside[-1].unit not in RATES)
                position, before = mark.end(), mark[0]
        self.finish()
        return self.counts

    def is_worth_reading(self) -> bool:
        """Returns whether a sentence without numbers may still name the channel of the next one, or open a list."""
        return self.text.endswith(":") or bool(PLACES.search(self.text)) or (len(self.text) < 26 and bool(KINDS.search(self.text)))

    def clause(self, index: int, start: int, end: int, numbers: list[Number], before: str, after: str) -> None:
        """Reads one clause between two marks."""
        self.point = ""
        start, numbers = self.opening(start, end, first=True), self.without_modifiers(numbers)
        if not numbers:
            if start < end:
                self.lists.worded = self.lists.pending
                self.remember(index, start, end, after)
                self.left_open = start
            return
        if index == 0 and start and (heading := GLUED.match(self.masked, start, numbers[0].start)) and heading.end() < numbers[0].start:
            start, self.state.listing = heading.end(), True
        only_dated = before == ":" and not without_fillers(self.masked[start:numbers[0].start])
        if self.left_open is not None and numbers[0].end == end and (only_dated or before in (":", ",") and numbers[0].start == start):
            start = self.left_open  # "主动公开信息数量:122条"
        elif self.left_open is not None and before == "," and (names_most(self.masked, self.left_open, start, numbers[0].start) or SUMMED.fullmatch(
                self.masked, start, numbers[0].start) and STATED.search(self.masked, max(self.left_open, start - LONGEST), start)):
            start = self.left_open  # "公开就业、救助等方面的信息,合计60条", "社会救助类最多,有60条"
        self.left_open = None
        for number, following in zip(numbers, [*numbers[1:], None], strict=True):
            stop = end
            if following:
                join = JOINS.search(self.masked, number.end, following.start)
                stop = join.start() if join else number.end
            if number is not numbers[0] and (head := HEAD.match(self.masked, start)):
                start = head.end()
            start = self.opening(start, number.start)
            self.count(index, number, start, stop)
            start, self.point = stop, ""

    def without_modifiers(self, numbers: list[Number]) -> list[Number]:
        """Returns the numbers that count something, without those inside a name ("31个领域信息共计15条")."""
        kept = []
        for number, following in zip(numbers, [*numbers[1:], None], strict=False):
            between = self.masked[number.end:following.start] if following else ""
            if THRESHOLD.match(self.masked, number.end) and READ.search(self.masked, max(0, number.start - BEFORE_IT), number.start) or VIRAL.match(self.masked, number.end - 1):
                continue
            inside = number.unit in MODIFIERS and (between and not JOINS.search(between) or PLACED_AMONG.match(self.masked, number.end) or not self.masked.endswith("等", 0, number.start) and WAYS.match(self.masked, number.end))
            if not inside or not SORTED.fullmatch(between) and any(w.end == number.start and w.kind != "channel" for w in self.words):
                kept.append(number)
        return kept

    def opening(self, start: int, end: int, first: bool = False) -> int:
        """Returns where a count's own words begin, after the words that open a list of parts or close it."""
        if first and (point := POINT.match(self.masked, start, end)):
            start, self.point = point.end(), point[0][-1]
        lists = self.lists
        for word in self.words:
            if word.start > start + (8 if first else 0) or word.start >= end:
                break
            if word.start < start:
                continue
            if word.start == start and word.kind in ("besides", "also"):
                lists.leave_for_something_else(word.kind == "besides")
                start = word.end
            elif word.start == start and word.kind == "respectively" and (end > word.end + 1 and lists.last or first and end == word.end):
                lists.pending, start = True, word.end if end > word.end + 1 else start
            elif word.kind == "parts" and (word.start == start or not without_fillers(self.masked[start:word.start]) or BY.fullmatch(self.masked, start, word.start)):
                lists.pending, start = True, word.end
        return start

    def remember(self, index: int, start: int, end: int, after: str) -> None:
        """Keeps what a clause without numbers says of those that follow: a channel, that parts or kinds are to come."""
        lists, words = self.lists, self.masked[start:end]
        if lists.brackets and lists.brackets[-1].aside:
            return
        frame = read_frame(self.text, self.masked, self.words, start, end, end, end)
        if (told := told_wholly(self.counts, frame, words, index)) is not None:
            told.wholly = Wholly(frame.channels[0], end)
            return
        if ADOPTED.match(words) and self.counts and self.counts[-1].clause == index - 1 and self.counts[-1].frame.predicate == "submit":
            self.counts[-1].frame.predicate = "disclose"  # "向县政府网站报送70条,全部采用"
            return
        if frame.channels or frame.several:
            says = frame.predicate == "disclose" and bool(frame.object) and not words.endswith(UNFINISHED)
            does = not frame.placed and frame.predicate not in ("", "disclose")
            lists.context = Context(frame, start, self.sentence, complete=says or does, aside=tells_aside(frame, self.masked, end))
        if AMONG.search(words) and not NOT_PUBLIC.search(words) and lists.last is None and self.state.last is None:
            lists.pending = lists.listed = True
        elif NOT_PUBLIC.search(words):
            self.state.last = None
        elif BY.search(words) or AMONG.search(words) or (after == ":" and words.endswith("如下") and lists.last is not None):
            lists.pending, lists.anew = True, bool(BY.search(words))
        elif after == ":" and NAMING.search(words) and (frame.verb or "类" in words or KINDS.search(words)):
            lists.pending = lists.listed = True
        elif after == ":" and frame.verb and frame.general and not frame.channels and lists.last is None:
            lists.pending = lists.listed = True
        elif not after and KINDS.search(words) and len(words) < 20:
            self.state.listing = True

    def count(self, index: int, number: Number, start: int, after: int) -> None:
        """Makes a number a count and places it."""
        frame = read_frame(self.text, self.masked, self.words, start, number.start, number.end, after)
        count = Count(number, self.sentence, start, after, frame, index, point=self.point)
        self.reach(count)
        if self.counts and was_due(self.counts[-1], count):
            self.counts[-1].frame.bars.add("plan")
            self.lists.forget(self.counts[-1])
        if number.unit in RATES:
            self.lists.pending = False
            self.counts.append(count)
        elif not merge(self.counts, count, self.masked):
            count.reference = is_told_again(count, self.counts, self.state, self.masked)
            self.lists.take(count)
            self.lists.pending = self.lists.pending or opens_parts(count, self.masked)
            self.counts.append(count)

    def reach(self, count: Count) -> None:
        """Gives the number that a growth leads to the words before the growth ("公开信息比去年增长9%,达到60条")."""
        between, at = grown_from(self.counts, count, self.masked)
        if not at:
            return
        for earlier in between:
            earlier.frame.bars.add("growth")
            self.lists.forget(earlier)
        start = between[0].start if between else count.start
        count.frame, count.start = read_frame(self.text, self.masked, self.words, start, at, count.number.end, count.after), start

    def subject_of(self, tops: list[Count]) -> Count:
        """Returns the count that a list in the next sentence tells the parts of: the last of what was published this year."""
        told = [c for c in tops if c.publishes() and not c.stock] or [p for c in tops if c.stock or "obtained" in c.frame.bars for p in c.children if p.publishes()]
        return (told or [c for c in tops if c.frame.predicate == "disclose" or c.frame.channels or c.reference] or tops)[-1]

    def finish(self) -> None:
        """Leaves to the next sentence what it may refer to."""
        state, lists = self.state, self.lists
        tops = [c for c in self.counts if c.parent is None and c.unit not in RATES and not c.aside]
        if tops:
            state.last = self.subject_of(tops)
            state.whole = next((c for c in tops if c.publishes() and c.frame.strong), None)
        if lists.levels and lists.levels[0].sentence is not self.sentence:
            state.last = lists.levels[0]
        named = next((c for c in reversed(self.counts) if c.frame.channels), None)
        if lists.context or named:
            state.context = lists.context or Context(named.frame, named.start, self.sentence, complete=True)
        if self.text.endswith(":") and lists.pending:
            state.awaiting, state.begun = state.last or state.awaiting, False
        elif not self.counts or self.counts[0].parent is not state.awaiting:
            state.awaiting = None
