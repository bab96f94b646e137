"""What is stamped beside the addressees is no part of their lines."""

from __future__ import annotations

from vanban_parser.readers.ocr.beside import stamped_beside
from vanban_parser.readers.ocr.nouns import Seen

WIDTH, HEIGHT = 595.0, 842.0


def words(*lines: tuple[float, float, str]) -> list[Seen]:
    found = []
    for number, (x, y, text) in enumerate(lines):
        for place, word in enumerate(text.split()):
            left = x + 30 * place
            found.append(Seen(left, y, left + 26, y + 11, word, 0.9, number))
    return found


def stamped(seen: list[Seen]) -> list[str]:
    return [w.text for w in stamped_beside(seen, WIDTH, HEIGHT) if w.stamped]


LIST = words(
    (150, 205, "Kính gửi:"),
    (215, 220, "- Các phòng, ban;"),
    (215, 235, "- Các thôn."),
)


def test_words_left_of_the_list_are_stamped() -> None:
    assert stamped([*LIST, *words((80, 224, "HỎA TỐC"))]) == ["HỎA", "TỐC"]


def test_the_list_and_its_head_are_not() -> None:
    assert stamped(LIST) == []


def test_words_above_and_below_are_not() -> None:
    seen = [*LIST, *words((80, 150, "V/v nhà kho"), (80, 290, "Thực hiện"))]
    assert stamped(seen) == []


def test_a_list_at_the_margin_has_nothing_beside_it() -> None:
    body = words((110, 400, "- Các phòng;"), (110, 415, "- Các thôn."))
    assert stamped([*words((60, 402, "a)")), *body]) == []


def test_one_dash_is_no_list() -> None:
    line = words((215, 220, "- Các phòng."), (80, 222, "ngày"))
    assert stamped(line) == []


HEADER = words(
    (260, 76, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
    (300, 92, "Độc lập - Tự do - Hạnh phúc"),
    (275, 122, "Bản Mẫu, ngày 17 tháng 01 năm 2020"),
)


def left_out(seen: list[Seen]) -> list[str]:
    kept = stamped_beside(seen, WIDTH, HEIGHT)
    return [word.text for word in seen if word not in kept]


def test_the_day_and_time_of_a_digital_seal_at_the_motto_are_left_out() -> None:
    seal = words((518, 50, "21.01.2020"), (518, 62, "+07:00"), (524, 77, "09:32:33"))
    assert left_out([*HEADER, *seal]) == ["21.01.2020", "+07:00", "09:32:33"]


def test_the_letters_own_day_and_a_page_number_are_not() -> None:
    seen = [*HEADER, *words((300, 40, "2"), (90, 122, "Số: 12/QĐ-UBND"))]
    assert left_out(seen) == []


def test_a_page_without_a_motto_has_no_such_seal() -> None:
    assert left_out(words((518, 50, "21.01.2020"), (100, 80, "1. Các phòng"))) == []
