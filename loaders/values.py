"""One printed cell -> its state and number: number, blank, slash or text; nothing is repaired."""
import re
from functools import lru_cache
from typing import NamedTuple

from report.model import CellState, Number
from report.wording import MARKER, normal

NOTHING = re.compile(r"(?:[\s\u00ad\u200b-\u200f\u2060\ufeff]|&nbsp;)*")  # "", "\u3000", "&nbsp;"
SLASH = re.compile(r"[/\\\-—–―_~]{1,4}")  # "/", "-", "——", "－－"
MINUS = str.maketrans("−﹣", "--")
SIGN = re.compile(r"[⁰¹²³⁴-⁹₀-₉①-⒛⓪-⓿❶-➓]")  # digits that are raised, lowered, circled or bracketed: never figures
NOTED = re.compile(rf"(?<=\d)\s*\[?{SIGN.pattern}+\]?\s*$")  # "8①", "8¹", "8[¹]"
UNITS = "亿元|万元|元|件次|人次|件|条|项|个|次|份|篇|宗|起|例|人|类|家|批次"
MANY = re.compile(r"(?=.*\d)[\d,./\-—–件元万]+(?:\s+[\d,./\-—–件元万]+)+", re.S)  # "0\n3\n0", "0 - 4 - 2"
FIGURE = re.compile(rf"([+-]?)(0|[1-9]\d*|[1-9]\d{{0,2}}(?:,\d{{3}})+)(\.\d+)?\s*[(]?({UNITS})?[)]?")  # "-8", "1,660", "103.3879万元", "3(件)"

LONGEST = 15  # digits before the point that a double keeps exactly; more are figures that stand together


class Printed(NamedTuple):
    """What a cell prints. `value` is None unless `state` is "number"; `unit` is the unit printed inside the cell, or None."""

    state: CellState
    value: Number | None = None
    unit: str | None = None
    many: bool = False  # several figures in one cell


@lru_cache(maxsize=4096)
def read_value(text: str) -> Printed:
    """Returns the state of one cell's text and its number, an int where it is integral; a sign is kept, units are named.

    "--253", "约3", "007", "①" and "2 0" are text: they can be read in more than one way. The mark of a note behind a figure is no part of it."""
    if SIGN.search(NOTED.sub("", text)):
        return Printed("text")
    plain = normal(MARKER.sub("", NOTED.sub("", text))).strip("\u200b\u200c\u200d\u2060\ufeff\u00ad \t\r\n\u3000\u00a0").translate(MINUS)
    if NOTHING.fullmatch(plain):
        return Printed("blank")
    found = FIGURE.fullmatch(plain)
    if found:
        sign, whole, fraction, unit = found.groups()
        if len(whole := whole.replace(",", "")) > LONGEST:
            return Printed("text")
        number = float(sign + whole + (fraction or ""))
        return Printed("number", int(number) if number.is_integer() else number, unit)
    return Printed("slash" if SLASH.fullmatch(plain) else "text", many=bool(MANY.fullmatch(plain)))
