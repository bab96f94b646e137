"""Printed words placed by hand, for the tests of regions, flow and builder."""

from __future__ import annotations

from vanban_parser.layout import Ink, Row

SIGN = 6.0
"""Width of one character, in points."""
HEIGHT = 14.0


def ink(x0: float, y0: float, text: str, *, inserted: bool = False) -> Ink:
    """Return one word; its top left is at `x0`, `y0`."""
    x1 = x0 + SIGN * len(text)
    return Ink(x0, y0, x1, y0 + HEIGHT, text, size=14.0, inserted=inserted)


def inks(x0: float, y0: float, text: str) -> list[Ink]:
    """Return the words of a line, one character of space between them."""
    found: list[Ink] = []
    for word in text.split():
        found.append(ink(x0, y0, word))
        x0 = found[-1].x1 + SIGN
    return found


def row(y0: float, *parts: tuple[float, str]) -> Row:
    """Return a row of words that start at these ``x, text``."""
    return Row([word for x0, text in parts for word in inks(x0, y0, text)])
