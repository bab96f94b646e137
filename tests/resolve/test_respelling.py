"""Values of scanned letters are spelt right, and say so."""

from __future__ import annotations

import pytest

from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.resolve.respelling import CODE, respelt_finding, respelt_signing
from vanban_parser.resolve.signing import Signing


def finding(value: str) -> Finding[str]:
    return Finding(value, (Span(0, len(value)),), "rule")


def test_a_value_that_was_changed_says_so_and_keeps_its_evidence() -> None:
    right = respelt_finding(finding("GIÁM ĐÓC"))
    assert right is not None
    assert (right.value, right.inferred, right.spans) == (
        "GIÁM ĐỐC",
        CODE,
        (Span(0, 8),),
    )


def test_a_line_with_kt_is_no_position() -> None:
    assert signed("TL. CỤC TRƯỞNG", "KT. TRƯỞNG BAN", n_authority=1) == (
        "TL. CỤC TRƯỞNG KT. TRƯỞNG BAN",
        None,
    )


@pytest.mark.parametrize(
    ("read", "title", "doubt"),
    [
        ("CHỦ Ễ TỊCH", "CHỦ TỊCH", CODE),
        ("PHÓ GIÁM ~Ñ ĐỐC", "PHÓ GIÁM ĐỐC", CODE),
        ("Q. GIÁM ĐỐC", "Q. GIÁM ĐỐC", None),
        ("GIÁM ĐỐC SỞ Y TẾ", "GIÁM ĐỐC SỞ Y TẾ", None),
        ("T-GIÁM ĐỐC", "T-GIÁM ĐỐC", "unsure"),
        # No title is left without it: the line was not read for what it is.
        ("TRƯỞNG Ễ PHÒNG NỘI VỤ", "TRƯỞNG Ễ PHÒNG NỘI VỤ", "unsure"),
    ],
)
def test_a_stroke_within_a_title_goes_or_is_doubted(
    read: str, title: str, doubt: str | None
) -> None:
    span = Span(0, len(read))
    position = respelt_signing(
        Signing(None, Finding(read, (span,), "signature-position")), read
    ).position

    assert position is not None
    assert (position.value, position.inferred) == (title, doubt)


def test_a_value_that_is_right_says_nothing() -> None:
    same = finding("GIÁM ĐỐC")
    assert respelt_finding(same) is same
    assert respelt_finding(None) is None


def signed(*lines: str, n_authority: int = 0) -> tuple[str | None, str | None]:
    """Return authority and position of a signature of these lines."""
    text = "\n".join(lines)
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    upper, lower = spans[:n_authority], spans[n_authority:]
    signing = respelt_signing(
        Signing(
            Finding(" ".join(lines[:n_authority]), tuple(upper), "a")
            if upper
            else None,
            Finding(" ".join(lines[n_authority:]), tuple(lower), "p")
            if lower
            else None,
        ),
        text,
    )
    return (
        signing.authority.value if signing.authority else None,
        signing.position.value if signing.position else None,
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("IZT, GIÁM ĐÓC", "Ia GIÁM ĐỚC"),
        ("BÉ GIÁM ĐÓC", "Bì M ĐÓC"),
        ("M ĐÓC", "PHÓ NÓ GIẦY ĐỐC"),
    ],
)
def test_who_signs_for_a_post_is_its_deputy(lines: tuple[str, str]) -> None:
    assert signed(*lines) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def test_others_who_sign_stay() -> None:
    assert signed("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", n_authority=1) == (
        "TL. CHỦ TỊCH",
        "CHÁNH VĂN PHÒNG",
    )
    assert signed("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", n_authority=1) == (
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    )
    assert signed("GIÁM ĐỐC") == (None, "GIÁM ĐỐC")


def test_scribbles_are_no_title() -> None:
    assert signed("CHỦ TỊCH", "CC", "À Ẽ") == (None, "CHỦ TỊCH")


@pytest.mark.parametrize("line", ["KT, CHỦ TỊCH", "KT CHỦ TỊCH"])
def test_a_stop_that_was_lost_is_set_after_the_prefix(line: str) -> None:
    assert signed(line, "PHÓ CHỦ TỊCH", n_authority=1)[0] == "KT. CHỦ TỊCH"


def test_titles_told_by_their_form_are_not_judged_again() -> None:
    titles = (
        Finding("KT. GIÁM ĐỐC", (Span(0, 8),), "signature-sealed", CODE),
        Finding("PHÓ GIÁM ĐỐC", (Span(9, 16),), "signature-sealed", CODE),
    )
    signing = respelt_signing(Signing(*titles), "GIÁM ĐÓC\nAM ĐỚÓC")
    assert (signing.authority, signing.position) == titles


@pytest.mark.parametrize("line", ["Ñ", "GAM ĐỐC", "1T ,GI TU"])
def test_a_scribble_or_half_a_title_is_no_title(line: str) -> None:
    assert signed(line) == (None, None)


@pytest.mark.parametrize("line", ["PHÓ CHỦ TỊC", "CHÁNH VĂN PHÒNG", "TRƯỞNG BAN"])
def test_titles_and_deputies_cut_short_stay(line: str) -> None:
    assert signed(line)[1] is not None


@pytest.mark.parametrize("body", ["UBND TỈNH MẪU", "SỞ NỘI VỤ", "BỘ TÀI CHÍNH"])
def test_the_name_of_a_body_is_no_position(body: str) -> None:
    assert signed(body) == (None, None)
    assert signed("GIÁM ĐỐC", body) == (None, "GIÁM ĐỐC")


@pytest.mark.parametrize("title", ["BỘ TRƯỞNG", "GIÁM ĐỐC SỞ"])
def test_a_post_that_begins_or_ends_as_a_body_does_is_one(title: str) -> None:
    assert signed(title) == (None, title)
