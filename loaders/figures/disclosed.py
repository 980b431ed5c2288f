"""Counts -> the report's own total, its channels and its parts by subject."""
import re
from dataclasses import dataclass, field

from loaders.figures.clauses import HARD, PIECES, SERIES, Count
from loaders.figures.frames import SOCIAL, without_fillers
from loaders.figures.words import alternatives, listed

EACH = re.compile(r"(?<!全|国)各(?:公开|发布|推送|更新|有)?(?:信息)?$")
SUMMED = re.compile(r"(?:,|;|^)?(?:共计|合计|总计|累计|共|总共)(?:公开|发布)?(?:信息)?")  # "…公开32条,共计340条"
PLACE = re.compile(r"^(?:.*?)(?:通过|利用|借助|依托|运用|在|于|以)")  # what stands before a place's name
RESPECTIVELY = re.compile(r"分别|依次|各为")
SINCE = re.compile(r"截[至止]|自.{2,12}以来")  # "截至2015年底,累计公开1016条"
THIS_YEAR = re.compile(r"全年|本年|年度|今年|当年|年内")
WHOLE_YEAR = re.compile(r"全年|本年|年度|今年|当年|共|累计|合计|总计|总数|\d{4}年")
ALL_OF_THEM = re.compile(r"^(?:条|件)?,?(?:均|全部|都)(?:在|通过|于)")  # "88条,均在门户网站发布"
LABEL_HEAD = re.compile(r"^(?:在|对|将|把|有|为|是|共|及时|分别|以|等|的|了|又|也|各)+")
LABEL_TAIL = re.compile(r"(?:共计|合计|累计|总数|条数|数量|数|共有|共|有|为|达到|达|是|约|近|的|等|:)+$")
NOT_A_SUBJECT = ("回复", "答复", "收到", "接到", "受理", "办结", "召开", "举办", "删除", "清理", "整改", "接受", "承办", "受邀", "转办", "组织开展", "组织召开", "参加")


HARD_IN_LIST = frozenset({"outcome", "full_text", "view", "follow", "request", "receive", "withheld", "cumulative", "growth", "each"})


@dataclass
class Reading:
    """What was read of disclosure. `channels`: channel -> its counts; `parts`: counts by subject; `left`: counts that look
    like disclosure and found no place."""

    total: Count | None = None
    channels: dict[str, list[Count]] = field(default_factory=dict)
    parts: list[Count] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    summed: list[Count] = field(default_factory=list)
    split: list[Count] = field(default_factory=list)
    left: list[tuple[str, Count]] = field(default_factory=list)


def scope(count: Count, assigned: dict[int, str]) -> str:
    """Returns the channel that limits a count: a channel, "several" where it covers more than one, "" where none is named."""
    if id(count) in assigned:
        return assigned[id(count)]
    frame = count.frame
    if not frame.channels and not frame.several and not frame.family:
        context = count.inherited
        if context is None or not inherits(count):
            return ""
        frame = context.frame
    if frame.family:
        return frame.family
    names = set(frame.channels)
    if len(names) == 1:
        return names.pop()
    if names and names <= SOCIAL:
        return "new_media"
    return "several" if names or frame.several else ""


def inherits(count: Count) -> bool:
    """Returns whether an earlier clause's channel holds for a count that names none."""
    context, frame = count.inherited, count.frame
    if context.complete and frame.strong:
        return False  # "通过网站及时发布信息,全年主动公开政府信息301条": a new statement
    if count.distant:
        names = set(context.frame.channels)
        if len(names) != 1 or frame.strong:
            return False
        if count.sentence.topic == "platform":
            return True
        return names <= SOCIAL and bool(frame.verb) and frame.verb.text in ("推送", "推发", "推文", "发布", "编发", "群发") and not WHOLE_YEAR.search(count.own)
    return True


