"""Skeletons of the digits as Vietnamese offices write them, and one hand's manner.

A form is a few strokes in a box of 100 x 100 (x right, y down, 100 the baseline), each
a list of points that a Catmull-Rom curve passes through; ``*`` marks a corner.  The
forms are drawn from knowledge of the school hand (the 1 with a long upstroke, the 7
with a bar, the open and the tent-shaped 4, the 2 with a loop at its foot, the 9 with a
straight or a hooked tail), not traced from anyone's letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

FORMS: dict[str, tuple[str, ...]] = {
    "0": (
        "50,0 18,18 6,52 20,86 50,100 80,84 94,50 80,16 50,0",
        "60,2 24,14 6,50 18,88 48,100 82,82 94,46 78,12 52,2 40,8",
        "50,0 30,14 22,50 32,88 50,100 68,88 78,50 70,14 50,0",
        "70,8 40,2 12,30 8,64 28,96 62,96 90,66 90,30 66,6 50,10",
        "40,6 16,34 12,72 34,98 64,90 84,56 78,20 52,2 34,12 44,20",
        "50,4 14,26 8,62 34,98 74,90 94,52 80,12 46,2 30,10",
    ),
    "1": (
        "*50,0 *50,100",
        "*58,0 *44,100",
        "*30,26 *54,0 *50,100",
        "*18,52 *60,0 *52,100",
        "*4,78 *64,0 *56,100",
        "*0,62 *60,2 *40,100",
        "*26,24 *52,0 *52,100 ; *24,100 *80,100",
        "*10,58 *56,0 *54,100 ; *20,98 *88,96",
        "*8,70 40,34 *62,0 58,40 *58,100",
        "*0,90 *52,4 *48,100 54,104",
    ),
    "2": (
        "8,24 28,2 66,2 84,24 70,50 34,78 *8,100 *92,100",
        "10,28 30,4 70,4 84,28 60,60 28,88 10,96 12,82 34,86 62,98 94,92",
        "6,20 34,0 72,8 80,34 56,66 20,96 6,92 16,78 44,92 70,100 100,88",
        "14,30 24,6 60,0 82,18 76,44 48,74 *10,98 50,94 96,98",
        "12,16 50,0 80,20 70,50 40,80 *12,98 *100,96",
        "20,24 40,2 74,10 74,40 50,72 26,98 8,98 10,84 30,82 60,96 110,104",
        "16,36 16,10 48,0 78,14 76,42 50,72 20,98 6,90 22,80 50,94 88,94",
        "10,10 30,4 *86,4 60,40 30,72 *6,100 *94,98",
    ),
    "3": (
        "12,14 44,0 80,14 76,38 *44,48 80,58 88,82 52,100 10,88",
        "*14,2 *84,2 *42,40 78,48 92,72 70,98 34,100 8,86",
        "14,10 50,0 78,18 64,42 46,46 42,52 52,48 84,62 84,90 44,102 10,90",
        "10,18 40,0 76,10 74,34 *48,46 82,54 86,84 50,102 4,96",
        "20,8 56,0 80,16 *46,44 74,50 80,78 54,104 14,112 0,100",
        "*10,6 46,8 *82,0 *50,40 80,50 84,80 50,108 2,104",
        "24,14 52,0 74,16 58,40 *44,44 72,50 78,80 44,100 18,96",
    ),
    "4": (
        "*62,0 *6,66 *96,66 ; *68,34 *66,100",
        "*66,0 *8,70 *98,70 ; *66,0 *66,100",
        "*30,4 *10,56 *94,56 ; *74,10 *66,100",
        "*22,2 *18,52 *88,52 ; *78,0 *72,100",
        "*58,0 *4,78 *100,72 ; *58,0 *84,100",
        "*40,0 *6,62 *96,62 ; *76,26 *60,100",
        "*70,100 *70,0 *4,70 *100,70",
        "*10,84 *62,0 *70,100 ; *4,66 *98,60",
        "*46,2 20,44 *8,60 40,62 *96,58 ; *72,30 66,64 *68,104",
        "*24,0 12,40 *16,58 50,60 *90,54 ; *82,0 74,50 *70,102",
    ),
    "5": (
        "*84,2 *22,2 *16,44 48,34 84,50 86,80 50,102 8,90",
        "*24,2 *16,44 50,36 86,56 80,88 44,102 6,92 ; *24,4 *92,0",
        "*30,0 *20,40 56,36 84,62 70,94 32,104 2,94 ; *28,2 *100,-6",
        "*80,4 40,0 *26,10 *24,44 60,42 80,66 64,96 12,100",
        "80,4 40,4 26,24 46,44 74,60 76,86 40,102 10,90",
        "*32,6 *26,50 60,46 80,72 60,100 16,110 0,96 ; *34,4 60,8 *104,-2",
        "*22,10 *22,48 56,40 82,62 72,96 30,100 ; *20,8 *80,4",
    ),
    "6": (
        "76,4 36,20 10,62 24,96 60,100 84,78 68,54 34,60 14,80",
        "64,0 30,30 14,70 32,100 70,96 82,70 58,54 26,66 16,84",
        "58,0 20,44 12,84 40,102 72,86 66,62 38,60 16,82",
        "70,2 42,16 14,56 16,90 48,102 82,86 80,60 48,54 18,74",
        "44,0 22,40 14,78 30,100 60,98 76,76 58,60 34,68 22,90",
        "80,10 60,0 30,22 12,62 28,98 66,98 84,72 60,52 24,66",
        "50,-8 24,40 16,84 40,100 78,88 82,66 60,60 44,74 54,86",
    ),
    "7": (
        "*8,4 *90,4 *42,100",
        "*8,6 *88,2 60,44 *48,100",
        "*10,4 *88,4 *44,100 ; *26,52 *86,48",
        "*8,20 *10,4 *92,2 56,50 *46,100",
        "*6,18 24,4 50,10 *88,0 58,48 *46,100 ; *24,54 *88,46",
        "*8,14 30,2 60,10 *90,2 62,50 *54,102",
        "*4,10 *82,2 *54,102 ; *22,46 *98,40",
        "*14,6 *78,2 *66,104 ; *32,50 *98,44",
        "*0,22 12,4 40,8 *84,2 58,60 46,104 ; *20,50 60,46 *92,50",
    ),
    "8": (
        "72,14 46,0 22,18 38,42 74,64 78,90 48,102 18,86 30,60 66,40 78,20 66,4",
        "50,0 24,14 32,40 50,48 76,64 74,92 48,100 22,90 24,62 50,48 70,36 74,12 50,0",
        "84,8 56,0 30,14 36,38 70,62 70,92 42,102 18,84 34,58 74,30 88,4",
        "80,16 50,2 26,20 44,46 72,68 62,96 30,98 18,76 44,50 78,26 66,6",
        "50,46 26,28 36,4 62,4 72,26 50,46 20,70 30,98 68,98 80,72 50,46",
        "76,4 36,6 30,30 60,52 76,78 52,102 22,86 34,58 66,32 80,0",
    ),
    "9": (
        "80,22 50,0 18,16 16,42 46,56 78,36 *82,14 78,60 *72,100",
        "82,20 52,0 18,20 20,48 52,52 80,24 82,40 70,80 40,102 10,92",
        "78,10 40,0 14,24 28,50 62,44 *80,10 *66,100",
        "78,14 44,0 18,24 32,48 64,40 80,12 80,60 62,98 28,108 4,96",
        "84,16 56,0 22,14 20,40 54,46 84,14 76,70 *56,104",
        "74,8 38,2 16,28 34,54 66,44 *78,6 76,70 58,104 16,112",
        "80,26 66,4 30,4 14,30 36,52 68,42 82,18 *84,102",
    ),
}
"""Digit to its forms."""

LETTERS: tuple[str, ...] = (
    "*20,60 50,44 78,60 70,92 34,98 18,78 40,60 78,56 ; *80,46 *84,96 96,96",
    "*30,0 *28,98 ; 28,70 54,50 80,66 76,92 46,100 28,88",
    "80,56 48,46 20,66 26,92 56,100 82,90",
    "10,40 30,80 50,44 70,84 92,30 70,10 40,60 20,98",
    "*10,50 30,46 *40,98 60,50 *72,96 *96,60",
    "0,90 20,20 50,90 40,110 20,60 90,20 60,80 120,60",
    "*10,10 *90,90 ; *90,12 *8,94",
    "10,60 40,40 60,70 90,40 120,60 150,46",
)
"""What a hand writes there that is no digit: letters, a paraph, a crossing-out."""


@cache
def strokes(form: str) -> tuple[Points, ...]:
    """Return the strokes of `form` as dense curves, (n, 2) in units of the box."""
    return tuple(_curve(part.split()) for part in form.split(";"))


def _curve(marks: list[str]) -> Points:
    knots: list[tuple[float, float]] = []
    for mark in marks:
        x, y = mark.lstrip("*").split(",")
        point = (float(x) / 100, float(y) / 100)
        knots.extend([point] * (3 if mark.startswith("*") else 1))
    path = np.array([knots[0], *knots, knots[-1]])
    steps = np.linspace(0, 1, 7, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(path, path[1:], path[2:], path[3:], strict=False):
        # Catmull-Rom: through b and c, with the slope that their neighbours give.
        pieces.append(
            b
            + 0.5
            * steps
            * (
                (c - a)
                + steps * ((2 * a - 5 * b + 4 * c - d) + steps * (3 * (b - c) + d - a))
            )
        )
    return np.concatenate([*pieces, path[-1:]])


@dataclass(frozen=True, slots=True)
class Hand:
    """How one person writes: fixed for a line, so that its digits are alike."""

    forms: dict[str, str]
    slant: float
    width: float
    aspect: float
    shake: float

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Hand:
        """Return a hand by chance."""
        return cls(
            forms={digit: str(rng.choice(forms)) for digit, forms in FORMS.items()},
            slant=float(rng.normal(0.12, 0.16)),
            width=float(rng.uniform(0.05, 0.15)),
            aspect=float(rng.uniform(0.38, 0.75)),
            shake=float(rng.uniform(0.008, 0.035)),
        )

    def write(self, sign: str, rng: np.random.Generator) -> list[Points]:
        """Return the strokes of a digit (or any form), height 1, baseline at y = 0."""
        form = self.forms.get(sign, sign)
        if sign in self.forms and rng.random() < 0.15:
            form = str(rng.choice(FORMS[sign]))
        return [self._bent(stroke, rng) for stroke in _varied(strokes(form), rng)]

    def _bent(self, stroke: Points, rng: np.random.Generator) -> Points:
        aspect = self.aspect * rng.uniform(0.85, 1.15)
        x = stroke[:, 0] * aspect
        y = stroke[:, 1] - 1
        # A slow wave bends, as an unsteady hand does.
        for axis in range(2):
            phase, length = rng.uniform(0, 6.3), rng.uniform(2, 6)
            wave = self.shake * np.sin(phase + length * (x + y if axis else y - x))
            x, y = (x + wave, y) if axis else (x, y + wave)
        turn = rng.normal(0, 0.05)
        x, y = x - turn * y, y + turn * x
        return np.stack([x - self.slant * y, y], axis=1)


def _varied(parts: tuple[Points, ...], rng: np.random.Generator) -> list[Points]:
    """Move the parts a little against each other, stretch parts, cut ends."""
    squeeze = rng.uniform(0.75, 1.3)
    found = []
    for part in parts:
        moved = part + rng.normal(0, 0.025, 2)
        # The upper half higher or lower than the model: big and small bowls.
        moved = np.stack(
            [moved[:, 0], np.sign(moved[:, 1]) * np.abs(moved[:, 1]) ** squeeze], axis=1
        )
        cut = int(len(moved) * rng.uniform(0, 0.06))
        found.append(moved[cut : len(moved) - (cut if rng.random() < 0.5 else 0)])
    return found
