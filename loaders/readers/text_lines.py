"""How one line of plain text looks: the few questions by which text_tables.py tells rows from prose."""
import re

BLANK = " \u3000\xa0\u200b\ufeff"
NUMBER = re.compile(r"[-+−﹣]?\d[\d,，]*(?:\.\d+)?\s*(?:万?元|[件条项个次篇%％])?")  # "1,660", "152.2万元", "-3"
NOTHING = re.compile(r"[/／\-—–_＿]{1,3}|无|[ \u3000\xa0]*")  # "/", "——", ""
NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．]\s*\S")  # "四、政府信息公开行政复议情况"
ENUMERATED = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,3}\s*[）)、.．]")  # "（三）不予公开", "2.重复申请"
HEADING = re.compile(r"(?!\s*8\s*[、.．]?\s*属于)\s*(?:[一二三四五六七八九十]{1,2}|\d)\s*[、.．]?\s*\S{0,28}(?:情况|事项|问题|措施|概述)\s*")  # "3、 收到和处理申请情况"; "8.属于行政查询事项" is a row
WIDE = re.compile(r"\s{2,}|\u3000")  # what parts two words that are no one label
DIGITS = re.compile(r"[\d一二三四五六七八九十]+")


def is_blank(line: str) -> bool:
    """Returns whether nothing can be seen in the line and it holds no tab."""
    return "\t" not in line and not line.strip(BLANK)


def is_number(text: str) -> bool:
    """Returns whether a cell holds a single figure, with or without its unit."""
    return bool(NUMBER.fullmatch(text.strip(BLANK)))


def is_value(text: str) -> bool:
    """Returns whether a cell can stand in a figure column: a figure, a slash, a dash or nothing."""
    return is_number(text) or bool(NOTHING.fullmatch(text))


def is_prose(text: str) -> bool:
    """Returns whether a cell or line is a sentence rather than a label."""
    words = text.strip()
    return len(words) > 80 or (len(words) > 30 and words.endswith(("。", "；", "：", ";")))


def is_heading(text: str) -> bool:
    """Returns whether a line is numbered and ends like a heading of the form."""
    return bool(HEADING.fullmatch(text))


def shape(text: str) -> str:
    """Returns the text with its numerals made alike: "第二十条第（一）项" and "第二十条第（五）项" have one shape."""
    return DIGITS.sub("#", text.strip())
