"""Labels and digits made comparable: what two spellings of one official label have in common."""
import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

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


TRADITIONAL = ("總體況開請處爭復議訴訟問題進項報務關構組織導與業會類別為條數統計標準號內實現書動見給機維糾結審"
               "規範行許強處費採購購應獲關縣鎮鄉區辦發佈號續轉責質點當電網單據證類員屬無對產業團環節個縮準試繼掌來沒補請舉訴"
               "複經後當")
SIMPLIFIED = ("总体况开请处争复议诉讼问题进项报务关构组织导与业会类别为条数统计标准号内实现书动见给机维纠结审"
              "规范行许强处费采购购应获关县镇乡区办发布号续转责质点当电网单据证类员属无对产业团环节个缩准试继掌来没补请举诉"
              "复经后当")


class _OneForOne(dict):
    """A translation table that fills itself: each character's single-character NFKC form, else itself."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


SAME = _OneForOne({ord(a): b for a, b in (*zip(TRADITIONAL, SIMPLIFIED, strict=True), *RADICALS.items())})


def same_length(text: str) -> str:
    """Returns the text with full-width forms, radicals and traditional characters of the form's words replaced one for one,
    so that every offset in it is an offset in the text as printed."""
    return text if text.isascii() else text.translate(SAME)


def simplified(text: str) -> str:
    """Returns `same_length(text)` with every traditional character that simplified text does not itself use replaced too.

    The pairs of forms/traditional.csv are the Hant-Hans transform of Unicode's CLDR without 乾, 著, 藉 and their kind."""
    return text if text.isascii() else same_length(text).translate(_traditional())


@cache
def _traditional() -> dict[int, str]:
    with open(Path(__file__).parent / "forms" / "traditional.csv", encoding="utf-8", newline="") as lines:
        return {ord(line["traditional"]): line["simplified"] for line in csv.DictReader(lines)}
