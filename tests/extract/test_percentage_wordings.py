"""Bounds and subjects of percentages in every wording that offices use; invented."""

from __future__ import annotations

import pytest

from tests.extract.test_percentages import found

# What the words say of the number.
BOUNDS: list[tuple[str, list[tuple[str, float]]]] = [
    ("tỷ lệ giải ngân đạt trên 90%", [(">", 90.0)]),
    ("tỷ lệ hộ nghèo còn dưới 5%", [("<", 5.0)]),
    ("từ 80% số hộ trở lên", [(">=", 80.0)]),
    ("80% trở lên số hộ đạt chuẩn", [(">=", 80.0)]),
    ("không quá 5% tổng số biên chế", [("<=", 5.0)]),
    ("tối đa 30% số điểm", [("<=", 30.0)]),
    ("khoảng 40% dân số", [("~", 40.0)]),
    ("xấp xỉ 40% dân số", [("~", 40.0)]),
    ("tăng từ 5-10%", [(">=", 5.0), ("<=", 10.0)]),
    ("tăng 5 - 7%", [(">=", 5.0), ("<=", 7.0)]),
    ("tăng 5 đến 7%", [(">=", 5.0), ("<=", 7.0)]),
    ("tăng 0,5 điểm %", []),
    ("đạt 45/50 hồ sơ (90%)", [("=", 90.0)]),
    ("tỷ lệ hộ nghèo vượt 20%", [(">", 20.0)]),
    ("chi phí vượt 20% so với dự toán", [("=", 20.0)]),
    ("nếu giá trị phát sinh vượt 20% thì phải lập lại dự án", [(">", 20.0)]),
    ("không vượt 20%", [("<=", 20.0)]),
    ("không được vượt quá 20%", [("<=", 20.0)]),
    ("vượt quá 20%", [(">", 20.0)]),
    ("100% đơn vị xếp loại Tốt trở lên", [("=", 100.0)]),
    ("có 70% số hộ trở lên tham gia", [(">=", 70.0)]),
    ("hoàn thành tối thiểu 80% việc bàn giao mặt bằng", [(">=", 80.0)]),
    ("đạt bốn mươi phần trăm", []),
    ("lớn hơn 50%; nhỏ hơn 30%", [(">", 50.0), ("<", 30.0)]),
    ("bằng hoặc lớn hơn 50%", [(">=", 50.0)]),
    ("lớn hơn hoặc bằng 50%", [(">=", 50.0)]),
    ("từ 50% trở xuống", [("<=", 50.0)]),
    ("gần 50% số hộ", [("~", 50.0)]),
    ("hơn 50% số hộ", [(">", 50.0)]),
    ("chưa đạt 100%", [("<", 100.0)]),
    ("≥ 90% số hộ", [(">=", 90.0)]),
    ("> 90%; < 5%; ≤ 10%", [(">", 90.0), ("<", 5.0), ("<=", 10.0)]),
    ("từ 80% đến dưới 100%", [(">=", 80.0), ("<", 100.0)]),
    ("từ trên 80% đến 90%", [(">", 80.0), ("<=", 90.0)]),
    ("trong khoảng 10% - 15%", [(">=", 10.0), ("<=", 15.0)]),
    ("đạt tỷ lệ 98.5 %", [("=", 98.5)]),
    ("giảm từ 32% xuống 20%", [("=", 32.0), ("=", 20.0)]),
    ("đạt 90 phần trăm", [("=", 90.0)]),
    ("quá nửa, tức 51%", [("=", 51.0)]),
    ("đạt ít nhất là 80%", [(">=", 80.0)]),
    ("đạt tối thiểu từ 80%", [(">=", 80.0)]),
    ("không dưới 80%", [(">=", 80.0)]),
    ("không thấp hơn mức 80%", [(">=", 80.0)]),
    ("không cao hơn 5%", [("<=", 5.0)]),
    ("cao hơn 5% so với năm trước", [("=", 5.0)]),
    ("thấp hơn 5%", [("=", 5.0)]),
    ("chậm nhất đến 2030 đạt 80%", [("=", 80.0)]),
    ("đạt 80% đến 90%", [(">=", 80.0), ("<=", 90.0)]),
    ("trên 80 đến 90%", [(">", 80.0), ("<=", 90.0)]),
    ("phấn đấu đạt và vượt 90%", [(">=", 90.0)]),
    ("bình quân 90%/năm", [("=", 90.0)]),
    ("đạt > 95%", [(">", 95.0)]),
]


