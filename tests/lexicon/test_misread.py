"""Names of bodies whose marks a scan misread."""

from __future__ import annotations

import pytest

from vanban_parser.lexicon.misread import repaired


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ỦY BẠN NHÂN DÂN TÍNH PHÚ THỌ", "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ"),
        ("Ủy ban nhân dần tỉnh Quảng Ngãi", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
        ("SƠ Y TE", "SỞ Y TẾ"),
        ("SỞ THÔNG TIN VÀ TRUYÈN THÔNG", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"),
        ("CỤC THUÊ", "CỤC THUẾ"),
    ],
)
def test_what_is_one_known_name_but_for_its_marks_is_mended(
    printed: str, name: str
) -> None:
    assert repaired(printed) == name


@pytest.mark.parametrize(
    "printed",
    [
        "SỞ Y TẾ",
        "UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH",
        "ỦY BAN MẶT TRẬN TỔ QUỐC",
        "CÔNG TY CỔ PHẦN MẪU SƠN",
        "BỘ CÔNG AN",
        "KHU BẢO TỒN MẪU SƠN",
        "NHÀ HÁT CẢI LƯƠNG",
        "",
        "123",
    ],
)
def test_known_and_unknown_names_are_left_alone(printed: str) -> None:
    assert repaired(printed) is None
