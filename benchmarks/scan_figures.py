"""Tables of figures by chance as scans at 200 dpi, in typefaces that scan_glyphs.npz was not trained with: how many cells are exact, doubted, and wrong
without a doubt, by typeface, size and look.

    python -m benchmarks.scan_figures [SEED]        # a page for each typeface and size, some 300 cells each, in another look; by default seed 1
"""
import random
import sys
from collections import Counter, defaultdict

import numpy as np

from benchmarks.scans import SIZES, TYPEFACES
from loaders.document import CERTAIN, Table
from loaders.readers import ocr, read_document
from loaders.values import read_value
from tests.official import pdf_files
from tests.scans import LOOKS, drawn, scanned_pdf, style_of

MORE = ("Nimbus Roman, AR PL SungtiL GB", "CMU Serif, AR PL SungtiL GB", "Baekmuk Batang, AR PL SungtiL GB", "Cantarell, AR PL SungtiL GB",
        "Old Standard TT, AR PL SungtiL GB", "UnBatang, AR PL SungtiL GB")  # in Debian
COLUMNS, ROWS = {8: 10, 9: 10, 10.5: 9, 11: 8, 12: 8}, {8: 38, 9: 34, 10.5: 30, 11: 28, 12: 26}
WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")


def figure(chance: random.Random) -> str:
    """Returns what a cell prints, by chance: mostly a number, else nothing or one of the signs that stand for nothing."""
    number = chance.randint(0, 10 ** chance.choice((1, 1, 2, 2, 3, 3, 4, 5)) - 1)
    decimal = f"{chance.random() * chance.choice((10, 100, 1000)):.{chance.choice((1, 2, 2, 4))}f}"
    kinds = {"0": 20, "": 5, "/": 2, "—": 1, "-": 1, f"-{number}": 2, f"{chance.randint(1000, 99999):,}": 5, decimal: 5, str(number): 59}
    return chance.choices(list(kinds), list(kinds.values()))[0]


def judge(printed: list[list[str]], data: bytes) -> Counter:
    """Returns how many cells of one table were read exactly, are doubted, and are wrong though they count as certain."""
    tables = [b for b in read_document(data, "scan.pdf").blocks if isinstance(b, Table)]
    cells = {(c.row, c.column): c for table in tables[:1] for c in table.cells}
    found = Counter()
    for r, row in enumerate(printed):
        for c, text in enumerate(row):
            cell, truth = cells.get((r, c)), read_value(text)
            read = read_value(cell.text) if cell else None
            if not read or read.state == "text" or (cell.confidence is not None and cell.confidence < CERTAIN):
                found["doubted"] += 1
            else:
                found["exact" if read.value == truth.value and (truth.value is not None or read.state in ("blank", "slash")) else "wrong"] += 1
    return found


def main(seed: int) -> None:
    if not ocr.is_available():
        print("Install requirements-ocr.txt first.", file=sys.stderr)
        return
    counts: dict[tuple, Counter] = defaultdict(Counter)
    looks = list(LOOKS)
    for place, (typeface, points) in enumerate((t, p) for t in TYPEFACES + MORE for p in SIZES):
        chance = random.Random(f"{seed} {typeface} {points}")
        printed = [[figure(chance) for _ in range(COLUMNS[points])] for _ in range(ROWS[points])]
        if chance.random() < 0.1:
            printed = [[text.translate(WIDE) for text in row] for row in printed]
        body = "".join("<tr>" + "".join(f"<td>{text or '&nbsp;'}</td>" for text in row) + "</tr>" for row in printed)
        style = style_of(typeface, points) + "td{white-space:nowrap}"
        page, *_ = drawn(pdf_files({"a": f"<style>{style}</style><table>{body}</table>".encode()})["a"], 200)
        look = looks[(place * 2 + place // len(looks) + seed) % len(looks)]
        right = np.flatnonzero((page < 128).any(0))[-1]
        if (page[:, right - 4:right + 1] < 128).any(1).sum() < 0.9 * (page < 128).any(1).sum():
            print(f"{typeface:36}{points:>7} {look:32} too wide for its page: left out")
            continue
        found = judge(printed, scanned_pdf([LOOKS[look](page)]))
        print(f"{typeface:36}{points:>7} {look:32}{found['exact']:>7}{found['doubted']:>5}{found['wrong']:>5}", flush=True)
        for key in (("all",), ("typeface", typeface), ("points", points), ("look", look)):
            counts[key] += found
    for key, found in sorted(counts.items(), key=str):
        print(f"{' '.join(map(str, key)):50}{found.total():>7} cells {found['exact'] / found.total():>9.2%} exact {found['doubted']:>5} doubted {found['wrong']:>5} wrong")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