@pytest.mark.parametrize(("words", "said"), BOUNDS)
def test_the_words_around_a_number_bound_it(
    words: str, said: list[tuple[str, float]]
) -> None:
    assert [(share.comparator, share.value) for share in found(words)] == said


# And of whom.
SUBJECTS: list[tuple[str, list[tuple[str, float, str]]]] = [
    ("ít nhất 80% hồ sơ nộp trực tuyến", [(">=", 80.0, "hồ sơ")]),
    ("tối thiểu 80% hồ sơ", [(">=", 80.0, "hồ sơ")]),
    ("Sở Nội vụ đạt 95%", [("=", 95.0, "Sở Nội vụ")]),
    ("Doanh thu tăng 5% so với cùng kỳ", [("=", 5.0, "Doanh thu")]),
    ("Xã Mẫu đạt 105% kế hoạch", [("=", 105.0, "Xã Mẫu")]),
    ("Xã Mẫu chiếm tỷ lệ 12,5%", [("=", 12.5, "Xã Mẫu")]),
    ("Huyện vượt 10% kế hoạch năm", [("=", 10.0, "Huyện")]),
    ("90% học sinh đạt loại khá trở lên", [("=", 90.0, "học sinh")]),
    ("xã Mẫu (85%), xã Bình: 79%", [("=", 85.0, "xã Mẫu"), ("=", 79.0, "xã Bình")]),
    (
        "Xã Mẫu và xã Bình lần lượt đạt 62,5% và 58%",
        [("=", 62.5, "Xã Mẫu"), ("=", 58.0, "xã Bình")],
    ),
    (
        "Tỷ lệ giải ngân của xã Mẫu và xã Bình lần lượt là 62,5% và 58%",
        [("=", 62.5, "xã Mẫu"), ("=", 58.0, "xã Bình")],
    ),
    (
        "các xã Mẫu, Bình, An lần lượt đạt 62,5%, 58% và 40%",
        [("=", 62.5, "xã Mẫu"), ("=", 58.0, "Bình"), ("=", 40.0, "An")],
    ),
    (
        "giá đất vị trí 2, vị trí 3 và vị trí 4 lần lượt bằng 65%, 50% và 35% giá"
        " đất vị trí 1",
        [
            ("=", 65.0, "giá đất vị trí 2"),
            ("=", 50.0, "vị trí 3"),
            ("=", 35.0, "vị trí 4"),
        ],
    ),
    ("Ba xã lần lượt đạt 62,5% và 58%", [("=", 62.5, "Ba xã"), ("=", 58.0, "Ba xã")]),
    (
        "Giao thông giảm 0,58%; Giao dịch tăng 2%",
        [("=", 0.58, "Giao thông"), ("=", 2.0, "Giao dịch")],
    ),
    (
        "Công tác giải phóng mặt bằng đạt 80%",
        [("=", 80.0, "Công tác giải phóng mặt bằng")],
    ),
    (
        "100% hồ sơ chứng từ thanh toán được gửi qua mạng",
        [("=", 100.0, "hồ sơ chứng từ thanh toán")],
    ),
    (
        "chỉ số cao nhất là 95% và thấp nhất là 56%",
        [("=", 95.0, "chỉ số cao nhất"), ("=", 56.0, "thấp nhất")],
    ),
    (
        "3 nhóm hàng có chỉ số giá tăng 0,11%: Đồ uống tăng 0,02%; May mặc tăng 0,06%",
        [
            ("=", 0.11, "3 nhóm hàng"),
            ("=", 0.02, "Đồ uống"),
            ("=", 0.06, "May mặc"),
        ],
    ),
    (
        "đã kiểm tra 42/139 cơ quan, đơn vị, đạt tỷ lệ 30%",
        [("=", 30.0, "42/139 cơ quan, đơn vị")],
    ),
    (
        "Đến nay mới có 5/12 xã, phường hoàn thành (41,67%)",
        [("=", 41.67, "5/12 xã, phường")],
    ),
    ("trong tháng 9/2026 giải ngân 40%", [("=", 40.0, "giải ngân")]),
    ("(công nghiệp - xây dựng 47%)", [("=", 47.0, "công nghiệp - xây dựng")]),
    (
        "27 xã đạt 100%, trong đó xã Thọ Mẫu, Hợp Mẫu đạt 95%",
        [("=", 100.0, "27 xã"), ("=", 95.0, "xã Thọ Mẫu, Hợp Mẫu")],
    ),
    (
        "Huyện đã giải ngân 45,6%; lũy kế 8 tháng đạt 60%; ước cả năm đạt 95%",
        [("=", 45.6, "Huyện"), ("=", 60.0, "Huyện"), ("=", 95.0, "Huyện")],
    ),
    (
        "tỷ lệ đô thị hóa đạt trên 25%; trên 90% dân số được dùng nước sạch",
        [(">", 25.0, "đô thị hóa"), (">", 90.0, "dân số")],
    ),
    (
        "hộ nghèo được hỗ trợ 100%. Lãi suất 6,5%/năm",
        [("=", 100.0, "hộ nghèo"), ("=", 6.5, "Lãi suất")],
    ),
    (
        "Nhờ khai thác tốt các thị trường nên 9 tháng kim ngạch giày dép tăng 18,2%",
        [("=", 18.2, "kim ngạch giày dép")],
    ),
    (
        "Trong năm 2026, dầu thô đạt 8,8 tỷ USD. Lượng dầu xuất khẩu giảm 9,3%",
        [("=", 9.3, "Lượng dầu xuất khẩu")],
    ),
    ("toàn huyện thu nhận 9.210 hồ sơ, đạt 91,3%", [("=", 91.3, "toàn huyện")]),
]


