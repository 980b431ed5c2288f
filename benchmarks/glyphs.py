"""Trains the second opinion on figures (loaders/readers/scan_glyphs.npz) from installed typefaces, drawn small and made worse as scanners do.

    python -m benchmarks.glyphs

The same typefaces give the same file. Those named here are in Debian: fonts-liberation, fonts-crosextra-carlito, fonts-dejavu, fonts-freefont-ttf,
fonts-urw-base35, fonts-texgyre, fonts-lato, fonts-roboto-unhinted, fonts-open-sans, fonts-noto-cjk(-extra), fonts-arphic-ukai, fonts-arphic-uming,
fonts-wqy-zenhei, fonts-lxgw-wenkai, fonts-cwtex-ming, fonts-cwtex-yen, fonts-cwtex-heib, fonts-hanazono, fonts-arphic-bsmi00lp, fonts-croscore,
fonts-ipafont, fonts-sawarabi-mincho, fonts-nanum, fonts-linuxlibertine, fonts-sil-gentium, fonts-sil-charis, fonts-quattrocento, fonts-inter.
"""
import subprocess
import sys
from unicodedata import normalize

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from loaders.readers import scan_glyphs as glyphs
from loaders.readers.scan_page import calm, find_ink
from loaders.readers.scan_pieces import Box, figure_ink, find_pieces

FACES = ("Liberation Serif", "Carlito", "FreeSans", "FreeSerif", "P052", "C059", "URW Bookman", "DejaVu Serif", "DejaVu Sans Condensed", "Lato", "Roboto", "Open Sans", "Noto Serif CJK SC",
         "Noto Serif CJK SC:light", "Noto Sans CJK SC:light", "AR PL UKai CN", "AR PL UMing CN", "WenQuanYi Zen Hei", "LXGW WenKai Light", "cwTeXMing", "HanaMinA",
         "Liberation Serif:bold", "Carlito:bold", "Roboto Condensed", "Lato:light", "AR PL Mingti2L Big5", "cwTeXYen", "Cousine", "URW Gothic",
         "Noto Serif CJK SC:extralight", "IPAMincho", "IPAGothic", "Sawarabi Mincho", "NanumMyeongjo", "NanumGothic", "WenQuanYi Zen Hei Mono", "cwTeXHeiBold", "Linux Libertine O",
         "Gentium", "Charis SIL", "Quattrocento", "Inter")
OTHERS = tuple("元件项年月日人口田品aeunhkmw%()")  # shapes that are no figures
POINTS = (7, 8, 9, 10.5, 12, 14)
SHEETS = 3  # of each typeface and size
LARGE = 4  # times the size of a scan that figures are drawn in
THINNER = 0.5  # of the sheets have thinner strokes
HIDDEN, ROUNDS, BATCH, RATE = 96, 12, 256, 2e-3
SEED = 20


def files() -> list[tuple[str, int]]:
    """Returns (file, number in the file) of each of FACES; says which are absent."""
    found = []
    for face in FACES:
        family = face.split(":")[0]
        file, index, names = subprocess.run(["fc-match", "-f", "%{file}\t%{index}\t%{family}", face], capture_output=True, text=True, check=True).stdout.split("\t")
        if family not in names:
            sys.exit(f"Install the typeface {family} first.")
        font = ImageFont.truetype(file, 40, index=int(index) & 0xFFFF)
        if any(font.getmask(sign).getbbox() == font.getmask("\uffff").getbbox() for sign in glyphs.SHAPES[:-1]):
            sys.exit(f"The typeface {family} has no figures.")
        found.append((file, int(index) & 0xFFFF))
    return found


def figure(chance: np.random.Generator) -> tuple[str, bool]:
    """Returns what a cell holds, by chance: (a figure of one to five digits, a slash), or (a character that is no figure, two digits that touch)
    which must be taken for none."""
    kind, digits = chance.random(), "".join(map(str, chance.integers(0, 10, chance.integers(1, 6))))
    if kind < 0.14:
        return OTHERS[int(chance.integers(len(OTHERS)))], False
    if kind < 0.26:
        return digits[:1] + str(chance.integers(0, 10)), False
    if kind < 0.36:
        return "/", True
    if kind < 0.46 and len(digits) > 1:
        return digits[:-1] + str(chance.choice(list(".,"))) + digits[-1], True
    return digits, True


