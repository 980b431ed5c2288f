"""Whole files of every kind that is read, small ones, for benchmarks/fuzz.py to damage: written by the writers that the tests use."""
import base64
import csv
import io
import tempfile
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile

from loaders.assemble import read_report
from loaders.document import TableCell
from loaders.readers import ocr
from tests import convert, official
from tests.filled import filled, report_blocks
from tests.scans import as_picture, as_tiff, drawn, scanned_pdf
from tests.test_archives import LOCKED, packed
from tests.test_readers_office import KEPT, book, open_document, rich
from tests.test_readers_pdf import OPEN, open_table, printed
from tests.test_readers_text import LAYOUTS

BLOCKS = report_blocks(filled(5))
TEXTS = [b for b in BLOCKS if isinstance(b, str)]
FIGURES = [TableCell(text, r, c) for r, line in enumerate(("信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|3|0|11", "行政规范性文件|1660||27")) for c, text in enumerate(line.split("|"))]
MHT = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n%s\n%s--x--\n"
RICH_TABLE = r"\trowd\clmgf\cellx100\clmrg\cellx200\cellx300\pard\intbl a\cell\cell 1\cell\row\pard x\par"
OPEN_TABLE = "<table:table><table:table-row><table:table-cell table:number-rows-spanned='2'><text:p>甲</text:p></table:table-cell><table:table-cell/></table:table-row></table:table>"
WORD_2003 = "<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'><w:t>年度报告</w:t></w:wordDocument>"


class Seed(NamedTuple):
    """A whole file, and the password that opens it."""

    data: bytes
    password: str | None = None


def seeds(office: bool = True) -> dict[str, list[Seed]]:
    """Returns kind -> whole files. Every key of loaders.readers.READERS is a kind, and so is what stands around or inside such files. `office`:
    some as an office program writes them too, where one is installed, which takes seconds."""
    word, page, text = official.word_file([*TEXTS[:6], BLOCKS[-7]]), official.html_file(BLOCKS), official.text_file(BLOCKS)
    found = {
        "pdf": [printed(BLOCKS), *(printed([*TEXTS[:6], open_table(BLOCKS[6], look, 8)]) for look in OPEN)],
        "docx": [word, official.word_file(TEXTS[:6])],
        "doc": [KEPT[name] for name in ("report_2021_5", "report_2019_6", "nested", "hMerge", "tracked changes", "lists")],
        "rtf": [rich(r"\par ".join(f"\\u{ord(c)}?" for s in TEXTS[:6] for c in s[:40]) + r"\par" + RICH_TABLE * 4)],
        "odt": [open_document("".join(f"<text:p>{s}</text:p>" for s in TEXTS[:6]) + OPEN_TABLE * 3)],
        "sheet": [book(BLOCKS), sheets_of_agencies()],
        "mht": [MHT % (page, b"")], "html": [page], "text": texts(),
        "json": [read_report(text, "a.txt").model_dump_json().encode()],
        "archive": [packed({"街道/青梧.txt": text, "水务局.docx": word}, gbk=True), packed({"内.zip": packed({"a.html": page})})],
        "packed": [b"Rar!\x1a\x07\x01\x00" + bytes(range(250)), WORD_2003.encode()],
    }
    for kind, data in by_office(word) if office and convert.SOFFICE else ():
        found[kind].append(data)
    locked = {"archive": [Seed(LOCKED, "geheim")], "encrypted": [Seed(behind_password(data), "geheim") for data in (word, found["sheet"][0])]}
    plain = {kind: [Seed(data) for data in files] for kind, files in (found | pictures()).items()}
    return {kind: plain.get(kind, []) + locked.get(kind, []) for kind in {**plain, **locked}}


def texts() -> list[bytes]:
    """Returns plain text in several encodings, its tables written down in every way that the tests know."""
    heads = TEXTS[:2] + TEXTS[5:6]
    small = ["\n".join([*heads, layout]).encode() for _, layout, _ in LAYOUTS]
    return [official.text_file(BLOCKS), official.text_file(BLOCKS, official.as_lines), text_of(as_commas), text_of(as_bars), text_of(as_columns), text_of(as_bordered),
            *small, text_of(official.as_rows).decode().encode("gb18030"), text_of(official.as_rows).decode().encode("utf-16")]


