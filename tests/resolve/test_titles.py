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
        (
            "chủ trì, phối hợp với nhà đầu tư để rà soát tiến độ cấp vốn",
            "Rà soát tiến độ cấp vốn",
        ),
        (
            "chủ trì, phối hợp với Ban chỉ đạo huyện kiểm tra các thôn",
            "Kiểm tra các thôn",
        ),
        (
            "chủ trì, phối hợp với các sở, các ban kiểm tra hồ sơ các thôn",
            "Kiểm tra hồ sơ các thôn",
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


@pytest.mark.parametrize(
    ("action", "title"),
    [
        ("căn cứ Kế hoạch này, lập danh sách các thôn", "Lập danh sách các thôn"),
        ("trên cơ sở ý kiến các xã, tổng hợp số liệu", "Tổng hợp số liệu"),
        ("hằng tháng, tổ chức đối thoại với dân", "Tổ chức đối thoại với dân"),
        ("khẩn trương nộp hồ sơ dự án chợ", "Nộp hồ sơ dự án chợ"),
        ("theo dõi, đôn đốc các xã thực hiện", "Theo dõi, đôn đốc các xã thực hiện"),
        ("chủ trì, phối hợp với Báo và Phát thanh tỉnh", None),
        ("rà soát hồ sơ các thôn theo đúng quy định", "Rà soát hồ sơ các thôn"),
        ("kiểm tra các trạm theo quy định của pháp luật", "Kiểm tra các trạm"),
    ],
)
def test_a_title_starts_with_its_verb_and_ends_before_formulas(
    action: str, title: str | None
) -> None:
    assert title_of(action) == (title or action[:1].upper() + action[1:])


@pytest.mark.parametrize(
    "tail",
    [
        " để UBND huyện có cơ sở xem xét, quyết định việc sửa chữa các công trình",
        ", trong đó nêu rõ khó khăn, vướng mắc, nguyên nhân và trách nhiệm của ai",
        " nhằm nâng cao chất lượng sinh hoạt cộng đồng của nhân dân trên địa bàn",
    ],
)
def test_a_long_title_ends_where_a_clause_does(tail: str) -> None:
    core = "rà soát, thống kê toàn bộ nhà văn hóa thôn đã xuống cấp trên địa bàn"

    assert title_of(core + tail) == core[:1].upper() + core[1:]


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
