"""What "respectively" gives to each of several numbers: a year, a channel, a label."""
import re
from dataclasses import replace

from loaders.figures.counts import Count
from loaders.figures.whose import is_only_time

RESPECTIVELY = re.compile(r"分别|依次|各为")  # "分别为40条和25条"
SPREAD = re.compile(r"(?:分别|依次)(?:为|是|有|达)?$")  # "通过网站、公众号公开90条,分别为|40条、50条"
LIST = re.compile(r"[、和及与]|以及")
YEAR = re.compile(r"(?:19|20)\d\d")


def date_respectively(counts: list[Count], year: int | None) -> None:
    """Gives each of several numbers the year that "respectively" gives it, and the words before them to the one of the report's
    year ("2021年、2022年分别公开信息60条、80条")."""
    for i, count in enumerate(counts):
        years = YEAR.findall(count.own) if "分别" in count.own else []
        chain = counts[i:i + len(years)]
        if len(years) < 2 or len(chain) < len(years) or str(year) not in years or any(c.sentence is not count.sentence or c.own for c in chain[1:]):
            continue
        frame, start = count.frame, count.start
        for named, each in zip(years, chain, strict=True):
            if named == str(year):
                each.frame, each.start = frame, start
            else:
                each.frame = replace(frame, bars=frame.bars | {"past"})


def distribute(counts: list[Count]) -> tuple[dict[int, str], dict[int, str]]:
    """Returns the channels and the labels that one list of names gives to one list of numbers, by identity."""
    channels: dict[int, str] = {}
    labels: dict[int, str] = {}
    for i, count in enumerate(counts):
        respectively = RESPECTIVELY.search(count.own) or count.sentence.text.endswith("分别", 0, count.start) or (not count.own and SPREAD.search(count.sentence.text, 0, count.start))
        listed_before = count.inherited.frame.channels if count.inherited and not count.distant and not count.frame.channels else []
        if count.unit == "%" or not (respectively or len(count.frame.channels) > 1 or len(listed_before) > 1):
            continue
        chain = [count]
        for later in counts[i + 1:]:
            if later.sentence is not count.sentence or later.own or later.unit == "%":
                break
            chain.append(later)
        names = count.frame.channels or (count.inherited.frame.channels if count.inherited else []) or (count.parent.frame.channels if count.parent else [])
        if len(chain) > 1 and len(names) == len(chain):
            channels |= {id(c): name for c, name in zip(chain, names, strict=True)}
        elif len(chain) > 1 and respectively and len(set(names)) == 1 and not count.distant:
            channels |= {id(c): names[0] for c in chain}  # "2个公众号,分别发布信息320篇和180篇"
        elif len(chain) > 1 and (within := RESPECTIVELY.search(count.own)):
            subjects = LIST.split(count.own[:within.start()].removeprefix("公开"))
            if len(subjects) == len(chain) and not any(is_only_time(s) for s in subjects):
                labels |= {id(c): name for c, name in zip(chain, subjects, strict=True)}
    return channels, labels


def each_of_named(count: Count, counts: list[Count], sort: re.Pattern) -> list[Count]:
    """Returns the counts that "respectively" gives to as many things of one `sort` named before the first of them ("专家解读、部门解读分别为|2篇、3篇");
    [] where it gives none. `counts`: all of the report, in reading order."""
    within = RESPECTIVELY.search(count.own)
    if within is None:
        return []
    chain = [count]
    for later in counts[counts.index(count) + 1:]:
        if later.sentence is not count.sentence or later.own or later.unit != count.unit:
            break
        chain.append(later)
    names = LIST.split(count.own[:within.start()])
    return chain if len(chain) > 1 and len(names) == len(chain) and all(sort.search(n) for n in names) else []
