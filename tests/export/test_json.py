"""A letter as JSON: the contract's keys in their order, and only true annexes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.cli.fakes import letter, quote
from vanban_parser.export.json import to_json, to_record
from vanban_parser.model.letter import Letter


def test_keys_stand_in_the_order_of_the_contract() -> None:
    assert list(json.loads(to_json(letter()))) == list(Letter.model_fields)


def test_annex_is_there_only_where_it_is_true() -> None:
    record = json.loads(to_json(letter()))
    assert [item.get("annex") for item in record["references"]] == [None, True]
    assert "annex" not in record["tasks"][0]


def test_what_the_letter_does_not_say_is_null_and_not_left_out() -> None:
    record = json.loads(to_json(letter(number=None)))
    assert record["number"] is None
    assert record["issuing_body"]["parent"] is None
    assert record["references"][0]["title"] is None


def test_vietnamese_stays_readable_and_one_letter_is_one_line() -> None:
    text = to_json(letter(subject="rà soát\u2028hồ sơ"))
    assert "rà soát" in text
    assert "\n" not in text
    assert '\n  "source": {' in to_json(letter(), indent=2)


def test_what_is_written_is_read_back_as_the_same_letter() -> None:
    assert Letter.model_validate_json(to_json(letter())) == letter()


@given(st.permutations(["/tasks/10", "/tasks/2", "/number", "/tasks/2/deadline", ""]))
def test_evidence_stands_in_one_order_whatever_found_it_first(
    pointers: list[str],
) -> None:
    found = letter(evidence={pointer: quote("12", "rule") for pointer in pointers})
    assert list(to_record(found)["evidence"]) == [  # type: ignore[call-overload]
        "",
        "/number",
        "/tasks/2",
        "/tasks/2/deadline",
        "/tasks/10",
    ]
