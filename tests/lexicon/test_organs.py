"""Names of bodies, offices, groups and posts, on invented names."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.organ_grammar import Grammar
from vanban_parser.lexicon.organs import (
    distribute,
    level,
    normal_capitals,
    organ_at,
    split_organs,
)
from vanban_parser.model.document import Span


def named(text: str) -> str | None:
    found = organ_at(text, 0, len(text))
    return None if found is None else found.of(text)


def split(text: str) -> list[str]:
    return [span.of(text) for span in split_organs(text, 0, len(text))]


def spread(text: str) -> list[str]:
    return list(distribute(text, Span(0, len(text))))


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", " chủ trì, phối hợp"),
        ("Sở Văn hoá, Thể thao & Du lịch", " tham mưu"),
        ("Sở Nông nghiệp và Môi trường", ", Sở Tài chính"),
        ("Phòng Lao động - Thương binh và Xã hội", " rà soát"),
        ("Phòng Kế hoạch – Tài chính Sở", " tổng hợp"),
        ("Hội đồng Khoa học – Công nghệ ngành Y tế", " chủ trì"),
        ("Hội đồng Khoa học — Công nghệ ngành Y tế", " chủ trì"),
        ("Hội đồng Khoa học", " — giao Phòng Nội vụ"),
        ("Hội đồng khối Dự phòng", " — Y học — Dân số"),
        ("phòng VHTT", " và phòng Nội vụ"),
        ("các phòng, ban, đơn vị thuộc UBND huyện", " nghiêm túc thực hiện"),
        ("Chủ tịch UBND các xã, thị trấn", " kiểm tra"),
        ("Thủ trưởng các sở, ban, ngành", "; Chủ tịch UBND"),
        ("UBND các huyện, thị xã, thành phố", " báo cáo"),
        ("UBND các huyện/thị/thành phố", " báo cáo"),
        ("Ủy ban nhân dân phường 3 An Bình", " khẩn trương"),
        ("Ban Quản lý dự án đầu tư xây dựng số 7", " phối hợp"),
        ("Ban Chỉ đạo xóa nhà tạm, nhà dột nát huyện An Bình", " tham mưu"),
        ("Văn phòng UBND tỉnh", " theo dõi, đôn đốc"),
        ("Tập đoàn Điện lực Việt Nam", " cần tập trung"),
        ("Tổng công ty Điện lực miền Trung", " báo cáo"),
        ("TCT Hóa chất Mẫu Sơn", " tiếp tục đẩy mạnh"),
        ("Các Tập đoàn, TCT, doanh nghiệp", " có trách nhiệm"),
        ("lực lượng Kiểm lâm", " tuần tra"),
        ("Lực lượng quản lý thị trường trong cả nước", " tăng cường kiểm tra"),
        ("các tổ chức chính trị, chính trị - xã hội, hội nghề nghiệp", " do tỉnh lập"),
        ("Trung tâm Phát triển quỹ đất tỉnh", " và địa phương"),
        ("Công ty Cổ phần Cấp nước An Bình", " khắc phục"),
        ("Công ty cổ phần công trình công cộng", " thu gom"),
        ("Bộ Chỉ huy Quân sự tỉnh", ", Công an tỉnh"),
        ("Phòng Nghiệp vụ Y Sở Y tế", " hướng dẫn"),
        ("Phòng Cảnh sát giao thông", " kiểm tra"),
        ("Trưởng Ban Dân tộc tỉnh", " báo cáo"),
        ("Giám đốc Sở", ", Thủ trưởng"),
        ("Đồng chí Trần Văn An, Phó Chủ tịch UBND tỉnh", " chủ trì"),
        ("Đại diện lãnh đạo các phòng chức năng", " dự họp"),
        ("đơn vị tư vấn", " hoàn thiện hồ sơ"),
        ("Nhà đầu tư", " khẩn trương"),
        ("các cơ quan, đơn vị có liên quan", " tổ chức thực hiện"),
        ("Đoàn Luật sư tỉnh An Bình (cũ)", " bàn giao"),
        ("các sở: Nội vụ, Văn hóa, Thể thao và Du lịch", " thẩm định"),
        ("cán bộ, công chức, viên chức", " chấp hành"),
        ("Thanh tra tỉnh", " kiểm tra"),
        ("Các cơ quan chịu sự giám sát", " gửi báo cáo"),
        ("Sở Y tế", " vào thứ Sáu hằng tuần"),
        ("Cục Thuế", " vào thứ Sáu hằng tuần"),
        ("Tổ Văn phòng", " vệ sinh phòng học"),
        ("Giáo viên chủ nhiệm", " nhắc nhở học sinh"),
        ("Các TTYT huyện/thị", " thống kê"),
    ],
)
def test_a_name_ends_before_the_verb_and_before_the_next_body(
    name: str, rest: str
) -> None:
    assert named(name + rest) == name


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành kế hoạch trước ngày 01/3",
        "Báo cáo kết quả về phòng",
        "BÁO CÁO KẾT QUẢ",
        "Phòng, chống thiên tai",
        "Phòng ngừa sâu bệnh",
        "Tổ chức triển khai",
        "Thanh tra, kiểm tra việc chấp hành",
        "Bộ máy hành chính",
        "Các trường hợp vi phạm",
        "Hội nghị tổng kết",
        "Đoàn kết nội bộ",
        "tăng cường kiểm tra",
        "",
    ],
)
def test_words_that_only_begin_like_a_body_are_none(text: str) -> None:
    assert named(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sở Tài chính, Sở Văn hóa, Thể thao và Du lịch và UBND các xã, phường",
            ["Sở Tài chính", "Sở Văn hóa, Thể thao và Du lịch", "UBND các xã, phường"],
        ),
        ("các phòng, ban, đơn vị", ["các phòng, ban, đơn vị"]),
        ("các ngành, các địa phương", ["các ngành", "các địa phương"]),
        (
            "Chánh Văn phòng UBND tỉnh; Giám đốc Sở Nội vụ; thủ trưởng các đơn vị",
            [
                "Chánh Văn phòng UBND tỉnh",
                "Giám đốc Sở Nội vụ",
                "thủ trưởng các đơn vị",
            ],
        ),
        ("Câu lạc bộ A, Sở Y tế", ["Câu lạc bộ A", "Sở Y tế"]),
        ("Giám đốc Sở Nội vụ giúp Chủ tịch UBND tỉnh", ["Giám đốc Sở Nội vụ"]),
    ],
)
def test_a_list_is_split_where_a_new_body_begins(
    text: str, expected: list[str]
) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Các sở: Nội vụ, Tài chính, Văn hóa, Thể thao và Du lịch",
            ["Sở Nội vụ", "Sở Tài chính", "Sở Văn hóa, Thể thao và Du lịch"],
        ),
        (
            "các Sở Tài chính, Kế hoạch và Đầu tư và Nội vụ",
            ["Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Nội vụ"],
        ),
        (
            "Giám đốc các Sở: Nội vụ, Tài chính",
            ["Giám đốc Sở Nội vụ", "Giám đốc Sở Tài chính"],
        ),
        (
            "UBND các xã: An Bình, An Hòa và thị trấn An Lạc",
            ["UBND xã An Bình", "UBND xã An Hòa", "UBND thị trấn An Lạc"],
        ),
        (
            "Chủ tịch UBND các xã: An Bình, An Hòa",
            ["Chủ tịch UBND xã An Bình", "Chủ tịch UBND xã An Hòa"],
        ),
        ("UBND xã An Bình và xã An Hòa", ["UBND xã An Bình", "UBND xã An Hòa"]),
        (
            "Các sở, ngành: Y tế, Bộ đội Biên phòng và Văn phòng UBND tỉnh",
            ["Sở Y tế", "Bộ đội Biên phòng", "Văn phòng UBND tỉnh"],
        ),
        (
            "Chủ tịch UBND các xã, thị trấn; Phòng Nội vụ",
            ["Chủ tịch UBND các xã, thị trấn", "Phòng Nội vụ"],
        ),
    ],
)
def test_a_head_said_once_is_repeated_for_each(text: str, expected: list[str]) -> None:
    assert spread(text) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ỦY BAN NHÂN DÂN HUYỆN TRIỆU SƠN", "Ủy ban nhân dân huyện Triệu Sơn"),
        ("UỶ BAN NHÂN DÂN TỈNH HÀ GIANG", "Uỷ ban nhân dân tỉnh Hà Giang"),
        ("UBND TỈNH BÌNH THUẬN", "UBND tỉnh Bình Thuận"),
        ("UBND PHƯỜNG 2 BẢO LỘC", "UBND phường 2 Bảo Lộc"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("SỞ Y TẾ KIÊN GIANG", "Sở Y tế Kiên Giang"),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("TRUNG TÂM Y TẾ HUYỆN AN LÃO", "Trung tâm Y tế huyện An Lão"),
        ("TRƯỜNG ĐẠI HỌC KIÊN GIANG", "Trường Đại học Kiên Giang"),
        ("HỘI ĐỒNG NHÂN DÂN XÃ AN BÌNH", "Hội đồng nhân dân xã An Bình"),
        ("BAN CHẤP HÀNH ĐẢNG BỘ TỈNH", "Ban Chấp hành Đảng bộ tỉnh"),
        ("ĐẢNG ỦY XÃ HỢP LÝ", "Đảng ủy xã Hợp Lý"),
        ("ĐOÀN TNCS HỒ CHÍ MINH", "Đoàn TNCS Hồ Chí Minh"),
        ("UBND TP. ĐÀ LẠT", "UBND TP. Đà Lạt"),
        ("BAN CHỈ ĐẠO PHÒNG, CHỐNG LỤT BÃO", "Ban Chỉ đạo phòng, chống lụt bão"),
        (
            "PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
            "Phòng Lao động - Thương binh và Xã hội",
        ),
        ("CÔNG TY CỔ PHẦN CẤP NƯỚC HÀ GIANG", "Công ty Cổ phần Cấp nước Hà Giang"),
        ("HỘI ĐỒNG KHOA HỌC – CÔNG NGHỆ", "Hội đồng Khoa học – Công nghệ"),
        ("HỘI ĐỒNG THẨM ĐỊNH, ĐÁNH GIÁ HỒ SƠ", "Hội đồng thẩm định, đánh giá hồ sơ"),
        ("HÀ NỘI", "Hà Nội"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("", ""),
    ],
)
def test_capitals_of_the_header_become_those_of_running_text(
    printed: str, expected: str
) -> None:
    assert normal_capitals(printed) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Thủ tướng Chính phủ", "central"),
        ("Bộ Tài chính", "central"),
        ("Cục Thuế", "central"),
        ("Văn phòng Chính phủ", "central"),
        ("Sở Y tế", "province"),
        ("Cục Thuế tỉnh An Bình", "province"),
        ("Bộ Chỉ huy Quân sự tỉnh", "province"),
        ("Tỉnh ủy An Bình", "province"),
        ("Ủy ban nhân dân thành phố Đà Nẵng", "province"),
        ("Ủy ban nhân dân huyện Triệu Sơn", "district"),
        ("UBND thị xã An Bình", "district"),
        ("UBND TP. Đà Lạt", "district"),
        ("Phòng Nội vụ", "district"),
        ("UBND xã An Bình", "commune"),
        ("Đảng uỷ phường 2", "commune"),
        ("Bảo hiểm xã hội tỉnh", "province"),
        ("Công ty Cổ phần An Bình", "other"),
    ],
)
def test_the_level_is_read_from_the_name(name: str, expected: str) -> None:
    assert level(name) == expected


WORDS = (
    "Sở |Nội vụ|Tài chính|, | và |; |: |UBND |các |xã |phường |An Bình|Chủ tịch |số |1"
    "|Giám đốc |phòng |ban |đơn vị |thuộc |chủ trì |( | )|đồng chí |Trần Văn An|/|- "
    "|Văn phòng |Trung tâm |Ủy ban nhân dân |tỉnh |báo cáo "
)
PIECES = st.lists(st.sampled_from(WORDS.split("|")), max_size=25).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=60)))
def test_names_quote_the_text_in_order_and_never_fail(text: str) -> None:
    found = organ_at(text, 0, len(text))
    assert found is None or (found.start == 0 and found.end <= len(text))
    spans = split_organs(text, 0, len(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == split_organs(text, 0, len(text))
    if text:
        assert len(distribute(text, Span(0, len(text)))) == len(spans)


@settings(max_examples=100, deadline=None)
@example("_A")
@given(st.one_of(PIECES, st.text(max_size=60)))
def test_normal_capitals_change_nothing_but_case(text: str) -> None:
    printed = " ".join(text.upper().split())
    assert normal_capitals(printed).upper() == normal_capitals(printed.upper()).upper()
    assert len(level(printed) or "") > 0


def test_a_name_is_found_whole_wherever_it_stands() -> None:
    words = table("organs")
    common = {name.casefold() for name in words["dependent"]["words"]}
    for name in words["names"]["words"]:
        if name.casefold() not in common:
            text = f"Giao {name}; Sở Y tế"
            found = organ_at(text, 5, len(text))
            assert found is not None
            assert found.of(text) == name


def test_every_field_makes_a_department() -> None:
    for field in table("organs")["fields"]["words"]:
        text = f"Sở {field} tham mưu"
        assert named(text) == f"Sở {field}"


@pytest.mark.parametrize(
    "section", ["names", "strict_heads", "free_heads", "posts", "groups", "quantifiers"]
)
@pytest.mark.parametrize("written", [str, str.upper, str.lower, str.capitalize])
def test_no_word_that_opens_a_name_is_passed_over(
    section: str, written: Callable[[str], str]
) -> None:
    """Words that open none are passed over before the grammar is asked."""
    for name in table("organs")[section]["words"]:
        for text in (f"{written(name)} Y tế xã An Mẫu", f"27 {written(name)}: A và B"):
            for pos in (0, 3):
                end = Grammar(text, len(text)).organ(pos) if text[pos].isalnum() else 0
                found = organ_at(text, pos, len(text))
                assert (found.end if found else 0) == (end or 0), text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=6).map(" ".join))
def test_what_is_passed_over_is_no_name(text: str) -> None:
    for pos, sign in enumerate(text):
        if sign.isalnum():
            end = Grammar(text, len(text)).organ(pos)
            found = organ_at(text, pos, len(text))
            assert (found.end if found else pos) == max(end or 0, pos)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "UBND xã An Bình, thị trấn Khe Lá, huyện Mẫu Sơn và Phòng Nội vụ",
            ["UBND xã An Bình", "UBND thị trấn Khe Lá, huyện Mẫu Sơn", "Phòng Nội vụ"],
        ),
        ("Trường THPT Khe Lá, huyện Mẫu Sơn", ["Trường THPT Khe Lá, huyện Mẫu Sơn"]),
        (
            "UBND huyện Mẫu Sơn, UBND xã An Bình",
            ["UBND huyện Mẫu Sơn", "UBND xã An Bình"],
        ),
        (
            "UBND các huyện: An Bình, Khe Lá, thành phố Mẫu Sơn",
            ["UBND huyện An Bình", "UBND huyện Khe Lá", "UBND thành phố Mẫu Sơn"],
        ),
    ],
)
def test_the_area_after_a_comma_says_where_a_body_lies(
    text: str, names: list[str]
) -> None:
    assert spread(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND các phường: 1, 2, Khe Lá", ["UBND phường 1", "UBND phường 2"]),
        ("UBND các phường 1, 2 và 3 rà soát", ["UBND phường 1", "UBND phường 2"]),
        ("Công an các phường: Khe Lá, 3", ["Công an phường Khe Lá"]),
    ],
)
def test_wards_may_be_called_by_numbers(text: str, names: list[str]) -> None:
    found = organ_at(text, 0, len(text))

    assert found is not None
    assert list(distribute(text, found))[: len(names)] == names
    assert list(distribute(text, found))[-1].split()[-1] in {"Lá", "3"}


def test_a_number_that_counts_is_no_ward() -> None:
    assert named("các phường 3 tháng một lần báo cáo") == "các phường"
