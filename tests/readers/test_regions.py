"""Where a page is set in two columns, told by rows placed by hand."""

from __future__ import annotations

from tests.readers.ink_making import ink, row
from vanban_parser.layout import Column, Row
from vanban_parser.readers.regions import Region, header, signature

PAGE = Column(85.0, 545.0, 20.0)
LEFT, RIGHT = 90.0, 300.0
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
BELOW = "Độc lập - Tự do - Hạnh phúc"
DATE = "Mẫu Sơn, ngày 10 tháng 9 năm 2026"
BODY = "Giao Phòng Nội vụ rà soát nhà văn hóa các thôn trong toàn huyện"


def head() -> list[Row]:
    return [
        row(40, (LEFT, "ỦY BAN NHÂN DÂN"), (RIGHT, MOTTO)),
        row(60, (LEFT, "HUYỆN MẪU SƠN"), (RIGHT + 20, BELOW)),
        row(90, (LEFT, "Số: 15/UBND-VP"), (RIGHT, DATE)),
        row(110, (LEFT, "V/v rà soát nhà văn hóa")),
    ]


def texts(rows: tuple[Row, ...]) -> list[str]:
    return [part.text for part in rows]


def sides(region: Region | None) -> tuple[list[str], list[str]]:
    assert region is not None
    return texts(region.left), texts(region.right)


def test_issuer_and_motto_are_kept_apart() -> None:
    region = header([*head(), row(150, (85.0, BODY)), row(170, (85.0, BODY))], PAGE)

    assert sides(region) == (
        [
            "ỦY BAN NHÂN DÂN",
            "HUYỆN MẪU SƠN",
            "Số: 15/UBND-VP",
            "V/v rà soát nhà văn hóa",
        ],
        [MOTTO, BELOW, DATE],
    )
    assert region is not None
    assert (region.first, region.end) == (0, 4)