def is_published(count: Count) -> bool:
    """Returns whether a count may be one of publications at all: its verb, its unit, what it does not count."""
    frame = count.frame
    if frame.bars & HARD or count.aside or count.reference:
        return False
    if frame.predicate not in ("", "disclose"):
        return False
    return count.unit is None or count.unit in listed("units", "publication")


def is_elsewhere(count: Count) -> bool:
    """Returns whether a count's object is no publication though a channel carries it: messages, accounts, corrections."""
    words = f"{count.frame.object}{count.behind}"
    pattern = alternatives("general", "elsewhere")
    return bool(pattern.search(words)) or bool(count.frame.predicate == "" and pattern.search(count.own))


def is_special(count: Count) -> bool:
    """Returns whether the object has a measure of its own and is never a channel's figure."""
    words = count.frame.object + count.behind
    return bool(alternatives("general", "special").search(words)) and not re.search(r"[、和及与]", words)


def label_of(count: Count) -> str:
    """Returns the subject of a count as printed, without verbs, channels and words that open a list."""
    frame = count.frame
    own = count.own
    if frame.verb is not None:
        verb = frame.verb.start - count.start
        tail = own[frame.verb.end - count.start:]
        subject = LABEL_TAIL.sub("", LABEL_HEAD.sub("", tail))
        if not subject or (frame.general is False and not subject.strip("数量")):
            subject = own[:verb]
    else:
        subject = own
        if frame.mentions and frame.placed:
            subject = own[frame.mentions[-1].end - count.start:]
    subject = LABEL_TAIL.sub("", LABEL_HEAD.sub("", subject)).strip("、,;: ")
    if not subject and frame.verb is not None and not frame.general:
        subject = own
    if not subject and count.behind:
        subject = LABEL_TAIL.sub("", re.sub(r"(?:向社会|进行|在)(?:.*)$", "", count.behind))
    return subject


def is_each(count: Count) -> bool:
    """Returns whether a number holds for each of the things named before it ("网站、微信各发布30条", "预算、决算各1份")."""
    return bool(EACH.search(count.own)) and count.unit != "%"


def distribute(counts: list[Count]) -> tuple[dict[int, str], dict[int, str]]:
    """Returns the channels and the labels that "respectively" gives to counts, by identity."""
    channels: dict[int, str] = {}
    labels: dict[int, str] = {}
    for i, count in enumerate(counts):
        words = f"{count.own}"
        if not RESPECTIVELY.search(words) or count.unit == "%":
            continue
        chain = [count]
        for later in counts[i + 1:]:
            if later.sentence is not count.sentence or later.start != later.number.start or later.unit == "%":
                break
            chain.append(later)
        names = count.frame.channels or (count.inherited.frame.channels if count.inherited else [])
        if len(chain) > 1 and len(names) == len(chain):
            channels |= {id(c): name for c, name in zip(chain, names, strict=True)}
        elif len(chain) > 1:
            subjects = re.split(r"[、和及与]|以及", LABEL_HEAD.sub("", count.own[:RESPECTIVELY.search(words).start()]))
            if len(subjects) == len(chain):
                labels |= {id(c): name for c, name in zip(chain, subjects, strict=True)}
    return channels, labels


def is_since(count: Count) -> bool:
    """Returns whether a count may run from an earlier year on: 截至…累计 without a word for this year."""
    before = count.sentence.text[:count.number.start]
    cut = max(before.rfind(";"), 0)
    return bool(SINCE.search(before[cut:])) and "累计" in count.own and not THIS_YEAR.search(before[cut:])


def read_disclosed(counts: list[Count], year: int | None) -> Reading:
    """Returns the reading of a report's counts. `year`: the report's, so that another year's figure is not taken."""
    assigned, labels = distribute(counts)
    reading = Reading(labels=labels)
    scopes = {id(c): scope(c, assigned) for c in counts}
    published = [c for c in counts if is_published(c)]
    reading.total = find_total(published, scopes, year)
    if reading.total is None:
        reading.total, reading.summed = find_sum(published)
    find_channels(reading, published, scopes)
    find_parts(reading, published, scopes, counts)
    find_left(reading, published, scopes, year)
    reading.parts = [c for count in reading.parts for c in [count] * (len(names_of(count)) if is_each(count) else 1)]
    return reading