def sheet(face: tuple[str, int], points: float, chance: np.random.Generator) -> tuple[list, list[int]]:
    """Returns glyphs and the number of each in glyphs.SHAPES from one page of figures, in strokes a little thinner or thicker, narrower or wider
    than the typeface's, made worse by chance and taken to pieces as the reader does."""
    size = round(points * 200 / 72 * LARGE)
    font = ImageFont.truetype(face[0], size, index=face[1])
    rows, columns, wide, step = 8, 8, round(points * 200 / 72 * 5), round(points * 200 / 72 * 1.5)
    picture = Image.new("L", (columns * wide * LARGE, rows * step * LARGE), 255)
    draw, drawn, has_wide = ImageDraw.Draw(picture), [], font.getmask("０").getbbox() != font.getmask("\uffff").getbbox()
    for place in range(rows * columns):
        signs, whole = figure(chance)
        if whole and has_wide and len(signs) < 4 and chance.random() < 0.08:
            signs = "".join(chr(ord(c) + 0xFEE0) for c in signs)
        x, y = (place % columns + 0.15) * wide * LARGE + chance.integers(0, 9), (place // columns * step) * LARGE + size + chance.integers(0, 9)
        if whole or len(signs) == 1:
            draw.text((x, y), signs, 0, font, "ls")
        else:
            draw.text((x, y), signs[0], 0, font, "ls")
            draw.text((x + font.getlength(signs[0]) * 0.86, y), signs[1], 0, font, "ls")
        drawn.append((signs, whole))
    strokes = np.ones((int(chance.integers(1, 4)),) * 2, "uint8")
    large = (cv2.erode, cv2.dilate)[int(chance.random() < THINNER)](np.asarray(picture), strokes)
    page = cv2.resize(large, None, fx=(stretch := chance.uniform(0.9, 1.1)) / LARGE, fy=1 / LARGE, interpolation=cv2.INTER_AREA)
    ink_level = chance.uniform(0, 60)
    page = cv2.copyMakeBorder((255 - (255 - page) * (1 - ink_level / 255)).astype("uint8"), 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)
    ink = find_ink(scanned(page, chance), 1)
    inks, numbers = [], []
    for place, (signs, whole) in enumerate(drawn):
        y, x = 40 + place // columns * step, 40 + round(place % columns * wide * stretch)
        rows_, columns_ = (np.flatnonzero(ink.dark[y:y + step, x:x + round(wide * stretch)].any(axis)) for axis in (1, 0))
        if not len(rows_):
            continue
        part = figure_ink(Box(x + int(columns_[0]), y + int(rows_[0]), x + int(columns_[-1]) + 1, y + int(rows_[-1]) + 1), ink.grey)
        pieces, paper = find_pieces(part, normalize("NFKC", signs) if whole else "?"), float(np.percentile(part, 85))
        if whole and len(pieces) == len(signs):
            found = [(box, glyphs.SHAPES.index(sign)) for box, sign in zip(pieces, normalize("NFKC", signs)) if sign in glyphs.SHAPES]
        elif not whole and pieces:
            found = [([f(b[i] for b in pieces) for i, f in enumerate((min, min, max, max))], glyphs.SHAPES.index("?"))]
        else:
            continue
        inks += [glyphs.comparable(part, box, paper) for box, _ in found]
        numbers += [number for _, number in found]
    return inks, numbers


def scanned(page: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Returns a page as a scanner may give it, calmed and turned back as the reader does."""
    height, width = page.shape
    angle = chance.uniform(-2, 2) if chance.random() < 0.5 else 0.0

    def turned(pixels: np.ndarray, by: float, way: int) -> np.ndarray:
        return cv2.warpAffine(pixels, cv2.getRotationMatrix2D((width / 2, height / 2), by, 1), (width, height), flags=way, borderValue=255) if by else pixels

    page = turned(page, angle, cv2.INTER_LINEAR)
    if chance.random() < 0.5:
        page = cv2.GaussianBlur(page, (0, 0), chance.uniform(0.4, 1.4))
    if chance.random() < 0.5:
        page = np.clip(page * chance.uniform(0.75, 0.95) + 20 + chance.normal(0, chance.uniform(4, 15), page.shape), 0, 255).astype("uint8")
        page[chance.random(page.shape) < chance.uniform(0, 0.001)] = 0
    if chance.random() < 0.5:
        page = cv2.imdecode(cv2.imencode(".jpg", page, [1, int(chance.integers(35, 85))])[1], 0)
    return turned(calm(page), angle and -angle + chance.uniform(-0.05, 0.05), cv2.INTER_CUBIC)


def train(found: np.ndarray, wanted: np.ndarray, chance: np.random.Generator) -> list[np.ndarray]:
    """Returns the layers of a network with one hidden layer, by Adam on the cross entropy."""
    mean, scale = found.mean(0), 1 / (found.std(0) + 0.05)
    x, inputs, kinds = (found - mean) * scale, found.shape[1], len(glyphs.SHAPES)
    layers = [chance.normal(0, (2 / inputs) ** 0.5, (inputs, HIDDEN)), np.zeros(HIDDEN), chance.normal(0, (1 / HIDDEN) ** 0.5, (HIDDEN, kinds)), np.zeros(kinds)]
    layers = [layer.astype("float32") for layer in layers]
    first, second, step = [np.zeros_like(p) for p in layers], [np.zeros_like(p) for p in layers], 0
    for turn in range(ROUNDS):
        order, lost = chance.permutation(len(x)), 0.0
        rate = RATE * (0.5 + 0.5 * np.cos(np.pi * turn / ROUNDS))
        for batch in np.array_split(order, len(x) // BATCH):
            a, truth = x[batch], wanted[batch]
            hidden = np.maximum(a @ layers[0] + layers[1], 0)
            kept = (chance.random(hidden.shape) < 0.8) / np.float32(0.8)
            hidden = hidden * kept
            votes = hidden @ layers[2] + layers[3]
            chances = np.exp(votes - votes.max(1, keepdims=True))
            chances /= chances.sum(1, keepdims=True)
            lost -= float(np.log(chances[np.arange(len(batch)), truth] + 1e-9).sum())
            chances[np.arange(len(batch)), truth] -= 1
            chances /= len(batch)
            back = chances @ layers[2].T * (hidden > 0) * kept
            slopes = [a.T @ back, back.sum(0), hidden.T @ chances, chances.sum(0)]
            step += 1
            for i, slope in enumerate(slopes):
                first[i] = 0.9 * first[i] + 0.1 * slope
                second[i] = 0.999 * second[i] + 0.001 * slope ** 2
                layers[i] -= (rate * (first[i] / (1 - 0.9 ** step)) / (np.sqrt(second[i] / (1 - 0.999 ** step)) + 1e-8) + (1e-5 * layers[i] if i % 2 == 0 else 0)).astype("float32")
        print(f"round {turn + 1}: loss {lost / len(x):.5f}", flush=True)
    return [mean, scale, *layers]


def main() -> None:
    chance = np.random.default_rng(SEED)
    inks, numbers = [], []
    for face in files():
        for points in POINTS:
            for _ in range(SHEETS):
                more, which = sheet(face, points, chance)
                inks.append(glyphs.features(np.stack(more)).astype("float32"))
                numbers += which
        print(face[0].rsplit("/")[-1], len(numbers), flush=True)
    found, wanted = np.concatenate(inks), np.array(numbers)
    layers = train(found, wanted, chance)
    right = glyphs.likely(found, layers).argmax(1) == wanted
    print(f"{right.mean():.4%} of {len(right)} right")
    np.savez_compressed(glyphs.MODEL, **{name: layer.astype("float16") for name, layer in zip(("mean", "scale", "w1", "b1", "w2", "b2"), layers)})


if __name__ == "__main__":
    main()
