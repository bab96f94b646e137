"""Degrade printed samples to scans, read them, and count the wrong characters.

    python -m tools.scans            measure; write docs/ocr.md
    python -m tools.scans --quick    two letters only, print and write nothing

A page is rendered, tilted by two degrees, stamped in red over its text, blurred as an
optic does, made noisy and kept as JPEG of quality 30.  The same numbers come each time:
chance is seeded.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pymupdf
from PIL import Image, ImageDraw, ImageFilter

from vanban_parser.model.document import Document, Flow
from vanban_parser.readers.pdf import read_pdf
from vanban_parser.readers.scans import recogniser
from vanban_parser.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "ocr.md"
RESOLUTIONS = (300, 200, 150)
BARS = {200: 0.01, 150: 0.02}
"""Character error rates that must not be passed, by dpi."""
_TILT = 2.0
_JPEG = 30
_SIGMA = 12.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What reading scans of one resolution gave."""

    dpi: int
    letters: int
    characters: int
    wrong: int
    wrong_letters: int
    seconds_a_page: float

    @property
    def rate(self) -> float:
        """Wrong characters a character."""
        return self.wrong / max(self.characters, 1)


def degraded(page: Image.Image, dpi: int, seed: int) -> Image.Image:
    """Return a rendered page as a poor scanner gives it."""
    pixel = dpi / 25.4
    drawn = page.convert("RGB")
    pen = ImageDraw.Draw(drawn)
    x, y = 0.62 * drawn.width, 0.5 * drawn.height
    for radius in (17 * pixel, 16 * pixel, 11 * pixel):
        box = (x - radius, y - radius, x + radius, y + radius)
        pen.ellipse(box, outline=(214, 48, 58), width=max(round(0.5 * pixel), 1))
    tilted = drawn.rotate(_TILT, Image.Resampling.BICUBIC, fillcolor="white")
    blurred = tilted.filter(ImageFilter.GaussianBlur(0.35 * dpi / 150))
    chance = np.random.default_rng(seed)
    pixels = np.asarray(blurred, dtype=np.float32)
    noisy = pixels + chance.normal(0.0, _SIGMA, pixels.shape[:2])[..., None]
    buffer = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(
        buffer, "JPEG", quality=_JPEG
    )
    return Image.open(io.BytesIO(buffer.getvalue()))


def scan(pdf: bytes, dpi: int, seed: int) -> bytes:
    """Return a PDF whose pages are degraded pictures of those of `pdf`."""
    out = pymupdf.open()
    with pymupdf.open("pdf", pdf) as source:
        for number, page in enumerate(source):
            pixmap = page.get_pixmap(dpi=dpi)
            size = (pixmap.width, pixmap.height)
            image = Image.frombytes("RGB", size, pixmap.samples)
            buffer = io.BytesIO()
            degraded(image, dpi, seed + number).save(buffer, "JPEG", quality=95)
            new = out.new_page(width=page.rect.width, height=page.rect.height)
            new.insert_image(new.rect, stream=buffer.getvalue())
    data: bytes = out.tobytes()
    return data


def wrong_characters(seen: str, printed: str) -> int:
    """Return the least edits that make a stretch of `seen` into `printed`.

    Where the stretch begins and ends is free: columns may be read in another order.
    """
    if not printed:
        return 0
    text = np.frombuffer(seen.encode("utf-32-le"), dtype=np.uint32)
    places = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, dtype=np.int64)
    for character in printed:
        differs = (text != ord(character)).astype(np.int64)
        new = np.empty_like(row)
        new[0] = row[0] + 1
        new[1:] = np.minimum(row[1:] + 1, row[:-1] + differs)
        # What is inserted costs one a place: least of all that is left of it.
        row = np.minimum.accumulate(new - places) + places
    return int(row.min())


def paragraphs(document: Document) -> list[str]:
    """Return what a letter prints, block by block, without stamps."""
    return [
        block.span.of(document.text)
        for block in document.blocks
        if block.flow is not Flow.STAMP
    ]


def _bare(text: str) -> str:
    from vanban_parser.text import fold

    return fold(text)


def measure(paths: Sequence[Path], dpi: int) -> Measured:
    """Read degraded scans of letters, and count."""
    settings = Settings(ocr_cache_bytes=0, max_ocr_seconds=300)
    characters = wrong = wrong_letters = pages = 0
    taken = 0.0
    for number, path in enumerate(paths):
        data = path.read_bytes()
        printed = read_pdf(data, path.name, settings)
        scanned = scan(data, dpi, 1000 * number)
        started = time.perf_counter()
        seen = read_pdf(scanned, path.name, settings).text.replace("\n", " ")
        taken += time.perf_counter() - started
        pages += printed.source.page_count or 0
        for paragraph in paragraphs(printed):
            characters += len(paragraph)
            wrong += wrong_characters(seen, paragraph)
            wrong_letters += wrong_characters(_bare(seen), _bare(paragraph))
    return Measured(
        dpi, len(paths), characters, wrong, wrong_letters, taken / max(pages, 1)
    )


def table(rows: Sequence[Measured]) -> str:
    """Return the numbers as a table of Markdown."""
    lines = [
        "| dpi | letters | characters | wrong | rate | without marks | bar |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        bar = f"{BARS[row.dpi]:.0%}" if row.dpi in BARS else ""
        lines.append(
            f"| {row.dpi} | {row.letters} | {row.characters} | {row.wrong} "
            f"| {row.rate:.2%} | {row.wrong_letters / max(row.characters, 1):.2%} "
            f"| {bar} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure; exit with 1 where a bar is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two letters, print only")
    quick = parser.parse_args().quick
    if recogniser(Settings()) is None:
        print("Tesseract with Vietnamese is not installed: make system")
        return 3
    paths = sorted(ROOT.glob("samples/*/letter.pdf"))
    rows = []
    for dpi in RESOLUTIONS:
        rows.append(measure(paths[:2] if quick else paths, dpi))
        print(
            f"{dpi} dpi: {rows[-1].rate:.2%} ({rows[-1].seconds_a_page:.2f} s a page)"
        )
    if not quick:
        text = PAGE.read_text(encoding="utf-8")
        head, _, rest = text.partition("<!-- measured -->\n")
        tail = rest.partition("<!-- measured -->\n")[2]
        mark = "<!-- measured -->\n"
        PAGE.write_text(f"{head}{mark}{table(rows)}{mark}{tail}", encoding="utf-8")
    return int(any(row.rate > BARS.get(row.dpi, 1.0) for row in rows))


if __name__ == "__main__":
    sys.exit(main())
