"""Pictures of pages (.png, .jpg, .tif, .bmp), and pictures that stand in other documents, -> blocks, by recognition without a network.

Nothing heavy is imported before a picture is there to be read; where requirements-ocr.txt is not installed, pictures stay pictures."""
import io
import warnings
from dataclasses import replace

from loaders.document import Document, Paragraph, Picture
from loaders.errors import UnreadableFile
from loaders.readers.limits import begin_scan, limits, tell
from loaders.readers.ocr import is_available
from report.language import say
from report.model import Doubt

UNCERTAIN_WORDS = "Page {page}: some words were recognised in a picture, but not for certain; uncertain numbers show as □. Compare them with the original."
MOST_PIXELS = 120_000_000  # of one picture: A3 at 800 dpi
LEAST_SIDE = 100  # pixels; a smaller picture holds no table
PAGE_WIDTH, TEXT_WIDTH = 8.27, 6.3  # inches: an A4 page, and what stands between its margins
SHOWN_WIDTH = 1000  # pixels of a page beside its reading: about A4 at 110 dpi
FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
MUCH = 300  # characters of text beside which a picture without a table is only decoration
FEW = 8  # characters: a stamp or a logo


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that a picture of one page or several shows. Raises UnreadableFile: truncated, too_large, no_text, no_recognition."""
    from loaders.readers.pdf import lay_out

    if not is_available():
        raise UnreadableFile("no_recognition", name)
    pages = []
    for number, count, pixels in _frames(data, name):
        pages.append(read_pixels(pixels, number))
        tell(number, count)
    if not any(p.chars for p in pages):
        raise UnreadableFile("no_text", name)
    return lay_out(pages, "scan", "scan", name)


def with_pictures_read(document: Document) -> Document:
    """Returns the document with what its pictures show in place of each of them, where recognition is installed: tables, and words
    where the document has hardly any of its own."""
    pictures = [b for b in document.blocks if isinstance(b, Picture) and b.data]
    if not pictures or not is_available():
        return document
    blocks, done = [], 0
    written = sum(len(b.text) for b in document.blocks if isinstance(b, Paragraph)) >= MUCH
    for block in document.blocks:
        blocks.append(block)
        if isinstance(block, Picture) and block.data and done < limits().scan_pages:
            done += 1
            found = _shown(block, written)
            tell(done, len(pictures))
            if found:
                blocks[-1:] = [replace(b, page=None) for b in found.blocks]
                document.doubts += found.doubts
    return replace(document, blocks=blocks)


def _shown(picture: Picture, tables_only: bool) -> Document | None:
    """Returns what a picture inside a document shows, or None where it shows no text or is no picture that can be read."""
    from loaders.readers.pdf import lay_out

    try:
        pages = [read_pixels(pixels, number, tables_only) for number, _, pixels in _frames(picture.data, picture.name, LEAST_SIDE)]
    except MemoryError:
        raise
    except Exception:  # whatever is wrong with a picture, the document around it is read; the picture stays in its place
        return None
    return lay_out(pages, "scan", "scan", picture.name) if sum(len(p.chars) for p in pages) >= FEW else None


def _frames(data: bytes, name: str, least: int = 1):
    """Gives (number, count, grey pixels at 200 dpi) of each picture in a file."""
    import numpy as np
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the limits are ours
        Image.MAX_IMAGE_PIXELS = None
        try:
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            count = getattr(picture, "n_frames", 1)
        except Exception:  # Pillow raises many kinds for damaged pictures
            raise UnreadableFile("truncated", name, detail="its pages cannot be read") from None
        if count > limits().scan_pages:
            raise UnreadableFile("too_large", name, detail="{count} pages", count=count)
        for number in range(count):
            try:
                picture.seek(number)
                if picture.width * picture.height > MOST_PIXELS:
                    raise UnreadableFile("too_large", name, detail="{size} MB unpacked", size=picture.width * picture.height * 3 // 1_000_000)
                if min(picture.size) < least:
                    continue
                frame = _upright(picture)
                grey = np.asarray(frame.convert("L"))
            except (OSError, SyntaxError, ValueError, EOFError):
                raise UnreadableFile("truncated", name, detail="its pages cannot be read") from None
            yield number + 1, count, _scaled(grey, frame.width / _inches(*frame.size))


def _upright(picture):
    """Returns a picture turned as its camera held it, with what is transparent in it on white."""
    from PIL import Image, ImageOps

    frame = ImageOps.exif_transpose(picture)
    if frame.mode in ("RGBA", "LA", "PA", "P"):
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame.convert("RGBA"))
    return frame


def draw_picture(data: bytes, name: str, number: int = 1) -> tuple[bytes, int, int]:
    """Returns (PNG at most 1,000 pixels wide, its number, number of pictures in the file), made anew so that no browser meets bytes from
    outside; a number beyond the ends gives the first or the last. Raises UnreadableFile: truncated, too_large."""
    from PIL import Image

    drawn = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the limits are ours
        Image.MAX_IMAGE_PIXELS = None
        try:
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            count = getattr(picture, "n_frames", 1)
            number = min(max(number, 1), count)
            picture.seek(number - 1)
            if picture.width * picture.height > MOST_PIXELS:
                raise UnreadableFile("too_large", name, detail="{size} MB unpacked", size=picture.width * picture.height * 3 // 1_000_000)
            frame = _upright(picture)
            frame = frame.convert("L" if frame.mode in ("1", "L") else "RGB")
            frame.thumbnail((SHOWN_WIDTH, SHOWN_WIDTH * 4))
            frame.save(drawn, "PNG")
        except UnreadableFile:
            raise
        except Exception:  # Pillow raises many kinds for damaged pictures
            raise UnreadableFile("truncated", name, detail="its pages cannot be read") from None
    return drawn.getvalue(), number, count


def _inches(width: int, height: int) -> float:
    """Returns how wide a picture probably is on paper: a page by its proportions, else as wide as the text of a page."""
    if 0.62 <= width / height <= 0.82 and width >= 700:
        return PAGE_WIDTH
    if 1.22 <= width / height <= 1.6 and height >= 900:
        return PAGE_WIDTH * 1.414
    return TEXT_WIDTH


def _scaled(grey, dpi: float):
    import cv2
    scale = 200 / max(dpi, 60)
    if 0.95 < scale < 1.05:
        return grey
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)


def page_pixels(page):
    """Returns an open pypdfium2 page as grey pixels at 200 dpi."""
    import cv2
    pixels = page.render(scale=200 / 72, grayscale=True).to_numpy()
    return pixels if pixels.ndim == 2 else pixels[:, :, 0] if pixels.shape[2] == 1 else cv2.cvtColor(pixels[:, :, :3], cv2.COLOR_BGR2GRAY)


def cut(pixels, box):
    """Returns the part of a page's pixels that a box in points covers."""
    x0, x1, y0, y1 = (max(round(v * 200 / 72), 0) for v in box)
    return pixels[y0:y1, x0:x1]


def read_pixels(pixels, number: int, tables_only: bool = False):
    """Returns grey pixels at 200 dpi as a pdf_page.Page; a picture without a ruled table, where only tables count, as an empty one."""
    from loaders.readers.scan_page import read_picture
    begin_scan()
    return read_picture(pixels, number, tables_only)


def doubts_of(page) -> list[Doubt]:
    """Returns the doubt about a page's words that were recognised without certainty."""
    if not page.doubted:
        return []
    values = {"page": page.number}
    return [Doubt(kind="low_confidence", message=say(UNCERTAIN_WORDS, values), where="\n".join(page.doubted), template=UNCERTAIN_WORDS, values=values)]
