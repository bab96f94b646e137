"""The body as a tree of points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.letters_of import document_of
from vanban_parser.extract.outline import PLAIN, Node, outline
from vanban_parser.model.document import Document

BODY = """\
## Phần I. Chung
## I. MỤC ĐÍCH
1. Một
1.1. Con
a) Lá
- Gạch
+ Cộng
Trơn dưới cộng
b) Lá hai
2. Hai
- Gạch hai
## II. TỔ CHỨC
## Điều 1. Giao
"""


def tree(typed: str) -> tuple[Document, tuple[Node, ...]]:
    document = document_of(typed)
    return document, outline(document.text, document.blocks)


def parents(typed: str) -> dict[str, str | None]:
    """Return each point's words with those of the point it stands under."""
    document, nodes = tree(typed)
    words = [node.text(document.text) for node in nodes]
    return {
        words[node.index]: None if node.parent is None else words[node.parent]
        for node in nodes
    }


def test_points_stand_under_the_next_higher_marker() -> None:
    assert parents(BODY) == {
        "Chung": None,
        "MỤC ĐÍCH": "Chung",
        "Một": "MỤC ĐÍCH",
        "Con": "Một",
        "Lá": "Con",
        "Gạch": "Lá",
        "Cộng": "Gạch",
        "Trơn dưới cộng": "Cộng",
        "Lá hai": "Con",
        "Hai": "MỤC ĐÍCH",
        "Gạch hai": "Hai",
        "TỔ CHỨC": "Chung",
        "Giao": "TỔ CHỨC",
    }


def test_levels_may_be_left_out() -> None:
    assert parents("1. Một\n- Gạch\n2. Hai\n+ Cộng\n") == {
        "Một": None,
        "Gạch": "Một",
        "Hai": None,
        "Cộng": "Hai",
    }


def test_a_list_right_after_a_colon_belongs_to_it() -> None:
    assert parents("Yêu cầu các xã:\n1. Một\n2. Hai\n- Gạch\n") == {
        "Yêu cầu các xã:": None,
        "Một": "Yêu cầu các xã:",
        "Hai": "Yêu cầu các xã:",
        "Gạch": "Hai",
    }


def test_a_list_that_goes_on_does_not_belong_to_a_colon() -> None:
    found = parents("1. Một\nLưu ý như sau:\n2. Hai\n")

    assert found["Hai"] is None


def test_a_dash_right_after_a_colon_belongs_to_it() -> None:
    assert parents("1. Một\nTrong đó:\n- Gạch\n")["Gạch"] == "Trong đó:"


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("Phần II. Riêng", "part", "Riêng"),
        ("CHƯƠNG IV Chung", "part", "Chung"),
        ("IV. Kết", "roman", "Kết"),
        ("Điều 12. Hiệu lực", "article", "Hiệu lực"),
        ("1. Một", "number", "Một"),
        ("1/ Một", "number", "Một"),
        ("12) Một", "number", "Một"),
        ("1.2. Hai", "decimal", "Hai"),
        ("1.2.3 Ba", "decimal", "Ba"),
        ("a) Lá", "letter", "Lá"),
        ("đ) Lá", "letter", "Lá"),
        ("(2) Hai", "bracket", "Hai"),
        ("- Gạch", "dash", "Gạch"),
        ("– Gạch", "dash", "Gạch"),
        ("+ Cộng", "plus", "Cộng"),
        ("* Sao", "plus", "Sao"),
        ("## A. Chung nhất", "capital", "Chung nhất"),
    ],
)
def test_a_marker_says_the_kind_and_is_no_part_of_the_words(
    line: str, kind: str, rest: str
) -> None:
    document, (node,) = tree(line)

    assert node.kind == kind
    assert node.text(document.text) == rest


@pytest.mark.parametrize(
    "line", ["Một đoạn.", "1.200 hộ", "12/9/2026 họp", "A. Chung không đậm", "Điều tra"]
)
def test_what_only_resembles_a_marker_is_none(line: str) -> None:
    document, (node,) = tree(line)

    assert (node.kind, node.rank) == ("plain", PLAIN)
    assert node.text(document.text) == line


def test_tables_and_bare_markers_are_left_out() -> None:
    assert list(parents("1. Một\n| a | b |\n-\n2. Hai\n")) == ["Một", "-", "Hai"]


LINES = st.sampled_from(
    [*BODY.splitlines(), "(1) Ngoặc", "Lời dẫn:", "| a | b |", "1."]
)


@given(st.lists(LINES, max_size=16))
def test_any_lines_make_a_tree_in_text_order(found: list[str]) -> None:
    document, nodes = tree("\n".join(found))

    assert [node.index for node in nodes] == list(range(len(nodes)))
    end = 0
    for node in nodes:
        assert end <= node.span.start < node.span.end <= len(document.text)
        assert node.block.span.contains(node.span)
        end = node.span.end
        if node.parent is not None:
            above = nodes[node.parent]
            assert node.parent < node.index
            assert above.rank < node.rank or above.rank == PLAIN
