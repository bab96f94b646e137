"""Titles that a seal covers are told by what they can only have been."""

from __future__ import annotations

import pytest

from vanban_parser.resolve.sealed import deputy_of


@pytest.mark.parametrize(
    ("lines", "authority", "position"),
    [
        (("IZT, GIÁM ĐÓC", "ai GIÁM ĐỚC,"), "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        (("KẾ, GIÁM ĐÓ C la", "GIẢM Đ"), "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        (("GIAN Đ", "GIẢM ĐỐC"), "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        (("t~. GIÁM ĐỘC", "PHO.GIẢM"), "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        (("K CHỦ TỊCH", "PH CHỦ TỊ"), "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (("KI BỘ TRƯỞNG", "THÚ TRƯỞN"), "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"),
        (
            ("X HIỆU TRƯỞNG", "Đ", "PHO HIỆU TRƯƠN"),
            "KT. HIỆU TRƯỞNG",
            "PHÓ HIỆU TRƯỞNG",
        ),
    ],
)
def test_two_lines_of_one_title_are_head_and_deputy(
    lines: tuple[str, ...], authority: str, position: str
) -> None:
    found = deputy_of(lines)

    assert found is not None
    assert (found.authority, found.position) == (authority, position)


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("GIÁM ĐỐC",),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("GIÁM ĐỐC", "CHỦ TỊCH"),
        ("NGƯỜI LẬP BIỂU", "GIÁM ĐỐC"),
        ("GIÁM ĐỐC SỞ VĂN HÓA VÀ THỂ THAO", "GIÁM ĐỐC SỞ NỘI VỤ TỈNH"),
        ("Đ", "GIẢM Đ"),
    ],
)
def test_other_lines_are_left_as_they_are(lines: tuple[str, ...]) -> None:
    assert deputy_of(lines) is None
