"""Bytes -> text: pages and files often lie about their encoding, so what they say comes last.

Order: byte-order mark, UTF-16 without a mark, strict UTF-8, then GB18030 against Big5 by how common their characters are."""
import codecs
import re

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DOUBLE = re.compile(rb"[\x81-\xfe][\x30-\xfe]")  # a two-byte character of GB18030 or Big5
SAMPLE = 200_000
HIGH = bytes(range(128, 256))


def decode(data: bytes) -> tuple[str, str, int]:
    """Returns (text, encoding, number of characters that could not be decoded)."""
    encoding = find_encoding(data)
    text = data.decode(encoding, "replace")
    return text, encoding, text.count("\ufffd")


def find_encoding(data: bytes) -> str:
    """Returns the Python name of the encoding that the bytes are most likely in."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    head = data[:SAMPLE]
    zeros = head.count(0)
    if zeros * 50 > len(head):  # ASCII and line ends leave zeros in UTF-16, and only there
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    bad = _bad(data, "utf-8")
    if bad and _is_wide(head[:2000]):
        return "utf-16-le"
    if bad * 300 <= len(data) - len(data.translate(None, HIGH)):  # one damaged character in a hundred: still UTF-8
        return "utf-8"
    bad_simplified, bad_traditional = _bad(data, "gb18030"), _bad(data, "big5hkscs")
    if bad_traditional * 20 < bad_simplified:
        return "big5hkscs"
    pairs = DOUBLE.findall(head)
    common_simplified = sum(0xB0 <= p[0] <= 0xD7 and p[1] >= 0xA1 for p in pairs)  # GB 2312 level 1
    common_traditional = sum(0xA4 <= p[0] <= 0xC6 for p in pairs)  # Big5 level 1
    if common_traditional > common_simplified * 1.2 and bad_traditional <= bad_simplified + len(pairs) // 500:
        return "big5hkscs"
    return "gb18030"


def _bad(data: bytes, encoding: str) -> int:
    """Returns how many characters cannot be decoded; one cut off at the very end does not count."""
    try:
        data.decode(encoding)
        return 0
    except UnicodeDecodeError:
        pass
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(data, final=False).count("\ufffd")


def _is_wide(head: bytes) -> bool:
    """Returns whether bytes without zeros are UTF-16 all the same: nearly every second byte in the range of Chinese characters."""
    high = head[1::2]
    return len(high) > 20 and sum(0x4E <= b <= 0x9F or b in (0x30, 0xFF, 0) for b in high) > 0.95 * len(high)
