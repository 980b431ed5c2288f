"""Generated reports as scans, at 200 and 150 dpi and in every look of tests/scans.py: how many cells are exact, doubted, and wrong without a doubt;
then at 200 dpi by typeface and size, each report in another look. No report of the second part is in a typeface that scan_glyphs.npz was trained with.

    python -m benchmarks.scans [REPORTS]        # by default 3; for each typeface and size the same number

`least exact` and `most wrong` are confidences: between the two stands loaders.document.CERTAIN.
"""
import subprocess
import sys
import time

from loaders.document import Document
from loaders.outline import find_outline
from loaders.readers import ocr, read_document
from loaders.tables import read_tables
from loaders.values import read_value
from tests.generator import Sample, make
from tests.scans import LOOKS, judge, pages_of, scanned_pdf, style_of

TYPEFACES = ("AR PL KaitiM GB", "AR PL SungtiL GB", "WenQuanYi Micro Hei", "Noto Sans CJK SC", "LXGW WenKai", "Liberation Sans, Noto Serif CJK SC", "DejaVu Sans, AR PL KaitiM GB",
             "Caladea, AR PL SungtiL GB", "STIX, AR PL SungtiL GB", "cwTeXFangSong, AR PL SungtiL GB", "cwTeXKai, AR PL KaitiM GB")  # in Debian
SIZES = (8, 9, 10.5, 11, 12)  # points
TRAITS = ("blanks", "commas", "full_width", "slashes")


def confidences(document: Document, sample: Sample) -> tuple[float, float]:
    """Returns the least confidence of a cell whose words are right, and the largest of one whose words are wrong."""
    right, wrong = 1.0, 0.0
    for cell in read_tables(find_outline(document)).cells:
        value = getattr(sample, cell.table).get(cell.row, {}).get(cell.column)
        read = read_value(cell.raw)
        if cell.confidence is None:
            continue
        if read.value == value and (value is not None or read.state in ("blank", "slash")):
            right = min(right, cell.confidence)
        else:
            wrong = max(wrong, cell.confidence)
    return right, wrong


def main(reports: int) -> None:
    if not ocr.is_available():
        print("Install requirements-ocr.txt first.", file=sys.stderr)
        return
    by_look(reports)
    by_typeface(reports)


def by_typeface(reports: int) -> None:
    """Prints what reports in every typeface that is installed gave, by size."""
    known = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True).stdout
    print(f"\n{'typeface':36}{'points':>7}{'cells':>7}{'exact %':>9}{'doubted':>9}{'wrong':>7}{'CPU ms/page':>13}")
    seed, looks = 1000, list(LOOKS.values())
    for typeface in TYPEFACES:
        if any(name.strip() not in known for name in typeface.split(",")):
            print(f"{typeface:36} skipped: not installed")
            continue
        for points in SIZES:
            exact = doubted = pages = 0
            wrong, spent = [], 0.0
            for seed in range(seed + 1, seed + 1 + reports):
                sample = make(seed, {TRAITS[seed % len(TRAITS)]}, 20_000)
                drawn = pages_of(sample, 200, style_of(typeface, points))
                data = scanned_pdf([looks[seed % len(looks)](page) for page in drawn])
                begin = time.process_time()
                found = judge(read_document(data, "scan.pdf"), sample)
                spent, pages = spent + time.process_time() - begin, pages + len(drawn)
                exact, doubted, wrong = exact + found[0], doubted + found[1], wrong + found[2]
            cells = exact + doubted + len(wrong)
            print(f"{typeface:36}{points:>7}{cells:>7}{exact / cells:>9.2%}{doubted:>9}{len(wrong):>7}{spent / pages * 1000:>13.0f}", flush=True)
            for line in wrong:
                print("     wrong and not doubted:", *line)


def by_look(reports: int) -> None:
    """Prints what the same reports gave in every look."""
    samples = [make(seed, {TRAITS[seed % len(TRAITS)]}) for seed in range(1, reports + 1)]
    print(f"{'dpi':>4} {'look':32}{'cells':>7}{'exact %':>9}{'doubted':>9}{'wrong':>7}{'least exact':>13}{'most wrong':>12}{'CPU ms/page':>13}")
    for dpi in (200, 150):
        drawn = [pages_of(sample, dpi) for sample in samples]
        for look, worsen in LOOKS.items():
            exact = doubted = pages = 0
            wrong, right_least, wrong_most, spent = [], 1.0, 0.0, 0.0
            for sample, clean in zip(samples, drawn):
                data = scanned_pdf([worsen(page) for page in clean], dpi)
                begin = time.process_time()
                document = read_document(data, "scan.pdf")
                spent, pages = spent + time.process_time() - begin, pages + len(clean)
                found = judge(document, sample)
                exact, doubted, wrong = exact + found[0], doubted + found[1], wrong + found[2]
                least, most = confidences(document, sample)
                right_least, wrong_most = min(right_least, least), max(wrong_most, most)
            cells = exact + doubted + len(wrong)
            print(f"{dpi:>4} {look:32}{cells:>7}{exact / cells:>9.2%}{doubted:>9}{len(wrong):>7}{right_least:>13.3f}{wrong_most:>12.3f}{spent / pages * 1000:>13.0f}", flush=True)
            for line in wrong:
                print("     wrong and not doubted:", *line)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
