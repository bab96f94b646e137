"""Names of bodies and posts whose marks a scan misread, by the lists of known names.

``ỦY BẠN NHÂN DÂN TÍNH AN BÌNH`` can only be ``ỦY BAN NHÂN DÂN TỈNH AN BÌNH``: without
marks it is a known name, and as printed it is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from vanban_parser.lexicon.gazetteer import gazetteer
from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.placenames import name_key
from vanban_parser.text import fold

_KINDS = (
    *("tỉnh", "thành phố", "huyện", "quận", "thị xã"),
    *("xã", "phường", "thị trấn", "đặc khu", "khu vực"),
)
_LONGEST = 12
"""Words of a known name at most."""
_KIND = re.compile(rf"(?:{'|'.join(_KINDS)}|TP\.?|Q\.|P\.)\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def repaired(name: str) -> str | None:
    """Return `name` in the spelling of the lists, or None where nothing was misread.

    Only words whose letters, marks apart, are those of exactly one known name are
    changed; the case of each letter is kept.
    """
    words = list(_WORD.finditer(name))
    pieces: list[str] = []
    at = end = 0
    while at < len(words):
        length, spelled = _known(name, words, at)
        first, last = words[at].start(), words[at + length - 1].end()
        printed = name[first:last]
        pieces += [name[end:first], _in_case_of(printed, spelled or printed)]
        at, end = at + length, last
    pieces.append(name[end:])
    made = "".join(pieces)
    return None if made == name else made


def whole_place(name: str) -> str | None:
    """Return the place that `name` is, or the one province that it is the end of.

    ``Tre`` can only be what a speck left of ``Bến Tre``.  None: no unit is called so.
    """
    units = gazetteer()
    bare = _KIND.sub("", name)
    key = name_key(bare)
    if units.communes(bare) or key in _areas():
        return name
    ends = {
        province
        for province in units.province_names()
        if name_key(province).endswith(f" {key}")
    }
    return ends.pop() if len(ends) == 1 else None


@cache
def _areas() -> frozenset[str]:
    return frozenset(name_key(area.name) for area in gazetteer().areas())


def _known(name: str, words: list[re.Match[str]], at: int) -> tuple[int, str | None]:
    """Return how many words from `at` are one known name, and its spelling."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        printed = name[words[at].start() : words[at + length - 1].end()]
        spelled = _spellings().get(fold(printed))
        if spelled is None or (length == 1 and at and spelled not in _KINDS):
            # A head (SỞ, BÁO) stands first; within a name it is another word (BẢO TỒN).
            continue
        # A known name is left as it is ("hoà" for "hòa" is no misreading).
        return length, None if name_key(printed) in _keys() else spelled
    return 1, None


def _in_case_of(printed: str, spelled: str) -> str:
    return "".join(
        b.upper() if a.isupper() else b.lower()
        for a, b in zip(printed, spelled, strict=True)
    )


@cache
def _names() -> frozenset[str]:
    data = table("organs")
    named = (
        *data["strict_heads"]["words"],
        *data["free_heads"]["words"],
        *data["names"]["words"],
        *data["posts"]["words"],
        *data["fields"]["words"],
        *data["capitals"]["phrases"],
        *data["capitals"]["proper_after"],
    )
    return frozenset(
        name.lower() for name in (*named, *_KINDS, *gazetteer().province_names())
    )


@cache
def _keys() -> frozenset[str]:
    return frozenset(map(name_key, _names()))


@cache
def _spellings() -> Mapping[str, str]:
    """Return each known name by its letters without marks, where they name but one."""
    found: dict[str, dict[str, str]] = {}
    for name in sorted(_names()):
        found.setdefault(fold(name), {}).setdefault(name_key(name), name)
    return {
        letters: next(iter(names.values()))
        for letters, names in found.items()
        if len(names) == 1
    }
