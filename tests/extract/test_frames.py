"""What the tagger is shown of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.extract.frames import Frame, frame
from vanban_parser.model.document import Span

ISSUER = "Ủy ban nhân dân huyện Hòa Lạc"


def shown(text: str, *above: str, issuer: str | None = ISSUER) -> Frame:
    return frame(text, Span(0, len(text)), above, issuer)


def roles(text: str, issuer: str | None = ISSUER) -> dict[str, str]:
    """Return the role of each distinct word of a sentence."""
    found = shown(text, issuer=issuer)
    return dict(zip(found.words, found.roles, strict=True))


def test_numbers_with_signs_are_one_word() -> None:
    found = shown("đạt 66,67% trước ngày 20/10/2026, số 14/UB.")
    assert "66,67" in found.words
    assert "20/10/2026" in found.words
    assert found.words[-2:] == ("UB", ".")


def test_offsets_are_those_of_the_letter() -> None:
    text = "Bỏ qua. Giao Phòng Nội vụ rà soát."
    found = frame(text, Span(8, len(text)), ("công văn", "plain"), ISSUER)
    own = found.words[found.n_above :]
    pieces = tuple(text[a:b] for a, b in zip(found.starts, found.ends, strict=True))
    assert own == pieces
    assert own[0] == "Giao"


@pytest.mark.parametrize(
    "named",
    [
        "Ủy ban nhân dân huyện Hòa Lạc",
        "UBND huyện Hòa Lạc",
        "UBND huyện",
        "ỦY BAN NHÂN DÂN HUYỆN",
        "Chủ tịch UBND huyện",
    ],
)
def test_the_issuer_is_known_by_all_its_names(named: str) -> None:
    found = shown(f"{named} yêu cầu Phòng Nội vụ báo cáo")
    words = len(named.split())
    assert found.roles[:words] == ("issuer",) * words
    assert "issuer" not in found.roles[words:]


def test_a_department_may_leave_its_province_out() -> None:
    found = roles("Sở Nội vụ sẽ tổng hợp", issuer="Sở Nội vụ tỉnh Hòa Lạc")
    assert found["Nội"] == "issuer"


def test_others_of_the_kind_are_not_the_issuer() -> None:
    assert "issuer" not in roles("UBND xã Hòa Lạc báo cáo").values()
    assert "issuer" not in roles("UBND huyện báo cáo", issuer=None).values()


def test_the_lexicon_says_what_words_are() -> None:
    found = roles("Giao Sở Y tế phải rà soát, vì Công an tỉnh đã kiểm điểm")
    assert found["Giao"] == "cue"
    assert found["Y"] == found["Công"] == "body"
    assert found["phải"] == "duty"
    assert found["soát"] == "verb"
    assert found["đã"] == "told"
    assert found["vì"] == ""


def test_lines_above_stand_first_and_are_cut_in_the_middle() -> None:
    long = " ".join(f"từ{i}" for i in range(60))
    found = shown("Rà soát hồ sơ.", "kế hoạch", "TỔ CHỨC THỰC HIỆN", long, "dash")
    above = found.words[: found.n_above]
    assert above[:3] == ("kế", "hoạch", "▸")
    assert above.count("▸") == 4
    assert found.n_above < 40
    assert all(role.startswith("^") for role in found.roles[: found.n_above])


def test_a_heading_is_marked_by_what_it_announces() -> None:
    def mark(line: str) -> str:
        found = shown("Rà soát hồ sơ.", line)
        return found.roles[found.words.index("▸")]

    assert mark("TỔ CHỨC THỰC HIỆN") == "^imposing"
    assert mark("Mục đích, yêu cầu") == "^background"
    assert mark("Phòng Nội vụ") == "^"


@given(st.text(max_size=200), st.lists(st.text(max_size=40), max_size=3))
def test_any_text_can_be_framed(text: str, above: list[str]) -> None:
    found = frame(text, Span(0, len(text)), above, "Sở Nội vụ") if text else None
    if found is not None:
        assert len(found.words) == len(found.roles)
        assert len(found.starts) == len(found.ends) <= len(found.words)
