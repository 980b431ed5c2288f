"""Recognition of printed characters without a network: the two models that the rapidocr wheel carries, run by ONNX Runtime.

Of rapidocr only the model files are used: its code is never imported, because it may fetch what it misses."""
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

NEEDED = ("rapidocr", "onnxruntime", "cv2", "numpy", "PIL")  # requirements-ocr.txt
FINDER, RECOGNISER = "*det*.onnx", "*rec*.onnx"
FIGURES = "0123456789.,-/+"  # what a figure's cell may hold
TWINS = {"0": "oO〇○０", "1": "lI|１", "2": "Zz２", "3": "３", "4": "４", "5": "Ss５", "6": "b６", "7": "７", "8": "B８", "9": "gq９", ".": "．",
         ",": "，", "-": "一—–―－", "/": "／ノ丿", "+": "＋"}  # characters that look the same in some typeface: among figures, each is the figure
HEIGHT = 48  # of the recogniser's lines, in pixels
LEAST_WIDTH, MOST_WIDTH = 96, 2400
BATCH_WIDTH = 2400  # of the lines recognised at once, one behind the other: bounds the memory
GAP_GREY = 0.0  # what the models were trained to see behind a line's end, after normalising


class Words(NamedTuple):
    """A recognised line: each character with its probability (0–1), and the same read with the signs of figures only, where an O is a 0."""

    text: str
    sure: tuple[float, ...]
    figure: str
    figure_sure: tuple[float, ...]


def is_available() -> bool:
    """Returns whether recognition is installed (requirements-ocr.txt), without importing any of it."""
    try:
        return all(find_spec(name) for name in NEEDED) and all(_model(kind) for kind in (FINDER, RECOGNISER))
    except (ImportError, ValueError):
        return False


@lru_cache
def _model(kind: str) -> Path | None:
    """Returns the file of a model inside the installed wheel, or None."""
    found = find_spec("rapidocr")
    places = list(found.submodule_search_locations or ()) if found else []
    return next((path for place in places for path in sorted(Path(place, "models").glob(kind))), None)


@lru_cache
def _session(kind: str):
    """Returns a loaded model; on one core, because several files are read at once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(_model(kind)), options, providers=["CPUExecutionProvider"])


@lru_cache
def _characters() -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    """Returns the recogniser's characters, the first of which stands for none, and the places of none and of each of FIGURES with its twins."""
    known = _session(RECOGNISER).get_modelmeta().custom_metadata_map["character"].splitlines()
    characters = ("", *known, " ")
    places = {character: place for place, character in reversed(tuple(enumerate(characters)))}
    return characters, ((0,), *(tuple(places[c] for c in figure + TWINS[figure] if c in places) for figure in FIGURES))


def find_text(grey, most: int = 1280) -> list[tuple[int, int, int, int]]:
    """Returns the boxes (x0, y0, x1, y1) of lines of text on an upright page of grey pixels, from top to bottom. `most`: pixels of its
    longer side that are looked at."""
    import cv2
    import numpy as np

    height, width = grey.shape
    scale = min(1.0, most / max(height, width))
    size = max(round(width * scale / 32), 1) * 32, max(round(height * scale / 32), 1) * 32
    pixels = (cv2.cvtColor(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), cv2.COLOR_GRAY2RGB).astype("float32") / 255 - 0.5) / 0.5
    session = _session(FINDER)
    likely = session.run(None, {session.get_inputs()[0].name: pixels.transpose(2, 0, 1)[None]})[0][0, 0]
    contours, _ = cv2.findContours((likely > 0.3).astype("uint8"), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if min(w, h) < 3 or np.mean(likely[y:y + h, x:x + w][likely[y:y + h, x:x + w] > 0.3]) < 0.5:
            continue
        grow = 1.6 * w * h / (2 * (w + h))  # the model marks the middle of each line only
        box = (x - grow) * width / size[0], (y - grow) * height / size[1], (x + w + grow) * width / size[0], (y + h + grow) * height / size[1]
        found.append((max(int(box[0]), 0), max(int(box[1]), 0), min(int(box[2]) + 1, width), min(int(box[3]) + 1, height)))
    return sorted(found, key=lambda b: (b[1], b[0]))


def recognise(lines: list) -> list[Words]:
    """Returns what lines of grey pixels say, in their order."""
    import cv2
    import numpy as np

    scaled = [cv2.resize(line, (min(max(round(line.shape[1] * HEIGHT / line.shape[0]), 8), MOST_WIDTH), HEIGHT), interpolation=cv2.INTER_CUBIC)
              for line in lines]
    order = sorted(range(len(lines)), key=lambda i: scaled[i].shape[1])
    found: list[Words | None] = [None] * len(lines)
    session = _session(RECOGNISER)
    name = session.get_inputs()[0].name
    while order:
        wide = max(scaled[order[0]].shape[1], LEAST_WIDTH)
        count = max(1, BATCH_WIDTH // wide)
        batch, order = order[:count], order[count:]
        wide = max(scaled[batch[-1]].shape[1], LEAST_WIDTH)
        pixels = np.full((len(batch), 3, HEIGHT, wide), GAP_GREY, "float32")
        for at, i in enumerate(batch):
            pixels[at, :, :, :scaled[i].shape[1]] = (scaled[i].astype("float32") / 255 - 0.5) / 0.5
        for i, likely in zip(batch, session.run(None, {name: pixels})[0]):
            found[i] = _words(likely)
    return found


def _words(likely) -> Words:
    """Returns the characters of one line from the probabilities of each step: repeats are one character, "none" parts them."""
    import numpy as np

    characters, figures = _characters()
    text, sure = _spell(likely.argmax(1), likely.max(1), characters)
    few = np.stack([likely[:, list(places)].sum(1) for places in figures], 1)
    figure, figure_sure = _spell(few.argmax(1), few.max(1), ("", *FIGURES))
    return Words(text, sure, figure, figure_sure)


def _spell(best, chances, characters) -> tuple[str, tuple[float, ...]]:
    text, sure, before = [], [], 0
    for sign, chance in zip(best.tolist(), chances.tolist()):
        if sign and sign == before:
            sure[-1] = max(sure[-1], chance)
        elif sign:
            text.append(characters[sign])
            sure.append(chance)
        before = sign
    return "".join(text), tuple(sure)
