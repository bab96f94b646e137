"""Remains of rules, dots and scribbles are taken out of what an engine saw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.readers.ocr.clean import cleaned, is_word, without_echoes
from vanban_parser.readers.ocr.nouns import Seen

LINE = "thực hiện rà soát nhà văn hóa các thôn"


def said(line: str, confidence: float = 0.96) -> str:
    words = [
        replace(word, confidence=confidence) if word.text not in LINE.split() else word
        for word in typed(line)
    ]
    return " ".join(word.text for word in cleaned(words))


@pytest.mark.parametrize(
    ("seen", "left"),
    [
        (f"| {LINE} |", LINE),
        (f"_ {LINE} ~", LINE),
        (f"{LINE} |trong", f"{LINE} trong"),
        (f"- {LINE};", f"- {LINE};"),
        (f"{LINE} ……......", f"{LINE} ……"),
        (f"{LINE}./.", f"{LINE}./."),
        (f"+ {LINE}", f"+ {LINE}"),
    ],
)
def test_signs_without_meaning_go(seen: str, left: str) -> None:
    assert said(seen) == left


def test_scraps_of_low_confidence_go() -> None:
    assert said(f"{LINE} Jˆ", 0.1) == LINE
    assert said(f"{LINE} xã", 0.5) == f"{LINE} xã"


def test_a_line_of_scribbles_is_none() -> None:
    words = [replace(word, confidence=0.3) for word in typed("^O mXHCc, “ỄÍÊN ẤN")]
    assert cleaned(words) == ()


@pytest.mark.parametrize(
    "text", ["xã", "Nghị", "15/UBND-VP", "30/2020/NĐ-CP;", "3,5", "a)"]
)
def test_words(text: str) -> None:
    assert is_word(text)


@pytest.mark.parametrize("text", ["Jˆ26", "xzq", "b7k", ";;"])
def test_no_words(text: str) -> None:
    assert not is_word(text)


def test_what_an_engine_saw_twice_stands_once() -> None:
    once = Seen(100, 300, 125, 309, "nhận:", 0.96, 1)
    again = Seen(98, 302, 122, 322, "nhận", 0.86, 2)
    below = Seen(100, 316, 125, 325, "nhận:", 0.96, 3)
    beside = Seen(140, 300, 165, 309, "nhận:", 0.96, 1)

    assert without_echoes([once, again, beside]) == (once, beside)
    assert without_echoes([once, below]) == (once, below)
