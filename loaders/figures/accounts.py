"""Accounts of new media counted before what they published: "公众号1个、抖音号1个,共发布150条"."""
from dataclasses import replace

from loaders.figures.counts import Context, Count
from loaders.figures.frames import Frame
from loaders.figures.mentions import Places
from loaders.figures.takeover import is_of_readers
from loaders.figures.words import Word, find_words, mask_names


def accounts_before(tops: list[Count], count: Count) -> Context | None:
    """Returns the channels of the accounts that are counted right before what they published; None where none are. `tops`: the
    counts of the sentence so far that are no part of another."""
    if count.frame.verb is None or count.parent is not None:
        return None
    named: list[Count] = []
    after = count.clause
    for earlier in reversed(tops):
        if not named and earlier.sentence is count.sentence and is_of_readers(earlier) and after - earlier.clause <= 1:
            after = earlier.clause  # "公众号1个,|关注人数2.3万,|发布信息60条"
            continue
        near = named[-1].clause if named else after
        if earlier.sentence is not count.sentence or near - earlier.clause > 1 or not is_accounts(earlier):
            break
        named.append(earlier)
    if not named:
        return None
    mentions = [m for c in reversed(named) for m in named_by(c)]
    places = Places([name for c in reversed(named) for name in c.frame.channels or [m.channel for m in named_by(c)]], mentions, placed=True)
    return Context(Frame(places), named[-1].start, count.sentence)


def named_by(count: Count) -> list[Word]:
    """Returns the words for the channels of the accounts that are counted: before the number or behind it ("公众号2个", "2个公众号")."""
    if count.frame.mentions:
        return count.frame.mentions
    behind = [w for w in find_words(count.behind, mask_names(count.behind)) if w.kind == "channel" and w.strength == "name" and w.channel != "several"]
    return [replace(w, start=w.start + count.number.end, end=w.end + count.number.end) for w in behind]


def is_accounts(count: Count) -> bool:
    """Returns whether a count is of accounts themselves ("微信公众号、抖音号|2个账号")."""
    mentions = named_by(count)
    return (count.unit in ("个", "家") or count.unit in ("处", "块", "面") and set(count.frame.channels) == {"bulletin"}) and count.frame.predicate in ("", "act") and bool(mentions) and all(m.strength != "object" for m in mentions)
