"""Accounts of new media counted before what they published: "公众号1个、抖音号1个,共发布150条"."""
from loaders.figures.counts import Context, Count
from loaders.figures.frames import Frame
from loaders.figures.mentions import Places


def accounts_before(tops: list[Count], count: Count) -> Context | None:
    """Returns the channels of the accounts that are counted right before what they published; None where none are. `tops`: the
    counts of the sentence so far that are no part of another."""
    if count.frame.verb is None or count.parent is not None:
        return None
    named: list[Count] = []
    for earlier in reversed(tops):
        near = named[-1].clause if named else count.clause
        if earlier.sentence is not count.sentence or near - earlier.clause > 1 or not is_accounts(earlier):
            break
        named.append(earlier)
    if not named:
        return None
    mentions = [m for c in reversed(named) for m in c.frame.mentions]
    places = Places([channel for c in reversed(named) for channel in c.frame.channels], mentions, placed=True)
    return Context(Frame(places), named[-1].start, count.sentence)


def is_accounts(count: Count) -> bool:
    """Returns whether a count is of accounts themselves ("微信公众号、抖音号|2个账号")."""
    mentions = count.frame.mentions
    return count.unit in ("个", "家") and count.frame.predicate in ("", "act") and bool(mentions) and all(m.strength != "object" for m in mentions)
