"""What is a mark of secrecy: a line, the name of a file, a property of a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from vanban_parser.lexicon.load import table
from vanban_parser.text import fold

_LETTER_SPACED = re.compile(r"(?:\w )+\w")
_FIELD = re.compile(r"\W*độ\s+mật\s*:\s*(?P<value>.+)", re.IGNORECASE)
_NAME_WORDS = re.compile(r"[^\W_]+")
_LONGEST = 60


def mark_of(line: str) -> str | None:
    """Return the level (``mật``) that a line is the mark of, or None.

    It must be the whole line, in capitals and with its diacritics, but for a frame:
    ``MẶT`` and ``BẢO MẬT`` are none.  ``Độ mật: Mật`` is a mark too.
    """
    if len(line) > _LONGEST:
        return None
    field = _FIELD.fullmatch(line.strip())
    if field is not None:
        return _levels().get(_bare(field["value"]).upper())
    return _levels().get(_bare(line))


def recognised_mark(line: str) -> str | None:
    """Return the level of a line that was read off a picture, where letters are lost.

    Diacritics do not count; the frame may have been read as letters.
    """
    exact = mark_of(line)
    if exact is not None or len(line) > _LONGEST or line != line.upper():
        return exact
    return _recognised().get(fold(_bare(line)))


def stamp_mark(line: str) -> str | None:
    """Return the level that the words of a stamp say, with what is left of its frame.

    A stamp says little else, so the word may stand among scraps.
    """
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", line)]
    if "mat" not in words:
        return recognised_mark(line.upper())
    for level in ("tuyệt mật", "tối mật"):
        if fold(level).split()[0] in words:
            return level
    return "mật"


def resembles_mark(line: str) -> bool:
    """Tell whether a stamp's words may be a mark that was read with a wrong letter."""
    letters = "".join(re.findall(r"[^\W\d_]", fold(line)))
    return any(
        abs(len(letters) - len(mark)) <= 1 and _is_near(letters, mark)
        for mark in (fold(words).replace(" ", "") for words in _levels())
    )


def is_legible(line: str) -> bool:
    """Tell whether a stamp's words say something: a word, a number, a date."""
    return re.search(r"[^\W\d_]{3,}|\d{2,}", line) is not None


def _is_near(one: str, other: str) -> bool:
    """Tell whether one letter more, less or otherwise makes one word the other."""
    short, long = sorted((one, other), key=len)
    at = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b),
        len(short),
    )
    if len(short) == len(long):
        return short[at + 1 :] == long[at + 1 :]
    return short[at:] == long[at + 1 :]


def goes_on(line: str) -> bool:
    """Tell whether what follows a line may be the rest of its last word or name."""
    words = _nfc(line).upper().split()
    return bool(words) and words[-1] in _data("page")["goes_on"]


def begins_document(lines: Iterable[str]) -> bool:
    """Tell whether a page with these lines at its top begins a document."""
    folded = [" ".join(fold(line).replace("–", "-").split()) for line in lines]
    return any(start in line for line in folded for start in _data("page")["begins"])


def may_begin_document(words: Iterable[str]) -> bool:
    """Tell whether words, in any order, may make a line that begins a document.

    It is a cheap test before `begins_document`, for which the words must be set in
    lines.
    """
    folded = " ".join(map(fold, words)).replace("–", "-")
    return any(
        all(part in folded for part in start.split())
        for start in _data("page")["begins"]
    )


def mark_of_name(filename: str) -> str | None:
    """Return the level that the name of a file says, or None."""
    words = _NAME_WORDS.findall(_nfc(filename))
    known = _data("name")
    for index, word in enumerate(words):
        if word != "MẬT":
            continue
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        if before.upper() in known["not_after"] or after.upper() in known["not_before"]:
            continue
        return _levels().get(f"{before} MẬT", "mật")
    return None


def mark_of_properties(properties: Mapping[str, str]) -> str | None:
    """Return the level that a document's own properties say, or None.

    A property of any name counts where its whole value is a mark; one that is named for
    it (``Độ mật``, ``Confidentiality``) in small letters and in English too.
    """
    known = _data("property")
    for name, value in properties.items():
        for part in re.split(r"[;,\n]", value):
            level = mark_of(part)
            if level is None and _plain(name) in known["names"]:
                bare = _bare(part)
                level = _levels().get(bare.upper()) or known["foreign"].get(fold(bare))
            if level is not None:
                return level
    return None


def _bare(line: str) -> str:
    """Return a line without frame and stray signs; ``M Ậ T`` is ``MẬT``."""
    spaced = re.sub(r"[\W_]+", " ", _nfc(line)).strip()
    if _LETTER_SPACED.fullmatch(spaced):
        return _spelt(spaced.replace(" ", ""))
    return spaced


def _spelt(letters: str) -> str:
    """Return letters set apart from each other as the words of a level."""
    for words in _levels():
        if letters == words.replace(" ", ""):
            return words
    return letters


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(name)).split())


@cache
def _levels() -> dict[str, str]:
    return {row["words"]: row["name"] for row in table("secrecy")["level"]}


@cache
def _recognised() -> dict[str, str]:
    return {read: row["level"] for row in _data("recognised") for read in row["as"]}


def _data(section: str) -> Any:
    return table("secrecy")[section]
