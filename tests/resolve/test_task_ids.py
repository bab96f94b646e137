"""Ids that outlive a better parser, and tasks of two readings matched."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.model.document import Span
from vanban_parser.model.letter import Task
from vanban_parser.resolve.task_ids import (
    match_tasks,
    quote_key,
    task_ids,
    with_old_ids,
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


def test_tasks_are_matched_by_their_words() -> None:
    old = [task("rà soát hồ sơ nhà văn hóa", n=1), task("lập dự toán sửa chợ", n=2)]
    new = [
        task("lập dự toán sửa chợ trước ngày 20/9/2026"),
        task("tổ chức hội thi"),
        task("chủ trì, phối hợp với Phòng Y tế rà soát hồ sơ nhà văn hóa"),
    ]

    assert match_tasks(old, new) == ((1, 0), (0, 2))


def test_a_task_that_was_split_keeps_its_id_once() -> None:
    old = [task("rà soát hồ sơ nhà văn hóa các thôn; báo cáo UBND huyện", n=1)]
    new = [task("rà soát hồ sơ nhà văn hóa các thôn"), task("báo cáo UBND huyện")]

    assert match_tasks(old, new) == ((0, 0),)


def test_doers_decide_between_like_tasks() -> None:
    old = [
        task("kiểm tra các trạm", "Phòng A", n=1),
        task("kiểm tra các trạm", "B", n=2),
    ]
    new = [task("kiểm tra các trạm", "B"), task("kiểm tra các trạm", "Phòng A")]

    assert match_tasks(old, new) == ((1, 0), (0, 1))


def test_matched_tasks_get_their_old_ids_back() -> None:
    old = [task("rà soát hồ sơ nhà văn hóa", n=1)]
    new = [task("tổ chức hội thi", n=7), task("rà soát hồ sơ nhà văn hoá", n=8)]

    assert [t.id.int for t in with_old_ids(old, new)] == [7, 1]


def test_no_id_is_given_twice() -> None:
    # The new task has the id that the old one, now found elsewhere, has kept.
    old = [task("rà soát hồ sơ nhà văn hóa", n=1)]
    new = [task("tổ chức hội thi", n=1), task("rà soát hồ sơ nhà văn hóa", n=2)]
    found = with_old_ids(old, new)

    assert found[1].id.int == 1
    assert found[0].id != found[1].id


ACTIONS = st.lists(
    st.sampled_from(
        ["rà soát hồ sơ", "lập dự toán chợ", "kiểm tra các trạm", "", "họp"]
    ),
    max_size=6,
)


@given(ACTIONS, ACTIONS)
def test_matching_is_one_to_one(old: list[str], new: list[str]) -> None:
    pairs = match_tasks([task(a) for a in old], [task(a) for a in new])

    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(old[i] == new[j] for i, j in pairs)


@given(ACTIONS)
def test_the_same_reading_matches_itself(actions: list[str]) -> None:
    tasks = [task(action, n=n) for n, action in enumerate(actions)]

    assert len(match_tasks(tasks, tasks)) == len(tasks)
