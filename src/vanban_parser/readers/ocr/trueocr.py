"""trueocr, a package that brings its models: lines found and read by ONNX Runtime.

Reads where there is no Tesseract (extra `ocr`).  It has no time limit of its own: the
process that reads the letter has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import metadata, util
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from vanban_parser.readers.ocr.inks import extent
from vanban_parser.readers.ocr.nouns import EngineError, Picture, Seen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vanban_parser.readers.ocr.nouns import Pixels

VERSION = 3
"""Counts changes of what this module makes of the package; kept pages depend on it."""

# Its detector was trained on pages that are 1,024 pixels high.
_DETECTOR_DPI = 1024 / 11.69
# It reads a character in so many pixels of a line made 32 high.
_STEP = 4
_INK = 160
# Marks reach beyond a line's box by so much of its height.
_BEYOND = 0.12
_WORD = re.compile(r"\S+")
_JOINED = re.compile(r"(?<=[^\W\d_])[,;:](?=\w)")
# What may be a percentage whose sign was read as a figure.
_NUMBER = re.compile(r"\(?(?P<number>\d{1,3}(?:[.,]\d{1,3})?\d)[.,;:)]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
# From the middle of a figure to the end of the next one, in font sizes: 0.71 in print;
# to that of a percent sign 1.05.  Between the first two it may be either, and beyond
# the last there is something else.
_FIGURE, _PERCENT, _WIDEST = 0.86, 0.95, 1.35


@dataclass(frozen=True, slots=True)
class TrueOcr:
    """The package as an engine; its version names the models, which it brings along."""

    version: str

    @property
    def name(self) -> str:
        return f"trueocr {self.version} {VERSION}"

    @property
    def is_substitute(self) -> bool:
        return True

    def read(
        self, picture: Picture, *, rows: bool = False, sparse: bool = False
    ) -> tuple[Seen, ...]:
        del rows, sparse  # lines are found wherever they stand
        try:
            return tuple(_words(picture))
        except Exception as error:  # whatever the libraries raise
            raise EngineError(type(error).__name__) from None


def trueocr() -> TrueOcr | None:
    """Return the package as an engine, or None: it is not installed."""
    if util.find_spec("trueocr") is None:
        return None
    return TrueOcr(metadata.version("trueocr"))


@lru_cache(maxsize=1)
def _model() -> Any:
    import cv2
    import onnxruntime
    from trueocr import load_model

    onnxruntime.disable_telemetry_events()
    # One thread a process, as with every engine here.
    cv2.setNumThreads(1)
    return load_model(threads=1)


def _words(picture: Picture) -> Iterator[Seen]:
    lines = list(_lines(picture))
    crops = [picture.pixels[y0:y1, x0:x1] for x0, y0, x1, y1 in lines]
    for number, (box, read) in enumerate(zip(lines, _read(crops), strict=True)):
        yield from _cut(picture.pixels, box, read, number)


def _lines(picture: Picture) -> Iterator[tuple[int, int, int, int]]:
    """Yield the boxes of the lines of text, from top to bottom."""
    from trueocr.page import decode_lines, det_input

    grey, model = picture.pixels, _model()
    height, width = grey.shape
    side = round(_DETECTOR_DPI / picture.dpi * max(height, width))
    shown, scale = det_input(np.ascontiguousarray(grey), max(side, 32))
    page = model._get_page_engine()  # noqa: SLF001 - has no public name
    found = decode_lines(page.det.run(None, {"x": shown[None, None]})[0][0])
    for x0, y0, x1, y1, _ in sorted((found / scale).tolist(), key=lambda row: row[1]):
        left, top = max(int(x0), 0), max(int(y0), 0)
        right, bottom = min(int(x1) + 1, width), min(int(y1) + 1, height)
        if right > left and bottom > top:
            yield left, top, right, bottom


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as read: its characters, where each was seen, and how surely.

    `places` are shares of the line's width with its margins.
    """

    characters: str
    places: NDArray[np.float64]
    sureness: NDArray[np.float64]


