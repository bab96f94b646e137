"""Invented headers as pictures: printed anchors, and what a hand puts between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.digits.strokes import Hand
from vanban_parser.readers.handwriting.nouns import Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

FACES = Path(__file__).parents[3] / "tools" / "letters" / "fonts"
SCALE = 200 / 72
"""Pixels a point: 200 dpi."""
A4 = (round(595 * SCALE), round(842 * SCALE))
BLUE, BLACK, RED = (30, 40, 160), (25, 25, 25), (215, 30, 40)


@dataclass
class Header:
    """A first page in the making; words are kept as an OCR engine would tell them."""

    image: Image.Image = field(default_factory=lambda: Image.new("RGB", A4, "white"))
    tokens: list[Token] = field(default_factory=list)

    def print(
        self, text: str, x: float, baseline: float, face: str = "regular"
    ) -> float:
        """Print a word at `x` (points); returns where it ends."""
        font = ImageFont.truetype(str(FACES / f"{face}.ttf"), round(13.5 * SCALE))
        at = (x * SCALE, baseline * SCALE)
        pen = ImageDraw.Draw(self.image)
        pen.text(at, text, fill="black", font=font, anchor="ls")
        x0, y0, x1, y1 = pen.textbbox(at, text, font=font, anchor="ls")
        self.tokens.append(
            Token(text, x0 / SCALE, y0 / SCALE, x1 / SCALE, y1 / SCALE, 0.95)
        )
        return x1 / SCALE

    def write(
        self,
        digits: Iterable[str],
        x: float,
        baseline: float,
        *,
        seed: int = 1,
        ink: tuple[int, int, int] = BLACK,
        height: float = 12.0,
    ) -> float:
        """Write digits (or forms of strokes) by one hand; returns where they end."""
        rng = np.random.default_rng(seed)
        hand = Hand.draw(rng)
        pen = ImageDraw.Draw(self.image)
        for sign in digits:
            strokes = hand.write(sign, rng)
            left = min(float(stroke[:, 0].min()) for stroke in strokes)
            for stroke in strokes:
                points = [
                    (
                        (x + (px - left) * height) * SCALE,
                        (baseline + py * height) * SCALE,
                    )
                    for px, py in stroke.tolist()
                ]
                pen.line(points, fill=ink, width=4, joint="curve")
            right = max(float(stroke[:, 0].max()) for stroke in strokes)
            x += (right - left) * height + 1.5
        return x

    def dots(self, x0: float, x1: float, baseline: float) -> None:
        """Print the dots that stand where something is to be filled in."""
        pen = ImageDraw.Draw(self.image)
        for x in np.arange(x0, x1, 3.0) * SCALE:
            y = baseline * SCALE
            pen.ellipse((x - 1.5, y - 1.5, x + 1.5, y + 1.5), fill="black")

    def pixels(self) -> NDArray[np.uint8]:
        """Return the page."""
        return np.asarray(self.image)


def letterhead(
    room: float = 40, *, day_room: float = 24
) -> tuple[Header, float, float]:
    """Return a header with blanks, and where the number's and the day's begin."""
    header = Header()
    header.print("ỦY", 100, 60, "bold")
    header.print("BAN", 125, 60, "bold")
    end = header.print("Số:", 90, 100)
    header.print("/UBND-VHTT", end + room, 100)
    x = header.print("Lâm", 320, 100, "italic")
    x = header.print("Hà,", x + 4, 100, "italic")
    x = header.print("ngày", x + 4, 100, "italic")
    day = x
    x = header.print("tháng", x + day_room, 100, "italic")
    x = header.print("10", x + 4, 100, "italic")
    x = header.print("năm", x + 4, 100, "italic")
    header.print("2031", x + 4, 100, "italic")
    return header, end + 3, day + 3
