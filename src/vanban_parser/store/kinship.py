"""How letters belong together, told from their records.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal

from vanban_parser.lexicon.load import table
from vanban_parser.model.letter import Letter
from vanban_parser.text import fold

Kind = Literal[
    "other-format",
    "suspected-duplicate",
    "corrects",
    "replaces",
    "withdraws",
    "sent-with",
]

_WORD = re.compile(r"\w+")
_LEAD = re.compile(r"^(v/v|ve viec)\s+")
_SHINGLE: Final = 4
_ALIKE: Final = 0.8
"""Share of four-word runs in common from which two texts are one letter's."""


def same_key(letter: Letter) -> str | None:
    """Return what two copies of a letter have in common; None if too little is known.

    Issuer, number, notation and date: numbers begin anew each year.  Of a letter whose
    number was left blank, as drafts and some stamps do, the subject stands for it.

    Source:
        Nghị định 30/2020/NĐ-CP, annex VI: number, notation and issuer tell of a
        duplicate.
    """
    named = letter.number or (letter.subject and f"({letter.subject})")
    parts = (letter.issuing_body.name, named, letter.notation, letter.issued_on)
    if any(part is None for part in parts):
        return None
    return "|".join(_plain(part or "") for part in parts)


def code_key(issuer: str | None, code: str | None) -> str | None:
    """Return the key under which a letter that cites another finds it, or None."""
    return f"{_plain(issuer)}|{_plain(code)}" if issuer and code else None


def likeness(letter: Letter, other: Letter) -> Kind:
    """Return how two letters of one `same_key` and of different bytes are related."""
    formats = {letter.source.media_type, other.source.media_type}
    if len(formats) == 2 and is_same_text(letter, other):
        return "other-format"
    return "suspected-duplicate"


def is_same_text(letter: Letter, other: Letter) -> bool:
    """Tell whether two files have the words of one letter."""
    return _share(letter.text, other.text) >= _ALIKE


def cited_kin(letter: Letter) -> Iterator[tuple[Kind, str]]:
    """Yield how `letter` changes an earlier one, and that one's `code_key`.

    Only letters of the same office: nobody corrects another's letter.
    """
    subject = _LEAD.sub("", _plain(letter.subject or ""))
    kind = next((k for begin, k in _beginnings() if subject.startswith(begin)), None)
    if kind is None:
        return
    for reference in letter.references:
        cited = reference.code and _plain(reference.code)
        if not cited or cited == _plain(letter.code or ""):
            continue
        # Cited in the subject itself: the grounds cite other letters too.
        key = code_key(letter.issuing_body.name, reference.code)
        if cited in subject and key is not None:
            yield kind, key


@cache
def _beginnings() -> tuple[tuple[str, Kind], ...]:
    found = [
        (fold(begin) + " ", row["kind"])
        for row in table("kinship")["kin"]
        for begin in row["begins"]
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _share(text: str, other: str) -> float:
    mine, theirs = _runs(text), _runs(other)
    if not mine or not theirs:
        return float(text == other)
    return len(mine & theirs) / min(len(mine), len(theirs))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold(text))
    return set(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))
