"""A header line in the making: print, a hand, stamps and pictures on a strip."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from tools.digits.faces import Faces, face
from tools.digits.strokes import Hand
from vanban_parser.readers.handwriting.alphabet import LETTER
from vanban_parser.readers.handwriting.ink import BAND, SCALE, Gray

if TYPE_CHECKING:
    from numpy.typing import NDArray

FINE = 2 * SCALE
"""Pixels a point while a line is drawn: twice what the network sees."""

Place = tuple[str, float, float]
"""A sign, and from where to where it stands, in points."""


@dataclass(slots=True)
class Sheet:
    """A line in the making: where the next thing goes, and what stands there."""

    width: int
    faces: Faces
    rng: np.random.Generator
    x: float
    size: float
    slope: float
    base: float
    line: int
    ink: Image.Image = field(init=False)
    pen: ImageDraw.ImageDraw = field(init=False)
    labels: list[Place] = field(default_factory=list)
    upright: bool = True

    def __post_init__(self) -> None:
        self.ink = Image.new("L", (self.width, round(BAND * FINE)), 0)
        self.pen = ImageDraw.Draw(self.ink)

    def baseline(self) -> float:
        """Return where the line is here, in points; a tilted page slopes."""
        return self.base + self.slope * (self.x - 60)

    def print(self, text: str, *, kind: str | None = LETTER) -> None:
        """Print `text`; a `kind` of None reads it sign by sign."""
        names = self.faces.upright if self.upright else self.faces.italic
        type_face = face(names[self.line % len(names)], round(self.size * FINE))
        at = (self.x * FINE, self.baseline() * FINE)
        self.pen.text(at, text, fill=255, font=type_face, anchor="ls")
        start, advance = self.x, type_face.getlength(text) / FINE
        self.x += advance
        if kind is not None:
            self.label(kind, start)
            return
        for number, sign in enumerate(text):
            left = start + advance * number / len(text)
            self.labels.append((sign, left, left + advance / len(text)))

    def label(self, sign: str, start: float) -> None:
        """Note that `sign` stands from `start` to here."""
        self.labels.append((sign, start, self.x))

    def space(self, points: float) -> None:
        """Leave room."""
        self.x += points

    def hand(self, text: str, writer: Hand, height: float, strength: int) -> None:
        """Write `text` by hand: strokes of one writer, close or touching."""
        gap = self.rng.normal(1.2, 1.3)
        lift = self.rng.normal(0.5, 2.0)
        drift = self.rng.normal(0, 0.05)
        start = self.x
        for sign in text:
            tall = height * self.rng.uniform(0.85, 1.15)
            strokes = writer.write(sign, self.rng)
            left = min(float(s[:, 0].min()) for s in strokes)
            right = max(float(s[:, 0].max()) for s in strokes)
            base = self.baseline() - lift + drift * (self.x - start)
            base += self.rng.normal(0, 0.5)
            wide = max(writer.width * height * FINE, 1.6)
            for stroke in strokes:
                xs = (self.x + (stroke[:, 0] - left) * tall) * FINE
                ys = (base + stroke[:, 1] * tall) * FINE
                _draw(self.pen, xs, ys, wide * self.rng.uniform(0.85, 1.15), strength)
            left, self.x = self.x, self.x + (right - left) * tall
            self.label(sign, left)
            self.x += max(gap + self.rng.normal(0, 0.6), -2.5)

    def hand_form(self, form: str, writer: Hand, height: float) -> None:
        """Write one form that is no digit."""
        wide = max(writer.width * height * FINE, 1.6)
        strokes = writer.write(form, self.rng)
        for stroke in strokes:
            xs = (self.x + stroke[:, 0] * height) * FINE
            ys = (self.baseline() + stroke[:, 1] * height) * FINE
            _draw(self.pen, xs, ys, wide, 255)
        self.x += max(float(s[:, 0].max()) for s in strokes) * height

    def type(self, text: str, height: float, *, stamp: bool, strength: int) -> None:
        """Write `text` with a numbering stamp or a face drawn after a hand."""
        names = self.faces.stamp if stamp else self.faces.hand
        path = names[int(self.rng.integers(len(names)))]
        type_face = face(path, round(height * FINE * 1.35))
        lift = self.rng.normal(0, 1.5)
        gap = self.rng.uniform(0, 2.0) if stamp else self.rng.uniform(-0.8, 1.5)
        squeeze = self.rng.uniform(0.75, 1.1)
        for sign in text:
            box = type_face.getbbox(sign, anchor="ls")
            tile = Image.new("L", (int(box[2] - box[0]) + 8, int(box[3] - box[1]) + 8))
            ImageDraw.Draw(tile).text(
                (4 - box[0], 4 - box[1]), sign, fill=strength, font=type_face,
                anchor="ls",
            )  # fmt: skip
            slant = self.rng.normal(0, 0.03 if stamp else 0.12)
            shift = slant * tile.height / 2
            tile = tile.transform(
                (max(int(tile.width * squeeze), 3), tile.height),
                Image.Transform.AFFINE,
                (1 / squeeze, slant, -shift, 0, 1, 0),
                Image.Resampling.BILINEAR,
            )
            top = (self.baseline() - lift) * FINE + box[1] - 4
            self.ink.paste(strength, (int(self.x * FINE), int(top)), tile)
            left, self.x = self.x, self.x + (tile.width - 6) / FINE
            self.label(sign, left)
            self.x += gap

    def picture(self, digit: Gray, sign: str, height: float, strength: int) -> None:
        """Paste a digit that a package ships, scaled to `height`."""
        rows, columns = np.nonzero(digit > 0.2)
        part = digit[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        tall = round(height * FINE)
        wide = max(round(part.shape[1] * tall / part.shape[0]), 4)
        tile = Image.fromarray((part * strength).astype(np.uint8)).resize((wide, tall))
        top = round(self.baseline() * FINE) - tall
        self.ink.paste(strength, (int(self.x * FINE), top), tile)
        left, self.x = self.x, self.x + wide / FINE
        self.label(sign, left)
        self.x += self.rng.normal(0.8, 0.8)

    def neighbours(self) -> None:
        """Print bits of the lines above and below, and a rule above."""
        for shift in (-self.rng.uniform(17, 26), self.rng.uniform(14, 20)):
            if self.rng.random() < 0.5:
                names = self.faces.upright
                letters = face(names[self.line % len(names)], round(self.size * FINE))
                text = "".join(self.rng.choice(list("abcdeghiknơpuy VTĐ/"), 24))
                at = (self.rng.uniform(-20, 40) * FINE, (self.base + shift) * FINE)
                self.pen.text(at, text, fill=255, font=letters, anchor="ls")
        if self.rng.random() < 0.25:
            y = (self.base - self.rng.uniform(12, 20)) * FINE
            x = self.rng.uniform(0, 60) * FINE
            self.pen.line([(x, y), (x + 40 * FINE, y)], fill=255, width=3)


def _draw(
    pen: ImageDraw.ImageDraw,
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    width: float,
    strength: int,
) -> None:
    points = list(zip(xs.tolist(), ys.tolist(), strict=True))
    pen.line(points, fill=strength, width=max(round(width), 1), joint="curve")
    if width >= 3:
        r = width / 2
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - r, y - r, x + r, y + r), fill=strength)
