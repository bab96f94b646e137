"""Lists of words as one regex: it must match what each word alone would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.lexicon.alternatives import SPACE, alternatives
from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.organ_words import any_of, loose

JOINT = r"(?: ?, ?| và | )"
PIECES = st.lists(
    st.sampled_from(["a", "A", "b", "ủ", " ", "-", "(", SPACE, JOINT]), max_size=5
)


def in_turn(words: list[tuple[str, ...]]) -> str:
    """Return the words one beside the other."""
    parts = (
        "".join(piece if len(piece) > 1 else re.escape(piece) for piece in word)
        for word in words
    )
    return f"(?:{'|'.join(parts)})"


def ends(pattern: str, text: str, flags: int = 0) -> list[int | None]:
    """Return where a whole word ends that begins at each place of a text."""
    regex = re.compile(rf"{pattern}(?!\w)", flags)
    found = [regex.match(text, at) for at in range(len(text))]
    return [None if match is None else match.end() for match in found]


@given(
    st.lists(PIECES.map(tuple), min_size=1, max_size=8),
    st.text("aAbủ -(,vàx", max_size=20),
)
def test_words_together_match_what_they_match_in_turn(
    words: list[tuple[str, ...]], text: str
) -> None:
    longest_first = sorted(set(words), key=len, reverse=True)
    together, beside = alternatives(longest_first), in_turn(longest_first)

    assert ends(together, text) == ends(beside, text)
    assert ends(together, text, re.IGNORECASE) == ends(beside, text, re.IGNORECASE)


@pytest.mark.parametrize(
    "section", ["names", "strict_heads", "free_heads", "posts", "groups", "fields"]
)
def test_each_name_of_a_list_is_matched_whole(section: str) -> None:
    names: list[str] = table("organs")[section]["words"]
    listed = re.compile(any_of(names), re.IGNORECASE)
    alone = "|".join(map(loose, sorted(names, key=lambda name: (-len(name), name))))
    one_by_one = re.compile(rf"(?:{alone})(?!\w)", re.IGNORECASE)

    for name in names:
        for text in (name, name.upper(), f"{name} và {names[0]}", f"{name}x"):
            found, expected = listed.match(text), one_by_one.match(text)
            assert (found and found.span()) == (expected and expected.span()), text


def test_no_words_match_nothing_more_than_an_empty_list_does() -> None:
    assert re.fullmatch(alternatives([]), "") is not None
    assert re.fullmatch(alternatives([]), "a") is None
