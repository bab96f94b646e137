"""Where a letter is signed is looked at again, and only there."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from vanban_parser.readers.ocr.closing import look_again, region
from vanban_parser.readers.ocr.nouns import SAME, EngineError, Picture, Seen
from vanban_parser.readers.ocr.prepare import Prepared

WIDTH, HEIGHT = 595.0, 842.0
DPI = 144.0


@dataclass
class Reader:
    """An engine that reads what it is told, look by look, at one place."""

    says: list[str]
    shown: list[tuple[Picture, bool, bool]] = field(default_factory=list)
    name = "looks 1"

    def read(
        self, picture: Picture, *, rows: bool = False, sparse: bool = False
    ) -> list[Seen]:
        self.shown.append((picture, rows, sparse))
        if not self.says:
            raise EngineError("nothing more")
        scale = picture.dpi / 72
        words = []
        for number, text in enumerate(self.says.pop(0).split("|")):
            for place, word in enumerate(text.split()):
                x, y = (120 + 50 * place) * scale, (30 + 80 * number) * scale
                box = (x, y, x + 40 * scale, y + 10 * scale)
                words.append(Seen(*box, word, 0.95, number))
        return words


def page(*lines: tuple[float, float, str]) -> list[Seen]:
    words = []
    for number, (x, y, text) in enumerate(lines):
        for place, word in enumerate(text.split()):
            left = x + 40 * place
            words.append(Seen(left, y, left + 36, y + 11, word, 0.95, number))
    return words


CLOSING = page(
    (85, 560, "Các sở có tên trên thực hiện Công văn này từ ngày ký"),
    (85, 600, "Nơi nhận:"),
    (85, 615, "- Như trên;"),
    (85, 630, "- Các đơn vị thuộc và trực thuộc;"),
    (350, 600, "CHỦ TỊCH"),
    (350, 700, "Lê Văn Mẫu"),
)


def shown() -> Prepared:
    pixels = np.full((int(HEIGHT * 2), int(WIDTH * 2)), 255, dtype=np.uint8)
    return Prepared(Picture(pixels, DPI), SAME)


def test_the_region_is_beside_the_recipients() -> None:
    here = region(CLOSING, WIDTH, HEIGHT)

    assert here is not None
    assert {word.text for word in here.own(CLOSING)} == {
        *["CHỦ", "TỊCH", "Lê", "Văn", "Mẫu"]
    }
    assert here.top < 600 < 700 < here.bottom


def test_a_page_without_recipients_has_none() -> None:
    assert region(CLOSING[:10], WIDTH, HEIGHT) is None
    # Of a table's column or a heading in the right half nothing follows.
    assert region(page((400, 300, "Nơi nhận hồ sơ")), WIDTH, HEIGHT) is None


def test_an_item_that_goes_far_right_is_none_of_its_words() -> None:
    long = page((85, 615, "- Các cơ quan và đơn vị trực thuộc trên địa bàn;"))
    here = region([*CLOSING, *long], WIDTH, HEIGHT)

    assert here is not None
    again = Seen(285, 614, 321, 627, "thuộc", 0.9, 0)
    assert again not in here.own([again])


def test_looks_end_when_two_agree() -> None:
    here = region(CLOSING, WIDTH, HEIGHT)
    assert here is not None
    engine = Reader(["CHỦ TỊCH|Lê Văn Mẫu"] * 9)

    readings = look_again(engine, shown, here, here.own(CLOSING))

    assert len(readings) == len(engine.shown) == 1
    (picture, rows, sparse) = engine.shown[0]
    assert (rows, sparse) == (False, True)
    assert picture.width < WIDTH * 2 * 0.7
    assert [word.text for word in readings[0]] == ["CHỦ", "TỊCH", "Lê", "Văn", "Mẫu"]
    # What it saw is told in points of the page.
    assert all(here.top < word.y0 < here.bottom for word in readings[0])


def test_looks_go_on_while_a_name_is_doubtful() -> None:
    here = region(CLOSING, WIDTH, HEIGHT)
    assert here is not None
    engine = Reader(
        ["CHỦ TỊCH|Lê Vặn Mấu", "CHỦ TỊCH|Lê Văn Mẩu", "CHỦ TỊCH|Lê Văn Mẫu"]
    )

    readings = look_again(engine, shown, here, here.own(CLOSING))

    assert len(readings) == 3
    assert len({picture.pixels.shape for picture, *_ in engine.shown}) > 1


def test_an_engine_that_fails_ends_the_looks() -> None:
    here = region(CLOSING, WIDTH, HEIGHT)
    assert here is not None
    assert look_again(Reader([]), shown, here, ()) == ()


def test_what_is_stamped_in_red_is_always_shown() -> None:
    here = region(CLOSING, WIDTH, HEIGHT)
    assert here is not None
    engine = Reader(["CHỦ TỊCH|Lê Văn Mẫu"] * 9)
    red = np.zeros((int(HEIGHT * 2), int(WIDTH * 2)), dtype=np.bool_)
    red[1400:1420, 800:1000] = True

    def stamped() -> Prepared:
        return Prepared(shown().picture, SAME, red=red)

    assert len(look_again(engine, stamped, here, here.own(CLOSING))) == 2
    assert [int((p.pixels < 128).sum()) for p, *_ in engine.shown] == [4000, 4000]
