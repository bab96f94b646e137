"""How sure a value is: every value has a share, and doubt makes it smaller."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.letters_of import document_of, parse, typed_letter
from vanban_parser.model.document import Box, TextSource, Word
from vanban_parser.pipeline import Parser
from vanban_parser.resolve.confidence import (
    confidence,
    field_of,
    odds,
    settled,
    unsure,
    whole,
)

LETTER = typed_letter(
    "Giao Phòng Nội vụ chủ trì, phối hợp với Văn phòng rà soát hồ sơ, báo cáo UBND "
    "huyện trước ngày 30/9/2026. Tỷ lệ chung đạt 80%."
)


def test_every_value_with_evidence_has_a_confidence() -> None:
    letter = parse(LETTER)

    assert set(letter.confidence) == set(letter.evidence)
    assert all(0 < share < 1 for share in letter.confidence.values())


def test_a_part_of_a_task_is_no_surer_than_the_task() -> None:
    letter = parse(LETTER)

    parts = {
        pointer: share
        for pointer, share in letter.confidence.items()
        if pointer.startswith("/tasks/0/") and pointer != "/tasks/0/action"
    }

    assert parts
    assert max(parts.values()) <= letter.confidence["/tasks/0/action"]


def test_the_traits_tell_field_rule_and_doubt() -> None:
    reading = Parser().resolve(document_of(LETTER.replace("30/9/2026", "30/9")))

    traits = reading.traits["/tasks/0/deadline"]

    assert traits[0] == "field:tasks/deadline"
    assert traits[1].startswith("rule:tasks/deadline:")
    assert "doubt:year-inferred" in traits


def test_fields_are_named_without_places() -> None:
    assert field_of("/tasks/3/assignees/0") == "tasks/assignees"
    assert field_of("/issuing_body/name") == "issuing_body/name"


def test_weights_add_up_in_log_odds() -> None:
    weights = {"all": 0.0, "field:x": 1.0, "rule:x:known": 1.0, "rule:seldom": -1.0}

    assert odds(weights, ()) == pytest.approx(0.5)
    assert odds(weights, ("field:x", "rule:x:known")) == pytest.approx(0.8808, abs=1e-4)
    # A rule that was never measured counts as such rules do.
    assert odds(weights, ("field:x", "rule:x:new")) == pytest.approx(0.5)
    # A trait that says nothing weighs nothing.
    assert odds(weights, ("field:x", "other")) == odds(weights, ("field:x",))


def test_a_part_has_the_probability_of_its_task_in_it() -> None:
    raw = {"/tasks/0/action": 0.5, "/tasks/0/deadline": 0.8, "/number": 0.9}

    assert whole(raw, "/tasks/0/deadline") == pytest.approx(0.4)
    assert whole(raw, "/tasks/0/action") == pytest.approx(0.5)
    assert whole(raw, "/number") == pytest.approx(0.9)


def test_raw_shares_are_settled_on_a_line() -> None:
    knots = [(0.0, 0.1), (0.5, 0.2), (1.0, 0.9)]

    found = [settled(knots, raw) for raw in (-1.0, 0.0, 0.25, 0.5, 0.75, 1.0, 2.0)]

    assert found == pytest.approx([0.1, 0.1, 0.15, 0.2, 0.55, 0.9, 0.9])


def test_only_header_values_are_warned_of() -> None:
    assert list(unsure({"/number": 0.3, "/tasks/0/action": 0.3, "/subject": 0.99})) == [
        ("unsure", "/number")
    ]


def test_no_values_no_confidence() -> None:
    assert confidence({}) == {}


def test_words_read_from_a_picture_are_graded_by_their_reader() -> None:
    typed = document_of(LETTER)
    start = typed.text.index("rà soát nhà văn hóa")
    box = Box(1, 0.0, 0.0, 10.0, 10.0)
    scan = replace(
        typed,
        source=replace(typed.source, text_source=TextSource.OCR),
        words=(
            Word(start, start + 2, box, sure=0.97),
            Word(start + 3, start + 7, box, sure=0.5),
        ),
    )

    traits = Parser().resolve(scan).traits["/subject"]

    assert {"ocr", "ocr:subject", "least:poor", "mean:fair"} <= set(traits)
    assert "least:poor" not in Parser().resolve(typed).traits["/subject"]


def test_what_the_trained_stage_says_of_an_action_is_a_trait() -> None:
    traits = Parser().resolve(document_of(LETTER)).traits

    assert any(trait.startswith("model:") for trait in traits["/tasks/0/action"])
    assert not any(trait.startswith("model:") for trait in traits["/subject"])