def find_left(reading: Reading, published: list[Count], scopes: dict[int, str], year: int | None) -> None:
    """Fills in what makes the reading uncertain: a second total, a figure that may be cumulative or of another year, and
    general figures of publication without a place."""
    taken = [*([reading.total] if reading.total else []), *(c for counts in reading.channels.values() for c in counts)]
    reading.left += [("perhaps_cumulative", c) for c in taken if is_since(c)]
    reading.left += [("other_year", c) for c in taken if year and other_year(c, year)]
    known = {id(c) for c in (*taken, *reading.split, *reading.parts)} | {id(c) for _, c in reading.left}
    values = {c.value for c in taken} | {sum(c.value for c in counts) for counts in reading.channels.values()} | {0}
    for count in published:
        if id(count) in known or count.value in values or count.parent is not None or count.frame.verb is None or is_elsewhere(count):
            continue
        if is_special(count) or count.unit not in listed("units", "total") or is_since(count) or (year and other_year(count, year)):
            continue
        if count.frame.strong and scopes[id(count)] in ("", "several"):
            reading.left.append(("second_total", count))
        elif count.frame.general or scopes[id(count)]:
            reading.left.append(("unplaced_figure", count))


def names_of(count: Count) -> list[str]:
    """Returns the subjects that share one count, or the one that has it."""
    return re.split(r"[、和及与]|以及", re.sub(r"各$", "", label_of(count))) if is_each(count) else [label_of(count)]


def find_total(published: list[Count], scopes: dict[int, str], year: int | None) -> Count | None:
    """Returns the report's own total for its year, not limited to one channel."""
    best, best_score = None, 0.0
    for count in published:
        frame = count.frame
        if frame.predicate != "disclose" or not frame.general or scopes[id(count)] not in ("", "several"):
            continue
        if count.unit is not None and count.unit not in listed("units", "total"):
            continue
        if count.parent is not None and count.parent.publishes() and not is_since(count.parent):
            continue
        if is_elsewhere(count):
            continue
        if (count.start == count.number.start and not count.behind) or is_each(count) or is_parallel(count, published, scopes):
            continue
        score = 2.0
        score += 2 if "主动公开" in count.own else 0
        score += 1 if re.search(r"信息", count.own + count.behind) else 0
        score += 1 if WHOLE_YEAR.search(count.own) else 0
        score += 1 if count.sentence.topic == "disclosed" else 0
        score -= 1 if count.sentence.topic in ("platform", "management", "support") else 0
        score -= 5 if is_since(count) else 0
        score -= 3 if year and other_year(count, year) else 0
        if score > best_score:
            best, best_score = count, score
    return best


def find_sum(published: list[Count]) -> tuple[Count | None, list[Count]]:
    """Returns the count that a report gives as the sum of what it has just told, where it is their sum, and those counts."""
    for count in published:
        told = [c for c in published if c.sentence is count.sentence and c.number.end <= count.start and c.parent is None and c is not count]
        if SUMMED.fullmatch(count.own) and len(told) > 1 and sum(c.value for c in told) == count.value:
            return count, told
    return None, []


def other_year(count: Count, year: int) -> bool:
    """Returns whether the count's own words name only another year than the report's."""
    named = {int(y) for y in re.findall(r"(?:19|20)\d\d", count.own)}
    return bool(named) and year not in named


