"""The table of units: names, periods, and what became of whom."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.lexicon.gazetteer import Province, Unit, gazetteer
from vanban_parser.lexicon.placenames import loose_key, name_key


def _one(name: str, code: str, eras: str) -> Unit:
    (unit,) = [
        u for u in gazetteer().communes(name) if u.code == code and u.eras == eras
    ]
    return unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("UỶ", "ủy"),
        ("Hợp lý", "HỢP LÝ"),
        ("Quí Lộc", "Quý Lộc"),
        ("Mĩ Sơn", "Mỹ Sơn"),
        ("Cam ly – Đà Lạt", "Cam Ly - Đà Lạt"),
        ("B’Lao", "B'Lao"),
        ("Phường 01", "phường 1"),
        ("Thuỷ Xuân", "Thủy Xuân"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thọ Phú", "Thọ Phủ"),
        ("Đông Hòa", "Dông Hòa"),
        ("Bảo Lâm 1", "Bảo Lâm 2"),
        ("Tân Lập", "Tấn Lập"),
        ("Thúy", "Thúi"),
    ],
)
def test_names_that_differ_in_a_mark_have_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text())
def test_a_key_does_not_depend_on_case_or_composition(text: str) -> None:
    assert name_key(name_key(text)) is not None
    name = "Hợp Lý " + "".join(c for c in text if c in string.ascii_letters)
    assert name_key(name) == name_key(name.upper())
    assert name_key(unicodedata.normalize("NFC", name)) == name_key(name)


def test_a_loose_key_has_no_marks() -> None:
    assert loose_key(name_key("Đạ Tẻh")) == "da teh"


def test_each_era_has_its_official_number_of_units() -> None:
    units = list(gazetteer())
    assert sum("A" in u.eras for u in units) == 10_599
    assert sum("B" in u.eras for u in units) == 10_035
    assert sum("C" in u.eras for u in units) == 3_321


def test_no_code_is_used_twice_in_one_era() -> None:
    for era in "ABC":
        codes = [u.code for u in gazetteer() if era in u.eras]
        assert len(codes) == len(set(codes))


def test_every_unit_is_well_formed() -> None:
    for unit in gazetteer():
        assert len(unit.code) == 5
        assert unit.code.isdigit()
        assert unit.name[0].isupper() or unit.name[0].isdigit()
        assert unit.name == " ".join(unit.name.split())
        assert unit in gazetteer().communes(unit.name)
        assert (unit.district is None) == unit.is_current


def test_every_successor_is_a_unit_of_today_in_the_province_of_today() -> None:
    for unit in gazetteer():
        for code in unit.successors:
            heir = gazetteer().current(code)
            assert heir is not None
            assert heir.province.code == unit.province.merged


def test_nearly_every_former_unit_has_a_successor() -> None:
    former = [u for u in gazetteer() if not u.is_current]
    assert sum(not u.successors for u in former) < 0.01 * len(former)


def test_a_code_used_again_is_another_unit_in_each_period() -> None:
    before = _one("Thọ Thế", "15763", "AB")
    after = _one("Thọ Phú", "15763", "C")
    assert (before.valid_from, before.valid_to) == (None, "2025-06-30")
    assert (after.valid_from, after.valid_to) == ("2025-07-01", None)
    assert gazetteer().successor(before) == after


def test_a_unit_merged_before_2025_leads_to_today_by_way_of_its_heir() -> None:
    unit = _one("Thọ Phú", "15757", "A")
    heir = gazetteer().successor(unit)
    assert unit.valid_to == "2024-12-31"
    assert heir is not None
    assert (heir.name, heir.code) == ("Thọ Phú", "15763")


def test_a_unit_that_was_divided_has_several_successors_and_no_single_one() -> None:
    divided = next(u for u in gazetteer() if len(u.successors) > 1)
    assert gazetteer().successor(divided) is None


def test_a_unit_of_today_has_no_successor() -> None:
    unit = gazetteer().current("24820")
    assert unit is not None
    assert (unit.kind, unit.name, unit.province.name) == (
        "phường",
        "2 Bảo Lộc",
        "Lâm Đồng",
    )
    assert gazetteer().successor(unit) is None


def test_numbered_wards_lose_their_leading_zero() -> None:
    assert any(u.name == "1" and u.code == "27160" for u in gazetteer().communes("01"))


def test_provinces_and_districts_of_every_era_are_known_by_name() -> None:
    table = gazetteer()
    assert table.is_province("Thừa Thiên Huế")
    assert table.is_province("đắk nông")
    assert table.is_province("Lâm Đồng")
    assert table.is_district("Triệu Sơn")
    assert table.is_district("Thuỷ Nguyên")
    assert not table.is_province("Triệu Sơn")
    assert not table.is_district("Hợp Lý")
    assert len({p.code for p in _provinces("C")}) == 34
    assert len({p.code for p in _provinces("A")}) == 63


def _provinces(era: str) -> set[Province]:
    return {u.province for u in gazetteer() if era in u.eras}


def test_a_former_unit_lies_within_the_province_its_own_went_into() -> None:
    table = gazetteer()
    former = _one("Đức An", "24717", "AB")
    today = next(p for p in table.provinces("Lâm Đồng") if p.is_current)
    before = next(p for p in table.provinces("Lâm Đồng") if not p.is_current)
    assert former.province.name == "Đắk Nông"
    assert former.within(today)
    assert not former.within(before)


def test_a_name_without_its_marks_is_found_as_similar_only() -> None:
    table = gazetteer()
    assert table.communes("Da Huoai") == ()
    assert "25099" in {u.code for u in table.similar("Da Huoai")}


@given(st.text())
def test_any_text_can_be_looked_up(text: str) -> None:
    table = gazetteer()
    assert isinstance(table.communes(text), tuple)
    assert isinstance(table.similar(text), tuple)
    assert isinstance(table.districts(text), tuple)
    assert isinstance(table.provinces(text), tuple)


def test_the_units_of_an_area_are_those_that_bore_its_code() -> None:
    units = gazetteer()
    for area in (*units.provinces("Thanh Hóa"), *units.districts("Triệu Sơn")):
        is_province = isinstance(area, Province)
        bearers = [
            unit
            for unit in units
            if (unit.province if is_province else unit.district or unit.province).code
            == area.code
            and (is_province or unit.district is not None)
        ]
        assert bearers
        assert sorted(units.inside(area), key=repr) == sorted(bearers, key=repr)