@pytest.mark.parametrize(("words", "said"), SUBJECTS)
def test_each_share_is_said_of_its_own(
    words: str, said: list[tuple[str, float, str]]
) -> None:
    shares = found(words)

    assert [(s.comparator, s.value, s.subject) for s in shares] == said


def test_each_share_is_compared_with_its_own_time() -> None:
    words = (
        "Chỉ số giá tháng 12 so với tháng trước bằng 99,8%; so với kỳ gốc bằng 110,5%;"
        " so với cùng kỳ bằng 104,7% (trong khi năm trước bằng 103%)."
    )

    assert [share.measure for share in found(words)][:3] == [
        "so với tháng trước",
        "so với kỳ gốc",
        "so với cùng kỳ",
    ]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("xã Mẫu 89.079%", [89.079]),
        ("xã Mẫu 89.07%; xã Bình 8.125%", [89.07, 8.125]),
        ("thu ngân sách đạt 1.250% kế hoạch", [1250.0]),
        ("thu ngân sách đạt 1.250,5% kế hoạch", [1250.5]),
    ],
)
def test_a_dot_before_decimals_is_told_by_size_and_by_the_letters_own_way(
    words: str, values: list[float]
) -> None:
    assert [share.value for share in found(words)] == values


def test_the_bracket_of_the_share_before_is_no_part_of_a_subject() -> None:
    words = "Chỉ số cao nhất là 84% (xã Mẫu) và chỉ số thấp nhất là 77% (xã Bình)."

    assert [share.subject for share in found(words)] == [
        "Chỉ số cao nhất",
        "chỉ số thấp nhất",
    ]
