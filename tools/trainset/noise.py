"""What typing and scanning do to words."""

from __future__ import annotations

import re

from tools.trainset.bodies import Chance
from vanban_parser.text import fold

_OLD = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "ủy": "uỷ",
    "úy": "uý",
    "ùy": "uỳ",
    "Ủy": "Uỷ",
}
_MISREAD = (
    ("l", "1"),
    ("i", "l"),
    ("ố", "õ"),
    ("ậ", "ặ"),
    ("m", "rn"),
    ("đ", "d"),
    ("ơ", "o"),
)


def old_style(text: str) -> str:
    """Put tone marks where older typists put them (``hoà``, ``uỷ``)."""
    for new, old in _OLD.items():
        text = re.sub(rf"{new}(?![a-zà-ỹ])", old, text)
    return text


def scanned(chance: Chance, text: str, share: float) -> str:
    """Return `text` with a `share` of its words damaged as OCR damages them."""
    return " ".join(
        _damaged(chance, word) if chance.perhaps(share) else word
        for word in text.split(" ")
    )


def _damaged(chance: Chance, word: str) -> str:
    draw = chance.random.random()
    if len(word) < 2:
        return word
    if draw < 0.4:
        plain = fold(word)
        return plain.capitalize() if word[0].isupper() else plain
    if draw < 0.8:
        wrong = [pair for pair in _MISREAD if pair[0] in word]
        return word.replace(*chance.random.choice(wrong), 1) if wrong else word
    cut = chance.random.randint(1, len(word) - 1)
    return f"{word[:cut]} {word[cut:]}"
