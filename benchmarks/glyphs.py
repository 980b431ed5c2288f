"""Trains the second opinion on figures (loaders/readers/scan_glyphs.npz) from installed typefaces, drawn small and made worse as scanners do.

    python -m benchmarks.glyphs

The same typefaces give the same file. Those named here are in Debian: fonts-liberation, fonts-crosextra-carlito, fonts-dejavu, fonts-freefont-ttf,
fonts-urw-base35, fonts-texgyre, fonts-lato, fonts-roboto-unhinted, fonts-open-sans, fonts-noto-cjk(-extra), fonts-arphic-ukai, fonts-arphic-uming,
fonts-wqy-zenhei, fonts-lxgw-wenkai, fonts-cwtex-ming, fonts-hanazono.
"""
import subprocess
import sys

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from loaders.readers import scan_glyphs as glyphs
from loaders.readers.scan_page import calm
from loaders.readers.scan_pieces import find_pieces

FACES = ("Liberation Serif", "Carlito", "FreeSans", "FreeSerif", "P052", "C059", "URW Bookman", "DejaVu Serif", "DejaVu Sans Condensed", "Lato", "Roboto", "Open Sans", "Noto Serif CJK SC",
         "Noto Serif CJK SC:light", "Noto Sans CJK SC:light", "AR PL UKai CN", "AR PL UMing CN", "WenQuanYi Zen Hei", "LXGW WenKai Light", "cwTeXMing", "HanaMinA",
         "Liberation Serif:bold", "Carlito:bold", "Roboto Condensed", "Lato:light", "AR PL Mingti2L Big5", "cwTeXYen", "Cousine", "URW Gothic")
OTHERS = "元件项年月日人口田品a e u n h k m w % ( )".split()  # shapes that are no figures
POINTS = (7, 8, 9, 10.5, 12, 14)
HIDDEN, ROUNDS, BATCH, RATE = 72, 12, 256, 2e-3
SEED = 20


def files() -> list[tuple[str, int]]:
    """Returns (file, number in the file) of each of FACES; says which are absent."""
    found = []
    for face in FACES:
        family = face.split(":")[0]
        file, index, names = subprocess.run(["fc-match", "-f", "%{file}\t%{index}\t%{family}", face], capture_output=True, text=True, check=True).stdout.split("\t")
        if family not in names:
            sys.exit(f"Install the typeface {family} first.")
        found.append((file, int(index) & 0xFFFF))
    return found


def sheet(face: tuple[str, int], points: float, chance: np.random.Generator) -> tuple[list, list[int]]:
    """Returns glyphs and the number of each in glyphs.SHAPES from one page of figures that is turned, blurred, grainy and compressed by chance."""
    font = ImageFont.truetype(face[0], round(points * 200 / 72 * 4), index=face[1])  # drawn four times as large
    step, rows, columns = round(points * 200 / 72 * 1.5), 8, 24
    picture = Image.new("L", (columns * step * 4, rows * step * 4), 255)
    draw, wanted, ink = ImageDraw.Draw(picture), [], int(chance.integers(0, 60))
    has_wide = font.getmask("０").getbbox() != font.getmask("\uffff").getbbox()
    for row in range(rows):
        for column in range(columns):
            number = int(chance.choice(12, p=[0.082] * 10 + [0.06, 0.12]))
            signs = glyphs.SHAPES[number] if number < 11 else str(chance.choice(OTHERS)) if chance.random() < 0.5 else "".join(map(str, chance.integers(0, 10, 2)))
            if has_wide and number < 10 and chance.random() < 0.1:
                signs = chr(ord(signs) + 0xFEE0)
            x, y = (column + 0.25) * step * 4 + chance.integers(0, 9), row * step * 4 + chance.integers(0, 9)
            if len(signs) == 2:  # two figures that touch
                draw.text((x - font.size // 8, y), signs[0], ink, font)
                draw.text((x - font.size // 8 + font.getlength(signs[0]) * 0.86, y), signs[1], ink, font)
            else:
                draw.text((x, y), signs, ink, font)
            wanted.append(number)
    page = np.asarray(picture.resize((columns * step, rows * step), Image.Resampling.BOX))
    page = cv2.copyMakeBorder(page, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)
    page = scanned(page, chance)
    found = calm(page)
    inks, numbers = [], []
    for place, number in enumerate(wanted):
        row, column = divmod(place, columns)
        y, x = 40 + row * step, 40 + column * step
        part = found[y:y + step, x:x + step]
        pieces = find_pieces(part, 1)
        if number < 11 and len(pieces) != 1 or not pieces:
            continue
        box = [f(b[i] for b in pieces) for i, f in enumerate((min, min, max, max))]
        inks.append(glyphs.comparable(part, box, float(np.percentile(part, 85))))
        numbers.append(number)
    return inks, numbers


def scanned(page: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Returns a page as a scanner may give it."""
    height, width = page.shape
    if chance.random() < 0.5:  # turned, and turned back: what the reader does
        for angle in (a := chance.uniform(-2, 2), -a + chance.uniform(-0.05, 0.05)):
            page = cv2.warpAffine(page, cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1), (width, height), flags=int(chance.choice((1, 2))), borderValue=255)
    if chance.random() < 0.5:
        page = cv2.GaussianBlur(page, (0, 0), chance.uniform(0.4, 1.4))
    if chance.random() < 0.5:
        page = np.clip(page * chance.uniform(0.75, 0.95) + 20 + chance.normal(0, chance.uniform(4, 15), page.shape), 0, 255).astype("uint8")
    if chance.random() < 0.5:
        page = cv2.imdecode(cv2.imencode(".jpg", page, [1, int(chance.integers(35, 85))])[1], 0)
    return page


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
            for _ in range(2):
                more, which = sheet(face, points, chance)
                inks += more
                numbers += which
        print(face[0].rsplit("/")[-1], len(inks), flush=True)
    found = glyphs.features(np.stack(inks)).astype("float32")
    layers = train(found, np.array(numbers), chance)
    right = glyphs.likely(found, layers).argmax(1) == np.array(numbers)
    print(f"{right.mean():.4%} of {len(right)} right")
    np.savez_compressed(glyphs.MODEL, **{name: layer.astype("float16") for name, layer in zip(("mean", "scale", "w1", "b1", "w2", "b2"), layers)})


if __name__ == "__main__":
    main()
