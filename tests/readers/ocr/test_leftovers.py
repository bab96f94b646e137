"""What looks like a row of letters and was not read is read by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.readers.ocr.scan_making import as_picture, needs_tesseract, rendered
from tests.readers.pdf_making import LETTER
from tools.letters.pdf import set_pdf
from vanban_parser.readers.ocr.leftovers import leftovers
from vanban_parser.readers.ocr.nouns import Picture, Seen
from vanban_parser.readers.ocr.prepare import Prepared, prepare
from vanban_parser.readers.ocr.tesseract import tesseract


@dataclass
class Reader:
    """An engine that says one word for each row that it is given."""

    text: str = "GIÁM"
    confidence: float = 0.9
    shown: list[Picture] = field(default_factory=list)
    name = "rows 1"

    def read(
        self, picture: Picture, *, rows: bool = False, sparse: bool = False
    ) -> list[Seen]:
        assert rows
        self.shown.append(picture)
        dark = np.nonzero((picture.pixels < 128).any(axis=1))[0]
        return [
            Seen(20, float(dark[0]), 90, float(dark[-1]), self.text, self.confidence, 0)
        ]


@pytest.fixture
def page() -> Prepared:
    """Return a white page with one row of letters."""
    image = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(image)
    for number in range(8):
        left = 900 + 30 * number
        pen.rectangle((left, 1500, left + 16, 1524), fill=0)
    return Prepared(as_picture(image), prepare(as_picture(image), turns=0).back)


def test_a_row_is_cut_out_and_its_words_come_back_to_their_place(
    page: Prepared,
) -> None:
    engine = Reader()
    (word,) = leftovers(engine, page, ())
    assert word.text == "GIÁM"
    assert word.y0 == pytest.approx(1500, abs=3)
    assert 880 < word.x0 < 920
    assert engine.shown[0].height < 120


def test_what_was_read_is_not_read_again(page: Prepared) -> None:
    engine = Reader()
    seen = Seen(895, 1495, 1140, 1530, "GIÁM ĐỐC", 0.9, 0)
    assert leftovers(engine, page, (seen,)) == ()
    assert engine.shown == []


@pytest.mark.parametrize(("text", "sure"), [("GIÁM", 0.2), ("xq^z", 0.9), ("G", 0.9)])
def test_what_is_no_word_is_not_believed(
    page: Prepared, text: str, sure: float
) -> None:
    assert leftovers(Reader(text, sure), page, ()) == ()


@needs_tesseract
def test_a_name_stamped_in_red_is_read() -> None:
    engine = tesseract(60)
    assert engine is not None
    image = rendered(set_pdf(LETTER))
    pixels = np.array(image)
    dark = pixels.max(axis=2) < 160
    dark[: int(0.3 * pixels.shape[0])] = False
    pixels[dark] = (200, 30, 40)
    prepared = prepare(as_picture(Image.fromarray(pixels)))
    words = leftovers(engine, prepared, engine.read(prepared.picture))
    assert "Mẫu" in [word.text for word in words]
