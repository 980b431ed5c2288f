"""A section's text made comparable (no spaces, one script), with the way back to every printed character."""
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from report.model import Evidence
from report.wording import simplified

GAP = re.compile(r"(?:[\s\u00ad\u200b-\u200f\u2060\ufeff]|<!--.*?-->|-->|\[(?:bookmark|image)[^\]\n]*\]|(?<=[\d条件篇次])[⁰¹²³⁴-⁹]{1,2})+")  # " ", "[bookmark: _GoBack]"


@dataclass(frozen=True)
class Printed:
    """`plain`: the text in comparable characters without spaces; `at`: for each of them its offset in the text as printed;
    `lines`: the offsets in `plain` where lines begin; `gaps`: those where something was left out before, lines included."""

    section: str
    text: str
    plain: str
    at: tuple[int, ...]
    lines: tuple[int, ...]
    gaps: tuple[int, ...]

    def cut(self, start: int, end: int) -> Evidence:
        """Returns the evidence that the span of `plain` stands for."""
        first, last = self.at[start], self.at[end - 1] + 1
        return Evidence(section=self.section, start=first, end=last, text=self.text[first:last])

    def printed(self, start: int, end: int) -> str:
        """Returns the words of a span as printed, without markers and line ends, and with single spaces."""
        return GAP.sub(lambda gap: " " if gap[0].isspace() and "\n" not in gap[0] else "", self.cut(start, end).text).strip()

    def line(self, position: int) -> tuple[int, int]:
        """Returns where the line around an offset of `plain` begins and ends."""
        number = bisect_left(self.lines, position + 1) - 1
        return self.lines[max(number, 0)], self.lines[number + 1] if number + 1 < len(self.lines) else len(self.plain)

    @cached_property
    def breaks(self) -> frozenset[int]:
        """Returns the offsets of `plain` where a line begins or the text ends."""
        return frozenset((*self.lines, len(self.plain)))


def printed(section: str, text: str) -> Printed:
    """Returns a section's text ready to be compared."""
    comparable = simplified(text)
    at: list[int] = []
    lines, gaps, last = [0], [0], 0
    for gap in GAP.finditer(comparable):
        at.extend(range(last, gap.start()))
        last = gap.end()
        if len(at) != gaps[-1]:
            gaps.append(len(at))
        if "\n" in gap[0] and len(at) != lines[-1]:
            lines.append(len(at))
    at.extend(range(last, len(comparable)))
    plain = "".join([comparable[i] for i in at])
    return Printed(section, text, plain, tuple(at), tuple(n for n in lines if n < len(plain) or n == 0), tuple(gaps))