def text_of(layout) -> bytes:
    return official.text_file([*TEXTS[:6], BLOCKS[6], TEXTS[6], BLOCKS[8]], layout)


def as_commas(cells: list[TableCell]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows(official.ragged(cells))
    return stream.getvalue()


def as_bars(cells: list[TableCell]) -> str:
    first, *rest = [f"| {' | '.join(row)} |" for row in official.ragged(cells)]
    return "\n".join([first, "|" + "---|" * first.count(" | "), *rest]) + "\n"


def as_columns(cells: list[TableCell]) -> str:
    return "\n".join("".join(text + " " * max(24 - 2 * len(text), 2) for text in row) for row in official.ragged(cells)) + "\n"


def as_bordered(cells: list[TableCell]) -> str:
    """Returns the cells as a reStructuredText grid."""
    rule = "+" + ("-" * 14 + "+") * 4
    return "\n".join([rule, *(line for row in official.ragged(cells) for line in ("|" + "|".join(f" {text:12} " for text in row) + "|", rule))]) + "\n"


def sheets_of_agencies() -> bytes:
    """Returns a workbook with a sheet for each of two agencies."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for agency in ("云汀县水务局", "云汀县柳湾镇人民政府"):
        sheet = made.create_sheet(agency)
        sheet.append([f"{agency}2023年政府信息公开工作年度报告"])
        sheet.append(["二、主动公开政府信息情况"])
        for row in official.ragged(BLOCKS[6]):
            sheet.append([int(text) if text.isdigit() else text or None for text in row])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def by_office(word: bytes) -> list[tuple[str, bytes]]:
    """Returns (kind, file) as an office program writes them."""
    found = []
    for kind, ending, name, data in (("sheet", "xls", "a.xlsx", book(BLOCKS)), ("rtf", "rtf", "a.docx", word), ("odt", "odt", "a.docx", word)):
        with tempfile.TemporaryDirectory() as folder:
            found += [(kind, made) for made in convert.convert(Path(folder), {name: data}, ending).values()]
    return found


def behind_password(data: bytes) -> bytes:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("geheim", locked)
    return locked.getvalue()


def pictures() -> dict[str, list[bytes]]:
    """Returns kind -> scans and files with pictures of tables, each of a few lines, because recognition takes long; nothing where it is not installed."""
    if not ocr.is_available():
        return {}
    from PIL import Image

    pages = [cut_out(drawn(printed([heading, FIGURES]), 200)[0]) for heading in (TEXTS[1], TEXTS[5])]
    table, other = as_picture(pages[0]), {}
    for form in ("JPEG", "BMP"):
        stream = io.BytesIO()
        Image.fromarray(pages[0]).save(stream, form)
        other[form] = stream.getvalue()
    coded, word, stream = base64.b64encode(table), docx.Document(), io.BytesIO()
    for line in TEXTS[:6]:
        word.add_paragraph(line)
    word.add_picture(io.BytesIO(table), width=5_500_000)
    word.save(stream)
    page = b"<html><body><p>%s</p>%%s</body></html>" % "</p><p>".join(TEXTS[:6]).encode()
    part = b"--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: t.png\n\n" + coded + b"\n"
    return {"scan": [table, *other.values(), as_tiff(pages)], "scanned pdf": [scanned_pdf(pages)],
            "picture inside": [stream.getvalue(), page % (b'<img src="data:image/png;base64,%s">' % coded), MHT % (page % b'<img src="t.png">', part)]}


def cut_out(page):
    """Returns the part of a page's pixels above its number that is not white."""
    import numpy as np

    page = page[:len(page) * 9 // 10]
    rows, columns = np.flatnonzero((page < 200).any(1)), np.flatnonzero((page < 200).any(0))
    return page[max(rows[0] - 8, 0):rows[-1] + 9, max(columns[0] - 8, 0):columns[-1] + 9]
