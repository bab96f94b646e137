"""``vanban explain``: each value with its words, its rule and what lost to it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Vanban
from tests.cli.fakes import RIVALS, TEXT, letter, quote
from vanban_parser.cli.messages import Say
from vanban_parser.cli.nodes import Node, explained, pointer_of
from vanban_parser.pipeline import Reading


def test_a_value_is_shown_with_its_words_page_rule_and_rivals(
    vanban: Vanban, write: Any
) -> None:
    write(a="ok")
    assert vanban("explain", "a.pdf", "number").out == (
        "number: 12  [97%]\n"
        "  words: “12” · page 1 · [72, 90, 140, 104] · 4-6 · rule number-line\n"
        "  rejected: “15” · a day\n"
    )


def test_the_names_of_values_are_vietnamese_for_vietnamese(
    vanban: Vanban, write: Any
) -> None:
    write(a="ok")
    out = vanban("explain", "a.pdf", "number", lang="vi").out
    assert out.startswith("số (number): 12")
    assert "quy tắc number-line" in out


@pytest.mark.parametrize(
    "name", ["tasks/0/deadline", "tasks.0.deadline", "/tasks/0/deadline"]
)
def test_a_value_may_be_named_with_dots_or_slashes(
    vanban: Vanban, write: Any, name: str
) -> None:
    write(a="ok")
    ran = vanban("explain", "a.pdf", name)
    assert ran.code == 0
    assert "date: 2020-10-15" in ran.out
    assert "rule deadline-before" in ran.out


def test_tasks_are_shown_whole(vanban: Vanban, write: Any) -> None:
    write(a="ok")
    out = vanban("explain", "a.pdf", "tasks").out
    assert out.startswith("tasks: (1)\n  tasks/0:\n")
    assert "assignees: Phòng Nội vụ; Phòng Y tế" in out
    assert "rule task-order" in out
    assert "rule deadline-before" in out


def test_a_part_without_words_of_its_own_shows_those_of_the_whole(
    vanban: Vanban, write: Any
) -> None:
    write(a="ok")
    out = vanban("explain", "a.pdf", "tasks/0/title").out
    assert "title: Báo cáo kết quả" in out
    assert "rule task-order" in out


def test_all_values_are_shown_even_those_that_are_not_there(
    vanban: Vanban, write: Any
) -> None:
    write(a="warn")
    out = vanban("explain", "a.pdf").out
    assert "urgency: none" in out
    assert "warning: Ngày ban hành để trống. [day-missing]" in out
    assert "evidence" not in out


def test_a_name_that_is_no_value_is_refused_with_the_nearest(
    vanban: Vanban, write: Any
) -> None:
    write(a="ok")
    ran = vanban("explain", "a.pdf", "nunber")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'number'?" in ran.err
    assert vanban("explain", "a.pdf", "tasks/7").code == 2


def test_a_letter_that_cannot_be_read_is_one_line(vanban: Vanban, write: Any) -> None:
    write(a="damaged", b="bug")
    assert vanban("explain", "a.pdf").code == 1
    ran = vanban("explain", "b.pdf")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "ZeroDivisionError" in ran.err


def test_several_pieces_of_evidence_are_all_shown_and_pages_left_out_of_docx() -> None:
    pieces = quote("Giao", "first", None) + quote("báo cáo", "second", None)
    reading = Reading(letter(evidence={"/subject": pieces}), {})
    (node,) = explained(reading, "subject", Say("en"))
    assert [child.text for child in node.children] == [
        "“Giao” · 15-19 · rule first",
        "“báo cáo” · 33-40 · rule second",
    ]


def test_each_value_of_the_record_has_its_tree() -> None:
    nodes = explained(Reading(letter(), RIVALS), "", Say("en"))
    labels = [node.label for node in nodes]
    assert labels[:3] == ["source", "document_type", "issuing_body"]
    assert not {"text", "evidence", "confidence"} & set(labels)
    assert all(isinstance(node, Node) for node in nodes)
    assert TEXT not in "".join(node.text for node in nodes)


def test_a_pointer_is_made_of_any_way_to_write_it() -> None:
    assert pointer_of("") == ""
    assert pointer_of("number") == "/number"
    assert pointer_of("/a/0/b") == pointer_of("a.0.b") == "/a/0/b"
