"""Lines of wrapped labels -> whole labels, each for the row of figures that it stands centred on, or level with."""
from typing import NamedTuple

from loaders.readers.pdf_words import Word
from loaders.readers.text_lines import ENUMERATED

NEAR = 1.75  # ems from one line of a label to the next
LEVEL = 0.25  # ems between words that stand on one line
OFF = 0.45  # ems by which a label may miss the middle of its row


class Block(NamedTuple):
    """A label: its lines from top to bottom, each of one word."""

    lines: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> list[Word]:
        return [w for line in self.lines for w in line]

    @property
    def text(self) -> str:
        return "".join(w.text for w in self.words)

    @property
    def middle(self) -> float:
        return (self.words[0].y + self.words[-1].y) / 2

    @property
    def x0(self) -> float:
        return min(w.x0 for w in self.words)

    @property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)

    def covers(self, y: float) -> bool:
        return self.words[0].y - OFF * self.words[0].size <= y <= self.words[-1].y + OFF * self.words[0].size


def label_blocks(words: list[Word], header: float, widest: float) -> list[Block]:
    """Returns the labels: lines that follow closely under each other, up to one that is numbered. `header`: where its last line stands,
    beside which the header of the labels ends; `widest`: the widest line: one that leaves room for two more characters is not wrapped."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.y, w.x0)):
        above = next((b for b in reversed(found) if 0.5 * word.size < word.y - b[-1].y <= NEAR * word.size and _under(b, word)), None)
        if above is None or ENUMERATED.match(word.text) or abs(above[-1].y - header) < LEVEL * word.size or _ends(above, widest):
            found.append([word])
        else:
            above.append(word)
    return [Block(tuple((w,) for w in b)) for b in found]


def _ends(block: list[Word], widest: float) -> bool:
    """Returns whether a label that is not numbered ends with its last line, which leaves room."""
    return not ENUMERATED.match(block[0].text) and block[-1].x1 - block[-1].x0 < widest - 1.9 * block[-1].size


def _under(block: list[Word], word: Word) -> bool:
    x0, x1 = min(w.x0 for w in block), max(w.x1 for w in block)
    return min(x1, word.x1) - max(x0, word.x0) > 0.5 * min(x1 - x0, word.x1 - word.x0)


def begins_between(blocks: list[Block], above: float, below: float) -> bool:
    """Returns whether a label of its own belongs to the lower of two lines of figures."""
    for block in blocks:
        margin = LEVEL * block.words[0].size
        if above + margin < block.words[0].y <= below + margin:
            return True
        if not ENUMERATED.match(block.text) and any(abs(w.y - below) <= margin for w in block.words):
            return True
    return False


def labels_of_rows(blocks: list[Block], rows: list[float]) -> tuple[list[str], list[tuple[Block, bool]]]:
    """Returns each row's label, and the labels of no row with whether they stand to the left of others. `rows`: the middles of rows
    of figures."""
    apart: list[Block] = []
    for block in blocks:
        apart += _divided(block, [y for y in rows if block.covers(y)])
    labels, taken = [], set()
    for y in rows:
        over = [b for b in apart if b.covers(y)]
        mine = max(over, key=lambda b: b.x0, default=None)
        if mine:
            taken.add(id(mine))
        labels.append(mine.text if mine else "")
    rest = [b for b in apart if id(b) not in taken]
    return labels, [(b, any(_stands_before(b, other) for other in apart)) for b in rest]


def _stands_before(block: Block, other: Block) -> bool:
    """Returns whether a label stands to the left of another, as a group's does."""
    top, bottom = block.words[0].y - block.words[0].size, block.words[-1].y + block.words[0].size
    return other.x0 >= block.x1 and other.words[0].y <= bottom and other.words[-1].y >= top


def _divided(block: Block, rows: list[float]) -> list[Block]:
    """Returns a block that covers several rows in the one way in which each part stands centred on its row, or level with it."""
    if len(rows) < 2 or ENUMERATED.match(block.text):
        return [block]
    for fits in (_is_centred, _is_level):
        ways = _ways(block.lines, rows, fits)
        if len(ways) == 1:
            return ways[0]
    return [block]


def _is_centred(part: Block, y: float) -> bool:
    return abs(part.middle - y) <= 0.3 * part.words[0].size


def _is_level(part: Block, y: float) -> bool:
    return abs(part.words[0].y - y) <= 0.3 * part.words[0].size


def _ways(lines: tuple, rows: list[float], fits) -> list[list[Block]]:
    if not rows:
        return [] if lines else [[]]
    found = []
    for count in range(1, len(lines) - len(rows) + 2):
        part = Block(lines[:count])
        if fits(part, rows[0]):
            found += [[part, *rest] for rest in _ways(lines[count:], rows[1:], fits)]
    return found
