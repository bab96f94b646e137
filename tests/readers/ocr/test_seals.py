"""Round seals are found as circles and taken off; text is no seal."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.readers.ocr.scan_making import rendered
from tests.readers.pdf_making import FILLER, made
from vanban_parser.readers.ocr.seals import sealed, seals

DPI = 150
PIXEL = DPI / 25.4


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return rendered(made(FILLER * 6), dpi=DPI).convert("L")


def stamped(page: Image.Image, x: int, y: int, radius_mm: float = 17) -> Image.Image:
    image = page.copy()
    pen = ImageDraw.Draw(image)
    for mm in (radius_mm, radius_mm - 1, radius_mm - 5):
        radius = mm * PIXEL
        pen.ellipse(
            (x - radius, y - radius, x + radius, y + radius), outline=0, width=3
        )
    pen.rectangle((x - 8, y - 8, x + 8, y + 8), fill=0)
    return image


def ink(image: Image.Image) -> np.ndarray:
    return np.asarray(image) < 128


@pytest.mark.parametrize("radius", [16, 17, 18.5])
@pytest.mark.parametrize("place", [(800, 1300), (500, 700)])
def test_a_seal_is_found_where_it_is(
    page: Image.Image, radius: float, place: tuple[int, int]
) -> None:
    (seal,) = seals(ink(stamped(page, *place, radius)), DPI)
    assert (seal.x, seal.y) == pytest.approx(place, abs=6)
    assert seal.radius == pytest.approx(radius * PIXEL, abs=8)


def test_text_alone_is_no_seal(page: Image.Image) -> None:
    assert seals(ink(page), DPI) == []
    assert seals(np.zeros((900, 700), dtype=np.bool_), DPI) == []


def test_its_rings_go_and_the_text_that_they_cross_stays(page: Image.Image) -> None:
    with_seal = ink(stamped(page, 500, 700))
    (seal,) = seals(with_seal, DPI)
    left = with_seal & ~sealed(with_seal, seal, DPI)
    print_ = ink(page)
    rings = with_seal & ~print_
    assert (left & rings).sum() < 0.2 * rings.sum()
    outside = np.ones_like(print_)
    outside[560:840, 360:640] = False
    assert np.array_equal(left & outside, print_ & outside)