def test_the_party_has_a_motto_of_its_own() -> None:
    rows = [
        row(40, (LEFT, "HUYỆN ỦY MẪU SƠN"), (RIGHT, "ĐẢNG CỘNG SẢN VIỆT NAM")),
        row(60, (LEFT + 40, "*")),
        row(90, (LEFT, "Số 45-CV/HU"), (RIGHT, DATE)),
        row(150, (85.0, BODY)),
    ]

    assert sides(header(rows, PAGE)) == (
        ["HUYỆN ỦY MẪU SƠN", "*", "Số 45-CV/HU"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", DATE],
    )


def test_columns_that_nearly_touch_are_told_by_the_motto() -> None:
    tight = row(40, (LEFT, "UBND HUYỆN MẪU SƠN TỈNH MẪU"))
    motto = row(40, (tight.x1 + 5, MOTTO)).words
    rows = [Row(tight.words + motto), *head()[1:], row(150, (85.0, BODY))]

    assert sides(header(rows, PAGE))[0][0] == "UBND HUYỆN MẪU SƠN TỈNH MẪU"


def test_a_name_that_ends_in_so_is_no_number_beside_the_motto() -> None:
    left = row(40, (LEFT, "CỤC CHUYỂN ĐỔI SỐ"))
    rows = [Row(left.words + row(40, (300.0, MOTTO)).words), *head()[1:]]

    assert sides(header(rows, PAGE))[0][0] == "CỤC CHUYỂN ĐỔI SỐ"


def test_a_speck_in_the_gutter_does_not_join_the_columns() -> None:
    left = row(40, (LEFT, "UBND HUYỆN MẪU SƠN TỈNH MẪU"))
    speck = row(40, (left.x1 + 6, "."))
    motto = row(40, (speck.x1 + 2, MOTTO))
    first = Row(left.words + speck.words + motto.words)
    rows = [first, row(60, (LEFT, "SỞ Y TẾ"), (RIGHT + 20, BELOW)), *head()[2:]]

    assert sides(header(rows, PAGE))[0][:2] == [
        "UBND HUYỆN MẪU SƠN TỈNH MẪU .",
        "SỞ Y TẾ",
    ]


def test_a_motto_that_running_text_names_parts_no_columns() -> None:
    named = row(60, (RIGHT, "nước CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    rows = [*head()[:1], named, *head()[2:]]

    assert named.text in sides(header(rows, PAGE))[1]


def test_a_blank_for_the_number_is_no_gap_between_columns() -> None:
    rows = head()
    rows[2] = row(90, (LEFT, "Số:"), (LEFT + 90, "/UBND-VP"), (RIGHT + 10, DATE))

    left, right = sides(header([*rows, row(150, (85.0, BODY))], PAGE))

    assert "Số: /UBND-VP" in left
    assert DATE in right


def test_a_blank_for_the_number_near_the_gutter_is_no_gap_either() -> None:
    rows = head()
    rows[2] = row(80, (200, "Số:"), (280, "/UBND-VP"))
    rows.insert(3, row(95, (RIGHT, DATE)))

    left, right = sides(header([*rows, row(150, (85.0, BODY))], PAGE))

    assert "Số: /UBND-VP" in left
    assert right == [MOTTO, BELOW, DATE]


def test_a_blank_for_the_day_is_no_gap_between_columns() -> None:
    rows = head()
    date = [(RIGHT, "Mẫu Sơn, ngày"), (RIGHT + 120, "tháng 9 năm 2026")]
    rows[2] = row(90, (LEFT, "Số: 15/UBND-VP"), *date)

    left, right = sides(header([*rows, row(150, (85.0, BODY))], PAGE))

    assert "Mẫu Sơn, ngày tháng 9 năm 2026" in right
    assert "Số: 15/UBND-VP" in left


def test_a_stamped_number_belongs_to_what_stands_before_it() -> None:
    rows = head()
    rows[2] = row(90, (LEFT, "Số:"), (LEFT + 90, "/UBND-VP"), (RIGHT + 10, DATE))
    number, *others = rows[2].words
    stamped = ink(LEFT + 40, 90, "1286", inserted=True)
    rows[2] = Row([number, stamped, *others])

    assert "Số: 1286 /UBND-VP" in sides(header(rows, PAGE))[0]


def test_what_number_and_date_leave_for_the_next_row_is_in_two_columns() -> None:
    rows = [
        *head()[:2],
        row(90, (LEFT, "Số: 15/2026/QĐ-"), (RIGHT, "Mẫu Sơn, ngày 10 tháng 9")),
        row(105, (LEFT + 50, "UBND"), (RIGHT + 60, "năm 2026")),
        row(150, (85.0, BODY)),
    ]

    left, right = sides(header(rows, PAGE))

    assert left[2:] == ["Số: 15/2026/QĐ-", "UBND"]
    assert right[2:] == ["Mẫu Sơn, ngày 10 tháng 9", "năm 2026"]


def test_the_header_ends_at_kinh_gui() -> None:
    for x0 in (LEFT, 200.0, RIGHT):
        rows = [*head(), row(140, (x0, "Kính gửi: Sở Nội vụ")), row(170, (85.0, BODY))]

        region = header(rows, PAGE)

        assert region is not None
        assert region.end == 4


def test_the_header_ends_at_a_title_in_the_middle() -> None:
    rows = [*head()[:3], row(140, (290, "KẾ HOẠCH")), row(170, (85.0, BODY))]

    region = header(rows, PAGE)

    assert region is not None
    assert region.end == 3


def test_a_motto_in_the_middle_of_the_page_makes_one_column() -> None:
    rows = [
        row(40, (213, MOTTO)),
        row(60, (234, BELOW)),
        row(90, (280, "BIÊN BẢN HỌP")),
        row(120, (85.0, BODY)),
    ]

    assert header(rows, PAGE) is None


def test_a_page_without_motto_has_no_header() -> None:
    assert header([row(40, (85.0, BODY)), row(60, (85.0, BODY))], PAGE) is None
    assert header([], PAGE) is None


# Nơi nhận and signature -------------------------------------------------------


def closing() -> list[Row]:
    return [
        row(500, (85.0, BODY)),
        row(520, (LEFT, "Nơi nhận:"), (RIGHT + 60, "KT. CHỦ TỊCH")),
        row(540, (LEFT, "- Như trên;"), (RIGHT + 58, "PHÓ CHỦ TỊCH")),
        row(560, (LEFT, "- Lưu: VT, VP.")),
        row(620, (RIGHT + 66, "Lê Văn Mẫu")),
    ]


def test_recipients_and_signature_are_kept_apart() -> None:
    region = signature(closing(), PAGE)

    assert sides(region) == (
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."],
        ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"],
    )
    assert region is not None
    assert (region.first, region.end) == (1, 5)


def test_a_title_right_above_noi_nhan_belongs_to_the_signature() -> None:
    rows = closing()
    rows.insert(1, row(510, (RIGHT + 56, "TM. ỦY BAN NHÂN DÂN")))

    region = signature(rows, PAGE)

    assert sides(region)[1][0] == "TM. ỦY BAN NHÂN DÂN"
    assert region is not None
    assert region.first == 1


def test_a_line_over_the_whole_width_ends_the_signature() -> None:
    rows = [*closing(), row(660, (85.0, BODY)), row(680, (85.0, BODY))]

    region = signature(rows, PAGE)

    assert region is not None
    assert region.end == 5


def test_without_noi_nhan_there_is_no_two_column_closing() -> None:
    rows = [one for one in closing() if not one.text.startswith("Nơi nhận")]

    assert signature(rows, PAGE) is None


def test_noi_nhan_alone_is_no_region() -> None:
    rows = [row(500, (85.0, BODY)), row(520, (LEFT, "Nơi nhận:"))]

    assert signature(rows, PAGE) is None


def test_a_name_that_two_lines_of_an_engine_hold_is_not_cut() -> None:
    first = row(120, (330.0, "guyễn"))
    second = row(120, (first.x1 + 3, "Văn Mẫu"))
    words = [*first.words, *(word._replace(line=9) for word in second.words)]
    rows = [
        row(60, (LEFT, "Nơi nhận:"), (335.0, "GIÁM ĐỐC SỞ Y TẾ MẪU SƠN")),
        row(80, (LEFT, "- Lưu: VT.")),
        Row(words),
    ]

    assert sides(signature(rows, PAGE))[1][-1] == "guyễn Văn Mẫu"


def test_a_long_title_starts_far_left_where_much_is_free() -> None:
    title = "KT. TRƯỞNG BAN BAN CHÍNH SÁCH, THUẾ QUỐC TẾ"
    rows = [
        row(60, (LEFT, "Nơi nhận:"), (345.0, "TL. CỤC TRƯỞNG")),
        row(80, (LEFT, "- Như trên;"), (250.0, title)),
        row(100, (LEFT, "- Lưu: VT."), (390.0, "PHÓ TRƯỞNG BAN")),
    ]

    left, right = sides(signature(rows, PAGE))

    assert left == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert right == ["TL. CỤC TRƯỞNG", title, "PHÓ TRƯỞNG BAN"]


def test_a_word_glued_to_the_motto_is_parted_from_it() -> None:
    rows = head()
    rows[0] = row(40, (LEFT, f"UBND HUYỆN MẪU SƠN TỈNH MẪU{MOTTO}"))

    left, right = sides(header([*rows, row(150, (85.0, BODY))], PAGE))

    assert left[0] == "UBND HUYỆN MẪU SƠN TỈNH MẪU"
    assert right[0] == MOTTO


def test_specks_between_the_columns_of_a_closing_part_nothing() -> None:
    rows = closing()
    rows[1:2] = [
        row(
            520, (LEFT, "Nơi nhận:"), (LEFT + 130, "."), (RIGHT + 50, "...KT, CHỦ TỊCH")
        )
    ]

    region = signature(rows, PAGE)

    assert sides(region)[0][0].startswith("Nơi nhận:")
    assert sides(region)[1][0] == "...KT, CHỦ TỊCH"


def test_words_of_a_scanned_list_that_stand_apart_open_no_column() -> None:
    item = row(570, (LEFT, "- Hội đồng Dân tộc của"), (LEFT + 180, "Quốc hội;"))
    loose = Row([*item.words, *row(570, (RIGHT + 170, "BÀ")).words])
    last = row(590, (LEFT, "- Các bộ, cơ quan thuộc Chính phủ của cả nước;"))

    region = signature([*closing(), loose, last], PAGE)

    assert region is not None
    assert texts(region.left)[-2:] == [item.text, last.text]
