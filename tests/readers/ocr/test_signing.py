"""Of several readings of a signature the one made of titles and names is believed."""

from __future__ import annotations

import pytest

from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.readers.ocr.signing import is_settled, with_signing

LEFT = 330.0


def line(text: str, y: float, sure: float = 0.9, number: int = 0) -> list[Seen]:
    """Return the words of a line whose letters are 7 points wide and 10 high."""
    words, x = [], LEFT
    for part in text.split():
        words.append(Seen(x, y, x + 7.0 * len(part), y + 10, part, sure, number))
        x += 7.0 * len(part) + 4
    return words


def signed(*rows: tuple[str, float]) -> list[Seen]:
    return [word for n, (text, y) in enumerate(rows) for word in line(text, y, 0.9, n)]


def lines(words: tuple[Seen, ...]) -> list[str]:
    """Return the lines from top to bottom."""
    found: dict[int, list[Seen]] = {}
    for word in words:
        found.setdefault(word.line, []).append(word)
    rows = sorted(found.values(), key=lambda row: row[0].y0)
    return [" ".join(word.text for word in row) for row in rows]


def chosen(first: list[Seen], *readings: list[Seen]) -> list[str]:
    return lines(with_signing(first, first, readings))


def test_scribbles_between_title_and_name_go() -> None:
    first = signed(("CHỦ TỊCH", 500), ("ậ ìj~", 540), ("Lê Văn Mẫu", 600))
    assert chosen(first, signed(("CHỦ TỊCH", 500), ("Lê Văn Mẫu", 600))) == [
        "CHỦ TỊCH",
        "Lê Văn Mẫu",
    ]


def test_a_title_that_another_look_saw_whole_is_taken() -> None:
    first = signed(("CHỦ TỊ", 500), ("Lê Văn Mẫu", 600))
    again = signed(("KT. CHỦ TỊCH", 501), ("PHÓ CHỦ TỊCH", 515), ("Lê Văn Mẫu", 600))
    assert chosen(first, again) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        # Names have Thu; one look saw it.
        (("Trần Thị Thụ Mai", "Trần Thị Thụ Mai", "Trần Thị Thu Mai"), "Thu"),
        # No look saw anything else: nobody says that it is wrong.
        (("Trần Thị Thụ Mai", "Trần Thị Thụ Mai"), "Thụ"),
        # Both are names: most looks decide.
        (("Trần Thị Hiền Mai", "Trần Thị Hiên Mai", "Trần Thị Hiền Mai"), "Hiền"),
    ],
)
def test_each_word_of_a_name_is_voted_on(readings: tuple[str, ...], name: str) -> None:
    pages = [signed(("GIÁM ĐỐC", 500), (reading, 600)) for reading in readings]
    assert chosen(*pages)[-1] == f"Trần Thị {name} Mai"


def test_other_spellings_of_a_name_are_kept_with_it() -> None:
    first, again = (
        signed(("GIÁM ĐỐC", 500), (name, 600))
        for name in ("Lê Văn Hồng", "Lê Văn Hông")
    )
    words = with_signing(first, first, [again])
    assert [w.others for w in words if w.text == "Hồng"] == [("Hông",)]


def test_a_footer_is_no_name() -> None:
    first = signed(("GIÁM ĐỐC", 500), ("Website Y", 560), ("Lê Văn Mẫu", 600))
    assert chosen(first, first) == ["GIÁM ĐỐC", "Lê Văn Mẫu"]


@pytest.mark.parametrize(
    "name",
    [
        "Trần Văn",  # a middle name is never the last
        "Tế Hoàng Anh",  # what a seal left of another family name stands before it
    ],
)
def test_half_a_name_is_none(name: str) -> None:
    first = signed(("GIÁM ĐỐC", 500), ("ậ ìj~", 540))
    again = signed(("GIÁM ĐỐC", 500), (name, 600))
    assert chosen(first, again) == ["GIÁM ĐỐC", "ậ ìj~"]


def test_titles_stamped_into_each_other_become_two_lines() -> None:
    first = signed(("GIẢM ĐÓ", 505), ("Lê Văn Mẫu", 600))
    again = signed(("GIÁM ĐỐC", 500), ("PHÓ GIÁM ĐỐC", 508), ("Lê Văn Mẫu", 600))
    words = with_signing(first, first, [again])
    assert lines(words) == ["GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Mẫu"]
    upper, lower = (
        next(w for w in words if w.text == text) for text in ("GIÁM", "PHÓ")
    )
    assert lower.y0 >= upper.y0 + 12


def test_without_further_readings_all_stays() -> None:
    first = signed(("GIẢM ĐÓ", 505), ("ậ ìj~", 540))
    assert with_signing(first, first, ()) == tuple(first)


def test_words_elsewhere_stay() -> None:
    first = signed(("CHỦ TỊCH", 500), ("ậ ìj~", 540), ("Lê Văn Mẫu", 600))
    body = line("Kính gửi các phòng", 100, number=9)
    words = with_signing([*body, *first], first, [first])
    assert words[: len(body)] == tuple(body)


