"""What seal, dirt, scanner and JPEG do to a drawn line."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from vanban_parser.readers.handwriting.ink import HEIGHT, SCALE, Gray, normal


def scan(ink: Image.Image, rng: np.random.Generator) -> Gray:
    """Return the strip that the reader cuts from a scan of `ink`."""
    _dirty(ink, rng)
    if rng.random() < 0.35:
        ink = ink.rotate(rng.normal(0, 0.7), Image.Resampling.BILINEAR)
    page = _on_paper(ink, rng)
    page = _sampled(page, rng)
    if rng.random() < 0.4:
        page = _jpeg(page, int(rng.integers(25, 90)))
    wide = ink.width // 2
    small = page.resize((wide, HEIGHT), Image.Resampling.BILINEAR)
    return normal(np.asarray(small, np.float32))


def _dirty(ink: Image.Image, rng: np.random.Generator) -> None:
    pen = ImageDraw.Draw(ink)
    width, height = ink.size
    for _ in range(int(rng.poisson(1.0))):
        x, y, r = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0.6, 2.5)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=int(rng.uniform(90, 256)))
    if rng.random() < 0.08:  # what stays of a red seal, or of a signature's stroke
        r = rng.uniform(40, 140)
        x, y = rng.uniform(0, width), rng.uniform(-60, height + 60)
        shade, wide = int(rng.uniform(25, 110)), int(rng.integers(1, 5))
        box = (x - r, y - r, x + r, y + r)
        start = rng.uniform(0, 360)
        pen.arc(box, start, start + 150, fill=shade, width=wide)
    if rng.random() < 0.04:  # a streak of the scanner's glass
        x = rng.uniform(0, width)
        pen.line([(x, 0), (x + rng.normal(0, 2), height)], fill=160, width=1)


def _on_paper(ink: Image.Image, rng: np.random.Generator) -> Image.Image:
    blurred = ink.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 1.5)))
    depth = np.asarray(blurred, np.float32) / 255
    if rng.random() < 0.3:  # broken strokes
        coarse = rng.random((ink.height // 6 + 1, ink.width // 6 + 1))
        mask = np.kron(coarse, np.ones((6, 6)))[: ink.height, : ink.width]
        depth = depth * np.where(mask < rng.uniform(0.02, 0.12), 0.25, 1)
    paper, dark = rng.uniform(200, 256), rng.uniform(0, 90)
    gray = paper - (paper - dark) * np.clip(depth * rng.uniform(1.0, 1.4), 0, 1)
    gray = gray + rng.normal(0, rng.uniform(0, 9), gray.shape)
    return Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8))


def _sampled(page: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Sample the page as a scanner of 100 to 300 dpi does, at times in two tones."""
    dots = float(rng.choice([100, 150, 200, 200, 200, 240, 300]))
    zoom = dots / (72 * 2 * SCALE)
    size = (max(round(page.width * zoom), 8), max(round(page.height * zoom), 8))
    page = page.resize(size, Image.Resampling.BILINEAR)
    if rng.random() < 0.45:
        threshold = rng.uniform(110, 200)
        page = page.point(lambda value: 255 if value > threshold else 0)
    return page


def _jpeg(page: Image.Image, quality: int) -> Image.Image:
    memory = io.BytesIO()
    page.save(memory, "JPEG", quality=quality)
    memory.seek(0)
    return Image.open(memory).convert("L")
