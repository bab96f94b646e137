"""What ``explain`` says of a task, and of sentences that are none."""

from __future__ import annotations

import pytest

from tests.letters_of import document_of, typed_letter
from vanban_parser.cli.explain_tasks import inherited, is_task, sentence_of
from vanban_parser.cli.messages import Say
from vanban_parser.cli.nodes import Node, explained
from vanban_parser.pipeline import Parser, Reading

BODY = """\
Trong thời gian qua, UBND huyện đã yêu cầu các xã rà soát hồ sơ.
UBND huyện yêu cầu:
1. Phòng Nội vụ (hoàn thành trước ngày 30/9/2026):
- Rà soát hồ sơ. Nộp lại cho phòng.
2. Kiểm kê sổ sách.
"""


def read(body: str) -> Reading:
    return Parser().resolve(document_of(typed_letter(body)))


def lines(node: Node) -> list[str]:
    below = [line for child in node.children for line in lines(child)]
    return [f"{node.label}: {node.text}", *below]


def test_a_task_shows_its_sentence() -> None:
    letter = read("Chào mừng ngày lễ. Giao Phòng Nội vụ rà soát hồ sơ. Hết.").letter

    assert sentence_of(letter, "/tasks/0") == "Giao Phòng Nội vụ rà soát hồ sơ."


def test_a_task_shows_what_it_has_from_above() -> None:
    letter = read(BODY).letter

    assert list(inherited(letter, "/tasks/0")) == [
        ("explain.who", "explain.from_heading", "Phòng Nội vụ"),
        ("explain.when", "explain.from_elsewhere", "trước ngày 30/9/2026"),
    ]
    assert list(inherited(letter, "/tasks/1")) == [
        (
            "explain.who",
            "explain.from_addressees",
            "Các phòng, ban thuộc UBND huyện",
        )
    ]


def test_a_task_with_all_in_its_sentence_has_nothing_from_elsewhere() -> None:
    letter = read("Giao Phòng Nội vụ nộp hồ sơ trước ngày 20/9/2026.").letter

    assert list(inherited(letter, "/tasks/0")) == []


@pytest.mark.parametrize(
    ("pointer", "task"),
    [
        ("/tasks/0", True),
        ("/tasks", False),
        ("/tasks/0/action", False),
        ("/x/0", False),
    ],
)
def test_only_a_task_is_a_task(pointer: str, task: bool) -> None:  # noqa: FBT001
    assert is_task(pointer) is task


def test_what_is_no_task_is_shown_with_the_reason() -> None:
    (tree,) = explained(read(BODY), "tasks", Say("en"))
    shown = lines(tree)

    assert any(
        line.startswith("rejected: “Trong thời gian qua") and "has been done" in line
        for line in shown
    )
    assert "sentence: “- Rà soát hồ sơ. Nộp lại cho phòng.”" in shown


def test_reasons_are_said_in_vietnamese() -> None:
    (tree,) = explained(read(BODY), "tasks", Say("vi"))

    assert any("kể việc đã làm" in line for line in lines(tree))
