"""How much a line of a scan says of a title."""

from __future__ import annotations

import pytest

from vanban_parser.lexicon.posts import is_heads, likeness, title_worth


@pytest.mark.parametrize(
    "line", ["KT. GIÁM ĐÓC", "TM. ỦY BAN NHÂN DẦN", "PHO CHU TICH"]
)
def test_marks_do_not_count(line: str) -> None:
    assert likeness(line) == 1.0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("PHÓ GIÁM ĐÓC", "GIÁM ĐÓC"),
        ("GIÁM ĐỐC", "GIÁM"),
        ("KT. CHỦ TỊCH", "Z KT. CHỦ TỊCH ~ N"),
        ("VỤ TRƯỞNG VỤ TỔ CHỨC", "TRƯỞNG"),
    ],
)
def test_the_whole_title_is_worth_most(better: str, worse: str) -> None:
    assert title_worth(better, 0.9) > title_worth(worse, 0.9) > 0


@pytest.mark.parametrize("line", ["", "ỆẾ", "Lê Văn Mẫu", "- Lưu: VT", "XHCN"])
def test_no_title_is_worth_nothing(line: str) -> None:
    assert title_worth(line, 0.9) == 0.0


def test_an_unknown_title_must_be_read_well() -> None:
    assert title_worth("ĐẠI TÁ CHÍNH ỦY", 0.95) > 0
    assert title_worth("ĐẠI TÁ CHÍNH ỦY", 0.5) == 0.0


@pytest.mark.parametrize("line", ["GIÁM ĐÓC", "CHU TỊCH", "GIẤM ĐỐC", "Cục trưởng"])
def test_a_heads_title_is_known(line: str) -> None:
    assert is_heads(line)


@pytest.mark.parametrize("line", ["PHÓ GIÁM ĐỐC", "KT. CHỦ TỊCH", "UBND TỈNH", ""])
def test_a_deputys_title_is_no_heads(line: str) -> None:
    assert not is_heads(line)
