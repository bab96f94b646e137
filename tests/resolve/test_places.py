"""Which unit a name means: by the letter's date, its issuer and what stands beside."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban_parser.model.document import Document, Source, TextSource
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Commune
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.places import find_communes

_DISTRICT = "Ủy ban nhân dân huyện Triệu Sơn"
_PROVINCE = "Ủy ban nhân dân tỉnh Thanh Hóa"
_TODAY = "Ủy ban nhân dân tỉnh Lâm Đồng"


def _find(
    text: str,
    issuer: str | None = _DISTRICT,
    issued_on: str | None = "2020-10",
    *,
    parent: str | None = None,
    place: str | None = None,
    annex_start: int | None = None,
    source: TextSource = TextSource.NATIVE,
) -> tuple[Finding[Commune], ...]:
    file = Source("thư.docx", "0" * 64, "application/pdf", 1, source)
    zones = Zones(annex_start=len(text) if annex_start is None else annex_start)
    document = Document(file, text)
    return find_communes(document, zones, issuer, parent, place, issued_on)


def _one(text: str, *args: str | None, **kwargs: str) -> Finding[Commune]:
    (finding,) = _find(text, *args, **kwargs)  # type: ignore[arg-type]
    return finding


def _codes(findings: tuple[Finding[Commune], ...]) -> list[str | None]:
    return [finding.value.code for finding in findings]


def test_each_commune_stands_once_with_all_its_mentions() -> None:
    text = (
        "còn 03 xã chậm là: Thọ Thế 66,67%, Thọ Phú 40%, riêng xã Hợp lý 0%.\n"
        "Chủ tịch UBND xã Hợp Lý báo cáo."
    )
    found = _find(text)
    assert _codes(found) == ["15763", "15757", "15676"]
    assert [[s.of(text) for s in f.spans] for f in found] == [
        ["Thọ Thế"],
        ["Thọ Phú"],
        ["xã Hợp lý", "xã Hợp Lý"],
    ]
    last = found[-1].value
    assert (last.name, last.kind) == ("Hợp Lý", "xã")
    assert (last.district, last.province) == ("Triệu Sơn", "Thanh Hóa")


def test_the_successor_is_the_unit_of_today() -> None:
    heir = _one("UBND xã Hợp Lý").value.successor
    assert heir is not None
    assert (heir.kind, heir.name, heir.code) == ("xã", "Hợp Tiến", "15682")


@pytest.mark.parametrize(
    ("issued_on", "code"),
    [
        ("2008-05", "15757"),
        ("2020", "15757"),
        ("2024-06-01", "15757"),
        ("2025-02-10", "15760"),
        ("2025-07-01", "15763"),
        ("2026", "15763"),
    ],
)
def test_the_code_is_that_of_the_letters_own_date(issued_on: str, code: str) -> None:
    assert _one("xã Thọ Phú", _PROVINCE, issued_on).value.code == code


def test_a_unit_of_today_has_neither_district_nor_successor() -> None:
    value = _one("UBND Phường 2 Bảo Lộc", _TODAY, "2026-04").value
    assert (value.name, value.kind, value.code) == ("2 Bảo Lộc", "phường", "24820")
    assert (value.district, value.province) == (None, "Lâm Đồng")
    assert value.successor is None


@pytest.mark.parametrize(
    "text",
    ["xã Thọ Thế (cũ)", "xã Thọ Thế", "xã Thọ Thế, huyện Triệu Sơn trước đây"],
)
def test_a_former_commune_in_a_letter_of_today_leads_to_its_successor(
    text: str,
) -> None:
    value = _one(text, _PROVINCE, "2025-08-01").value
    assert (value.name, value.code) == ("Thọ Thế", "15763")
    assert value.successor is not None
    assert value.successor.name == "Thọ Phú"


def test_of_a_name_that_is_both_the_unit_of_today_is_meant_unless_called_former() -> (
    None
):
    today, former = _find("xã Thọ Phú; xã Thọ Phú (cũ)", _PROVINCE, "2025-08-01")
    assert today.value.code == "15763"
    assert former.value.code == "15760"


def test_the_name_in_capitals_comes_back_in_normal_ones() -> None:
    text = "ỦY BAN NHÂN DÂN\nXÃ HỢP LÝ"
    issuer = "Ủy ban nhân dân xã Hợp Lý"
    parent = "Ủy ban nhân dân huyện Triệu Sơn"
    assert _one(text, issuer, "2020", parent=parent).value.name == "Hợp Lý"


@pytest.mark.parametrize(
    "text",
    [
        "xã Tân Phúc, huyện Nông Cống và xã Tân Phúc, huyện Lang Chánh",
        "Huyện Nông Cống: xã Tân Phúc; huyện Lang Chánh: xã Tân Phúc",
        "huyện Nông Cống (xã Tân Phúc), huyện Lang Chánh (xã Tân Phúc)",
        "I. Huyện Nông Cống\nxã Tân Phúc\nII. HUYỆN LANG CHÁNH\nxã Tân Phúc",
        "xã Tân Phúc (Nông Cống); xã Tân Phúc, Lang Chánh.",
    ],
)
def test_the_district_beside_a_name_decides(text: str) -> None:
    assert _codes(_find(text, _PROVINCE)) == ["16282", "15046"]


def test_a_district_after_a_list_is_said_of_the_whole_list() -> None:
    text = "các xã Tân Phúc, Tân Thọ và Trường Sơn (huyện Nông Cống)"
    found = _find(text, _PROVINCE)
    assert _codes(found) == ["16282", "16285", "16348"]


def test_the_next_name_of_a_list_is_not_the_district_of_the_one_before() -> None:
    text = "UBND các phường: Hàm Thắng, Mũi Né, Phan Thiết, Phú Thủy"
    found = _find(text, _TODAY, "2026-02")
    assert [f.value.name for f in found] == [
        "Hàm Thắng",
        "Mũi Né",
        "Phan Thiết",
        "Phú Thủy",
    ]
    assert all(f.value.district is None for f in found)


def test_a_province_beside_a_name_overrides_the_letters_own() -> None:
    text = "xã Hợp Lý, huyện Lập Thạch, tỉnh Vĩnh Phúc"
    assert _one(text, _PROVINCE).value.code == "08770"


def test_the_wards_of_a_numbered_district_keep_its_kind() -> None:
    found = _find(
        "các phường 1, 2 và phường 12 Quận 3",
        "Ủy ban nhân dân Thành phố Hồ Chí Minh",
        "2019-05",
    )
    assert [(f.value.name, f.value.district) for f in found] == [
        ("1", "quận 3"),
        ("2", "quận 3"),
        ("12", "quận 3"),
    ]


def test_a_name_of_many_units_stays_open_and_names_its_rivals() -> None:
    finding = _one("xã Tân Phúc", _PROVINCE)
    assert finding.value.code is None
    assert finding.value.province == "Thanh Hóa"
    assert finding.inferred == "commune-ambiguous"
    assert [r.reason for r in finding.rivals] == [
        "xã Tân Phúc, Lang Chánh, Thanh Hóa (15046)",
        "xã Tân Phúc, Nông Cống, Thanh Hóa (16282)",
    ]


def test_an_open_name_joins_the_unit_that_another_mention_made_sure() -> None:
    text = "xã Tân Phúc, huyện Nông Cống báo cáo. Xã Tân Phúc chịu trách nhiệm."
    finding = _one(text, _PROVINCE)
    assert finding.value.code == "16282"
    assert len(finding.spans) == 2


def test_a_ministry_in_ha_noi_does_not_speak_of_ha_noi() -> None:
    finding = _one("xã Tân Lập", "Bộ Nội vụ", "2021-03", place="Hà Nội")
    assert finding.inferred == "commune-ambiguous"
    unique = _one("xã Đạ Huoai 2", "Bộ Nội vụ", "2026", place="Hà Nội")
    assert unique.value.code == "25105"


def test_a_body_of_social_affairs_is_not_taken_for_a_commune() -> None:
    issuer = "Bộ Lao động - Thương binh và Xã hội"
    finding = _one("xã Tân Lập", issuer, "2021", place="Hà Nội")
    assert finding.inferred == "commune-ambiguous"


@pytest.mark.parametrize(
    ("issuer", "parent", "place"),
    [
        ("Sở Nội vụ", "UBND tỉnh Thanh Hóa", "Thanh Hóa"),
        ("Sở Y tế Thanh Hóa", None, None),
        ("Phòng Nội vụ", "UBND huyện Triệu Sơn", "Triệu Sơn"),
        ("Huyện ủy Triệu Sơn", "Tỉnh ủy Thanh Hóa", None),
        ("Phòng Giáo dục và Đào tạo", None, "Triệu Sơn"),
        (None, None, "Thanh Hóa"),
    ],
)
def test_issuer_parent_or_place_tell_the_province(
    issuer: str | None, parent: str | None, place: str | None
) -> None:
    found = _find("xã Hợp Lý", issuer, "2020", parent=parent, place=place)
    assert _codes(found) == ["15676"]


def test_a_district_of_many_provinces_is_told_by_the_province_the_letter_names() -> (
    None
):
    issuer = "Ủy ban nhân dân huyện Châu Thành"
    open_ = _find("xã An Phước", issuer, "2020")
    sure = _find("xã An Phước; UBND tỉnh Bến Tre", issuer, "2020")
    assert _codes(open_) != ["28819"]
    assert sure[0].value.province == "Bến Tre"


def test_a_commune_that_no_list_has_keeps_its_name_without_a_code() -> None:
    finding = _one("xã Suối Vắng, huyện Triệu Sơn")
    assert (finding.value.name, finding.value.code) == ("Suối Vắng", None)
    assert finding.value.district == "Triệu Sơn"
    assert finding.inferred == "commune-unknown"


def test_a_commune_of_another_kind_in_the_lists_keeps_the_letters_kind() -> None:
    finding = _one("xã Quý Lộc", _PROVINCE, "2021")
    assert (finding.value.kind, finding.value.code) == ("xã", "15412")
    assert finding.inferred == "commune-kind-differs"


def test_a_slip_in_the_marks_is_forgiven_where_it_is_nobodys_name() -> None:
    finding = _one("xã Thọ Phu")
    assert (finding.value.name, finding.value.code) == ("Thọ Phú", "15757")
    assert finding.inferred == "commune-spelling"


def test_what_only_annexes_name_is_marked_so() -> None:
    text = "xã Hợp Lý\nPHỤ LỤC\nxã Hợp Lý, xã Thọ Thế"
    first, second = _find(text, annex_start=text.index("PHỤ"))
    assert not first.value.annex
    assert len(first.spans) == 2
    assert second.value.annex


def test_without_a_date_a_code_is_given_only_if_every_list_agrees() -> None:
    assert _one("xã Đạ Huoai 2", _TODAY, None).value.code == "25105"
    assert _one("xã Thọ Phú", _PROVINCE, None).value.code is None


def test_ocr_may_have_lost_marks_even_where_another_commune_bears_the_name() -> None:
    text = "xã Thọ Phu"
    read = _find(text, source=TextSource.OCR)
    assert _codes(read) == ["15757"]


_WORDS = st.lists(
    st.sampled_from(
        [
            *("xã ", "các xã: ", "Hợp Lý", "Tân Phúc", ", ", "\n", "huyện Nông Cống"),
            *("thị trấn ", "Triệu Sơn", " và ", "phường ", "2", " (cũ)", "XÃ ", "; "),
        ]
    ),
    max_size=30,
).map("".join)


@settings(deadline=None)
@given(st.one_of(st.text(), _WORDS), st.sampled_from([None, "2012", "2025-03", "2026"]))
def test_any_text_gives_findings_whose_spans_quote_it(
    text: str, issued_on: str | None
) -> None:
    found = _find(text, _PROVINCE, issued_on)
    assert found == _find(text, _PROVINCE, issued_on)
    firsts = [finding.spans[0] for finding in found]
    assert firsts == sorted(firsts)
    for finding in found:
        assert list(finding.spans) == sorted(set(finding.spans))
        assert all(span.end <= len(text) for span in finding.spans)
        assert (finding.value.code is None) == (
            finding.inferred in {"commune-ambiguous", "commune-unknown"}
        )


@pytest.mark.parametrize("issuer", ["UBND xã Hòa An", "Đảng ủy xã Hòa An"])
def test_a_commune_is_not_in_a_district_elsewhere_that_is_called_like_it(
    issuer: str,
) -> None:
    (finding,) = _find("xã Hòa An", issuer, "2022-05-01", place="Hòa An")

    assert finding.value.province is None
    assert finding.inferred == "commune-ambiguous"


def test_a_commune_of_a_name_that_only_one_has_tells_the_province() -> None:
    (finding,) = _find("xã Hợp Lý", "UBND xã Thọ Thế", "2022-05-01", place="Thọ Thế")

    assert finding.value.province == "Thanh Hóa"
