"""What the words over a table and before it say: that it counts what was published, when, and of what else."""
import re

from loaders.figures.counted import CountTable
from loaders.figures.counts import PIECES
from loaders.figures.heads import Head
from loaders.figures.measured import mentions as measured
from loaders.figures.respectively import YEAR
from loaders.figures.whose import part_of_year
from loaders.figures.words import alternatives, find_words, mask_names

SAID = re.compile(r"公开|发布|公示|公布|推送|信息")  # what its words or the line before it must say
OTHER_MATTER = frozenset("request withheld receive handle remove submit cumulative outcome internal obtained inspect past".split())
POINTER = re.compile(r"[^,\d]{0,20}(?:表\d{1,2})?[^,\d]{0,4}|[(]?单位.*")  # "分类见下表", "各渠道情况如表1所示:"
SENTENCE = re.compile(r"[。!?;]")


def told_before(line: str) -> str:
    """Returns the last sentence of the line before a table, with the one before it where that only points to the table ("公开信息60条。分类见下表。")."""
    told = SENTENCE.split(line.rstrip("。;!?"))
    points = POINTER.fullmatch(told[-1]) and not SAID.search(told[-1]) and not alternatives("general", "elsewhere").search(told[-1])
    return ",".join(told[-2:]) if points else told[-1]


def is_disclosure(table: CountTable, lead: str, head: Head) -> bool:
    """Returns whether the words of a table, or else the line before it, say that it counts what was published, in a unit of such things: 条, 篇/条; not 个, 场."""
    if kinds_in(table.words) & OTHER_MATTER:
        return False
    unit = head.unit or table.unit
    said = SAID.search(table.words) or SAID.search(head.words) or SAID.search(lead) and not kinds_in(lead) & OTHER_MATTER
    return bool(said) and (unit is None or bool(set(unit) & (PIECES - {"个"})))


def kinds_in(words: str) -> set[str]:
    """Returns the classes of the vocabulary's words in some words."""
    return {w.kind for w in find_words(words, mask_names(words))}


def is_of_other_time(words: str, year: int | None) -> bool:
    """Returns whether words name other years only than the report's, or a part of it."""
    named = {int(y) for y in YEAR.findall(words)}
    return bool(named) and year not in named or bool(part_of_year(words))


def speaks_of_other(lead: str) -> bool:
    """Returns whether the sentence before a table tells of something that has a measure of its own, of which the table may be."""
    return bool(alternatives("general", "special").search(lead) or alternatives("general", "own_measure").search(lead) or measured().search(lead))
