"""Numbers written as word processors number paragraphs: 一, 十二, 壹, 甲, ①, IV, c."""
DIGITS = "〇一二三四五六七八九"
LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾", "佰", "仟", "万")
PLAIN = ("〇一二三四五六七八九", "十", "百", "千", "万")
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
COUNTING = {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting", "koreanCounting"}
ENCLOSED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
BRACKETED = {"ideographEnclosedCircle": "㊀", "decimalEnclosedParen": "⑴", "decimalEnclosedFullstop": "⒈"}  # first signs of rows in Unicode


def numeral(value: int, kind: str) -> str:
    """Returns the number as Word's number format `kind` (w:numFmt) writes it; plain digits for formats not known here."""
    if kind in COUNTING:
        return counting(value, PLAIN)
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return counting(value, LEGAL)
    if kind in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(DIGITS[int(d)] for d in str(value))
    if kind == "ideographTraditional" and 1 <= value <= 10:
        return STEMS[value - 1]
    if kind == "ideographZodiac" and 1 <= value <= 12:
        return BRANCHES[value - 1]
    if kind in ENCLOSED and 1 <= value <= 20:
        return chr(ord("①") + value - 1)
    if kind in BRACKETED and 1 <= value <= 10:
        return chr(ord(BRACKETED[kind]) + value - 1)
    if kind in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord("０") + int(d)) for d in str(value))
    if kind == "decimalZero":
        return f"{value:02d}"
    if kind in ("lowerLetter", "upperLetter") and value >= 1:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 1 <= value < 4000:
        return roman(value) if kind == "upperRoman" else roman(value).lower()
    return "" if kind in ("none", "bullet") else str(value)


def counting(value: int, signs: tuple[str, ...]) -> str:
    """Returns 12 as 十二, 20 as 二十, 105 as 一百〇五, with the signs of one style."""
    digits, units = signs[0], ("", *signs[1:])
    if not 0 <= value < 100_000:
        return str(value)
    if value == 0:
        return digits[0]
    found, gap = "", False
    for place, sign in reversed(list(enumerate(str(value)[::-1]))):
        if sign == "0":
            gap = bool(found)
            continue
        found += (digits[0] if gap else "") + digits[int(sign)] + units[place]
        gap = False
    return found[1:] if signs is PLAIN and found.startswith("一十") else found


def in_front(words: str) -> str:
    """Returns a list number as it stands in front of its text: 一、 as it is, 1.1 with a space behind."""
    return words + " " if words and words[-1].isalnum() else words


def roman(value: int) -> str:
    """Returns the Roman numeral of 1–3999."""
    found = ""
    for worth, sign in ROMAN:
        found += sign * (value // worth)
        value %= worth
    return found
