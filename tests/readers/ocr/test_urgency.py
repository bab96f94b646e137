"""Stamps of urgency beside the header are found, made level and read."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.readers.ocr.scan_making import needs_tesseract
from vanban_parser.readers.ocr.nouns import SAME, EngineError, Picture, Seen
from vanban_parser.readers.ocr.prepare import Prepared
from vanban_parser.readers.ocr.tesseract import tesseract
from vanban_parser.readers.ocr.urgency import (
    has_header,
    is_within,
    look_for_urgency,
    mark_of,
)

DPI = 200.0


@dataclass
class Reader:
    """An engine that says one thing of all that it is shown."""

    text: str = "HỎA TỐC"
    confidence: float = 0.9
    fails: bool = False
    shown: list[Picture] = field(default_factory=list)
    name = "stamps 1"

    def read(
        self, picture: Picture, *, rows: bool = False, sparse: bool = False
    ) -> list[Seen]:
        assert rows or sparse
        self.shown.append(picture)
        if self.fails:
            raise EngineError("it fell")
        return [
            Seen(0, 0, 9, 9, word, self.confidence, 0) for word in self.text.split()
        ]


def stamp(degrees: float = 0.0) -> Image.Image:
    """Return a frame of 35 mm with seven bars in it that stand for letters."""
    image = Image.new("L", (300, 110), 0)
    pen = ImageDraw.Draw(image)
    pen.rectangle((5, 5, 294, 104), outline=255, width=4)
    for number in range(7):
        left = 40 + 32 * number
        pen.rectangle((left, 35, left + 16, 75), outline=255, width=5)
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True)


def page(degrees: float = 0.0, *, red: bool) -> Prepared:
    image = Image.new("L", (1654, 2339), 0)
    image.paste(stamp(degrees), (150, 420))
    ink = np.asarray(image) > 128
    white = np.full(ink.shape, 255, dtype=np.uint8)
    if red:
        return Prepared(Picture(white, DPI), SAME, red=ink)
    return Prepared(Picture(np.where(ink, 0, 255).astype(np.uint8), DPI), SAME)


@pytest.mark.parametrize("red", [True, False])
@pytest.mark.parametrize("degrees", [0, 35, -20])
def test_a_stamp_is_cut_out_of_its_frame_and_made_level(
    degrees: float,
    red: bool,  # noqa: FBT001
) -> None:
    engine = Reader()
    (mark,) = look_for_urgency(engine, lambda: page(degrees, red=red), ())

    assert (mark.text, mark.stamped) == ("HỎA TỐC", True)
    # Where it stands, in points: 150 and 420 pixels of 200 an inch.
    assert (mark.x0, mark.y0) == (pytest.approx(54, abs=8), pytest.approx(151, abs=12))
    ink = engine.shown[0].pixels < 128
    rows = np.nonzero(ink.any(axis=1))[0]
    # Seven bars 40 pixels high at 200 dpi are 30 at 150; the frame would be 75.
    assert rows[-1] - rows[0] < 42


def test_what_is_read_in_the_letter_is_not_looked_at() -> None:
    engine = Reader()
    word = Seen(54, 150, 165, 195, "Phòng", 0.95, 0)
    assert look_for_urgency(engine, lambda: page(red=False), [word]) == ()
    assert engine.shown == []


@pytest.mark.parametrize("engine", [Reader("CÔNG VĂN ĐẾN"), Reader(fails=True)])
def test_other_stamps_say_nothing(engine: Reader) -> None:
    assert look_for_urgency(engine, lambda: page(red=True), ()) == ()


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("HỎA TỐC", "HỎA TỐC"),
        ("HOA TÓC:", "HỎA TỐC"),
        ("THƯỢNG KHẢN", "THƯỢNG KHẨN"),
        ("KHẨN", "KHẨN"),
        ("HỎA TỐC HẸN GIỜ", "HỎA TỐC HẸN GIỜ"),
        ("HÓA HỌC", None),
        ("KHÁN GIẢ", None),
        ("KHA", None),
        ("", None),
    ],
)
def test_a_mark_is_told_by_its_letters(text: str, mark: str | None) -> None:
    assert mark_of(text) == mark


def test_only_a_page_with_a_motto_has_a_header() -> None:
    motto = [
        Seen(300 + 30 * n, 70, 325 + 30 * n, 80, text, 0.9, 0)
        for n, text in enumerate(["Độc", "lập", "-", "Tự", "do"])
    ]
    assert has_header(motto, 842)
    assert not has_header(motto, 200)
    assert not has_header([], 842)


def test_what_the_first_look_made_of_a_mark_is_within_it() -> None:
    mark = Seen(50, 150, 150, 190, "HỎA TỐC", 0.9, 0, stamped=True)
    inside = Seen(60, 160, 90, 172, "HO.", 0.4, 0, stamped=True)
    beside = Seen(160, 160, 190, 172, "ngày", 0.4, 0, stamped=True)
    printed = Seen(60, 160, 90, 172, "Kính", 0.9, 0)
    assert [is_within(w, [mark]) for w in (inside, beside, printed)] == [
        True,
        False,
        False,
    ]


@needs_tesseract
def test_tesseract_reads_a_mark_aslant() -> None:
    engine = tesseract(60)
    assert engine is not None
    drawn = Image.new("L", (340, 120), 0)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((5, 5, 334, 114), outline=255, width=4)
    pen.text((60, 30), "HOA TOC", fill=255, font_size=52)
    image = Image.new("L", (1654, 2339), 0)
    image.paste(drawn.rotate(20, Image.Resampling.BICUBIC, expand=True), (150, 420))
    ink = np.asarray(image) > 128
    blank = np.full(ink.shape, 255, dtype=np.uint8)
    prepared = Prepared(Picture(blank, DPI), SAME, red=ink)

    (mark,) = look_for_urgency(engine, lambda: prepared, ())

    assert mark.text == "HỎA TỐC"
