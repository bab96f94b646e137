"""Tên loại: the kinds of documents, their codes, and the titles of laws."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from vanban_parser.lexicon.alternatives import SPACE, alternatives
from vanban_parser.lexicon.load import table

Family = Literal["administrative", "normative", "party", "other", "generic"]

# Two ways to place a tone mark, and two letters for one sound, are both in use.
_TONES = [
    *("òa|oà", "óa|oá", "ỏa|oả", "õa|oã", "ọa|oạ", "òe|oè", "óe|oé", "ỏe|oẻ", "ọe|oẹ"),
    *("ùy|uỳ", "úy|uý", "ủy|uỷ", "ũy|uỹ", "ụy|uỵ"),
]
_SHORT = {
    "hội đồng nhân dân": "HĐND",
    "ủy ban nhân dân": "UBND",
    "quy phạm pháp luật": "QPPL",
    "quy": "qui",
    "kỹ": "kĩ",
    "lý": "lí",
}


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


@cache
def type_by_code(code: str) -> str | None:
    """Return the type that `code` stands for in a notation, or None.

    ``QĐ`` gives ``quyết định``, ``TTr`` ``tờ trình``; where state and Party use one
    code for two types (``TT``, ``QĐ``) the state's type.  Case counts: ``TTR`` is
    looked up too, but only when no exact code is found.
    """
    rows = table("document_types")["types"]
    for fold in (str, str.upper):
        for row in rows:
            if fold(code) in map(fold, row.get("codes", ())):
                return str(row["name"])
    return None


@cache
def type_names() -> tuple[str, ...]:
    """Return the names that a document may bear as its title, longest first.

    Lower case.  Words that only cite (``văn bản``) are left out: `citing_names`.
    """
    rows = table("document_types")["types"]
    names = (str(row["name"]) for row in rows if row["family"] != "generic")
    return _longest_first(names)


@cache
def citing_names() -> tuple[str, ...]:
    """Return every name by which a document is cited, longest first; lower case."""
    names = (str(row["name"]) for row in table("document_types")["types"])
    return _longest_first(names)


@cache
def abbreviations() -> Mapping[str, str]:
    """Return what running text writes for a type (``NĐ``), and the type's name."""
    return MappingProxyType(
        {
            str(short): str(row["name"])
            for row in table("document_types")["types"]
            for short in row.get("abbreviations", ())
        }
    )


@cache
def words_of_no_document() -> tuple[str, ...]:
    """Return words whose number is no document's (``mẫu số 02/ĐK``), longest first."""
    words = map(str, table("document_types")["not_documents"]["words"])
    return _longest_first(words)


def spelling(name: str) -> str:
    """Return a pattern for `name` in either tone placement, with any one space.

    To be matched with ``re.IGNORECASE``; a comma may be missing.
    """
    pattern = re.escape(name.lower()).replace(r"\ ", " ")
    for long, short in _SHORT.items():
        pattern = pattern.replace(long, f"(?:{long}|{short.lower()})")
    for pair in _TONES:
        first = pair.split("|")[0]
        pattern = pattern.replace(first, f"(?:{pair})")
    return pattern.replace(", ", ",? ").replace(" ", r"\s")


@cache
def body_words(name: str) -> tuple[str, ...]:
    """Return a list of the ``[body]`` table, longest first (``stops``, ``issues``)."""
    return _longest_first(map(str, table("document_types")["body"][name]))


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of `words` as they are written, longest first."""
    return alternatives(
        [SPACE if letter == " " else letter for letter in word]
        for word in _longest_first(words)
    )


@cache
def law_titles() -> Mapping[str, re.Pattern[str]]:
    """Return, for ``luật``, ``bộ luật`` and ``pháp lệnh``, a pattern of their titles.

    It matches the title alone, without that word (``Đất đai``), the longest first.
    """
    tables = {"luật": "laws", "bộ luật": "law_codes", "pháp lệnh": "ordinances"}
    data = table("document_types")
    return MappingProxyType(
        {
            kind: re.compile(
                rf"(?:{'|'.join(map(spelling, _longest_first(data[key])))})(?!\w)",
                re.IGNORECASE,
            )
            for kind, key in tables.items()
        }
    )
