"""Ids that outlive a better parser, and tasks of two readings matched."""

from __future__ import annotations

import uuid

import pytest

from vanban_parser.model.document import Span
from vanban_parser.model.letter import Task
from vanban_parser.resolve.task_ids import (
    quote_key,
    task_ids,
)

LETTER = ("UBND huyện Mẫu Sơn", "15/UBND-VP", "2026-09-10")
TEXT = "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Y tế rà soát hồ sơ. Hết.\nKhác."


def task(action: str, *who: str, n: int = 0) -> Task:
    return Task(id=uuid.UUID(int=n), title="Việc", action=action, assignees=who)


def of(words: str, text: str = TEXT) -> uuid.UUID:
    start = text.index(words)
    (found,) = task_ids(text, [Span(start, start + len(words))], LETTER)
    return found


@pytest.mark.parametrize(
    "action",
    [
        "chủ trì, phối hợp với Phòng Y tế rà soát hồ sơ",
        "rà soát hồ sơ",
        "phối hợp với Phòng Y tế rà soát hồ sơ.",
    ],
)
def test_where_the_action_begins_does_not_change_the_id(action: str) -> None:
    assert of(action) == of("Giao Phòng Nội vụ")


def test_signs_case_and_line_ends_do_not_change_the_id() -> None:
    other = TEXT.replace(",", "").replace("Giao", "GIAO ").replace("\n", " \n")

    assert of("rà soát hồ sơ") == of("rà soát hồ sơ", other)


def test_another_sentence_is_another_id() -> None:
    assert of("rà soát hồ sơ") != of("Hết")
    assert of("rà soát hồ sơ") != of("rà soát hồ sơ", TEXT.replace("Nội vụ", "Kinh tế"))


def test_two_tasks_of_one_sentence_have_two_ids() -> None:
    spans = [Span(5, 20), Span(21, 40)]

    assert len(set(task_ids(TEXT, spans, LETTER))) == 2


def test_a_key_has_the_words_alone() -> None:
    assert quote_key("Rà soát,\n hồ sơ (đợt 2)./.") == "ra soat ho so dot 2"
