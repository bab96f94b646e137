"""The one form of a letter's characters, the folded form, and sentences."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vanban_parser.text import fold, lines_with, normalise, sentences, whole_folded

VIETNAMESE = "Ủy ban nhân dân xã Đông Hòa họp về việc sửa đường ở thôn Ngã Bảy"
# What letters are typed with, and what Hypothesis would seldom meet by chance.
SIGNS = st.sampled_from(
    [*"aeoăâđêôơưừỡ ễĐỦ.,;:/-–—“”()", "\u0301", "\u0309", "\u00ad", "\u200b", "\ufb01"]
)
TEXT = st.one_of(st.text(max_size=60), st.text(alphabet=SIGNS, max_size=60))


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


# Normal form ------------------------------------------------------------------


@given(TEXT)
@example("a\u200b\u0301")
@example("\u0344\u0314")
@example("o\u00ad\u0302")
def test_normal_text_stays_as_it_is(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once


@given(TEXT)
@example("e\u200d\u0323\u0302")
def test_normal_text_is_composed_and_has_single_spaces_only(text: str) -> None:
    found = normalise(text)

    assert unicodedata.is_normalized("NFC", found)
    assert "  " not in found
    assert found == found.strip()
    assert [sign for sign in found if sign.isspace() and sign != " "] == []
    assert [sign for sign in found if unicodedata.category(sign) == "Cc"] == []


@given(st.text(alphabet=VIETNAMESE, max_size=60))
def test_composed_and_decomposed_words_are_one(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)

    assert normalise(decomposed) == normalise(text)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("\u00d0iều 3", "Điều 3"),
        ("\u0189ảng ủy", "Đảng ủy"),
        ("UBND\u00adVP", "UBND-VP"),
        ("UBND\u2011VP", "UBND-VP"),
        ("\uf0b7 Sở Nội vụ", "- Sở Nội vụ"),
        ("o\ufb03ce", "office"),
        ("Số:\u00a0\u00a012", "Số: 12"),
        ("một\thai\nba", "một hai ba"),
        (" \u200bmột\u200b hai\ufeff ", "một hai"),
        ("thừa\u00a0 \u2003trống", "thừa trống"),
        ("a\x07b", "ab"),
    ],
)
def test_what_stands_in_for_a_sign_is_read_as_it(printed: str, meant: str) -> None:
    assert normalise(printed) == meant


@pytest.mark.parametrize("text", ["“Ngày – đêm”", "từ 5 — 7 %", "m²", "đ/c Ksor H’Bơ"])
def test_dashes_quotes_and_raised_signs_stay_as_printed(text: str) -> None:
    assert normalise(text) == text


# Folding ----------------------------------------------------------------------


@given(TEXT)
@example("İstanbul ß ŉ ǰ ΐ ﬃ")
@example("한국어 각")
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert [fold(sign) for sign in text] == list(fold(text))


@given(st.text(alphabet=VIETNAMESE, max_size=60))
def test_folding_takes_case_and_marks_away(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)


def test_both_spellings_of_a_tone_fold_alike() -> None:
    assert fold("Ủy ban") == fold("UỶ BAN") == "uy ban"
    assert fold("ĐẶC KHU") == "dac khu"


# Sentences --------------------------------------------------------------------


PIECES = st.sampled_from([*"abĐẾ1 .!?…;\n“”()-/", "TP.", "KT. ", "./."])


@given(st.lists(PIECES, max_size=60).map("".join))
def test_sentences_are_in_order_and_leave_out_nothing_but_space(text: str) -> None:
    found = sentences(text, 0, len(text))
    left_out = list(text)
    end = 0
    for start, stop in found:
        assert end <= start < stop <= len(text)
        assert text[start:stop] == text[start:stop].strip()
        assert "\n" not in text[start:stop]
        left_out[start:stop] = " " * (stop - start)
        end = stop
    assert "".join(left_out).strip() == ""


def test_sentences_of_a_part_of_the_text_have_offsets_of_the_whole() -> None:
    text = "Mở đầu. Một câu. Hai câu. Kết."
    start, end = text.index("Một"), text.index(" Kết")

    found = sentences(text, start, end)

    assert [text[a:b] for a, b in found] == ["Một câu.", "Hai câu."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Họp thôn. Bầu trưởng thôn.", ["Họp thôn.", "Bầu trưởng thôn."]),
        ("Đã xong!\nCòn gì nữa? Hết.", ["Đã xong!", "Còn gì nữa?", "Hết."]),
        ("Thực hiện nghiêm./. Nơi nhận:", ["Thực hiện nghiêm./.", "Nơi nhận:"]),
        ("Ghi “đủ.” Nộp sổ.", ["Ghi “đủ.”", "Nộp sổ."]),
        ("Gửi về xã. - Sửa đường.", ["Gửi về xã.", "- Sửa đường."]),
    ],
)
def test_a_closing_sign_before_a_capital_ends_a_sentence(
    text: str, parts: list[str]
) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "UBND TP. Mẫu Sơn họp",
        "do KT. Chủ tịch ký",
        "gặp đ/c Tr. Văn Mẫu",
        "gồm sách, vở, v.v. Mẫu biểu kèm theo",
        "theo mục 3. Phần chung",
        "hộ ông (ThS. Lê Mẫu)",
        "diện tích 1.200 mét, đạt 12.5 điểm",
        "xem thêm. ở trang sau",
    ],
)
def test_an_abbreviation_or_number_ends_no_sentence(text: str) -> None:
    assert cut(text) == [text]


def test_the_number_of_a_month_ends_a_sentence() -> None:
    text = "Nộp sổ trong tháng 9. Giao Phòng Nội vụ đôn đốc."

    assert cut(text) == [text[:21], text[22:]]


@given(
    st.text(alphabet=VIETNAMESE + "%\n", max_size=60),
    st.sampled_from(["a", "so y", "%"]),
)
def test_the_lines_that_hold_a_word_are_found_whatever_its_marks(
    text: str, word: str
) -> None:
    expected = []
    start = 0
    for line in text.split("\n"):
        if word in fold(line):
            expected.append((start, start + len(line)))
        start += len(line) + 1

    assert lines_with(text, [word]) == expected


def test_a_line_that_holds_two_of_the_words_is_named_once() -> None:
    text = "Các xã, phường\nđơn vị\nPHƯỜNG Tân Mẫu"

    assert lines_with(text, ["xa", "phuong"]) == [(0, 14), (22, 36)]
    assert whole_folded(text) == fold(text)
