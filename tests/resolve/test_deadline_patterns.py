"""The catalogue of the forms of deadlines: whole, true, and more than its own words."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.resolve.deadline_notation import deadlines_of, reading
from vanban_parser.lexicon.load import table

PATTERNS: list[dict[str, Any]] = table("deadline_patterns")["pattern"]
NEGATIVE: list[dict[str, Any]] = table("deadline_patterns")["no_deadline"]
_FILE = Path(__file__).with_name("deadline_wordings.toml")
WORDINGS: dict[str, list[list[str]]] = tomllib.loads(_FILE.read_text("utf-8"))
OF_A_CLASS = {
    "A": 21,
    "B": 9,
    "C": 6,
    "D": 9,
    "E": 10,
    "F": 12,
    "G": 11,
    "H": 8,
    "I": 8,
}


def test_the_catalogue_is_whole() -> None:
    assert [pattern["number"] for pattern in PATTERNS] == list(range(1, 95))
    assert Counter(pattern["class"] for pattern in PATTERNS) == OF_A_CLASS
    assert all(pattern["examples"] and pattern["refuses"] for pattern in PATTERNS)


def test_each_form_has_three_wordings_that_are_not_its_own() -> None:
    assert {int(number) for number in WORDINGS} == set(range(1, 95))
    own = {order for pattern in PATTERNS for order, _ in pattern["examples"]}
    for number, wordings in WORDINGS.items():
        assert len({order for order, _ in wordings}) >= 3, number
        assert not own & {order for order, _ in wordings}


@pytest.mark.parametrize(
    ("order", "sets"),
    [
        pytest.param(order, sets, id=f"{pattern['number']}: {order}")
        for pattern in PATTERNS
        for order, sets in pattern["examples"]
    ],
)
def test_each_example_sets_what_the_catalogue_says(order: str, sets: str) -> None:
    assert reading(order) == sets


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: str(p["number"]))
def test_words_that_look_alike_set_nothing(pattern: dict[str, Any]) -> None:
    assert [(order, reading(order)) for order in pattern["refuses"]] == [
        (order, "none") for order in pattern["refuses"]
    ]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: str(p["number"]))
def test_each_form_is_read_by_the_rules_it_names(pattern: dict[str, Any]) -> None:
    orders = [
        order for order, _ in (*pattern["examples"], *WORDINGS[str(pattern["number"])])
    ]
    rules = {one.rule for order in orders for one in deadlines_of(order)}
    assert rules == set(pattern["read_by"])


@pytest.mark.parametrize(
    ("order", "sets"),
    [
        pytest.param(order, sets, id=f"{number}: {order}")
        for number, wordings in WORDINGS.items()
        for order, sets in wordings
    ],
)
def test_another_wording_of_a_form_is_read_exactly(order: str, sets: str) -> None:
    assert reading(order) == sets


@pytest.mark.parametrize(
    "unit",
    [
        *("theo thời gian ", "đúng thời hạn thực hiện ", "trước Tết Nguyên đán "),
        *("thời hạn theo ", "trước khi kết thúc ", "ngay ", "rằm tháng ", "Quý "),
        *("tại kỳ họp ", "gia hạn đến ", "(nhằm ngày ", "để báo cáo ", "6 tháng 3 "),
    ],
)
def test_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    started = time.process_time()
    deadlines_of(text)
    # Well under a second is usual; quadratic patterns take minutes.
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=f"{row['id']}: {text}")
        for row in NEGATIVE
        for text in row["texts"]
    ],
)
def test_dates_that_are_no_deadlines_set_none(text: str) -> None:
    assert reading(text) == "none"