def find_channels(reading: Reading, published: list[Count], scopes: dict[int, str]) -> None:
    """Fills in the counts of each channel: its general figure, or the parts of one list where only they are told."""
    found: dict[str, list[Count]] = {}
    split: set[int] = set()  # new media as a whole, where the report tells them apart
    for count in published:
        channel = scopes[id(count)]
        if is_each(count) and len(set(count.frame.channels)) > 1:
            for each in count.frame.channels:
                found.setdefault(each, []).append(count)
            continue
        if not channel or count is reading.total:
            continue
        parent = count.parent
        if parent is not None and parent.publishes() and parent is not reading.total and parent.frame.channels:
            if scopes[id(parent)] != "new_media" or channel not in SOCIAL:
                continue  # a part of a channel's figure
            split.add(id(parent))
            reading.split.append(parent)
        if channel == "several":
            if not count.frame.verb or (parent is not reading.total or parent is None) and not is_parallel(count, published, scopes):
                continue
            channel = "other"
        if is_elsewhere(count) or is_special(count) or (count.unit == "个" and count.frame.verb is None and channel != "video"):
            continue  # "政务新媒体95个": accounts, no publications
        found.setdefault(channel, []).append(count)
    rest = [c for c in published if not scopes[id(c)] and without_fillers(c.own) in listed("general", "whole") and is_beside_channels(c, published, scopes)]
    if rest:
        found.setdefault("other", []).extend(rest)
    if whole := [c for c in found.get("new_media", ()) if id(c) not in split]:
        found["new_media"] = whole
    else:
        found.pop("new_media", None)
    for channel, counts in found.items():
        reading.channels[channel] = choose_counts(counts, reading)


def is_parallel(count: Count, published: list[Count], scopes: dict[int, str]) -> bool:
    """Returns whether a figure of several channels stands beside one of another channel ("通过网站公开48条,通过公示栏、工作群等公开320条")."""
    mine = count.channels_set()
    return count.frame.placed and any(
        c.sentence is count.sentence and c.parent is count.parent and c is not count and c.frame.placed and abs(c.clause - count.clause) <= 3
        and c.channels_set() and not c.channels_set() & mine for c in published)


def is_beside_channels(count: Count, published: list[Count], scopes: dict[int, str]) -> bool:
    """Returns whether all that is listed with a count are channels ("网站34条,公开栏12条,其他3条")."""
    listed_with = [c for c in published if c.sentence is count.sentence and c.parent is count.parent and c is not count]
    return bool(listed_with) and all(scopes[id(c)] for c in listed_with if not c.frame.general or c.parent is not None or scopes[id(c)])


def choose_counts(counts: list[Count], reading: Reading) -> list[Count]:
    """Returns the counts that make up one channel's figure: the first, with those that stand beside it in one list for another
    place of the same channel ("某报刊登12篇,电视台播出8条") or for another subject in the same place ("预算1条,决算1条")."""
    counts = [c for c in counts if not is_since(c)] or counts
    counts = [c for c in counts if c.unit not in SERIES or not any(p.sentence is c.sentence and p.unit in PIECES for p in counts)]
    first = next((c for c in counts if c.frame.general), counts[0])
    beside = [c for c in counts if is_in_one_list(c, first)]
    together = [c for c in beside if c is first or (place(c) != place(first) and (c.frame.general or not any(
        place(o) == place(c) and o.frame.general for o in beside)))]
    if not first.frame.general:
        together += [c for c in beside if c not in together and label_of(c) != label_of(first)]
    together.sort(key=counts.index)
    reading.left += [("second_channel_figure", c) for c in counts if c not in together and c.value != first.value and c.frame.general]
    return together


def is_in_one_list(count: Count, other: Count) -> bool:
    """Returns whether two counts stand beside each other: in one sentence, or in one list that runs over several."""
    if count.sentence.section is not other.sentence.section or count.parent is not other.parent:
        return False
    return count.sentence is other.sentence or (count.parent is not None and count.sentence.paragraph == other.sentence.paragraph)


