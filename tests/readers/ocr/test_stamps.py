"""A red stamp at the head of a scan is looked at before anything of it is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.readers.ocr.scan_making import Fake, as_picture, needs_tesseract, rendered
from tests.readers.ocr.scan_making import scan as scanned
from tests.readers.pdf_making import LETTER
from tools.letters.pdf import set_pdf
from vanban_parser.errors import SecretLetterError
from vanban_parser.gate import Gate
from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.readers.ocr.prepare import prepare
from vanban_parser.readers.ocr.recognise import Recogniser
from vanban_parser.readers.ocr.stamps import SecrecyLook, stamps
from vanban_parser.readers.registry import read_bytes
from vanban_parser.settings import Settings

FONT = Path(__file__).parents[3] / "tools" / "letters" / "fonts" / "bold.ttf"
RED, BLACK = (200, 30, 40), (20, 20, 20)
DPI = 200
MM = DPI / 25.4


def stamped(
    words: str, *, x: float = 32, y: float = 62, height: float = 9, tilt: float = 0
) -> Image.Image:
    """Return a letter's first page with a framed red stamp, x and y in mm."""
    page = rendered(set_pdf(LETTER), DPI)
    font = ImageFont.truetype(str(FONT), round(0.65 * height * MM))
    size = (round(font.getlength(words) + 6 * MM), round(height * MM))
    stamp = Image.new("RGBA", size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((1, 1, size[0] - 2, size[1] - 2), outline=(*RED, 255), width=4)
    middle = (size[0] / 2, size[1] / 2 - 0.3 * MM)
    draw.text(middle, words, fill=(*RED, 255), font=font, anchor="mm")
    turned = stamp.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    page.paste(turned, (round(x * MM), round(y * MM)), turned)
    return page


def found(page: Image.Image) -> list[bool]:
    """Return for each stamp of a page whether it is framed."""
    prepared = prepare(as_picture(page))
    if prepared.red is None:
        return []
    return [s.is_framed for s in stamps(prepared.red, prepared.picture.dpi)]


@pytest.mark.parametrize("tilt", [0, 3])
def test_a_framed_stamp_is_found_where_marks_stand(tilt: float) -> None:
    assert found(stamped("TỐI MẬT", tilt=tilt)) == [True]


def test_other_red_ink_is_none() -> None:
    assert found(rendered(set_pdf(LETTER), DPI)) == []
    assert found(stamped("TỐI MẬT", y=200)) == []
    assert not any(found(stamped("ĐẾN", height=30)))
    seal = rendered(set_pdf(LETTER), DPI)
    ImageDraw.Draw(seal).ellipse((200, 300, 480, 580), outline=RED, width=8)
    assert found(seal) == []


def test_an_unreadable_stamp_stops_the_page_before_it_is_kept() -> None:
    class Kept(dict[str, object]):
        put = dict.__setitem__

    cache = Kept()
    engine = Fake()
    guard = SecrecyLook(Gate(Settings()), engine)
    picture = as_picture(stamped("MẬT"))
    reader = Recogniser(engine, cache, guard=guard)  # type: ignore[arg-type]
    with pytest.raises(SecretLetterError):
        reader.read(picture)
    assert cache == {}
    open_gate = Gate(Settings(allow_secret_letters=True))
    opened = SecrecyLook(open_gate, engine)
    assert Recogniser(engine, guard=opened).read(picture) is not None


def test_words_of_the_page_are_looked_at_too() -> None:
    engine = Fake([Seen(300, 500, 400, 530, "MẶT", 0.9, 0)])
    guard = SecrecyLook(Gate(Settings()), engine)
    white = as_picture(Image.fromarray(np.full((2339, 1654), 255, dtype=np.uint8)))
    reader = Recogniser(engine, guard=guard)
    with pytest.raises(SecretLetterError):
        reader.read(white)


@needs_tesseract
@pytest.mark.parametrize("words", ["MẬT", "TUYỆT MẬT"])
def test_a_scan_with_a_mark_is_not_read(words: str, tmp_path: Path) -> None:
    settings = Settings(ocr_cache=tmp_path)
    with pytest.raises(SecretLetterError):
        read_bytes(scanned([stamped(words)], DPI), "a.pdf", settings)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@needs_tesseract
def test_a_scan_with_another_stamp_is_read(tmp_path: Path) -> None:
    settings = Settings(ocr_cache=tmp_path)
    document = read_bytes(scanned([stamped("KHẨN")], DPI), "a.pdf", settings)
    assert "HUYỆN MẪU SƠN" in document.text
