"""Reports as scans: pages printed by a browser and drawn as pixels, made worse as scanners do, and what was read held against what was printed."""
import io

from loaders.document import CERTAIN, Document
from loaders.outline import find_outline
from loaders.tables import read_tables
from loaders.values import read_value
from report.model import Cell
from tests.generator import Sample
from tests.official import html_file, pdf_files


def style_of(typefaces: str, points: float) -> str:
    """Returns the style of a report set in the first of some typefaces (Latin, Chinese) that has a character, with tables of that size."""
    names = ",".join(f"'{name.strip()}'" for name in (*typefaces.split(","), "Noto Serif CJK SC"))
    return (f"table{{border-collapse:collapse;width:100%;font-size:{points}pt}}td{{border:1px solid #000;padding:3px;text-align:center}}"
            f"p{{text-indent:2em}}body{{font-family:{names}}}")


STYLE = style_of("Noto Serif CJK SC", 9)


def pages_of(sample: Sample, dpi: int, style: str = STYLE) -> list:
    """Returns the pages of a report as grey pixels."""
    return drawn(pdf_files({"a": html_file(sample.blocks, style=style)})["a"], dpi)


def drawn(pdf: bytes, dpi: int) -> list:
    import numpy as np
    import pypdfium2
    return [np.asarray(page.render(scale=dpi / 72).to_pil().convert("L")) for page in pypdfium2.PdfDocument(pdf)]


def pictures_of(sample: Sample) -> list[bytes]:
    """Returns the tables of a report as a PNG each, cut to its edges."""
    import numpy as np
    tables = [b for b in sample.blocks if not isinstance(b, str)]
    pictures = []
    for pdf in pdf_files({str(n): html_file([table], style=STYLE) for n, table in enumerate(tables)}).values():
        page, *_ = drawn(pdf, 200)
        rows, columns = np.flatnonzero((page < 200).any(1)), np.flatnonzero((page < 200).any(0))
        pictures.append(as_picture(page[max(rows[0] - 6, 0):rows[-1] + 7, max(columns[0] - 6, 0):columns[-1] + 7]))
    return pictures


def as_picture(page) -> bytes:
    from PIL import Image
    stream = io.BytesIO()
    Image.fromarray(page).save(stream, "PNG")
    return stream.getvalue()


def as_tiff(pages: list) -> bytes:
    from PIL import Image
    first, *rest = [Image.fromarray(page) for page in pages]
    stream = io.BytesIO()
    first.save(stream, "TIFF", compression="tiff_deflate", save_all=True, append_images=rest)
    return stream.getvalue()


def scanned_pdf(pages: list, dpi: int = 200) -> bytes:
    """Returns a PDF of pictures without a text layer, as a scanner writes it."""
    from PIL import Image
    first, *rest = [Image.fromarray(page) for page in pages]
    stream = io.BytesIO()
    first.save(stream, "PDF", resolution=dpi, quality=95, save_all=True, append_images=rest)
    return stream.getvalue()


def skewed(page, degrees: float = 1.0):
    import cv2
    height, width = page.shape
    return cv2.warpAffine(page, cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), (width, height), borderValue=255)


def blurred(page):
    import cv2
    return cv2.GaussianBlur(page, (0, 0), 1.0)


def grainy(page):
    import numpy as np
    chance = np.random.default_rng(7)
    found = np.clip(page * 0.85 + 20 + chance.normal(0, 12, page.shape), 0, 255).astype("uint8")
    found[chance.random(page.shape) < 0.0005] = 0
    return found


def jpeg(page, quality: int = 50):
    import cv2
    return cv2.imdecode(cv2.imencode(".jpg", page, [1, quality])[1], 0)


LOOKS = {  # name -> page -> page
    "clean": lambda page: page, "skewed": skewed, "skewed back": lambda page: skewed(page, -1.0), "blurred": blurred, "grainy": grainy, "jpeg": jpeg,
    "skewed, blurred": lambda page: blurred(skewed(page)), "grainy, jpeg": lambda page: jpeg(grainy(page)),
    "skewed, blurred, grainy, jpeg": lambda page: jpeg(grainy(blurred(skewed(page)))),
}


def judge(document: Document, sample: Sample) -> tuple[int, int, list]:
    """Returns how many cells were read exactly, how many are doubted or left out with a doubt, and those that are wrong and count as certain."""
    read = read_tables(find_outline(document))
    return judge_cells(read.cells, bool(read.doubts or document.doubts), sample)


def judge_cells(cells: list[Cell], told: bool, sample: Sample) -> tuple[int, int, list]:
    """Returns the same of the cells that were read; `told`: whether a doubt says that something was not read."""
    cells = {(c.table, c.row, c.column): c for c in cells}
    exact, doubted, wrong = 0, 0, []
    for table in ("disclosed", "requests", "disputes"):
        for row, columns in getattr(sample, table).items():
            for column, value in columns.items():
                cell = cells.get((table, row, column))
                if (cell is None and told) or cell and (cell.state == "text" or (cell.confidence is not None and cell.confidence < CERTAIN)):
                    doubted += 1
                elif cell and cell.value == value and (value is not None or read_value(cell.raw).state in ("blank", "slash")):
                    exact += 1
                else:
                    wrong.append((table, row, column, value, cell and cell.raw, cell and cell.confidence))
    return exact, doubted, wrong