def place(count: Count) -> str:
    """Returns the words that say where a count was published, up to the channel's name, so that two accounts differ."""
    if count.frame.mentions and count.frame.mentions[0].end <= count.number.start:
        return without_fillers(PLACE.sub("", count.sentence.text[count.start:count.frame.mentions[0].end]))
    return "".join(m.text for m in (count.frame.mentions or (count.inherited.frame.mentions if count.inherited else [])))


def is_subject(count: Count) -> bool:
    """Returns whether a count is of one subject of information, so that it may be a part by subject."""
    label = label_of(count)
    bare = without_fillers(label)
    if not bare or bare in listed("general", "origins") or any(bare.startswith(w) for w in NOT_A_SUBJECT):
        return False
    if any(re.match(rf"{w}(?:类|信息|内容|作品|文章|稿件)*$", bare) for w in listed("general", "origins")):
        return False
    return True


def find_parts(reading: Reading, published: list[Count], scopes: dict[int, str], counts: list[Count]) -> None:
    """Fills in the parts by subject: the list under the total, else those under a channel's figure, else subjects told alone."""
    total = reading.total
    others = set(map(id, reading.channels.get("other", ())))
    heads = [c for c in counts if c is total or (c.reference and (total is None or c.value == total.value))
             or (c.unit == "类" and c.frame.verb) or ("full_text" in c.frame.bars and total is not None and c.value == total.value)]
    listed_ = [c for c in counts if c.listed and c.parent is None] or [c for c in reading.summed if not scopes[id(c)]]
    reading.parts = [c for head in heads for c in parts_under(head) if id(c) not in others] + [c for c in listed_ if is_part(c)]
    if reading.parts:
        return
    chosen = [c for channel in reading.channels.values() for c in channel]
    heads = [c for c in counts if c in chosen or (c.reference and scopes[id(c)])]
    reading.parts = [c for head in heads for c in parts_under(head)]
    if reading.parts:
        return
    for channel in reading.channels.values():
        alone = [c for c in channel if c.parent is None and not c.frame.general]
        if len(alone) > 1 and all(c.continued for c in alone[1:]):
            reading.parts += [c for c in alone if is_part(c)]
    if not reading.parts and total is None:
        reading.parts = [c for c in told_alone(published, scopes) if id(c) not in others]


def parts_under(head: Count) -> list[Count]:
    """Returns the counts of the list under a count that are parts by subject."""
    children = [c for c in head.children if is_part(c)]
    children = [c for c in children if not c.continued]
    subjects = [c for c in children if not c.frame.channels]
    return [c for c in children if not c.frame.channels or (len(subjects) > 1 and not c.frame.placed)]


def is_part(count: Count) -> bool:
    """Returns whether a count in a list of publications is a part by subject."""
    if count.frame.predicate in ("submit", "remove", "receive"):
        return False
    if count.start == count.number.start and count.unit not in listed("units", "subject"):
        return False  # "26个试点领域目录"
    if count.frame.bars & HARD_IN_LIST or count.unit == "%" or (count.unit and count.unit not in listed("units", "publication")):
        return False
    return is_subject(count)


def told_alone(published: list[Count], scopes: dict[int, str]) -> list[Count]:
    """Returns the counts of single subjects that a report without any list says it made public ("公开规章13件,人事任免106件")."""
    found: list[Count] = []
    for count in published:
        if count.parent is not None or count.sentence.topic in ("requests", "disputes", "fees", "support"):
            continue
        if count.unit not in listed("units", "subject") or count.frame.general or is_elsewhere(count):
            continue
        if alternatives("general", "own_measure").search(count.frame.object) or not is_subject(count):
            continue
        plain_channel = scopes[id(count)] not in ("", "several") and not is_special(count)
        if count.frame.verb is not None and count.frame.verb.text in listed("general", "publish") and not plain_channel:
            found.append(count)
        elif count.frame.verb is None and found and found[-1].sentence is count.sentence and count.clause - found[-1].clause <= 1:
            found.append(count)
    return found
