"""The sentence that a piece of evidence stands in; what in a text is none."""
import re

SENTENCE_END = re.compile(r"[。！？!?；;\n]")  # "…138条；通过微信…"
ROW = re.compile(r"^[^\n]*\S\t\S[^\n]*$", re.M)  # a row of a table that stands in a text: tabs part its cells
MOST = 120  # characters of context on each side


def around(text: str, start: int, end: int, most: int = MOST) -> tuple[str, str, str]:
    """Returns what stands before, in and after the span, out to the ends of its sentence but no further than `most` characters."""
    ends = [m.end() for m in SENTENCE_END.finditer(text, max(0, start - most), start)]
    begin = ends[-1] if ends else max(0, start - most)
    after = SENTENCE_END.search(text, max(end - 1, start), min(len(text), end + most))
    stop = max(after.end(), end) if after else min(len(text), end + most)
    return text[begin:start].lstrip(), text[start:end], text[end:stop].rstrip()
