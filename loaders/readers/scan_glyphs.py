"""A piece of ink -> the figure that its shape is like, by a small network of this project (scan_glyphs.npz, trained by
benchmarks/glyphs.py) that shares nothing with the recogniser of lines."""
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

MODEL = Path(__file__).with_suffix(".npz")
SHAPES = "0123456789/?"  # what a tall piece of ink may be; "?": none of the others
HIGH, WIDE, PART = 24, 20, 4  # pixels of a glyph made comparable, and of the squares whose edges are counted
DIRECTIONS = 8


def comparable(grey: np.ndarray, box: tuple[int, int, int, int], paper: float) -> np.ndarray:
    """Returns the darkness (0 paper, 1 ink) of a piece of ink, HIGH pixels high and in its own proportions, in the middle of a field
    WIDE pixels wide."""
    x0, y0, x1, y1 = box
    part = np.clip(paper - grey[y0:y1, x0:x1].astype("float32"), 0, None)
    part /= max(float(np.percentile(part, 97)), 1.0)
    width = min(max(round((x1 - x0) * HIGH / (y1 - y0)), 2), WIDE)
    part = cv2.resize(np.minimum(part, 1), (width, HIGH), interpolation=cv2.INTER_AREA if y1 - y0 > HIGH else cv2.INTER_LINEAR)
    left = (WIDE - width) // 2
    return cv2.copyMakeBorder(part, 0, 0, left, WIDE - width - left, cv2.BORDER_CONSTANT, value=0)


def features(inks: np.ndarray) -> np.ndarray:
    """Returns how many edges run in each direction through each part of glyphs (count × HIGH × WIDE), and how dark each part is."""
    padded = np.pad(inks, ((0, 0), (PART // 2 + 1,) * 2, (PART // 2 + 1,) * 2))
    across, down = padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2], padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]
    maps = [np.maximum(across * np.cos(a) + down * np.sin(a), 0) ** 2 / (np.hypot(across, down) + 1e-3)
            for a in np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS] + [padded[:, 1:-1, 1:-1]]
    field = np.stack(maps, 1)  # count × maps × (HIGH + PART) × (WIDE + PART)
    count, kinds, high, wide = field.shape
    field = field.reshape(count, kinds, high // PART, PART, wide // PART, PART).mean((3, 5)).reshape(count, -1)
    return np.sqrt(field)


@lru_cache
def _layers() -> list[np.ndarray]:
    with np.load(MODEL) as stored:
        return [stored[name].astype("float32") for name in ("mean", "scale", "w1", "b1", "w2", "b2")]


def tell(inks: np.ndarray) -> np.ndarray:
    """Returns the probability of each of SHAPES (count × 12) for glyphs."""
    return likely(features(inks), _layers())


def likely(found: np.ndarray, layers: list[np.ndarray]) -> np.ndarray:
    mean, scale, w1, b1, w2, b2 = layers
    votes = np.maximum((found - mean) * scale @ w1 + b1, 0) @ w2 + b2
    votes = np.exp(votes - votes.max(1, keepdims=True))
    return votes / votes.sum(1, keepdims=True)