def _read(crops: Sequence[Pixels]) -> list[_Line]:
    from trueocr.preprocess import pad_batch, prepare_image, width_batches

    reader = _model().recognizer
    shape = {"max_width": reader.max_width, "pad_y": reader.pad_y}
    shown = [prepare_image(crop, pad_x=reader.pad_x, **shape) for crop in crops]
    out: list[_Line | None] = [None] * len(crops)
    for chosen in width_batches([line.shape[1] for line in shown]):
        pixels, widths = pad_batch([shown[index] for index in chosen])
        named = ["ids", "conf", "lengths"]
        ids, sure, steps = reader.session.run(named, {"x": pixels, "widths": widths})
        for row, index in enumerate(chosen):
            seen = ids[row, : int(steps[row])]
            before = np.concatenate(([0], seen[:-1]))
            at = np.flatnonzero((seen != 0) & (seen != before))
            out[index] = _Line(
                "".join(reader.chars[seen[step] - 1] for step in at),
                (at + 0.5) * _STEP / shown[index].shape[1],
                sure[row, at].astype(np.float64),
            )
    return [line for line in out if line is not None]


def _cut(
    grey: Pixels, box: tuple[int, int, int, int], line: _Line, number: int
) -> Iterator[Seen]:
    """Yield the words of a line, each in the box of its ink."""
    margin = _model().recognizer.pad_x * (box[3] - box[1])
    left, width = box[0] - margin, box[2] - box[0] + 2 * margin
    places = left + line.places * width
    found: list[tuple[Seen, NDArray[np.float64]]] = []
    for start, end in _pieces(line.characters):
        x0 = _between(places, start) if start else float(box[0])
        x1 = _between(places, end) if end < len(places) else float(box[2])
        inked = _ink_box(grey, (round(x0), box[1], round(x1), box[3]))
        if inked is not None:
            sure = min(max(float(line.sureness[start:end].mean()), 0.0), 1.0)
            text = line.characters[start:end]
            found.append(
                (Seen(*inked, text, confidence=sure, line=number), places[start:end])
            )
    size = _size([word for word, _ in found])
    for word, at in found:
        yield _with_percent(word, at, size)


def _pieces(characters: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the words of a line are.

    The package often sees no space behind a comma: ``Mẫu Sơn,ngày`` are three words.
    """
    for found in _WORD.finditer(characters):
        start = found.start()
        for join in _JOINED.finditer(found.group()):
            yield start, found.start() + join.end()
            start = found.start() + join.end()
        yield start, found.end()


def _between(places: NDArray[np.float64], at: int) -> float:
    """Return the x between a character and the one before it."""
    return float(places[at - 1] + places[at]) / 2


def _size(words: Sequence[Seen]) -> float:
    """Return the font size of a line in pixels; 0.0 if no word tells."""
    sizes = []
    for word in words:
        reach = extent(word.text)
        if reach is not None:
            sizes.append((word.y1 - word.y0) / (reach[0] + reach[1]))
    return median(sizes) if sizes else 0.0


def _with_percent(word: Seen, places: NDArray[np.float64], size: float) -> Seen:
    """Return a number whose last figure is too wide for one with a percent sign.

    The package reads ``80%`` as 806: a sign that it seldom sees for one that it does.
    Where the figure may be one or the other it is left out: no number is better than
    a wrong one.
    """
    number = _NUMBER.fullmatch(word.text)
    if number is None or not size or _YEAR.fullmatch(number["number"]):
        return word
    after = number.end("number")
    last = after - 1
    right = (places[last] + places[after]) / 2 if after < len(places) else word.x1
    wide = (right - places[last - 1]) / size
    if wide <= _FIGURE:
        return word
    sign = "%" if _PERCENT <= wide <= _WIDEST else "?"
    return replace(word, text=f"{word.text[:last]}{sign}{word.text[after:]}")


def _ink_box(
    grey: Pixels, box: tuple[int, int, int, int]
) -> tuple[float, float, float, float] | None:
    """Return the box of the ink in `box` and a little above and below it."""
    beyond = round(_BEYOND * (box[3] - box[1]))
    top, left = max(box[1] - beyond, 0), max(box[0], 0)
    ink = grey[top : box[3] + beyond, left : box[2] + 1] < _INK
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return (
        float(left + columns[0]),
        float(top + rows[0]),
        float(left + columns[-1] + 1),
        float(top + rows[-1] + 1),
    )
