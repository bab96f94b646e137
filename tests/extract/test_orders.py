"""Orders in one sentence: who is told, by which words, to do what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.extract.order_forms import Order
from vanban_parser.extract.orders import find_orders
from vanban_parser.extract.speakers import Speaker, is_generic
from vanban_parser.model.document import Span

ISSUER = Speaker.of("Ủy ban nhân dân huyện Mẫu Sơn", None)
AUDIENCE = (Speaker.of("Ủy ban nhân dân các xã, thị trấn"), Speaker.of("Phòng Y tế"))


def orders(text: str, *, imposed: bool = False) -> list[Order]:
    if not text:
        return []
    sentence = Span(0, len(text))
    return list(find_orders(text, sentence, ISSUER, AUDIENCE, imposed=imposed))


def read(text: str, *, imposed: bool = False) -> tuple[str | None, str, str] | None:
    """Return doers, action and cue of the one order, or None."""
    found = orders(text, imposed=imposed)
    if not found:
        return None
    (order,) = found
    doers = order.doers.of(text) if order.doers is not None else None
    return doers, order.action.of(text).rstrip("."), order.cue


# With an ordering word -------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "doers", "action", "cue"),
    [
        ("Giao Phòng Nội vụ rà soát hồ sơ.", "Phòng Nội vụ", "rà soát hồ sơ", "order"),
        (
            "Giao cho Phòng Nội vụ rà soát hồ sơ.",
            "Phòng Nội vụ",
            "rà soát hồ sơ",
            "order",
        ),
        (
            "Phân công Phòng Nội vụ làm đầu mối rà soát.",
            "Phòng Nội vụ",
            "làm đầu mối rà soát",
            "order",
        ),
        (
            "UBND huyện yêu cầu Phòng Nội vụ rà soát hồ sơ.",
            "Phòng Nội vụ",
            "rà soát hồ sơ",
            "request",
        ),
        (
            "Chủ tịch UBND huyện yêu cầu Phòng Nội vụ rà soát hồ sơ.",
            "Phòng Nội vụ",
            "rà soát hồ sơ",
            "request",
        ),
        ("Đề nghị Sở Nội vụ cho ý kiến.", "Sở Nội vụ", "cho ý kiến", "request"),
        (
            "Kính đề nghị Sở Nội vụ xem xét, quyết định.",
            "Sở Nội vụ",
            "xem xét, quyết định",
            "request",
        ),
        (
            "Nhận được văn bản này, đề nghị Phòng Nội vụ rà soát hồ sơ.",
            "Phòng Nội vụ",
            "rà soát hồ sơ",
            "request",
        ),
        (
            "Đồng ý đề nghị sửa nhà; giao Phòng Kinh tế bố trí kinh phí.",
            "Phòng Kinh tế",
            "bố trí kinh phí",
            "order",
        ),
        (
            "Việc sửa nhà làm trong năm (giao Phòng Kinh tế tổng hợp).",
            "Phòng Kinh tế",
            "tổng hợp",
            "order",
        ),
        (
            "Đề nghị Phòng Nội vụ và Phòng Y tế có trách nhiệm rà soát hồ sơ.",
            "Phòng Nội vụ và Phòng Y tế",
            "rà soát hồ sơ",
            "request",
        ),
    ],
)
def test_a_cue_word_a_name_and_a_verb_are_an_order(
    text: str, doers: str, action: str, cue: str
) -> None:
    assert read(text) == (doers, action, cue)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Đề nghị rà soát hồ sơ.", "rà soát hồ sơ"),
        ("Yêu cầu khẩn trương rà soát hồ sơ.", "khẩn trương rà soát hồ sơ"),
    ],
)
def test_a_request_may_name_nobody(text: str, action: str) -> None:
    assert read(text) == (None, action, "request")


@pytest.mark.parametrize(
    "text",
    [
        "UBND tỉnh đã giao Sở Nội vụ rà soát hồ sơ.",
        "Theo đề nghị của Phòng Nội vụ rà soát hồ sơ.",
        "UBND tỉnh nêu: “giao Sở Y tế kiểm tra các trạm”.",
        "Các tuyến giao thông Sở Xây dựng quản lý.",
        "Yêu cầu kỹ thuật theo quy định.",
        "Giao ban Phòng Nội vụ tổ chức hằng tháng.",
        "Ngày 05/9/2026, Phòng Nội vụ có văn bản đề nghị rà soát hồ sơ.",
        "Giao rà soát hồ sơ.",
        "Việc thực hiện nhiệm vụ giao Phòng Nội vụ rà soát còn chậm.",
        "Hồ sơ lập theo yêu cầu rà soát lại được lưu tại xã.",
    ],
)
def test_the_same_words_in_another_role_order_nothing(text: str) -> None:
    assert read(text) is None


# With a doer at the head -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "doers", "action"),
    [
        ("Phòng Nội vụ có trách nhiệm rà soát hồ sơ.", "Phòng Nội vụ", "rà soát hồ sơ"),
        (
            "Phòng Nội vụ chủ trì rà soát hồ sơ.",
            "Phòng Nội vụ",
            "chủ trì rà soát hồ sơ",
        ),
        (
            "Trong thời hạn 05 ngày, Phòng Nội vụ có trách nhiệm rà soát hồ sơ.",
            "Phòng Nội vụ",
            "rà soát hồ sơ",
        ),
        ("Phòng Y tế kiểm tra các trạm.", "Phòng Y tế", "kiểm tra các trạm"),
        (
            "UBND các xã, thị trấn niêm yết danh sách.",
            "UBND các xã, thị trấn",
            "niêm yết danh sách",
        ),
        ("Các đơn vị báo cáo kết quả.", "Các đơn vị", "báo cáo kết quả"),
    ],
)
def test_a_strong_duty_or_an_addressee_needs_no_cue(
    text: str, doers: str, action: str
) -> None:
    assert read(text) == (doers, action, "subject")


def test_others_with_a_plain_verb_are_told_only_among_orders() -> None:
    text = "Công an tỉnh Mẫu kiểm tra các trạm."

    assert read(text) is None
    assert read(text, imposed=True) == (
        "Công an tỉnh Mẫu",
        "kiểm tra các trạm",
        "subject",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Y tế đã kiểm tra các trạm.",
        "Phòng Y tế là cơ quan chuyên môn của huyện.",
        "Phòng Y tế sẽ kiểm tra các trạm.",
        "Các đơn vị được khen thưởng.",
        "Căn cứ Luật Đất đai, Phòng Y tế.",
    ],
)
@pytest.mark.parametrize("imposed", [False, True])
def test_whoever_is_described_is_not_told(text: str, imposed: bool) -> None:  # noqa: FBT001
    assert read(text, imposed=imposed) is None


# Without an ordering word ----------------------------------------------------


def test_an_implementing_clause_names_all_at_its_head() -> None:
    names = "Chánh Văn phòng, Trưởng Phòng Nội vụ và Chủ tịch UBND các xã"

    assert read(f"{names} chịu trách nhiệm thi hành Quyết định này./.") == (
        names,
        "chịu trách nhiệm thi hành Quyết định này./",
        "subject",
    )


def test_a_thing_to_be_sent_is_an_order_without_doer() -> None:
    text = "Văn bản góp ý gửi về Phòng Nội vụ trước ngày 20/9/2026."

    assert read(text) == (None, text.rstrip("."), "object")
    assert read("Văn bản đã được gửi về Phòng Nội vụ trước ngày 20/9/2026.") is None


def test_what_a_letter_is_sent_for_is_an_order() -> None:
    assert read("UBND huyện thông báo để các đơn vị biết, thực hiện.") == (
        "các đơn vị",
        "biết, thực hiện",
        "passed",
    )


# Bugs ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Đề nghị các xã cử cán bộ tham gia tập huấn.", "cử cán bộ tham gia tập huấn"),
        ("Giao Phòng Kinh tế ký hợp đồng mua sắm.", "ký hợp đồng mua sắm"),
        ("Yêu cầu UBND xã Mẫu mở sổ theo dõi.", "mở sổ theo dõi"),
        ("Giao Phòng Kinh tế cấp tài liệu hướng dẫn.", "cấp tài liệu hướng dẫn"),
    ],
)
def test_a_verb_of_one_syllable_starts_the_action(text: str, action: str) -> None:
    found = read(text)

    assert found is not None
    assert found[1] == action


def test_a_commune_may_be_told() -> None:
    assert read("Yêu cầu xã Mẫu rà soát hồ sơ.") == (
        "xã Mẫu",
        "rà soát hồ sơ",
        "request",
    )


def test_an_order_of_the_superior_is_not_this_letters() -> None:
    assert read("UBND tỉnh yêu cầu Sở Nội vụ rà soát hồ sơ.") is None


# Who speaks ------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["UBND huyện", "Chủ tịch UBND huyện", "UBND huyện Mẫu Sơn", "Lãnh đạo UBND huyện"],
)
def test_the_issuer_speaks_under_its_short_names(name: str) -> None:
    assert ISSUER.speaks(name)


@pytest.mark.parametrize("name", ["UBND tỉnh Mẫu Giang", "Phòng Nội vụ", "Sở Y tế", ""])
def test_others_are_not_the_issuer(name: str) -> None:
    assert not ISSUER.is_named(name)


@pytest.mark.parametrize(
    "name",
    ["các đơn vị", "Các cơ quan, đơn vị, địa phương", "các phòng, ban", "các xã"],
)
def test_a_generic_name_means_whoever_gets_the_letter(name: str) -> None:
    assert is_generic(name)


def test_a_named_body_is_not_generic() -> None:
    assert not is_generic("Phòng Nội vụ")
    assert not is_generic("các xã Mẫu")


# Any text --------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("Giao ", "Đề nghị ", "yêu cầu ", "Phòng Nội vụ", "UBND các xã", " và ", ", "),
        *(
            "rà soát ",
            "báo cáo ",
            "(",
            ")",
            "“",
            "”",
            "; ",
            ": ",
            "đã ",
            "có trách nhiệm ",
        ),
        *(
            "gửi về ",
            "các đơn vị ",
            "biết",
            "trước ngày 20/9/2026",
            "Văn bản ",
            "thi hành",
        ),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.booleans())
def test_any_sentence_gives_spans_inside_it(text: str, imposed: bool) -> None:  # noqa: FBT001
    found = orders(text, imposed=imposed)

    assert len(found) <= 1
    for order in found:
        assert order.action.end <= len(text)
        if order.doers is not None:
            assert order.doers.of(text).strip()
            assert order.doers.start < order.action.end
