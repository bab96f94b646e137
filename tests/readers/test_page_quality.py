"""A page is good, or it must be read from its picture."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.layout import Ink
from vanban_parser.readers.page_quality import Quality, quality

A4 = 595 * 842.0
TEXT = (
    "Thực hiện Kế hoạch của Ủy ban nhân dân huyện về rà soát nhà văn hóa các thôn, "
    "Phòng Nội vụ đề nghị các xã, thị trấn gửi báo cáo trước ngày 10 tháng 9 năm 2026 "
    "để tổng hợp, trình Chủ tịch Ủy ban nhân dân huyện xem xét, quyết định."
)
MISREAD = (
    "Thuc hien Ke hoach cua Uy ban nhan dan huyen ve ra soat nha van hoa cac thon, "
    "Phong Noi vu de nghi cac xa, thi tran gui bao cao truoc ngay 10 thang 9 nam 2026"
)
SPLIT = " ".join(TEXT.replace(" ", ""))
NOISE = (
    "Tk4x qvw Bnz hxxd rtl jkw zzv mdf xcv wqq plk jhg fds ytr bvc xzw qaz wsx edc rfv"
)


def inks(text: str, *, spread: float = 20.0) -> list[Ink]:
    words = []
    for number, start in enumerate(range(0, len(text), 80)):
        words += typed(text[start : start + 80], base=100 + spread * number)
    return [Ink(w.x0, w.y0, w.x1, w.y1, w.text, size=13) for w in words]


def judged(words: Sequence[Ink], *, picture: bool = False, hidden: bool = False) -> str:
    return quality(words, A4, is_picture=picture, is_hidden=hidden).value


def test_text_is_good_also_over_a_picture() -> None:
    assert judged(inks(TEXT, spread=120)) == "good"
    assert judged(inks(TEXT, spread=120), picture=True) == "good"


def test_a_good_hidden_layer_is_good() -> None:
    assert judged(inks(TEXT), picture=True, hidden=True) == "good"


@pytest.mark.parametrize("text", [MISREAD, SPLIT, NOISE, "Số 15 ngày 10 " * 3])
def test_a_poor_hidden_layer_is_poor(text: str) -> None:
    words = inks(text)
    assert judged(words, picture=True, hidden=True) in {"poor", "stamp"}


def test_poor_words_that_a_person_sees_are_the_letter_itself() -> None:
    assert judged(inks(MISREAD)) == "good"


@pytest.mark.parametrize("wrong", ["(cid:12)", "\ufffd", "\ue012"])
def test_characters_without_meaning_are_broken(wrong: str) -> None:
    assert judged(inks(TEXT.replace("n", wrong))) == "broken"


def test_nothing_is_none() -> None:
    assert judged([]) == "none"


def test_a_number_and_a_day_are_a_stamp() -> None:
    assert judged(inks("15 10 Mẫu Sơn"), picture=True) == "stamp"


def test_a_signature_is_a_stamp() -> None:
    words = inks(
        "Ký bởi: Ủy ban nhân dân huyện Mẫu Sơn Cơ quan: Tỉnh Mẫu Thời gian: 10.9.2026"
    )
    assert judged(words, picture=True) == "stamp"
    inserted = [word._replace(inserted=True) for word in inks(TEXT, spread=120)]
    assert judged(inserted, picture=True) == "stamp"
    assert Quality("stamp") is Quality.STAMP
