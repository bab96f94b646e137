"""A task's title: short, verb first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.resolve.titles import LONGEST, title_of


@pytest.mark.parametrize(
    ("action", "title"),
    [
        ("rà soát hồ sơ của các thôn", "Rà soát hồ sơ của các thôn"),
        (
            "chủ trì, phối hợp với Phòng Y tế rà soát hồ sơ các thôn",
            "Rà soát hồ sơ các thôn",
        ),
        (
            "khẩn trương, chủ động chủ trì, phối hợp với các đơn vị liên quan xây dựng kế hoạch",  # noqa: E501
            "Xây dựng kế hoạch",
        ),
        ("rà soát hồ sơ. Báo cáo kết quả", "Rà soát hồ sơ"),
        ("rà soát hồ sơ; báo cáo kết quả", "Rà soát hồ sơ"),
        ("chi 1.200 đồng cho mỗi thôn", "Chi 1.200 đồng cho mỗi thôn"),
        ("chủ trì họp", "Chủ trì họp"),
        ("rà soát\n hồ sơ ,", "Rà soát hồ sơ"),
    ],
)
def test_a_title_is_the_first_thing_to_be_done(action: str, title: str) -> None:
    assert title_of(action) == title


def test_a_long_title_loses_its_citations_first() -> None:
    lead = "rà soát, thống kê, lập danh sách nhà văn hóa của tất cả các thôn trong xã"
    citation = (
        " theo Công văn số 123/UBND-VX ngày 05/9/2026 của Ủy ban nhân dân tỉnh Mẫu"
    )

    assert title_of(lead + citation) == lead[:1].upper() + lead[1:]


def test_a_title_that_is_still_too_long_ends_at_a_word() -> None:
    action = "rà soát " + "nhà văn hóa " * 12

    title = title_of(action)

    assert len(title) <= LONGEST
    assert title.endswith("…")
    assert title[:-1].split()[-1] in {"nhà", "văn", "hóa"}


@given(st.text(alphabet="rà soátBC.;,( 12…\n", max_size=300))
def test_every_title_fits_the_list_of_a_tracker(action: str) -> None:
    title = title_of(action)

    assert len(title) <= LONGEST
    assert "\n" not in title
    assert title == title.strip()
