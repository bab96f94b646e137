"""Characters: the one normal form of a letter's text, and a folded form to match on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
}
# What offices type or PDF producers write for a plain sign. U+00D0 (Eth) is the
# commonest stand-in for Đ; U+2011 and U+00AD for the hyphen inside a symbol.
_SIGNS = {
    "\u00d0": "Đ",
    "\u0189": "Đ",
    "\u2010": "-",
    "\u2011": "-",
    "\u00ad": "-",
    "\u2212": "-",
    "\uf02d": "-",
    "\uf0b7": "-",
    "\u2022": "-",
    "\u25cf": "-",
    "\uff0d": "-",
}
_SPACES = dict.fromkeys(
    [
        *(0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0xA0, 0x1680),
        *range(0x2000, 0x200B),
        *(0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
    ],
    " ",
)
_DROPPED = dict.fromkeys(
    [
        *(*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)),
        *(0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFC),
        *(*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0xD800, 0xE000)),
    ],
    None,
)
_TABLE = str.maketrans({**_LIGATURES, **_SIGNS}) | _SPACES | _DROPPED
# Most text has none of them: those that look like others, and those that do not print.
_ODD = re.compile(f"[{''.join(filter(str.isprintable, map(chr, _TABLE)))}]")
_RUN_OF_SPACES = re.compile(r"  +")
# A full stop that ends no sentence: abbreviations, initials, numbered points.
_NO_END = re.compile(
    r"(?:^|[\s(])(?:[A-ZĐ]{1,3}|[Tt]h?S|TP|Tp|tp|T[tT]|[Đđ]/c|v\.v|vv|Tr|tr|ThS|PGS|GS|KCN"
    r"|PCT|No|St)$"
)
# Nor does it after the number of a point: one that stands first, or after its noun.
_POINT = re.compile(
    r"(?:^|(?:điều|khoản|điểm|mục|phần|chương|bước|bảng|biểu|mẫu|hình|tổ|phụ lục|số)\s)"
    r"\s*\d{1,2}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?:\./\.|[.!?…]+[”\"’)]?)(?=\s|$)")


def normalise(text: str) -> str:
    """Return one paragraph in the form that all offsets mean.

    NFC; ligatures opened; every kind of space one plain space, runs of them one, none
    at the ends; control and zero-width characters gone; Ð read as Đ; soft and
    no-break hyphens as ``-``.  Idempotent.  Dashes (– —) and quotes stay as printed.
    """
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable() or _ODD.search(text):
        # Dropping a character can bring a base letter and its mark together.
        text = unicodedata.normalize("NFC", text.translate(_TABLE))
    return _RUN_OF_SPACES.sub(" ", text).strip()


class _Folds(dict[int, str]):
    """A table for ``str.translate`` that fills itself, one character at a time."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0]
        base = "d" if base in "đĐ" else base.lower()
        self[code] = base if len(base) == 1 else character
        return self[code]


_FOLDS = _Folds()
# Words and lines come again and again, within a letter and from letter to letter.
_SHORT = 120


def fold(text: str) -> str:
    """Return `text` without case and marks, of the same length.

    ``Ủy ban`` and ``UỶ BAN`` both give ``uy ban``; offsets stay valid.
    """
    if text.isascii():
        return text.lower()
    return _folded(text) if len(text) <= _SHORT else text.translate(_FOLDS)


@lru_cache(maxsize=8_192)
def _folded(text: str) -> str:
    return text.translate(_FOLDS)


@lru_cache(maxsize=4)
def whole_folded(text: str) -> str:
    """Return `fold` of a letter's whole text, kept while the letter is read."""
    return fold(text)


def folded_in(text: str, start: int, end: int) -> str:
    """Return ``fold(text[start:end])`` of a letter's text, which is folded once."""
    return whole_folded(text)[start:end]


def lines_with(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return the lines of a letter's text that hold one of `words`, in order.

    Words are looked for folded, in other words too: a pattern that is dear to look
    for need not be tried on the other lines.
    """
    plain = whole_folded(text)
    found: set[tuple[int, int]] = set()
    for word in words:
        at = plain.find(word)
        while at >= 0:
            end = plain.find("\n", at)
            end = len(plain) if end < 0 else end
            found.add((plain.rfind("\n", 0, at) + 1, end))
            at = plain.find(word, end)
    return sorted(found)


@lru_cache(maxsize=1_024)
def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the sentences of ``text[start:end]`` as half-open ranges, in order.

    A line break always ends one; a full stop does where the next word has a capital
    and the word before is no abbreviation (``TP.``, ``KT.``).  Spaces at the ends
    are left out, the closing sign is kept.
    """
    found: list[tuple[int, int]] = []
    for first, last in _paragraphs(text, start, end):
        begin = first
        for match in _SENTENCE_END.finditer(text, first, last):
            after = text[match.end() : match.end() + 2].lstrip()
            starts = not after or after[0].isupper() or after[0] in '“"(-+'
            if not starts or _is_no_end(text, begin, match):
                continue
            _append(found, text, begin, match.end())
            begin = match.end()
        _append(found, text, begin, last)
    return tuple(found)


def _is_no_end(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Tell whether the full stop belongs to an abbreviation or a point's number."""
    if stop.group()[0] != ".":
        return False
    before = text[max(stop.start() - 12, begin) : stop.start()]
    if _NO_END.search(before[-6:]):
        return True
    point = _POINT.search(before)
    whole = len(before) == stop.start() - begin
    return point is not None and (whole or point.start() > 0)


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out = []
    while start < end:
        cut = text.find("\n", start, end)
        cut = end if cut < 0 else cut
        out.append((start, cut))
        start = cut + 1
    return out


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        found.append((start, end))
