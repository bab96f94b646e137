"""A notation is one word, whatever a pen or a faint slash made of it."""

from __future__ import annotations

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.readers.ocr.notations import with_notations
from vanban_parser.readers.ocr.nouns import Seen

WIDTH, HEIGHT = 595.0, 842.0


def said(line: str, x: float = 80.0, base: float = 100.0) -> list[str]:
    words = with_notations(typed(line, x=x, base=base), WIDTH, HEIGHT)
    return [word.text for word in words]


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("Số: 1/ VHXH- NVY", ["Số:", "1", "/VHXH-NVY"]),
        ("Số:20)3/ VHXH- NVY", ["Số:20)3", "/VHXH-NVY"]),
        ("Số: 25 / VHXH- NVY", ["Số:", "25", "/VHXH-NVY"]),
        ("Số: 2l3| “CT-CS", ["Số:", "2l3|", "/CT-CS"]),
        ("Số:20/JJ/vHXH-NVY", ["Số:20/JJ", "/VHXH-NVY"]),
        ("Số: /VHXH –NVY", ["Số:", "/VHXH-NVY"]),
    ],
)
def test_a_broken_notation_is_one_word(read: str, words: list[str]) -> None:
    assert said(read) == words


@pytest.mark.parametrize(
    "line",
    [
        "Số: 15/UBND-VP",
        "Số: 2014 /VHXH-NVY",
        "Số: 30/2020/NĐ-CP",
        "Sở Y tế / Phòng NVY",
        "Số: “Xóm nhỏ”",
        "Số: 3 JF- WZ",
    ],
)
def test_what_is_read_as_printed_stays(line: str) -> None:
    assert said(line) == line.split()


def test_only_a_line_of_the_header_is_looked_at() -> None:
    line = "Số: 1/ VHXH- NVY"
    assert said(line, base=600.0) == line.split()
    assert said(line, x=300.0) == line.split()


def test_its_box_is_that_of_its_pieces() -> None:
    words = typed("Số: 1/ VHXH- NVY", x=80.0)
    *_, notation = with_notations(words, WIDTH, HEIGHT)
    assert isinstance(notation, Seen)
    assert words[1].x0 < notation.x0 < words[1].x1
    assert notation.x1 == words[-1].x1
    assert notation.others == ()


def test_a_faint_slash_keeps_what_was_read_beside_it() -> None:
    *_, notation = with_notations(typed("Số: 9 “CT-CS", x=80.0), WIDTH, HEIGHT)
    assert notation.others == ("“CT-CS",)


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("Quyết định số 78/2030/QĐ-TT, g ngày", "Quyết định số 78/2030/QĐ-TTg ngày"),
        ("Chỉ thị số 6/CT-TT g; Công điện", "Chỉ thị số 6/CT-TTg; Công điện"),
        ("Tờ trình số 573/1Tr-SNV ngày", "Tờ trình số 573/TTr-SNV ngày"),
        ("Quyết định số 78/QĐ-TT, gửi các", "Quyết định số 78/QĐ-TT, gửi các"),
        ("Công văn số 9/VP-TT g ngày", "Công văn số 9/VP-TT g ngày"),
    ],
)
def test_symbols_of_cited_documents_are_whole(read: str, words: str) -> None:
    assert " ".join(said(read, base=500.0)) == words