@pytest.mark.parametrize(
    ("readings", "settled"),
    [
        ((), False),
        ((("CHỦ TỊCH", "Lê Văn Mẫu"),), False),
        ((("CHỦ TỊCH", "Lê Văn Mẫu"), ("CHỦ TỊCH", "Lê Văn Mẫu")), True),
        ((("CHỦ TỊ", "Lê Văn Mẫu"), ("CHỦ TỊ", "Lê Văn Mẫu")), False),
        ((("CHỦ TỊCH", "Lê Văn Hông"), ("CHỦ TỊCH", "Lê Văn Hông")), False),
        ((("CHỦ TỊCH", "Lê Văn Mẫu"), ("CHỦ TỊCH", "Lê Vân Mẫu")), False),
    ],
)
def test_two_looks_that_agree_are_enough(
    readings: tuple[tuple[str, str], ...],
    settled: bool,  # noqa: FBT001
) -> None:
    pages = [signed((title, 500), (name, 600)) for title, name in readings]
    assert is_settled(pages) is settled


def beside(*parts: tuple[str, float], y: float = 600.0) -> list[Seen]:
    """Return words of one line, each where it is said to start."""
    return [Seen(x, y, x + 7.0 * len(text), y + 10, text, 0.93, 9) for text, x in parts]


def test_a_name_of_which_each_look_saw_a_part_is_put_together() -> None:
    first = signed(("PHÓ CHỦ TỊCH", 500))
    one = [*first, *beside(("Nguyễn", 330.0), ("n", 390.0))]
    two = [*first, *beside(("Văn", 376.0), ("Minh", 401.0))]
    assert chosen(first, one, two) == ["PHÓ CHỦ TỊCH", "Nguyễn Văn Minh"]


def test_parts_that_stand_apart_are_no_name() -> None:
    first = signed(("PHÓ CHỦ TỊCH", 500))
    one = [*first, *beside(("Nguyễn", 330.0))]
    two = [*first, *beside(("Minh", 420.0))]
    assert chosen(first, one, two) == ["PHÓ CHỦ TỊCH"]


def test_a_family_name_that_most_looks_read_otherwise_is_not_claimed() -> None:
    first = signed(("GIÁM ĐỐC", 500), ("Tạ Hoàng Mẫu", 600))
    other = signed(("GIÁM ĐỐC", 500), ("LẠ Hoàng Mẫu", 600))
    assert chosen(first, other, other) == ["GIÁM ĐỐC"]


def test_the_end_of_a_family_name_speaks_for_it() -> None:
    first = signed(("GIÁM ĐỐC", 500), ("Nguyễn Trúc Mẫu", 600))
    cut = [*signed(("GIÁM ĐỐC", 500)), *beside(("uyễn", 344.0), ("Trúc", 376.0))]
    assert chosen(first, cut, cut, cut) == ["GIÁM ĐỐC", "Nguyễn Trúc Mẫu"]


def test_a_stroke_of_the_seal_over_a_title_goes() -> None:
    first = signed(("CHỦ TỊCH", 500), ("Lê Văn Mẫu", 600))
    stroke = Seen(LEFT + 24, 494, LEFT + 27, 497, "Ễ", 0.3, 9)
    far = Seen(LEFT + 200, 494, LEFT + 203, 497, "Ễ", 0.3, 10)
    again = signed(("CHỦ TỊCH", 500), ("Lê Văn Mẫu", 600))

    words = with_signing([*first, stroke, far], [*first, stroke, far], [again])

    assert stroke not in words
    assert far in words


def test_a_title_is_set_in_capitals() -> None:
    first = signed(("phó GIÁM ĐỐC", 500), ("Lê Văn Mẫu", 600))
    assert chosen(first, first) == ["PHÓ GIÁM ĐỐC", "Lê Văn Mẫu"]


@pytest.mark.parametrize(
    "again",
    [
        # The end of a title under the one that was read, under a seal.
        (("f“MĐỐC", 517),),
        # The same word twice in one look, a line stamped into the other.
        (("GIẤM ĐỐC", 500), ("GIA", 506)),
    ],
)
def test_of_two_titles_of_which_one_was_read_none_is_claimed(
    again: tuple[tuple[str, float], ...],
) -> None:
    first = signed(("GIÁM ĐỐC", 500), ("ậ ìj~", 540), ("Lê Văn Mẫu", 600))
    badly = [w for n, (text, y) in enumerate(again) for w in line(text, y, 0.1, n)]
    other = [*badly, *signed(("Lê Văn Mẫu", 600))]
    assert chosen(first, other) == ["Lê Văn Mẫu"]


@pytest.mark.parametrize(
    "again",
    [
        (("GIÁM ĐỐC", 501),),
        (("SỞ Y TẾ", 545),),  # of a seal
        (("GIÁM ĐỐC", 500), ("Đ", 517)),
    ],
)
def test_a_heads_title_alone_stays(again: tuple[tuple[str, float], ...]) -> None:
    first = signed(("GIÁM ĐỐC", 500), ("Lê Văn Mẫu", 600))
    other = signed(*again, ("Lê Văn Mẫu", 600))
    assert chosen(first, other) == ["GIÁM ĐỐC", "Lê Văn Mẫu"]
