"""The number grammar reads what offices print, and nothing more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.lexicon.numbers import find_numbers, number_key, parse_number


@pytest.mark.parametrize(
    ("printed", "number", "notation", "code"),
    [
        ("4471/UBND-CNTT", "4471", "UBND-CNTT", "4471/UBND-CNTT"),
        ("06/2031/QĐ-UBND", "06", "2031/QĐ-UBND", "06/2031/QĐ-UBND"),
        ("171/2033/NĐ- CP", "171", "2033/NĐ-CP", "171/2033/NĐ-CP"),
        ("355 /UBND - VH TT", "355", "UBND-VHTT", "355/UBND-VHTT"),
        ("12/UBND – VX", "12", "UBND-VX", "12/UBND-VX"),
        ("10/2027/QĐ_BKHCN", "10", "2027/QĐ-BKHCN", "10/2027/QĐ-BKHCN"),
        ("77/2035/QH13", "77", "2035/QH13", "77/2035/QH13"),
        ("31/2034/QH 15", "31", "2034/QH15", "31/2034/QH15"),
        ("1686/NQ-UBTVQH15", "1686", "NQ-UBTVQH15", "1686/NQ-UBTVQH15"),
        ("66.25/2036/NQ-CP", "66.25", "2036/NQ-CP", "66.25/2036/NQ-CP"),
        ("30c/NQ-CP", "30c", "NQ-CP", "30c/NQ-CP"),
        ("05b/KH-UBND", "05b", "KH-UBND", "05b/KH-UBND"),
        ("732/SXX-CCHC&VTLT", "732", "SXX-CCHC&VTLT", "732/SXX-CCHC&VTLT"),
        ("15/CT-TTg", "15", "CT-TTg", "15/CT-TTg"),
        ("8/TTr-SNgV", "8", "TTr-SNgV", "8/TTr-SNgV"),
        ("47/UBND-VX1", "47", "UBND-VX1", "47/UBND-VX1"),
        ("14/KH-C09-P6", "14", "KH-C09-P6", "14/KH-C09-P6"),
        ("589/BXX-ƯDCNTT", "589", "BXX-ƯDCNTT", "589/BXX-ƯDCNTT"),
        ("75/2032/TTLT-BTC-BXD", "75", "2032/TTLT-BTC-BXD", "75/2032/TTLT-BTC-BXD"),
        ("45/2029/TTLT/BTC-BNV", "45", "2029/TTLT/BTC-BNV", "45/2029/TTLT/BTC-BNV"),
        ("14/1989/CT.UBX", "14", "1989/CT.UBX", "14/1989/CT.UBX"),
        ("51/CP", "51", "CP", "51/CP"),
        ("24-CP", "24", "CP", "24-CP"),
        ("123-CV/HU", "123", "CV/HU", "123-CV/HU"),
        ("02-KH/BCĐTW", "02", "KH/BCĐTW", "02-KH/BCĐTW"),
        ("10-NQ/ĐUK", "10", "NQ/ĐUK", "10-NQ/ĐUK"),
        ("98 – KH/TU", "98", "KH/TU", "98-KH/TU"),
        ("174 KL/TW", "174", "KL/TW", "174KL/TW"),
    ],
)
def test_a_number_is_read_in_the_contracts_form(
    printed: str, number: str, notation: str, code: str
) -> None:
    found = parse_number(printed)
    assert found is not None
    assert (found.number, found.notation, found.code) == (number, notation, code)
    assert found.span.of(printed) == printed


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Số: 12/QĐ-UBND Hà Nội, ngày 3 tháng 4", "12/QĐ-UBND"),
        ("Số: 12/QĐ-UBND CỘNG HÒA XÃ HỘI", "12/QĐ-UBND"),
        ("Số: 12/QĐ-UBND UBND TỈNH", "12/QĐ-UBND"),
        ("Số : 12/QĐ-UBND - Ban hành", "12/QĐ-UBND"),
        ("Số 12-CV/HU, ngày", "12-CV/HU"),
        ("12/QĐ-UBND.Căn cứ", "12/QĐ-UBND"),
        ("12/QĐ-UBNDngày 3/4", "12/QĐ-UBND"),
        ("12/QĐ-TTgngày 3/4", "12/QĐ-TTg"),
        ("Luật số: 17/2035/QH15", "17/2035/QH15"),
    ],
)
def test_words_after_the_notation_are_not_swallowed(line: str, code: str) -> None:
    found = parse_number(line)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("line", "notation"),
    [
        ("/UBND-VHTT", "UBND-VHTT"),
        ("Số: /KH-UBND", "KH-UBND"),
        ("Số:....../KH-UBND Hà Nội", "KH-UBND"),
        ("Số …/2031/QĐ-UBND", "2031/QĐ-UBND"),
        ("Số -CV/HU", "CV/HU"),
    ],
)
def test_a_blank_number_is_none_and_its_notation_is_kept(
    line: str, notation: str
) -> None:
    found = parse_number(line)
    assert found is not None
    assert (found.number, found.code, found.notation) == (None, None, notation)


@pytest.mark.parametrize(
    "text", ["7/Ban", "12/Hà Nội", "12/5/2031", "24/24 giờ", "abc", "", "Số 12", "1/2"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


def test_the_year_of_a_normative_number_is_known() -> None:
    found = parse_number("06/2031/QĐ-UBND")
    assert found is not None
    assert (found.year, found.groups) == (2031, ("QĐ", "UBND"))


def test_numbers_are_found_in_order_where_they_stand_alone() -> None:
    text = "số 1/KH-UBND, 2/2031/NĐ-CP; http://a.vn/3/QĐ-X và số4/TB-UBND"
    codes = [number.code for number in find_numbers(text)]
    assert codes == ["1/KH-UBND", "2/2031/NĐ-CP", "4/TB-UBND"]


def test_the_key_of_a_number_forgets_signs_and_leading_zeros() -> None:
    assert number_key("174KL/TW") == number_key("174-KL/TW")
    assert number_key("05/TB-SX") == number_key("5/TB-SX")
    assert number_key("5/TB-SX") != number_key("5/TB-SXD")


_GROUP = st.sampled_from(["QĐ", "UBND", "TTg", "TTr", "SNgV", "VX1", "BCĐTW", "KH"])


@given(
    number=st.integers(1, 99999),
    year=st.none() | st.integers(1950, 2060),
    groups=st.lists(_GROUP, min_size=2, max_size=4),
)
def test_what_is_written_is_what_is_read(
    number: int, year: int | None, groups: list[str]
) -> None:
    code = f"{number}/{year}/" if year else f"{number}/"
    code += "-".join(groups)
    found = parse_number(f"Số: {code} Hà Nội, ngày 1", 0)
    assert found is not None
    assert found.code == code
    assert found.year == year
    assert f"{found.number}/{found.notation}" == code


_MESS = st.text(alphabet="Số 19/-–.QĐUBNDTgràHội&\n", max_size=60)


@given(text=_MESS)
def test_any_text_gives_numbers_that_quote_it(text: str) -> None:
    last = 0
    for number in find_numbers(text):
        assert last <= number.span.start
        last = number.span.end
        quoted = re.sub(r"\s", "", re.sub("[–—_]", "-", number.span.of(text)))
        assert quoted == number.code
