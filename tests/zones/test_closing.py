"""Signature, Nơi nhận, and where annexes start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.letters_of import document_of, words_of, zones_of
from vanban_parser.model.document import Span, TextSource
from vanban_parser.model.zones import Zones
from vanban_parser.zones import cut

LETTER = """\
<< ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN
<< Số: 15/UBND-VP
>> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
>> Độc lập - Tự do - Hạnh phúc
>> Mẫu Sơn, ngày 10 tháng 9 năm 2026
Kính gửi: Các phòng, ban.
Đề nghị các phòng, ban rà soát nhà văn hóa các thôn trong huyện./.
"""
CLOSING = """\
<< Nơi nhận:
<< - Như trên;
<< - Lưu: VT, VP.
>> TM. ỦY BAN NHÂN DÂN
>> KT. CHỦ TỊCH
>> PHÓ CHỦ TỊCH
>> Lê Văn Mẫu
"""
TITLES = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]


def parts(closing: str) -> tuple[list[str], list[str], str]:
    """Return signature, distribution and what follows the letter proper."""
    document, zones = zones_of(LETTER + closing)
    return (
        words_of(document, zones.signature),
        words_of(document, zones.distribution),
        document.text[zones.annex_start : zones.annex_end].strip(),
    )


def test_signature_and_recipients_in_two_columns() -> None:
    assert parts(CLOSING) == (TITLES, ["- Như trên;", "- Lưu: VT, VP."], "")


def test_before_an_annex_of_many_lines_a_signature_needs_no_recipients() -> None:
    annex = "== PHỤ LỤC\n" + "Danh mục dự án được hưởng ưu đãi.\n" * 20
    signed = "== TM. ỦY BAN NHÂN DÂN\n== KT. CHỦ TỊCH\n== PHÓ CHỦ TỊCH\n== Lê Văn Mẫu\n"

    signature, distribution, rest = parts("Điều 2. Nội dung khác.\n" + signed + annex)

    assert (signature, distribution) == (TITLES, [])
    assert rest.startswith("PHỤ LỤC")


def test_a_stop_before_the_title_beside_noi_nhan_is_none_of_it() -> None:
    closing = CLOSING.replace("<< Nơi nhận:", "<< Nơi nhận: . TM. ỦY BAN NHÂN DÂN")

    signature, distribution, _ = parts(closing.replace(">> TM. ỦY BAN NHÂN DÂN\n", ""))

    assert signature == TITLES
    assert distribution == ["- Như trên;", "- Lưu: VT, VP."]


def over_a_page(last: str) -> tuple[list[str], list[str]]:
    """Return signature and distribution of a closing whose last line is on page 3."""
    closing = "<< Nơi nhận:\n<< - Như trên;\n>> KT. CHỦ TỊCH\n>> PHÓ CHỦ TỊCH\n" + last
    typed, _ = zones_of(LETTER + closing)
    pages = [replace(b, page=2) for b in typed.blocks[:-1]]
    document = replace(typed, blocks=(*pages, replace(typed.blocks[-1], page=3)))
    zones = cut(document)
    return words_of(document, zones.signature), words_of(document, zones.distribution)


def test_a_list_goes_on_at_the_top_of_the_next_page() -> None:
    assert over_a_page("- Lưu: VT, VP.\n") == (
        ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ["- Như trên;", "- Lưu: VT, VP."],
    )


def test_the_signer_may_stand_beside_its_last_item() -> None:
    assert over_a_page("- Lưu: VT, VP. Lê Văn Mẫu\n") == (
        TITLES[1:],
        ["- Như trên;", "- Lưu: VT, VP."],
    )


def test_an_item_cut_by_its_line_and_a_name_between_two_items() -> None:
    first = "<< Nơi nhận:\n<< - Như trên;\n>> KT. CHỦ TỊCH\n>> PHÓ CHỦ TỊCH\n"
    last = (
        "- Trung tâm Phục vụ hành chính công\ntỉnh Mẫu;\n"
        "- VNPT; Lê Văn Mẫu - Báo Mẫu;\n- Lưu: VT.\n"
    )
    typed, _ = zones_of(LETTER + first + last)
    blocks = [
        replace(b, page=2 if at < len(typed.blocks) - 4 else 3)
        for at, b in enumerate(typed.blocks)
    ]
    document = replace(typed, blocks=tuple(blocks))
    zones = cut(document)

    assert words_of(document, zones.signature) == TITLES[1:]
    assert words_of(document, zones.distribution) == [
        "- Như trên;",
        "- Trung tâm Phục vụ hành chính công",
        "tỉnh Mẫu;",
        "- VNPT;",
        "- Báo Mẫu;",
        "- Lưu: VT.",
    ]


def test_the_body_ends_before_them() -> None:
    document, zones = zones_of(LETTER + CLOSING)

    (body,) = zones.body
    assert body.span.of(document.text).startswith("Đề nghị")


def test_titles_right_above_the_columns_belong_to_the_signature() -> None:
    closing = CLOSING.replace(">> TM. ỦY BAN NHÂN DÂN\n", "")

    signature, _, _ = parts("== TM. ỦY BAN NHÂN DÂN\n" + closing)

    assert signature == TITLES


def test_the_signature_may_stand_above_noi_nhan() -> None:
    closing = "== KT. CHỦ TỊCH\n== PHÓ CHỦ TỊCH\n== Lê Văn Mẫu\n"
    closing += "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    signature, distribution, annex = parts(closing)

    assert distribution == ["- Như trên;", "- Lưu: VT."]
    assert annex == ""
    assert signature == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]


def test_the_first_recipient_may_stand_on_the_line_of_the_heading() -> None:
    _, distribution, _ = parts("Nơi nhận: - Như trên;\n- Lưu: VT.\n")

    assert [line.strip(": ") for line in distribution] == ["- Như trên;", "- Lưu: VT."]


@pytest.mark.parametrize("mark", [">> ", "== "])
def test_without_noi_nhan_capitals_near_the_end_sign(mark: str) -> None:
    signature, distribution, _ = parts(
        f"{mark}KT. CHỦ TỊCH\n{mark}PHÓ CHỦ TỊCH\n{mark}Lê Văn Mẫu\n"
    )

    assert signature == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]
    assert distribution == []


def test_a_letter_without_signature_ends_with_its_body() -> None:
    document, zones = zones_of(LETTER)

    assert zones.signature == ()
    assert zones.distribution == ()
    assert zones.annex_start == len(document.text)


# What follows the letter -----------------------------------------------------


@pytest.mark.parametrize(
    "first",
    [
        "== PHỤ LỤC",
        "== PHỤ LỤC I",
        "PHỤ LỤC I",
        "== DANH SÁCH NHÀ VĂN HÓA",
        "== Mẫu số 01",
        "== Biểu mẫu rà soát",
        ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SAO Y BẢN CHÍNH",
    ],
)
def test_an_annex_starts_after_the_signature(first: str) -> None:
    signature, distribution, annex = parts(f"{CLOSING}{first}\nMột thôn cần sửa mái.\n")

    assert signature == TITLES
    assert distribution == ["- Như trên;", "- Lưu: VT, VP."]
    words = first.removeprefix("== ").removeprefix(">> ")
    assert annex == f"{words}\nMột thôn cần sửa mái."


def test_what_an_annex_holds_is_no_body() -> None:
    document, zones = zones_of(f"{LETTER}{CLOSING}== PHỤ LỤC\nMột thôn cần sửa mái.\n")

    assert len(zones.body) == 1
    assert zones.in_annex(_where(document.text, "thôn cần sửa"))
    assert not zones.in_annex(_where(document.text, "Lê Văn Mẫu"))
    assert not zones.in_annex(_where(document.text, "các thôn"))


def test_footnotes_and_stamps_are_in_no_annex() -> None:
    typed = f"{LETTER}{CLOSING}== PHỤ LỤC\nMột thôn.\n^^ 1 Theo sổ của xã.\n[] ĐẾN\n"
    document, zones = zones_of(typed)

    assert not zones.in_annex(_where(document.text, "Theo sổ"))
    assert not zones.in_annex(_where(document.text, "ĐẾN"))
    assert zones.in_annex(_where(document.text, "Một thôn"))


def test_the_block_of_a_copy_is_not_the_letters() -> None:
    copy = (
        "<< VĂN PHÒNG UBND HUYỆN\n<< SAO Y; Số: 10/SY-VP\n"
        "<< Nơi nhận:\n<< - Các thôn;\n>> CHÁNH VĂN PHÒNG\n>> Trần Thị Mẫu\n"
    )
    signature, distribution, annex = parts(f"{CLOSING}SAO Y BẢN CHÍNH\n{copy}")

    assert signature == TITLES
    assert distribution == ["- Như trên;", "- Lưu: VT, VP."]
    assert "Trần Thị Mẫu" in annex


def test_a_second_noi_nhan_is_a_copys() -> None:
    again = "<< Nơi nhận:\n<< - Các thôn;\n>> CHÁNH VĂN PHÒNG\n>> Trần Thị Mẫu\n"
    signature, distribution, _ = parts(f"{CLOSING}{again}")

    assert signature[:4] == TITLES
    assert distribution == ["- Như trên;", "- Lưu: VT, VP."]


def _where(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


# Any text --------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *LETTER.splitlines(),
        *CLOSING.splitlines(),
        "== KẾ HOẠCH",
        "== PHỤ LỤC I",
        "SAO Y",
        "| a | b |",
        "[] HỎA TỐC",
        "^^ 1 Chú thích",
        "Nơi nhận:",
        "Kính gửi:",
        "-",
        "Điều 1. Giao Phòng Nội vụ.",
    ]
)


@given(st.lists(LINES, max_size=14))
def test_any_order_of_lines_is_cut_into_spans_of_the_text(found: list[str]) -> None:
    document, zones = zones_of("\n".join(found))

    assert 0 <= zones.annex_start <= zones.annex_end
    for span in _spans(zones):
        assert span.end <= len(document.text)
        assert "\n" not in span.of(document.text)
    for one in (zones.signature, zones.distribution, zones.addressees, zones.issuer):
        assert list(one) == sorted(one)


def _spans(zones: Zones) -> list[Span]:
    single = [zones.number, zones.place_date, zones.title]
    several = (
        *(zones.issuer, zones.subject, zones.marks, zones.addressees),
        *(zones.signature, zones.distribution),
    )
    found = [span for span in single if span is not None]
    found += [span for spans in several for span in spans]
    return [*found, *(block.span for block in zones.body)]


JOINT = LETTER.replace("<< ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN", "<< {issuer}")
SHARED = "== CHỦ TỊCH GIÁM ĐỐC\n== Trần Văn Mẫu Lê Thị Thử\n"


@pytest.mark.parametrize(
    ("issuer", "signed"),
    [
        ("SỞ Y TẾ - CÔNG ĐOÀN NGÀNH", ["GIÁM ĐỐC", "Lê Thị Thử"]),
        ("CÔNG ĐOÀN NGÀNH - SỞ Y TẾ", ["CHỦ TỊCH", "Trần Văn Mẫu"]),
        # Nothing tells whose letter it is: nobody is named.
        ("CHI BỘ KHU PHỐ", []),
    ],
)
def test_of_two_who_sign_on_one_line_the_issuers_head_is_taken(
    issuer: str, signed: list[str]
) -> None:
    letter = JOINT.format(issuer=issuer) + SHARED + "Nơi nhận:\n- Như trên."
    document, zones = zones_of(letter)

    assert words_of(document, zones.signature) == signed


def test_the_two_titles_of_a_deputy_are_of_one() -> None:
    shared = "== KT. CHỦ TỊCH PHÓ CHỦ TỊCH\n== Lê Hồ Văn Mẫu\nNơi nhận:\n- Như trên."
    document, zones = zones_of(LETTER + shared)

    assert words_of(document, zones.signature) == [
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Lê Hồ Văn Mẫu",
    ]


@pytest.mark.parametrize("heading", ["Nơi nhận.", "Nơi nhận", "ơi nhận:"])
def test_a_misread_noi_nhan_starts_the_list(heading: str) -> None:
    letter = (
        LETTER + f"== CHỦ TỊCH\n== Lê Văn Mẫu\n{heading}\n- Như trên;\n- Lưu: VT.\n"
    )
    document, zones = zones_of(letter)

    assert words_of(document, zones.distribution) == ["- Như trên;", "- Lưu: VT."]


HEADLESS = """\
== GIÁM ĐỐC
- Như trên; —
- Ban Giám đốc Sở;
- Trang tin của Sở;
5ê Văn Mẫu
"""


def test_on_a_scan_a_list_is_known_by_its_first_item() -> None:
    typed = document_of(LETTER + HEADLESS)
    source = replace(typed.source, text_source=TextSource.OCR)
    zones = cut(replace(typed, source=source))

    assert words_of(typed, zones.distribution) == [
        "- Như trên; —",
        "- Ban Giám đốc Sở;",
        "- Trang tin của Sở;",
    ]
    assert words_of(typed, zones.signature)[0] == "GIÁM ĐỐC"
    # In print the heading stands; without it this is running text.
    assert cut(typed).distribution == ()
