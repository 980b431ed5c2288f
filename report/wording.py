"""Labels and digits made comparable: what two spellings of one official label have in common."""
import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

MARKER = re.compile(r"\[(?:bookmark|image)[^\]]{0,80}\]")  # "[bookmark: _Hlk66974104]", "[image: 图片2]"
SPACE = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+")
TRUNCATED = re.compile(r"(?:\.{2,}|…+)$")  # "1.申请人无正当理由逾期……"
PUNCTUATION = re.compile(r"[\W_]+")
RADICALS = {"⺟": "母", "⻅": "见", "⻆": "角", "⻋": "车", "⻓": "长", "⻔": "门", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马",
            "⻥": "鱼", "⻦": "鸟", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⺠": "民", "⻄": "西", "⻉": "贝", "⻚": "页", "⻘": "青"}
# CJK Radicals Supplement: NFKC leaves these alone, unlike the Kangxi radicals
PLAIN = str.maketrans(RADICALS)


def normal(text: str) -> str:
    """Returns the text in NFKC with the supplementary radicals replaced; lengths may change."""
    return unicodedata.normalize("NFKC", text.translate(PLAIN))


@lru_cache(maxsize=16384)
def label(text: str) -> str:
    """Returns a label's comparable form: NFKC, in simplified characters, without markers, spaces or punctuation."""
    return PUNCTUATION.sub("", SPACE.sub("", normal(MARKER.sub("", text)).translate(SAME)))


def truncated(text: str) -> bool:
    """Returns whether a label ends in an ellipsis, so that only its beginning can be compared."""
    return bool(TRUNCATED.search(SPACE.sub("", normal(text))))


class _OneForOne(dict):
    """A translation table that fills itself: each character's simplified form, else its single-character NFKC form, else itself."""

    def __missing__(self, code: int) -> str:
        folded = chr(code) if unicodedata.decomposition(chr(code)).startswith("<super>") else unicodedata.normalize("NFKC", chr(code))  # 8¹ is not 81
        plain = folded if len(folded) == 1 else chr(code)
        self[code] = _traditional().get(ord(plain), plain)
        return self[code]


SAME = _OneForOne({ord(a): b for a, b in RADICALS.items()})


def same_length(text: str) -> str:
    """Returns the text with full-width forms, radicals and traditional characters replaced one for one, so that every offset
    in it is an offset in the text as printed. The pairs of forms/traditional.csv are the Hant-Hans transform of Unicode's CLDR
    without 乾, 著, 藉 and their kind."""
    return text if text.isascii() else text.translate(SAME)


simplified = same_length


@cache
def _traditional() -> dict[int, str]:
    with open(Path(__file__).parent / "forms" / "traditional.csv", encoding="utf-8", newline="") as lines:
        return {ord(line["traditional"]): line["simplified"] for line in csv.DictReader(lines)}
