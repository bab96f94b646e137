"""A page made fit for reading: level, upright, without rules, stamps, specks."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.readers.ocr.scan_making import as_picture, rendered
from tests.readers.pdf_making import LETTER
from tools.letters.pdf import set_pdf
from vanban_parser.readers.ocr.colours import layers
from vanban_parser.readers.ocr.prepare import prepare
from vanban_parser.readers.ocr.tilt import is_sideways, tilt_of


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return rendered(set_pdf(LETTER), dpi=150)


def grey(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("L"))


@pytest.mark.parametrize("degrees", [-3.0, -1.2, -0.4, 0.0, 0.7, 2.0])
def test_tilt_is_measured(page: Image.Image, degrees: float) -> None:
    # Turned clockwise, lines fall to the right.
    tilted = page.convert("L").rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert tilt_of(np.asarray(tilted), 150) == pytest.approx(degrees, abs=0.16)


def test_a_page_on_its_side_is_seen(page: Image.Image) -> None:
    assert not is_sideways(grey(page), 150)
    assert is_sideways(grey(page.transpose(Image.Transpose.ROTATE_90)), 150)


def test_a_page_of_few_strokes_has_no_tilt() -> None:
    blank = np.full((800, 600), 255, dtype=np.uint8)
    blank[400:404, 100:140] = 0
    assert tilt_of(blank, 100) == 0.0
    assert not is_sideways(blank, 100)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_the_way_back_leads_to_the_same_ink(page: Image.Image, turns: int) -> None:
    # A dot far from everything tells where the pixels went.
    marked = page.convert("L").rotate(1.5, fillcolor=255)
    ImageDraw.Draw(marked).rectangle((300, 1500, 312, 1512), fill=0)
    prepared = prepare(as_picture(marked, 150), turns=turns)

    there = prepared.back.inverse()
    x, y = there.point(306, 1506)
    around = prepared.picture.pixels[int(y) - 4 : int(y) + 5, int(x) - 4 : int(x) + 5]
    assert around.mean() < 90


def test_ruled_lines_are_told_and_taken_out(page: Image.Image) -> None:
    ruled = page.convert("L")
    draw = ImageDraw.Draw(ruled)
    for y in (1300, 1400, 1500):
        draw.line((200, y, 900, y), fill=0, width=3)
    for x in (200, 550, 900):
        draw.line((x, 1300, x, 1500), fill=0, width=3)
    prepared = prepare(as_picture(ruled, 150))

    scale = prepared.picture.dpi / 150
    lower = [s for s in prepared.strokes if s.y0 > 1250 * scale]
    across = [s for s in lower if s.x1 - s.x0 > s.y1 - s.y0]
    assert (len(across), len(lower) - len(across)) == (3, 3)
    area = prepared.picture.pixels[int(1280 * scale) : int(1520 * scale)]
    assert (area < 128).mean() < 0.0005


def test_specks_and_black_edges_go_and_dots_stay(page: Image.Image) -> None:
    dirty = np.array(page.convert("L").resize((1654, 2339)))
    before = (dirty < 128).sum()
    dirty[:, :30] = 0
    dirty[::97, ::89] = 0
    prepared = prepare(as_picture(Image.fromarray(dirty)))
    assert (prepared.picture.pixels < 128).sum() == pytest.approx(before, rel=0.02)


def test_red_and_blue_are_lifted_off_the_print(page: Image.Image) -> None:
    stamped = page.copy()
    draw = ImageDraw.Draw(stamped)
    draw.ellipse((300, 300, 600, 600), outline=(215, 40, 45), width=8)
    draw.line((300, 800, 700, 760), fill=(40, 60, 170), width=5)
    found = layers(as_picture(stamped, 150))

    assert found.red is not None
    assert found.red[295:605, 295:605].sum() > 3000
    assert found.blue is not None
    assert found.blue[750:810, 300:700].sum() > 1000
    plain = layers(as_picture(page, 150)).black
    assert np.abs(found.black.astype(int) - plain.astype(int))[:250].max() < 10
    assert (found.black < 128).sum() == pytest.approx((plain < 128).sum(), rel=0.03)


def test_a_shadow_on_the_paper_is_no_ink(page: Image.Image) -> None:
    shade = np.linspace(1.0, 0.55, page.width)[None, :]
    shadowed = (grey(page) * shade).astype(np.uint8)
    found = layers(as_picture(Image.fromarray(shadowed), 150)).black
    assert (found < 128).sum() == pytest.approx((grey(page) < 128).sum(), rel=0.15)
    assert np.percentile(found, 50) > 235


def test_a_low_resolution_is_enlarged(page: Image.Image) -> None:
    small = page.convert("L").resize((page.width // 2, page.height // 2))
    assert prepare(as_picture(small, 75)).picture.dpi == 225
