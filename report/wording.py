"""Labels and digits made comparable: what two spellings of one official label have in common."""
import re
import unicodedata

MARKER = re.compile(r"\[(?:bookmark|image)[^\]\n]*\]")  # "[bookmark: _Hlk66974104]", "[image: 图片2]"
SPACE = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+")
TRUNCATED = re.compile(r"(?:\.{2,}|…+)$")  # "1.申请人无正当理由逾期……"
PUNCTUATION = re.compile(r"[\W_]+")
RADICALS = {"⺟": "母", "⻅": "见", "⻆": "角", "⻋": "车", "⻓": "长", "⻔": "门", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马",
            "⻥": "鱼", "⻦": "鸟", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⺠": "民", "⻄": "西", "⻉": "贝", "⻚": "页", "⻘": "青"}
# CJK Radicals Supplement: NFKC leaves these alone, unlike the Kangxi radicals


def normal(text: str) -> str:
    """Returns the text in NFKC with the supplementary radicals replaced; lengths may change."""
    return unicodedata.normalize("NFKC", text.translate(str.maketrans(RADICALS)))


def label(text: str) -> str:
    """Returns a label's comparable form: NFKC, without markers, spaces or punctuation, so that brackets and dots do not count."""
    return PUNCTUATION.sub("", SPACE.sub("", normal(MARKER.sub("", text))))


def truncated(text: str) -> bool:
    """Returns whether a label ends in an ellipsis, so that only its beginning can be compared."""
    return bool(TRUNCATED.search(SPACE.sub("", normal(text))))
